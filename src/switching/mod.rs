//! A switch to another system from its plan to the way home, for every program that does one.
//!
//! Whoever asks the system's service follows its work in a way of its own, so nothing here asks it to change anything:
//! a program begins, does the requests it is given one after the other, and says how it went.
//!
//! | moment | what is called | what the program does |
//! |---|---|---|
//! | before | [`Plan::look`] | shows the report; asks about yellow and about packages |
//! | the switch | [`Switching::begin`] | does [`Plan::requests`]; when one fails, as below |
//! | before the restart, or it failed | – | does [`undo`]; when [`is_undone`] says so, [`Switching::forget`] |
//! | the restart, when Isotope asks for it | [`Switching::refresh`] | asks for it all the same when that fails |
//! | after the restart | [`Switching::current`] | tells where it stands ([`SwitchStage`]) |
//! | packages come back | [`add_again`] | does the request; [`Switching::current`] then knows |
//! | the way back | [`way_back`] | does the requests, then [`Switching::bring_back`] |
//! | that is undone | – | makes what runs the next start, then [`Switching::withdraw`] |
//! | at home again | [`Switching::come_home`] | says that the settings are as they were |
//! | at home, later or on another way | [`Switching::bring_home`], when the person wants | the same |
//! | it stays, or is over | [`Switching::release`] | does the requests, then [`Switching::settle`] |
//!
//! A switch in two steps is planned at once and remembered across the restart: the record has where it goes on to
//! ([`SwitchRecord::then`]); looking at that place and beginning again is its second step, with the same way back.
//!
//! Whoever switches on from where a switch has led keeps both ways back: the earlier switch is remembered behind the later
//! one, and is the one to tell of again when that is over or did not take place.

mod asked;
mod home;
mod plan;
mod published;
mod refresh;

#[cfg(test)]
mod tests;

use std::io;

use chrono::{DateTime, Utc};

pub use plan::{Around, Packages, Plan};
pub use published::{ImageOffer, Offer, Published, Publisher};

use crate::backend::Refusal;
use crate::domain::{
    Capabilities, Deployment, DeploymentId, PinSupport, Request, SwitchRecord, SwitchStage,
    SystemStatus, WayBack, is_package_name,
};
use crate::looks::{Looks, LooksError};
use crate::notebook::{Notebook, as_note};

/// Why the way back could not be prepared, or not be gone.
#[derive(Debug, thiserror::Error)]
pub enum SwitchingError {
    /// Settings cannot be put aside or brought back. They are as they were.
    #[error(transparent)]
    Looks(#[from] LooksError),
    /// The notebook cannot be read or written.
    #[error("notebook: {0}")]
    Notebook(#[from] io::Error),
    /// It makes no sense now.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The service works for somebody else.
    #[error("busy: {title}")]
    Busy {
        /// For whom, as far as is known.
        by: Option<String>,
        /// What it does, in its own words.
        title: String,
    },
}

impl SwitchingError {
    /// Whether it is only that there is no room.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        let io = match self {
            Self::Looks(error) => error.io(),
            Self::Notebook(source) => Some(source),
            Self::Refused(_) | Self::Busy { .. } => None,
        };
        let full = [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded];
        io.is_some_and(|io| full.contains(&io.kind()))
    }
}

/// What is remembered of a switch: the notebook and the copies of settings. Blocks for moments; call it away from windows.
#[derive(Clone, Debug)]
pub struct Switching {
    notebook: Notebook,
    looks: Looks,
}

impl Switching {
    /// With that notebook and these settings.
    #[must_use]
    pub fn new(notebook: Notebook, looks: Looks) -> Self {
        Self { notebook, looks }
    }

    /// The last switch that there is something to tell of, and where it stands. `None`: there was none, or it came to its
    /// end.
    #[must_use]
    pub fn current(&self, status: &SystemStatus) -> Option<(SwitchRecord, SwitchStage)> {
        let switches = self.notebook.switches();
        let stands = switches.iter().map(|record| record.now(status));
        let mut going_on = stands.filter(|(record, stage)| {
            let at_home = *stage == SwitchStage::Home && record.back == WayBack::Done;
            !at_home || !kept_until(&switches, record, status).is_empty()
        });
        let last = going_on.next()?;
        let is_elsewhere =
            |(_, stage): &(SwitchRecord, SwitchStage)| *stage == SwitchStage::Elsewhere;
        let (mut record, stage) = if is_elsewhere(&last) {
            // The person has left it; what came before it may still have its way back.
            going_on
                .find(|earlier| !is_elsewhere(earlier))
                .unwrap_or(last)
        } else {
            last
        };
        let runs = matches!(stage, SwitchStage::Arrived | SwitchStage::Returning);
        if runs && !record.arrived {
            // From now on what is in the settings may be the other desktop's.
            self.amend(&mut record, |it| it.arrived = true);
        }
        if stage == SwitchStage::Arrived {
            self.tick_off(&mut record, status);
        }
        Some((record, stage))
    }

    /// Changes what is known of a switch, also where it is written down: a switch that another program has ended meanwhile
    /// stays ended, and what else was written of it stays.
    fn amend(&self, record: &mut SwitchRecord, change: impl Fn(&mut SwitchRecord)) {
        change(record);
        let written = self.notebook.change_switches(|switches| {
            let known = switches.iter_mut().find(|it| it.is_same_switch(record));
            if let Some(known) = known {
                change(known);
            }
        });
        if let Err(err) = written {
            tracing::warn!(%err, "what was seen of a switch is not written down");
        }
    }

    /// Packages that are back are not left behind any more: for good once they run, and while what starts next has them.
    fn tick_off(&self, record: &mut SwitchRecord, status: &SystemStatus) {
        let lacks = |version: Option<&Deployment>, name: &String| {
            version.is_none_or(|version| !version.added_packages.contains(name))
        };
        let runs = |name: &String| !lacks(status.running(), name);
        if record.packages.iter().any(runs) {
            self.amend(record, |it| it.packages.retain(|name| !runs(name)));
        }
        record.packages.retain(|name| lacks(status.next(), name));
    }

    /// Writes it down: in the place of what was known of the same switch, or as the last one.
    fn note(&self, record: &SwitchRecord) -> io::Result<()> {
        self.notebook.change_switches(|switches| {
            let known = switches.iter_mut().find(|it| it.is_same_switch(record));
            match known {
                Some(known) => known.clone_from(record),
                None => switches.insert(0, record.clone()),
            }
        })
    }

    /// Prepares the way back before anything is asked of the service: settings are put aside, the version that runs gets
    /// that note, and all of it is written down. Then [`Plan::requests`] are done.
    ///
    /// # Errors
    /// When something cannot be written, nothing runs, the service works already, or something else waits for the restart;
    /// then all is as it was.
    pub fn begin(
        &self,
        (plan, note): (&Plan, &str),
        status: &SystemStatus,
        can: &Capabilities,
        at: DateTime<Utc>,
    ) -> Result<SwitchRecord, SwitchingError> {
        may_begin(status)?;
        if let Some(record) = second_step(plan, self.current(status)) {
            self.note(&record)?;
            return Ok(record);
        }
        let running = status.running();
        let running = running.ok_or(SwitchingError::Refused(Refusal::NotSupported))?;
        let is_to_keep = can.pin == PinSupport::Yes && !running.pinned;
        let mut record = SwitchRecord {
            from: plan.facts.here.clone(),
            to: plan.step().clone(),
            before: running.id.clone(),
            kept_with: is_to_keep.then(|| as_note(note)),
            settings: None,
            packages: plan.left_behind().to_vec(),
            then: plan.then().cloned(),
            via: None,
            back: WayBack::NotAsked,
            arrived: false,
            at,
        };
        let written = self.write_down(plan, &mut record);
        if written.is_err() {
            self.forget(&record);
        }
        written.map(|()| record)
    }

    fn write_down(&self, plan: &Plan, record: &mut SwitchRecord) -> Result<(), SwitchingError> {
        if let Some(desktop) = plan.desktop_left() {
            record.settings = Some(self.looks.save(&desktop, record.at)?.id);
        }
        if let Some(note) = &record.kept_with {
            self.notebook.set_note(&record.before, note)?;
        }
        Ok(self.note(record)?)
    }

    /// Leaves no trace of a switch that did not take place, after [`undo`]: of a second step, the first one stays, and so do
    /// earlier switches. What cannot be removed does no harm, and is logged.
    pub fn forget(&self, record: &SwitchRecord) {
        let first = record.first_step();
        let mut trouble = Vec::new();
        if first.is_none() {
            trouble.extend(self.clear_note(record).err());
            if let Some(Err(err)) = record.settings.as_ref().map(|id| self.looks.forget(id)) {
                tracing::warn!(%err, "a copy of settings stays");
            }
        }
        let forgotten = match &first {
            Some(first) => self.note(first),
            None => self.notebook.change_switches(|switches| {
                switches.retain(|known| !known.is_same_switch(record));
            }),
        };
        trouble.extend(forgotten.err());
        for err in trouble {
            tracing::warn!(%err, "a switch stays written down");
        }
    }

    /// What the person wrote there instead stays.
    fn clear_note(&self, record: &SwitchRecord) -> io::Result<()> {
        let note = self.notebook.note(&record.before);
        if note.is_none() || note != record.kept_with {
            return Ok(());
        }
        self.notebook.set_note(&record.before, "")
    }

    /// What is asked of the service when a switch is over, because the person stays or is at home for good: what is kept
    /// because of it is kept no more. [`Switching::settle`] follows.
    #[must_use]
    pub fn release(&self, record: &SwitchRecord, status: &SystemStatus) -> Vec<Request> {
        let kept = kept_until(&self.notebook.switches(), record, status);
        kept.into_iter().map(Request::Unpin).collect()
    }

    /// The switch is over, after [`Switching::release`]: it is no more written down, and what was kept has no note that
    /// says so. Settings stay put aside. With a person who stays, earlier switches are over, too; with one at home only
    /// those that began there.
    ///
    /// # Errors
    /// When the notebook cannot be written.
    pub fn settle(&self, record: &SwitchRecord, status: &SystemStatus) -> io::Result<()> {
        let switches = self.notebook.switches();
        for over in ending(&switches, record, status) {
            self.clear_note(over)?;
        }
        self.notebook.change_switches(|switches| {
            let over = ending(switches, record, status).len();
            switches.drain(..over);
        })
    }
}

/// Those that are over when that one is: the last one first.
fn ending<'a>(
    switches: &'a [SwitchRecord],
    record: &SwitchRecord,
    status: &SystemStatus,
) -> &'a [SwitchRecord] {
    let (_, stage) = record.now(status);
    if stage != SwitchStage::Home {
        return switches;
    }
    let found = switches.iter().position(|it| it.is_same_switch(record));
    let Some(found) = found else { return &[] };
    let here = switches.iter().skip(found);
    let here = here.take_while(|it| it.before == record.before).count();
    switches.get(..found + here).unwrap_or_default()
}

/// The versions that are kept only until that switch is over.
fn kept_until(
    switches: &[SwitchRecord],
    record: &SwitchRecord,
    status: &SystemStatus,
) -> Vec<DeploymentId> {
    let over = ending(switches, record, status).iter();
    let kept = over
        .filter(|it| it.kept_with.is_some())
        .map(|it| &it.before);
    let is_pinned = |id: &&DeploymentId| status.find(id).is_some_and(|it| it.pinned);
    let mut kept: Vec<_> = kept.filter(is_pinned).cloned().collect();
    kept.dedup();
    kept
}

/// Nothing is written down, and nothing put aside, for a switch that cannot be done now.
fn may_begin(status: &SystemStatus) -> Result<(), SwitchingError> {
    if let Some(activity) = &status.activity {
        return Err(SwitchingError::Busy {
            by: activity.started_by.clone(),
            title: activity.title.clone(),
        });
    }
    if status.staged().is_some() {
        return Err(SwitchingError::Refused(Refusal::UpdateStaged));
    }
    match status.chosen() {
        Some(chosen) => Err(SwitchingError::Refused(Refusal::OtherVersionChosen {
            version: chosen.version.clone().unwrap_or_default(),
        })),
        None => Ok(()),
    }
}

/// The record of a second step, when that is what the plan is. The way back stays the one from before the first.
fn second_step(plan: &Plan, before: Option<(SwitchRecord, SwitchStage)>) -> Option<SwitchRecord> {
    let (first, stage) = before?;
    let second = first.second_step()?;
    let goes_on = second.to.is_same_place(plan.step()) && stage == SwitchStage::Arrived;
    let packages = first.packages.iter().chain(plan.left_behind());
    goes_on.then(|| SwitchRecord {
        packages: packages.cloned().collect(),
        ..second
    })
}

/// What is asked of the service so that nothing is left of a switch before the restart, or of one that failed: what was
/// prepared is thrown away, what is kept because of it is released. [`Switching::forget`] follows.
#[must_use]
pub fn undo(record: &SwitchRecord, status: &SystemStatus) -> Vec<Request> {
    let mut requests = Vec::new();
    if record.is_staged(status) {
        requests.push(Request::Discard);
    }
    let before = status.find(&record.before);
    // A second step has kept nothing.
    let is_kept = record.kept_with.is_some() && record.via.is_none();
    if is_kept && before.is_some_and(|before| before.pinned) {
        requests.push(Request::Unpin(record.before.clone()));
    }
    requests
}

/// Whether nothing is left of what [`undo`] undoes, and the switch has not taken place after all: only then it may be
/// forgotten. A service that could not be asked, or did not do it, leaves the way back written down; and so does a system
/// that has run before it was prepared once more, for only its record knows which settings are from before.
#[must_use]
pub fn is_undone(record: &SwitchRecord, status: &SystemStatus) -> bool {
    let took_place = match record.stage(status) {
        SwitchStage::Prepared
        | SwitchStage::Arrived
        | SwitchStage::Returning
        | SwitchStage::NotStarted => true,
        SwitchStage::Home | SwitchStage::Elsewhere => false,
    };
    let has_run = record.arrived && record.via.is_none();
    !took_place && !has_run && undo(record, status).is_empty()
}

/// What is asked of the service so that the version from before starts next. An update that was prepared meanwhile is
/// thrown away. [`Switching::bring_back`] follows.
///
/// # Errors
/// When that version is not there any more, or starts next already.
pub fn way_back(record: &SwitchRecord, status: &SystemStatus) -> Result<Vec<Request>, Refusal> {
    let before = status.find(&record.before).ok_or(Refusal::NoSuchVersion)?;
    if status.next().is_some_and(|next| next.id == before.id) {
        return Err(Refusal::AlreadyNext);
    }
    Ok(status.requests_back(&before.id))
}

/// The packages that come back with [`Request::AddPackages`]. `None`: there are none. What is no name of a package, the path
/// of a file for one, is left out.
#[must_use]
pub fn add_again(packages: &[String]) -> Option<Vec<String>> {
    let names = packages.iter().filter(|name| is_package_name(name));
    let names: Vec<String> = names.cloned().collect();
    (!names.is_empty()).then_some(names)
}
