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
use isotope::domain::permission::{Effective, Question, Since, Source, Target, unspell};
use isotope::flatpak::access::Access;
use isotope::flatpak::context;
use isotope::flatpak::history::{History, Reason};
use isotope::flatpak::installed::{Installed, scan};
use isotope::flatpak::keyfile::Document;
use isotope::flatpak::overrides::{Change, Overrides, Scope};
use isotope::flatpak::running::{Instance, instances};
use isotope::flatpak::watch::{Change as Changed, watch};

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
async fn until(changes: &mut (impl Stream<Item = BTreeSet<Changed>> + Unpin), wanted: Changed) {
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

impl World {
    /// Changing what apps may do, beside the flatpak that is installed.
    fn access(&self) -> Access {
        let version = self.flatpak("--version").trim().parse().ok();
        assert!(version.is_some());
        self.access_for(version)
    }

    fn access_for(&self, version: Option<Since>) -> Access {
        let places = self.places();
        let overrides = Overrides::at(places.user_overrides(), places.system_overrides(), version);
        Access::new(overrides, History::at(self.path("history.jsonl")))
    }

    /// The sockets that flatpak gives the app.
    fn sockets(&self) -> BTreeSet<String> {
        let shown = self.flatpak(&format!("info --user --show-permissions {ALPHA}"));
        let line = shown.lines().find_map(|line| line.strip_prefix("sockets="));
        let all = line.unwrap_or_default().split_terminator(';');
        all.map(str::to_owned).collect()
    }
}

#[test]
fn older_windows_are_denied_and_allowed_as_flatpak_understands_it() {
    let world = World::new();
    world.publish("2.0", "sockets=x11;wayland;fallback-x11;\n");
    world.install();
    let scope = Scope::App(ALPHA.parse().unwrap());
    let access = world.access();
    let file = world.places().user_overrides().join(ALPHA);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let before = "# mine\n[Context]\nshared=!ipc;\n";
    fs::write(&file, before).unwrap();
    let sockets = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let published: BTreeSet<String> = sockets(&["fallback-x11", "wayland", "x11"]);
    for (said, expected) in [
        ("!sockets=fallback-x11", sockets(&["wayland"])),
        ("!sockets=x11", sockets(&["wayland"])),
        ("sockets=x11", sockets(&["wayland", "x11"])),
        ("sockets=fallback-x11", published.clone()),
    ] {
        assert_eq!(world.sockets(), published);
        let (target, setting) = unspell(said).unwrap();
        let change = Change {
            target,
            setting: Some(setting),
        };
        let done = access.change(&scope, &[change], Reason::Change).unwrap();
        assert_eq!(world.sockets(), expected, "{said}");
        access.undo(done.number.unwrap()).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), before);
    }
    let effective = world.effective();
    assert!(effective.grants(&Target::Socket("fallback-x11".to_owned())));
    assert!(!effective.grants(&Target::Socket("x11".to_owned())));
    assert_eq!(Question::Watch.granted_by(&effective), []);
}

/// Flatpak 1.16 leaves aside what 1.17 stumbles over; so does Isotope, and changes such a file.
#[test]
fn a_line_is_wrong_where_the_installed_flatpak_refuses_it() {
    let world = World::new();
    world.install();
    let scope = Scope::App(ALPHA.parse().unwrap());
    let file = world.places().user_overrides().join(ALPHA);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "[Context]\nsockets=a:b;if:x11;\n").unwrap();
    let mut info = world.command("flatpak");
    let info = info.args(["info", "--user", "--show-permissions", ALPHA]);
    let refuses = !info.output().unwrap().status.success();
    let access = world.access();
    let broken = access.overrides().broken().unwrap();
    assert_eq!(!broken.is_empty(), refuses, "{broken:?}");
    if !refuses {
        let (target, setting) = unspell("!shared=network").unwrap();
        let change = Change {
            target,
            setting: Some(setting),
        };
        access.change(&scope, &[change], Reason::Change).unwrap();
        let after = fs::read_to_string(&file).unwrap();
        assert_eq!(after, "[Context]\nsockets=a:b;if:x11;\nshared=!network;\n");
        let shown = world.flatpak(&format!("info --user --show-permissions {ALPHA}"));
        assert!(!shown.contains("network"), "{shown}");
    }
    let later = world.access_for(Some(Since(1, 17, 0)));
    assert_eq!(later.overrides().broken().unwrap().len(), 1);
}

#[tokio::test]
async fn installs_updates_masks_overrides_and_removals_are_noticed() {
    let world = World::new();
    let mut changes = Box::pin(watch(&world.places()).unwrap());
    world.install();
    until(&mut changes, Changed::Apps).await;
    let old = world.scan().apps[0].clone();

    world.publish("2.0", "shared=network;ipc;\n");
    world.flatpak("--user update -y --noninteractive");
    until(&mut changes, Changed::Apps).await;
    let new = world.scan().apps[0].clone();
    assert_ne!(new.commit, old.commit);
    assert_eq!(new.published.len(), 2);

    world.flatpak("--user mask org.example.*");
    until(&mut changes, Changed::Masks).await;
    let installed = world.scan();
    assert!(installed.apps[0].masked && installed.runtimes[0].masked);

    // The folder is not there before the first override.
    world.flatpak(&format!("--user override --unshare=network {ALPHA}"));
    until(&mut changes, Changed::Overrides).await;
    world.flatpak(&format!("--user override --reset {ALPHA}"));
    until(&mut changes, Changed::Overrides).await;

    world.flatpak(&format!("--user uninstall -y --noninteractive {ALPHA}"));
    until(&mut changes, Changed::Apps).await;
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
        until(&mut changes, Changed::Running).await;
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
    until(&mut changes, Changed::Running).await;
    while world.instance().is_some() {
        until(&mut changes, Changed::Running).await;
    }
}
