//! What is known of looking after apps, and what the wishes of the person lead to.

mod removal;

use std::sync::Arc;

use adw::prelude::*;
use relm4::ComponentSender;
use relm4::prelude::*;

use super::super::reading::{AppsReading, Key, Known as KnownApp};
use super::super::{AppsMsg, AppsOut, AppsPage};
use super::leftovers::{Left, LeftoversMsg, LeftoversPage, Looks};
use super::part::replacement;
use super::unfinished::Unfinished;
use super::updates::{Known, UpdatesMsg, UpdatesPage, name_of};
use super::versions::{VersionsPage, date};
use super::works::Works;
use super::{CareCmd, CareMsg, Cares, Ended, Task, Views, ask, back};
use crate::domain::InstalledApp;
use crate::flatpak::care::{Care, Reach, Version};
use crate::tr;

/// Everything.
#[derive(Debug)]
pub(crate) struct Desk {
    care: Option<Care>,
    cares: Cares,
    navigation: adw::NavigationView,
    reading: Option<Arc<AppsReading>>,
    works: Works,
    views: Views,
    known: Known,
    left: Left,
    looks: Looks,
    /// What was broken off and waits.
    pub(crate) unfinished: Unfinished,
    updates: Option<Controller<UpdatesPage>>,
    versions: Option<Controller<VersionsPage>>,
    leftovers: Option<Controller<LeftoversPage>>,
}

impl Desk {
    /// Nothing is known yet.
    pub(crate) fn new(
        navigation: &adw::NavigationView,
        sender: &ComponentSender<AppsPage>,
    ) -> Self {
        let (cares, receiver) = relm4::channel::<CareMsg>();
        relm4::spawn_local(receiver.forward(sender.input_sender().clone(), AppsMsg::Care));
        Self {
            unfinished: Unfinished::new(&cares),
            care: None,
            cares,
            navigation: navigation.clone(),
            reading: None,
            works: Works::default(),
            views: Views::default(),
            known: Known::default(),
            left: Left::default(),
            looks: Looks::default(),
            updates: None,
            versions: None,
            leftovers: None,
        }
    }

    /// It is known where apps are.
    pub(crate) fn found(&mut self, care: Care, sender: &ComponentSender<AppsPage>) {
        back::finish(sender, &care, Reach::Own);
        self.care = Some(care);
    }

    /// Where wishes go.
    pub(crate) fn door(&self) -> Cares {
        self.cares.clone()
    }

    /// What is done right now.
    pub(crate) fn views(&self) -> Views {
        Arc::clone(&self.views)
    }

    /// Apps were read anew.
    pub(crate) fn read(&mut self, reading: &Arc<AppsReading>, sender: &ComponentSender<AppsPage>) {
        self.reading = Some(Arc::clone(reading));
        self.known.read(reading);
        self.show_updates();
        if self.leftovers.is_some() {
            self.look_for_leftovers(sender);
        }
    }

    /// A page was left: forget it.
    pub(crate) fn left(&mut self, tag: Option<&str>) {
        match tag {
            Some("updates") => self.updates = None,
            Some("app-versions") => self.versions = None,
            Some("leftovers") => self.leftovers = None,
            Some(_) | None => {}
        }
    }

    /// Does what the person wishes.
    pub(crate) fn handle(&mut self, msg: CareMsg, sender: &ComponentSender<AppsPage>) {
        let Some(care) = self.care.clone() else {
            return;
        };
        match msg {
            CareMsg::Open(key) => self.with(&key, |app| back::open(sender, &care, app)),
            CareMsg::AskQuit(key) => self.with(&key, |app| self.ask(&ask::quit(app, &self.cares))),
            CareMsg::Quit(key) => self.with(&key, |app| back::quit(sender, &care, app)),
            CareMsg::AskRestart(key) => {
                self.with(&key, |app| self.ask(&ask::restart(app, &self.cares)));
            }
            CareMsg::Restart(key) => self.with(&key, |app| back::restart(sender, &care, app)),
            CareMsg::Do(tasks) => self.add(tasks),
            CareMsg::Stop(number) => self.works.stop(number),
            CareMsg::ShowUpdates => self.open_updates(),
            CareMsg::Check => self.check(&care, sender),
            CareMsg::Update(key) => self.update(Some(&key)),
            CareMsg::UpdateAll => self.update(None),
            CareMsg::SetUpdating(key, on) => {
                let app = self.find(&key).map(|known| Box::new(known.app.clone()));
                self.add(
                    app.map(|app| Task::SetUpdating(app, on))
                        .into_iter()
                        .collect(),
                );
            }
            CareMsg::ShowVersions(key) => self.open_versions(&key, &care, sender),
            CareMsg::Copy(text) => sender.output_sender().emit(AppsOut::Copy(text)),
            CareMsg::AskVersion(key, version) => self.ask_version(&key, &version),
            CareMsg::AskReplace(key) => self.ask_replace(&key, &care),
            CareMsg::AskUninstall(key) => self.ask_uninstall(&key, &care),
            CareMsg::ShowLeftovers => self.open_leftovers(&care, sender),
            CareMsg::LookUpNames => {
                let ids = self.left.remains.iter().map(|one| one.leftover.id.clone());
                back::names(sender, &care, ids.collect());
            }
            CareMsg::Discard(leftover) => self.discard(leftover, sender),
            CareMsg::Finish => self.unfinished.finish(sender, &care),
        }
        self.work(sender);
    }

    /// Takes an answer of the background. `true`: apps are to be read anew.
    pub(crate) fn answered(&mut self, cmd: CareCmd, sender: &ComponentSender<AppsPage>) -> bool {
        let mut stale = false;
        match cmd {
            CareCmd::Progress(number, progress) => self.works.advanced(number, progress),
            CareCmd::Ended(number, ended) => {
                self.ended(number, ended, sender);
                stale = true;
            }
            CareCmd::Failed(words) => sender.output_sender().emit(AppsOut::Fail(words)),
            CareCmd::Finished(finished) => {
                if let Some(words) = self.unfinished.heard(finished) {
                    sender.output_sender().emit(AppsOut::Tell(words, vec![]));
                }
                stale = true;
            }
            CareCmd::Checked(updates) => {
                let apps = self.known.checked(updates, self.reading.as_deref());
                if let Some(care) = &self.care {
                    back::offers(sender, care, apps);
                }
                self.show_updates();
            }
            CareCmd::Offered(key, offer) => {
                self.known.offered(key, offer);
                self.show_updates();
            }
            CareCmd::Versions(key, answer) => {
                let page = self.versions.as_ref();
                if let Some(page) = page.filter(|page| page.model().key == key) {
                    page.emit(answer);
                }
            }
            CareCmd::Left(..)
            | CareCmd::Sized(..)
            | CareCmd::Unused(..)
            | CareCmd::AskedAll
            | CareCmd::Named(_) => self.learn(cmd, sender),
        }
        self.work(sender);
        stale
    }

    fn learn(&mut self, cmd: CareCmd, sender: &ComponentSender<AppsPage>) {
        match cmd {
            CareCmd::Left(look, found) => {
                if self.looks.is_last(look) {
                    self.left.found(found);
                    back::sizes(sender, self.left.unmeasured());
                }
            }
            CareCmd::Sized(id, size) => self.left.sized(id, size),
            CareCmd::Unused(installation, found) => self.left.unneeded(installation, found),
            CareCmd::AskedAll => self.left.asked_all(),
            CareCmd::Named(names) => self.left.named(names),
            CareCmd::Progress(..)
            | CareCmd::Ended(..)
            | CareCmd::Failed(_)
            | CareCmd::Finished(_)
            | CareCmd::Checked(_)
            | CareCmd::Offered(..)
            | CareCmd::Versions(..) => {}
        }
        if let Some(page) = &self.leftovers {
            page.emit(LeftoversMsg::Show(self.left.clone()));
        }
    }

    fn ended(&mut self, number: u64, ended: Ended, sender: &ComponentSender<AppsPage>) {
        let Some(task) = self.works.ended(number) else {
            return;
        };
        let out = sender.output_sender();
        match ended {
            Ended::Well(words) => match self.follows(&task, &words) {
                Some((scope, deed)) => sender.input(AppsMsg::Do(scope, deed)),
                None => out.emit(AppsOut::Tell(words, Vec::new())),
            },
            Ended::Stopped => out.emit(AppsOut::Tell(tr!("care-stopped"), Vec::new())),
            Ended::Badly(words) => out.emit(AppsOut::Fail(words)),
        }
        if self.works.is_idle() {
            sender.output_sender().emit(AppsOut::Idle);
        }
        if let (Some(care), true) = (&self.care, self.leftovers.is_some()) {
            back::unused(sender, care);
            self.look_for_leftovers(sender);
        }
        self.show_updates();
    }

    fn add(&mut self, tasks: Vec<Task>) {
        for task in tasks {
            self.works.add(task);
        }
    }

    /// Starts what can start, and shows what goes on.
    fn work(&mut self, sender: &ComponentSender<AppsPage>) {
        if let Some(care) = &self.care {
            while let Some((number, task, stop)) = self.works.next() {
                back::run(sender, care, (number, task, stop));
            }
        }
        let views = self.works.views();
        if *self.views != views {
            self.views = Arc::new(views);
            if let Some(page) = &self.updates {
                page.emit(UpdatesMsg::Works(self.views()));
            }
            if let Some(page) = &self.leftovers {
                page.emit(LeftoversMsg::Works(self.views()));
            }
        }
    }

    fn find(&self, key: &Key) -> Option<&KnownApp> {
        self.reading.as_ref()?.find(key)
    }

    fn with(&self, key: &Key, act: impl FnOnce(&InstalledApp)) {
        if let Some(known) = self.find(key) {
            act(&known.app);
        }
    }

    fn check(&mut self, care: &Care, sender: &ComponentSender<AppsPage>) {
        if self.known.check() {
            back::check(sender, care);
        }
        self.show_updates();
    }

    fn show_updates(&self) {
        if let Some(page) = &self.updates {
            page.emit(UpdatesMsg::Show(self.known.shown()));
        }
    }

    /// Updates one or all, after a question where something is newly asked for.
    fn update(&mut self, only: Option<&Key>) {
        let tasks = match only {
            Some(key) => self.known.task(key).into_iter().collect(),
            None => self.known.all(),
        };
        let asking = self.known.asking(only);
        if asking.is_empty() {
            return self.add(tasks);
        }
        let others = match only {
            Some(_) => Vec::new(),
            None => self.known.all_but_asking(),
        };
        self.ask(&ask::update(&asking, &self.cares, (tasks, others)));
    }

    fn ask(&self, question: &adw::AlertDialog) {
        question.present(Some(&self.navigation));
    }

    fn ask_version(&self, key: &Key, version: &Version) {
        self.with(key, |app| {
            let date = date(version);
            let about = (app, &version.commit, date.as_str());
            // The answer leads back to the app's page, which shows how far it is.
            let navigation = self.navigation.clone();
            let dialog = ask::version(about, &self.cares);
            dialog.connect_response(Some("do"), move |_, _| {
                navigation.pop_to_tag("rules");
            });
            self.ask(&dialog);
        });
    }

    fn ask_replace(&self, key: &Key, care: &Care) {
        self.with(key, |app| {
            if let Some(other) = replacement(app) {
                let (dialog, asks) = ask::replace((app, &name_of(&other)), &self.cares);
                back::tell_asks(care, app, asks);
                self.ask(&dialog);
            }
        });
    }

    fn open_updates(&mut self) {
        if self.updates.is_none() {
            let about = (self.known.shown(), self.views(), self.door());
            let page = UpdatesPage::builder().launch(about).detach();
            self.navigation.push(page.widget());
            self.updates = Some(page);
        }
    }

    fn open_versions(&mut self, key: &Key, care: &Care, sender: &ComponentSender<AppsPage>) {
        let known = self.find(key).filter(|_| self.versions.is_none());
        if let Some(app) = known.map(|known| known.app.clone()) {
            back::versions(sender, care, &app);
            let page = VersionsPage::builder().launch((app, self.door())).detach();
            self.navigation.push(page.widget());
            self.versions = Some(page);
        }
    }
}
