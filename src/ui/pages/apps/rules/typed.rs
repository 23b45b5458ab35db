//! What a person types to add it, read as `isotopectl apps allow` reads it. Pure.

use crate::domain::permission::{Bus, BusAccess, Setting, Target, Written, since};
use crate::flatpak::context;
use crate::flatpak::overrides::Change;

/// A permission of that kind. `None`: flatpak would not read it, or not as what is meant.
pub(super) fn typed(kind: &str, text: &str) -> Option<Change> {
    let written: Written = format!("{kind}={}", text.trim()).parse().ok()?;
    let stands = context::can_stand(&written.target, &written.allowed);
    let is_known = since(&written.target, &written.allowed).is_some();
    (stands && is_known).then_some(Change {
        target: written.target,
        setting: Some(written.allowed),
    })
}

/// The use of a name on a bus.
pub(super) fn service(bus: Bus, name: &str) -> Option<Change> {
    let name = name.trim();
    context::is_bus_name(name).then(|| Change {
        target: Target::Name(bus, name.to_owned()),
        setting: Some(Setting::Bus(BusAccess::Talk)),
    })
}

/// A variable with a name that a shell knows. Without a value the app does not get it.
pub(super) fn variable(name: &str, value: &str) -> Option<Change> {
    let name = name.trim();
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_name = !name.is_empty()
        && name.chars().all(is_letter)
        && !name.starts_with(|c: char| c.is_ascii_digit());
    let setting = if value.is_empty() {
        Setting::Denied
    } else {
        Setting::Value(value.to_owned())
    };
    is_name.then(|| Change {
        target: Target::Variable(name.to_owned()),
        setting: Some(setting),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::permission::spell;

    /// As it is written for the terminal.
    fn said(change: Option<Change>) -> Option<String> {
        let change = change?;
        Some(spell(&change.target, &change.setting?))
    }

    #[test]
    fn what_is_typed_is_read_as_in_the_terminal() {
        for (kind, text, expected) in [
            ("filesystems", " ~/Games ", "filesystems=~/Games"),
            (
                "filesystems",
                "~/Games:create",
                "filesystems=~/Games:create",
            ),
            (
                "filesystems",
                "xdg-download/new:ro",
                "filesystems=xdg-download/new:ro",
            ),
            ("persistent", ".mail", "persistent=.mail"),
            ("usb", "vnd:046d+dev:0825", "usb=vnd:046d+dev:0825"),
            ("usb", "cls:03:*", "usb=cls:03:*"),
            ("usb", "all", "usb=all"),
        ] {
            assert_eq!(said(typed(kind, text)).as_deref(), Some(expected), "{text}");
        }
        let bus = said(service(Bus::Accessibility, "org.example.Reader"));
        assert_eq!(bus.as_deref(), Some("a11y-talk-name=org.example.Reader"));
    }

    #[test]
    fn what_flatpak_would_not_read_is_refused() {
        for (kind, text) in [
            ("filesystems", ""),
            ("filesystems", "Games"),
            ("filesystems", "/"),
            ("filesystems", "~/../else"),
            ("persistent", "~/.mail"),
            ("persistent", "/mail"),
            ("persistent", "a/../b"),
            ("usb", "046d:0825"),
            ("usb", "dev:0825"),
            ("usb", "vnd:46d"),
        ] {
            assert_eq!(typed(kind, text), None, "{kind}={text}");
        }
        assert_eq!(service(Bus::Session, "nodots"), None);
    }

    #[test]
    fn variables_have_names_that_a_shell_knows() {
        assert_eq!(
            said(variable("GTK_THEME", "dark")).as_deref(),
            Some("env=GTK_THEME=dark")
        );
        assert_eq!(said(variable("A", "")).as_deref(), Some("!env=A"));
        for name in ["", "A=B", "1A", "A B", "Ä"] {
            assert_eq!(variable(name, "x"), None, "{name}");
        }
    }
}
