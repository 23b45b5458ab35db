//! What newer versions there are, and installing them.

use futures_util::StreamExt as _;
use futures_util::stream;
use isotope::domain::{InstallationId, InstalledApp};
use isotope::flatpak::care::{Care, CareError, FailedRemote, Offer, Swept, Updates, Waiting};
use isotope::flatpak::command::Follow;
use isotope::flatpak::running::instances;
use isotope::tr;

use super::cli::Place;
use super::follow::follow;
use super::json::{
    ErrorJson, SourceJson, UpdateDocument, UpdatedJson, UpdatesDocument, WaitingJson,
};
use super::{Desk, Done, command, words};
use crate::failure::{Exit, Failure};

/// How many newer versions are looked at at once.
const AT_ONCE: usize = 4;

/// A newer version or another app in its place, and what it newly asks for.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) waiting: Waiting,
    pub(super) offer: Result<Offer, CareError>,
}

impl Found {
    async fn of(waiting: &Waiting, care: &Care) -> Self {
        Self {
            offer: care.offer_for(waiting).await,
            waiting: waiting.clone(),
        }
    }
}

/// Looks at newer versions more closely. Goes to the network.
async fn look(care: &Care, waiting: &[Waiting]) -> Vec<Found> {
    let asked = waiting.iter().map(|waiting| Found::of(waiting, care));
    stream::iter(asked).buffered(AT_ONCE).collect().await
}

impl Desk {
    pub(super) async fn updates(&mut self, care: &Care) -> Done {
        self.looking()?;
        let updates = care.updates().await;
        let found = look(care, &updates.waiting).await;
        self.say_all(words::waiting(&found))?;
        self.say_all(words::sources(&updates.failed))?;
        if found.iter().any(|one| !one.waiting.app.masked) {
            self.console.say(&tr!("ctl-care-update-hint"))?;
        } else if found.is_empty() && updates.failed.is_empty() {
            self.console.say(&tr!("ctl-care-no-updates"))?;
        }
        self.console.document(&UpdatesDocument {
            updates: found.iter().map(WaitingJson::from).collect(),
            failed: updates.failed.iter().map(SourceJson::from).collect(),
        })?;
        Ok(match (updates.failed.is_empty(), found.is_empty()) {
            (false, _) => Exit::Failed,
            (true, true) => Exit::NothingToDo,
            (true, false) => Exit::Done,
        })
    }

    /// Asking sources takes a while.
    pub(super) fn looking(&mut self) -> Result<(), Failure> {
        if self.console.draws() {
            self.console.remark(&tr!("ctl-care-looking"))?;
        }
        Ok(())
    }

    /// Without ids: all.
    pub(super) async fn update(
        &mut self,
        verb: &'static str,
        care: &Care,
        ids: &[String],
        place: &Place,
    ) -> Done {
        let at = self.place(place)?;
        let mut meant = Vec::new();
        for id in ids {
            meant.push(self.meant(id, place)?);
        }
        if self.options.show_command {
            return self.show_command(verb, Some(command::update(&meant, at.as_ref())));
        }
        if let Some(held) = meant.iter().find(|app| app.masked) {
            return Err(CareError::UpdatesOff(held.app_ref.clone()).into());
        }
        self.looking()?;
        let mut updates = care.updates().await;
        narrow(&mut updates, &meant, at.as_ref());
        self.say_all(words::waiting(&look(care, &updates.waiting).await))?;
        updates.waiting.retain(|one| !one.app.masked);
        if updates.waiting.is_empty() {
            return self.nothing_to_update(verb, &meant, updates.failed);
        }
        let work = async |told: &mut Follow| care.update_all(&updates, told).await;
        let swept = follow(&mut self.console, work).await?;
        self.tell_swept(verb, &updates, swept)
    }

    fn nothing_to_update(
        &mut self,
        verb: &'static str,
        meant: &[InstalledApp],
        mut failed: Vec<FailedRemote>,
    ) -> Done {
        if !meant.is_empty()
            && let Some(failed) = failed.pop()
        {
            return Err(failed.error.into());
        }
        self.say_all(words::sources(&failed))?;
        let outcome = if failed.is_empty() {
            self.console.say(&tr!("ctl-care-no-updates"))?;
            "nothing-to-do"
        } else {
            "failed"
        };
        self.console.document(&UpdateDocument {
            verb,
            outcome,
            updated: Vec::new(),
            left: Vec::new(),
            errors: Vec::new(),
            failed: failed.iter().map(SourceJson::from).collect(),
        })?;
        Ok(if failed.is_empty() {
            Exit::NothingToDo
        } else {
            Exit::Failed
        })
    }

    /// Says what is installed now.
    fn tell_swept(&mut self, verb: &'static str, updates: &Updates, swept: Swept) -> Done {
        let swept = with_reasons(swept);
        let replaced = replaced(updates, &swept);
        let nothing = swept.updated.is_empty() && replaced.is_empty();
        if let (true, [(_, error)]) = (nothing, swept.errors.as_slice()) {
            return Err(error.clone().into());
        }
        self.say_all(swept.updated.iter().map(words::updated))?;
        self.say_all(replaced.iter().map(|one| words::replaced(one)))?;
        self.say_all(self.runs_on(&swept.updated))?;
        let errors = swept.errors.iter();
        self.say_all(errors.map(|(place, error)| words::failed(place, error)))?;
        self.say_all(words::sources(&updates.failed))?;
        let whole = swept.errors.is_empty() && updates.failed.is_empty();
        let before = |app: &InstalledApp| updates.waiting.iter().find(|one| same(&one.app, app));
        let now = swept.updated.iter();
        let now = now.filter_map(|app| Some(UpdatedJson::new(&before(app)?.app, app)));
        let gone = replaced.iter().map(|one| UpdatedJson::replaced(one));
        self.console.document(&UpdateDocument {
            verb,
            outcome: match (whole, nothing) {
                (true, _) => "changed",
                (false, false) => "partly",
                (false, true) => "failed",
            },
            updated: now.chain(gone).collect(),
            left: swept
                .left
                .iter()
                .map(|one| one.app.app_ref.to_string())
                .collect(),
            errors: swept
                .errors
                .iter()
                .map(|(at, error)| ErrorJson::new(at, error))
                .collect(),
            failed: updates.failed.iter().map(SourceJson::from).collect(),
        })?;
        Ok(if whole { Exit::Done } else { Exit::Failed })
    }

    /// What still runs as it was before.
    fn runs_on(&self, updated: &[InstalledApp]) -> Vec<String> {
        let running = instances(self.apps.places()).unwrap_or_default();
        let runs_on = |app: &&InstalledApp| running.iter().any(|one| one.runs_another_version(app));
        let apps = updated.iter().filter(runs_on);
        apps.map(|app| tr!("ctl-care-runs-on", name = app.name.as_str()))
            .collect()
    }
}

/// Leaves what was not asked for.
fn narrow(updates: &mut Updates, meant: &[InstalledApp], at: Option<&InstallationId>) {
    let here = |place: &InstallationId| at.is_none_or(|at| at == place);
    updates.waiting.retain(|one| {
        here(&one.app.installation)
            && (meant.is_empty() || meant.iter().any(|app| same(app, &one.app)))
    });
    updates.failed.retain(|failed| {
        let of = |app: &InstalledApp| {
            app.origin == failed.remote && app.installation == failed.installation
        };
        here(&failed.installation) && (meant.is_empty() || meant.iter().any(of))
    });
}

fn same(one: &InstalledApp, other: &InstalledApp) -> bool {
    one.app_ref == other.app_ref && one.installation == other.installation
}

/// What was left without an error has one, too.
fn with_reasons(mut swept: Swept) -> Swept {
    for one in &swept.left {
        let place = &one.app.installation;
        if !swept.errors.iter().any(|(at, _)| at == place) {
            let nothing = CareError::NothingDone {
                app: one.app.app_ref.clone(),
                complaints: String::new(),
            };
            swept.errors.push((place.clone(), nothing));
        }
    }
    swept
}

/// What waited, and is installed no more: its publisher wanted another one in its place.
fn replaced<'a>(updates: &'a Updates, swept: &Swept) -> Vec<&'a Waiting> {
    let is_there = |one: &Waiting| {
        let mut there = swept
            .updated
            .iter()
            .chain(swept.left.iter().map(|left| &left.app));
        there.any(|app| same(app, &one.app))
    };
    updates
        .waiting
        .iter()
        .filter(|one| !is_there(one))
        .collect()
}
