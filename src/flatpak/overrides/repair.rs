//! Files that flatpak refuses: finding them, and making them readable again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{ALL_APPS, BrokenFile, Change, OverrideError, Overrides, Scope, scopes_in};
use crate::flatpak::context;
use crate::flatpak::keyfile::Document;
use crate::flatpak::safe_file::{self, Edited, Keep, Stray};

impl Overrides {
    /// Every override file that flatpak refuses.
    ///
    /// # Errors
    /// When a folder is there and cannot be read.
    pub fn broken(&self) -> io::Result<Vec<BrokenFile>> {
        let mut broken = Vec::new();
        for (folder, of_system) in [(&self.system, true), (&self.user, false)] {
            for scope in scopes_in(folder)? {
                let path = folder.join(scope.file_name());
                let bytes = safe_file::read(&path)?.unwrap_or_default();
                let (_, lines) = context::read_for(&Document::parse(&bytes), self.flatpak);
                if !lines.is_empty() {
                    broken.push(BrokenFile {
                        scope,
                        of_system,
                        path,
                        lines,
                    });
                }
            }
        }
        Ok(broken)
    }

    /// Makes the person's file one that flatpak reads: the lines that it refuses become comments, and what
    /// else stood on them is said again. A copy of the file is put into the folder for it first; its path is returned.
    /// Together with something else: both or neither.
    ///
    /// # Errors
    /// When the copy or the file cannot be written, or the other thing cannot be done; then the file is as it was, and
    /// there is no copy.
    pub(in crate::flatpak) fn repair(
        &self,
        scope: &Scope,
        backup: Backup<'_>,
        keep: Keep<'_>,
    ) -> Result<(PathBuf, Edited), OverrideError> {
        let file = self.file(scope);
        let bytes = safe_file::read(&file)?.unwrap_or_default();
        backup.of(scope, &bytes, || {
            let mend = |bytes: Option<&[u8]>| {
                let mut document = Document::parse(bytes.unwrap_or_default());
                context::mend(&mut document);
                Ok(Some(document.to_bytes()))
            };
            safe_file::edit_and(&file, mend, keep)
        })
    }

    /// What other programs wrote into the person's files in the very instant in which a program of Isotope was killed
    /// that changed them, and could not go back to its place by itself.
    ///
    /// # Errors
    /// When a folder is there and cannot be read.
    pub fn astray(&self) -> io::Result<Vec<Astray>> {
        // What lies in the folder itself, and beside files that are elsewhere.
        let mut all = safe_file::strays(&self.user.join(ALL_APPS))?;
        for scope in self.scopes()? {
            let file = self.file(&scope);
            if fs::symlink_metadata(&file)?.is_symlink() {
                all.extend(safe_file::strays(&file)?);
            }
        }
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all.dedup();
        let named = all.into_iter().filter_map(|stray| {
            let scope = stray.of.file_name()?.to_str()?.parse().ok()?;
            Some(Astray { scope, stray })
        });
        Ok(named.collect())
    }

    /// Says again what that other program said, but of what something is said by now. A copy is put into the folder for
    /// it first; its path is returned. Together with something else: both or neither.
    ///
    /// # Errors
    /// [`OverrideError`]; then it lies where it lay, and there is no copy.
    pub(in crate::flatpak) fn put_in(
        &self,
        astray: &Astray,
        backup: Backup<'_>,
        keep: Keep<'_>,
    ) -> Result<(PathBuf, Edited), OverrideError> {
        let Astray { scope, stray } = astray;
        let theirs = fs::read(&stray.path)?;
        let again = |bytes: Option<&[u8]>| {
            if stray.is_ours(bytes) {
                return Ok(Some(theirs.clone()));
            }
            let said = |bytes: &[u8]| context::read(&Document::parse(bytes)).0;
            let here = said(bytes.unwrap_or_default());
            let lost = said(&theirs);
            let lost = lost.iter().filter(|(target, _)| here.get(target).is_none());
            let again = lost.map(|(target, setting)| Change {
                target: target.clone(),
                setting: Some(setting.clone()),
            });
            self.rewrite(scope, bytes, &again.collect::<Vec<_>>())
        };
        let done = backup.of(scope, &theirs, || {
            safe_file::edit_and(&self.file(scope), again, keep)
        })?;
        stray.discard();
        Ok(done)
    }
}

/// What another program wrote, and lies aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Astray {
    /// Whom it is about.
    pub scope: Scope,
    stray: Stray,
}

impl Astray {
    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.stray.path
    }
}

/// Where copies of what is repaired are put, and when that is.
#[derive(Clone, Copy, Debug)]
pub(in crate::flatpak) struct Backup<'a> {
    pub(in crate::flatpak) folder: &'a Path,
    pub(in crate::flatpak) now: DateTime<Utc>,
}

impl Backup<'_> {
    /// Puts a copy there for what is done then; when that fails, it is not needed.
    fn of(
        self,
        scope: &Scope,
        bytes: &[u8],
        work: impl FnOnce() -> Result<Edited, OverrideError>,
    ) -> Result<(PathBuf, Edited), OverrideError> {
        let stamp = self.now.format("%Y%m%dT%H%M%S%.3f");
        let copy = self.folder.join(format!("{}-{stamp}", scope.file_name()));
        safe_file::edit(&copy, |_| io::Result::Ok(Some(bytes.to_vec())))?;
        let edited = work().inspect_err(|_| {
            if let Err(error) = fs::remove_file(&copy) {
                tracing::warn!(%error, "a copy that nobody needs stays");
            }
        })?;
        Ok((copy, edited))
    }
}
