//! Flatpak's door to the host: `HostCommand`.
//!
//! Source: flatpak `data/org.freedesktop.Flatpak.xml`, `session-helper/flatpak-session-helper.c` (1.16).

use std::collections::HashMap;
use std::fs::File;
use std::io::PipeWriter;
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt as _;
use std::process::ExitStatus;

use futures_util::future::FutureExt as _;
use futures_util::stream::{self, Stream, StreamExt as _};
use rustix::process::Signal;
use zbus::message::Type;
use zbus::proxy::CacheProperties;
use zbus::{Connection, Fd, MatchRule, Message, MessageStream};

use super::{Handle, HostCommand, HostError, Interrupt, Running, not_started};
use crate::bus::{self, Failure, FailureKind};

const NAME: &str = "org.freedesktop.Flatpak";
const PATH: &str = "/org/freedesktop/Flatpak/Development";
const INTERFACE: &str = "org.freedesktop.Flatpak.Development";
/// The program is stopped when our connection goes.
const WATCH_BUS: u32 = 2;

#[zbus::proxy(
    interface = "org.freedesktop.Flatpak.Development",
    default_service = "org.freedesktop.Flatpak",
    default_path = "/org/freedesktop/Flatpak/Development"
)]
trait Development {
    fn host_command(
        &self,
        folder: &[u8],
        argv: &[Vec<u8>],
        fds: &HashMap<u32, Fd<'_>>,
        env: &HashMap<&str, &str>,
        flags: u32,
    ) -> zbus::Result<u32>;
    fn host_command_signal(&self, pid: u32, signal: u32, group: bool) -> zbus::Result<()>;
}

/// Each program has a connection of its own: it is told there how it ended, and interrupted when it goes.
pub(super) async fn start(
    bus: Option<&str>,
    command: &HostCommand,
    out: PipeWriter,
    err: PipeWriter,
) -> Result<Running, HostError> {
    let refused = |err: zbus::Error| refused(command, &err.into());
    let connection = bus::session(bus).await.map_err(refused)?;
    // Listens before it asks: a short program ends before the answer.
    let ends = ends(&connection).await.map_err(refused)?;
    let nothing = File::open("/dev/null").map_err(|err| not_started(command, &err))?;
    let fds: [OwnedFd; 3] = [nothing.into(), out.into(), err.into()];
    let fds = (0..).zip(fds.into_iter().map(Fd::from)).collect();
    let argv: Vec<Vec<u8>> = command.argv.iter().map(|word| with_nul(word)).collect();
    let env = command
        .env
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let door = door(&connection).await.map_err(refused)?;
    let (env, folder) = (env.collect(), with_nul(""));
    let asked = door.host_command(&folder, &argv, &fds, &env, WATCH_BUS);
    let pid = asked.await.map_err(refused)?;
    Ok(Running {
        program: command.program().to_owned(),
        interrupt: Interrupt::of(Handle::Beyond(connection, pid)),
        end: end_of(pid, ends).boxed(),
    })
}

async fn door(connection: &Connection) -> zbus::Result<DevelopmentProxy<'static>> {
    DevelopmentProxy::builder(connection)
        .cache_properties(CacheProperties::No)
        .build()
        .await
}

/// Byte strings end with a zero there.
fn with_nul(text: &str) -> Vec<u8> {
    text.bytes().chain([0]).collect()
}

fn refused(command: &HostCommand, failure: &Failure) -> HostError {
    let program = command.program().to_owned();
    let detail = failure.detail.clone();
    match failure.kind {
        FailureKind::NotFound => HostError::NoProgram { program },
        FailureKind::Missing | FailureKind::NotAllowed => HostError::NoDoor { detail },
        FailureKind::Left => HostError::Lost { program },
        FailureKind::Cancelled
        | FailureKind::Busy
        | FailureKind::NoSpace
        | FailureKind::TimedOut
        | FailureKind::NotSupported
        | FailureKind::Failed
        | FailureKind::Broken => HostError::NotStarted { program, detail },
    }
}

/// The ends of programs, and of the helper itself.
async fn ends(connection: &Connection) -> zbus::Result<impl Stream<Item = Message> + Send + use<>> {
    let exited = MatchRule::builder()
        .msg_type(Type::Signal)
        .interface(INTERFACE)
        .path(PATH)
        .member("HostCommandExited")
        .build()?;
    let exited = MessageStream::for_match_rule(exited, connection, None).await?;
    let owner = bus::owners(connection, NAME).await?;
    Ok(stream::select(exited, owner).filter_map(|message| async { message.ok() }))
}

/// How the program ended; `None` when the helper goes before it tells.
async fn end_of(pid: u32, ends: impl Stream<Item = Message> + Send) -> Option<ExitStatus> {
    let mut ends = std::pin::pin!(ends);
    while let Some(message) = ends.next().await {
        let body = message.body();
        if let Ok((ended, status)) = body.deserialize::<(u32, u32)>() {
            if ended == pid {
                return Some(ExitStatus::from_raw(status.cast_signed()));
            }
        } else if let Ok((_, _, owner)) = body.deserialize::<(&str, &str, &str)>()
            && owner.is_empty()
        {
            return None;
        }
    }
    None
}

pub(super) async fn interrupt(connection: &Connection, pid: u32) -> zbus::Result<()> {
    let number = Signal::INT.as_raw().unsigned_abs();
    let door = door(connection).await?;
    door.host_command_signal(pid, number, true).await
}
