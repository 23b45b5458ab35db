//! Older versions of an app, and keeping one.

use chrono::{DateTime, Utc};

use crate::domain::permission::Since;
use crate::domain::{AppRef, Checksum, InstallationId, InstalledApp};

use super::super::command::{Cause, CommandError, Follow};
use super::super::mask::{covering, patterns};
use super::unfinished::{Note, Plan};
use super::updates::nothing_done;
use super::{Care, CareError, name, words};

/// The first flatpak that asks an administrator where those before refuse everybody but root.
const ASKS: Since = Since(1, 19, 0);

/// A version that a remote has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Its commit.
    pub commit: Checksum,
    /// What its publisher says of it, in the publisher's language.
    pub subject: Option<String>,
    /// When it was made.
    pub made: Option<DateTime<Utc>>,
}

impl Care {
    /// The versions that the remote still has, the newest first. Goes to the network.
    ///
    /// # Errors
    /// When the remote does not answer, or has it no more.
    pub async fn versions(&self, app: &InstalledApp) -> Result<Vec<Version>, CareError> {
        Ok(versions(&self.remote_info(app, &["--log"]).await?))
    }

    /// Whether nobody but root can choose its version: so it is before flatpak 1.19 with what is installed for everybody,
    /// whatever an administrator agrees to.
    pub async fn is_version_for_root(&self, app: &InstalledApp) -> bool {
        match app.installation {
            InstallationId::User => false,
            InstallationId::System | InstallationId::Extra(_) => {
                self.never_asks().await && !self.is_root().await
            }
        }
    }

    async fn never_asks(&self) -> bool {
        let version = self.said_by("flatpak", "--version").await;
        let version: Option<Since> = version.and_then(|text| text.trim().parse().ok());
        version.is_some_and(|version| version < ASKS)
    }

    async fn is_root(&self) -> bool {
        let number = self.said_by("id", "-u").await;
        number.is_some_and(|number| number.trim() == "0")
    }

    async fn said_by(&self, program: &str, option: &str) -> Option<String> {
        let answer = self.flatpak().run(program, &[option.to_owned()]).await;
        answer.ok()?.out().ok()
    }

    /// Installs a certain version and keeps it: updates of the app are switched off, so that the next one does not take
    /// it away. When it fails, updates are as they were.
    ///
    /// An app whose updates are off cannot change its version: flatpak does nothing and is content. So they are switched
    /// on meanwhile. That is written down first: if this never comes to its end, [`Care::finish`] switches them off.
    ///
    /// # Errors
    /// [`CareError::NothingDone`] when afterwards another version is installed. [`Cause::OnlyRoot`] before anybody is asked
    /// for a password that would not help. [`CareError::File`] when nothing can be
    /// written down; then nothing was changed.
    pub async fn use_version(
        &self,
        app: &InstalledApp,
        commit: &Checksum,
        follow: &mut Follow,
    ) -> Result<InstalledApp, CareError> {
        let was = self.now(app).await?;
        if self.is_version_for_root(&was).await {
            let (cause, text) = (Cause::OnlyRoot, String::new());
            return Err(CommandError::Refused { cause, text }.into());
        }
        let patterns = self.held_by(&was);
        let plan = Plan::new(&was, commit, &patterns);
        let note = Note::write(&self.notes, &plan);
        let note =
            note.map_err(|err| CareError::File(format!("{}: {err}", self.notes.display())))?;
        let changed = self.change_held(&was, &patterns, commit, follow).await;
        // Whatever came of it, what was off is off again.
        self.hold_again(&was.installation, &patterns).await?;
        if changed.is_ok() && patterns.is_empty() {
            self.stop_updating(&was).await?;
        }
        note.done();
        changed?;
        self.now(&was).await
    }

    async fn change_held(
        &self,
        was: &InstalledApp,
        patterns: &[String],
        commit: &Checksum,
        follow: &mut Follow,
    ) -> Result<(), CareError> {
        for pattern in patterns {
            self.mask(&was.installation, pattern, false).await?;
        }
        self.change_version(was, commit, follow).await
    }

    async fn change_version(
        &self,
        was: &InstalledApp,
        commit: &Checksum,
        follow: &mut Follow,
    ) -> Result<(), CareError> {
        let (app_ref, commit_option) = (name(&was.app_ref), format!("--commit={commit}"));
        let rest = ["-y", &commit_option, &app_ref];
        let words = words("update", &was.installation, rest);
        let complaints = self.flatpak().work(&words, follow).await?;
        let now = self.now(was).await?;
        if now.commit == *commit {
            Ok(())
        } else {
            Err(nothing_done(now, &complaints))
        }
    }

    /// Switches updates of an app off.
    ///
    /// # Errors
    /// When flatpak refuses.
    pub async fn stop_updating(&self, app: &InstalledApp) -> Result<(), CareError> {
        let was = self.now(app).await?;
        if !was.masked {
            self.mask(&app.installation, &name(&app.app_ref), true)
                .await?;
        }
        if self.now(app).await?.masked {
            Ok(())
        } else {
            Err(nothing_done(was, ""))
        }
    }

    /// Switches updates of an app on again. Other apps are not touched.
    ///
    /// # Errors
    /// [`CareError::MaskedByPattern`] when a pattern that is about other apps too switches them off.
    pub async fn resume_updating(&self, app: &InstalledApp) -> Result<(), CareError> {
        let was = self.now(app).await?;
        let patterns = self.held_by(&was);
        if let Some(wide) = patterns.iter().find(|one| !is_only(one, &was.app_ref)) {
            return Err(CareError::MaskedByPattern(wide.clone()));
        }
        for pattern in &patterns {
            self.mask(&app.installation, pattern, false).await?;
        }
        if self.now(app).await?.masked {
            Err(nothing_done(was, ""))
        } else {
            Ok(())
        }
    }

    /// The patterns that switch its updates off.
    #[must_use]
    pub fn held_by(&self, app: &InstalledApp) -> Vec<String> {
        covering(&self.config(&app.installation), &app.app_ref)
    }

    /// All patterns that switch updates off there.
    pub(super) fn masks(&self, at: &InstallationId) -> Vec<String> {
        patterns(&self.config(at))
    }

    pub(super) async fn mask(
        &self,
        installation: &InstallationId,
        pattern: &str,
        on: bool,
    ) -> Result<(), CommandError> {
        let rest = if on {
            vec![pattern]
        } else {
            vec!["--remove", pattern]
        };
        let words = words("mask", installation, rest);
        self.flatpak().ask(&words).await.map(drop)
    }
}

/// Whether a pattern is about this id alone.
fn is_only(pattern: &str, app: &AppRef) -> bool {
    let rest = ["app/", "runtime/"]
        .iter()
        .find_map(|kind| pattern.strip_prefix(kind))
        .unwrap_or(pattern);
    rest.split('/').next() == Some(app.id.as_str())
}

/// Reads the blocks of `remote-info --log`: `Commit:`, `Subject:`, `Date:`.
fn versions(text: &str) -> Vec<Version> {
    let mut found: Vec<Version> = Vec::new();
    for line in text.lines() {
        let Some((key, value)) = line.split_once(": ") else {
            continue;
        };
        let value = value.trim();
        match key.trim() {
            "Commit" => found.extend(value.parse().map(|commit| Version {
                commit,
                subject: None,
                made: None,
            })),
            "Subject" => {
                if let Some(last) = found.last_mut() {
                    last.subject = Some(value.to_owned()).filter(|text| !text.is_empty());
                }
            }
            "Date" => {
                if let Some(last) = found.last_mut() {
                    let made = DateTime::parse_from_str(value, "%Y-%m-%d %H:%M:%S %z");
                    last.made = made.ok().map(|time| time.to_utc());
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_versions_are_read() {
        let (new, old) = ("a".repeat(64), "b".repeat(64));
        let text = format!(
            "        ID: org.example.Alpha\n    Branch: stable\n\n    Commit: {new}\n    Parent: {old}\n   Subject: Date: none\n      Date: 2026-11-21 07:54:03 +0000\n   History: \n\n    Commit: {old}\n   Subject: \n      Date: once\n"
        );
        let found = versions(&text);
        let commits: Vec<&str> = found.iter().map(|one| one.commit.as_str()).collect();
        assert_eq!(commits, [new.as_str(), old.as_str()]);
        let subjects: Vec<_> = found.iter().map(|one| one.subject.as_deref()).collect();
        assert_eq!(subjects, [Some("Date: none"), None]);
        let made: Vec<_> = found.iter().map(|one| one.made.is_some()).collect();
        assert_eq!(made, [true, false]);
    }

    #[test]
    fn patterns_for_one_app_are_told_from_wide_ones() {
        let app: AppRef = "app/org.example.Alpha/x86_64/stable".parse().unwrap();
        for (pattern, only) in [
            ("org.example.Alpha", true),
            ("app/org.example.Alpha/x86_64/stable", true),
            ("org.example.Alpha//stable", true),
            ("org.example.*", false),
            ("org.example.Alpha*", false),
            ("app/*", false),
        ] {
            assert_eq!(is_only(pattern, &app), only, "{pattern}");
        }
    }
}
