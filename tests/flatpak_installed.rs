//! Reading installations beside the real flatpak: what it installs, updates, masks, runs and removes.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "common/flatpak_real.rs"]
mod flatpak_real;

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use isotope::domain::permission::{Effective, Source, Target};
use isotope::flatpak::context;
use isotope::flatpak::installed::{Installed, scan};
use isotope::flatpak::keyfile::Document;
use isotope::flatpak::running::{Instance, instances};
use isotope::flatpak::watch::{Change, watch};

use flatpak_real::{ALPHA, World};

/// What Isotope reads of it.
impl World {
    fn scan(&self) -> Installed {
        let installed = scan(&self.places(), &["de".to_owned()]);
        assert_eq!(installed.troubles, []);
        installed
    }

    /// What counts for the app now.
    fn effective(&self) -> Effective {
        let published = self.scan().apps[0].published.clone();
        let file = self.places().user_overrides().join(ALPHA);
        let (own, refused) = context::read(&Document::parse(&fs::read(file).unwrap_or_default()));
        assert_eq!(refused, []);
        Effective::of([(Source::Published, &published), (Source::UserForApp, &own)])
    }

    /// The only instance that runs, when its program does.
    fn instance(&self) -> Option<Instance> {
        let mut all = instances(&self.places()).unwrap();
        assert!(all.len() <= 1, "{all:?}");
        all.pop().filter(|instance| instance.pid.is_some())
    }
}

/// Waits until a change is told, which has to be soon; others may come before it.
async fn until(changes: &mut (impl Stream<Item = BTreeSet<Change>> + Unpin), wanted: Change) {
    let told = async {
        while let Some(changes) = changes.next().await {
            if changes.contains(&wanted) {
                return;
            }
        }
        panic!("the watch ended");
    };
    let soon = tokio::time::timeout(Duration::from_mins(1), told).await;
    assert!(soon.is_ok(), "{wanted:?} was not noticed");
}

#[test]
fn everything_is_read_as_flatpak_lists_it() {
    let world = World::new();
    assert_eq!(world.scan(), Installed::default());
    world.install();
    world.flatpak(&format!("--user mask {ALPHA}"));
    let installed = world.scan();
    let ours: BTreeSet<String> = installed
        .apps
        .iter()
        .chain(&installed.runtimes)
        .map(|app| {
            let kind = if app.app_ref.runtime {
                "runtime/"
            } else {
                "app/"
            };
            let name = app.app_ref.to_string();
            let (name, active) = (name.trim_start_matches(kind), app.commit.short());
            let options = if app.current {
                "user,current"
            } else {
                "user,runtime"
            };
            format!("{name}\t{}\t{active}\t{options}", app.origin)
        })
        .collect();
    let list = world.flatpak("list --columns=ref,origin,active,options");
    let theirs: BTreeSet<String> = list.lines().map(str::to_owned).collect();
    assert_eq!(ours, theirs);

    let app = &installed.apps[0];
    let shown = |option: &str| world.flatpak(&format!("info --user {option} {ALPHA}"));
    assert_eq!(shown("--show-commit").trim(), app.commit.as_str());
    assert_eq!(shown("--show-origin").trim(), app.origin);
    assert_eq!(Some(shown("--show-runtime").trim()), app.runtime.as_deref());
    let size = shown("--show-size");
    assert_eq!(size.trim().parse().ok(), app.size, "{size}");
    let permissions = shown("--show-permissions");
    let (layer, _) = context::read(&Document::parse(permissions.as_bytes()));
    assert_eq!(layer, app.published);
    assert_eq!(app.name, "Alfa");
    assert!(app.masked);
    assert!(
        app.icon.as_ref().is_some_and(|icon| icon.is_file()),
        "{app:?}"
    );
    assert!(!installed.runtimes[0].masked);
}

#[tokio::test]
async fn installs_updates_masks_overrides_and_removals_are_noticed() {
    let world = World::new();
    let mut changes = Box::pin(watch(&world.places()).unwrap());
    world.install();
    until(&mut changes, Change::Apps).await;
    let old = world.scan().apps[0].clone();

    world.publish("2.0", "shared=network;ipc;\n");
    world.flatpak("--user update -y --noninteractive");
    until(&mut changes, Change::Apps).await;
    let new = world.scan().apps[0].clone();
    assert_ne!(new.commit, old.commit);
    assert_eq!(new.published.len(), 2);

    world.flatpak("--user mask org.example.*");
    until(&mut changes, Change::Masks).await;
    let installed = world.scan();
    assert!(installed.apps[0].masked && installed.runtimes[0].masked);

    // The folder is not there before the first override.
    world.flatpak(&format!("--user override --unshare=network {ALPHA}"));
    until(&mut changes, Change::Overrides).await;
    world.flatpak(&format!("--user override --reset {ALPHA}"));
    until(&mut changes, Change::Overrides).await;

    world.flatpak(&format!("--user uninstall -y --noninteractive {ALPHA}"));
    until(&mut changes, Change::Apps).await;
    assert_eq!(world.scan().apps, []);
}

#[tokio::test]
async fn a_running_app_needs_a_restart_for_what_was_changed() {
    let world = World::new();
    world.install();
    let mut changes = Box::pin(watch(&world.places()).unwrap());
    let run = format!("run {ALPHA}");
    let mut app = world
        .command("flatpak")
        .args(run.split(' '))
        .spawn()
        .unwrap();
    while world.instance().is_none() {
        until(&mut changes, Change::Running).await;
    }
    let instance = world.instance().unwrap();
    assert_eq!(instance.restart_needed(&world.effective()), []);
    assert!(!instance.runs_another_version(&world.scan().apps[0]));

    world.flatpak(&format!(
        "--user override --unshare=network --filesystem=home:ro --env=A=b {ALPHA}"
    ));
    assert_eq!(
        instance.restart_needed(&world.effective()),
        [
            Target::Shared("network".to_owned()),
            Target::files("home"),
            Target::Variable("A".to_owned()),
        ]
    );
    world.publish("2.0", "shared=network;\nfilesystems=home;\n");
    world.flatpak("--user update -y --noninteractive");
    assert!(
        world
            .instance()
            .unwrap()
            .runs_another_version(&world.scan().apps[0])
    );

    world.flatpak(&format!("kill {ALPHA}"));
    app.wait().unwrap();
    until(&mut changes, Change::Running).await;
    while world.instance().is_some() {
        until(&mut changes, Change::Running).await;
    }
}
