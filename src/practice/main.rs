// SPDX-License-Identifier: GPL-3.0-or-later
//! The practice machine: a real libostree system in a folder, on a bus of its own.
//!
//! Everything that is done to it happens for real, through the `ostree` command; see `paths.rs` for what lies where.
//! Nothing here reads the service's data the way `isotope::backend` does: both sides of the contract are written apart.

mod apps;
mod boot;
mod bus;
mod busy;
mod cli;
mod client;
mod commit;
mod control;
mod doctor;
mod enter;
mod fault;
mod host;
mod login;
mod machine;
mod network;
mod paths;
mod polkit;
mod rpmostreed;
mod run;
mod state;
mod status;
mod surroundings;
mod trouble;
mod upstream;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    isotope::log::start("warn,zbus=error,isotope=info,isotope_practice=warn");
    cli::main(cli::Cli::parse())
}
