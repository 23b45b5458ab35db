//! `isotopectl switch release` and `packages`: what is left to do after a switch.

use isotope::backend::Refusal;
use isotope::domain::{Outcome, SwitchStage};
use isotope::switching;
use isotope::tr;
use serde::Serialize;

use crate::failure::{Exit, Failure};
use crate::verbs::{App, Done};

const RELEASE: &str = "switch release";

/// `switch packages`.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct PackagesDocument {
    verb: &'static str,
    packages: Vec<String>,
    command: Option<String>,
}

impl App {
    /// The person stays: the version from before is kept no more, and there is no way back by one word.
    pub(super) async fn release_before(&mut self) -> Done {
        let status = self.read().await?;
        let nothing = || Failure::refused(Refusal::NothingToGoBackTo);
        let (record, stage) = self.switching().current(&status).ok_or_else(nothing)?;
        match stage {
            SwitchStage::Prepared => return Err(Failure::refused(Refusal::UpdateStaged)),
            SwitchStage::Returning => return Err(Failure::refused(Refusal::AlreadyNext)),
            SwitchStage::Arrived | SwitchStage::Home | SwitchStage::Elsewhere => {}
        }
        let request = switching::release(&record, &status);
        if let (true, Some(request)) = (self.options.show_command, &request) {
            let command = self.backend.as_command(request, &status);
            return self.show(RELEASE, command);
        }
        if let Some(request) = request {
            self.work(RELEASE, request).await?;
        }
        self.switching().settle().map_err(Failure::Note)?;
        let status = self.read().await?;
        let line = tr!("ctl-switch-released");
        self.finish(RELEASE, Outcome::Changed, &status, &line)
    }

    /// Packages that were left behind, and how they are added again.
    pub(super) async fn left_packages(&mut self) -> Done {
        let status = self.read().await?;
        let current = self.switching().current(&status);
        let packages = current.map_or_else(Vec::new, |(record, _)| record.packages);
        let command = switching::add_again(&packages);
        match &command {
            Some(command) => {
                for package in &packages {
                    self.console.say(package)?;
                }
                self.console
                    .say(&tr!("ctl-switch-packages", command = command.clone()))?;
            }
            None => self.console.say(&tr!("ctl-switch-no-packages"))?,
        }
        let exit = if command.is_some() {
            Exit::Done
        } else {
            Exit::NothingToDo
        };
        self.console.document(&PackagesDocument {
            verb: "switch packages",
            packages,
            command,
        })?;
        Ok(exit)
    }
}
