//! What is written down while updates are on that are to be off, so that nothing that ends Isotope leaves them on.
//!
//! A file for each piece of work, in Isotope's own folder: complete before anything is switched on, and removed when
//! everything is as it should be. Who works holds a lock on it, which goes with the program; a file that nobody holds is
//! work that was broken off.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};

use crate::domain::{AppRef, Checksum, InstallationId, InstalledApp};

use super::super::json;
use super::{Care, CareError, all};

/// The end of the files' names.
const END: &str = "json";

/// Work on the version of an app that was broken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Which app.
    pub app: AppRef,
    /// What became of it.
    pub end: End,
}

/// What became of work that was broken off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Its updates are off now, as they are to be.
    Held,
    /// They are still on. It is tried again the next time.
    Failed(CareError),
    /// They are still on: it is installed for everybody, and to switch them off may need an administrator's password,
    /// for which nobody is asked who did not want anything.
    Waits,
}

/// How far work is finished that was broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// In the person's own installation, which needs nobody's password.
    Own,
    /// Everywhere: the person wants something done.
    Everywhere,
}

/// What is left to do.
enum Todo {
    /// Switch updates off by these patterns again.
    Again(InstallationId, Vec<String>),
    /// Switch updates of the app off, which has the chosen version.
    Hold(Box<InstalledApp>),
}

impl Todo {
    fn at(&self) -> &InstallationId {
        match self {
            Self::Again(at, _) => at,
            Self::Hold(app) => &app.installation,
        }
    }
}

/// What is to be done in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Plan {
    /// Where it is installed, as [`InstallationId`] is written.
    installation: String,
    #[serde(with = "json::word")]
    app: AppRef,
    /// The version that was chosen.
    #[serde(with = "json::word")]
    commit: Checksum,
    /// What switched its updates off before, and shall again. None: they are switched off once the version is installed.
    patterns: Vec<String>,
}

impl Plan {
    pub(super) fn new(app: &InstalledApp, commit: &Checksum, patterns: &[String]) -> Self {
        Self {
            installation: app.installation.to_string(),
            app: app.app_ref.clone(),
            commit: commit.clone(),
            patterns: patterns.to_vec(),
        }
    }
}

/// A plan that is written down. Nobody else touches it as long as this lives.
#[derive(Debug)]
pub(super) struct Note {
    path: PathBuf,
    _lock: File,
}

impl Note {
    /// Writes it down.
    pub(super) fn write(folder: &Path, plan: &Plan) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let mut aside = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer(&mut aside, plan)?;
        aside.write_all(b"\n")?;
        aside.as_file().sync_all()?;
        flock(aside.as_file(), FlockOperation::LockExclusive)?;
        let path = aside.path().with_extension(END);
        let lock = aside.persist_noclobber(&path).map_err(|err| err.error)?;
        File::open(folder)?.sync_all()?;
        Ok(Self { path, _lock: lock })
    }

    /// Everything is as it should be.
    pub(super) fn done(self) {
        if let Err(err) = fs::remove_file(&self.path) {
            tracing::warn!(%err, path = %self.path.display(), "it stays, and is done once more");
        }
    }

    /// The plans that nobody is at any more.
    fn left(folder: &Path) -> Vec<(Self, Plan)> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let paths = entries.map(|entry| entry.path());
        let notes = paths.filter(|path| path.extension().is_some_and(|end| end == END));
        let plans = notes.filter_map(|path| {
            let left = Self::take(path.clone());
            left.inspect_err(|err| tracing::warn!(%err, path = %path.display(), "not understood"))
                .ok()
                .flatten()
        });
        plans.collect()
    }

    /// `None`: somebody is at it, or has just ended it.
    fn take(path: PathBuf) -> io::Result<Option<(Self, Plan)>> {
        let file = File::open(&path)?;
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err()
            || file.metadata()?.nlink() == 0
        {
            return Ok(None);
        }
        let plan = serde_json::from_reader(&file)?;
        Ok(Some((Self { path, _lock: file }, plan)))
    }
}

impl Care {
    /// Brings work to its end that was broken off, by a power cut or because somebody ended the program: updates that
    /// were on only meanwhile are switched off. Empty, and over at once, when there is none.
    pub async fn finish(&self, reach: Reach) -> Vec<Finished> {
        let mut finished = Vec::new();
        for (note, plan) in Note::left(&self.notes) {
            // Of what never came to anything there is nothing to say.
            let Some(todo) = self.left_of(&plan).await else {
                note.done();
                continue;
            };
            let end = match reach {
                Reach::Own if *todo.at() != InstallationId::User => End::Waits,
                Reach::Own | Reach::Everywhere => match self.do_what_is_left(&todo).await {
                    Ok(()) => {
                        note.done();
                        End::Held
                    }
                    Err(err) => {
                        tracing::warn!(%err, app = %plan.app, "its updates are still on");
                        End::Failed(err)
                    }
                },
            };
            let app = plan.app;
            finished.push(Finished { app, end });
        }
        finished
    }

    async fn left_of(&self, plan: &Plan) -> Option<Todo> {
        let places = self.places().installations().into_iter();
        let mut places = places.map(|(installation, _)| installation);
        let at = places.find(|one| one.to_string() == plan.installation)?;
        if !plan.patterns.is_empty() {
            let missing = self.missing(&at, &plan.patterns);
            return (!missing.is_empty()).then_some(Todo::Again(at, missing));
        }
        let chosen = |one: &InstalledApp| {
            one.installation == at && one.app_ref == plan.app && one.commit == plan.commit
        };
        let app = all(self.installed().await).find(chosen)?;
        (!app.masked).then(|| Todo::Hold(Box::new(app)))
    }

    async fn do_what_is_left(&self, todo: &Todo) -> Result<(), CareError> {
        match todo {
            Todo::Again(at, patterns) => self.hold_again(at, patterns).await,
            Todo::Hold(app) => self.stop_updating(app).await,
        }
    }

    fn missing(&self, at: &InstallationId, patterns: &[String]) -> Vec<String> {
        let there = self.masks(at);
        let missing = patterns.iter().filter(|one| !there.contains(one));
        missing.cloned().collect()
    }

    /// Switches updates off by these patterns, where they are not. All are tried.
    pub(super) async fn hold_again(
        &self,
        at: &InstallationId,
        patterns: &[String],
    ) -> Result<(), CareError> {
        let mut failed = None;
        for pattern in self.missing(at, patterns) {
            if let Err(err) = self.mask(at, &pattern, true).await {
                failed = failed.or(Some(err));
            }
        }
        failed.map_or(Ok(()), |err| Err(err.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_left_only_when_nobody_is_at_it() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("new");
        assert!(Note::left(&folder).is_empty());
        let plan = Plan {
            installation: "user".to_owned(),
            app: "app/org.example.Alpha/x86_64/stable".parse().unwrap(),
            commit: "a".repeat(64).parse().unwrap(),
            patterns: vec!["org.example.*".to_owned()],
        };
        let at_work = Note::write(&folder, &plan).unwrap();
        fs::write(folder.join("of-tomorrow.json"), "{\"dream\":1}").unwrap();
        assert!(Note::left(&folder).is_empty());
        drop(at_work);
        let mut left = Note::left(&folder);
        let (note, found) = left.pop().unwrap();
        assert_eq!((found, left.len()), (plan, 0));
        assert!(Note::left(&folder).is_empty(), "somebody is at it");
        note.done();
        let names: Vec<_> = fs::read_dir(&folder).unwrap().flatten().collect();
        assert_eq!(names.len(), 1, "{names:?}");
    }
}
