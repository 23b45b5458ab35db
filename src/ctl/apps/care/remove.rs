//! Removing apps, what nobody needs, and what is left behind.

use std::collections::BTreeSet;

use isotope::domain::{AppId, AppRef, InstallationId};
use isotope::flatpak::PortalError;
use isotope::flatpak::care::{Care, CareError, DataFate, Uninstalled};
use isotope::flatpak::command::{Follow, Stop};
use isotope::flatpak::leftovers::{Leftover, Size, size};
use isotope::flatpak::running::instances;
use isotope::text::permission;
use isotope::tr;

use super::cli::{Place, Which};
use super::follow::follow;
use super::json::{
    ErrorJson, LeftoverJson, LeftoversDocument, TrashDocument, UninstallDocument, UnusedDocument,
    UnusedJson,
};
use super::{CareFailure, Desk, Done, command, words};
use crate::failure::{Exit, Failure};

/// What is left of an app, what it was called, and how much it takes.
#[derive(Debug)]
pub(super) struct Left {
    pub(super) of: Leftover,
    pub(super) name: Option<String>,
    pub(super) size: Option<Size>,
}

impl Desk {
    pub(super) async fn uninstall(
        &mut self,
        verb: &'static str,
        care: &Care,
        which: &Which,
        delete_data: bool,
    ) -> Done {
        let app = self.meant_app(which)?;
        let id = &app.app_ref.id;
        let folder = care.places().app_data().join(id.as_str());
        if self.options.show_command {
            let data = delete_data.then_some(folder.as_path());
            return self.show_command(verb, Some(command::uninstall(&app, data)));
        }
        if delete_data && self.runs(id)? {
            return Err(CareError::Running(id.clone()).into());
        }
        let fate = if delete_data {
            DataFate::Trash
        } else {
            DataFate::Keep
        };
        let work = async |told: &mut Follow| care.uninstall(&app, fate, told).await;
        let done = follow(&mut self.console, work).await??;
        let has_data = folder.is_dir();
        self.say_all(words::uninstalled(&app, &done, has_data))?;
        let forgets = delete_data && !matches!(done, Uninstalled::DataLeft(_));
        let forgotten = if forgets {
            self.forget_answers(id).await?
        } else {
            0
        };
        let exit = match done {
            Uninstalled::DataLeft(_) => Exit::Failed,
            Uninstalled::DataKept | Uninstalled::DataTrashed => Exit::Done,
        };
        let document = UninstallDocument::new(verb, &app, &done, has_data).forgot(forgotten);
        self.console.document(&document)?;
        Ok(exit)
    }

    /// Forgets what portals remember of an app that is gone, and says so. Returns how much that was.
    async fn forget_answers(&mut self, id: &AppId) -> Result<usize, Failure> {
        let forgotten = match self.apps.answers().forget_all(id).await {
            Ok(all) => all.len(),
            // Without the services nobody was ever asked.
            Err(PortalError::Missing { .. }) => 0,
            Err(error) => {
                self.console
                    .remark(&permission::portal_error(&error).body)?;
                0
            }
        };
        if forgotten > 0 {
            let words = tr!("ctl-care-answers-forgotten", count = forgotten);
            self.console.say(&words)?;
        }
        Ok(forgotten)
    }

    /// Whether an instance of it runs.
    pub(super) fn runs(&self, id: &AppId) -> Result<bool, Failure> {
        let running = instances(self.apps.places());
        let running = running.map_err(|err| CareError::File(err.to_string()))?;
        Ok(running.iter().any(|one| one.app_ref.id == *id))
    }

    pub(super) async fn unused(
        &mut self,
        verb: &'static str,
        care: &Care,
        remove: bool,
        place: &Place,
    ) -> Done {
        let at = self.place(place)?;
        if self.options.show_command {
            return self.show_command(verb, Some(command::remove_unused(at.as_ref())));
        }
        let (mut found, mut errors) = (Vec::new(), Vec::new());
        let all = care.places().installations().into_iter().map(|(id, _)| id);
        for installation in all.filter(|id| at.as_ref().is_none_or(|at| at == id)) {
            match care.unused(&installation).await {
                Ok(unused) => found.extend(unused),
                Err(error) => errors.push((installation, error)),
            }
        }
        let mut removed = BTreeSet::new();
        if remove {
            let places: BTreeSet<_> = found.iter().map(|one| one.installation.clone()).collect();
            removed = self.remove_unused(care, places, &mut errors).await?;
            found.retain(|one| !removed.contains(&(one.installation.clone(), one.app_ref.clone())));
        }
        if let (true, true, [(_, error)]) = (
            found.is_empty() || remove,
            removed.is_empty(),
            errors.as_slice(),
        ) {
            return Err(error.clone().into());
        }
        self.say_all(words::unused(&found, &removed, remove))?;
        self.say_all(errors.iter().map(|(at, error)| words::failed(at, error)))?;
        let exit = match (errors.is_empty(), found.is_empty() && removed.is_empty()) {
            (false, _) => Exit::Failed,
            (true, true) => Exit::NothingToDo,
            (true, false) => Exit::Done,
        };
        self.console.document(&UnusedDocument {
            verb,
            outcome: match exit {
                Exit::NothingToDo => "nothing-to-do",
                Exit::Done if remove => "changed",
                Exit::Done => "found",
                Exit::Failed | Exit::Usage | Exit::Refused | Exit::Busy => "partly",
            },
            unused: found.iter().map(UnusedJson::from).collect(),
            removed: removed.iter().map(UnusedJson::gone).collect(),
            errors: errors
                .iter()
                .map(|(at, error)| ErrorJson::new(at, error))
                .collect(),
        })?;
        Ok(exit)
    }

    async fn remove_unused(
        &mut self,
        care: &Care,
        places: BTreeSet<InstallationId>,
        errors: &mut Vec<(InstallationId, CareError)>,
    ) -> Result<BTreeSet<(InstallationId, AppRef)>, Failure> {
        let work = async |told: &mut Follow| {
            let mut removed = BTreeSet::new();
            for place in places {
                match care.remove_unused(&place, told).await {
                    Ok(gone) => removed.extend(gone.into_iter().map(|one| (place.clone(), one))),
                    Err(error) => errors.push((place, error)),
                }
            }
            removed
        };
        follow(&mut self.console, work).await
    }

    /// What apps left behind; without what portals know where they do not tell.
    async fn left(&self, care: &Care) -> Result<Vec<Leftover>, Failure> {
        let granted = self.apps.answers().read().await;
        Ok(care.leftovers(&granted.unwrap_or_default()).await?)
    }

    pub(super) async fn leftovers(&mut self, care: &Care) -> Done {
        let left = self.left(care).await?;
        let mut names = std::collections::BTreeMap::new();
        if !left.is_empty() {
            self.looking()?;
            names = care
                .names(&left.iter().map(|one| one.id.clone()).collect())
                .await;
        }
        let mut all = Vec::new();
        for one in left {
            let size = match &one.data {
                Some(folder) => Some(size(folder.clone(), &Stop::default()).await?),
                None => None,
            };
            all.push(Left {
                name: names.remove(&one.id),
                of: one,
                size,
            });
        }
        self.say_all(words::leftovers(&all))?;
        self.console.document(&LeftoversDocument {
            leftovers: all.iter().map(LeftoverJson::from).collect(),
        })?;
        Ok(Exit::Done)
    }

    pub(super) async fn trash(
        &mut self,
        verb: &'static str,
        care: &Care,
        typed: &[String],
    ) -> Done {
        let left = self.left(care).await?;
        let mut meant = Vec::new();
        for text in typed {
            let id = self.id(text)?;
            if !left.iter().any(|one| one.id == id) {
                return Err(self.no_leftover(&id));
            }
            meant.push(id);
        }
        let of = |id: &AppId| left.iter().find(|one| one.id == *id);
        if self.options.show_command {
            let meant = meant.iter().filter_map(of);
            return self.show_command(verb, Some(command::put_away(meant)));
        }
        let (mut trashed, mut said, mut forgotten) = (Vec::new(), Vec::new(), Vec::new());
        for id in meant {
            if care.trash_leftover(&id).await? {
                self.console
                    .say(&tr!("ctl-care-trashed", id = id.to_string()))?;
                trashed.push(id.to_string());
            }
            if of(&id).is_some_and(Leftover::is_known_to_portals)
                && self.forget_answers(&id).await? > 0
            {
                forgotten.push(id.to_string());
            }
            if of(&id).is_some_and(|one| one.overrides.is_some()) {
                self.console
                    .say(&tr!("ctl-care-rules-stay", id = id.to_string()))?;
                said.push(id.to_string());
            }
        }
        let nothing = trashed.is_empty() && forgotten.is_empty();
        self.console.document(&TrashDocument {
            verb,
            outcome: if nothing { "nothing-to-do" } else { "changed" },
            trashed,
            answers_forgotten: forgotten,
            rules_left: said,
        })?;
        Ok(if nothing {
            Exit::NothingToDo
        } else {
            Exit::Done
        })
    }

    fn no_leftover(&self, id: &AppId) -> Failure {
        match self.apps.find(id) {
            Some(_) => CareError::Installed(id.clone()).into(),
            None => CareFailure::NoLeftover { id: id.to_string() }.into(),
        }
    }
}
