// SPDX-License-Identifier: GPL-3.0-or-later
//! The command line: the same words as the window, for terminals and scripts.
//!
//! [`cli`] is the definition, [`verbs`] does it, [`select`] finds the version that is meant, [`follow`] watches work and [`bar`]
//! shows it, [`words`] and [`json`] say what came out, [`failure`] how it ended. [`apps`] has the same parts for apps.

mod apps;
mod bar;
mod cli;
mod console;
mod failure;
mod follow;
mod go_back;
mod json;
mod names;
mod pages;
mod practice;
mod restart;
mod select;
mod switch;
mod system;
mod verbs;
mod watch;
mod words;

#[cfg(test)]
mod tests;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use crate::cli::{Cli, Command, Verb};
use crate::console::Console;
use crate::failure::{Exit, Failure};
use crate::json::{ErrorDocument, ErrorJson};
use crate::verbs::App;

fn main() -> ExitCode {
    isotope::log::start("warn,isotope=warn");
    let arguments: Vec<OsString> = std::env::args_os().collect();
    match cli::parse(&arguments) {
        Ok(cli) => act(cli, &arguments).into(),
        Err(err) => usage(&err, cli::wants_json(&arguments)).into(),
    }
}

/// Help and versions are answers; anything else is wrong usage.
fn usage(err: &clap::Error, json: bool) -> Exit {
    if !err.use_stderr() {
        return match err.print() {
            Ok(()) => Exit::Done,
            Err(_) => Exit::Failed,
        };
    }
    if json {
        let document = ErrorDocument {
            error: ErrorJson {
                kind: "usage",
                message: err.render().to_string().trim().to_owned(),
                details: None,
                program: None,
            },
        };
        return match Console::real(true).document(&document) {
            Ok(()) => Exit::Usage,
            Err(_) => Exit::Failed,
        };
    }
    match err.print() {
        Ok(()) => Exit::Usage,
        Err(_) => Exit::Failed,
    }
}

fn act(cli: Cli, arguments: &[OsString]) -> Exit {
    let mut console = Console::real(cli.options.json);
    let result = match cli.command {
        Command::Completions { shell } => {
            let mut script = Vec::new();
            pages::completions(shell, &mut script);
            print(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            let made = pages::man(&mut page).map_err(Failure::from);
            made.and_then(|()| print(&page))
        }
        Command::System(_) | Command::Apps(_) if cli.options.practice && !practice::is_inside() => {
            Err(Failure::Practice(practice::enter(arguments).to_string()))
        }
        Command::System(verb) => on_system(cli.options, &verb),
        Command::Apps(args) => apps::run(&args, cli.options),
    };
    result.unwrap_or_else(|failure| report(&failure, &mut console))
}

fn print(bytes: &[u8]) -> Result<Exit, Failure> {
    io::Write::write_all(&mut io::stdout(), bytes)?;
    Ok(Exit::Done)
}

fn on_system(options: cli::Options, verb: &Verb) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let system = system::open(options).await?;
        let mut app = App {
            backend: system.backend,
            notebook: system.notebook.clone(),
            looks: system.looks.clone(),
            catalogue: system.catalogue.clone(),
            console: Console::real(options.json),
            options,
        };
        app.run(verb).await
    })
}

/// Says why something was not done: on stderr, or as the one document.
fn report(failure: &Failure, console: &mut Console) -> Exit {
    if failure.is_closed_pipe() {
        return Exit::Done;
    }
    let (message, details) = failure.words();
    let told = if console.is_json() {
        console.document(&ErrorDocument {
            error: ErrorJson {
                kind: names::failure(failure),
                message,
                details,
                program: failure.program(),
            },
        })
    } else {
        let details = details.iter().flat_map(|d| d.lines());
        let details = details.map(|line| format!("  {line}"));
        let mut lines = std::iter::once(message).chain(details);
        lines.try_for_each(|line| console.remark(&line))
    };
    match told {
        Ok(()) => failure.exit(),
        Err(_) => Exit::Failed,
    }
}
