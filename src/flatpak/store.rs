//! The calls of the permission store, with its ways smoothed.

use std::collections::BTreeMap;

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use serde::{Deserialize, Serialize};
use zbus::proxy::CacheProperties;
use zbus::wire::serialized::{Context, Data};
use zbus::wire::{LE, to_bytes};
use zbus::{Connection, OwnedVariant, Variant};

use crate::bus::{Failure, FailureKind};
use crate::domain::permission::{DocumentId, PortalAnswer, PortalForm, PortalKey, PortalKind};

use super::json;

pub(super) const NAME: &str = "org.freedesktop.impl.portal.PermissionStore";
pub(super) const PATH: &str = "/org/freedesktop/impl/portal/PermissionStore";
/// Questions on their way at the same time. A person who opens many kinds of files has hundreds of entries.
const AT_ONCE: usize = 32;

#[zbus::proxy(
    interface = "org.freedesktop.impl.portal.PermissionStore",
    default_service = "org.freedesktop.impl.portal.PermissionStore",
    default_path = "/org/freedesktop/impl/portal/PermissionStore"
)]
trait PermissionStore {
    fn list(&self, table: &str) -> zbus::Result<Vec<String>>;
    fn lookup(&self, table: &str, id: &str) -> zbus::Result<(Permissions, OwnedVariant)>;
    fn set(
        &self,
        table: &str,
        create: bool,
        id: &str,
        permissions: &Permissions,
        data: &Variant<'_>,
    ) -> zbus::Result<()>;
    fn set_permission(
        &self,
        table: &str,
        create: bool,
        id: &str,
        app: &str,
        permissions: &[String],
    ) -> zbus::Result<()>;
    fn delete(&self, table: &str, id: &str) -> zbus::Result<()>;
    fn delete_permission(&self, table: &str, id: &str, app: &str) -> zbus::Result<()>;
}

/// What is stored for each app. In the order of names, so that the same is sent the same.
type Permissions = BTreeMap<String, Vec<String>>;

/// Why the store could not be read or changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PortalError {
    /// There is no such service on this computer, or no session to have it.
    #[error("{service} is not there")]
    Missing {
        /// Its name on the bus.
        service: &'static str,
    },
    /// The service does not listen to Isotope.
    #[error("{service} refuses: {detail}")]
    NotAllowed {
        /// Its name on the bus.
        service: &'static str,
        /// What it says.
        detail: String,
    },
    /// Such an answer cannot be given there.
    #[error("{key} cannot be answered so")]
    NoSuchAnswer {
        /// The place.
        key: PortalKey,
    },
    /// The document is not there any more.
    #[error("there is no document {id}")]
    NoSuchDocument {
        /// Its name.
        id: DocumentId,
    },
    /// The disk is full: the change could not be remembered, so it was not made.
    #[error("{detail}")]
    NoRoom {
        /// What the system says.
        detail: String,
    },
    /// The service failed.
    #[error("{service}: {detail}")]
    Failed {
        /// Its name on the bus.
        service: &'static str,
        /// What it says.
        detail: String,
    },
}

impl PortalError {
    /// There is no bus to look for services on.
    pub(super) fn no_session() -> Self {
        Self::Missing { service: NAME }
    }

    pub(super) fn of(service: &'static str, failure: Failure) -> Self {
        let detail = failure.detail;
        match failure.kind {
            FailureKind::Missing => Self::Missing { service },
            FailureKind::NotAllowed => Self::NotAllowed { service, detail },
            FailureKind::Left
            | FailureKind::Cancelled
            | FailureKind::Busy
            | FailureKind::NotFound
            | FailureKind::NoSpace
            | FailureKind::TimedOut
            | FailureKind::NotSupported
            | FailureKind::Failed
            | FailureKind::Broken => Self::Failed { service, detail },
        }
    }
}

/// An error of the store.
fn error(err: zbus::Error) -> PortalError {
    PortalError::of(NAME, err.into())
}

/// Nothing instead of the error that something is not there.
fn if_there<T>(result: zbus::Result<T>) -> Result<Option<T>, PortalError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(err) => {
            let failure = Failure::from(err);
            if failure.kind == FailureKind::NotFound {
                Ok(None)
            } else {
                Err(PortalError::of(NAME, failure))
            }
        }
    }
}

/// One entry of a table, as it is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StoredEntry {
    /// What each app has.
    pub(super) permissions: Permissions,
    /// What belongs to all of them.
    pub(super) data: OwnedVariant,
}

/// What one app has in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The words, as they are stored.
    pub values: Vec<String>,
    /// The saved session to which the row belongs and with which it goes and comes: a variant as on the bus, the least
    /// byte first.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "json::bytes")]
    session: Option<Vec<u8>>,
}

impl Row {
    /// A row that is no saved session.
    #[must_use]
    pub fn of(values: Vec<String>) -> Self {
        Self {
            values,
            session: None,
        }
    }

    /// What it says.
    #[must_use]
    pub fn answer(&self, kind: PortalKind) -> PortalAnswer {
        PortalAnswer::read(kind, &self.values)
    }
}

/// Bytes that begin where a bus' message would.
fn on_the_bus() -> Context {
    Context::new(LE, 0)
}

/// The service.
#[derive(Clone, Debug)]
pub(super) struct Store {
    calls: Connection,
}

impl Store {
    pub(super) fn new(calls: Connection) -> Self {
        Self { calls }
    }

    /// All entries of a table.
    pub(super) async fn table(
        &self,
        table: &str,
    ) -> Result<Vec<(PortalKey, StoredEntry)>, PortalError> {
        let ids = self.proxy().await?.list(table).await.map_err(error)?;
        let keys = ids.iter().filter_map(|id| PortalKey::new(table, id).ok());
        let keys: Vec<PortalKey> = keys.collect();
        stream::iter(keys)
            .map(|key| async move {
                // One that went in the meantime is none.
                let entry = self.entry(&key).await?;
                Ok(entry.map(|entry| (key, entry)))
            })
            .buffered(AT_ONCE)
            .try_filter_map(|found| async move { Ok(found) })
            .try_collect()
            .await
    }

    /// What an app has in a place. `None`: nothing.
    pub(super) async fn row(&self, app: &str, key: &PortalKey) -> Result<Option<Row>, PortalError> {
        let kind = key.kind();
        let Some(mut entry) = self.entry(key).await? else {
            return Ok(None);
        };
        let Some(values) = entry.permissions.remove(&kind.store_name(app)) else {
            return Ok(None);
        };
        let mut row = Row::of(values);
        if kind.facts().form == PortalForm::Session {
            let session = to_bytes(on_the_bus(), &*entry.data).map_err(error)?;
            row.session = Some(session.to_vec());
        }
        Ok(Some(row))
    }

    /// Gives an app that row, or takes the one that it has.
    pub(super) async fn write(
        &self,
        app: &str,
        key: &PortalKey,
        row: Option<&Row>,
    ) -> Result<(), PortalError> {
        match row {
            Some(Row {
                values,
                session: Some(session),
            }) => {
                let data = Data::new(session.as_slice(), on_the_bus());
                let (data, _) = data.deserialize::<OwnedVariant>().map_err(error)?;
                let permissions = [(key.kind().store_name(app), values.clone())].into();
                let store = self.proxy().await?;
                let set = store.set(key.table(), true, key.id(), &permissions, &data);
                set.await.map_err(error)
            }
            Some(row) => self.put(app, key, &row.values).await,
            None if key.kind().facts().form == PortalForm::Session => self.delete(key).await,
            None => self.take(app, key).await,
        }
    }

    /// Takes an app's row out of an entry.
    pub(super) async fn take(&self, app: &str, key: &PortalKey) -> Result<(), PortalError> {
        let store = self.proxy().await?;
        let name = key.kind().store_name(app);
        if_there(store.delete_permission(key.table(), key.id(), &name).await)?;
        Ok(())
    }

    /// Gives an app's answer, whether anybody had one before or not.
    pub(super) async fn put(
        &self,
        app: &str,
        key: &PortalKey,
        values: &[String],
    ) -> Result<(), PortalError> {
        let name = key.kind().store_name(app);
        let store = self.proxy().await?;
        // "Create", always: a place is there only after somebody was asked.
        let set = store.set_permission(key.table(), true, key.id(), &name, values);
        set.await.map_err(error)
    }

    /// An entry. `None`: nobody was asked.
    pub(super) async fn entry(&self, key: &PortalKey) -> Result<Option<StoredEntry>, PortalError> {
        let found = self.proxy().await?.lookup(key.table(), key.id()).await;
        let entry = if_there(found)?;
        Ok(entry.map(|(permissions, data)| StoredEntry { permissions, data }))
    }

    async fn proxy(&self) -> Result<PermissionStoreProxy<'_>, PortalError> {
        PermissionStoreProxy::builder(&self.calls)
            .cache_properties(CacheProperties::No)
            .build()
            .await
            .map_err(error)
    }

    /// Takes an entry away for all apps.
    pub(super) async fn delete(&self, key: &PortalKey) -> Result<(), PortalError> {
        let store = self.proxy().await?;
        if_there(store.delete(key.table(), key.id()).await)?;
        Ok(())
    }
}
