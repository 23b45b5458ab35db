//! `isotopectl switch to` and `back`: there, with a way back; and back.

use chrono::Utc;
use isotope::backend::{BackendError, Refusal};
use isotope::catalogue::Catalogue;
use isotope::domain::{Origin, PinSupport, Request, SwitchRecord, SwitchStage, SystemStatus};
use isotope::looks::quiet_dconf;
use isotope::preflight::{Facts, Remark, Report, Verdict};
use isotope::{text, tr};

use super::json::{PreflightDocument, SwitchDocument};
use super::preflight::{exit, running};
use super::which;
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

/// A switch that is about to be done.
struct Plan {
    facts: Facts,
    report: Report,
    /// Where it goes now: the first of two steps, or where it shall end.
    step: Origin,
    how: How,
}

impl Plan {
    fn request(&self) -> Request {
        let step = self.step.clone();
        if self.how.without_packages {
            Request::SwitchPlain(step)
        } else {
            Request::Switch(step)
        }
    }

    /// Where it goes on to after the restart.
    fn then(&self) -> Option<Origin> {
        self.report.first_step().map(|_| self.facts.there.clone())
    }

    fn packages(&self) -> Vec<String> {
        if self.how.without_packages {
            self.facts.added.clone()
        } else {
            Vec::new()
        }
    }

    /// The desktop that runs, when it may be another one than the one that comes.
    fn leaves(&self) -> Option<String> {
        let (here, there) = (self.facts.desktop_here(), self.facts.desktop_there());
        let is_other = here.is_none() || here != there;
        is_other.then(|| here.unwrap_or_else(|| UNKNOWN.to_owned()))
    }

    fn document(&self, status: &SystemStatus, record: Option<&SwitchRecord>) -> SwitchDocument {
        SwitchDocument {
            verb: TO,
            outcome: if record.is_some() {
                "changed"
            } else {
                "nothing-to-do"
            },
            dry_run: self.how.dry_run,
            preflight: PreflightDocument::new(&self.facts.there, &self.report),
            step: self.step.to_string(),
            then: self.then().map(|then| then.to_string()),
            before: status.running().map(|running| running.id.to_string()),
            kept: record.is_some_and(|record| record.kept),
            settings: record.and_then(|record| record.settings.clone()),
            packages: self.packages(),
            restart_needed: record.is_some(),
        }
    }
}

/// A desktop of which the name is not known.
const UNKNOWN: &str = "desktop";

impl App {
    pub(super) async fn switch_to(&mut self, typed: Option<&str>, how: How) -> Done {
        let status = self.read().await?;
        let catalogue = Catalogue::of_this_computer();
        let there = match typed {
            Some(typed) => which::find(typed, &running(&status), &catalogue)?,
            None => self.second_step()?,
        };
        let (facts, report) = self.look(&status, &catalogue, &there).await?;
        if report.lines.contains(&Remark::RunsAlready) {
            return Err(Failure::refused(Refusal::SameOrigin));
        }
        let plan = Plan {
            step: report.first_step().cloned().unwrap_or(there),
            facts,
            report,
            how,
        };
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
            return self.leave(&plan, &status);
        }
        self.go(&plan, &status).await
    }

    /// Where a switch in two steps goes on to.
    fn second_step(&self) -> Result<Origin, Failure> {
        let record = self.notebook.switch();
        record
            .and_then(|record| record.then)
            .ok_or(Failure::NoSecondStep)
    }

    /// Says what would be done, or why not.
    fn leave(&mut self, plan: &Plan, status: &SystemStatus) -> Done {
        let asks = plan.report.verdict() == Verdict::Ask;
        if asks && !plan.how.dry_run {
            self.console.remark(&tr!("ctl-switch-needs-yes"))?;
        }
        self.console.document(&plan.document(status, None))?;
        let found = exit(&plan.report);
        let waits = found == Exit::Done && !plan.how.dry_run;
        Ok(if waits { Exit::Refused } else { found })
    }

    async fn go(&mut self, plan: &Plan, status: &SystemStatus) -> Done {
        let record = self.begin(plan, status).await?;
        if let Err(failure) = self.work(TO, plan.request()).await {
            // What goes on without us, or has prepared something, may still need the way back.
            let over = !matches!(
                failure,
                Failure::Left | Failure::Backend(BackendError::NotAsAsked { .. })
            );
            if over {
                self.take_back(&record).await;
            }
            return Err(failure);
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
            .document(&plan.document(&status, Some(&record)))?;
        Ok(Exit::Done)
    }

    /// Prepares the way back: what runs is kept, settings are put aside, and all that is written down.
    async fn begin(&mut self, plan: &Plan, status: &SystemStatus) -> Result<SwitchRecord, Failure> {
        let not_supported = || Failure::refused(Refusal::NotSupported);
        let running = status.running().ok_or_else(not_supported)?;
        let mut record = SwitchRecord {
            from: plan.facts.here.clone(),
            to: plan.step.clone(),
            before: running.id.clone(),
            kept: false,
            settings: None,
            packages: plan.packages(),
            then: plan.then(),
            at: Utc::now(),
        };
        if self.backend.capabilities().pin != PinSupport::Yes {
            self.console.remark(&tr!("ctl-switch-not-kept"))?;
        } else if !running.pinned {
            self.work(TO, Request::Pin(running.id.clone())).await?;
            record.kept = true;
        }
        let noted = self.put_aside(plan, &mut record);
        if noted.is_err() {
            self.take_back(&record).await;
        }
        noted.map(|()| record)
    }

    fn put_aside(&self, plan: &Plan, record: &mut SwitchRecord) -> Result<(), Failure> {
        if record.kept {
            let note = tr!("switch-note", system = record.to.to_string());
            let noted = self.notebook.set_note(&record.before, &note);
            noted.map_err(Failure::Note)?;
        }
        if let Some(desktop) = plan.leaves() {
            record.settings = Some(self.looks.save(&desktop, record.at)?.id);
        }
        self.notebook
            .set_switch(Some(record))
            .map_err(Failure::Note)
    }

    /// Leaves no trace of a switch that did not take place. What cannot be undone does no harm.
    async fn take_back(&mut self, record: &SwitchRecord) {
        if record.kept {
            if let Err(err) = self.work(TO, Request::Unpin(record.before.clone())).await {
                tracing::warn!(%err, "the version from before stays kept");
            }
            if let Err(err) = self.notebook.set_note(&record.before, "") {
                tracing::warn!(%err, "a note stays");
            }
        }
        if let Some(Err(err)) = record.settings.as_ref().map(|id| self.looks.forget(id)) {
            tracing::warn!(%err, "a copy of settings stays");
        }
        if let Err(err) = self.notebook.set_switch(None) {
            tracing::warn!(%err, "the switch stays written down");
        }
    }

    pub(super) async fn switch_back(&mut self) -> Done {
        let status = self.read().await?;
        let nothing = || Failure::refused(Refusal::NothingToGoBackTo);
        let record = self.notebook.switch().ok_or_else(nothing)?;
        match record.stage(&status) {
            SwitchStage::Prepared => self.undo(&record, &status).await,
            SwitchStage::Arrived => self.return_to(&record, &status).await,
            SwitchStage::Returning => Err(Failure::refused(Refusal::AlreadyNext)),
            SwitchStage::Home | SwitchStage::Elsewhere => Err(nothing()),
        }
    }

    /// Before the restart: as if nothing had been.
    async fn undo(&mut self, record: &SwitchRecord, status: &SystemStatus) -> Done {
        if self.options.show_command {
            let command = self.backend.as_command(&Request::Discard, status);
            return self.show(BACK, command);
        }
        let Some(outcome) = self.work(BACK, Request::Discard).await? else {
            return Ok(Exit::Done);
        };
        self.take_back(record).await;
        let status = self.read().await?;
        self.finish(BACK, outcome, &status, &tr!("ctl-switch-undone"))
    }

    /// After it: the version from before starts next, with its settings.
    async fn return_to(&mut self, record: &SwitchRecord, status: &SystemStatus) -> Done {
        let gone = || Failure::refused(Refusal::NoSuchVersion);
        let before = status.find(&record.before).ok_or_else(gone)?;
        let request = self.way_to(status, before);
        let Some(outcome) = self.work(BACK, request).await? else {
            return Ok(Exit::Done);
        };
        if let Some(settings) = &record.settings {
            let now = record.to.system().desktop.unwrap_or(UNKNOWN);
            quiet_dconf().await;
            self.looks.restore(settings, now, Utc::now())?;
            quiet_dconf().await;
        }
        let status = self.read().await?;
        let line = if record.settings.is_some() {
            tr!("ctl-switch-returns-with-settings")
        } else {
            tr!("ctl-switch-returns")
        };
        self.finish(BACK, outcome, &status, &line)
    }
}
