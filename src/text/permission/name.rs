//! The words of bus names.

use crate::domain::permission::{Bus, BusAccess, Service};
use crate::tr;

use super::{Words, words};

/// A name that has only a title and a sentence; the rest is said as of any name, by its title.
macro_rules! titled {
    ($id:literal) => {{
        const _: () = assert!(
            $crate::i18n::known($id, &[]) && $crate::i18n::known(concat!($id, ".can"), &[]),
            concat!("not all words: ", $id)
        );
        let plain = words!("access-name", name = tr!($id));
        Words {
            label: $id,
            can: concat!($id, ".can"),
            look: concat!($id, ".can"),
            ..plain
        }
    }};
}

pub(super) fn words_of(bus: Bus, name: &str) -> Words {
    far_reaching(name)
        .or_else(|| private(name))
        .or_else(|| ordinary(name))
        .or_else(|| of_system(bus, name))
        .unwrap_or_else(|| words!("access-name", name = name))
}

/// What the app can do with a name, by how far it may use it.
pub(super) fn sentence(words: &Words, name: &str, access: BusAccess) -> String {
    match access {
        BusAccess::See => tr!("access-name.see", name = words.title()),
        BusAccess::Own if !is_meant_to_be_owned(name) => {
            tr!("access-name.own", name = words.title())
        }
        BusAccess::Own | BusAccess::Talk => words.say(words.can),
    }
}

/// Players and panel icons announce themselves by a name of their own: that is how they are used at all.
fn is_meant_to_be_owned(name: &str) -> bool {
    name.starts_with("org.mpris.MediaPlayer2.") || name.starts_with("org.kde.StatusNotifierItem")
}

/// Names that open something else.
fn far_reaching(name: &str) -> Option<Words> {
    Some(match Service::of(name) {
        Service::Command => words!("access-command"),
        Service::Answers => words!("access-answers"),
        Service::Services => words!("access-systemd"),
        Service::Login => words!("access-login"),
        Service::Desktop => words!("access-shell-control"),
        Service::Session => words!("access-session"),
        Service::ScreenPictures => words!("access-screen-pictures"),
        Service::Keyring => words!("access-secrets"),
        Service::Many => words!("access-many-names", name = name),
        Service::Other => return None,
    })
}

/// Names behind which something private is.
fn private(name: &str) -> Option<Words> {
    let below = |place: &str| name.starts_with(place);
    Some(match name {
        "ca.desrt.dconf" => words!("access-dconf"),
        "org.freedesktop.GeoClue2" => words!("access-geoclue"),
        "org.gnome.OnlineAccounts" => words!("access-accounts"),
        "org.freedesktop.LocalSearch3" => words!("access-index"),
        _ if below("org.gtk.vfs") => words!("access-gvfs"),
        _ if below("org.gnome.evolution.dataserver") => words!("access-contacts"),
        _ if below("org.freedesktop.Tracker") => words!("access-index"),
        _ => return None,
    })
}

/// Parts of the desktop that most apps use.
fn ordinary(name: &str) -> Option<Words> {
    Some(match name {
        "org.freedesktop.Notifications" | "org.gtk.Notifications" => {
            titled!("access-notifications")
        }
        "org.kde.StatusNotifierWatcher" => titled!("access-tray"),
        "com.canonical.AppMenu.Registrar" => titled!("access-menu-bar"),
        "org.freedesktop.ScreenSaver"
        | "org.freedesktop.PowerManagement"
        | "org.freedesktop.PowerManagement.Inhibit"
        | "org.gnome.ScreenSaver" => titled!("access-awake"),
        "org.gnome.Mutter.IdleMonitor" => titled!("access-idle"),
        "org.gnome.SettingsDaemon.MediaKeys" => titled!("access-media-keys"),
        "com.canonical.Unity" | "com.canonical.Unity.LauncherEntry" => titled!("access-launcher"),
        "org.kde.kdeconnect" => titled!("access-kdeconnect"),
        "org.freedesktop.FileManager1" => titled!("access-file-manager"),
        "org.a11y.Bus" => titled!("access-a11y"),
        "com.feralinteractive.GameMode" => titled!("access-gamemode"),
        "org.freedesktop.IBus" | "org.freedesktop.portal.IBus" | "org.fcitx.Fcitx5" => {
            titled!("access-input-method")
        }
        _ if name.starts_with("org.mpris.MediaPlayer2.") => titled!("access-mpris"),
        _ if name.starts_with("org.kde.StatusNotifierItem") => titled!("access-tray"),
        _ => return None,
    })
}

/// Services of the system; some of them exist on the session bus too, as something else.
fn of_system(bus: Bus, name: &str) -> Option<Words> {
    if bus != Bus::System && name != "org.gnome.Software" {
        return None;
    }
    Some(match name {
        "org.bluez" => words!("access-bluez"),
        "org.freedesktop.UDisks2" => words!("access-udisks"),
        "org.freedesktop.PolicyKit1" => words!("access-polkit"),
        "org.freedesktop.PackageKit"
        | "org.gnome.Software"
        | "org.freedesktop.Flatpak.SystemHelper" => words!("access-software"),
        "org.freedesktop.UPower" | "org.freedesktop.UPower.PowerProfiles" => {
            titled!("access-upower")
        }
        "org.freedesktop.NetworkManager" | "org.freedesktop.ModemManager1" => {
            titled!("access-network-manager")
        }
        "org.freedesktop.Avahi" => titled!("access-avahi"),
        "org.freedesktop.RealtimeKit1" => titled!("access-realtime"),
        "org.freedesktop.ColorManager" => titled!("access-color"),
        "org.freedesktop.timedate1"
        | "org.freedesktop.hostname1"
        | "org.freedesktop.locale1"
        | "org.freedesktop.Accounts" => titled!("access-computer"),
        "org.freedesktop.fwupd" => titled!("access-firmware"),
        _ => return None,
    })
}
