//! One reading of all apps and of what they may do: made on a thread that may block, shown by all pages of this room.

use std::collections::HashSet;
use std::fmt;
use std::io;
use std::sync::Arc;

use chrono::{TimeDelta, Utc};

use super::apart::tell_apart;
use super::line::Line;
use crate::domain::permission::{
    Document, Effective, Layer, PortalGrant, Since, Source, Target, judge,
};
use crate::domain::{AppId, AppRef, CannotOpen, InstallationId, InstalledApp};
use crate::flatpak::answers::Granted;
use crate::flatpak::overrides::{Astray, BrokenFile, Scope};
use crate::flatpak::places::Trouble;
use crate::flatpak::running::{self, Instance};
use crate::flatpak::used::last_used;
use crate::flatpak::{AppAccess, Apps, PortalError};
use crate::{text, tr};

/// Which app: the same one may be installed in two places, or in two branches.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    /// Where it is installed.
    pub(crate) installation: InstallationId,
    /// Its full name.
    pub(crate) app_ref: AppRef,
}

impl Key {
    /// Of something installed.
    pub(crate) fn of(app: &InstalledApp) -> Self {
        Self {
            installation: app.installation.clone(),
            app_ref: app.app_ref.clone(),
        }
    }
}

/// What a running app waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Running {
    /// What is different for it after a restart.
    pub(crate) waits_for: Vec<Target>,
    /// Whether another version runs than is installed.
    pub(crate) another_version: bool,
}

/// One app and what it may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// What its own files tell.
    pub(crate) app: InstalledApp,
    /// What counts.
    pub(crate) access: AppAccess,
    /// Whether it runs, and what for it waits.
    pub(crate) running: Option<Running>,
    /// Whether this person has not used it for a long time.
    pub(crate) unused: bool,
    /// Why it would not open.
    pub(crate) cannot_open: Option<CannotOpen>,
}

impl Known {
    fn of(
        (app, access): (InstalledApp, io::Result<AppAccess>),
        apps: &Apps,
        (instances, runtimes): (&[Instance], &HashSet<String>),
    ) -> Self {
        let access = access.unwrap_or_else(|err| {
            tracing::warn!(%err, app = %app.app_ref.id, "its overrides cannot be read");
            let effective = Effective::of([(Source::Published, &app.published)]);
            AppAccess {
                spoken: Vec::new(),
                judgement: judge(&effective),
                effective,
            }
        });
        let own = instances.iter().filter(|one| one.app_ref == app.app_ref);
        let running = Running::of(own, &app, &access.effective);
        let has_runtime = |name: &str| runtimes.contains(&format!("runtime/{name}"));
        Self {
            cannot_open: app.cannot_open(!access.is_broken(), has_runtime),
            unused: running.is_none() && is_unused(&app, apps),
            running,
            app,
            access,
        }
    }

    /// Which one it is.
    pub(crate) fn key(&self) -> Key {
        Key::of(&self.app)
    }
}

/// What was neither used nor installed since then is unused for long.
const LONG: TimeDelta = TimeDelta::days(90);

/// An app without data was never used, but may have come only now.
fn is_unused(app: &InstalledApp, apps: &Apps) -> bool {
    let used = last_used(apps.places(), &app.app_ref.id).or(app.updated);
    used.is_some_and(|used| Utc::now() - used > LONG)
}

impl Running {
    fn of<'a>(
        instances: impl Iterator<Item = &'a Instance>,
        app: &InstalledApp,
        now: &Effective,
    ) -> Option<Self> {
        let mut running: Option<Self> = None;
        for instance in instances {
            let all = running.get_or_insert_default();
            all.another_version |= instance.runs_another_version(app);
            all.waits_for.extend(instance.restart_needed(now));
            all.waits_for.sort();
            all.waits_for.dedup();
        }
        running
    }

    /// What is different after a restart of the app, in a sentence. `None`: nothing.
    pub(crate) fn words(&self) -> Option<String> {
        let mut labels: Vec<String> = self.waits_for.iter().map(text::permission::label).collect();
        labels.dedup();
        let more = labels.len().saturating_sub(2);
        labels.truncate(2);
        let what = labels.join(&tr!("list-separator"));
        match (what.is_empty(), more) {
            (true, _) => self.another_version.then(|| tr!("care-restart-version")),
            (false, 0) => Some(tr!("care-restart-for", what = what)),
            (false, _) => {
                let what = tr!("care-restart-more", what = what, count = more);
                Some(tr!("care-restart-for", what = what))
            }
        }
    }
}

/// What was allowed while apps were used. It comes from services, later than what stands in files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Answered {
    /// They were not asked yet.
    #[default]
    NotYet,
    /// All of it.
    Known(Arc<Granted>),
    /// They do not tell.
    Unknown(PortalError),
}

impl From<Result<Granted, PortalError>> for Answered {
    fn from(read: Result<Granted, PortalError>) -> Self {
        read.map_or_else(Self::Unknown, |granted| Self::Known(Arc::new(granted)))
    }
}

impl Answered {
    /// What is known.
    pub(crate) fn granted(&self) -> Option<&Arc<Granted>> {
        match self {
            Self::Known(granted) => Some(granted),
            Self::NotYet | Self::Unknown(_) => None,
        }
    }
}

/// All apps at one moment. Cheap to clone but for what is said of all.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct AppsReading {
    /// Whether Flatpak was ever used here.
    pub(crate) has_flatpak: bool,
    /// All of them, in the order of the installations.
    pub(crate) apps: Arc<[Known]>,
    /// What the list shows of each: worded with the reading, while the window is still being drawn.
    pub(crate) lines: Arc<[Line]>,
    /// What apps share, and what belongs to them.
    pub(crate) runtimes: Arc<[InstalledApp]>,
    /// What the administrator said of all apps.
    pub(crate) administrator: Layer,
    /// What the person said of all apps.
    pub(crate) for_all: Layer,
    /// Files that flatpak refuses.
    pub(crate) broken: Vec<BrokenFile>,
    /// What other programs wrote into them, and lies aside.
    pub(crate) astray: Vec<Astray>,
    /// What was left out.
    pub(crate) troubles: Vec<Trouble>,
    /// The installed flatpak, where it is known.
    pub(crate) flatpak: Option<Since>,
    /// What was allowed while apps were used.
    pub(crate) answered: Answered,
}

impl AppsReading {
    /// Reads all files anew. Blocks for some milliseconds.
    pub(crate) fn take(apps: &Apps) -> Self {
        let mut installed = apps.installed();
        tell_apart(&mut installed.apps);
        for trouble in &installed.troubles {
            tracing::warn!(path = %trouble.path.display(), kind = ?trouble.kind, "left out");
        }
        let instances = running::instances(apps.places())
            .inspect_err(|err| tracing::warn!(%err, "it is not known what runs"))
            .unwrap_or_default();
        let overrides = apps.access().overrides();
        let roots = apps.places().installations();
        let access: Vec<_> = apps.access_of_each(&installed.apps).collect();
        let both = installed.apps.into_iter().zip(access);
        let runtimes = installed.runtimes.iter();
        let runtimes: HashSet<String> = runtimes.map(|one| one.app_ref.to_string()).collect();
        let about = (instances.as_slice(), &runtimes);
        let known: Arc<[_]> = both.map(|one| Known::of(one, apps, about)).collect();
        Self {
            lines: known.iter().map(Line::of).collect(),
            apps: known,
            has_flatpak: roots.iter().any(|(_, root)| root.is_dir()),
            runtimes: installed.runtimes.into(),
            administrator: overrides
                .administrator()
                .inspect_err(|err| tracing::warn!(%err, "the administrator's rules cannot be read"))
                .unwrap_or_default(),
            for_all: overrides
                .own(&Scope::AllApps)
                .inspect_err(|err| tracing::warn!(%err, "the rules for all apps cannot be read"))
                .unwrap_or_default(),
            broken: overrides
                .broken()
                .inspect_err(|err| tracing::warn!(%err, "overrides cannot be read"))
                .unwrap_or_default(),
            astray: overrides
                .astray()
                .inspect_err(
                    |err| tracing::warn!(%err, "what lies beside overrides cannot be read"),
                )
                .unwrap_or_default(),
            troubles: installed.troubles,
            flatpak: overrides.flatpak(),
            answered: Answered::NotYet,
        }
    }

    /// What is removed together with an app: its own extensions, but for those that nobody knows of.
    pub(crate) fn goes_with(&self, app: &InstalledApp) -> Vec<String> {
        let prefix = format!("{}.", app.app_ref.id);
        let own = self.runtimes.iter().filter(|one| {
            let rest = one.app_ref.id.as_str().strip_prefix(&prefix);
            one.installation == app.installation
                && rest.is_some_and(|rest| !matches!(rest, "Locale" | "Debug" | "Sources"))
        });
        own.map(|one| one.name.clone()).collect()
    }

    /// What the person answered about an app while using it. Nothing as long as it is not known.
    pub(crate) fn grants_of<'a>(
        &'a self,
        app: &'a AppId,
    ) -> impl Iterator<Item = &'a PortalGrant> + use<'a> {
        let granted = self.answered.granted().into_iter();
        granted.flat_map(|granted| granted.of(app.as_str()))
    }

    /// The files and folders that the person chose for an app. Nothing as long as it is not known.
    pub(crate) fn documents_of<'a>(
        &'a self,
        app: &'a AppId,
    ) -> impl Iterator<Item = &'a Document> + use<'a> {
        let granted = self.answered.granted().into_iter();
        granted.flat_map(|granted| granted.documents_of(app.as_str()))
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
