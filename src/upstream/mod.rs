//! What publishers have now: tags and facts of images in container registries, branches of ostree remotes.
//!
//! Nothing here changes anything, and nothing that comes back is believed further than it has to be: answers have limits
//! of time and size, lead nowhere they may not, and are checked against digests. Names and passwords go to the registry
//! that they are for and to whom it names for tokens, never further.

mod cache;
mod calendar;
mod commit;
mod error;
mod facts;
mod headers;
mod line;
mod login;
mod places;
mod registry;
mod remotes;

use std::future::Future;

use chrono::{DateTime, Utc};

use crate::domain::{ContainerOrigin, Origin, OstreeBranch};

use cache::Cache;
use line::Line;
use registry::Registry;

pub use calendar::{Build, Calendar, Channel};
pub use error::{Nonsense, UpstreamError};
pub use facts::Facts;
pub use line::Limits;
pub use places::Places;
pub use remotes::Remote;

/// Publishers, as this computer can reach them. Dropping a future of it stops the work.
#[derive(Debug)]
pub struct Upstream {
    places: Places,
    line: Line,
    cache: Cache,
}

/// How fresh an answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When the publisher said it.
    pub at: DateTime<Utc>,
    /// It is from then because the publisher cannot be asked now, for this reason.
    pub offline: Option<UpstreamError>,
}

/// The tags of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tags {
    /// In the registry's order, thousands with some.
    pub names: Vec<String>,
    /// How fresh they are.
    pub seen: Seen,
}

/// The branches of a remote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branches {
    /// In the remote's order.
    pub origins: Vec<Origin>,
    /// How fresh they are.
    pub seen: Seen,
}

impl Upstream {
    /// From this computer; on the practice machine, from that.
    #[must_use]
    pub fn of_this_process() -> Self {
        Self::new(Places::of_this_process(), Limits::default())
    }

    /// From a computer where everything is in these places.
    #[must_use]
    pub fn new(places: Places, limits: Limits) -> Self {
        Self {
            cache: Cache::new(places.cache.clone()),
            line: Line::new(limits, places.practice_registry),
            places,
        }
    }

    /// All tags of an image; those that were seen last while its registry cannot be asked.
    ///
    /// # Errors
    /// [`UpstreamError`].
    pub async fn tags(&self, image: &ContainerOrigin) -> Result<Tags, UpstreamError> {
        let mut registry = self.registry(image)?;
        let host = image.repository.split('/').next().unwrap_or_default();
        let names = self.in_time(host, registry.tags()).await;
        let about = format!("tags {}", image.repository);
        let (names, seen) = self.fresh_or_kept(&about, names)?;
        Ok(Tags { names, seen })
    }

    /// What the image says of itself, at its digest or tag.
    ///
    /// # Errors
    /// [`UpstreamError`].
    pub async fn facts(&self, image: &ContainerOrigin) -> Result<Facts, UpstreamError> {
        let mut registry = self.registry(image)?;
        let host = image.repository.split('/').next().unwrap_or_default();
        let which = image.digest.as_deref().or(image.tag.as_deref());
        let which = which.unwrap_or("latest");
        let asked = facts::ask(&mut registry, which, std::env::consts::ARCH);
        self.in_time(host, asked).await
    }

    /// The remotes of this computer.
    ///
    /// # Errors
    /// [`UpstreamError`].
    pub async fn remotes(&self) -> Result<Vec<Remote>, UpstreamError> {
        remotes::remotes(&self.places, self.line.limits.whole).await
    }

    /// All branches of a remote; those that were seen last while it cannot be asked.
    ///
    /// # Errors
    /// [`UpstreamError`].
    pub async fn branches(&self, remote: &str) -> Result<Branches, UpstreamError> {
        let names = remotes::branches(&self.places, remote, self.line.limits.whole).await;
        let about = format!("branches {remote}");
        let (names, seen) = self.fresh_or_kept(&about, names)?;
        Ok(Branches {
            origins: names.iter().map(|name| Origin::parse(name)).collect(),
            seen,
        })
    }

    /// The newest commit of a branch, as its file is. Nothing else of that version is fetched.
    ///
    /// # Errors
    /// [`UpstreamError`].
    pub async fn newest_commit(&self, branch: &OstreeBranch) -> Result<Vec<u8>, UpstreamError> {
        let name = branch.remote.as_deref().unwrap_or_default();
        let mut remotes = self.remotes().await?.into_iter();
        let Some(remote) = remotes.find(|remote| remote.name == name) else {
            let remote = name.to_owned();
            return Err(UpstreamError::NoSuchRemote { remote });
        };
        let asked = commit::newest(&self.line, &remote.url, &branch.branch);
        self.in_time(name, asked).await
    }

    fn registry(&self, image: &ContainerOrigin) -> Result<Registry<'_>, UpstreamError> {
        let login = login::find(&self.places.logins, &image.repository);
        let published = image.transport == "registry";
        let registry = published.then(|| Registry::new(&self.line, &image.repository, login));
        registry.flatten().ok_or(UpstreamError::NotPublished)
    }

    async fn in_time<T>(
        &self,
        host: &str,
        work: impl Future<Output = Result<T, UpstreamError>>,
    ) -> Result<T, UpstreamError> {
        match tokio::time::timeout(self.line.limits.whole, work).await {
            Ok(done) => done,
            Err(_) => Err(UpstreamError::TimedOut {
                host: host.to_owned(),
            }),
        }
    }

    fn fresh_or_kept(
        &self,
        about: &str,
        names: Result<Vec<String>, UpstreamError>,
    ) -> Result<(Vec<String>, Seen), UpstreamError> {
        match names {
            Ok(names) => {
                let at = Utc::now();
                self.cache.keep(about, at, &names);
                Ok((names, Seen { at, offline: None }))
            }
            Err(why) if why.passes() => {
                let Some((at, names)) = self.cache.last(about) else {
                    return Err(why);
                };
                let offline = Some(why);
                Ok((names, Seen { at, offline }))
            }
            Err(why) => Err(why),
        }
    }
}
