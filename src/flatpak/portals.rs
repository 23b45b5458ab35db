//! What apps were granted while they were used: the permission store of the portals.
//!
//! The store is a service of the session (`xdg-permission-store`); the files behind it are its own and are never written
//! here. It has no call that lists its tables, so the known ones are asked for, and those of which there is a file.
//! Three of its ways are easy to trip over and are dealt with here, each with a test: an id that is not there is an error,
//! and means only that nobody was asked; taking an app's answer away leaves an empty entry behind, which means the same;
//! and a saved session is one entry with its data, which goes as a whole.
//!
//! Source: xdg-desktop-portal `document-portal/permission-store.c` (1.20),
//! `data/org.freedesktop.impl.portal.PermissionStore.xml`.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use futures_util::future::try_join_all;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use zbus::message::Type;
use zbus::{MatchRule, MessageStream};

use super::documents::NAME as DOCUMENTS;
use super::store::{NAME, PATH, PortalError, Row, Store, StoredEntry};
use crate::bus::{self, Lines};
use crate::domain::permission::{PortalAnswer, PortalGrant, PortalKey, PortalKind};

/// The permission store.
#[derive(Clone, Debug)]
pub struct PermissionStore {
    store: Store,
    signals: zbus::Connection,
    files: PathBuf,
}

impl PermissionStore {
    /// By the session's bus, and the folder in which the store has a file for each table (`<data home>/flatpak/db`). The
    /// folder need not be there or be readable: it only tells about tables that Isotope does not know by name.
    #[must_use]
    pub fn new(lines: &Lines, files: PathBuf) -> Self {
        Self {
            store: Store::new(lines.calls.clone()),
            signals: lines.signals.clone(),
            files,
        }
    }

    /// Every answer that is stored for any app, by kind, id and app. Without documents, and without the rows that
    /// nothing reads.
    ///
    /// # Errors
    /// [`PortalError::Missing`] without the service; the others when it fails.
    pub async fn all(&self) -> Result<Vec<PortalGrant>, PortalError> {
        let tables = self.tables().await;
        let read = tables.iter().map(|table| self.store.table(table));
        let mut grants: Vec<PortalGrant> = try_join_all(read)
            .await?
            .into_iter()
            .flatten()
            .filter(|(key, _)| key.kind().is_live())
            .flat_map(|(key, entry)| grants_in(&key, entry))
            .collect();
        let place =
            |grant: &PortalGrant| PortalKind::ALL.iter().position(|k| *k == grant.key.kind());
        grants.sort_by(|a, b| (place(a), &a.key, &a.app).cmp(&(place(b), &b.key, &b.app)));
        Ok(grants)
    }

    /// What an app has in a place, as it is stored. `None`: nothing.
    ///
    /// # Errors
    /// As for [`Self::all`].
    pub async fn row(&self, app: &str, key: &PortalKey) -> Result<Option<Row>, PortalError> {
        self.store.row(app, key).await
    }

    /// Gives an app that row, or, without one, takes the one that it has. What other apps have stays, and the data beside
    /// it. A saved session comes and goes as a whole; one that is running is saved again when it ends.
    ///
    /// # Errors
    /// As for [`Self::all`]. Nothing to take is no error.
    pub async fn write(
        &self,
        app: &str,
        key: &PortalKey,
        row: Option<&Row>,
    ) -> Result<(), PortalError> {
        self.store.write(app, key, row).await
    }

    /// One item as soon as it listens, then one whenever anything in the store changes and when the store or the documents
    /// portal comes or goes: "read again". Ends with the connection.
    #[must_use]
    pub fn changes(&self) -> BoxStream<'static, ()> {
        let signals = self.signals.clone();
        let stream = async move {
            listen(signals).await.unwrap_or_else(|err| {
                tracing::warn!(%err, "changes of the permission store cannot be heard");
                stream::once(async {}).boxed()
            })
        };
        stream::once(stream).flatten().boxed()
    }

    async fn tables(&self) -> BTreeSet<String> {
        let known = PortalKind::ALL.iter().map(|kind| kind.facts().table);
        let known = known.filter(|table| !table.is_empty()).map(str::to_owned);
        let mut tables: BTreeSet<String> = known.collect();
        match files_in(&self.files).await {
            Ok(files) => tables.extend(files),
            Err(err) => {
                tracing::debug!(%err, folder = %self.files.display(), "tables cannot be listed");
            }
        }
        tables.remove(PortalKind::Document.facts().table);
        tables
    }
}

/// The names in a folder that can be tables.
async fn files_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut entries = tokio::fs::read_dir(folder).await?;
    let mut names = Vec::new();
    while let Some(entry) = entries.next_entry().await? {
        let name = entry.file_name().into_string().unwrap_or_default();
        // The same rule: while a table is written there is `TABLE.XXXXXX` beside it.
        if PortalKey::new(&name, "any").is_ok() {
            names.push(name);
        }
    }
    Ok(names)
}

fn grants_in(key: &PortalKey, entry: StoredEntry) -> Vec<PortalGrant> {
    let kind = key.kind();
    let rows = entry.permissions.into_iter();
    rows.map(|(name, values)| PortalGrant {
        app: kind.app_of(&name).to_owned(),
        key: key.clone(),
        answer: PortalAnswer::read(kind, &values),
    })
    .collect()
}

async fn listen(signals: zbus::Connection) -> zbus::Result<BoxStream<'static, ()>> {
    let changed = MatchRule::builder()
        .msg_type(Type::Signal)
        .interface(NAME)
        .path(PATH)
        .member("Changed")
        .build()?;
    let changed = MessageStream::for_match_rule(changed, &signals, None).await?;
    let owner = bus::owners(&signals, NAME).await?;
    // What it hands out is remembered in the store; only that it is there is not.
    let documents = bus::owners(&signals, DOCUMENTS).await?;
    let all = stream::select(changed, stream::select(owner, documents));
    let many = all.ready_chunks(64);
    Ok(stream::once(async {}).chain(many.map(|_| ())).boxed())
}
