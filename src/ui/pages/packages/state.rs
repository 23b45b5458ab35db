//! What a list of packages shows. Pure.

use std::fmt;
use std::sync::Arc;

use crate::backend::{Backend, BackendError};
use crate::domain::{Advisory, AdvisoryKind, DeploymentId, Package, PackageChange, PackageDiff};
use crate::text::{self, Explanation};
use crate::tr;

/// Where the list comes from.
#[derive(Clone)]
pub(crate) enum Source {
    /// All packages of a version.
    Of(DeploymentId),
    /// What differs between two versions.
    Diff {
        /// The older one, or the one that runs.
        from: DeploymentId,
        /// The other one.
        to: DeploymentId,
    },
    /// What an update changes.
    Update(Arc<PackageDiff>, Arc<[Advisory]>),
}

/// Short: messages are logged with their `Debug`.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Of(_) => "Of",
            Self::Diff { .. } => "Diff",
            Self::Update(..) => "Update",
        })
    }
}

/// One line.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The package.
    pub(crate) name: String,
    /// Its version, or what happens to it.
    pub(crate) detail: String,
    /// Whether a security notice is about it.
    pub(crate) security: bool,
}

/// Short: messages are logged with their `Debug`.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl Line {
    /// Whether it is looked for.
    pub(crate) fn matches(&self, search: &str) -> bool {
        let name = self.name.to_lowercase();
        search
            .to_lowercase()
            .split_whitespace()
            .all(|word| name.contains(word))
    }
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// The service is being asked.
    Loading,
    /// The lines. Empty: nothing differs.
    Ready(Vec<Line>),
    /// This system cannot tell.
    CannotTell,
    /// It did not work.
    Failed(Explanation),
}

impl Source {
    /// The page's title.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::Of(_) => tr!("packages-all"),
            Self::Diff { .. } => tr!("packages-differences"),
            Self::Update(..) => tr!("packages-changes"),
        }
    }

    /// Reads the lines.
    pub(crate) async fn read(self, backend: Arc<dyn Backend>) -> State {
        let answer = match &self {
            Self::Of(id) => backend.packages(id).await.map(|list| list.map(all)),
            Self::Diff { from, to } => {
                let answer = backend.diff(from, to).await;
                answer.map(|diff| Some(changes(&diff, &[])))
            }
            Self::Update(diff, advisories) => Ok(Some(changes(diff, advisories))),
        };
        State::of(answer)
    }
}

impl State {
    fn of(answer: Result<Option<Vec<Line>>, BackendError>) -> Self {
        match answer {
            Ok(Some(lines)) => Self::Ready(lines),
            Ok(None) => Self::CannotTell,
            Err(error) => Self::Failed(text::explain(&error)),
        }
    }
}

fn all(list: Vec<Package>) -> Vec<Line> {
    list.into_iter()
        .map(|p| Line {
            name: p.name,
            detail: p.evr,
            security: false,
        })
        .collect()
}

/// The lines of a difference, in reading order.
pub(crate) fn changes(diff: &PackageDiff, advisories: &[Advisory]) -> Vec<Line> {
    diff.in_reading_order(advisories)
        .into_iter()
        .map(|change| line(change, advisories))
        .collect()
}

/// One change as a line.
pub(crate) fn line(change: &PackageChange, advisories: &[Advisory]) -> Line {
    let about = |a: &Advisory| {
        a.kind == AdvisoryKind::Security && a.packages.iter().any(|p| p.name == change.name())
    };
    Line {
        name: change.name().to_owned(),
        detail: text::change(change),
        security: advisories.iter().any(about),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::Refusal;

    fn named(name: &str) -> Line {
        Line {
            name: name.to_owned(),
            detail: String::new(),
            security: false,
        }
    }

    #[test]
    fn every_word_of_the_search_has_to_be_in_the_name() {
        assert!(named("gnome-shell").matches("SHELL gnome"));
        assert!(!named("gnome-shell").matches("shell kde"));
        assert!(named("gnome-shell").matches("  "));
    }

    #[test]
    fn answers_are_told_apart() {
        assert_eq!(State::of(Ok(None)), State::CannotTell);
        assert_eq!(State::of(Ok(Some(vec![]))), State::Ready(vec![]));
        let error = BackendError::Refused {
            reason: Refusal::NoSuchVersion,
        };
        assert!(matches!(State::of(Err(error)), State::Failed(_)));
    }
}
