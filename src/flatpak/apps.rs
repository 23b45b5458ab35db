//! The one door of this room: the person's apps, what they may do, and changing it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::domain::permission::{Effective, Judgement, Since, Source, judge};
use crate::domain::{AppId, InstalledApp};
use crate::practice_api::ENV_APPS_HOME;

use super::access::{Access, Done, UndoError};
use super::answers::Answers;
use super::history::{Deed, History};
use super::installed::{self, Installed};
use super::keyfile::Document;
use super::overrides::{ForAll, Overrides, Spoken};
use super::parallel::in_parts;
use super::places::{Places, TroubleKind};

/// The file with the history, in Isotope's own folder.
const HISTORY: &str = "access-history.jsonl";

/// The person's apps. Nothing is cached: other programs change them too.
#[derive(Clone, Debug)]
pub struct Apps {
    places: Places,
    access: Access,
    answers: Answers,
    languages: Vec<String>,
}

/// What an app may do, as its pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppAccess {
    /// What each file says beside the app's own metadata, and the lines that flatpak refuses.
    pub spoken: Vec<Spoken>,
    /// What counts in the end.
    pub effective: Effective,
    /// How much trust that asks for.
    pub judgement: Judgement,
}

impl AppAccess {
    /// Whether anything counts that its publisher did not ask for, or does not count although it was asked for.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.effective.iter().any(|(_, entry)| entry.is_changed())
    }

    /// Whether the person said something of this app that changes what counts. What they said of all apps is no mark of
    /// one.
    #[must_use]
    pub fn is_changed_by_person(&self) -> bool {
        let mut entries = self.effective.iter();
        entries.any(|(_, entry)| entry.by == Source::UserForApp && entry.says_something_else())
    }

    /// Whether flatpak cannot read one of the files, so that the app does not start.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.spoken.iter().any(|file| !file.unreadable.is_empty())
    }
}

impl Apps {
    /// The apps of the person who runs this program, by the environment. Asks the `flatpak` command for its version.
    ///
    /// `languages`: the person's, best first, as `de` or `de_AT.UTF-8`.
    #[must_use]
    pub fn of_this_person(languages: Vec<String>) -> Self {
        Self::new(
            Places::from_env(),
            own_folder().join(HISTORY),
            installed_version(),
            languages,
        )
    }

    /// Apps at these places. `flatpak`: the installed version, where it is known.
    #[must_use]
    pub fn new(
        places: Places,
        history: PathBuf,
        flatpak: Option<Since>,
        languages: Vec<String>,
    ) -> Self {
        let overrides = Overrides::at(places.user_overrides(), places.system_overrides(), flatpak);
        let history = History::at(history);
        Self {
            answers: Answers::new(places.answers().to_owned(), history.clone()),
            access: Access::new(overrides, history),
            places,
            languages,
        }
    }

    /// With the portals' services on the bus at that address, instead of the session's.
    #[must_use]
    pub fn on_bus(self, address: &str) -> Self {
        Self {
            answers: self.answers.on_bus(address),
            ..self
        }
    }

    /// Where everything is.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Changing what apps may do, and the history of it.
    #[must_use]
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// What apps were allowed while they were used.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Undoes a change, whatever it was about; undoing an undo does it again. Blocks for a moment where it was about a file.
    ///
    /// # Errors
    /// [`UndoError`]; then nothing was changed.
    pub async fn undo(&self, number: u64) -> Result<Done, UndoError> {
        let event = self.access.event(number)?;
        match event.deed {
            Deed::Rules { .. } => self.access.undo(number),
            Deed::Portal { .. } | Deed::Document { .. } => self.answers.undo(event).await,
        }
    }

    /// Reads what is installed. Blocks for some milliseconds.
    #[must_use]
    pub fn installed(&self) -> Installed {
        let mut installed = installed::scan(&self.places, &self.languages);
        let flatpak = self.access.overrides().flatpak();
        installed
            .troubles
            .retain_mut(|trouble| match &mut trouble.kind {
                TroubleKind::Refused(lines) => {
                    lines.retain(|line| line.stops(flatpak));
                    !lines.is_empty()
                }
                TroubleKind::Unreadable(_)
                | TroubleKind::NotADeploy
                | TroubleKind::NotARef
                | TroubleKind::NotAnInstallation(_)
                | TroubleKind::OutOfReach(_) => true,
            });
        installed
    }

    /// One installed app: the branch that `flatpak run ID` starts, the person's own installation first.
    #[must_use]
    pub fn find(&self, id: &AppId) -> Option<InstalledApp> {
        installed::find(&self.places, &self.languages, id)
    }

    /// What an app may do. Blocks for a moment.
    ///
    /// # Errors
    /// When an override file is there and cannot be read.
    pub fn access_of(&self, app: &InstalledApp) -> io::Result<AppAccess> {
        self.access_with(&self.access.overrides().for_all(), app)
    }

    /// The same for many: what is said of all apps is read once. The answers are in the order of the apps.
    pub fn access_of_each(
        &self,
        apps: &[InstalledApp],
    ) -> impl Iterator<Item = io::Result<AppAccess>> {
        let for_all = self.access.overrides().for_all();
        let parts = in_parts(apps, |part| -> Vec<_> {
            let each = part.iter().map(|app| self.access_with(&for_all, app));
            each.collect()
        });
        parts.into_iter().flatten()
    }

    fn access_with(&self, for_all: &ForAll, app: &InstalledApp) -> io::Result<AppAccess> {
        let overrides = self.access.overrides();
        let spoken = overrides.spoken(for_all, &app.app_ref.id, &app.installation)?;
        let effective = Overrides::merge(&app.published, &spoken);
        Ok(AppAccess {
            judgement: judge(&effective),
            effective,
            spoken,
        })
    }
}

/// Isotope's own folder of the person; on the practice machine, in the home of its apps.
pub(super) fn own_folder() -> PathBuf {
    let var = |name| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let machines = var(ENV_APPS_HOME).map(|home| home.join(".local/share"));
    machines
        .or_else(|| var("XDG_DATA_HOME"))
        .or_else(|| var("HOME").map(|home| home.join(".local/share")))
        .unwrap_or_default()
        .join("isotope")
}

/// The version of the host's flatpak: inside a sandbox as `/.flatpak-info` has it, else as the command says.
fn installed_version() -> Option<Since> {
    let info = Path::new("/.flatpak-info");
    if let Ok(bytes) = std::fs::read(info) {
        let version = Document::parse(&bytes).string("Instance", "flatpak-version");
        return version.ok().flatten()?.parse().ok();
    }
    let output = Command::new("flatpak").arg("--version").output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
