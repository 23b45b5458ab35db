//! Who can do something, why, and what it takes to deny it. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use gtk::glib;
use relm4::prelude::*;

use super::super::reading::{AppsReading, Key, Known};
use super::asked::Asked;
use crate::domain::AppId;
use crate::domain::permission::{
    Because, BusAccess, FileAccess, PortalKey, Question, Setting, Source, Target,
};
use crate::flatpak::overrides::{Change, Scope};
use crate::text::permission as words;
use crate::tr;

/// What lets an app do it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    /// A permission: how it is allowed, and who says so.
    Permission(Target, Setting, Source),
    /// What the person answered while using it.
    Answer(PortalKey),
}

/// What is to be denied to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Denial {
    /// In files, one for each app.
    pub(crate) rules: Vec<(Scope, Vec<Change>)>,
    /// Answers that are to be refusals.
    pub(crate) answers: Vec<(AppId, PortalKey)>,
}

impl Reason {
    fn of(because: Because, known: &Known) -> Option<Self> {
        Some(match because {
            Because::Permission(target) => {
                let entry = known.access.effective.get(&target)?;
                Self::Permission(target, entry.setting.clone(), entry.by)
            }
            Because::Answer(key) => Self::Answer(key),
        })
    }

    /// `All devices · asked by its publisher`, `Camera · allowed by you while using the app`.
    fn words(&self) -> String {
        let (target, setting, by) = match self {
            Self::Permission(target, setting, by) => (target, setting, *by),
            Self::Answer(key) => {
                let label = words::answer_kind(key);
                return format!("{label} · {}", tr!("who-while-using"));
            }
        };
        let how = match setting {
            Setting::OnlyWhen { .. }
            | Setting::Files(FileAccess::ReadOnly)
            | Setting::Bus(BusAccess::See | BusAccess::Own) => Some(words::setting_word(setting)),
            Setting::Allowed
            | Setting::Denied
            | Setting::Files(_)
            | Setting::Bus(_)
            | Setting::Value(_) => None,
        };
        let parts = [
            Some(words::label(target)),
            how,
            Some(words::source_word(by)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" · ")
    }
}

/// One app that can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Able {
    /// Which one.
    pub(crate) key: Key,
    /// What it is called.
    pub(crate) name: String,
    /// Its icon's file.
    pub(crate) icon: Option<PathBuf>,
    because: Vec<Reason>,
}

impl Able {
    fn of(known: &Known, reading: &AppsReading, asked: &Asked) -> Option<Self> {
        let because = because(known, reading, asked).into_iter();
        let because: Vec<Reason> = because
            .filter_map(|because| Reason::of(because, known))
            .collect();
        (!because.is_empty()).then(|| Self {
            key: known.key(),
            name: known.app.name.clone(),
            icon: known.app.icon.clone(),
            because,
        })
    }

    /// Why it can, one reason a line.
    pub(crate) fn reasons(&self) -> String {
        let mut reasons: Vec<String> = self.because.iter().map(Reason::words).collect();
        reasons.dedup();
        reasons.join("\n")
    }

    /// What a screen reader says for the row.
    pub(crate) fn spoken(&self) -> String {
        format!("{}\n{}", self.name, self.reasons())
    }
}

/// The apps that can, in the order of their names.
pub(crate) fn answer(reading: &AppsReading, asked: &Asked) -> Vec<Able> {
    let apps = reading.apps.iter();
    let mut able: Vec<Able> = apps
        .filter_map(|known| Able::of(known, reading, asked))
        .collect();
    able.sort_by_cached_key(|one| (glib::CollationKey::from(&one.name), one.key.clone()));
    able
}

/// How many can.
pub(crate) fn count(reading: &AppsReading, asked: &Asked) -> usize {
    able(reading, asked).count()
}

/// Those that can.
pub(crate) fn keys(reading: &AppsReading, question: Question) -> BTreeSet<Key> {
    let asked = Asked::Question(question);
    able(reading, &asked).map(Known::key).collect()
}

fn able<'a>(reading: &'a AppsReading, asked: &'a Asked) -> impl Iterator<Item = &'a Known> {
    let apps = reading.apps.iter();
    apps.filter(move |known| !because(known, reading, asked).is_empty())
}

fn because(known: &Known, reading: &AppsReading, asked: &Asked) -> Vec<Because> {
    asked.because(known, reading.grants_of(&known.app.app_ref.id))
}

/// What it takes that the ticked ones cannot any more. An app that is installed twice has one file.
pub(crate) fn denial(able: &[Able], ticked: &BTreeSet<Key>) -> Denial {
    let mut rules: BTreeMap<&AppId, BTreeSet<&Target>> = BTreeMap::new();
    let mut answers = BTreeSet::new();
    for one in able.iter().filter(|one| ticked.contains(&one.key)) {
        let id = &one.key.app_ref.id;
        for reason in &one.because {
            match reason {
                Reason::Permission(target, ..) => {
                    rules.entry(id).or_default().insert(target);
                }
                Reason::Answer(key) => {
                    answers.insert((id.clone(), key.clone()));
                }
            }
        }
    }
    let deny = |target: &Target| Change {
        target: target.clone(),
        setting: Some(Setting::Denied),
    };
    Denial {
        rules: rules
            .into_iter()
            .map(|(id, targets)| {
                let changes = targets.into_iter().map(deny).collect();
                (Scope::App(id.clone()), changes)
            })
            .collect(),
        answers: answers.into_iter().collect(),
    }
}

impl Denial {
    /// How many apps it is about.
    pub(crate) fn apps(&self) -> usize {
        let by_rule = self.rules.iter().map(|(scope, _)| scope.file_name());
        let by_answer = self.answers.iter().map(|(id, _)| id.as_str());
        by_rule.chain(by_answer).collect::<BTreeSet<_>>().len()
    }
}

/// What stops working when it is denied to the ticked ones.
pub(crate) fn without(asked: &Asked, able: &[&Able], ticked: &BTreeSet<Key>) -> String {
    let question = match asked {
        Asked::Question(question) => question,
        Asked::Permission(_) => return without_each(able, ticked),
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

/// What stops working without each thing that is denied, wider ones included.
fn without_each(able: &[&Able], ticked: &BTreeSet<Key>) -> String {
    let denied = able.iter().filter(|one| ticked.contains(&one.key));
    let targets = denied
        .flat_map(|one| &one.because)
        .filter_map(|reason| match reason {
            Reason::Permission(target, ..) => Some(target),
            Reason::Answer(_) => None,
        });
    let targets: BTreeSet<&Target> = targets.collect();
    let mut lines: Vec<String> = targets.into_iter().map(words::without).collect();
    lines.dedup();
    lines.join("\n")
}

/// A picture of what is asked about.
pub(crate) fn icon(question: Question) -> &'static str {
    match question {
        Question::Camera => "camera-web-symbolic",
        Question::Microphone => "audio-input-microphone-symbolic",
        Question::Location => "find-location-symbolic",
        Question::Network => "network-wireless-symbolic",
        Question::AllFiles => "user-home-symbolic",
        Question::AnyCommand => "utilities-terminal-symbolic",
        Question::Watch => "view-reveal-symbolic",
        Question::Keys => "dialog-password-symbolic",
        Question::AllDevices => "input-gaming-symbolic",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::reading::Answered;
    use super::*;
    use crate::domain::permission::{PortalAnswer, PortalGrant};
    use crate::flatpak::answers::Granted;
    use crate::ui::world::World;

    #[test]
    fn what_was_allowed_while_using_is_a_reason_and_is_refused_in_the_store() {
        let world = World::new();
        world.install("org.example.Alpha", "[Context]\ndevices=all;\n");
        world.install("org.example.Beta", "");
        let camera: PortalKey = "portal:devices/camera".parse().unwrap();
        let grant = |app: &str| PortalGrant {
            app: app.to_owned(),
            key: camera.clone(),
            answer: PortalAnswer::Allowed,
        };
        let granted = Granted {
            grants: vec![grant("org.example.Alpha"), grant("org.example.Beta")],
            documents: Vec::new(),
        };
        let reading = AppsReading {
            answered: Answered::Known(Arc::new(granted)),
            ..AppsReading::take(&world.apps())
        };
        let asked = Asked::Question(Question::Camera);
        assert_eq!(count(&reading, &asked), 2);
        let able = answer(&reading, &asked);
        assert_eq!(able[1].reasons(), "Camera · allowed while using the app");
        assert!(able[0].reasons().starts_with("All devices · asked"));
        let all = able.iter().map(|one| one.key.clone()).collect();
        let denial = denial(&able, &all);
        assert_eq!(denial.rules.len(), 1);
        assert_eq!((denial.answers.len(), denial.apps()), (2, 2));
    }
}
