//! How a command ends, as a number and in words.

use std::io;

use isotope::backend::{BackendError, Refusal};
use isotope::domain::NotAnAddress;
use isotope::looks::LooksError;
use isotope::switching::SwitchingError;
use isotope::{text, tr};

use crate::apps::AppsFailure;
use crate::switch::{NotNow, TagsFailure};

/// The exit status. Stable: scripts depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Done = 0,
    Failed = 1,
    Usage = 2,
    NothingToDo = 3,
    Refused = 4,
    Busy = 5,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command was not done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The system's service did not do it.
    #[error(transparent)]
    Backend(#[from] BackendError),
    /// Something about apps was not done.
    #[error(transparent)]
    Apps(#[from] AppsFailure),
    /// Nobody can tell what a publisher has.
    #[error(transparent)]
    Tags(#[from] TagsFailure),
    /// This computer has no service to ask.
    #[error("no service: {0}")]
    NoService(String),
    /// Several versions fit what was typed.
    #[error("ambiguous: {text}")]
    Ambiguous { text: String, fits: Vec<String> },
    /// What was typed is no address.
    #[error("no address: {0}")]
    Address(NotAnAddress),
    /// Nobody has a system of that name.
    #[error("no such system: {typed}")]
    NoSuchSystem { typed: String, meant: Vec<String> },
    /// No switch waits for its second step.
    #[error("no second step")]
    NoSecondStep,
    /// It makes no sense where the switch stands.
    #[error("not now: {0:?}")]
    NotNow(NotNow),
    /// Settings could not be put aside or brought back.
    #[error("settings: {0}")]
    Looks(#[from] LooksError),
    /// There is no copy of the settings of the desktop that runs, but perhaps these.
    #[error("no copy of {desktop}")]
    NoOwnCopy {
        desktop: String,
        copies: Vec<String>,
    },
    /// There is only one version.
    #[error("nothing to compare")]
    NothingToCompare,
    /// No version is named, and the one beside the running one is newer.
    #[error("{newer} is newer than the running version")]
    OnlyNewer { newer: String, choices: Vec<String> },
    /// The person stopped waiting; the work goes on.
    #[error("left while the work goes on")]
    Left,
    /// The computer is back, with another version than the one that should have started.
    #[error("{expected} did not start, {running} runs")]
    NotStarted { expected: String, running: String },
    /// The practice machine did not do it.
    #[error("practice machine: {0}")]
    Practice(String),
    /// The note could not be written.
    #[error("note: {0}")]
    Note(io::Error),
    /// Nobody reads the output any more, or it cannot be written.
    #[error("output: {0}")]
    Output(#[from] io::Error),
}

impl Failure {
    pub(crate) fn refused(reason: Refusal) -> Self {
        Self::Backend(BackendError::Refused { reason })
    }

    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Backend(BackendError::Busy { .. }) => Exit::Busy,
            Self::Backend(BackendError::Refused {
                reason: Refusal::AlreadyNext | Refusal::SameOrigin | Refusal::NothingToAdd,
            }) => Exit::NothingToDo,
            Self::Backend(BackendError::Refused { .. } | BackendError::NotAllowed { .. }) => {
                Exit::Refused
            }
            Self::Ambiguous { .. }
            | Self::Address(_)
            | Self::NoSuchSystem { .. }
            | Self::NoSecondStep => Exit::Usage,
            Self::Looks(LooksError::NoSuchCopy { .. })
            | Self::NoOwnCopy { .. }
            | Self::NothingToCompare
            | Self::OnlyNewer { .. } => Exit::Refused,
            Self::NotNow(why) => why.exit(),
            Self::Apps(failure) => failure.exit(),
            Self::Tags(failure) => failure.exit(),
            Self::Backend(
                BackendError::Missing { .. }
                | BackendError::Cancelled
                | BackendError::Network { .. }
                | BackendError::NoSpace { .. }
                | BackendError::Signature { .. }
                | BackendError::Packages { .. }
                | BackendError::Died { .. }
                | BackendError::NotAsAsked { .. }
                | BackendError::NotAdded { .. }
                | BackendError::Unexpected { .. },
            )
            | Self::Looks(
                LooksError::File { .. } | LooksError::Dconf { .. } | LooksError::Halfway { .. },
            )
            | Self::NoService(_)
            | Self::Left
            | Self::NotStarted { .. }
            | Self::Practice(_)
            | Self::Note(_)
            | Self::Output(_) => Exit::Failed,
        }
    }

    /// The program that is in the way.
    pub(crate) fn program(&self) -> Option<String> {
        match self {
            Self::Backend(BackendError::Busy { by, .. }) => by.clone(),
            Self::Backend(_)
            | Self::Apps(_)
            | Self::Tags(_)
            | Self::NoService(_)
            | Self::Ambiguous { .. }
            | Self::Address(_)
            | Self::NoSuchSystem { .. }
            | Self::NoSecondStep
            | Self::NotNow(_)
            | Self::Looks(_)
            | Self::NoOwnCopy { .. }
            | Self::NothingToCompare
            | Self::OnlyNewer { .. }
            | Self::Left
            | Self::NotStarted { .. }
            | Self::Practice(_)
            | Self::Note(_)
            | Self::Output(_) => None,
        }
    }

    /// Whether it is only that nobody reads on, as with `isotopectl versions | head -1`.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(err) if err.kind() == io::ErrorKind::BrokenPipe)
    }

    /// What happened, what it means, what to do; and the service's own text.
    pub(crate) fn words(&self) -> (String, Option<String>) {
        match self {
            Self::Backend(error) => {
                let told = text::explain(error);
                let hint = own_hint(error).or(told.hint);
                // The title is for windows; what it says is in the sentences, too.
                let parts: Vec<_> = std::iter::once(told.body).chain(hint).collect();
                (parts.join(" "), told.raw)
            }
            Self::Ambiguous { text, fits } => (
                tr!(
                    "ctl-ambiguous",
                    text = text.clone(),
                    fits = fits.join(&tr!("list-separator"))
                ),
                None,
            ),
            Self::Address(why) => (text::not_an_address(why), None),
            Self::NoSuchSystem { typed, meant } if meant.is_empty() => {
                (tr!("ctl-no-such-system", typed = typed.clone()), None)
            }
            Self::NoSuchSystem { typed, meant } => (
                tr!(
                    "ctl-no-such-system.meant",
                    typed = typed.clone(),
                    meant = meant.join(&tr!("list-separator"))
                ),
                None,
            ),
            Self::NoSecondStep => (tr!("ctl-no-second-step"), None),
            Self::NotNow(why) => (why.words(), None),
            Self::Looks(LooksError::NoSuchCopy { id }) => {
                (tr!("ctl-no-such-copy", copy = id.clone()), None)
            }
            Self::NoOwnCopy { desktop, copies } if copies.is_empty() => {
                (tr!("ctl-no-such-copy", copy = desktop.clone()), None)
            }
            Self::NoOwnCopy { desktop, copies } => (
                tr!(
                    "ctl-no-own-copy",
                    desktop = desktop.clone(),
                    copies = copies.join(&tr!("list-separator"))
                ),
                None,
            ),
            Self::Looks(LooksError::Halfway { aside, source }) => (
                tr!("ctl-settings-halfway", aside = aside.clone()),
                Some(source.to_string()),
            ),
            Self::Looks(err) => (tr!("ctl-settings-failed"), Some(err.to_string())),
            Self::NothingToCompare => (tr!("ctl-nothing-to-compare"), None),
            Self::OnlyNewer { newer, choices } => (
                tr!(
                    "ctl-only-newer",
                    newer = newer.clone(),
                    choices = choices.join(&tr!("list-separator"))
                ),
                None,
            ),
            Self::Apps(failure) => failure.words(),
            Self::Tags(failure) => failure.words(),
            Self::NoService(detail) => (tr!("ctl-no-service"), Some(detail.clone())),
            Self::Left => (tr!("ctl-left"), None),
            Self::NotStarted { expected, running } => (
                tr!(
                    "ctl-not-started",
                    expected = expected.clone(),
                    running = running.clone()
                ),
                None,
            ),
            Self::Practice(detail) => (tr!("ctl-practice-failed"), Some(detail.clone())),
            Self::Note(err) => (tr!("ctl-note-failed"), Some(err.to_string())),
            Self::Output(err) => (tr!("ctl-output-failed"), Some(err.to_string())),
        }
    }
}

/// The way out in a terminal, where it is another one than in the window.
fn own_hint(error: &BackendError) -> Option<String> {
    let chosen = |reason: &Refusal| matches!(reason, Refusal::OtherVersionChosen { .. });
    match error {
        BackendError::Busy { .. } => Some(tr!("ctl-busy-hint")),
        BackendError::Refused { reason } if chosen(reason) => Some(tr!("ctl-other-chosen-hint")),
        BackendError::Packages { unknown: None, .. } => Some(tr!("ctl-packages-hint")),
        BackendError::Refused { .. }
        | BackendError::NotAllowed { .. }
        | BackendError::Missing { .. }
        | BackendError::Cancelled
        | BackendError::Network { .. }
        | BackendError::NoSpace { .. }
        | BackendError::Signature { .. }
        | BackendError::Packages {
            unknown: Some(_), ..
        }
        | BackendError::Died { .. }
        | BackendError::NotAsAsked { .. }
        | BackendError::NotAdded { .. }
        | BackendError::Unexpected { .. } => None,
    }
}

impl From<SwitchingError> for Failure {
    fn from(error: SwitchingError) -> Self {
        match error {
            SwitchingError::Looks(err) => Self::Looks(err),
            SwitchingError::Notebook(err) => Self::Note(err),
            SwitchingError::Refused(reason) => Self::refused(reason),
            SwitchingError::Busy { by, title } => Self::Backend(BackendError::Busy { by, title }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_statuses_are_as_documented() {
        let detail = String::new;
        let cases = [
            (
                BackendError::Busy {
                    by: None,
                    title: detail(),
                },
                5,
            ),
            (BackendError::NotAllowed { detail: detail() }, 4),
            (
                BackendError::Refused {
                    reason: Refusal::UpdateStaged,
                },
                4,
            ),
            (
                BackendError::Refused {
                    reason: Refusal::AlreadyNext,
                },
                3,
            ),
            (BackendError::Cancelled, 1),
            (
                BackendError::Packages {
                    unknown: None,
                    detail: detail(),
                },
                1,
            ),
            (BackendError::Network { detail: detail() }, 1),
            (BackendError::Missing { service: "x" }, 1),
        ];
        for (error, wanted) in cases {
            assert_eq!(Failure::from(error).exit() as u8, wanted);
        }
        let fits = vec!["a".to_owned()];
        let text = "4".to_owned();
        assert_eq!(Failure::Ambiguous { text, fits }.exit() as u8, 2);
    }
}
