//! Changing a small file that other programs change too, without losing a word of anybody.
//!
//! `flatpak override`, Flatseal and people with editors read, change and rename without any lock. So a change here is
//! made on what is on the disk at that moment: read, change, write aside, look again, *exchange* both files in one step
//! of the kernel, and look at the file that came out. If it is not the one that was read, somebody wrote in between:
//! it goes back and the change is made anew, on top of theirs. Programs of ours wait for each other by a lock.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FlockOperation, RenameFlags, flock, renameat_with};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::json;

/// How the names begin of what is being written, or was when its program was killed.
const ASIDE: &str = ".isotope-";
/// How many random letters follow.
const LETTERS: usize = 6;

/// How often a change is made anew before giving up: each time somebody else wrote in the same instant.
const ATTEMPTS: usize = 100;

/// What a file was and is. `None` is: not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited {
    /// Its bytes before.
    #[serde(with = "json::bytes")]
    pub before: Option<Vec<u8>>,
    /// Its bytes now.
    #[serde(with = "json::bytes")]
    pub after: Option<Vec<u8>>,
}

/// Changes a file. `change` gets its bytes and says what they shall be; it may be asked more than once.
///
/// A symbolic link stays one: what it points to is changed. New files get mode 0644, folders are made.
///
/// # Errors
/// What `change` returns; and when the file cannot be read or written: then it is as it was.
pub(super) fn edit<E: From<io::Error>>(
    path: &Path,
    mut change: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
) -> Result<Edited, E> {
    let path = follow(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut lock = None;
    for _ in 0..ATTEMPTS {
        let before = read(&path)?;
        let after = change(before.as_deref())?;
        if after == before {
            return Ok(Edited { before, after });
        }
        if lock.is_none() {
            // What was read without the lock is read again with it.
            lock = Some(lock_folder(folder)?);
            sweep(folder);
            continue;
        }
        let edited = Edited { before, after };
        if swap(&path, folder, &edited)? {
            return Ok(edited);
        }
    }
    Err(io::Error::new(
        io::ErrorKind::ResourceBusy,
        "another program keeps writing it",
    )
    .into())
}

/// The bytes of a file; `None` when it is not there.
///
/// # Errors
/// When it is there and cannot be read.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The file that a path means in the end, there or not.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..40 {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("/")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(Errno::LOOP.into())
}

/// Keeps our own programs in a row. Other programs do not know of it.
fn lock_folder(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    let file = File::open(folder)?;
    flock(&file, FlockOperation::LockExclusive)?;
    Ok(file)
}

/// Removes what programs of ours left that were killed while they wrote: whoever has the lock is the only one who writes.
fn sweep(folder: &Path) {
    let is_ours = |name: &str| {
        let letters = name.strip_prefix(ASIDE).unwrap_or_default();
        letters.len() == LETTERS && letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_str().is_none_or(|name| !is_ours(name)) {
            continue;
        }
        let path = entry.path();
        let removed = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
        if let Err(error) = removed {
            tracing::debug!(%error, path = %path.display(), "it stays");
        }
    }
}

/// Puts the new bytes in the old ones' place; `false` when the old ones were not there any more.
fn swap(path: &Path, folder: &Path, edited: &Edited) -> io::Result<bool> {
    match (&edited.before, &edited.after) {
        (None, Some(after)) => create(path, write_aside(folder, path, after)?),
        (Some(before), Some(after)) => {
            let aside = write_aside(folder, path, after)?;
            exchange(path, aside, before)
        }
        (Some(before), None) => remove(path, folder, before),
        (None, None) => Ok(true),
    }
    .inspect(|_| sync(folder))
}

/// A complete file with the new bytes beside the one that is to change.
fn write_aside(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut aside = tempfile::Builder::new()
        .prefix(ASIDE)
        .rand_bytes(LETTERS)
        .tempfile_in(folder)?;
    aside.write_all(bytes)?;
    let mode = fs::metadata(path).map_or(0o644, |meta| meta.permissions().mode());
    aside
        .as_file()
        .set_permissions(fs::Permissions::from_mode(mode))?;
    aside.as_file().sync_all()?;
    Ok(aside)
}

fn create(path: &Path, aside: NamedTempFile) -> io::Result<bool> {
    match aside.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    }
}

fn exchange(path: &Path, aside: NamedTempFile, before: &[u8]) -> io::Result<bool> {
    if read(path)?.as_deref() != Some(before) {
        return Ok(false);
    }
    match renameat_with(CWD, aside.path(), CWD, path, RenameFlags::EXCHANGE) {
        Ok(()) => {}
        Err(Errno::NOENT) => return Ok(false),
        // A file system that cannot exchange: the look a moment ago has to do.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            aside.persist(path).map_err(|error| error.error)?;
            return Ok(true);
        }
        Err(error) => return Err(error.into()),
    }
    if read(aside.path())?.as_deref() == Some(before) {
        return Ok(true);
    }
    renameat_with(CWD, aside.path(), CWD, path, RenameFlags::EXCHANGE)?;
    Ok(false)
}

fn remove(path: &Path, folder: &Path, before: &[u8]) -> io::Result<bool> {
    let aside = tempfile::Builder::new()
        .prefix(ASIDE)
        .rand_bytes(LETTERS)
        .tempdir_in(folder)?;
    let gone = aside.path().join("gone");
    match fs::rename(path, &gone) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    }
    if fs::read(&gone)? == before {
        return Ok(true);
    }
    // Somebody wrote it in between: it goes back, unless a newer one is there already.
    match renameat_with(CWD, &gone, CWD, path, RenameFlags::NOREPLACE) {
        Ok(()) | Err(Errno::EXIST) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// The folder's own entry reaches the disk as well; a file system that cannot do so is none of our business.
fn sync(folder: &Path) {
    if let Err(error) = File::open(folder).and_then(|file| file.sync_all()) {
        tracing::debug!(%error, "the folder could not be synced");
    }
}

#[cfg(test)]
#[path = "safe_file_tests.rs"]
mod tests;
