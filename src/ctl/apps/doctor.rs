//! Files that flatpak cannot read, and what lies beside them.

use isotope::flatpak::overrides::{Astray, BrokenFile};
use isotope::tr;
use serde::Serialize;

use super::json::{AstrayJson, BrokenJson, TroubleJson};
use super::reading::{all_astray, all_broken};
use super::{AppsFailure, Desk, Done, words};
use crate::failure::{Exit, Failure};

/// `apps doctor`.
#[derive(Debug, Serialize)]
struct DoctorDocument {
    verb: &'static str,
    outcome: &'static str,
    broken: Vec<BrokenJson>,
    astray: Vec<AstrayJson>,
    troubles: Vec<TroubleJson>,
}

impl Desk {
    pub(super) fn doctor(&mut self, verb: &'static str, repair: bool) -> Done {
        if self.options.show_command {
            return self.show_command(verb, None);
        }
        let troubles = self.apps.installed().troubles;
        let files = all_broken(self.apps.access().overrides())?;
        let mut broken = Vec::new();
        for file in &files {
            self.say_all(words::broken(file))?;
            let mut document = BrokenJson::from(file);
            if repair && !file.of_system {
                self.repair(file, &mut document)?;
            }
            broken.push(document);
        }
        // After the repairs: what is said again has to stand in a file that can be read.
        let strays = all_astray(self.apps.access().overrides())?;
        let mut astray = Vec::new();
        for stray in &strays {
            self.console.say(&words::astray(stray))?;
            let mut document = AstrayJson::from(stray);
            if repair {
                self.put_in(stray, &mut document)?;
            }
            astray.push(document);
        }
        self.say_all(troubles.iter().map(words::trouble))?;
        let healthy = files.is_empty() && strays.is_empty();
        let left = broken.iter().any(|file| !file.repaired) || (!repair && !strays.is_empty());
        let exit = if left {
            Exit::Failed
        } else if repair && healthy {
            Exit::NothingToDo
        } else {
            Exit::Done
        };
        let mendable = !repair && files.iter().any(|file| !file.of_system);
        if healthy {
            self.console.say(&tr!("ctl-apps-healthy"))?;
        } else if mendable {
            self.console.say(&tr!("ctl-apps-repair-hint"))?;
        }
        if !repair && !strays.is_empty() {
            self.console.say(&tr!("ctl-apps-astray-hint"))?;
        }
        self.console.document(&DoctorDocument {
            verb,
            outcome: match exit {
                Exit::Done if repair => "changed",
                Exit::Failed => "broken",
                Exit::Done | Exit::NothingToDo => "nothing-to-do",
                Exit::Usage | Exit::Refused | Exit::Busy => "unknown",
            },
            broken,
            astray,
            troubles: troubles.iter().map(TroubleJson::from).collect(),
        })?;
        Ok(exit)
    }

    fn repair(&mut self, file: &BrokenFile, document: &mut BrokenJson) -> Result<(), Failure> {
        let repaired = self.apps.access().repair(&file.scope);
        let (copy, done) = repaired.map_err(AppsFailure::from)?;
        let copy = copy.display().to_string();
        self.console
            .say(&tr!("ctl-apps-repaired", copy = copy.clone()))?;
        document.repaired = true;
        document.copy = Some(copy);
        document.number = done.number;
        Ok(())
    }

    fn put_in(&mut self, astray: &Astray, document: &mut AstrayJson) -> Result<(), Failure> {
        let put = self.apps.access().put_in(astray);
        let (copy, done) = put.map_err(AppsFailure::from)?;
        let copy = copy.display().to_string();
        self.console
            .say(&tr!("ctl-apps-put-in", copy = copy.clone()))?;
        document.put_in = true;
        document.copy = Some(copy);
        document.number = done.number;
        Ok(())
    }
}
