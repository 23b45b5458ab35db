//! Saying one thing in a file, and leaving every other byte.

use crate::domain::permission::{Bus, Setting, Target};

use super::super::keyfile::{Document, Item};
use super::token::{Token, folder, folder_token, token_key};
use super::{CONTEXT, ENVIRONMENT, UNSET, USB, read};

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
        if unreadable.is_empty() {
            break;
        }
        for line in unreadable {
            document.comment_out(line.number);
        }
    }
    let (left, _) = read(document);
    for (target, setting) in sound.iter() {
        if left.get(target) != Some(setting) {
            write(document, target, Some(setting));
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
        // Flatpak itself says it a second time for older ones.
        Some(Setting::Denied) if document.string(ENVIRONMENT, name) == Ok(Some(String::new())) => {}
        Some(_) | None => document.remove_key(ENVIRONMENT, name),
    }
}
