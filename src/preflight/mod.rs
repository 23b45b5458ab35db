//! What is looked at before a switch to another system: each line a fact, what it means, and the way out.
//!
//! [`Facts`] is gathered once by [`read`](Facts::read); [`check`] is pure and makes a [`Report`] of it. A [`Remark`] knows
//! how bad it is and what mends it, so a line cannot be red without a reason. Nothing red may be skipped; yellow needs
//! one yes.
//!
//! | file | what it is for |
//! |---|---|
//! | `facts` | what was found out, and finding it out |
//! | `remark`, `judgement` | all that can be said; how bad it is, what mends it |
//! | `line_id`, `lines` | which lines there are; one function a line |
//! | `places`, `remotes`, `policy`, `accounts`, `power` | the files and services that are asked |

mod accounts;
mod facts;
mod judgement;
mod line_id;
mod lines;
mod places;
mod policy;
mod power;
mod remark;
mod remotes;

#[cfg(test)]
mod tests;

pub use accounts::{Accounts, login_user};
pub use facts::{Boot, Facts, Gone, Remote, Room, Spare, Waiting};
pub use line_id::LineId;
pub use places::Places;
pub use policy::Policy;
pub use power::Power;
pub use remark::{Fix, Level, Remark};

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Origin;

/// What comes of all lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing speaks against it.
    Go,
    /// It can be done; the person should know of something first.
    Ask,
    /// It cannot be done as it is.
    Stop,
}

/// All that was found before a switch, in the order in which a person should read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// One line each; what cannot be told is left out.
    pub lines: Vec<Remark>,
}

impl Report {
    /// What comes of all lines.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.lines.iter().map(Remark::level).max() {
            Some(Level::Red) => Verdict::Stop,
            Some(Level::Yellow) => Verdict::Ask,
            Some(Level::Green) | None => Verdict::Go,
        }
    }

    /// The lines of that level.
    pub fn of(&self, level: Level) -> impl Iterator<Item = &Remark> {
        self.lines.iter().filter(move |line| line.level() == level)
    }

    /// The address that has to be switched to first, when it takes two steps.
    #[must_use]
    pub fn first_step(&self) -> Option<&Origin> {
        self.lines.iter().find_map(|line| {
            let Remark::TwoSteps { first } = line else {
                return None;
            };
            Some(first)
        })
    }
}

/// Of the ostree remotes that these come from, by their names: whether the computer checks what comes from there. Those
/// that it does not know are left out. Blocks for a moment.
#[must_use]
pub fn remote_checks<'a>(
    places: &Places,
    origins: impl Iterator<Item = &'a Origin>,
) -> BTreeMap<String, bool> {
    let names: BTreeSet<&str> = origins.filter_map(facts::needed_remote).collect();
    let remotes = names.into_iter().map(|name| remotes::find(places, name));
    let known = remotes.filter(|remote| remote.known);
    known.map(|remote| (remote.name, remote.checks)).collect()
}

/// Looks at all lines.
#[must_use]
pub fn check(facts: &Facts) -> Report {
    if facts.here.is_same_place(&facts.there) {
        // What else could be said of it is about a switch that does not happen.
        return Report {
            lines: vec![Remark::RunsAlready],
        };
    }
    let lines = lines::ALL.iter().filter_map(|line| line(facts)).collect();
    Report { lines }
}
