//! What is known of updates, and what the page shows of it. Pure.

use std::collections::HashMap;
use std::path::PathBuf;

use super::super::super::reading::{AppsReading, Key};
use super::super::Task;
use crate::domain::permission::Risk;
use crate::domain::{EndOfLife, InstallationId};
use crate::flatpak::care::{CareError, FailedRemote, Offer, Updates, Waiting};
use crate::text;
use crate::tr;

/// What is known.
#[derive(Debug, Default)]
pub(crate) struct Known {
    checking: bool,
    was_checked: bool,
    waiting: Vec<Waiting>,
    failed: Vec<FailedRemote>,
    offers: HashMap<Key, Result<Offer, CareError>>,
}

/// What an update newly asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// Its source is being asked.
    Looking,
    /// Its source did not tell.
    Unknown,
    /// These: what each is called, what the app could do with it, how much that opens. The worst first.
    These(Vec<(String, String, Risk)>),
}

/// One update as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Of which app, or of which part that apps share.
    pub(crate) key: Key,
    /// What it is called.
    pub(crate) name: String,
    /// How much is to be fetched, and what else is to be said.
    pub(crate) detail: String,
    /// The app's icon.
    pub(crate) icon: Option<PathBuf>,
    /// What it newly asks for; `None` where nobody asks for anything.
    pub(crate) asks: Option<Asks>,
}

/// What the page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Sources are being asked.
    pub(crate) checking: bool,
    /// What there is to say above everything.
    pub(crate) title: String,
    /// A picture of that, where there is no list.
    pub(crate) icon: &'static str,
    /// What that means; may be empty.
    pub(crate) body: String,
    /// Whether there is something to update.
    pub(crate) offers_all: bool,
    /// Apps.
    pub(crate) apps: Vec<Row>,
    /// What apps share.
    pub(crate) parts: Vec<Row>,
    /// What the person does not want updated.
    pub(crate) held: Vec<Row>,
    /// Sources that did not answer.
    pub(crate) failed: Vec<String>,
}

impl Known {
    /// The sources are asked now. `false`: they are being asked already.
    pub(crate) fn check(&mut self) -> bool {
        !std::mem::replace(&mut self.checking, true)
    }

    /// The sources answered. Returns the apps of which it is to be asked what they newly ask for.
    pub(crate) fn checked(
        &mut self,
        updates: Updates,
        reading: Option<&AppsReading>,
    ) -> Vec<Waiting> {
        self.checking = false;
        self.was_checked = true;
        self.offers.clear();
        self.failed = updates.failed;
        self.waiting = updates.waiting;
        // What they are called in the person's language.
        for waiting in &mut self.waiting {
            let known = reading.and_then(|reading| reading.find(&Key::of(&waiting.app)));
            if let Some(known) = known {
                waiting.app = known.app.clone();
            }
        }
        let mut apps = self.waiting.clone();
        apps.retain(|one| !one.app.app_ref.runtime && !one.app.masked);
        apps
    }

    /// What an update newly asks for is known.
    pub(crate) fn offered(&mut self, key: Key, offer: Result<Offer, CareError>) {
        self.offers.insert(key, offer);
    }

    /// Apps were read anew: what was updated or is gone does not wait any more.
    pub(crate) fn read(&mut self, reading: &AppsReading) {
        self.waiting.retain_mut(|waiting| {
            if waiting.app.app_ref.runtime {
                return true;
            }
            let Some(known) = reading.find(&Key::of(&waiting.app)) else {
                return false;
            };
            waiting.app = known.app.clone();
            is_replaced(waiting) || !known.app.commit.as_str().starts_with(&waiting.commit)
        });
    }

    /// Something brought updates of these, parts that apps share among them.
    pub(crate) fn brought(&mut self, keys: &[Key]) {
        self.waiting
            .retain(|one| !one.app.app_ref.runtime || !keys.contains(&Key::of(&one.app)));
    }

    /// What updates one app.
    pub(crate) fn task(&self, key: &Key) -> Option<Task> {
        let waiting = self.find(key)?;
        Some(Task::Update(Box::new(waiting.app.clone())))
    }

    /// What updates everything that the person wants updated, one task for each installation.
    pub(crate) fn all(&self) -> Vec<Task> {
        self.tasks(|_| true)
    }

    /// The same, but for what asks for more or of which that is not known.
    pub(crate) fn all_but_asking(&self) -> Vec<Task> {
        self.tasks(|one| {
            let offer = self.offers.get(&Key::of(&one.app));
            one.app.app_ref.runtime || matches!(offer, Some(Ok(offer)) if offer.asks.is_empty())
        })
    }

    fn tasks(&self, wanted: impl Fn(&Waiting) -> bool) -> Vec<Task> {
        let wanted = || {
            let all = self.waiting.iter();
            all.filter(|one| !one.app.masked && wanted(one))
        };
        let mut places: Vec<InstallationId> =
            wanted().map(|one| one.app.installation.clone()).collect();
        places.sort();
        places.dedup();
        let tasks = places.into_iter().map(|place| {
            let here = wanted().filter(|one| one.app.installation == place);
            let updates = Updates {
                waiting: here.cloned().collect(),
                failed: Vec::new(),
            };
            Task::UpdateAll(place, updates)
        });
        tasks.collect()
    }

    /// The apps with what they newly ask for, or of which that is not known: what has to be shown before an update.
    pub(crate) fn asking(&self, only: Option<&Key>) -> Vec<(String, Asks)> {
        let rows = self.rows(|one| !one.app.app_ref.runtime && !one.app.masked);
        let wanted = rows
            .into_iter()
            .filter(|row| only.is_none_or(|key| row.key == *key));
        wanted
            .filter_map(|row| {
                let asks = row.asks?;
                (asks != Asks::These(Vec::new())).then_some((row.name, asks))
            })
            .collect()
    }

    /// What the page shows.
    pub(crate) fn shown(&self) -> Shown {
        let apps = self.rows(|one| !one.app.app_ref.runtime && !one.app.masked);
        let parts = self.rows(|one| one.app.app_ref.runtime && !one.app.masked);
        let held = self.rows(|one| one.app.masked);
        let count = apps.len() + parts.len();
        let (title, body) = if self.checking {
            (tr!("updates-checking"), String::new())
        } else if !self.was_checked {
            (tr!("updates-unknown"), tr!("updates-unknown.body"))
        } else if count > 0 {
            (tr!("updates-some", count = count), String::new())
        } else if self.failed.is_empty() {
            (tr!("updates-none"), String::new())
        } else {
            (tr!("updates-none-known"), String::new())
        };
        let icon = if self.was_checked {
            "isotope-fine-symbolic"
        } else {
            "isotope-update-symbolic"
        };
        Shown {
            checking: self.checking,
            title,
            icon,
            body,
            offers_all: count > 0 && !self.checking,
            apps,
            parts,
            held,
            failed: self.failed.iter().map(text::care::failed_source).collect(),
        }
    }

    fn find(&self, key: &Key) -> Option<&Waiting> {
        self.waiting.iter().find(|one| Key::of(&one.app) == *key)
    }

    fn rows(&self, wanted: impl Fn(&Waiting) -> bool) -> Vec<Row> {
        let wanted = self.waiting.iter().filter(|one| wanted(one));
        wanted.map(|one| self.row(one)).collect()
    }

    fn row(&self, waiting: &Waiting) -> Row {
        let app = &waiting.app;
        let key = Key::of(app);
        let asks = self.offers.get(&key).map_or(Asks::Looking, Asks::of);
        let asks = (!app.app_ref.runtime && !app.masked).then_some(asks);
        let branch = app.app_ref.runtime.then(|| app.app_ref.branch.clone());
        let size = waiting.download_bytes.map(text::size);
        let parts = [
            branch,
            size.map(|size| tr!("updates-download", size = size)),
            ending(waiting.end_of_life.as_ref()),
            asks.as_ref().and_then(Asks::words),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        Row {
            key,
            name: app.name.clone(),
            detail: parts.join(" · "),
            icon: app.icon.clone(),
            asks,
        }
    }
}

impl Asks {
    /// What a source told.
    pub(crate) fn of(offer: &Result<Offer, CareError>) -> Self {
        let Ok(offer) = offer else {
            return Self::Unknown;
        };
        let mut these: Vec<_> = offer.asks.iter().map(text::care::new_ask).collect();
        these.sort_by_key(|(_, _, risk)| std::cmp::Reverse(*risk));
        Self::These(these)
    }

    fn words(&self) -> Option<String> {
        match self {
            Self::Looking => None,
            Self::Unknown => Some(tr!("updates-asks-unknown")),
            Self::These(these) if these.is_empty() => Some(tr!("updates-asks-nothing")),
            Self::These(these) => Some(tr!("updates-asks", count = these.len())),
        }
    }
}

/// Whether its publisher wants another app in its place.
fn is_replaced(waiting: &Waiting) -> bool {
    let end = waiting.end_of_life.as_ref();
    end.is_some_and(|end| end.replacement.is_some())
}

fn ending(end: Option<&EndOfLife>) -> Option<String> {
    let other = end?.replacement.as_deref();
    let other = other.and_then(|name| name.parse().ok());
    Some(other.map_or_else(
        || tr!("updates-last"),
        |other| tr!("updates-replaced-by", name = name_of(&other)),
    ))
}

/// What to call something that is not installed.
pub(crate) fn name_of(app: &crate::domain::AppRef) -> String {
    app.id.last_part().to_owned()
}
