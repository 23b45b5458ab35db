//! Which apps there are: what they are called, what they ask for and where they are.

/// Where an app is when the machine is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Installed for the person.
    User,
    /// Installed for everybody.
    System,
    /// Only offered by the publisher.
    Upstream,
}

/// An app of the publisher.
#[derive(Debug)]
pub(super) struct App {
    /// Last part of its ID.
    pub(super) name: &'static str,
    /// What it is, in English and German.
    pub(super) summary: [&'static str; 2],
    /// The German name, where it is another one.
    pub(super) german: Option<&'static str>,
    /// The first two numbers of its version; the third counts releases.
    pub(super) version: &'static str,
    /// Colour of the icon and the drawing on it, in a field of 64 × 64.
    pub(super) icon: (&'static str, &'static str),
    /// What it asks for, in the words of [`super::metadata`].
    pub(super) asks: &'static str,
    /// Where it is.
    pub(super) place: Place,
    /// How many releases upstream has when the machine is new and it was installed.
    pub(super) releases: u32,
    /// Another release came afterwards, with these additional wishes.
    pub(super) waits: Option<&'static str>,
}

/// What all IDs begin with. Nobody can own a domain below `.example`.
pub(super) const VENDOR: &str = "example.practice";
/// The app that nobody keeps any more, and the one that takes its place.
pub(super) const ENDED: (&str, &str) = ("Postcard", "Courier");
/// The app that is gone but for its data.
pub(super) const LEFTOVER: &str = "Sketchpad";

const WINDOW: &str = "shared=ipc sockets=wayland sockets=fallback-x11 devices=dri";

impl App {
    /// Its whole ID.
    pub(super) fn id(&self) -> String {
        format!("{VENDOR}.{}", self.name)
    }

    /// Everything that its first release asks for. All but the game have ordinary windows.
    pub(super) fn wishes(&self) -> Vec<String> {
        let own = self.asks.split_whitespace();
        let window = WINDOW.split_whitespace();
        let draws = self.asks.contains("sockets=");
        window
            .filter(|_| !draws)
            .chain(own)
            .map(str::to_owned)
            .collect()
    }
}

/// The app with that ID, or that last part of it.
pub(super) fn find(name: &str) -> Option<&'static App> {
    ALL.iter().find(|app| app.name == name || app.id() == name)
}

/// An ordinary one, installed for the person and up to date.
const ORDINARY: App = App {
    name: "",
    summary: ["", ""],
    german: None,
    version: "1.0",
    icon: ("#3584e4", ""),
    asks: "",
    place: Place::User,
    releases: 1,
    waits: None,
};

/// All apps.
pub(super) const ALL: [App; 16] = [
    App {
        name: "Wander",
        summary: ["Browse the web", "Im Web surfen"],
        version: "128.3",
        icon: (
            "#1c71d8",
            "M32 12a20 20 0 1 0 .1 0zM32 12v40M12 32h40M18 20q14 9 28 0M18 44q14-9 28 0",
        ),
        asks: "shared=network shared=ipc sockets=wayland sockets=fallback-x11 sockets=pulseaudio sockets=cups devices=all \
               filesystems=xdg-download talk-name=org.freedesktop.Notifications own-name=org.mpris.MediaPlayer2.wander",
        releases: 2,
        waits: Some(""),
        ..ORDINARY
    },
    App {
        name: "Quill",
        summary: ["Edit text files", "Textdateien bearbeiten"],
        german: Some("Federkiel"),
        version: "48.1",
        icon: ("#865e3c", "M16 50q4-26 32-36-6 24-28 28M16 50l12-14"),
        asks: "shared=ipc sockets=x11 sockets=wayland sockets=fallback-x11 devices=dri filesystems=home",
        ..ORDINARY
    },
    App {
        name: "Cadence",
        summary: ["Play your music", "Musik abspielen"],
        german: Some("Kadenz"),
        version: "3.7",
        icon: (
            "#e66100",
            "M24 46V18l22-4v28M24 46a6 5 0 1 1-12 0 6 5 0 1 1 12 0zM46 42a6 5 0 1 1-12 0 6 5 0 1 1 12 0z",
        ),
        asks: "shared=network shared=ipc sockets=wayland sockets=fallback-x11 sockets=pulseaudio devices=dri \
               filesystems=xdg-music:ro own-name=org.mpris.MediaPlayer2.cadence env=CADENCE_QUALITY=high",
        releases: 2,
        waits: Some(""),
        ..ORDINARY
    },
    App {
        name: "Meteor",
        summary: ["Dodge rocks in space", "Im Weltraum Felsen ausweichen"],
        version: "0.9",
        icon: (
            "#241f31",
            "M40 24a10 10 0 1 1-.1 0zM12 52l18-18M12 40l14-14M24 52l14-12",
        ),
        asks: "shared=network shared=ipc sockets=x11 sockets=pulseaudio devices=all features=multiarch features=devel \
               features=per-app-dev-shm persistent=.meteor",
        ..ORDINARY
    },
    App {
        name: "Palaver",
        summary: ["Chat and call", "Schreiben und anrufen"],
        version: "2.14",
        icon: ("#2ec27e", "M12 16h40v26H32L20 52V42h-8z"),
        asks: "shared=network shared=ipc sockets=wayland sockets=fallback-x11 sockets=pulseaudio devices=dri \
               filesystems=xdg-download talk-name=org.freedesktop.Notifications talk-name=org.kde.StatusNotifierWatcher",
        releases: 3,
        waits: Some("filesystems=xdg-pictures:ro devices=input"),
        ..ORDINARY
    },
    App {
        name: "Keepsafe",
        summary: ["Back up your files", "Dateien sichern"],
        german: Some("Tresorkopie"),
        version: "5.0",
        icon: (
            "#26a269",
            "M32 10l20 8v14q0 16-20 22Q12 48 12 32V18zM22 32l8 8 14-16",
        ),
        asks: "shared=network shared=ipc sockets=wayland sockets=fallback-x11 filesystems=host \
               system-talk-name=org.freedesktop.UDisks2 talk-name=org.freedesktop.secrets",
        place: Place::System,
        releases: 2,
        ..ORDINARY
    },
    App {
        name: "Workbench",
        summary: ["Write programs", "Programme schreiben"],
        german: Some("Werkbank"),
        version: "12.4",
        icon: (
            "#3d3846",
            "M24 20L12 32l12 12M40 20l12 12-12 12M36 14l-8 36",
        ),
        asks: "shared=network shared=ipc sockets=wayland sockets=fallback-x11 sockets=ssh-auth sockets=gpg-agent devices=dri \
               features=devel filesystems=host talk-name=org.freedesktop.Flatpak env=EDITOR=workbench",
        ..ORDINARY
    },
    App {
        name: "Ledger",
        summary: ["Write letters and reckon", "Briefe schreiben und rechnen"],
        german: Some("Kontor"),
        version: "24.8",
        icon: (
            "#5e5c64",
            "M18 10h20l10 10v34H18zM24 28h18M24 36h18M24 44h12",
        ),
        asks: "shared=network shared=ipc sockets=wayland sockets=fallback-x11 sockets=cups devices=dri \
               filesystems=xdg-documents filesystems=xdg-config/fontconfig:ro",
        place: Place::System,
        ..ORDINARY
    },
    App {
        name: "Aperture",
        summary: ["Look through your photos", "Fotos ansehen"],
        german: Some("Blende"),
        version: "1.6",
        icon: (
            "#c061cb",
            "M32 12a20 20 0 1 0 .1 0zM32 24a8 8 0 1 0 .1 0zM32 12l8 12M52 32l-14 4M32 52l-8-12M12 32l14-4",
        ),
        asks: "shared=ipc sockets=wayland sockets=fallback-x11 devices=dri filesystems=xdg-pictures:ro \
               talk-name=org.gtk.vfs.*",
        releases: 2,
        ..ORDINARY
    },
    App {
        name: "Strongbox",
        summary: ["Keep your passwords", "Passwörter verwahren"],
        german: Some("Schatulle"),
        version: "2.2",
        icon: (
            "#a51d2d",
            "M20 30V22a12 12 0 0 1 24 0v8M16 30h32v22H16zM32 38v6",
        ),
        asks: "shared=ipc sockets=wayland sockets=fallback-x11 sockets=pcsc devices=dri talk-name=org.freedesktop.secrets",
        ..ORDINARY
    },
    App {
        name: "Nimbus",
        summary: ["See the weather", "Das Wetter sehen"],
        version: "47.0",
        icon: (
            "#62a0ea",
            "M20 44a10 10 0 0 1 2-20 13 13 0 0 1 24 4 8 8 0 0 1 0 16z",
        ),
        asks: "shared=network",
        ..ORDINARY
    },
    App {
        name: "Solder",
        summary: [
            "Program small computers over USB",
            "Kleine Rechner über USB programmieren",
        ],
        german: Some("Lötstation"),
        version: "0.4",
        icon: ("#63452c", "M14 50l14-14M28 30l6 6 16-16-6-6zM32 52h20"),
        asks: "shared=ipc sockets=wayland sockets=fallback-x11 devices=usb usb=vnd:2341+dev:0043 usb=cls:02:*",
        ..ORDINARY
    },
    App {
        name: ENDED.0,
        summary: ["Read and write mail", "E-Mail lesen und schreiben"],
        german: Some("Postkarte"),
        version: "1.9",
        icon: ("#986a44", "M10 18h44v30H10zM10 18l22 18 22-18"),
        asks: "shared=network",
        ..ORDINARY
    },
    App {
        name: "Lantern",
        summary: ["Watch videos", "Videos ansehen"],
        german: Some("Laterne"),
        version: "9.1",
        icon: ("#813d9c", "M14 16h36v32H14zM28 24v16l12-8z"),
        asks: "shared=ipc sockets=wayland sockets=x11 sockets=if:x11:!has-wayland sockets=pulseaudio devices=all \
               devices=if:all:!has-usb-portal filesystems=xdg-videos",
        ..ORDINARY
    },
    App {
        name: "Orbit",
        summary: ["Find your way", "Den Weg finden"],
        german: Some("Umlauf"),
        version: "0.1",
        icon: (
            "#1a5fb4",
            "M32 54Q14 36 14 26a18 18 0 0 1 36 0q0 10-18 28zM32 20a6 6 0 1 0 .1 0z",
        ),
        asks: "shared=network shared=teleport shared=ipc sockets=wayland sockets=holodeck devices=dri",
        ..ORDINARY
    },
    App {
        name: ENDED.1,
        summary: [
            "Mail that is looked after",
            "E-Mail, um die sich jemand kümmert",
        ],
        german: Some("Kurier"),
        version: "2.0",
        icon: (
            "#99c1f1",
            "M10 18h44v30H10zM10 18l22 18 22-18M40 46l8 8 10-14",
        ),
        asks: "shared=network",
        place: Place::Upstream,
        ..ORDINARY
    },
];
