//! What the programs and the practice machine both know.
//!
//! Inside `isotope-practice run -- CMD`, the environment holds `DBUS_SYSTEM_BUS_ADDRESS` (the machine's own bus)
//! and [`ENV_MACHINE`] (the folder of the machine). The machine answers at [`PATH`] on that bus:
//!
//! | member | signature | meaning |
//! |---|---|---|
//! | `Publish` | `(s variant, s version) → s` | put a new version upstream; empty strings: the running variant, the next version. Returns the version |
//! | `SetFault` | `(s name)` | break something on purpose; `none` mends all |
//! | `StartOver` | `()` | throw the machine away and make it anew; returns when it answers again |
//! | `SetAnswer` | `(s action, s answer)` | what polkit says from now on about an action, or about all with an empty one: `yes` (the beginning), `no`, `dismissed` |
//! | property `Fault` | `s` | what is broken now, `none` when nothing |
//! | property `Starts` | `u` | how often the machine was started; rises when a restart is complete |
//! | property `Directory` | `s` | its folder |
//! | property `Variants` | `as` | the variants that upstream has |
//!
//! # Apps
//!
//! The machine has a Flatpak world of its own, so that no app of it, no permission and no data is the person's. The command
//! gets, always (also on a computer without Flatpak, where the world is empty):
//!
//! | variable | what |
//! |---|---|
//! | `FLATPAK_USER_DIR`, `FLATPAK_SYSTEM_DIR`, `FLATPAK_CONFIG_DIR` | Flatpak's own: where the installations and `installations.d` are |
//! | [`ENV_APPS_HOME`] | instead of `HOME`: `.var/app`, `Documents`; the permission store's tables are in its `.local/share/flatpak/db` |
//! | [`ENV_APPS_RUNTIME`] | instead of `XDG_RUNTIME_DIR`: `.flatpak` with what runs, `doc` with the documents |
//! | [`ENV_APPS_BUS`] | instead of `DBUS_SESSION_BUS_ADDRESS`: the bus with the permission store and the documents portal |
//! | `PATH` | its first folder holds a `flatpak` that sets all of these before it becomes the real one |
//!
//! `HOME`, `XDG_RUNTIME_DIR` and `DBUS_SESSION_BUS_ADDRESS` themselves stay the person's own: the window needs them for its
//! looks, its screen reader and its place among the other windows. So a program that speaks with the permission store or
//! looks into `~/.var/app` asks the three variables first; one that runs `flatpak` by its name does nothing special.

use std::path::PathBuf;

/// The program that makes and keeps the machine: beside the running program, else as `PATH` has it.
#[must_use]
pub fn program() -> PathBuf {
    let name = "isotope-practice";
    let beside = std::env::current_exe()
        .ok()
        .and_then(|program| Some(program.parent()?.join(name)));
    beside
        .filter(|path| path.is_file())
        .unwrap_or_else(|| PathBuf::from(name))
}

/// The folder of the machine, set for everything that runs on it.
pub const ENV_MACHINE: &str = "ISOTOPE_PRACTICE";
/// The file in that folder in which the programs keep a person's notes.
pub const NOTEBOOK: &str = "notebook.json";
/// What is locked while that file is written.
pub const NOTEBOOK_LOCK: &str = "notebook.lock";
/// The folder in that folder which the machine, and not the computer that it lives on, has as its `/run`.
pub const RUN: &str = "run/system";
/// In that folder, a link to the root folder of the version that runs.
pub const ROOT: &str = "run/booted";
/// In the machine's folder, its libostree repository.
pub const REPO: &str = "sysroot/ostree/repo";
/// The folder in that folder which holds the machine's disk.
pub const SYSROOT: &str = "sysroot";
/// The folder in that folder which the machine has as its `/sys`, as far as anything is in it.
pub const SYS: &str = "run/sys";
/// The file in that folder which says how many bytes are free on `/boot`, a folder that has no limit of its own; without
/// it, as many as on the disk.
pub const BOOT_ROOM: &str = "run/boot-room";
/// The home folder that the machine's apps have.
pub const ENV_APPS_HOME: &str = "ISOTOPE_PRACTICE_HOME";
/// The folder that the machine's apps have for sockets and what runs.
pub const ENV_APPS_RUNTIME: &str = "ISOTOPE_PRACTICE_RUNTIME_DIR";
/// The address of the machine's session bus.
pub const ENV_APPS_BUS: &str = "ISOTOPE_PRACTICE_SESSION_BUS";
/// The name of the container registry that the machine's publisher has. Only the machine's own programs find it.
pub const REGISTRY_HOST: &str = "registry.practice.localhost";
/// In the machine's folder, the file with the address (`IP:PORT`) at which that registry answers while the machine runs.
pub const REGISTRY: &str = "run/registry";
/// Well-known bus name.
pub const BUS_NAME: &str = "io.github.isotope_desktop.Isotope.Practice";
/// Object path.
pub const PATH: &str = "/io/github/isotope_desktop/Isotope/Practice";
/// Interface name.
pub const INTERFACE: &str = "io.github.isotope_desktop.Isotope.Practice1";

/// The machine's control object, for the programs' side.
#[zbus::proxy(
    interface = "io.github.isotope_desktop.Isotope.Practice1",
    default_service = "io.github.isotope_desktop.Isotope.Practice",
    default_path = "/io/github/isotope_desktop/Isotope/Practice"
)]
pub trait Practice {
    /// Puts a new version upstream and returns it.
    fn publish(&self, variant: &str, version: &str) -> zbus::Result<String>;
    /// Breaks something on purpose; `none` mends it.
    fn set_fault(&self, name: &str) -> zbus::Result<()>;
    /// Makes the machine anew.
    fn start_over(&self) -> zbus::Result<()>;
    /// Chooses what polkit says about an action, or about all with an empty one: `yes`, `no` or `dismissed`.
    fn set_answer(&self, action: &str, answer: &str) -> zbus::Result<()>;
    /// What is broken now.
    #[zbus(property(emits_changed_signal = "false"))]
    fn fault(&self) -> zbus::Result<String>;
    /// How often the machine was started.
    #[zbus(property(emits_changed_signal = "false"))]
    fn starts(&self) -> zbus::Result<u32>;
    /// Its folder.
    #[zbus(property(emits_changed_signal = "false"))]
    fn directory(&self) -> zbus::Result<String>;
    /// The variants that upstream has.
    #[zbus(property(emits_changed_signal = "false"))]
    fn variants(&self) -> zbus::Result<Vec<String>>;
}
