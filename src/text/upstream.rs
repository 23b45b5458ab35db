//! What publishers have, in words, and why nobody can tell.

use crate::tr;
use crate::upstream::{Nonsense, UpstreamError};

use super::Explanation;

/// Why nobody can tell what a publisher has, and the way out.
#[must_use]
pub fn upstream_error(error: &UpstreamError) -> Explanation {
    match error {
        UpstreamError::NoNetwork { host, detail } => told(
            tr!("upstream-no-network"),
            tr!("upstream-no-network.body", host = host.as_str()),
        )
        .hint(tr!("upstream-no-network.hint"))
        .raw(detail),
        UpstreamError::TimedOut { host } => told(
            tr!("upstream-slow"),
            tr!("upstream-slow.body", host = host.as_str()),
        )
        .hint(tr!("upstream-slow.hint")),
        UpstreamError::Untrusted { host, detail } => told(
            tr!("upstream-untrusted"),
            tr!("upstream-untrusted.body", host = host.as_str()),
        )
        .hint(tr!("upstream-untrusted.hint"))
        .raw(detail),
        UpstreamError::NoSuchImage { name } => told(
            tr!("upstream-no-image"),
            tr!("upstream-no-image.body", name = name.as_str()),
        )
        .hint(tr!("upstream-no-image.hint")),
        UpstreamError::Refused { host, known, .. } => refused(host, *known),
        UpstreamError::Crowded { host } => told(
            tr!("upstream-crowded"),
            tr!("upstream-crowded.body", host = host.as_str()),
        )
        .hint(tr!("upstream-crowded.hint")),
        UpstreamError::Broken { host, status } => told(
            tr!("upstream-broken"),
            tr!("upstream-broken.body", host = host.as_str()),
        )
        .hint(tr!("upstream-broken.hint"))
        .raw(&format!("HTTP {status}")),
        UpstreamError::Nonsense { host, what } => nonsense(host, *what),
        UpstreamError::NotAnImage { name } => told(
            tr!("upstream-not-an-image"),
            tr!("upstream-not-an-image.body", name = name.as_str()),
        ),
        UpstreamError::OtherArchitecture { name, there } => told(
            tr!("upstream-other-computers"),
            tr!(
                "upstream-other-computers.body",
                name = name.as_str(),
                there = there.join(&tr!("list-separator"))
            ),
        ),
        UpstreamError::NotPublished
        | UpstreamError::NoSuchRemote { .. }
        | UpstreamError::NoList { .. }
        | UpstreamError::NoProgram { .. }
        | UpstreamError::Failed { .. } => remote(error),
    }
}

fn remote(error: &UpstreamError) -> Explanation {
    match error {
        UpstreamError::NoSuchRemote { remote } => told(
            tr!("upstream-no-remote"),
            tr!("upstream-no-remote.body", remote = remote.as_str()),
        )
        .hint(tr!("upstream-no-remote.hint")),
        UpstreamError::NoList { remote } => told(
            tr!("upstream-no-list"),
            tr!("upstream-no-list.body", remote = remote.as_str()),
        ),
        UpstreamError::NoProgram { detail } => {
            told(tr!("upstream-no-ostree"), tr!("upstream-no-ostree.body")).raw(detail)
        }
        UpstreamError::Failed { remote, detail } => told(
            tr!("upstream-failed"),
            tr!("upstream-failed.body", remote = remote.as_str()),
        )
        .raw(detail),
        UpstreamError::NotPublished
        | UpstreamError::NoNetwork { .. }
        | UpstreamError::TimedOut { .. }
        | UpstreamError::Untrusted { .. }
        | UpstreamError::NoSuchImage { .. }
        | UpstreamError::Refused { .. }
        | UpstreamError::Crowded { .. }
        | UpstreamError::Broken { .. }
        | UpstreamError::Nonsense { .. }
        | UpstreamError::NotAnImage { .. }
        | UpstreamError::OtherArchitecture { .. } => told(
            tr!("upstream-not-published"),
            tr!("upstream-not-published.body"),
        ),
    }
}

fn refused(host: &str, known: bool) -> Explanation {
    let title = tr!("upstream-refused");
    if known {
        told(title, tr!("upstream-refused.known", host = host))
            .hint(tr!("upstream-refused.known-hint"))
    } else {
        told(title, tr!("upstream-refused.body", host = host)).hint(tr!("upstream-refused.hint"))
    }
}

fn nonsense(host: &str, what: Nonsense) -> Explanation {
    let title = tr!("upstream-nonsense");
    let explanation = match what {
        Nonsense::WrongType => told(title, tr!("upstream-nonsense.page", host = host))
            .hint(tr!("upstream-nonsense.page-hint")),
        Nonsense::TooLong
        | Nonsense::Unreadable
        | Nonsense::Packed
        | Nonsense::Endless
        | Nonsense::Elsewhere
        | Nonsense::Circles
        | Nonsense::Changed => told(title, tr!("upstream-nonsense.body", host = host))
            .hint(tr!("upstream-nonsense.hint")),
    };
    explanation.raw(&what.to_string())
}

fn told(title: String, body: String) -> Explanation {
    Explanation::new(title, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_has_words_of_its_own() {
        let text = || "x".to_owned();
        let host = text;
        let errors = [
            UpstreamError::NoNetwork {
                host: host(),
                detail: text(),
            },
            UpstreamError::TimedOut { host: host() },
            UpstreamError::Untrusted {
                host: host(),
                detail: text(),
            },
            UpstreamError::NoSuchImage { name: text() },
            UpstreamError::Refused {
                host: host(),
                name: text(),
                known: false,
            },
            UpstreamError::Refused {
                host: host(),
                name: text(),
                known: true,
            },
            UpstreamError::Crowded { host: host() },
            UpstreamError::Broken {
                host: host(),
                status: 500,
            },
            UpstreamError::Nonsense {
                host: host(),
                what: Nonsense::WrongType,
            },
            UpstreamError::Nonsense {
                host: host(),
                what: Nonsense::Changed,
            },
            UpstreamError::NotAnImage { name: text() },
            UpstreamError::OtherArchitecture {
                name: text(),
                there: vec![text()],
            },
            UpstreamError::NotPublished,
            UpstreamError::NoSuchRemote { remote: text() },
            UpstreamError::NoList { remote: text() },
            UpstreamError::NoProgram { detail: text() },
            UpstreamError::Failed {
                remote: text(),
                detail: text(),
            },
        ];
        let mut bodies: Vec<String> = errors
            .iter()
            .map(|error| upstream_error(error).body)
            .collect();
        let count = bodies.len();
        bodies.sort();
        bodies.dedup();
        assert_eq!(bodies.len(), count);
    }
}
