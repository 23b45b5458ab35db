//! What is behind a folder or a file: the one table for its words, its risk and the questions that it answers.

/// What an app reaches with a folder or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// All files of the person, drives included.
    AllFiles,
    /// The home folder.
    Home,
    /// The home folders of everybody.
    Homes,
    /// Everything there is.
    WholeSystem,
    /// The system's own programs.
    SystemPrograms,
    /// The system's own settings.
    SystemSettings,
    /// What all programs keep as settings.
    Settings,
    /// What all programs keep as data.
    Data,
    /// What all programs put aside.
    Caches,
    /// Screen, camera and sound.
    Streams,
    /// Network places and archives.
    NetworkPlaces,
    /// Installed apps and what they may do.
    Flatpak,
    /// The data of other apps.
    AppData,
    /// Keys for other computers.
    SshKeys,
    /// Keys for signatures and secrets.
    GpgKeys,
    /// Certificates.
    Certificates,
    /// What starts by itself.
    Startup,
    /// The entries of the app menu.
    Launchers,
    /// Programs of the person's own.
    Programs,
    /// What a terminal runs at its start.
    Shell,
    /// The services that start containers.
    Containers,
    /// Nothing but itself.
    Other,
}

type Known = (Place, &'static [&'static str]);

/// Places that are this only as a whole.
const WHOLE: &[Known] = &[
    (Place::AllFiles, &["host"]),
    (Place::Home, &["home"]),
    (Place::Homes, &["/home"]),
    (Place::WholeSystem, &["host-root"]),
    (Place::SystemPrograms, &["host-os"]),
    (Place::SystemSettings, &["host-etc"]),
    (Place::Settings, &["~/.config"]),
    (Place::Data, &["~/.local", "~/.local/share"]),
    (Place::Caches, &["~/.cache"]),
    (Place::Streams, &["xdg-run/pipewire-0"]),
];

/// Places that are this with everything below them.
const BELOW: &[Known] = &[
    (Place::NetworkPlaces, &["xdg-run/gvfs", "xdg-run/gvfsd"]),
    (
        Place::Flatpak,
        &["~/.local/share/flatpak", "/var/lib/flatpak"],
    ),
    (Place::AppData, &["~/.var"]),
    (Place::SshKeys, &["~/.ssh"]),
    (Place::GpgKeys, &["~/.gnupg", "xdg-run/gnupg"]),
    (Place::Certificates, &["~/.pki"]),
    (
        Place::Startup,
        &[
            "~/.config/autostart",
            "~/.config/systemd",
            "~/.local/share/systemd",
        ],
    ),
    (Place::Launchers, &["~/.local/share/applications"]),
    (Place::Programs, &["~/.local/bin"]),
    (
        Place::Shell,
        &[
            "~/.bashrc",
            "~/.bash_profile",
            "~/.profile",
            "~/.zshrc",
            "~/.config/fish",
        ],
    ),
    (
        Place::Containers,
        &["xdg-run/podman", "xdg-run/docker.sock", "/run/docker.sock"],
    ),
];

/// Names by which flatpak has the same place once more.
const SAME: &[(&str, &str)] = &[
    ("xdg-config", "~/.config"),
    ("xdg-data", "~/.local/share"),
    ("xdg-cache", "~/.cache"),
    ("/var/home", "/home"),
    ("/var/run", "/run"),
];

impl Place {
    /// What is behind a path in flatpak's canonical form.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let same = SAME
            .iter()
            .find_map(|(name, same)| rest(path, name).map(|rest| format!("{same}{rest}")));
        let path = same.as_deref().unwrap_or(path);
        let whole = find(WHOLE, |place| path == place);
        let below = || find(BELOW, |place| rest(path, place).is_some());
        whole.or_else(below).unwrap_or(Self::Other)
    }

    /// Whether who has it can start programs outside the sandbox, or give itself any permission.
    #[must_use]
    pub(super) fn opens_the_sandbox(self, writes: bool) -> bool {
        match self {
            // Who can connect to a service need not be able to change its socket.
            Self::Containers => true,
            Self::AllFiles
            | Self::Home
            | Self::Homes
            | Self::WholeSystem
            | Self::Settings
            | Self::Data
            | Self::Flatpak
            | Self::Startup
            | Self::Launchers
            | Self::Programs
            | Self::Shell => writes,
            Self::SystemPrograms
            | Self::SystemSettings
            | Self::Caches
            | Self::Streams
            | Self::NetworkPlaces
            | Self::AppData
            | Self::SshKeys
            | Self::GpgKeys
            | Self::Certificates
            | Self::Other => false,
        }
    }

    /// Whether all files of the person are there.
    #[must_use]
    pub(super) fn has_all_files(self) -> bool {
        matches!(
            self,
            Self::AllFiles | Self::Home | Self::Homes | Self::WholeSystem
        )
    }

    /// Whether keys or passwords are there.
    #[must_use]
    pub(super) fn has_keys(self) -> bool {
        self.has_all_files()
            || matches!(
                self,
                Self::AppData | Self::SshKeys | Self::GpgKeys | Self::Certificates
            )
    }

    /// A path for each spelling of each that is something.
    #[cfg(test)]
    pub(crate) fn known() -> impl Iterator<Item = String> {
        let paths = WHOLE.iter().chain(BELOW).flat_map(|(_, paths)| *paths);
        paths.flat_map(|path| {
            let again = SAME
                .iter()
                .filter_map(|(name, same)| Some(format!("{name}{}", rest(path, same)?)));
            again.chain([(*path).to_owned()]).collect::<Vec<_>>()
        })
    }
}

fn find(known: &[Known], fits: impl Fn(&str) -> bool) -> Option<Place> {
    known
        .iter()
        .find(|(_, paths)| paths.iter().any(|path| fits(path)))
        .map(|(place, _)| *place)
}

/// What follows `place` in a path that is it or lies below it.
fn rest<'a>(path: &'a str, place: &str) -> Option<&'a str> {
    path.strip_prefix(place)
        .filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_same_by_each_of_its_names() {
        for (path, place) in [
            ("home", Place::Home),
            ("/var/home", Place::Homes),
            ("xdg-config", Place::Settings),
            ("xdg-config/autostart/x.desktop", Place::Startup),
            ("~/.config/fish/config.fish", Place::Shell),
            ("xdg-data/flatpak/overrides", Place::Flatpak),
            ("/var/run/docker.sock", Place::Containers),
            ("xdg-run/podman/podman.sock", Place::Containers),
            ("~/.sshx", Place::Other),
            ("xdg-config/kdeglobals", Place::Other),
            ("/var/ann", Place::Other),
        ] {
            assert_eq!(Place::of(path), place, "{path}");
        }
        for path in Place::known() {
            assert_ne!(Place::of(&path), Place::Other, "{path}");
        }
    }
}
