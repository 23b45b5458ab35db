//! What a desktop left behind in the looks of another one: found without changing anything, mended when a person says so.
//!
//! Only what is certain is named: a theme, font or app that this system does not have, or what is known to be written by
//! another desktop than the one that runs (`data/leftovers.toml`). What was the same before the switch is the person's own.

mod dconf;
mod here;
mod mend;
mod table;
mod undo;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use self::dconf::{Values, plain};
use self::mend::Step;
use self::table::{Marked, Setting, TABLE, fits_any};
use super::copy::Paths;
use super::set::{Item, Place};
use super::{Looks, Saved, files};
use crate::flatpak::keyfile::Document;

pub use here::Surroundings;
pub use mend::Mended;
pub use table::{FileKind, Kind};

/// The file that says which app opens what, and its group for that. Source: XDG `mime-apps-spec`.
const APPS: &str = "mimeapps.list";
const DEFAULTS: &str = "Default Applications";

/// One thing that another desktop left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Its name among all of them; the same each time.
    pub id: String,
    /// What it is.
    pub what: What,
    /// Why it is left over.
    pub why: Why,
    /// What mending makes of it.
    pub after: After,
    step: Step,
}

/// What was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A setting with this value.
    Setting(Kind, String),
    /// What a desktop wrote into a file, and beside it; the file as people write it, with `~`.
    File(FileKind, String),
    /// An app that shall open files of these types.
    DefaultApp {
        /// The name of its desktop file.
        app: String,
        /// Types of files and addresses.
        types: Vec<String>,
    },
}

/// Why something is left over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It names something that this system does not have.
    NotHere,
    /// Only this desktop writes such a thing, and another one runs.
    WrittenBy(String),
}

/// What something is after it was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// What the system has as its default.
    Default,
    /// This value, which it had before.
    Value(String),
    /// The file as it was before.
    Before,
    /// The file without what the desktop wrote.
    Without,
    /// No default; the system chooses one.
    NoApp,
}

/// All that is looked at.
struct Look<'a> {
    paths: &'a Paths,
    around: &'a Surroundings,
    now: Values,
    /// The newest copy of the settings that this desktop had, and its values in dconf.
    copy: Option<Saved>,
    before: Values,
}

impl Looks {
    /// What another desktop left in the settings of the one that runs. What cannot be read is left out.
    pub async fn leftovers(&self, around: &Surroundings) -> Vec<Leftover> {
        let is_own = |copy: &Saved| around.desktop.as_ref() == Some(&copy.desktop) && !copy.spare;
        let copy = self.copies().into_iter().find(is_own);
        let before = match &copy {
            Some(copy) => dconf::values(&self.paths, &copy.folder.join(Place::Config.name())).await,
            None => Values::new(),
        };
        let now = dconf::values(&self.paths, &self.paths.config).await;
        let look = Look {
            paths: &self.paths,
            around,
            now,
            copy,
            before,
        };
        look.all()
    }
}

impl Look<'_> {
    fn all(&self) -> Vec<Leftover> {
        let settings = TABLE.setting.iter();
        let settings = settings.filter_map(|setting| self.setting(setting));
        let files = TABLE.file.iter().filter_map(|file| self.file(file));
        settings.chain(files).chain(self.default_apps()).collect()
    }

    fn setting(&self, setting: &Setting) -> Option<Leftover> {
        let raw = self.now(setting)?;
        let why = self.is_left(setting, plain(&raw))?;
        let before = self.before(setting);
        if why != Why::NotHere && before.as_ref() == Some(&raw) {
            return None;
        }
        let before = before.filter(|before| self.is_left(setting, plain(before)).is_none());
        let after = before.as_deref().map(plain).map(str::to_owned);
        Some(Leftover {
            id: setting.id.clone(),
            what: What::Setting(setting.kind, plain(&raw).to_owned()),
            why,
            after: after.map_or(After::Default, After::Value),
            step: self.step(setting, before)?,
        })
    }

    fn step(&self, setting: &Setting, value: Option<String>) -> Option<Step> {
        if let Some(key) = setting.key.clone() {
            return Some(Step::Key { key, value });
        }
        Some(Step::Name {
            path: self.paths.of(setting.at.as_ref()?),
            group: setting.group.clone(),
            name: setting.name.clone(),
            value,
        })
    }

    /// A setting as it is, in dconf's way of writing when it is there.
    fn now(&self, setting: &Setting) -> Option<String> {
        match (&setting.key, &setting.at) {
            (Some(key), _) => self.now.get(key).cloned(),
            (None, Some(at)) => named(&self.paths.of(at), setting),
            (None, None) => None,
        }
    }

    /// The same as it was before.
    fn before(&self, setting: &Setting) -> Option<String> {
        match (&setting.key, &setting.at) {
            (Some(key), _) => self.before.get(key).cloned(),
            (None, Some(at)) => named(&self.kept(at)?, setting),
            (None, None) => None,
        }
    }

    /// Where a file lies in the copy from before.
    fn kept(&self, item: &Item) -> Option<PathBuf> {
        let folder = &self.copy.as_ref()?.folder;
        Some(folder.join(item.place.name()).join(&item.path))
    }

    fn is_left(&self, setting: &Setting, value: &str) -> Option<Why> {
        if self.around.has(setting.kind, value, self.paths) == Some(false) {
            return Some(Why::NotHere);
        }
        let by = self.is_foreign(&setting.by)?;
        fits_any(&setting.values, value).then_some(by)
    }

    /// Whether another desktop than that one runs.
    fn is_foreign(&self, desktop: &str) -> Option<Why> {
        let here = self.around.desktop.as_ref()?;
        (here != desktop && !desktop.is_empty()).then(|| Why::WrittenBy(desktop.to_owned()))
    }

    fn file(&self, marked: &'static Marked) -> Option<Leftover> {
        let why = self.is_foreign(&marked.by)?;
        let path = self.paths.of(&marked.at);
        let now = read(&path)?;
        let kept = self.kept(&marked.at);
        let before = kept.as_deref().and_then(read);
        if !marked.is_on(&now) || before.as_ref() == Some(&now) {
            return None;
        }
        let good = before.filter(|before| !marked.is_on(before));
        let from = kept.filter(|_| good.is_some());
        let with = marked.with.iter().map(|path| Item {
            place: marked.at.place,
            path: path.clone(),
        });
        let is_new = |item: &Item| !self.kept(item).is_some_and(|kept| kept.exists());
        Some(Leftover {
            id: marked.id.clone(),
            what: What::File(marked.kind, self.paths.shown(&path)),
            why,
            after: if from.is_some() {
                After::Before
            } else {
                After::Without
            },
            step: Step::File {
                path,
                from,
                lines: &marked.lines,
                with: with
                    .filter(is_new)
                    .map(|item| self.paths.of(&item))
                    .collect(),
            },
        })
    }

    /// Apps that are not there and shall open something.
    fn default_apps(&self) -> Vec<Leftover> {
        let path = self.paths.config.join(APPS);
        let Ok(Some(text)) = files::read(&path) else {
            return Vec::new();
        };
        let document = Document::parse(&text);
        let table = document.table();
        let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for entry in table.entries(DEFAULTS) {
            for item in entry.list().unwrap_or_default() {
                if self.around.has_app(&item.text, self.paths) == Some(false) {
                    let types = missing.entry(item.text).or_default();
                    types.push(entry.key.to_owned());
                }
            }
        }
        let leftover = |(app, types): (String, Vec<String>)| Leftover {
            id: format!("app:{app}"),
            why: Why::NotHere,
            after: After::NoApp,
            step: Step::App {
                path: path.clone(),
                app: app.clone(),
            },
            what: What::DefaultApp { app, types },
        };
        missing.into_iter().map(leftover).collect()
    }
}

impl Marked {
    fn is_on(&self, text: &str) -> bool {
        text.lines().any(|line| fits_any(&self.signs, line.trim()))
    }
}

fn read(path: &Path) -> Option<String> {
    let bytes = files::read(path).ok()??;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// A name's value in the group of a file.
fn named(path: &Path, setting: &Setting) -> Option<String> {
    let bytes = files::read(path).ok()??;
    let value = Document::parse(&bytes).string(&setting.group, &setting.name);
    value.ok()?.filter(|value| !value.is_empty())
}
