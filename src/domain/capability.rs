//! What a system can do, as data with kinds. A page asks these, never "which distribution is this?".

use std::time::Duration;

/// Why something cannot be done here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// The system's own design does not have it.
    System,
    /// It needs Isotope's helper service, which is not installed.
    Helper,
}

/// Whether a verb exists here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    /// It does.
    Yes,
    /// It does not, and why.
    No(Lack),
}

impl Support {
    /// `true` for [`Support::Yes`].
    #[must_use]
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }
}

/// How a person gets back to an earlier version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollbackKind {
    /// Any deployment on the computer can be made the next start.
    AnyDeployment,
    /// Only the one before: the service itself can swap the order, no more.
    PreviousDeployment,
    /// Two slots; the other one can be made the next start.
    OtherSlot,
    /// The older version has to be chosen in the boot menu first, and is made permanent from there.
    AfterBootingIt,
    /// Only from a rescue medium.
    LiveMediaOnly,
    /// Not at all.
    None,
}

/// Whether a version can be kept for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinSupport {
    /// Any version that is not staged.
    Yes,
    /// Only where the system has more than this many places for versions.
    WithMoreSlotsThan(u8),
    /// Not here, and why.
    No(Lack),
}

/// What the service tells while it works, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgressKind {
    /// Transferred bytes and counted objects.
    Bytes,
    /// A fraction of the whole.
    Fraction,
    /// Named steps or n-of-m items.
    Steps,
    /// Only which state the work is in.
    States,
    /// Nothing until it ends.
    None,
}

/// How another system is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchKind {
    /// Another image or ostree branch, staged like an update.
    Image,
    /// Only another channel of the same system.
    Channel,
    /// Another variant that the service itself lists.
    Variant,
    /// Not at all.
    None,
}

/// When running work can be stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CancelKind {
    /// At the service's next safe point, at any time.
    AnyTime,
    /// Only while it downloads.
    WhileDownloading,
    /// Never once started.
    Never,
}

/// What follows a finished update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterUpdate {
    /// It waits until the computer restarts.
    WaitsForRestart,
    /// It is in effect at once.
    Live,
    /// The service restarts the computer by itself after this time.
    RestartsByItself(Duration),
}

/// Which versions that are no longer on the computer can be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OlderVersions {
    /// Any version upstream still has, by its version number.
    ByVersion,
    /// Any image upstream still has, by its digest.
    ByDigest,
    /// Only what is on the computer.
    LocalOnly,
}

/// What this system can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Going back.
    pub rollback: RollbackKind,
    /// Keeping a version.
    pub pin: PinSupport,
    /// Deleting one chosen version.
    pub delete: Support,
    /// Throwing a staged update away.
    pub discard: Support,
    /// Fetching an update without preparing it for the next start.
    pub download_only: Support,
    /// Comparing the packages of two versions.
    pub package_diff: Support,
    /// Fetching versions that are no longer here.
    pub older_versions: OlderVersions,
    /// What progress can be shown.
    pub progress: ProgressKind,
    /// Switching to another system.
    pub switch: SwitchKind,
    /// Adding packages to what the publisher ships.
    pub add_packages: Support,
    /// Stopping running work.
    pub cancel: CancelKind,
    /// What follows an update.
    pub after_update: AfterUpdate,
}
