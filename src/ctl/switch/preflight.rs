//! `isotopectl switch preflight`: what speaks for and against a switch.

use isotope::domain::{Origin, SystemStatus};
use isotope::preflight::{Places, Remark, Report, Verdict};
use isotope::switching::{Around, Plan};
use isotope::tr;

use super::json::PreflightDocument;
use super::{which, words};
use crate::failure::{Exit, Failure};
use crate::verbs::{App, Done};

impl App {
    pub(super) async fn preflight(&mut self, typed: &str) -> Done {
        let status = self.read().await?;
        let there = which::find(typed, &running(&status), &self.catalogue)?;
        let report = self.look(&there).await?.report;
        self.tell_report(&there, &report)?;
        self.console
            .document(&PreflightDocument::new(&there, &report))?;
        Ok(exit(&report))
    }

    /// Asks all that is asked before a switch.
    pub(super) async fn look(&self, there: &Origin) -> Result<Plan, Failure> {
        let around = if self.options.demo.is_some() {
            Around::Nothing
        } else {
            Around::Computer(Places::of_this_computer())
        };
        Ok(Plan::look(&*self.backend, &around, &self.catalogue, there).await?)
    }

    pub(super) fn tell_report(&mut self, there: &Origin, report: &Report) -> Result<(), Failure> {
        let title = tr!("ctl-preflight-title", system = there.to_string());
        self.console.say(&title)?;
        for line in words::preflight(there, report) {
            self.console.say(&line)?;
        }
        Ok(())
    }
}

/// Where what runs comes from.
pub(super) fn running(status: &SystemStatus) -> Origin {
    let running = status.running().or_else(|| status.next());
    running.map_or(Origin::Unknown, |version| version.origin.clone())
}

pub(super) fn exit(report: &Report) -> Exit {
    match report.verdict() {
        _ if report.lines.contains(&Remark::RunsAlready) => Exit::NothingToDo,
        Verdict::Go | Verdict::Ask => Exit::Done,
        Verdict::Stop => Exit::Refused,
    }
}
