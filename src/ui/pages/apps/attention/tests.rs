//! The page as widgets, opened from the notice above the list.

use std::fs;

use relm4::prelude::*;

use super::super::AppsMsg;
use super::super::rules::tests::Shown;
use crate::flatpak::fake::FakeApp;
use crate::ui::testing::{button, press, says, wait_until};
use crate::ui::world::World;

const GONE: &str = "org.example.Gone";

fn world() -> World {
    let world = World::new();
    world.install("org.example.Alpha", "");
    world
}

fn open(world: &World) -> Shown {
    let shown = Shown::open(world, AppsMsg::Find, "Some files need attention");
    press(&shown.window, "Show");
    wait_until("it is open", || says(&shown.window, "Trouble with Files"));
    shown
}

#[gtk::test]
fn a_broken_file_of_what_is_not_installed_is_named_with_its_line_and_repaired() {
    let world = world();
    world.overrides(GONE, "[Context]\nshared=!network;\ngarbage\n");
    let shown = open(&world);
    assert!(says(&shown.window, GONE) && says(&shown.window, "Line 3"));
    press(&shown.window, "Repair");
    wait_until("it is mended", || {
        says(&shown.window, "Everything Can Be Read")
    });
    assert!(!world.said(GONE).contains("\ngarbage"));
    assert!(world.said(GONE).contains("!network"));
    let (words, undo) = shown.last().unwrap();
    assert!(words.contains("repaired") && undo.len() == 1);
    shown.page.emit(AppsMsg::Undo(undo));
    wait_until("it is found again", || says(&shown.window, "Line 3"));
}

#[gtk::test]
fn what_another_program_wrote_and_lies_aside_counts_again() {
    let world = world();
    world.overrides("org.example.Alpha", "[Context]\nshared=!network;\n");
    // As it is left when a program of Isotope is killed in the instant of a change.
    let folder = format!(".isotope-{:016x}-{:016x}-abcdef", 1, 2);
    let folder = world.user().join("overrides").join(folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("org.example.Alpha"),
        "[Context]\nshared=!ipc;\n",
    )
    .unwrap();
    let shown = open(&world);
    assert!(says(&shown.window, "Another program wrote this"));
    press(&shown.window, "Repair");
    wait_until("it counts", || {
        world.said("org.example.Alpha").contains("!ipc")
    });
    assert!(world.said("org.example.Alpha").contains("!network"));
    wait_until("nothing is left", || {
        says(&shown.window, "Everything Can Be Read")
    });
}

#[gtk::test]
fn what_was_left_out_is_told_and_not_repaired() {
    let world = world();
    world.install("org.example.Beta", "");
    let folder = FakeApp::new("org.example.Beta").folder(&world.user());
    fs::write(folder.join("deploy"), "x").unwrap();
    let shown = open(&world);
    assert!(says(&shown.window, "org.example.Beta"));
    assert!(button(&shown.window, "Repair").is_none());
    fs::remove_dir_all(world.user().join("app/org.example.Beta")).unwrap();
    world.lay("user/.changed", "");
    wait_until("nothing is left", || {
        says(&shown.window, "Everything Can Be Read")
    });
}
