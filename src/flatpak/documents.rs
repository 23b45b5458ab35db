//! Files and folders that a person chose for an app in a dialog: the documents portal.
//!
//! The portal has them in its memory; those that outlive the session also stand in the table `documents` of the permission
//! store. Taking one out of the table takes nothing away from an app as long as the portal runs, so it is asked itself. It
//! does not list anything to callers in a sandbox, nor let them take anything away: there the table is read, and the
//! portal is asked by a program on the host. Where no portal runs, which is not started for this, the table is all
//! there is.
//!
//! To a program in a sandbox the portal also hands out what a person chose for it, under a path of its own;
//! [`Documents::host_path`] knows the one on the host.
//!
//! Source: xdg-desktop-portal `document-portal/document-portal.c` (1.20), `data/org.freedesktop.portal.Documents.xml`.

pub(super) mod handed;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use zbus::proxy::CacheProperties;
use zbus::{Connection, OwnedVariant, Variant};

use super::host::{Host, HostCommand, HostError};
use super::store::{PortalError, Store, StoredEntry};
use crate::bus::{Failure, FailureKind, Lines};
use crate::domain::AppId;
use crate::domain::permission::{Document, DocumentId, DocumentRight, PortalKey, PortalKind};

pub(super) const NAME: &str = "org.freedesktop.portal.Documents";
const PATH: &str = "/org/freedesktop/portal/documents";
const AT_ONCE: usize = 32;

#[zbus::proxy(
    interface = "org.freedesktop.portal.Documents",
    default_service = "org.freedesktop.portal.Documents",
    default_path = "/org/freedesktop/portal/documents"
)]
trait Portal {
    #[zbus(no_autostart)]
    fn list(&self, app: &str) -> zbus::Result<HashMap<String, Vec<u8>>>;
    #[zbus(no_autostart)]
    fn info(&self, id: &str) -> zbus::Result<(Vec<u8>, BTreeMap<String, Vec<String>>)>;
    #[zbus(no_autostart)]
    fn grant_permissions(&self, id: &str, app: &str, words: &[&str]) -> zbus::Result<()>;
    #[zbus(no_autostart)]
    fn revoke_permissions(&self, id: &str, app: &str, words: &[&str]) -> zbus::Result<()>;
    #[zbus(no_autostart)]
    fn delete(&self, id: &str) -> zbus::Result<()>;
    #[zbus(no_autostart)]
    fn get_mount_point(&self) -> zbus::Result<Vec<u8>>;
    #[zbus(no_autostart)]
    fn get_host_paths(&self, ids: &[&str]) -> zbus::Result<HashMap<String, Vec<u8>>>;
}

/// The chosen files and folders.
#[derive(Clone, Debug)]
pub struct Documents {
    calls: Connection,
    store: Store,
    host: Host,
}

/// What is asked of the portal.
#[derive(Clone, Copy, Debug)]
enum Verb<'a> {
    Grant(&'a AppId, &'a BTreeSet<DocumentRight>),
    Revoke(&'a AppId),
    Delete,
}

impl Documents {
    /// By the session's bus, and the way to programs on the host.
    #[must_use]
    pub fn new(lines: &Lines, host: Host) -> Self {
        Self {
            calls: lines.calls.clone(),
            store: Store::new(lines.calls.clone()),
            host,
        }
    }

    /// Every document that at least one app has, by path. From inside a sandbox without those that are only for
    /// this session.
    ///
    /// # Errors
    /// [`PortalError::Missing`] without the permission store; the others when it or the portal fails.
    pub async fn all(&self) -> Result<Vec<Document>, PortalError> {
        let from_portal = if self.host.is_beyond() {
            None
        } else {
            self.of_portal().await?
        };
        let mut documents = if let Some(documents) = from_portal {
            documents
        } else {
            self.of_table().await?
        };
        documents.retain(|document| !document.apps.is_empty());
        documents.sort_by(|a, b| (&a.path, &a.id).cmp(&(&b.path, &b.id)));
        Ok(documents)
    }

    /// The documents that an app has.
    ///
    /// # Errors
    /// As for [`Self::all`].
    pub async fn of(&self, app: &AppId) -> Result<Vec<Document>, PortalError> {
        let mut documents = self.all().await?;
        documents.retain(|document| document.apps.contains_key(app.as_str()));
        Ok(documents)
    }

    /// Takes a document away from an app, at once, also when it runs. [`Self::grant`] with what it had gives it back.
    ///
    /// # Errors
    /// As for [`Self::all`]. A document that is not there any more is no error.
    pub async fn revoke(&self, app: &AppId, id: &DocumentId) -> Result<(), PortalError> {
        self.ask(id, Verb::Revoke(app)).await.map(drop)
    }

    /// Gives an app rights to a document, beside those that it has. `false`: the document is not there any more, and
    /// stays away.
    ///
    /// # Errors
    /// As for [`Self::all`].
    pub async fn grant(
        &self,
        app: &AppId,
        id: &DocumentId,
        rights: &BTreeSet<DocumentRight>,
    ) -> Result<bool, PortalError> {
        self.ask(id, Verb::Grant(app, rights)).await
    }

    /// Takes a document away from all apps, for good. The file itself stays.
    ///
    /// # Errors
    /// As for [`Self::all`]. A document that is not there any more is no error.
    pub async fn delete(&self, id: &DocumentId) -> Result<(), PortalError> {
        self.ask(id, Verb::Delete).await.map(drop)
    }

    /// Where on the host a file or folder is that was chosen in a dialog: the path itself, but for what the portal handed
    /// out under a path of its own.
    ///
    /// # Errors
    /// [`PortalError::NoSuchDocument`] when nobody knows what was handed out; the others as for [`Self::all`].
    pub async fn host_path(&self, path: &Path) -> Result<PathBuf, PortalError> {
        let portal = self.portal().await?;
        // Without a portal nothing is handed out, or nobody knows any more what.
        let mount = portal.get_mount_point().await.ok().map(path_of);
        let Some(below) = handed::below(path, mount.as_deref()) else {
            return Ok(path.to_owned());
        };
        let (id, rest) = handed::document(below).ok_or_else(|| PortalError::Failed {
            service: NAME,
            detail: path.display().to_string(),
        })?;
        let asked = portal.get_host_paths(&[id.as_str()]).await;
        // An older portal has no such question; what outlives the session also stands in the table.
        let told = asked.ok().and_then(|mut paths| paths.remove(id.as_str()));
        let told = match told {
            Some(told) => Some(path_of(told)),
            None => self.stored_path(&id).await?,
        };
        let found = told.ok_or(PortalError::NoSuchDocument { id })?;
        Ok(found.components().chain(rest.components()).collect())
    }

    async fn stored_path(&self, id: &DocumentId) -> Result<Option<PathBuf>, PortalError> {
        let entry = self.store.entry(&key_of(id)?).await?;
        Ok(entry.and_then(|entry| path_in(&entry.data)).map(path_of))
    }

    /// `false`: there is no such document.
    async fn ask(&self, id: &DocumentId, verb: Verb<'_>) -> Result<bool, PortalError> {
        if self.host.is_beyond() {
            return self.ask_on_host(id, verb).await;
        }
        let portal = self.portal().await?;
        let words = verb.words();
        let asked = match verb {
            Verb::Grant(app, _) => {
                portal
                    .grant_permissions(id.as_str(), app.as_str(), &words)
                    .await
            }
            Verb::Revoke(app) => {
                portal
                    .revoke_permissions(id.as_str(), app.as_str(), &words)
                    .await
            }
            Verb::Delete => portal.delete(id.as_str()).await,
        };
        let Err(failure) = asked.map_err(Failure::from) else {
            return Ok(true);
        };
        match failure.kind {
            FailureKind::NotFound => Ok(false),
            FailureKind::Missing => self.ask_store(id, verb).await,
            FailureKind::Left
            | FailureKind::NotAllowed
            | FailureKind::Cancelled
            | FailureKind::Busy
            | FailureKind::NoSpace
            | FailureKind::TimedOut
            | FailureKind::NotSupported
            | FailureKind::Failed
            | FailureKind::Broken => Err(PortalError::of(NAME, failure)),
        }
    }

    /// Where no portal runs.
    async fn ask_store(&self, id: &DocumentId, verb: Verb<'_>) -> Result<bool, PortalError> {
        let key = key_of(id)?;
        if self.store.entry(&key).await?.is_none() {
            return Ok(false);
        }
        match verb {
            Verb::Grant(app, _) => {
                let words: Vec<String> = verb.words().into_iter().map(str::to_owned).collect();
                self.store.put(app.as_str(), &key, &words).await
            }
            Verb::Revoke(app) => self.store.take(app.as_str(), &key).await,
            Verb::Delete => self.store.delete(&key).await,
        }
        .map(|()| true)
    }

    /// From inside a sandbox. `busctl` is where systemd is; elsewhere there is `gdbus`.
    async fn ask_on_host(&self, id: &DocumentId, verb: Verb<'_>) -> Result<bool, PortalError> {
        // A document that is gone is no error, and the programs' texts are not for reading.
        if self.store.entry(&key_of(id)?).await?.is_none() {
            return Ok(false);
        }
        let mut finished = self.host.run(&verb.busctl(id)).await;
        if let Err(HostError::NoProgram { .. }) = finished {
            finished = self.host.run(&verb.gdbus(id)).await;
        }
        let failed = |detail: String| PortalError::Failed {
            service: NAME,
            detail,
        };
        let finished = finished.map_err(|err| failed(err.to_string()))?;
        if finished.status.success() {
            return Ok(true);
        }
        let said = String::from_utf8_lossy(&finished.err);
        Err(failed(said.trim().to_owned()))
    }

    /// `None` where no portal runs.
    async fn of_portal(&self) -> Result<Option<Vec<Document>>, PortalError> {
        let portal = self.portal().await?;
        let listed = match portal.list("").await.map_err(Failure::from) {
            Ok(listed) => listed,
            Err(failure) if failure.kind == FailureKind::Missing => return Ok(None),
            Err(failure) => return Err(PortalError::of(NAME, failure)),
        };
        let ids = listed.keys().filter_map(|id| id.parse().ok());
        let ids: Vec<DocumentId> = ids.collect();
        let documents = stream::iter(ids)
            .map(|id| {
                let portal = portal.clone();
                async move {
                    let info = portal.info(id.as_str()).await.map_err(Failure::from);
                    match info {
                        Ok((path, apps)) => Ok(Some(document(id, path, &apps))),
                        // It went in the meantime.
                        Err(failure) if failure.kind == FailureKind::NotFound => Ok(None),
                        Err(failure) => Err(PortalError::of(NAME, failure)),
                    }
                }
            })
            .buffered(AT_ONCE)
            .try_filter_map(|found| async move { Ok(found) });
        documents.try_collect().await.map(Some)
    }

    async fn of_table(&self) -> Result<Vec<Document>, PortalError> {
        let table = PortalKind::Document.facts().table;
        let entries = self.store.table(table).await?;
        let read = entries.into_iter().filter_map(|(key, entry)| {
            let StoredEntry { permissions, data } = entry;
            Some(document(
                key.id().parse().ok()?,
                path_in(&data)?,
                &permissions,
            ))
        });
        Ok(read.collect())
    }

    async fn portal(&self) -> Result<PortalProxy<'static>, PortalError> {
        PortalProxy::builder(&self.calls)
            .cache_properties(CacheProperties::No)
            .build()
            .await
            .map_err(|err| PortalError::of(NAME, err.into()))
    }
}

impl Verb<'_> {
    /// The rights it is about.
    fn words(&self) -> Vec<&'static str> {
        match self {
            Self::Grant(_, rights) => rights.iter().map(|right| right.word()).collect(),
            Self::Revoke(_) => DocumentRight::ALL
                .iter()
                .map(|right| right.word())
                .collect(),
            Self::Delete => Vec::new(),
        }
    }

    fn method(&self) -> (&'static str, Option<&AppId>) {
        match self {
            Self::Grant(app, _) => ("GrantPermissions", Some(app)),
            Self::Revoke(app) => ("RevokePermissions", Some(app)),
            Self::Delete => ("Delete", None),
        }
    }

    fn busctl(&self, id: &DocumentId) -> HostCommand {
        let (method, app) = self.method();
        let mut args: Vec<String> = ["--user", "call", NAME, PATH, NAME, method]
            .map(str::to_owned)
            .into();
        let Some(app) = app else {
            args.extend(["s".to_owned(), id.to_string()]);
            return HostCommand::new("busctl", args);
        };
        let words = self.words();
        args.extend(["ssas".to_owned(), id.to_string(), app.to_string()]);
        args.push(words.len().to_string());
        args.extend(words.into_iter().map(str::to_owned));
        HostCommand::new("busctl", args)
    }

    fn gdbus(&self, id: &DocumentId) -> HostCommand {
        let (method, app) = self.method();
        let method = format!("{NAME}.{method}");
        let mut args: Vec<String> = ["call", "--session", "--dest", NAME, "--object-path", PATH]
            .map(str::to_owned)
            .into();
        args.extend(["--method".to_owned(), method, format!("'{id}'")]);
        if let Some(app) = app {
            let words: Vec<String> = self.words().iter().map(|w| format!("'{w}'")).collect();
            args.extend([format!("'{app}'"), format!("[{}]", words.join(", "))]);
        }
        HostCommand::new("gdbus", args)
    }
}

fn key_of(id: &DocumentId) -> Result<PortalKey, PortalError> {
    let table = PortalKind::Document.facts().table;
    PortalKey::new(table, id.as_str()).map_err(|err| PortalError::Failed {
        service: NAME,
        detail: err.to_string(),
    })
}

fn document(id: DocumentId, path: Vec<u8>, apps: &BTreeMap<String, Vec<String>>) -> Document {
    let rights = |words: &Vec<String>| DocumentRight::of_words(words.iter().map(String::as_str));
    Document {
        id,
        path: path_of(path),
        apps: apps
            .iter()
            .map(|(app, words)| (app.clone(), rights(words)))
            .collect(),
    }
}

/// A byte string, which ends with a zero.
fn path_of(mut bytes: Vec<u8>) -> PathBuf {
    if bytes.last() == Some(&0) {
        bytes.pop();
    }
    OsString::from_vec(bytes).into()
}

/// `(ayttu)`: path, device, inode, flags.
fn path_in(data: &OwnedVariant) -> Option<Vec<u8>> {
    let Variant::Structure(fields) = &**data else {
        return None;
    };
    let path = fields.fields().first()?.try_clone().ok()?;
    Vec::<u8>::try_from(path).ok()
}
