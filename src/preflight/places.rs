//! Where the files are that are asked: of this computer, or of the practice machine.

use std::path::{Path, PathBuf};

use crate::practice_api::{BOOT_ROOM, ENV_MACHINE, ROOT, SYS, SYSROOT};

/// Folders of a computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The root folder of the version that runs, with its `etc` and `usr`.
    pub root: PathBuf,
    /// The disk, with `ostree/repo`.
    pub sysroot: PathBuf,
    /// What the boot loader reads.
    pub boot: PathBuf,
    /// A file with the bytes that are free there, when those are fewer than its disk has: on the practice machine only,
    /// where it is a folder like any other.
    pub boot_room: Option<PathBuf>,
    /// What the kernel tells: `/sys`.
    pub sys: PathBuf,
}

impl Places {
    /// This computer's; on the practice machine, that one's.
    #[must_use]
    pub fn of_this_computer() -> Self {
        let machine = std::env::var_os(ENV_MACHINE).filter(|folder| !folder.is_empty());
        if let Some(machine) = machine {
            return Self::of_machine(Path::new(&machine));
        }
        // A sandbox sees the computer's `/etc` and `/usr` there, and its `/sys` as it is.
        let sandboxed = Path::new("/.flatpak-info").exists();
        let root = PathBuf::from(if sandboxed { "/run/host" } else { "/" });
        Self {
            sysroot: root.clone(),
            boot: root.join("boot"),
            boot_room: None,
            sys: "/sys".into(),
            root,
        }
    }

    /// A practice machine's.
    #[must_use]
    pub fn of_machine(machine: &Path) -> Self {
        let sysroot = machine.join(SYSROOT);
        Self {
            root: machine.join(ROOT),
            boot: sysroot.join("boot"),
            boot_room: Some(machine.join(BOOT_ROOM)),
            sysroot,
            sys: machine.join(SYS),
        }
    }

    /// The repository.
    #[must_use]
    pub fn repo(&self) -> PathBuf {
        self.sysroot.join("ostree/repo")
    }

    /// Bytes that are free for what starts the system. `None`: it cannot be told.
    pub(super) fn free_to_boot(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(&self.boot).ok()?;
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        let limit = self.boot_room.as_ref();
        let limit = limit.and_then(|file| std::fs::read_to_string(file).ok()?.trim().parse().ok());
        Some(limit.unwrap_or(u64::MAX).min(free))
    }

    /// A path of the running version, whether it is written with a slash first or not.
    #[must_use]
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }
}
