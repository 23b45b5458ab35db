//! The pages as widgets, opened from the list, over installations that nobody installed.

use adw::prelude::*;
use relm4::prelude::*;

use super::super::AppsMsg;
use super::super::rules::tests::Shown;
use crate::ui::testing::{all, button, is_shown, open_row, press, says, texts, turn, wait_until};
use crate::ui::world::World;

const CAMERA: &str = "Who can use the camera?";

fn world() -> World {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\ndevices=all;\n");
    world.install("org.example.Beta", "[Context]\nshared=network;\n");
    world.install("org.example.Gamma", "[Context]\nshared=network;\n");
    world.overrides("org.example.Gamma", "[Context]\ndevices=all;\n");
    world
}

/// Opens the answer to a question.
fn asked(world: &World, question: &str) -> Shown {
    let shown = Shown::open(world, AppsMsg::OpenWho, question);
    open_row(&shown.window, question);
    wait_until("the answer", || {
        says(&shown.window, "Select All") || says(&shown.window, "No app can")
    });
    shown
}

fn tick(shown: &Shown, name: &str) -> gtk::CheckButton {
    let shown = all(&shown.window).into_iter().filter(is_shown);
    let mut ticks = shown.filter_map(|w| w.downcast::<gtk::CheckButton>().ok());
    let is = |tick: &gtk::CheckButton| {
        tick.tooltip_text().is_some_and(|t| t == name) || tick.label().is_some_and(|l| l == name)
    };
    ticks.find(is).unwrap_or_else(|| panic!("no tick {name}"))
}

#[gtk::test]
fn who_can_is_told_with_the_reason_and_who_said_so() {
    let world = world();
    let shown = asked(&world, CAMERA);
    let says = |words| says(&shown.window, words);
    assert!(says("Alpha") && says("Gamma"), "{:?}", texts(&shown.window));
    assert!(!says("Beta"), "{:?}", texts(&shown.window));
    assert!(says("asked by its publisher") && says("changed by you"));
    assert!(button(&shown.window, "Deny for 1 App").is_none());
}

#[gtk::test]
fn it_is_denied_to_all_that_are_ticked_and_undone_at_once() {
    let world = world();
    let shown = asked(&world, CAMERA);
    tick(&shown, "Select Alpha").set_active(true);
    wait_until("what stops working", || {
        says(&shown.window, "Video calls and taking pictures may stop")
    });
    tick(&shown, "Select All").set_active(true);
    wait_until("all are ticked", || {
        button(&shown.window, "Deny for 2 Apps").is_some()
    });
    press(&shown.window, "Deny for 2 Apps");
    let denied = |name: &str| world.said(name).contains("devices=!all;");
    wait_until("both files say so", || {
        denied("org.example.Alpha") && denied("org.example.Gamma")
    });
    wait_until("nobody can", || says(&shown.window, "No app can"));
    let (words, undo) = shown.last().unwrap();
    assert_eq!((words.as_str(), undo.len()), ("Denied for 2 apps", 2));
    shown.page.emit(AppsMsg::Undo(undo));
    wait_until("both are as they were", || {
        world.said("org.example.Alpha").is_empty()
            && world.said("org.example.Gamma") == "[Context]\ndevices=all;\n"
    });
    wait_until("both can", || {
        says(&shown.window, "Alpha") && says(&shown.window, "Gamma")
    });
    assert_eq!(shown.last().unwrap().0, "2 changes undone");
}

#[gtk::test]
fn a_tick_stays_with_its_app_when_others_change() {
    let world = world();
    let shown = asked(&world, "Who can reach the internet?");
    tick(&shown, "Select Gamma").set_active(true);
    world.install("org.example.Aardvark", "[Context]\nshared=network;\n");
    wait_until("it is there", || says(&shown.window, "Aardvark"));
    assert!(tick(&shown, "Select Gamma").is_active());
    assert!(!tick(&shown, "Select Aardvark").is_active());
    assert!(button(&shown.window, "Deny for 1 App").is_some());
}

#[gtk::test]
fn a_row_leads_to_the_page_of_its_app() {
    let world = world();
    let shown = asked(&world, CAMERA);
    let lists = all(&shown.window).into_iter().filter(is_shown);
    let mut lists = lists.filter_map(|w| w.downcast::<gtk::GridView>().ok());
    let list = lists.find(|list| says(list, "asked by its publisher"));
    let list = list.unwrap();
    list.activate_action("list.activate-item", Some(&1_u32.to_variant()))
        .unwrap();
    turn();
    wait_until("its page", || says(&shown.window, "org.example.Gamma"));
}

#[gtk::test]
fn any_permission_that_an_app_has_can_be_asked_about() {
    let world = world();
    let files = "[Context]\nfilesystems=xdg-download;xdg-music;\n";
    world.install("org.example.Delta", files);
    let shown = Shown::open(&world, AppsMsg::OpenWho, "By Permission");
    let says = |words| says(&shown.window, words);
    assert!(!says("Downloads"), "it is folded");
    open_row(&shown.window, "Files and Folders");
    wait_until("it unfolds", || says("Downloads") && says("Music"));
    open_row(&shown.window, "Downloads");
    wait_until("the answer", || says("Who has “Downloads”?"));
    assert!(says("Delta") && !says("Beta"), "{:?}", texts(&shown.window));
    tick(&shown, "Select All").set_active(true);
    wait_until("what stops working", || {
        says("may not find its files in “Downloads”")
    });
    press(&shown.window, "Deny for 1 App");
    wait_until("nobody has it", || says("No app has this permission."));
    let said = world.said("org.example.Delta");
    assert_eq!(said, "[Context]\nfilesystems=!xdg-download;\n");
}

#[gtk::test]
fn a_question_that_no_app_answers_says_nobody() {
    let world = world();
    let shown = asked(&world, "Who can learn where you are?");
    assert!(says(&shown.window, "No app can without asking you."));
}
