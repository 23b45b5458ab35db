//! Apps that go, and what is left of those that are gone.

use relm4::ComponentSender;
use relm4::prelude::*;

use super::super::super::reading::Key;
use super::super::super::work::Deed;
use super::super::super::{AppsMsg, AppsPage};
use super::super::leftovers::{LeftoversPage, Remains};
use super::super::{Task, ask, back};
use super::Desk;
use crate::domain::InstalledApp;
use crate::flatpak::care::{Care, DataFate};
use crate::flatpak::leftovers::Leftover;
use crate::flatpak::overrides::Scope;
use crate::tr;

impl Desk {
    /// What still has to be done after something that went well, and tells it in these words together with its own.
    pub(super) fn follows(&mut self, task: &Task, words: &str) -> Option<(Scope, Deed)> {
        if task.brings_updates() {
            self.known.brought(&task.about());
        }
        let words = || tr!("care-done-and-forgotten", done = words);
        match task {
            Task::Trash(id, _) => {
                let mut remains = self.left.remains.iter();
                let of_it = remains.find(|one| one.leftover.id == *id)?;
                forget(of_it, words())
            }
            Task::Uninstall(app, DataFate::Trash) if self.has_answers(app) => {
                let id = app.app_ref.id.clone();
                let deed = Deed::Forget {
                    app: id.clone(),
                    rules: false,
                    answers: true,
                    words: words(),
                };
                Some((Scope::App(id), deed))
            }
            Task::Uninstall(..)
            | Task::Update(_)
            | Task::UpdateAll(..)
            | Task::Replace(_)
            | Task::UseVersion(..)
            | Task::SetUpdating(..)
            | Task::RemoveUnused(_) => None,
        }
    }

    /// Whether portals would give it anything without asking, should it come again.
    fn has_answers(&self, app: &InstalledApp) -> bool {
        let reading = self.reading.as_ref();
        let known = reading.and_then(|reading| reading.answered.granted());
        known.is_some_and(|known| known.count(app.app_ref.id.as_str()) != (0, 0))
    }

    pub(super) fn ask_uninstall(&self, key: &Key, care: &Care) {
        let (Some(known), Some(reading)) = (self.find(key), &self.reading) else {
            return;
        };
        let id = &known.app.app_ref.id;
        let folder = care.places().app_data().join(id.as_str());
        let others = reading.apps.iter().filter(|one| one.app.app_ref.id == *id);
        let is_last = others.count() == 1;
        let removal = ask::Removal {
            app: known.app.clone(),
            runs: known.running.is_some(),
            has_data: is_last && folder.is_dir(),
            has_answers: is_last && self.has_answers(&known.app),
            with: reading.goes_with(&known.app),
        };
        let (dialog, size) = ask::uninstall(&removal, &self.cares);
        if removal.has_data {
            back::tell_size(folder, size);
        }
        self.ask(&dialog);
    }

    pub(super) fn discard(&mut self, leftover: Leftover, sender: &ComponentSender<AppsPage>) {
        let mut remains = self.left.remains.iter();
        let known = remains.find(|one| one.leftover.id == leftover.id);
        match known {
            Some(known) if known.leftover.data.is_some() => {
                let task = Task::Trash(leftover.id, known.name.clone());
                self.works.add(task);
            }
            Some(known) => {
                let words = tr!("care-forgotten", app = known.name.clone());
                if let Some((scope, deed)) = forget(known, words) {
                    sender.input(AppsMsg::Do(scope, deed));
                }
            }
            None => tracing::debug!("it is put out of the way already"),
        }
    }

    pub(super) fn open_leftovers(&mut self, care: &Care, sender: &ComponentSender<AppsPage>) {
        if self.leftovers.is_none() {
            let about = (self.views(), self.door());
            let page = LeftoversPage::builder().launch(about).detach();
            self.navigation.push(page.widget());
            self.leftovers = Some(page);
            self.left.look_again();
            self.look_for_leftovers(sender);
            back::unused(sender, care);
        }
    }

    pub(super) fn look_for_leftovers(&mut self, sender: &ComponentSender<AppsPage>) {
        if let Some(care) = &self.care {
            let reading = self.reading.as_ref();
            let known = reading.and_then(|reading| reading.answered.granted());
            let known = known.cloned().unwrap_or_default();
            back::leftovers(sender, care, (self.looks.begin(), known));
        }
    }
}

/// Forgets what was decided about an app that is gone; `None`: nothing was.
fn forget(remains: &Remains, words: String) -> Option<(Scope, Deed)> {
    let left = &remains.leftover;
    let (rules, answers) = (left.overrides.is_some(), left.is_known_to_portals());
    (rules || answers).then(|| {
        let app = left.id.clone();
        let deed = Deed::Forget {
            app: app.clone(),
            rules,
            answers,
            words,
        };
        (Scope::App(app), deed)
    })
}
