//! A switch and its way back, on a system in memory and with real files.

mod several;

use std::cell::Cell;
use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use futures_util::StreamExt as _;

use super::*;
use crate::backend::fake::{FakeBackend, Scene};
use crate::backend::{Backend as _, BackendError, Step};
use crate::catalogue::Catalogue;
use crate::domain::{Origin, Outcome};

const KDE: &str = "practice:practice/44/x86_64/kde";
const NOTE: &str = "before KDE";
const SIGNED: &str = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable";
const UNSIGNED: &str = "ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable";

/// A computer with a person.
struct Desk {
    folder: tempfile::TempDir,
    fake: FakeBackend,
    switching: Switching,
    /// One second for each switch.
    clock: Cell<i64>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let notebook = Notebook::at(folder.path().join("notebook.json"));
        fs::create_dir(folder.path().join(".config")).unwrap();
        Self {
            switching: Switching::new(notebook, Looks::at(folder.path())),
            fake: FakeBackend::new(Scene::Fine),
            clock: Cell::new(0),
            folder,
        }
    }

    fn settings(&self) -> PathBuf {
        self.folder.path().join(".config/kdeglobals")
    }

    fn note(&self, record: &SwitchRecord) -> Option<String> {
        self.switching.notebook.note(&record.before)
    }

    async fn status(&self) -> SystemStatus {
        self.fake.status().await.unwrap()
    }

    async fn plan(&self, there: &str) -> Plan {
        let catalogue = Catalogue::read(&[], "x86_64");
        let there = Origin::parse(there);
        let plan = Plan::look(&self.fake, &Around::Nothing, &catalogue, &there);
        plan.await.unwrap()
    }

    async fn work(&self, requests: Vec<Request>) -> Result<(), BackendError> {
        for request in requests {
            let mut running = self.fake.start(request).await?;
            let mut end: Option<Result<Outcome, BackendError>> = None;
            while let Some(step) = running.steps.next().await {
                if let Step::Ended(ended) = step {
                    end = Some(ended);
                }
            }
            end.unwrap()?;
        }
        Ok(())
    }

    async fn begin(&self, plan: &Plan) -> SwitchRecord {
        let can = self.fake.capabilities();
        self.clock.set(self.clock.get() + 1);
        let now = at(self.clock.get());
        let status = self.status().await;
        let begun = self.switching.begin((plan, NOTE), &status, can, now);
        begun.unwrap()
    }

    async fn switch(&self, there: &str) -> SwitchRecord {
        let plan = self.plan(there).await;
        let record = self.begin(&plan).await;
        let requests = plan.requests(&record, &self.status().await);
        self.work(requests).await.unwrap();
        record
    }

    async fn undo(&self, record: &SwitchRecord) {
        let requests = undo(record, &self.status().await);
        self.work(requests).await.unwrap();
        assert!(is_undone(record, &self.status().await));
        self.switching.forget(record);
    }

    /// Says that it is over.
    async fn end(&self, record: &SwitchRecord) {
        let requests = self.switching.release(record, &self.status().await);
        self.work(requests).await.unwrap();
        let settled = self.switching.settle(record, &self.status().await);
        settled.unwrap();
    }

    async fn go_back(&self, record: &SwitchRecord) {
        let back = way_back(record, &self.status().await).unwrap();
        self.work(back).await.unwrap();
        let now = at(60 * self.clock.get());
        self.switching.bring_back(record, now).await.unwrap();
    }

    async fn kept(&self) -> usize {
        let versions = self.status().await.deployments;
        versions.iter().filter(|version| version.pinned).count()
    }

    fn noted(&self) -> Vec<SwitchRecord> {
        self.switching.notebook.switches()
    }

    fn write(&self, text: &str) {
        fs::write(self.settings(), text).unwrap();
    }

    fn read(&self) -> String {
        fs::read_to_string(self.settings()).unwrap()
    }

    async fn stage(&self) -> Option<SwitchStage> {
        let current = self.switching.current(&self.status().await);
        current.map(|(_, stage)| stage)
    }
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

#[tokio::test]
async fn what_is_undone_before_the_restart_leaves_no_trace() {
    let desk = Desk::new();
    let before = desk.status().await.deployments;
    let record = desk.switch(KDE).await;
    assert_eq!(desk.stage().await, Some(SwitchStage::Prepared));
    assert_eq!(desk.note(&record).as_deref(), Some(NOTE));
    assert!(desk.status().await.running().unwrap().pinned);
    desk.undo(&record).await;
    assert_eq!(desk.status().await.deployments, before);
    assert_eq!((desk.stage().await, desk.note(&record)), (None, None));
    assert!(desk.switching.looks.copies().is_empty());
}

#[tokio::test]
async fn what_fails_is_undone_the_same_way() {
    let desk = Desk::new();
    let plan = desk.plan("practice:practice/44/x86_64/nope").await;
    let record = desk.begin(&plan).await;
    let requests = plan.requests(&record, &desk.status().await);
    assert_eq!(requests.len(), 2, "kept first");
    desk.work(requests).await.unwrap_err();
    desk.undo(&record).await;
    assert!(!desk.status().await.running().unwrap().pinned);
    assert_eq!(desk.stage().await, None);
}

#[tokio::test]
async fn a_version_that_was_kept_before_stays_kept() {
    let desk = Desk::new();
    let running = desk.status().await.running().unwrap().id.clone();
    desk.work(vec![Request::Pin(running)]).await.unwrap();
    let record = desk.switch(KDE).await;
    assert_eq!(record.kept_with, None);
    desk.undo(&record).await;
    assert!(desk.status().await.running().unwrap().pinned);
}

#[tokio::test]
async fn settings_are_brought_back_twice_and_then_the_switch_is_over() {
    let desk = Desk::new();
    fs::write(desk.settings(), "own").unwrap();
    let record = desk.switch(KDE).await;
    desk.fake.restart().await.unwrap();
    assert_eq!(desk.stage().await, Some(SwitchStage::Arrived));
    fs::write(desk.settings(), "of the visit").unwrap();
    let requests = way_back(&record, &desk.status().await).unwrap();
    desk.work(requests).await.unwrap();
    let restored = desk.switching.bring_back(&record, at(2)).await.unwrap();
    assert_eq!(restored.unwrap().changed, 1);
    assert_eq!(fs::read_to_string(desk.settings()).unwrap(), "own");
    assert_eq!(desk.stage().await, Some(SwitchStage::Returning));
    let again = way_back(&record, &desk.status().await);
    assert_eq!(again.unwrap_err(), Refusal::AlreadyNext);
    // The desktop that is left writes as it ends.
    fs::write(desk.settings(), "at last").unwrap();
    desk.fake.restart().await.unwrap();
    assert_eq!(desk.stage().await, Some(SwitchStage::Home));
    let home = || async { desk.switching.come_home(&desk.status().await, at(3)).await };
    assert_eq!(home().await.unwrap().unwrap().changed, 1);
    assert_eq!(desk.read(), "own");
    assert_eq!(desk.switching.looks.copies().len(), 3);
    desk.write("changed by the person");
    assert_eq!(home().await.unwrap(), None);
    assert_eq!(desk.read(), "changed by the person");
    // What runs is still kept, as nobody may be asked for a password only because a window opens.
    let (record, stage) = desk.switching.current(&desk.status().await).unwrap();
    assert_eq!((&record.back, stage), (&WayBack::Done, SwitchStage::Home));
    desk.end(&record).await;
    assert_eq!((desk.kept().await, desk.note(&record)), (0, None));
    assert_eq!(desk.stage().await, None);
}

#[tokio::test]
async fn at_home_without_having_asked_for_it_settings_are_left_alone() {
    let desk = Desk::new();
    desk.switch(KDE).await;
    // Somebody else throws it away.
    desk.work(vec![Request::Discard]).await.unwrap();
    fs::write(desk.settings(), "since then").unwrap();
    assert_eq!(desk.stage().await, Some(SwitchStage::Home));
    let status = desk.status().await;
    assert_eq!(
        desk.switching.come_home(&status, at(2)).await.unwrap(),
        None
    );
    assert_eq!(fs::read_to_string(desk.settings()).unwrap(), "since then");
    // Whoever stays after the next switch does not keep what the one before it has kept.
    let record = desk.switch(KDE).await;
    desk.fake.restart().await.unwrap();
    assert_eq!(desk.kept().await, 1);
    desk.end(&record).await;
    assert_eq!((desk.kept().await, desk.stage().await), (0, None));
}

#[tokio::test]
async fn a_second_step_has_the_way_back_of_the_first() {
    let desk = Desk::new();
    let first = desk.switch(SIGNED).await;
    assert_eq!(first.to, Origin::parse(UNSIGNED));
    assert_eq!(first.then, Some(Origin::parse(SIGNED)));
    desk.fake.restart().await.unwrap();
    assert_eq!(desk.stage().await, Some(SwitchStage::Arrived));
    let first = SwitchRecord {
        arrived: true,
        ..first
    };
    let mut plan = desk.plan(SIGNED).await;
    // The first step has brought the rule.
    plan.report
        .lines
        .retain(|line| line.level() != crate::preflight::Level::Red);
    let second = desk.begin(&plan).await;
    let status = desk.status().await;
    assert_eq!(plan.requests(&second, &status), [plan.request()]);
    assert_eq!(
        (&second.before, &second.settings, &second.from),
        (&first.before, &first.settings, &first.from)
    );
    desk.work(vec![plan.request()]).await.unwrap();
    assert_eq!(desk.stage().await, Some(SwitchStage::Prepared));
    assert_eq!(undo(&second, &desk.status().await), [Request::Discard]);
    // Undone by us, or thrown away by others: what is there is the first step.
    desk.work(vec![Request::Discard]).await.unwrap();
    let (current, stage) = desk.switching.current(&desk.status().await).unwrap();
    assert_eq!((&current, stage), (&first, SwitchStage::Arrived));
    desk.switching.forget(&second);
    assert_eq!(desk.noted(), std::slice::from_ref(&first));
    let second = desk.begin(&plan).await;
    desk.work(vec![plan.request()]).await.unwrap();
    desk.fake.restart().await.unwrap();
    assert_eq!(desk.stage().await, Some(SwitchStage::Arrived));
    let back = way_back(&second, &desk.status().await).unwrap();
    desk.work(back).await.unwrap();
    assert_eq!(desk.status().await.next().unwrap().id, first.before);
}

#[tokio::test]
async fn settings_that_cannot_be_put_aside_stop_it_before_it_begins() {
    let desk = Desk::new();
    fs::write(desk.settings(), "own").unwrap();
    fs::create_dir_all(desk.folder.path().join(".local/share")).unwrap();
    fs::write(desk.folder.path().join(".local/share/isotope"), "no folder").unwrap();
    let plan = desk.plan(KDE).await;
    let status = desk.status().await;
    let begun = desk
        .switching
        .begin((&plan, NOTE), &status, desk.fake.capabilities(), at(1));
    assert!(matches!(begun, Err(SwitchingError::Looks(_))));
    assert_eq!(desk.stage().await, None);
}

#[tokio::test]
async fn whoever_stays_releases_what_was_kept() {
    let desk = Desk::new();
    let record = desk.switch(KDE).await;
    desk.fake.restart().await.unwrap();
    let requests = desk.switching.release(&record, &desk.status().await);
    assert_eq!(requests, [Request::Unpin(record.before.clone())]);
    desk.end(&record).await;
    assert_eq!(desk.switching.release(&record, &desk.status().await), []);
    assert_eq!((desk.stage().await, desk.note(&record)), (None, None));
    assert_eq!(
        desk.switching.looks.copies().len(),
        1,
        "settings can still be had"
    );
}

/// Whoever had opened Isotope only after choosing the way back has seen the other system all the same.
#[tokio::test]
async fn what_runs_while_the_way_back_is_chosen_was_seen_running() {
    let desk = Desk::new();
    desk.switch(KDE).await;
    desk.fake.restart().await.unwrap();
    desk.work(vec![Request::Rollback]).await.unwrap();
    assert_eq!(desk.stage().await, Some(SwitchStage::Returning));
    assert!(desk.noted()[0].arrived);
}

#[tokio::test]
async fn what_another_program_ended_meanwhile_stays_ended() {
    let desk = Desk::new();
    let record = desk.switch(KDE).await;
    let amend = || {
        let mut late = record.clone();
        desk.switching.amend(&mut late, |it| it.arrived = true);
        assert!(late.arrived);
        desk.noted()
    };
    let back = WayBack::Asked {
        at: None,
        aside: None,
    };
    let written = SwitchRecord {
        back,
        ..record.clone()
    };
    desk.switching.note(&written).unwrap();
    let seen = SwitchRecord {
        arrived: true,
        ..written
    };
    assert_eq!(amend(), [seen]);
    desk.switching.forget(&record);
    assert_eq!(amend(), []);
}

#[tokio::test]
async fn a_long_note_goes_with_its_switch_too() {
    let desk = Desk::new();
    let plan = desk.plan(KDE).await;
    let status = desk.status().await;
    let note = "before KDE, ".repeat(40);
    let can = desk.fake.capabilities();
    let begun = desk.switching.begin((&plan, &note), &status, can, at(1));
    let record = begun.unwrap();
    assert!(desk.note(&record).is_some());
    desk.switching.forget(&record);
    assert_eq!(desk.note(&record), None);
}

#[test]
fn packages_are_added_again_by_one_request() {
    let names = ["vim", "libstdc++-devel", "$(reboot)", "/usr/bin/tree"].map(str::to_owned);
    let names = |at: std::ops::Range<usize>| names[at].to_vec();
    assert_eq!(add_again(&names(0..4)), Some(names(0..2)));
    assert_eq!(add_again(&names(2..4)), None);
}

#[tokio::test]
async fn packages_that_are_back_are_not_left_behind_any_more() {
    let desk = Desk::new();
    let mut record = desk.switch(KDE).await;
    record.packages = vec!["htop".to_owned(), "vim".to_owned()];
    desk.switching.note(&record).unwrap();
    desk.fake.restart().await.unwrap();
    let left = async || {
        let current = desk.switching.current(&desk.status().await);
        current.map(|(record, _)| record.packages)
    };
    let noted = || desk.noted()[0].packages.clone();
    let add = |names: &[String]| desk.work(vec![Request::AddPackages(names.to_vec())]);
    add(&["htop".to_owned()]).await.unwrap();
    assert_eq!(left().await.unwrap(), ["vim"]);
    assert_eq!(noted().len(), 2, "until the restart it can be undone");
    desk.work(vec![Request::Discard]).await.unwrap();
    assert_eq!(left().await.unwrap().len(), 2);
    add(&["htop".to_owned()]).await.unwrap();
    desk.fake.restart().await.unwrap();
    assert_eq!(
        (left().await.unwrap(), noted()),
        (vec!["vim".to_owned()], vec!["vim".to_owned()])
    );
}
