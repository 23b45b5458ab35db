//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use super::host::Manner;
use super::paths::{self, Machine};
use super::trouble::{Result, Trouble};
use super::{apps, client, doctor, machine, rpmostreed, run, status};
use isotope::tr;

/// A real libostree system in a folder, to try things on.
#[derive(Debug, Parser)]
#[command(name = "isotope-practice", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Args)]
struct Place {
    /// Folder of the machine [default: the running one, else isotope/practice in the state folder]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct RunArgs {
    /// Throw the machine away first and make a new one
    #[arg(long)]
    fresh: bool,
    #[command(flatten)]
    place: Place,
    /// Speed of the line to upstream in KB/s; 0: as fast as it goes
    #[arg(long, value_name = "KB/s", default_value_t = 1000)]
    line: u32,
    /// Seconds without a client after which the system service ends, as the real one does
    #[arg(long, value_name = "SECONDS", default_value_t = 60, hide = true)]
    idle_exit: u32,
    /// Without Flatpak apps: ready a little sooner
    #[arg(long)]
    no_apps: bool,
    /// What to run on the machine
    #[arg(last = true, required = true, value_name = "CMD")]
    command: Vec<OsString>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Make or wake the machine and run a command on it; its exit code is passed on
    Run(RunArgs),
    /// Put a new version upstream
    Publish {
        #[command(flatten)]
        place: Place,
        /// gnome, kde, base, or testing/… [default: the one that runs]
        #[arg(long, default_value = "", hide_default_value = true)]
        variant: String,
        /// Its number [default: the next one]
        #[arg(long, value_name = "N", default_value = "", hide_default_value = true)]
        version: String,
    },
    /// Restart the machine; returns when it answers again
    Restart {
        #[command(flatten)]
        place: Place,
    },
    /// Break something on purpose; `none` mends it
    Fault {
        #[command(flatten)]
        place: Place,
        /// none, no-network, stall-at=PERCENT, disk-full, disk-fills, busy, gpg-error,
        /// wrong-key, finalize-fails, die-mid-transaction, boot-old, layered-conflict, slow=KB/s,
        /// battery=PERCENT, metered, boot-full, no-key, no-remote, console, login-users,
        /// policy-forbids, switch-forbidden
        name: String,
    },
    /// Say what the machine is and does
    Status {
        #[command(flatten)]
        place: Place,
        /// As a JSON document
        #[arg(long)]
        json: bool,
    },
    /// Throw the machine away; the next start makes a new one, a running one is made anew at once
    Reset {
        #[command(flatten)]
        place: Place,
    },
    /// Work on the machine's Flatpak apps
    Apps {
        #[command(subcommand)]
        verb: AppsVerb,
    },
    /// Say whether this computer can have a practice machine
    Doctor,
    #[command(hide = true)]
    RpmOstreed {
        #[arg(long)]
        sockets: PathBuf,
        #[arg(long)]
        idle_exit: u32,
    },
    /// Run a program in the running deployment
    #[command(hide = true)]
    Enter {
        #[arg(last = true, required = true)]
        command: Vec<OsString>,
    },
    /// Run a program that ends with its parent
    #[command(hide = true)]
    Child {
        #[arg(last = true, required = true)]
        command: Vec<OsString>,
    },
}

#[derive(Debug, Subcommand)]
enum AppsVerb {
    /// Put the next release of an app upstream; says its ID and version
    Publish {
        #[command(flatten)]
        place: Place,
        /// What it newly asks for: shared=network, filesystems=home:ro, talk-name=NAME, …
        #[arg(long, value_name = "P")]
        asks: Vec<String>,
        /// Its ID, or the last part of it [default: one that has no update waiting]
        #[arg(value_name = "ID", default_value = "", hide_default_value = true)]
        name: String,
    },
}

impl Place {
    /// The machine that is meant: by name, else the one this runs on, else the default.
    fn machine(self) -> Result<Machine> {
        let inside = std::env::var_os(isotope::practice_api::ENV_MACHINE).map(PathBuf::from);
        let dir = self
            .dir
            .or(inside)
            .or_else(paths::default_dir)
            .ok_or_else(|| Trouble::Plain(tr!("practice-no-home")))?;
        let dir = std::path::absolute(&dir).map_err(|e| {
            Trouble::Plain(tr!(
                "practice-no-folder",
                path = dir.to_string_lossy(),
                error = e.to_string()
            ))
        })?;
        Ok(Machine::at(dir))
    }
}

/// The exit code for what cannot be asked for, as for an option that there is not.
const WRONG_USAGE: u8 = 2;

/// Does what was asked for.
pub(crate) fn main(cli: Cli) -> ExitCode {
    match act(cli.verb) {
        Ok(code) => code,
        Err(trouble) => {
            complain(&trouble.to_string());
            match trouble {
                Trouble::Usage(_) => ExitCode::from(WRONG_USAGE),
                Trouble::File { .. }
                | Trouble::Command(_)
                | Trouble::Plain(_)
                | Trouble::Bus(_) => ExitCode::FAILURE,
            }
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "this is what a command line says its errors with"
)]
fn complain(text: &str) {
    eprintln!("isotope-practice: {text}");
}

/// Says something beside the answer.
#[expect(
    clippy::print_stderr,
    reason = "the answer on standard output is the command's own"
)]
pub(crate) fn notice(text: &str) {
    eprintln!("{text}");
}

fn act(verb: Verb) -> Result<ExitCode> {
    match verb {
        Verb::Run(args) => start(args),
        Verb::Publish {
            place,
            variant,
            version,
        } => {
            let version = client::publish(&place.machine()?, &variant, &version)?;
            say(&version)
        }
        Verb::Restart { place } => client::restart(&place.machine()?).map(done),
        Verb::Fault { place, name } => client::fault(&place.machine()?, &name).map(done),
        Verb::Status { place, json } => say(&status::text(&place.machine()?, json)?),
        Verb::Reset { place } => client::reset(&place.machine()?).map(done),
        Verb::Apps {
            verb: AppsVerb::Publish { place, asks, name },
        } => say(&apps::publish(&place.machine()?, &name, &asks)?),
        Verb::Doctor => say(&doctor::report()?),
        Verb::RpmOstreed { sockets, idle_exit } => rpmostreed::main(sockets, idle_exit).map(done),
        Verb::Enter { command } => run::enter(&command),
        Verb::Child { command } => run::child(&command),
    }
}

fn start(args: RunArgs) -> Result<ExitCode> {
    doctor::check()?;
    let place = args.place.machine()?;
    let hold = machine::hold(&place)?;
    if args.fresh {
        machine::clear(&place, false)?;
    }
    if !machine::is_complete(&place) {
        // Said only when it takes a moment: everything else on the screen is the command's own.
        notice(&tr!(
            "practice-making",
            path = place.dir().to_string_lossy()
        ));
    }
    let manner = Manner {
        line: args.line,
        idle_exit: args.idle_exit,
        apps: !args.no_apps,
    };
    let code = run::on(&place, manner, &args.command);
    drop(hold);
    code
}

fn done((): ()) -> ExitCode {
    ExitCode::SUCCESS
}

fn say(text: &str) -> Result<ExitCode> {
    use std::io::Write as _;
    writeln!(std::io::stdout(), "{text}")
        .map_err(|e| Trouble::Plain(tr!("practice-no-answer-written", error = e.to_string())))?;
    Ok(ExitCode::SUCCESS)
}
