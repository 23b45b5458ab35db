//! Looking after apps, in words: what goes on, what an update newly asks for, and what could not be done.

use crate::domain::permission::{Effective, Risk, Setting, Source, risk_of};
use crate::domain::{CannotOpen, EndOfLife, InstallationId};
use crate::flatpak::care::{CareError, End, FailedRemote, Finished, NewAsk};
use crate::flatpak::command::{Cause, CommandError, Deed, Progress};
use crate::flatpak::host::HostError;
use crate::tr;

use super::{Explanation, permission};

/// Why an app was not looked after, and the way out. [`CommandError::Stopped`] is usually shown as nothing at all.
#[must_use]
pub fn care_error(error: &CareError) -> Explanation {
    match error {
        CareError::Command(error) => command_error(error),
        CareError::NotInstalled(app) => told(
            tr!("error-app-gone"),
            tr!("error-app-gone.body", id = app.id.as_str()),
        ),
        CareError::Installed(id) => told(
            tr!("error-app-installed"),
            tr!("error-app-installed.body", id = id.as_str()),
        ),
        CareError::Running(id) => with_hint(
            tr!("error-app-runs"),
            tr!("error-app-runs.body", id = id.as_str()),
            tr!("error-app-runs.hint"),
        ),
        CareError::CannotOpen(_, why) => Explanation {
            hint: match why {
                CannotOpen::Unreadable => Some(tr!("error-cannot-open.repair")),
                CannotOpen::NoRuntime(_) => Some(tr!("error-cannot-open.again")),
                CannotOpen::NoLauncher => None,
            },
            ..told(tr!("error-cannot-open"), cannot_open(why))
        },
        CareError::UpdatesOff(app) => with_hint(
            tr!("error-updates-off"),
            tr!("error-updates-off.body", id = app.id.as_str()),
            tr!("error-updates-off.hint"),
        ),
        CareError::MaskedByPattern(pattern) => with_hint(
            tr!("error-masked-by-pattern"),
            tr!("error-masked-by-pattern.body", pattern = pattern.as_str()),
            tr!("error-masked-by-pattern.hint", pattern = pattern.as_str()),
        ),
        CareError::NotARemote(name) => told(
            tr!("error-no-source"),
            tr!("error-no-source.body", name = name.as_str()),
        ),
        CareError::NothingDone { app, complaints } => with_raw(
            tr!("error-nothing-done"),
            tr!("error-nothing-done.body", id = app.id.as_str()),
            complaints,
        ),
        CareError::StillThere(app) => told(
            tr!("error-still-there"),
            tr!("error-still-there.body", id = app.id.as_str()),
        ),
        CareError::Unclear(app) => told(
            tr!("error-unclear"),
            tr!("error-unclear.body", id = app.id.as_str()),
        ),
        CareError::File(what) => with_raw(tr!("error-file"), tr!("error-file.body"), what),
    }
}

/// Why an app cannot be opened, in a sentence.
#[must_use]
pub fn cannot_open(why: &CannotOpen) -> String {
    match why {
        CannotOpen::Unreadable => tr!("care-cannot-open-unreadable"),
        CannotOpen::NoRuntime(runtime) => {
            tr!("care-cannot-open-runtime", runtime = runtime.as_str())
        }
        CannotOpen::NoLauncher => tr!("care-cannot-open-launcher"),
    }
}

/// What became of work on the version of an app that was broken off.
#[must_use]
pub fn finished(finished: &Finished) -> String {
    let id = finished.app.id.as_str();
    match &finished.end {
        End::Held => tr!("care-finished", id = id),
        End::Failed(error) => tr!("care-not-finished", id = id, why = care_error(error).title),
        End::Waits => tr!("care-unfinished", id = id),
    }
}

fn command_error(error: &CommandError) -> Explanation {
    match error {
        CommandError::Host(error) => host_error(error),
        CommandError::Stopped => told(tr!("error-stopped"), tr!("error-stopped.body")),
        CommandError::Refused { cause, text } => Explanation {
            raw: Some(text.clone()).filter(|text| !text.is_empty()),
            ..refused(*cause)
        },
    }
}

fn host_error(error: &HostError) -> Explanation {
    let raw = error.to_string();
    match error {
        HostError::NoProgram { program } => with_hint(
            tr!("error-no-program"),
            tr!("error-no-program.body", program = program.as_str()),
            tr!("error-no-program.hint"),
        ),
        HostError::NoDoor { .. } => Explanation {
            raw: Some(raw),
            ..with_hint(
                tr!("error-no-door"),
                tr!("error-no-door.body"),
                tr!("error-no-door.hint"),
            )
        },
        HostError::Lost { program } => with_hint(
            tr!("error-lost"),
            tr!("error-lost.body", program = program.as_str()),
            tr!("error-lost.hint"),
        ),
        HostError::NotStarted { program, .. } => with_raw(
            tr!("error-not-started"),
            tr!("error-not-started.body", program = program.as_str()),
            &raw,
        ),
    }
}

fn refused(cause: Cause) -> Explanation {
    match cause {
        Cause::NoNetwork => with_hint(
            tr!("error-source-away"),
            tr!("error-source-away.body"),
            tr!("error-source-away.hint"),
        ),
        Cause::NotAuthorised => with_hint(
            tr!("error-no-password"),
            tr!("error-no-password.body"),
            tr!("error-no-password.hint"),
        ),
        Cause::OnlyRoot => with_hint(
            tr!("error-only-root"),
            tr!("error-only-root.body"),
            tr!("error-only-root.hint"),
        ),
        Cause::NoSpace => with_hint(
            tr!("error-no-room"),
            tr!("error-no-room.body"),
            tr!("error-no-room.hint"),
        ),
        Cause::RemoteGone => with_hint(
            tr!("error-source-gone"),
            tr!("error-source-gone.body"),
            tr!("error-source-gone.hint"),
        ),
        Cause::NotFound => told(tr!("error-not-offered"), tr!("error-not-offered.body")),
        Cause::Other => told(tr!("error-flatpak"), tr!("error-flatpak.body")),
    }
}

/// A source that did not answer, in one sentence: `flathub: The source cannot be reached`.
#[must_use]
pub fn failed_source(failed: &FailedRemote) -> String {
    tr!(
        "source-failed",
        name = failed.remote.as_str(),
        why = care_error(&failed.error).title
    )
}

/// What an operation is at: `Updating, 2 of 3`.
#[must_use]
pub fn progress(progress: &Progress) -> String {
    let deed = match progress.deed {
        Deed::Installing => tr!("care-installing"),
        Deed::Updating => tr!("care-updating"),
        Deed::Uninstalling => tr!("care-uninstalling"),
    };
    if progress.ops > 1 {
        tr!(
            "care-step",
            deed = deed,
            step = progress.op,
            steps = progress.ops
        )
    } else {
        deed
    }
}

/// One thing that an update newly asks for: what it is called, what the app could do with it, and how much that opens.
#[must_use]
pub fn new_ask(ask: &NewAsk) -> (String, String, Risk) {
    // A version that no longer denies something leaves it to whoever says something of it beneath.
    let after = ask.after.clone().unwrap_or(Setting::Allowed);
    let alone = [(ask.target.clone(), after.clone())].into_iter().collect();
    let risk = risk_of(
        &ask.target,
        &after,
        &Effective::of([(Source::Published, &alone)]),
    );
    (
        permission::label(&ask.target),
        permission::sentence(&ask.target, &after),
        risk,
    )
}

/// That nobody looks after an app any more, in a sentence.
#[must_use]
pub fn end_of_life(end: &EndOfLife) -> String {
    let reason = end.reason.as_deref().filter(|reason| !reason.is_empty());
    reason.map_or_else(
        || tr!("care-ended"),
        |reason| tr!("care-ended-because", reason = reason),
    )
}

/// What an installation is called.
#[must_use]
pub fn installation(id: &InstallationId) -> String {
    match id {
        InstallationId::User => tr!("installation-user"),
        InstallationId::System => tr!("installation-system"),
        InstallationId::Extra(name) => tr!("installation-extra", name = name.as_str()),
    }
}

fn told(title: String, body: String) -> Explanation {
    Explanation {
        title,
        body,
        hint: None,
        raw: None,
    }
}

fn with_hint(title: String, body: String, hint: String) -> Explanation {
    Explanation {
        hint: Some(hint),
        ..told(title, body)
    }
}

fn with_raw(title: String, body: String, raw: &str) -> Explanation {
    Explanation {
        raw: Some(raw.to_owned()).filter(|raw| !raw.is_empty()),
        ..told(title, body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::permission::{FileAccess, Target};

    #[test]
    fn a_source_that_fails_is_named_with_the_reason() {
        let failed = FailedRemote {
            installation: InstallationId::User,
            remote: "garden".to_owned(),
            error: CommandError::Refused {
                cause: Cause::NoNetwork,
                text: "error: Could not resolve host".to_owned(),
            }
            .into(),
        };
        assert_eq!(
            failed_source(&failed),
            "garden: The source cannot be reached"
        );
        let raw = care_error(&failed.error).raw;
        assert_eq!(raw.as_deref(), Some("error: Could not resolve host"));
    }

    #[test]
    fn steps_are_counted_where_there_are_several() {
        let at = |ops| Progress {
            deed: Deed::Updating,
            op: 1,
            ops,
            fraction: 0.5,
        };
        assert_eq!(progress(&at(1)), "Updating");
        assert_eq!(progress(&at(3)), "Updating, 1 of 3");
    }

    #[test]
    fn what_is_newly_asked_for_has_its_risk() {
        let ask = |target, after| {
            new_ask(&NewAsk {
                target,
                before: None,
                after,
            })
        };
        let host = ask(
            Target::files("host"),
            Some(Setting::Files(FileAccess::ReadWrite)),
        );
        assert_eq!(
            (host.0.as_str(), host.2),
            ("All your files", Risk::Dangerous)
        );
        let ipc = ask(Target::Shared("ipc".to_owned()), Some(Setting::Allowed));
        assert!(ipc.2 < Risk::Sensitive);
    }
}
