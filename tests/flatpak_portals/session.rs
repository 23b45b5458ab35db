//! A session of its own: a bus, and the services that a test asks for.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use isotope::bus::Lines;
use isotope::domain::AppId;
use isotope::domain::permission::PortalKey;
use isotope::flatpak::Apps;
use isotope::flatpak::places::Places;
use isotope::flatpak::portals::PermissionStore;
use zbus::fdo::DBusProxy;
use zbus::names::BusName;
use zbus::{Connection, OwnedVariant, Variant};

use crate::bus::{PrivateBus, until};

pub(crate) const STORE: &str = "org.freedesktop.impl.portal.PermissionStore";
pub(crate) const DOCUMENTS: &str = "org.freedesktop.portal.Documents";
pub(crate) const FLATPAK: &str = "org.freedesktop.Flatpak";
pub(crate) const STORE_PATH: &str = "/org/freedesktop/impl/portal/PermissionStore";

pub(crate) struct Session {
    services: Vec<Child>,
    pub(crate) bus: PrivateBus,
}

impl Session {
    pub(crate) fn empty() -> Self {
        let bus = PrivateBus::start();
        for folder in ["data", "run"] {
            std::fs::create_dir(bus.folder.path().join(folder)).unwrap();
        }
        Self {
            services: Vec::new(),
            bus,
        }
    }

    pub(crate) async fn with(names: &[&str]) -> Self {
        let mut session = Self::empty();
        for name in names {
            session.start(name).await;
        }
        session
    }

    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        self.bus.folder.path().join(name)
    }

    /// A program that takes this session for its own.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus.address)
            .env("XDG_DATA_HOME", self.folder("data"))
            .env("XDG_RUNTIME_DIR", self.folder("run"))
            .env("HOME", self.bus.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Starts the service of this name as its own service file says, and waits until it answers.
    pub(crate) async fn start(&mut self, name: &str) {
        let file = format!("/usr/share/dbus-1/services/{name}.service");
        let text = std::fs::read_to_string(&file).unwrap_or_else(|err| panic!("{file}: {err}"));
        let exec = text.lines().find_map(|line| line.strip_prefix("Exec="));
        let mut words = exec.unwrap().split_whitespace();
        let mut command = self.command(words.next().unwrap());
        // They grumble when their bus goes before them.
        command.args(words).stderr(Stdio::null());
        let service = RefCell::new(command.spawn().unwrap());
        let connection = self.bus.connect().await;
        let bus = DBusProxy::new(&connection).await.unwrap();
        let what = format!("{name} is there");
        let runs = until(&what, || async {
            let name = BusName::try_from(name).unwrap();
            if bus.name_has_owner(name).await.unwrap() {
                return Some(true);
            }
            let ended = service.borrow_mut().try_wait().unwrap();
            ended.map(|_| false)
        });
        assert!(runs.await, "{name} left at once");
        self.services.push(service.into_inner());
    }

    /// Ends all services at once: asked politely, the documents portal waits for a last question to its folder, which
    /// comes or does not. So its folder is taken away by hand.
    pub(crate) fn stop(&mut self) {
        for mut service in self.services.drain(..).rev() {
            service.kill().unwrap();
            service.wait().unwrap();
        }
        let documents = self.folder("run/doc");
        let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap();
        let place = documents.to_str().unwrap();
        if mounts
            .lines()
            .any(|line| line.split(' ').nth(1) == Some(place))
        {
            let mut unmount = Command::new("fusermount3");
            unmount.args(["-u", "-z"]).arg(&documents);
            // The portal's own helper may be quicker.
            unmount.stderr(Stdio::null()).status().unwrap();
        }
    }

    pub(crate) async fn lines(&self) -> Lines {
        Lines::session(Some(&self.bus.address)).await.unwrap()
    }

    pub(crate) async fn store(&self) -> PermissionStore {
        PermissionStore::new(&self.lines().await, self.folder("data/flatpak/db"))
    }

    /// The apps of the person whose session it is.
    pub(crate) fn apps(&self) -> Apps {
        let places = Places::new(
            |name| (name == "HOME").then(|| self.bus.folder.path().into()),
            false,
        );
        let history = self.folder("history.jsonl");
        Apps::new(places, history, None, Vec::new()).on_bus(&self.bus.address)
    }

    /// A caller beside Isotope.
    pub(crate) async fn somebody(&self) -> Somebody {
        Somebody(self.bus.connect().await)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Somebody else who uses the store: a portal, or a settings window.
pub(crate) struct Somebody(pub(crate) Connection);

pub(crate) type Rows = std::collections::BTreeMap<String, Vec<String>>;

pub(crate) fn rows(rows: &[(&str, &[&str])]) -> Rows {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    rows.iter()
        .map(|(app, values)| ((*app).to_owned(), words(values)))
        .collect()
}

impl Somebody {
    pub(crate) async fn set(&self, table: &str, id: &str, rows: &Rows, data: Variant<'_>) {
        let body = (table, true, id, rows, data);
        self.0
            .call_method(Some(STORE), STORE_PATH, Some(STORE), "Set", &body)
            .await
            .unwrap();
    }

    pub(crate) async fn answers(&self, table: &str, id: &str, list: &[(&str, &[&str])]) {
        self.set(table, id, &rows(list), Variant::U8(0)).await;
    }

    pub(crate) async fn delete(&self, table: &str, id: &str) {
        self.0
            .call_method(Some(STORE), STORE_PATH, Some(STORE), "Delete", &(table, id))
            .await
            .unwrap();
    }

    /// What is stored; `None` when there is no entry.
    pub(crate) async fn lookup(&self, table: &str, id: &str) -> Option<(Rows, OwnedVariant)> {
        let answer = self
            .0
            .call_method(Some(STORE), STORE_PATH, Some(STORE), "Lookup", &(table, id))
            .await;
        answer.ok().map(|reply| reply.body().deserialize().unwrap())
    }
}

pub(crate) fn key(text: &str) -> PortalKey {
    text.parse().unwrap()
}

/// A saved session's data: the desktop, its version, and what only the desktop understands.
pub(crate) fn session_data() -> Variant<'static> {
    Variant::from(("GNOME", 1_u32, Variant::from("blob")))
}

pub(crate) fn alpha() -> AppId {
    "org.example.Alpha".parse().unwrap()
}

pub(crate) fn beta() -> AppId {
    "org.example.Beta".parse().unwrap()
}
