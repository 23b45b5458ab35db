//! What apps were allowed while they were used, in tests of pages: a session of its own with the real permission store.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use adw::prelude::*;
use gtk::gio;
use gtk::glib::{self, Variant};
use relm4::prelude::*;

use crate::ui::testing::wait_until;
use crate::ui::world::{BUS, World};

const STORE: &str = "org.freedesktop.impl.portal.PermissionStore";
const STORE_PATH: &str = "/org/freedesktop/impl/portal/PermissionStore";

/// The session, until it is dropped.
#[derive(Debug)]
pub(crate) struct Session {
    bus: gio::DBusConnection,
    programs: [Child; 2],
}

impl Drop for Session {
    fn drop(&mut self) {
        for program in self.programs.iter_mut().rev() {
            program.kill().unwrap();
            program.wait().unwrap();
        }
    }
}

impl Session {
    /// Starts it, before the apps of that world are looked for.
    pub(crate) fn start(world: &World) -> Self {
        let (address, daemon) = daemon(world);
        let file = format!("/usr/share/dbus-1/services/{STORE}.service");
        let text = fs::read_to_string(&file).unwrap_or_else(|err| panic!("{file}: {err}"));
        let program = text.lines().find_map(|line| line.strip_prefix("Exec="));
        let store = Command::new(program.unwrap().trim())
            .env("DBUS_SESSION_BUS_ADDRESS", &address)
            .env("XDG_DATA_HOME", world.path("data"))
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let flags = gio::DBusConnectionFlags::AUTHENTICATION_CLIENT
            | gio::DBusConnectionFlags::MESSAGE_BUS_CONNECTION;
        let bus =
            gio::DBusConnection::for_address_sync(&address, flags, None, gio::Cancellable::NONE);
        let bus = bus.unwrap();
        bus.set_exit_on_close(false);
        let session = Self {
            bus,
            programs: [daemon, store.unwrap()],
        };
        wait_until("the store is there", || session.has_store());
        session
    }

    fn has_store(&self) -> bool {
        let name = "org.freedesktop.DBus";
        let reply = self.bus.call_sync(
            Some(name),
            "/org/freedesktop/DBus",
            name,
            "NameHasOwner",
            Some(&(STORE,).to_variant()),
            None,
            gio::DBusCallFlags::NONE,
            -1,
            gio::Cancellable::NONE,
        );
        reply.unwrap().child_get(0)
    }

    fn call(&self, method: &str, body: &Variant) -> Result<Variant, glib::Error> {
        self.bus.call_sync(
            Some(STORE),
            STORE_PATH,
            STORE,
            method,
            Some(body),
            None,
            gio::DBusCallFlags::NONE,
            -1,
            gio::Cancellable::NONE,
        )
    }

    /// An app was answered so.
    pub(crate) fn answer(&self, place: [&str; 2], app: &str, words: &[&str]) {
        self.store(place, app, words, &0_u8.to_variant());
    }

    /// A file was chosen for an app, as the documents portal writes it down.
    pub(crate) fn choose(&self, id: &str, path: &str, app: &str, rights: &[&str]) {
        let mut bytes = path.as_bytes().to_vec();
        bytes.push(0);
        let data = (bytes, 64_768_u64, 1_548_696_u64, 0_u32).to_variant();
        self.store(["documents", id], app, rights, &data);
    }

    fn store(&self, [table, id]: [&str; 2], app: &str, words: &[&str], data: &Variant) {
        let row = Variant::from_dict_entry(&app.to_variant(), &words.to_variant());
        let rows = Variant::array_from_iter_with_type(row.type_(), [&row]);
        let body = Variant::tuple_from_iter([
            table.to_variant(),
            true.to_variant(),
            id.to_variant(),
            rows,
            Variant::from_variant(data),
        ]);
        self.call("Set", &body).unwrap();
    }

    /// What is stored for an app; nothing where nothing is.
    pub(crate) fn stored(&self, [table, id]: [&str; 2], app: &str) -> Vec<String> {
        let Ok(reply) = self.call("Lookup", &(table, id).to_variant()) else {
            return Vec::new();
        };
        let rows: std::collections::HashMap<String, Vec<String>> = reply.child_get(0);
        rows.get(app).cloned().unwrap_or_default()
    }
}

fn daemon(world: &World) -> (String, Child) {
    let config = world.path("bus.conf");
    let text = format!(
        "<busconfig><listen>unix:path={}</listen><auth>EXTERNAL</auth><policy context=\"default\">\
         <allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
        world.path(BUS).display()
    );
    fs::write(&config, text).unwrap();
    let mut daemon = Command::new("dbus-daemon")
        .arg(format!("--config-file={}", config.display()))
        .args(["--nofork", "--nopidfile", "--print-address=1"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    let mut said = BufReader::new(daemon.stdout.take().unwrap());
    said.read_line(&mut address).unwrap();
    (address.trim().to_owned(), daemon)
}
