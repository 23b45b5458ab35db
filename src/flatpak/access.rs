//! Changing what apps may do: each change is written, remembered, and can be undone.

mod unsettled;

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use chrono::Utc;

use crate::domain::permission::{Layer, Target};

use super::context;
use super::history::{Deed, Event, History, Reason, Turn};
use super::keyfile::Document;
use super::overrides::{Astray, Backup, Change, OverrideError, Overrides, Scope};
use super::safe_file::{Edited, Keep};
use super::store::PortalError;

pub use unsettled::Unsettled;

/// How long after a change another program may still write what it read before the change.
///
/// `flatpak override` reads, changes and renames within some milliseconds; this is a slow computer's time for it.
pub const SETTLING: Duration = Duration::from_millis(250);

/// How often a change that is not settled is looked at.
pub const LOOK_EVERY: Duration = Duration::from_millis(5);

/// What a change did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// The number to undo it by; `None` when nothing had to be changed, or when it could not be remembered.
    pub number: Option<u64>,
    /// The rules and answers that are others now.
    pub turns: Vec<Turn>,
    /// What a file says differently now, to be watched over while it is [`Unsettled`].
    pub said: Option<(Scope, Vec<Change>)>,
}

/// Why a change could not be undone. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// There is no change of this number.
    #[error("there is no change {0}")]
    NoSuchChange(u64),
    /// What was answered then was answered anew in the meantime, by the person or by another program.
    #[error("what change {0} is about was changed since")]
    ChangedSince(u64),
    /// The file could not be changed.
    #[error(transparent)]
    Override(#[from] OverrideError),
    /// The answer could not be changed.
    #[error(transparent)]
    Portal(#[from] PortalError),
}

/// The person's rules and their history.
#[derive(Clone, Debug)]
pub struct Access {
    overrides: Overrides,
    history: History,
}

impl Access {
    /// Rules and history, each where they are.
    #[must_use]
    pub fn new(overrides: Overrides, history: History) -> Self {
        Self { overrides, history }
    }

    /// What is said beside the apps' own metadata.
    #[must_use]
    pub fn overrides(&self) -> &Overrides {
        &self.overrides
    }

    /// What was changed when.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Says things of an app or of all. All of them or none. What a person wishes is said with [what belongs to
    /// it](Change::complete); what stood in a file is said as it stood there.
    ///
    /// # Errors
    /// [`OverrideError`]; then nothing was written.
    pub fn change(
        &self,
        scope: &Scope,
        changes: &[Change],
        reason: Reason,
    ) -> Result<Done, OverrideError> {
        let complete = match reason {
            Reason::Change => Some(Change::complete(changes)),
            Reason::Reset | Reason::Repair | Reason::Import | Reason::Undo => None,
        };
        let changes = complete.as_deref().unwrap_or(changes);
        self.with_history(scope, (reason, None), |keep| {
            self.overrides.change_and(scope, changes, keep)
        })
    }

    /// Changes a file and remembers it. Where there is no room on the disk for one of them, neither is done.
    fn with_history(
        &self,
        scope: &Scope,
        (reason, of): (Reason, Option<u64>),
        change: impl FnOnce(Keep<'_>) -> Result<Edited, OverrideError>,
    ) -> Result<Done, OverrideError> {
        let mut done = Done::default();
        change(&mut |edited| {
            let remembered = self.remember(scope, reason, of, edited.clone());
            done = remembered.0;
            match remembered.1 {
                Some(error) if is_full(&error) => Err(error),
                Some(_) | None => Ok(()),
            }
        })?;
        Ok(done)
    }

    /// Says things of several, remembered as one change for each. All of them or none: when one fails, those before
    /// are undone.
    ///
    /// # Errors
    /// [`OverrideError`], with the one of whom the things could not be said.
    pub fn change_all(
        &self,
        all: &[(Scope, Vec<Change>)],
        reason: Reason,
    ) -> Result<Vec<(Scope, Done)>, (Scope, OverrideError)> {
        let mut done: Vec<(Scope, Done)> = Vec::new();
        for (scope, changes) in all {
            match self.change(scope, changes, reason) {
                Ok(one) => done.push((scope.clone(), one)),
                Err(error) => {
                    self.take_back(&done);
                    return Err((scope.clone(), error));
                }
            }
        }
        Ok(done)
    }

    fn take_back(&self, done: &[(Scope, Done)]) {
        for number in done.iter().rev().filter_map(|(_, one)| one.number) {
            if let Err(error) = self.undo(number) {
                tracing::warn!(%error, number, "a part of a change could not be undone");
            }
        }
    }

    /// Takes back everything that was said of an app or of all.
    ///
    /// # Errors
    /// When the file cannot be removed, or there is no room to remember it; then it is as it was.
    pub fn reset(&self, scope: &Scope) -> Result<Done, OverrideError> {
        self.with_history(scope, (Reason::Reset, None), |keep| {
            self.overrides.reset(scope, keep)
        })
    }

    /// Makes a file readable for flatpak again. Returns where the copy of the old one is.
    ///
    /// # Errors
    /// When the copy or the file cannot be written, or there is no room to remember it; then the file is as it was.
    pub fn repair(&self, scope: &Scope) -> Result<(PathBuf, Done), OverrideError> {
        self.repaired(scope, |backup, keep| {
            self.overrides.repair(scope, backup, keep)
        })
    }

    /// Puts what another program wrote, and lies aside, into the file again. Returns where a copy of it is.
    ///
    /// # Errors
    /// When the copy or the file cannot be written, or there is no room to remember it; then it lies where it lay.
    pub fn put_in(&self, astray: &Astray) -> Result<(PathBuf, Done), OverrideError> {
        self.repaired(&astray.scope, |backup, keep| {
            self.overrides.put_in(astray, backup, keep)
        })
    }

    /// Repairs a file, of which there is a copy then, and remembers it.
    fn repaired(
        &self,
        scope: &Scope,
        repair: impl FnOnce(Backup<'_>, Keep<'_>) -> Result<(PathBuf, Edited), OverrideError>,
    ) -> Result<(PathBuf, Done), OverrideError> {
        let folder = self.history.folder().join("repaired");
        let backup = Backup {
            folder: &folder,
            now: Utc::now(),
        };
        let mut copy = PathBuf::new();
        let done = self.with_history(scope, (Reason::Repair, None), |keep| {
            let (kept, edited) = repair(backup, keep)?;
            copy = kept;
            Ok(edited)
        })?;
        Ok((copy, done))
    }

    /// The change of this number.
    ///
    /// # Errors
    /// [`UndoError::NoSuchChange`], or when the history cannot be read.
    pub fn event(&self, number: u64) -> Result<Event, UndoError> {
        let event = self.history.event(number).map_err(OverrideError::from)?;
        event.ok_or(UndoError::NoSuchChange(number))
    }

    /// Undoes a change of rules; undoing an undo does it again.
    ///
    /// # Errors
    /// [`UndoError`]; then nothing was written.
    pub fn undo(&self, number: u64) -> Result<Done, UndoError> {
        let Deed::Rules {
            scope,
            turns,
            edited,
        } = self.event(number)?.deed
        else {
            return Err(UndoError::NoSuchChange(number));
        };
        let back: Vec<Change> = turns.iter().filter_map(Turn::undo).collect();
        let done = self.with_history(&scope, (Reason::Undo, Some(number)), |keep| {
            self.overrides.put_back(&scope, (&edited, &back), keep)
        });
        Ok(done?)
    }

    /// Waits until programs that read a file before our change are done with it, and says the things again that one
    /// of them wrote over unknowingly. To be called after [`Access::change`]; blocks for [`SETTLING`].
    ///
    /// # Errors
    /// [`OverrideError`], when the things had to be said again and could not be.
    pub fn settle(&self, scope: &Scope, changes: &[Change]) -> Result<(), OverrideError> {
        self.settle_all(&[(scope, changes)])
    }

    /// The same for changes of several files, in the time of one.
    ///
    /// # Errors
    /// As [`Access::settle`].
    pub fn settle_all(&self, all: &[(&Scope, &[Change])]) -> Result<(), OverrideError> {
        let mut unsettled = Unsettled::default();
        for (scope, changes) in all {
            unsettled.add(scope, changes);
        }
        while !unsettled.is_empty() {
            std::thread::sleep(LOOK_EVERY);
            unsettled.look(self)?;
        }
        Ok(())
    }

    fn say_again(&self, scope: &Scope, changes: &[Change]) -> Result<(), OverrideError> {
        let own = self.overrides.own(scope)?;
        let lost = |change: &Change| own.get(&change.target) != change.setting.as_ref();
        if changes.iter().any(lost) {
            self.overrides.change(scope, changes)?;
        }
        Ok(())
    }

    /// What was done, and why it could not be remembered.
    fn remember(
        &self,
        scope: &Scope,
        reason: Reason,
        of: Option<u64>,
        edited: Edited,
    ) -> (Done, Option<io::Error>) {
        let (turns, said) = turns(&edited);
        if edited.before == edited.after {
            return (Done::default(), None);
        }
        let deed = Deed::Rules {
            scope: scope.clone(),
            turns,
            edited,
        };
        let (done, error) = try_remember(&self.history, reason, of, deed);
        let said = Some((scope.clone(), said));
        (Done { said, ..done }, error)
    }
}

/// Adds a deed to the history. It can be done also where that fails: why it failed comes with it.
pub(super) fn try_remember(
    history: &History,
    reason: Reason,
    of: Option<u64>,
    deed: Deed,
) -> (Done, Option<io::Error>) {
    let turns = deed.turns();
    let (number, error) = match history.add(Utc::now(), reason, of, deed) {
        Ok(number) => (Some(number), None),
        Err(error) => {
            tracing::warn!(%error, "a change could not be remembered");
            (None, Some(error))
        }
    };
    let said = None;
    let done = Done {
        number,
        turns,
        said,
    };
    (done, error)
}

/// Somebody can make room, and try again.
pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

/// What the two states of a file say differently, and what the second says.
fn turns(edited: &Edited) -> (Vec<Turn>, Vec<Change>) {
    let layer = |bytes: &Option<Vec<u8>>| -> Layer {
        context::read(&Document::parse(bytes.as_deref().unwrap_or_default())).0
    };
    let (before, after) = (layer(&edited.before), layer(&edited.after));
    let mut targets: Vec<&Target> = before
        .iter()
        .chain(after.iter())
        .map(|(target, _)| target)
        .collect();
    targets.sort();
    targets.dedup();
    targets
        .into_iter()
        .filter(|target| before.get(target) != after.get(target))
        .map(|target| {
            let turn = Turn::new(
                rule(&before, target).as_ref(),
                rule(&after, target).as_ref(),
            );
            let said = Change {
                target: target.clone(),
                setting: after.get(target).cloned(),
            };
            (turn, said)
        })
        .unzip()
}

fn rule(layer: &Layer, target: &Target) -> Option<Change> {
    layer.get(target).map(|setting| Change {
        target: target.clone(),
        setting: Some(setting.clone()),
    })
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
