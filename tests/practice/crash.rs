//! Services killed in the middle of their work: whatever the moment, the computer starts a complete version.

use std::hash::{BuildHasher as _, RandomState};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use isotope::backend::{Backend, BackendError, Running, Step, detect};
use isotope::bus::Lines;
use isotope::domain::{Deployment, OstreeId, Outcome, Request, Stage};
use isotope::practice_api::PracticeProxy;
use zbus::Connection;
use zbus::fdo::DBusProxy;
use zbus::names::BusName;

const ROUNDS: u32 = 20;
/// So fast, in KB/s, that a download takes about as long as what comes after it: either may be killed.
const LINE: &str = "4000";
const RPM_OSTREE: &str = "org.projectatomic.rpmostree1";
const PATIENCE: Duration = Duration::from_mins(1);

/// A practice machine that lives as long as its standard input is open.
struct Machine {
    child: Child,
    folder: tempfile::TempDir,
    bus: Connection,
    backend: Arc<dyn Backend>,
}

impl Machine {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_isotope-practice"))
            .args(["run", "--no-apps", "--fresh", "--line", LINE, "--dir"])
            .arg(folder.path().join("machine"))
            .args([
                "--",
                "sh",
                "-c",
                "echo \"$DBUS_SYSTEM_BUS_ADDRESS\"; exec cat",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        let lines = Lines::at(address.trim()).await.unwrap();
        let bus = lines.calls.clone();
        let backend = detect::connect_over(lines).await.unwrap();
        Self {
            child,
            folder,
            bus,
            backend,
        }
    }

    fn control(&self) -> impl Future<Output = zbus::Result<PracticeProxy<'static>>> {
        PracticeProxy::new(&self.bus)
    }

    async fn publish(&self) -> String {
        self.control().await.unwrap().publish("", "").await.unwrap()
    }

    /// Kills whoever owns the name, as `kill -9` does. Nobody there is fine: it has ended by itself.
    async fn kill(&self, name: &str) {
        let dbus = DBusProxy::new(&self.bus).await.unwrap();
        let name = BusName::try_from(name.to_owned()).unwrap();
        let Ok(pid) = dbus.get_connection_unix_process_id(name).await else {
            return;
        };
        assert_ne!(pid, self.child.id(), "the service is a process of its own");
        let pid = rustix::process::Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).ok();
    }

    async fn restart(&self) {
        let control = self.control().await.unwrap();
        let before = control.starts().await.unwrap();
        self.backend.restart().await.unwrap();
        let mut tick = tokio::time::interval(Duration::from_millis(50));
        let end = Instant::now() + PATIENCE;
        while control.starts().await.unwrap() == before {
            assert!(Instant::now() < end, "the machine does not come back");
            tick.tick().await;
        }
    }

    async fn running(&self) -> Deployment {
        let status = self.backend.status().await.unwrap();
        status.running().expect("some version runs").clone()
    }

    /// Every file that the commit lists stands in the running version with the size it should have.
    fn assert_complete(&self, running: &Deployment) {
        let sysroot = self.folder.path().join("machine/sysroot");
        let checksum = running.checksum.as_ref().unwrap().as_str();
        let listing = Command::new("ostree")
            .arg(format!("--repo={}", sysroot.join("ostree/repo").display()))
            .args(["ls", "-R", checksum, "/usr"])
            .output()
            .unwrap();
        assert!(
            listing.status.success(),
            "{}",
            String::from_utf8_lossy(&listing.stderr)
        );
        let id = OstreeId::try_from(&running.id).unwrap();
        let root = sysroot.join(format!(
            "ostree/deploy/{}/deploy/{checksum}.{}",
            id.osname, id.serial
        ));
        let mut files = 0;
        for (path, size) in String::from_utf8(listing.stdout)
            .unwrap()
            .lines()
            .filter_map(file)
        {
            let found = std::fs::symlink_metadata(root.join(path.strip_prefix("/").unwrap()));
            assert_eq!(
                found
                    .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
                    .len(),
                size,
                "{}",
                path.display()
            );
            files += 1;
        }
        assert!(files > 10, "only {files} files");
    }
}

/// `-00644 0 0 1234 /usr/…` of `ostree ls`; other kinds of lines are folders and links.
fn file(line: &str) -> Option<(PathBuf, u64)> {
    let line = line.strip_prefix('-')?;
    let mut words = line.split_whitespace().skip(3);
    let size = words.next()?.parse().ok()?;
    Some((Path::new(words.next()?).to_owned(), size))
}

impl Drop for Machine {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        self.child.wait().ok();
    }
}

async fn end(mut running: Running) -> Result<Outcome, BackendError> {
    while let Some(step) = running.steps.next().await {
        if let Step::Ended(end) = step {
            return end;
        }
    }
    panic!("work without an end")
}

/// A share of the time, different in each run of the test.
fn part_of(whole: Duration) -> Duration {
    let random = RandomState::new().hash_one(0_u8) % 1000;
    whole * u32::try_from(random).unwrap() / 1000
}

/// Half of the rounds each, on two machines, which takes half of the time.
#[tokio::test]
async fn a_killed_service_leaves_a_complete_version_at_any_moment() {
    kill_the_service(ROUNDS / 2).await;
}

#[tokio::test]
async fn a_killed_service_leaves_a_complete_version_on_another_machine() {
    kill_the_service(ROUNDS - ROUNDS / 2).await;
}

/// At random moments of an update.
async fn kill_the_service(rounds: u32) {
    let machine = Machine::start().await;
    let begin = Instant::now();
    end(machine.backend.start(Request::Update).await.unwrap())
        .await
        .unwrap();
    let whole = begin.elapsed();
    machine.restart().await;
    let mut interrupted = 0;
    for round in 0..rounds {
        let published = machine.publish().await;
        let before = machine.running().await;
        let work = tokio::spawn(end(machine.backend.start(Request::Update).await.unwrap()));
        let moment = part_of(whole);
        let mut work = Box::pin(tokio::time::timeout(PATIENCE, work));
        let ended = tokio::time::timeout(moment, &mut work).await;
        machine.kill(RPM_OSTREE).await;
        if ended.is_err() {
            let result = work.await.expect("the back end notices").unwrap();
            interrupted += u32::from(result.is_err());
        }
        machine.restart().await;
        let after = machine.running().await;
        let version = after.version.clone().unwrap();
        assert!(
            version == published || after.id == before.id,
            "round {round}, {moment:?}: {version} runs, neither the old nor the new one"
        );
        machine.assert_complete(&after);
    }
    assert!(
        interrupted > 0,
        "no update was interrupted: the test tests nothing"
    );
    // Nothing that was left behind stands in the way of the next update.
    let published = machine.publish().await;
    end(machine.backend.start(Request::Update).await.unwrap())
        .await
        .unwrap();
    machine.restart().await;
    assert_eq!(machine.running().await.version, Some(published));
}

#[tokio::test]
async fn a_service_killed_while_staging_leaves_a_complete_version() {
    let machine = Machine::start().await;
    let before = machine.running().await;
    let mut work = machine.backend.start(Request::Update).await.unwrap();
    while let Some(step) = work.steps.next().await {
        match step {
            Step::Progress(progress) if progress.stage == Stage::Installing => break,
            Step::Ended(end) => panic!("it ended before it was staged: {end:?}"),
            Step::Progress(_) | Step::Message(_) => {}
        }
    }
    machine.kill(RPM_OSTREE).await;
    // What it says about its end is another test's matter: the last moment may have been enough.
    drop(end(work).await);
    machine.restart().await;
    let after = machine.running().await;
    machine.assert_complete(&after);
    let newer = after.timestamp > before.timestamp;
    assert!(after.id == before.id || newer, "{after:?} runs");
}

#[tokio::test]
async fn a_killed_helper_leaves_a_complete_version_at_any_moment() {
    let machine = Machine::start().await;
    let mut whole = Duration::from_secs(1);
    let mut interrupted = 0;
    for round in 0..ROUNDS {
        let status = machine.backend.status().await.unwrap();
        let other = status
            .deployments
            .iter()
            .find(|d| !d.running)
            .unwrap()
            .id
            .clone();
        let request = if round % 2 == 0 {
            Request::MakeNext(other)
        } else {
            Request::Pin(other)
        };
        let begin = Instant::now();
        let backend = Arc::clone(&machine.backend);
        let work = tokio::spawn(async move {
            match backend.start(request).await {
                Ok(running) => end(running).await,
                Err(error) => Err(error),
            }
        });
        let mut work = Box::pin(tokio::time::timeout(PATIENCE, work));
        // The first round is not disturbed: it tells how long the work takes.
        let moment = if round == 0 { PATIENCE } else { part_of(whole) };
        let ended = tokio::time::timeout(moment, &mut work).await;
        if let Ok(result) = ended {
            result
                .expect("it answers")
                .unwrap()
                .expect("nobody was killed");
            whole = begin.elapsed();
        } else {
            machine.kill(isotope::helper_api::BUS_NAME).await;
            // Done or not, both are fine; no answer at all would not be.
            let result = work.await.expect("the back end notices").unwrap();
            interrupted += u32::from(result.is_err());
        }
        machine.restart().await;
        machine.assert_complete(&machine.running().await);
    }
    assert!(
        interrupted > 0,
        "the helper was never killed at work: the test tests nothing"
    );
}
