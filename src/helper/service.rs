//! The interface on the bus. Every request goes the same way: parse → validate → authorise → act → report.
//!
//! Nothing reaches polkit that does not name a deployment of this computer to which the verb can be done.
//! While a person is asked, other requests go on; commands run one at a time, after a second look.

use std::sync::Arc;

use isotope::domain::OstreeId;
use isotope::helper_api::{self, HelperError};
use zbus::message::Header;
use zbus::{Connection, fdo};

use crate::ostree::Ostree;
use crate::policy;
use crate::rules::{self, Verb};

/// The object at [`helper_api::PATH`].
#[derive(Debug)]
pub(crate) struct Service {
    ostree: Arc<Ostree>,
    /// Cloned into every running request.
    requests: Arc<()>,
}

/// Tells whether requests are being worked on.
#[derive(Debug)]
pub(crate) struct Idle(Arc<()>);

impl Idle {
    pub(crate) fn now(&self) -> bool {
        // The service and this hold one each.
        Arc::strong_count(&self.0) <= 2
    }
}

#[zbus::interface(name = "io.github.isotope_desktop.Isotope.Helper1")]
impl Service {
    /// Keeps a deployment until it is released.
    async fn pin(
        &self,
        deployment_id: &str,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
    ) -> Result<(), HelperError> {
        self.answer(Verb::Pin, deployment_id, &header, connection)
            .await
    }

    /// Releases a kept deployment.
    async fn unpin(
        &self,
        deployment_id: &str,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
    ) -> Result<(), HelperError> {
        self.answer(Verb::Unpin, deployment_id, &header, connection)
            .await
    }

    /// Makes a deployment the next start.
    async fn make_next(
        &self,
        deployment_id: &str,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
    ) -> Result<(), HelperError> {
        self.answer(Verb::MakeNext, deployment_id, &header, connection)
            .await
    }

    /// Deletes a deployment.
    async fn delete(
        &self,
        deployment_id: &str,
        #[zbus(header)] header: Header<'_>,
        #[zbus(connection)] connection: &Connection,
    ) -> Result<(), HelperError> {
        self.answer(Verb::Delete, deployment_id, &header, connection)
            .await
    }

    /// Version of this interface.
    #[zbus(property(emits_changed_signal = "const"))]
    #[expect(clippy::unused_self, reason = "a property has an object")]
    fn version(&self) -> u32 {
        helper_api::VERSION
    }
}

impl Service {
    pub(crate) fn new(ostree: Arc<Ostree>) -> Self {
        Self {
            ostree,
            requests: Arc::new(()),
        }
    }

    pub(crate) fn idle(&self) -> Idle {
        Idle(Arc::clone(&self.requests))
    }

    async fn answer(
        &self,
        verb: Verb,
        text: &str,
        header: &Header<'_>,
        connection: &Connection,
    ) -> Result<(), HelperError> {
        let _request = Arc::clone(&self.requests);
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let mut permission = "not asked";
        let result = self
            .treat(verb, text, header, connection, &mut permission)
            .await;
        let uid = uid(header, connection).await;
        let deployment = shortened(text);
        match &result {
            Ok(()) => {
                tracing::info!(sender, uid, ?verb, deployment, permission, "done");
            }
            Err(err) => {
                tracing::info!(sender, uid, ?verb, deployment, permission, %err, "refused");
            }
        }
        result
    }

    async fn treat(
        &self,
        verb: Verb,
        text: &str,
        header: &Header<'_>,
        connection: &Connection,
        permission: &mut &'static str,
    ) -> Result<(), HelperError> {
        let id: OstreeId = text.parse().map_err(|_| {
            HelperError::InvalidArgument("that is no id of a deployment".to_owned())
        })?;
        let table = self.ostree.table().await?;
        rules::check(verb, &table, &id)?;
        let version = table.find(&id).and_then(|(_, e)| e.version.as_deref());
        let version = version.unwrap_or_else(|| id.checksum.short());
        *permission = "refused";
        policy::ask(connection, header, verb.action(), version).await?;
        *permission = "granted";
        self.ostree.change(verb, &id).await
    }
}

/// Who asks, for the log only: polkit looks for itself.
async fn uid(header: &Header<'_>, connection: &Connection) -> Option<u32> {
    let sender = header.sender()?.to_owned();
    let bus = fdo::DBusProxy::new(connection).await.ok()?;
    bus.get_connection_unix_user(sender.into()).await.ok()
}

/// At most 40 plain characters: an id is recognised by them, and nothing hurts the log.
fn shortened(text: &str) -> String {
    text.chars()
        .take(40)
        .map(|c| if c.is_ascii_graphic() { c } else { '?' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_gets_short_plain_words() {
        assert_eq!(shortened("../etc\n\u{1b}[31m"), "../etc??[31m");
        assert_eq!(shortened(&"x".repeat(10_000_000)).len(), 40);
    }
}
