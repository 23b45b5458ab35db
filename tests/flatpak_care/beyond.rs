//! The same when Isotope itself runs inside Flatpak: everything through the host's door.

use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use isotope::flatpak::care::{CareError, DataFate, Uninstalled, Updated};
use isotope::flatpak::command::{Cause, CommandError, Follow, Progress, Stop};
use isotope::flatpak::host::{Host, HostError};
use zbus::fdo::DBusProxy;
use zbus::names::BusName;

use crate::bus::{PrivateBus, until};
use crate::flatpak_real::{ALPHA, World};
use crate::server::heavy;

const NAME: &str = "org.freedesktop.Flatpak";

/// The door that flatpak opens to apps that may run programs on the host, on a bus of its own.
struct Door {
    bus: PrivateBus,
    helper: Child,
}

impl Drop for Door {
    fn drop(&mut self) {
        self.helper.kill().unwrap();
        self.helper.wait().unwrap();
    }
}

impl Door {
    /// Started as its own service file says. It knows nothing of the test's world but the bus.
    async fn open() -> Self {
        let bus = PrivateBus::start();
        let file = format!("/usr/share/dbus-1/services/{NAME}.service");
        let text = std::fs::read_to_string(&file).unwrap();
        let exec = text.lines().find_map(|line| line.strip_prefix("Exec="));
        let mut words = exec.unwrap().split_whitespace();
        let helper = Command::new(words.next().unwrap())
            .args(words)
            .env("DBUS_SESSION_BUS_ADDRESS", &bus.address)
            .env("XDG_RUNTIME_DIR", bus.folder.path())
            .env("HOME", bus.folder.path())
            .stdin(Stdio::null())
            // It grumbles when its bus goes before it.
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let door = Self { bus, helper };
        let connection = door.bus.connect().await;
        let names = DBusProxy::new(&connection).await.unwrap();
        until("the door is open", || async {
            let name = BusName::try_from(NAME).unwrap();
            let is_there = names.name_has_owner(name).await.unwrap();
            is_there.then_some(())
        })
        .await;
        door
    }

    fn host(&self) -> Host {
        Host::beyond(Some(self.bus.address.clone()))
    }
}

#[tokio::test]
async fn from_inside_a_sandbox_an_app_is_updated_held_moved_and_removed() {
    let world = World::new();
    world.install();
    let door = Door::open().await;
    let care = world.care_on(door.host());
    let mut nobody = Follow::nobody();
    let first = world.alpha().commit;
    world.publish_as(ALPHA, "2.0", "shared=network;ipc;\n", &heavy());
    let server = world.serve();

    // An update, announced, followed by the percent.
    let updates = care.updates().await;
    assert_eq!(updates.failed, []);
    assert_eq!(updates.waiting.len(), 1, "{updates:?}");
    let offer = care.offer(&world.alpha()).await.unwrap();
    let (told, steps) = mpsc::channel();
    let gate = server.gate();
    let mut follow = Follow::new(&Stop::default(), move |progress: Progress| {
        if progress.fraction > 0.0 {
            gate.open();
        }
        told.send(progress.fraction).unwrap();
    });
    let outcome = care.update(&world.alpha(), &mut follow).await;
    drop(follow);
    assert_eq!(outcome, Ok(Updated::Now(Box::new(world.alpha()))));
    assert_eq!(world.alpha().commit, offer.commit);
    let steps: Vec<f64> = steps.iter().collect();
    assert!(
        steps.iter().any(|one| *one > 0.0 && *one < 1.0),
        "{steps:?}"
    );

    // Held, another version, updates again.
    care.stop_updating(&world.alpha()).await.unwrap();
    assert!(world.alpha().masked);
    let refused = care.update(&world.alpha(), &mut nobody).await;
    let app_ref = world.alpha().app_ref;
    assert_eq!(refused, Err(CareError::UpdatesOff(app_ref)));
    let versions = care.versions(&world.alpha()).await.unwrap();
    assert_eq!(versions[1].commit, first);
    let back = care.use_version(&world.alpha(), &first, &mut nobody).await;
    assert_eq!(back.unwrap().commit, first);
    assert_eq!(
        (&world.alpha().commit, world.alpha().masked),
        (&first, true)
    );
    care.resume_updating(&world.alpha()).await.unwrap();
    assert!(!world.alpha().masked);
    assert_eq!(care.updates().await.waiting.len(), 1);

    // Why flatpak refuses is understood from there, too.
    let none = "a".repeat(64).parse().unwrap();
    let failed = care.use_version(&world.alpha(), &none, &mut nobody).await;
    assert!(failed.is_err());
    world.flatpak("--user remote-modify --url=http://127.0.0.1:9 example");
    let away = care.offer(&world.alpha()).await.unwrap_err();
    assert_eq!(away.cause(), Some(Cause::NoNetwork), "{away}");

    // Away, with its data in the trash of the person.
    let data = world.data(ALPHA);
    let alpha = world.alpha();
    let gone = care.uninstall(&alpha, DataFate::Trash, &mut nobody).await;
    assert_eq!(gone, Ok(Uninstalled::DataTrashed));
    assert!(world.app(ALPHA).is_none() && !data.exists() && world.trashed(ALPHA));
}

#[tokio::test]
async fn what_is_stopped_from_inside_a_sandbox_changes_nothing() {
    let world = World::new();
    world.install();
    let door = Door::open().await;
    let care = world.care_on(door.host());
    let before = world.alpha();
    world.publish_as(ALPHA, "2.0", "", &heavy());
    let server = world.serve();
    let stop = Stop::default();
    let asking = stop.clone();
    let mut follow = Follow::new(&stop, move |_| asking.ask());
    let stopped = care.update(&before, &mut follow).await;
    assert_eq!(stopped, Err(CareError::Command(CommandError::Stopped)));
    assert_eq!(world.alpha(), before);
    // The remote gives the rest, and the same is done again.
    server.gate().open();
    let done = care.update(&before, &mut Follow::nobody()).await;
    assert_eq!(done, Ok(Updated::Now(Box::new(world.alpha()))));
    assert_ne!(world.alpha().commit, before.commit);
}

#[tokio::test]
async fn without_the_door_it_is_said_and_nothing_is_done() {
    let world = World::new();
    world.install();
    let bus = PrivateBus::start();
    let care = world.care_on(Host::beyond(Some(bus.address.clone())));
    let before = world.alpha();
    let refused = care.stop_updating(&before).await.unwrap_err();
    assert!(
        matches!(
            &refused,
            CareError::Command(CommandError::Host(HostError::NoDoor { .. }))
        ),
        "{refused:?}"
    );
    assert_eq!(world.alpha(), before);
}
