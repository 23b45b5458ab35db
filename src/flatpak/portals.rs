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

use super::store::{NAME, PATH, PortalError, Store, StoredEntry};
use crate::bus::{self, Lines};
use crate::domain::AppId;
use crate::domain::permission::{PortalAnswer, PortalGrant, PortalKey, PortalKind};

/// What was there before a change, with which [`PermissionStore::restore`] undoes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Former {
    /// Where.
    pub key: PortalKey,
    /// Whose answer: the app's id.
    pub app: String,
    /// The whole entry; `None` when there was none.
    entry: Option<StoredEntry>,
}

impl Former {
    /// What the app's answer was.
    #[must_use]
    pub fn answer(&self) -> PortalAnswer {
        let kind = self.key.kind();
        let values = self.values();
        values.map_or(PortalAnswer::NotAsked, |values| {
            PortalAnswer::read(kind, values)
        })
    }

    /// The same as it was stored.
    #[must_use]
    pub fn values(&self) -> Option<&[String]> {
        let name = self.key.kind().store_name(&self.app);
        let values = self.entry.as_ref()?.permissions.get(&name)?;
        Some(values)
    }
}

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

    /// Everything about one app: first each live thing that has one place, also when nobody was asked yet
    /// ([`PortalAnswer::NotAsked`]), in the order of [`PortalKind::ALL`]; then the devices, sessions and handlers it has.
    /// Documents are not among them.
    ///
    /// # Errors
    /// [`PortalError::Missing`] without the service; the others when it fails.
    pub async fn grants_of(&self, app: &AppId) -> Result<Vec<PortalGrant>, PortalError> {
        let mut found = self.all().await?;
        found.retain(|grant| grant.app == app.as_str());
        let places = PortalKind::ALL.iter().filter(|kind| kind.is_live());
        let mut grants: Vec<PortalGrant> = places
            .filter_map(|kind| kind.key())
            .map(|key| {
                let at = found.iter().position(|grant| grant.key == key);
                at.map(|at| found.remove(at)).unwrap_or(PortalGrant {
                    app: app.to_string(),
                    key,
                    answer: PortalAnswer::NotAsked,
                })
            })
            .collect();
        grants.append(&mut found);
        Ok(grants)
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

    /// Gives an app's answer. Answers of other apps and the data beside them stay.
    ///
    /// # Errors
    /// [`PortalError::NoSuchAnswer`] when nothing would understand it; the others as for [`Self::all`]. Then nothing
    /// was changed.
    pub async fn set(
        &self,
        app: &AppId,
        key: &PortalKey,
        answer: &PortalAnswer,
    ) -> Result<Former, PortalError> {
        let values = answer.values(key.kind());
        let values = values.ok_or_else(|| PortalError::NoSuchAnswer { key: key.clone() })?;
        let former = self.former(app.as_str(), key).await?;
        self.store.put(app.as_str(), key, &values).await?;
        Ok(former)
    }

    /// Forgets an app's answer, so that what is so without one is so again: for most things the person is asked. A saved
    /// session goes as a whole. Takes also what is left of apps that are gone, whatever they were called.
    ///
    /// A session that is running is saved again when it ends.
    ///
    /// # Errors
    /// As for [`Self::all`]. No answer to forget is no error.
    pub async fn forget(&self, app: &str, key: &PortalKey) -> Result<Former, PortalError> {
        let former = self.former(app, key).await?;
        if former.values().is_some() {
            self.store.take(app, key).await?;
        }
        Ok(former)
    }

    /// Puts back what was there before a change. What other apps were granted in the meantime stays.
    ///
    /// # Errors
    /// As for [`Self::all`].
    pub async fn restore(&self, former: &Former) -> Result<(), PortalError> {
        let now = self.store.entry(&former.key).await?;
        let Some(entry) = &former.entry else {
            return match now {
                Some(_) => self.store.take(&former.app, &former.key).await,
                None => Ok(()),
            };
        };
        if now.is_none() {
            return self.store.write(&former.key, entry).await;
        }
        match former.values() {
            Some(values) => self.store.put(&former.app, &former.key, values).await,
            None => self.store.take(&former.app, &former.key).await,
        }
    }

    /// One item whenever anything in the store changes, and when the store comes or goes: "read again". Ends with the
    /// connection.
    #[must_use]
    pub fn changes(&self) -> BoxStream<'static, ()> {
        let signals = self.signals.clone();
        let stream = async move {
            listen(signals).await.unwrap_or_else(|err| {
                tracing::warn!(%err, "changes of the permission store cannot be heard");
                stream::empty().boxed()
            })
        };
        stream::once(stream).flatten().boxed()
    }

    async fn former(&self, app: &str, key: &PortalKey) -> Result<Former, PortalError> {
        Ok(Former {
            key: key.clone(),
            app: app.to_owned(),
            entry: self.store.entry(key).await?,
        })
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
    let many = stream::select(changed, owner).ready_chunks(64);
    Ok(many.map(|_| ()).boxed())
}
