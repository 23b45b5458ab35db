//! The words of folders.

use crate::domain::permission::{Place, Setting, Target, since};
use crate::tr;

use super::{Words, words};

/// `None`: no flatpak knows such a place.
pub(super) fn words_of(path: &str) -> Option<Words> {
    behind(Place::of(path))
        .or_else(|| special(path))
        .or_else(|| {
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

/// Places that open something else.
fn behind(place: Place) -> Option<Words> {
    Some(match place {
        Place::AllFiles => words!("access-host", look),
        Place::Home => words!("access-home", look),
        Place::Homes => words!("access-homes", look),
        Place::WholeSystem => words!("access-host-root", look),
        Place::SystemPrograms => words!("access-host-os"),
        Place::SystemSettings => words!("access-host-etc"),
        Place::Settings => words!("access-config", look),
        Place::Data => words!("access-data", look),
        Place::Caches => words!("access-cache", look),
        Place::Streams => words!("access-pipewire"),
        Place::NetworkPlaces => words!("access-gvfs-folder"),
        Place::Flatpak => words!("access-flatpak-folder", look),
        Place::AppData => words!("access-app-data", look),
        Place::SshKeys => words!("access-ssh-folder", look),
        Place::GpgKeys => words!("access-gpg-folder", look),
        Place::Certificates => words!("access-pki-folder", look),
        Place::Startup => words!("access-startup", look),
        Place::Launchers => words!("access-launchers", look),
        Place::Programs => words!("access-programs", look),
        Place::Shell => words!("access-shell", look),
        Place::Containers => words!("access-containers"),
        Place::Other => return None,
    })
}

/// Places that are something by themselves.
fn special(path: &str) -> Option<Words> {
    Some(match path {
        "xdg-config/kdeglobals" | "~/.config/kdeglobals" => words!("access-kdeglobals", look),
        "xdg-run/dconf" | "xdg-config/dconf" | "~/.config/dconf" => {
            words!("access-dconf-folder", look)
        }
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
        "/media" | "/run/media" | "/mnt" => words!("access-drives", look),
        "/tmp" => words!("access-temporary", look),
        _ if GTK.iter().any(|place| is_within(path, place)) => words!("access-gtk-folder", look),
        _ => return None,
    })
}

/// Where colours and themes of apps with GTK are.
const GTK: &[&str] = &[
    "xdg-config/gtk-3.0",
    "~/.config/gtk-3.0",
    "xdg-config/gtk-4.0",
    "~/.config/gtk-4.0",
];

fn is_within(path: &str, place: &str) -> bool {
    path.strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
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
