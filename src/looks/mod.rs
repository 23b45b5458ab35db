//! The settings of a desktop, put aside before another one comes and brought back with it.
//!
//! Which files these are stands in `data/desktop-settings.toml`. A copy is a plain folder with the files as they were and a
//! README, so that it can be brought back by hand. Bringing back makes the files identical again and takes away those that
//! were not there, after all that is there now was put aside, too.
//!
//! Nothing is left half done: a copy gets its name when it is complete, and bringing back is written down first, so that
//! whatever interrupts it, the next one who looks completes it ([`Looks::finish`]). Should it fail, what was there before
//! comes back. Only what is in the person's own folders is written, never what a link of theirs leads to elsewhere.

mod copy;
mod dconf;
mod files;
mod found;
mod journal;
pub mod leftovers;
mod set;

#[cfg(test)]
mod tests;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rustix::fs::{FlockOperation, flock};

use crate::practice_api::{ENV_APPS_HOME, ENV_APPS_RUNTIME, ENV_MACHINE};
use copy::{Manifest, Paths, Reason};
use set::{ITEMS, Item};

pub use dconf::quiet_dconf;

/// Names in the folder of all copies that are no copies.
const LOCK: &str = ".lock";
const ASIDE: &str = ".new-";
/// A desktop of which the name is not known.
pub const UNKNOWN: &str = "desktop";

/// Why settings could not be put aside or brought back. What was there is there, but for [`LooksError::Halfway`].
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
    /// A copy could not be brought back, nor what was there before: some settings are those of the copy. It is tried again
    /// by the next one who looks.
    #[error("settings are halfway, those from before are in {aside}: {source}")]
    Halfway {
        /// The copy of what was there before.
        aside: String,
        /// Why.
        source: Box<LooksError>,
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

impl LooksError {
    /// What the system said, when it was about a file.
    #[must_use]
    pub fn io(&self) -> Option<&io::Error> {
        match self {
            Self::File { source, .. } => Some(source),
            Self::Halfway { source, .. } => source.io(),
            Self::NoSuchCopy { .. } | Self::Dconf { .. } => None,
        }
    }
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
    /// Whether it is of no desktop that was left: what was there when something was repaired, or when another copy of the
    /// same desktop came back.
    pub spare: bool,
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
        self.save_now(ITEMS.clone(), (desktop, Reason::Kept), at)
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
        let copy = self.whole(id)?;
        let reason = match &copy.1 {
            // What undoes a repair is no copy of what a person had.
            copy if copy.spare => Reason::Repair,
            copy if copy.desktop == desktop => Reason::Replaced,
            _ => Reason::Kept,
        };
        let aside = self.save_now(copy.0.reach(), (desktop, reason), at)?;
        match self.exchange(&copy, &aside) {
            Ok(changed) => Ok(Restored {
                from: copy.1,
                aside,
                changed,
            }),
            Err(err @ LooksError::Halfway { .. }) => Err(err),
            Err(err) => {
                // What is there is the same.
                self.discard(&aside.id)?;
                Err(err)
            }
        }
    }

    /// Completes what was interrupted. Says whether there was something.
    ///
    /// # Errors
    /// When a file cannot be read or written; it can be tried again.
    pub async fn finish(&self) -> Result<bool, LooksError> {
        if !self.is_interrupted() {
            return Ok(false);
        }
        quiet_dconf().await;
        let finished = self.lock().and_then(|_lock| self.complete());
        quiet_dconf().await;
        finished
    }

    /// Throws a copy away.
    ///
    /// # Errors
    /// When there is no such copy, or it cannot be removed.
    pub fn forget(&self, id: &str) -> Result<(), LooksError> {
        let _lock = self.lock()?;
        self.complete()?;
        self.discard(id)
    }

    fn discard(&self, id: &str) -> Result<(), LooksError> {
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

    /// The same, when none of its files is missing.
    fn whole(&self, id: &str) -> Result<(Manifest, Saved), LooksError> {
        let (manifest, saved) = self.read(id)?;
        manifest.check(&saved.folder)?;
        Ok((manifest, saved))
    }

    fn save_now(
        &self,
        set: Vec<Item>,
        who: (&str, Reason),
        at: DateTime<Utc>,
    ) -> Result<Saved, LooksError> {
        let aside = tempfile::Builder::new()
            .prefix(ASIDE)
            .tempdir_in(&self.store)
            .at(&self.store)?;
        let id = self.free_name(who.0, at);
        let who = (id.as_str(), who.0, who.1);
        let manifest = Manifest::take(&self.paths, aside.path(), set, who, at)?;
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
}
