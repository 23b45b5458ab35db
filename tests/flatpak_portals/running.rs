//! What runs, seen from inside a sandbox: through flatpak's own door, with the real flatpak on both sides.

#[path = "../common/flatpak_real.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
mod flatpak_real;

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use isotope::flatpak::host::Host;
use isotope::flatpak::places::Places;
use isotope::flatpak::running::{Instance, instances, instances_beyond};
use isotope::flatpak::watch::{Change, watch_through};

use crate::session::{FLATPAK, Session};
use flatpak_real::{ALPHA, World};

impl World {
    /// The same places for who is in a sandbox.
    fn sandboxed(&self) -> Places {
        let env = self.env();
        Places::new(|name| env.get(name).map(|path| path.clone().into()), true)
    }
}

/// Waits until as many apps run as wanted, whose program does.
async fn until(
    changes: &mut (impl Stream<Item = BTreeSet<Change>> + Unpin),
    places: &Places,
    count: usize,
) -> Vec<Instance> {
    let told = async {
        loop {
            while !changes.next().await.unwrap().contains(&Change::Running) {}
            let all = instances(places).unwrap();
            if all.len() == count && all.iter().all(|one| one.pid.is_some()) {
                return all;
            }
        }
    };
    let patience = Duration::from_secs(30);
    tokio::time::timeout(patience, told).await.unwrap()
}

#[tokio::test]
async fn the_same_apps_run_for_who_is_in_a_sandbox() {
    let world = World::new();
    world.install();
    let session = Session::with(&[FLATPAK]).await;
    let host = Host::beyond(Some(session.bus.address.clone()));
    let (here, inside) = (world.places(), world.sandboxed());
    let folder = here.running().unwrap();
    assert_eq!(instances_beyond(&host, folder).await.unwrap(), []);

    let mut changes = Box::pin(watch_through(&inside, host.clone()).unwrap());
    let run = format!("run {ALPHA}");
    let mut command = world.command("flatpak");
    let mut app = command.args(run.split(' ')).spawn().unwrap();
    let seen = until(&mut changes, &inside, 1).await;
    assert_eq!(seen[0].app_ref.id.as_str(), ALPHA);
    assert!(seen[0].effective.len() > 1, "{seen:?}");
    assert_eq!(instances(&here).unwrap(), seen);
    assert_eq!(instances_beyond(&host, folder).await.unwrap(), seen);

    world.flatpak(&format!("kill {ALPHA}"));
    app.wait().unwrap();
    assert_eq!(until(&mut changes, &inside, 0).await, []);
    assert_eq!(instances_beyond(&host, folder).await.unwrap(), []);
}

#[tokio::test]
async fn a_host_that_does_not_tell_is_no_host_on_which_nothing_runs() {
    let session = Session::empty();
    let host = Host::beyond(Some(session.bus.address.clone()));
    let nobody = instances_beyond(&host, &session.folder("run")).await;
    assert!(nobody.is_err(), "{nobody:?}");
}
