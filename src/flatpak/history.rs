//! Every change that Isotope made to what apps may do: when, to what, and how to undo it.
//!
//! One file of JSON lines, the newest last. On a real computer `$XDG_DATA_HOME/isotope/access-history.jsonl`; on the
//! practice machine in the home folder of its apps, so that starting over forgets it.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::AppId;
use crate::domain::permission::{DocumentId, DocumentRight, PortalKey, spell, unspell};

use super::json;
use super::overrides::{Change, Scope};
use super::safe_file::{self, Edited};
use super::store::Row;

/// How many changes are remembered; the oldest are forgotten first.
pub const LIMIT: usize = 1000;

/// Why a change was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The person changed a permission.
    Change,
    /// The person took back everything said of an app, or of all.
    Reset,
    /// A file that flatpak could not read was repaired.
    Repair,
    /// Permissions were read from a file.
    Import,
    /// An earlier change was undone.
    Undo,
}

/// What was said of one permission, spelled as on the command line; `None`: nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// What was said before.
    pub before: Option<String>,
    /// What is said since.
    pub after: Option<String>,
}

/// What was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Deed {
    /// An override file of the person.
    Rules {
        /// Whom it is about.
        #[serde(with = "json::word")]
        scope: Scope,
        /// What was said before and after, rule by rule.
        turns: Vec<Turn>,
        /// The whole file before and after.
        #[serde(flatten)]
        edited: Edited,
    },
    /// An answer in the permission store.
    Portal {
        /// Whose answer it is.
        app: String,
        /// Where it is kept.
        #[serde(with = "json::word")]
        key: PortalKey,
        /// What was stored before; `None`: nothing.
        before: Option<Row>,
        /// What is stored since.
        after: Option<Row>,
    },
    /// A file or folder that was chosen for an app.
    Document {
        /// Which app.
        #[serde(with = "json::word")]
        app: AppId,
        /// Its name in the portal.
        #[serde(with = "json::word")]
        id: DocumentId,
        /// Where it is, for people to read.
        path: String,
        /// What the app could do with it before.
        before: BTreeSet<DocumentRight>,
        /// What it can do with it since.
        after: BTreeSet<DocumentRight>,
    },
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its number, counted from 1 and never used again.
    pub number: u64,
    /// When it was made.
    pub when: DateTime<Utc>,
    /// Why.
    pub reason: Reason,
    /// For an undo: the number of the change that was undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// What was changed.
    #[serde(flatten)]
    pub deed: Deed,
}

/// The file, by path. Nothing is cached: two programs may write.
#[derive(Clone, Debug)]
pub struct History {
    path: PathBuf,
}

impl History {
    /// A history at this path.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The folder that it is in, for copies of repaired files.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// All changes, the newest first. Lines that cannot be read are left out.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn events(&self) -> io::Result<Vec<Event>> {
        let bytes = safe_file::read(&self.path)?.unwrap_or_default();
        let mut events: Vec<Event> = lines(&bytes)
            .filter_map(|line| serde_json::from_slice(line).ok())
            .collect();
        events.reverse();
        Ok(events)
    }

    /// One change.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn event(&self, number: u64) -> io::Result<Option<Event>> {
        let events = self.events()?;
        Ok(events.into_iter().find(|event| event.number == number))
    }

    /// Adds a change and returns its number.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(
        &self,
        when: DateTime<Utc>,
        reason: Reason,
        of: Option<u64>,
        deed: Deed,
    ) -> io::Result<u64> {
        let mut event = Event {
            number: 0,
            when,
            reason,
            of,
            deed,
        };
        safe_file::edit(&self.path, |bytes| {
            let all: Vec<&[u8]> = lines(bytes.unwrap_or_default()).collect();
            event.number = 1 + all.last().map_or(0, |last| number_of(last));
            let line = serde_json::to_string(&event)?;
            let first = (all.len() + 1).saturating_sub(LIMIT);
            let mut text: Vec<u8> = Vec::new();
            for old in all.iter().skip(first) {
                text.extend_from_slice(old);
                text.push(b'\n');
            }
            text.extend_from_slice(line.as_bytes());
            text.push(b'\n');
            io::Result::Ok(Some(text))
        })?;
        Ok(event.number)
    }

    /// Takes a change out again that was remembered before it was made, and then could not be made.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn take_back(&self, number: u64) -> io::Result<()> {
        safe_file::edit(&self.path, |bytes| {
            let kept = lines(bytes.unwrap_or_default()).filter(|line| number_of(line) != number);
            let kept: Vec<&[u8]> = kept.flat_map(|line| [line, b"\n"]).collect();
            io::Result::Ok(Some(kept.concat()))
        })?;
        Ok(())
    }
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
}

#[derive(Deserialize)]
struct Number {
    number: u64,
}

fn number_of(line: &[u8]) -> u64 {
    serde_json::from_slice::<Number>(line).map_or(0, |line| line.number)
}

impl Deed {
    /// Whether it is another way afterwards.
    pub(super) fn changes_anything(&self) -> bool {
        match self {
            Self::Rules { edited, .. } => edited.before != edited.after,
            Self::Portal { before, after, .. } => before != after,
            Self::Document { before, after, .. } => before != after,
        }
    }

    /// What was said before and after, as it is typed: `portal:devices/camera=no`, `document:/people/ann/a.txt=read,write`.
    #[must_use]
    pub fn turns(&self) -> Vec<Turn> {
        match self {
            Self::Rules { turns, .. } => turns.clone(),
            Self::Portal {
                key, before, after, ..
            } => {
                let kind = key.kind();
                let spelled = |row: &Row| format!("{key}={}", row.answer(kind).word(kind));
                vec![Turn {
                    before: before.as_ref().map(spelled),
                    after: after.as_ref().map(spelled),
                }]
            }
            Self::Document {
                path,
                before,
                after,
                ..
            } => {
                let spelled = |rights: &BTreeSet<DocumentRight>| {
                    let words: Vec<&str> = rights.iter().map(|right| right.word()).collect();
                    (!words.is_empty()).then(|| format!("document:{path}={}", words.join(",")))
                };
                vec![Turn {
                    before: spelled(before),
                    after: spelled(after),
                }]
            }
        }
    }

    /// The app that it is about. `None`: all of them.
    #[must_use]
    pub fn app(&self) -> Option<&str> {
        match self {
            Self::Rules { scope, .. } => scope.app().map(AppId::as_str),
            Self::Portal { app, .. } => Some(app),
            Self::Document { app, .. } => Some(app.as_str()),
        }
    }
}

impl Turn {
    /// From one state of a rule to another.
    #[must_use]
    pub fn new(before: Option<&Change>, after: Option<&Change>) -> Self {
        let spelled = |change: Option<&Change>| {
            let change = change?;
            Some(spell(&change.target, change.setting.as_ref()?))
        };
        Self {
            before: spelled(before),
            after: spelled(after),
        }
    }

    /// The change that takes it back.
    #[must_use]
    pub fn undo(&self) -> Option<Change> {
        match (&self.before, &self.after) {
            (Some(before), _) => {
                let (target, setting) = unspell(before).ok()?;
                Some(Change {
                    target,
                    setting: Some(setting),
                })
            }
            (None, Some(after)) => {
                let (target, _) = unspell(after).ok()?;
                Some(Change {
                    target,
                    setting: None,
                })
            }
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deed(text: &str) -> Deed {
        Deed::Rules {
            scope: Scope::AllApps,
            turns: vec![Turn {
                before: None,
                after: Some("!shared=network".to_owned()),
            }],
            edited: Edited {
                before: None,
                after: Some(text.as_bytes().to_vec()),
            },
        }
    }

    #[test]
    fn changes_are_numbered_and_the_newest_is_first() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::at(folder.path().join("new/history.jsonl"));
        let now = Utc::now();
        assert_eq!(history.events().unwrap(), []);
        for number in 1..=3 {
            let text = format!("text {number}");
            assert_eq!(
                history.add(now, Reason::Change, None, deed(&text)).unwrap(),
                number
            );
        }
        let events = history.events().unwrap();
        assert_eq!(events.len(), 3);
        assert_eq!((events[0].number, &events[0].deed), (3, &deed("text 3")));
        let Deed::Rules { turns, .. } = &events[0].deed else {
            panic!("{events:?}");
        };
        let undo = turns[0].undo().unwrap();
        assert_eq!(undo.setting, None);
    }

    #[test]
    fn lines_of_a_later_version_stay_and_bytes_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.jsonl");
        std::fs::write(&path, "{\"number\":7,\"kind\":\"dream\"}\n").unwrap();
        let history = History::at(&path);
        let bytes = Deed::Rules {
            scope: Scope::App("org.example.Alpha".parse().unwrap()),
            turns: Vec::new(),
            edited: Edited {
                before: Some(vec![0xff, 0]),
                after: None,
            },
        };
        let number = history
            .add(Utc::now(), Reason::Reset, None, bytes.clone())
            .unwrap();
        assert_eq!(number, 8);
        assert_eq!(history.event(8).unwrap().unwrap().deed, bytes);
        assert!(std::fs::read_to_string(&path).unwrap().contains("dream"));
    }

    #[test]
    fn answers_and_documents_come_back_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let history = History::at(folder.path().join("history.jsonl"));
        let camera = Deed::Portal {
            app: "org.example.Alpha".to_owned(),
            key: "portal:devices/camera".parse().unwrap(),
            before: None,
            after: Some(Row::of(vec!["no".to_owned()])),
        };
        let document = Deed::Document {
            app: "org.example.Alpha".parse().unwrap(),
            id: "1f0c77aa".parse().unwrap(),
            path: "/people/ann/a.txt".to_owned(),
            before: [DocumentRight::Read, DocumentRight::Write].into(),
            after: BTreeSet::new(),
        };
        for deed in [&camera, &document] {
            history
                .add(Utc::now(), Reason::Change, None, deed.clone())
                .unwrap();
        }
        let events = history.events().unwrap();
        assert_eq!((&events[1].deed, &events[0].deed), (&camera, &document));
        let spelled = |deed: &Deed| {
            let [turn] = <[Turn; 1]>::try_from(deed.turns()).unwrap();
            [turn.before, turn.after].map(Option::unwrap_or_default)
        };
        assert_eq!(spelled(&camera), ["", "portal:devices/camera=no"]);
        assert_eq!(
            spelled(&document),
            ["document:/people/ann/a.txt=read,write", ""]
        );
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.jsonl");
        let line = |number: usize| format!("{{\"number\":{number}}}\n");
        std::fs::write(&path, (1..=LIMIT).map(line).collect::<String>()).unwrap();
        let history = History::at(&path);
        history
            .add(Utc::now(), Reason::Reset, None, deed("x"))
            .unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.lines().count(), LIMIT);
        assert!(!text.contains("{\"number\":1}"));
    }
}
