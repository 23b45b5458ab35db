//! Permissions in the groups and the order in which pages show them.

use super::{Service, Setting, Since, Target, is_understood, known_tokens, since};

/// What a permission is about, for a person. In the order in which pages show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Folders and files.
    Files,
    /// The network.
    Network,
    /// Hardware, printers included.
    Devices,
    /// Camera, microphone, sound, the screen's picture.
    Sound,
    /// Windows on the desktop.
    Windows,
    /// Keys, cards and passwords.
    Keys,
    /// Other apps, the desktop and services of the system: bus names.
    Others,
    /// Variables.
    Environment,
    /// What few people ever need: features, kept folders, USB rules, policies.
    Advanced,
    /// What this version does not understand.
    Unknown,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 10] = [
        Self::Files,
        Self::Network,
        Self::Devices,
        Self::Sound,
        Self::Windows,
        Self::Keys,
        Self::Others,
        Self::Environment,
        Self::Advanced,
        Self::Unknown,
    ];

    /// Where a permission is shown.
    #[must_use]
    pub fn of(target: &Target) -> Self {
        if since(target, &Setting::Denied).is_none() {
            return Self::Unknown;
        }
        match target {
            Target::Shared(name) if name == "ipc" => Self::Windows,
            Target::Shared(_) => Self::Network,
            Target::Socket(name) => of_socket(name),
            Target::Device(_) => Self::Devices,
            Target::Feature(name) if name == "bluetooth" || name == "canbus" => Self::Devices,
            Target::Files(path) if path == STREAMS => Self::Sound,
            Target::Files(_) | Target::FilesReset => Self::Files,
            Target::Name(_, name) if Service::of(name) == Service::Keyring => Self::Keys,
            Target::Name(..) => Self::Others,
            Target::Variable(_) => Self::Environment,
            Target::Feature(_) | Target::Persistent(_) | Target::Usb(_) | Target::Policy { .. } => {
                Self::Advanced
            }
        }
    }

    /// What a page offers in this group even when nobody has said anything about it: all that the installed flatpak has
    /// words for; `None`: all that flatpak 1.18 has. Names, variables, kept folders and paths come from what an app has, or
    /// from the person.
    #[must_use]
    pub fn offered(self, flatpak: Option<Since>) -> Vec<Target> {
        let tokens = KINDS
            .iter()
            .flat_map(|(key, target)| known_tokens(key).map(|token| target(token.to_owned())));
        let more = [
            Target::Files(STREAMS.to_owned()),
            Target::Usb("all".to_owned()),
        ];
        tokens
            .chain(more)
            .filter(|target| Self::of(target) == self)
            .filter(|target| is_understood(target, &Setting::Denied, flatpak))
            .collect()
    }
}

/// The socket of `PipeWire`, through which screen, camera and microphone are reached.
const STREAMS: &str = "xdg-run/pipewire-0";

/// A key of `[Context]`, and what a token of it is.
type Kind = (&'static str, fn(String) -> Target);

/// The keys of `[Context]` and what their tokens are.
const KINDS: [Kind; 5] = [
    ("filesystems", Target::Files),
    ("shared", Target::Shared),
    ("sockets", Target::Socket),
    ("devices", Target::Device),
    ("features", Target::Feature),
];

fn of_socket(name: &str) -> Group {
    match name {
        "pulseaudio" => Group::Sound,
        "cups" => Group::Devices,
        "pcsc" | "ssh-auth" | "gpg-agent" => Group::Keys,
        "session-bus" | "system-bus" => Group::Others,
        _ => Group::Windows,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Written;
    use super::*;

    #[test]
    fn every_known_token_is_offered_in_one_group() {
        let mut offered: Vec<Target> = Group::ALL.iter().flat_map(|g| g.offered(None)).collect();
        let all = offered.len();
        offered.sort();
        offered.dedup();
        assert_eq!(offered.len(), all, "nothing is offered twice");
        for (key, target) in KINDS {
            for token in known_tokens(key) {
                assert!(offered.contains(&target(token.to_owned())), "{key}={token}");
            }
        }
        assert!(Group::Unknown.offered(None).is_empty());
    }

    #[test]
    fn what_the_installed_flatpak_does_not_know_is_not_offered() {
        let is_offered = |permission: &str, flatpak: Since| {
            let written: Written = permission.parse().unwrap();
            let group = Group::of(&written.target);
            group.offered(Some(flatpak)).contains(&written.target)
        };
        for (permission, first) in [
            ("filesystems=host-root", Since(1, 17, 0)),
            ("devices=input", Since(1, 15, 6)),
            ("devices=usb", Since(1, 15, 11)),
            ("usb=all", Since(1, 15, 11)),
        ] {
            assert!(is_offered(permission, first), "{permission}");
            assert!(!is_offered(permission, Since(1, 14, 10)), "{permission}");
        }
        assert!(is_offered("devices=all", Since(1, 14, 10)));
        assert!(!is_offered("filesystems=host-root", Since(1, 16, 6)));
    }

    #[test]
    fn permissions_stand_where_people_look_for_them() {
        for (permission, group) in [
            ("shared=network", Group::Network),
            ("shared=ipc", Group::Windows),
            ("sockets=pulseaudio", Group::Sound),
            ("sockets=x11", Group::Windows),
            ("devices=all", Group::Devices),
            ("features=devel", Group::Advanced),
            ("filesystems=xdg-run/pipewire-0", Group::Sound),
            ("filesystems=~/Games", Group::Files),
            ("filesystems=elsewhere", Group::Unknown),
            ("sockets=telepathy", Group::Unknown),
            ("talk-name=org.freedesktop.secrets", Group::Keys),
            ("talk-name=org.example.X", Group::Others),
            ("env=A=b", Group::Environment),
            ("usb=all", Group::Advanced),
        ] {
            let written: Written = permission.parse().unwrap();
            assert_eq!(Group::of(&written.target), group, "{permission}");
        }
    }
}
