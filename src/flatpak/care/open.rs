//! Opening apps, and ending them.

use std::time::Duration;

use crate::domain::{AppId, CannotOpen, InstalledApp};

use super::super::overrides::Overrides;
use super::{Care, CareError};

/// How long an app may take to be gone after it was ended.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often to look whether it is.
const PACE: Duration = Duration::from_millis(50);

/// Starts the program that its words name in a session of its own, so that it lives longer than Isotope and no interrupt
/// of ours reaches it, and what it prints troubles nobody.
const APART: &str = "exec setsid --fork \"$@\" </dev/null >/dev/null 2>&1";

impl Care {
    /// Opens an app, this very branch of it. That it started can be seen among the running ones soon.
    ///
    /// # Errors
    /// When it is not installed, or no program can be started; [`CareError::CannotOpen`] when flatpak would not start it.
    pub async fn open(&self, app: &InstalledApp) -> Result<(), CareError> {
        let now = self.now(app).await?;
        self.refuse_what_cannot_open(&now).await?;
        let (arch, branch) = (&now.app_ref.arch, &now.app_ref.branch);
        let words = [
            "-c".to_owned(),
            APART.to_owned(),
            "sh".to_owned(),
            "flatpak".to_owned(),
            "run".to_owned(),
            now.installation.option(),
            format!("--arch={arch}"),
            format!("--branch={branch}"),
            now.app_ref.id.to_string(),
        ];
        self.flatpak().run("sh", &words).await?.out()?;
        Ok(())
    }

    /// Flatpak says that an app is not installed when it cannot read what is said of it, and says so to nobody here. What
    /// has no window can be wanted nevertheless.
    async fn refuse_what_cannot_open(&self, app: &InstalledApp) -> Result<(), CareError> {
        let places = self.places();
        let overrides = Overrides::at(places.user_overrides(), places.system_overrides(), None);
        let spoken = overrides.spoken(&overrides.for_all(), &app.app_ref.id, &app.installation);
        let spoken = spoken.map_err(|err| CareError::File(err.to_string()))?;
        let is_readable = spoken.iter().all(|file| file.unreadable.is_empty());
        let runtimes = self.installed().await.runtimes;
        let has = |name: &str| {
            let wanted = format!("runtime/{name}");
            runtimes.iter().any(|one| one.app_ref.to_string() == wanted)
        };
        match app.cannot_open(is_readable, has) {
            None | Some(CannotOpen::NoLauncher) => Ok(()),
            Some(why) => Err(CareError::CannotOpen(app.app_ref.id.clone(), why)),
        }
    }

    /// Ends an app at once, every instance of it, and waits until it is gone. That none runs is fine.
    ///
    /// # Errors
    /// When flatpak fails; [`CareError::Running`] when it does not end.
    pub async fn end(&self, id: &AppId) -> Result<(), CareError> {
        if !self.runs(id)? {
            return Ok(());
        }
        self.quit(id).await?;
        let gone = async {
            while self.runs(id)? {
                tokio::time::sleep(PACE).await;
            }
            Ok(())
        };
        let late = |_| CareError::Running(id.clone());
        tokio::time::timeout(PATIENCE, gone).await.map_err(late)?
    }

    /// Ends an app and opens it again, so that everything that was changed takes effect.
    ///
    /// # Errors
    /// As [`Care::end`] and [`Care::open`].
    pub async fn restart(&self, app: &InstalledApp) -> Result<(), CareError> {
        let now = self.now(app).await?;
        self.refuse_what_cannot_open(&now).await?;
        self.end(&app.app_ref.id).await?;
        self.open(app).await
    }
}
