//! What apps were allowed while they were used: read at once, given, forgotten, remembered and undone.
//!
//! The services are those of the session. They are looked for when they are first needed; on a computer without them
//! every question here is answered with [`PortalError::Missing`], and everything else about apps goes on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::future::try_join;
use futures_util::stream::{self, BoxStream, StreamExt as _};
use tokio::sync::OnceCell;

use crate::bus::Lines;
use crate::domain::AppId;
use crate::domain::permission::{
    Document, DocumentId, DocumentRight, PortalAnswer, PortalGrant, PortalKey, PortalKind,
};
use crate::practice_api::ENV_APPS_BUS;

use super::access::{Done, UndoError, is_full, try_remember};
use super::documents::{Documents, handed};
use super::history::{Deed, Event, History, Reason};
use super::host::Host;
use super::portals::PermissionStore;
use super::store::{PortalError, Row};

/// The door to the answers. Cheap to clone; all clones share one connection.
#[derive(Clone, Debug)]
pub struct Answers {
    bus: Option<String>,
    tables: PathBuf,
    history: History,
    services: Arc<OnceCell<Services>>,
}

#[derive(Clone, Debug)]
struct Services {
    store: PermissionStore,
    documents: Documents,
}

impl Services {
    /// Makes it so.
    async fn write(&self, deed: Deed) -> Result<(), PortalError> {
        match deed {
            Deed::Rules { .. } => Ok(()),
            Deed::Portal {
                app, key, after, ..
            } => self.store.write(&app, &key, after.as_ref()).await,
            Deed::Document { app, id, after, .. } if after.is_empty() => {
                self.documents.revoke(&app, &id).await
            }
            Deed::Document { app, id, after, .. } => {
                if self.documents.grant(&app, &id, &after).await? {
                    Ok(())
                } else {
                    Err(PortalError::NoSuchDocument { id })
                }
            }
        }
    }
}

/// Everything that any app was allowed or refused while it was used, also apps that are not installed any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Granted {
    /// The answers, by kind, place and app.
    pub grants: Vec<PortalGrant>,
    /// The files and folders, by path.
    pub documents: Vec<Document>,
}

impl Granted {
    /// The answers about one app.
    pub fn of<'a>(&'a self, app: &'a str) -> impl Iterator<Item = &'a PortalGrant> {
        self.grants.iter().filter(move |grant| grant.app == app)
    }

    /// The files and folders that one app has.
    pub fn documents_of<'a>(&'a self, app: &'a str) -> impl Iterator<Item = &'a Document> {
        let documents = self.documents.iter();
        documents.filter(move |document| document.apps.contains_key(app))
    }

    /// How many answers of an app are remembered, and how many files and folders it has. Where nobody answered is no answer.
    #[must_use]
    pub fn count(&self, app: &str) -> (usize, usize) {
        let answers = self.of(app);
        let answers = answers.filter(|grant| grant.answer != PortalAnswer::NotAsked);
        (answers.count(), self.documents_of(app).count())
    }

    /// All of whom anything is known.
    #[must_use]
    pub fn apps(&self) -> BTreeSet<&str> {
        let answered = self.grants.iter().map(|grant| grant.app.as_str());
        let documents = self.documents.iter();
        let given = documents.flat_map(|document| document.apps.keys().map(String::as_str));
        answered.chain(given).collect()
    }

    /// Whether anything is known of an app.
    #[must_use]
    pub fn knows(&self, app: &str) -> bool {
        self.of(app).next().is_some() || self.documents_of(app).next().is_some()
    }
}

impl Answers {
    /// By the session's bus, or the one of the practice machine's apps; `tables` is the folder of [`PermissionStore::new`].
    #[must_use]
    pub fn new(tables: PathBuf, history: History) -> Self {
        Self {
            bus: std::env::var(ENV_APPS_BUS).ok(),
            tables,
            history,
            services: Arc::default(),
        }
    }

    /// By the bus at that address instead.
    #[must_use]
    pub fn on_bus(self, address: &str) -> Self {
        Self {
            bus: Some(address.to_owned()),
            services: Arc::default(),
            ..self
        }
    }

    /// Reads everything.
    ///
    /// # Errors
    /// [`PortalError::Missing`] without a session or without the services; the others when they fail.
    pub async fn read(&self) -> Result<Granted, PortalError> {
        let services = self.services().await?;
        let both = try_join(services.store.all(), services.documents.all());
        let (grants, documents) = both.await?;
        Ok(Granted { grants, documents })
    }

    /// One item at once, and one whenever an answer changes, also when the services come only then: "read again". Ends after the first without a session.
    #[must_use]
    pub fn changes(&self) -> BoxStream<'static, ()> {
        let answers = self.clone();
        let changes = async move {
            match answers.services().await {
                Ok(services) => services.store.changes(),
                Err(err) => {
                    tracing::info!(%err, "answers of apps are not followed");
                    stream::once(async {}).boxed()
                }
            }
        };
        stream::once(changes).flatten().boxed()
    }

    /// Gives an answer in the person's name.
    ///
    /// # Errors
    /// [`PortalError::NoSuchAnswer`] when nothing would understand it there; the others as for [`Self::read`]. Then
    /// nothing was changed.
    pub async fn give(
        &self,
        app: &AppId,
        key: &PortalKey,
        answer: &PortalAnswer,
    ) -> Result<Done, PortalError> {
        self.give_because(app, key, answer, Reason::Change).await
    }

    /// The same for another reason.
    ///
    /// # Errors
    /// As for [`Self::give`].
    pub async fn give_because(
        &self,
        app: &AppId,
        key: &PortalKey,
        answer: &PortalAnswer,
        reason: Reason,
    ) -> Result<Done, PortalError> {
        let kind = key.kind();
        let store = &self.services().await?.store;
        let before = store.row(app.as_str(), key).await?;
        let values = match (answer, before.as_ref().map(|row| row.answer(kind))) {
            // When the app last looked stays as it is.
            (PortalAnswer::Accuracy { level, .. }, Some(PortalAnswer::Accuracy { when, .. })) => {
                let level = *level;
                PortalAnswer::Accuracy { level, when }.values(kind)
            }
            _ => answer.values(kind),
        };
        let values = values.ok_or_else(|| PortalError::NoSuchAnswer { key: key.clone() })?;
        let after = Some(Row::of(values));
        let deed = Deed::Portal {
            app: app.to_string(),
            key: key.clone(),
            before,
            after,
        };
        self.write(deed, reason, None).await
    }

    /// Forgets an answer, so that what is so without one is so again: for most things the person is asked. Takes also what
    /// is left of apps that are gone, whatever they were called.
    ///
    /// # Errors
    /// [`PortalError::NoSuchAnswer`] for a document, which is taken away by [`Self::revoke`]; the others as for
    /// [`Self::read`]. No answer to forget is no error.
    pub async fn forget(&self, app: &str, key: &PortalKey) -> Result<Done, PortalError> {
        if key.kind() == PortalKind::Document {
            return Err(PortalError::NoSuchAnswer { key: key.clone() });
        }
        let store = &self.services().await?.store;
        let deed = Deed::Portal {
            app: app.to_owned(),
            key: key.clone(),
            before: store.row(app, key).await?,
            after: None,
        };
        self.write(deed, Reason::Change, None).await
    }

    /// Forgets everything that an app was allowed or refused while it was used, and takes all files away from it: for one
    /// that is gone. Each is remembered, and undone, as a change of its own.
    ///
    /// # Errors
    /// As for [`Self::read`]. What was done until then stays so.
    pub async fn forget_all(&self, app: &AppId) -> Result<Vec<Done>, PortalError> {
        let known = self.read().await?;
        let mut all = Vec::new();
        for grant in known.of(app.as_str()) {
            all.push(self.forget(app.as_str(), &grant.key).await?);
        }
        for document in known.documents_of(app.as_str()) {
            all.push(self.revoke(app, &document.id).await?);
        }
        Ok(all)
    }

    /// Takes a file or folder away from an app, at once, also when it runs.
    ///
    /// # Errors
    /// As for [`Self::read`]. A document that the app does not have is no error.
    pub async fn revoke(&self, app: &AppId, id: &DocumentId) -> Result<Done, PortalError> {
        let (path, before) = self.rights(app, id).await?;
        let deed = Deed::Document {
            app: app.clone(),
            id: id.clone(),
            path,
            before,
            after: BTreeSet::new(),
        };
        self.write(deed, Reason::Change, None).await
    }

    /// Where on the host a file or folder is that was chosen in a dialog, which the portal may have handed out under a path
    /// of its own.
    ///
    /// # Errors
    /// [`PortalError::NoSuchDocument`] when nobody knows what was handed out; the others as for [`Self::read`].
    pub async fn host_path(&self, path: &Path) -> Result<PathBuf, PortalError> {
        match self.services().await {
            Ok(services) => services.documents.host_path(path).await,
            // Without a session nothing is handed out.
            Err(_) if handed::below(path, None).is_none() => Ok(path.to_owned()),
            Err(error) => Err(error),
        }
    }

    /// Undoes a change of an answer or a document; undoing an undo does it again.
    ///
    /// # Errors
    /// [`UndoError::ChangedSince`] when it was answered anew in the meantime; the others of [`UndoError`]. Then nothing
    /// was changed.
    pub(super) async fn undo(&self, event: Event) -> Result<Done, UndoError> {
        let (done, number) = (event.deed.turns(), event.number);
        let back = self.back(event.deed).await?;
        let back = back.ok_or(UndoError::NoSuchChange(number))?;
        let undone = back.turns();
        let now = undone.iter().map(|turn| &turn.before);
        if now.clone().ne(done.iter().map(|turn| &turn.after)) {
            return if now.eq(done.iter().map(|turn| &turn.before)) {
                Ok(Done::default())
            } else {
                Err(UndoError::ChangedSince(number))
            };
        }
        Ok(self.write(back, Reason::Undo, Some(number)).await?)
    }

    /// The way from how it is now to how it was before a deed. `None`: the deed is about something else.
    async fn back(&self, deed: Deed) -> Result<Option<Deed>, PortalError> {
        Ok(match deed {
            Deed::Rules { .. } => None,
            Deed::Portal {
                app,
                key,
                before: after,
                ..
            } => Some(Deed::Portal {
                before: self.services().await?.store.row(&app, &key).await?,
                app,
                key,
                after,
            }),
            Deed::Document {
                app,
                id,
                path,
                before: after,
                ..
            } => Some(Deed::Document {
                before: self.rights(&app, &id).await?.1,
                app,
                id,
                path,
                after,
            }),
        })
    }

    /// Remembers it, and makes it so. Where there is no room on the disk to remember it, it is not done.
    async fn write(
        &self,
        deed: Deed,
        reason: Reason,
        of: Option<u64>,
    ) -> Result<Done, PortalError> {
        if !deed.changes_anything() {
            return Ok(Done::default());
        }
        let services = self.services().await?;
        let (done, error) = try_remember(&self.history, reason, of, deed.clone());
        if let Some(error) = error.filter(is_full) {
            let detail = error.to_string();
            return Err(PortalError::NoRoom { detail });
        }
        let written = services.write(deed).await;
        if let (Err(_), Some(number)) = (&written, done.number)
            && let Err(error) = self.history.take_back(number)
        {
            tracing::warn!(%error, "what was not done stands in the history");
        }
        written.map(|()| done)
    }

    /// Where a document is, and what an app may do with it.
    async fn rights(
        &self,
        app: &AppId,
        id: &DocumentId,
    ) -> Result<(String, BTreeSet<DocumentRight>), PortalError> {
        let all = self.services().await?.documents.all().await?;
        let found = all.into_iter().find(|document| document.id == *id);
        Ok(found.map_or_else(Default::default, |mut document| {
            let rights = document.apps.remove(app.as_str());
            let path = document.path.display().to_string();
            (path, rights.unwrap_or_default())
        }))
    }

    async fn services(&self) -> Result<&Services, PortalError> {
        let open = || async {
            let lines = Lines::session(self.bus.as_deref()).await;
            let lines = lines.map_err(|err| {
                tracing::info!(%err, "there is no session");
                PortalError::no_session()
            })?;
            Ok(Services {
                store: PermissionStore::new(&lines, self.tables.clone()),
                documents: Documents::new(&lines, Host::of_this_process()),
            })
        };
        self.services.get_or_try_init(open).await
    }
}
