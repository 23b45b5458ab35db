//! The versions of an app: which there are, using one, holding it.

use isotope::domain::{Checksum, InstalledApp};
use isotope::flatpak::care::{Care, Version};
use isotope::flatpak::command::Follow;
use isotope::tr;

use super::cli::Which;
use super::follow::follow;
use super::json::{AppDocument, VersionsDocument};
use super::{CareFailure, Desk, Done, command, words};
use crate::failure::{Exit, Failure};

/// Fewer digits of a commit are a typing mistake rather than a choice.
const FEWEST_DIGITS: usize = 4;

impl Desk {
    pub(super) async fn app_versions(&mut self, care: &Care, which: &Which) -> Done {
        let app = self.meant(&which.id, &which.place)?;
        self.looking()?;
        let versions = care.versions(&app).await?;
        self.say_all(words::versions(&app, &versions))?;
        self.console
            .document(&VersionsDocument::new(&app, &versions))?;
        Ok(Exit::Done)
    }

    pub(super) async fn use_version(
        &mut self,
        verb: &'static str,
        care: &Care,
        which: &Which,
        typed: &str,
    ) -> Done {
        let app = self.meant(&which.id, &which.place)?;
        let commit = if let Ok(whole) = typed.parse() {
            whole
        } else {
            self.looking()?;
            select(&app, &care.versions(&app).await?, typed)?
        };
        if self.options.show_command {
            let line = command::use_version(&app, &commit, &care.held_by(&app));
            return self.show_command(verb, Some(line));
        }
        let version = words::digits(commit.as_str());
        if app.commit == commit && app.masked {
            let line = tr!(
                "ctl-care-used-already",
                name = app.name.as_str(),
                version = version
            );
            return self.tell(verb, Exit::NothingToDo, &app, &line);
        }
        let work = async |told: &mut Follow| care.use_version(&app, &commit, told).await;
        let now = follow(&mut self.console, work).await??;
        let id = app.app_ref.id.to_string();
        let line = tr!(
            "ctl-care-used",
            name = now.name.as_str(),
            version = version,
            id = id
        );
        self.tell(verb, Exit::Done, &now, &line)
    }

    pub(super) async fn hold(&mut self, verb: &'static str, care: &Care, which: &Which) -> Done {
        let app = self.meant(&which.id, &which.place)?;
        if self.options.show_command {
            return self.show_command(verb, Some(command::hold(&app)));
        }
        if app.masked {
            let line = tr!("ctl-care-held-already", name = app.name.as_str());
            return self.tell(verb, Exit::NothingToDo, &app, &line);
        }
        care.stop_updating(&app).await?;
        let id = app.app_ref.id.to_string();
        let line = tr!("ctl-care-held", name = app.name.as_str(), id = id);
        self.tell_again(verb, which, &line)
    }

    pub(super) async fn release_hold(
        &mut self,
        verb: &'static str,
        care: &Care,
        which: &Which,
    ) -> Done {
        let app = self.meant(&which.id, &which.place)?;
        if self.options.show_command {
            let line = command::release_hold(&app, &care.held_by(&app));
            return self.show_command(verb, line);
        }
        if !app.masked {
            let line = tr!("ctl-care-not-held", name = app.name.as_str());
            return self.tell(verb, Exit::NothingToDo, &app, &line);
        }
        care.resume_updating(&app).await?;
        let id = app.app_ref.id.to_string();
        let line = tr!("ctl-care-released", name = app.name.as_str(), id = id);
        self.tell_again(verb, which, &line)
    }

    /// As it is installed now.
    fn tell_again(&mut self, verb: &'static str, which: &Which, line: &str) -> Done {
        let now = self.meant(&which.id, &which.place)?;
        self.tell(verb, Exit::Done, &now, line)
    }

    /// A verb about one app that ended well.
    pub(super) fn tell(
        &mut self,
        verb: &'static str,
        exit: Exit,
        app: &InstalledApp,
        line: &str,
    ) -> Done {
        self.console.say(line)?;
        let document = AppDocument::new(verb, exit, app);
        self.console.document(&document)?;
        Ok(exit)
    }
}

/// The version whose commit begins with what was typed.
fn select(app: &InstalledApp, versions: &[Version], typed: &str) -> Result<Checksum, Failure> {
    let typed = typed.to_ascii_lowercase();
    let begins =
        |one: &&Version| typed.len() >= FEWEST_DIGITS && one.commit.as_str().starts_with(&typed);
    let fits: Vec<&Checksum> = versions
        .iter()
        .filter(begins)
        .map(|one| &one.commit)
        .collect();
    match fits.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(CareFailure::NoVersion {
            id: app.app_ref.id.to_string(),
            text: typed,
        }
        .into()),
        several => Err(CareFailure::SeveralVersions {
            fits: several
                .iter()
                .map(|one| words::digits(one.as_str()))
                .collect(),
            text: typed,
        }
        .into()),
    }
}
