//! Which permission gives what another one would.

use super::{Bus, Setting, Target, Written, x11};

/// What `filesystems=home` does not show. Source: flatpak `common/flatpak-exports.c`.
const NOT_IN_HOME: &[&str] = &["~/.local/share/flatpak", "xdg-data/flatpak", "~/.var/app"];

/// The folders of the root that `filesystems=host` shows.
const IN_HOST: &[&str] = &[
    "/home",
    "/var/home",
    "/media",
    "/mnt",
    "/opt",
    "/run/media",
    "/srv",
];

impl Written {
    /// Whether who has a permission has what is written here.
    #[must_use]
    pub fn is_given_by(&self, target: &Target, setting: &Setting) -> bool {
        if !setting.grants() {
            return false;
        }
        match (&self.target, target) {
            (Target::Files(asked), Target::Files(given)) => {
                setting.file_access() >= self.allowed.file_access().min(Some(READ_WRITE))
                    && shows(given, asked)
            }
            (Target::Name(bus, asked), Target::Name(of, given)) => {
                bus == of
                    && setting.bus_access() >= self.allowed.bus_access()
                    && names(given, asked)
            }
            (Target::Name(Bus::Session, _), Target::Socket(socket)) => socket == "session-bus",
            (Target::Name(Bus::System, _), Target::Socket(socket)) => socket == "system-bus",
            (Target::Device(asked), Target::Device(given)) => {
                asked == given || (given == "all" && asked != "shm")
            }
            // Who may always may also where there is no Wayland.
            (Target::Socket(asked), Target::Socket(given)) => {
                asked == given || (asked == x11::FALLBACK && given == x11::ALWAYS)
            }
            (Target::Usb(asked), Target::Usb(given)) => asked == given || given == "all",
            (Target::Variable(asked), Target::Variable(given)) => {
                let wanted = self.allowed.value().filter(|value| !value.is_empty());
                asked == given && (wanted.is_none() || wanted == setting.value())
            }
            (asked, given) => asked == given,
        }
    }
}

/// Making a missing folder is not asked for.
const READ_WRITE: super::FileAccess = super::FileAccess::ReadWrite;

fn below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn shows(given: &str, asked: &str) -> bool {
    let of_home = || {
        let place = asked.starts_with("xdg-") && !below(asked, "xdg-run");
        (asked == "home" || asked.starts_with("~/") || place)
            && !NOT_IN_HOME.iter().any(|folder| below(asked, folder))
    };
    match given {
        "home" => of_home(),
        "host" => asked == "host" || of_home() || IN_HOST.iter().any(|folder| below(asked, folder)),
        given => below(asked, given),
    }
}

/// A name, or a prefix that stands for itself and all names below it.
pub(super) fn names(given: &str, asked: &str) -> bool {
    let prefix = given.strip_suffix(".*");
    given == asked
        || prefix.is_some_and(|prefix| {
            asked
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
}

#[cfg(test)]
mod tests {
    use super::super::unspell;
    use super::*;

    #[test]
    fn more_gives_less() {
        for (asked, given, expected) in [
            ("shared=network", "shared=network", true),
            ("shared=network", "!shared=network", false),
            ("filesystems=xdg-download:ro", "filesystems=home:ro", true),
            ("filesystems=xdg-download", "filesystems=home:ro", false),
            ("filesystems=~/a:create", "filesystems=~/a", true),
            ("filesystems=~/a/b", "filesystems=~/a", true),
            ("filesystems=~/ab", "filesystems=~/a", false),
            ("filesystems=~/.var/app", "filesystems=host", false),
            ("filesystems=/srv/data", "filesystems=host", true),
            ("filesystems=/usr", "filesystems=host", false),
            ("filesystems=home", "filesystems=xdg-download", false),
            ("see-name=org.example.X", "own-name=org.example.*", true),
            ("own-name=org.example.X", "talk-name=org.example.X", false),
            (
                "talk-name=org.example.X",
                "system-talk-name=org.example.X",
                false,
            ),
            ("talk-name=org.example.X", "sockets=session-bus", true),
            ("devices=kvm", "devices=all", true),
            ("sockets=fallback-x11", "sockets=x11", true),
            ("sockets=x11", "sockets=fallback-x11", false),
            ("env=A", "env=A=b", true),
            ("env=A=c", "env=A=b", false),
        ] {
            let written: Written = asked.parse().unwrap();
            let (target, setting) = unspell(given).unwrap();
            assert_eq!(
                written.is_given_by(&target, &setting),
                expected,
                "{asked} by {given}"
            );
        }
    }
}
