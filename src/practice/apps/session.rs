//! The session in which the apps live: a bus with the permission store and the documents portal, and what runs on it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use super::super::boot::script;
use super::super::bus::{own_program, xml};
use super::super::paths::Machine;
use super::super::trouble::{About, Result, Trouble, cannot_run};
use super::{FOREIGN, World, real_flatpak, rows};
use isotope::tr;

/// Longest name of the runtime folder: sockets of 37 letters are made in it, and the kernel takes 107.
const RUNTIME_DIR_LIMIT: usize = 68;
/// The services that the bus can start, where they are installed.
const SERVICES: [&str; 5] = [
    "ca.desrt.dconf",
    "org.freedesktop.impl.portal.PermissionStore",
    "org.freedesktop.portal.Documents",
    "org.freedesktop.portal.Flatpak",
    "org.freedesktop.Flatpak",
];

/// The running session; it and all apps in it end when dropped.
#[derive(Debug)]
pub(crate) struct Session {
    seat: Seat,
    daemon: Child,
    /// Holds the runtime folder when the machine's own has too long a name.
    _elsewhere: Option<tempfile::TempDir>,
}

impl Drop for Session {
    fn drop(&mut self) {
        quit_apps(&self.seat.runtime_dir);
        if let Err(error) = self.daemon.kill().and_then(|()| self.daemon.wait()) {
            tracing::debug!(err = %error, "the session's bus had ended already");
        }
        unmount(&self.seat.runtime_dir);
    }
}

/// What is known of a session. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Seat {
    world: World,
    address: String,
    runtime_dir: PathBuf,
}

impl Session {
    /// Starts the session of a machine.
    ///
    /// # Errors
    /// When `dbus-daemon` does not start.
    pub(crate) fn start(machine: &Machine) -> Result<Self> {
        let world = World::of(machine);
        let (runtime_dir, elsewhere) = runtime_place(machine)?;
        let address = format!("unix:path={}", runtime_dir.join("bus").display());
        let config = write_config(machine, &address)?;
        if let Some(flatpak) = real_flatpak() {
            write_flatpak(&world, &flatpak, &runtime_dir, &address)?;
        }
        let daemon = start_daemon(&world, &runtime_dir, &address, &config)?;
        let seat = Seat {
            world,
            address,
            runtime_dir,
        };
        Ok(Self {
            seat,
            daemon,
            _elsewhere: elsewhere,
        })
    }

    /// What is known of it.
    pub(crate) fn seat(&self) -> &Seat {
        &self.seat
    }
}

impl Seat {
    /// The address of its bus.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The folder of what runs.
    pub(crate) fn runtime_dir(&self) -> &Path {
        &self.runtime_dir
    }

    /// Enters into the permission store what a while of use leaves there, when the apps are new.
    pub(crate) async fn remember(&self) {
        let tables = self.world.user().join("db");
        if !self.world.is_made() || tables.exists() {
            return;
        }
        // Without the store, which not every computer has, there is nothing to remember with.
        if let Err(error) = rows::enter(&self.address, &self.world.home()).await {
            tracing::info!(err = %error, "the apps' permission store is empty");
        }
    }

    /// Ends every app, and the services that know of what was there before.
    pub(crate) async fn forget(&self) {
        quit_apps(&self.runtime_dir);
        if let Err(error) = rows::end_services(&self.address, &SERVICES).await {
            tracing::info!(err = %error, "the apps' services could not be ended");
        }
        unmount(&self.runtime_dir);
    }
}

/// Ends all apps of a session.
fn quit_apps(runtime_dir: &Path) {
    let Ok(all) = fs::read_dir(runtime_dir.join(".flatpak")) else {
        return;
    };
    for instance in all.flatten() {
        for process in processes(&instance.path()) {
            // It may have ended by itself just now.
            let _gone = kill_process(process, Signal::KILL);
        }
    }
}

/// Ends and takes away what a session leaves that was killed: its apps, which would go on, and its mounts.
pub(super) fn clear(runtime_dir: &Path) {
    quit_apps(runtime_dir);
    unmount(runtime_dir);
}

/// The processes of a running app: the first one in its sandbox, with which all others end, and the one around it.
fn processes(instance: &Path) -> Vec<Pid> {
    let read = |name: &str| fs::read_to_string(instance.join(name)).unwrap_or_default();
    let inside = serde_json::from_str::<serde_json::Value>(&read("bwrapinfo.json")).ok();
    let inside = inside.and_then(|info| i32::try_from(info.get("child-pid")?.as_i64()?).ok());
    let around = read("pid").trim().parse().ok();
    let both = [inside, around].into_iter().flatten();
    // The files of one that ended long ago may name a process that is no app.
    both.filter_map(Pid::from_raw)
        .filter(|pid| is_sandbox(*pid))
        .collect()
}

fn is_sandbox(pid: Pid) -> bool {
    let name = format!("/proc/{}/comm", pid.as_raw_pid());
    fs::read_to_string(name).is_ok_and(|name| name.trim_end() == "bwrap")
}

/// Takes away the file system of the documents portal, which outlives it when it is killed.
fn unmount(runtime_dir: &Path) {
    let documents = runtime_dir.join("doc");
    let mounted = fs::read_to_string("/proc/self/mountinfo").is_ok_and(|all| {
        all.lines()
            .any(|line| line.split(' ').nth(4) == documents.to_str())
    });
    if mounted {
        let mut unmount = Command::new("fusermount3");
        unmount.args(["-u", "-z"]).arg(&documents);
        if let Err(error) = unmount.output() {
            tracing::warn!(err = %error, path = %documents.display(), "still mounted");
        }
    }
}

fn runtime_place(machine: &Machine) -> Result<(PathBuf, Option<tempfile::TempDir>)> {
    let own = machine.run().join("user");
    let (dir, elsewhere) = if own.as_os_str().len() <= RUNTIME_DIR_LIMIT {
        (own, None)
    } else {
        let dir = tempfile::Builder::new()
            .prefix("isotope-practice-")
            .tempdir()
            .about("make a folder in", &std::env::temp_dir())?;
        (dir.path().join("user"), Some(dir))
    };
    if dir.exists() {
        clear(&dir);
        fs::remove_dir_all(&dir).about("remove", &dir)?;
    }
    fs::create_dir_all(&dir).about("make", &dir)?;
    fs::set_permissions(&dir, PermissionsExt::from_mode(0o700)).about("make", &dir)?;
    Ok((dir, elsewhere))
}

fn start_daemon(world: &World, runtime_dir: &Path, address: &str, config: &Path) -> Result<Child> {
    let log = world.machine.run().join("session.log");
    let log = fs::File::create(&log).about("write", &log)?;
    let mut command = super::command(world, &own_program()?, runtime_dir, address);
    let mut daemon = command
        .args([
            "child",
            "--",
            "dbus-daemon",
            "--nofork",
            "--nopidfile",
            "--print-address=1",
        ])
        .arg(format!("--config-file={}", config.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .map_err(|e| cannot_run("dbus-daemon", &e))?;
    let mut line = String::new();
    if let Some(stdout) = daemon.stdout.take() {
        BufReader::new(stdout)
            .read_line(&mut line)
            .about("read from", &runtime_dir.join("bus"))?;
    }
    if line.is_empty() {
        return Err(Trouble::Plain(tr!("practice-bus-silent")));
    }
    Ok(daemon)
}

fn write_config(machine: &Machine, address: &str) -> Result<PathBuf> {
    let services = machine.run().join("apps/services");
    fs::create_dir_all(&services).about("make", &services)?;
    for name in SERVICES {
        let file = format!("{name}.service");
        let Some(text) = ["/usr/share", "/usr/local/share"]
            .iter()
            .map(|dir| Path::new(dir).join("dbus-1/services").join(&file))
            .find_map(|path| fs::read_to_string(path).ok())
        else {
            continue;
        };
        // There is no systemd in this session.
        let lines = text
            .lines()
            .filter(|line| !line.starts_with("SystemdService"));
        let text = lines.collect::<Vec<_>>().join("\n") + "\n";
        super::tree::put(&services.join(&file), &text)?;
    }
    let text = format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"#,
        xml(address),
        xml(&services.to_string_lossy()),
    );
    let path = machine.run().join("apps/session.conf");
    super::tree::put(&path, &text)?;
    Ok(path)
}

/// Writes the `flatpak` that comes first in PATH.
fn write_flatpak(world: &World, real: &Path, runtime_dir: &Path, address: &str) -> Result<()> {
    let bin = world.bin();
    fs::create_dir_all(&bin).about("make", &bin)?;
    let set = world.inside(runtime_dir, address).into_iter();
    let set =
        set.map(|(name, value)| format!("export {name}={}", quoted(&value.to_string_lossy())));
    let lines: Vec<String> = [
        "#!/bin/sh".to_owned(),
        format!("unset {}", FOREIGN.join(" ")),
    ]
    .into_iter()
    .chain(set)
    .chain([format!("exec {} \"$@\"\n", quoted(&real.to_string_lossy()))])
    .collect();
    let text = lines.join("\n");
    script(&bin.join("flatpak"), &text)
}

/// A word that neither a shell nor dbus-daemon takes apart.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
