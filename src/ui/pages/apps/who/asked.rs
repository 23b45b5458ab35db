//! What can be asked of all apps. Pure.

use std::collections::{BTreeMap, BTreeSet};

use gtk::glib;
use relm4::prelude::*;

use super::super::reading::{AppsReading, Known};
use crate::domain::permission::{Because, Group, PortalGrant, Question, Target};
use crate::text::permission as words;
use crate::tr;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// In words of the people, whatever it takes.
    Question(Question),
    /// Who has this permission.
    Permission(Target),
}

/// A permission that apps have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) target: Target,
    /// What it is called.
    pub(super) label: String,
    /// How many apps have it.
    pub(super) count: usize,
}

/// Permissions that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeldGroup {
    pub(super) group: Group,
    /// In the order of their names.
    pub(super) all: Vec<Held>,
}

impl Asked {
    /// The question in words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Question(question) => words::question(*question),
            Self::Permission(target) => tr!("who-has", name = words::label(target)),
        }
    }

    /// What is said where no app answers it.
    pub(super) fn nobody(&self) -> String {
        match self {
            Self::Question(_) => tr!("who-nobody"),
            Self::Permission(_) => tr!("who-has.nobody"),
        }
    }

    /// What stops working when it is denied, in one sentence.
    pub(super) fn without(&self) -> String {
        let question = match self {
            Self::Question(question) => question,
            Self::Permission(target) => return words::without(target),
        };
        match question {
            Question::Camera => tr!("who-without-camera"),
            Question::Microphone => tr!("who-without-microphone"),
            Question::Location => tr!("who-without-location"),
            Question::Network => tr!("who-without-network"),
            Question::AllFiles => tr!("who-without-all-files"),
            Question::AnyCommand => tr!("who-without-any-command"),
            Question::Watch => tr!("who-without-watch"),
            Question::Keys => tr!("who-without-keys"),
            Question::AllDevices => tr!("who-without-all-devices"),
        }
    }

    /// Everything by which an app can.
    pub(super) fn because<'a>(
        &self,
        known: &Known,
        grants: impl IntoIterator<Item = &'a PortalGrant>,
    ) -> Vec<Because> {
        let effective = &known.access.effective;
        match self {
            Self::Question(question) => question.because(effective, grants),
            Self::Permission(target) => {
                let has = effective.grants(target).then(|| target.clone());
                has.into_iter().map(Because::Permission).collect()
            }
        }
    }
}

/// Everything that apps have, as far as somebody can deny it. Variables are nothing that an app can do.
pub(super) fn held(reading: &AppsReading) -> Vec<HeldGroup> {
    let mut keys: BTreeMap<&Target, BTreeSet<_>> = BTreeMap::new();
    for known in reading.apps.iter() {
        let entries = known.access.effective.iter();
        for (target, _) in entries.filter(|(_, entry)| entry.setting.grants()) {
            keys.entry(target).or_default().insert(known.key());
        }
    }
    let mut groups: BTreeMap<Group, Vec<Held>> = BTreeMap::new();
    for (target, keys) in keys {
        groups.entry(Group::of(target)).or_default().push(Held {
            target: target.clone(),
            label: words::label(target),
            count: keys.len(),
        });
    }
    let in_order = |(group, mut all): (Group, Vec<Held>)| {
        all.sort_by_cached_key(|held| glib::CollationKey::from(&held.label));
        HeldGroup { group, all }
    };
    groups
        .into_iter()
        .filter(|(group, _)| !matches!(group, Group::Environment | Group::Unknown))
        .map(in_order)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::world::World;

    #[test]
    fn what_apps_have_is_told_in_groups_with_how_many_have_it() {
        let world = World::new();
        let files = "[Context]\nfilesystems=xdg-download;\n";
        world.install("org.example.Alpha", "[Context]\nfilesystems=xdg-download;xdg-music;\nfeatures=later;\n\n[Environment]\nA=b\n");
        world.install("org.example.Beta", files);
        world.install("org.example.Gamma", files);
        world.overrides(
            "org.example.Gamma",
            "[Context]\nfilesystems=!xdg-download;\n",
        );
        let reading = AppsReading::take(&world.apps());
        let held = held(&reading);
        let told: Vec<_> = held
            .iter()
            .map(|group| {
                let all = group.all.iter();
                let all = all.map(|held| (held.label.as_str(), held.count));
                (group.group, all.collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(told, [(Group::Files, vec![("Downloads", 2), ("Music", 1)])]);
        let downloads = Asked::Permission(Target::files("xdg-download"));
        let who = super::super::state::answer(&reading, &downloads);
        assert_eq!(who.len(), 2);
        assert_eq!(downloads.words(), "Who has “Downloads”?");
    }
}
