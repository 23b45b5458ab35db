//! Space used by one version. The files of a version are hard links into the repository, shared with other versions.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::backend::{BackendError, DiskUsage};

/// Adds up a version's folder. `None`: it cannot be read at all.
///
/// # Errors
/// When the reading is broken off.
pub(super) async fn usage(folder: PathBuf) -> Result<Option<DiskUsage>, BackendError> {
    let walk = tokio::task::spawn_blocking(move || walk(&folder));
    match walk.await {
        Ok(Ok(usage)) => Ok(Some(usage)),
        Ok(Err(err)) => {
            tracing::debug!(%err, "a version's folder cannot be read");
            Ok(None)
        }
        Err(err) => Err(BackendError::Unexpected {
            detail: err.to_string(),
        }),
    }
}

#[derive(Default)]
struct Sum {
    usage: DiskUsage,
    /// Files with several names: inode → (names found here, all names, bytes).
    linked: HashMap<u64, (u64, u64, u64)>,
}

impl Sum {
    fn add(&mut self, file: &Metadata) {
        let bytes = file.size();
        if file.nlink() <= 1 {
            self.usage.total_bytes += bytes;
            self.usage.own_bytes += bytes;
        } else {
            let entry = self.linked.entry(file.ino());
            entry.or_insert((0, file.nlink(), bytes)).0 += 1;
        }
    }

    /// One name more than found here is the repository's own.
    fn end(mut self) -> DiskUsage {
        for (here, all, bytes) in self.linked.into_values() {
            self.usage.total_bytes += bytes;
            if all <= here + 1 {
                self.usage.own_bytes += bytes;
            }
        }
        self.usage
    }
}

fn walk(folder: &Path) -> io::Result<DiskUsage> {
    let device = fs::symlink_metadata(folder)?.dev();
    let mut sum = Sum::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(err) => {
                // Some folders are only for the administrator.
                tracing::debug!(folder = %folder.display(), %err, "left out");
                continue;
            }
        };
        for entry in entries {
            let entry = entry?;
            // Does not follow links.
            let metadata = entry.metadata()?;
            if metadata.dev() != device {
                continue;
            }
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                sum.add(&metadata);
            }
        }
    }
    Ok(sum.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_files_are_not_ones_own() {
        let temp = tempfile::tempdir().unwrap();
        let path = |name: &str| temp.path().join(name);
        for folder in ["repo", "a/usr", "b"] {
            fs::create_dir_all(path(folder)).unwrap();
        }
        fs::write(path("repo/shared"), [0; 1000]).unwrap();
        fs::write(path("repo/mine"), [0; 200]).unwrap();
        fs::write(path("repo/twice"), [0; 30]).unwrap();
        for (object, name) in [
            ("shared", "a/shared"),
            ("shared", "b/shared"),
            ("mine", "a/usr/mine"),
            ("twice", "a/one"),
            ("twice", "a/usr/two"),
        ] {
            fs::hard_link(path("repo").join(object), path(name)).unwrap();
        }
        fs::write(path("a/local"), [0; 4]).unwrap();
        std::os::unix::fs::symlink("/proc/kcore", path("a/link")).unwrap();
        let link = u64::try_from("/proc/kcore".len()).unwrap();
        let usage = walk(&path("a")).unwrap();
        assert_eq!(usage.total_bytes, 1000 + 200 + 30 + 4 + link);
        assert_eq!(usage.own_bytes, 200 + 30 + 4 + link);
        assert_eq!(walk(&path("b")).unwrap().own_bytes, 0);
    }
}
