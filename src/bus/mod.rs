//! The only place that opens D-Bus connections, and that reads D-Bus errors.

mod failure;

use std::time::Duration;

use zbus::connection::Builder;
use zbus::message::Type;
use zbus::{Connection, MatchRule, MessageStream};

pub use failure::{Failure, FailureKind};

/// How long a question to a service may take. The first one may start a daemon that has much to load.
pub const ANSWER_TIMEOUT: Duration = Duration::from_mins(5);

/// Connects to the system bus (`DBUS_SYSTEM_BUS_ADDRESS`, or its usual place).
///
/// # Errors
/// When there is no such bus.
pub async fn system() -> zbus::Result<Connection> {
    Builder::system()
        .method_timeout(ANSWER_TIMEOUT)
        .build()
        .await
}

/// Connects to the session bus (`DBUS_SESSION_BUS_ADDRESS`, or its usual place), or to the one at the address.
///
/// # Errors
/// When there is no such bus.
pub async fn session(address: Option<&str>) -> zbus::Result<Connection> {
    let builder = address.map_or_else(Builder::session, Builder::address);
    builder.method_timeout(ANSWER_TIMEOUT).build().await
}

/// Two connections to one bus, because a signal stream that nobody polls blocks every answer that comes over the
/// same connection.
#[derive(Clone, Debug)]
pub struct Lines {
    /// For calls. Has no time limit: a call may wait for a person at a password dialog. A service that dies in
    /// the middle is answered for by the bus.
    pub calls: Connection,
    /// For signals only.
    pub signals: Connection,
}

impl Lines {
    /// Connects to the system bus twice.
    ///
    /// # Errors
    /// When there is no such bus.
    pub async fn system() -> zbus::Result<Self> {
        Ok(Self {
            calls: Builder::system().build().await?,
            signals: system().await?,
        })
    }

    /// Connects twice to the session bus, or to the one at the address. Nobody is asked for a password there, so
    /// calls have a time limit.
    ///
    /// # Errors
    /// When there is no such bus.
    pub async fn session(address: Option<&str>) -> zbus::Result<Self> {
        Ok(Self {
            calls: session(address).await?,
            signals: session(address).await?,
        })
    }

    /// Connects twice to the bus at this address.
    ///
    /// # Errors
    /// When the address is malformed or nobody answers there.
    pub async fn at(address: &str) -> zbus::Result<Self> {
        let signals = Builder::address(address).method_timeout(ANSWER_TIMEOUT);
        Ok(Self {
            calls: Builder::address(address).build().await?,
            signals: signals.build().await?,
        })
    }
}

/// `NameOwnerChanged` of one name: its coming and going.
///
/// # Errors
/// When the bus does not take the rule.
pub async fn owners(connection: &Connection, name: &str) -> zbus::Result<MessageStream> {
    let rule = MatchRule::builder()
        .msg_type(Type::Signal)
        .sender("org.freedesktop.DBus")
        .interface("org.freedesktop.DBus")
        .member("NameOwnerChanged")
        .arg(0, name)
        .build()?;
    MessageStream::for_match_rule(rule, connection, None).await
}

/// Connects to a peer without a bus between, and listens. Dropping the stream leaves the peer.
///
/// # Errors
/// When nobody listens there.
pub async fn peer(address: &str) -> zbus::Result<MessageStream> {
    let connection = Builder::address(address).p2p().build().await?;
    Ok(MessageStream::from(connection))
}
