//! What the apps were granted while they were used: rows of the permission store, entered through its own interface.

use std::collections::HashMap;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use zbus::names::BusName;
use zbus::{Connection, Variant};

use super::catalogue::{LEFTOVER, VENDOR};

const STORE: &str = "org.freedesktop.impl.portal.PermissionStore";
const OBJECT: &str = "/org/freedesktop/impl/portal/PermissionStore";
/// Longest time that the store may take: nobody shall wait for a machine because of it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Table, entry, app, permissions.
const ROWS: [(&str, &str, &str, &[&str]); 12] = [
    ("devices", "camera", "Palaver", &["no"]),
    ("devices", "camera", "Wander", &["yes"]),
    ("notifications", "notification", "Palaver", &["yes"]),
    ("notifications", "notification", "Nimbus", &["no"]),
    ("background", "background", "Palaver", &["yes"]),
    ("background", "background", "Nimbus", &["yes"]),
    ("background", "background", "Meteor", &["no"]),
    ("screenshot", "screenshot", "Quill", &["yes"]),
    ("inhibit", "inhibit", "Lantern", &["suspend", "idle"]),
    (
        "desktop-used-apps",
        "x-scheme-handler/mailto",
        "Wander",
        &["example.practice.Postcard", "3", "3"],
    ),
    ("wallpaper", "wallpaper", "Aperture", &["yes"]),
    ("notifications", "notification", LEFTOVER, &["yes"]),
];

/// Enters all rows.
pub(super) async fn enter(address: &str, home: &Path) -> zbus::Result<()> {
    let bus = connect(address).await?;
    for (table, entry, app, permissions) in ROWS {
        let app = id(app);
        set_permission(&bus, table, entry, &app, permissions).await?;
    }
    let now = chrono::Utc::now().timestamp().to_string();
    set_permission(
        &bus,
        "location",
        "location",
        &id("Nimbus"),
        &["EXACT", &now],
    )
    .await?;
    let session = Variant::from(("GNOME", 1_u32, Variant::from("monitor")));
    let token = "6f1c2f7e-3f0b-4f5a-9f5e-2c1d7a9be001";
    set(
        &bus,
        "screencast",
        token,
        (&id("Palaver"), &["yes"]),
        session,
    )
    .await?;
    documents(&bus, home).await
}

/// A file that was handed to an app, as the documents portal remembers it.
async fn documents(bus: &Connection, home: &Path) -> zbus::Result<()> {
    let all: [(&str, &str, &str, &[&str]); 2] = [
        ("1f0c77aa", "Pictures/garden.svg", "Palaver", &["read"]),
        (
            "2b9d4e01",
            "Documents/letter.txt",
            "Quill",
            &["read", "write", "grant-permissions"],
        ),
    ];
    for (entry, file, app, permissions) in all {
        let path = home.join(file);
        let Ok(about) = std::fs::metadata(&path) else {
            continue;
        };
        let mut name = path.as_os_str().as_bytes().to_vec();
        name.push(0);
        // 3: used again for the same file, and kept.
        let data = Variant::from((name, about.dev(), about.ino(), 3_u32));
        set(bus, "documents", entry, (&id(app), permissions), data).await?;
    }
    Ok(())
}

fn id(name: &str) -> String {
    format!("{VENDOR}.{name}")
}

async fn connect(address: &str) -> zbus::Result<Connection> {
    let builder = zbus::connection::Builder::address(address);
    builder.method_timeout(PATIENCE).build().await
}

async fn set_permission(
    bus: &Connection,
    table: &str,
    entry: &str,
    app: &str,
    permissions: &[&str],
) -> zbus::Result<()> {
    let body = (table, true, entry, app, permissions);
    bus.call_method(Some(STORE), OBJECT, Some(STORE), "SetPermission", &body)
        .await
        .map(drop)
}

async fn set(
    bus: &Connection,
    table: &str,
    entry: &str,
    (app, permissions): (&str, &[&str]),
    data: Variant<'_>,
) -> zbus::Result<()> {
    let apps = HashMap::from([(app, permissions)]);
    let body = (table, true, entry, apps, data);
    bus.call_method(Some(STORE), OBJECT, Some(STORE), "Set", &body)
        .await
        .map(drop)
}

/// Ends those services that run, and waits until their names are free.
pub(super) async fn end_services(address: &str, names: &[&str]) -> zbus::Result<()> {
    let connection = connect(address).await?;
    let bus = zbus::fdo::DBusProxy::new(&connection).await?;
    for name in names {
        let name = BusName::try_from(*name)?;
        while let Ok(pid) = bus.get_connection_unix_process_id(name.clone()).await {
            if let Some(pid) = Pid::from_raw(pid.cast_signed()) {
                // It may have ended by itself just now.
                let _gone = kill_process(pid, Signal::KILL);
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    Ok(())
}
