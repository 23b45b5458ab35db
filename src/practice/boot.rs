//! Starting and restarting: what the firmware, the boot loader and systemd do on a real computer.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};

use super::enter::{self, run};
use super::fault::Fault;
use super::paths::Machine;
use super::state;
use super::trouble::{About, Result, Trouble};
use isotope::tr;

/// Holds services back until it is dropped.
#[derive(Debug)]
pub(crate) struct Gate {
    _file: File,
}

/// Keeps services from starting; waits for those that are just doing it.
pub(crate) fn close_gate(machine: &Machine) -> Result<Gate> {
    gate(machine, FlockOperation::LockExclusive)
}

/// Waits until the machine is not just starting. While it is held, the machine does not restart.
pub(crate) fn pass_gate(machine: &Machine) -> Result<Gate> {
    gate(machine, FlockOperation::LockShared)
}

fn gate(machine: &Machine, how: FlockOperation) -> Result<Gate> {
    let path = machine.gate();
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .about("open", &path)?;
    flock(&file, how).map_err(Into::into).about("lock", &path)?;
    Ok(Gate { _file: file })
}

/// Whether the machine runs or sleeps, so that it need not be started.
pub(crate) fn is_started(machine: &Machine) -> bool {
    state::booted_dir(machine).is_some() && machine.system_run().is_dir()
}

/// How often it was started.
pub(crate) fn starts(machine: &Machine) -> u32 {
    fs::read_to_string(machine.starts())
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or_default()
}

/// What happens at shutdown: the staged deployment is made real, if there is one.
///
/// A failure does not stop the shutdown. libostree leaves its own mark of it on `/boot`.
pub(crate) fn shut_down(machine: &Machine, fault: Fault) {
    if !machine.staged_file().exists() {
        return;
    }
    let finalized = finalize(machine, fault).and_then(|mut command| run(&mut command));
    match finalized {
        Ok(text) => tracing::debug!(%text, "finalized"),
        Err(error) => tracing::info!(err = %error, "the staged version could not be finalized"),
    }
}

fn finalize(machine: &Machine, fault: Fault) -> Result<std::process::Command> {
    let mut args = enter::arguments(machine)?;
    if fault == Fault::FinalizeFails {
        // The new boot entries go beside the present ones: there, nothing can be written.
        let blocked = machine.run().join("blocked");
        fs::create_dir_all(&blocked).about("make", &blocked)?;
        for loader in ["loader.0", "loader.1"] {
            let place = machine.sysroot().join("boot").join(loader);
            if !is_current_loader(machine, loader) {
                fs::create_dir_all(&place).about("make", &place)?;
                args.extend(["--ro-bind".into(), blocked.clone().into()]);
                args.push(format!("/boot/{loader}").into());
            }
        }
    }
    let mut command = std::process::Command::new("bwrap");
    command
        .args(args)
        .args(["--", "ostree", "admin", "finalize-staged"]);
    Ok(command)
}

fn is_current_loader(machine: &Machine, name: &str) -> bool {
    fs::read_link(machine.sysroot().join("boot/loader"))
        .is_ok_and(|target| target.file_name().is_some_and(|n| n == name))
}

/// Enters the deployment that the boot entries name (or, with the fault, the old one).
pub(crate) fn start(machine: &Machine, fault: Fault) -> Result<()> {
    let entries = state::entries(machine)?;
    let before = fs::read_link(machine.booted()).ok();
    let before = before
        .as_deref()
        .and_then(Path::file_name)
        .and_then(|n| n.to_str());
    let (first, others) = entries
        .split_first()
        .ok_or_else(|| Trouble::Plain(tr!("practice-no-boot-entries")))?;
    let chosen = if fault == Fault::BootOld {
        let old = others.iter().find(|d| Some(d.name().as_str()) == before);
        old.or_else(|| others.first()).unwrap_or(first)
    } else {
        first
    };
    fresh_run(machine)?;
    let link = machine.booted();
    let new = machine.run().join("booted.new");
    let target = machine.deploy_dir().join(chosen.name());
    let relative = target.strip_prefix(machine.dir()).unwrap_or(&target);
    remove(&new)?;
    symlink(Path::new("..").join(relative), &new).about("make", &new)?;
    fs::rename(&new, &link).about("make", &link)?;
    let path = machine.starts();
    fs::write(&path, (starts(machine) + 1).to_string()).about("write", &path)
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e).about("remove", path),
        _gone => Ok(()),
    }
}

/// `/run` is a new one at each start: what was only staged and not finalized is lost, as on a real computer.
fn fresh_run(machine: &Machine) -> Result<()> {
    let dir = machine.system_run();
    if dir.exists() {
        fs::remove_dir_all(&dir).about("remove", &dir)?;
    }
    let bin = dir.join("bin");
    fs::create_dir_all(&bin).about("make", &bin)?;
    fs::create_dir_all(dir.join("ostree")).about("make", &dir)?;
    fs::write(dir.join("ostree-booted"), "").about("write", &dir)?;
    // Staging starts the unit that finalizes at shutdown; here, the shutdown does it by itself.
    script(&bin.join("systemctl"), "#!/bin/sh\nexit 0\n")
}

/// Writes an executable file.
pub(crate) fn script(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).about("write", path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).about("write", path)
}
