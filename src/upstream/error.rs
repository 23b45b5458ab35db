//! Why nobody can tell what a publisher has.

/// Why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UpstreamError {
    /// There is no way to the publisher now.
    #[error("no way to {host}: {detail}")]
    NoNetwork {
        /// Whom it went to.
        host: String,
        /// What the system says.
        detail: String,
    },
    /// The publisher is too slow, or says nothing.
    #[error("{host} did not answer in time")]
    TimedOut {
        /// Whom it went to.
        host: String,
    },
    /// Whoever answers cannot prove to be the publisher.
    #[error("{host} is not trusted: {detail}")]
    Untrusted {
        /// Whom it went to.
        host: String,
        /// What is wrong with its certificate.
        detail: String,
    },
    /// There is no such image, or not that version of it.
    #[error("no image {name}")]
    NoSuchImage {
        /// Its name, with the tag that was asked for.
        name: String,
    },
    /// The publisher wants to know who asks, or does not show it to everybody. Many say so of images that are not there.
    #[error("{host} refuses {name}")]
    Refused {
        /// Who refuses.
        host: String,
        /// What.
        name: String,
        /// Whether this computer said who it is.
        known: bool,
    },
    /// The publisher has too many who ask.
    #[error("{host} has too many requests")]
    Crowded {
        /// Who.
        host: String,
    },
    /// Something is wrong at the publisher's.
    #[error("{host} answers with {status}")]
    Broken {
        /// Whose.
        host: String,
        /// The number of the HTTP answer.
        status: u16,
    },
    /// What comes back is no answer of a registry, or one that means harm.
    #[error("{host} does not answer like a registry: {what}")]
    Nonsense {
        /// Who.
        host: String,
        /// What is wrong with the answer.
        what: Nonsense,
    },
    /// It is there and is no image of a system.
    #[error("{name} is no image")]
    NotAnImage {
        /// Its name with the tag.
        name: String,
    },
    /// The image is not made for this computer's architecture.
    #[error("{name} is for {}", there.join(", "))]
    OtherArchitecture {
        /// Its name with the tag.
        name: String,
        /// What it is made for, in the words of images: `amd64`.
        there: Vec<String>,
    },
    /// It does not come from a registry or a remote: a folder, a local branch, a fixed commit.
    #[error("nobody publishes it")]
    NotPublished,
    /// This computer has no such remote.
    #[error("no remote {remote}")]
    NoSuchRemote {
        /// Its name.
        remote: String,
    },
    /// The remote has no list of its branches.
    #[error("{remote} has no list")]
    NoList {
        /// Its name.
        remote: String,
    },
    /// The `ostree` command is not there.
    #[error("ostree is not there: {detail}")]
    NoProgram {
        /// What the system says.
        detail: String,
    },
    /// The `ostree` command failed otherwise.
    #[error("{remote}: {detail}")]
    Failed {
        /// The remote's name.
        remote: String,
        /// Its own words.
        detail: String,
    },
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Nonsense {
    /// It does not end where it should.
    #[error("the answer is too long")]
    TooLong,
    /// It is not what was asked for: not JSON, or JSON of another shape.
    #[error("the answer cannot be read")]
    Unreadable,
    /// It says of itself that it is something else, as the page of a hotel's network does.
    #[error("the answer is of another kind")]
    WrongType,
    /// It is packed, which nobody asked for.
    #[error("the answer is packed")]
    Packed,
    /// Its pages have no end.
    #[error("the list does not end")]
    Endless,
    /// It leads to a place where this request must not go.
    #[error("the answer leads elsewhere")]
    Elsewhere,
    /// It leads round in circles.
    #[error("the answer leads in circles")]
    Circles,
    /// Its contents are not those that its digest promises.
    #[error("the contents are not what was promised")]
    Changed,
}

impl UpstreamError {
    /// Whether it may be otherwise in a moment, so that what was seen last is worth telling.
    #[must_use]
    pub fn passes(&self) -> bool {
        match self {
            Self::NoNetwork { .. }
            | Self::TimedOut { .. }
            | Self::Crowded { .. }
            | Self::Broken { .. } => true,
            // The network of a hotel or a train, before one has signed in.
            Self::Nonsense { what, .. } => *what == Nonsense::WrongType,
            Self::Untrusted { .. }
            | Self::NoSuchImage { .. }
            | Self::Refused { .. }
            | Self::NotAnImage { .. }
            | Self::OtherArchitecture { .. }
            | Self::NotPublished
            | Self::NoSuchRemote { .. }
            | Self::NoList { .. }
            | Self::NoProgram { .. }
            | Self::Failed { .. } => false,
        }
    }
}
