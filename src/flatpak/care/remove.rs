//! Removing apps and what nobody needs.

use std::collections::BTreeSet;

use crate::domain::{AppId, AppRef, InstallationId, InstalledApp};

use super::super::command::{CommandError, Follow};
use super::{Care, CareError, all, name, words};

/// What is to become of an app's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFate {
    /// It stays, for when the app is installed again.
    Keep,
    /// It goes to the trash.
    Trash,
}

/// What became of an app that was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uninstalled {
    /// Its data is where it was, as wanted, or there was none.
    DataKept,
    /// Its data is in the trash.
    DataTrashed,
    /// The app is gone, but its data was to go too and could not.
    DataLeft(CareError),
}

impl Care {
    /// Removes an app. flatpak itself is never asked to delete data: it could not be had back, and with a name missing it
    /// would delete that of every app that is not installed.
    ///
    /// Data that another installation's app of the same name uses stays ([`CareError::Installed`] in `DataLeft`).
    ///
    /// # Errors
    /// When it is not installed, flatpak refuses, or it is still there afterwards.
    pub async fn uninstall(
        &self,
        app: &InstalledApp,
        data: DataFate,
        follow: &mut Follow,
    ) -> Result<Uninstalled, CareError> {
        self.now(app).await?;
        let app_ref = name(&app.app_ref);
        let words = words("uninstall", &app.installation, ["-y", &app_ref]);
        self.flatpak().work(&words, follow).await?;
        if self.now(app).await.is_ok() {
            return Err(CareError::StillThere(app.app_ref.clone()));
        }
        self.let_go(app).await;
        Ok(match data {
            DataFate::Keep => Uninstalled::DataKept,
            DataFate::Trash => match self.trash_data(&app.app_ref.id).await {
                Ok(true) => Uninstalled::DataTrashed,
                Ok(false) => Uninstalled::DataKept,
                Err(err) => Uninstalled::DataLeft(err),
            },
        })
    }

    /// Switches updates on again for whoever installs the app anew: flatpak remembers that they are off, and would never
    /// update it. Patterns that the person wrote for more than this app stay.
    async fn let_go(&self, app: &InstalledApp) {
        let own = name(&app.app_ref);
        if self.held_by(app).contains(&own)
            && let Err(err) = self.mask(&app.installation, &own, false).await
        {
            tracing::warn!(%err, app = %app.app_ref, "its updates stay off");
        }
    }

    /// The runtimes and extensions of an installation that nobody needs, as flatpak finds them. Nothing is removed.
    ///
    /// # Errors
    /// When flatpak fails.
    pub async fn unused(
        &self,
        installation: &InstallationId,
    ) -> Result<Vec<InstalledApp>, CareError> {
        // With nobody to say yes it shows the list, takes that for a no, and fails.
        let words = words("uninstall", installation, ["--unused"]);
        let answer = self.flatpak().run("flatpak", &words).await?;
        let listed: BTreeSet<(AppId, String)> = answer.out.lines().filter_map(row).collect();
        if listed.is_empty() {
            answer.out()?;
        }
        let mut installed = self.installed().await.runtimes;
        installed.retain(|one| {
            let (id, branch) = (one.app_ref.id.clone(), one.app_ref.branch.clone());
            one.installation == *installation && listed.contains(&(id, branch))
        });
        Ok(installed)
    }

    /// Removes what nobody needs, and tells what that was.
    ///
    /// # Errors
    /// When flatpak fails. Some may be gone then.
    pub async fn remove_unused(
        &self,
        installation: &InstallationId,
        follow: &mut Follow,
    ) -> Result<Vec<AppRef>, CareError> {
        let before = self.refs(installation).await;
        let words = words("uninstall", installation, ["-y", "--unused"]);
        self.flatpak().work(&words, follow).await?;
        let after = self.refs(installation).await;
        Ok(before.difference(&after).cloned().collect())
    }

    async fn refs(&self, installation: &InstallationId) -> BTreeSet<AppRef> {
        all(self.installed().await)
            .filter(|one| one.installation == *installation)
            .map(|one| one.app_ref)
            .collect()
    }

    /// Moves an app's data to the trash. `false`: there is none.
    pub(in super::super) async fn trash_data(&self, id: &AppId) -> Result<bool, CareError> {
        let installed = self.installed().await;
        if installed.apps.iter().any(|one| one.app_ref.id == *id) {
            return Err(CareError::Installed(id.clone()));
        }
        if self.runs(id)? {
            return Err(CareError::Running(id.clone()));
        }
        let folder = self.places().app_data().join(id.as_str());
        let is_there = || std::fs::symlink_metadata(&folder).is_ok();
        if !is_there() {
            return Ok(false);
        }
        let Some(path) = folder.to_str() else {
            return Err(CareError::File(folder.display().to_string()));
        };
        let words = ["trash", "--", path].map(str::to_owned);
        self.flatpak().run("gio", &words).await?.out()?;
        if is_there() {
            return Err(CareError::File(format!("{path}: still there")));
        }
        Ok(true)
    }

    /// Whether an instance of it runs, as far as can be seen from here.
    pub(super) fn runs(&self, id: &AppId) -> Result<bool, CareError> {
        let running = super::super::running::instances(self.places());
        let running = running.map_err(|err| CareError::File(err.to_string()))?;
        Ok(running.iter().any(|one| one.app_ref.id == *id))
    }

    /// Ends an app at once: every instance of it. `false`: flatpak remembers no instance, also none that ended just now.
    ///
    /// # Errors
    /// When flatpak fails.
    pub async fn quit(&self, id: &AppId) -> Result<bool, CareError> {
        let words = ["kill".to_owned(), id.to_string()];
        match self.flatpak().ask(&words).await {
            Ok(_) => Ok(true),
            Err(CommandError::Refused { .. }) if !self.runs(id)? => Ok(false),
            Err(err) => Err(err.into()),
        }
    }
}

/// The id and the branch in a line ` 1.→   →org.example.Platform→1→r`.
fn row(line: &str) -> Option<(AppId, String)> {
    let mut cells = line.split('\t').map(str::trim);
    cells.next()?.strip_suffix('.')?.parse::<u32>().ok()?;
    let id = cells.find_map(|cell| cell.parse().ok())?;
    Some((id, cells.next()?.to_owned()))
}
