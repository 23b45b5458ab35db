//! What the list of versions shows. Pure.

use std::sync::Arc;

use crate::domain::{Deployment, DeploymentId, Way};
use crate::text;
use crate::tr;
use crate::ui::reading::Reading;
use crate::ui::verbs;
use crate::ui::widgets::Badge;

/// One version in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// Which one.
    pub(crate) id: DeploymentId,
    /// Its number.
    pub(crate) title: String,
    /// Desktop, channel, day.
    pub(crate) subtitle: String,
    /// The person's note.
    pub(crate) note: String,
    /// What it is.
    pub(crate) badges: Vec<Badge>,
    /// Where it lies, when it is the version that is offered beside the running one and can be started.
    pub(crate) way: Option<Way>,
}

impl Item {
    fn of(version: &Deployment, reading: &Reading) -> Self {
        let system = version.origin.system();
        let parts = [
            system
                .desktop
                .map(str::to_owned)
                .or_else(|| system.variant.clone()),
            text::channel(&system),
            version.timestamp.map(text::date),
        ];
        Self {
            id: version.id.clone(),
            title: text::version(version),
            subtitle: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            note: reading.note(&version.id).to_owned(),
            badges: Badge::all_of(version, &reading.status),
            way: way(version, reading),
        }
    }

    /// What a screen reader says for the row.
    pub(crate) fn spoken(&self) -> String {
        let mut parts = vec![tr!("home-update-version", version = self.title.clone())];
        parts.extend(self.badges.iter().map(|b| b.label()));
        parts.push(self.subtitle.clone());
        parts.push(self.note.clone());
        parts.retain(|p| !p.is_empty());
        parts.join(&tr!("list-separator"))
    }
}

fn way(version: &Deployment, reading: &Reading) -> Option<Way> {
    let previous = reading.status.previous();
    let offered =
        previous.is_some_and(|d| d.id == version.id) && verbs::go_back(reading, version).is_yes();
    offered.then(|| reading.status.way_to(version))
}

/// What the page knows.
#[derive(Debug, Default)]
pub(crate) struct State {
    reading: Option<Arc<Reading>>,
}

impl State {
    /// A fresh reading. Returns the items in boot order.
    pub(crate) fn show(&mut self, reading: Arc<Reading>) -> Vec<Item> {
        let of = |d| Item::of(d, &reading);
        let items = reading.status.deployments.iter().map(of).collect();
        self.reading = Some(reading);
        items
    }

    /// Below the list: which version an update removes.
    pub(crate) fn footer(&self) -> Option<String> {
        let reading = self.reading.as_deref()?;
        verbs::makes_room_words(reading, &tr!("makes-room-keep.here"))
    }
}

/// One step that makes the list shown equal to the list wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// Put a new row there.
    Insert(usize),
    /// Move the row at the first place to the second.
    Move(usize, usize),
    /// Refresh the row there.
    Refresh(usize),
    /// Drop the row there.
    Remove(usize),
}

/// The steps from one list to another, so that rows that stay keep focus and place.
pub(crate) fn edits(shown: &[Item], wanted: &[Item]) -> Vec<Edit> {
    let mut now: Vec<&Item> = shown.iter().collect();
    let mut edits = Vec::new();
    for at in (0..now.len()).rev() {
        if now
            .get(at)
            .is_some_and(|item| wanted.iter().all(|w| w.id != item.id))
        {
            now.remove(at);
            edits.push(Edit::Remove(at));
        }
    }
    for (at, item) in wanted.iter().enumerate() {
        match now.iter().position(|n| n.id == item.id) {
            None => {
                now.insert(at, item);
                edits.push(Edit::Insert(at));
            }
            Some(from) => {
                if from != at {
                    let moved = now.remove(from);
                    now.insert(at, moved);
                    edits.push(Edit::Move(from, at));
                }
                if now.get(at).is_some_and(|n| *n != item) {
                    edits.push(Edit::Refresh(at));
                }
            }
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::fake::Scene;
    use crate::ui::testing::reading;

    fn items(scene: Scene) -> Vec<Item> {
        State::default().show(reading(scene))
    }

    #[test]
    fn versions_are_listed_in_boot_order_with_day_and_note() {
        let mut reading = (*reading(Scene::Many)).clone();
        let id = reading.status.deployments[2].id.clone();
        reading.notes.insert(id, "before the exam".to_owned());
        let list = State::default().show(Arc::new(reading));
        assert_eq!(list[0].title, "44.20261113.0");
        assert_eq!(list[2].subtitle, "KDE Plasma · Stable · Oct 9, 2026");
        assert_eq!(list[2].note, "before the exam");
        assert!(list[2].spoken().contains("Kept"));
    }

    #[test]
    fn any_list_becomes_any_other_and_rows_that_stay_are_not_made_anew() {
        let scenes = [
            Scene::Fine,
            Scene::Ready,
            Scene::GoneBack,
            Scene::Many,
            Scene::Fresh,
        ];
        for a in scenes {
            for b in scenes {
                let (mut now, wanted) = (items(a), items(b));
                let steps = edits(&now, &wanted);
                for step in steps {
                    match step {
                        Edit::Insert(at) => {
                            assert!(now.iter().all(|n| n.id != wanted[at].id), "made anew");
                            now.insert(at, wanted[at].clone());
                        }
                        Edit::Move(from, to) => {
                            let moved = now.remove(from);
                            now.insert(to, moved);
                        }
                        Edit::Refresh(at) => now[at] = wanted[at].clone(),
                        Edit::Remove(at) => {
                            now.remove(at);
                        }
                    }
                }
                assert_eq!(now, wanted, "{a:?} to {b:?}");
            }
        }
    }
}
