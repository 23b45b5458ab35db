//! Who uses the service, and what they may do.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::StreamExt;
use tokio::sync::watch;
use zbus::message::Header;
use zbus_polkit::policykit1::{AuthorityProxy, CheckAuthorizationFlags, Subject};

use super::error::Refusal;

/// Registered clients.
#[derive(Debug)]
pub(super) struct Clients {
    /// Bus names and what they call themselves.
    known: Mutex<HashMap<String, String>>,
    /// Changes when one comes or goes.
    activity: watch::Sender<()>,
}

/// Asks polkit whether the caller may do that.
///
/// The real service never asks about root. This one does: on a practice machine all programs belong to the same
/// person, who may well be root, and is to be treated like anybody.
pub(super) async fn authorize(
    connection: &zbus::Connection,
    header: &Header<'_>,
    action: &str,
    what: &str,
) -> Result<(), Refusal> {
    let failed = |e: zbus::Error| Refusal::NoAuthority(format!("Authorization error: {e}"));
    let subject = Subject::new_for_message_header(header)
        .map_err(|e| Refusal::NoAuthority(format!("Authorization error: {e}")))?;
    let flags = if action == "client-management" {
        CheckAuthorizationFlags::empty()
    } else {
        CheckAuthorizationFlags::ALLOW_USER_INTERACTION
    };
    let authority = AuthorityProxy::new(connection).await.map_err(failed)?;
    let action = format!("org.projectatomic.rpmostree1.{action}");
    let answer = authority
        .check_authorization(&subject, &action, &HashMap::new(), flags, "")
        .await
        .map_err(|e| Refusal::NoAuthority(format!("Authorization error: {e}")))?;
    if answer.is_authorized {
        Ok(())
    } else {
        let text = format!("rpmostreed {what} not allowed for user");
        Err(Refusal::AccessDenied(text))
    }
}

impl Clients {
    /// Nobody yet; `activity` changes when one comes or goes.
    pub(super) fn new(activity: watch::Sender<()>) -> Self {
        Self {
            known: Mutex::default(),
            activity,
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nobody is registered.
    pub(super) fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Notes a client that keeps the service alive.
    pub(super) fn register(&self, header: &Header<'_>, id: String) {
        if let Some(sender) = header.sender() {
            self.lock().insert(sender.to_string(), id);
        }
        self.activity.send_replace(());
    }

    /// Forgets it.
    pub(super) fn unregister(&self, header: &Header<'_>) {
        if let Some(sender) = header.sender() {
            self.lock().remove(sender.as_str());
        }
        self.activity.send_replace(());
    }

    /// The caller in words: `client(id:isotope dbus:1.6 uid:1000)`.
    pub(super) async fn describe(
        &self,
        header: &Header<'_>,
        connection: Option<&zbus::Connection>,
    ) -> String {
        let Some(sender) = header.sender() else {
            return "client(unknown)".to_owned();
        };
        let id = self.lock().get(sender.as_str()).cloned();
        let id = id
            .filter(|id| !id.is_empty())
            .map(|id| format!("id:{id} "))
            .unwrap_or_default();
        let uid = async {
            let bus = zbus::fdo::DBusProxy::new(connection?).await.ok()?;
            let sender = sender.to_owned();
            bus.get_connection_unix_user(sender.into()).await.ok()
        };
        let uid = uid.await.map(|uid| format!(" uid:{uid}"));
        format!("client({id}dbus{sender}{})", uid.unwrap_or_default())
    }

    /// Takes clients off the list when they leave the bus.
    pub(super) async fn watch(&self, connection: &zbus::Connection) -> zbus::Result<()> {
        let bus = zbus::fdo::DBusProxy::new(connection).await?;
        let mut changes = bus.receive_name_owner_changed().await?;
        while let Some(change) = changes.next().await {
            let args = change.args()?;
            if args.new_owner.is_none() && self.lock().remove(args.name.as_str()).is_some() {
                self.activity.send_replace(());
            }
        }
        Ok(())
    }
}
