//! One copy: taking it, and putting it in place.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{FileExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::found::found;
use super::set::{ITEMS, Item, Place};
use super::{At as _, LooksError, Saved, files};
use crate::tr;

const MANIFEST: &str = "manifest.json";
const README: &str = "README.txt";
/// The database of dconf.
pub(super) const DCONF: &str = "dconf/user";

/// A person's folders.
#[derive(Clone, Debug)]
pub(super) struct Paths {
    pub(super) home: PathBuf,
    pub(super) config: PathBuf,
    pub(super) data: PathBuf,
    /// Where running programs share what they know.
    pub(super) runtime: Option<PathBuf>,
}

impl Paths {
    pub(super) fn of(&self, item: &Item) -> PathBuf {
        let place = match item.place {
            Place::Home => &self.home,
            Place::Config => &self.config,
            Place::Data => &self.data,
            Place::Root => Path::new("/"),
        };
        place.join(&item.path)
    }

    /// Whether a path without links is in the person's own folders.
    pub(super) fn is_own(&self, real: &Path) -> bool {
        let roots = [&self.home, &self.config, &self.data];
        let mut roots = roots.into_iter().flat_map(fs::canonicalize);
        roots.any(|root| real.starts_with(root))
    }

    /// Whether the folder that something lies in is the person's own. A link may make it the system's, which cannot be
    /// written and is another one with another system.
    pub(super) fn is_within(&self, path: &Path) -> bool {
        let folder = path.parent().and_then(files::real_folder);
        folder.is_some_and(|folder| self.is_own(&folder))
    }

    /// Where a link leads to in the end, when that is the person's own.
    fn behind(&self, link: &Path) -> Option<PathBuf> {
        files::end_of_links(link).filter(|real| self.is_own(real))
    }

    /// A path as people write it.
    pub(super) fn shown(&self, path: &Path) -> String {
        match path.strip_prefix(&self.home) {
            Ok(below) => format!("~/{}", below.display()),
            Err(_) => path.display().to_string(),
        }
    }
}

/// What is in a copy, and what was looked at for it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    desktop: String,
    /// Seconds since 1970.
    at: i64,
    #[serde(default)]
    reason: Reason,
    /// What was looked at: a later list of files may be longer.
    set: Vec<Item>,
    files: Vec<Entry>,
    /// Folders that were there.
    folders: Vec<Folder>,
}

/// A folder around files.
#[derive(Debug, Serialize, Deserialize)]
struct Folder {
    #[serde(flatten)]
    item: Item,
    /// Its access rights. `None`: an earlier Isotope did not write them down.
    #[serde(default)]
    mode: Option<u32>,
}

/// Why a copy was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Reason {
    /// The desktop was left, or a person wanted it.
    #[default]
    Kept,
    /// What another desktop had left was mended.
    Repair,
    /// Another copy of the same desktop came in its place.
    Replaced,
}

/// A file or link.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    item: Item,
    /// What it says, when it is a link.
    link: Option<PathBuf>,
    /// Where it leads to in the end, when that is in the person's own folders: only then it is written through the link.
    #[serde(default)]
    behind: Option<PathBuf>,
    /// Its access rights, or those of the file that the link leads to. `None`: there are no bytes.
    mode: Option<u32>,
}

impl Manifest {
    /// The manifest of the copy in that folder; `None` when it is no copy.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, LooksError> {
        let path = folder.join(MANIFEST);
        let Some(text) = files::read(&path)? else {
            return Ok(None);
        };
        let read = serde_json::from_slice(&text).map_err(std::io::Error::from);
        read.at(&path).map(Some)
    }

    /// What is told of it.
    pub(super) fn saved(&self, id: &str, folder: PathBuf) -> Saved {
        Saved {
            id: id.to_owned(),
            desktop: self.desktop.clone(),
            spare: self.reason != Reason::Kept,
            at: DateTime::from_timestamp(self.at, 0).unwrap_or_default(),
            files: self.files.len(),
            folder,
        }
    }

    /// All that bringing this copy back may change, and what is put aside at any time.
    pub(super) fn reach(&self) -> Vec<Item> {
        let behind = self.files.iter().filter_map(|entry| entry.behind.as_ref());
        let behind = behind.filter_map(|path| {
            Some(Item {
                place: Place::Root,
                path: path.strip_prefix("/").ok()?.to_str()?.to_owned(),
            })
        });
        let all = ITEMS.iter().chain(&self.set).cloned().chain(behind);
        all.collect::<BTreeSet<Item>>().into_iter().collect()
    }

    /// Copies all settings of a set into an empty folder.
    pub(super) fn take(
        paths: &Paths,
        folder: &Path,
        set: Vec<Item>,
        (id, desktop, reason): (&str, &str, Reason),
        at: DateTime<Utc>,
    ) -> Result<Self, LooksError> {
        let (items, folders) = found(paths, &set)?;
        let mut entries = Vec::new();
        for item in items {
            entries.push(Entry::take(paths, folder, item)?);
        }
        let manifest = Self {
            format: 1,
            desktop: desktop.to_owned(),
            at: at.timestamp(),
            reason,
            set,
            files: entries,
            folders: folders
                .into_iter()
                .map(|item| Folder::take(paths, item))
                .collect(),
        };
        let text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::from);
        let readme = tr!("looks-readme", desktop = desktop, copy = id);
        for (name, bytes) in [
            (README, format!("{readme}\n").into_bytes()),
            (MANIFEST, text.at(folder)?),
        ] {
            let path = folder.join(name);
            let mut file = fs::File::create(&path).at(&path)?;
            file.write_all(&bytes).at(&path)?;
            file.sync_all().at(&path)?;
        }
        files::sync(folder)?;
        Ok(manifest)
    }

    /// Sees that no file of the copy is missing.
    ///
    /// # Errors
    /// With the one that is.
    pub(super) fn check(&self, folder: &Path) -> Result<(), LooksError> {
        let mut with_bytes = self.files.iter().filter(|entry| entry.mode.is_some());
        with_bytes.try_for_each(|entry| {
            let kept = entry.kept(folder);
            fs::metadata(&kept).at(&kept).map(drop)
        })
    }

    /// Makes the settings what they were, and says how many files are different now. Doing it again does no harm.
    pub(super) fn apply(&self, paths: &Paths, folder: &Path) -> Result<usize, LooksError> {
        let mut changed = 0;
        let (now, folders) = found(paths, &self.set)?;
        let before: BTreeSet<&Item> = self.files.iter().map(|entry| &entry.item).collect();
        for item in now.iter().filter(|item| !before.contains(item)) {
            files::remove(&paths.of(item))?;
            changed += 1;
            tell_dconf(paths, item);
        }
        self.apply_folders(paths, &folders);
        for entry in &self.files {
            if entry.put(paths, folder)? {
                changed += 1;
                tell_dconf(paths, &entry.item);
            }
        }
        Ok(changed)
    }

    /// Removes folders that are empty now and were not there before, and makes those that were. One with something in it
    /// stays, and an empty one is not worth a failure.
    fn apply_folders(&self, paths: &Paths, now: &[Item]) {
        let was = |folder: &&Item| self.folders.iter().any(|old| old.item == **folder);
        let new = now.iter().filter(|folder| !was(folder));
        // What is inside of a folder comes behind it.
        for folder in new.rev().map(|folder| paths.of(folder)) {
            if let Err(err) = fs::remove_dir(&folder) {
                tracing::debug!(%err, folder = %folder.display(), "a folder stays");
            }
        }
        for folder in &self.folders {
            if let Err(err) = folder.make(paths) {
                let path = paths.of(&folder.item);
                tracing::debug!(%err, folder = %path.display(), "a folder is not made");
            }
        }
    }

    /// The same for a single file or link.
    pub(super) fn apply_one(
        &self,
        paths: &Paths,
        folder: &Path,
        item: &Item,
    ) -> Result<(), LooksError> {
        match self.files.iter().find(|entry| entry.item == *item) {
            Some(entry) => entry.put(paths, folder).map(drop),
            None => files::remove(&paths.of(item)),
        }
    }

    /// All files and links of it.
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.files.iter().map(|entry| &entry.item)
    }

    /// Whether what is there now would not be lost: this copy has that link, or those bytes, perhaps behind a link.
    pub(super) fn knows(&self, paths: &Paths, folder: &Path, item: &Item) -> bool {
        let path = paths.of(item);
        self.files.iter().any(|entry| {
            let is_link = entry.link.is_some() && entry.is_same_link(&path);
            let is_it = entry.item == *item && (is_link || entry.is_in_place(paths, folder));
            is_it || entry.behind.as_ref() == Some(&path) && entry.has_bytes(folder, &path)
        })
    }

    /// Whether a file or link is now as it is in this copy.
    pub(super) fn has(&self, paths: &Paths, folder: &Path, item: &Item) -> bool {
        let mut entries = self.files.iter().filter(|entry| entry.item == *item);
        entries.any(|entry| entry.is_in_place(paths, folder))
    }
}

impl Folder {
    fn take(paths: &Paths, item: Item) -> Self {
        let mode = files::mode(&paths.of(&item)).ok();
        Self { item, mode }
    }

    /// Makes it as it was. One that is there keeps the access rights it has.
    fn make(&self, paths: &Paths) -> std::io::Result<()> {
        let path = paths.of(&self.item);
        if path.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&path)?;
        match self.mode {
            Some(mode) => fs::set_permissions(&path, fs::Permissions::from_mode(mode)),
            None => Ok(()),
        }
    }
}

impl Entry {
    fn take(paths: &Paths, folder: &Path, item: Item) -> Result<Self, LooksError> {
        let path = paths.of(&item);
        let link = fs::read_link(&path).ok();
        let is_file = fs::metadata(&path).is_ok_and(|found| found.is_file());
        let behind = link.as_ref().filter(|_| is_file);
        let mut entry = Self {
            behind: behind.and_then(|_| paths.behind(&path)),
            item,
            link,
            mode: None,
        };
        if is_file {
            let bytes = fs::read(&path).at(&path)?;
            let rights = files::mode(&path)?;
            files::put(&entry.kept(folder), &bytes, rights)?;
            entry.mode = Some(rights);
        }
        Ok(entry)
    }

    /// Where its bytes are in a copy.
    fn kept(&self, folder: &Path) -> PathBuf {
        folder.join(self.item.place.name()).join(&self.item.path)
    }

    fn is_in_place(&self, paths: &Paths, folder: &Path) -> bool {
        let path = paths.of(&self.item);
        let is_all = self.link.is_some() && self.behind.is_none();
        self.is_same_link(&path) && (is_all || self.mode.is_none() || self.has_bytes(folder, &path))
    }

    fn is_same_link(&self, path: &Path) -> bool {
        fs::read_link(path).ok() == self.link
    }

    fn has_bytes(&self, folder: &Path, path: &Path) -> bool {
        let is_same_mode = self.mode.is_some() && files::mode(path).ok() == self.mode;
        is_same_mode && fs::read(path).ok() == fs::read(self.kept(folder)).ok()
    }

    fn put(&self, paths: &Paths, folder: &Path) -> Result<bool, LooksError> {
        let path = paths.of(&self.item);
        if !paths.is_within(&path) {
            tracing::warn!(path = %path.display(), "left out: its folder leads out of the home folder");
            return Ok(false);
        }
        let (linked, end) = match &self.link {
            Some(target) => {
                let linked = files::link(&path, target)?;
                // Only where its bytes came from: what it leads to now may be somebody else's.
                let end = self.behind.clone();
                (
                    linked,
                    end.filter(|end| paths.behind(&path).as_ref() == Some(end)),
                )
            }
            None if path.is_symlink() => {
                files::remove(&path)?;
                (true, Some(path))
            }
            None => (false, Some(path)),
        };
        let (Some(mode), Some(end)) = (self.mode, end) else {
            return Ok(linked);
        };
        let kept = self.kept(folder);
        let bytes = fs::read(&kept).at(&kept)?;
        Ok(files::put(&end, &bytes, mode)? || linked)
    }
}

/// Tells programs that have the database open that it was replaced, as dconf itself does.
///
/// Source: dconf `shm/dconf-shm.c` (`dconf_shm_flag`).
fn tell_dconf(paths: &Paths, item: &Item) {
    if item.place != Place::Config || item.path != DCONF {
        return;
    }
    let Some(flag) = paths.runtime.as_ref().map(|runtime| runtime.join(DCONF)) else {
        return;
    };
    let Ok(file) = fs::File::options().write(true).open(&flag) else {
        return;
    };
    let told = file
        .write_all_at(&[1], 0)
        .and_then(|()| fs::remove_file(&flag));
    if let Err(err) = told {
        tracing::warn!(%err, "running programs do not hear of their settings");
    }
}
