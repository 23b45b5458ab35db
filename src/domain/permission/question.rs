//! "Who can …?": the questions that people ask about all their apps.

use super::cover::names;
use super::{
    Bus, BusAccess, Effective, FileAccess, Place, PortalGrant, PortalKey, PortalKind, Service,
    Setting, Target, x11,
};

/// A question about all apps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Question {
    /// Reach the internet.
    Network,
    /// Read the whole home folder or all files.
    AllFiles,
    /// See through the camera.
    Camera,
    /// Listen through the microphone.
    Microphone,
    /// Know where the computer is.
    Location,
    /// Start programs outside the sandbox, or give itself any permission.
    AnyCommand,
    /// Watch typing and the windows of other apps.
    Watch,
    /// Use keys for other computers, signatures and passwords.
    Keys,
    /// Use all devices.
    AllDevices,
}

/// Why an app is in the answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// It has this permission.
    Permission(Target),
    /// The person allowed it while using the app.
    Answer(PortalKey),
}

impl Question {
    /// All of them, in the order in which pages show them.
    pub const ALL: [Self; 9] = [
        Self::Camera,
        Self::Microphone,
        Self::Location,
        Self::Network,
        Self::AllFiles,
        Self::AnyCommand,
        Self::Watch,
        Self::Keys,
        Self::AllDevices,
    ];

    /// The question's name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::AllFiles => "all-files",
            Self::Camera => "camera",
            Self::Microphone => "microphone",
            Self::Location => "location",
            Self::AnyCommand => "any-command",
            Self::Watch => "watch",
            Self::Keys => "keys",
            Self::AllDevices => "all-devices",
        }
    }

    /// Everything by which an app can, without asking. `grants`: the answers about this app.
    #[must_use]
    pub fn because<'a>(
        self,
        effective: &Effective,
        grants: impl IntoIterator<Item = &'a PortalGrant>,
    ) -> Vec<Because> {
        let permissions = self.granted_by(effective);
        let answers = grants.into_iter().filter(|grant| self.is_allowed_by(grant));
        permissions
            .into_iter()
            .map(Because::Permission)
            .chain(answers.map(|grant| Because::Answer(grant.key.clone())))
            .collect()
    }

    /// Whether this answer alone is enough.
    #[must_use]
    pub fn is_allowed_by(self, grant: &PortalGrant) -> bool {
        use PortalKind as K;
        let is_about = match self {
            Self::Camera => matches!(grant.key.kind(), K::Camera),
            Self::Location => matches!(grant.key.kind(), K::Location),
            Self::Watch => matches!(
                grant.key.kind(),
                K::Screenshot
                    | K::ScreenCast
                    | K::RemoteDesktop
                    | K::RemoteDesktopAlways
                    | K::InputCapture
            ),
            // Who types and clicks can open a terminal.
            Self::AnyCommand => {
                matches!(grant.key.kind(), K::RemoteDesktop | K::RemoteDesktopAlways)
            }
            Self::Network | Self::AllFiles | Self::Microphone | Self::Keys | Self::AllDevices => {
                false
            }
        };
        is_about && grant.answer.allows()
    }

    /// The permissions by which an app can, without asking.
    #[must_use]
    pub fn granted_by(self, effective: &Effective) -> Vec<Target> {
        effective
            .iter()
            .filter(|(target, entry)| {
                entry.setting.grants() && self.is_answered_by(target, &entry.setting, effective)
            })
            .map(|(target, _)| target.clone())
            .collect()
    }

    /// Whether this permission is enough, beside what else the app has.
    #[must_use]
    pub fn is_answered_by(self, target: &Target, setting: &Setting, with: &Effective) -> bool {
        match target {
            Target::Shared(name) => self == Self::Network && name == "network",
            Target::Socket(name) => self.by_socket(name, with),
            Target::Device(name) => self.by_device(name),
            Target::Files(path) => self.by_folder(path, setting),
            Target::Name(..) if *setting == Setting::Bus(BusAccess::See) => false,
            Target::Name(bus, name) => self.by_name(*bus, name),
            Target::Usb(rule) => self == Self::AllDevices && rule == "all",
            Target::Feature(_)
            | Target::FilesReset
            | Target::Persistent(_)
            | Target::Variable(_)
            | Target::Policy { .. } => false,
        }
    }

    fn by_socket(self, name: &str, with: &Effective) -> bool {
        match name {
            "pulseaudio" => self == Self::Microphone,
            x11::ALWAYS => self == Self::Watch,
            x11::FALLBACK => self == Self::Watch && !x11::is_seldom(with),
            "ssh-auth" | "gpg-agent" | "pcsc" => self == Self::Keys,
            "session-bus" => matches!(self, Self::AnyCommand | Self::Watch | Self::Keys),
            "system-bus" => matches!(self, Self::AnyCommand | Self::Location),
            _ => false,
        }
    }

    fn by_device(self, name: &str) -> bool {
        match name {
            "all" => matches!(self, Self::Camera | Self::AllDevices),
            "usb" => self == Self::AllDevices,
            _ => false,
        }
    }

    fn by_folder(self, path: &str, setting: &Setting) -> bool {
        let writes = *setting != Setting::Files(FileAccess::ReadOnly);
        let place = Place::of(path);
        match self {
            Self::AllFiles => place.has_all_files(),
            Self::Camera | Self::Microphone | Self::Watch => place == Place::Streams,
            Self::AnyCommand => place.opens_the_sandbox(writes),
            Self::Keys => place.has_keys(),
            Self::Network | Self::Location | Self::AllDevices => false,
        }
    }

    fn by_name(self, bus: Bus, name: &str) -> bool {
        match self {
            Self::AnyCommand => Service::of(name).opens_the_sandbox(),
            Self::Keys => Service::Keyring.is_reached_by(name),
            Self::Watch => Service::ScreenPictures.is_reached_by(name),
            Self::Location => bus == Bus::System && names(name, "org.freedesktop.GeoClue2"),
            Self::Network | Self::AllFiles | Self::Camera | Self::Microphone | Self::AllDevices => {
                false
            }
        }
    }
}

impl std::str::FromStr for Question {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|question| question.name() == text)
            .ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Layer, Source, Written};
    use super::*;

    fn can(question: Question, permission: &str) -> bool {
        let written: Written = permission.parse().unwrap();
        let layer: Layer = [(written.target, written.allowed)].into_iter().collect();
        let effective = Effective::of([(Source::Published, &layer)]);
        !question.granted_by(&effective).is_empty()
    }

    #[test]
    fn each_way_to_reach_something_is_known() {
        for (question, permission, expected) in [
            (Question::Network, "shared=network", true),
            (Question::Network, "shared=ipc", false),
            (Question::AllFiles, "filesystems=home:ro", true),
            (Question::AllFiles, "filesystems=xdg-music", false),
            (Question::Camera, "devices=all", true),
            (Question::Camera, "devices=dri", false),
            (Question::Microphone, "sockets=pulseaudio", true),
            (
                Question::AnyCommand,
                "talk-name=org.freedesktop.Flatpak",
                true,
            ),
            (Question::AnyCommand, "filesystems=home", true),
            (Question::AnyCommand, "filesystems=home:ro", false),
            (
                Question::AnyCommand,
                "filesystems=xdg-data/flatpak/overrides:create",
                true,
            ),
            (Question::Watch, "sockets=fallback-x11", true),
            (Question::Keys, "filesystems=~/.ssh:ro", true),
            (
                Question::Location,
                "system-talk-name=org.freedesktop.GeoClue2",
                true,
            ),
            (
                Question::Location,
                "talk-name=org.freedesktop.GeoClue2",
                false,
            ),
        ] {
            assert_eq!(
                can(question, permission),
                expected,
                "{question:?} {permission}"
            );
        }
    }

    #[test]
    fn what_was_allowed_while_using_answers_too() {
        use super::super::PortalAnswer;
        let by = |question: Question, key: &str, word: &str| {
            let key: PortalKey = key.parse().unwrap();
            let grant = PortalGrant {
                app: "org.example.Alpha".to_owned(),
                answer: PortalAnswer::read(
                    key.kind(),
                    &word.split(',').map(str::to_owned).collect::<Vec<_>>(),
                ),
                key: key.clone(),
            };
            let because = question.because(&Effective::default(), [&grant]);
            assert!(because.is_empty() || because == [Because::Answer(key)]);
            !because.is_empty()
        };
        assert!(by(Question::Camera, "portal:devices/camera", "yes"));
        assert!(!by(Question::Camera, "portal:devices/camera", "no"));
        assert!(!by(Question::Camera, "portal:devices/microphone", "yes"));
        assert!(by(Question::Location, "portal:location/location", "CITY,0"));
        assert!(!by(
            Question::Location,
            "portal:location/location",
            "NONE,0"
        ));
        assert!(by(Question::Watch, "portal:screencast/token", "yes"));
        assert!(!by(Question::Watch, "portal:screenshot/screenshot", "ask"));
        assert!(by(
            Question::AnyCommand,
            "portal:remote-desktop/token",
            "yes"
        ));
        assert!(!by(Question::Network, "portal:devices/camera", "yes"));
    }

    #[test]
    fn questions_have_names() {
        for question in Question::ALL {
            assert_eq!(question.name().parse(), Ok(question));
        }
    }
}
