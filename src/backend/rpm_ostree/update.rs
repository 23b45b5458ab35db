//! The service's knowledge of a newer version: the `CachedUpdate` dictionary, read. Pure.
//!
//! Source: rpm-ostree `src/daemon/rpmostreed-deployment-utils.cxx` (`rpmostreed_update_generate_variant`).

use crate::domain::{
    Advisory, AdvisoryKind, AdvisorySeverity, AutomaticUpdates, AvailableUpdate, Origin, Package,
    PackageChange, PackageDiff,
};

use super::wire::{Dict, Entry, WireError, checksum, optional, signature, time};

/// Reads `CachedUpdate`. `None`: nothing newer is known, or it was reckoned against another version than the
/// running one and says nothing about it.
pub(super) fn available(
    dict: &Dict,
    entries: &[Entry],
) -> Result<Option<AvailableUpdate>, WireError> {
    let Some(running) = entries.iter().find(|e| e.deployment.running) else {
        return Ok(None);
    };
    if dict.is_empty() || is_stale(dict, running)? {
        return Ok(None);
    }
    let origin: Option<String> = optional(dict, "origin")?;
    let origin = origin.map_or(Origin::Unknown, |text| Origin::parse(&text));
    let staged = staged_as(dict, entries)?;
    let image: Option<Dict> = optional(dict, "manifest-diff")?;
    let packages = packages(dict)?;
    let version: Option<String> = optional(dict, "version")?;
    let new_version = version.is_some() && version != running.deployment.version;
    let has_new_commit = optional(dict, "ref-has-new-commit")?.unwrap_or(false);
    let changes = packages.as_ref().is_some_and(|p| !p.changes.is_empty());
    if !(has_new_commit || changes || staged.is_some() || image.is_some() && new_version) {
        return Ok(None);
    }
    // Until an image is fetched, `checksum` and `timestamp` are the running version's.
    let own_commit = has_new_commit || image.is_none();
    let staged_version = staged.and_then(|entry| entry.deployment.version.clone());
    let download = image.map(|image| optional(&image, "added-size"));
    Ok(Some(AvailableUpdate {
        version: version.or(staged_version),
        timestamp: time(dict, "timestamp")?.filter(|_| own_commit),
        checksum: checksum(dict, "checksum")?
            .filter(|_| own_commit)
            .map(|c| c.to_string()),
        download_bytes: download.transpose()?.flatten(),
        packages,
        advisories: advisories(dict)?,
        signature: signature(dict, &origin)?,
        staged_as: staged.map(|entry| entry.deployment.id.clone()),
        downloaded: false,
    }))
}

/// Whether it was reckoned against another version than the running one.
fn is_stale(dict: &Dict, running: &Entry) -> Result<bool, WireError> {
    let against = checksum(dict, "update-sha256")?;
    Ok(against.is_some()
        && against != running.deployment.checksum
        && against != running.base_checksum)
}

/// The deployment it has become, as long as that is still there.
fn staged_as<'a>(dict: &Dict, entries: &'a [Entry]) -> Result<Option<&'a Entry>, WireError> {
    let id: Option<String> = optional(dict, "deployment")?;
    Ok(id.and_then(|id| entries.iter().find(|e| e.deployment.id.as_str() == id)))
}

/// (base 0 or layer 1, name, (evr, arch) before, (evr, arch) after)
type Moved = (u32, String, (String, String), (String, String));
/// (base 0 or layer 1, name, evr, arch)
type Single = (u32, String, String, String);

/// `rpm-diff`. `None`: the service does not know the packages of the newer version.
fn packages(dict: &Dict) -> Result<Option<PackageDiff>, WireError> {
    let Some(diff): Option<Dict> = optional(dict, "rpm-diff")? else {
        return Ok(None);
    };
    let mut changes = Vec::new();
    for (from, to) in moved(&diff, "upgraded")? {
        changes.push(PackageChange::Upgraded { from, to });
    }
    for (from, to) in moved(&diff, "downgraded")? {
        changes.push(PackageChange::Downgraded { from, to });
    }
    let single = |key| optional::<Vec<Single>>(&diff, key);
    for (_, name, evr, arch) in single("added")?.unwrap_or_default() {
        changes.push(PackageChange::Added(Package { name, evr, arch }));
    }
    for (_, name, evr, arch) in single("removed")?.unwrap_or_default() {
        changes.push(PackageChange::Removed(Package { name, evr, arch }));
    }
    Ok(Some(PackageDiff { changes }))
}

fn moved(diff: &Dict, key: &'static str) -> Result<Vec<(Package, Package)>, WireError> {
    let list: Vec<Moved> = optional(diff, key)?.unwrap_or_default();
    let pair = |(_, name, from, to): Moved| {
        let package = |(evr, arch)| Package {
            name: name.clone(),
            evr,
            arch,
        };
        (package(from), package(to))
    };
    Ok(list.into_iter().map(pair).collect())
}

/// (id, kind, severity, full package names, more)
type AdvisoryLine = (String, u32, u32, Vec<String>, Dict);

fn advisories(dict: &Dict) -> Result<Vec<Advisory>, WireError> {
    let list: Vec<AdvisoryLine> = optional(dict, "advisories")?.unwrap_or_default();
    list.into_iter().map(advisory).collect()
}

fn advisory(line: AdvisoryLine) -> Result<Advisory, WireError> {
    let (id, kind, severity, names, more) = line;
    let references: Option<Vec<(String, String)>> = optional(&more, "cve_references")?;
    // The service tells (address, title).
    let references = references.unwrap_or_default().into_iter();
    Ok(Advisory {
        id,
        kind: advisory_kind(kind),
        severity: advisory_severity(severity),
        packages: names.iter().map(|nevra| split_nevra(nevra)).collect(),
        references: references
            .map(|(address, title)| (title, address))
            .collect(),
    })
}

/// `DnfAdvisoryKind` of libdnf.
fn advisory_kind(number: u32) -> AdvisoryKind {
    match number {
        1 => AdvisoryKind::Security,
        2 => AdvisoryKind::Bugfix,
        3 => AdvisoryKind::Enhancement,
        _ => AdvisoryKind::Other,
    }
}

/// `RpmOstreeAdvisorySeverity`.
fn advisory_severity(number: u32) -> AdvisorySeverity {
    match number {
        1 => AdvisorySeverity::Low,
        2 => AdvisorySeverity::Moderate,
        3 => AdvisorySeverity::Important,
        4 => AdvisorySeverity::Critical,
        _ => AdvisorySeverity::None,
    }
}

/// `name-[epoch:]version-release.arch` taken apart. What reads otherwise is a name alone.
fn split_nevra(nevra: &str) -> Package {
    let parts = || {
        let (rest, arch) = nevra.rsplit_once('.')?;
        let (rest, release) = rest.rsplit_once('-')?;
        let (name, version) = rest.rsplit_once('-')?;
        Some((name, format!("{version}-{release}"), arch))
    };
    let (name, evr, arch) = parts().unwrap_or((nevra, String::new(), ""));
    Package {
        name: name.to_owned(),
        evr,
        arch: arch.to_owned(),
    }
}

/// `AutomaticUpdatePolicy` of `rpm-ostreed.conf`.
pub(super) fn automatic(policy: &str) -> AutomaticUpdates {
    match policy {
        "none" => AutomaticUpdates::Off,
        "check" => AutomaticUpdates::Check,
        "stage" => AutomaticUpdates::Stage,
        "apply" => AutomaticUpdates::Apply,
        _ => AutomaticUpdates::Unknown,
    }
}
