//! Domain values as documents.

use chrono::{DateTime, SecondsFormat, Utc};
use isotope::domain::{
    Activity, Advisory, AvailableUpdate, Capabilities, Deployment, DiffCounts, Finding, Outcome,
    PackageChange, PackageDiff, SwitchRecord, SwitchStage, SystemStatus,
};
use isotope::notebook::Notebook;
use isotope::text;

use super::{
    ActivityJson, AdvisoryJson, CapabilitiesJson, ChangeJson, CountsJson, DiffDocument,
    FailedCheckJson, FindingJson, HeadlineJson, ReferenceJson, StatusDocument, SystemJson,
    UpdateJson, VersionJson, WorkDocument,
};
use crate::switch::StandingJson;
use crate::{names, words};

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

impl StatusDocument {
    pub(crate) fn new(
        status: &SystemStatus,
        can: &Capabilities,
        notebook: &Notebook,
        switch: Option<&(SwitchRecord, SwitchStage)>,
    ) -> Self {
        let (title, words) = text::headline(status);
        Self {
            system: SystemJson::from(status),
            headline: HeadlineJson {
                state: names::headline(&status.headline()),
                title,
                text: words,
            },
            versions: versions(status, notebook),
            update: status.new_update().map(|u| UpdateJson::new(u, status)),
            activity: status.activity.as_ref().map(ActivityJson::from),
            automatic: names::automatic(&status.automatic),
            last_checked: status.last_checked.map(time),
            failed_check: status.failed_check.map(|failed| FailedCheckJson {
                at: time(failed.at),
                why: names::check_trouble(failed.why),
            }),
            findings: status.findings.iter().map(FindingJson::from).collect(),
            capabilities: CapabilitiesJson::from(can),
            switch: switch.map(StandingJson::from),
        }
    }
}

impl From<&SystemStatus> for SystemJson {
    fn from(status: &SystemStatus) -> Self {
        let system = status.system();
        let running = status.running().or_else(|| status.next());
        Self {
            name: text::system_name(status),
            variant: system.variant,
            desktop: system.desktop,
            channel: system.channel,
            release: system.release,
            origin: running.and_then(origin),
            backend: status.backend,
        }
    }
}

fn origin(deployment: &Deployment) -> Option<String> {
    Some(deployment.origin.to_string()).filter(|o| !o.is_empty())
}

/// All versions, the one that starts next first.
pub(crate) fn versions(status: &SystemStatus, notebook: &Notebook) -> Vec<VersionJson> {
    let earlier = |d: &&Deployment| !words::is_newer(status, d);
    let previous = status.previous().filter(earlier).map(|d| &d.id);
    let next = status.next().map(|d| &d.id);
    let list = status.deployments.iter();
    list.map(|d| VersionJson {
        id: d.id.to_string(),
        version: d.version.clone(),
        origin: origin(d),
        timestamp: d.timestamp.map(time),
        checksum: d.checksum.as_ref().map(ToString::to_string),
        image_digest: d.image_digest.clone(),
        name: d.os_name.clone(),
        kernel: d.kernel.clone(),
        signature: names::signature(&d.signature),
        added_packages: d.added_packages.clone(),
        running: d.running,
        next_start: next == Some(&d.id),
        previous: previous == Some(&d.id),
        staged: d.is_staged(),
        kept: d.pinned,
        note: notebook.note(&d.id),
    })
    .collect()
}

/// The ids of the versions that the prepared update removes when it starts, or the one that is offered.
pub(crate) fn removed(status: &SystemStatus) -> Vec<String> {
    let gone = status.removed_by_update().into_iter();
    gone.map(|d| d.id.to_string()).collect()
}

impl UpdateJson {
    /// Each of its places on this computer is told once.
    pub(crate) fn new(update: &AvailableUpdate, status: &SystemStatus) -> Self {
        let staged = status
            .staged()
            .filter(|d| update.staged_as.as_ref() == Some(&d.id));
        let installed = status.update_installed();
        Self {
            version: update.version.clone(),
            timestamp: update.timestamp.map(time),
            checksum: update.checksum.clone(),
            download_bytes: update.download_bytes,
            staged_as: staged.map(|d| d.id.to_string()),
            installed_as: installed.map(|d| d.id.to_string()),
            downloaded: update.downloaded && installed.is_none() && staged.is_none(),
            packages: update
                .packages
                .as_ref()
                .map(|p| CountsJson::from(p.counts())),
            advisories: update.advisories.iter().map(AdvisoryJson::from).collect(),
        }
    }
}

impl From<&Advisory> for AdvisoryJson {
    fn from(advisory: &Advisory) -> Self {
        let reference = |(title, url): &(String, String)| ReferenceJson {
            title: title.clone(),
            url: url.clone(),
        };
        Self {
            id: advisory.id.clone(),
            kind: names::advisory(advisory.kind),
            severity: names::advisory_severity(advisory.severity),
            packages: advisory.packages.iter().map(|p| p.name.clone()).collect(),
            references: advisory.references.iter().map(reference).collect(),
        }
    }
}

impl From<&Activity> for ActivityJson {
    fn from(activity: &Activity) -> Self {
        Self {
            kind: names::work(activity.kind),
            title: activity.title.clone(),
            started_by: activity.started_by.clone(),
        }
    }
}

impl From<&Finding> for FindingJson {
    fn from(finding: &Finding) -> Self {
        let words = text::finding(finding);
        Self {
            kind: names::finding(&finding.kind),
            severity: names::severity(finding.severity),
            title: words.title,
            text: words.body,
        }
    }
}

impl From<&Capabilities> for CapabilitiesJson {
    fn from(can: &Capabilities) -> Self {
        Self {
            go_back: names::rollback(can.rollback),
            keep: names::pin(can.pin),
            delete: names::support(can.delete),
            discard: names::support(can.discard),
            download_only: names::support(can.download_only),
            package_diff: names::support(can.package_diff),
            add_packages: names::support(can.add_packages),
            older_versions: names::older(can.older_versions),
            progress: names::progress(can.progress),
            switch: names::switch(can.switch),
            cancel: names::cancel(can.cancel),
            after_update: names::after_update(can.after_update),
        }
    }
}

impl From<DiffCounts> for CountsJson {
    fn from(counts: DiffCounts) -> Self {
        Self {
            added: counts.added,
            removed: counts.removed,
            upgraded: counts.upgraded,
            downgraded: counts.downgraded,
        }
    }
}

impl From<&PackageChange> for ChangeJson {
    fn from(change: &PackageChange) -> Self {
        let (word, from, to) = match change {
            PackageChange::Added(to) => ("added", None, Some(to)),
            PackageChange::Removed(from) => ("removed", Some(from), None),
            PackageChange::Upgraded { from, to } => ("upgraded", Some(from), Some(to)),
            PackageChange::Downgraded { from, to } => ("downgraded", Some(from), Some(to)),
        };
        Self {
            change: word,
            name: change.name().to_owned(),
            from: from.map(|p| p.evr.clone()),
            to: to.map(|p| p.evr.clone()),
        }
    }
}

impl DiffDocument {
    pub(crate) fn new(from: &Deployment, to: &Deployment, diff: &PackageDiff) -> Self {
        Self {
            from: from.id.to_string(),
            to: to.id.to_string(),
            counts: diff.counts().into(),
            changes: diff
                .in_reading_order(&[])
                .into_iter()
                .map(ChangeJson::from)
                .collect(),
        }
    }
}

impl WorkDocument {
    pub(crate) fn new(
        verb: &'static str,
        outcome: Outcome,
        status: &SystemStatus,
        notebook: &Notebook,
    ) -> Self {
        Self {
            verb,
            outcome: names::outcome(outcome),
            restart_needed: status.waiting().is_some(),
            removes: match status.staged() {
                Some(_) => removed(status),
                None => Vec::new(),
            },
            versions: versions(status, notebook),
        }
    }
}
