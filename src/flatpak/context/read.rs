//! What a file says.

use std::collections::HashSet;

use crate::domain::permission::{Bus, Condition, Layer, Setting, Since, Target};

use super::super::keyfile::{Document, Entry, Fault, Table};
use super::token::{Token, folder, of_name, token_target};
use super::valid::{is_bus_name, is_usb_rule};
use super::{
    CONTEXT, ENVIRONMENT, POLICY, Refusal, TOKEN_KEYS, UNSET, USB, USB_KEYS, Unreadable, unknown,
};

/// What a file says, and the lines for which some flatpak would refuse it.
#[must_use]
pub fn read(document: &Document) -> (Layer, Vec<Unreadable>) {
    let mut reader = Reader {
        table: document.table(),
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
    for (key, setting) in USB_KEYS
        .into_iter()
        .zip([Setting::Allowed, Setting::Denied])
    {
        reader.usb(key, &setting);
    }
    reader.policies();
    reader.unreadable.sort_by_key(|line| line.number);
    let unknown = unknown::lines(&reader.table);
    (reader.layer.beside(unknown), reader.unreadable)
}

/// What a file says, and the lines for which the installed flatpak refuses it; `None`: any flatpak.
#[must_use]
pub fn read_for(document: &Document, flatpak: Option<Since>) -> (Layer, Vec<Unreadable>) {
    let (layer, mut unreadable) = read(document);
    unreadable.retain(|line| line.stops(flatpak));
    (layer, unreadable)
}

struct Reader<'a> {
    table: Table<'a>,
    layer: Layer,
    unreadable: Vec<Unreadable>,
}

impl<'a> Reader<'a> {
    /// Names a line, once even if much is wrong with it.
    fn refuse(&mut self, entry: &Entry<'_>, refusal: Refusal) {
        let line = entry.broken(Fault::NotAnything);
        let last = self.unreadable.last();
        if last.is_none_or(|last| last.number != line.number) {
            self.unreadable.push(Unreadable {
                refusal,
                ..line.into()
            });
        }
    }

    /// A key's line and the entries of its list.
    fn list(&mut self, group: &str, key: &str) -> Option<(Entry<'a>, Vec<String>)> {
        let entry = self.table.entry(group, key)?;
        let items = self.items(&entry)?;
        Some((entry, items))
    }

    /// The entries of its list. An empty one says nothing of anything.
    fn items(&mut self, entry: &Entry<'_>) -> Option<Vec<String>> {
        let mut items = self.all_items(entry)?;
        items.retain(|text| !matches!(text.as_str(), "" | "!"));
        Some(items)
    }

    fn all_items(&mut self, entry: &Entry<'_>) -> Option<Vec<String>> {
        let items = entry.list();
        let items = items.inspect_err(|fault| self.refuse(entry, Refusal::KeyFile(*fault)));
        Some(items.ok()?.into_iter().map(|item| item.text).collect())
    }

    fn string(&mut self, entry: &Entry<'_>) -> Option<String> {
        let text = entry.string();
        text.inspect_err(|fault| self.refuse(entry, Refusal::KeyFile(*fault)))
            .ok()
    }

    fn tokens(&mut self, key: &str) {
        let Some((entry, items)) = self.list(CONTEXT, key) else {
            return;
        };
        let denied: HashSet<&str> = items.iter().filter_map(|t| t.strip_prefix('!')).collect();
        for text in &items {
            match Token::parse(text) {
                Token::Plain(name) => self.layer.set(token_target(key, name), Setting::Allowed),
                Token::Denied(name) => self.layer.set(token_target(key, name), Setting::Denied),
                // `!x;x;if:x:c` has the plain grant between.
                Token::If(name, condition) => {
                    let fresh = denied.contains(name);
                    self.condition(token_target(key, name), condition, fresh);
                }
                Token::Wrong => self.refuse(&entry, Refusal::Condition),
            }
        }
    }

    /// A plain grant before the condition is for older flatpaks only; a denial before it starts afresh.
    fn condition(&mut self, target: Target, condition: Condition, fresh: bool) {
        let before = self.layer.unset(&target);
        let setting = match before {
            Some(Setting::OnlyWhen {
                mut conditions,
                fresh,
            }) => {
                if let Err(place) = conditions.binary_search(&condition) {
                    conditions.insert(place, condition);
                }
                Setting::OnlyWhen { conditions, fresh }
            }
            Some(_) | None => Setting::OnlyWhen {
                conditions: vec![condition],
                fresh,
            },
        };
        self.layer.set(target, setting);
    }

    fn folders(&mut self) {
        let Some((entry, items)) = self.list(CONTEXT, "filesystems") else {
            return;
        };
        for text in items {
            if text.chars().any(char::is_control) {
                self.refuse(&entry, Refusal::ControlCharacter);
                continue;
            }
            let (target, setting) = folder(&text);
            self.layer.set(target, setting);
        }
    }

    fn persistent(&mut self) {
        let Some((entry, items)) = self.list(CONTEXT, "persistent") else {
            return;
        };
        for path in items {
            if path.chars().any(char::is_control) {
                self.refuse(&entry, Refusal::ControlCharacter);
                continue;
            }
            self.layer.set(Target::Persistent(path), Setting::Allowed);
        }
    }

    fn names(&mut self, bus: Bus) {
        for entry in self.entries(bus.group()) {
            if !is_bus_name(entry.key) {
                self.refuse(&entry, Refusal::BusName);
                continue;
            }
            // A word of a later flatpak is kept in the file and shown as it stands there.
            if let Some(setting) = self.string(&entry).as_deref().and_then(of_name) {
                let target = Target::Name(bus, entry.key.to_owned());
                self.layer.set(target, setting);
            }
        }
    }

    fn variables(&mut self) {
        for entry in self.entries(ENVIRONMENT) {
            if let Some(value) = self.string(&entry) {
                let target = Target::Variable(entry.key.to_owned());
                self.layer.set(target, Setting::Value(value));
            }
        }
        for name in self
            .list(CONTEXT, UNSET)
            .map_or(Vec::new(), |(_, list)| list)
        {
            self.layer.set(Target::Variable(name), Setting::Denied);
        }
    }

    fn usb(&mut self, key: &str, setting: &Setting) {
        let Some(entry) = self.table.entry(USB, key) else {
            return;
        };
        let items = self.all_items(&entry).unwrap_or_default();
        for rule in items {
            if is_usb_rule(&rule) {
                self.layer.set(Target::Usb(rule), setting.clone());
            } else {
                self.refuse(&entry, Refusal::UsbRule);
            }
        }
    }

    fn policies(&mut self) {
        let groups: Vec<&str> = self.table.groups().collect();
        for group in groups {
            let Some(subsystem) = group.strip_prefix(POLICY) else {
                continue;
            };
            for entry in self.entries(group) {
                for text in self.items(&entry).unwrap_or_default() {
                    let (value, setting) = match text.strip_prefix('!') {
                        Some(value) => (value, Setting::Denied),
                        None => (text.as_str(), Setting::Allowed),
                    };
                    let target = Target::Policy {
                        subsystem: subsystem.to_owned(),
                        key: entry.key.to_owned(),
                        value: value.to_owned(),
                    };
                    self.layer.set(target, setting);
                }
            }
        }
    }

    fn entries(&self, group: &str) -> Vec<Entry<'a>> {
        self.table.entries(group).to_vec()
    }
}
