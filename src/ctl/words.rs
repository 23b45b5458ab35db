//! Readings of the system as lines for people.

use chrono::{DateTime, Utc};
use isotope::catalogue::Catalogue;
use isotope::domain::{
    Deployment, Finding, FindingKind, PackageDiff, SwitchRecord, SwitchStage, SystemStatus, Way,
};
use isotope::notebook::Notebook;
use isotope::{text, tr};

use crate::switch::standing;

/// The system at a glance, and where a switch stands.
pub(crate) fn status(
    status: &SystemStatus,
    switch: Option<&(SwitchRecord, SwitchStage)>,
    catalogue: &Catalogue,
    now: DateTime<Utc>,
) -> Vec<String> {
    let is_switch = |(record, stage): &(SwitchRecord, SwitchStage)| {
        *stage == SwitchStage::Home && record.did_not_apply(status)
    };
    let not_applied = switch.is_some_and(is_switch);
    let (title, body) = if not_applied {
        (tr!("home-not-applied"), tr!("home-not-applied.failed"))
    } else {
        text::headline(status)
    };
    let mut lines = vec![text::system_name(status), String::new(), title, body];
    let elsewhere =
        |finding: &&Finding| !not_applied || finding.kind != FindingKind::FinalizeFailed;
    for finding in status.findings.iter().filter(elsewhere) {
        let told = text::finding(finding);
        if Some(&told.title) != lines.get(2) {
            lines.push(format!("{}. {}", told.title, told.body));
        }
        lines.extend(told.hint);
    }
    if status.missed().is_some() {
        lines.push(tr!("ctl-missed-hint"));
    }
    let stands = switch.iter();
    lines.extend(stands.flat_map(|it| standing(it, status, catalogue)));
    lines.push(String::new());
    lines.extend(columns(&facts(status, now)));
    lines
}

fn facts(status: &SystemStatus, now: DateTime<Utc>) -> Vec<Vec<String>> {
    let system = status.system();
    let with_age = |d: &Deployment| match d.timestamp {
        Some(at) => tr!(
            "ctl-version-age",
            version = text::version(d),
            age = text::age(at, now)
        ),
        None => text::version(d),
    };
    let previous = status.previous().filter(|d| !is_newer(status, d));
    let newer = status.newer_installed();
    let origin = status.running().map(|d| d.origin.to_string());
    let checked = status.last_checked;
    let checked = checked.map_or_else(|| tr!("ctl-never"), |at| text::age(at, now));
    let failed = status.failed_check.as_ref();
    let failed = failed.map(|failed| text::failed_check(failed, now));
    let desktop = system.desktop.map(str::to_owned);
    [
        (tr!("ctl-running"), status.running().map(with_age)),
        (
            tr!("ctl-next"),
            status.waiting().map(|d| named(status, d, with_age(d))),
        ),
        (tr!("ctl-update"), update_row(status)),
        (
            tr!("ctl-previous"),
            previous.map(|d| named(status, d, with_age(d))),
        ),
        (
            tr!("ctl-newer"),
            newer.map(|d| named(status, d, with_age(d))),
        ),
        (tr!("ctl-kept-row"), kept(status)),
        (tr!("ctl-desktop"), desktop),
        (tr!("ctl-channel"), text::channel(&system)),
        (tr!("ctl-origin"), origin.filter(|o| !o.is_empty())),
        (tr!("ctl-checked"), Some(checked)),
        (tr!("ctl-check-failed"), failed),
        (
            tr!("ctl-automatic"),
            Some(text::automatic(&status.automatic)),
        ),
        (
            tr!("ctl-work"),
            status.activity.as_ref().map(text::activity),
        ),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some(vec![name, value?]))
    .collect()
}

/// With the name of its system, where that is not the one that runs.
fn named(status: &SystemStatus, version: &Deployment, words: String) -> String {
    let runs = status.running().and_then(|d| d.os_name.as_ref());
    match &version.os_name {
        Some(name) if runs.is_some_and(|runs| runs != name) => {
            tr!("ctl-version-of", version = words, system = name.clone())
        }
        Some(_) | None => words,
    }
}

/// Whether a version is newer than the one that runs: starting it is not going back.
pub(crate) fn is_newer(status: &SystemStatus, version: &Deployment) -> bool {
    status.way_to(version) == Way::Forward
}

fn kept(status: &SystemStatus) -> Option<String> {
    let kept = status.deployments.iter().filter(|d| d.pinned);
    let kept: Vec<String> = kept.map(text::version).collect();
    (!kept.is_empty()).then(|| kept.join(&tr!("list-separator")))
}

/// The number of the update, and how much of it is here.
fn update_row(status: &SystemStatus) -> Option<String> {
    let update = status.new_update()?;
    let version = text::update_version(update);
    Some(if status.update_installed().is_some() {
        tr!("ctl-update-row-installed", version = version)
    } else if update.downloaded {
        tr!("ctl-update-row-downloaded", version = version)
    } else {
        version
    })
}

/// One line a version; `*` stands before the running one.
pub(crate) fn versions(status: &SystemStatus, notebook: &Notebook) -> Vec<String> {
    let rows: Vec<Vec<String>> = status
        .deployments
        .iter()
        .map(|d| {
            let mark = if d.running { "*" } else { " " };
            let checksum = d.checksum.as_ref().map(|c| c.short().to_owned());
            vec![
                named(status, d, format!("{mark} {}", text::version(d))),
                d.timestamp.map(text::date).unwrap_or_default(),
                checksum.unwrap_or_default(),
                badges(status, d, notebook),
            ]
        })
        .collect();
    let mut lines = columns(&rows);
    if status.running().is_some() {
        lines.push(tr!("ctl-running-mark"));
    }
    lines
}

fn badges(status: &SystemStatus, deployment: &Deployment, notebook: &Notebook) -> String {
    let is = |other: Option<&Deployment>| other.is_some_and(|d| d.id == deployment.id);
    let missed = is(status.missed());
    let ready = is(status.waiting()) && !missed;
    let beside = is(status.previous());
    let newer = is_newer(status, deployment);
    let badges = [
        deployment.running.then(|| tr!("ctl-badge-running")),
        ready.then(|| tr!("ctl-badge-ready")),
        missed.then(|| tr!("ctl-badge-missed")),
        (beside && newer).then(|| tr!("ctl-badge-newer")),
        (beside && !newer).then(|| tr!("ctl-badge-previous")),
        deployment.pinned.then(|| tr!("ctl-badge-kept")),
        notebook
            .note(&deployment.id)
            .map(|note| tr!("ctl-badge-note", note = note)),
    ];
    let badges: Vec<String> = badges.into_iter().flatten().collect();
    badges.join(&tr!("list-separator"))
}

/// What differs, most important first.
pub(crate) fn diff(diff: &PackageDiff) -> Vec<String> {
    let rows: Vec<Vec<String>> = diff
        .in_reading_order(&[])
        .into_iter()
        .map(|change| vec![change.name().to_owned(), text::change(change)])
        .collect();
    let mut lines = columns(&rows);
    lines.push(text::counts(diff.counts()));
    lines
}

/// What an update brings: the number, the size, what changes, how many holes it closes.
pub(crate) fn update(status: &SystemStatus) -> Vec<String> {
    let Some(update) = status.new_update() else {
        return vec![nothing_newer(status)];
    };
    let mut lines = vec![tr!(
        "ctl-update-found",
        version = text::update_version(update)
    )];
    if let Some(installed) = status.update_installed() {
        let version = text::version(installed);
        lines.push(tr!("ctl-update-installed", version = version));
    } else if update.downloaded {
        lines.push(tr!("ctl-update-downloaded"));
    } else if let Some(bytes) = update.download_bytes {
        lines.push(tr!("ctl-download-size", size = text::size(bytes)));
    }
    if let Some(packages) = &update.packages {
        lines.push(text::counts(packages.counts()));
    }
    let security = update
        .advisories
        .iter()
        .filter(|a| a.kind == isotope::domain::AdvisoryKind::Security)
        .count();
    if security > 0 {
        lines.push(tr!("ctl-security", count = security));
    }
    lines
}

/// What starts after the restart.
pub(crate) fn ready(status: &SystemStatus) -> String {
    let version = status.waiting().map(text::version).unwrap_or_default();
    tr!("ctl-ready", version = version)
}

/// An update that was just prepared; one that somebody went back from is not new.
pub(crate) fn prepared(status: &SystemStatus) -> String {
    let again = status.staged().is_some_and(|staged| {
        let installed = status.deployments.iter().filter(|d| !d.is_staged());
        let same = |d: &Deployment| d.checksum.is_some() && d.checksum == staged.checksum;
        installed.into_iter().any(same)
    });
    if again {
        format!("{} {}", ready(status), tr!("ctl-ready-again"))
    } else {
        ready(status)
    }
}

/// An update that was just downloaded.
pub(crate) fn downloaded(status: &SystemStatus) -> String {
    match status.new_update() {
        Some(update) => tr!("ctl-downloaded", version = text::update_version(update)),
        None => nothing_newer(status),
    }
}

/// No update is there: because the newest version runs, or because it waits for the restart already.
pub(crate) fn nothing_newer(status: &SystemStatus) -> String {
    let ready = status.staged().map(text::version);
    ready.map_or_else(
        || tr!("ctl-no-update"),
        |version| tr!("ctl-ready-already", version = version),
    )
}

/// Rows with their columns one below the other, two blanks between them.
pub(crate) fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    rows.iter()
        .map(|row| {
            let cells = row.iter().enumerate();
            let cells = cells.map(|(at, cell)| format!("{cell:<width$}", width = width(at)));
            let line = cells.collect::<Vec<_>>().join("  ");
            line.trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_one_below_the_other() {
        let rows = [
            vec!["a".to_owned(), "größer".to_owned(), "x".to_owned()],
            vec!["bcd".to_owned(), "e".to_owned(), String::new()],
        ];
        assert_eq!(columns(&rows), ["a    größer  x", "bcd  e"]);
    }
}
