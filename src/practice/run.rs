//! Running programs: the person's command on the machine, and children that end with their parents.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitCode, ExitStatus};
use std::time::Duration;

use isotope::practice_api::ENV_MACHINE;
use rustix::process::{Pid, Signal, kill_process, set_parent_process_death_signal};
use tokio::signal::unix::{SignalKind, signal};

use super::apps::World;
use super::host::{self, Manner};
use super::paths::Machine;
use super::trouble::{Result, Trouble, cannot_run};
use super::{boot, bus, enter};
use isotope::tr;

/// How long a command may take to end after it was asked to.
const PATIENCE: Duration = Duration::from_secs(5);

/// Starts the machine, runs the command on it, and stops everything.
pub(crate) fn on(machine: &Machine, manner: Manner, command: &[OsString]) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|e| Trouble::Plain(tr!("practice-cannot-start", error = e.to_string())))?;
    let result = runtime.block_on(whole(machine, manner, command));
    // Work that waits for a program must not keep the person waiting.
    runtime.shutdown_timeout(Duration::from_millis(200));
    result
}

/// The signals that ask this program to end.
struct Stops {
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Stops {
    fn listen() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.terminate.recv() => Signal::TERM,
            _ = self.hang_up.recv() => Signal::HUP,
            _ = self.interrupt.recv() => Signal::INT,
        }
    }
}

async fn whole(machine: &Machine, manner: Manner, command: &[OsString]) -> Result<ExitCode> {
    let deaf =
        |e: std::io::Error| Trouble::Plain(tr!("practice-no-signals", error = e.to_string()));
    let mut stops = Stops::listen().map_err(deaf)?;
    let running = tokio::select! {
        started = host::start(machine, manner) => started?,
        // What is half made is thrown away by the next start.
        stop = stops.next() => return Ok(ended_by(stop)),
    };
    let own = bus::own_program()?;
    let world = World::of(machine);
    let mut child = tokio::process::Command::new(&own)
        .args(["child", "--"])
        .args(command)
        .env("DBUS_SYSTEM_BUS_ADDRESS", running.bus.address())
        .env(ENV_MACHINE, machine.dir())
        .envs(world.for_command(running.session.seat()))
        .env(
            "PATH",
            bus::search_path(&[&world.bin(), own.parent().unwrap_or(&own)]),
        )
        .kill_on_drop(true)
        .spawn()
        .map_err(|e| cannot_run("isotope-practice", &e))?;
    let lost =
        |e: std::io::Error| Trouble::Plain(tr!("practice-lost-command", error = e.to_string()));
    let mut deadline = None;
    loop {
        let late = async {
            match deadline {
                Some(at) => tokio::time::sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            status = child.wait() => return status.map(code).map_err(lost),
            stop = stops.next() => {
                pass_on(&child, stop);
                if stop != Signal::INT {
                    deadline = Some(tokio::time::Instant::now() + PATIENCE);
                }
            }
            () = late => return Ok(ended_by(Signal::KILL)),
        }
    }
}

/// Gives the command the signal that this program got.
fn pass_on(child: &tokio::process::Child, stop: Signal) {
    // Typed at a terminal, Ctrl+C has reached the command already.
    if stop == Signal::INT && std::io::stdin().is_terminal() {
        return;
    }
    let pid = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
    if let Some(pid) = pid {
        // It may have ended just now.
        let _gone = kill_process(pid, stop);
    }
}

fn ended_by(signal: Signal) -> ExitCode {
    let number = u8::try_from(signal.as_raw()).unwrap_or(1);
    ExitCode::from(128 + number)
}

fn code(status: ExitStatus) -> ExitCode {
    let code = status.code().or_else(|| status.signal().map(|s| 128 + s));
    ExitCode::from(code.and_then(|c| u8::try_from(c).ok()).unwrap_or(1))
}

/// Becomes the command, as a process that ends with its parent.
pub(crate) fn child(command: &[OsString]) -> Result<ExitCode> {
    set_parent_process_death_signal(Some(Signal::KILL))
        .map_err(|e| Trouble::Plain(tr!("practice-not-tied", error = e.to_string())))?;
    become_program(command)
}

fn become_program(command: &[OsString]) -> Result<ExitCode> {
    let (program, arguments) = command
        .split_first()
        .ok_or_else(|| Trouble::Plain(tr!("practice-no-command")))?;
    let error = Command::new(program).args(arguments).exec();
    Err(cannot_run(&program.to_string_lossy(), &error))
}

/// Becomes a program in the running deployment of the machine that this runs on.
pub(crate) fn enter(command: &[OsString]) -> Result<ExitCode> {
    let dir =
        std::env::var_os(ENV_MACHINE).ok_or_else(|| Trouble::Plain(tr!("practice-not-inside")))?;
    let machine = Machine::at(dir.into());
    let gate = boot::pass_gate(&machine)?;
    let mut whole: Vec<OsString> = vec!["bwrap".into()];
    whole.extend(enter::arguments(&machine)?);
    whole.push("--".into());
    whole.extend(command.iter().cloned());
    drop(gate);
    become_program(&whole)
}
