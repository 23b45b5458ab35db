//! Why an app was not taken care of.

use crate::domain::{AppId, AppRef, CannotOpen};

use super::super::command::{Cause, CommandError};
use super::super::host::HostError;

/// Why an app was not taken care of.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CareError {
    /// The command did not do it.
    #[error(transparent)]
    Command(#[from] CommandError),
    /// It is not installed there, or no more.
    #[error("{0} is not installed")]
    NotInstalled(AppRef),
    /// An app with that name is installed, so its data is in use.
    #[error("{0} is installed")]
    Installed(AppId),
    /// The app runs.
    #[error("{0} is running")]
    Running(AppId),
    /// It would not start.
    #[error("{0} cannot be opened: {1:?}")]
    CannotOpen(AppId, CannotOpen),
    /// Updates of it are switched off.
    #[error("updates of {0} are switched off")]
    UpdatesOff(AppRef),
    /// Updates are switched off by a pattern that is about other apps too.
    #[error("updates are switched off by the pattern {0}, which is about other apps too")]
    MaskedByPattern(String),
    /// It says where it came from, but that is no remote's name.
    #[error("“{0}” is no remote")]
    NotARemote(String),
    /// flatpak was content, but what is installed is what was installed before.
    #[error("flatpak changed nothing about {app} {complaints}")]
    NothingDone {
        /// What was to be changed.
        app: AppRef,
        /// What flatpak complained nevertheless, in English. May be empty.
        complaints: String,
    },
    /// flatpak was content, but it is still there.
    #[error("{0} is still installed")]
    StillThere(AppRef),
    /// flatpak printed something that it did not print before.
    #[error("what flatpak says of {0} cannot be read")]
    Unclear(AppRef),
    /// A file or folder; what and why.
    #[error("{0}")]
    File(String),
}

impl From<HostError> for CareError {
    fn from(err: HostError) -> Self {
        Self::Command(err.into())
    }
}

impl CareError {
    /// The kind of refusal, when flatpak refused.
    #[must_use]
    pub fn cause(&self) -> Option<Cause> {
        match self {
            Self::Command(CommandError::Refused { cause, .. }) => Some(*cause),
            Self::Command(CommandError::Host(_) | CommandError::Stopped)
            | Self::NotInstalled(_)
            | Self::Installed(_)
            | Self::Running(_)
            | Self::CannotOpen(..)
            | Self::UpdatesOff(_)
            | Self::MaskedByPattern(_)
            | Self::NotARemote(_)
            | Self::NothingDone { .. }
            | Self::StillThere(_)
            | Self::Unclear(_)
            | Self::File(_) => None,
        }
    }
}
