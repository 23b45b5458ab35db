//! The words of folders.

use crate::domain::permission::{Setting, Target, since};
use crate::tr;

use super::{Words, words};

/// `None`: no flatpak knows such a place.
pub(super) fn words_of(path: &str) -> Option<Words> {
    special(path).or_else(|| doors(path)).or_else(|| {
        let known = since(&Target::Files(path.to_owned()), &Setting::Denied).is_some();
        known.then(|| plain(path))
    })
}

/// A folder that is nothing but a folder.
fn plain(path: &str) -> Words {
    const LOOK: &str = "access-folder.look";
    const _: () = assert!(super::has(LOOK, true));
    Words {
        look: LOOK,
        ..words!("access-folder", name = place(path))
    }
}

/// Where the folder is also made when it is missing.
pub(super) fn creating(words: &Words) -> String {
    if words.label == "access-folder" {
        tr!("access-folder.create", name = words.name.as_str())
    } else {
        words.say(words.can)
    }
}

/// Places that are something by themselves.
fn special(path: &str) -> Option<Words> {
    Some(match path {
        "host" => words!("access-host", look),
        "home" => words!("access-home", look),
        "/home" | "/var/home" => words!("access-homes", look),
        "host-os" => words!("access-host-os"),
        "host-etc" => words!("access-host-etc"),
        "host-root" => words!("access-host-root", look),
        "xdg-config" | "~/.config" => words!("access-config", look),
        "xdg-data" | "~/.local" | "~/.local/share" => words!("access-data", look),
        "xdg-cache" | "~/.cache" => words!("access-cache", look),
        "xdg-run/pipewire-0" => words!("access-pipewire"),
        "xdg-run/gvfs" | "xdg-run/gvfsd" => words!("access-gvfs-folder"),
        "xdg-config/kdeglobals" | "~/.config/kdeglobals" => words!("access-kdeglobals", look),
        "xdg-run/dconf" | "xdg-config/dconf" | "~/.config/dconf" => {
            words!("access-dconf-folder", look)
        }
        "~/.bashrc" | "~/.bash_profile" | "~/.profile" | "~/.zshrc" | "~/.config/fish"
        | "xdg-config/fish" => words!("access-shell", look),
        "~/.themes" | "~/.icons" | "xdg-data/themes" | "xdg-data/icons" => {
            words!("access-themes", look)
        }
        "~/.fonts"
        | "xdg-data/fonts"
        | "~/.local/share/fonts"
        | "xdg-config/fontconfig"
        | "~/.config/fontconfig" => words!("access-fonts", look),
        "xdg-run/app/com.discordapp.Discord" | "xdg-run/discord-ipc-0" => {
            words!("access-discord")
        }
        "xdg-run/speech-dispatcher" => words!("access-speech"),
        "xdg-run/docker.sock" | "/run/docker.sock" | "/var/run/docker.sock" => {
            words!("access-containers")
        }
        "/media" | "/run/media" | "/mnt" => words!("access-drives", look),
        "/tmp" => words!("access-temporary", look),
        _ => return None,
    })
}

/// Places that open something else, with everything below them.
fn doors(path: &str) -> Option<Words> {
    let within = |places: &[&str]| {
        places.iter().any(|place| {
            path.strip_prefix(place)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    let flatpak = [
        "~/.local/share/flatpak",
        "xdg-data/flatpak",
        "/var/lib/flatpak",
    ];
    let startup = [
        "~/.config/autostart",
        "xdg-config/autostart",
        "~/.config/systemd",
        "xdg-config/systemd",
    ];
    let gtk = [
        "xdg-config/gtk-3.0",
        "~/.config/gtk-3.0",
        "xdg-config/gtk-4.0",
        "~/.config/gtk-4.0",
    ];
    Some(if within(&flatpak) {
        words!("access-flatpak-folder", look)
    } else if within(&["~/.var"]) {
        words!("access-app-data", look)
    } else if within(&["~/.ssh"]) {
        words!("access-ssh-folder", look)
    } else if within(&["~/.gnupg", "xdg-run/gnupg"]) {
        words!("access-gpg-folder", look)
    } else if within(&["~/.pki"]) {
        words!("access-pki-folder", look)
    } else if within(&startup) {
        words!("access-startup", look)
    } else if within(&["~/.local/share/applications", "xdg-data/applications"]) {
        words!("access-launchers", look)
    } else if within(&["~/.local/bin"]) {
        words!("access-programs", look)
    } else if within(&gtk) {
        words!("access-gtk-folder", look)
    } else if within(&["xdg-run/gvfsd"]) {
        words!("access-gvfs-folder")
    } else if within(&["xdg-run/podman"]) {
        words!("access-containers")
    } else {
        return None;
    })
}

/// A folder's name for people: `Downloads › Comics`, `Home › Games`, `/srv/data`.
fn place(path: &str) -> String {
    let (first, rest) = match path.split_once('/') {
        Some(("", _)) => return path.to_owned(),
        Some((first, rest)) => (first, Some(rest)),
        None => (path, None),
    };
    let title = match first {
        "~" => tr!("place-home"),
        "xdg-desktop" => tr!("place-desktop"),
        "xdg-documents" => tr!("place-documents"),
        "xdg-download" => tr!("place-download"),
        "xdg-music" => tr!("place-music"),
        "xdg-pictures" => tr!("place-pictures"),
        "xdg-public-share" => tr!("place-public-share"),
        "xdg-templates" => tr!("place-templates"),
        "xdg-videos" => tr!("place-videos"),
        "xdg-config" => tr!("place-config"),
        "xdg-data" => tr!("place-data"),
        "xdg-cache" => tr!("place-cache"),
        "xdg-run" => tr!("place-run"),
        _ => return path.to_owned(),
    };
    match rest {
        Some(rest) => tr!("access-below", place = title, name = rest),
        None => title,
    }
}
