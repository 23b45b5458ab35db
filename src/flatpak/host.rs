//! Running programs on the host: directly, or, when Isotope itself is a Flatpak app, through flatpak's own door.
//!
//! Both doors look the same from here: standard input is empty, what the program prints comes line by line, an interrupt
//! asks it to stop, and who drops a [`Child`] interrupts it too.

mod door;
mod pipes;

use std::fs;
use std::io::{self, PipeWriter};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::{BoxFuture, Either, FutureExt as _, TryFutureExt as _, select};
use futures_util::stream::{self, BoxStream, StreamExt as _};
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::net::unix::pipe::Receiver;
use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};
use zbus::Connection;

use pipes::{all_of, lines_of, pipe};

/// A program with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostCommand {
    argv: Vec<String>,
    env: Vec<(String, String)>,
}

impl HostCommand {
    /// By a name that `PATH` finds, or an absolute path.
    #[must_use]
    pub fn new<A: Into<String>>(program: &str, args: impl IntoIterator<Item = A>) -> Self {
        let program = std::iter::once(program.to_owned());
        Self {
            argv: program.chain(args.into_iter().map(Into::into)).collect(),
            env: Vec::new(),
        }
    }

    /// With a variable set.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// What a person would type, as words.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.argv
    }

    fn program(&self) -> &str {
        self.argv.first().map_or("", String::as_str)
    }
}

/// Why a program did not run to its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// There is no such program.
    #[error("there is no program {program}")]
    NoProgram {
        /// Its name.
        program: String,
    },
    /// Isotope is a Flatpak app and may not run programs on the host.
    #[error("programs on the host are out of reach: {detail}")]
    NoDoor {
        /// What the bus says.
        detail: String,
    },
    /// Nobody can tell any more how it ended.
    #[error("{program} was lost sight of")]
    Lost {
        /// Its name.
        program: String,
    },
    /// It could not be started.
    #[error("{program} could not be started: {detail}")]
    NotStarted {
        /// Its name.
        program: String,
        /// Why.
        detail: String,
    },
}

/// What a program left when it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// All that it printed, to the byte.
    pub out: Vec<u8>,
    /// All that it complained.
    pub err: Vec<u8>,
}

/// One line of a running program, without its end. A carriage return ends a line too: that is how programs
/// print progress. Empty lines are left out, and what is not UTF-8 is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// What it prints.
    Out(String),
    /// What it complains.
    Err(String),
}

/// Where programs run.
#[derive(Clone, Debug)]
pub struct Host {
    door: Door,
}

#[derive(Clone, Debug)]
enum Door {
    Here,
    Beyond { bus: Option<String> },
}

impl Host {
    /// The computer itself: where this process is, or beyond the sandbox it is in.
    #[must_use]
    pub fn of_this_process() -> Self {
        if Path::new("/.flatpak-info").exists() {
            Self::beyond(None)
        } else {
            Self::here()
        }
    }

    /// Where this process is.
    #[must_use]
    pub fn here() -> Self {
        Self { door: Door::Here }
    }

    /// Through flatpak's door on the session bus, or on the bus at the address.
    #[must_use]
    pub fn beyond(bus: Option<String>) -> Self {
        Self {
            door: Door::Beyond { bus },
        }
    }

    /// Whether this process is inside a sandbox.
    #[must_use]
    pub fn is_beyond(&self) -> bool {
        matches!(self.door, Door::Beyond { .. })
    }

    /// Runs a program to its end. Dropping the future interrupts it.
    ///
    /// # Errors
    /// [`HostError`]. A program that fails is no error: its status says so.
    pub async fn run(&self, command: &HostCommand) -> Result<Finished, HostError> {
        let (out, err, running) = self.start(command).await?;
        let lost = |_| HostError::Lost {
            program: command.program().to_owned(),
        };
        let out = all_of(out).map_err(lost);
        let err = all_of(err).map_err(lost);
        let (out, err, status) = tokio::try_join!(out, err, running.ended())?;
        Ok(Finished { status, out, err })
    }

    /// Starts a program whose lines are to be followed.
    ///
    /// # Errors
    /// [`HostError`] when it does not start.
    pub async fn spawn(&self, command: &HostCommand) -> Result<Child, HostError> {
        let (out, err, running) = self.start(command).await?;
        let lines = stream::select(lines_of(out, Line::Out), lines_of(err, Line::Err));
        Ok(Child {
            lines: lines.boxed(),
            running,
        })
    }

    async fn start(
        &self,
        command: &HostCommand,
    ) -> Result<(Receiver, Receiver, Running), HostError> {
        let failed = |err: io::Error| not_started(command, &err);
        let (out, out_end) = pipe().map_err(failed)?;
        let (err, err_end) = pipe().map_err(failed)?;
        let running = match &self.door {
            Door::Here => here(command, out_end, err_end)?,
            Door::Beyond { bus } => door::start(bus.as_deref(), command, out_end, err_end).await?,
        };
        Ok((out, err, running))
    }
}

/// A running program. Dropping it interrupts the program.
pub struct Child {
    lines: BoxStream<'static, Line>,
    running: Running,
}

impl std::fmt::Debug for Child {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Child")
            .field("program", &self.running.program)
            .finish_non_exhaustive()
    }
}

impl Child {
    /// The next line; `None` when there will be no more.
    pub async fn line(&mut self) -> Option<Line> {
        self.lines.next().await
    }

    /// Waits for its end. Lines that were not read are lost.
    ///
    /// # Errors
    /// [`HostError::Lost`].
    pub async fn ended(self) -> Result<ExitStatus, HostError> {
        let Self { lines, running } = self;
        // Read on, so that it is not stopped by a full pipe; but something that it left running may keep the pipe open.
        let rest = lines.for_each(async |_| ()).boxed();
        match select(running.ended().boxed(), rest).await {
            Either::Left((status, _)) => status,
            Either::Right(((), ended)) => ended.await,
        }
    }

    /// What interrupts it, for somebody else to keep.
    #[must_use]
    pub fn interrupt(&self) -> Interrupt {
        self.running.interrupt.clone()
    }
}

/// Asks a program, and those that it started, to stop (`SIGINT`, as Ctrl+C does).
#[derive(Clone, Debug)]
pub struct Interrupt(Arc<Mutex<Option<Handle>>>);

#[derive(Clone, Debug)]
enum Handle {
    Here(Pid),
    Beyond(Connection, u32),
}

impl Interrupt {
    fn of(handle: Handle) -> Self {
        Self(Arc::new(Mutex::new(Some(handle))))
    }

    /// Asks it to stop. It may take its time to, or not listen at all. Nothing happens when it has ended.
    pub async fn send(&self) {
        let handle = self.held().clone();
        match handle {
            Some(Handle::Here(pid)) => interrupt_group(pid),
            Some(Handle::Beyond(connection, pid)) => {
                if let Err(err) = door::interrupt(&connection, pid).await {
                    tracing::debug!(%err, pid, "a program on the host was not interrupted");
                }
            }
            None => {}
        }
    }

    fn held(&self) -> MutexGuard<'_, Option<Handle>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The program has ended: its number may soon be another's.
    fn forget(&self) -> Option<Handle> {
        self.held().take()
    }
}

fn interrupt_group(pid: Pid) {
    if let Err(err) = kill_process_group(pid, Signal::INT) {
        tracing::debug!(%err, "a program was not interrupted");
    }
}

/// What tells how a program ends.
struct Running {
    program: String,
    interrupt: Interrupt,
    end: BoxFuture<'static, Option<ExitStatus>>,
}

impl Running {
    async fn ended(mut self) -> Result<ExitStatus, HostError> {
        let end = std::mem::replace(&mut self.end, Box::pin(std::future::ready(None)));
        let status = end.await;
        // Not before: who stops waiting interrupts.
        self.interrupt.forget();
        status.ok_or_else(|| HostError::Lost {
            program: self.program.clone(),
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Beyond, the helper interrupts what it started for a connection that goes.
        if let Some(Handle::Here(pid)) = self.interrupt.forget() {
            interrupt_group(pid);
        }
    }
}

/// Sees to it that what is started from here can be interrupted.
///
/// A script has what it starts in its background ignore `SIGINT`, which is handed on to all children: flatpak would not
/// hear an [`Interrupt`]. What is caught instead of ignored is not handed on. Who catches it here does nothing with it,
/// so that for this process all is as before.
fn hand_on_no_deafness() {
    if ignores_interrupts()
        && let Err(error) = signal(SignalKind::interrupt())
    {
        tracing::warn!(%error, "programs that are started from here cannot be interrupted");
    }
}

/// Source: `proc_pid_status(5)`, `SigIgn`: a mask in hexadecimal, the lowest bit is signal 1.
fn ignores_interrupts() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & (1 << (Signal::INT.as_raw() - 1)) != 0)
}

fn here(command: &HostCommand, out: PipeWriter, err: PipeWriter) -> Result<Running, HostError> {
    hand_on_no_deafness();
    let mut child = Command::new(command.program());
    child
        .args(command.argv.iter().skip(1))
        .envs(command.env.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        // So that an interrupt reaches what it starts too, and a Ctrl+C in the terminal does not without us.
        .process_group(0);
    let mut child = child.spawn().map_err(|err| not_started(command, &err))?;
    let pid = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
    let pid = pid.ok_or_else(|| HostError::Lost {
        program: command.program().to_owned(),
    })?;
    Ok(Running {
        program: command.program().to_owned(),
        interrupt: Interrupt::of(Handle::Here(pid)),
        end: async move { child.wait().await.ok() }.boxed(),
    })
}

fn not_started(command: &HostCommand, err: &io::Error) -> HostError {
    let program = command.program().to_owned();
    if err.kind() == io::ErrorKind::NotFound {
        return HostError::NoProgram { program };
    }
    HostError::NotStarted {
        program,
        detail: err.to_string(),
    }
}
