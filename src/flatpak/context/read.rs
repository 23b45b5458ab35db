//! What a file says.

use crate::domain::permission::{Bus, BusAccess, Condition, Layer, Setting, Target};

use super::super::keyfile::{Document, Fault};
use super::token::{Token, folder, token_key, token_target};
use super::valid::{is_bus_name, is_usb_rule};
use super::{CONTEXT, ENVIRONMENT, Refusal, TOKEN_KEYS, UNSET, USB, Unreadable};

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
