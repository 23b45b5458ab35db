//! What of the catalogue a computer can switch to.

use std::cmp::Reverse;

use super::{Catalogue, Entry};
use crate::domain::{Capabilities, Finding, FindingKind, Origin, SwitchKind, SystemStatus};

/// What runs here, as far as it matters for a switch.
#[derive(Clone, Debug)]
pub struct Here<'a> {
    /// Where it comes from.
    pub origin: &'a Origin,
    /// What it can do.
    pub can: &'a Capabilities,
}

/// Whether a computer can switch to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Possible {
    /// It is what runs.
    Runs,
    /// It can, as far as the catalogue knows.
    Yes,
    /// It cannot.
    No(WhyNot),
}

/// Why a computer cannot switch to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Its publisher gave it up.
    Retired {
        /// What is recommended instead.
        instead: Option<String>,
    },
    /// It is made for another kind of system, whatever runs here.
    OtherKind {
        /// The program that starts it.
        program: String,
    },
    /// It is made of something else than what runs.
    OtherBase {
        /// What runs is made of this.
        here: String,
        /// It is made of this.
        there: String,
    },
    /// What runs cannot be switched at all, or not to another system.
    NoSwitch,
}

impl Catalogue {
    /// Whether the computer can switch to that entry.
    #[must_use]
    pub fn possible(&self, entry: &Entry, here: &Here<'_>) -> Possible {
        if entry.origin == *here.origin {
            return Possible::Runs;
        }
        if let Some(end) = &entry.retired {
            return Possible::No(WhyNot::Retired {
                instead: end.instead.clone(),
            });
        }
        if let Some(program) = entry.made_for.clone() {
            return Possible::No(WhyNot::OtherKind { program });
        }
        let same = is_same_system(&entry.origin, here.origin);
        match here.can.switch {
            SwitchKind::Image => {}
            SwitchKind::Channel | SwitchKind::Variant if same => {}
            SwitchKind::Channel | SwitchKind::Variant | SwitchKind::None => {
                return Possible::No(WhyNot::NoSwitch);
            }
        }
        match (self.base_of(here.origin), self.base_of(&entry.origin)) {
            (Some(now), Some(then)) if now != then => Possible::No(WhyNot::OtherBase {
                here: now.to_owned(),
                there: then.to_owned(),
            }),
            _ => Possible::Yes,
        }
    }

    /// A reading with what the service does not know and the catalogue does: whether what runs was given up.
    #[must_use]
    pub fn complete(&self, mut status: SystemStatus) -> SystemStatus {
        let running = status.running();
        let entry = running.and_then(|version| self.of(&version.origin));
        let told = |it: &Finding| matches!(it.kind, FindingKind::EndOfLife { .. });
        if let Some(end) = entry.and_then(|entry| entry.retired.as_ref())
            && !status.findings.iter().any(told)
        {
            let instead = end.instead.clone();
            status
                .findings
                .push(FindingKind::GivenUp { instead }.into());
            status.findings.sort_by_key(|it| Reverse(it.severity));
        }
        status
    }

    /// The entries in the order in which a person may want them: the same system first, then the same publisher's,
    /// then all others.
    #[must_use]
    pub fn sorted(&self, here: &Origin) -> Vec<&Entry> {
        let publisher = self.of(here).map(|entry| entry.publisher.as_str());
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_by_key(|entry| {
            if is_same_system(&entry.origin, here) {
                0
            } else if Some(entry.publisher.as_str()) == publisher {
                1
            } else {
                2
            }
        });
        entries
    }
}

/// Whether two origins are channels or releases of one system.
pub(super) fn is_same_system(one: &Origin, other: &Origin) -> bool {
    match (one, other) {
        (Origin::Ostree(a), Origin::Ostree(b)) => {
            let variant = |origin: &Origin| origin.system().variant;
            a.remote == b.remote && variant(one).is_some() && variant(one) == variant(other)
        }
        (Origin::Container(a), Origin::Container(b)) => a.repository == b.repository,
        (Origin::Ostree(_) | Origin::Container(_) | Origin::Commit(_) | Origin::Unknown, _) => {
            false
        }
    }
}
