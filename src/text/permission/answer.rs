//! What was granted while using an app, in words.

use std::collections::BTreeSet;

use crate::domain::permission::{
    DocumentRight, Inhibit, LocationAccuracy, PortalAnswer, PortalKey, PortalKind, Unset,
};
use crate::{i18n, tr};

/// The label of what is asked about: `Camera`.
#[must_use]
pub fn answer_kind(key: &PortalKey) -> String {
    say(key, |[label, _]| label)
}

/// What the app can do when it is allowed, as a sentence.
#[must_use]
pub fn answer_sentence(key: &PortalKey) -> String {
    say(key, |[_, can]| can)
}

fn say(key: &PortalKey, which: fn([&'static str; 2]) -> &'static str) -> String {
    let name = format!("{}/{}", key.table(), key.id());
    i18n::text(which(ids(key.kind())), &[("name", i18n::Value::from(name))])
}

/// A message's own id and that of its `.can`. Does not compile when there is no such message.
macro_rules! pair {
    ($id:literal) => {
        pair!($id, &[])
    };
    ($id:literal, $arguments:expr) => {{
        const _: () = assert!(
            $crate::i18n::known($id, $arguments) && $crate::i18n::known(concat!($id, ".can"), &[]),
            concat!("not all words: ", $id)
        );
        [$id, concat!($id, ".can")]
    }};
}

fn ids(kind: PortalKind) -> [&'static str; 2] {
    match kind {
        PortalKind::Camera => pair!("portal-camera"),
        PortalKind::Location => pair!("portal-location"),
        PortalKind::Notifications => pair!("portal-notifications"),
        PortalKind::Background => pair!("portal-background"),
        PortalKind::Screenshot => pair!("portal-screenshot"),
        PortalKind::ScreenCast => pair!("portal-screencast"),
        PortalKind::RemoteDesktop => pair!("portal-remote-desktop"),
        PortalKind::RemoteDesktopAlways => pair!("portal-remote-desktop-always"),
        PortalKind::InputCapture => pair!("portal-input-capture"),
        PortalKind::Inhibit => pair!("portal-inhibit"),
        PortalKind::Shortcuts => pair!("portal-shortcuts"),
        PortalKind::Usb => pair!("portal-usb"),
        PortalKind::UsbDevice => pair!("portal-usb-device"),
        PortalKind::Wallpaper => pair!("portal-wallpaper"),
        PortalKind::GameMode => pair!("portal-gamemode"),
        PortalKind::Realtime => pair!("portal-realtime"),
        PortalKind::SelfUpdate => pair!("portal-self-update"),
        PortalKind::Handler => pair!("portal-handler"),
        PortalKind::Document => pair!("portal-document"),
        PortalKind::Microphone => pair!("portal-microphone"),
        PortalKind::Speakers => pair!("portal-speakers"),
        PortalKind::Unknown => pair!("portal-unknown", &["name"]),
    }
}

/// An answer in a word or two: `Allowed`, `Exact place`, `log-out, sleep`.
#[must_use]
pub fn answer(answer: &PortalAnswer) -> String {
    match answer {
        PortalAnswer::Allowed => tr!("answer-allowed"),
        PortalAnswer::Denied => tr!("answer-denied"),
        PortalAnswer::Ask => tr!("answer-ask"),
        PortalAnswer::Accuracy { level, .. } => accuracy(*level),
        PortalAnswer::Inhibits(set) if set.is_empty() => tr!("answer-holds-nothing"),
        PortalAnswer::Inhibits(set) => {
            let list: Vec<String> = set.iter().map(|one| inhibit(*one)).collect();
            tr!("answer-holds", list = list.join(&tr!("list-separator")))
        }
        PortalAnswer::Session => tr!("answer-session"),
        PortalAnswer::Handler {
            app,
            count,
            threshold,
        } if count < threshold => tr!(
            "answer-handler",
            app = app.as_str(),
            count = *count,
            threshold = *threshold
        ),
        PortalAnswer::Handler { app, .. } => tr!("answer-handler-fixed", app = app.as_str()),
        PortalAnswer::NotAsked => tr!("answer-not-asked"),
        PortalAnswer::Other(words) => tr!("answer-other", text = words.join(" ")),
    }
}

fn accuracy(level: LocationAccuracy) -> String {
    match level {
        LocationAccuracy::Nothing => tr!("answer-nowhere"),
        LocationAccuracy::Country => tr!("answer-country"),
        LocationAccuracy::City => tr!("answer-city"),
        LocationAccuracy::Neighborhood => tr!("answer-neighborhood"),
        LocationAccuracy::Street => tr!("answer-street"),
        LocationAccuracy::Exact => tr!("answer-exact"),
    }
}

fn inhibit(what: Inhibit) -> String {
    match what {
        Inhibit::LogOut => tr!("answer-hold-logout"),
        Inhibit::SwitchUser => tr!("answer-hold-switch"),
        Inhibit::Suspend => tr!("answer-hold-suspend"),
        Inhibit::Idle => tr!("answer-hold-idle"),
    }
}

/// What an app may do with a file or folder that was chosen for it: `read, change`.
#[must_use]
pub fn rights(rights: &BTreeSet<DocumentRight>) -> String {
    let word = |right: &DocumentRight| match right {
        DocumentRight::Read => tr!("right-read"),
        DocumentRight::Write => tr!("right-write"),
        DocumentRight::Grant => tr!("right-grant"),
        DocumentRight::Forget => tr!("right-forget"),
    };
    let words: Vec<String> = rights.iter().map(word).collect();
    words.join(&tr!("list-separator"))
}

/// Why there is no answer about sound: nobody is asked.
#[must_use]
pub fn about_sound() -> String {
    tr!("given-sound")
}

/// What is so as long as nothing is stored.
#[must_use]
pub fn unset(unset: Unset) -> String {
    match unset {
        Unset::Allowed => tr!("unset-allowed"),
        Unset::Asks => tr!("unset-asks"),
        Unset::Nothing => tr!("unset-nothing"),
        Unset::Unknown => tr!("unset-unknown"),
    }
}

/// Where an answer came from: `You allowed this while using the app.` `None`: it is no yes or no.
#[must_use]
pub fn granted_while_using(answer: &PortalAnswer) -> Option<String> {
    match answer {
        PortalAnswer::Denied
        | PortalAnswer::Accuracy {
            level: LocationAccuracy::Nothing,
            ..
        } => Some(tr!("denied-while-using")),
        PortalAnswer::Allowed | PortalAnswer::Session | PortalAnswer::Accuracy { .. } => {
            Some(tr!("granted-while-using"))
        }
        PortalAnswer::Ask
        | PortalAnswer::Inhibits(_)
        | PortalAnswer::Handler { .. }
        | PortalAnswer::NotAsked
        | PortalAnswer::Other(_) => None,
    }
}
