//! Files that flatpak cannot read, and changes that were not made, in words.

use std::io;
use std::path::Path;

use crate::flatpak::PortalError;
use crate::flatpak::access::UndoError;
use crate::flatpak::context::{Refusal, Unreadable};
use crate::flatpak::keyfile::Fault;
use crate::flatpak::overrides::{BrokenFile, OverrideError, Scope};
use crate::text::Explanation;
use crate::tr;

/// Why flatpak refuses a line, with the line's number.
#[must_use]
pub fn unreadable(line: &Unreadable) -> String {
    refusal(&line.refusal, line.number)
}

/// Why flatpak refuses the line of this number.
#[must_use]
pub fn refusal(refusal: &Refusal, line: usize) -> String {
    match refusal {
        Refusal::KeyFile(fault) => match fault {
            Fault::NotAnything => tr!("fault-not-anything", line = line),
            Fault::BeforeAnyGroup => tr!("fault-before-group", line = line),
            Fault::GroupName => tr!("fault-group-name", line = line),
            Fault::KeyName => tr!("fault-key-name", line = line),
            Fault::NotText => tr!("fault-not-text", line = line),
            Fault::Escape => tr!("fault-escape", line = line),
        },
        Refusal::Condition => tr!("fault-condition", line = line),
        Refusal::BusName => tr!("fault-bus-name", line = line),
        Refusal::UsbRule => tr!("fault-usb-rule", line = line),
        Refusal::ControlCharacter => tr!("fault-control", line = line),
    }
}

/// That the apps of an installation are not seen from inside Isotope's own sandbox.
#[must_use]
pub fn out_of_reach(name: &str, path: &Path) -> String {
    let path = path.display().to_string();
    tr!("apps-out-of-reach", name = name, path = path)
}

/// That a folder which was chosen cannot be named, and the way out.
#[must_use]
pub fn unknown_folder(path: &Path, error: &PortalError) -> Explanation {
    let path = path.display().to_string();
    Explanation {
        raw: Some(error.to_string()),
        ..explanation(
            tr!("error-unknown-folder"),
            tr!("error-unknown-folder.body", path = path),
            tr!("error-unknown-folder.hint"),
        )
    }
}

/// Why a change was not made, and the way out.
#[must_use]
pub fn override_error(error: &OverrideError) -> Explanation {
    match error {
        OverrideError::Broken(file) => broken(file),
        OverrideError::TooNew {
            permission,
            needs,
            has,
        } => explanation(
            tr!("error-too-new"),
            tr!(
                "error-too-new.body",
                permission = permission.as_str(),
                needs = needs.to_string(),
                has = has.to_string()
            ),
            tr!("error-too-new.hint"),
        ),
        OverrideError::Unknown { permission } => explanation(
            tr!("error-unknown-permission"),
            tr!(
                "error-unknown-permission.body",
                permission = permission.as_str()
            ),
            tr!("error-unknown-permission.hint"),
        ),
        OverrideError::Invalid { permission } => explanation(
            tr!("error-invalid-permission"),
            tr!(
                "error-invalid-permission.body",
                permission = permission.as_str()
            ),
            tr!("error-invalid-permission.hint"),
        ),
        OverrideError::Disk(error) => Explanation {
            raw: Some(error.to_string()),
            ..disk_error(error)
        },
    }
}

pub(super) fn disk_error(error: &io::Error) -> Explanation {
    if matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    ) {
        return full();
    }
    explanation(
        tr!("error-access-disk"),
        tr!("error-access-disk.body"),
        tr!("error-access-disk.hint"),
    )
}

fn full() -> Explanation {
    explanation(
        tr!("error-access-full"),
        tr!("error-access-full.body"),
        tr!("error-access-full.hint"),
    )
}

/// Why a change was not undone, and the way out.
#[must_use]
pub fn undo_error(error: &UndoError) -> Explanation {
    match error {
        UndoError::NoSuchChange(number) => explanation(
            tr!("error-no-change"),
            tr!("error-no-change.body", number = *number),
            tr!("error-no-change.hint"),
        ),
        UndoError::ChangedSince(number) => explanation(
            tr!("error-changed-since"),
            tr!("error-changed-since.body", number = *number),
            tr!("error-changed-since.hint"),
        ),
        UndoError::Override(error) => override_error(error),
        UndoError::Portal(error) => portal_error(error),
    }
}

/// Why answers given while using apps are not known, or were not changed, and the way out.
#[must_use]
pub fn portal_error(error: &PortalError) -> Explanation {
    match error {
        PortalError::Missing { service } => explanation(
            tr!("error-no-answers"),
            tr!("error-no-answers.body", service = *service),
            tr!("error-no-answers.hint"),
        ),
        PortalError::NoSuchAnswer { key } => explanation(
            tr!("error-no-such-answer"),
            tr!("error-no-such-answer.body", key = key.to_string()),
            tr!("error-no-such-answer.hint"),
        ),
        PortalError::NoSuchDocument { .. } => explanation(
            tr!("error-no-document"),
            tr!("error-no-document.body"),
            tr!("error-no-document.hint"),
        ),
        PortalError::NoRoom { detail } => Explanation {
            raw: Some(detail.clone()),
            ..full()
        },
        PortalError::NotAllowed { service, detail } | PortalError::Failed { service, detail } => {
            Explanation {
                raw: Some(detail.clone()),
                ..explanation(
                    tr!("error-answers-failed"),
                    tr!("error-answers-failed.body", service = *service),
                    tr!("error-answers-failed.hint"),
                )
            }
        }
    }
}

fn broken(file: &BrokenFile) -> Explanation {
    let path = file.path.display().to_string();
    let body = match file.scope {
        Scope::AllApps => tr!("error-broken-app.all", path = path),
        Scope::App(_) => tr!("error-broken-app.body", path = path),
    };
    let hint = if file.of_system {
        tr!("error-broken-app.system")
    } else {
        tr!("error-broken-app.hint")
    };
    let lines: Vec<String> = file.lines.iter().map(unreadable).collect();
    Explanation {
        raw: (!lines.is_empty()).then(|| lines.join("\n")),
        ..explanation(tr!("error-broken-app"), body, hint)
    }
}

pub(super) fn explanation(title: String, body: String, hint: String) -> Explanation {
    Explanation {
        title,
        body,
        hint: Some(hint),
        raw: None,
    }
}
