//! Looks for updates that came to nothing.

use chrono::{DateTime, Utc};

/// A look for updates that failed, later than the last good one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedCheck {
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub why: CheckTrouble,
}

/// Why nobody knows whether there is a newer version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckTrouble {
    /// Upstream could not be reached, or broke off.
    Network,
    /// What upstream has is not signed by whom it should be.
    Signature,
    /// The system's service did not answer, or stopped.
    Service,
    /// The person may not ask, or no password was given.
    NotAllowed,
    /// A disk is full.
    NoSpace,
    /// Anything else.
    Other,
}
