//! The words after `isotopectl apps` that take care of apps.

use clap::{Args, Subcommand};

/// What is done for apps through the `flatpak` command.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum CareVerb {
    /// List the newer versions that wait, how much each is to download, and what it newly asks for
    Updates,
    /// Install newer versions
    #[command(override_usage = UPDATE)]
    Update {
        /// Which apps or runtimes
        #[arg(value_name = "ID", required_unless_present = "all")]
        ids: Vec<String>,
        /// All that wait, but what is held
        #[arg(long, conflicts_with = "ids")]
        all: bool,
        #[command(flatten)]
        place: Place,
    },
    /// List the versions of an app that its source has, the newest first
    Versions(Which),
    /// Install a certain version of an app, and hold it there
    UseVersion {
        #[command(flatten)]
        which: Which,
        /// The version: the first four or more digits of its commit, as versions lists them
        #[arg(value_name = "COMMIT")]
        version: String,
    },
    /// Hold an app at its version: nothing updates it any more (flatpak calls this a mask)
    #[command(aliases = ["mask", "stop-updating"])]
    Hold(Which),
    /// Let an app be updated again
    #[command(aliases = ["unhold", "unmask"])]
    ReleaseHold(Which),
    /// Uninstall an app; its data stays, unless you say otherwise
    #[command(aliases = ["remove"])]
    Uninstall {
        #[command(flatten)]
        which: Which,
        /// Move its data to the trash, and forget the answers that were given while using it
        #[arg(long)]
        delete_data: bool,
    },
    /// List the runtimes and extensions that nothing needs
    Unused {
        /// Remove them
        #[arg(long)]
        remove: bool,
        #[command(flatten)]
        place: Place,
    },
    /// List what apps left behind that are gone: their data, what you set for them, and what you answered
    Leftovers {
        /// Move the data of these apps to the trash, and forget the answers that were given while using them
        #[arg(long, value_name = "ID", num_args = 1..)]
        trash: Vec<String>,
    },
    /// Open an app
    Open(Which),
    /// End an app that runs, at once: what is not saved is lost
    #[command(aliases = ["kill"])]
    Quit {
        /// The app's id
        id: String,
    },
    /// List the apps that run, what each may, and what would be different after starting it anew
    Running,
}

const UPDATE: &str =
    "isotopectl apps update [OPTIONS] ID...\n       isotopectl apps update [OPTIONS] --all";

/// One app.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub(crate) struct Which {
    /// The app's id, or its full name (app/ID/ARCH/BRANCH)
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// One installation, or all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub(crate) struct Place {
    /// Only in this installation: user, system, or the name of another one
    #[arg(long, value_name = "NAME")]
    pub(crate) installation: Option<String>,
}

impl CareVerb {
    /// Whether it can change something.
    pub(crate) fn changes(&self) -> bool {
        match self {
            Self::Updates | Self::Versions(_) | Self::Running => false,
            Self::Unused { remove, .. } => *remove,
            Self::Leftovers { trash } => !trash.is_empty(),
            Self::Update { .. }
            | Self::UseVersion { .. }
            | Self::Hold(_)
            | Self::ReleaseHold(_)
            | Self::Uninstall { .. }
            | Self::Open(_)
            | Self::Quit { .. } => true,
        }
    }

    /// Whether who types it wants something done to what is installed, for which a password may be asked.
    pub(crate) fn installs(&self) -> bool {
        match self {
            Self::Update { .. }
            | Self::UseVersion { .. }
            | Self::Hold(_)
            | Self::ReleaseHold(_)
            | Self::Uninstall { .. } => true,
            Self::Updates
            | Self::Versions(_)
            | Self::Unused { .. }
            | Self::Leftovers { .. }
            | Self::Open(_)
            | Self::Quit { .. }
            | Self::Running => false,
        }
    }

    /// Its name on the command line.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Updates => "updates",
            Self::Update { .. } => "update",
            Self::Versions(_) => "versions",
            Self::UseVersion { .. } => "use-version",
            Self::Hold(_) => "hold",
            Self::ReleaseHold(_) => "release-hold",
            Self::Uninstall { .. } => "uninstall",
            Self::Unused { .. } => "unused",
            Self::Leftovers { .. } => "leftovers",
            Self::Open(_) => "open",
            Self::Quit { .. } => "quit",
            Self::Running => "running",
        }
    }
}
