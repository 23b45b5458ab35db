//! Installations of Flatpak for tests of pages, in a folder of their own.

use std::fs;
use std::path::PathBuf;

use crate::flatpak::Apps;
use crate::flatpak::fake::{self, FakeApp};
use crate::flatpak::places::Places;
use crate::ui::FindApps;

const WINDOW: &str = "[Context]\nshared=ipc;\nsockets=wayland;fallback-x11;\ndevices=dri;\n";

/// Id, name, summary, permissions.
const APPS: [(&str, &str, &str, &str); 6] = [
    (
        "org.example.Meadow",
        "Meadow",
        "Browse the web",
        "[Context]\nshared=network;ipc;\nsockets=wayland;fallback-x11;pulseaudio;cups;\ndevices=all;\nfilesystems=xdg-download;\n\n[Session Bus Policy]\norg.freedesktop.Notifications=talk\norg.freedesktop.secrets=talk\n",
    ),
    (
        "org.example.Workbench",
        "Workbench",
        "Write programs",
        "[Context]\nshared=network;ipc;\nsockets=x11;wayland;ssh-auth;\ndevices=dri;\nfeatures=devel;\nfilesystems=host;\n\n[Session Bus Policy]\norg.freedesktop.Flatpak=talk\n\n[Environment]\nEDITOR=workbench\n",
    ),
    (
        "org.example.Abacus",
        "Abacus",
        "Reckon with numbers of any size",
        WINDOW,
    ),
    (
        "org.example.Postcard",
        "Postcard",
        "Read and write mail",
        "[Context]\nshared=network;ipc;\nsockets=wayland;fallback-x11;\nfilesystems=xdg-documents:ro;~/Mail;\npersistent=.mail;\n",
    ),
    (
        "org.example.Cadence",
        "Cadence",
        "Play your music, even what you have long forgotten that it was ever on this computer",
        "[Context]\nshared=network;ipc;\nsockets=wayland;fallback-x11;pulseaudio;\nfilesystems=xdg-music:ro;\n",
    ),
    ("org.example.Hush", "Hush", "Nothing but a clock", ""),
];

/// A person's apps.
pub(crate) struct World {
    folder: tempfile::TempDir,
}

impl World {
    /// Flatpak was never used.
    pub(crate) fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Flatpak was used, and nothing is installed.
    pub(crate) fn new() -> Self {
        let world = Self::empty();
        fs::create_dir(world.user()).unwrap();
        world
    }

    /// Where the person's installation is.
    pub(crate) fn user(&self) -> PathBuf {
        self.folder.path().join("user")
    }

    /// Installs an app with these groups of permissions.
    pub(crate) fn install(&self, id: &str, permissions: &str) {
        let mut app = FakeApp::new(id);
        permissions.clone_into(&mut app.permissions);
        app.install(&self.user());
    }

    /// Installs that many apps.
    pub(crate) fn install_many(&self, count: usize) {
        fake::install_many(&self.user(), count);
    }

    /// Installs some apps of all kinds.
    pub(crate) fn fill(&self) {
        for (id, name, summary, permissions) in APPS {
            let mut app = FakeApp::new(id)
                .detail("appdata-name", name)
                .detail("appdata-summary", summary);
            if name == "Postcard" {
                app = app.detail("eol", "Nobody looks after it any more");
            }
            permissions.clone_into(&mut app.permissions);
            app.desktop = None;
            app.size = 1_000_000 * (7 + name.len() as u64 * 13);
            app.install(&self.user());
        }
        self.overrides("org.example.Meadow", "[Context]\nshared=!network;\n");
    }

    /// Writes an override file of the person.
    pub(crate) fn overrides(&self, name: &str, text: &str) {
        let folder = self.user().join("overrides");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }

    /// What an override file of the person says, nothing where there is none.
    pub(crate) fn said(&self, name: &str) -> String {
        fs::read_to_string(self.user().join("overrides").join(name)).unwrap_or_default()
    }

    /// The door to them.
    pub(crate) fn find(&self) -> FindApps {
        let top = self.folder.path().to_owned();
        FindApps::new(move || {
            let places = Places::new(
                |name| match name {
                    "FLATPAK_USER_DIR" => Some(top.join("user").into()),
                    "FLATPAK_SYSTEM_DIR" => Some(top.join("system").into()),
                    _ => Some(top.join("nothing").into()),
                },
                false,
            );
            Apps::new(places, top.join("history.jsonl"), None, Vec::new())
        })
    }
}
