// SPDX-License-Identifier: GPL-3.0-or-later
//! The window: options, log, and then [`isotope::ui`].

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use isotope::backend::detect::{self, NoBackend};
use isotope::backend::fake::{FakeBackend, Scene};
use isotope::backend::practice;
use isotope::catalogue::Catalogue;
use isotope::looks::Looks;
use isotope::notebook::Notebook;
use isotope::preflight::Places;
use isotope::switching::Around;
use isotope::ui::{self, AskPublishers, Connect, Desk, FindApps, FindSystems, Found, Options};
use isotope::{log, tr};

#[derive(Debug, Parser)]
#[command(name = "isotope", version, about = tr!("app-summary"))]
struct Args {
    #[arg(long, help = tr!("option-practice"))]
    practice: bool,
    /// A made-up system, for pictures.
    #[arg(long, hide = true)]
    fake: Option<Scene>,
}

fn main() -> ExitCode {
    log::start("warn,isotope=info");
    let args = Args::parse();
    if args.practice && !practice::is_practice() {
        let error = practice::enter(["--practice"]);
        tracing::error!(err = %error, "the practice machine cannot be started");
        return ExitCode::FAILURE;
    }
    let options = Options {
        connect: Connect::new(move || Box::pin(found(args.fake))),
        practice: practice::is_practice(),
        apps: FindApps::of_this_person(),
        desk: desk(args.fake.is_some()),
    };
    if let Err(error) = ui::run(options) {
        tracing::error!(err = %error, "the window cannot be opened");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// A made-up system has no computer around it, and leaves the person's settings alone.
fn desk(made_up: bool) -> Desk {
    let (looks, around) = if made_up {
        let nobody = std::env::temp_dir().join("isotope-made-up");
        (Looks::at(&nobody), Around::Nothing)
    } else {
        let places = Places::of_this_computer();
        (Looks::of_this_person(), Around::Computer(places))
    };
    Desk {
        notebook: Notebook::of_this_person(),
        now: chrono::Utc::now,
        looks,
        around,
        systems: FindSystems::new(Catalogue::of_this_computer),
        publishers: AskPublishers::of_this_computer(),
    }
}

async fn found(fake: Option<Scene>) -> Result<Found, NoBackend> {
    let backend = match fake {
        Some(scene) => Arc::new(FakeBackend::new(scene)),
        None => detect::connect().await?,
    };
    let machine = practice::connect().await;
    Ok(Found { backend, machine })
}
