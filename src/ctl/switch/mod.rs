//! `isotopectl switch`: other systems, channels and releases.

mod after;
mod go;
mod json;
mod preflight;
mod repair;
mod settings;
mod standing;
mod tags;
mod which;
mod words;

use chrono::Utc;
use isotope::catalogue::Here;
use isotope::domain::Origin;

use crate::failure::Exit;
use crate::verbs::{App, Done};
use after::AddAgain;
use go::How;
use json::ListDocument;
use settings::SettingsVerb;

pub(crate) use standing::{NotNow, StandingJson, lines as standing};
pub(crate) use tags::TagsFailure;

/// What is asked about other systems.
#[derive(Clone, Debug, PartialEq, Eq, clap::Subcommand)]
pub(crate) enum SwitchVerb {
    /// List the systems that are known, with what cannot be switched to and why
    List,
    /// Tell what a publisher has now: channels and dated builds of an image, branches of a remote
    Tags {
        /// An image (ghcr.io/ublue-os/bluefin), a remote (fedora:) or any address. Where the running system comes from when left out
        #[arg(value_name = "REF")]
        address: Option<String>,
    },
    /// Look at what speaks for and against a switch, without doing anything
    Preflight {
        /// An address, or the name of a system such as kinoite
        #[arg(value_name = "SYSTEM")]
        system: String,
    },
    /// Switch to another system, with a way back; it starts after a restart
    To {
        /// An address, or the name of a system such as kinoite; the second step of a switch in two when left out
        #[arg(value_name = "SYSTEM")]
        system: Option<String>,
        #[command(flatten)]
        how: How,
    },
    /// Take the last switch back: before the restart without a trace, after it by starting the version from before
    Back,
    /// Stay: the version from before the switch is kept no more
    Release,
    /// The packages that a switch left behind, and how they are added again
    Packages(AddAgain),
    /// Repair what another desktop left behind in fonts, themes, the pointer and default apps
    Repair {
        /// What to repair, by its name; everything when left out
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        /// Only say what would be repaired
        #[arg(long)]
        dry_run: bool,
    },
    /// The settings of the desktop: put them aside and bring them back
    #[command(subcommand)]
    Settings(SettingsVerb),
}

impl SwitchVerb {
    /// Whether it can change the system: only then there is a command that does the same, and something to wait for.
    pub(crate) fn changes(&self) -> bool {
        match self {
            Self::List
            | Self::Tags { .. }
            | Self::Preflight { .. }
            | Self::Repair { .. }
            | Self::Settings(_) => false,
            Self::Packages(how) => how.add,
            Self::To { .. } | Self::Back | Self::Release => true,
        }
    }

    /// Its name on the command line.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::List => "switch list",
            Self::Tags { .. } => "switch tags",
            Self::Preflight { .. } => "switch preflight",
            Self::To { .. } => "switch to",
            Self::Back => "switch back",
            Self::Release => "switch release",
            Self::Packages(_) => "switch packages",
            Self::Repair { .. } => "switch repair",
            Self::Settings(SettingsVerb::List) => "switch settings list",
            Self::Settings(SettingsVerb::Save) => "switch settings save",
            Self::Settings(SettingsVerb::Restore { .. }) => "switch settings restore",
        }
    }
}

impl App {
    pub(crate) async fn switch(&mut self, verb: &SwitchVerb) -> Done {
        match verb {
            SwitchVerb::List => self.systems().await,
            SwitchVerb::Preflight { system } => self.preflight(system).await,
            SwitchVerb::To { system, how } => self.switch_to(system.as_deref(), *how).await,
            SwitchVerb::Back => self.switch_back().await,
            SwitchVerb::Release => self.release_before().await,
            SwitchVerb::Packages(how) => self.left_packages(*how).await,
            SwitchVerb::Repair { names, dry_run } => self.repair(names, *dry_run).await,
            SwitchVerb::Settings(verb) => self.settings(verb).await,
            SwitchVerb::Tags { address } => self.tags(address.as_deref()).await,
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
        let catalogue = &self.catalogue;
        let today = Utc::now().date_naive();
        for line in words::list(catalogue, &here, today) {
            self.console.say(&line)?;
        }
        for bad in &catalogue.bad {
            self.console.remark(&words::bad_file(bad))?;
        }
        self.console
            .document(&ListDocument::new(catalogue, &here, today))?;
        Ok(Exit::Done)
    }
}
