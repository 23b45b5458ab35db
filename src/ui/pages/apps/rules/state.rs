//! What the page of one app, or of all apps, shows, and what a click on it says. Pure.

use std::collections::BTreeSet;

use crate::domain::permission::{
    BusAccess, Effective, Entry, FileAccess, Group, Layer, Risk, Setting, Since, Source, Target,
    UnknownLine, risk_of,
};
use crate::flatpak::overrides::{Overrides, Scope};
use crate::text::permission as words;
use crate::tr;

use super::super::reading::{AppsReading, Key, Known};
use super::rule::{Control, Rule};

/// Whom the page is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// One app.
    App(Key),
    /// All of them.
    AllApps,
}

/// A heading with rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// What the rules are about.
    pub(crate) group: Group,
    /// The rules.
    pub(crate) rules: Vec<Rule>,
    /// Lines that nobody here understands: as they stand there, and what is to be said of them.
    pub(crate) lines: Vec<(String, String)>,
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
    /// What is not understood, and who said it.
    unknown: Vec<(Source, UnknownLine)>,
    for_all: bool,
    /// The installed flatpak, where it is known: what it does not know is not offered.
    flatpak: Option<Since>,
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
        let files = known.access.spoken.iter();
        let files = files.map(|spoken| (spoken.source, &spoken.layer));
        let published = (Source::Published, &known.app.published);
        Self {
            unknown: unknown(std::iter::once(published).chain(files)),
            effective: known.access.effective.clone(),
            base: Overrides::merge(&known.app.published, &others),
            own: own
                .into_iter()
                .next()
                .map(|one| one.layer)
                .unwrap_or_default(),
            for_all: false,
            flatpak: None,
        }
    }

    /// Of all apps.
    pub(crate) fn of_all(reading: &AppsReading) -> Self {
        Self {
            effective: Effective::of([(Source::UserForAll, &reading.for_all)]),
            base: Effective::default(),
            unknown: unknown([(Source::UserForAll, &reading.for_all)]),
            own: reading.for_all.clone(),
            for_all: true,
            flatpak: None,
        }
    }

    /// For the flatpak that is installed.
    pub(crate) fn on(self, flatpak: Option<Since>) -> Self {
        Self { flatpak, ..self }
    }

    /// Whether the person said anything on this page.
    pub(crate) fn are_said(&self) -> bool {
        !self.own.is_empty() || !self.own.unknown().is_empty()
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
            let offers = group.offered(self.flatpak).into_iter();
            // Nothing else takes all folders away.
            let reset = (group == Group::Files).then_some(Target::FilesReset);
            let (mut here, there): (Vec<Target>, Vec<Target>) = offers
                .chain(reset)
                .partition(|target| shown.contains(target));
            let more = self.effective.iter().map(|(target, _)| target);
            let more = more.filter(|target| Group::of(target) == group);
            let new: Vec<Target> = more
                .filter(|target| !here.contains(target) && !there.contains(target))
                .cloned()
                .collect();
            here.extend(new);
            let section = |targets: Vec<Target>, lines| Section {
                group,
                rules: targets
                    .into_iter()
                    .map(|target| self.rule(target))
                    .collect(),
                lines,
            };
            let is_other = group == Group::Unknown;
            let lines = is_other.then(|| self.unknown.iter().map(unknown_words).collect());
            asked.push(section(here, lines.unwrap_or_default()));
            offered.push(section(there, Vec::new()));
        }
        for sections in [&mut asked, &mut offered] {
            sections.retain(|section| !section.rules.is_empty() || !section.lines.is_empty());
        }
        (asked, offered)
    }

    fn rule(&self, target: Target) -> Rule {
        let entry = self.effective.get(&target);
        let base = self.base.get(&target).map(|entry| entry.setting.clone());
        let base = base.or((!self.for_all).then_some(Setting::Denied));
        let setting = entry.map_or(Setting::Denied, |entry| entry.setting.clone());
        let control = self.control(&target, &setting);
        let risk = setting
            .grants()
            .then(|| risk_of(&target, &setting, &self.effective));
        Rule {
            label: words::label(&target),
            risk: risk.filter(|risk| *risk >= Risk::Sensitive),
            sentence: self.sentence(&target, entry),
            details: self.details(&target, entry, &control),
            control,
            is_said: self.own.get(&target).is_some(),
            say_all: matches!(target, Target::Files(_)) && self.forgets_files()
                || self.stands_in_for_another(&target),
            base,
            target,
        }
    }

    /// Whether its companion counts when nothing is said: then saying nothing would bring that back.
    fn stands_in_for_another(&self, target: &Target) -> bool {
        let companion = target.companion();
        companion.is_some_and(|companion| self.base.grants(&companion))
    }

    fn forgets_files(&self) -> bool {
        self.own.get(&Target::FilesReset).is_some()
    }

    /// What it means as it is, and, where several may speak, whose word that is.
    fn sentence(&self, target: &Target, entry: Option<&Entry>) -> String {
        let Some(entry) = entry else {
            return words::sentence(target, &Setting::Denied);
        };
        let is_taken = !entry.setting.grants() && (self.for_all || entry.is_changed());
        let meaning = if is_taken {
            words::without(target)
        } else {
            words::sentence(target, &entry.setting)
        };
        let by = !self.for_all && entry.by != Source::Published;
        let by = by.then(|| {
            let who = capital(&words::source_word(entry.by));
            // With one other it is plain whose word that is.
            if self.overruled(entry).nth(1).is_some() {
                tr!("rules-counts", who = who)
            } else {
                who
            }
        });
        let parts: Vec<String> = std::iter::once(meaning).chain(by).collect();
        parts.join("\n")
    }

    /// What stops working when it is switched off, and, where not all say the same, what others said, the first first.
    fn details(&self, target: &Target, entry: Option<&Entry>, control: &Control) -> Vec<String> {
        let Some(entry) = entry else {
            return Vec::new();
        };
        let can_be_off = entry.setting.grants() && *control != Control::Fixed;
        let without = can_be_off.then(|| tr!("rules-without", without = words::without(target)));
        let others = self.overruled(entry);
        let others = others.map(|(who, said)| words::voice(*who, said));
        without.into_iter().chain(others).collect()
    }

    /// What others said, where not all say the same, the first first.
    fn overruled<'a>(&self, entry: &'a Entry) -> impl Iterator<Item = &'a (Source, Setting)> {
        let differ = entry.said.iter().any(|(_, said)| *said != entry.setting);
        let wanted = differ && !self.for_all;
        entry.said.iter().filter(move |(who, said)| {
            let counts = *who == entry.by && *said == entry.setting;
            wanted && !counts
        })
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
                let all = [
                    FileAccess::ReadOnly,
                    FileAccess::ReadWrite,
                    FileAccess::Create,
                ];
                self.choice(target, all.map(Setting::Files))
            }
            Target::Name(..) => self.choice(
                target,
                [BusAccess::See, BusAccess::Talk, BusAccess::Own].map(Setting::Bus),
            ),
            Target::Variable(_) => Control::Text(setting.value().unwrap_or_default().to_owned()),
            // What another one took away stays away.
            Target::FilesReset if base.is_none() => Control::Switch(setting.grants()),
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

/// The scope of the file in which the changes of a page are written.
pub(crate) fn scope(subject: &Subject) -> Scope {
    match subject {
        Subject::App(key) => Scope::App(key.app_ref.id.clone()),
        Subject::AllApps => Scope::AllApps,
    }
}

fn unknown<'a>(
    layers: impl IntoIterator<Item = (Source, &'a Layer)>,
) -> Vec<(Source, UnknownLine)> {
    let lines = layers.into_iter().flat_map(|(source, layer)| {
        let lines = layer.unknown().iter().cloned();
        lines.map(move |line| (source, line))
    });
    lines.collect()
}

fn unknown_words((source, line): &(Source, UnknownLine)) -> (String, String) {
    let what = tr!("rules-unknown-line", group = line.group.clone());
    let by = capital(&words::source_word(*source));
    (line.text.clone(), format!("{what}\n{by}"))
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
