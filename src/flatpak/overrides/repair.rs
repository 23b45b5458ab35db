//! Files that flatpak refuses: finding them, and making them readable again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{BrokenFile, OverrideError, Overrides, Scope, scopes_in};
use crate::flatpak::context;
use crate::flatpak::keyfile::Document;
use crate::flatpak::safe_file::{self, Edited};

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
        fs::create_dir_all(backups)?;
        let stamp = now.format("%Y%m%dT%H%M%S%.3f");
        let copy = backups.join(format!("{}-{stamp}", scope.file_name()));
        safe_file::edit(&copy, |_| io::Result::Ok(Some(bytes.clone())))?;
        let edited = safe_file::edit(&file, |bytes| {
            let mut document = Document::parse(bytes.unwrap_or_default());
            context::mend(&mut document);
            Ok::<_, OverrideError>(Some(document.to_bytes()))
        })?;
        Ok((copy, edited))
    }
}
