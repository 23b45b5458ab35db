//! Why something about apps was not done.

use std::io;

use isotope::domain::permission::Question;
use isotope::flatpak::PortalError;
use isotope::flatpak::access::UndoError;
use isotope::flatpak::overrides::{BrokenFile, OverrideError};
use isotope::flatpak::transfer::TransferError;
use isotope::text::{Explanation, permission};
use isotope::tr;

use super::care::CareFailure;
use super::words;
use crate::failure::Exit;

/// Why something about apps was not done. But for [`CareFailure`], nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AppsFailure {
    /// What was typed is no id of an app.
    #[error("no id: {text}")]
    NotAnId { text: String, near: Vec<String> },
    /// Nobody installed it, and nothing is said of it.
    #[error("no such app: {id}")]
    NoSuchApp { id: String, near: Vec<String> },
    /// What was typed is no permission.
    #[error("no permission: {text}")]
    NotAPermission { text: String },
    /// What was typed is neither a question nor a permission.
    #[error("no question: {text}")]
    NotAQuestion { text: String },
    /// What was typed is no answer that could be given there.
    #[error("no answer: {text}")]
    NotAnAnswer { text: String, possible: Vec<String> },
    /// What is asked while using apps is answered for one app.
    #[error("answers are of one app")]
    AnswersAreOfOne,
    /// The app has no such file or folder.
    #[error("no such document: {text}")]
    NoSuchDocument { text: String },
    /// An answer could not be read or changed.
    #[error(transparent)]
    Portal(#[from] PortalError),
    /// Nothing is left to undo.
    #[error("nothing to undo")]
    NothingToUndo,
    /// The rules could not be changed.
    #[error(transparent)]
    Override(#[from] OverrideError),
    /// A change could not be undone.
    #[error(transparent)]
    Undo(UndoError),
    /// A file could not be taken in.
    #[error(transparent)]
    Transfer(TransferError),
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File { path: String, error: io::Error },
    /// An app was not taken care of.
    #[error(transparent)]
    Care(#[from] CareFailure),
}

impl From<UndoError> for AppsFailure {
    fn from(error: UndoError) -> Self {
        match error {
            UndoError::Override(error) => Self::Override(error),
            UndoError::Portal(error) => Self::Portal(error),
            UndoError::NoSuchChange(_) | UndoError::ChangedSince(_) => Self::Undo(error),
        }
    }
}

impl From<TransferError> for AppsFailure {
    fn from(error: TransferError) -> Self {
        match error {
            TransferError::Disk(error) => Self::Override(error.into()),
            TransferError::NotSuchAFile { .. }
            | TransferError::TooNew { .. }
            | TransferError::Refused { .. }
            | TransferError::Unanswered { .. } => Self::Transfer(error),
        }
    }
}

impl AppsFailure {
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::NotAnId { .. }
            | Self::NotAPermission { .. }
            | Self::NotAQuestion { .. }
            | Self::NotAnAnswer { .. }
            | Self::AnswersAreOfOne => Exit::Usage,
            Self::NothingToUndo => Exit::NothingToDo,
            Self::Care(failure) => failure.exit(),
            Self::NoSuchApp { .. } | Self::NoSuchDocument { .. } | Self::Undo(_) => Exit::Refused,
            Self::Portal(error) | Self::Transfer(TransferError::Unanswered { error, .. }) => {
                of_portal(error)
            }
            Self::Override(error) | Self::Transfer(TransferError::Refused { error, .. }) => {
                of_override(error)
            }
            Self::Transfer(TransferError::Disk(error)) | Self::File { error, .. } => of_disk(error),
            Self::Transfer(TransferError::NotSuchAFile { .. } | TransferError::TooNew { .. }) => {
                Exit::Refused
            }
        }
    }

    /// The word in documents.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::NotAnId { .. } => "not-an-app-id",
            Self::NoSuchApp { .. } => "no-such-app",
            Self::NotAPermission { .. } => "not-a-permission",
            Self::NotAQuestion { .. } => "not-a-question",
            Self::NothingToUndo => "nothing-to-undo",
            Self::Care(failure) => failure.name(),
            Self::Override(error) | Self::Transfer(TransferError::Refused { error, .. }) => {
                override_name(error)
            }
            Self::Undo(UndoError::NoSuchChange(_)) => "no-such-change",
            Self::Undo(UndoError::ChangedSince(_)) => "changed-since",
            Self::Undo(UndoError::Override(error)) => override_name(error),
            Self::NotAnAnswer { .. } | Self::AnswersAreOfOne => "not-an-answer",
            Self::NoSuchDocument { .. } => "no-such-document",
            Self::Portal(error)
            | Self::Undo(UndoError::Portal(error))
            | Self::Transfer(TransferError::Unanswered { error, .. }) => portal_name(error),
            Self::Transfer(TransferError::NotSuchAFile { .. }) => "not-an-export",
            Self::Transfer(TransferError::TooNew { .. }) => "export-too-new",
            Self::Transfer(TransferError::Disk(error)) | Self::File { error, .. } => {
                disk_name(error)
            }
        }
    }

    /// What happened and what to do; and the system's own text.
    pub(crate) fn words(&self) -> (String, Option<String>) {
        let told = match self {
            Self::NotAnId { text, near } => {
                let told = tr!("ctl-apps-not-an-id", text = text.clone());
                if means_all(text) {
                    format!("{told} {}", tr!("ctl-apps-meant-all"))
                } else {
                    with_hint(told, near)
                }
            }
            Self::NoSuchApp { id, near } => {
                with_hint(tr!("ctl-apps-no-such-app", id = id.clone()), near)
            }
            Self::NotAPermission { text } => {
                tr!("ctl-apps-not-a-permission", text = text.clone())
            }
            Self::NotAQuestion { text } => {
                let names = Question::ALL
                    .map(Question::name)
                    .join(&tr!("list-separator"));
                tr!(
                    "ctl-apps-not-a-question",
                    text = text.clone(),
                    names = names
                )
            }
            Self::NotAnAnswer { text, possible } => not_an_answer(text, possible),
            Self::AnswersAreOfOne => tr!("ctl-apps-answers-of-one"),
            Self::NoSuchDocument { text } => {
                tr!("ctl-apps-no-such-document", text = text.clone())
            }
            Self::Portal(error) => return sentences(permission::portal_error(error)),
            Self::NothingToUndo => tr!("ctl-apps-nothing-to-undo"),
            Self::Override(error) | Self::Undo(UndoError::Override(error)) => {
                return override_words(error);
            }
            Self::Care(failure) => return failure.words(),
            Self::Undo(error) => return sentences(permission::undo_error(error)),
            Self::Transfer(error) => return transfer_words(error),
            Self::File { path, error } => {
                let told = if disk_name(error) == "no-space" {
                    tr!("ctl-apps-file-no-space", path = path.clone())
                } else {
                    tr!("ctl-apps-file", path = path.clone())
                };
                return (told, Some(error.to_string()));
            }
        };
        (told, None)
    }
}

/// What people type who mean all apps.
fn means_all(text: &str) -> bool {
    ["all", "all-apps", "global", "*"].contains(&text)
}

fn with_hint(told: String, near: &[String]) -> String {
    if near.is_empty() {
        return told;
    }
    let near = near.join(&tr!("list-separator"));
    format!("{told} {}", tr!("ctl-apps-near", ids = near))
}

fn not_an_answer(text: &str, possible: &[String]) -> String {
    if possible.is_empty() {
        return tr!("ctl-apps-not-to-answer", text = text);
    }
    let possible = possible.join(&tr!("list-separator"));
    tr!("ctl-apps-not-an-answer", text = text, possible = possible)
}

fn of_portal(error: &PortalError) -> Exit {
    match error {
        PortalError::Missing { .. } | PortalError::NoRoom { .. } | PortalError::Failed { .. } => {
            Exit::Failed
        }
        PortalError::NotAllowed { .. }
        | PortalError::NoSuchAnswer { .. }
        | PortalError::NoSuchDocument { .. } => Exit::Refused,
    }
}

fn portal_name(error: &PortalError) -> &'static str {
    match error {
        PortalError::Missing { .. } => "no-portals",
        PortalError::NotAllowed { .. } => "not-allowed",
        PortalError::NoSuchAnswer { .. } => "not-an-answer",
        PortalError::NoSuchDocument { .. } => "no-such-document",
        PortalError::NoRoom { .. } => "no-space",
        PortalError::Failed { .. } => "portals",
    }
}

fn of_override(error: &OverrideError) -> Exit {
    match error {
        OverrideError::Disk(error) => of_disk(error),
        OverrideError::Broken(_)
        | OverrideError::TooNew { .. }
        | OverrideError::Unknown { .. }
        | OverrideError::Invalid { .. } => Exit::Refused,
    }
}

fn of_disk(error: &io::Error) -> Exit {
    match disk_name(error) {
        "not-allowed" => Exit::Refused,
        "busy" => Exit::Busy,
        _ => Exit::Failed,
    }
}

fn disk_name(error: &io::Error) -> &'static str {
    use io::ErrorKind as K;
    let kind = error.kind();
    if matches!(kind, K::PermissionDenied | K::ReadOnlyFilesystem) {
        "not-allowed"
    } else if kind == K::ResourceBusy {
        "busy"
    } else if matches!(kind, K::StorageFull | K::QuotaExceeded) {
        "no-space"
    } else {
        "file"
    }
}

fn override_name(error: &OverrideError) -> &'static str {
    match error {
        OverrideError::Broken(_) => "broken-file",
        OverrideError::TooNew { .. } => "permission-too-new",
        OverrideError::Unknown { .. } => "unknown-permission",
        OverrideError::Invalid { .. } => "invalid-permission",
        OverrideError::Disk(error) => disk_name(error),
    }
}

fn override_words(error: &OverrideError) -> (String, Option<String>) {
    let told = permission::override_error(error);
    match error {
        OverrideError::Broken(file) => {
            let hint = tr!("ctl-apps-broken-hint");
            (format!("{} {hint}", told.body), Some(lines(file)))
        }
        OverrideError::TooNew { .. }
        | OverrideError::Unknown { .. }
        | OverrideError::Invalid { .. } => sentences(told),
        OverrideError::Disk(error) => {
            let told = match disk_name(error) {
                "not-allowed" => tr!("ctl-apps-not-allowed"),
                "busy" => tr!("ctl-apps-busy"),
                "no-space" => tr!("ctl-apps-no-space"),
                _ => return sentences(told),
            };
            (told, Some(error.to_string()))
        }
    }
}

/// The title is for windows; what it says is in the sentences, too.
fn sentences(told: Explanation) -> (String, Option<String>) {
    let parts: Vec<String> = std::iter::once(told.body).chain(told.hint).collect();
    (parts.join(" "), told.raw)
}

fn lines(file: &BrokenFile) -> String {
    let lines: Vec<String> = file.lines.iter().map(words::unreadable).collect();
    lines.join("\n")
}

fn transfer_words(error: &TransferError) -> (String, Option<String>) {
    match error {
        TransferError::NotSuchAFile { line, detail } => {
            let told = tr!("ctl-apps-not-an-export", line = line.to_string());
            (told, Some(detail.clone()))
        }
        TransferError::TooNew { version } => {
            let told = tr!("ctl-apps-export-too-new", version = version.to_string());
            (told, None)
        }
        TransferError::Refused { scope, error } => {
            let (told, details) = override_words(error);
            let whose = words::scope(scope);
            (
                tr!("ctl-apps-import-refused", whose = whose, why = told),
                details,
            )
        }
        TransferError::Unanswered { app, error } => {
            let (told, details) = sentences(permission::portal_error(error));
            let whose = app.to_string();
            (
                tr!("ctl-apps-import-refused", whose = whose, why = told),
                details,
            )
        }
        TransferError::Disk(error) => (tr!("ctl-apps-no-rules"), Some(error.to_string())),
    }
}
