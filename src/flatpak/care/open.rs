//! Opening apps.

use crate::domain::InstalledApp;

use super::{Care, CareError};

/// Starts the program that its words name in a session of its own, so that it lives longer than Isotope and no interrupt
/// of ours reaches it, and what it prints troubles nobody.
const APART: &str = "exec setsid --fork \"$@\" </dev/null >/dev/null 2>&1";

impl Care {
    /// Opens an app, this very branch of it. That it started can be seen among the running ones soon.
    ///
    /// # Errors
    /// When it is not installed, or no program can be started.
    pub async fn open(&self, app: &InstalledApp) -> Result<(), CareError> {
        let now = self.now(app).await?;
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
}
