//! One piece of work and those who watch it over its own socket.
//!
//! A transaction does nothing until somebody calls `Start` on its socket. All peers get all signals from then on; who
//! comes after the end gets `Finished` once more. It lasts until the last peer has gone.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{mpsc, watch};
use zbus::{Guid, Variant};

use super::progress::Download;

/// The interface's name.
const INTERFACE: &str = "org.projectatomic.rpmostree1.Transaction";
/// How long a finished transaction waits for peers that do not leave.
const LINGER: Duration = Duration::from_secs(30);
/// The name that the real daemon gives its socket.
const SOCKET: &str = "rpm-ostree-transaction.sock";
/// Time for the answer to `Start` to get ahead of the `Finished` that follows it.
const ANSWER_FIRST: Duration = Duration::from_millis(5);

/// What peers are told.
#[derive(Clone, Debug)]
pub(super) enum Signal {
    /// The property `Title` changed.
    Title(String),
    /// A sentence.
    Message(String),
    /// A step begins.
    TaskBegin(String),
    /// The step has ended.
    TaskEnd(String),
    /// A step is so far, in percent.
    Percent(String, u32),
    /// A download is so far.
    Download(Download),
    /// The bar that was shown is over.
    ProgressEnd,
    /// It has ended.
    Finished(bool, String),
}

/// Who asked for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// The method's name.
    pub(super) method: &'static str,
    /// Its arguments, as text: the same ones join.
    pub(super) arguments: String,
    /// The caller's name on the bus.
    pub(super) sender: String,
    /// Who that is, for people.
    pub(super) client: String,
    /// The title until the work begins.
    pub(super) title: String,
}

#[derive(Debug, Default)]
struct Inner {
    title: String,
    started: bool,
    finished: Option<(bool, String)>,
    peers: Vec<(u64, mpsc::UnboundedSender<Signal>)>,
    next_peer: u64,
}

/// One piece of work.
#[derive(Debug)]
pub(super) struct Transaction {
    pub(super) request: Request,
    socket: PathBuf,
    inner: Mutex<Inner>,
    started: watch::Sender<bool>,
    cancelled: watch::Sender<bool>,
    /// Changes whenever a peer comes or goes, or the work ends.
    changed: watch::Sender<()>,
}

impl Transaction {
    /// Makes the socket and waits for peers. The returned one does nothing until it is started.
    ///
    /// # Errors
    /// When the socket cannot be made.
    pub(super) fn open(request: Request, sockets: &Path) -> std::io::Result<Arc<Self>> {
        let socket = sockets.join(SOCKET);
        if socket.exists() {
            fs::remove_file(&socket)?;
        }
        let listener = UnixListener::bind(&socket)?;
        fs::set_permissions(&socket, fs::Permissions::from_mode(0o666))?;
        let transaction = Arc::new(Self {
            inner: Mutex::new(Inner {
                title: request.title.clone(),
                ..Inner::default()
            }),
            request,
            socket,
            started: watch::Sender::new(false),
            cancelled: watch::Sender::new(false),
            changed: watch::Sender::new(()),
        });
        tokio::spawn(Arc::clone(&transaction).accept(listener));
        Ok(transaction)
    }

    /// What clients connect to.
    pub(super) fn address(&self) -> String {
        format!("unix:path={}", self.socket.display())
    }

    /// Its present title.
    pub(super) fn title(&self) -> String {
        self.lock().title.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells all peers.
    pub(super) fn tell(&self, signal: &Signal) {
        let mut inner = self.lock();
        if let Signal::Title(title) = signal {
            inner.title.clone_from(title);
        }
        if let Signal::Finished(success, text) = signal {
            inner.finished = Some((*success, text.clone()));
        }
        // A peer that has gone is taken off the list when its connection ends.
        inner
            .peers
            .retain(|(_, peer)| peer.send(signal.clone()).is_ok());
        drop(inner);
        self.changed.send_replace(());
    }

    /// A sentence for all peers.
    pub(super) fn message(&self, text: impl Into<String>) {
        self.tell(&Signal::Message(text.into()));
    }

    /// Whether somebody asked to stop.
    pub(super) fn is_cancelled(&self) -> bool {
        *self.cancelled.borrow()
    }

    /// Waits until somebody asks to stop.
    pub(super) async fn cancelled(&self) {
        if self.cancelled.subscribe().wait_for(|c| *c).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Waits until somebody starts it.
    pub(super) async fn started(&self) {
        if self.started.subscribe().wait_for(|s| *s).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Waits until the last peer has left after the end; those that stay are left after a while.
    pub(super) async fn deserted(&self) {
        let mut changed = self.changed.subscribe();
        let empty = async {
            while !self.lock().peers.is_empty() {
                if changed.changed().await.is_err() {
                    return;
                }
            }
        };
        if tokio::time::timeout(LINGER, empty).await.is_err() {
            tracing::debug!("peers stay: leaving them");
        }
    }

    /// Takes the socket away and closes what is still connected.
    pub(super) fn close(&self) {
        self.lock().peers.clear();
        self.changed.send_replace(());
        if let Err(error) = fs::remove_file(&self.socket) {
            tracing::debug!(err = %error, "the socket was gone already");
        }
    }

    fn start(self: Arc<Self>, peer: u64) -> bool {
        let (first, finished) = {
            let mut inner = self.lock();
            let first = !inner.started;
            inner.started = true;
            (first, inner.finished.clone())
        };
        self.started.send_replace(true);
        if let Some((success, text)) = finished {
            tokio::spawn(async move {
                tokio::time::sleep(ANSWER_FIRST).await;
                let inner = self.lock();
                for (_, queue) in inner.peers.iter().filter(|(id, _)| *id == peer) {
                    // It may have left already.
                    let _gone = queue.send(Signal::Finished(success, text.clone()));
                }
            });
        }
        first
    }

    async fn accept(self: Arc<Self>, listener: UnixListener) {
        let mut changed = self.changed.subscribe();
        loop {
            tokio::select! {
                accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                    tokio::spawn(Arc::clone(&self).serve(stream));
                },
                closed = changed.changed() => if closed.is_err() || !self.socket.exists() {
                    return;
                },
            }
        }
    }

    /// Serves one peer until it leaves or the transaction is closed.
    async fn serve(self: Arc<Self>, stream: UnixStream) {
        let (queue, mut signals) = mpsc::unbounded_channel();
        let id = {
            let mut inner = self.lock();
            inner.next_peer += 1;
            let id = inner.next_peer;
            inner.peers.push((id, queue));
            id
        };
        if let Err(error) = self.talk(stream, id, &mut signals).await {
            tracing::debug!(err = %error, "a peer left");
        }
        self.lock().peers.retain(|(other, _)| *other != id);
        self.changed.send_replace(());
    }

    async fn talk(
        self: &Arc<Self>,
        stream: UnixStream,
        id: u64,
        signals: &mut mpsc::UnboundedReceiver<Signal>,
    ) -> zbus::Result<()> {
        let face = Face {
            transaction: Arc::clone(self),
            id,
        };
        let stream = stream
            .into_std()
            .map_err(|e| zbus::Error::InputOutput(e.into()))?;
        let connection = zbus::connection::Builder::unix_stream(stream)
            .server(Guid::generate())
            .p2p()
            .serve_at("/", face)
            .build()
            .await?;
        let sending = async {
            while let Some(signal) = signals.recv().await {
                emit(&connection, signal).await?;
            }
            zbus::Result::Ok(())
        };
        tokio::select! {
            sent = sending => sent?,
            () = connection.closed() => return Ok(()),
        }
        connection.close().await
    }
}

async fn emit(connection: &zbus::Connection, signal: Signal) -> zbus::Result<()> {
    async fn send<B>(connection: &zbus::Connection, name: &str, body: &B) -> zbus::Result<()>
    where
        B: serde::Serialize + zbus::Type + Sync,
    {
        connection
            .emit_signal(None::<&str>, "/", INTERFACE, name, body)
            .await
    }
    match signal {
        Signal::Title(title) => {
            let changed = std::collections::HashMap::from([("Title", Variant::from(title))]);
            let body = (INTERFACE, changed, Vec::<&str>::new());
            let properties = "org.freedesktop.DBus.Properties";
            connection
                .emit_signal(None::<&str>, "/", properties, "PropertiesChanged", &body)
                .await
        }
        Signal::Message(text) => send(connection, "Message", &text).await,
        Signal::TaskBegin(text) => send(connection, "TaskBegin", &text).await,
        Signal::TaskEnd(text) => send(connection, "TaskEnd", &text).await,
        Signal::Percent(text, percent) => {
            send(connection, "PercentProgress", &(text, percent)).await
        }
        Signal::Download(download) => send(connection, "DownloadProgress", &download.body()).await,
        Signal::ProgressEnd => send(connection, "ProgressEnd", &()).await,
        Signal::Finished(success, text) => send(connection, "Finished", &(success, text)).await,
    }
}

/// The object that one peer sees.
#[derive(Debug)]
struct Face {
    transaction: Arc<Transaction>,
    id: u64,
}

#[zbus::interface(name = "org.projectatomic.rpmostree1.Transaction")]
impl Face {
    fn cancel(&self) {
        self.transaction.cancelled.send_replace(true);
    }

    fn start(&self) -> bool {
        Arc::clone(&self.transaction).start(self.id)
    }

    #[zbus(property)]
    fn title(&self) -> String {
        self.transaction.title()
    }

    #[zbus(property)]
    fn initiating_client_description(&self) -> String {
        self.transaction.request.client.clone()
    }

    #[zbus(signal)]
    async fn finished(
        emitter: &zbus::object_server::SignalEmitter<'_>,
        success: bool,
        error_message: &str,
    ) -> zbus::Result<()>;
    #[zbus(signal)]
    async fn message(
        emitter: &zbus::object_server::SignalEmitter<'_>,
        text: &str,
    ) -> zbus::Result<()>;
    #[zbus(signal)]
    async fn task_begin(
        emitter: &zbus::object_server::SignalEmitter<'_>,
        text: &str,
    ) -> zbus::Result<()>;
    #[zbus(signal)]
    async fn task_end(
        emitter: &zbus::object_server::SignalEmitter<'_>,
        text: &str,
    ) -> zbus::Result<()>;
    #[zbus(signal)]
    async fn percent_progress(
        emitter: &zbus::object_server::SignalEmitter<'_>,
        text: &str,
        percentage: u32,
    ) -> zbus::Result<()>;
    #[zbus(signal)]
    async fn download_progress(
        emitter: &zbus::object_server::SignalEmitter<'_>,
        time: (u64, u64),
        outstanding: (u32, u32),
        metadata: (u32, u32, u32),
        delta: (u32, u32, u32, u64),
        content: (u32, u32),
        transfer: (u64, u64),
    ) -> zbus::Result<()>;
    #[zbus(signal)]
    async fn signature_progress(
        emitter: &zbus::object_server::SignalEmitter<'_>,
        signature: Vec<Variant<'_>>,
        commit: &str,
    ) -> zbus::Result<()>;
    #[zbus(signal)]
    async fn progress_end(emitter: &zbus::object_server::SignalEmitter<'_>) -> zbus::Result<()>;
}
