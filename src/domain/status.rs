//! One full reading of the system, and the sentence it amounts to.

use chrono::{DateTime, Utc};

use super::{
    Advisory, Checksum, Deployment, DeploymentId, FailedCheck, Finding, FindingKind, OstreeId,
    PackageDiff, Request, RequestKind, Severity, Signature, SystemName,
};

/// Who fetches updates by itself, if anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AutomaticUpdates {
    /// Nobody.
    Off,
    /// Looks, does not fetch.
    Check,
    /// Fetches and prepares; a person restarts.
    Stage,
    /// Fetches, prepares and restarts.
    Apply,
    /// The service does not say.
    Unknown,
}

/// A newer version that upstream has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvailableUpdate {
    /// Its version number.
    pub version: Option<String>,
    /// When it was published.
    pub timestamp: Option<DateTime<Utc>>,
    /// Its commit or digest, when known.
    pub checksum: Option<String>,
    /// What has to be transferred, in bytes, where the service says so beforehand.
    pub download_bytes: Option<u64>,
    /// What changes. `None`: the service cannot tell before it is fetched.
    pub packages: Option<PackageDiff>,
    /// The publisher's notices.
    pub advisories: Vec<Advisory>,
    /// Who signed it.
    pub signature: Signature,
    /// The deployment it has become, once staged.
    pub staged_as: Option<DeploymentId>,
    /// It is on this computer in full, only not prepared for the next start.
    pub downloaded: bool,
}

/// Work going on in the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// What it is.
    pub kind: RequestKind,
    /// The service's own title for it.
    pub title: String,
    /// Who started it, as far as is known: a program's name, never an address on the bus.
    pub started_by: Option<String>,
    /// Whether this very program started it.
    pub ours: bool,
}

/// One full reading of the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemStatus {
    /// Short name of the service that was asked, such as `rpm-ostree`.
    pub backend: &'static str,
    /// Deployments in boot order; index 0 starts next.
    pub deployments: Vec<Deployment>,
    /// A newer version, when one is known.
    pub update: Option<AvailableUpdate>,
    /// Work going on right now.
    pub activity: Option<Activity>,
    /// Who updates the system.
    pub automatic: AutomaticUpdates,
    /// When upstream was last asked. The programs add what their notebook knows to what the service does.
    pub last_checked: Option<DateTime<Utc>>,
    /// The last look for updates, where it failed. The programs add it from their notebook.
    pub failed_check: Option<FailedCheck>,
    /// Things a person should know, worst first.
    pub findings: Vec<Finding>,
}

/// The one sentence of the home page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Headline {
    /// Something does not work: the worst finding.
    NeedsAttention(Finding),
    /// A newer version starts after a restart.
    UpdateReady(DeploymentId),
    /// A version that is not newer starts after a restart.
    ChangeReady(DeploymentId),
    /// This version should have started and another one did; it starts after the next restart.
    Missed(DeploymentId),
    /// Upstream has a newer version.
    UpdateAvailable,
    /// A version on this computer is newer than the one that runs, and nothing newer than that is known.
    NewerInstalled(DeploymentId),
    /// Nothing newer is known, and the last look for it failed.
    CheckFailed(FailedCheck),
    /// Upstream was never asked.
    NotChecked,
    /// Nothing to do.
    Fine,
}

/// Where a version lies, seen from the one that runs: what starting it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is not known to be newer: starting it is going back.
    Back,
    /// It was published later, or nothing that is known runs: starting it is no going back.
    Forward,
}

impl SystemStatus {
    /// The version that runs. `None`: the system was not started from any listed one.
    #[must_use]
    pub fn running(&self) -> Option<&Deployment> {
        self.deployments.iter().find(|d| d.running)
    }

    /// The version that starts next.
    #[must_use]
    pub fn next(&self) -> Option<&Deployment> {
        self.deployments.first()
    }

    /// The version that starts next, when it is not the one that runs.
    #[must_use]
    pub fn waiting(&self) -> Option<&Deployment> {
        self.next().filter(|d| !d.running)
    }

    /// The version that somebody chose for the next start: it waits, and it is not an update that was prepared.
    #[must_use]
    pub fn chosen(&self) -> Option<&Deployment> {
        self.waiting().filter(|d| !d.is_staged())
    }

    /// The version that should have started when another one did, and still starts next.
    #[must_use]
    pub fn missed(&self) -> Option<&Deployment> {
        let is_it = |f: &Finding| matches!(f.kind, FindingKind::StartedOlderVersion { .. });
        self.chosen().filter(|_| self.findings.iter().any(is_it))
    }

    /// The version that would be lost together with a staged one: chosen earlier for the next start, and not pinned.
    ///
    /// An ostree service throws away all that stands before the running version, not only what is staged
    /// (rpm-ostree `rpmostreed-transaction-types.cxx`, `cleanup` of `pending-deploy`).
    #[must_use]
    pub fn lost_by_discard(&self) -> Option<&Deployment> {
        let before = self.deployments.iter().take_while(|d| !d.running);
        before.into_iter().find(|d| !d.is_staged() && !d.pinned)
    }

    /// The prepared one.
    #[must_use]
    pub fn staged(&self) -> Option<&Deployment> {
        self.deployments.iter().find(|d| d.is_staged())
    }

    /// The version to go back to: the first one after the running one in boot order, in the same stateroot.
    #[must_use]
    pub fn previous(&self) -> Option<&Deployment> {
        let at = self.deployments.iter().position(|d| d.running)?;
        let running = self.deployments.get(at)?;
        self.deployments
            .iter()
            .skip(at + 1)
            .find(|d| same_stateroot(d, running))
    }

    /// The requests that make a version the next start. A prepared update is thrown away first: changing the order of
    /// versions would lose it anyway.
    #[must_use]
    pub fn requests_back(&self, id: &DeploymentId) -> Vec<Request> {
        let staged = self.staged().map(|_| Request::Discard);
        // The service's own verb needs no helper, but it only swaps the first two.
        let swap_is_enough = self.previous().is_some_and(|p| p.id == *id)
            && self.waiting().is_none_or(Deployment::is_staged);
        let start = if swap_is_enough {
            Request::Rollback
        } else {
            Request::MakeNext(id.clone())
        };
        staged.into_iter().chain([start]).collect()
    }

    /// What starting this version is called: the one rule for every button and sentence about it.
    #[must_use]
    pub fn way_to(&self, version: &Deployment) -> Way {
        let newer = |running: &Deployment| {
            running.timestamp.is_some() && version.timestamp > running.timestamp
        };
        if self.running().is_none_or(newer) {
            Way::Forward
        } else {
            Way::Back
        }
    }

    /// The deployment of that id.
    #[must_use]
    pub fn find(&self, id: &DeploymentId) -> Option<&Deployment> {
        self.deployments.iter().find(|d| d.id == *id)
    }

    /// The update, unless it is already what runs or starts next.
    #[must_use]
    pub fn new_update(&self) -> Option<&AvailableUpdate> {
        self.update.as_ref().filter(|update| {
            let same = |d| is_version(d, update);
            !self.running().is_some_and(same) && !self.waiting().is_some_and(same)
        })
    }

    /// The newest version on this computer that is newer than the running one and comes from the same place: what
    /// somebody left by going back. Not what is prepared or starts next.
    #[must_use]
    pub fn newer_installed(&self) -> Option<&Deployment> {
        let running = self.running()?;
        self.deployments
            .iter()
            .skip(1)
            .filter(|d| !d.is_staged() && d.origin == running.origin)
            .filter(|d| d.timestamp > running.timestamp)
            .max_by_key(|d| d.timestamp)
    }

    /// The version on this computer that [`SystemStatus::new_update`] offers anew.
    #[must_use]
    pub fn update_installed(&self) -> Option<&Deployment> {
        let update = self.new_update()?;
        self.deployments
            .iter()
            .find(|d| !d.is_staged() && is_version(d, update))
    }

    /// What the running system calls itself.
    #[must_use]
    pub fn system(&self) -> SystemName {
        self.running()
            .or_else(|| self.next())
            .map(|d| d.origin.system())
            .unwrap_or_default()
    }

    /// The one sentence this reading amounts to.
    #[must_use]
    pub fn headline(&self) -> Headline {
        if let Some(finding) = self
            .findings
            .iter()
            .find(|f| f.severity == Severity::Problem)
        {
            return Headline::NeedsAttention(finding.clone());
        }
        if let Some(missed) = self.missed() {
            return Headline::Missed(missed.id.clone());
        }
        if let Some(next) = self.waiting() {
            let newer = self
                .running()
                .is_none_or(|running| next.timestamp > running.timestamp);
            let id = next.id.clone();
            return if next.is_staged() && newer {
                Headline::UpdateReady(id)
            } else {
                Headline::ChangeReady(id)
            };
        }
        let left = self.newer_installed().map(|d| &d.id);
        let offered = self.update_installed().map(|d| &d.id);
        if let Some(left) = left
            && (self.new_update().is_none() || offered == Some(left))
        {
            return Headline::NewerInstalled(left.clone());
        }
        if self.new_update().is_some() {
            return Headline::UpdateAvailable;
        }
        match self.failed_check {
            Some(failed) => Headline::CheckFailed(failed),
            None if self.last_checked.is_none() && self.update.is_none() => Headline::NotChecked,
            None => Headline::Fine,
        }
    }
}

fn is_version(deployment: &Deployment, update: &AvailableUpdate) -> bool {
    let checksum = deployment.checksum.as_ref().map(Checksum::as_str);
    update.staged_as.as_ref() == Some(&deployment.id)
        || update.checksum.is_some()
            && update.checksum.as_deref() == checksum
            && update.version == deployment.version
}

fn same_stateroot(a: &Deployment, b: &Deployment) -> bool {
    match (OstreeId::try_from(&a.id), OstreeId::try_from(&b.id)) {
        (Ok(a), Ok(b)) => a.osname == b.osname,
        _ => true,
    }
}
