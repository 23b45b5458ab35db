//! Errors and findings in words: what happened, what it means, and the way out.

use crate::backend::{BackendError, Distrust, Refusal};
use crate::domain::{Finding, FindingKind};
use crate::tr;

use super::program;

/// What a person is told when something did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What happened, as a short heading.
    pub title: String,
    /// What it means: one or two sentences.
    pub body: String,
    /// What to do about it, when there is something.
    pub hint: Option<String>,
    /// The service's own text, only ever shown in a fold.
    pub raw: Option<String>,
}

impl Explanation {
    pub(super) fn new(title: String, body: String) -> Self {
        Self {
            title,
            body,
            hint: None,
            raw: None,
        }
    }

    pub(super) fn hint(self, hint: String) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    pub(super) fn raw(self, raw: &str) -> Self {
        Self {
            raw: (!raw.is_empty()).then(|| raw.to_owned()),
            ..self
        }
    }
}

/// An error in words. [`BackendError::Cancelled`] is usually shown as nothing at all; it has words for the terminal.
#[must_use]
pub fn explain(error: &BackendError) -> Explanation {
    match error {
        BackendError::Missing { service } => Explanation::new(
            tr!("error-missing"),
            tr!("error-missing.body", service = *service),
        )
        .hint(tr!("error-missing.hint")),
        BackendError::Busy {
            by: Some(name),
            title,
        } => Explanation::new(
            tr!("error-busy"),
            tr!("error-busy.by", name = program(name)),
        )
        .hint(tr!("error-busy.hint"))
        .raw(title),
        BackendError::Busy { by: None, title } => {
            Explanation::new(tr!("error-busy"), tr!("error-busy.body"))
                .hint(tr!("error-busy.hint"))
                .raw(title)
        }
        BackendError::NotAllowed { detail } => {
            Explanation::new(tr!("error-not-allowed"), tr!("error-not-allowed.body"))
                .hint(tr!("error-not-allowed.hint"))
                .raw(detail)
        }
        BackendError::Cancelled => {
            Explanation::new(tr!("error-cancelled"), tr!("error-cancelled.body"))
        }
        BackendError::Network { detail } => {
            Explanation::new(tr!("error-network"), tr!("error-network.body"))
                .hint(tr!("error-network.hint"))
                .raw(detail)
        }
        BackendError::NoSpace { detail } => {
            Explanation::new(tr!("error-no-space"), tr!("error-no-space.body"))
                .hint(tr!("error-no-space.hint"))
                .raw(detail)
        }
        BackendError::Signature { why, detail } => {
            let body = match why {
                Distrust::Missing => tr!("error-signature.missing"),
                Distrust::UnknownKey => tr!("error-signature.stranger"),
                Distrust::NoPolicy => tr!("error-signature.policy"),
                Distrust::Other => tr!("error-signature.body"),
            };
            Explanation::new(tr!("error-signature"), body)
                .hint(tr!("error-signature.hint"))
                .raw(detail)
        }
        BackendError::Packages { unknown, detail } => packages(unknown.as_deref()).raw(detail),
        BackendError::Refused { reason } => refusal(reason),
        BackendError::NotAsAsked { asked, got } => {
            let body = got.clone().map_or_else(
                || tr!("error-not-as-asked.nothing", asked = asked.clone()),
                |got| tr!("error-not-as-asked.body", asked = asked.clone(), got = got),
            );
            Explanation::new(tr!("error-not-as-asked"), body).hint(tr!("error-not-as-asked.hint"))
        }
        BackendError::NotAdded { names } => not_added(names),
        BackendError::Died { service } => Explanation::new(
            tr!("error-died"),
            tr!("error-died.body", service = *service),
        )
        .hint(tr!("error-died.hint")),
        BackendError::Unexpected { detail } => {
            Explanation::new(tr!("error-unexpected"), tr!("error-unexpected.body"))
                .hint(tr!("error-unexpected.hint"))
                .raw(detail)
        }
    }
}

fn packages(unknown: Option<&str>) -> Explanation {
    match unknown {
        Some(names) => Explanation::new(
            tr!("error-no-package"),
            tr!("error-no-package.body", names = names),
        )
        .hint(tr!("error-no-package.hint")),
        None => Explanation::new(tr!("error-packages"), tr!("error-packages.body"))
            .hint(tr!("error-packages.hint")),
    }
}

fn not_added(names: &[String]) -> Explanation {
    let names = names.join(", ");
    Explanation::new(
        tr!("error-not-added"),
        tr!("error-not-added.body", names = names),
    )
    .hint(tr!("error-not-added.hint"))
}

fn not_a_package(name: &str) -> Explanation {
    Explanation::new(
        tr!("refused-not-a-package"),
        tr!("refused-not-a-package.body", name = name),
    )
}

fn refusal(reason: &Refusal) -> Explanation {
    let plain = Explanation::new;
    match reason {
        Refusal::UpdateStaged => plain(
            tr!("refused-update-staged"),
            tr!("refused-update-staged.body"),
        )
        .hint(tr!("refused-update-staged.hint")),
        Refusal::CannotKeepStaged => {
            plain(tr!("refused-keep-staged"), tr!("refused-keep-staged.body"))
                .hint(tr!("refused-keep-staged.hint"))
        }
        Refusal::CannotDeleteRunning => plain(
            tr!("refused-delete-running"),
            tr!("refused-delete-running.body"),
        ),
        Refusal::CannotDeleteKept => {
            plain(tr!("refused-delete-kept"), tr!("refused-delete-kept.body"))
                .hint(tr!("refused-delete-kept.hint"))
        }
        Refusal::NothingToGoBackTo => plain(
            tr!("refused-nothing-back"),
            tr!("refused-nothing-back.body"),
        )
        .hint(tr!("refused-nothing-back.hint")),
        Refusal::NoSuchVersion => plain(tr!("refused-no-version"), tr!("refused-no-version.body")),
        Refusal::VersionNotFound { version } => plain(
            tr!("refused-not-found"),
            tr!("refused-not-found.body", version = version.clone()),
        ),
        Refusal::AlreadyNext => plain(
            tr!("refused-already-next"),
            tr!("refused-already-next.body"),
        ),
        Refusal::SameOrigin => plain(tr!("refused-same-origin"), tr!("refused-same-origin.body")),
        Refusal::NoSuchRemote { remote } => plain(
            tr!("refused-no-remote"),
            tr!("refused-no-remote.body", remote = remote.clone()),
        )
        .hint(tr!("refused-no-remote.hint")),
        Refusal::NoSuchOrigin { name } => plain(
            tr!("refused-no-origin"),
            tr!("refused-no-origin.body", name = name.clone()),
        ),
        Refusal::NothingToAdd => plain(
            tr!("refused-nothing-to-add"),
            tr!("refused-nothing-to-add.body"),
        ),
        Refusal::NotAPackage { name } => not_a_package(name),
        Refusal::OtherVersionChosen { version } => plain(
            tr!("refused-other-chosen"),
            tr!("refused-other-chosen.body", version = version.clone()),
        )
        .hint(tr!("refused-other-chosen.hint")),
        Refusal::ChosenWouldBeLost { version } => plain(
            tr!("refused-chosen-lost"),
            tr!("refused-chosen-lost.body", version = version.clone()),
        )
        .hint(tr!("refused-chosen-lost.hint")),
        Refusal::RestartPending => plain(
            tr!("refused-restart-pending"),
            tr!("refused-restart-pending.body"),
        ),
        Refusal::RestartBlocked { by } => {
            let names: Vec<String> = by
                .iter()
                .map(|(program, why)| blocker(program, why))
                .collect();
            let names = names.join(&tr!("list-separator"));
            plain(
                tr!("refused-restart-blocked"),
                tr!("refused-restart-blocked.body", names = names),
            )
            .hint(tr!("refused-restart-blocked.hint"))
        }
        Refusal::NotSupported => plain(
            tr!("refused-not-supported"),
            tr!("refused-not-supported.body"),
        ),
    }
}

fn blocker(program: &str, why: &str) -> String {
    if why.is_empty() {
        program.to_owned()
    } else {
        format!("{program} ({why})")
    }
}

/// A finding in words.
#[must_use]
pub fn finding(finding: &Finding) -> Explanation {
    match &finding.kind {
        FindingKind::FinalizeFailed => Explanation::new(
            tr!("finding-finalize-failed"),
            tr!("finding-finalize-failed.body"),
        )
        .hint(tr!("finding-finalize-failed.hint")),
        FindingKind::RemoteBroken { detail } => Explanation::new(
            tr!("finding-remote-broken"),
            tr!("finding-remote-broken.body"),
        )
        .raw(detail),
        FindingKind::EndOfLife { text } => {
            Explanation::new(tr!("finding-end-of-life"), tr!("finding-end-of-life.body")).raw(text)
        }
        FindingKind::GivenUp { instead } => {
            let told = Explanation::new(tr!("finding-end-of-life"), tr!("finding-given-up"));
            match instead {
                Some(system) => told.hint(tr!("finding-given-up.hint", system = system.clone())),
                None => told,
            }
        }
        FindingKind::StartedOlderVersion { expected } => Explanation::new(
            tr!("finding-started-older"),
            tr!("finding-started-older.body", version = expected.clone()),
        ),
        FindingKind::BadSignature => Explanation::new(
            tr!("finding-bad-signature"),
            tr!("finding-bad-signature.body"),
        ),
        FindingKind::StagedLocked => Explanation::new(
            tr!("finding-staged-locked"),
            tr!("finding-staged-locked.body"),
        ),
        FindingKind::NoUpdates => {
            Explanation::new(tr!("finding-no-updates"), tr!("finding-no-updates.body"))
                .hint(tr!("finding-no-updates.hint"))
        }
        FindingKind::OldVersion { days } => {
            Explanation::new(tr!("finding-old"), tr!("finding-old.body", days = *days))
        }
    }
}
