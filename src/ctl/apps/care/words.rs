//! Taking care of apps as lines for people.

use std::collections::BTreeSet;

use isotope::domain::permission::{Risk, judge};
use isotope::domain::{AppRef, EndOfLife, InstallationId, InstalledApp};
use isotope::flatpak::care::{CareError, FailedRemote, NewAsk, Uninstalled, Version, Waiting};
use isotope::text::permission::{risk_word, verdict};
use isotope::{text, tr};

use super::remove::Left;
use super::running::Runs;
use super::updates::Found;
use super::{failure, json};
use crate::apps::json::typed;
use crate::apps::words::turn;
use crate::words::columns;

/// So many digits of a commit tell versions of one app apart.
const DIGITS: usize = 12;

/// How a commit begins.
pub(super) fn digits(commit: &str) -> String {
    commit.get(..DIGITS).unwrap_or(commit).to_owned()
}

/// One line a newer version, and below it what it newly asks for.
pub(super) fn waiting(found: &[Found]) -> Vec<String> {
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    let mut lines = Vec::new();
    for (line, one) in columns(&rows).into_iter().zip(found) {
        lines.push(line);
        lines.extend(about(one).into_iter().map(|line| format!("  {line}")));
    }
    lines
}

fn row(found: &Found) -> Vec<String> {
    let app = &found.waiting.app;
    let size = found.waiting.download_bytes.map(text::size);
    let held = app.masked.then(|| tr!("ctl-apps-badge-masked"));
    vec![
        app.name.clone(),
        app.app_ref.id.to_string(),
        app.installation.to_string(),
        digits(&found.waiting.commit),
        size.map(|size| tr!("ctl-care-download", size = size))
            .unwrap_or_default(),
        held.unwrap_or_default(),
    ]
}

fn about(found: &Found) -> Vec<String> {
    let mut lines = Vec::new();
    // First which app it is that asks.
    if let Some(end) = &found.waiting.end_of_life {
        lines.extend(ended(end));
    }
    match &found.offer {
        Ok(offer) => lines.extend(offer.asks.iter().map(ask)),
        Err(error) => lines.push(tr!("ctl-care-asks-unknown", why = failure::words(error).0)),
    }
    lines
}

fn ask(ask: &NewAsk) -> String {
    let (title, _, risk) = text::care::new_ask(ask);
    let permission = json::typed(ask);
    if risk < Risk::Sensitive {
        tr!("ctl-care-asks", title = title, permission = permission)
    } else {
        let risk = risk_word(risk);
        tr!(
            "ctl-care-asks-much",
            title = title,
            permission = permission,
            risk = risk
        )
    }
}

/// That nobody looks after it any more, and what takes its place.
pub(crate) fn ended(end: &EndOfLife) -> Vec<String> {
    let mut lines = vec![text::care::end_of_life(end)];
    if let Some(other) = &end.replacement {
        let id = other.parse::<AppRef>();
        let id = id.map_or_else(|_| other.clone(), |app| app.id.to_string());
        lines.push(tr!("ctl-care-replacement", id = id));
    }
    lines
}

/// The sources that did not answer, each with the way out.
pub(super) fn sources(failed: &[FailedRemote]) -> Vec<String> {
    failed.iter().map(source).collect()
}

fn source(failed: &FailedRemote) -> String {
    let told = text::care::failed_source(failed);
    match text::care::care_error(&failed.error).hint {
        Some(hint) => format!("{told}. {hint}"),
        None => told,
    }
}

/// One line an installed version.
pub(super) fn updated(app: &InstalledApp) -> String {
    let number = app.version.clone();
    let version = number.unwrap_or_else(|| digits(app.commit.as_str()));
    tr!(
        "ctl-care-updated",
        name = app.name.as_str(),
        version = version
    )
}

/// What its publisher put in the place of an app.
pub(super) fn replaced(before: &Waiting) -> String {
    let end = before.end_of_life.as_ref();
    let other = end.and_then(|end| end.replacement.clone());
    let name = before.app.name.as_str();
    let id = other.and_then(|other| other.parse::<AppRef>().ok());
    id.map_or_else(
        || tr!("ctl-care-gone", name = name),
        |app| tr!("ctl-care-replaced", name = name, id = app.id.to_string()),
    )
}

/// What failed in an installation.
pub(super) fn failed(place: &InstallationId, error: &CareError) -> String {
    let (message, details) = failure::words(error);
    let details = details.map(|details| format!(" ({})", details.replace('\n', "; ")));
    format!("{place}: {message}{}", details.unwrap_or_default())
}

/// One line a version; `*` stands before the installed one.
pub(super) fn versions(app: &InstalledApp, versions: &[Version]) -> Vec<String> {
    let rows: Vec<Vec<String>> = versions
        .iter()
        .map(|one| {
            let installed = one.commit == app.commit;
            let mark = if installed { "*" } else { " " };
            vec![
                format!("{mark} {}", digits(one.commit.as_str())),
                one.made.map(text::date_and_time).unwrap_or_default(),
                one.subject.clone().unwrap_or_default(),
            ]
        })
        .collect();
    let mut lines = columns(&rows);
    lines.push(tr!("ctl-care-installed-mark"));
    if app.masked {
        let id = app.app_ref.id.to_string();
        lines.push(tr!("ctl-care-held-now", id = id));
    }
    lines
}

/// What became of an app and its data.
pub(super) fn uninstalled(app: &InstalledApp, done: &Uninstalled, has_data: bool) -> Vec<String> {
    let mut lines = vec![tr!("ctl-care-uninstalled", name = app.name.as_str())];
    let id = app.app_ref.id.to_string();
    match done {
        Uninstalled::DataKept if has_data => lines.push(tr!("ctl-care-data-kept", id = id)),
        Uninstalled::DataKept => {}
        Uninstalled::DataTrashed => lines.push(tr!("ctl-care-data-trashed")),
        Uninstalled::DataLeft(error) => {
            let why = failure::words(error).0;
            lines.push(tr!("ctl-care-data-left", why = why));
        }
    }
    lines
}

/// One line a runtime that nothing needs.
pub(super) fn unused(
    found: &[InstalledApp],
    removed: &BTreeSet<(InstallationId, AppRef)>,
    remove: bool,
) -> Vec<String> {
    let rows: Vec<Vec<String>> = found
        .iter()
        .map(|one| {
            vec![
                one.app_ref.to_string(),
                one.installation.to_string(),
                one.size.map(text::size).unwrap_or_default(),
            ]
        })
        .collect();
    let mut lines = columns(&rows);
    let gone = removed.iter();
    lines.extend(gone.map(|(_, app)| tr!("ctl-care-removed", name = app.to_string())));
    if lines.is_empty() {
        lines.push(tr!("ctl-care-none-unused"));
    } else if !remove {
        lines.push(tr!("ctl-care-unused-hint"));
    }
    lines
}

/// One line an app that is gone.
pub(super) fn leftovers(all: &[Left]) -> Vec<String> {
    let rows: Vec<Vec<String>> = all.iter().map(leftover).collect();
    let mut lines = columns(&rows);
    if lines.is_empty() {
        lines.push(tr!("ctl-care-no-leftovers"));
    } else if all
        .iter()
        .any(|one| one.of.data.is_some() || one.of.is_known_to_portals())
    {
        lines.push(tr!("ctl-care-leftovers-hint"));
    }
    lines
}

fn leftover(left: &Left) -> Vec<String> {
    let size = left.size.map(|size| {
        let much = text::size(size.bytes);
        if size.partial {
            tr!("ctl-care-at-least", size = much)
        } else {
            much
        }
    });
    let rules = left.of.overrides.is_some().then(|| tr!("ctl-care-rules"));
    let answers = left.of.answers + left.of.files;
    let answers = (answers > 0).then(|| tr!("ctl-care-answers", count = answers));
    vec![
        left.of.id.to_string(),
        left.name.clone().unwrap_or_default(),
        size.unwrap_or_default(),
        rules.unwrap_or_default(),
        answers.unwrap_or_default(),
    ]
}

/// An instance, what it may, and what a restart would change.
pub(super) fn running(all: &[Runs]) -> Vec<String> {
    let mut lines = Vec::new();
    for runs in all {
        let id = &runs.instance.app_ref.id;
        let name = runs.app.as_ref().map(|app| app.name.as_str());
        let name = name.unwrap_or_else(|| id.last_part());
        let number = runs.instance.id.as_str();
        let id = id.to_string();
        lines.push(tr!("ctl-care-runs", name = name, id = id, number = number));
        lines.extend(abilities(runs).into_iter().map(|line| format!("  {line}")));
    }
    if lines.is_empty() {
        lines.push(tr!("ctl-care-nothing-runs"));
    }
    lines
}

fn abilities(runs: &Runs) -> Vec<String> {
    let judgement = judge(&runs.may);
    let granted = runs.may.iter().filter(|(_, entry)| entry.setting.grants());
    let granted: Vec<String> = granted
        .map(|(target, entry)| typed(target, &entry.setting))
        .collect();
    let mut lines = vec![tr!(
        "ctl-apps-verdict",
        risk = risk_word(judgement.risk),
        verdict = verdict(&judgement)
    )];
    if !granted.is_empty() {
        lines.push(granted.join(&tr!("list-separator")));
    }
    let changes = runs.changes.iter();
    lines.extend(changes.map(|one| tr!("ctl-care-restart-changes", change = turn(one))));
    if runs.another_version {
        lines.push(tr!("ctl-care-restart-version"));
    }
    lines
}
