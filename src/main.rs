// SPDX-License-Identifier: GPL-3.0-or-later
//! The window.

fn main() {
    isotope::log::start("warn,isotope=info");
}
