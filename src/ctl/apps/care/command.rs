//! Flatpak's own command that does the same.
//!
//! Source: `flatpak(1)` of 1.16.

use std::collections::BTreeMap;
use std::path::Path;

use isotope::domain::{AppId, Checksum, InstallationId, InstalledApp};
use isotope::flatpak::leftovers::Leftover;

use crate::apps::command::quoted;

/// Commands one after the other, each only when the one before it succeeded.
const THEN: &str = " && ";

/// Installing newer versions; without apps, all.
pub(super) fn update(apps: &[InstalledApp], at: Option<&InstallationId>) -> String {
    if apps.is_empty() {
        let at = at.map(|at| format!(" {}", quoted(&at.option())));
        return format!("flatpak update{}", at.unwrap_or_default());
    }
    let mut refs: BTreeMap<&InstallationId, String> = BTreeMap::new();
    for app in apps {
        let all = refs.entry(&app.installation).or_default();
        all.push(' ');
        all.push_str(&app.app_ref.to_string());
    }
    let commands = refs.into_iter();
    let commands = commands.map(|(at, refs)| format!("{}{refs}", flatpak("update", at)));
    commands.collect::<Vec<_>>().join(THEN)
}

/// Installing a certain version, with what holds the app taken away meanwhile.
pub(super) fn use_version(app: &InstalledApp, commit: &Checksum, held_by: &[String]) -> String {
    let at = &app.installation;
    let app_ref = app.app_ref.to_string();
    let update = format!("{} --commit={commit} {app_ref}", flatpak("update", at));
    let off = held_by.iter().map(|pattern| release(at, pattern));
    let on = match held_by {
        [] => vec![mask(at, &app_ref)],
        patterns => patterns.iter().map(|pattern| mask(at, pattern)).collect(),
    };
    let all: Vec<String> = off.chain([update]).chain(on).collect();
    all.join(THEN)
}

pub(super) fn hold(app: &InstalledApp) -> String {
    mask(&app.installation, &app.app_ref.to_string())
}

/// `None`: nothing holds it.
pub(super) fn release_hold(app: &InstalledApp, held_by: &[String]) -> Option<String> {
    let all = held_by
        .iter()
        .map(|pattern| release(&app.installation, pattern));
    let all: Vec<String> = all.collect();
    (!all.is_empty()).then(|| all.join(THEN))
}

/// With the folder of its data when that is to go, too.
pub(super) fn uninstall(app: &InstalledApp, data: Option<&Path>) -> String {
    let uninstall = format!(
        "{} {}",
        flatpak("uninstall", &app.installation),
        app.app_ref
    );
    match data {
        Some(data) => [uninstall, trash([data]), forget(&app.app_ref.id)].join(THEN),
        None => uninstall,
    }
}

/// Data to the trash, and what portals remember away.
pub(super) fn put_away<'a>(left: impl IntoIterator<Item = &'a Leftover>) -> String {
    let left: Vec<&Leftover> = left.into_iter().collect();
    let folders: Vec<&Path> = left.iter().filter_map(|one| one.data.as_deref()).collect();
    let known = left.iter().filter(|one| one.is_known_to_portals());
    let trash = (!folders.is_empty()).then(|| trash(folders));
    let all = trash.into_iter().chain(known.map(|one| forget(&one.id)));
    all.collect::<Vec<_>>().join(THEN)
}

fn forget(id: &AppId) -> String {
    format!("flatpak permission-reset {id}")
}

fn trash<'a>(folders: impl IntoIterator<Item = &'a Path>) -> String {
    let folders = folders.into_iter();
    let folders = folders.map(|folder| quoted(&folder.display().to_string()));
    let words = ["gio", "trash", "--"].map(str::to_owned);
    words
        .into_iter()
        .chain(folders)
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn remove_unused(at: Option<&InstallationId>) -> String {
    match at {
        Some(at) => format!("{} --unused", flatpak("uninstall", at)),
        None => "flatpak uninstall --unused".to_owned(),
    }
}

pub(super) fn open(app: &InstalledApp) -> String {
    let (branch, id) = (&app.app_ref.branch, &app.app_ref.id);
    format!(
        "{} --branch={branch} {id}",
        flatpak("run", &app.installation)
    )
}

pub(super) fn quit(id: &AppId) -> String {
    format!("flatpak kill {id}")
}

fn flatpak(verb: &str, at: &InstallationId) -> String {
    format!("flatpak {verb} {}", quoted(&at.option()))
}

fn mask(at: &InstallationId, pattern: &str) -> String {
    format!("{} {}", flatpak("mask", at), quoted(pattern))
}

fn release(at: &InstallationId, pattern: &str) -> String {
    format!("{} --remove {}", flatpak("mask", at), quoted(pattern))
}
