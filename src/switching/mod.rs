//! A switch to another system from its plan to the way home, for every program that does one.
//!
//! Whoever asks the system's service follows its work in a way of its own, so nothing here asks it to change anything:
//! a program begins, does the requests it is given one after the other, and says how it went.
//!
//! | moment | what is called | what the program does |
//! |---|---|---|
//! | before | [`Plan::look`] | shows the report; asks about yellow and about packages |
//! | the switch | [`Switching::begin`] | does [`Plan::requests`]; when one fails, as below |
//! | before the restart, or it failed | – | does [`undo`], then [`Switching::forget`] |
//! | after the restart | [`Switching::current`] | tells where it stands ([`SwitchStage`]) |
//! | packages come back | [`add_again`] | does the request; [`Switching::current`] then knows |
//! | the way back | [`way_back`] | does the requests, then [`Switching::bring_back`] |
//! | at home again | [`Switching::come_home`] | says that the settings are as they were |
//! | it stays | [`Switching::settle`] | does [`release`] first |
//!
//! A switch in two steps is planned at once and remembered across the restart: the record has where it goes on to
//! ([`SwitchRecord::then`]); looking at that place and beginning again is its second step, with the same way back.

mod plan;
mod published;

#[cfg(test)]
mod tests;

use std::io;

use chrono::{DateTime, Utc};

pub use plan::{Around, Packages, Plan};
pub use published::{ImageOffer, Offer, Published, Publisher};

use crate::backend::Refusal;
use crate::domain::{
    Capabilities, Deployment, PinSupport, Request, SwitchRecord, SwitchStage, SystemStatus,
    is_package_name,
};
use crate::looks::{Looks, LooksError, Restored, UNKNOWN, quiet_dconf};
use crate::notebook::Notebook;
use crate::tr;

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
}

impl SwitchingError {
    /// Whether it is only that there is no room.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        let io = match self {
            Self::Looks(error) => error.io(),
            Self::Notebook(source) => Some(source),
            Self::Refused(_) => None,
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

    /// The switch that was begun last, and where it stands. `None`: there was none, or it came to its end.
    #[must_use]
    pub fn current(&self, status: &SystemStatus) -> Option<(SwitchRecord, SwitchStage)> {
        let (mut record, stage) = self.latest(status)?;
        if stage == SwitchStage::Arrived {
            self.tick_off(&mut record, status);
        }
        Some((record, stage))
    }

    /// Packages that are back are not left behind any more: for good once they run, and while what starts next has them.
    fn tick_off(&self, record: &mut SwitchRecord, status: &SystemStatus) {
        let lacks = |version: Option<&Deployment>, name: &String| {
            version.is_none_or(|version| !version.added_packages.contains(name))
        };
        let count = record.packages.len();
        record.packages.retain(|name| lacks(status.running(), name));
        if record.packages.len() < count
            && let Err(err) = self.notebook.set_switch(Some(record))
        {
            tracing::warn!(%err, "packages that are back stay written down");
        }
        record.packages.retain(|name| lacks(status.next(), name));
    }

    fn latest(&self, status: &SystemStatus) -> Option<(SwitchRecord, SwitchStage)> {
        let record = self.notebook.switch()?;
        let stage = record.stage(status);
        // A second step that somebody else threw away was never taken.
        let earlier = record.first_step().filter(|first| {
            stage == SwitchStage::Elsewhere && first.stage(status) != SwitchStage::Elsewhere
        });
        Some(match earlier {
            Some(first) => {
                let stage = first.stage(status);
                (first, stage)
            }
            None => (record, stage),
        })
    }

    /// Prepares the way back before anything is asked of the service: settings are put aside, the version that runs gets
    /// a note, and all of it is written down. Then [`Plan::requests`] are done.
    ///
    /// # Errors
    /// When something cannot be written, or nothing runs; then all is as it was.
    pub fn begin(
        &self,
        plan: &Plan,
        status: &SystemStatus,
        can: &Capabilities,
        at: DateTime<Utc>,
    ) -> Result<SwitchRecord, SwitchingError> {
        let before = self.current(status);
        if let Some(record) = second_step(plan, before.as_ref()) {
            self.notebook.set_switch(Some(&record))?;
            return Ok(record);
        }
        let running = status.running();
        let running = running.ok_or(SwitchingError::Refused(Refusal::NotSupported))?;
        let kept_by_earlier =
            |(record, _): &(SwitchRecord, SwitchStage)| record.kept && record.before == running.id;
        let is_ours = !running.pinned || before.as_ref().is_some_and(kept_by_earlier);
        let mut record = SwitchRecord {
            from: plan.facts.here.clone(),
            to: plan.step().clone(),
            before: running.id.clone(),
            kept: can.pin == PinSupport::Yes && is_ours,
            settings: None,
            packages: plan.left_behind().to_vec(),
            then: plan.then().cloned(),
            via: None,
            returning: false,
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
        if record.kept {
            let note = tr!("switch-note", system = record.to.to_string());
            self.notebook.set_note(&record.before, &note)?;
        }
        Ok(self.notebook.set_switch(Some(record))?)
    }

    /// Leaves no trace of a switch that did not take place, after [`undo`]: of a second step, the first one stays. What
    /// cannot be removed does no harm, and is logged.
    pub fn forget(&self, record: &SwitchRecord) {
        let first = record.first_step();
        let mut trouble = Vec::new();
        if first.is_none() {
            if record.kept {
                trouble.extend(self.notebook.set_note(&record.before, "").err());
            }
            if let Some(Err(err)) = record.settings.as_ref().map(|id| self.looks.forget(id)) {
                tracing::warn!(%err, "a copy of settings stays");
            }
        }
        trouble.extend(self.notebook.set_switch(first.as_ref()).err());
        for err in trouble {
            tracing::warn!(%err, "a switch stays written down");
        }
    }

    /// On the way back, after [`way_back`] was done: makes the settings what they were before the switch; those that are
    /// there now are put aside. `None`: none had been put aside, or their copy was thrown away.
    ///
    /// # Errors
    /// When a file cannot be read or written; then all settings are as they were. It can be called again.
    pub async fn bring_back(
        &self,
        record: &SwitchRecord,
        at: DateTime<Utc>,
    ) -> Result<Option<Restored>, SwitchingError> {
        let returning = SwitchRecord {
            returning: true,
            ..record.clone()
        };
        self.notebook.set_switch(Some(&returning))?;
        self.restore(record, record.to.system().desktop, at).await
    }

    /// At home again: what the other desktop wrote when it was left is replaced by the settings from before, too, and the
    /// switch is no more written down. Does nothing for people who are not there on that way. `None`: no file had to be
    /// changed.
    ///
    /// # Errors
    /// When a file cannot be read or written. It can be called again.
    pub async fn come_home(
        &self,
        status: &SystemStatus,
        at: DateTime<Utc>,
    ) -> Result<Option<Restored>, SwitchingError> {
        let Some((record, SwitchStage::Home)) = self.current(status) else {
            return Ok(None);
        };
        if !record.returning {
            return Ok(None);
        }
        let desktop = record.from.system().desktop;
        let restored = self.restore(&record, desktop, at).await?;
        self.notebook.set_switch(None)?;
        if let Some(same) = restored.as_ref().filter(|restored| restored.changed == 0) {
            self.looks.forget(&same.aside.id)?;
        }
        Ok(restored.filter(|restored| restored.changed > 0))
    }

    async fn restore(
        &self,
        record: &SwitchRecord,
        desktop: Option<&'static str>,
        at: DateTime<Utc>,
    ) -> Result<Option<Restored>, SwitchingError> {
        let Some(settings) = &record.settings else {
            return Ok(None);
        };
        quiet_dconf().await;
        let restored = match self.looks.restore(settings, desktop.unwrap_or(UNKNOWN), at) {
            Ok(restored) => Some(restored),
            Err(LooksError::NoSuchCopy { id }) => {
                tracing::warn!(id, "the copy of settings was thrown away");
                None
            }
            Err(err) => return Err(err.into()),
        };
        quiet_dconf().await;
        Ok(restored)
    }

    /// The person stays, after [`release`], or knows that it did not work: the switch is no more written down, and the
    /// version from before has no note that says so. Settings stay put aside.
    ///
    /// # Errors
    /// When the notebook cannot be written.
    pub fn settle(&self) -> io::Result<()> {
        if let Some(record) = self.notebook.switch().filter(|record| record.kept) {
            self.notebook.set_note(&record.before, "")?;
        }
        self.notebook.set_switch(None)
    }
}

/// The record of a second step, when that is what the plan is. The way back stays the one from before the first.
fn second_step(plan: &Plan, before: Option<&(SwitchRecord, SwitchStage)>) -> Option<SwitchRecord> {
    let (first, stage) = before?;
    let goes_on = first.then.as_ref()?.is_same_place(plan.step());
    let packages = first.packages.iter().chain(plan.left_behind());
    (goes_on && *stage == SwitchStage::Arrived).then(|| SwitchRecord {
        to: plan.step().clone(),
        packages: packages.cloned().collect(),
        then: None,
        via: Some(first.to.clone()),
        ..first.clone()
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
    if record.kept && record.via.is_none() && before.is_some_and(|before| before.pinned) {
        requests.push(Request::Unpin(record.before.clone()));
    }
    requests
}

/// What is asked of the service when the person stays: the version from before is kept no more. [`Switching::settle`]
/// follows.
#[must_use]
pub fn release(record: &SwitchRecord, status: &SystemStatus) -> Option<Request> {
    let before = status.find(&record.before)?;
    (record.kept && before.pinned).then(|| Request::Unpin(record.before.clone()))
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
