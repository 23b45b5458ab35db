//! The page as widgets, opened from the list, over installations that nobody installed.

use std::fs;

use adw::prelude::*;
use gtk::gio;
use relm4::prelude::*;

use super::super::AppsMsg;
use super::super::rules::tests::Shown;
use super::HistoryMsg;
use crate::ui::session::Session;
use crate::ui::testing::{all, button, is_shown, press, says, texts, wait_until};
use crate::ui::world::World;

fn world() -> World {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\nshared=network;\n");
    world
}

#[gtk::test]
fn each_change_is_told_before_and_after_and_undone() {
    let world = world();
    world.deny("org.example.Alpha", "shared=network");
    let shown = Shown::open(&world, AppsMsg::OpenHistory, "switched off for Alpha");
    assert!(says(&shown.window, "Not set → Not allowed"));
    press(&shown.window, "Undo");
    wait_until("it is undone", || {
        world.said("org.example.Alpha").is_empty()
    });
    wait_until("both are told", || {
        let said = texts(&shown.window);
        said.iter().any(|text| text == "Undone") && said.iter().any(|t| t.starts_with("Undone: "))
    });
    assert!(says(&shown.window, "Not allowed → Not set"));
    press(&shown.window, "Undo");
    wait_until("it is done again", || {
        world.said("org.example.Alpha").contains("!network")
    });
}

#[gtk::test]
fn a_repaired_file_becomes_again_what_it_was() {
    let world = world();
    let broken = "[Context]\nshared=!network;\ngarbage\n";
    world.overrides("org.example.Alpha", broken);
    let shown = Shown::open(&world, AppsMsg::Open(0), "Line 3");
    press(&shown.window, "Repair");
    wait_until("it is mended", || !says(&shown.window, "Line 3"));
    wait_until("it is told", || shown.last().is_some());
    let (words, undo) = shown.last().unwrap();
    assert!(words.contains("repaired") && undo.len() == 1, "{words}");
    shown.page.emit(AppsMsg::Undo(undo));
    wait_until("it is as it was", || {
        world.said("org.example.Alpha") == broken
    });

    shown.page.emit(AppsMsg::OpenHistory);
    wait_until("both are told", || {
        says(&shown.window, "Undone: File repaired for Alpha")
    });
    assert!(says(
        &shown.window,
        "Updates and uninstalled apps are not listed"
    ));
    press(&shown.window, "Undo");
    wait_until("it is mended again", || {
        !world.said("org.example.Alpha").contains("\ngarbage")
    });
}

#[gtk::test]
fn nothing_changed_yet_says_so_until_something_is() {
    let world = world();
    let shown = Shown::open(&world, AppsMsg::OpenHistory, "Nothing Changed Yet");
    world.deny("org.example.Alpha", "shared=network");
    wait_until("it is seen", || {
        says(&shown.window, "switched off for Alpha")
    });
}

#[gtk::test]
fn all_that_was_said_goes_into_a_file_and_back_after_a_preview() {
    let world = world();
    let session = Session::start(&world);
    let camera = ["devices", "camera"];
    session.answer(camera, "org.example.Alpha", &["no"]);
    world.deny("org.example.Alpha", "shared=network");
    let shown = Shown::open(&world, AppsMsg::OpenHistory, "switched off for Alpha");
    let file = world.path("export.toml");
    shown.tell_history(HistoryMsg::Export(gio::File::for_path(&file)));
    wait_until("it is told", || {
        shown.last().is_some_and(|(words, _)| words == "Exported")
    });
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("shared=network") && text.contains("portal:devices/camera=no"));
    session.answer(camera, "org.example.Alpha", &["yes"]);
    press(&shown.window, "Undo");
    wait_until("it is undone", || {
        world.said("org.example.Alpha").is_empty()
    });

    shown.tell_history(HistoryMsg::Import(gio::File::for_path(&file)));
    wait_until("what would change", || {
        says(
            &shown.window,
            "Internet and local network: Not set → Not allowed",
        )
    });
    assert!(says(&shown.window, "Camera: Allowed → Not allowed"));
    assert!(world.said("org.example.Alpha").is_empty(), "not yet");
    press(&shown.window, "Import");
    wait_until("it is said", || {
        world.said("org.example.Alpha").contains("!network")
    });
    wait_until("it is told", || {
        let (words, undo) = shown.last().unwrap();
        words == "2 permissions taken from the file" && undo.len() == 2
    });
    assert_eq!(session.stored(camera, "org.example.Alpha"), ["no"]);
    wait_until("the history tells", || {
        says(&shown.window, "Access of Alpha imported from a file")
    });

    shown.tell_history(HistoryMsg::Import(gio::File::for_path(&file)));
    wait_until("nothing to do", || says(&shown.window, "Nothing to Change"));
    assert!(button(&shown.window, "Import").is_none());
}

#[gtk::test]
fn what_a_file_cannot_carry_and_what_cannot_be_said_here_is_told() {
    let world = world();
    world.overrides("org.example.Alpha", "[Context]\nlater=1\n");
    let shown = Shown::open(&world, AppsMsg::OpenHistory, "Nothing Changed Yet");
    let file = world.path("export.toml");
    shown.tell_history(HistoryMsg::Export(gio::File::for_path(&file)));
    wait_until("it is told", || {
        let last = shown.last();
        last.is_some_and(|(words, _)| words == "Exported, but Not Everything")
    });

    let text =
        "version = 1\n[app.'org.example.Alpha']\ndeny = ['shared=network', 'sockets=telepathy']\n";
    fs::write(&file, text).unwrap();
    shown.tell_history(HistoryMsg::Import(gio::File::for_path(&file)));
    wait_until("what cannot be said", || {
        let heading = says(&shown.window, "1 rule cannot be used here");
        heading && says(&shown.window, "understands “sockets=telepathy”")
    });
    press(&shown.window, "Import");
    wait_until("it is told", || {
        let (words, undo) = shown.last().unwrap();
        let left = "1 rule cannot be used here: sockets=telepathy";
        words.ends_with(left) && undo.len() == 1
    });
    assert!(world.said("org.example.Alpha").contains("!network"));
    shown.tell_history(HistoryMsg::Import(gio::File::for_path(&file)));
    wait_until("nothing more", || {
        says(&shown.window, "Nothing that the file says")
    });
    assert!(button(&shown.window, "Import").is_none());
}

#[gtk::test]
fn a_file_that_is_no_export_is_refused_with_its_line() {
    let world = world();
    let shown = Shown::open(&world, AppsMsg::OpenHistory, "Nothing Changed Yet");
    let file = world.path("wrong.toml");
    fs::write(&file, "version = 1\nnonsense\n").unwrap();
    shown.tell_history(HistoryMsg::Import(gio::File::for_path(&file)));
    wait_until("it is told", || {
        shown
            .last()
            .is_some_and(|(words, _)| words == "This file cannot be imported")
    });
    shown.tell_history(HistoryMsg::Import(gio::File::for_path(world.path("gone"))));
    wait_until("it is told", || {
        shown
            .last()
            .is_some_and(|(words, _)| words == "The File Could Not Be Used")
    });
}

#[gtk::test]
fn a_thousand_changes_make_only_the_rows_that_are_seen() {
    let world = world();
    world.remember_many(1000);
    let shown = Shown::open(&world, AppsMsg::OpenHistory, "switched off for all apps");
    let buttons = all(&shown.window).into_iter().filter(is_shown);
    let undo = buttons.filter(ObjectExt::is::<gtk::Button>).count();
    assert!(undo < 400, "{undo}");
}
