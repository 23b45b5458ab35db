//! The settings of a desktop, put aside before another one comes and brought back with it.
//!
//! Which files these are stands in `data/desktop-settings.toml`. A copy is a plain folder with the files as they were and a
//! README, so that it can be brought back by hand. Bringing back makes the files identical again and takes away those that
//! were not there, after all that is there now was put aside, too.
//!
//! Nothing is left half done: a copy gets its name when it is complete, and bringing back is written down first, so that
//! whatever interrupts it, the next one who looks completes it ([`Looks::finish`]). Should it fail, what was there before
//! comes back.

mod copy;
mod dconf;
mod files;
pub mod leftovers;
mod set;

#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use crate::practice_api::{ENV_APPS_HOME, ENV_APPS_RUNTIME, ENV_MACHINE};
use copy::{Manifest, Paths, Reason};

pub use dconf::quiet_dconf;

/// Names in the folder of all copies that are no copies.
const LOCK: &str = ".lock";
const JOURNAL: &str = ".restoring.json";
const ASIDE: &str = ".new-";
/// A desktop of which the name is not known.
pub const UNKNOWN: &str = "desktop";

/// Why settings could not be put aside or brought back. What was there is there.
#[derive(Debug, thiserror::Error)]
pub enum LooksError {
    /// There is no such copy.
    #[error("no copy is called {id}")]
    NoSuchCopy {
        /// What was asked for.
        id: String,
    },
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A key of dconf cannot be written.
    #[error("dconf {key}: {detail}")]
    Dconf {
        /// Which one.
        key: String,
        /// Its own words.
        detail: String,
    },
}

/// Names the file.
trait At<T> {
    fn at(self, path: &Path) -> Result<T, LooksError>;
}

impl<T, E: Into<io::Error>> At<T> for Result<T, E> {
    fn at(self, path: &Path) -> Result<T, LooksError> {
        self.map_err(|err| LooksError::File {
            path: path.to_owned(),
            source: err.into(),
        })
    }
}

/// One copy of a desktop's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its name among the copies.
    pub id: String,
    /// Which desktop they are of.
    pub desktop: String,
    /// Whether it was made before what another desktop had left was mended.
    pub before_repair: bool,
    /// When they were put aside.
    pub at: DateTime<Utc>,
    /// How many files it has.
    pub files: usize,
    /// Its folder.
    pub folder: PathBuf,
}

/// What bringing settings back has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The copy that is in place now.
    pub from: Saved,
    /// The copy of what was there until now.
    pub aside: Saved,
    /// How many files are different from before.
    pub changed: usize,
}

/// A restoration that is going on.
#[derive(Serialize, Deserialize)]
struct Journal {
    from: String,
}

/// A person's settings and their copies. Blocks; call it away from windows.
#[derive(Clone, Debug)]
pub struct Looks {
    paths: Paths,
    store: PathBuf,
}

impl Looks {
    /// This person's; on the practice machine, those of the person there.
    #[must_use]
    pub fn of_this_person() -> Self {
        let var = |name: &str| {
            let value = std::env::var_os(name).filter(|value| !value.is_empty());
            value.map(PathBuf::from)
        };
        Self::new(var, Path::new("/.flatpak-info").exists())
    }

    /// Those that an environment names. In a sandbox the usual variables name the app's own folders, and settings of the
    /// desktop are not there.
    fn new(var: impl Fn(&str) -> Option<PathBuf>, sandboxed: bool) -> Self {
        if let Some(machine) = var(ENV_MACHINE) {
            // A machine without apps has nobody's home folder, and the real one is not touched.
            let home = var(ENV_APPS_HOME).unwrap_or_else(|| machine.join("person"));
            let mut there = Self::at(&home);
            there.paths.runtime = var(ENV_APPS_RUNTIME);
            return there;
        }
        let home = var("HOME").unwrap_or_default();
        let standard = Self::at(&home);
        let own = var("XDG_DATA_HOME").unwrap_or_else(|| standard.paths.data.clone());
        let (config, data) = if sandboxed {
            (var("HOST_XDG_CONFIG_HOME"), var("HOST_XDG_DATA_HOME"))
        } else {
            (var("XDG_CONFIG_HOME"), var("XDG_DATA_HOME"))
        };
        Self {
            store: own.join("isotope/desktop-settings"),
            paths: Paths {
                config: config.unwrap_or(standard.paths.config),
                data: data.unwrap_or(standard.paths.data),
                runtime: var("XDG_RUNTIME_DIR"),
                home,
            },
        }
    }

    /// Those of the person with that home folder.
    #[must_use]
    pub fn at(home: &Path) -> Self {
        let data = home.join(".local/share");
        Self {
            store: data.join("isotope/desktop-settings"),
            paths: Paths {
                home: home.to_owned(),
                config: home.join(".config"),
                data,
                runtime: None,
            },
        }
    }

    /// All copies, the newest first. What is no copy is left out.
    #[must_use]
    pub fn copies(&self) -> Vec<Saved> {
        let entries = fs::read_dir(&self.store).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut found: Vec<Saved> = names.filter_map(|id| self.copy(&id).ok()).collect();
        found.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        found
    }

    /// The copy of that name.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn copy(&self, id: &str) -> Result<Saved, LooksError> {
        Ok(self.read(id)?.1)
    }

    /// Puts the settings of the desktop that runs aside: copies them, they stay in place.
    ///
    /// # Errors
    /// When a file cannot be read or written; then there is no copy.
    pub fn save(&self, desktop: &str, at: DateTime<Utc>) -> Result<Saved, LooksError> {
        let _lock = self.lock()?;
        self.complete()?;
        self.save_now(desktop, at, Reason::Kept)
    }

    /// Brings a copy back. What is there now, of the desktop that runs, is put aside first.
    ///
    /// # Errors
    /// When there is no such copy, or a file cannot be read or written; then all is as it was.
    pub fn restore(
        &self,
        id: &str,
        desktop: &str,
        at: DateTime<Utc>,
    ) -> Result<Restored, LooksError> {
        let _lock = self.lock()?;
        self.complete()?;
        let (manifest, from) = self.read(id)?;
        // What undoes a repair is no copy of what a person had.
        let reason = if from.before_repair {
            Reason::Repair
        } else {
            Reason::Kept
        };
        let aside = self.save_now(desktop, at, reason)?;
        self.write_journal(id)?;
        let applied = manifest.apply(&self.paths, &from.folder);
        if applied.is_err() {
            let (before, saved) = self.read(&aside.id)?;
            before.apply(&self.paths, &saved.folder)?;
        }
        self.close_journal()?;
        Ok(Restored {
            from,
            aside,
            changed: applied?,
        })
    }

    /// Completes what was interrupted. Says whether there was something.
    ///
    /// # Errors
    /// When a file cannot be read or written; it can be tried again.
    pub fn finish(&self) -> Result<bool, LooksError> {
        if !self.store.join(JOURNAL).exists() {
            return Ok(false);
        }
        let _lock = self.lock()?;
        self.complete()
    }

    /// Throws a copy away.
    ///
    /// # Errors
    /// When there is no such copy, or it cannot be removed.
    pub fn forget(&self, id: &str) -> Result<(), LooksError> {
        let _lock = self.lock()?;
        self.complete()?;
        let saved = self.copy(id)?;
        // Half a copy must not look like one.
        let gone = self.store.join(format!("{ASIDE}{id}"));
        fs::rename(&saved.folder, &gone).at(&saved.folder)?;
        fs::remove_dir_all(&gone).at(&gone)
    }

    fn read(&self, id: &str) -> Result<(Manifest, Saved), LooksError> {
        let none = || LooksError::NoSuchCopy { id: id.to_owned() };
        if id.is_empty() || id.starts_with('.') || id.contains('/') {
            return Err(none());
        }
        let folder = self.store.join(id);
        let manifest = Manifest::read(&folder)?.ok_or_else(none)?;
        let saved = manifest.saved(id, folder);
        Ok((manifest, saved))
    }

    fn save_now(
        &self,
        desktop: &str,
        at: DateTime<Utc>,
        reason: Reason,
    ) -> Result<Saved, LooksError> {
        let aside = tempfile::Builder::new()
            .prefix(ASIDE)
            .tempdir_in(&self.store)
            .at(&self.store)?;
        let manifest = Manifest::take(&self.paths, aside.path(), (desktop, reason), at)?;
        let id = self.free_name(desktop, at);
        let folder = self.store.join(&id);
        fs::rename(aside.path(), &folder).at(&folder)?;
        // It is not there any more, and so not removed.
        drop(aside.keep());
        files::sync(&self.store)?;
        Ok(manifest.saved(&id, folder))
    }

    fn free_name(&self, desktop: &str, at: DateTime<Utc>) -> String {
        let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        let desktop: String = desktop.to_lowercase().chars().map(letter).collect();
        let name = format!("{}-{desktop}", at.format("%Y%m%d-%H%M%S"));
        let taken = |name: &String| self.store.join(name).exists();
        let mut names = (2..).map(|n| format!("{name}-{n}"));
        if taken(&name) {
            names.find(|name| !taken(name)).unwrap_or(name)
        } else {
            name
        }
    }

    /// Whoever has it is the only one who writes; what was left by one who was killed is swept.
    fn lock(&self) -> Result<File, LooksError> {
        fs::create_dir_all(&self.store).at(&self.store)?;
        let path = self.store.join(LOCK);
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .at(&path)?;
        flock(&file, FlockOperation::LockExclusive).at(&path)?;
        for entry in fs::read_dir(&self.store).at(&self.store)?.flatten() {
            if entry.file_name().to_string_lossy().starts_with(ASIDE) {
                fs::remove_dir_all(entry.path()).at(&entry.path())?;
            }
        }
        Ok(file)
    }

    fn write_journal(&self, id: &str) -> Result<(), LooksError> {
        let path = self.store.join(JOURNAL);
        let journal = Journal {
            from: id.to_owned(),
        };
        let text = serde_json::to_vec(&journal)
            .map_err(io::Error::from)
            .at(&path)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.store).at(&self.store)?;
        file.write_all(&text).at(&path)?;
        file.as_file().sync_all().at(&path)?;
        file.persist(&path).map_err(|err| err.error).at(&path)?;
        files::sync(&self.store)
    }

    fn close_journal(&self) -> Result<(), LooksError> {
        let path = self.store.join(JOURNAL);
        fs::remove_file(&path).at(&path)
    }

    /// Does the rest of what was begun. A journal that cannot be read was never complete.
    fn complete(&self) -> Result<bool, LooksError> {
        let path = self.store.join(JOURNAL);
        let Some(text) = files::read(&path)? else {
            return Ok(false);
        };
        if let Ok(journal) = serde_json::from_slice::<Journal>(&text) {
            let (manifest, from) = self.read(&journal.from)?;
            manifest.apply(&self.paths, &from.folder)?;
        }
        self.close_journal()?;
        Ok(true)
    }
}
