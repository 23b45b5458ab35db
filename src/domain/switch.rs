//! A switch that was begun: what has to be remembered across restarts, and where it stands.

use chrono::{DateTime, Utc};

use super::{DeploymentId, Origin, SystemStatus};

/// A switch that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwitchRecord {
    /// Where what ran before comes from.
    pub from: Origin,
    /// Where it went.
    pub to: Origin,
    /// The version that ran before: the way back.
    pub before: DeploymentId,
    /// That version is kept because of the switch, and was not before.
    pub kept: bool,
    /// The copy of the desktop's settings, when one was made.
    pub settings: Option<String>,
    /// Packages that were left behind.
    pub packages: Vec<String>,
    /// Where it goes on to after the restart, when it takes two steps.
    pub then: Option<Origin>,
    /// Where its first step went, when it is the second one: what runs while the second one is prepared.
    pub via: Option<Origin>,
    /// The person has asked for the way back: the settings were brought back, to be brought back once more at home.
    pub returning: bool,
    /// When it was begun.
    pub at: DateTime<Utc>,
}

/// Where a switch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchStage {
    /// It is prepared, and waits for the restart: it can be taken back without a trace.
    Prepared,
    /// The new system runs.
    Arrived,
    /// The new system runs, and the way back is chosen for the next start.
    Returning,
    /// What ran before runs: the switch was thrown away or did not apply, or the person is back.
    Home,
    /// Something else runs.
    Elsewhere,
}

impl SwitchRecord {
    /// Where it stands.
    #[must_use]
    pub fn stage(&self, status: &SystemStatus) -> SwitchStage {
        let Some(running) = status.running() else {
            return SwitchStage::Elsewhere;
        };
        let arrived = running.origin.is_same_place(&self.to);
        if !arrived && self.is_staged(status) {
            return SwitchStage::Prepared;
        }
        if running.id == self.before {
            return SwitchStage::Home;
        }
        if !arrived {
            return SwitchStage::Elsewhere;
        }
        if status.next().is_some_and(|next| next.id == self.before) {
            SwitchStage::Returning
        } else {
            SwitchStage::Arrived
        }
    }

    /// Whether what is prepared for the next start is what it went to.
    #[must_use]
    pub fn is_staged(&self, status: &SystemStatus) -> bool {
        let staged = status.staged();
        staged.is_some_and(|staged| staged.origin.is_same_place(&self.to))
    }

    /// The switch as it was before its second step. `None`: it is not the second one.
    #[must_use]
    pub fn first_step(&self) -> Option<Self> {
        Some(Self {
            to: self.via.clone()?,
            then: Some(self.to.clone()),
            via: None,
            ..self.clone()
        })
    }
}
