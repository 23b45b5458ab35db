//! The entries of lists, each taken apart and put together.

use crate::domain::permission::{BusAccess, Condition, FileAccess, Setting, Target};

/// The target of a token in one of the keys with plain tokens.
pub(super) fn token_target(key: &str, token: &str) -> Target {
    let token = token.to_owned();
    match key {
        "shared" => Target::Shared(token),
        "sockets" => Target::Socket(token),
        "devices" => Target::Device(token),
        _ => Target::Feature(token),
    }
}

/// One entry of `shared`, `sockets`, `devices` or `features`, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Plain(&'a str),
    Denied(&'a str),
    If(&'a str, Condition),
    /// A `:` in the wrong place: ignored by 1.16, fatal from 1.17 on.
    Wrong,
}

impl<'a> Token<'a> {
    pub(super) fn parse(text: &'a str) -> Self {
        let mut parts = text.splitn(3, ':');
        let (first, name, condition) = (parts.next(), parts.next(), parts.next());
        match (first, name, condition) {
            (Some("if"), Some(name), Some(condition)) => {
                let Ok(condition) = condition.parse();
                Self::If(name, condition)
            }
            (Some("if") | None, ..) | (Some(_), Some(_), _) => Self::Wrong,
            (Some(plain), None, _) => match plain.strip_prefix('!') {
                Some(name) => Self::Denied(name),
                None => Self::Plain(plain),
            },
        }
    }

    pub(super) fn name(&self) -> Option<&'a str> {
        match self {
            Self::Plain(name) | Self::Denied(name) | Self::If(name, _) => Some(name),
            Self::Wrong => None,
        }
    }
}

/// What a word says of a bus name; `None`: nothing that is understood.
pub(super) fn of_name(word: &str) -> Option<Setting> {
    match word {
        "none" => Some(Setting::Denied),
        "see" => Some(Setting::Bus(BusAccess::See)),
        "talk" => Some(Setting::Bus(BusAccess::Talk)),
        "own" => Some(Setting::Bus(BusAccess::Own)),
        _ => None,
    }
}

/// A token of `filesystems`. Paths have a second escape of their own: `\:` and `\\`.
pub(super) fn folder(text: &str) -> (Target, Setting) {
    let (denied, rest) = match text.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (path, suffix) = split_mode(rest);
    if denied && path == "host" && suffix == Some("reset") {
        return (Target::FilesReset, Setting::Allowed);
    }
    let setting = match suffix {
        _ if denied => Setting::Denied,
        Some("ro") => Setting::Files(FileAccess::ReadOnly),
        Some("create") => Setting::Files(FileAccess::Create),
        Some(_) | None => Setting::Files(FileAccess::ReadWrite),
    };
    (Target::files(&path), setting)
}

pub(super) fn folder_token(path: &str, setting: &Setting) -> String {
    let escaped = path.replace('\\', "\\\\").replace(':', "\\:");
    match setting {
        Setting::Files(access) => format!("{escaped}{}", access.suffix()),
        Setting::Allowed
        | Setting::Denied
        | Setting::OnlyWhen { .. }
        | Setting::Bus(_)
        | Setting::Value(_) => format!("!{escaped}"),
    }
}

/// The key of `[Context]` for a token target.
pub(super) fn token_key(target: &Target) -> Option<&'static str> {
    match target {
        Target::Shared(_) => Some("shared"),
        Target::Socket(_) => Some("sockets"),
        Target::Device(_) => Some("devices"),
        Target::Feature(_) => Some("features"),
        Target::Files(_)
        | Target::FilesReset
        | Target::Persistent(_)
        | Target::Name(..)
        | Target::Variable(_)
        | Target::Usb(_)
        | Target::Policy { .. } => None,
    }
}

/// Parts a path from its mode at the last `:` that no `\` hides, and takes the escapes off.
fn split_mode(text: &str) -> (String, Option<&str>) {
    let mut path = String::with_capacity(text.len());
    let mut chars = text.char_indices();
    while let Some((index, c)) = chars.next() {
        match c {
            '\\' => path.extend(chars.next().map(|(_, escaped)| escaped)),
            ':' => return (path, text.get(index + 1..)),
            _ => path.push(c),
        }
    }
    (path, None)
}
