//! Who can do something, why, and what it takes to deny it. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use gtk::glib;
use relm4::prelude::*;

use super::super::reading::{AppsReading, Key, Known};
use crate::domain::permission::{FileAccess, Question, Setting, Source, Target};
use crate::flatpak::overrides::{Change, Scope};
use crate::text::permission as words;
use crate::tr;

/// What lets an app do it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Because {
    target: Target,
    setting: Setting,
    by: Source,
}

impl Because {
    /// `All devices · asked by its publisher`.
    fn words(&self) -> String {
        let how = match &self.setting {
            Setting::OnlyWhen { .. } | Setting::Files(FileAccess::ReadOnly) => {
                Some(words::setting_word(&self.setting))
            }
            Setting::Allowed
            | Setting::Denied
            | Setting::Files(_)
            | Setting::Bus(_)
            | Setting::Value(_) => None,
        };
        let parts = [
            Some(words::label(&self.target)),
            how,
            Some(words::source_word(self.by)),
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
    because: Vec<Because>,
}

impl Able {
    fn of(known: &Known, question: Question) -> Option<Self> {
        let effective = &known.access.effective;
        let because: Vec<Because> = question
            .granted_by(effective)
            .into_iter()
            .filter_map(|target| {
                let entry = effective.get(&target)?;
                Some(Because {
                    setting: entry.setting.clone(),
                    by: entry.by,
                    target,
                })
            })
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
        let mut reasons: Vec<String> = self.because.iter().map(Because::words).collect();
        reasons.dedup();
        reasons.join("\n")
    }

    /// What a screen reader says for the row.
    pub(crate) fn spoken(&self) -> String {
        format!("{}\n{}", self.name, self.reasons())
    }
}

/// The apps that can, in the order of their names.
pub(crate) fn answer(reading: &AppsReading, question: Question) -> Vec<Able> {
    let apps = reading.apps.iter();
    let mut able: Vec<Able> = apps.filter_map(|known| Able::of(known, question)).collect();
    able.sort_by_cached_key(|one| (glib::CollationKey::from(&one.name), one.key.clone()));
    able
}

/// How many can.
pub(crate) fn count(reading: &AppsReading, question: Question) -> usize {
    let apps = reading.apps.iter();
    apps.filter(|known| !question.granted_by(&known.access.effective).is_empty())
        .count()
}

/// What is to be said so that the ticked ones cannot any more. An app that is installed twice has one file.
pub(crate) fn denial(able: &[Able], ticked: &BTreeSet<Key>) -> Vec<(Scope, Vec<Change>)> {
    let mut all: BTreeMap<Scope, BTreeSet<&Target>> = BTreeMap::new();
    for one in able.iter().filter(|one| ticked.contains(&one.key)) {
        let scope = Scope::App(one.key.app_ref.id.clone());
        let targets = one.because.iter().map(|because| &because.target);
        all.entry(scope).or_default().extend(targets);
    }
    let deny = |target: &Target| Change {
        target: target.clone(),
        setting: Some(Setting::Denied),
    };
    all.into_iter()
        .map(|(scope, targets)| (scope, targets.into_iter().map(deny).collect()))
        .collect()
}

/// What stops working when it is denied, in one sentence.
pub(crate) fn without(question: Question) -> String {
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
