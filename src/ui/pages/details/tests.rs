//! The page as widgets.

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use super::{DetailsMsg, DetailsPage};
use crate::backend::fake::{FakeBackend, Scene};
use crate::ui::ask::Ask;
use crate::ui::pages::packages::Source;
use crate::ui::testing::{
    Heard, all, button, in_window, is_shown, listener, open_row, press, read, says, start, texts,
    turn, wait_until,
};

fn shown(scene: Scene, at: usize) -> (Controller<DetailsPage>, adw::Window, Heard) {
    start();
    let fake = FakeBackend::new(scene);
    let reading = read(&fake);
    let id = reading.status.deployments[at].id.clone();
    let (heard, hear) = listener();
    let page = DetailsPage::builder()
        .launch((id, reading, Arc::new(fake)))
        .connect_receiver(move |_, ask| hear(ask));
    let view = adw::NavigationView::new();
    view.add(page.widget());
    let window = in_window(&view);
    wait_until("the size is measured", || says(&window, "8.4 GB"));
    (page, window, heard)
}

fn switch(window: &adw::Window) -> adw::SwitchRow {
    let found = all(window)
        .into_iter()
        .filter(is_shown)
        .find_map(|w| w.downcast().ok());
    found.unwrap()
}

#[gtk::test]
fn every_fact_is_there() {
    let (_page, window, _heard) = shown(Scene::Fine, 1);
    wait_until("the versions are compared", || {
        says(&window, "older versions")
    });
    for words in [
        "practice:practice/44/x86_64/gnome",
        "Verified publisher: Practice Linux",
        "6.17.5-300.pl44.x86_64",
        "8.4 GB, of which 2.1 GB are its own",
        "Nov 6, 2026",
        "Previous version",
    ] {
        assert!(says(&window, words), "{words}: {:?}", texts(&window));
    }
}

#[gtk::test]
fn verbs_are_asked_for() {
    let (_page, window, heard) = shown(Scene::Fine, 1);
    press(&window, "Go Back to This Version…");
    press(&window, "Delete…");
    press(&window, "Copy as Command");
    press(&window, "Copy Details");
    press(&window, "Copy Checksum");
    open_row(&window, "All Packages");
    open_row(&window, "Compared with the Running Version");
    let heard = heard.borrow();
    let [
        Ask::GoBack(_),
        Ask::Delete(_),
        Ask::Copy(command),
        Ask::Copy(_),
        Ask::Copy(checksum),
        Ask::Packages(Source::Of(_)),
        Ask::Packages(Source::Diff { .. }),
    ] = heard.as_slice()
    else {
        panic!("{heard:?}")
    };
    assert_eq!(
        (command.as_str(), checksum.len()),
        ("rpm-ostree rollback", 64)
    );
}

#[gtk::test]
fn the_switch_asks_once_and_follows_the_system() {
    let (page, window, heard) = shown(Scene::Fine, 1);
    let fake = FakeBackend::new(Scene::Fine);
    switch(&window).set_active(true);
    turn();
    assert!(
        matches!(heard.borrow().as_slice(), [Ask::Keep(_, true)]),
        "{heard:?}"
    );
    page.emit(DetailsMsg::Show(read(&fake), true));
    turn();
    assert!(switch(&window).is_active(), "not before the answer");
    page.emit(DetailsMsg::Show(read(&fake), false));
    turn();
    assert!(!switch(&window).is_active(), "the system did not keep it");
    assert_eq!(heard.borrow().len(), 1, "an echo is no wish");
}

#[gtk::test]
fn what_is_not_possible_says_why() {
    let (_page, window, _heard) = shown(Scene::NoHelper, 1);
    assert!(says(&window, "helper service"), "{:?}", texts(&window));
    assert!(!switch(&window).is_sensitive());
    assert!(button(&window, "Delete…").is_none());
    let (_page, window, _heard) = shown(Scene::Fine, 0);
    assert!(says(&window, "This version is running now."));
    assert!(button(&window, "Go Back to This Version…").is_none());
}
