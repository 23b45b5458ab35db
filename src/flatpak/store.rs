//! The calls of the permission store, with its ways smoothed.

use std::collections::BTreeMap;

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use zbus::proxy::CacheProperties;
use zbus::{Connection, OwnedVariant, Variant};

use crate::bus::{Failure, FailureKind};
use crate::domain::permission::{PortalForm, PortalKey};

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

    /// Takes an app's row out of an entry. A saved session goes as a whole.
    pub(super) async fn take(&self, app: &str, key: &PortalKey) -> Result<(), PortalError> {
        let store = self.proxy().await?;
        let kind = key.kind();
        if kind.facts().form == PortalForm::Session {
            return self.delete(key).await;
        }
        let name = kind.store_name(app);
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

    /// Makes or replaces an entry as a whole.
    pub(super) async fn write(
        &self,
        key: &PortalKey,
        entry: &StoredEntry,
    ) -> Result<(), PortalError> {
        let store = self.proxy().await?;
        let StoredEntry { permissions, data } = entry;
        let set = store.set(key.table(), true, key.id(), permissions, data);
        set.await.map_err(error)
    }

    /// Takes an entry away for all apps.
    pub(super) async fn delete(&self, key: &PortalKey) -> Result<(), PortalError> {
        let store = self.proxy().await?;
        if_there(store.delete(key.table(), key.id()).await)?;
        Ok(())
    }
}
