//! The page as widgets, in every state.

use relm4::prelude::*;

use super::{HomeMsg, HomePage};
use crate::backend::fake::{FakeBackend, Scene};
use crate::domain::RequestKind;
use crate::ui::ask::Ask;
use crate::ui::job::Job;
use crate::ui::testing::{
    Heard, button, gone_back, in_window, listener, open_row, press, read, reading, says, start,
    texts, turn,
};

fn page() -> (Controller<HomePage>, Heard) {
    start();
    let (heard, hear) = listener();
    let page = HomePage::builder()
        .launch(())
        .connect_receiver(move |_, ask| hear(ask));
    (page, heard)
}

fn shown(scene: Scene) -> (Controller<HomePage>, adw::Window, Heard) {
    let (page, heard) = page();
    page.emit(HomeMsg::Show(reading(scene), None));
    let window = in_window(page.widget());
    (page, window, heard)
}

#[gtk::test]
fn every_scene_says_what_runs_and_whether_it_is_fine() {
    for (name, scene) in Scene::ALL {
        let (_page, window, _heard) = shown(scene);
        let version = if scene == Scene::GoneBack {
            "44.20261113.0"
        } else {
            "44.2026"
        };
        assert!(says(&window, version), "{name}: {:?}", texts(&window));
        let system = "Practice Linux 44 (GNOME Desktop)";
        assert!(says(&window, system), "{name}: {:?}", texts(&window));
        gtk::prelude::GtkWindowExt::destroy(&window);
    }
}

#[gtk::test]
fn the_first_button_checks_or_updates() {
    let (_page, window, heard) = shown(Scene::Fine);
    press(&window, "Check for Updates");
    assert!(button(&window, "Update").is_none());
    let (_other, window, more) = shown(Scene::UpdateAvailable);
    press(&window, "Update");
    assert!(button(&window, "Check for Updates").is_none());
    assert!(matches!(heard.borrow().as_slice(), [Ask::Check]));
    assert!(matches!(more.borrow().as_slice(), [Ask::Update]));
}

#[gtk::test]
fn news_and_the_way_back_are_reached_by_assistive_tools() {
    let (_page, window, heard) = shown(Scene::UpdateAvailable);
    open_row(&window, "What’s New");
    press(&window, "Go Back…");
    press(&window, "Check Again");
    let heard = heard.borrow();
    assert!(
        matches!(heard.as_slice(), [Ask::News, Ask::GoBack(_), Ask::Check]),
        "{heard:?}"
    );
}

#[gtk::test]
fn what_an_update_would_remove_is_kept_from_here() {
    let (_page, window, heard) = shown(Scene::UpdateAvailable);
    assert!(says(&window, "What Stays"), "{:?}", texts(&window));
    press(&window, "Keep");
    let heard = heard.borrow();
    let [Ask::Keep(id, true)] = heard.as_slice() else {
        panic!("{heard:?}")
    };
    let old = reading(Scene::UpdateAvailable);
    assert_eq!(Some(id), old.status.previous().map(|d| &d.id));
}

#[gtk::test]
fn a_newer_version_is_started_and_not_gone_back_to() {
    let fake = gone_back();
    let (page, heard) = page();
    page.emit(HomeMsg::Show(read(&fake), None));
    let window = in_window(page.widget());
    assert!(says(&window, "Newer Version"), "{:?}", texts(&window));
    assert!(button(&window, "Go Back…").is_none());
    press(&window, "Start…");
    assert!(matches!(heard.borrow().as_slice(), [Ask::GoBack(_)]));
    page.emit(HomeMsg::Show(reading(Scene::Fine), None));
    turn();
    assert!(
        button(&window, "Go Back…").is_some(),
        "{:?}",
        texts(&window)
    );
}

#[gtk::test]
fn work_shows_a_bar_and_can_be_cancelled() {
    let (page, window, heard) = shown(Scene::UpdateAvailable);
    let mut job = Job::joined(RequestKind::Update);
    page.emit(HomeMsg::Work(Some(job.view())));
    turn();
    assert!(says(&window, "Updating") && button(&window, "Update").is_none());
    assert!(!gtk::prelude::WidgetExt::is_sensitive(
        &button(&window, "Cancel").unwrap()
    ));
    let nothing = || -> futures_util::future::BoxFuture<'static, _> { Box::pin(async { Ok(()) }) };
    job.accepted(Some(crate::backend::Cancel::new(nothing)));
    page.emit(HomeMsg::Work(Some(job.view())));
    turn();
    press(&window, "Cancel");
    assert!(matches!(heard.borrow().as_slice(), [Ask::Cancel]));
}

#[gtk::test]
fn somebody_elses_work_names_them() {
    let (page, window, _heard) = shown(Scene::UpdateAvailable);
    let job = Job::of_another(RequestKind::Update, Some("gnome-software".to_owned()));
    page.emit(HomeMsg::Work(Some(job.view())));
    turn();
    assert!(
        says(&window, "Started by GNOME Software"),
        "{:?}",
        texts(&window)
    );
}

#[gtk::test]
fn the_greeting_after_a_restart_leads_on() {
    let fake = FakeBackend::new(Scene::Ready);
    let before = read(&fake).status.running().unwrap().id.clone();
    futures_util::FutureExt::now_or_never(crate::backend::Backend::restart(&fake));
    let (page, heard) = page();
    page.emit(HomeMsg::Show(read(&fake), Some(before.clone())));
    let window = in_window(page.widget());
    assert!(says(&window, "Welcome back"), "{:?}", texts(&window));
    press(&window, "What Changed");
    press(&window, "Something Is Wrong…");
    press(&window, "Everything Works");
    let heard = heard.borrow();
    let [Ask::Packages(_), Ask::GoBack(id), Ask::DismissWelcome] = heard.as_slice() else {
        panic!("{heard:?}")
    };
    assert_eq!(*id, before);
}

#[gtk::test]
fn findings_are_listed_with_their_raw_text_folded() {
    let fake = FakeBackend::new(Scene::Fine);
    fake.change(|status| {
        let text = "this branch is closed".to_owned();
        status.findings = vec![crate::domain::FindingKind::EndOfLife { text }.into()];
    });
    let (page, _heard) = page();
    page.emit(HomeMsg::Show(read(&fake), None));
    let window = in_window(page.widget());
    assert!(
        says(&window, "This system gets no more updates"),
        "{:?}",
        texts(&window)
    );
    assert!(!says(&window, "this branch is closed"), "folded");
    assert!(!says(&window, "Everything is fine"));
    fake.change(|status| status.findings.clear());
    page.emit(HomeMsg::Show(read(&fake), None));
    turn();
    assert!(says(&window, "Everything is fine"));
    assert!(!says(&window, "This system gets no more updates"));
}
