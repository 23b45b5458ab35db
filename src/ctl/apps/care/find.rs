//! Which installed app or runtime is meant.

use isotope::domain::{AppId, AppRef, InstallationId, InstalledApp};

use super::cli::{Place, Which};
use super::{CareFailure, Desk};
use crate::apps::AppsFailure;

/// How an app is named: by its full name, or by its id.
enum Name {
    Ref(AppRef),
    Id(AppId),
}

impl Name {
    fn fits(&self, app: &InstalledApp) -> bool {
        match self {
            Self::Ref(app_ref) => app.app_ref == *app_ref,
            Self::Id(id) => app.app_ref.id == *id,
        }
    }

    fn id(&self) -> &AppId {
        match self {
            Self::Ref(app_ref) => &app_ref.id,
            Self::Id(id) => id,
        }
    }
}

impl Desk {
    /// The one app or runtime that is meant.
    pub(super) fn meant(&self, text: &str, place: &Place) -> Result<InstalledApp, AppsFailure> {
        let installed = self.apps.installed();
        let all = installed.apps.into_iter().chain(installed.runtimes);
        let mut fits = self.fitting(all, text, place)?;
        match (fits.pop(), fits.as_slice()) {
            (None, _) => Err(self.nobody(text)?),
            (Some(one), []) => Ok(one),
            (Some(one), more) => {
                let fits = more.iter().chain([&one]);
                let fits = fits.map(|app| format!("{} ({})", app.app_ref, app.installation));
                Err(CareFailure::Several {
                    text: text.to_owned(),
                    fits: fits.collect(),
                }
                .into())
            }
        }
    }

    /// The same, where only an app makes sense.
    pub(super) fn meant_app(&self, which: &Which) -> Result<InstalledApp, AppsFailure> {
        let app = self.meant(&which.id, &which.place)?;
        if app.app_ref.runtime {
            let id = app.app_ref.id.to_string();
            return Err(CareFailure::NotAnApp { id }.into());
        }
        Ok(app)
    }

    /// The app that opens: of several the one that `flatpak run` starts, too.
    pub(super) fn meant_to_open(&self, which: &Which) -> Result<InstalledApp, AppsFailure> {
        let apps = self.apps.installed().apps.into_iter();
        let mut fits = self.fitting(apps, &which.id, &which.place)?;
        fits.sort_by_key(|app| !app.current);
        match fits.into_iter().next() {
            Some(app) => Ok(app),
            None => self.meant_app(which),
        }
    }

    fn fitting(
        &self,
        all: impl Iterator<Item = InstalledApp>,
        text: &str,
        place: &Place,
    ) -> Result<Vec<InstalledApp>, AppsFailure> {
        let name = self.name(text)?;
        let place = self.place(place)?;
        let here = |app: &InstalledApp| place.as_ref().is_none_or(|at| app.installation == *at);
        Ok(all.filter(|app| name.fits(app) && here(app)).collect())
    }

    fn nobody(&self, text: &str) -> Result<AppsFailure, AppsFailure> {
        let name = self.name(text)?;
        Ok(AppsFailure::NoSuchApp {
            id: name.id().to_string(),
            near: self.near(name.id().last_part()),
        })
    }

    fn name(&self, text: &str) -> Result<Name, AppsFailure> {
        match (text.parse(), text.parse()) {
            (Ok(app_ref), _) => Ok(Name::Ref(app_ref)),
            (_, Ok(id)) => Ok(Name::Id(id)),
            (Err(_), Err(_)) => Err(self.not_an_id(text)),
        }
    }

    /// The id of an app that need not be installed.
    pub(super) fn id(&self, text: &str) -> Result<AppId, AppsFailure> {
        text.parse().map_err(|_| self.not_an_id(text))
    }

    /// The installation that was typed.
    pub(super) fn place(&self, place: &Place) -> Result<Option<InstallationId>, AppsFailure> {
        let Some(name) = &place.installation else {
            return Ok(None);
        };
        let all = self.apps.places().installations();
        let mut all: Vec<InstallationId> = all.into_iter().map(|(id, _)| id).collect();
        match all.iter().position(|id| id.to_string() == *name) {
            Some(at) => Ok(Some(all.swap_remove(at))),
            None => Err(CareFailure::NoInstallation {
                name: name.clone(),
                known: all.iter().map(ToString::to_string).collect(),
            }
            .into()),
        }
    }
}
