//! Files that flatpak cannot read.

use isotope::flatpak::overrides::BrokenFile;
use isotope::tr;

use super::json::{BrokenJson, DoctorDocument, TroubleJson};
use super::reading::all_broken;
use super::{AppsFailure, Desk, Done, words};
use crate::failure::Exit;

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
        self.say_all(troubles.iter().map(words::trouble))?;
        let left = broken.iter().any(|file| !file.repaired);
        let exit = if left {
            Exit::Failed
        } else if repair && files.is_empty() {
            Exit::NothingToDo
        } else {
            Exit::Done
        };
        let mendable = !repair && files.iter().any(|file| !file.of_system);
        if files.is_empty() {
            self.console.say(&tr!("ctl-apps-healthy"))?;
        } else if mendable {
            self.console.say(&tr!("ctl-apps-repair-hint"))?;
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
            troubles: troubles.iter().map(TroubleJson::from).collect(),
        })?;
        Ok(exit)
    }

    fn repair(
        &mut self,
        file: &BrokenFile,
        document: &mut BrokenJson,
    ) -> Result<(), crate::failure::Failure> {
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
}
