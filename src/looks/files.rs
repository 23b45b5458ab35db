//! Single files: read, replaced in one step, removed.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use super::{At as _, LooksError};

/// The bytes of a file; `None` when it is not there.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, LooksError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(err) => Err(err).at(path),
    }
}

/// The access rights of a file.
pub(super) fn mode(path: &Path) -> Result<u32, LooksError> {
    Ok(fs::metadata(path).at(path)?.permissions().mode() & 0o7777)
}

/// How many links lead from one to the next at most. Source: Linux `path_resolution(7)`.
const LINKS: usize = 40;

/// Where a path leads to in the end, also when nothing is there yet. `None`: nobody can tell, or in circles.
pub(super) fn end_of_links(path: &Path) -> Option<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let folder = real_folder(path.parent()?)?;
        let here = folder.join(path.file_name()?);
        match fs::read_link(&here) {
            Ok(target) => path = folder.join(target),
            Err(_) => return Some(here),
        }
    }
    None
}

/// A folder without links in its path, also when its last parts are not there yet. `None`: a link leads to nothing.
pub(super) fn real_folder(folder: &Path) -> Option<PathBuf> {
    match fs::canonicalize(folder) {
        Ok(real) => Some(real),
        Err(_) if folder.is_symlink() => None,
        Err(_) => Some(real_folder(folder.parent()?)?.join(folder.file_name()?)),
    }
}

/// Removes a file or link, if it is there.
pub(super) fn remove(path: &Path) -> Result<(), LooksError> {
    #[cfg(test)]
    super::tests::copies::burn(path)?;
    match fs::remove_file(path) {
        Err(err) if err.kind() != io::ErrorKind::NotFound => Err(err).at(path),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Puts bytes in a file's place in one step. Says whether anything is different now.
pub(super) fn put(path: &Path, bytes: &[u8], mode_wanted: u32) -> Result<bool, LooksError> {
    if read(path)?.as_deref() == Some(bytes) && mode(path)? == mode_wanted {
        return Ok(false);
    }
    #[cfg(test)]
    super::tests::copies::burn(path)?;
    let folder = parent(path)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).at(folder)?;
    file.write_all(bytes).at(path)?;
    let rights = fs::Permissions::from_mode(mode_wanted);
    file.as_file().set_permissions(rights).at(path)?;
    file.as_file().sync_all().at(path)?;
    file.persist(path).map_err(|err| err.error).at(path)?;
    Ok(true)
}

/// Makes a link in one step. Says whether anything is different now.
pub(super) fn link(path: &Path, target: &Path) -> Result<bool, LooksError> {
    if fs::read_link(path).is_ok_and(|now| now == target) {
        return Ok(false);
    }
    #[cfg(test)]
    super::tests::copies::burn(path)?;
    let folder = parent(path)?;
    let aside = tempfile::tempdir_in(folder).at(folder)?;
    let made = aside.path().join("link");
    symlink(target, &made).at(path)?;
    fs::rename(&made, path).at(path)?;
    Ok(true)
}

/// The folder of a file, made when it is not there.
fn parent(path: &Path) -> Result<&Path, LooksError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).at(folder)?;
    Ok(folder)
}

/// Waits until a folder's names are on the disk.
pub(super) fn sync(folder: &Path) -> Result<(), LooksError> {
    File::open(folder)
        .and_then(|file| file.sync_all())
        .at(folder)
}
