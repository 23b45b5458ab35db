//! The permissions in a key file: read as flatpak reads them, changed one rule at a time.
//!
//! Source: flatpak `common/flatpak-context.c`, `flatpak_context_load_metadata`.

use crate::domain::permission::{Bus, BusAccess, Condition, FileAccess, Layer, Setting, Target};

use super::keyfile::{BrokenLine, Document, Fault, Item};

/// Why flatpak refuses a file that is a sound key file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The key file itself is refused.
    KeyFile(Fault),
    /// `if:` without a name or condition, or a `:` where none may be (flatpak 1.17 and later).
    Condition,
    /// A bus name that is none.
    BusName,
    /// A USB rule that is none.
    UsbRule,
    /// A control character in a path.
    ControlCharacter,
}

/// A line for which flatpak takes the app for not installed; in `global`, all apps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Counted from 1.
    pub number: usize,
    /// What stands there.
    pub text: String,
    /// Why flatpak refuses it.
    pub refusal: Refusal,
}

impl From<BrokenLine> for Unreadable {
    fn from(line: BrokenLine) -> Self {
        Self {
            number: line.number,
            text: line.text,
            refusal: Refusal::KeyFile(line.fault),
        }
    }
}

const CONTEXT: &str = "Context";
const ENVIRONMENT: &str = "Environment";
const USB: &str = "USB Devices";
const UNSET: &str = "unset-environment";

/// The keys of `[Context]` that hold plain tokens.
const TOKEN_KEYS: [&str; 4] = ["shared", "sockets", "devices", "features"];

/// What a file says, and the lines for which flatpak would refuse it.
#[must_use]
pub fn read(document: &Document) -> (Layer, Vec<Unreadable>) {
    let mut reader = Reader {
        document,
        layer: Layer::default(),
        unreadable: document.broken().into_iter().map(Into::into).collect(),
    };
    for key in TOKEN_KEYS {
        reader.tokens(key);
    }
    reader.folders();
    reader.persistent();
    for bus in Bus::ALL {
        reader.names(bus);
    }
    reader.variables();
    reader.usb("enumerable-devices", &Setting::Allowed);
    reader.usb("hidden-devices", &Setting::Denied);
    reader.policies();
    reader.unreadable.sort_by_key(|line| line.number);
    (reader.layer, reader.unreadable)
}

/// The target of a token in one of [`TOKEN_KEYS`].
fn token_target(key: &str, token: &str) -> Target {
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
enum Token<'a> {
    Plain(&'a str),
    Denied(&'a str),
    If(&'a str, Condition),
    /// A `:` in the wrong place: ignored by 1.16, fatal from 1.17 on.
    Wrong,
}

impl<'a> Token<'a> {
    fn parse(text: &'a str) -> Self {
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

    fn name(&self) -> Option<&'a str> {
        match self {
            Self::Plain(name) | Self::Denied(name) | Self::If(name, _) => Some(name),
            Self::Wrong => None,
        }
    }
}

struct Reader<'a> {
    document: &'a Document,
    layer: Layer,
    unreadable: Vec<Unreadable>,
}

impl Reader<'_> {
    fn refuse(&mut self, group: &str, key: &str, refusal: Refusal) {
        if let Some(line) = self.document.broken_at(group, key, Fault::NotAnything) {
            self.unreadable.push(Unreadable {
                refusal,
                ..line.into()
            });
        }
    }

    fn list(&mut self, group: &str, key: &str) -> Vec<String> {
        match self.document.list(group, key) {
            Ok(items) => items.into_iter().map(|item| item.text).collect(),
            Err(fault) => {
                self.refuse(group, key, Refusal::KeyFile(fault));
                Vec::new()
            }
        }
    }

    fn string(&mut self, group: &str, key: &str) -> Option<String> {
        self.document.string(group, key).unwrap_or_else(|fault| {
            self.refuse(group, key, Refusal::KeyFile(fault));
            None
        })
    }

    fn tokens(&mut self, key: &str) {
        for text in self.list(CONTEXT, key) {
            match Token::parse(&text) {
                Token::Plain(name) => self.layer.set(token_target(key, name), Setting::Allowed),
                Token::Denied(name) => self.layer.set(token_target(key, name), Setting::Denied),
                Token::If(name, condition) => self.condition(token_target(key, name), condition),
                Token::Wrong => self.refuse(CONTEXT, key, Refusal::Condition),
            }
        }
    }

    /// A plain grant before the condition is for older flatpaks only; a denial before it starts afresh.
    fn condition(&mut self, target: Target, condition: Condition) {
        let before = self.layer.unset(&target);
        let setting = match before {
            Some(Setting::OnlyWhen {
                mut conditions,
                fresh,
            }) => {
                conditions.push(condition);
                conditions.sort();
                conditions.dedup();
                Setting::OnlyWhen { conditions, fresh }
            }
            before => Setting::OnlyWhen {
                conditions: vec![condition],
                fresh: before == Some(Setting::Denied) || self.denies(&target),
            },
        };
        self.layer.set(target, setting);
    }

    /// Whether `!NAME` stands in the list too: `!x;x;if:x:c` has the plain grant between.
    fn denies(&self, target: &Target) -> bool {
        let (Target::Shared(name)
        | Target::Socket(name)
        | Target::Device(name)
        | Target::Feature(name)) = target
        else {
            return false;
        };
        let denial = format!("!{name}");
        token_key(target)
            .and_then(|key| self.document.list(CONTEXT, key).ok())
            .is_some_and(|items| items.iter().any(|item| item.text == denial))
    }

    fn folders(&mut self) {
        for text in self.list(CONTEXT, "filesystems") {
            if text.chars().any(char::is_control) {
                self.refuse(CONTEXT, "filesystems", Refusal::ControlCharacter);
                continue;
            }
            let (target, setting) = folder(&text);
            self.layer.set(target, setting);
        }
    }

    fn persistent(&mut self) {
        for path in self.list(CONTEXT, "persistent") {
            if path.chars().any(char::is_control) {
                self.refuse(CONTEXT, "persistent", Refusal::ControlCharacter);
                continue;
            }
            self.layer.set(Target::Persistent(path), Setting::Allowed);
        }
    }

    fn names(&mut self, bus: Bus) {
        let group = bus.group();
        for name in self.document.keys(group) {
            if !is_bus_name(name) {
                self.refuse(group, name, Refusal::BusName);
                continue;
            }
            let setting = match self.string(group, name).as_deref() {
                Some("none") => Setting::Denied,
                Some("see") => Setting::Bus(BusAccess::See),
                Some("talk") => Setting::Bus(BusAccess::Talk),
                Some("own") => Setting::Bus(BusAccess::Own),
                // A word of a later flatpak: kept in the file, and nobody's word here.
                Some(_) | None => continue,
            };
            self.layer.set(Target::Name(bus, name.to_owned()), setting);
        }
    }

    fn variables(&mut self) {
        for name in self.document.keys(ENVIRONMENT) {
            if let Some(value) = self.string(ENVIRONMENT, name) {
                let target = Target::Variable(name.to_owned());
                self.layer.set(target, Setting::Value(value));
            }
        }
        for name in self.list(CONTEXT, UNSET) {
            self.layer.set(Target::Variable(name), Setting::Denied);
        }
    }

    fn usb(&mut self, key: &str, setting: &Setting) {
        for rule in self.list(USB, key) {
            if is_usb_rule(&rule) {
                self.layer.set(Target::Usb(rule), setting.clone());
            } else {
                self.refuse(USB, key, Refusal::UsbRule);
            }
        }
    }

    fn policies(&mut self) {
        for group in self.document.groups() {
            let Some(subsystem) = group.strip_prefix("Policy ") else {
                continue;
            };
            for key in self.document.keys(group) {
                for text in self.list(group, key) {
                    let (value, setting) = match text.strip_prefix('!') {
                        Some(value) => (value, Setting::Denied),
                        None => (text.as_str(), Setting::Allowed),
                    };
                    let target = Target::Policy {
                        subsystem: subsystem.to_owned(),
                        key: key.to_owned(),
                        value: value.to_owned(),
                    };
                    self.layer.set(target, setting);
                }
            }
        }
    }
}

/// A token of `filesystems`. Paths have a second escape of their own: `\:` and `\\`.
fn folder(text: &str) -> (Target, Setting) {
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

fn folder_token(path: &str, setting: &Setting) -> String {
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

/// As `flatpak_verify_dbus_name`: a well-known name, or one that ends in `.*`.
#[must_use]
pub fn is_bus_name(name: &str) -> bool {
    let name = name.strip_suffix(".*").unwrap_or(name);
    let sound = |part: &str| {
        !part.is_empty()
            && !part.starts_with(|c: char| c.is_ascii_digit())
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    };
    name.len() <= 255 && name.contains('.') && name.split('.').all(sound)
}

/// As `flatpak_usb_parse_usb`: `all`, or `cls:`, `vnd:` and `dev:` rules joined by `+`, each once.
#[must_use]
pub fn is_usb_rule(rule: &str) -> bool {
    if rule == "all" {
        return true;
    }
    let hex = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|b| b.is_ascii_hexdigit())
    };
    let mut seen = Vec::new();
    let sound = rule.split('+').all(|part| {
        let Some((kind, value)) = part.split_once(':') else {
            return false;
        };
        let first = !seen.contains(&kind);
        seen.push(kind);
        first
            && match kind {
                "vnd" | "dev" => hex(value, 4),
                "cls" => value
                    .split_once(':')
                    .is_some_and(|(class, sub)| hex(class, 2) && (sub == "*" || hex(sub, 2))),
                _ => false,
            }
    });
    sound && (!seen.contains(&"dev") || seen.contains(&"vnd"))
}

/// The key of `[Context]` for a token target.
fn token_key(target: &Target) -> Option<&'static str> {
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

/// Says one thing of one target in a file, or, with `None`, nothing any more. All other bytes stay.
pub fn write(document: &mut Document, target: &Target, setting: Option<&Setting>) {
    match target {
        Target::Shared(name)
        | Target::Socket(name)
        | Target::Device(name)
        | Target::Feature(name) => {
            let key = token_key(target).unwrap_or_default();
            let wanted = setting.map_or_else(Vec::new, |setting| tokens(name, setting));
            put(document, CONTEXT, key, &wanted, |text| {
                Token::parse(text).name() == Some(name)
            });
        }
        Target::Files(path) => {
            let wanted: Vec<String> = setting
                .map(|setting| folder_token(path, setting))
                .into_iter()
                .collect();
            put(document, CONTEXT, "filesystems", &wanted, |text| {
                folder(text).0 == *target
            });
        }
        Target::FilesReset => {
            let wanted: Vec<String> = setting
                .map(|_| "!host:reset".to_owned())
                .into_iter()
                .collect();
            put(document, CONTEXT, "filesystems", &wanted, |text| {
                folder(text).0 == *target
            });
        }
        Target::Persistent(path) => entry(document, CONTEXT, "persistent", path, setting.is_some()),
        Target::Name(bus, name) => write_name(document, *bus, name, setting),
        Target::Variable(name) => write_variable(document, name, setting),
        Target::Usb(rule) => {
            let allowed = setting.is_some_and(Setting::grants);
            entry(document, USB, "enumerable-devices", rule, allowed);
            entry(
                document,
                USB,
                "hidden-devices",
                rule,
                setting.is_some() && !allowed,
            );
        }
        Target::Policy {
            subsystem,
            key,
            value,
        } => {
            let group = format!("Policy {subsystem}");
            let wanted: Vec<String> = setting
                .map(|setting| {
                    if setting.grants() {
                        value.clone()
                    } else {
                        format!("!{value}")
                    }
                })
                .into_iter()
                .collect();
            put(document, &group, key, &wanted, |text| {
                text.strip_prefix('!').unwrap_or(text) == value
            });
        }
    }
}

/// Makes a file one that flatpak reads: lines that it refuses become comments, and the sound rules that stood on the
/// same lines are said again.
pub fn mend(document: &mut Document) {
    let (sound, _) = read(document);
    loop {
        let (_, unreadable) = read(document);
        let Some(line) = unreadable.first() else {
            break;
        };
        document.comment_out(line.number);
    }
    let (left, _) = read(document);
    for (target, setting) in sound.iter() {
        if left.get(target) != Some(setting) {
            write(document, target, Some(setting));
        }
    }
}

/// Whether a rule could stand in a file without harm: flatpak would read it, and as what is meant.
#[must_use]
pub fn can_stand(target: &Target, setting: &Setting) -> bool {
    let text = |text: &str| !text.is_empty() && !text.chars().any(char::is_control);
    let token = |name: &str| text(name) && !name.starts_with('!') && !name.contains([':', ' ']);
    let folder = |path: &str| text(path) && !path.split('/').any(|part| part == "..");
    match target {
        Target::Shared(name)
        | Target::Socket(name)
        | Target::Device(name)
        | Target::Feature(name) => {
            let plain = matches!(setting, Setting::Allowed | Setting::Denied);
            let conditions = setting.conditions();
            token(name)
                && (plain || !conditions.is_empty())
                && conditions.iter().all(|one| token(&one.name))
        }
        Target::Files(path) => {
            let fits = matches!(setting, Setting::Files(_) | Setting::Denied);
            fits && folder(path) && path != "/"
        }
        Target::FilesReset => *setting == Setting::Allowed,
        Target::Persistent(path) => {
            let inside = folder(path) && !path.starts_with(['/', '!', '~']);
            *setting == Setting::Allowed && inside
        }
        Target::Name(_, name) => {
            matches!(setting, Setting::Bus(_) | Setting::Denied) && is_bus_name(name)
        }
        Target::Variable(name) => {
            let fits = matches!(setting, Setting::Value(_) | Setting::Denied);
            fits && text(name) && !name.contains(['=', '[', ']', ' ', ';'])
        }
        Target::Usb(rule) => {
            matches!(setting, Setting::Allowed | Setting::Denied) && is_usb_rule(rule)
        }
        Target::Policy {
            subsystem,
            key,
            value,
        } => {
            let fits = matches!(setting, Setting::Allowed | Setting::Denied);
            let word = |name: &str| text(name) && !name.contains(['=', '[', ']', ' ']);
            fits && word(subsystem) && word(key) && token(value)
        }
    }
}

/// The entries that say a setting of a token.
fn tokens(name: &str, setting: &Setting) -> Vec<String> {
    match setting {
        Setting::OnlyWhen { conditions, fresh } => {
            let start = fresh.then(|| format!("!{name}"));
            let compatible = std::iter::once(name.to_owned());
            let conditions = conditions.iter().map(|one| format!("if:{name}:{one}"));
            start
                .into_iter()
                .chain(compatible)
                .chain(conditions)
                .collect()
        }
        Setting::Denied => vec![format!("!{name}")],
        Setting::Allowed | Setting::Files(_) | Setting::Bus(_) | Setting::Value(_) => {
            vec![name.to_owned()]
        }
    }
}

/// Makes the entries of a list that are about one thing the wanted ones: the first keeps its place.
fn put(
    document: &mut Document,
    group: &str,
    key: &str,
    wanted: &[String],
    about: impl Fn(&str) -> bool,
) {
    let of_it = |document: &Document| -> Vec<Item> {
        let items = document.list(group, key).unwrap_or_default();
        items.into_iter().filter(|item| about(&item.text)).collect()
    };
    let mut index = 0;
    loop {
        let present = of_it(document);
        match (present.get(index), wanted.get(index)) {
            (Some(item), Some(text)) if item.text != *text => {
                document.replace_item(group, key, item, text);
            }
            (Some(_), Some(_)) => {}
            (Some(item), None) => {
                document.remove_item(group, key, item);
                continue;
            }
            (None, Some(text)) => document.push_item(group, key, text),
            (None, None) => break,
        }
        index += 1;
    }
}

fn entry(document: &mut Document, group: &str, key: &str, text: &str, present: bool) {
    let wanted: Vec<String> = present.then(|| text.to_owned()).into_iter().collect();
    put(document, group, key, &wanted, |item| item == text);
}

fn write_name(document: &mut Document, bus: Bus, name: &str, setting: Option<&Setting>) {
    match setting {
        None => document.remove_key(bus.group(), name),
        Some(Setting::Bus(access)) => document.set_string(bus.group(), name, access.word()),
        Some(_) => document.set_string(bus.group(), name, "none"),
    }
}

fn write_variable(document: &mut Document, name: &str, setting: Option<&Setting>) {
    let unset = setting == Some(&Setting::Denied);
    entry(document, CONTEXT, UNSET, name, unset);
    match setting {
        Some(Setting::Value(value)) => document.set_string(ENVIRONMENT, name, value),
        Some(_) | None => document.remove_key(ENVIRONMENT, name),
    }
}

#[cfg(test)]
#[path = "context_tests.rs"]
mod tests;
