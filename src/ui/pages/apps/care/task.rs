//! One thing to do with apps that takes a while: what it is called, doing it, and what came of it.

use super::super::reading::Key;
use crate::domain::{AppId, Checksum, InstallationId, InstalledApp};
use crate::flatpak::care::{Care, CareError, DataFate, Swept, Uninstalled, Updated, Updates};
use crate::flatpak::command::{CommandError, Follow};
use crate::text::{self, Explanation};
use crate::tr;

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Install the newest version.
    Update(Box<InstalledApp>),
    /// Install the newest version of all of these, which are in one installation.
    UpdateAll(InstallationId, Updates),
    /// Put what its publisher wants in its place.
    Replace(Box<InstalledApp>),
    /// Install this version and keep it.
    UseVersion(Box<InstalledApp>, Checksum),
    /// Switch its updates on, or off.
    SetUpdating(Box<InstalledApp>, bool),
    /// Remove it.
    Uninstall(Box<InstalledApp>, DataFate),
    /// Remove what nothing needs.
    RemoveUnused(InstallationId),
    /// Move the data that an app left behind to the trash; what the app is called.
    Trash(AppId, String),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// This was done.
    Well(String),
    /// The person stopped it.
    Stopped,
    /// It did not work.
    Badly(Explanation),
}

impl From<CareError> for Ended {
    fn from(error: CareError) -> Self {
        if is_stop(&error) {
            Self::Stopped
        } else {
            Self::Badly(text::care::care_error(&error))
        }
    }
}

fn is_stop(error: &CareError) -> bool {
    matches!(error, CareError::Command(CommandError::Stopped))
}

impl Task {
    /// Where it is done. Things in one place are done one after the other.
    pub(crate) fn installation(&self) -> InstallationId {
        match self {
            Self::Update(app)
            | Self::Replace(app)
            | Self::UseVersion(app, _)
            | Self::SetUpdating(app, _)
            | Self::Uninstall(app, _) => app.installation.clone(),
            Self::UpdateAll(installation, _) | Self::RemoveUnused(installation) => {
                installation.clone()
            }
            Self::Trash(..) => InstallationId::User,
        }
    }

    /// Which apps it is about.
    pub(crate) fn about(&self) -> Vec<Key> {
        match self {
            Self::Update(app)
            | Self::Replace(app)
            | Self::UseVersion(app, _)
            | Self::SetUpdating(app, _)
            | Self::Uninstall(app, _) => vec![Key::of(app)],
            Self::UpdateAll(_, updates) => {
                let apps = updates.waiting.iter().map(|one| &one.app);
                apps.map(Key::of).collect()
            }
            Self::RemoveUnused(_) | Self::Trash(..) => Vec::new(),
        }
    }

    /// Whether it brings updates.
    pub(crate) fn brings_updates(&self) -> bool {
        matches!(self, Self::Update(_) | Self::UpdateAll(..))
    }

    /// Whether it can be stopped once it goes on: the rest is over in a moment.
    pub(crate) fn can_stop(&self) -> bool {
        match self {
            Self::Update(_) | Self::UpdateAll(..) | Self::Replace(_) | Self::UseVersion(..) => true,
            Self::SetUpdating(..)
            | Self::Uninstall(..)
            | Self::RemoveUnused(_)
            | Self::Trash(..) => false,
        }
    }

    /// What goes on while it is done: `Updating Meadow`.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::Update(app) => tr!("care-does-update", app = name(app)),
            Self::UpdateAll(_, updates) => {
                tr!("care-does-update-all", count = updates.waiting.len())
            }
            Self::Replace(app) => tr!("care-does-replace", app = name(app)),
            Self::UseVersion(app, _) => tr!("care-does-use-version", app = name(app)),
            Self::SetUpdating(app, true) => tr!("care-does-resume", app = name(app)),
            Self::SetUpdating(app, false) => tr!("care-does-hold", app = name(app)),
            Self::Uninstall(app, _) => tr!("care-does-uninstall", app = name(app)),
            Self::RemoveUnused(_) => tr!("care-does-remove-unused"),
            Self::Trash(_, app) => tr!("care-does-trash", app = app.clone()),
        }
    }

    /// Does it.
    pub(crate) async fn run(&self, care: &Care, follow: &mut Follow) -> Ended {
        let ended = self.try_run(care, follow).await;
        ended.unwrap_or_else(Ended::from)
    }

    async fn try_run(&self, care: &Care, follow: &mut Follow) -> Result<Ended, CareError> {
        let words = match self {
            Self::UpdateAll(_, updates) => {
                return Ok(swept(&care.update_all(updates, follow).await));
            }
            Self::Uninstall(app, data) => return uninstall(care, app, *data, follow).await,
            Self::Update(app) => match care.update(app, follow).await? {
                Updated::Now(now) if now.commit == app.commit => {
                    tr!("care-was-newest", app = name(app))
                }
                Updated::Now(_) => tr!("care-updated", app = name(app)),
                Updated::ReplacedBy(other) => replaced(app, &other),
            },
            Self::Replace(app) => match care.update(app, follow).await? {
                Updated::ReplacedBy(other) => replaced(app, &other),
                Updated::Now(now) => {
                    return Err(CareError::NothingDone {
                        app: now.app_ref,
                        complaints: String::new(),
                    });
                }
            },
            Self::UseVersion(app, commit) => {
                care.use_version(app, commit, follow).await?;
                tr!("care-uses-version", app = name(app))
            }
            Self::SetUpdating(app, true) => {
                care.resume_updating(app).await?;
                tr!("care-resumed", app = name(app))
            }
            Self::SetUpdating(app, false) => {
                care.stop_updating(app).await?;
                tr!("care-held", app = name(app))
            }
            Self::RemoveUnused(installation) => {
                let gone = care.remove_unused(installation, follow).await?;
                tr!("care-removed-unused", count = gone.len())
            }
            Self::Trash(id, app) => {
                care.trash_leftover(id).await?;
                tr!("care-trashed", app = app.clone())
            }
        };
        Ok(Ended::Well(words))
    }
}

fn name(app: &InstalledApp) -> String {
    app.name.clone()
}

fn replaced(app: &InstalledApp, other: &InstalledApp) -> String {
    tr!("care-replaced", app = name(app), other = name(other))
}

async fn uninstall(
    care: &Care,
    app: &InstalledApp,
    data: DataFate,
    follow: &mut Follow,
) -> Result<Ended, CareError> {
    // Its data could not go while it runs, and without its files it would not run well.
    care.end(&app.app_ref.id).await?;
    Ok(match care.uninstall(app, data, follow).await? {
        Uninstalled::DataKept if data == DataFate::Trash => {
            Ended::Well(tr!("care-uninstalled-bare", app = name(app)))
        }
        Uninstalled::DataKept => Ended::Well(tr!("care-uninstalled", app = name(app))),
        Uninstalled::DataTrashed => Ended::Well(tr!("care-uninstalled-trashed", app = name(app))),
        Uninstalled::DataLeft(error) => {
            let why = text::care::care_error(&error);
            Ended::Badly(Explanation {
                title: tr!("care-data-left", app = name(app)),
                ..why
            })
        }
    })
}

fn swept(swept: &Swept) -> Ended {
    let count = swept.updated.len();
    let mut errors = swept.errors.iter().map(|(_, error)| error);
    match errors.next() {
        Some(error) if is_stop(error) && count == 0 => Ended::Stopped,
        Some(error) if is_stop(error) => Ended::Well(tr!("care-stopped-after", count = count)),
        Some(error) => {
            let why = text::care::care_error(error);
            Ended::Badly(Explanation {
                title: tr!("care-not-all-updated", count = swept.left.len()),
                body: why.title + ". " + &why.body,
                ..why
            })
        }
        None if swept.left.is_empty() => Ended::Well(tr!("care-updated-all", count = count)),
        None => {
            let names: Vec<String> = swept.left.iter().map(|one| one.app.name.clone()).collect();
            Ended::Badly(Explanation {
                title: tr!("care-not-all-updated", count = names.len()),
                body: names.join(&tr!("list-separator")),
                hint: None,
                raw: None,
            })
        }
    }
}
