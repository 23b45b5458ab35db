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

/// The moments of a change at which something else can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// It was looked at for the last time.
    Looked,
    /// The new bytes are in their place, and what stood there lies aside.
    Swapped,
    /// It is sure that nobody wrote in between. What stood there can still go back, which needs no room on the disk.
    Sure,
}

/// What happens at a moment. Where it fails when all is [`Moment::Sure`], the change is taken back.
type At<'a> = &'a mut dyn FnMut(Moment) -> io::Result<()>;

/// What else belongs to a change.
pub(super) type Keep<'a> = &'a mut dyn FnMut(&Edited) -> io::Result<()>;

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
    edit_and(path, change, &mut |_| Ok(()))
}

/// The same together with something else: when that fails, the file is as it was.
///
/// # Errors
/// As [`edit`], and what `keep` returns.
pub(super) fn edit_and<E: From<io::Error>>(
    path: &Path,
    change: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
    keep: Keep<'_>,
) -> Result<Edited, E> {
    edit_with(path, change, &mut |moment, edited| match moment {
        Moment::Looked | Moment::Swapped => Ok(()),
        Moment::Sure => keep(edited),
    })
}

/// The same, telling `at` what moment it is: tests are another program then.
fn edit_with<E: From<io::Error>>(
    path: &Path,
    mut change: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
    at: &mut dyn FnMut(Moment, &Edited) -> io::Result<()>,
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
        if swap(&path, folder, &edited, &mut |moment| at(moment, &edited))? {
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
fn swap(path: &Path, folder: &Path, edited: &Edited, at: At<'_>) -> io::Result<bool> {
    match (&edited.before, &edited.after) {
        (None, Some(after)) => create(path, write_aside(folder, path, after)?, after, at),
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

fn create(path: &Path, aside: NamedTempFile, after: &[u8], at: At<'_>) -> io::Result<bool> {
    match aside.persist_noclobber(path) {
        Ok(_) => {}
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(error.error),
    }
    if let Err(error) = at(Moment::Sure)
        && read(path)?.as_deref() == Some(after)
    {
        fs::remove_file(path)?;
        return Err(error);
    }
    Ok(true)
}

fn exchange(
    path: &Path,
    new: NamedTempFile,
    (before, after): (&[u8], &[u8]),
    at: At<'_>,
) -> io::Result<bool> {
    if read(path)?.as_deref() != Some(before) {
        return Ok(false);
    }
    let aside = Aside::new(path, Some(before), Some(after))?;
    let held = &aside.held;
    let moved = new.persist(held).map_err(|error| error.error).map(drop);
    at(Moment::Looked)?;
    match moved.and_then(|()| Ok(aside::exchange(held, path)?)) {
        Ok(()) => at(Moment::Swapped)?,
        Err(error) => {
            let done = match Errno::from_io_error(&error) {
                Some(Errno::NOENT) => Ok(false),
                // A file system that cannot exchange: the look a moment ago has to do.
                Some(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                    fs::rename(held, path).map(|()| {
                        if let Err(error) = at(Moment::Sure) {
                            tracing::debug!(%error, "what stood there is gone");
                        }
                        true
                    })
                }
                Some(_) | None => Err(error),
            };
            // Nothing of anybody else ever lay there.
            aside.discard();
            return done;
        }
    }
    if read(held)?.as_deref() == Some(before) {
        let kept = at(Moment::Sure);
        let is_back = kept.is_err() && exchange_back(held, path, after)?;
        aside.discard();
        return if is_back {
            kept.map(|()| true)
        } else {
            Ok(true)
        };
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

/// Takes ours away again. `false`: somebody wrote since on top of it, and that stays.
fn exchange_back(held: &Path, path: &Path, after: &[u8]) -> io::Result<bool> {
    aside::exchange(held, path)?;
    let is_ours = read(held)?.as_deref() == Some(after);
    if !is_ours {
        aside::exchange(held, path)?;
    }
    Ok(is_ours)
}

fn remove(path: &Path, before: &[u8], at: At<'_>) -> io::Result<bool> {
    let aside = Aside::new(path, Some(before), None)?;
    let held = &aside.held;
    at(Moment::Looked)?;
    if let Err(error) = fs::rename(path, held) {
        aside.discard();
        let gone = error.kind() == io::ErrorKind::NotFound;
        return if gone { Ok(false) } else { Err(error) };
    }
    at(Moment::Swapped)?;
    // Somebody may have written it in between: then it goes back, unless a newer one is there already.
    let is_ours = fs::read(held)? == before;
    let kept = if is_ours { at(Moment::Sure) } else { Ok(()) };
    let goes_back = !is_ours || kept.is_err();
    let is_back = goes_back && aside::place(held, path)?;
    if is_ours || is_back {
        aside.discard();
    }
    if is_back {
        kept.map(|()| is_ours)
    } else {
        Ok(is_ours)
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
