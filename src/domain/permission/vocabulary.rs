//! The words that flatpak knows, and since when.
//!
//! Source: flatpak `common/flatpak-context.c` and `doc/flatpak-metadata.xml` at 1.16.6 and 1.18.4.

use super::{Bus, Setting, Target};

/// A version of flatpak, as `1.15.6`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Since(pub u32, pub u32, pub u32);

impl std::str::FromStr for Since {
    type Err = std::num::ParseIntError;

    /// Reads `1.16`, `1.16.6` and `Flatpak 1.16.6`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = text.rsplit(' ').next().unwrap_or(text);
        let mut parts = number.split('.').map(|part| {
            let digits = part
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(part.len());
            part.get(..digits).unwrap_or(part).parse::<u32>()
        });
        let mut next = || parts.next().unwrap_or(Ok(0));
        Ok(Self(next()?, next()?, next()?))
    }
}

impl std::fmt::Display for Since {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

const ALWAYS: Since = Since(0, 0, 0);

const SHARED: &[(&str, Since)] = &[("network", ALWAYS), ("ipc", ALWAYS)];

const SOCKETS: &[(&str, Since)] = &[
    ("wayland", ALWAYS),
    ("fallback-x11", ALWAYS),
    ("x11", ALWAYS),
    ("pulseaudio", ALWAYS),
    ("cups", ALWAYS),
    ("pcsc", ALWAYS),
    ("ssh-auth", ALWAYS),
    ("gpg-agent", ALWAYS),
    ("session-bus", ALWAYS),
    ("system-bus", ALWAYS),
    ("inherit-wayland-socket", Since(1, 13, 2)),
];

const DEVICES: &[(&str, Since)] = &[
    ("dri", ALWAYS),
    ("input", Since(1, 15, 6)),
    ("usb", Since(1, 15, 11)),
    ("kvm", ALWAYS),
    ("shm", ALWAYS),
    ("all", ALWAYS),
];

const FEATURES: &[(&str, Since)] = &[
    ("bluetooth", ALWAYS),
    ("devel", ALWAYS),
    ("multiarch", ALWAYS),
    ("canbus", ALWAYS),
    ("per-app-dev-shm", ALWAYS),
];

/// Places of `filesystems` that are no paths; those with `xdg-` may be followed by `/sub`.
const PLACES: &[(&str, Since)] = &[
    ("host", ALWAYS),
    ("home", ALWAYS),
    ("host-os", ALWAYS),
    ("host-etc", ALWAYS),
    ("host-root", Since(1, 17, 0)),
    ("xdg-desktop", ALWAYS),
    ("xdg-documents", ALWAYS),
    ("xdg-download", ALWAYS),
    ("xdg-music", ALWAYS),
    ("xdg-pictures", ALWAYS),
    ("xdg-public-share", ALWAYS),
    ("xdg-templates", ALWAYS),
    ("xdg-videos", ALWAYS),
    ("xdg-cache", ALWAYS),
    ("xdg-config", ALWAYS),
    ("xdg-data", ALWAYS),
];

const CONDITIONS: &[(&str, Since)] = &[
    ("true", Since(1, 17, 0)),
    ("false", Since(1, 17, 0)),
    ("has-input-device", Since(1, 17, 0)),
    ("has-wayland", Since(1, 17, 0)),
    ("has-usb-device", Since(1, 17, 7)),
    ("has-usb-portal", Since(1, 17, 7)),
];

/// The key of `[Context]` whose tokens are asked for.
fn tokens(key: &str) -> &'static [(&'static str, Since)] {
    match key {
        "shared" => SHARED,
        "sockets" => SOCKETS,
        "devices" => DEVICES,
        "features" => FEATURES,
        "filesystems" => PLACES,
        _ => &[],
    }
}

/// Every token that flatpak 1.18 knows for a key of `[Context]`, in the order in which pages show them.
pub fn known_tokens(key: &str) -> impl Iterator<Item = &'static str> {
    tokens(key).iter().map(|(token, _)| *token)
}

/// Every condition that flatpak 1.18 knows.
pub fn known_conditions() -> impl Iterator<Item = &'static str> {
    CONDITIONS.iter().map(|(name, _)| *name)
}

/// Whether a flatpak of that version understands a rule; `None`: the newest that is known, 1.18.
#[must_use]
pub fn is_understood(target: &Target, setting: &Setting, flatpak: Option<Since>) -> bool {
    since(target, setting).is_some_and(|needs| flatpak.is_none_or(|has| needs <= has))
}

/// Since which flatpak a rule is understood; `None` when no version is known that does.
#[must_use]
pub fn since(target: &Target, setting: &Setting) -> Option<Since> {
    let of_target = match target {
        Target::Shared(token) => find(SHARED, token),
        Target::Socket(token) => find(SOCKETS, token),
        Target::Device(token) => find(DEVICES, token),
        Target::Feature(token) => find(FEATURES, token),
        Target::Files(path) => of_path(path),
        Target::Name(Bus::Accessibility, _) => Some(Since(1, 17, 0)),
        Target::Usb(_) => Some(Since(1, 15, 11)),
        Target::FilesReset => Some(Since(1, 14, 4)),
        Target::Persistent(_)
        | Target::Name(Bus::Session | Bus::System, _)
        | Target::Variable(_)
        | Target::Policy { .. } => Some(ALWAYS),
    }?;
    let Setting::OnlyWhen { conditions, .. } = setting else {
        return Some(of_target);
    };
    conditions.iter().try_fold(of_target, |newest, condition| {
        find(CONDITIONS, &condition.name).map(|version| newest.max(version))
    })
}

fn find(list: &[(&str, Since)], token: &str) -> Option<Since> {
    list.iter()
        .find(|(known, _)| *known == token)
        .map(|(_, version)| *version)
}

fn of_path(path: &str) -> Option<Since> {
    if path.starts_with('/') || path.starts_with("~/") {
        return Some(ALWAYS);
    }
    match path.split_once('/') {
        None => find(PLACES, path),
        // The run folder is never given as a whole.
        Some(("xdg-run", _)) => Some(ALWAYS),
        Some((place, _)) if place.starts_with("xdg-") => find(PLACES, place),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_flatpak_prints_them() {
        assert_eq!("Flatpak 1.16.6".parse(), Ok(Since(1, 16, 6)));
        assert_eq!("1.18".parse(), Ok(Since(1, 18, 0)));
        assert_eq!("1.17.0rc1".parse(), Ok(Since(1, 17, 0)));
        assert!("none".parse::<Since>().is_err());
        assert!(Since(1, 9, 9) < Since(1, 16, 0));
    }

    #[test]
    fn a_condition_is_newer_than_the_thing_it_is_about() {
        let x11 = Target::Socket("x11".to_owned());
        let Ok(condition) = "!has-wayland".parse();
        let only = Setting::OnlyWhen {
            conditions: vec![condition],
            fresh: false,
        };
        assert_eq!(since(&x11, &Setting::Allowed), Some(ALWAYS));
        assert_eq!(since(&x11, &only), Some(Since(1, 17, 0)));
        assert_eq!(
            since(&Target::Socket("telepathy".to_owned()), &Setting::Allowed),
            None
        );
    }

    #[test]
    fn places_and_paths_are_told_apart() {
        for (path, known) in [
            ("xdg-download/new", true),
            ("xdg-run", false),
            ("xdg-run/pipewire-0", true),
            ("host-root", true),
            ("elsewhere", false),
            ("elsewhere/x", false),
            ("/srv", true),
            ("~/x", true),
        ] {
            let target = Target::files(path);
            assert_eq!(since(&target, &Setting::Denied).is_some(), known, "{path}");
        }
    }
}
