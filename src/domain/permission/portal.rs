//! What an app was granted while it was used: the answers in the portals' permission store.
//!
//! Other than the permissions in files, an app does not have these from the beginning: it asks a portal, the portal asks
//! the person, and the answer is kept in a **table** under an **id**, for each app. Which tables there are, what their
//! answers mean and what is so without an answer is the table in [`PortalKind::facts`].
//!
//! Source: xdg-desktop-portal `shared/xdp-types.h` and the file of each portal (1.20), flatpak `portal/flatpak-portal.c`,
//! GNOME Shell `js/ui/inhibitShortcutsDialog.js`.

use std::fmt;
use std::str::FromStr;

use super::{NotAPermission, PortalAnswer, Risk};

/// Where an answer is kept: written `portal:devices/camera`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PortalKey {
    table: String,
    id: String,
}

impl PortalKey {
    /// By its two names. A table is also the name of a file, so it has letters, digits, `-` and `_` only; an id is free
    /// (media types, tokens), but not empty.
    ///
    /// # Errors
    /// When one of them is not so.
    pub fn new(table: &str, id: &str) -> Result<Self, NotAPermission> {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if table.is_empty() || id.is_empty() || !table.chars().all(word) {
            return Err(NotAPermission {
                text: format!("{PREFIX}{table}/{id}"),
            });
        }
        Ok(Self {
            table: table.to_owned(),
            id: id.to_owned(),
        })
    }

    /// The table, such as `devices`.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// The id in it, such as `camera`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is about.
    #[must_use]
    pub fn kind(&self) -> PortalKind {
        let of_table = |kind: &&PortalKind| kind.facts().table == self.table;
        let mut kinds = PortalKind::ALL.iter().filter(of_table);
        let named = |kind: &&PortalKind| kind.facts().id == Some(self.id.as_str());
        kinds
            .clone()
            .find(named)
            .or_else(|| kinds.find(|kind| kind.facts().id.is_none()))
            .copied()
            .unwrap_or(PortalKind::Unknown)
    }
}

const PREFIX: &str = "portal:";

impl fmt::Display for PortalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}/{}", self.table, self.id)
    }
}

impl FromStr for PortalKey {
    type Err = NotAPermission;

    fn from_str(text: &str) -> Result<Self, NotAPermission> {
        let parts = text
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_once('/'));
        let Some((table, id)) = parts else {
            return Err(NotAPermission {
                text: text.to_owned(),
            });
        };
        Self::new(table, id)
    }
}

/// One answer of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalGrant {
    /// Whose answer: an app's id; `snap.NAME` or nothing at all for programs that are no Flatpak apps.
    pub app: String,
    /// Where it is kept.
    pub key: PortalKey,
    /// What it says.
    pub answer: PortalAnswer,
}

/// What a place in the store is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PortalKind {
    /// Using cameras.
    Camera,
    /// Knowing where the computer is.
    Location,
    /// Showing notifications.
    Notifications,
    /// Running without a window.
    Background,
    /// Taking pictures of the screen.
    Screenshot,
    /// Setting the wallpaper.
    Wallpaper,
    /// Holding back logging out, switching users, suspend or the screen lock.
    Inhibit,
    /// Switching the computer to game mode.
    GameMode,
    /// Raising its own priority.
    Realtime,
    /// Seeing and asking for USB devices.
    Usb,
    /// Using one USB device.
    UsbDevice,
    /// Seeing the screen, again without asking.
    ScreenCast,
    /// Controlling the computer, again without asking.
    RemoteDesktop,
    /// Taking over keyboard and pointer at the edge of the screen, again without asking.
    InputCapture,
    /// Controlling the computer, never asked about (KDE).
    RemoteDesktopAlways,
    /// What opens a type of file or link that the app hands on.
    Handler,
    /// Updating itself.
    SelfUpdate,
    /// Having the desktop's own shortcuts (GNOME).
    Shortcuts,
    /// One file or folder that the person chose in a dialog. Changed through the documents portal only.
    Document,
    /// Left from a portal that is gone; nothing reads it.
    Microphone,
    /// Left from a portal that is gone; nothing reads it.
    Speakers,
    /// A table that nobody here knows.
    Unknown,
}

/// What is so as long as nothing is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unset {
    /// The app may.
    Allowed,
    /// The person is asked.
    Asks,
    /// Nothing is remembered.
    Nothing,
    /// Not known.
    Unknown,
}

/// What the answers in a place look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PortalForm {
    /// `yes` or `no`. A stored `ask` is read, not offered: the camera's breaks the app, the others mean what deleting means.
    YesNo,
    /// `yes`, `no` or `ask`, where asking each time differs from asking once.
    YesNoAsk,
    /// `GRANTED` or `DENIED`, of an app named by its desktop file.
    Granted,
    /// An accuracy and the time of the last use.
    Accuracy,
    /// The list of what may be held back.
    Inhibits,
    /// `yes`, beside the session itself; the id is a token.
    Session,
    /// A desktop file, how often it was chosen, and how often it takes.
    Handler,
    /// Not for this table to change, or not understood.
    Opaque,
}

impl PortalForm {
    /// Whether an answer can be chosen. Otherwise it can only be forgotten.
    #[must_use]
    pub fn can_be_set(self) -> bool {
        match self {
            Self::YesNo | Self::YesNoAsk | Self::Granted | Self::Accuracy | Self::Inhibits => true,
            Self::Session | Self::Handler | Self::Opaque => false,
        }
    }
}

/// All there is to know about a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortalFacts {
    /// Its table; empty for [`PortalKind::Unknown`].
    pub table: &'static str,
    /// Its id; `None` where the table has one for each device, session or type.
    pub id: Option<&'static str>,
    /// What its answers look like.
    pub form: PortalForm,
    /// What is so without an answer.
    pub unset: Unset,
    /// How much it opens once it is allowed.
    pub risk: Risk,
}

impl PortalKind {
    /// All of them, in the order in which to show them.
    pub const ALL: &[Self] = &[
        Self::Camera,
        Self::Location,
        Self::Notifications,
        Self::Background,
        Self::Screenshot,
        Self::ScreenCast,
        Self::RemoteDesktop,
        Self::RemoteDesktopAlways,
        Self::InputCapture,
        Self::Inhibit,
        Self::Shortcuts,
        Self::Usb,
        Self::UsbDevice,
        Self::Wallpaper,
        Self::GameMode,
        Self::Realtime,
        Self::SelfUpdate,
        Self::Handler,
        Self::Document,
        Self::Microphone,
        Self::Speakers,
        Self::Unknown,
    ];

    /// What is known about it.
    #[must_use]
    pub const fn facts(self) -> PortalFacts {
        use PortalForm as F;
        use Risk as R;
        use Unset as U;
        let (table, id, form, unset, risk) = match self {
            Self::Camera => ("devices", "camera", F::YesNo, U::Asks, R::Sensitive),
            Self::Location => ("location", "location", F::Accuracy, U::Asks, R::Sensitive),
            Self::Notifications => (
                "notifications",
                "notification",
                F::YesNo,
                U::Allowed,
                R::Normal,
            ),
            Self::Background => ("background", "background", F::YesNo, U::Allowed, R::Normal),
            Self::Screenshot => (
                "screenshot",
                "screenshot",
                F::YesNoAsk,
                U::Asks,
                R::Sensitive,
            ),
            Self::Wallpaper => ("wallpaper", "wallpaper", F::YesNoAsk, U::Asks, R::Harmless),
            Self::Inhibit => ("inhibit", "inhibit", F::Inhibits, U::Allowed, R::Normal),
            Self::GameMode => ("gamemode", "gamemode", F::YesNo, U::Allowed, R::Harmless),
            Self::Realtime => ("realtime", "realtime", F::YesNo, U::Allowed, R::Normal),
            Self::Usb => ("usb", "usb", F::YesNoAsk, U::Asks, R::Sensitive),
            Self::UsbDevice => ("usb", "", F::YesNoAsk, U::Asks, R::Sensitive),
            Self::ScreenCast => ("screencast", "", F::Session, U::Nothing, R::Sensitive),
            Self::RemoteDesktop => ("remote-desktop", "", F::Session, U::Nothing, R::Dangerous),
            Self::InputCapture => ("input-capture", "", F::Session, U::Nothing, R::Sensitive),
            Self::RemoteDesktopAlways => (
                "kde-authorized",
                "remote-desktop",
                F::YesNo,
                U::Asks,
                R::Dangerous,
            ),
            Self::Handler => ("desktop-used-apps", "", F::Handler, U::Nothing, R::Harmless),
            Self::SelfUpdate => ("flatpak", "updates", F::YesNoAsk, U::Asks, R::Normal),
            Self::Shortcuts => (
                "gnome",
                "shortcuts-inhibitor",
                F::Granted,
                U::Asks,
                R::Normal,
            ),
            Self::Document => ("documents", "", F::Opaque, U::Nothing, R::Normal),
            Self::Microphone => ("devices", "microphone", F::Opaque, U::Nothing, R::Harmless),
            Self::Speakers => ("devices", "speakers", F::Opaque, U::Nothing, R::Harmless),
            Self::Unknown => ("", "", F::Opaque, U::Unknown, R::Normal),
        };
        let id = if id.is_empty() { None } else { Some(id) };
        PortalFacts {
            table,
            id,
            form,
            unset,
            risk,
        }
    }

    /// Whether anything reads the answers. The rows of what is gone are placebo: they are neither shown nor set.
    #[must_use]
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Microphone | Self::Speakers)
    }

    /// The one place that it has. `None` where each device, session or type has its own.
    #[must_use]
    pub fn key(self) -> Option<PortalKey> {
        let facts = self.facts();
        facts.id.map(|id| PortalKey {
            table: facts.table.to_owned(),
            id: id.to_owned(),
        })
    }

    /// The name under which the store has an app's answer.
    #[must_use]
    pub fn store_name(self, app: &str) -> String {
        match self.facts().form {
            PortalForm::Granted => format!("{app}.desktop"),
            PortalForm::YesNo
            | PortalForm::YesNoAsk
            | PortalForm::Accuracy
            | PortalForm::Inhibits
            | PortalForm::Session
            | PortalForm::Handler
            | PortalForm::Opaque => app.to_owned(),
        }
    }

    /// The app whose answer is stored under a name: the other way round of [`Self::store_name`].
    #[must_use]
    pub fn app_of(self, name: &str) -> &str {
        match self.facts().form {
            PortalForm::Granted => name.strip_suffix(".desktop").unwrap_or(name),
            PortalForm::YesNo
            | PortalForm::YesNoAsk
            | PortalForm::Accuracy
            | PortalForm::Inhibits
            | PortalForm::Session
            | PortalForm::Handler
            | PortalForm::Opaque => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_printed_as_they_are_typed() {
        for text in [
            "portal:devices/camera",
            "portal:desktop-used-apps/x-scheme-handler/https",
            "portal:screencast/11111111-2222-3333-4444-555555555555",
            "portal:new_table/anything at all",
        ] {
            assert_eq!(text.parse::<PortalKey>().unwrap().to_string(), text);
        }
        for bad in [
            "devices/camera",
            "portal:devices",
            "portal:devices/",
            "portal:/camera",
            "portal:../devices/camera",
            "portal:..",
        ] {
            assert!(bad.parse::<PortalKey>().is_err(), "{bad}");
        }
    }

    #[test]
    fn each_place_has_one_kind() {
        for kind in PortalKind::ALL {
            let facts = kind.facts();
            let key = kind.key().unwrap_or_else(|| PortalKey {
                table: facts.table.to_owned(),
                id: "anything".to_owned(),
            });
            assert_eq!(key.kind(), *kind, "{key}");
        }
        let of = |text: &str| text.parse::<PortalKey>().unwrap().kind();
        assert_eq!(of("portal:usb/usb"), PortalKind::Usb);
        assert_eq!(of("portal:usb/0x1234"), PortalKind::UsbDevice);
        assert_eq!(of("portal:devices/toaster"), PortalKind::Unknown);
        assert_eq!(of("portal:toasters/one"), PortalKind::Unknown);
    }

    #[test]
    fn dead_switches_cannot_be_set() {
        for kind in PortalKind::ALL {
            let settable = kind.facts().form.can_be_set();
            assert!(kind.is_live() || !settable, "{kind:?}");
        }
    }

    #[test]
    fn gnome_names_apps_by_their_desktop_files() {
        let app = "org.example.Alpha";
        assert_eq!(
            PortalKind::Shortcuts.store_name(app),
            "org.example.Alpha.desktop"
        );
        for kind in PortalKind::ALL {
            assert_eq!(kind.app_of(&kind.store_name(app)), app, "{kind:?}");
        }
    }
}
