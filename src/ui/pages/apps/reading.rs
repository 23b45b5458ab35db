//! One reading of all apps and of what they may do: made on a thread that may block, shown by all pages of this room.

use std::fmt;

use crate::domain::permission::{Effective, Layer, Source, judge};
use crate::domain::{AppRef, InstallationId, InstalledApp};
use crate::flatpak::overrides::{BrokenFile, Scope};
use crate::flatpak::{AppAccess, Apps};

/// Which app: the same one may be installed in two places, or in two branches.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    /// Where it is installed.
    pub(crate) installation: InstallationId,
    /// Its full name.
    pub(crate) app_ref: AppRef,
}

/// One app and what it may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// What its own files tell.
    pub(crate) app: InstalledApp,
    /// What counts.
    pub(crate) access: AppAccess,
}

impl Known {
    fn of(app: InstalledApp, apps: &Apps) -> Self {
        let access = apps.access_of(&app).unwrap_or_else(|err| {
            tracing::warn!(%err, app = %app.app_ref.id, "its overrides cannot be read");
            let effective = Effective::of([(Source::Published, &app.published)]);
            AppAccess {
                spoken: Vec::new(),
                judgement: judge(&effective),
                effective,
            }
        });
        Self { app, access }
    }

    /// Which one it is.
    pub(crate) fn key(&self) -> Key {
        Key {
            installation: self.app.installation.clone(),
            app_ref: self.app.app_ref.clone(),
        }
    }

    /// Whether the person said something of this app that changes what counts. What they said of all apps is no mark of
    /// one.
    pub(crate) fn is_changed_by_person(&self) -> bool {
        let mut entries = self.access.effective.iter();
        entries.any(|(_, entry)| entry.is_changed() && entry.by == Source::UserForApp)
    }
}

/// All apps at one moment.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct AppsReading {
    /// Whether Flatpak was ever used here.
    pub(crate) has_flatpak: bool,
    /// All of them, in the order of the installations.
    pub(crate) apps: Vec<Known>,
    /// What the person said of all apps.
    pub(crate) for_all: Layer,
    /// Files that flatpak refuses.
    pub(crate) broken: Vec<BrokenFile>,
}

impl AppsReading {
    /// Reads everything anew. Blocks for some milliseconds.
    pub(crate) fn take(apps: &Apps) -> Self {
        let installed = apps.installed();
        for trouble in &installed.troubles {
            tracing::warn!(path = %trouble.path.display(), kind = ?trouble.kind, "left out");
        }
        let overrides = apps.access().overrides();
        let roots = apps.places().installations();
        Self {
            has_flatpak: roots.iter().any(|(_, root)| root.is_dir()),
            apps: installed
                .apps
                .into_iter()
                .map(|app| Known::of(app, apps))
                .collect(),
            for_all: overrides
                .own(&Scope::AllApps)
                .inspect_err(|err| tracing::warn!(%err, "the rules for all apps cannot be read"))
                .unwrap_or_default(),
            broken: overrides
                .broken()
                .inspect_err(|err| tracing::warn!(%err, "overrides cannot be read"))
                .unwrap_or_default(),
        }
    }

    /// One app.
    pub(crate) fn find(&self, key: &Key) -> Option<&Known> {
        self.apps.iter().find(|known| known.key() == *key)
    }
}

/// Short: messages are logged with their `Debug`.
impl fmt::Debug for AppsReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppsReading")
            .field("apps", &self.apps.len())
            .finish_non_exhaustive()
    }
}
