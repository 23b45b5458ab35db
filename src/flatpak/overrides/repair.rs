//! Files that flatpak refuses: finding them, and making them readable again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{ALL_APPS, BrokenFile, Change, OverrideError, Overrides, Scope, scopes_in};
use crate::flatpak::context;
use crate::flatpak::keyfile::Document;
use crate::flatpak::safe_file::{self, Edited, Stray};

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
                let (_, lines) = context::read(&Document::parse(&bytes));
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
    /// else stood on them is said again. A copy of the file is put into `backups` first; its path is returned.
    ///
    /// # Errors
    /// When the copy or the file cannot be written; then the file is as it was.
    pub fn repair(
        &self,
        scope: &Scope,
        backups: &Path,
        now: DateTime<Utc>,
    ) -> Result<(PathBuf, Edited), OverrideError> {
        let file = self.file(scope);
        let bytes = safe_file::read(&file)?.unwrap_or_default();
        let copy = copy_to(backups, scope, &bytes, now)?;
        let edited = safe_file::edit(&file, |bytes| {
            let mut document = Document::parse(bytes.unwrap_or_default());
            context::mend(&mut document);
            Ok::<_, OverrideError>(Some(document.to_bytes()))
        })?;
        Ok((copy, edited))
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

    /// Says again what that other program said, but of what something is said by now. A copy is put into `backups`
    /// first; its path is returned.
    ///
    /// # Errors
    /// [`OverrideError`]; then it lies where it lay.
    pub fn put_in(
        &self,
        astray: &Astray,
        backups: &Path,
        now: DateTime<Utc>,
    ) -> Result<(PathBuf, Edited), OverrideError> {
        let Astray { scope, stray } = astray;
        let theirs = fs::read(&stray.path)?;
        let copy = copy_to(backups, scope, &theirs, now)?;
        let edited = safe_file::edit(&self.file(scope), |bytes| {
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
        })?;
        stray.discard();
        Ok((copy, edited))
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

fn copy_to(backups: &Path, scope: &Scope, bytes: &[u8], now: DateTime<Utc>) -> io::Result<PathBuf> {
    let stamp = now.format("%Y%m%dT%H%M%S%.3f");
    let copy = backups.join(format!("{}-{stamp}", scope.file_name()));
    safe_file::edit(&copy, |_| io::Result::Ok(Some(bytes.to_vec())))?;
    Ok(copy)
}
