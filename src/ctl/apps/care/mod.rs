//! Taking care of apps: updates, versions, removal, leftovers, what runs.
//!
//! [`cli`] is the definition, [`find`] finds what is meant, [`updates`], [`versions`], [`remove`] and [`running`] do the
//! verbs, [`follow`] watches work, [`command`] is flatpak's own way to say it, [`words`] and [`json`] say what came out,
//! [`failure`] why it was not done.

pub(crate) mod cli;
mod command;
mod failure;
mod find;
mod follow;
mod json;
mod remove;
mod running;
mod updates;
mod versions;
pub(super) mod words;

use isotope::flatpak::care::{Care, CareError, End, Reach};
use isotope::{text, tr};

use super::{AppsFailure, Desk, Done};
use crate::failure::Failure;
use cli::CareVerb;

pub(crate) use failure::CareFailure;

impl From<CareError> for Failure {
    fn from(error: CareError) -> Self {
        CareFailure::from(error).into()
    }
}

impl From<CareFailure> for Failure {
    fn from(failure: CareFailure) -> Self {
        AppsFailure::from(failure).into()
    }
}

impl Desk {
    pub(super) fn care(&mut self, verb: &CareVerb) -> Done {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(self.take_care(&Care::of_this_person(), verb))
    }

    async fn take_care(&mut self, care: &Care, verb: &CareVerb) -> Done {
        let name = verb.name();
        if !self.options.show_command {
            // Who only looks is not asked for a password.
            let reach = if verb.installs() {
                Reach::Everywhere
            } else {
                Reach::Own
            };
            for finished in care.finish(reach).await {
                self.console.remark(&text::care::finished(&finished))?;
                if finished.end == End::Waits {
                    let id = finished.app.id.to_string();
                    self.console.remark(&tr!("ctl-care-waits-hint", id = id))?;
                }
            }
        }
        match verb {
            CareVerb::Updates => self.updates(care).await,
            CareVerb::Update { ids, place, .. } => self.update(name, care, ids, place).await,
            CareVerb::Versions(which) => self.app_versions(care, which).await,
            CareVerb::UseVersion { which, version } => {
                self.use_version(name, care, which, version).await
            }
            CareVerb::Hold(which) => self.hold(name, care, which).await,
            CareVerb::ReleaseHold(which) => self.release_hold(name, care, which).await,
            CareVerb::Uninstall { which, delete_data } => {
                self.uninstall(name, care, which, *delete_data).await
            }
            CareVerb::Unused { remove, place } => self.unused(name, care, *remove, place).await,
            CareVerb::Leftovers { trash } if trash.is_empty() => self.leftovers(care).await,
            CareVerb::Leftovers { trash } => self.trash(name, care, trash).await,
            CareVerb::Open(which) => self.open(name, care, which).await,
            CareVerb::Quit { id } => self.quit(name, care, id).await,
            CareVerb::Running => self.running(care),
        }
    }
}
