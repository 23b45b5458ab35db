//! `isotopectl switch settings`: the settings of a desktop, put aside and brought back.

use chrono::Utc;
use isotope::catalogue::Catalogue;
use isotope::looks::{LooksError, Saved, UNKNOWN, quiet_dconf};
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
        self.looks.finish()?;
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
        let copies = self.looks.copies();
        let is_own = |copy: &&Saved| copy.desktop == desktop && !copy.before_repair;
        let own = copies.iter().find(is_own);
        let id = match (id, own.or(copies.first())) {
            (Some(id), _) => id.to_owned(),
            (None, Some(copy)) => copy.id.clone(),
            (None, None) => return Err(LooksError::NoSuchCopy { id: desktop }.into()),
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
        self.console.document(&SettingsDocument {
            verb: "switch settings restore",
            copy: CopyJson::from(&done.from),
            aside: Some(CopyJson::from(&done.aside)),
            changed: done.changed,
        })?;
        Ok(Exit::Done)
    }

    /// The desktop that runs, by its name.
    async fn desktop(&mut self) -> Result<String, Failure> {
        let known = self.known_desktop().await?;
        Ok(known.unwrap_or_else(|| UNKNOWN.to_owned()))
    }

    /// The same, when it is known.
    pub(super) async fn known_desktop(&mut self) -> Result<Option<String>, Failure> {
        let here = running(&self.read().await?);
        let catalogue = Catalogue::of_this_computer();
        let known = catalogue.of(&here).and_then(|entry| entry.desktop.clone());
        let named = || here.system().desktop.map(str::to_owned);
        Ok(known.or_else(named))
    }
}
