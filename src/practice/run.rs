//! Running programs: the person's command on the machine, and children that end with their parents.

use std::ffi::OsString;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitCode, ExitStatus};
use std::time::Duration;

use isotope::practice_api::ENV_MACHINE;
use rustix::process::{Signal, set_parent_process_death_signal};
use tokio::signal::unix::{SignalKind, signal};

use super::host::{self, Manner};
use super::paths::Machine;
use super::trouble::{Result, Trouble};
use super::{boot, bus, enter};

/// Starts the machine, runs the command on it, and stops everything.
pub(crate) fn on(machine: &Machine, manner: Manner, command: &[OsString]) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|e| Trouble::Plain(format!("cannot start: {e}")))?;
    let result = runtime.block_on(async {
        tokio::select! {
            biased;
            stopped = stop_signal() => stopped.map(|s| ExitCode::from(128 + s)),
            code = whole(machine, manner, command) => code,
        }
    });
    // Work that waits for a program must not keep the person waiting.
    runtime.shutdown_timeout(Duration::from_millis(200));
    result
}

/// A signal that ends the machine while it is being made.
async fn stop_signal() -> Result<u8> {
    let never = |e| Trouble::Plain(format!("cannot listen for signals: {e}"));
    let mut terminate = signal(SignalKind::terminate()).map_err(never)?;
    let mut hang_up = signal(SignalKind::hangup()).map_err(never)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(never)?;
    tokio::select! {
        _ = terminate.recv() => Ok(15),
        _ = hang_up.recv() => Ok(1),
        _ = interrupt.recv() => Ok(2),
    }
}

async fn whole(machine: &Machine, manner: Manner, command: &[OsString]) -> Result<ExitCode> {
    let running = host::start(machine, manner).await?;
    let own = bus::own_program()?;
    let mut child = tokio::process::Command::new(&own)
        .args(["child", "--"])
        .args(command)
        .env("DBUS_SYSTEM_BUS_ADDRESS", running.bus.address())
        .env(ENV_MACHINE, machine.dir())
        .env("PATH", bus::search_path(&[own.parent().unwrap_or(&own)]))
        .spawn()
        .map_err(|e| Trouble::Plain(format!("cannot run the command: {e}")))?;
    let status = child
        .wait()
        .await
        .map_err(|e| Trouble::Plain(format!("lost sight of the command: {e}")))?;
    Ok(code(status))
}

fn code(status: ExitStatus) -> ExitCode {
    let code = status.code().or_else(|| status.signal().map(|s| 128 + s));
    ExitCode::from(code.and_then(|c| u8::try_from(c).ok()).unwrap_or(1))
}

/// Becomes the command, as a process that ends with its parent.
pub(crate) fn child(command: &[OsString]) -> Result<ExitCode> {
    set_parent_process_death_signal(Some(Signal::KILL))
        .map_err(|e| Trouble::Plain(format!("cannot tie the command to its parent: {e}")))?;
    become_program(command)
}

fn become_program(command: &[OsString]) -> Result<ExitCode> {
    let (program, arguments) = command
        .split_first()
        .ok_or_else(|| Trouble::Plain("no command".into()))?;
    let error = Command::new(program).args(arguments).exec();
    Err(Trouble::Plain(format!(
        "cannot run {}: {error}",
        program.display()
    )))
}

/// Becomes a program in the running deployment of the machine that this runs on.
pub(crate) fn enter(command: &[OsString]) -> Result<ExitCode> {
    let dir = std::env::var_os(ENV_MACHINE)
        .ok_or_else(|| Trouble::Plain("this is not run on a practice machine".into()))?;
    let machine = Machine::at(dir.into());
    let gate = boot::pass_gate(&machine)?;
    let mut whole: Vec<OsString> = vec!["bwrap".into()];
    whole.extend(enter::arguments(&machine)?);
    whole.push("--".into());
    whole.extend(command.iter().cloned());
    drop(gate);
    become_program(&whole)
}
