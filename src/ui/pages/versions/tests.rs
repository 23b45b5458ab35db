//! The list as widgets.

use adw::prelude::*;
use relm4::prelude::*;

use super::{VersionsMsg, VersionsPage};
use crate::backend::fake::Scene;
use crate::ui::ask::Ask;
use crate::ui::testing::{
    Heard, all, button, gone_back, in_window, is_shown, listener, open_row, press, read, reading,
    says, start, texts, turn, wait_until,
};

fn shown(scene: Scene) -> (Controller<VersionsPage>, adw::Window, Heard) {
    start();
    let (heard, hear) = listener();
    let page = VersionsPage::builder()
        .launch(())
        .connect_receiver(move |_, ask| hear(ask));
    page.emit(VersionsMsg::Show(reading(scene)));
    let window = in_window(page.widget());
    (page, window, heard)
}

fn rows(window: &adw::Window) -> Vec<gtk::ListBoxRow> {
    all(window)
        .into_iter()
        .filter(is_shown)
        .filter_map(|w| w.downcast().ok())
        .collect()
}

#[gtk::test]
fn versions_carry_their_badges() {
    let (_page, window, _heard) = shown(Scene::Ready);
    for words in [
        "Ready – starts after a restart",
        "Running now",
        "Previous version",
    ] {
        assert!(says(&window, words), "{:?}", texts(&window));
    }
    assert_eq!(rows(&window).len(), 3);
}

#[gtk::test]
fn the_way_back_is_seen_without_opening_anything() {
    let (_chosen, window, _heard) = shown(Scene::GoneBack);
    assert!(
        button(&window, "Go Back…").is_none(),
        "it was chosen already"
    );
    let (_page, window, heard) = shown(Scene::Many);
    press(&window, "Go Back…");
    let previous = reading(Scene::Many).status.previous().unwrap().id.clone();
    wait_until("the page asks", || !heard.borrow().is_empty());
    let heard = heard.borrow();
    let [Ask::GoBack(id)] = heard.as_slice() else {
        panic!("{heard:?}")
    };
    assert_eq!(*id, previous);
}

#[gtk::test]
fn a_newer_version_is_started_and_its_button_says_so_aloud() {
    let (page, window, _heard) = shown(Scene::Fine);
    assert!(button(&window, "Go Back…").is_some());
    page.emit(VersionsMsg::Show(read(&gone_back())));
    turn();
    assert!(button(&window, "Go Back…").is_none());
    assert!(button(&window, "Start…").is_some(), "{:?}", texts(&window));
    assert!(says(&window, "Newer version"));
}

#[gtk::test]
fn what_the_restart_removes_is_said_below_the_list() {
    let (page, window, _heard) = shown(Scene::Ready);
    let words = "removes version 44.20261106.0 from this computer";
    assert!(says(&window, words), "{:?}", texts(&window));
    let keep = "To have it stay, open it in this list and keep it.";
    assert!(says(&window, keep), "{:?}", texts(&window));
    page.emit(VersionsMsg::Show(reading(Scene::Fine)));
    turn();
    assert!(!says(&window, "removes"));
}

#[gtk::test]
fn rows_that_stay_are_the_same_widgets() {
    let (page, window, _heard) = shown(Scene::Fine);
    let before = rows(&window);
    page.emit(VersionsMsg::Show(reading(Scene::Ready)));
    turn();
    let after = rows(&window);
    assert_eq!(
        after.get(1..),
        Some(before.as_slice()),
        "one was put in front, none made anew"
    );
    page.emit(VersionsMsg::Show(reading(Scene::Fine)));
    turn();
    assert_eq!(rows(&window), before);
}

#[gtk::test]
fn a_row_opens_its_version_by_pointer_and_by_assistive_tools() {
    let (_page, window, heard) = shown(Scene::Many);
    open_row(&window, "44.20261009.0");
    wait_until("the page asks once", || heard.borrow().len() == 1);
    let rows = rows(&window);
    rows[1].emit_activate();
    turn();
    wait_until("the page asks twice", || heard.borrow().len() == 2);
    let expected = reading(Scene::Many);
    let heard = heard.borrow();
    let [Ask::Open(first), Ask::Open(second)] = heard.as_slice() else {
        panic!("{heard:?}")
    };
    assert_eq!(*first, expected.status.deployments[2].id);
    assert_eq!(*second, expected.status.deployments[1].id);
}
