//! Domain values as the words of the documents. Stable: a new value gets a new word, no word changes.

use isotope::backend::{BackendError, Refusal};
use isotope::domain::{
    AdvisoryKind, AdvisorySeverity, AfterUpdate, AutomaticUpdates, CancelKind, CheckTrouble,
    FindingKind, Headline, Lack, OlderVersions, Outcome, PinSupport, ProgressKind, RequestKind,
    RollbackKind, Severity, Signature, Support, SwitchKind,
};
use isotope::looks::LooksError;

use crate::failure::Failure;

pub(crate) fn headline(headline: &Headline) -> &'static str {
    match headline {
        Headline::NeedsAttention(_) => "needs-attention",
        Headline::UpdateReady(_) => "update-ready",
        Headline::ChangeReady(_) => "change-ready",
        Headline::Missed(_) => "other-started",
        Headline::UpdateAvailable => "update-available",
        Headline::NewerInstalled(_) => "newer-installed",
        Headline::CheckFailed(_) => "check-failed",
        Headline::NotChecked => "not-checked",
        Headline::Fine => "fine",
    }
}

pub(crate) fn check_trouble(why: CheckTrouble) -> &'static str {
    match why {
        CheckTrouble::Network => "network",
        CheckTrouble::Signature => "signature",
        CheckTrouble::Service => "service",
        CheckTrouble::NotAllowed => "not-allowed",
        CheckTrouble::NoSpace => "no-space",
        CheckTrouble::Other => "other",
    }
}

pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Changed => "changed",
        Outcome::NothingToDo => "nothing-to-do",
    }
}

pub(crate) fn automatic(automatic: &AutomaticUpdates) -> &'static str {
    match automatic {
        AutomaticUpdates::Off => "off",
        AutomaticUpdates::Check => "check",
        AutomaticUpdates::Stage => "stage",
        AutomaticUpdates::Apply => "apply",
        AutomaticUpdates::Unknown => "unknown",
    }
}

pub(crate) fn signature(signature: &Signature) -> &'static str {
    match signature {
        Signature::Verified { .. } => "verified",
        Signature::Invalid { .. } => "invalid",
        Signature::NotChecked => "not-checked",
        Signature::Unknown => "unknown",
    }
}

pub(crate) fn work(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Check => "check",
        RequestKind::Update => "update",
        RequestKind::Download => "download",
        RequestKind::Discard => "discard",
        RequestKind::Rollback | RequestKind::MakeNext => "go-back",
        RequestKind::Deploy => "deploy",
        RequestKind::Pin => "keep",
        RequestKind::Unpin => "release",
        RequestKind::Delete => "delete",
        RequestKind::Switch => "switch",
        RequestKind::Packages => "packages",
        RequestKind::Other => "other",
    }
}

pub(crate) fn advisory(kind: AdvisoryKind) -> &'static str {
    match kind {
        AdvisoryKind::Security => "security",
        AdvisoryKind::Bugfix => "bugfix",
        AdvisoryKind::Enhancement => "enhancement",
        AdvisoryKind::Other => "other",
    }
}

pub(crate) fn advisory_severity(severity: AdvisorySeverity) -> &'static str {
    match severity {
        AdvisorySeverity::None => "none",
        AdvisorySeverity::Low => "low",
        AdvisorySeverity::Moderate => "moderate",
        AdvisorySeverity::Important => "important",
        AdvisorySeverity::Critical => "critical",
    }
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Problem => "problem",
    }
}

pub(crate) fn finding(kind: &FindingKind) -> &'static str {
    match kind {
        FindingKind::FinalizeFailed => "finalize-failed",
        FindingKind::RemoteBroken { .. } => "remote-broken",
        FindingKind::EndOfLife { .. } => "end-of-life",
        FindingKind::GivenUp { .. } => "given-up",
        FindingKind::StartedOlderVersion { .. } => "started-older-version",
        FindingKind::BadSignature => "bad-signature",
        FindingKind::StagedLocked => "staged-locked",
        FindingKind::NoUpdates => "no-updates",
        FindingKind::OldVersion { .. } => "old-version",
    }
}

fn lack(lack: Lack) -> &'static str {
    match lack {
        Lack::System => "no",
        Lack::Helper => "needs-helper",
    }
}

pub(crate) fn support(support: Support) -> &'static str {
    match support {
        Support::Yes => "yes",
        Support::No(why) => lack(why),
    }
}

pub(crate) fn pin(pin: PinSupport) -> &'static str {
    match pin {
        PinSupport::Yes => "yes",
        PinSupport::WithMoreSlotsThan(_) => "needs-more-slots",
        PinSupport::No(why) => lack(why),
    }
}

pub(crate) fn rollback(kind: RollbackKind) -> &'static str {
    match kind {
        RollbackKind::AnyDeployment => "any",
        RollbackKind::PreviousDeployment => "previous",
        RollbackKind::OtherSlot => "other-slot",
        RollbackKind::AfterBootingIt => "after-booting-it",
        RollbackKind::LiveMediaOnly => "live-media-only",
        RollbackKind::None => "no",
    }
}

pub(crate) fn older(older: OlderVersions) -> &'static str {
    match older {
        OlderVersions::ByVersion => "by-version",
        OlderVersions::ByDigest => "by-digest",
        OlderVersions::LocalOnly => "local-only",
    }
}

pub(crate) fn progress(kind: ProgressKind) -> &'static str {
    match kind {
        ProgressKind::Bytes => "bytes",
        ProgressKind::Fraction => "fraction",
        ProgressKind::Steps => "steps",
        ProgressKind::States => "states",
        ProgressKind::None => "no",
    }
}

pub(crate) fn switch(kind: SwitchKind) -> &'static str {
    match kind {
        SwitchKind::Image => "image",
        SwitchKind::Channel => "channel",
        SwitchKind::Variant => "variant",
        SwitchKind::None => "no",
    }
}

pub(crate) fn cancel(kind: CancelKind) -> &'static str {
    match kind {
        CancelKind::AnyTime => "any-time",
        CancelKind::WhileDownloading => "while-downloading",
        CancelKind::Never => "no",
    }
}

pub(crate) fn after_update(after: AfterUpdate) -> &'static str {
    match after {
        AfterUpdate::WaitsForRestart => "waits-for-restart",
        AfterUpdate::Live => "live",
        AfterUpdate::RestartsByItself(_) => "restarts-by-itself",
    }
}

fn refusal(reason: &Refusal) -> &'static str {
    match reason {
        Refusal::UpdateStaged => "update-staged",
        Refusal::CannotKeepStaged => "cannot-keep-staged",
        Refusal::CannotDeleteRunning => "cannot-delete-running",
        Refusal::CannotDeleteKept => "cannot-delete-kept",
        Refusal::NothingToGoBackTo => "nothing-to-go-back-to",
        Refusal::NoSuchVersion => "no-such-version",
        Refusal::VersionNotFound { .. } => "version-not-found",
        Refusal::AlreadyNext => "already-next",
        Refusal::SameOrigin => "same-origin",
        Refusal::NoSuchRemote { .. } => "no-such-remote",
        Refusal::NoSuchOrigin { .. } => "no-such-origin",
        Refusal::OtherVersionChosen { .. } => "other-version-chosen",
        Refusal::ChosenWouldBeLost { .. } => "chosen-would-be-lost",
        Refusal::NothingToAdd => "nothing-to-add",
        Refusal::NotAPackage { .. } => "not-a-package",
        Refusal::RestartPending => "restart-pending",
        Refusal::RestartBlocked { .. } => "restart-blocked",
        Refusal::NotSupported => "not-supported",
    }
}

pub(crate) fn failure(failure: &Failure) -> &'static str {
    let error = match failure {
        Failure::Backend(error) => error,
        Failure::Apps(failure) => return failure.name(),
        Failure::Tags(failure) => return failure.name(),
        Failure::NoService(_) => return "no-service",
        Failure::Ambiguous { .. } => return "ambiguous",
        Failure::Address(_) => return "not-an-address",
        Failure::NoSuchSystem { .. } => return "no-such-system",
        Failure::NoSecondStep => return "no-second-step",
        Failure::NotNow(why) => return why.name(),
        Failure::NoOwnCopy { .. } | Failure::Looks(LooksError::NoSuchCopy { .. }) => {
            return "no-such-copy";
        }
        Failure::Looks(
            LooksError::File { .. } | LooksError::Dconf { .. } | LooksError::Halfway { .. },
        ) => return "settings",
        Failure::NothingToCompare => return "nothing-to-compare",
        Failure::OnlyNewer { .. } => return "only-newer",
        Failure::Left => return "left-running",
        Failure::NotStarted { .. } => return "not-started",
        Failure::Practice(_) => return "practice",
        Failure::Note(_) => return "note",
        Failure::Output(_) => return "output",
    };
    match error {
        BackendError::Missing { .. } => "missing",
        BackendError::Busy { .. } => "busy",
        BackendError::NotAllowed { .. } => "not-allowed",
        BackendError::Cancelled => "cancelled",
        BackendError::Network { .. } => "network",
        BackendError::NoSpace { .. } => "no-space",
        BackendError::Signature { .. } => "signature",
        BackendError::Packages { .. } => "packages",
        BackendError::Refused { reason } => refusal(reason),
        BackendError::Died { .. } => "died",
        BackendError::NotAsAsked { .. } => "not-as-asked",
        BackendError::NotAdded { .. } => "not-added",
        BackendError::Unexpected { .. } => "unexpected",
    }
}
