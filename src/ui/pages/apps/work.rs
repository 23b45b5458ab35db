//! Everything the pages about apps do in the background.

use std::path::PathBuf;

use futures_util::StreamExt as _;
use relm4::ComponentSender;
use tokio::runtime::Handle;

use super::reading::AppsReading;
use super::who::Denial;
use super::{AppsCmd, AppsPage};
use crate::domain::AppId;
use crate::domain::permission::{PortalAnswer, PortalKey};
use crate::flatpak::access::{Access, Done};
use crate::flatpak::answers::Answers;
use crate::flatpak::history::{Event, Reason};
use crate::flatpak::overrides::{Change, Scope};
use crate::flatpak::{Apps, PortalError, watch};
use crate::text::Explanation;
use crate::text::permission as words;
use crate::tr;

/// Something to do to what apps may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Say these things.
    Change(Vec<Change>),
    /// Take back everything said.
    Reset,
    /// Make the file readable again.
    Repair,
    /// Say these things, which stood in a file: all of them or none.
    Import(Vec<(Scope, Vec<Change>)>),
    /// Deny something to several apps: to all of them or to none.
    Deny(Denial),
    /// Undo the changes of these numbers.
    Undo(Vec<u64>),
}

/// A deed, whom it is about, and what that one is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Job {
    /// Whom.
    pub(crate) scope: Scope,
    /// An app's name; `None` for all apps.
    pub(crate) name: Option<String>,
    /// What.
    pub(crate) deed: Deed,
}

/// What was done, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// A sentence.
    pub(crate) words: String,
    /// The numbers to undo it by.
    pub(crate) undo: Vec<u64>,
}

/// Reads all apps.
pub(super) fn read(sender: &ComponentSender<AppsPage>, apps: Apps) {
    sender.spawn_oneshot_command(move || AppsCmd::Read(Box::new(AppsReading::take(&apps))));
}

/// Does one thing, says so as soon as it is written, and then waits until nobody can write over it unknowingly.
pub(super) fn run(sender: &ComponentSender<AppsPage>, apps: Apps, job: Job) {
    sender.spawn_command(move |out| {
        let access = apps.access();
        let done = job.run(&apps);
        let went_well = done.is_ok();
        let tell = |cmd| out.send(cmd).is_ok();
        if tell(AppsCmd::Done(done)) && went_well {
            job.settle(access);
        }
        // Nobody listens once the window is closed.
        tell(AppsCmd::Settled);
    });
}

impl Job {
    fn run(&self, apps: &Apps) -> Result<Told, Explanation> {
        let access = apps.access();
        let done = match &self.deed {
            Deed::Import(all) => return import(access, all),
            Deed::Deny(denial) => return deny(apps, denial),
            Deed::Undo(numbers) => return self.undo(apps, numbers),
            Deed::Change(changes) => access
                .change(&self.scope, changes, Reason::Change)
                .map_err(|err| words::override_error(&err))?,
            Deed::Reset => access
                .reset(&self.scope)
                .map_err(|err| words::override_error(&err))?,
            Deed::Repair => {
                let repaired = access.repair(&self.scope);
                let (copy, _): (PathBuf, _) =
                    repaired.map_err(|err| words::override_error(&err))?;
                tracing::info!(copy = %copy.display(), "repaired");
                return Ok(Told::only(tr!("rules-repaired")));
            }
        };
        Ok(Told {
            words: self.words(apps, &done),
            undo: done.number.into_iter().collect(),
        })
    }

    /// Undoes all that can be undone, the last first. What was undone is done again where it was done first, or in the
    /// history.
    fn undo(&self, apps: &Apps, numbers: &[u64]) -> Result<Told, Explanation> {
        let undone = numbers.iter().rev().map(|number| {
            let done = Handle::current().block_on(apps.undo(*number));
            done.map_err(|err| words::undo_error(&err))
        });
        let undone: Vec<_> = undone.collect();
        let undone = undone.into_iter().collect::<Result<Vec<Done>, _>>()?;
        Ok(Told::only(match undone.as_slice() {
            [one] => self.words(apps, one),
            all => tr!("who-undone", count = all.len()),
        }))
    }

    fn words(&self, apps: &Apps, done: &Done) -> String {
        let event = done.number.and_then(|number| {
            let event = apps.access().history().event(number);
            event.ok().flatten()
        });
        event.map_or_else(
            || tr!("rules-unchanged"),
            |event| words::event(&event, self.name(&event, apps).as_deref()),
        )
    }

    /// Whom it was about: what is undone may be about any app.
    fn name(&self, event: &Event, apps: &Apps) -> Option<String> {
        self.name.clone().or_else(|| {
            let id = event.deed.app()?;
            let found = id.parse().ok().and_then(|id| apps.find(&id));
            Some(found.map_or_else(|| id.to_owned(), |app| app.name))
        })
    }

    fn settle(&self, access: &Access) {
        let settled = match &self.deed {
            Deed::Change(changes) => access.settle(&self.scope, changes),
            Deed::Import(all) | Deed::Deny(Denial { rules: all, .. }) => {
                let all = all
                    .iter()
                    .map(|(scope, changes)| (scope, changes.as_slice()));
                access.settle_all(&all.collect::<Vec<_>>())
            }
            Deed::Reset | Deed::Repair | Deed::Undo(_) => Ok(()),
        };
        if let Err(err) = settled {
            tracing::warn!(%err, "another program wrote over the change");
        }
    }
}

impl Told {
    /// There is nothing to undo.
    fn only(words: String) -> Self {
        Self {
            words,
            undo: Vec::new(),
        }
    }
}

fn import(access: &Access, all: &[(Scope, Vec<Change>)]) -> Result<Told, Explanation> {
    let done = access
        .change_all(all, Reason::Import)
        .map_err(|(_, err)| words::override_error(&err))?;
    let turns: usize = done.iter().map(|(_, one)| one.turns.len()).sum();
    Ok(Told {
        words: match turns {
            0 => tr!("rules-unchanged"),
            turns => tr!("history-imported", count = turns),
        },
        undo: numbers(&done),
    })
}

fn deny(apps: &Apps, denial: &Denial) -> Result<Told, Explanation> {
    let done = apps.access().change_all(&denial.rules, Reason::Change);
    let done = done.map_err(|(_, err)| words::override_error(&err))?;
    let mut undo = numbers(&done);
    for (app, key) in &denial.answers {
        match Handle::current().block_on(refuse(apps.answers(), app, key)) {
            Ok(done) => undo.extend(done.number),
            Err(err) => {
                take_back(apps, &undo);
                return Err(words::portal_error(&err));
            }
        }
    }
    Ok(Told {
        words: tr!("who-denied", count = denial.apps()),
        undo,
    })
}

/// Refuses where that can be remembered; else the person is asked again.
async fn refuse(answers: &Answers, app: &AppId, key: &PortalKey) -> Result<Done, PortalError> {
    match PortalAnswer::choices(key.kind()).pop() {
        Some(least) => answers.give(app, key, &least).await,
        None => answers.forget(app.as_str(), key).await,
    }
}

fn take_back(apps: &Apps, numbers: &[u64]) {
    for number in numbers.iter().rev() {
        if let Err(err) = Handle::current().block_on(apps.undo(*number)) {
            tracing::warn!(%err, number, "a part of a change could not be undone");
        }
    }
}

fn numbers(done: &[(Scope, Done)]) -> Vec<u64> {
    done.iter().filter_map(|(_, one)| one.number).collect()
}

/// Says what was allowed while apps were used, now and whenever it changes.
pub(super) fn follow_answers(sender: &ComponentSender<AppsPage>, apps: &Apps) {
    let answers = apps.answers().clone();
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                let mut changes = answers.changes();
                while changes.next().await.is_some() {
                    let answered = answers.read().await.into();
                    if out.send(AppsCmd::Answered(answered)).is_err() {
                        return;
                    }
                }
            })
            .drop_on_shutdown()
    });
}

/// Says when anybody changes something about apps.
pub(super) fn watch(sender: &ComponentSender<AppsPage>, apps: &Apps) {
    let places = apps.places().clone();
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                let changes = match watch::watch(&places) {
                    Ok(changes) => changes,
                    Err(err) => return tracing::warn!(%err, "changes of apps are not noticed"),
                };
                let mut changes = Box::pin(changes);
                while changes.next().await.is_some() {
                    if out.send(AppsCmd::Stale).is_err() {
                        return;
                    }
                }
            })
            .drop_on_shutdown()
    });
}
