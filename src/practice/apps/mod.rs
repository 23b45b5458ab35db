//! The machine's Flatpak apps: a publisher, two installations, a home folder and a session bus of their own.
//!
//! | path in the machine's folder | what |
//! |---|---|
//! | `apps/made` | says that all this is complete; written last |
//! | `apps/repo/`, `apps/releases/` | the publisher: its repository, and what was published of each app |
//! | `apps/person/` | the home folder that the apps see; the installation for the person is in its `.local/share/flatpak` |
//! | `apps/system/`, `apps/etc/` | the installation for everybody, and Flatpak's settings |
//! | `run/apps/bin/flatpak` | becomes the real `flatpak`, on this world |
//! | `run/user/` | the apps' runtime folder, with the session bus; elsewhere when that name is too long for sockets |
//!
//! Everything is made with the real `ostree` and `flatpak`; `isotope::practice_api` says what programs are told of it.

mod catalogue;
mod computer;
mod everybody;
mod metadata;
mod publisher;
mod rows;
mod session;
mod terminal;
mod tree;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cli::notice;
use super::paths::Machine;
use super::trouble::{About, Result, Trouble};
use isotope::practice_api::{ENV_APPS_BUS, ENV_APPS_HOME, ENV_APPS_RUNTIME, ENV_MACHINE};
use isotope::tr;

pub(crate) use session::{Seat, Session};

/// This computer's architecture, as Flatpak calls it.
const ARCH: &str = std::env::consts::ARCH;
/// The remote's name.
const REMOTE: &str = "practice-apps";
/// The branch of all apps.
const BRANCH: &str = "stable";
/// The branch of the runtime that the apps use, and of the one that nothing uses.
const RUNTIME_BRANCH: &str = "44";
const UNUSED_BRANCH: &str = "43";
/// Seconds between two releases of an app.
const WEEKS_APART: i64 = 14 * 24 * 3600;
/// Layout of the world; one of another layout is made anew.
const FORMAT: &str = "1\n";
/// What would lead Flatpak out of the world.
const FOREIGN: [&str; 9] = [
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
    "XDG_STATE_HOME",
    "HOST_XDG_DATA_HOME",
    "FLATPAK_DATA_DIR",
    "FLATPAK_SYSTEM_CACHE_DIR",
    "FLATPAK_DOWNLOAD_TMPDIR",
    "OSTREE_REPO",
];

fn platform_id() -> String {
    format!("{}.Platform", catalogue::VENDOR)
}

/// The world of a machine. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct World {
    machine: Machine,
}

impl World {
    /// The one of that machine, whether it has been made or not.
    pub(crate) fn of(machine: &Machine) -> Self {
        Self {
            machine: machine.clone(),
        }
    }

    fn dir(&self) -> PathBuf {
        self.machine.dir().join("apps")
    }

    fn home(&self) -> PathBuf {
        self.dir().join("person")
    }

    /// The installation for the person: where the permission store, too, looks for its tables.
    fn user(&self) -> PathBuf {
        self.home().join(".local/share/flatpak")
    }

    fn system(&self) -> PathBuf {
        self.dir().join("system")
    }

    fn repo(&self) -> PathBuf {
        self.dir().join("repo")
    }

    fn marker(&self) -> PathBuf {
        self.dir().join("made")
    }

    /// A folder without anything in it.
    fn nothing(&self) -> PathBuf {
        self.dir().join("nothing")
    }

    /// Programs that come first in the command's PATH.
    pub(crate) fn bin(&self) -> PathBuf {
        self.machine.run().join("apps/bin")
    }

    /// Flatpak's own variables.
    fn places(&self) -> [(&'static str, OsString); 3] {
        [
            ("FLATPAK_USER_DIR", self.user().into()),
            ("FLATPAK_SYSTEM_DIR", self.system().into()),
            ("FLATPAK_CONFIG_DIR", self.dir().join("etc").into()),
        ]
    }

    /// What the person's command is told.
    pub(crate) fn for_command(&self, seat: &Seat) -> Vec<(&'static str, OsString)> {
        let own = [
            (ENV_APPS_HOME, self.home().into()),
            (ENV_APPS_RUNTIME, seat.runtime_dir().into()),
            (ENV_APPS_BUS, seat.address().into()),
        ];
        self.places().into_iter().chain(own).collect()
    }

    /// What programs of the world itself are told; [`FOREIGN`] is taken from them.
    fn inside(&self, runtime_dir: &Path, bus: &str) -> Vec<(&'static str, OsString)> {
        let data = [
            self.user().join("exports/share"),
            self.system().join("exports/share"),
            "/usr/local/share".into(),
            "/usr/share".into(),
        ];
        let own = [
            ("HOME", self.home().into()),
            ("XDG_RUNTIME_DIR", runtime_dir.into()),
            ("DBUS_SESSION_BUS_ADDRESS", bus.into()),
            (
                "XDG_DATA_DIRS",
                std::env::join_paths(data).unwrap_or_default(),
            ),
            // What is fetched for everybody lies there until the system service takes it.
            (
                "FLATPAK_SYSTEM_CACHE_DIR",
                self.dir().join("fetched").into(),
            ),
            // Menus of a desktop that the machine does not have.
            ("FLATPAK_TRIGGERSDIR", self.nothing().into()),
        ];
        self.places().into_iter().chain(own).collect()
    }

    /// Whether it is complete.
    fn is_made(&self) -> bool {
        fs::read_to_string(self.marker()).is_ok_and(|text| text == FORMAT)
    }
}

/// Makes the world when it is not there. Where it cannot be made, or is not `wanted`, there is an empty one, and the
/// reason is said.
///
/// # Errors
/// Only when not even an empty one can be made.
pub(crate) fn make(machine: &Machine, wanted: bool) -> Result<()> {
    let world = World::of(machine);
    if world.is_made() {
        return Ok(());
    }
    empty(&world)?;
    if !wanted {
        return Ok(());
    }
    if real_flatpak().is_none() {
        notice(&tr!("practice-apps-no-flatpak"));
        return Ok(());
    }
    if let Err(trouble) = fill(&world) {
        notice(&tr!("practice-apps-failed", error = trouble.to_string()));
        empty(&world)?;
    }
    Ok(())
}

/// What the machine's system bus needs to start Flatpak's own service: its name, and the command.
pub(crate) fn system_service(machine: &Machine) -> Option<(&'static str, String)> {
    everybody::service(&World::of(machine))
}

/// Lets go of what would keep the folder from being deleted.
pub(crate) fn let_go(machine: &Machine) {
    session::clear(&machine.run().join("user"));
}

fn empty(world: &World) -> Result<()> {
    let dir = world.dir();
    if dir.exists() {
        fs::remove_dir_all(&dir).about("remove", &dir)?;
    }
    for dir in [
        world.user().parent().unwrap_or(&dir),
        &world.system(),
        &dir.join("etc"),
        &world.nothing(),
    ] {
        fs::create_dir_all(dir).about("make", dir)?;
    }
    Ok(())
}

fn fill(world: &World) -> Result<()> {
    let now = chrono::Utc::now().timestamp();
    publisher::create(world, now)?;
    computer::install(world)?;
    publisher::go_on(world, now)?;
    computer::live_in(world)?;
    tree::put(&world.marker(), FORMAT)
}

/// Publishes the next release of an app, with what it newly asks for, and gives its ID and version. Without a name: the
/// first one of which no update waits.
///
/// # Errors
/// When there are no apps, none of that name, or no such wish.
pub(crate) fn publish(machine: &Machine, name: &str, asks: &[String]) -> Result<String> {
    let world = World::of(machine);
    if !world.is_made() {
        return Err(Trouble::Plain(tr!("practice-apps-none")));
    }
    let app = if name.is_empty() {
        catalogue::ALL.iter().find(|app| app.waits.is_none())
    } else {
        catalogue::find(name)
    };
    let app = app.ok_or_else(|| {
        let names: Vec<_> = catalogue::ALL.iter().map(catalogue::App::id).collect();
        Trouble::Usage(tr!(
            "practice-apps-no-app",
            name = name,
            names = names.join(", ")
        ))
    })?;
    let version = publisher::publish(&world, app, asks)?;
    Ok(format!("{} {version}", app.id()))
}

/// The computer's own `flatpak`, not the one of a machine.
fn real_flatpak() -> Option<PathBuf> {
    let machine = std::env::var_os(ENV_MACHINE).map(PathBuf::from);
    let stands_in = |dir: &Path| machine.as_ref().is_some_and(|m| dir.starts_with(m));
    std::env::split_paths(&std::env::var_os("PATH")?)
        .filter(|dir| !stands_in(dir))
        .map(|dir| dir.join("flatpak"))
        .find(|path| path.is_file())
}

/// A program of the computer, which sees the world and nothing of the person.
fn command(world: &World, program: &Path, runtime_dir: &Path, bus: &str) -> Command {
    let mut command = Command::new(program);
    for name in FOREIGN {
        command.env_remove(name);
    }
    command.envs(world.inside(runtime_dir, bus));
    command
}
