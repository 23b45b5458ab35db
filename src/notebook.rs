//! What a person wrote about versions, and what the services do not remember: notes on kept versions and
//! when upstream was last asked, with success or in vain.
//!
//! One JSON file, replaced atomically. On a real computer `$XDG_DATA_HOME/isotope/notebook.json`; on the practice machine
//! in the machine's own folder, so that starting over forgets it.

mod switches;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rustix::fs::{FlockOperation, flock};
use serde::{Deserialize, Serialize};
use switches::SwitchPage;

use crate::domain::{
    CheckTrouble, DeploymentId, FailedCheck, RequestKind, SwitchRecord, SystemStatus,
};
use crate::practice_api::{ENV_MACHINE, NOTEBOOK};

/// Longest note in characters; longer ones are cut.
pub const NOTE_LIMIT: usize = 200;

/// A text as it stands in the notebook when it is a note.
#[must_use]
pub fn as_note(text: &str) -> String {
    text.trim().chars().take(NOTE_LIMIT).collect()
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Page {
    notes: BTreeMap<String, String>,
    last_checked: Option<i64>,
    /// Only when it was later than `last_checked`.
    failed_check: Option<FailedPage>,
    last_running: Option<String>,
    /// The switch that was begun last.
    #[serde(skip_serializing_if = "Option::is_none")]
    switch: Option<SwitchPage>,
    /// Those before it that are not over, the last one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier_switches: Vec<SwitchPage>,
    #[serde(flatten)]
    unknown: BTreeMap<String, serde_json::Value>,
}

/// A look for updates that failed, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FailedPage {
    /// Seconds since 1970.
    at: i64,
    why: String,
}

/// What the reasons are called in the file.
const TROUBLES: [(&str, CheckTrouble); 6] = [
    ("network", CheckTrouble::Network),
    ("signature", CheckTrouble::Signature),
    ("service", CheckTrouble::Service),
    ("not-allowed", CheckTrouble::NotAllowed),
    ("no-space", CheckTrouble::NoSpace),
    ("other", CheckTrouble::Other),
];

impl FailedPage {
    fn of(failed: FailedCheck) -> Self {
        let name = TROUBLES.iter().find(|(_, why)| *why == failed.why);
        Self {
            at: failed.at.timestamp(),
            why: name.map_or("other", |(name, _)| *name).to_owned(),
        }
    }

    /// A reason that a later Isotope wrote is another one.
    fn read(&self) -> Option<FailedCheck> {
        let why = TROUBLES.iter().find(|(name, _)| *name == self.why);
        Some(FailedCheck {
            at: DateTime::from_timestamp(self.at, 0)?,
            why: why.map_or(CheckTrouble::Other, |(_, why)| *why),
        })
    }
}

impl Page {
    fn last_checked(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.last_checked?, 0)
    }

    fn switches(&self) -> Vec<SwitchRecord> {
        let pages = self.switch.iter().chain(&self.earlier_switches);
        pages.filter_map(SwitchPage::read).collect()
    }

    fn set_switches(&mut self, switches: &[SwitchRecord]) {
        let mut pages = switches.iter().map(SwitchPage::of);
        self.switch = pages.next();
        self.earlier_switches = pages.collect();
    }
}

/// The file, by path. Nothing is cached: several programs may write, one after the other.
#[derive(Clone, Debug)]
pub struct Notebook {
    path: PathBuf,
}

impl Notebook {
    /// The person's own notebook, by the environment.
    #[must_use]
    pub fn of_this_person() -> Self {
        let var = |name| {
            std::env::var_os(name)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        };
        let path = match var(ENV_MACHINE) {
            Some(machine) => machine.join(NOTEBOOK),
            None => var("XDG_DATA_HOME")
                .or_else(|| var("HOME").map(|home| home.join(".local/share")))
                .unwrap_or_default()
                .join("isotope/notebook.json"),
        };
        Self { path }
    }

    /// A notebook at this path.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The note on a version.
    #[must_use]
    pub fn note(&self, id: &DeploymentId) -> Option<String> {
        self.read().ok()?.notes.get(id.as_str()).cloned()
    }

    /// Writes a note; an empty one removes it.
    ///
    /// # Errors
    /// When the file cannot be read or written. A malformed file is an error, never overwritten.
    pub fn set_note(&self, id: &DeploymentId, note: &str) -> io::Result<()> {
        let note = as_note(note);
        self.change(|page| {
            if note.is_empty() {
                page.notes.remove(id.as_str());
            } else {
                page.notes.insert(id.as_str().to_owned(), note);
            }
        })
    }

    /// When upstream was last asked with success.
    #[must_use]
    pub fn last_checked(&self) -> Option<DateTime<Utc>> {
        self.read().ok()?.last_checked()
    }

    /// Notes that work of this kind ended well: an update looks for the newest version as a check does.
    ///
    /// # Errors
    /// As [`Notebook::set_note`].
    pub fn note_work(&self, kind: RequestKind, at: DateTime<Utc>) -> io::Result<()> {
        if kind.checks() {
            self.change(|page| {
                page.last_checked = Some(at.timestamp());
                page.failed_check = None;
            })
        } else {
            Ok(())
        }
    }

    /// Notes that a look for updates failed, until one ends well.
    ///
    /// # Errors
    /// As [`Notebook::set_note`].
    pub fn note_failed_check(&self, failed: FailedCheck) -> io::Result<()> {
        self.change(|page| page.failed_check = Some(FailedPage::of(failed)))
    }

    /// A reading with what the service does not know and this notebook does.
    #[must_use]
    pub fn complete(&self, status: SystemStatus) -> SystemStatus {
        let Ok(page) = self.read() else { return status };
        let last_checked = status.last_checked.max(page.last_checked());
        let failed = page.failed_check.and_then(|failed| failed.read());
        SystemStatus {
            last_checked,
            // The service may have looked by itself since then.
            failed_check: failed.filter(|failed| last_checked.is_none_or(|at| at <= failed.at)),
            ..status
        }
    }

    /// The switches that are not over, the last one first.
    #[must_use]
    pub fn switches(&self) -> Vec<SwitchRecord> {
        self.read()
            .map_or_else(|_| Vec::new(), |page| page.switches())
    }

    /// Changes what is remembered of switches. Nobody else does so meanwhile.
    ///
    /// # Errors
    /// As [`Notebook::set_note`].
    pub fn change_switches(&self, change: impl FnOnce(&mut Vec<SwitchRecord>)) -> io::Result<()> {
        self.change(|page| {
            let mut switches = page.switches();
            change(&mut switches);
            page.set_switches(&switches);
        })
    }

    /// Notes the version that runs now. Returns the one that ran when this was last noted, if that was another.
    ///
    /// # Errors
    /// As [`Notebook::set_note`].
    pub fn note_running(&self, now: &DeploymentId) -> io::Result<Option<DeploymentId>> {
        if self.read()?.last_running.as_deref() == Some(now.as_str()) {
            return Ok(None);
        }
        let mut before = None;
        self.change(|page| before = page.last_running.replace(now.as_str().to_owned()))?;
        let before = before.filter(|before| before != now.as_str());
        Ok(before.and_then(|id| id.parse().ok()))
    }

    fn read(&self) -> io::Result<Page> {
        match std::fs::read(&self.path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
            Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(Page::default()),
            Err(err) => Err(err),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Page)) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        // What another program writes between reading and writing would be lost.
        let _lock = self.lock()?;
        let mut page = self.read()?;
        change(&mut page);
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, &page)?;
        file.write_all(b"\n")?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }

    /// Whoever has it is the only one who writes. The notebook itself is replaced, and so is no place for a lock.
    fn lock(&self) -> io::Result<File> {
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(self.path.with_extension("lock"))?;
        flock(&file, FlockOperation::LockExclusive)?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> DeploymentId {
        "practice-1.0".parse().unwrap()
    }

    #[test]
    fn notes_and_unknown_keys_survive() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/notebook.json");
        let book = Notebook::at(&path);
        assert_eq!(book.note(&id()), None);
        book.set_note(&id(), "  before the exam ").unwrap();
        assert_eq!(book.note(&id()).as_deref(), Some("before the exam"));
        let text = std::fs::read_to_string(&path)
            .unwrap()
            .replacen('{', "{\"later\": [1],", 1);
        std::fs::write(&path, text).unwrap();
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        book.note_work(RequestKind::Discard, at).unwrap();
        assert_eq!(book.last_checked(), None);
        book.note_work(RequestKind::Download, at).unwrap();
        assert!(std::fs::read_to_string(&path).unwrap().contains("later"));
        book.set_note(&id(), "").unwrap();
        assert_eq!(book.note(&id()), None);
        assert_eq!(book.last_checked().unwrap().timestamp(), 1_800_000_000);
    }

    #[test]
    fn a_failed_look_is_remembered_until_one_ends_well() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notebook.json");
        let book = Notebook::at(&path);
        let at = |seconds: i64| DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap();
        let failed = |why, seconds| FailedCheck {
            at: at(seconds),
            why,
        };
        let read = |last_checked| {
            let status = SystemStatus {
                backend: "nothing",
                deployments: Vec::new(),
                update: None,
                activity: None,
                automatic: crate::domain::AutomaticUpdates::Unknown,
                last_checked,
                failed_check: None,
                findings: Vec::new(),
            };
            book.complete(status).failed_check
        };
        for (_, why) in TROUBLES {
            book.note_failed_check(failed(why, 10)).unwrap();
            assert_eq!(read(None), Some(failed(why, 10)));
        }
        assert_eq!(read(Some(at(9))), Some(failed(CheckTrouble::Other, 10)));
        assert_eq!(read(Some(at(11))), None, "the service looked by itself");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("other", "of tomorrow")).unwrap();
        assert_eq!(read(None), Some(failed(CheckTrouble::Other, 10)));
        book.note_work(RequestKind::Pin, at(20)).unwrap();
        assert!(read(None).is_some());
        book.note_work(RequestKind::Update, at(20)).unwrap();
        assert_eq!((read(None), book.last_checked()), (None, Some(at(20))));
    }

    #[test]
    fn another_running_version_is_noticed_once() {
        let folder = tempfile::tempdir().unwrap();
        let book = Notebook::at(folder.path().join("notebook.json"));
        let newer: DeploymentId = "practice-2.0".parse().unwrap();
        assert_eq!(
            book.note_running(&id()).unwrap(),
            None,
            "nothing ran before"
        );
        assert_eq!(book.note_running(&id()).unwrap(), None);
        assert_eq!(book.note_running(&newer).unwrap(), Some(id()));
        assert_eq!(book.note_running(&newer).unwrap(), None);
    }

    #[test]
    fn what_many_write_at_once_is_all_there() {
        let folder = tempfile::tempdir().unwrap();
        let book = Notebook::at(folder.path().join("notebook.json"));
        std::thread::scope(|scope| {
            for n in 0..8 {
                let book = &book;
                scope.spawn(move || {
                    for m in 0..10 {
                        let id = format!("practice-{n}.{m}").parse().unwrap();
                        book.set_note(&id, "mine").unwrap();
                    }
                });
            }
        });
        assert_eq!(book.read().unwrap().notes.len(), 80);
        // The practice machine knows both names as its own.
        let names = [NOTEBOOK, crate::practice_api::NOTEBOOK_LOCK];
        let there = std::fs::read_dir(folder.path()).unwrap();
        for name in there.map(|entry| entry.unwrap().file_name()) {
            assert!(names.contains(&name.to_str().unwrap()), "{name:?}");
        }
    }

    #[test]
    fn a_malformed_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notebook.json");
        std::fs::write(&path, "{ not json").unwrap();
        assert!(Notebook::at(&path).set_note(&id(), "x").is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{ not json");
    }
}
