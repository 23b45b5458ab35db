//! Findings: things about the system that a person should know, with how bad they are.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Should be looked at soon.
    Warning,
    /// Something does not work.
    Problem,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// The last staged update could not be written while shutting down.
    FinalizeFailed,
    /// The origin's remote is missing or broken; the service's words.
    RemoteBroken {
        /// The service's own text.
        detail: String,
    },
    /// The publisher ended this system; their words.
    EndOfLife {
        /// The publisher's own text.
        text: String,
    },
    /// As far as Isotope knows, the publisher has given this system up.
    GivenUp {
        /// The system that is recommended instead.
        instead: Option<String>,
    },
    /// Another version should have started, which is not older than the one that runs, and still starts next.
    StartedOlderVersion {
        /// The version that was expected to run.
        expected: String,
    },
    /// The signature of the running version is not good.
    BadSignature,
    /// A staged update is held back and will not be installed at the next restart.
    StagedLocked,
    /// The running version is one build for good: where it comes from, no updates ever come.
    NoUpdates,
    /// The running version was published this many days ago and no newer one is known.
    OldVersion {
        /// Days since it was published.
        days: u32,
    },
}

/// One thing found out about the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// How much it matters.
    pub severity: Severity,
}

impl From<FindingKind> for Finding {
    fn from(kind: FindingKind) -> Self {
        let severity = match kind {
            FindingKind::FinalizeFailed
            | FindingKind::RemoteBroken { .. }
            | FindingKind::BadSignature => Severity::Problem,
            FindingKind::EndOfLife { .. }
            | FindingKind::GivenUp { .. }
            | FindingKind::StartedOlderVersion { .. }
            | FindingKind::NoUpdates
            | FindingKind::StagedLocked => Severity::Warning,
            FindingKind::OldVersion { .. } => Severity::Info,
        };
        Self { kind, severity }
    }
}
