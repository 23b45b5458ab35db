// SPDX-License-Identifier: GPL-3.0-or-later
//! practice

fn main() {
    isotope::log::start("warn,isotope=info");
}
