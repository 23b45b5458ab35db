//! Taking care of apps through the `flatpak` command: updates, versions, removal, opening and quitting.
//!
//! Nothing is believed from an exit status alone. After each operation the installation's own files are read again.

mod asks;
mod error;
mod open;
mod remove;
mod size;
mod unfinished;
mod updates;
mod versions;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::domain::{AppRef, InstallationId, InstalledApp};
use crate::practice_api::ENV_APPS_HOME;

pub use asks::NewAsk;
pub use error::CareError;
pub use remove::{DataFate, Uninstalled};
pub use unfinished::{End, Finished, Reach};
pub use updates::{FailedRemote, Offer, Swept, Updated, Updates, Waiting};
pub use versions::Version;

use super::apps::own_folder;
use super::command::Flatpak;
use super::host::Host;
use super::installed::{Installed, scan};
use super::keyfile::Document;
use super::places::Places;

/// Takes care of the apps at some places.
#[derive(Clone, Debug)]
pub struct Care {
    places: Places,
    flatpak: Flatpak,
    /// The folder with what is written down of work that is not done yet.
    notes: PathBuf,
}

impl Care {
    /// Of the apps of the person who runs this program; on the practice machine, of the machine's.
    #[must_use]
    pub fn of_this_person() -> Self {
        let home = std::env::var(ENV_APPS_HOME).ok();
        // The trash is in the home folder. `flatpak` there knows by itself where it is.
        let env = home.map(|home| {
            let data = format!("{home}/.local/share");
            [("HOME", home), ("XDG_DATA_HOME", data)].map(|(name, value)| (name.to_owned(), value))
        });
        let env = env.into_iter().flatten().collect();
        let host = Host::of_this_process();
        Self::new(Places::from_env(), host, env, &own_folder())
    }

    /// Of the apps at these places, with a `flatpak` on this host that finds the same ones when the variables are set.
    /// `own`: Isotope's own folder of the person, there or not.
    #[must_use]
    pub fn new(places: Places, host: Host, env: Vec<(String, String)>, own: &Path) -> Self {
        Self {
            places,
            notes: own.join("unfinished"),
            flatpak: Flatpak::new(host, env),
        }
    }

    /// Where everything is.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// What is installed now. Names are in English.
    pub(super) async fn installed(&self) -> Installed {
        let places = self.places.clone();
        let found = tokio::task::spawn_blocking(move || scan(&places, &[])).await;
        found.unwrap_or_default()
    }

    pub(super) fn flatpak(&self) -> &Flatpak {
        &self.flatpak
    }

    /// How an app is installed now.
    async fn now(&self, app: &InstalledApp) -> Result<InstalledApp, CareError> {
        let installed = self.installed().await;
        let missing = || CareError::NotInstalled(app.app_ref.clone());
        let found = all(installed).find(|one| is_same(one, app));
        found.ok_or_else(missing)
    }

    /// The remotes of an installation from which something can come, and those that are switched off or have no address
    /// left out: what was installed from a file has such a one.
    pub(super) fn remotes(&self, installation: &InstallationId) -> BTreeSet<String> {
        let config = self.config(installation);
        let remotes = config.groups().into_iter().filter_map(|group| {
            let name = group.strip_prefix("remote \"")?.strip_suffix('"')?;
            let value = |key: &str| config.string(group, key).ok().flatten();
            let url = value("url").filter(|url| !url.is_empty());
            let off = value("xa.disable").as_deref() == Some("true");
            (url.is_some() && !off).then(|| name.to_owned())
        });
        remotes.collect()
    }

    fn config(&self, installation: &InstallationId) -> Document {
        let root = self.places.root(installation);
        let config = root.and_then(|root| std::fs::read(root.join("repo/config")).ok());
        Document::parse(&config.unwrap_or_default())
    }
}

fn is_same(one: &InstalledApp, other: &InstalledApp) -> bool {
    one.app_ref == other.app_ref && one.installation == other.installation
}

/// Apps and runtimes.
fn all(installed: Installed) -> impl Iterator<Item = InstalledApp> {
    installed.apps.into_iter().chain(installed.runtimes)
}

/// A verb, the installation, and what else.
pub(super) fn words<'a>(
    verb: &str,
    installation: &InstallationId,
    rest: impl IntoIterator<Item = &'a str>,
) -> Vec<String> {
    let head = [verb.to_owned(), installation.option()];
    let rest = rest.into_iter().map(str::to_owned);
    head.into_iter().chain(rest).collect()
}

/// The word for a ref.
fn name(app: &AppRef) -> String {
    app.to_string()
}

/// A remote's name, which can never be read as an option or an address.
pub(super) fn remote(name: &str) -> Result<&str, CareError> {
    let valid = name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    if valid {
        Ok(name)
    } else {
        Err(CareError::NotARemote(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_remote_is_an_option_or_an_address() {
        for good in ["flathub", "fedora-testing", "x.y_z1"] {
            assert_eq!(remote(good), Ok(good));
        }
        for bad in [
            "",
            "--system",
            "-y",
            "file:///tmp/repo",
            "a b",
            ".x",
            "a\nb",
        ] {
            assert_eq!(remote(bad), Err(CareError::NotARemote(bad.to_owned())));
        }
    }

    #[test]
    fn an_installation_is_always_named() {
        let extra = InstallationId::Extra("games".to_owned());
        assert_eq!(
            words("update", &extra, ["-y", "app/x.y.z/a/b"]),
            ["update", "--installation=games", "-y", "app/x.y.z/a/b"]
        );
    }
}
