//! What is behind a bus name: the one table for its words, its risk and the questions that it answers.

use super::cover::names;

/// What an app reaches that may talk to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// Any command.
    Command,
    /// What apps may do.
    Answers,
    /// The services of the session or the system.
    Services,
    /// Log-out, sleep and restart.
    Login,
    /// Windows, shortcuts and panels.
    Desktop,
    /// The session.
    Session,
    /// Pictures of the screen.
    ScreenPictures,
    /// Passwords.
    Keyring,
    /// Several of these.
    Many,
    /// Nothing but itself.
    Other,
}

/// Names that open something else.
const KNOWN: &[(Service, &[&str])] = &[
    (Service::Command, &["org.freedesktop.Flatpak"]),
    (
        Service::Answers,
        &[
            "org.freedesktop.impl.portal",
            "org.freedesktop.impl.portal.PermissionStore",
        ],
    ),
    (Service::Services, &["org.freedesktop.systemd1"]),
    (Service::Login, &["org.freedesktop.login1"]),
    (
        Service::Desktop,
        &[
            "org.gnome.Shell",
            "org.gnome.Mutter",
            "org.gnome.Mutter.RemoteDesktop",
            "org.kde.KWin",
            "org.kde.plasmashell",
            "org.kde.kglobalaccel",
        ],
    ),
    (Service::Session, &["org.gnome.SessionManager"]),
    (
        Service::ScreenPictures,
        &[
            "org.gnome.Shell.Screenshot",
            "org.gnome.Shell.Screencast",
            "org.gnome.Mutter.ScreenCast",
            "org.kde.KWin.ScreenShot2",
        ],
    ),
    (
        Service::Keyring,
        &[
            "org.freedesktop.secrets",
            "org.gnome.keyring",
            "org.gnome.keyring.SystemPrompter",
            "org.kde.kwalletd",
            "org.kde.kwalletd5",
            "org.kde.kwalletd6",
        ],
    ),
];

impl Service {
    /// What is behind a name, or a prefix with `.*`.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let itself = name.strip_suffix(".*").unwrap_or(name);
        let exactly = KNOWN.iter().find(|(_, names)| names.contains(&itself));
        if let Some((service, _)) = exactly {
            return *service;
        }
        let mut reached = KNOWN
            .iter()
            .filter(|(_, known)| known.iter().any(|known| names(name, known)));
        match (reached.next(), reached.next()) {
            (None, _) => Self::Other,
            (Some((one, _)), None) => *one,
            (Some(_), Some(_)) => Self::Many,
        }
    }

    /// Whether who may talk to a name, or to all with a prefix, reaches this.
    #[must_use]
    pub(super) fn is_reached_by(self, name: &str) -> bool {
        Self::of(name) == self
            || KNOWN
                .iter()
                .filter(|(service, _)| *service == self)
                .any(|(_, known)| known.iter().any(|known| names(name, known)))
    }

    /// Whether who may talk to it can start programs outside the sandbox, or give itself any permission.
    #[must_use]
    pub(super) fn opens_the_sandbox(self) -> bool {
        match self {
            Self::Command | Self::Answers | Self::Services | Self::Desktop | Self::Many => true,
            Self::Login | Self::Session | Self::ScreenPictures | Self::Keyring | Self::Other => {
                false
            }
        }
    }

    /// Each name that is something, and what is below each.
    #[cfg(test)]
    pub(crate) fn known() -> impl Iterator<Item = String> {
        let names = KNOWN.iter().flat_map(|(_, names)| *names);
        let each = names.flat_map(|name| [(*name).to_owned(), format!("{name}.*")]);
        let many = ["org.freedesktop.*", "org.gnome.*", "org.kde.*"];
        each.chain(many.map(str::to_owned))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_what_all_names_with_it_are() {
        for (name, service) in [
            ("org.freedesktop.Flatpak.*", Service::Command),
            ("org.freedesktop.impl.portal.*", Service::Answers),
            ("org.freedesktop.impl.*", Service::Answers),
            ("org.gnome.Shell.*", Service::Desktop),
            ("org.gnome.Mutter.IdleMonitor", Service::Other),
            ("org.gnome.keyring.*", Service::Keyring),
            ("org.kde.*", Service::Many),
            ("org.kde.kdeconnect", Service::Other),
            ("org.example.*", Service::Other),
        ] {
            assert_eq!(Service::of(name), service, "{name}");
        }
        assert!(Service::Keyring.is_reached_by("org.gnome.*"));
        assert!(Service::ScreenPictures.is_reached_by("org.kde.KWin.*"));
        assert!(!Service::ScreenPictures.is_reached_by("org.kde.KWin"));
    }
}
