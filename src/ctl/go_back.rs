//! The way to another version: which one is meant, and what the service is asked for.

use chrono::Utc;
use isotope::backend::Refusal;
use isotope::domain::{
    Deployment, OlderVersions, Request, RollbackKind, SwitchStage, SystemStatus,
};
use isotope::{text, tr};

use crate::failure::{Exit, Failure};
use crate::json::CommandDocument;
use crate::verbs::{App, Done, is};
use crate::{select, words};

impl App {
    pub(crate) async fn go_back(&mut self, verb: &'static str, typed: Option<&str>) -> Done {
        let status = self.read().await?;
        let request = self.way_back(&status, typed)?;
        if self.options.show_command {
            return self.show_way_back(verb, &request, &status);
        }
        let before = self.switching().current(&status);
        let Some(outcome) = self.work(verb, request).await? else {
            return Ok(Exit::Done);
        };
        let status = self.read().await?;
        let line = if status.waiting().is_some() {
            words::ready(&status)
        } else {
            if let Some((record, SwitchStage::Returning)) = before {
                // The settings of what was to start are not those of what runs.
                let (switching, now) = (self.switching(), Utc::now());
                switching.withdraw(&record, now).await?;
            }
            tr!("ctl-stays")
        };
        let exit = self.finish(verb, outcome, &status, &line)?;
        if status.staged().is_some() {
            self.say_what_goes(&status)?;
        }
        Ok(exit)
    }

    /// The command, and that it throws away what is prepared: without `--show-command` that is refused.
    fn show_way_back(
        &mut self,
        verb: &'static str,
        request: &Request,
        status: &SystemStatus,
    ) -> Done {
        let command = self.backend.as_command(request, status);
        let staged = status.staged().filter(|_| command.is_some());
        let discards = staged.map(|staged| staged.id.to_string());
        let line = command.clone().unwrap_or_else(|| tr!("ctl-no-command"));
        self.console.say(&line)?;
        if let Some(staged) = staged {
            let version = text::version(staged);
            let remark = tr!("ctl-command-discards", version = version);
            self.console.remark(&remark)?;
        }
        self.console.document(&CommandDocument {
            verb,
            command,
            discards,
        })?;
        Ok(Exit::Done)
    }

    /// The request that makes what was typed the next start.
    fn way_back(&self, status: &SystemStatus, typed: Option<&str>) -> Result<Request, Failure> {
        let already = || Failure::refused(Refusal::AlreadyNext);
        let wanted = match typed {
            Some(typed) => select::find(status, typed)?,
            None => earlier(status)?,
        };
        match (wanted, typed) {
            (Some(wanted), _) if is(status.next(), wanted) && !wanted.is_staged() => Err(already()),
            (Some(wanted), _) => Ok(self.way_to(status, wanted)),
            (None, None) if status.waiting().is_some_and(|d| !d.is_staged()) => Err(already()),
            (None, None) => Err(Failure::refused(Refusal::NothingToGoBackTo)),
            (None, Some("running" | "previous" | "next" | "ready" | "staged")) => {
                Err(Failure::refused(Refusal::NoSuchVersion))
            }
            (None, Some(version)) => match self.backend.capabilities().older_versions {
                OlderVersions::ByVersion | OlderVersions::ByDigest => {
                    Ok(Request::Deploy(version.to_owned()))
                }
                OlderVersions::LocalOnly => Err(Failure::refused(Refusal::NoSuchVersion)),
            },
        }
    }

    /// The service's own way back to the previous version, or undoing it, where it does the same: it needs no helper.
    pub(crate) fn way_to(&self, status: &SystemStatus, wanted: &Deployment) -> Request {
        let back = status.waiting().is_none() && is(status.previous(), wanted);
        let undo = status.waiting().is_some() && wanted.running;
        let only_previous =
            self.backend.capabilities().rollback == RollbackKind::PreviousDeployment;
        if back || undo && only_previous {
            Request::Rollback
        } else {
            Request::MakeNext(wanted.id.clone())
        }
    }
}

/// The version to go back to when none is named: the previous one, unless it is newer than the one that runs.
fn earlier(status: &SystemStatus) -> Result<Option<&Deployment>, Failure> {
    let Some(previous) = status.previous().filter(|d| words::is_newer(status, d)) else {
        return Ok(status.previous());
    };
    let others = status.deployments.iter().filter(|d| !d.running);
    Err(Failure::OnlyNewer {
        newer: text::version(previous),
        choices: others.map(text::version).collect(),
    })
}
