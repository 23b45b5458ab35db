//! Changing a small file that other programs change too, without losing a word of anybody.
//!
//! `flatpak override`, Flatseal and people with editors read, change and rename without any lock. So a change here is
//! made on what is on the disk at that moment: read, change, write aside, look again, *exchange* both files in one step
//! of the kernel, and look at the file that came out. If it is not the one that was read, somebody wrote in between:
//! it goes back and the change is made anew, on top of theirs. Programs of ours wait for each other by a lock. What lies
//! aside when a program is killed says by its name whose it is (see [`aside`]), so that the next one puts it in order.

mod aside;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::json;
use aside::{ASIDE, Aside, LETTERS, sweep};

pub(super) use aside::Stray;

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

/// The moments of a change at which another program makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// It was looked at for the last time.
    Looked,
    /// The new bytes are in their place, and what stood there lies aside.
    Swapped,
}

/// Changes a file. `change` gets its bytes and says what they shall be; it may be asked more than once.
///
/// A symbolic link stays one: what it points to is changed. New files get mode 0644, folders are made.
///
/// # Errors
/// What `change` returns; and when the file cannot be read or written: then it is as it was.
pub(super) fn edit<E: From<io::Error>>(
    path: &Path,
    change: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
) -> Result<Edited, E> {
    edit_with(path, change, &mut |_| ())
}

/// The same, telling `at` what moment it is: tests are another program then.
fn edit_with<E: From<io::Error>>(
    path: &Path,
    mut change: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
    at: &mut dyn FnMut(Moment),
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
        if swap(&path, folder, &edited, at)? {
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

/// What other programs wrote that lies aside of a file, or of others in its folder: it could not go back.
///
/// # Errors
/// When the folder cannot be read.
pub(super) fn strays(path: &Path) -> io::Result<Vec<Stray>> {
    let path = follow(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let _lock = lock_folder(folder)?;
    aside::strays(folder)
}

/// Puts the new bytes in the old ones' place; `false` when the old ones were not there any more.
fn swap(
    path: &Path,
    folder: &Path,
    edited: &Edited,
    at: &mut dyn FnMut(Moment),
) -> io::Result<bool> {
    match (&edited.before, &edited.after) {
        (None, Some(after)) => create(path, write_aside(folder, path, after)?),
        (Some(before), Some(after)) => {
            let new = write_aside(folder, path, after)?;
            exchange(path, new, (before, after), at)
        }
        (Some(before), None) => remove(path, before, at),
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

fn exchange(
    path: &Path,
    new: NamedTempFile,
    (before, after): (&[u8], &[u8]),
    at: &mut dyn FnMut(Moment),
) -> io::Result<bool> {
    if read(path)?.as_deref() != Some(before) {
        return Ok(false);
    }
    let aside = Aside::new(path, Some(before), Some(after))?;
    let held = &aside.held;
    let moved = new.persist(held).map_err(|error| error.error).map(drop);
    at(Moment::Looked);
    match moved.and_then(|()| Ok(aside::exchange(held, path)?)) {
        Ok(()) => at(Moment::Swapped),
        Err(error) => {
            let done = match Errno::from_io_error(&error) {
                Some(Errno::NOENT) => Ok(false),
                // A file system that cannot exchange: the look a moment ago has to do.
                Some(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                    fs::rename(held, path).map(|()| true)
                }
                Some(_) | None => Err(error),
            };
            // Nothing of anybody else ever lay there.
            aside.discard();
            return done;
        }
    }
    if read(held)?.as_deref() == Some(before) {
        aside.discard();
        return Ok(true);
    }
    aside::exchange(held, path)?;
    if read(held)?.as_deref() == Some(after) {
        aside.discard();
    } else {
        // Somebody wrote once more: that is the newest, and what it did not see stays aside.
        aside::exchange(held, path)?;
    }
    Ok(false)
}

fn remove(path: &Path, before: &[u8], at: &mut dyn FnMut(Moment)) -> io::Result<bool> {
    let aside = Aside::new(path, Some(before), None)?;
    let held = &aside.held;
    at(Moment::Looked);
    if let Err(error) = fs::rename(path, held) {
        aside.discard();
        let gone = error.kind() == io::ErrorKind::NotFound;
        return if gone { Ok(false) } else { Err(error) };
    }
    at(Moment::Swapped);
    // Somebody may have written it in between: then it goes back, unless a newer one is there already.
    let is_ours = fs::read(held)? == before;
    if is_ours || aside::place(held, path)? {
        aside.discard();
    }
    Ok(is_ours)
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
