//! `isotopectl switch settings`: the settings of a desktop, put aside and brought back.

use chrono::Utc;
use isotope::looks::{Saved, UNKNOWN, quiet_dconf};
use isotope::{text, tr};

use super::json::{CopiesDocument, CopyJson, SettingsDocument};
use super::preflight::running;
use crate::failure::{Exit, Failure};
use crate::verbs::{App, Done};
use crate::words::columns;

/// What is asked about the settings of desktops.
#[derive(Clone, Debug, PartialEq, Eq, clap::Subcommand)]
pub(crate) enum SettingsVerb {
    /// List the copies there are, the newest first
    List,
    /// Copy the settings of the desktop; they stay in place
    Save,
    /// Make the settings what they were; what is there now is put aside first
    Restore {
        /// Which copy; the newest one of the desktop that runs when left out
        #[arg(value_name = "COPY")]
        copy: Option<String>,
    },
}

impl App {
    pub(super) async fn settings(&mut self, verb: &SettingsVerb) -> Done {
        // Whatever was interrupted is completed before anything else.
        self.looks.finish().await?;
        match verb {
            SettingsVerb::List => self.copies(),
            SettingsVerb::Save => self.save_settings().await,
            SettingsVerb::Restore { copy } => self.restore_settings(copy.as_deref()).await,
        }
    }

    fn copies(&mut self) -> Done {
        let copies = self.looks.copies();
        let row = |copy: &Saved| {
            let when = text::date_and_time(copy.at);
            vec![copy.id.clone(), copy.desktop.clone(), when]
        };
        for line in columns(&copies.iter().map(row).collect::<Vec<_>>()) {
            self.console.say(&line)?;
        }
        if copies.is_empty() {
            self.console.say(&tr!("ctl-settings-none"))?;
        }
        let copies = copies.iter().map(CopyJson::from).collect();
        self.console.document(&CopiesDocument { copies })?;
        Ok(Exit::Done)
    }

    async fn save_settings(&mut self) -> Done {
        let desktop = self.desktop().await?;
        let saved = self.looks.save(&desktop, Utc::now())?;
        let folder = saved.folder.display().to_string();
        let files = saved.files;
        self.console
            .say(&tr!("ctl-settings-saved", count = files, folder = folder))?;
        self.console.document(&SettingsDocument {
            verb: "switch settings save",
            copy: CopyJson::from(&saved),
            aside: None,
            changed: 0,
        })?;
        Ok(Exit::Done)
    }

    async fn restore_settings(&mut self, id: Option<&str>) -> Done {
        let desktop = self.desktop().await?;
        let id = match id {
            Some(id) => id.to_owned(),
            None => self.own_copy(&desktop)?,
        };
        quiet_dconf().await;
        let done = self.looks.restore(&id, &desktop, Utc::now())?;
        quiet_dconf().await;
        let line = tr!(
            "ctl-settings-restored",
            count = done.changed,
            aside = done.aside.id.clone()
        );
        self.console.say(&line)?;
        let same = done.changed == 0;
        if same {
            self.looks.forget(&done.aside.id)?;
        }
        self.console.document(&SettingsDocument {
            verb: "switch settings restore",
            copy: CopyJson::from(&done.from),
            aside: (!same).then(|| CopyJson::from(&done.aside)),
            changed: done.changed,
        })?;
        Ok(if same { Exit::NothingToDo } else { Exit::Done })
    }

    /// The newest copy of what the desktop that runs had. That of another one is never taken unasked.
    fn own_copy(&self, desktop: &str) -> Result<String, Failure> {
        let copies = self.looks.copies();
        let is_own = |copy: &&Saved| copy.desktop == desktop && !copy.spare;
        if let Some(own) = copies.iter().find(is_own) {
            return Ok(own.id.clone());
        }
        let name = |copy: Saved| tr!("ctl-copy", copy = copy.id, desktop = copy.desktop);
        Err(Failure::NoOwnCopy {
            desktop: desktop.to_owned(),
            copies: copies.into_iter().map(name).collect(),
        })
    }

    /// The desktop that runs, by its name.
    async fn desktop(&mut self) -> Result<String, Failure> {
        let known = self.known_desktop().await?;
        Ok(known.unwrap_or_else(|| UNKNOWN.to_owned()))
    }

    /// The same, when it is known.
    pub(super) async fn known_desktop(&mut self) -> Result<Option<String>, Failure> {
        let here = running(&self.read().await?);
        let known = self.catalogue.of(&here);
        let known = known.and_then(|entry| entry.desktop.clone());
        let named = || here.system().desktop.map(str::to_owned);
        Ok(known.or_else(named))
    }
}
