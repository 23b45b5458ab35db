//! Which versions an update removes.

use super::{AvailableUpdate, Deployment, OstreeId, SystemStatus};

impl SystemStatus {
    /// The update that is offered as something new: not one that is on this computer and was left by going back.
    #[must_use]
    pub fn offered(&self) -> Option<&AvailableUpdate> {
        let new = self.update_installed().is_none();
        self.new_update().filter(|_| new)
    }

    /// The versions that the prepared update, or the one that is offered, removes from the computer when it starts: all
    /// of the running version's stateroot but that one and those that are kept.
    ///
    /// Only ostree systems are known to do so (libostree `ostree-sysroot.c`, `ostree_sysroot_simple_write_deployment`).
    #[must_use]
    pub fn removed_by_update(&self) -> Vec<&Deployment> {
        let comes =
            self.staged().is_some() || (self.offered().is_some() && self.chosen().is_none());
        let own = self
            .running()
            .map(|running| OstreeId::try_from(&running.id));
        let Some(Ok(own)) = own.filter(|_| comes) else {
            return Vec::new();
        };
        let goes = |d: &&Deployment| {
            let same = OstreeId::try_from(&d.id).is_ok_and(|id| id.osname == own.osname);
            same && !d.running && !d.is_staged() && !d.pinned
        };
        self.deployments.iter().filter(goes).collect()
    }
}
