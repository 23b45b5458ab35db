//! How much trust a permission asks for.

use super::{Bus, BusAccess, Effective, FileAccess, Setting, Target};

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
        "fallback-x11" if with.grants(&Target::Socket("wayland".to_owned())) => Risk::Normal,
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

/// Places from which an app can leave the sandbox or take what protects everything else.
const KEYS_AND_DOORS: &[&str] = &[
    "~/.local/share/flatpak",
    "xdg-data/flatpak",
    "/var/lib/flatpak",
    "~/.var/app",
    "~/.ssh",
    "~/.gnupg",
    "~/.pki",
    "~/.config/autostart",
    "xdg-config/autostart",
    "~/.config/systemd",
    "xdg-config/systemd",
    "~/.local/share/applications",
    "xdg-data/applications",
    "~/.local/bin",
    "~/.bashrc",
    "~/.profile",
];

/// Everything, or everybody's settings and data.
const WHOLE: &[&str] = &[
    "host",
    "home",
    "host-root",
    "/home",
    "/var/home",
    "xdg-config",
    "xdg-data",
    "xdg-cache",
    "~/.config",
    "~/.local",
    "~/.local/share",
    "~/.cache",
    "~/.var",
];

fn files(path: &str, setting: &Setting, with: &Effective) -> Risk {
    let reads_only = *setting == Setting::Files(FileAccess::ReadOnly);
    if path == "host-root" || path == "xdg-run/pipewire-0" {
        return Risk::Dangerous;
    }
    if KEYS_AND_DOORS.iter().any(|door| within(path, door)) {
        return Risk::Dangerous;
    }
    if WHOLE.contains(&path) {
        let leaves = with.grants(&Target::Shared("network".to_owned()));
        return if reads_only && !leaves {
            Risk::Sensitive
        } else {
            Risk::Dangerous
        };
    }
    if path == "host-os" || path == "host-etc" || !reads_only {
        return if is_small(path) {
            Risk::Normal
        } else {
            Risk::Sensitive
        };
    }
    Risk::Normal
}

/// Whether `path` is `place` or below it.
fn within(path: &str, place: &str) -> bool {
    path.strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// One program's own file or folder among settings, such as the desktop's colours.
fn is_small(path: &str) -> bool {
    ["xdg-config/", "xdg-data/", "xdg-cache/", "xdg-run/"]
        .iter()
        .any(|place| path.starts_with(place))
        && !within(path, "xdg-run/gvfs")
        && !within(path, "xdg-run/gvfsd")
}

/// Names that run commands, answer questions for the person, or steer the session.
const COMMANDING: &[&str] = &[
    "org.freedesktop.Flatpak",
    "org.freedesktop.Flatpak.*",
    "org.freedesktop.impl.portal.PermissionStore",
    "org.freedesktop.impl.portal.*",
    "org.freedesktop.systemd1",
    "org.freedesktop.login1",
    "org.gnome.Shell",
    "org.gnome.SessionManager",
    "org.kde.KWin",
    "org.kde.plasmashell",
    "org.kde.kglobalaccel",
    "org.freedesktop.*",
    "org.gnome.*",
    "org.kde.*",
];

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
    if COMMANDING.contains(&name) {
        return Risk::Dangerous;
    }
    if ORDINARY.contains(&name) || name.starts_with("org.mpris.MediaPlayer2.") {
        return Risk::Normal;
    }
    let owns = *setting == Setting::Bus(BusAccess::Own);
    if bus == Bus::System || owns || name == "ca.desrt.dconf" || name == "org.freedesktop.secrets" {
        return Risk::Sensitive;
    }
    if name.starts_with("org.gtk.vfs") {
        return Risk::Sensitive;
    }
    Risk::Normal
}

#[cfg(test)]
mod tests {
    use super::super::{Layer, Source, Written};
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
