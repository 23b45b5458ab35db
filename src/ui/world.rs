//! Installations of Flatpak for tests of pages, in a folder of their own.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::domain::permission::{Setting, Written};
use crate::flatpak::care::Care;
use crate::flatpak::fake::{self, FakeApp};
use crate::flatpak::history::{Deed, Reason, Turn};
use crate::flatpak::host::Host;
use crate::flatpak::overrides::{Change, Scope};
use crate::flatpak::places::Places;
use crate::flatpak::{Apps, Edited};
use crate::ui::FindApps;
use crate::ui::stand_in::{self, Instance};

/// A file system in memory.
const MEMORY: &str = "/dev/shm";

/// The file with the history.
const HISTORY: &str = "history.jsonl";

/// Where the bus of the session listens, if there is one.
pub(crate) const BUS: &str = "bus";

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

/// What icons look like, by the name of the app.
const ICONS: [(&str, &str); 3] = [
    (
        "Meadow",
        "<rect width='64' height='64' rx='14' fill='#99c1f1'/><path d='M0 44q32-16 64 0v6a14 14 0 0 1-14 14h-36a14 14 0 0 1-14-14z' fill='#33d17a'/><circle cx='46' cy='18' r='8' fill='#f6d32d'/>",
    ),
    (
        "Cadence",
        "<rect width='64' height='64' rx='14' fill='#613583'/><path d='M24 46v-26l22-5v26' fill='none' stroke='#fff' stroke-width='4'/><circle cx='19' cy='46' r='6' fill='#fff'/><circle cx='41' cy='41' r='6' fill='#fff'/>",
    ),
    (
        "Postcard",
        "<rect y='8' width='64' height='48' rx='8' fill='#f9f06b'/><path d='M4 14l28 22 28-22' fill='none' stroke='#865e3c' stroke-width='4'/>",
    ),
];

/// Exports an icon of an app.
fn draw(folder: &Path, id: &str, drawn: &str) {
    let pictures = folder.join("export/share/icons/hicolor/scalable/apps");
    fs::create_dir_all(&pictures).unwrap();
    let text =
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='64' height='64'>{drawn}</svg>\n");
    fs::write(pictures.join(format!("{id}.svg")), text).unwrap();
}

/// A person's apps.
pub(crate) struct World {
    folder: tempfile::TempDir,
    /// Apps that seem to run, until everything goes.
    pub(crate) instances: RefCell<Vec<Instance>>,
}

impl World {
    /// Flatpak was never used.
    pub(crate) fn empty() -> Self {
        Self::within(tempfile::tempdir().unwrap())
    }

    fn within(folder: tempfile::TempDir) -> Self {
        Self {
            folder,
            instances: RefCell::default(),
        }
    }

    /// Flatpak was used, and thousands of apps are to be installed: in memory where there is room, for disks take
    /// minutes to forget so many files.
    pub(crate) fn large() -> Self {
        let memory = Path::new(MEMORY);
        let folder = if has_room(memory) {
            tempfile::tempdir_in(memory)
        } else {
            tempfile::tempdir()
        };
        let world = Self::within(folder.unwrap());
        fs::create_dir(world.user()).unwrap();
        world
    }

    /// Flatpak was used, and nothing is installed.
    pub(crate) fn new() -> Self {
        let world = Self::empty();
        fs::create_dir(world.user()).unwrap();
        world.runtime(fake::RUNTIME);
        world
    }

    /// The folder of everything.
    pub(crate) fn top(&self) -> &Path {
        self.folder.path()
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
                app = app
                    .detail(
                        "eol",
                        "Postcard is finished. Courier goes on where it ends.",
                    )
                    .detail("eolr", "app/org.example.Courier/x86_64/stable");
            }
            permissions.clone_into(&mut app.permissions);
            // Some have no icon.
            let icon = ICONS.iter().find(|(of, _)| *of == name);
            let desktop = "[Desktop Entry]\nType=Application\n";
            app.desktop = Some(match icon {
                Some(_) => format!("{desktop}Icon={id}\n"),
                None => desktop.to_owned(),
            });
            app.size = 1_000_000 * (7 + name.len() as u64 * 13);
            app.install(&self.user());
            if let Some((_, drawn)) = icon {
                draw(&app.folder(&self.user()), id, drawn);
            }
        }
        self.overrides("org.example.Meadow", "[Context]\nshared=!network;\n");
    }

    /// Installs an app for everybody of which all have said something, also what no flatpak understands yet.
    pub(crate) fn fill_layers(&self) {
        let id = "org.example.Zither";
        let app = FakeApp {
            permissions: "[Context]\nshared=network;ipc;\nsockets=wayland;x11;if:x11:!has-wayland;telepathy;\ndevices=all;\nfilesystems=host;xdg-music;\n\n[USB Devices]\nenumerable-devices=vnd:0fd9;\n\n[Session Bus Policy]\norg.example.Loud=shout\n".to_owned(),
            // No icon.
            desktop: Some("[Desktop Entry]\nType=Application\n".to_owned()),
            ..FakeApp::new(id).detail("appdata-name", "Zither")
        };
        app.install(&self.path("system"));
        self.administer("global", "[Context]\nfilesystems=!host;\n");
        self.administer(id, "[Context]\nshared=!network;\n");
        self.overrides("global", "[Context]\nshared=network;\n");
        let own = "[Context]\nfilesystems=host:ro;!xdg-music;\nlater=1;\n\n[Later]\nstrings=six\n";
        self.overrides(id, own);
    }

    /// Installs an app for everybody.
    pub(crate) fn install_for_all(&self, id: &str, permissions: &str) {
        let mut app = FakeApp::new(id);
        permissions.clone_into(&mut app.permissions);
        app.install(&self.path("system"));
    }

    /// Installs an app in a further place that the administrator named, before anybody looks for apps.
    pub(crate) fn install_extra(&self, place: &str, id: &str, permissions: &str) {
        let mut app = FakeApp::new(id);
        permissions.clone_into(&mut app.permissions);
        let root = self.path(place);
        app.install(&root);
        let text = format!("[Installation \"{place}\"]\nPath={}\n", root.display());
        let folder = self.path("nothing/installations.d");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("{place}.conf")), text).unwrap();
    }

    /// Writes an override file of the administrator.
    pub(crate) fn administer(&self, name: &str, text: &str) {
        let folder = self.path("system/overrides");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
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

    /// A file beside them.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Denies something to an app, as the person does with Isotope.
    pub(crate) fn deny(&self, id: &str, permission: &str) {
        let written: Written = permission.parse().unwrap();
        let change = Change {
            target: written.target,
            setting: Some(Setting::Denied),
        };
        let apps = apps(self.folder.path());
        let scope = Scope::App(id.parse().unwrap());
        let done = apps.access().change(&scope, &[change], Reason::Change);
        assert!(done.unwrap().number.is_some());
    }

    /// Fills the history with some changes of two days, one of them undone.
    pub(crate) fn remember(&self) {
        let apps = apps(self.folder.path());
        let rule = |before: Option<&str>, after: Option<&str>| Turn {
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let network = rule(None, Some("!shared=network"));
        let back = rule(Some("!shared=network"), None);
        let camera = rule(None, Some("!devices=all"));
        let files = rule(
            Some("filesystems=xdg-download"),
            Some("filesystems=xdg-download:ro"),
        );
        let text = rule(None, Some("env=THEME=dark"));
        for (when, name, reason, of, turns) in [
            ("11-02T08:05", "Meadow", Reason::Change, None, vec![network]),
            ("11-02T08:07", "Meadow", Reason::Undo, Some(1), vec![back]),
            (
                "11-03T17:30",
                "Cadence",
                Reason::Import,
                None,
                vec![camera.clone(), files, text],
            ),
            (
                "11-03T17:45",
                "Workbench",
                Reason::Change,
                None,
                vec![camera],
            ),
        ] {
            let when = format!("2026-{when}:00Z").parse().unwrap();
            let deed = Deed::Rules {
                scope: Scope::App(format!("org.example.{name}").parse().unwrap()),
                turns,
                edited: Edited {
                    before: None,
                    after: None,
                },
            };
            apps.access().history().add(when, reason, of, deed).unwrap();
        }
    }

    /// A file with rules for some apps.
    pub(crate) fn export(&self) -> PathBuf {
        let file = self.path("export.toml");
        let text = "version = 1\n[all-apps]\ndeny = [\"devices=all\"]\n[app.\"org.example.Postcard\"]\nallow = [\"filesystems=xdg-download\"]\ndeny = [\"shared=network\", \"filesystems=~/Mail\"]\n[app.\"org.example.Elsewhere\"]\ndeny = [\"sockets=x11\"]\n";
        fs::write(&file, text).unwrap();
        file
    }

    /// The same from a computer with another Flatpak, and with answers.
    pub(crate) fn export_from_elsewhere(&self) -> PathBuf {
        let file = self.export();
        let text = fs::read_to_string(&file).unwrap();
        let more = "deny = [\"sockets=x11\", \"sockets=telepathy\"]\nanswers = [\"portal:devices/camera=no\"]";
        let text = text.replace("deny = [\"sockets=x11\"]", more);
        fs::write(&file, text).unwrap();
        file
    }

    /// Fills the history with that many changes for all apps, one each hour.
    pub(crate) fn remember_many(&self, count: usize) {
        let line = |number: usize| {
            let (day, hour) = (number / 24 % 28 + 1, number % 24);
            format!(
                "{{\"number\":{number},\"when\":\"2026-10-{day:02}T{hour:02}:00:00Z\",\"reason\":\"change\",\"kind\":\"rules\",\"scope\":\"global\",\"turns\":[{{\"before\":null,\"after\":\"!shared=network\"}}],\"before\":null,\"after\":null}}\n"
            )
        };
        let text: String = (1..=count).map(line).collect();
        fs::write(self.path(HISTORY), text).unwrap();
    }

    /// The apps themselves.
    pub(crate) fn apps(&self) -> Apps {
        apps(self.folder.path())
    }

    /// Where the changes that Isotope made are remembered.
    pub(crate) fn history(&self) -> PathBuf {
        self.path(HISTORY)
    }

    /// The real command, for this person.
    pub(crate) fn flatpak(&self) -> Command {
        let mut command = Command::new("flatpak");
        for name in ["FLATPAK_CONFIG_DIR", "HOME", "XDG_RUNTIME_DIR"] {
            command.env(name, self.path("nothing"));
        }
        command
            .env("FLATPAK_USER_DIR", self.user())
            .env("FLATPAK_SYSTEM_DIR", self.path("system"))
            .env_remove("XDG_DATA_HOME");
        command
    }

    /// The door to them.
    pub(crate) fn find(&self) -> FindApps {
        let top = self.folder.path().to_owned();
        FindApps::new(move || {
            let apps = apps(&top);
            let env = stand_in::env(&top);
            let care = Care::new(
                apps.places().clone(),
                Host::here(),
                env,
                &top.join("isotope"),
            );
            (apps, care)
        })
    }
}

fn apps(top: &Path) -> Apps {
    let places = Places::new(
        |name| match name {
            "FLATPAK_USER_DIR" => Some(top.join("user").into()),
            "FLATPAK_SYSTEM_DIR" => Some(top.join("system").into()),
            _ => Some(top.join("nothing").into()),
        },
        false,
    );
    let apps = Apps::new(places, top.join(HISTORY), None, Vec::new());
    let bus = top.join(BUS);
    // Nobody listens there unless a test wants a session.
    apps.on_bus(&format!("unix:path={}", bus.display()))
}

fn has_room(folder: &Path) -> bool {
    let room = rustix::fs::statvfs(folder);
    room.is_ok_and(|room| room.f_bavail * room.f_frsize > 512 << 20)
}
