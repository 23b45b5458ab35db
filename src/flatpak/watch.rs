//! Notices what anybody changes: installs, overrides, masks, apps that start and end.
//!
//! | what | noticed by |
//! |---|---|
//! | apps | `.changed` of an installation: flatpak touches it when an install or update is complete; `app/` is touched long before |
//! | overrides | files in `overrides/` |
//! | masks | `repo/config` |
//! | running | folders of instances, and the end of their processes; from inside a sandbox, by asking the host again and again |
//!
//! Folders that do not exist are waited for at the nearest one that does.

mod role;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::future::Future;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::Duration;

use futures_util::stream::{FuturesUnordered, Stream, StreamExt as _, empty, select, unfold};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::time::{Instant, sleep, sleep_until};

use super::host::Host;
use super::places::Places;
use super::running::{self, instances_beyond};
use role::Role;

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Something was installed, updated, downgraded or removed, or another branch is current.
    Apps,
    /// An override file.
    Overrides,
    /// What is not updated any more, or a remote.
    Masks,
    /// An app was started, or ended.
    Running,
}

/// All there is to notice.
const ALL: [Change; 4] = [
    Change::Apps,
    Change::Overrides,
    Change::Masks,
    Change::Running,
];

/// Changes that come together are told together: when it was quiet for so long…
const QUIET: Duration = Duration::from_millis(100);
/// … and at the latest so long after the first.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long a sandbox may take until it has its lock.
const START: Duration = Duration::from_mins(1);
/// How long until the host is asked again what runs.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// Everything that is changed from now on. Ends only when the system's notices cannot be read any more.
///
/// Needs a tokio runtime with time and I/O.
///
/// # Errors
/// When the system gives out no more watches.
pub fn watch(places: &Places) -> io::Result<impl Stream<Item = BTreeSet<Change>> + use<>> {
    watch_through(places, Host::of_this_process())
}

/// The same, with what runs beyond a sandbox asked for on this host.
///
/// # Errors
/// As [`watch`].
pub fn watch_through(
    places: &Places,
    host: Host,
) -> io::Result<impl Stream<Item = BTreeSet<Change>> + use<>> {
    let beyond = places.running().filter(|_| places.is_sandboxed());
    let beyond = beyond.map(|folder| starts_and_ends(host, folder.to_owned()).boxed());
    let here = watch_here(places)?;
    Ok(select(here, beyond.unwrap_or_else(|| empty().boxed())))
}

/// Starts and ends of apps beyond the sandbox.
fn starts_and_ends(host: Host, folder: PathBuf) -> impl Stream<Item = BTreeSet<Change>> {
    unfold(
        (host, folder, Vec::new()),
        |(host, folder, known)| async move {
            loop {
                match instances_beyond(&host, &folder).await {
                    Ok(now) if now != known => {
                        let changes = BTreeSet::from([Change::Running]);
                        return Some((changes, (host, folder, now)));
                    }
                    Ok(_) => {}
                    Err(err) => tracing::debug!(%err, "the host does not tell what runs"),
                }
                sleep(LOOK_AGAIN).await;
            }
        },
    )
}

fn watch_here(places: &Places) -> io::Result<impl Stream<Item = BTreeSet<Change>> + use<>> {
    let running = places.running().filter(|_| !places.is_sandboxed());
    let mut watch = Watch {
        inotify: readable(inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?)?,
        wanted: wanted(places),
        running: running.map(Path::to_owned),
        roles: HashMap::new(),
        armed: HashMap::new(),
        followed: HashSet::new(),
        ends: FuturesUnordered::new(),
        starting: HashMap::new(),
        noticed: BTreeSet::new(),
    };
    watch.arm();
    watch.noticed.clear();
    Ok(unfold(watch, |mut watch| async move {
        match watch.next().await {
            Ok(changes) => Some((changes, watch)),
            Err(err) => {
                tracing::warn!(%err, "changes of apps are not noticed any more");
                None
            }
        }
    }))
}

/// Tells tokio of a file descriptor that is to be read.
#[expect(
    deprecated,
    reason = "what replaces it is unsafe, for types that may lose their descriptor; this one owns it"
)]
fn readable(fd: OwnedFd) -> io::Result<AsyncFd<OwnedFd>> {
    AsyncFd::with_interest(fd, Interest::READABLE)
}

fn wanted(places: &Places) -> Vec<(PathBuf, Role)> {
    let mut all = Vec::new();
    for (_, root) in places.installations() {
        all.push((root.to_owned(), Role::Installation));
        all.push((root.join("repo"), Role::Repository));
    }
    all.push((places.user_overrides(), Role::Overrides));
    all.push((places.system_overrides(), Role::Overrides));
    if !places.is_sandboxed() {
        let running = places.running();
        all.extend(running.map(|path| (path.to_owned(), Role::Running)));
    }
    all
}

struct Watch {
    inotify: AsyncFd<OwnedFd>,
    wanted: Vec<(PathBuf, Role)>,
    running: Option<PathBuf>,
    /// What each of inotify's watches is for.
    roles: HashMap<i32, Vec<Role>>,
    /// The watch of each folder that has a role of its own.
    armed: HashMap<PathBuf, (i32, Role)>,
    /// The instances whose end is waited for, and their ends.
    followed: HashSet<PathBuf>,
    ends: FuturesUnordered<Pin<Box<dyn Future<Output = PathBuf> + Send>>>,
    /// Those of them that do not run yet: a sandbox takes its lock when its files are complete, and no file tells of it.
    /// Until when each is looked at: the number in the folder of a dead one may be somebody else's.
    starting: HashMap<PathBuf, Instant>,
    noticed: BTreeSet<Change>,
}

impl Watch {
    /// The next changes. May be dropped and called again; nothing is lost.
    async fn next(&mut self) -> io::Result<BTreeSet<Change>> {
        let mut first = None;
        loop {
            let now = Instant::now();
            let mut until = None;
            if !self.noticed.is_empty() {
                let latest = *first.get_or_insert(now) + PATIENCE;
                if now >= latest {
                    return Ok(std::mem::take(&mut self.noticed));
                }
                until = Some(latest.min(now + QUIET));
            }
            let is_starting = !self.starting.is_empty();
            tokio::select! {
                ready = self.inotify.readable() => {
                    ready?.clear_ready();
                    self.read()?;
                }
                Some(folder) = self.ends.next(), if !self.ends.is_empty() => {
                    self.followed.remove(&folder);
                    self.noticed.insert(Change::Running);
                }
                () = sleep_until(until.unwrap_or(now)), if until.is_some() => {
                    return Ok(std::mem::take(&mut self.noticed));
                }
                () = sleep(QUIET), if is_starting => self.look_at_starting(),
            }
        }
    }

    /// Reads all events there are.
    fn read(&mut self) -> io::Result<()> {
        let mut buffer = [MaybeUninit::uninit(); 4096];
        let mut again = false;
        let mut reader = inotify::Reader::new(self.inotify.get_ref(), &mut buffer);
        loop {
            let event = match reader.next() {
                Ok(event) => event,
                Err(Errno::AGAIN) => break,
                Err(Errno::INTR) => continue,
                Err(err) => return Err(err.into()),
            };
            let flags = event.events();
            if flags.contains(ReadFlags::QUEUE_OVERFLOW) {
                self.noticed.extend(ALL);
                again = true;
            }
            again |= flags.intersects(ReadFlags::DELETE_SELF | ReadFlags::MOVE_SELF);
            let name = event.file_name().map_or(&[][..], |name| name.to_bytes());
            for role in self.roles.get(&event.wd()).into_iter().flatten() {
                if role.hears(OsStr::from_bytes(name), flags) {
                    self.noticed.extend(role.change());
                    again |= matches!(role, Role::Way(_) | Role::Running | Role::Instance);
                }
            }
        }
        if again {
            self.arm();
        }
        Ok(())
    }

    /// Watches every folder that is there now, and the way to those that are not.
    ///
    /// A folder that came, went or was exchanged since the last time is a change.
    fn arm(&mut self) {
        let old_roles = std::mem::take(&mut self.roles);
        let old = std::mem::take(&mut self.armed);
        let mut wanted = self.wanted.clone();
        let instances = self.instances();
        wanted.extend(instances.iter().map(|path| (path.clone(), Role::Instance)));
        for (path, role) in wanted {
            if let Some(wd) = self.reach(&path, &role) {
                self.armed.insert(path, (wd, role));
            }
        }
        for (path, (wd, role)) in old.iter().chain(&self.armed) {
            let both = [&old, &self.armed].map(|map| map.get(path).map(|(wd, _)| wd));
            if both != [Some(wd), Some(wd)] {
                self.noticed.extend(role.change());
            }
        }
        for wd in old_roles.into_keys() {
            // It may be gone with its folder.
            if !self.roles.contains_key(&wd)
                && let Err(err) = inotify::remove_watch(self.inotify.get_ref(), wd)
            {
                tracing::trace!(%err, "a watch was gone");
            }
        }
        for folder in instances {
            self.follow(folder);
        }
        let until = Instant::now() + START;
        for folder in &self.followed {
            if !running::is_alive(folder) {
                self.starting.entry(folder.clone()).or_insert(until);
            }
        }
    }

    /// Notices which of those that were started run by now. One that has ended is not waited for any more.
    fn look_at_starting(&mut self) {
        let (followed, noticed) = (&self.followed, &mut self.noticed);
        let now = Instant::now();
        self.starting.retain(|folder, until| {
            let runs = running::is_alive(folder);
            if runs {
                noticed.insert(Change::Running);
            }
            !runs && followed.contains(folder) && now < *until
        });
    }

    /// Watches a folder for a role and its parent for its coming and going. `None`: it is not there.
    fn reach(&mut self, path: &Path, role: &Role) -> Option<i32> {
        for folder in path.ancestors().skip(1) {
            let name = path.strip_prefix(folder).ok()?.iter().next()?;
            // First the way, then what it leads to: what comes in between is heard of.
            if self.add(folder, Role::Way(name.to_owned())).is_some() {
                break;
            }
        }
        self.add(path, role.clone())
    }

    fn add(&mut self, path: &Path, role: Role) -> Option<i32> {
        let flags = WatchFlags::ATTRIB
            | WatchFlags::MODIFY
            | WatchFlags::CLOSE_WRITE
            | WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::MOVED_TO
            | WatchFlags::MOVED_FROM
            | WatchFlags::DELETE_SELF
            | WatchFlags::MOVE_SELF
            | WatchFlags::ONLYDIR;
        match inotify::add_watch(self.inotify.get_ref(), path, flags) {
            Ok(wd) => {
                let roles = self.roles.entry(wd).or_default();
                if !roles.contains(&role) {
                    roles.push(role);
                }
                Some(wd)
            }
            Err(Errno::NOENT | Errno::NOTDIR) => None,
            Err(err) => {
                tracing::debug!(path = %path.display(), %err, "not watched");
                None
            }
        }
    }

    /// The folders of instances, the dead among them.
    fn instances(&self) -> Vec<PathBuf> {
        let Some(entries) = self.running.as_ref().and_then(|path| path.read_dir().ok()) else {
            return Vec::new();
        };
        entries
            .flatten()
            .filter(|entry| entry.file_name().to_str().is_some_and(running::is_instance))
            .map(|entry| entry.path())
            .collect()
    }

    /// Waits for the end of an instance: no file tells of it. Opening its lock file would be heard by others who watch.
    fn follow(&mut self, folder: PathBuf) {
        if self.followed.contains(&folder) {
            return;
        }
        let process = running::pid(&folder)
            .and_then(|pid| i32::try_from(pid).ok())
            .and_then(Pid::from_raw)
            .and_then(|pid| pidfd_open(pid, PidfdFlags::empty()).ok())
            .and_then(|fd| readable(fd).ok());
        let Some(process) = process else {
            return;
        };
        self.followed.insert(folder.clone());
        self.ends.push(Box::pin(async move {
            if let Err(err) = process.readable().await {
                tracing::debug!(%err, "an app's end is not known");
            }
            folder
        }));
    }
}

#[cfg(test)]
#[path = "watch_tests.rs"]
mod tests;
