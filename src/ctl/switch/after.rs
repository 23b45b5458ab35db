//! `isotopectl switch release` and `packages`: what is left to do after a switch.

use isotope::backend::Refusal;
use isotope::domain::{Outcome, Request, SwitchStage};
use isotope::switching;
use isotope::{text, tr};
use serde::Serialize;

use super::NotNow;
use crate::failure::{Exit, Failure};
use crate::verbs::{App, Done};

const RELEASE: &str = "switch release";
const PACKAGES: &str = "switch packages";

/// What becomes of packages that were left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::Args)]
pub(crate) struct AddAgain {
    /// Add them again; they are there after a restart
    #[arg(long)]
    pub(super) add: bool,
    /// Only say what would be added
    #[arg(long, requires = "add")]
    pub(super) dry_run: bool,
}

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
        let nothing = Failure::NotNow(NotNow::NoSwitch);
        let (record, stage) = self.switching().current(&status).ok_or(nothing)?;
        match stage {
            SwitchStage::Prepared => return Err(Failure::refused(Refusal::UpdateStaged)),
            SwitchStage::Returning => return Err(Failure::NotNow(NotNow::Returns)),
            SwitchStage::NotStarted => {
                let version = status.next().map(text::version).unwrap_or_default();
                return Err(Failure::refused(Refusal::OtherVersionChosen { version }));
            }
            SwitchStage::Arrived | SwitchStage::Home | SwitchStage::Elsewhere => {}
        }
        if self.options.show_command {
            let release = self.switching().release(&record, &status);
            let release = release.first();
            let command = release.and_then(|it| self.backend.as_command(it, &status));
            return self.show(RELEASE, command);
        }
        self.let_go(RELEASE, &record, &status).await?;
        let status = self.read().await?;
        let line = tr!("ctl-switch-released");
        self.finish(RELEASE, Outcome::Changed, &status, &line)
    }

    /// Packages that were left behind, and how they are added again; or adds them.
    pub(super) async fn left_packages(&mut self, how: AddAgain) -> Done {
        let status = self.read().await?;
        let current = self.switching().current(&status);
        let packages = current.map_or_else(Vec::new, |(record, _)| record.packages);
        let request = switching::add_again(&packages).map(Request::AddPackages);
        match request {
            Some(request) if how.add && !how.dry_run => self.add_packages(request).await,
            request => {
                let command = request.and_then(|it| self.backend.as_command(&it, &status));
                self.tell_packages(packages, command)
            }
        }
    }

    async fn add_packages(&mut self, request: Request) -> Done {
        let Some(outcome) = self.work(PACKAGES, request).await? else {
            return Ok(Exit::Done);
        };
        let status = self.read().await?;
        let added = status
            .staged()
            .map(|staged| staged.added_packages.join(", "));
        let line = tr!(
            "ctl-switch-packages-ready",
            packages = added.unwrap_or_default()
        );
        self.finish(PACKAGES, outcome, &status, &line)
    }

    fn tell_packages(&mut self, packages: Vec<String>, command: Option<String>) -> Done {
        for package in &packages {
            self.console.say(package)?;
        }
        let exit = if let Some(command) = &command {
            let line = tr!("ctl-switch-packages", command = command.clone());
            self.console.say(&line)?;
            Exit::Done
        } else {
            self.console.say(&tr!("ctl-switch-no-packages"))?;
            Exit::NothingToDo
        };
        self.console.document(&PackagesDocument {
            verb: PACKAGES,
            packages,
            command,
        })?;
        Ok(exit)
    }
}
