//! The system's own services. One folder each; all implement [`Backend`].

pub mod detect;
mod failure;
pub mod fake;
mod permitted;
mod power;
pub mod practice;
mod privileged;
pub mod rpm_ostree;
pub(crate) mod sizes;

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

use crate::domain::{
    Capabilities, CheckTrouble, DeploymentId, Outcome, Package, PackageDiff, Progress, Request,
    RequestKind, SystemStatus,
};

/// What can go wrong, told apart as far as a person can be told something different.
#[derive(Clone, Debug, thiserror::Error)]
pub enum BackendError {
    /// The service is not there, or left in the middle.
    #[error("{service} is not available")]
    Missing {
        /// The service's plain name, such as `rpm-ostree`.
        service: &'static str,
    },
    /// Another change is going on.
    #[error("busy: {title}")]
    Busy {
        /// Who does it, when known: a program's name.
        by: Option<String>,
        /// The service's title of that work.
        title: String,
    },
    /// The person may not do that, or no one could be asked for a password.
    #[error("not allowed: {detail}")]
    NotAllowed {
        /// The service's own text.
        detail: String,
    },
    /// The person said no, or cancelled.
    #[error("cancelled")]
    Cancelled,
    /// Upstream could not be reached or broke off.
    #[error("network: {detail}")]
    Network {
        /// The service's own text.
        detail: String,
    },
    /// A disk is full.
    #[error("no space left: {detail}")]
    NoSpace {
        /// The service's own text.
        detail: String,
    },
    /// A signature could not be verified.
    #[error("signature: {detail}")]
    Signature {
        /// What is wrong with it.
        why: Distrust,
        /// The service's own text.
        detail: String,
    },
    /// Packages that were added on this computer do not go together with the version, or are in no source of packages.
    #[error("packages: {detail}")]
    Packages {
        /// The names of those that no source has, when that is it.
        unknown: Option<String>,
        /// The service's own text: several lines.
        detail: String,
    },
    /// The request makes no sense in the present state; a rule of ours or of the service.
    #[error("refused: {reason:?}")]
    Refused {
        /// Which rule.
        reason: Refusal,
    },
    /// The service was content, and what starts next is not what was asked for.
    #[error("{got:?} is prepared instead of {asked}")]
    NotAsAsked {
        /// The address that was asked for.
        asked: String,
        /// The address of what starts next, when there is one.
        got: Option<String>,
    },
    /// The service was content, and these packages are not in what starts next.
    #[error("{names:?} are not added")]
    NotAdded {
        /// The packages.
        names: Vec<String>,
    },
    /// The service stopped working in the middle. What it left behind was read again.
    #[error("{service} stopped working")]
    Died {
        /// The service's plain name.
        service: &'static str,
    },
    /// Anything else.
    #[error("unexpected: {detail}")]
    Unexpected {
        /// The service's own text.
        detail: String,
    },
}

impl BackendError {
    /// Whether the very same request may go through another time, with what a person can do about it meanwhile.
    #[must_use]
    pub fn is_worth_another_try(&self) -> bool {
        match self {
            Self::Missing { .. }
            | Self::Busy { .. }
            | Self::NotAllowed { .. }
            | Self::Network { .. }
            | Self::NoSpace { .. }
            | Self::Died { .. }
            | Self::NotAsAsked { .. }
            | Self::NotAdded { .. }
            | Self::Unexpected { .. } => true,
            Self::Refused { reason } => matches!(reason, Refusal::RestartBlocked { .. }),
            Self::Cancelled | Self::Signature { .. } | Self::Packages { .. } => false,
        }
    }

    /// What the failure of such work means for knowing of updates. `None`: nothing; the look itself did not fail.
    #[must_use]
    pub fn check_trouble(&self, kind: RequestKind) -> Option<CheckTrouble> {
        // An update looks first. What else stops it comes after that.
        let only_looks = kind == RequestKind::Check;
        let trouble = match self {
            Self::Network { .. } => CheckTrouble::Network,
            Self::Signature { .. } => CheckTrouble::Signature,
            Self::Missing { .. } | Self::Died { .. } if only_looks => CheckTrouble::Service,
            Self::NotAllowed { .. } if only_looks => CheckTrouble::NotAllowed,
            Self::NoSpace { .. } if only_looks => CheckTrouble::NoSpace,
            Self::Unexpected { .. } if only_looks => CheckTrouble::Other,
            Self::Missing { .. }
            | Self::Died { .. }
            | Self::NotAllowed { .. }
            | Self::NoSpace { .. }
            | Self::Unexpected { .. }
            | Self::Busy { .. }
            | Self::Cancelled
            | Self::Packages { .. }
            | Self::NotAsAsked { .. }
            | Self::NotAdded { .. }
            | Self::Refused { .. } => return None,
        };
        kind.checks().then_some(trouble)
    }
}

/// What is wrong with a publisher's signature, as far as the service tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distrust {
    /// There is none.
    Missing,
    /// It was made with a key that the computer does not know.
    UnknownKey,
    /// The computer has no rule for that publisher's images, and so cannot check any of them.
    NoPolicy,
    /// Anything else.
    Other,
}

/// Why a request makes no sense now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A staged update stands in the way and would be lost.
    UpdateStaged,
    /// A staged version cannot be kept before it has been started into.
    CannotKeepStaged,
    /// The running version cannot be deleted.
    CannotDeleteRunning,
    /// A kept version has to be released before it is deleted.
    CannotDeleteKept,
    /// No version is there to go back to.
    NothingToGoBackTo,
    /// That version is not on this computer.
    NoSuchVersion,
    /// Upstream does not have that version.
    VersionNotFound {
        /// The version that was asked for.
        version: String,
    },
    /// It already is what starts next.
    AlreadyNext,
    /// What runs, or starts next, comes from there already.
    SameOrigin,
    /// The computer does not know that ostree remote.
    NoSuchRemote {
        /// Its name.
        remote: String,
    },
    /// The publisher has no such branch or image.
    NoSuchOrigin {
        /// Its name.
        name: String,
    },
    /// Another version was chosen for the next start, and an update would silently take its place.
    OtherVersionChosen {
        /// That version.
        version: String,
    },
    /// A version that was chosen for the next start would be deleted, too.
    ChosenWouldBeLost {
        /// That version.
        version: String,
    },
    /// No package is asked for that is not there already.
    NothingToAdd,
    /// That cannot be the name of a package.
    NotAPackage {
        /// What was given.
        name: String,
    },
    /// A restart is already under way.
    RestartPending,
    /// Programs hold the restart back: (program, reason).
    RestartBlocked {
        /// Who holds it back and why.
        by: Vec<(String, String)>,
    },
    /// This system cannot do that.
    NotSupported,
}

/// One thing told while work goes on.
#[derive(Clone, Debug)]
pub enum Step {
    /// How far it is.
    Progress(Progress),
    /// The service's own words, for the details fold and logs.
    Message(String),
    /// The last one: how it ended, after the system was read again. `Err(Cancelled)`: it was stopped on request.
    Ended(Result<Outcome, BackendError>),
}

/// A request that is being worked on.
pub struct Running {
    /// What is going on.
    pub kind: RequestKind,
    /// What is told until the end; always closes with exactly one [`Step::Ended`]. Dropping it does **not** stop the
    /// work: the service goes on.
    pub steps: BoxStream<'static, Step>,
    /// Asks the service to stop at its next safe point. `None`: it cannot be stopped.
    pub cancel: Option<Cancel>,
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Stops running work. Cheap to clone.
#[derive(Clone)]
pub struct Cancel(Arc<dyn Fn() -> BoxFuture<'static, Result<(), BackendError>> + Send + Sync>);

impl Cancel {
    /// Wraps what has to be called.
    pub fn new(
        call: impl Fn() -> BoxFuture<'static, Result<(), BackendError>> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(call))
    }

    /// Asks for the stop. Returns when the service has heard it, not when the work has ended.
    ///
    /// # Errors
    /// When the service could not be reached.
    pub async fn call(&self) -> Result<(), BackendError> {
        (self.0)().await
    }
}

impl fmt::Debug for Cancel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cancel")
    }
}

/// Space on disk used by one version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DiskUsage {
    /// Bytes of all its files.
    pub total_bytes: u64,
    /// Bytes that no other version shares: what deleting it would free.
    pub own_bytes: u64,
}

/// One system service, told in the domain's terms.
///
/// A back end never spawns tasks and never opens connections: it is given them, and whoever polls decides
/// how long things live.
#[async_trait]
pub trait Backend: Send + Sync + fmt::Debug + 'static {
    /// What this system can do; decided when the back end was made.
    fn capabilities(&self) -> &Capabilities;

    /// A full, fresh reading. Index 0 of the deployments starts next.
    ///
    /// # Errors
    /// [`BackendError::Missing`] when the service is not there; others as the service fails.
    async fn status(&self) -> Result<SystemStatus, BackendError>;

    /// Whether the person may switch to another system, perhaps after a password. `None`: cannot be told beforehand.
    async fn may_switch(&self) -> Option<bool>;

    /// Says "read again", nothing more. Never ends while the connection lives; also speaks when the service
    /// leaves or comes back.
    fn changes(&self) -> BoxStream<'static, ()>;

    /// Starts a change. Returns once the service has accepted it; identical work already going on is joined.
    ///
    /// # Errors
    /// [`BackendError::Busy`], [`BackendError::NotAllowed`], [`BackendError::Refused`], … when it is not accepted.
    async fn start(&self, request: Request) -> Result<Running, BackendError>;

    /// Joins work that is going on, whoever started it. `None`: nothing is.
    ///
    /// # Errors
    /// When the service cannot be asked.
    async fn join(&self) -> Result<Option<Running>, BackendError>;

    /// The packages that differ from `from` to `to`, both on this computer.
    ///
    /// # Errors
    /// [`BackendError::Refused`] for unknown ids; [`Refusal::NotSupported`] where there is no such thing.
    async fn diff(
        &self,
        from: &DeploymentId,
        to: &DeploymentId,
    ) -> Result<PackageDiff, BackendError>;

    /// All packages of a version on this computer, by name. `None`: cannot be told here.
    ///
    /// # Errors
    /// [`BackendError::Refused`] for unknown ids.
    async fn packages(&self, id: &DeploymentId) -> Result<Option<Vec<Package>>, BackendError>;

    /// Space used by a version. `None`: cannot be told here. May take seconds.
    ///
    /// # Errors
    /// [`BackendError::Refused`] for unknown ids.
    async fn disk_usage(&self, id: &DeploymentId) -> Result<Option<DiskUsage>, BackendError>;

    /// The command line that does the same as `request`, for people who want to see it. `None`: there is none.
    fn as_command(&self, request: &Request, status: &SystemStatus) -> Option<String>;

    /// Asks the session's own service to restart the computer. Returns when the request was accepted.
    ///
    /// # Errors
    /// [`Refusal::RestartBlocked`] with who holds it back; [`BackendError::NotAllowed`].
    async fn restart(&self) -> Result<(), BackendError>;
}
