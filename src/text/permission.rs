//! What apps may do, in words.
//!
//! A permission has a label, a sentence, the same after "can" or "may", and what stops working without it. They stand
//! together in one message of `po/*/apps.ftl`; [`words_of`] finds it. What has no words of its own is shown by its own
//! name with a sentence of its kind.

mod answer;
mod change;
mod folder;
mod judgement;
mod name;
mod setting;
mod token;
mod transfer;
mod trouble;

use crate::domain::permission::{FileAccess, Group, Setting, Target};
use crate::{i18n, tr};

pub use answer::{
    about_sound, answer, answer_kind, answer_sentence, granted_while_using, rights, unset,
};
pub use change::{before_and_after, event, turn, turns};
pub use judgement::{
    because, question, question_short, reason, risk_word, source_word, verdict, voice,
};
pub use setting::{condition, setting_word};
pub use transfer::{exported_without, no_app, transfer_error, unsayable, unsayable_count};
pub use trouble::{
    out_of_reach, override_error, portal_error, refusal, undo_error, unknown_folder, unreadable,
};

/// The messages about one permission.
#[derive(Clone, Debug)]
struct Words {
    label: &'static str,
    can: &'static str,
    look: &'static str,
    verb: &'static str,
    without: &'static str,
    /// What `$name` in them is.
    name: String,
}

impl Words {
    /// The same, about something that a person has to be told the name of.
    fn about(self, name: impl Into<String>) -> Self {
        let name = name.into();
        Self { name, ..self }
    }

    fn say(&self, id: &'static str) -> String {
        i18n::text(id, &[("name", i18n::Value::from(self.name.as_str()))])
    }

    fn title(&self) -> String {
        self.say(self.label)
    }
}

/// The words of a message that has all of them; with `look`, also where the app can look but not change; with `name`,
/// about something named. Does not compile when the message is not so.
macro_rules! words {
    ($id:literal) => {
        words!(@ $id, ".can", false)
    };
    ($id:literal, look) => {
        words!(@ $id, ".look", false)
    };
    ($id:literal, name = $name:expr) => {
        words!(@ $id, ".can", true).about($name)
    };
    (@ $id:literal, $look:literal, $named:literal) => {{
        const _: () = assert!(
            $crate::text::permission::has($id, $named)
                && $crate::text::permission::has(concat!($id, ".can"), $named)
                && $crate::text::permission::has(concat!($id, $look), $named)
                && $crate::text::permission::has(concat!($id, ".verb"), $named)
                && $crate::text::permission::has(concat!($id, ".without"), $named),
            concat!("not all words: ", $id)
        );
        $crate::text::permission::Words {
            label: $id,
            can: concat!($id, ".can"),
            look: concat!($id, $look),
            verb: concat!($id, ".verb"),
            without: concat!($id, ".without"),
            name: String::new(),
        }
    }};
}
use words;

/// Whether a message is there and takes nothing, or at most `$name`.
const fn has(id: &str, named: bool) -> bool {
    i18n::known(id, &[]) || (named && i18n::known(id, &["name"]))
}

/// Where the words of a permission are.
fn words_of(target: &Target) -> Words {
    let known = match target {
        Target::Shared(token) => token::shared(token),
        Target::Socket(token) => token::socket(token),
        Target::Device(token) => token::device(token),
        Target::Feature(token) => token::feature(token),
        Target::Files(path) => folder::words_of(path),
        Target::FilesReset => Some(words!("access-files-reset")),
        Target::Persistent(path) => Some(words!("access-persistent", name = path.as_str())),
        Target::Name(bus, name) => Some(name::words_of(*bus, name)),
        Target::Variable(name) => Some(token::variable(name)),
        Target::Usb(rule) => token::usb(rule),
        Target::Policy {
            subsystem,
            key,
            value,
        } => Some(words!(
            "access-policy",
            name = format!("{subsystem}.{key}={value}")
        )),
    };
    known.unwrap_or_else(|| words!("access-unknown", name = raw(target)))
}

/// As it stands in the file.
fn raw(target: &Target) -> String {
    match target {
        Target::Shared(token)
        | Target::Socket(token)
        | Target::Device(token)
        | Target::Feature(token)
        | Target::Files(token)
        | Target::Persistent(token)
        | Target::Name(_, token)
        | Target::Variable(token)
        | Target::Usb(token) => token.clone(),
        Target::FilesReset => "host:reset".to_owned(),
        Target::Policy { key, value, .. } => format!("{key}={value}"),
    }
}

/// What a permission is called: `Sound and microphone`.
#[must_use]
pub fn label(target: &Target) -> String {
    words_of(target).title()
}

/// What the app can do with it, as a sentence. Where it is denied: what it could do.
#[must_use]
pub fn sentence(target: &Target, setting: &Setting) -> String {
    let words = words_of(target);
    match (target, setting) {
        (Target::Files(_), Setting::Files(FileAccess::ReadOnly)) => words.say(words.look),
        (Target::Files(_), Setting::Files(FileAccess::Create)) => folder::creating(&words),
        (Target::Name(_, name), Setting::Bus(access)) => name::sentence(&words, name, *access),
        (_, Setting::OnlyWhen { conditions, .. }) => tr!(
            "sentence-when",
            sentence = words.say(words.can),
            conditions = setting::conditions(conditions)
        ),
        (
            _,
            Setting::Allowed
            | Setting::Denied
            | Setting::Files(_)
            | Setting::Bus(_)
            | Setting::Value(_),
        ) => words.say(words.can),
    }
}

/// What stops working when it is switched off, as far as anybody can know: a sentence with "may".
#[must_use]
pub fn without(target: &Target) -> String {
    let words = words_of(target);
    words.say(words.without)
}

/// What comes after "can" and "may": `use the camera`.
fn verb(target: &Target) -> String {
    let words = words_of(target);
    words.say(words.verb)
}

/// The heading of a group.
#[must_use]
pub fn group(group: Group) -> String {
    match group {
        Group::Files => tr!("group-files"),
        Group::Network => tr!("group-network"),
        Group::Devices => tr!("group-devices"),
        Group::Sound => tr!("group-sound"),
        Group::Windows => tr!("group-windows"),
        Group::Keys => tr!("group-keys"),
        Group::Others => tr!("group-others"),
        Group::Environment => tr!("group-environment"),
        Group::Advanced => tr!("group-advanced"),
        Group::Unknown => tr!("group-unknown"),
    }
}

#[cfg(test)]
mod tests;
