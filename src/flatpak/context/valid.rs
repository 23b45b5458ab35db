//! What may stand in a file.

use crate::domain::permission::{Setting, Target};

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
            // It is typed as `SUBSYSTEM.KEY=VALUE`.
            fits && word(subsystem) && !subsystem.contains('.') && word(key) && token(value)
        }
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
