//! The publisher's key: made with the machine, known to nobody else, and good for nothing but practice. And the keys of
//! strangers.

use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::enter::run;
use super::super::trouble::{About, Result};

/// Whom the key belongs to, as versions say who signed them.
pub(crate) const OWNER: &str = "Practice Linux <practice@example.org>";

/// The key while it is used. `GnuPG` keeps a process running for it, which ends with this.
#[derive(Debug)]
pub(crate) struct Key {
    /// The way to the folder: the sockets in it take short paths only, and a machine may lie anywhere.
    link: PathBuf,
    _short: tempfile::TempDir,
}

impl Key {
    /// Makes somebody's key in a new folder.
    ///
    /// # Errors
    /// When the folder cannot be made, or `GnuPG` refuses; its own words.
    pub(crate) fn make(folder: &Path, owner: &str) -> Result<Self> {
        fs::DirBuilder::new()
            .mode(0o700)
            .create(folder)
            .about("make", folder)?;
        let key = Self::open(folder)?;
        let passphrase = ["--batch", "--passphrase", ""];
        let kind = ["--quick-generate-key", owner, "ed25519", "sign", "never"];
        run(key.gpg().args(passphrase).args(kind))?;
        Ok(key)
    }

    /// The key in that folder.
    ///
    /// # Errors
    /// When no temporary folder can be made.
    pub(crate) fn open(folder: &Path) -> Result<Self> {
        let short = tempfile::Builder::new()
            .prefix("isotope-key-")
            .tempdir()
            .about("make a folder in", &std::env::temp_dir())?;
        let link = short.path().join("k");
        symlink(folder, &link).about("make", &link)?;
        Ok(Self {
            link,
            _short: short,
        })
    }

    /// Writes what others need to verify its signatures.
    ///
    /// # Errors
    /// When `GnuPG` refuses; its own words.
    pub(crate) fn export(&self, to: &Path) -> Result<()> {
        run(self.gpg().arg("--output").arg(to).arg("--export")).map(drop)
    }

    /// Writes its signature of a file.
    ///
    /// # Errors
    /// When `GnuPG` refuses; its own words.
    pub(super) fn sign(&self, file: &Path, to: &Path) -> Result<()> {
        let mut gpg = self.gpg();
        gpg.arg("--batch").arg("--output").arg(to);
        run(gpg.arg("--detach-sign").arg(file)).map(drop)
    }

    /// What makes `ostree commit` sign with it.
    pub(super) fn options(&self) -> [String; 2] {
        [
            format!("--gpg-sign={OWNER}"),
            format!("--gpg-homedir={}", self.link.display()),
        ]
    }

    fn gpg(&self) -> Command {
        let mut command = Command::new("gpg");
        command.arg("--quiet").arg("--homedir").arg(&self.link);
        command
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        let mut command = Command::new("gpgconf");
        command.arg("--homedir").arg(&self.link);
        if let Err(error) = run(command.args(["--kill", "all"])) {
            // It ends by itself when the folder is gone.
            tracing::warn!(err = %error, "GnuPG goes on running for the practice key");
        }
    }
}
