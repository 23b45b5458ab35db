//! `isotopectl switch to` and `back`: there, with a way back; and back.

use chrono::Utc;
use isotope::backend::{BackendError, Refusal};
use isotope::domain::{Origin, Outcome, Request, SwitchRecord, SwitchStage, SystemStatus, WayBack};
use isotope::preflight::{Remark, Verdict};
use isotope::switching::{self, Packages, Plan, Switching};
use isotope::{text, tr};

use super::json::{PreflightDocument, SwitchDocument};
use super::preflight::{exit, running};
use super::{NotNow, standing, which};
use crate::failure::{Exit, Failure};
use crate::verbs::{App, Done};

const TO: &str = "switch to";
const BACK: &str = "switch back";

/// How a switch is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Args)]
pub(crate) struct How {
    /// Only say what would be done
    #[arg(long)]
    dry_run: bool,
    /// Go on in spite of what is yellow
    #[arg(long)]
    yes: bool,
    /// Leave packages behind that were added on this computer
    #[arg(long)]
    without_packages: bool,
}

fn document(
    (plan, how): (&Plan, How),
    status: &SystemStatus,
    record: Option<&SwitchRecord>,
) -> SwitchDocument {
    SwitchDocument {
        verb: TO,
        outcome: if record.is_some() {
            "changed"
        } else {
            "nothing-to-do"
        },
        dry_run: how.dry_run,
        preflight: PreflightDocument::new(&plan.facts.there, &plan.report),
        step: plan.step().to_string(),
        then: plan.then().map(Origin::to_string),
        before: status.running().map(|running| running.id.to_string()),
        kept: record.is_some_and(|record| is_kept(record, status)),
        settings: record.and_then(|record| record.settings.clone()),
        packages: plan.left_behind().to_vec(),
        restart_needed: record.is_some(),
    }
}

/// Whether the version that ran before stays until it is released: because of the switch, or anyway.
fn is_kept(record: &SwitchRecord, status: &SystemStatus) -> bool {
    record.kept_with.is_some() || status.find(&record.before).is_none_or(|d| d.pinned)
}

impl App {
    pub(crate) fn switching(&self) -> Switching {
        Switching::new(self.notebook.clone(), self.looks.clone())
    }

    pub(super) async fn switch_to(&mut self, typed: Option<&str>, how: How) -> Done {
        let status = self.read().await?;
        let there = match typed {
            Some(typed) => which::find(typed, &running(&status), &self.catalogue)?,
            None => self.second_step(&status)?,
        };
        let mut plan = self.look(&there).await?;
        if how.without_packages {
            plan.packages = Packages::LeaveBehind;
        }
        if plan.report.lines.contains(&Remark::RunsAlready) {
            return Err(match self.prepared_switch(&status) {
                Some(_) => Failure::NotNow(NotNow::OtherWaits),
                None => Failure::refused(Refusal::SameOrigin),
            });
        }
        if self.options.show_command {
            let command = self.backend.as_command(&plan.request(), &status);
            return self.show(TO, command);
        }
        self.tell_report(&plan.facts.there, &plan.report)?;
        let agreed = match plan.report.verdict() {
            Verdict::Go => true,
            Verdict::Ask => how.yes || how.dry_run,
            Verdict::Stop => false,
        };
        if !agreed || how.dry_run {
            return self.leave(&plan, how, &status);
        }
        self.go(&plan, how).await
    }

    /// Where a switch in two steps goes on to, once its first step runs.
    fn second_step(&self, status: &SystemStatus) -> Result<Origin, Failure> {
        let current = self.switching().current(status);
        let arrived = current.filter(|(_, stage)| *stage == SwitchStage::Arrived);
        let then = arrived.and_then(|(record, _)| record.then);
        then.ok_or(Failure::NoSecondStep)
    }

    /// Says what would be done, or why not.
    fn leave(&mut self, plan: &Plan, how: How, status: &SystemStatus) -> Done {
        let asks = plan.report.verdict() == Verdict::Ask;
        if asks && !how.dry_run {
            self.console.remark(&tr!("ctl-switch-needs-yes"))?;
        }
        if how.dry_run {
            self.console.remark(&tr!("ctl-switch-dry-run"))?;
        }
        self.console
            .document(&document((plan, how), status, None))?;
        let found = exit(&plan.report);
        let waits = found == Exit::Done && !how.dry_run;
        Ok(if waits { Exit::Refused } else { found })
    }

    async fn go(&mut self, plan: &Plan, how: How) -> Done {
        self.idle().await?;
        // Looking took a while, and so did waiting.
        let status = self.read().await?;
        let can = self.backend.capabilities();
        let facts = &plan.facts;
        let note = text::switch_note(&facts.there, facts.entry.as_ref());
        let switching = self.switching();
        let record = switching.begin((plan, &note), &status, can, Utc::now())?;
        if !is_kept(&record, &status) {
            self.console.remark(&tr!("ctl-switch-not-kept"))?;
        }
        for request in plan.requests(&record, &status) {
            if let Err(failure) = self.work(TO, request).await {
                // What goes on without us, or has prepared something, may still need the way back.
                let over = !matches!(
                    failure,
                    Failure::Left | Failure::Backend(BackendError::NotAsAsked { .. })
                );
                if over && let Err(err) = self.take_back(&record).await {
                    tracing::warn!(%err, "not all of the switch was undone");
                }
                return Err(failure);
            }
        }
        let status = self.read().await?;
        let version = status.staged().map(text::version).unwrap_or_default();
        self.console
            .say(&tr!("ctl-switch-ready", version = version))?;
        if record.then.is_some() {
            self.console.say(&tr!("ctl-switch-then"))?;
        }
        self.console.say(&tr!("ctl-switch-way-back"))?;
        self.console
            .document(&document((plan, how), &status, Some(&record)))?;
        Ok(Exit::Done)
    }

    /// Leaves no trace of a switch that did not take place. While something of it is there, it stays written down.
    async fn take_back(&mut self, record: &SwitchRecord) -> Result<(), Failure> {
        let status = self.read().await?;
        for request in switching::undo(record, &status) {
            self.work(TO, request).await?;
        }
        let status = self.read().await?;
        if switching::is_undone(record, &status) {
            self.switching().forget(record);
        }
        Ok(())
    }

    pub(super) async fn switch_back(&mut self) -> Done {
        let status = self.read().await?;
        let nothing = || Failure::NotNow(NotNow::NoSwitch);
        let (record, stage) = self.switching().current(&status).ok_or_else(nothing)?;
        match stage {
            SwitchStage::Prepared => self.undo_switch(BACK, &record, &status).await,
            SwitchStage::Arrived => self.return_to(&record, &status).await,
            SwitchStage::Returning => Err(Failure::NotNow(NotNow::Returns)),
            SwitchStage::NotStarted => self.stay_home(&record, &status).await,
            SwitchStage::Home => self.come_home(&record, &status).await,
            SwitchStage::Elsewhere => Err(nothing()),
        }
    }

    /// The switch that waits for the restart, when one does.
    pub(crate) fn prepared_switch(&self, status: &SystemStatus) -> Option<SwitchRecord> {
        let (record, stage) = self.switching().current(status)?;
        (stage == SwitchStage::Prepared).then_some(record)
    }

    /// Before the restart: as if nothing had been.
    pub(crate) async fn undo_switch(
        &mut self,
        verb: &'static str,
        record: &SwitchRecord,
        status: &SystemStatus,
    ) -> Done {
        let requests = switching::undo(record, status);
        let Some(discard) = requests.first() else {
            return Err(Failure::NotNow(NotNow::NoSwitch));
        };
        let Some(outcome) = self.work(verb, discard.clone()).await? else {
            return Ok(Exit::Done);
        };
        self.take_back(record).await?;
        let status = self.read().await?;
        let exit = self.finish(verb, outcome, &status, &tr!("ctl-switch-undone"))?;
        self.say_standing(&status)?;
        Ok(exit)
    }

    /// After it: the version from before starts next, with its settings.
    async fn return_to(&mut self, record: &SwitchRecord, status: &SystemStatus) -> Done {
        let requests = switching::way_back(record, status).map_err(|why| {
            if why == Refusal::NoSuchVersion {
                Failure::NotNow(NotNow::Gone)
            } else {
                Failure::refused(why)
            }
        })?;
        let discarded = status.staged().map(text::version);
        let Some(outcome) = self.start_next(requests).await? else {
            return Ok(Exit::Done);
        };
        if let Some(version) = discarded {
            let line = tr!("ctl-switch-back-discards", version = version);
            self.console.remark(&line)?;
        }
        let restored = self.switching().bring_back(record, Utc::now()).await?;
        if record.settings.is_some() && restored.is_none() {
            self.console.remark(&tr!("ctl-switch-no-settings"))?;
        }
        let status = self.read().await?;
        let line = if restored.is_some() {
            tr!("ctl-switch-returns-with-settings")
        } else {
            tr!("ctl-switch-returns")
        };
        let exit = self.finish(BACK, outcome, &status, &line)?;
        self.say_standing(&status)?;
        Ok(exit)
    }

    /// Does all of it; the last request is the one that counts, and the one that `--show-command` tells (then `None`).
    async fn start_next(&mut self, mut requests: Vec<Request>) -> Result<Option<Outcome>, Failure> {
        if self.options.show_command {
            requests.drain(..requests.len().saturating_sub(1));
        }
        let mut outcome = Some(Outcome::NothingToDo);
        for request in requests {
            outcome = self.work(BACK, request).await?;
        }
        Ok(outcome)
    }

    /// At home, though the other system starts next: what runs starts again instead. Perhaps the other one never ran, so
    /// settings are left alone; [`standing()`] tells how they come back.
    async fn stay_home(&mut self, record: &SwitchRecord, status: &SystemStatus) -> Done {
        let before = status.find(&record.before);
        let before = before.ok_or(Failure::NotNow(NotNow::Gone))?;
        let requests = if status.staged().is_some() {
            status.requests_back(&before.id)
        } else {
            vec![self.way_to(status, before)]
        };
        let Some(outcome) = self.start_next(requests).await? else {
            return Ok(Exit::Done);
        };
        let status = self.read().await?;
        let exit = self.finish(BACK, outcome, &status, &tr!("ctl-stays"))?;
        self.say_standing(&status)?;
        Ok(exit)
    }

    /// What is left to do of a switch.
    pub(crate) fn say_standing(&mut self, status: &SystemStatus) -> Result<(), Failure> {
        let stands = self.switching().current(status);
        for line in stands
            .iter()
            .flat_map(|it| standing(it, status, &self.catalogue))
        {
            self.console.say(&line)?;
        }
        Ok(())
    }

    /// At home, on whatever way: what the desktop that was left wrote does not count, and nothing is kept any more.
    async fn come_home(&mut self, record: &SwitchRecord, status: &SystemStatus) -> Done {
        if self.options.show_command {
            let release = self.switching().release(record, status);
            let first = release.first();
            let command = first.and_then(|it| self.backend.as_command(it, status));
            return self.show(BACK, command);
        }
        if record.settings.is_none() && record.back == WayBack::NotAsked {
            return Err(Failure::NotNow(NotNow::NoSwitch));
        }
        let is_there = |id: &String| self.looks.copy(id).is_ok();
        let gone = !record.settings.as_ref().is_none_or(is_there);
        // What was set since then is the person's own.
        let restored = if record.back == WayBack::Done {
            None
        } else {
            let (switching, now) = (self.switching(), Utc::now());
            switching.bring_home(record, status, now).await?
        };
        let released = self.let_go(BACK, record, status).await?;
        let outcome = if released || restored.is_some() {
            Outcome::Changed
        } else {
            Outcome::NothingToDo
        };
        let restored = restored.map(|restored| {
            let aside = restored.aside.id;
            tr!(
                "ctl-settings-restored",
                count = restored.changed,
                aside = aside
            )
        });
        let line = match restored {
            Some(line) => line,
            None if gone => tr!("ctl-switch-no-settings"),
            None => tr!("ctl-switch-home"),
        };
        let status = self.read().await?;
        self.finish(BACK, outcome, &status, &line)
    }

    /// The switch is over: what was kept because of it is kept no more. Says whether there was something.
    pub(super) async fn let_go(
        &mut self,
        verb: &'static str,
        record: &SwitchRecord,
        status: &SystemStatus,
    ) -> Result<bool, Failure> {
        let requests = self.switching().release(record, status);
        let released = !requests.is_empty();
        for request in requests {
            self.work(verb, request).await?;
        }
        let settled = self.switching().settle(record, status);
        settled.map_err(Failure::Note)?;
        Ok(released)
    }
}
