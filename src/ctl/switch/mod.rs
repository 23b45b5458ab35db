//! `isotopectl switch`: other systems, channels and releases.

mod json;
mod preflight;
mod which;
mod words;

use chrono::Utc;
use isotope::catalogue::{Catalogue, Here};
use isotope::domain::Origin;

use crate::failure::Exit;
use crate::verbs::{App, Done};
use json::ListDocument;

/// What is asked about other systems.
#[derive(Clone, Debug, PartialEq, Eq, clap::Subcommand)]
pub(crate) enum SwitchVerb {
    /// List the systems that are known, with what cannot be switched to and why
    List,
    /// Look at what speaks for and against a switch, without doing anything
    Preflight {
        /// An address, or the name of a system such as kinoite
        #[arg(value_name = "SYSTEM")]
        system: String,
    },
}

impl App {
    pub(crate) async fn switch(&mut self, verb: &SwitchVerb) -> Done {
        match verb {
            SwitchVerb::List => self.systems().await,
            SwitchVerb::Preflight { system } => self.preflight(system).await,
        }
    }

    async fn systems(&mut self) -> Done {
        let status = self.read().await?;
        let running = status.running().or_else(|| status.next());
        let origin = running.map_or(Origin::Unknown, |version| version.origin.clone());
        let here = Here {
            origin: &origin,
            can: self.backend.capabilities(),
        };
        let catalogue = Catalogue::of_this_computer();
        let today = Utc::now().date_naive();
        for line in words::list(&catalogue, &here, today) {
            self.console.say(&line)?;
        }
        for bad in &catalogue.bad {
            self.console.remark(&words::bad_file(bad))?;
        }
        self.console
            .document(&ListDocument::new(&catalogue, &here, today))?;
        Ok(Exit::Done)
    }
}
