//! One reading of the system with everything the pages show beside it: made in one command, shared by all.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, Utc};

use crate::backend::{Backend, BackendError};
use crate::domain::{
    Capabilities, Deployment, DeploymentId, Origin, SwitchRecord, SwitchStage, SystemStatus,
};

use super::Desk;

/// The system as it was at one moment.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    /// What the service says.
    pub(crate) status: SystemStatus,
    /// What the system can do.
    pub(crate) can: Capabilities,
    /// What the person wrote about versions.
    pub(crate) notes: BTreeMap<DeploymentId, String>,
    /// When upstream was last asked, by the service or by Isotope, whichever is later.
    pub(crate) last_checked: Option<DateTime<Utc>>,
    /// The version that ran when the window last looked, if it was not the one that runs now.
    pub(crate) ran_before: Option<DeploymentId>,
    /// The switch that was begun last, and where it stands.
    pub(crate) switch: Option<(SwitchRecord, SwitchStage)>,
    /// The moment.
    pub(crate) now: DateTime<Utc>,
}

impl Reading {
    /// Reads everything anew.
    ///
    /// # Errors
    /// As [`Backend::status`].
    pub(crate) async fn take(backend: &dyn Backend, desk: &Desk) -> Result<Self, BackendError> {
        let status = desk.notebook.complete(backend.status().await?);
        let status = desk.systems.call().complete(status);
        let notes = status
            .deployments
            .iter()
            .filter_map(|d| Some((d.id.clone(), desk.notebook.note(&d.id)?)))
            .collect();
        Ok(Self {
            ran_before: ran_before(&status, desk),
            switch: desk.switching().current(&status),
            last_checked: status.last_checked,
            can: backend.capabilities().clone(),
            status,
            notes,
            now: (desk.now)(),
        })
    }

    /// The note on a version, or nothing.
    pub(crate) fn note(&self, id: &DeploymentId) -> &str {
        self.notes.get(id).map_or("", String::as_str)
    }

    /// Where what runs comes from.
    pub(crate) fn origin(&self) -> Origin {
        let runs = self.status.running().or_else(|| self.status.next());
        runs.map_or(Origin::Unknown, |version| version.origin.clone())
    }

    /// The switch that waits for the restart, when one does.
    pub(crate) fn prepared_switch(&self) -> Option<&SwitchRecord> {
        let (record, stage) = self.switch.as_ref()?;
        (*stage == SwitchStage::Prepared).then_some(record)
    }

    /// The version of that id together with its place in boot order.
    pub(crate) fn find(&self, id: &DeploymentId) -> Option<&Deployment> {
        self.status.find(id)
    }
}

/// A notebook that cannot be written is no reason to greet a person every time.
fn ran_before(status: &SystemStatus, desk: &Desk) -> Option<DeploymentId> {
    let noted = desk.notebook.note_running(&status.running()?.id);
    noted
        .inspect_err(|err| tracing::debug!(%err, "the running version was not noted"))
        .ok()?
}

/// Short: messages are logged with their `Debug`.
impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("deployments", &self.status.deployments.len())
            .finish_non_exhaustive()
    }
}
