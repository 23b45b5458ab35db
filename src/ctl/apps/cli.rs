//! The words after `isotopectl apps`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::care::cli::CareVerb;

/// What a P is. Stands in help and the man page.
pub(crate) const PERMISSIONS: &str = "\
A permission P is written as flatpak writes it: shared=network, sockets=x11, devices=all, features=devel, \
filesystems=~/Music:ro, filesystems=host:reset, persistent=.folder, talk-name=org.example.X (also see-name, own-name, \
and with system- or a11y- before it), env=NAME=VALUE, usb=vnd:1234+dev:5678, policy:SUBSYSTEM.KEY=VALUE, \
sockets=if:x11:!has-wayland; or, for what you are asked while using an app, portal:devices/camera, \
portal:location/location=CITY, portal:inhibit/inhibit=suspend,idle (answers lists them; unset: you are asked again).";

#[derive(Clone, Debug, PartialEq, Eq, Args)]
#[command(after_help = PERMISSIONS)]
pub(crate) struct AppsArgs {
    #[command(subcommand)]
    pub(crate) verb: Option<AppsVerb>,
}

/// What is asked of apps.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum AppsVerb {
    /// List the apps, with what they can do at worst
    List,
    /// Show what an app may do, and who says so
    Show(Subject),
    /// Allow something to an app
    #[command(override_usage = ALLOW, after_help = PERMISSIONS)]
    Allow(Wish),
    /// Deny something to an app
    #[command(override_usage = DENY, after_help = PERMISSIONS)]
    Deny(Wish),
    /// Say nothing of a permission any more: what others say counts again
    #[command(override_usage = UNSET, after_help = PERMISSIONS)]
    Unset(Wish),
    /// Take back everything that you said of an app
    Reset(Subject),
    /// List the apps that can do something, and by which permission
    WhoCan {
        /// camera, microphone, location, network, all-files, any-command, watch, keys, all-devices; or a permission. Left
        /// out: what can be asked, in plain words, and how many apps can
        #[arg(value_name = "WHAT")]
        what: Option<String>,
    },
    /// List what you allowed and refused while using apps, also those that are gone
    Answers {
        /// Only of this app
        id: Option<String>,
    },
    /// List the files and folders that you chose for apps
    Documents {
        /// Only of this app
        id: Option<String>,
    },
    /// Take a file or folder away from an app, at once
    Revoke {
        /// The app's id
        id: String,
        /// The file or folder, or its name from documents
        #[arg(value_name = "DOCUMENT|PATH")]
        what: String,
    },
    /// Look for files that flatpak cannot read, so that apps do not start
    Doctor {
        /// Make them readable again; a copy of each is kept
        #[arg(long)]
        repair: bool,
    },
    /// List the changes that were made with Isotope, the newest first
    History,
    /// Undo a change
    Undo {
        /// Its number in the history; the last change that is not undone yet when left out
        #[arg(value_name = "N")]
        number: Option<u64>,
    },
    /// Write everything that you said of apps into a file
    Export {
        /// Which file; standard output when left out
        file: Option<PathBuf>,
    },
    /// Say what a file from export says; what it does not speak of stays
    Import {
        /// Which file
        file: PathBuf,
        /// Only show what would change
        #[arg(long)]
        preview: bool,
    },
    #[command(flatten)]
    Care(CareVerb),
}

const ALLOW: &str = "isotopectl apps allow [OPTIONS] ID P...\n       isotopectl apps allow [OPTIONS] --all-apps P...";
const DENY: &str =
    "isotopectl apps deny [OPTIONS] ID P...\n       isotopectl apps deny [OPTIONS] --all-apps P...";
const UNSET: &str = "isotopectl apps unset [OPTIONS] ID P...\n       isotopectl apps unset [OPTIONS] --all-apps P...";

/// One app, or all.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub(crate) struct Subject {
    /// The app's id
    #[arg(required_unless_present = "all_apps", conflicts_with = "all_apps")]
    pub(crate) id: Option<String>,
    /// What is said of all apps
    #[arg(long)]
    pub(crate) all_apps: bool,
}

impl Subject {
    /// One app.
    pub(crate) fn of(id: &str) -> Self {
        Self {
            id: Some(id.to_owned()),
            all_apps: false,
        }
    }
}

/// Permissions of one app, or of all.
#[derive(Clone, Debug, PartialEq, Eq, Args)]
pub(crate) struct Wish {
    /// All apps, instead of ID
    #[arg(long)]
    pub(crate) all_apps: bool,
    /// The app's id, unless for all apps; then the permissions
    #[arg(value_name = "ID P", required = true)]
    pub(crate) words: Vec<String>,
}

impl Wish {
    /// Whom it is about, and the permissions as typed. `None`: the id or all permissions are missing.
    pub(crate) fn parts(&self) -> Option<(Subject, &[String])> {
        let (id, permissions) = if self.all_apps {
            (None, self.words.as_slice())
        } else {
            let (id, rest) = self.words.split_first()?;
            (Some(id.clone()), rest)
        };
        let subject = Subject {
            id,
            all_apps: self.all_apps,
        };
        (!permissions.is_empty()).then_some((subject, permissions))
    }
}

impl AppsVerb {
    /// Whether it can change something.
    pub(crate) fn changes(&self) -> bool {
        match self {
            Self::List
            | Self::Show(_)
            | Self::WhoCan { .. }
            | Self::Answers { .. }
            | Self::Documents { .. }
            | Self::History
            | Self::Export { .. } => false,
            Self::Doctor { repair } => *repair,
            Self::Import { preview, .. } => !preview,
            Self::Care(verb) => verb.changes(),
            Self::Allow(_)
            | Self::Deny(_)
            | Self::Unset(_)
            | Self::Reset(_)
            | Self::Revoke { .. }
            | Self::Undo { .. } => true,
        }
    }

    /// Its name on the command line.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Show(_) => "show",
            Self::Allow(_) => "allow",
            Self::Deny(_) => "deny",
            Self::Unset(_) => "unset",
            Self::Reset(_) => "reset",
            Self::WhoCan { .. } => "who-can",
            Self::Answers { .. } => "answers",
            Self::Documents { .. } => "documents",
            Self::Revoke { .. } => "revoke",
            Self::Doctor { .. } => "doctor",
            Self::History => "history",
            Self::Undo { .. } => "undo",
            Self::Export { .. } => "export",
            Self::Import { .. } => "import",
            Self::Care(verb) => verb.name(),
        }
    }

    /// What it takes and did not get, if so.
    pub(crate) fn lacks(&self) -> bool {
        match self {
            Self::Allow(wish) | Self::Deny(wish) | Self::Unset(wish) => wish.parts().is_none(),
            Self::List
            | Self::Show(_)
            | Self::Reset(_)
            | Self::WhoCan { .. }
            | Self::Answers { .. }
            | Self::Documents { .. }
            | Self::Revoke { .. }
            | Self::Doctor { .. }
            | Self::History
            | Self::Undo { .. }
            | Self::Export { .. }
            | Self::Import { .. }
            | Self::Care(_) => false,
        }
    }
}
