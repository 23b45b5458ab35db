//! A stand-in for logind: restarting, and programs that hold it back.

use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;
use zbus::OwnedFd;
use zbus::object_server::SignalEmitter;

/// The name logind has on the bus.
pub(crate) const NAME: &str = "org.freedesktop.login1";
/// Where it answers.
pub(crate) const PATH: &str = "/org/freedesktop/login1";

/// What logind says when a program holds the restart back (systemd 257 and later).
#[derive(Debug, zbus::DBusError)]
#[zbus(prefix = "org.freedesktop.login1")]
pub(crate) enum LoginError {
    /// Anything of the bus itself.
    #[zbus(error)]
    ZBus(zbus::Error),
    /// A program holds it back.
    BlockedByInhibitorLock(String),
    /// It is on its way already.
    OperationInProgress(String),
}

/// (what, who, why, mode, uid, pid), as logind lists it.
type Inhibitor = (String, String, String, String, u32, u32);
type Inhibitors = Arc<Mutex<Vec<(u64, Inhibitor)>>>;

/// The object on the bus.
#[derive(Debug)]
pub(crate) struct Manager {
    restart: mpsc::Sender<()>,
    inhibitors: Inhibitors,
    next: Mutex<u64>,
}

impl Manager {
    /// One that asks for a restart through that channel.
    pub(crate) fn new(restart: mpsc::Sender<()>) -> Self {
        Self {
            restart,
            inhibitors: Inhibitors::default(),
            next: Mutex::default(),
        }
    }

    fn blocking(&self) -> Option<Inhibitor> {
        let all = self
            .inhibitors
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .map(|(_, inhibitor)| inhibitor)
            .find(|(what, _, _, mode, ..)| what.contains("shutdown") && mode.starts_with("block"))
            .cloned()
    }

    fn go(&self) -> Result<(), LoginError> {
        self.restart.try_send(()).map_err(|_| {
            LoginError::OperationInProgress(
                "There's already a shutdown or sleep operation in progress".into(),
            )
        })
    }
}

#[zbus::interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn reboot(&self, interactive: bool) -> Result<(), LoginError> {
        tracing::info!(interactive, "restart asked for");
        match self.blocking() {
            Some(_) => Err(LoginError::BlockedByInhibitorLock(
                "Operation denied due to active block inhibitor".into(),
            )),
            None => self.go(),
        }
    }

    /// Bit 5 asks to go on in spite of inhibitors (`SD_LOGIND_SKIP_INHIBITORS` is bit 4, kept for root).
    fn reboot_with_flags(&self, flags: u64) -> Result<(), LoginError> {
        let regardless = flags & 0b11_0000 != 0;
        if regardless {
            self.go()
        } else {
            self.reboot(false)
        }
    }

    fn can_reboot(&self) -> &'static str {
        if self.blocking().is_some() {
            "inhibitor-blocked"
        } else {
            "yes"
        }
    }

    fn list_inhibitors(&self) -> Vec<Inhibitor> {
        let all = self
            .inhibitors
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        all.iter().map(|(_, inhibitor)| inhibitor.clone()).collect()
    }

    async fn inhibit(
        &self,
        #[zbus(connection)] connection: &zbus::Connection,
        #[zbus(header)] header: zbus::message::Header<'_>,
        what: String,
        who: String,
        why: String,
        mode: String,
    ) -> zbus::fdo::Result<OwnedFd> {
        let bus = zbus::fdo::DBusProxy::new(connection).await?;
        let sender = header.sender().map(zbus::names::UniqueName::to_owned);
        let sender = sender.ok_or_else(|| zbus::fdo::Error::Failed("no sender".into()))?;
        let uid = bus.get_connection_unix_user(sender.clone().into()).await?;
        let pid = bus.get_connection_unix_process_id(sender.into()).await?;
        let (theirs, ours) =
            UnixStream::pair().map_err(|e| zbus::fdo::Error::IOError(e.to_string()))?;
        let id = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            *next += 1;
            *next
        };
        let inhibitor = (what, who, why, mode, uid, pid);
        self.inhibitors
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((id, inhibitor));
        release_when_closed(ours, id, Arc::clone(&self.inhibitors))
            .map_err(|e| zbus::fdo::Error::IOError(e.to_string()))?;
        Ok(std::os::fd::OwnedFd::from(theirs).into())
    }

    #[zbus(signal)]
    pub(crate) async fn prepare_for_shutdown(
        emitter: &SignalEmitter<'_>,
        start: bool,
    ) -> zbus::Result<()>;
}

/// An inhibitor lasts as long as somebody has its file open.
fn release_when_closed(ours: UnixStream, id: u64, all: Inhibitors) -> std::io::Result<()> {
    ours.set_nonblocking(true)?;
    let mut ours = tokio::net::UnixStream::from_std(ours)?;
    tokio::spawn(async move {
        // Nobody writes; reading ends when the other end is closed.
        let _end = tokio::io::AsyncReadExt::read(&mut ours, &mut [0]).await;
        all.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|(other, _)| *other != id);
    });
    Ok(())
}
