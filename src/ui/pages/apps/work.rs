//! Everything the pages about apps do in the background.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};

use futures_util::StreamExt as _;
use relm4::ComponentSender;
use tokio::runtime::Handle;

use super::reading::AppsReading;
use super::who::Denial;
use super::{AppsCmd, AppsPage, chosen};
use crate::domain::AppId;
use crate::domain::permission::{DocumentId, PortalAnswer, PortalKey};
use crate::flatpak::access::{Access, Done, LOOK_EVERY, Unsettled};
use crate::flatpak::answers::Answers;
use crate::flatpak::history::{Event, Reason};
use crate::flatpak::overrides::{Astray, Change, OverrideError, Scope};
use crate::flatpak::transfer::Plan;
use crate::flatpak::{Apps, PortalError, watch};
use crate::text::permission as words;
use crate::text::{self, Explanation};
use crate::tr;
use crate::ui::FindApps;

/// Something to do to what apps may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Say these things.
    Change(Vec<Change>),
    /// Allow a folder that was chosen in a dialog.
    AddFolder(PathBuf),
    /// Take back everything said.
    Reset,
    /// Make the file readable again.
    Repair,
    /// Say again what another program wrote and lies aside.
    PutIn(Astray),
    /// Say these things, which stood in a file: all of them or none.
    Import(Plan),
    /// Deny something to several apps: to all of them or to none.
    Deny(Denial),
    /// Answer in the person's place what an app may do while it is used; `None`: forget what was answered.
    Answer(AppId, PortalKey, Option<PortalAnswer>),
    /// Take a file away from an app for which it was chosen.
    Revoke(AppId, DocumentId),
    /// Forget what was decided about an app that is gone.
    Forget {
        /// Which app.
        app: AppId,
        /// Whether the rules go.
        rules: bool,
        /// Whether the answers go.
        answers: bool,
        /// What is told when it is done.
        words: String,
    },
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

/// Finds and reads all apps while the window is still being built, and says from then on when anybody changes something.
pub(super) fn begin(sender: &ComponentSender<AppsPage>, find: FindApps) {
    sender.command(move |out, shutdown| {
        let work = async move {
            let (apps, care) = relm4::spawn_blocking(move || find.call()).await?;
            // What is changed while they are read is noticed.
            let changes = watch::watch(apps.places());
            let tell = |cmd| out.send(cmd).is_ok();
            let mut go_on = tell(AppsCmd::Found(Box::new((apps.clone(), care))));
            let reading = relm4::spawn_blocking(move || AppsReading::take(&apps)).await?;
            go_on = go_on && tell(AppsCmd::Read(Box::new(reading)));
            match changes {
                Ok(changes) => {
                    let mut changes = Box::pin(changes);
                    while go_on && changes.next().await.is_some() {
                        go_on = tell(AppsCmd::Stale);
                    }
                }
                Err(err) => tracing::warn!(%err, "changes of apps are not noticed"),
            }
            Ok::<_, tokio::task::JoinError>(())
        };
        shutdown
            .register(async move {
                if let Err(err) = work.await {
                    tracing::error!(%err, "apps cannot be read");
                }
            })
            .drop_on_shutdown()
    });
}

/// Reads all apps again.
pub(super) fn read(sender: &ComponentSender<AppsPage>, apps: Apps) {
    sender.spawn_oneshot_command(move || AppsCmd::Read(Box::new(AppsReading::take(&apps))));
}

/// Does what is asked for one after the other, and each at once: what was changed is watched over beside the next, until
/// nobody can write over it unknowingly. Ends when nobody can ask any more.
pub(super) fn start(sender: &ComponentSender<AppsPage>, apps: Apps) -> Sender<Job> {
    let (ask, asked) = mpsc::channel();
    sender.spawn_command(move |out| {
        let mut unsettled = Unsettled::default();
        while let Some(job) = next(&asked, &mut unsettled, apps.access()) {
            let done = job.run(&apps, &mut unsettled);
            if out.send(AppsCmd::Done(done)).is_err() {
                tracing::debug!("the window is closed");
            }
        }
    });
    ask
}

/// The next job; `None` when there will be none.
fn next(asked: &Receiver<Job>, unsettled: &mut Unsettled, access: &Access) -> Option<Job> {
    while !unsettled.is_empty() {
        match asked.recv_timeout(LOOK_EVERY) {
            Ok(job) => return Some(job),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(LOOK_EVERY),
        }
        if let Err(err) = unsettled.look(access) {
            tracing::warn!(%err, "another program wrote over the change");
        }
    }
    asked.recv().ok()
}

impl Job {
    fn run(&self, apps: &Apps, unsettled: &mut Unsettled) -> Result<Told, Explanation> {
        let access = apps.access();
        let done = match &self.deed {
            Deed::Import(plan) => return import(apps, plan, unsettled),
            Deed::Deny(denial) => return deny(apps, denial, unsettled),
            Deed::Forget {
                app,
                rules,
                answers,
                words,
            } => {
                let undo = forget(apps, app, (*rules, *answers), unsettled)?;
                let words = words.clone();
                return Ok(Told { words, undo });
            }
            Deed::Undo(numbers) => return self.undo(apps, numbers, unsettled),
            Deed::Answer(app, key, wanted) => {
                let answers = apps.answers();
                let done = Handle::current().block_on(async {
                    match wanted {
                        Some(wanted) => answers.give(app, key, wanted).await,
                        None => answers.forget(app.as_str(), key).await,
                    }
                });
                done.map_err(|err| words::portal_error(&err))?
            }
            Deed::Revoke(app, id) => {
                let done = Handle::current().block_on(apps.answers().revoke(app, id));
                done.map_err(|err| words::portal_error(&err))?
            }
            Deed::Change(changes) => access
                .change(&self.scope, changes, Reason::Change)
                .map_err(|err| words::override_error(&err))?,
            Deed::AddFolder(path) => access
                .change(&self.scope, &[chosen::folder(apps, path)?], Reason::Change)
                .map_err(|err| words::override_error(&err))?,
            Deed::Reset => access
                .reset(&self.scope)
                .map_err(|err| words::override_error(&err))?,
            Deed::Repair => {
                let repaired = access.repair(&self.scope);
                return told_of_repair(tr!("rules-repaired"), repaired, unsettled);
            }
            Deed::PutIn(astray) => {
                let put = access.put_in(astray);
                return told_of_repair(tr!("attention-put-in"), put, unsettled);
            }
        };
        unsettled.add_done(&done);
        Ok(Told {
            words: self.words(apps, &done),
            undo: done.number.into_iter().collect(),
        })
    }

    /// Undoes all that can be undone, the last first. What was undone is done again where it was done first, or in the
    /// history.
    fn undo(
        &self,
        apps: &Apps,
        numbers: &[u64],
        unsettled: &mut Unsettled,
    ) -> Result<Told, Explanation> {
        let undone = numbers.iter().rev().map(|number| {
            let done = Handle::current().block_on(apps.undo(*number));
            let done = done.map_err(|err| words::undo_error(&err))?;
            unsettled.add_done(&done);
            Ok(done)
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

/// A copy of the old file is kept, which nobody needs who undoes it.
fn told_of_repair(
    words: String,
    repaired: Result<(PathBuf, Done), OverrideError>,
    unsettled: &mut Unsettled,
) -> Result<Told, Explanation> {
    let (copy, done) = repaired.map_err(|err| text::permission::override_error(&err))?;
    tracing::info!(copy = %copy.display(), "repaired");
    unsettled.add_done(&done);
    Ok(Told {
        words,
        undo: done.number.into_iter().collect(),
    })
}

/// Forgets rules, answers or both; what undoes it.
fn forget(
    apps: &Apps,
    app: &AppId,
    (rules, answers): (bool, bool),
    unsettled: &mut Unsettled,
) -> Result<Vec<u64>, Explanation> {
    let mut all = Vec::new();
    if rules {
        let done = apps.access().reset(&Scope::App(app.clone()));
        let done = done.map_err(|err| words::override_error(&err))?;
        unsettled.add_done(&done);
        all.push(done);
    }
    if answers {
        let done = Handle::current().block_on(apps.answers().forget_all(app));
        all.extend(done.map_err(|err| words::portal_error(&err))?);
    }
    Ok(all.into_iter().filter_map(|done| done.number).collect())
}

fn import(apps: &Apps, plan: &Plan, unsettled: &mut Unsettled) -> Result<Told, Explanation> {
    let done = Handle::current().block_on(plan.carry_out(apps));
    let done = done.map_err(|err| words::transfer_error(&err))?;
    watch_over(&done, unsettled);
    let turns: usize = done.iter().map(|(_, one)| one.turns.len()).sum();
    Ok(Told {
        words: imported(turns, plan),
        undo: numbers(&done),
    })
}

/// What came of a file, and what of it could not be said.
fn imported(turns: usize, plan: &Plan) -> String {
    if turns == 0 {
        return tr!("rules-unchanged");
    }
    if plan.unsayable.is_empty() {
        return tr!("history-imported", count = turns);
    }
    let rules = plan.unsayable.iter().map(|one| one.rule.as_str());
    tr!(
        "history-imported-without",
        count = turns,
        left = plan.unsayable.len(),
        rules = rules.collect::<Vec<_>>().join(&tr!("list-separator"))
    )
}

fn deny(apps: &Apps, denial: &Denial, unsettled: &mut Unsettled) -> Result<Told, Explanation> {
    let done = apps.access().change_all(&denial.rules, Reason::Change);
    let done = done.map_err(|(_, err)| words::override_error(&err))?;
    watch_over(&done, unsettled);
    let mut undo = numbers(&done);
    for (app, key) in &denial.answers {
        match Handle::current().block_on(refuse(apps.answers(), app, key)) {
            Ok(done) => undo.extend(done.number),
            Err(err) => {
                take_back(apps, &undo, unsettled);
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

fn take_back(apps: &Apps, numbers: &[u64], unsettled: &mut Unsettled) {
    for number in numbers.iter().rev() {
        match Handle::current().block_on(apps.undo(*number)) {
            Ok(done) => unsettled.add_done(&done),
            Err(err) => tracing::warn!(%err, number, "a part of a change could not be undone"),
        }
    }
}

fn watch_over(done: &[(Scope, Done)], unsettled: &mut Unsettled) {
    for (_, one) in done {
        unsettled.add_done(one);
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
