//! What was found out before a switch, and how it is wanted.

use super::asked::asked;
use crate::backend::{Backend, BackendError};
use crate::bus;
use crate::catalogue::Catalogue;
use crate::domain::{Origin, Request, SwitchRecord, SystemStatus};
use crate::looks::UNKNOWN;
use crate::preflight::{Facts, Places, Report, check};

/// Where the computer's files are that are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Around {
    /// An invented system has no computer around it.
    Nothing,
    /// There.
    Computer(Places),
}

/// What becomes of packages that were added on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packages {
    /// They come along.
    Keep,
    /// They stay behind, and are remembered.
    LeaveBehind,
}

/// A switch that may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What was found out.
    pub facts: Facts,
    /// What that means.
    pub report: Report,
    /// What becomes of added packages.
    pub packages: Packages,
}

impl Plan {
    /// Asks all that is asked before a switch. Packages come along unless that is changed.
    ///
    /// # Errors
    /// When the system's service cannot be read. What else cannot be told is left out.
    pub async fn look(
        backend: &dyn Backend,
        around: &Around,
        catalogue: &Catalogue,
        there: &Origin,
    ) -> Result<Self, BackendError> {
        let facts = match around {
            Around::Nothing => {
                let status = backend.status().await?;
                Facts::known(&status, backend.capabilities(), catalogue, there)
            }
            Around::Computer(places) => {
                let bus = bus::system().await.ok();
                let facts = Facts::read(backend, places, catalogue, there, bus.as_ref()).await?;
                asked(facts, places, catalogue).await
            }
        };
        Ok(Self {
            report: check(&facts),
            facts,
            packages: Packages::Keep,
        })
    }

    /// Where it goes now: the first of two steps, or where it shall end.
    #[must_use]
    pub fn step(&self) -> &Origin {
        self.report.first_step().unwrap_or(&self.facts.there)
    }

    /// Where it goes on to after the restart, when it takes two steps.
    #[must_use]
    pub fn then(&self) -> Option<&Origin> {
        self.report.first_step().map(|_| &self.facts.there)
    }

    /// The packages that stay behind.
    #[must_use]
    pub fn left_behind(&self) -> &[String] {
        match self.packages {
            Packages::Keep => &[],
            Packages::LeaveBehind => &self.facts.added,
        }
    }

    /// The request for the switch itself.
    #[must_use]
    pub fn request(&self) -> Request {
        let step = self.step().clone();
        match self.packages {
            Packages::Keep => Request::Switch(step),
            Packages::LeaveBehind => Request::SwitchPlain(step),
        }
    }

    /// All that is asked of the service, in this order, once the switch was begun.
    #[must_use]
    pub fn requests(&self, record: &SwitchRecord, status: &SystemStatus) -> Vec<Request> {
        let before = status.find(&record.before);
        let is_kept = before.is_none_or(|before| before.pinned);
        let is_to_keep = record.kept_with.is_some() && !is_kept;
        let pin = is_to_keep.then(|| Request::Pin(record.before.clone()));
        pin.into_iter().chain([self.request()]).collect()
    }

    /// The desktop that runs, when it may be another one than the one that comes.
    pub(super) fn desktop_left(&self) -> Option<String> {
        let (here, there) = (self.facts.desktop_here(), self.facts.desktop_there());
        let is_other = here.is_none() || here != there;
        is_other.then(|| here.unwrap_or_else(|| UNKNOWN.to_owned()))
    }
}
