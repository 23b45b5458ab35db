//! What is noticed, in folders that tests change.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::*;

struct World {
    temp: TempDir,
}

impl World {
    fn new() -> Self {
        Self {
            temp: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    fn folder(&self, name: &str) {
        fs::create_dir_all(self.path(name)).unwrap();
    }

    fn write(&self, name: &str) {
        fs::write(self.path(name), "x").unwrap();
    }

    fn watch(&self) -> Pin<Box<dyn Stream<Item = BTreeSet<Change>>>> {
        let places = Places::new(
            |name| match name {
                "FLATPAK_USER_DIR" => Some(self.path("deep/down/user").into()),
                "FLATPAK_SYSTEM_DIR" => Some(self.path("system").into()),
                "XDG_RUNTIME_DIR" => Some(self.path("run").into()),
                _ => Some(self.path("nothing").into()),
            },
            false,
        );
        Box::pin(watch(&places).unwrap())
    }
}

/// The next changes, which have to come soon.
async fn next(watch: &mut (impl Stream<Item = BTreeSet<Change>> + Unpin)) -> Vec<Change> {
    let next = tokio::time::timeout(Duration::from_secs(20), watch.next());
    let changes = next.await.expect("nothing was noticed").unwrap();
    changes.into_iter().collect()
}

#[tokio::test]
async fn an_install_is_noticed_when_it_is_complete() {
    let world = World::new();
    world.folder("system/app");
    world.folder("system/overrides");
    world.write("system/.changed");
    let mut watch = world.watch();
    world.folder("system/app/org.example.Alpha/x86_64/stable");
    world.write("system/overrides/global");
    assert_eq!(next(&mut watch).await, [Change::Overrides]);
    world.write("system/.changed");
    assert_eq!(next(&mut watch).await, [Change::Apps]);
}

#[tokio::test]
async fn a_touch_is_enough() {
    let world = World::new();
    world.folder("system");
    world.write("system/.changed");
    let mut watch = world.watch();
    let file = fs::File::open(world.path("system/.changed")).unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    file.set_modified(long_ago).unwrap();
    assert_eq!(next(&mut watch).await, [Change::Apps]);
    let times = fs::FileTimes::new()
        .set_accessed(long_ago)
        .set_modified(long_ago);
    file.set_times(times).unwrap();
    assert_eq!(next(&mut watch).await, [Change::Apps]);
}

#[tokio::test]
async fn folders_may_come_later_and_be_exchanged() {
    let world = World::new();
    let mut watch = world.watch();
    world.folder("deep/down/user/overrides");
    let changes = next(&mut watch).await;
    assert_eq!(changes, [Change::Apps, Change::Overrides]);
    world.write("deep/down/user/overrides/org.example.Alpha");
    assert_eq!(next(&mut watch).await, [Change::Overrides]);
    fs::remove_file(world.path("deep/down/user/overrides/org.example.Alpha")).unwrap();
    assert_eq!(next(&mut watch).await, [Change::Overrides]);

    fs::rename(
        world.path("deep/down/user/overrides"),
        world.path("elsewhere"),
    )
    .unwrap();
    assert_eq!(next(&mut watch).await, [Change::Overrides]);
    world.folder("deep/down/user/overrides");
    assert_eq!(next(&mut watch).await, [Change::Overrides]);
    // What happens in the one that was moved away is nobody's business.
    world.write("elsewhere/global");
    world.folder("deep/down/user/repo");
    assert_eq!(next(&mut watch).await, [Change::Masks]);
    world.write("deep/down/user/overrides/global");
    assert_eq!(next(&mut watch).await, [Change::Overrides]);
}

#[tokio::test]
async fn masks_are_noticed_as_flatpak_writes_them() {
    let world = World::new();
    world.folder("system/repo");
    let mut watch = world.watch();
    world.write("system/repo/.tmp");
    world.write("system/repo/lock");
    fs::rename(
        world.path("system/repo/.tmp"),
        world.path("system/repo/config"),
    )
    .unwrap();
    assert_eq!(next(&mut watch).await, [Change::Masks]);
}

#[tokio::test]
async fn many_changes_at_once_are_told_once() {
    let world = World::new();
    world.folder("system/overrides");
    let mut watch = world.watch();
    for number in 0..2000 {
        world.write(&format!("system/overrides/org.example.A{number}"));
    }
    world.write("system/.changed");
    let changes = next(&mut watch).await;
    assert_eq!(changes, [Change::Apps, Change::Overrides]);
}

#[tokio::test]
async fn an_app_that_starts_and_ends_is_noticed() {
    let world = World::new();
    world.folder("run");
    let mut watch = world.watch();
    let mut app = Command::new("sleep").arg("1000").spawn().unwrap();
    world.folder("run/.flatpak/org.example.Alpha");
    world.folder("run/.flatpak/17");
    assert_eq!(next(&mut watch).await, [Change::Running]);
    fs::write(world.path("run/.flatpak/17/pid"), app.id().to_string()).unwrap();
    assert_eq!(next(&mut watch).await, [Change::Running]);
    // No file changes when it ends.
    app.kill().unwrap();
    assert_eq!(next(&mut watch).await, [Change::Running]);
    app.wait().unwrap();
    fs::remove_dir_all(world.path("run/.flatpak/17")).unwrap();
    assert_eq!(next(&mut watch).await, [Change::Running]);
}

#[tokio::test]
async fn an_app_runs_once_its_sandbox_has_its_lock_of_which_no_file_tells() {
    let world = World::new();
    world.folder("run");
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/stand-in/instance");
    let mut app = Command::new(program)
        .arg(world.path("run/.flatpak/17"))
        .args(["", "late"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(app.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    assert_eq!(line, "complete\n");
    let mut watch = world.watch();
    app.stdin.take().unwrap().write_all(b"go on\n").unwrap();
    let noticed = tokio::time::timeout(Duration::from_secs(20), watch.next()).await;
    let runs = running::is_alive(&world.path("run/.flatpak/17"));
    app.kill().unwrap();
    app.wait().unwrap();
    assert!(runs);
    assert_eq!(noticed, Ok(Some(BTreeSet::from([Change::Running]))));
}
