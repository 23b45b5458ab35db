//! Why a publisher's tags are not told.

use isotope::domain::NotAnAddress;
use isotope::upstream::UpstreamError;
use isotope::{text, tr};

use crate::failure::Exit;

/// Why.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TagsFailure {
    /// What was typed is neither an image nor a remote.
    #[error("{text}: {why}")]
    NoAddress { text: String, why: NotAnAddress },
    /// Nobody can tell.
    #[error(transparent)]
    Upstream(#[from] UpstreamError),
}

impl TagsFailure {
    pub(super) fn not_published() -> Self {
        Self::Upstream(UpstreamError::NotPublished)
    }

    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::NoAddress { .. } => Exit::Usage,
            Self::Upstream(UpstreamError::Refused { .. }) => Exit::Refused,
            Self::Upstream(_) => Exit::Failed,
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::NoAddress { .. } => "no-address",
            Self::Upstream(error) => kind(error),
        }
    }

    pub(crate) fn words(&self) -> (String, Option<String>) {
        match self {
            Self::NoAddress { text, why } => {
                let line = tr!("ctl-tags-no-address", text = text.as_str());
                (line, Some(why.to_string()))
            }
            Self::Upstream(error) => sentences(error),
        }
    }
}

/// What happened and what to do, and the raw words.
pub(super) fn sentences(error: &UpstreamError) -> (String, Option<String>) {
    let told = text::upstream_error(error);
    let parts: Vec<_> = std::iter::once(told.body).chain(told.hint).collect();
    (parts.join(" "), told.raw)
}

/// Stable words for the documents.
pub(super) fn kind(error: &UpstreamError) -> &'static str {
    match error {
        UpstreamError::NoNetwork { .. } => "network",
        UpstreamError::TimedOut { .. } => "timed-out",
        UpstreamError::Untrusted { .. } => "untrusted",
        UpstreamError::NoSuchImage { .. } => "no-such-image",
        UpstreamError::Refused { .. } => "refused",
        UpstreamError::Crowded { .. } => "too-many-requests",
        UpstreamError::Broken { .. } => "publisher",
        UpstreamError::Nonsense { .. } => "bad-answer",
        UpstreamError::NotAnImage { .. } => "not-an-image",
        UpstreamError::OtherArchitecture { .. } => "other-architecture",
        UpstreamError::NotPublished => "not-published",
        UpstreamError::NoSuchRemote { .. } => "no-such-remote",
        UpstreamError::NoList { .. } => "no-list",
        UpstreamError::NoProgram { .. } => "no-ostree",
        UpstreamError::Failed { .. } => "ostree",
    }
}
