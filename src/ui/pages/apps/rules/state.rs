//! What the page of one app, or of all apps, shows, and what a click on it says. Pure.

use std::collections::BTreeSet;

use crate::domain::permission::{
    BusAccess, Effective, Entry, FileAccess, Group, Layer, Setting, Source, Target,
};
use crate::flatpak::overrides::{Change, Overrides, Scope};
use crate::text::permission as words;
use crate::tr;

use super::super::reading::{AppsReading, Key, Known};

/// Whom the page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// One app.
    App(Key),
    /// All of them.
    AllApps,
}

/// How a permission is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// On or off.
    Switch(bool),
    /// One of several; at which of them it stands.
    Choice(Vec<(String, Option<Setting>)>, usize),
    /// A variable's value.
    Text(String),
    /// Not here.
    Fixed,
}

/// One permission on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Which one.
    pub(crate) target: Target,
    /// What it is called.
    pub(crate) label: String,
    /// What it means as it is, and who said so.
    pub(crate) sentence: String,
    /// What stops working without it.
    pub(crate) without: String,
    /// How it is changed.
    pub(crate) control: Control,
    /// Whether the person said something about it on this page, which can be taken back.
    pub(crate) is_said: bool,
    /// What counts when the person says nothing on this page; `None`: each app has its own.
    base: Option<Setting>,
    /// Whether what counts otherwise has to be said all the same.
    say_all: bool,
}

/// What a person does with a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Switch it.
    Switch(bool),
    /// Choose the option at that place.
    Pick(usize),
    /// Give the variable this value.
    Text(String),
    /// Take back what was said.
    Reset,
}

/// A heading with rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// What the rules are about.
    pub(crate) group: Group,
    /// The rules.
    pub(crate) rules: Vec<Rule>,
}

/// Everything that is said about one app or about all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rules {
    /// What counts.
    effective: Effective,
    /// What would count without what the person said on this page.
    base: Effective,
    /// What the person said on this page.
    own: Layer,
    for_all: bool,
}

impl Rules {
    /// Of one app.
    pub(crate) fn of(known: &Known) -> Self {
        let (own, others): (Vec<_>, Vec<_>) = known
            .access
            .spoken
            .iter()
            .cloned()
            .partition(|spoken| spoken.source == Source::UserForApp);
        Self {
            effective: known.access.effective.clone(),
            base: Overrides::merge(&known.app.published, &others),
            own: own
                .into_iter()
                .next()
                .map(|one| one.layer)
                .unwrap_or_default(),
            for_all: false,
        }
    }

    /// Of all apps.
    pub(crate) fn of_all(reading: &AppsReading) -> Self {
        Self {
            effective: Effective::of([(Source::UserForAll, &reading.for_all)]),
            base: Effective::default(),
            own: reading.for_all.clone(),
            for_all: true,
        }
    }

    /// Whether the person said anything on this page.
    pub(crate) fn are_said(&self) -> bool {
        !self.own.is_empty()
    }

    /// Everything of which anything is said.
    pub(crate) fn spoken_of(&self) -> BTreeSet<Target> {
        self.effective
            .iter()
            .map(|(target, _)| target.clone())
            .collect()
    }

    /// The rules in groups: first what `shown` has and what nobody would offer, then what else is offered.
    pub(crate) fn sections(&self, shown: &BTreeSet<Target>) -> (Vec<Section>, Vec<Section>) {
        let (mut asked, mut offered) = (Vec::new(), Vec::new());
        for group in Group::ALL {
            let (mut here, there): (Vec<Target>, Vec<Target>) = group
                .offered()
                .into_iter()
                .partition(|target| shown.contains(target));
            let more = self.effective.iter().map(|(target, _)| target);
            let more = more.filter(|target| Group::of(target) == group);
            let new: Vec<Target> = more
                .filter(|target| !here.contains(target) && !there.contains(target))
                .cloned()
                .collect();
            here.extend(new);
            let section = |targets: Vec<Target>| Section {
                group,
                rules: targets
                    .into_iter()
                    .map(|target| self.rule(target))
                    .collect(),
            };
            asked.push(section(here));
            offered.push(section(there));
        }
        for sections in [&mut asked, &mut offered] {
            sections.retain(|section| !section.rules.is_empty());
        }
        (asked, offered)
    }

    fn rule(&self, target: Target) -> Rule {
        let entry = self.effective.get(&target);
        let base = self.base.get(&target).map(|entry| entry.setting.clone());
        let base = base.or((!self.for_all).then_some(Setting::Denied));
        let setting = entry.map_or(Setting::Denied, |entry| entry.setting.clone());
        Rule {
            label: words::label(&target),
            without: words::without(&target),
            sentence: self.sentence(&target, &setting, entry),
            control: self.control(&target, &setting),
            is_said: self.own.get(&target).is_some(),
            say_all: matches!(target, Target::Files(_)) && self.forgets_files(),
            base,
            target,
        }
    }

    fn forgets_files(&self) -> bool {
        self.own.get(&Target::FilesReset).is_some()
    }

    fn sentence(&self, target: &Target, setting: &Setting, entry: Option<&Entry>) -> String {
        let taken = entry.is_some_and(Entry::is_changed) && !setting.grants();
        let meaning = if taken && !self.for_all {
            words::without(target)
        } else {
            words::sentence(target, setting)
        };
        let by = entry
            .filter(|entry| !self.for_all && entry.by != Source::Published)
            .map(|entry| capital(&words::source_word(entry.by)));
        let parts: Vec<String> = std::iter::once(meaning).chain(by).collect();
        parts.join("\n")
    }

    fn control(&self, target: &Target, setting: &Setting) -> Control {
        let base = self.base.get(target).map(|entry| &entry.setting);
        let is_known = Group::of(target) != Group::Unknown;
        match target {
            Target::Shared(_) | Target::Socket(_) | Target::Device(_) | Target::Feature(_)
                if is_known =>
            {
                self.token(target, setting)
            }
            Target::Files(_) if is_known => {
                let create = Setting::Files(FileAccess::Create);
                let creates = *setting == create || base == Some(&create);
                let usual = [FileAccess::ReadOnly, FileAccess::ReadWrite].map(Setting::Files);
                let all = usual.into_iter().chain(creates.then_some(create));
                self.choice(target, all)
            }
            Target::Name(..) => self.choice(
                target,
                [BusAccess::See, BusAccess::Talk, BusAccess::Own].map(Setting::Bus),
            ),
            Target::Variable(_) => Control::Text(setting.value().unwrap_or_default().to_owned()),
            // A device that is hidden stays hidden, whatever is said later.
            Target::Usb(_) if base == Some(&Setting::Denied) => Control::Fixed,
            Target::Usb(_) | Target::Policy { .. } if self.for_all => {
                self.choice(target, [Setting::Allowed])
            }
            Target::Usb(_) | Target::Policy { .. } => Control::Switch(setting.grants()),
            Target::Shared(_)
            | Target::Socket(_)
            | Target::Device(_)
            | Target::Feature(_)
            | Target::Files(_)
            | Target::FilesReset
            | Target::Persistent(_) => Control::Fixed,
        }
    }

    /// On or off, but where somebody set a condition.
    fn token(&self, target: &Target, setting: &Setting) -> Control {
        let said = self
            .base
            .get(target)
            .into_iter()
            .chain(self.effective.get(target));
        let mut conditional: Vec<Setting> = Vec::new();
        for setting in said.flat_map(|entry| {
            let all = entry.said.iter().map(|(_, setting)| setting);
            all.chain([&entry.setting])
        }) {
            if !setting.conditions().is_empty() && !conditional.contains(setting) {
                conditional.push(setting.clone());
            }
        }
        if conditional.is_empty() && !self.for_all {
            return Control::Switch(setting.grants());
        }
        self.choice(target, conditional.into_iter().chain([Setting::Allowed]))
    }

    /// Not allowed, or one of these; for all apps also whatever each app asks for.
    fn choice(&self, target: &Target, settings: impl IntoIterator<Item = Setting>) -> Control {
        let mut options: Vec<(String, Option<Setting>)> = Vec::new();
        if self.for_all {
            options.push((tr!("rules-as-asked"), None));
        }
        let settings = std::iter::once(Setting::Denied).chain(settings);
        options.extend(settings.map(|one| (words::setting_word(&one), Some(one))));
        let now = self.effective.get(target).map(|entry| &entry.setting);
        let now = now.or((!self.for_all).then_some(&Setting::Denied));
        let at = options.iter().position(|(_, one)| one.as_ref() == now);
        Control::Choice(options, at.unwrap_or(0))
    }
}

impl Rule {
    /// What has to be written so that the wish comes true, whatever was shown: the click before may not be read yet.
    /// `None`: nobody can wish that here.
    pub(crate) fn change(&self, wish: &Wish) -> Option<Change> {
        let setting = match (wish, &self.control) {
            (Wish::Reset, _) => None,
            (Wish::Switch(on), Control::Switch(_)) => self.say(if *on {
                Setting::Allowed
            } else {
                Setting::Denied
            }),
            (Wish::Pick(place), Control::Choice(options, _)) => {
                let wanted = options.get(*place)?.1.clone();
                wanted.and_then(|wanted| self.say(wanted))
            }
            (Wish::Text(text), Control::Text(_)) => self.say(if text.is_empty() {
                Setting::Denied
            } else {
                Setting::Value(text.clone())
            }),
            (Wish::Switch(_) | Wish::Pick(_) | Wish::Text(_), _) => return None,
        };
        Some(Change {
            target: self.target.clone(),
            setting,
        })
    }

    /// Nothing needs to be said where the same counts anyway.
    fn say(&self, wanted: Setting) -> Option<Setting> {
        let anyway = self.base.as_ref() == Some(&wanted);
        (self.say_all || !anyway).then_some(wanted)
    }
}

/// The scope of the file in which the changes of a page are written.
pub(crate) fn scope(subject: &Subject) -> Scope {
    match subject {
        Subject::App(key) => Scope::App(key.app_ref.id.clone()),
        Subject::AllApps => Scope::AllApps,
    }
}

/// A sentence of its own.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
