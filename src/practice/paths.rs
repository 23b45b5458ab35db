//! Where everything of a practice machine lies.
//!
//! | path | what |
//! |---|---|
//! | `machine.json` | says that this folder is a complete practice machine; written last |
//! | `lock` | held by the one `isotope-practice run` on it |
//! | `upstream/` | the publisher's repository (archive mode), served over loopback HTTP |
//! | `key/` | the publisher's keys, with which versions and images are signed |
//! | `sysroot/` | the machine's disk: libostree's own layout, nothing of ours in it |
//! | `apps/` | the Flatpak apps; see `apps/mod.rs` |
//! | `run/system/` | the running machine's `/run`, made anew at each start |
//! | `run/booted` | link to the deployment that was entered at the last start, as a kernel command line would say |
//! | `run/sys/` | what the machine has as its `/sys`, as far as somebody put anything there: `class/power_supply/BAT0/capacity` |
//! | `run/boot-room` | bytes that are free on `/boot`, when those are fewer than on the disk it lies on |
//! | `run/registry` | where the publisher's container registry answers |
//! | `run/metered` | what `NetworkManager` says of the network: 1 costs, 2 does not |
//! | `run/bin/ostree` | enters the running deployment and calls the real `ostree` there |

use std::path::{Path, PathBuf};

use isotope::practice_api::{BOOT_ROOM, REGISTRY, ROOT, RUN, SYS};

/// The stateroot's name.
pub(crate) const OSNAME: &str = "practice";
/// The remote's name.
pub(crate) const REMOTE: &str = "practice";
/// Longest path of a socket that the kernel takes, less room for the file names used here.
const SOCKET_DIR_LIMIT: usize = 70;

/// A practice machine's folder. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Machine {
    dir: PathBuf,
}

impl Machine {
    /// The machine in that folder, whether it is there or not.
    pub(crate) fn at(dir: PathBuf) -> Self {
        Self { dir }
    }

    /// Its folder.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The file that says that the machine is complete.
    pub(crate) fn marker(&self) -> PathBuf {
        self.dir.join("machine.json")
    }

    /// The file whose lock says that the machine is in use.
    pub(crate) fn lock(&self) -> PathBuf {
        self.dir.join("lock")
    }

    /// The publisher's repository.
    pub(crate) fn upstream(&self) -> PathBuf {
        self.dir.join("upstream")
    }

    /// The publisher's key.
    pub(crate) fn key(&self) -> PathBuf {
        self.dir.join("key")
    }

    /// The machine's disk.
    pub(crate) fn sysroot(&self) -> PathBuf {
        self.dir.join("sysroot")
    }

    /// The machine's own repository.
    pub(crate) fn repo(&self) -> PathBuf {
        self.sysroot().join("ostree/repo")
    }

    /// The folder of the deployments' root folders.
    pub(crate) fn deploy_dir(&self) -> PathBuf {
        self.sysroot()
            .join("ostree/deploy")
            .join(OSNAME)
            .join("deploy")
    }

    /// What lasts only while it runs (or sleeps).
    pub(crate) fn run(&self) -> PathBuf {
        self.dir.join("run")
    }

    /// The running system's `/run`.
    pub(crate) fn system_run(&self) -> PathBuf {
        self.dir.join(RUN)
    }

    /// libostree's description of the staged deployment.
    pub(crate) fn staged_file(&self) -> PathBuf {
        self.system_run().join("ostree/staged-deployment")
    }

    /// Link to the deployment that runs.
    pub(crate) fn booted(&self) -> PathBuf {
        self.dir.join(ROOT)
    }

    /// How often it was started.
    pub(crate) fn starts(&self) -> PathBuf {
        self.run().join("starts")
    }

    /// What is broken on purpose.
    pub(crate) fn fault(&self) -> PathBuf {
        self.run().join("fault")
    }

    /// Whether the network costs, as a number.
    pub(crate) fn metered(&self) -> PathBuf {
        self.run().join("metered")
    }

    /// What is free on `/boot`, in bytes, when it is full.
    pub(crate) fn boot_room(&self) -> PathBuf {
        self.dir.join(BOOT_ROOM)
    }

    /// Where the registry answers.
    pub(crate) fn registry(&self) -> PathBuf {
        self.dir.join(REGISTRY)
    }

    /// What the kernel tells of the battery.
    pub(crate) fn battery(&self) -> PathBuf {
        self.dir.join(SYS).join("class/power_supply/BAT0")
    }

    /// Held exclusively while the machine starts; shared by services while they take their names.
    pub(crate) fn gate(&self) -> PathBuf {
        self.run().join("starting")
    }

    /// The address of the bus, written while it runs.
    pub(crate) fn address_file(&self) -> PathBuf {
        self.run().join("bus-address")
    }

    /// Programs that stand in for others: first in the services' PATH.
    pub(crate) fn bin(&self) -> PathBuf {
        self.run().join("bin")
    }

    /// The folder for sockets, when `run/` itself is short enough for them.
    pub(crate) fn socket_dir(&self) -> Option<PathBuf> {
        let run = self.run();
        (run.as_os_str().len() <= SOCKET_DIR_LIMIT).then_some(run)
    }
}

/// The machine that a person has without asking for another one.
pub(crate) fn default_dir() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME")
        .map(PathBuf::from)
        .filter(|p| p.is_absolute())
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/state")))?;
    Some(state.join("isotope/practice"))
}
