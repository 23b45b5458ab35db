//! What newer versions there are, what they newly ask for, and installing them.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;

use crate::domain::permission::Layer;
use crate::domain::{AppRef, Checksum, EndOfLife, InstallationId, InstalledApp};

use super::super::command::{Cause, Follow};
use super::super::context;
use super::super::keyfile::Document;
use super::asks::{NewAsk, new_asks};
use super::size::bytes;
use super::{Care, CareError, all, is_same, name, remote, words};

/// A newer version that a remote has, or another app that its publisher wants in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What is installed. `masked`: the person does not want it updated.
    pub app: InstalledApp,
    /// How its commit begins: 12 digits.
    pub commit: String,
    /// How many bytes are to be fetched at most, as exactly as flatpak says it: `1.2 MB`.
    pub download_bytes: Option<u64>,
    /// Whether its publisher gives it up with that version.
    pub end_of_life: Option<EndOfLife>,
}

/// A remote that did not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedRemote {
    /// Where it is set up.
    pub installation: InstallationId,
    /// Its name.
    pub remote: String,
    /// Why.
    pub error: CareError,
}

/// What waits to be updated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Updates {
    /// In the order of the installations and remotes, apps and runtimes.
    pub waiting: Vec<Waiting>,
    /// Of these nobody knows.
    pub failed: Vec<FailedRemote>,
}

/// The version that an update would install.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its commit.
    pub commit: Checksum,
    /// What it newly asks for.
    pub asks: Vec<NewAsk>,
}

/// What came of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Updated {
    /// It is installed like this now, which may be as before when there was nothing newer.
    Now(Box<InstalledApp>),
    /// Its publisher wanted another one in its place.
    ReplacedBy(Box<InstalledApp>),
}

/// What came of updating everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// What has a new version now.
    pub updated: Vec<InstalledApp>,
    /// What still waits.
    pub left: Vec<Waiting>,
    /// What flatpak said, by installation.
    pub errors: Vec<(InstallationId, CareError)>,
}

type Source = (InstallationId, String, String);

impl Care {
    /// Asks all remotes that something came from for newer versions, all at once. A remote that fails hides no other.
    /// Goes to the network.
    pub async fn updates(&self) -> Updates {
        let mut sources: BTreeMap<Source, Vec<InstalledApp>> = BTreeMap::new();
        for app in all(self.installed().await) {
            let source = (
                app.installation.clone(),
                app.origin.clone(),
                app.app_ref.arch.clone(),
            );
            sources.entry(source).or_default().push(app);
        }
        let asked = sources
            .into_iter()
            .filter(|((installation, remote, _), _)| self.can_update(installation, remote))
            .map(async |(source, apps)| {
                let found = self.newer(&source, apps).await;
                (source, found)
            });
        let mut updates = Updates::default();
        for ((installation, remote, _), found) in join_all(asked).await {
            match found {
                Ok(waiting) => updates.waiting.extend(waiting),
                Err(error) => updates.failed.push(FailedRemote {
                    installation,
                    remote,
                    error,
                }),
            }
        }
        updates
    }

    /// What came from a file, or a remote that is switched off, has no updates, and that is no failure. That the remote was
    /// removed is.
    fn can_update(&self, installation: &InstallationId, remote: &str) -> bool {
        let group = format!("remote \"{remote}\"");
        let is_set_up = self.config(installation).groups().contains(&group.as_str());
        !is_set_up || self.remotes(installation).contains(remote)
    }

    async fn newer(
        &self,
        (installation, origin, arch): &Source,
        apps: Vec<InstalledApp>,
    ) -> Result<Vec<Waiting>, CareError> {
        // Not `--updates`, which hides what its publisher gave up.
        let columns = "--columns=ref,commit,download-size,options";
        let list = self.remote_ls(installation, origin, arch, columns).await?;
        let mut offered: BTreeMap<AppRef, Vec<&str>> = BTreeMap::new();
        for line in list.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            if let Some(app_ref) = cells.first().and_then(|name| name.parse().ok()) {
                offered.insert(app_ref, cells);
            }
        }
        let waiting = apps
            .into_iter()
            .filter_map(|app| waiting(offered.get(&app.app_ref)?, app));
        Ok(waiting.collect())
    }

    async fn remote_ls(
        &self,
        installation: &InstallationId,
        origin: &str,
        arch: &str,
        columns: &str,
    ) -> Result<String, CareError> {
        let arch = format!("--arch={arch}");
        let rest = ["--all", &arch, columns, remote(origin)?];
        let words = words("remote-ls", installation, rest);
        Ok(self.flatpak().ask(&words).await?)
    }

    /// What the app's remote says of it.
    pub(super) async fn remote_info(
        &self,
        app: &InstalledApp,
        options: &[&str],
    ) -> Result<String, CareError> {
        self.remote_info_of(&app.app_ref, app, options).await
    }

    /// What the app's remote says of this or another one.
    async fn remote_info_of(
        &self,
        wanted: &AppRef,
        app: &InstalledApp,
        options: &[&str],
    ) -> Result<String, CareError> {
        let (app_ref, origin) = (name(wanted), remote(&app.origin)?);
        let rest = options.iter().copied().chain([origin, &app_ref]);
        let words = words("remote-info", &app.installation, rest);
        match self.flatpak().ask(&words).await.map_err(CareError::from) {
            // It says so of a remote that does not answer, too; the list says why.
            Err(error) if error.cause() == Some(Cause::NotFound) => {
                let arch = &app.app_ref.arch;
                let list = self.remote_ls(&app.installation, origin, arch, "--columns=ref");
                list.await?;
                Err(error)
            }
            answer => answer,
        }
    }

    /// The version that an update would install now, and what it newly asks for. Goes to the network.
    ///
    /// # Errors
    /// When the remote does not answer, or has it no more.
    pub async fn offer(&self, app: &InstalledApp) -> Result<Offer, CareError> {
        self.offer_of(&app.app_ref, app, &app.published).await
    }

    /// The same of what waits: of an app that is to take the place of another one, what it asks for beyond that one; or
    /// beyond itself, when it is installed already.
    ///
    /// # Errors
    /// As [`Care::offer`]; [`CareError::Unclear`] when it cannot be told which app that is.
    pub async fn offer_for(&self, waiting: &Waiting) -> Result<Offer, CareError> {
        let app = &waiting.app;
        let end = waiting.end_of_life.as_ref();
        let Some(other) = end.and_then(|end| end.replacement.as_ref()) else {
            return self.offer(app).await;
        };
        let unclear = |_| CareError::Unclear(app.app_ref.clone());
        let other: AppRef = other.parse().map_err(unclear)?;
        let is_other =
            |one: &InstalledApp| one.app_ref == other && one.installation == app.installation;
        let there = all(self.installed().await).find(is_other);
        let before = there.as_ref().unwrap_or(app);
        self.offer_of(&other, app, &before.published).await
    }

    async fn offer_of(
        &self,
        wanted: &AppRef,
        app: &InstalledApp,
        before: &Layer,
    ) -> Result<Offer, CareError> {
        let commit = self.offered(wanted, app).await?;
        let of_commit = format!("--commit={commit}");
        let options = [&of_commit, "--show-metadata"];
        let metadata = self.remote_info_of(wanted, app, &options).await?;
        let (layer, _) = context::read(&Document::parse(metadata.as_bytes()));
        Ok(Offer {
            commit,
            asks: new_asks(before, &layer),
        })
    }

    async fn offered(&self, wanted: &AppRef, app: &InstalledApp) -> Result<Checksum, CareError> {
        let text = self.remote_info_of(wanted, app, &["--show-commit"]);
        let unclear = |_| CareError::Unclear(wanted.clone());
        text.await?.trim().parse().map_err(unclear)
    }

    /// Installs the newest version, and what it needs. When the publisher gave it up in favour of another one, that one
    /// takes its place, with its data.
    ///
    /// # Errors
    /// [`CareError::UpdatesOff`] when the person does not want updates of it; [`CareError::NothingDone`] when flatpak was
    /// content and did nothing, as with a remote that is gone.
    pub async fn update(
        &self,
        app: &InstalledApp,
        follow: &mut Follow,
    ) -> Result<Updated, CareError> {
        let before = self.installed().await;
        let was = self.now(app).await?;
        if was.masked {
            return Err(CareError::UpdatesOff(app.app_ref.clone()));
        }
        let offered = self.offered(&was.app_ref, &was).await?;
        let app_ref = name(&app.app_ref);
        let words = words("update", &app.installation, ["-y", &app_ref]);
        let complaints = self.flatpak().work(&words, follow).await?;
        match self.now(&was).await {
            Ok(now) if now.commit == was.commit && offered != was.commit => {
                Err(nothing_done(now, &complaints))
            }
            Ok(now) => Ok(Updated::Now(Box::new(now))),
            Err(gone) => {
                let known: BTreeSet<_> = all(before).map(|app| app.app_ref).collect();
                let new = |one: &InstalledApp| {
                    one.installation == was.installation
                        && one.app_ref.runtime == was.app_ref.runtime
                        && !known.contains(&one.app_ref)
                };
                let replacement = all(self.installed().await).find(new);
                replacement.map_or(Err(gone), |app| Ok(Updated::ReplacedBy(Box::new(app))))
            }
        }
    }

    /// Installs all newer versions, but of what the person does not want updated.
    pub async fn update_all(&self, updates: &Updates, follow: &mut Follow) -> Swept {
        let mut by_installation: BTreeMap<InstallationId, Vec<&Waiting>> = BTreeMap::new();
        for waiting in updates.waiting.iter().filter(|one| !one.app.masked) {
            let installation = waiting.app.installation.clone();
            by_installation
                .entry(installation)
                .or_default()
                .push(waiting);
        }
        let mut swept = Swept::default();
        for (installation, waiting) in &by_installation {
            let refs: Vec<String> = waiting.iter().map(|one| name(&one.app.app_ref)).collect();
            let rest = std::iter::once("-y").chain(refs.iter().map(String::as_str));
            let words = words("update", installation, rest);
            if let Err(err) = self.flatpak().work(&words, follow).await {
                swept.errors.push((installation.clone(), err.into()));
            }
        }
        let now: Vec<InstalledApp> = all(self.installed().await).collect();
        for waiting in by_installation.into_values().flatten() {
            match now.iter().find(|one| is_same(one, &waiting.app)) {
                Some(app) if app.commit == waiting.app.commit => swept.left.push(waiting.clone()),
                Some(app) => swept.updated.push(app.clone()),
                // Another one took its place, which is what its publisher wanted.
                None => {}
            }
        }
        swept
    }
}

pub(super) fn nothing_done(now: InstalledApp, complaints: &str) -> CareError {
    CareError::NothingDone {
        app: now.app_ref,
        complaints: complaints.trim().to_owned(),
    }
}

/// A line of `remote-ls`: ref, commit, size, options. `None`: this version is installed, and no other app is to take its
/// place.
fn waiting(cells: &[&str], app: InstalledApp) -> Option<Waiting> {
    // flatpak leaves out what is empty at the end.
    let cell = |column: usize| cells.get(column).copied().unwrap_or_default();
    let (commit, download, options) = (cell(1), cell(2), cell(3));
    let known = commit.len() >= 8 && commit.bytes().all(|b| b.is_ascii_hexdigit());
    let end_of_life = end_of_life(options);
    let is_newest = app.commit.as_str().starts_with(commit);
    let is_replaced = end_of_life
        .as_ref()
        .is_some_and(|end| end.replacement.is_some());
    if !known || (is_newest && !is_replaced) {
        return None;
    }
    Some(Waiting {
        commit: commit.to_owned(),
        // It would not be fetched again.
        download_bytes: bytes(download).filter(|_| !is_newest),
        end_of_life,
        app,
    })
}

/// `eol=REASON` and `eol-rebase=REF` among the options. The reason may have commas, so it ends the list or comes before the other.
fn end_of_life(options: &str) -> Option<EndOfLife> {
    let after = |key: &str| {
        let at = format!(",{options}").find(&format!(",{key}="))?;
        options.get(at + key.len() + 1..)
    };
    let replacement = after("eol-rebase").map(|rest| rest.split(',').next().unwrap_or(rest));
    let reason = after("eol").map(|rest| rest.split(",eol-rebase=").next().unwrap_or(rest));
    (reason.is_some() || replacement.is_some()).then(|| EndOfLife {
        reason: reason.map(str::to_owned),
        replacement: replacement.map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_life_are_read() {
        let end = |text: &str| {
            end_of_life(text).map(|end| {
                (
                    end.reason.unwrap_or_default(),
                    end.replacement.unwrap_or_default(),
                )
            })
        };
        let both = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(end(""), None);
        assert_eq!(end("runtime"), None);
        assert_eq!(end("eol=Gone, for good"), both("Gone, for good", ""));
        assert_eq!(
            end("runtime,eol=Gone,eol-rebase=app/x.y.z/a/b"),
            both("Gone", "app/x.y.z/a/b")
        );
    }
}
