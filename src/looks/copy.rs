//! One copy: taking it, and putting it in place.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::set::{ITEMS, Item, Place};
use super::{At as _, LooksError, Saved, files};
use crate::tr;

const MANIFEST: &str = "manifest.json";
const README: &str = "README.txt";
const DCONF: &str = "dconf/user";

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
        };
        place.join(&item.path)
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
    folders: Vec<Item>,
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
}

/// A file or link.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    item: Item,
    /// Where it leads to, when it is a link.
    link: Option<PathBuf>,
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
            before_repair: self.reason == Reason::Repair,
            at: DateTime::from_timestamp(self.at, 0).unwrap_or_default(),
            files: self.files.len(),
            folder,
        }
    }

    /// Copies all settings into an empty folder.
    pub(super) fn take(
        paths: &Paths,
        folder: &Path,
        (desktop, reason): (&str, Reason),
        at: DateTime<Utc>,
    ) -> Result<Self, LooksError> {
        let (items, folders) = found(paths, &ITEMS)?;
        let mut entries = Vec::new();
        for item in items {
            entries.push(Entry::take(paths, folder, item)?);
        }
        let manifest = Self {
            format: 1,
            desktop: desktop.to_owned(),
            at: at.timestamp(),
            reason,
            set: ITEMS.clone(),
            files: entries,
            folders,
        };
        let text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::from);
        let readme = tr!("looks-readme", desktop = desktop);
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

    /// Makes the settings what they were, and says how many files are different now. Doing it again does no harm.
    pub(super) fn apply(&self, paths: &Paths, folder: &Path) -> Result<usize, LooksError> {
        let mut changed = 0;
        let (now, _) = found(paths, &self.set)?;
        let before: BTreeSet<&Item> = self.files.iter().map(|entry| &entry.item).collect();
        for item in now.iter().filter(|item| !before.contains(item)) {
            let path = paths.of(item);
            fs::remove_file(&path).at(&path)?;
            self.remove_empty(paths, item);
            changed += 1;
            tell_dconf(paths, item);
        }
        for entry in &self.files {
            if entry.put(paths, folder)? {
                changed += 1;
                tell_dconf(paths, &entry.item);
            }
        }
        Ok(changed)
    }

    /// Removes the folders of a file that are empty now and were not there before.
    fn remove_empty(&self, paths: &Paths, item: &Item) {
        for folder in Path::new(&item.path).ancestors().skip(1) {
            let folder = Item {
                place: item.place,
                path: folder.to_string_lossy().into_owned(),
            };
            let is_new = !folder.path.is_empty() && !self.folders.contains(&folder);
            // One with something in it stays.
            if !is_new || fs::remove_dir(paths.of(&folder)).is_err() {
                break;
            }
        }
    }
}

impl Entry {
    fn take(paths: &Paths, folder: &Path, item: Item) -> Result<Self, LooksError> {
        let path = paths.of(&item);
        let link = fs::read_link(&path).ok();
        let is_file = fs::metadata(&path).is_ok_and(|found| found.is_file());
        let mut mode = None;
        if is_file {
            let bytes = fs::read(&path).at(&path)?;
            let rights = files::mode(&path)?;
            files::put(
                &folder.join(item.place.name()).join(&item.path),
                &bytes,
                rights,
            )?;
            mode = Some(rights);
        }
        Ok(Self { item, link, mode })
    }

    fn put(&self, paths: &Paths, folder: &Path) -> Result<bool, LooksError> {
        let path = paths.of(&self.item);
        let linked = match &self.link {
            Some(target) => files::link(&path, target)?,
            None if path.is_symlink() => {
                // What it leads to now is somebody else's.
                fs::remove_file(&path).at(&path)?;
                true
            }
            None => false,
        };
        let Some(mode) = self.mode else {
            return Ok(linked);
        };
        let kept = folder.join(self.item.place.name()).join(&self.item.path);
        let bytes = fs::read(&kept).at(&kept)?;
        let path = match &self.link {
            Some(target) => path.parent().unwrap_or(Path::new("/")).join(target),
            None => path,
        };
        Ok(files::put(&path, &bytes, mode)? || linked)
    }
}

/// The files and links that are there, and the folders around them.
fn found(paths: &Paths, set: &[Item]) -> Result<(Vec<Item>, Vec<Item>), LooksError> {
    let (mut items, mut folders) = (Vec::new(), BTreeSet::new());
    for item in set {
        walk(paths, item, &mut items, &mut folders)?;
        for folder in Path::new(&item.path).ancestors().skip(1) {
            let folder = Item {
                place: item.place,
                path: folder.to_string_lossy().into_owned(),
            };
            if !folder.path.is_empty() && paths.of(&folder).is_dir() {
                folders.insert(folder);
            }
        }
    }
    Ok((items, folders.into_iter().collect()))
}

fn walk(
    paths: &Paths,
    item: &Item,
    items: &mut Vec<Item>,
    folders: &mut BTreeSet<Item>,
) -> Result<(), LooksError> {
    let path = paths.of(item);
    let Ok(kind) = fs::symlink_metadata(&path).map(|found| found.file_type()) else {
        return Ok(());
    };
    if kind.is_dir() {
        folders.insert(item.clone());
        let mut names: Vec<_> = fs::read_dir(&path).at(&path)?.flatten().collect();
        names.sort_by_key(fs::DirEntry::file_name);
        for name in names {
            let path = format!("{}/{}", item.path, name.file_name().to_string_lossy());
            let inner = Item {
                place: item.place,
                path,
            };
            walk(paths, &inner, items, folders)?;
        }
    } else if kind.is_file() || kind.is_symlink() {
        items.push(item.clone());
    }
    Ok(())
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
