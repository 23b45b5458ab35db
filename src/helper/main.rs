// SPDX-License-Identifier: GPL-3.0-or-later
//! helper

fn main() {
    isotope::log::start("warn,isotope=info");
}
