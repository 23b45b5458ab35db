//! Why an app was not taken care of.

use isotope::domain::CannotOpen;
use isotope::flatpak::care::CareError;
use isotope::flatpak::command::{Cause, CommandError};
use isotope::flatpak::host::HostError;
use isotope::{text, tr};

use crate::failure::Exit;

/// Why an app was not taken care of.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CareFailure {
    /// The library says why.
    #[error(transparent)]
    Care(#[from] CareError),
    /// It is installed several times.
    #[error("several are called {text}")]
    Several { text: String, fits: Vec<String> },
    /// There is no such installation.
    #[error("no installation {name}")]
    NoInstallation { name: String, known: Vec<String> },
    /// A runtime, where only apps make sense.
    #[error("{id} is no app")]
    NotAnApp { id: String },
    /// The source has no such version.
    #[error("{id} has no version {text}")]
    NoVersion { id: String, text: String },
    /// What was typed begins several versions.
    #[error("several versions begin with {text}")]
    SeveralVersions { text: String, fits: Vec<String> },
    /// Nothing is left of that app.
    #[error("nothing is left of {id}")]
    NoLeftover { id: String },
    /// It was asked to open, and does not run.
    #[error("{id} does not run")]
    NotSeen { id: String },
    /// It was ended, and runs.
    #[error("{id} still runs")]
    StillRuns { id: String },
}

impl CareFailure {
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Care(error) => exit(error),
            Self::Several { .. } | Self::SeveralVersions { .. } | Self::NoInstallation { .. } => {
                Exit::Usage
            }
            Self::NotAnApp { .. } | Self::NoVersion { .. } | Self::NoLeftover { .. } => {
                Exit::Refused
            }
            Self::NotSeen { .. } | Self::StillRuns { .. } => Exit::Failed,
        }
    }

    /// The word in documents.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Care(error) => name(error),
            Self::Several { .. } | Self::SeveralVersions { .. } => "ambiguous",
            Self::NoInstallation { .. } => "no-such-installation",
            Self::NotAnApp { .. } => "not-an-app",
            Self::NoVersion { .. } => "version-not-found",
            Self::NoLeftover { .. } => "no-such-leftover",
            Self::NotSeen { .. } => "did-not-start",
            Self::StillRuns { .. } => "still-running",
        }
    }

    /// What happened and what to do; and flatpak's own text.
    pub(crate) fn words(&self) -> (String, Option<String>) {
        let list = |all: &[String]| all.join(&tr!("list-separator"));
        let told = match self {
            Self::Care(error) => return words(error),
            Self::Several { text, fits } => {
                let told = tr!("ctl-care-several", text = text.as_str());
                return (told, Some(fits.join("\n")));
            }
            Self::NoInstallation { name, known } => tr!(
                "ctl-care-no-installation",
                name = name.as_str(),
                known = list(known)
            ),
            Self::NotAnApp { id } => tr!("ctl-care-not-an-app", id = id.as_str()),
            Self::NoVersion { id, text } => {
                tr!(
                    "ctl-care-no-version",
                    id = id.as_str(),
                    text = text.as_str()
                )
            }
            Self::SeveralVersions { text, fits } => {
                tr!(
                    "ctl-care-several-versions",
                    text = text.as_str(),
                    fits = list(fits)
                )
            }
            Self::NoLeftover { id } => tr!("ctl-care-no-leftover", id = id.as_str()),
            Self::NotSeen { id } => tr!("ctl-care-not-seen", id = id.as_str()),
            Self::StillRuns { id } => tr!("ctl-care-still-runs", id = id.as_str()),
        };
        (told, None)
    }
}

fn exit(error: &CareError) -> Exit {
    match error {
        CareError::NotInstalled(_)
        | CareError::Installed(_)
        | CareError::Running(_)
        | CareError::CannotOpen(..)
        | CareError::UpdatesOff(_)
        | CareError::MaskedByPattern(_)
        | CareError::NotARemote(_) => Exit::Refused,
        CareError::Command(_) => match error.cause() {
            Some(Cause::NotAuthorised | Cause::OnlyRoot) => Exit::Refused,
            Some(
                Cause::NoNetwork
                | Cause::NoSpace
                | Cause::RemoteGone
                | Cause::NotFound
                | Cause::Other,
            )
            | None => Exit::Failed,
        },
        CareError::NothingDone { .. }
        | CareError::StillThere(_)
        | CareError::Unclear(_)
        | CareError::File(_) => Exit::Failed,
    }
}

/// The word in documents.
pub(super) fn name(error: &CareError) -> &'static str {
    match error {
        CareError::Command(CommandError::Stopped) => "cancelled",
        CareError::Command(CommandError::Refused { cause, .. }) => match cause {
            Cause::NoNetwork => "network",
            Cause::NotAuthorised => "not-allowed",
            Cause::OnlyRoot => "only-root",
            Cause::NoSpace => "no-space",
            Cause::RemoteGone => "source-gone",
            Cause::NotFound => "not-offered",
            Cause::Other => "flatpak",
        },
        CareError::Command(CommandError::Host(host)) => match host {
            HostError::NoProgram { .. } => "missing",
            HostError::NoDoor { .. } => "out-of-reach",
            HostError::Lost { .. } | HostError::NotStarted { .. } => "died",
        },
        CareError::NotInstalled(_) => "no-such-app",
        CareError::Installed(_) => "app-installed",
        CareError::Running(_) => "app-running",
        CareError::CannotOpen(..) => "cannot-open",
        CareError::UpdatesOff(_) => "held",
        CareError::MaskedByPattern(_) => "held-by-pattern",
        CareError::NotARemote(_) => "not-a-source",
        CareError::NothingDone { .. } => "nothing-done",
        CareError::StillThere(_) => "still-installed",
        CareError::Unclear(_) => "unexpected",
        CareError::File(_) => "file",
    }
}

/// What happened and what to do; and flatpak's own text.
pub(super) fn words(error: &CareError) -> (String, Option<String>) {
    let told = text::care::care_error(error);
    let hint = own_hint(error).or(told.hint);
    let parts: Vec<String> = std::iter::once(told.body).chain(hint).collect();
    (parts.join(" "), told.raw)
}

/// The way out in a terminal, where it is another one than in the window.
fn own_hint(error: &CareError) -> Option<String> {
    let hint = match error {
        CareError::UpdatesOff(app) => tr!("ctl-care-held-hint", id = app.id.to_string()),
        CareError::Running(id) => tr!("ctl-care-running-hint", id = id.to_string()),
        CareError::Installed(id) => tr!("ctl-care-installed-hint", id = id.to_string()),
        CareError::NotInstalled(_) => tr!("ctl-care-gone-hint"),
        CareError::CannotOpen(_, CannotOpen::Unreadable) => tr!("ctl-care-unreadable-hint"),
        CareError::Command(_) => match error.cause()? {
            Cause::NotAuthorised | Cause::OnlyRoot => tr!("ctl-care-not-allowed-hint"),
            Cause::NoSpace => tr!("ctl-care-no-space-hint"),
            Cause::NotFound => tr!("ctl-care-not-offered-hint"),
            Cause::NoNetwork | Cause::RemoteGone | Cause::Other => return None,
        },
        CareError::MaskedByPattern(_)
        | CareError::CannotOpen(..)
        | CareError::NotARemote(_)
        | CareError::NothingDone { .. }
        | CareError::StillThere(_)
        | CareError::Unclear(_)
        | CareError::File(_) => return None,
    };
    Some(hint)
}
