//! How much trust a permission asks for.

use super::{Bus, BusAccess, Effective, FileAccess, Place, Service, Setting, Target, x11};

/// How much a permission opens. Ordered from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Nothing of the person's is reached.
    Harmless,
    /// What most apps have.
    Normal,
    /// Something private or someone else's is reached.
    Sensitive,
    /// Everything can be read, or the sandbox can be left.
    Dangerous,
}

/// The verdict on an app as it is now, changes included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The worst that is granted.
    pub risk: Risk,
    /// What is granted at [`Risk::Sensitive`] or worse, the worst first.
    pub reasons: Vec<Target>,
}

/// Judges everything that counts for an app.
#[must_use]
pub fn judge(effective: &Effective) -> Judgement {
    let mut rated: Vec<(Risk, &Target)> = effective
        .iter()
        .filter(|(_, entry)| entry.setting.grants())
        .map(|(target, entry)| (risk_of(target, &entry.setting, effective), target))
        .collect();
    rated.sort_by_key(|(risk, target)| (std::cmp::Reverse(*risk), weight(target)));
    Judgement {
        risk: rated.first().map_or(Risk::Harmless, |(risk, _)| *risk),
        reasons: rated
            .into_iter()
            .filter(|(risk, _)| *risk >= Risk::Sensitive)
            .map(|(_, target)| target.clone())
            .collect(),
    }
}

/// Among equals, leaving the sandbox is named before files, files before the rest.
fn weight(target: &Target) -> u8 {
    match target {
        Target::Name(..) => 0,
        Target::Files(_) => 1,
        Target::Socket(_) => 2,
        Target::Device(_) => 3,
        Target::Shared(_)
        | Target::Feature(_)
        | Target::FilesReset
        | Target::Persistent(_)
        | Target::Variable(_)
        | Target::Usb(_)
        | Target::Policy { .. } => 4,
    }
}

/// How much one granted permission opens, beside what else the app has.
#[must_use]
pub fn risk_of(target: &Target, setting: &Setting, with: &Effective) -> Risk {
    match target {
        Target::Socket(token) => socket(token, with),
        Target::Device(token) => device(token),
        Target::Feature(token) => feature(token),
        Target::Files(path) => files(path, setting, with),
        Target::Name(bus, name) => bus_name(*bus, name, setting),
        Target::Variable(name) => variable(name),
        Target::Usb(rule) if rule == "all" => Risk::Sensitive,
        Target::Shared(_) | Target::Policy { .. } | Target::Usb(_) => Risk::Normal,
        Target::FilesReset | Target::Persistent(_) => Risk::Harmless,
    }
}

fn socket(token: &str, with: &Effective) -> Risk {
    match token {
        "wayland" => Risk::Harmless,
        "cups" => Risk::Normal,
        x11::FALLBACK if x11::is_seldom(with) => Risk::Normal,
        "x11" | "fallback-x11" | "pulseaudio" | "pcsc" => Risk::Sensitive,
        // Keys, whole buses, the compositor's own socket, and what nobody knows yet.
        _ => Risk::Dangerous,
    }
}

fn device(token: &str) -> Risk {
    match token {
        "dri" => Risk::Harmless,
        "input" => Risk::Normal,
        _ => Risk::Sensitive,
    }
}

fn feature(token: &str) -> Risk {
    match token {
        "per-app-dev-shm" => Risk::Harmless,
        "multiarch" | "bluetooth" | "canbus" => Risk::Normal,
        _ => Risk::Sensitive,
    }
}

/// Variables that make a program load other code.
fn variable(name: &str) -> Risk {
    match name {
        "LD_PRELOAD" | "LD_LIBRARY_PATH" | "LD_AUDIT" | "GTK_MODULES" | "GIO_EXTRA_MODULES" => {
            Risk::Sensitive
        }
        _ => Risk::Harmless,
    }
}

fn files(path: &str, setting: &Setting, with: &Effective) -> Risk {
    let writes = *setting != Setting::Files(FileAccess::ReadOnly);
    let place = Place::of(path);
    match place {
        Place::WholeSystem
        | Place::Streams
        | Place::Containers
        | Place::AppData
        | Place::SshKeys
        | Place::GpgKeys
        | Place::Certificates => Risk::Dangerous,
        Place::AllFiles
        | Place::Home
        | Place::Homes
        | Place::Settings
        | Place::Data
        | Place::Caches => {
            let leaves = with.grants(&Target::Shared("network".to_owned()));
            if writes || leaves {
                Risk::Dangerous
            } else {
                Risk::Sensitive
            }
        }
        Place::Flatpak | Place::Startup | Place::Launchers | Place::Programs | Place::Shell => {
            if place.opens_the_sandbox(writes) {
                Risk::Dangerous
            } else {
                Risk::Sensitive
            }
        }
        Place::SystemPrograms | Place::SystemSettings => Risk::Sensitive,
        Place::NetworkPlaces if writes => Risk::Sensitive,
        Place::Other if writes && !is_small(path) => Risk::Sensitive,
        Place::NetworkPlaces | Place::Other => Risk::Normal,
    }
}

/// One program's own file or folder among settings, such as the desktop's colours.
fn is_small(path: &str) -> bool {
    ["xdg-config/", "xdg-data/", "xdg-cache/", "xdg-run/"]
        .iter()
        .any(|place| path.starts_with(place))
}

/// Ordinary parts of desktop integration.
const ORDINARY: &[&str] = &[
    "org.freedesktop.Notifications",
    "org.freedesktop.ScreenSaver",
    "org.freedesktop.PowerManagement",
    "org.freedesktop.FileManager1",
    "org.gnome.ScreenSaver",
    "org.gnome.Mutter.IdleMonitor",
    "org.gnome.SettingsDaemon.MediaKeys",
    "org.kde.StatusNotifierWatcher",
    "org.kde.kdeconnect",
    "org.mpris.MediaPlayer2.*",
    "com.canonical.AppMenu.Registrar",
    "com.canonical.Unity.LauncherEntry",
    "com.canonical.Unity",
    "org.a11y.Bus",
    "org.freedesktop.UPower",
    "org.freedesktop.NetworkManager",
    "org.freedesktop.Avahi",
];

fn bus_name(bus: Bus, name: &str, setting: &Setting) -> Risk {
    if *setting == Setting::Bus(BusAccess::See) {
        return Risk::Harmless;
    }
    let owns = *setting == Setting::Bus(BusAccess::Own);
    match Service::of(name) {
        Service::Command
        | Service::Answers
        | Service::Services
        | Service::Login
        | Service::Desktop
        | Service::Session
        | Service::Many => Risk::Dangerous,
        Service::ScreenPictures | Service::Keyring => Risk::Sensitive,
        Service::Other => other_name(bus, name, owns),
    }
}

fn other_name(bus: Bus, name: &str, owns: bool) -> Risk {
    if ORDINARY.contains(&name) || name.starts_with("org.mpris.MediaPlayer2.") {
        return Risk::Normal;
    }
    let is_private = name == "ca.desrt.dconf" || name.starts_with("org.gtk.vfs");
    if bus == Bus::System || owns || is_private {
        Risk::Sensitive
    } else {
        Risk::Normal
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Layer, Question, Source, Written};
    use super::*;

    fn app(permissions: &[&str]) -> Effective {
        let layer: Layer = permissions
            .iter()
            .map(|text| text.parse::<Written>().unwrap())
            .map(|written| (written.target, written.allowed))
            .collect();
        Effective::of([(Source::Published, &layer)])
    }

    fn risk(permissions: &[&str]) -> Risk {
        judge(&app(permissions)).risk
    }

    #[test]
    fn an_app_without_anything_is_harmless() {
        assert_eq!(risk(&[]), Risk::Harmless);
        assert_eq!(risk(&["sockets=wayland", "devices=dri"]), Risk::Harmless);
    }

    #[test]
    fn a_second_permission_can_make_the_first_worse_or_better() {
        assert_eq!(risk(&["filesystems=home:ro"]), Risk::Sensitive);
        assert_eq!(
            risk(&["filesystems=home:ro", "shared=network"]),
            Risk::Dangerous
        );
        assert_eq!(risk(&["sockets=fallback-x11"]), Risk::Sensitive);
        assert_eq!(
            risk(&["sockets=fallback-x11", "sockets=wayland"]),
            Risk::Normal
        );
    }

    #[test]
    fn x11_only_if_needed_is_not_held_against_an_app_with_wayland() {
        // What flatpak 1.16 writes for `--socket=fallback-x11`.
        let metadata = include_str!("../../../tests/data/flatpak/metadata");
        let line = metadata
            .lines()
            .find_map(|line| line.strip_prefix("sockets="));
        let sockets: Vec<String> = line
            .unwrap()
            .split_terminator(';')
            .map(|name| format!("sockets={name}"))
            .collect();
        let all: Vec<&str> = sockets.iter().map(String::as_str).collect();
        let is_x11 =
            |target: &Target| matches!(target, Target::Socket(name) if name.contains("x11"));
        let named = |permissions: &[&str]| judge(&app(permissions)).reasons.iter().any(is_x11);
        let watch = |permissions: &[&str]| Question::Watch.granted_by(&app(permissions));
        assert!(all.contains(&"sockets=x11") && all.contains(&"sockets=fallback-x11"));
        assert!(!named(&all));
        assert_eq!(watch(&all), []);
        let without_wayland: Vec<&str> = all
            .iter()
            .copied()
            .filter(|name| *name != "sockets=wayland")
            .collect();
        assert!(named(&without_wayland));
        assert_eq!(watch(&without_wayland), [Target::socket("fallback-x11")]);
        let always = ["sockets=x11", "sockets=wayland"];
        assert!(named(&always));
        assert_eq!(watch(&always), [Target::socket("x11")]);
    }

    #[test]
    fn doors_out_of_the_sandbox_are_dangerous() {
        for door in [
            "talk-name=org.freedesktop.Flatpak",
            "filesystems=~/.ssh/config:ro",
            "filesystems=xdg-data/flatpak/overrides:create",
            "filesystems=~/.var/app",
            "sockets=session-bus",
            "sockets=gpg-agent",
            "filesystems=host",
            "filesystems=xdg-run/pipewire-0",
            "filesystems=xdg-run/podman:ro",
            "filesystems=/var/run/docker.sock",
            "filesystems=~/.zshrc",
            "talk-name=org.kde.KWin.*",
        ] {
            assert_eq!(risk(&[door]), Risk::Dangerous, "{door}");
        }
        assert_eq!(risk(&["filesystems=~/.sshx"]), Risk::Sensitive);
    }

    #[test]
    fn the_worst_reasons_come_first_and_small_ones_are_left_out() {
        let judgement = judge(&app(&[
            "devices=all",
            "shared=network",
            "filesystems=xdg-config/kdeglobals:ro",
            "filesystems=host",
            "talk-name=org.freedesktop.Flatpak",
        ]));
        let named: Vec<&Target> = judgement.reasons.iter().collect();
        assert!(matches!(named[0], Target::Name(..)));
        assert!(matches!(named[1], Target::Files(_)));
        assert!(matches!(named[2], Target::Device(_)));
        assert_eq!(named.len(), 3);
    }

    #[test]
    fn what_was_taken_away_is_not_held_against_the_app() {
        let published: Layer = [("filesystems=host".parse::<Written>().unwrap())]
            .into_iter()
            .map(|written| (written.target, written.allowed))
            .collect();
        let user: Layer = [(Target::files("host"), Setting::Denied)]
            .into_iter()
            .collect();
        let now = Effective::of([(Source::Published, &published), (Source::UserForApp, &user)]);
        assert_eq!(judge(&now).risk, Risk::Harmless);
    }
}
