// SPDX-License-Identifier: GPL-3.0-or-later
//! The window: options, log, and then [`isotope::ui`].

use std::os::unix::process::CommandExt as _;
use std::process::{Command, ExitCode};
use std::sync::Arc;

use clap::Parser;
use isotope::backend::fake::{FakeBackend, Scene};
use isotope::backend::detect::{self, NoBackend};
use isotope::backend::practice::{self, Machine};
use isotope::notebook::Notebook;
use isotope::ui::{Connect, Desk, Found, Options};
use isotope::{practice_api, tr, ui};

/// What can be said on the command line.
#[derive(Debug, Parser)]
#[command(name = "isotope", version, about = tr!("app-summary"))]
struct Args {
    /// Open on the practice machine, where nothing touches the computer
    #[arg(long, help = tr!("option-practice"))]
    practice: bool,
    /// Show a made-up system, for pictures
    #[arg(long, hide = true, value_parser = scene)]
    fake: Option<Scene>,
}

fn scene(name: &str) -> Result<Scene, String> {
    let found = Scene::ALL.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, scene)| scene).ok_or_else(|| {
        let names: Vec<_> = Scene::ALL.iter().map(|(known, _)| *known).collect();
        names.join(", ")
    })
}

fn main() -> ExitCode {
    isotope::log::start("warn,isotope=info");
    let args = Args::parse();
    if args.practice && !practice::is_practice() {
        return enter_practice();
    }
    let options = Options {
        connect: Connect::new(move || Box::pin(found(args.fake))),
        practice: practice::is_practice(),
        desk: Desk {
            notebook: Notebook::of_this_person(),
            now: chrono::Utc::now,
        },
    };
    match ui::run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(err = %error, "the window cannot be opened");
            ExitCode::FAILURE
        }
    }
}

/// Looks for the system's service, or makes one up.
async fn found(fake: Option<Scene>) -> Result<Found, NoBackend> {
    if let Some(scene) = fake {
        let backend = Arc::new(FakeBackend::new(scene));
        return Ok(Found {
            backend,
            machine: None,
        });
    }
    let machine: Option<Arc<dyn Machine>> = match practice::is_practice() {
        true => practice::connect().await.ok().map(|m| Arc::new(m) as _),
        false => None,
    };
    Ok(Found {
        backend: detect::connect().await?,
        machine,
    })
}

/// Becomes the practice machine with this window on it.
fn enter_practice() -> ExitCode {
    let error = match std::env::current_exe() {
        Ok(window) => Command::new(practice_api::program())
            .args(["run", "--"])
            .arg(window)
            .arg("--practice")
            .exec(),
        Err(error) => error,
    };
    tracing::error!(err = %error, "the practice machine cannot be started");
    ExitCode::FAILURE
}
