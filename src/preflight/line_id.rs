//! Which lines there are, and their words for programs.

/// Which line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineId {
    /// Whether it runs already.
    Runs,
    /// Whether what runs can be switched from.
    Support,
    /// Whether the publisher stands by it.
    Publisher,
    /// Whether both are made of the same.
    Base,
    /// Whether it is an older release.
    Release,
    /// Whether it is another desktop.
    Desktop,
    /// Who checks that it comes from its publisher.
    Signature,
    /// Whether the computer knows the source and its key.
    Source,
    /// Whether updates come from it.
    Updates,
    /// Room on the disk.
    Room,
    /// Room for what starts the system.
    Boot,
    /// Packages that were added here.
    Packages,
    /// The users of the login screen.
    Accounts,
    /// Whether the computer starts into a desktop.
    Target,
    /// What waits for the next start.
    Prepared,
    /// Mains or battery.
    Power,
    /// Whether the network costs.
    Network,
}

impl LineId {
    /// Every line, in its order.
    pub const ALL: [Self; 17] = [
        Self::Runs,
        Self::Support,
        Self::Publisher,
        Self::Base,
        Self::Release,
        Self::Desktop,
        Self::Signature,
        Self::Source,
        Self::Updates,
        Self::Prepared,
        Self::Packages,
        Self::Room,
        Self::Boot,
        Self::Accounts,
        Self::Target,
        Self::Power,
        Self::Network,
    ];

    /// Its word for programs. Stable.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Support => "support",
            Self::Publisher => "publisher",
            Self::Base => "base",
            Self::Release => "release",
            Self::Desktop => "desktop",
            Self::Signature => "signature",
            Self::Source => "source",
            Self::Updates => "updates",
            Self::Room => "room",
            Self::Boot => "boot",
            Self::Packages => "packages",
            Self::Accounts => "accounts",
            Self::Target => "default-target",
            Self::Prepared => "prepared",
            Self::Power => "power",
            Self::Network => "network",
        }
    }
}
