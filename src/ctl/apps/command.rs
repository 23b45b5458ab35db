//! Flatpak's own command that says the same.
//!
//! Source: `flatpak-override(1)`, `flatpak-permission-set(1)`, `flatpak-permission-remove(1)` and
//! `flatpak-document-unexport(1)` of 1.16. It has none for taking one thing back, for seeing a name, for denying a name to
//! screen readers' bus, for a condition that starts afresh, for folders that no mode of it can name, and for taking a
//! document from one of several apps.

use isotope::domain::AppId;
use isotope::domain::permission::{
    Bus, BusAccess, Document, FileAccess, PortalForm, Setting, Target,
};
use isotope::flatpak::overrides::{Change, Scope};

use super::answers::Wanted;

/// The command for changes. `None`: there is no single one.
pub(super) fn of(scope: &Scope, changes: &[Change]) -> Option<String> {
    let options: Option<Vec<String>> = changes.iter().map(option).collect();
    Some(line(scope, &options?))
}

/// The command that takes everything back.
pub(super) fn reset(scope: &Scope) -> String {
    line(scope, &["--reset".to_owned()])
}

/// The command that gives or forgets an answer.
pub(super) fn answer(app: &AppId, wanted: &Wanted) -> String {
    let kind = wanted.key.kind();
    let place = [wanted.key.table(), wanted.key.id()].map(str::to_owned);
    let name = kind.store_name(app.as_str());
    let values = wanted
        .answer
        .as_ref()
        .map(|answer| answer.values(kind).unwrap_or_default());
    let (verb, rest) = match values {
        Some(values) => ("set", [vec![name], values].concat()),
        // A saved session goes as a whole.
        None if kind.facts().form == PortalForm::Session => ("remove", Vec::new()),
        None => ("remove", vec![name]),
    };
    let words = place.into_iter().chain(rest).map(|word| quoted(&word));
    let words: Vec<String> = words.collect();
    format!("flatpak permission-{verb} {}", words.join(" "))
}

/// The command that takes a document from an app. `None`: others have it too.
pub(super) fn revoke(document: &Document) -> Option<String> {
    let id = &document.id;
    (document.apps.len() == 1).then(|| format!("flatpak document-unexport --doc-id {id}"))
}

fn line(scope: &Scope, options: &[String]) -> String {
    let mut words = vec!["flatpak override --user".to_owned()];
    words.extend(options.iter().map(|option| quoted(option)));
    match scope {
        Scope::AllApps => {}
        Scope::App(id) => words.push(id.to_string()),
    }
    words.join(" ")
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=./:+,@%".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

fn option(change: &Change) -> Option<String> {
    let setting = change.setting.as_ref()?;
    let denied = *setting == Setting::Denied;
    let (yes, no, word) = match &change.target {
        Target::Shared(word) => ("share", "unshare", word),
        Target::Socket(word) => ("socket", "nosocket", word),
        Target::Device(word) => ("device", "nodevice", word),
        Target::Feature(word) => ("allow", "disallow", word),
        Target::Persistent(word) => ("persist", "", word),
        Target::Usb(word) => ("usb", "nousb", word),
        Target::FilesReset => return Some("--nofilesystem=host:reset".to_owned()),
        Target::Files(path) => return files(path, setting),
        Target::Name(bus, name) => return of_name(*bus, name, setting),
        Target::Variable(name) => {
            return Some(match setting.value() {
                Some(value) => format!("--env={name}={value}"),
                None => format!("--unset-env={name}"),
            });
        }
        Target::Policy {
            subsystem,
            key,
            value,
        } => {
            let deed = if denied { "remove" } else { "add" };
            return Some(format!("--{deed}-policy={subsystem}.{key}={value}"));
        }
    };
    let name = if denied { no } else { yes };
    let possible = setting.conditions().is_empty() && !name.is_empty();
    possible.then(|| format!("--{name}={word}"))
}

fn files(path: &str, setting: &Setting) -> Option<String> {
    // On the command line flatpak takes what stands after the first colon for the mode.
    if path.contains([':', '\\']) {
        return None;
    }
    Some(match setting.file_access() {
        Some(access) => {
            let suffix = FileAccess::suffix(access);
            format!("--filesystem={path}{suffix}")
        }
        None => format!("--nofilesystem={path}"),
    })
}

fn of_name(bus: Bus, name: &str, setting: &Setting) -> Option<String> {
    let option = match (bus, setting.bus_access()) {
        (Bus::Session, Some(BusAccess::Talk)) => "talk-name",
        (Bus::Session, Some(BusAccess::Own)) => "own-name",
        (Bus::Session, None) => "no-talk-name",
        (Bus::System, Some(BusAccess::Talk)) => "system-talk-name",
        (Bus::System, Some(BusAccess::Own)) => "system-own-name",
        (Bus::System, None) => "system-no-talk-name",
        (Bus::Accessibility, Some(BusAccess::Own)) => "a11y-own-name",
        (_, Some(BusAccess::See)) | (Bus::Accessibility, Some(BusAccess::Talk) | None) => {
            return None;
        }
    };
    Some(format!("--{option}={name}"))
}

#[cfg(test)]
mod tests {
    use isotope::domain::permission::unspell;

    use super::*;

    fn command(spelled: &str) -> Option<String> {
        let (target, setting) = unspell(spelled).unwrap();
        let change = Change {
            target,
            setting: Some(setting),
        };
        of(&Scope::App("org.example.Alpha".parse().unwrap()), &[change])
    }

    #[test]
    fn flatpak_has_an_option_for_most_things() {
        for (spelled, option) in [
            ("!shared=network", "--unshare=network"),
            ("sockets=x11", "--socket=x11"),
            ("filesystems=~/a b:ro", "'--filesystem=~/a b:ro'"),
            ("!filesystems=home", "--nofilesystem=home"),
            ("filesystems=host:reset", "--nofilesystem=host:reset"),
            (
                "!system-talk-name=org.example.X",
                "--system-no-talk-name=org.example.X",
            ),
            ("env=A=it's", "'--env=A=it'\\''s'"),
            ("!env=A", "--unset-env=A"),
            ("!policy:Generic.allow=x", "--remove-policy=Generic.allow=x"),
        ] {
            let wanted = format!("flatpak override --user {option} org.example.Alpha");
            assert_eq!(command(spelled), Some(wanted));
        }
        for spelled in [
            "see-name=org.example.X",
            "sockets=if:x11:!has-wayland",
            "filesystems=/srv/a:b",
        ] {
            assert_eq!(command(spelled), None, "{spelled}");
        }
        assert_eq!(reset(&Scope::AllApps), "flatpak override --user --reset");
    }

    #[test]
    fn flatpak_has_a_command_for_answers() {
        use super::super::change::Say;
        let app = "org.example.Alpha".parse().unwrap();
        for (say, typed, command) in [
            (
                Say::Deny,
                "portal:devices/camera",
                "set devices camera org.example.Alpha no",
            ),
            (
                Say::Allow,
                "portal:location/location=CITY",
                "set location location org.example.Alpha CITY 0",
            ),
            (
                Say::Allow,
                "portal:gnome/shortcuts-inhibitor",
                "set gnome shortcuts-inhibitor org.example.Alpha.desktop GRANTED",
            ),
            (
                Say::Nothing,
                "portal:usb/a b",
                "remove usb 'a b' org.example.Alpha",
            ),
            (
                Say::Nothing,
                "portal:screencast/token",
                "remove screencast token",
            ),
        ] {
            let wanted = Wanted::parse(typed, say).unwrap();
            let wished = format!("flatpak permission-{command}");
            assert_eq!(answer(&app, &wanted), wished);
        }
    }
}
