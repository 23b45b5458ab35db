//! What the publisher of a system has now: channels and dated builds of an image, branches of a remote.

use crate::catalogue::Catalogue;
use crate::domain::{ContainerOrigin, Origin, OstreeBranch, SystemStatus};
use crate::upstream::{Build, Calendar, Channel, Seen, Upstream, UpstreamError};

/// Whom to ask, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Publisher {
    /// A registry, for the tags of an image; those tags are told in the form of this address.
    Image(ContainerOrigin),
    /// An ostree remote, for its branches.
    Remote {
        /// Its name.
        remote: String,
        /// A branch of the system whose branches are wanted. `None`: all of them.
        like: Option<Origin>,
    },
}

/// What there is, and how fresh that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// What there is.
    pub what: Offer,
    /// How fresh it is.
    pub seen: Seen,
}

/// What there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Of an image.
    Image(ImageOffer),
    /// Of a remote.
    Remote {
        /// Its name.
        remote: String,
        /// The branches that are wanted, in the remote's order.
        branches: Vec<Origin>,
        /// All others.
        others: Vec<Origin>,
    },
}

/// The tags of an image, in the order of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageOffer {
    /// The form of its addresses.
    pub image: ContainerOrigin,
    /// Its channels and builds; those on this computer are marked.
    pub calendar: Calendar,
}

impl Publisher {
    /// Whoever publishes what is at that address. `None`: it comes from nowhere.
    #[must_use]
    pub fn of(origin: &Origin) -> Option<Self> {
        match origin {
            Origin::Container(image) => Some(Self::Image(image.clone())),
            Origin::Ostree(OstreeBranch {
                remote: Some(remote),
                ..
            }) => Some(Self::Remote {
                remote: remote.clone(),
                like: Some(origin.clone()),
            }),
            Origin::Ostree(OstreeBranch { remote: None, .. })
            | Origin::Commit(_)
            | Origin::Unknown => None,
        }
    }

    /// Asks what there is now. While nobody can be asked, what was seen last.
    ///
    /// # Errors
    /// [`UpstreamError`].
    pub async fn ask(
        self,
        upstream: &Upstream,
        catalogue: &Catalogue,
        status: &SystemStatus,
    ) -> Result<Published, UpstreamError> {
        match self {
            Self::Image(image) => {
                let tags = upstream.tags(&image).await?;
                let offer = ImageOffer::new(image, &tags.names, catalogue, status);
                Ok(Published {
                    what: Offer::Image(offer),
                    seen: tags.seen,
                })
            }
            Self::Remote { remote, like } => {
                let found = upstream.branches(&remote).await?;
                let wanted = like.and_then(|origin| origin.system().variant);
                let is = |origin: &Origin| wanted.is_none() || origin.system().variant == wanted;
                let (branches, others) = found.origins.into_iter().partition(is);
                Ok(Published {
                    what: Offer::Remote {
                        remote,
                        branches,
                        others,
                    },
                    seen: found.seen,
                })
            }
        }
    }
}

impl ImageOffer {
    /// Reads the tags of an image by its publisher's rules.
    #[must_use]
    pub fn new(
        image: ContainerOrigin,
        tags: &[String],
        catalogue: &Catalogue,
        status: &SystemStatus,
    ) -> Self {
        let rules = catalogue.tag_rules(&image);
        let mut calendar = Calendar::new(&rules, tags);
        calendar.mark(&rules, &image.repository, &status.deployments);
        Self { image, calendar }
    }

    /// The address of a tag.
    #[must_use]
    pub fn at(&self, tag: &str) -> Origin {
        Origin::Container(self.image.with_tag(tag))
    }

    /// Whether the running version follows that channel.
    #[must_use]
    pub fn is_followed(&self, channel: &Channel, status: &SystemStatus) -> bool {
        match status.running().map(|version| &version.origin) {
            Some(Origin::Container(image)) => {
                image.repository == self.image.repository
                    && image.digest.is_none()
                    && image.tag.as_deref().unwrap_or("latest") == channel.tag
            }
            Some(Origin::Ostree(_) | Origin::Commit(_) | Origin::Unknown) | None => false,
        }
    }

    /// Whether the running version is that build.
    #[must_use]
    pub fn runs(build: &Build, status: &SystemStatus) -> bool {
        let running = status.running();
        running.is_some_and(|version| build.here.contains(&version.id))
    }
}
