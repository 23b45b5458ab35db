//! One full reading of the system.

use std::path::{Path, PathBuf};

use zbus::Connection;

use crate::backend::{BackendError, failure, sizes};
use crate::domain::{
    AvailableUpdate, Deployment, Finding, FindingKind, Origin, Signature, SystemStatus,
};

use super::activity::Active;
use super::files::Sysroot;
use super::wire::{Dict, Entry, WireError, entries, optional, required};
use super::{SERVICE, bus, update};

/// What was read, with what only this back end needs.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// In the domain's terms.
    pub(super) status: SystemStatus,
    /// Where the system's files are.
    pub(super) sysroot: Sysroot,
    /// The bus path of the running system. `None`: it was not started from one.
    pub(super) os_path: Option<String>,
    /// What is going on.
    pub(super) active: Option<Active>,
    /// The newest commit of the running version's branch that is known here.
    pub(super) pending: Option<String>,
}

/// Reads everything.
pub(super) async fn read(calls: &Connection) -> Result<Reading, BackendError> {
    let told = bus::read_sysroot(calls).await.map_err(error)?;
    let mut entries = entries(&told)?;
    let os_path = booted(&told)?;
    let path: String = required(&told, "Sysroot", "Path")?;
    let sysroot = Sysroot::at(PathBuf::from(path));
    for entry in &mut entries {
        entry.deployment.os_name = sysroot.os_name(&entry.deployment.id).await;
    }
    let mut update = match &os_path {
        Some(os) => update_of(calls, os, &entries).await?,
        None => None,
    };
    if let Some(update) = &mut update {
        update.downloaded = sysroot.has_commit(update.checksum.as_deref()).await;
        if let (None, None, Some(commit)) =
            (&update.download_bytes, &update.staged_as, &update.checksum)
        {
            update.download_bytes = sizes::missing(sysroot.repo(), commit.clone()).await;
        }
    }
    let active = active(&told)?;
    let activity = match &active {
        Some(active) => Some(active.tell(calls).await),
        None => None,
    };
    let policy: Option<String> = optional(&told, "AutomaticUpdatePolicy")?;
    let findings = findings(&entries, &sysroot, calls).await;
    let running = entries.iter().find(|e| e.deployment.running);
    let pending = running.and_then(|e| e.pending_checksum.as_ref());
    Ok(Reading {
        pending: pending.map(ToString::to_string),
        status: SystemStatus {
            backend: SERVICE,
            deployments: entries.into_iter().map(|e| e.deployment).collect(),
            update,
            activity,
            automatic: update::automatic(policy.as_deref().unwrap_or_default()),
            last_checked: None,
            failed_check: None,
            findings,
        },
        sysroot,
        os_path,
        active,
    })
}

/// `GetOS` must not be asked: with an empty name it crashes the service.
fn booted(sysroot: &Dict) -> Result<Option<String>, WireError> {
    let path: zbus::OwnedObjectPath = required(sysroot, "Sysroot", "Booted")?;
    Ok(Some(path.to_string()).filter(|path| path != "/"))
}

fn active(sysroot: &Dict) -> Result<Option<Active>, WireError> {
    let who = required(sysroot, "Sysroot", "ActiveTransaction")?;
    let address = required(sysroot, "Sysroot", "ActiveTransactionPath")?;
    Ok(Active::new(who, address))
}

async fn update_of(
    calls: &Connection,
    os: &str,
    entries: &[Entry],
) -> Result<Option<AvailableUpdate>, BackendError> {
    let told = bus::read_os(calls, os).await.map_err(error)?;
    let cached: Dict = required(&told, "OS", "CachedUpdate")?;
    Ok(update::available(&cached, entries)?)
}

/// Only what is certain, worst first.
async fn findings(entries: &[Entry], sysroot: &Sysroot, calls: &Connection) -> Vec<Finding> {
    let mut kinds = Vec::new();
    if sysroot.has_finalize_stamp().await || boot_complete_failed(calls).await {
        kinds.push(FindingKind::FinalizeFailed);
    }
    if let Some(running) = entries.iter().find(|e| e.deployment.running) {
        kinds.extend(of_running(running));
        let next = entries.first().map(|e| &e.deployment);
        let started_other = next.filter(|next| is_no_older(next, &running.deployment));
        if let Some(next) = started_other
            && !next.is_staged()
            && sysroot.unchanged_since_boot().await
        {
            let version = next.version.clone();
            kinds.push(FindingKind::StartedOlderVersion {
                expected: version.unwrap_or_else(|| next.id.to_string()),
            });
        }
    }
    if entries
        .iter()
        .any(|e| e.deployment.state == crate::domain::DeploymentState::StagedLocked)
    {
        kinds.push(FindingKind::StagedLocked);
    }
    let mut findings: Vec<Finding> = kinds.into_iter().map(Finding::from).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

/// Publishers set the times of their versions as they like: two may have the same.
fn is_no_older(one: &Deployment, other: &Deployment) -> bool {
    one.id != other.id && one.timestamp >= other.timestamp
}

fn of_running(entry: &Entry) -> Vec<FindingKind> {
    let running = &entry.deployment;
    let remote = entry.remote_error.clone();
    let end = running.end_of_life.clone();
    let is_one_build = match &running.origin {
        Origin::Container(_) | Origin::Commit(_) => !running.origin.can_update(),
        Origin::Ostree(_) | Origin::Unknown => false,
    };
    let bad = matches!(running.signature, Signature::Invalid { .. });
    remote
        .map(|detail| FindingKind::RemoteBroken { detail })
        .into_iter()
        .chain(end.map(|text| FindingKind::EndOfLife { text }))
        .chain(is_one_build.then_some(FindingKind::NoUpdates))
        .chain(bad.then_some(FindingKind::BadSignature))
        .collect()
}

/// The stamp is removed by the unit that reports it at the next start, so the unit's failure is what stays.
async fn boot_complete_failed(calls: &Connection) -> bool {
    unit_failed(calls, "ostree-boot-complete.service")
        .await
        .unwrap_or(false)
}

async fn unit_failed(calls: &Connection, unit: &str) -> zbus::Result<bool> {
    const SYSTEMD: &str = "org.freedesktop.systemd1";
    let manager = Some("org.freedesktop.systemd1.Manager");
    let path = "/org/freedesktop/systemd1";
    let answer = calls
        .call_method(Some(SYSTEMD), path, manager, "GetUnit", &(unit,))
        .await?;
    let path: zbus::OwnedObjectPath = answer.body().deserialize()?;
    let properties = Some("org.freedesktop.DBus.Properties");
    let which = ("org.freedesktop.systemd1.Unit", "ActiveState");
    let answer = calls
        .call_method(Some(SYSTEMD), path, properties, "Get", &which)
        .await?;
    let state: zbus::OwnedVariant = answer.body().deserialize()?;
    Ok(String::try_from(state)? == "failed")
}

fn error(err: zbus::Error) -> BackendError {
    failure::called(SERVICE, err)
}

/// The folder of one deployment.
pub(super) fn folder(reading: &Reading, id: &crate::domain::DeploymentId) -> Option<PathBuf> {
    reading
        .sysroot
        .deployment(id)
        .filter(|path| Path::is_dir(path))
}
