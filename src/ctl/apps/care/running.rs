//! Apps that run: opening, ending, and what each really may.

use std::collections::BTreeSet;
use std::pin::Pin;
use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use isotope::domain::permission::{Effective, Source, Target, spell};
use isotope::domain::{AppId, InstalledApp};
use isotope::flatpak::care::{Care, CareError};
use isotope::flatpak::history::Turn;
use isotope::flatpak::running::{Instance, instances};
use isotope::flatpak::watch::{Change, watch};
use isotope::tr;

use super::cli::Which;
use super::json::{QuitDocument, RunningDocument, RunningJson};
use super::{CareFailure, Desk, Done, command, words};
use crate::failure::{Exit, Failure};

/// Longer than an app takes to start or to end, on a slow computer too.
const PATIENCE: Duration = Duration::from_secs(30);

type Changes = Pin<Box<dyn Stream<Item = BTreeSet<Change>>>>;

/// An instance, the app it is of, and what starting it anew would change.
#[derive(Debug)]
pub(super) struct Runs {
    pub(super) instance: Instance,
    pub(super) app: Option<InstalledApp>,
    /// What it really may.
    pub(super) may: Effective,
    /// What it may, and what it would after a restart.
    pub(super) changes: Vec<Turn>,
    /// Another version of it is installed by now.
    pub(super) another_version: bool,
}

impl Desk {
    pub(super) async fn open(&mut self, verb: &'static str, care: &Care, which: &Which) -> Done {
        let app = self.meant_to_open(which)?;
        if self.options.show_command {
            return self.show_command(verb, Some(command::open(&app)));
        }
        let id = &app.app_ref.id;
        let changes = self.changes()?;
        care.open(&app).await?;
        // One that runs already may take the wish over; whether it did cannot be seen.
        if !self.comes_to(changes, id, true).await? {
            return Err(CareFailure::NotSeen { id: id.to_string() }.into());
        }
        let line = tr!("ctl-care-opened", name = app.name.as_str());
        self.tell(verb, Exit::Done, &app, &line)
    }

    pub(super) async fn quit(&mut self, verb: &'static str, care: &Care, typed: &str) -> Done {
        let id = self.id(typed)?;
        if self.options.show_command {
            return self.show_command(verb, Some(command::quit(&id)));
        }
        let changes = self.changes()?;
        let ran = self.runs(&id)?;
        if ran {
            care.quit(&id).await?;
            if !self.comes_to(changes, &id, false).await? {
                return Err(CareFailure::StillRuns { id: id.to_string() }.into());
            }
        }
        let (exit, outcome, line) = if ran {
            (
                Exit::Done,
                "changed",
                tr!("ctl-care-ended", id = id.to_string()),
            )
        } else {
            let line = tr!("ctl-care-not-running", id = id.to_string());
            (Exit::NothingToDo, "nothing-to-do", line)
        };
        self.console.say(&line)?;
        let id = id.to_string();
        self.console.document(&QuitDocument { verb, outcome, id })?;
        Ok(exit)
    }

    fn changes(&self) -> Result<Changes, Failure> {
        let changes = watch(self.apps.places());
        let changes = changes.map_err(|err| CareError::File(err.to_string()))?;
        Ok(Box::pin(changes))
    }

    /// Whether an app runs, or no more, within a while.
    async fn comes_to(
        &self,
        mut changes: Changes,
        id: &AppId,
        running: bool,
    ) -> Result<bool, Failure> {
        let seen = async {
            while self.runs(id)? != running {
                if changes.next().await.is_none() {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        let seen = tokio::time::timeout(PATIENCE, seen).await;
        seen.unwrap_or(Ok(false))
    }

    pub(super) fn running(&mut self, care: &Care) -> Done {
        let running = instances(care.places());
        let running = running.map_err(|err| CareError::File(err.to_string()))?;
        let installed = self.apps.installed().apps;
        let mut all = Vec::new();
        for instance in running {
            let mut fits: Vec<&InstalledApp> = installed
                .iter()
                .filter(|app| app.app_ref == instance.app_ref)
                .collect();
            // The same app in two installations: the one of the version that runs.
            fits.sort_by_key(|app| instance.runs_another_version(app));
            all.push(self.look_at(instance, fits.first().copied().cloned())?);
        }
        self.say_all(words::running(&all))?;
        self.console.document(&RunningDocument {
            running: all.iter().map(RunningJson::from).collect(),
        })?;
        Ok(Exit::Done)
    }

    fn look_at(&self, instance: Instance, app: Option<InstalledApp>) -> Result<Runs, Failure> {
        let mut changes = Vec::new();
        let mut another_version = false;
        if let Some(app) = &app {
            let now = self.access_of(app)?.effective;
            let targets = instance.restart_needed(&now);
            changes.extend(targets.iter().map(|target| turn(target, &instance, &now)));
            another_version = instance.runs_another_version(app);
        }
        Ok(Runs {
            may: Effective::of([(Source::Published, &instance.effective)]),
            instance,
            app,
            changes,
            another_version,
        })
    }
}

/// What an instance may, and what it would after a restart.
fn turn(target: &Target, instance: &Instance, now: &Effective) -> Turn {
    let before = instance.effective.get(target);
    let after = now.get(target).map(|entry| &entry.setting);
    Turn {
        before: before.map(|setting| spell(target, setting)),
        after: after.map(|setting| spell(target, setting)),
    }
}
