//! What can be asked of all apps. Pure.

use std::collections::{BTreeMap, BTreeSet};

use gtk::glib;
use relm4::prelude::*;

use super::super::reading::{AppsReading, Known};
use crate::domain::permission::{
    Because, BusAccess, FileAccess, Group, PortalGrant, Question, Setting, Target, Written,
    is_understood,
};
use crate::flatpak::context::can_stand;
use crate::text::permission as words;
use crate::tr;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// In words of the people, whatever it takes.
    Question(Question),
    /// Who has this permission, or a wider one.
    Permission(Permission),
}

/// What is one permission for people, for it has one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Permission {
    pub(super) name: String,
    /// Any of these will do.
    wanted: Vec<Written>,
}

impl Asked {
    /// The question in words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Question(question) => words::question(*question),
            Self::Permission(wanted) => tr!("who-has", name = wanted.name.as_str()),
        }
    }

    /// What is said where no app answers it.
    pub(super) fn nobody(&self) -> String {
        match self {
            Self::Question(_) => tr!("who-nobody"),
            Self::Permission(_) => tr!("who-has.nobody"),
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
            Self::Permission(wanted) => effective
                .iter()
                .filter(|(target, entry)| wanted.is_given_by(target, &entry.setting))
                .map(|(target, _)| Because::Permission(target.clone()))
                .collect(),
        }
    }
}

impl Permission {
    fn new(name: String, targets: Vec<&Target>) -> Self {
        let wanted = targets.into_iter().map(|target| Written {
            target: target.clone(),
            allowed: least(target),
        });
        Self {
            name,
            wanted: wanted.collect(),
        }
    }

    fn is_given_by(&self, target: &Target, setting: &Setting) -> bool {
        let mut wanted = self.wanted.iter();
        wanted.any(|wanted| wanted.is_given_by(target, setting))
    }
}

/// The least that is worth asking about: to know that a service runs is nothing.
fn least(target: &Target) -> Setting {
    match target {
        Target::Files(_) => Setting::Files(FileAccess::ReadOnly),
        Target::Name(..) => Setting::Bus(BusAccess::Talk),
        Target::Shared(_)
        | Target::Socket(_)
        | Target::Device(_)
        | Target::Feature(_)
        | Target::FilesReset
        | Target::Persistent(_)
        | Target::Variable(_)
        | Target::Usb(_)
        | Target::Policy { .. } => Setting::Allowed,
    }
}

/// The groups in which there may be something to ask about. Variables are nothing that an app can do.
pub(super) fn groups() -> impl Iterator<Item = Group> {
    let none = [Group::Environment, Group::Unknown];
    Group::ALL
        .into_iter()
        .filter(move |group| !none.contains(group))
}

/// Everything that apps have and that can be denied, by group, in the order of the names.
pub(super) fn held(reading: &AppsReading) -> BTreeMap<Group, Vec<Permission>> {
    let entries = reading.apps.iter();
    let entries = entries.flat_map(|known| known.access.effective.iter());
    // To know that a service runs is nothing.
    let is_had = |setting: &Setting| setting.grants() && *setting != Setting::Bus(BusAccess::See);
    let had = entries.filter(|(_, entry)| is_had(&entry.setting));
    let targets: BTreeSet<&Target> = had.map(|(target, _)| target).collect();
    let deniable = targets.into_iter().filter(|target| {
        let is_somewhere = groups().any(|group| group == Group::of(target));
        let is_known = is_understood(target, &Setting::Denied, reading.flatpak);
        is_somewhere && is_known && can_stand(target, &Setting::Denied)
    });
    let mut by_name: BTreeMap<(Group, String), Vec<&Target>> = BTreeMap::new();
    for target in deniable {
        let name = words::label(target);
        by_name
            .entry((Group::of(target), name))
            .or_default()
            .push(target);
    }
    let mut groups: BTreeMap<Group, Vec<Permission>> = BTreeMap::new();
    for ((group, name), targets) in by_name {
        let permission = Permission::new(name, targets);
        groups.entry(group).or_default().push(permission);
    }
    for all in groups.values_mut() {
        all.sort_by_cached_key(|one| glib::CollationKey::from(&one.name));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::super::state::{answer, count};
    use super::*;
    use crate::ui::world::World;

    fn told(world: &World) -> Vec<(Group, Vec<String>)> {
        let reading = AppsReading::take(&world.apps());
        let told = held(&reading).into_iter().map(|(group, all)| {
            let all = all.into_iter();
            let all = all.map(|one| {
                let name = one.name.clone();
                format!("{name} {}", count(&reading, &Asked::Permission(one)))
            });
            (group, all.collect())
        });
        told.collect()
    }

    #[test]
    fn what_apps_have_is_told_in_groups_with_how_many_have_it_or_more() {
        let world = World::new();
        world.install(
            "org.example.Alpha",
            "[Context]\nfilesystems=xdg-download;xdg-music;\n\n[Environment]\nA=b\n",
        );
        world.install(
            "org.example.Beta",
            "[Context]\nfilesystems=xdg-download:ro;\n",
        );
        world.install(
            "org.example.Gamma",
            "[Context]\nfilesystems=xdg-download;\n",
        );
        world.overrides(
            "org.example.Gamma",
            "[Context]\nfilesystems=!xdg-download;\n",
        );
        let files = |all: &[&str]| {
            let all = all.iter().map(ToString::to_string);
            vec![(Group::Files, all.collect::<Vec<_>>())]
        };
        assert_eq!(told(&world), files(&["Downloads 2", "Music 1"]));
        world.install("org.example.Delta", "[Context]\nfilesystems=home;\n");
        assert_eq!(
            told(&world),
            files(&["Downloads 3", "Music 2", "Your home folder 1"])
        );
    }

    #[test]
    fn what_has_one_name_is_asked_about_once() {
        let world = World::new();
        let plays = |name: &str| {
            format!(
                "[Session Bus Policy]\norg.mpris.MediaPlayer2.{name}=own\norg.example.{name}=see\n"
            )
        };
        world.install("org.example.Alpha", &plays("alpha"));
        world.install("org.example.Beta", &plays("beta"));
        let told = told(&world);
        let [(_, all)] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(all.len(), 1, "{all:?}");
        assert!(all[0].ends_with(" 2"), "{all:?}");
    }

    #[test]
    fn what_nobody_can_deny_is_not_asked_about() {
        let world = World::new();
        world.install(
            "org.example.Alpha",
            "[Context]\npersistent=.x;\nfilesystems=!host:reset;\n",
        );
        assert_eq!(told(&world), []);
    }

    #[test]
    fn who_has_more_is_named_with_what_it_is() {
        let world = World::new();
        world.install("org.example.Alpha", "[Context]\ndevices=all;\n");
        world.install("org.example.Beta", "[Context]\ndevices=kvm;\n");
        let reading = AppsReading::take(&world.apps());
        let kvm = Target::Device("kvm".to_owned());
        let asked = Asked::Permission(Permission::new(words::label(&kvm), vec![&kvm]));
        let able = answer(&reading, &asked);
        assert_eq!(able[0].reasons(), "All devices · asked by its publisher");
        assert_eq!(able.len(), 2);
    }
}
