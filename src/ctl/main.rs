// SPDX-License-Identifier: GPL-3.0-or-later
//! ctl

fn main() {
    isotope::log::start("warn,isotope=info");
}
