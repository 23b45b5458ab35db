//! A transaction on its own socket: listen, start, follow, stop.
//!
//! The socket is a bus connection without a bus: no names, no senders, object `/`. Everything comes through one
//! stream, also the answer to `Start`, because signals may come before that answer and a second reader would
//! have to be polled beside the first.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::StreamExt as _;
use zbus::message::Type;
use zbus::{Connection, Message, MessageStream, OwnedVariant};

use crate::backend::{BackendError, failure};
use crate::bus;

use super::SERVICE;
use super::progress::{Download, Told};

const INTERFACE: &str = "org.projectatomic.rpmostree1.Transaction";
const PATH: &str = "/";

/// A transaction that is being listened to. Dropping it leaves the socket; the work goes on.
#[derive(Debug)]
pub(super) struct Peer {
    stream: MessageStream,
    line: Line,
    start: Option<std::num::NonZeroU32>,
}

/// The way to the service, shared with [`Stop`].
#[derive(Clone, Debug)]
struct Line(Arc<Mutex<State>>);

#[derive(Debug)]
enum State {
    /// Somebody listens here.
    Open(Connection),
    /// Nobody listens here any more; the work may go on.
    Left,
    /// The work is over.
    Ended,
}

impl Line {
    fn set(&self, state: State) -> State {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut line, state)
    }

    fn connection(&self) -> Result<Option<Connection>, ()> {
        match &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            State::Open(connection) => Ok(Some(connection.clone())),
            State::Left => Ok(None),
            State::Ended => Err(()),
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        if let State::Ended = self.line.set(State::Left) {
            self.line.set(State::Ended);
        }
    }
}

/// What a transaction is called, and who began it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Description {
    /// The service's own title. `new-deployment` until it has started.
    pub(super) title: String,
    /// `client(id:… dbus:… unit:… uid:…)`.
    pub(super) client: String,
}

impl Peer {
    /// Listens, then starts the transaction or joins it. Signals that come before the answer are kept.
    pub(super) async fn start(address: &str) -> Result<Self, BackendError> {
        let stream = bus::peer(address).await.map_err(error)?;
        let connection = Connection::from(&stream);
        let call = call("Start").map_err(error)?;
        let start = Some(call.primary_header().serial_num());
        connection.send(&call).await.map_err(error)?;
        let line = Line(Arc::new(Mutex::new(State::Open(connection))));
        Ok(Self {
            stream,
            line,
            start,
        })
    }

    /// What can stop it.
    pub(super) fn stop(&self, address: &str) -> Stop {
        Stop {
            line: self.line.clone(),
            address: address.to_owned(),
        }
    }

    /// The next signal. `None`: the other side has gone away.
    pub(super) async fn hear(&mut self) -> Option<Result<Told, BackendError>> {
        loop {
            let message = match self.stream.next().await? {
                Ok(message) => message,
                Err(err) => {
                    tracing::debug!(%err, "a transaction's socket broke");
                    return None;
                }
            };
            match message.message_type() {
                Type::Signal => return Some(Ok(told(&message))),
                Type::Error if message.header().reply_serial() == self.start => {
                    return Some(Err(error(zbus::Error::from(message))));
                }
                Type::Error | Type::MethodReturn | Type::MethodCall => {}
            }
        }
    }

    /// Leaves after the end, at once: the service takes nobody else's work as long as one listener stays.
    pub(super) async fn close(&mut self) {
        if let State::Open(connection) = self.line.set(State::Ended)
            && let Err(err) = connection.close().await
        {
            tracing::debug!(%err, "a transaction's socket was closed already");
        }
    }
}

/// Stops a transaction.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    line: Line,
    address: String,
}

impl Stop {
    /// Asks for the stop. Does not wait for an answer: that comes through the one stream, which may not be polled.
    pub(super) async fn ask(&self) -> Result<(), BackendError> {
        let message = call("Cancel").map_err(error)?;
        match self.line.connection() {
            Ok(Some(connection)) => connection.send(&message).await.map_err(error),
            Ok(None) => {
                let stream = bus::peer(&self.address).await.map_err(error)?;
                let connection = Connection::from(&stream);
                connection.send(&message).await.map_err(error)?;
                connection.close().await.map_err(error)
            }
            Err(()) => Ok(()),
        }
    }
}

/// Asks a transaction what it is, without joining it.
pub(super) async fn describe(address: &str) -> zbus::Result<Description> {
    let stream = bus::peer(address).await?;
    let connection = Connection::from(&stream);
    // Only answers matter here, and an unread stream would block them.
    drop(stream);
    let title = property(&connection, "Title").await?;
    let client = property(&connection, "InitiatingClientDescription").await?;
    connection.close().await?;
    Ok(Description { title, client })
}

async fn property(connection: &Connection, name: &str) -> zbus::Result<String> {
    let properties = Some("org.freedesktop.DBus.Properties");
    let body = (INTERFACE, name);
    let answer = connection
        .call_method(None::<&str>, PATH, properties, "Get", &body)
        .await?;
    let value: OwnedVariant = answer.body().deserialize()?;
    String::try_from(value)
}

fn call(member: &'static str) -> zbus::Result<Message> {
    Message::method_call(PATH, member)
        .interface(INTERFACE)
        .build(&())
}

fn error(err: zbus::Error) -> BackendError {
    failure::called(SERVICE, err)
}

/// Reads a signal. One that cannot be read is no reason to stop following.
fn told(message: &Message) -> Told {
    let header = message.header();
    let member = header.member().map_or("", |m| m.as_str()).to_owned();
    match parse(&member, message) {
        Ok(told) => told,
        Err(err) => {
            tracing::warn!(member, %err, "a transaction's signal cannot be read");
            Told::Other
        }
    }
}

/// (start, elapsed), (fetches, writes) outstanding, (scanned, fetched, outstanding) metadata,
/// (parts, fetched, superblocks, bytes) of a delta, (fetched, requested) content, (bytes, bytes a second).
type DownloadBody = (
    (u64, u64),
    (u32, u32),
    (u32, u32, u32),
    (u32, u32, u32, u64),
    (u32, u32),
    (u64, u64),
);

fn parse(member: &str, message: &Message) -> zbus::Result<Told> {
    let body = message.body();
    Ok(match member {
        "Message" => Told::Message(body.deserialize()?),
        "TaskBegin" => Told::TaskBegin(body.deserialize()?),
        "TaskEnd" => Told::TaskEnd,
        "ProgressEnd" => Told::ProgressEnd,
        "PercentProgress" => {
            let (text, percent) = body.deserialize()?;
            Told::Percent(text, percent)
        }
        "DownloadProgress" => {
            let (_, _, metadata, delta, content, transfer): DownloadBody = body.deserialize()?;
            Told::Download(Download {
                metadata_outstanding: metadata.2,
                delta_parts: (delta.1, delta.0),
                delta_bytes: delta.3,
                content,
                transfer,
            })
        }
        "Finished" => {
            let (success, words) = body.deserialize()?;
            Told::Finished(success, words)
        }
        "PropertiesChanged" => {
            let (_, changed, _): (String, super::wire::Dict, Vec<String>) = body.deserialize()?;
            match changed.get("Title") {
                Some(title) => Told::Title(String::try_from(title.clone())?),
                None => Told::Other,
            }
        }
        _ => Told::Other,
    })
}
