//! Reading installations beside the real flatpak: what it installs, updates, masks, runs and removes.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use isotope::domain::permission::{Effective, Source, Target};
use isotope::flatpak::context;
use isotope::flatpak::installed::{Installed, scan};
use isotope::flatpak::keyfile::Document;
use isotope::flatpak::places::Places;
use isotope::flatpak::running::{Instance, instances};
use isotope::flatpak::watch::{Change, watch};
use tempfile::TempDir;

const ALPHA: &str = "org.example.Alpha";
const PLATFORM: &str = "org.example.Platform";

/// A person with a flatpak installation of their own, and a remote that lies in a folder.
struct World {
    temp: TempDir,
    arch: String,
}

impl World {
    /// With a runtime and one app in the remote, nothing installed.
    fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let arch = Command::new("flatpak").arg("--default-arch").output();
        let arch = String::from_utf8(arch.unwrap().stdout).unwrap();
        let world = Self {
            temp,
            arch: arch.trim().to_owned(),
        };
        for folder in ["home", "run", "config"] {
            fs::create_dir(world.path(folder)).unwrap();
        }
        fs::set_permissions(world.path("run"), fs::Permissions::from_mode(0o700)).unwrap();
        world.publish_runtime();
        world.publish("1.0", "shared=network;\nfilesystems=home;\n");
        let remote = format!(
            "--user remote-add --no-gpg-verify example file://{}",
            world.path("repo").display()
        );
        world.flatpak(&remote);
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    fn env(&self) -> HashMap<&'static str, PathBuf> {
        [
            ("HOME", "home"),
            ("XDG_RUNTIME_DIR", "run"),
            ("FLATPAK_USER_DIR", "user"),
            ("FLATPAK_SYSTEM_DIR", "system"),
            ("FLATPAK_CONFIG_DIR", "config"),
        ]
        .map(|(name, folder)| (name, self.path(folder)))
        .into()
    }

    fn places(&self) -> Places {
        let env = self.env();
        Places::new(|name| env.get(name).map(|path| path.clone().into()), false)
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_remove("XDG_DATA_HOME")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .envs(self.env())
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null());
        command
    }

    /// What a `flatpak` command prints. None of the arguments has a space in it.
    fn flatpak(&self, arguments: &str) -> String {
        let output = self
            .command("flatpak")
            .args(arguments.split(' '))
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "flatpak {arguments}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// A runtime with a shell, and what the shell needs.
    fn publish_runtime(&self) {
        let folder = self.path("runtime");
        let name = format!("{PLATFORM}/{}/1", self.arch);
        for program in ["/usr/bin/sh", "/usr/bin/sleep"] {
            copy_program(Path::new(program), &folder.join("usr"));
        }
        fs::create_dir_all(folder.join("files")).unwrap();
        let metadata = format!(
            "[Runtime]\nname={PLATFORM}\nruntime={name}\nsdk={name}\n\n[Environment]\nFROM_RUNTIME=yes\n"
        );
        fs::write(folder.join("metadata"), metadata).unwrap();
        let (repo, folder) = (self.path("repo"), folder.display());
        self.flatpak(&format!(
            "build-export --disable-sandbox --no-update-summary --runtime {} {folder} 1",
            repo.display()
        ));
    }

    /// Puts a version of the app in the remote.
    fn publish(&self, version: &str, context: &str) {
        let folder = self.path(&format!("app-{version}"));
        let files = folder.join("files");
        let write = |name: &str, text: String| {
            let path = files.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            "bin/hello",
            format!("#!/bin/sh\n# {version}\nexec sleep 1000\n"),
        );
        let program = files.join("bin/hello");
        fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
        write(
            &format!("share/applications/{ALPHA}.desktop"),
            format!(
                "[Desktop Entry]\nType=Application\nName=Alpha\nName[de]=Alfa\nComment=Tests\nExec=hello\nIcon={ALPHA}\n"
            ),
        );
        write(
            &format!("share/icons/hicolor/scalable/apps/{ALPHA}.svg"),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"/>".to_owned(),
        );
        let runtime = format!("{PLATFORM}/{}/1", self.arch);
        let metadata = format!(
            "[Application]\nname={ALPHA}\nruntime={runtime}\nsdk={runtime}\ncommand=hello\n\n[Context]\n{context}"
        );
        fs::write(folder.join("metadata"), metadata).unwrap();
        let (repo, folder) = (self.path("repo"), folder.display());
        let repo = repo.display();
        self.flatpak(&format!("build-finish {folder} --command=hello"));
        self.flatpak(&format!(
            "build-export --disable-sandbox --no-update-summary {repo} {folder} stable"
        ));
        self.flatpak(&format!("build-update-repo {repo}"));
    }

    fn install(&self) {
        self.flatpak(&format!(
            "--user install -y --noninteractive example {ALPHA}"
        ));
    }

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

/// Copies a program and its libraries to where a runtime has them.
fn copy_program(program: &Path, usr: &Path) {
    let output = Command::new("ldd").arg(program).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let libraries = text.split_whitespace().filter(|word| word.starts_with('/'));
    for file in libraries.map(Path::new).chain([program]) {
        let inside = file
            .strip_prefix("/usr")
            .or(file.strip_prefix("/"))
            .unwrap();
        let target = usr.join(inside);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
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
