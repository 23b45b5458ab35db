//! The command line as a definition. Help, completions and the man page all come from here.

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches as _, Parser, Subcommand};
use isotope::backend::fake::Scene;
use isotope::tr;

use crate::apps::cli::{AppsArgs, AppsVerb};
use crate::switch::SwitchVerb;

/// What an ID is. Stands in help and the man page.
pub(crate) const IDS: &str = "\
ID is one of: a whole id, a version number, the first four or more digits of a checksum, or one of the \
words running, previous, next, ready.";

/// The exit statuses, with their meaning.
pub(crate) const STATUSES: [(u8, &str); 6] = [
    (0, "done"),
    (1, "failed"),
    (2, "wrong usage"),
    (3, "nothing to do"),
    (4, "refused"),
    (5, "another program is changing the system"),
];

fn after_help() -> String {
    let statuses = STATUSES.map(|(number, meaning)| format!("{number} {meaning}"));
    format!("{IDS}\n\nExit status: {}.", statuses.join(", "))
}

/// Update, undo and keep versions of an atomic system
#[derive(Debug, Parser)]
#[command(name = "isotopectl", version, after_help = after_help())]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every verb takes.
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct Options {
    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Use the practice machine, not this computer
    #[arg(long, global = true)]
    pub(crate) practice: bool,
    /// Wait while another program is changing the system
    #[arg(long, global = true)]
    pub(crate) wait: bool,
    /// Only print the system's own command that would do the same
    #[arg(long, global = true)]
    pub(crate) show_command: bool,
    /// Use an invented system in memory
    #[arg(long, global = true, hide = true, value_name = "SCENE", value_parser = scene)]
    pub(crate) demo: Option<Scene>,
}

fn scene(name: &str) -> Result<Scene, String> {
    let found = Scene::ALL.iter().find(|(known, _)| *known == name);
    found.map(|(_, scene)| *scene).ok_or_else(|| {
        let names: Vec<_> = Scene::ALL.iter().map(|(name, _)| *name).collect();
        format!("one of: {}", names.join(", "))
    })
}

/// The first word.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    System(Verb),
    /// Apps: what they may do, and changing it; updates, versions, uninstalling and more
    Apps(AppsArgs),
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    #[command(hide = true)]
    Man,
}

/// What is asked of a system.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Verb {
    /// Show what runs, whether it is fine, and what waits
    Status,
    /// List the versions on this computer; the first one starts next
    Versions,
    /// Look for an update
    Check,
    /// Install the newest version; it starts after a restart
    Update {
        /// Only fetch it, without preparing it for the next start
        #[arg(long)]
        download_only: bool,
    },
    /// Throw a prepared update away
    Discard,
    /// Make an earlier version the next start
    GoBack {
        /// Which one; a version number that is not on this computer is fetched where the system can. The previous one when left out
        #[arg(value_name = "ID|VERSION")]
        id: Option<String>,
    },
    /// Keep a version until it is released
    Keep {
        /// Which version
        id: String,
        /// Why it is kept, in a few words
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// Stop keeping a version
    Release {
        /// Which version
        id: String,
    },
    /// Delete a version
    Delete {
        /// Which version
        id: String,
    },
    /// Compare the packages of two versions: what changes from FROM to TO. Without ids: from the running one to the one
    /// that starts next; when none waits, from the previous one to the running one
    #[command(override_usage = "isotopectl diff [OPTIONS] [FROM TO]")]
    Diff {
        /// The version to start from
        #[arg(requires = "to")]
        from: Option<String>,
        /// The version to compare it with
        to: Option<String>,
    },
    /// Other systems, channels and releases to switch to
    #[command(subcommand)]
    Switch(SwitchVerb),
    /// Restart the computer
    Restart,
    /// Tell what changes, until interrupted
    Watch,
}

impl Verb {
    /// Whether it can change something: only then there is a command that does the same, and something to wait for.
    fn changes(&self) -> bool {
        match self {
            Self::Status | Self::Versions | Self::Diff { .. } | Self::Watch => false,
            Self::Switch(verb) => verb.changes(),
            Self::Check
            | Self::Update { .. }
            | Self::Discard
            | Self::GoBack { .. }
            | Self::Keep { .. }
            | Self::Release { .. }
            | Self::Delete { .. }
            | Self::Restart => true,
        }
    }

    /// Whether what it does depends on the versions there are. With `--wait`, it is decided after the waiting. A check
    /// and an update rather join another program's.
    pub(crate) fn decides(&self) -> bool {
        self.changes() && !matches!(self, Self::Check | Self::Update { .. })
    }

    /// Its name on the command line.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Versions => "versions",
            Self::Check => "check",
            Self::Update { .. } => "update",
            Self::Discard => "discard",
            Self::GoBack { .. } => "go-back",
            Self::Keep { .. } => "keep",
            Self::Release { .. } => "release",
            Self::Delete { .. } => "delete",
            Self::Diff { .. } => "diff",
            Self::Switch(verb) => verb.name(),
            Self::Restart => "restart",
            Self::Watch => "watch",
        }
    }
}

/// Reads the command line.
pub(crate) fn parse(arguments: &[std::ffi::OsString]) -> Result<Cli, clap::Error> {
    let matches = Cli::command().try_get_matches_from(arguments)?;
    let cli = Cli::from_arg_matches(&matches)?;
    let changes = match &cli.command {
        Command::System(verb) => verb.changes(),
        Command::Apps(args) => {
            check_apps(args, cli.options)?;
            args.verb.as_ref().is_some_and(AppsVerb::changes)
        }
        Command::Completions { .. } | Command::Man => false,
    };
    let given = [
        (cli.options.show_command, "--show-command"),
        (cli.options.wait, "--wait"),
    ];
    match given.into_iter().find(|(given, _)| *given && !changes) {
        Some((_, option)) => {
            let text = tr!("ctl-option-for-changes", option = option);
            Err(Cli::command().error(ErrorKind::ArgumentConflict, text))
        }
        None => Ok(cli),
    }
}

/// What the definition cannot say.
fn check_apps(args: &AppsArgs, options: Options) -> Result<(), clap::Error> {
    if options.demo.is_some() {
        let text = tr!("ctl-apps-no-demo");
        return Err(Cli::command().error(ErrorKind::ArgumentConflict, text));
    }
    if args.verb.as_ref().is_some_and(AppsVerb::lacks) {
        let text = tr!("ctl-apps-lacks");
        return Err(Cli::command().error(ErrorKind::MissingRequiredArgument, text));
    }
    Ok(())
}

/// Whether JSON was asked for, as far as that can be told of a command line that is wrong.
pub(crate) fn wants_json(arguments: &[std::ffi::OsString]) -> bool {
    arguments.iter().any(|a| a == "--json")
}

/// The definition as it is.
pub(crate) fn definition() -> clap::Command {
    Cli::command()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        definition().debug_assert();
    }

    #[test]
    fn every_verb_is_called_by_its_name() {
        for (line, name) in [
            ("status", "status"),
            ("--json versions", "versions"),
            ("update --download-only --json", "update"),
            ("go-back", "go-back"),
            ("go-back 43.1", "go-back"),
            ("keep running --note x", "keep"),
            ("diff", "diff"),
            ("diff a b", "diff"),
        ] {
            let words = std::iter::once("isotopectl").chain(line.split(' '));
            let words: Vec<_> = words.map(Into::into).collect();
            let Command::System(verb) = parse(&words).unwrap().command else {
                panic!("{line}")
            };
            assert_eq!(verb.name(), name);
        }
    }

    #[test]
    fn wrong_usage_is_found() {
        for line in [
            "",
            "keep",
            "diff a",
            "status x",
            "fly",
            "release",
            "status --show-command",
            "versions --show-command",
            "diff --show-command",
            "watch --show-command",
            "man --show-command",
            "status --wait",
        ] {
            let words = std::iter::once("isotopectl").chain(line.split_whitespace());
            let words: Vec<_> = words.map(Into::into).collect();
            assert_eq!(parse(&words).unwrap_err().exit_code(), 2, "{line}");
        }
    }
}
