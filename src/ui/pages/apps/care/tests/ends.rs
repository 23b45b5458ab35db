//! Older versions, work that was broken off, and how apps go.

use adw::prelude::*;
use relm4::prelude::*;

use super::super::super::AppsMsg;
use super::super::CareMsg;
use super::{ALPHA, NETWORK, Shown, alpha, installed};
use crate::ui::session::Session;
use crate::ui::stand_in::NEWER;
use crate::ui::testing::{all, button, is_shown, open_row, press, says, wait_until};
use crate::ui::world::World;

const CAMERA: [&str; 2] = ["devices", "camera"];

#[gtk::test]
fn an_older_version_is_chosen_and_kept() {
    let world = installed();
    world.offer(ALPHA, NETWORK, "");
    let (new, old) = (NEWER.repeat(8), "c0ffee00".repeat(8));
    world.lay(
        "versions",
        &format!(
            "Commit: {old}\nSubject: Better\nDate: 2026-11-20 07:54:03 +0000\n\nCommit: {new}\nSubject: First\nDate: 2026-11-03 07:54:03 +0000\n"
        ),
    );
    // What flatpak does with a version that is named.
    world.lay(
        "does/update",
        &format!("ln -sfn {new} \"$WORLD/user/app/{ALPHA}/x86_64/stable/active\"\ntouch \"$WORLD/user/.changed\"\n"),
    );
    let shown = Shown::app(&world);
    open_row(&shown.window, "Use an Older Version…");
    shown.wait("Better");
    shown.wait("Installed");
    let row = shown
        .seen()
        .into_iter()
        .find(|text| text.contains("Nov 3"))
        .unwrap();
    open_row(&shown.window, &row);
    shown.answer();
    shown.hear("Alpha has the chosen version. Its updates are off");
    shown.wait("Updates off");
    let asked = world.asked();
    assert!(asked.contains(&format!("--commit={new}")), "{asked}");
    assert!(
        asked.contains("mask --user app/org.example.Alpha"),
        "{asked}"
    );
}

#[gtk::test]
fn what_only_root_can_choose_is_not_offered_and_says_how_root_does() {
    let world = World::new();
    world.install_for_all(ALPHA, NETWORK);
    world.lay("uid", "1000\n");
    world.lay("does/--version", "echo 'Flatpak 1.16.6'\n");
    let old = "fade0ff1".repeat(8);
    world.lay(
        "versions",
        &format!("Commit: {old}\nSubject: First\nDate: 2026-11-03 07:54:03 +0000\n"),
    );
    let row = |shown: &Shown| {
        let rows = all(&shown.window).into_iter().filter(is_shown);
        let mut rows = rows.filter_map(|w| w.downcast::<adw::ActionRow>().ok());
        rows.find(|row| row.title().contains("Nov 3")).unwrap()
    };
    let shown = Shown::app(&world);
    open_row(&shown.window, "Use an Older Version…");
    shown.wait("Its version cannot be chosen from here");
    assert!(!row(&shown).is_activatable());
    press(&shown.window, "Copy the command for Nov 3, 2026, 07:54");
    let verb = "sudo isotopectl apps use-version --installation system org.example.Alpha";
    shown.hear(&format!("{verb} {old}"));
    // What asks an administrator is offered, and what is root's own.
    for (file, text) in [
        ("does/--version", "echo 'Flatpak 1.19.0'\n"),
        ("uid", "0\n"),
    ] {
        world.lay("does/--version", "echo 'Flatpak 1.16.6'\n");
        world.lay("uid", "1000\n");
        world.lay(file, text);
        let shown = Shown::app(&world);
        open_row(&shown.window, "Use an Older Version…");
        shown.wait("First");
        assert!(row(&shown).is_activatable(), "{file}");
        assert!(!says(&shown.window, "cannot be chosen from here"));
    }
}

#[gtk::test]
fn nobody_is_asked_for_a_password_that_would_not_help() {
    let world = World::new();
    world.install_for_all(ALPHA, NETWORK);
    world.lay("uid", "1000\n");
    world.lay("does/--version", "echo 'Flatpak 1.18.2'\n");
    let shown = Shown::list(&world);
    let app = world.apps().find(&ALPHA.parse().unwrap()).unwrap();
    let commit = "fade0ff1".repeat(8).parse().unwrap();
    let task = super::super::Task::UseVersion(Box::new(app), commit);
    shown.tell(CareMsg::Do(vec![task]));
    shown.hear("Its version cannot be chosen from here");
    let asked = world.asked();
    assert!(
        !asked.contains("mask") && !asked.contains("update"),
        "{asked}"
    );
}

/// Writes down that the installed version of Alpha was being chosen when Isotope was ended.
fn break_off(world: &World, place: &str) {
    let commit = "c0ffee00".repeat(8);
    let plan = format!(
        "{{\"installation\":\"{place}\",\"app\":\"app/{ALPHA}/x86_64/stable\",\"commit\":\"{commit}\",\"patterns\":[]}}\n"
    );
    world.lay("isotope/unfinished/plan.json", &plan);
}

#[gtk::test]
fn what_was_broken_off_comes_to_its_end_when_the_window_opens() {
    let world = installed();
    break_off(&world, "user");
    let shown = Shown::list(&world);
    shown.hear("they are off again");
    shown.wait("Updates off");
    assert!(!world.path("isotope/unfinished/plan.json").exists());
    assert!(button(&shown.window, "Switch Updates Off").is_none());
}

#[gtk::test]
fn what_was_broken_off_for_everybody_waits_for_a_click() {
    let world = World::new();
    world.install_for_all(ALPHA, NETWORK);
    break_off(&world, "system");
    world.lay("does/mask", "echo 'error: Not authorized' >&2; exit 1\n");
    let shown = Shown::list(&world);
    shown.wait("was broken off, and its updates are still on");
    assert!(!world.asked().contains("mask"), "{}", world.asked());
    assert!(shown.heard.borrow().is_empty(), "{:?}", shown.heard);
    shown.press("Switch Updates Off");
    shown.hear("are still on: This was not allowed");
    world.lay(
        "does/mask",
        "mkdir -p \"$WORLD/system/repo\"\nprintf '[core]\\nxa.masked=%s;\\n' \"$ref\" >\"$WORLD/system/repo/config\"\n",
    );
    shown.press("Switch Updates Off");
    shown.hear("they are off again");
    shown.wait("Updates off");
    assert!(
        world
            .asked()
            .contains("mask --system app/org.example.Alpha")
    );
    assert!(button(&shown.window, "Switch Updates Off").is_none());
    assert!(!world.path("isotope/unfinished/plan.json").exists());
}

#[gtk::test]
fn updates_are_switched_off_and_on() {
    let world = installed();
    let shown = Shown::app(&world);
    let row = || {
        let rows = all(&shown.window).into_iter().filter(is_shown);
        let mut rows = rows.filter_map(|w| w.downcast::<adw::SwitchRow>().ok());
        rows.find(|row| row.title() == "Keep Up to Date").unwrap()
    };
    assert!(row().is_active());
    row().set_active(false);
    shown.hear("Alpha stays at its version");
    shown.wait("Updates off");
    wait_until("it can be used again", || row().is_sensitive());
    world.lay("does/mask", "echo 'error: Not authorized' >&2; exit 1\n");
    row().set_active(true);
    shown.hear("This was not allowed");
    wait_until("the switch tells the truth", || {
        row().is_sensitive() && !row().is_active()
    });
}

#[gtk::test]
fn an_app_goes_with_its_data_or_without() {
    let world = installed();
    world.data(ALPHA);
    let shown = Shown::app(&world);
    shown.tell(CareMsg::AskUninstall(alpha()));
    wait_until("the size is known", || {
        let dialog = shown.window.visible_dialog();
        dialog.is_some_and(|dialog| says(&dialog, "Its data takes"))
    });
    let dialog = shown.window.visible_dialog().unwrap();
    let checks = all(&dialog).into_iter();
    let mut checks = checks.filter_map(|w| w.downcast::<gtk::CheckButton>().ok());
    assert!(
        checks.next().unwrap().is_active(),
        "to keep it is the default"
    );
    checks.next().unwrap().set_active(true);
    shown.answer();
    shown.hear("Its data is in the trash");
    shown.wait("No Apps Yet");
    assert!(world.is_trashed(ALPHA) && !world.has_data(ALPHA));
}

#[gtk::test]
fn what_was_left_behind_is_put_out_of_the_way() {
    let world = installed();
    let gone = "org.example.Sketchpad";
    world.data(gone);
    world.overrides(gone, NETWORK);
    world.lay("unused", " 1.\t \torg.example.Platform\t1\tr\n");
    world.lay(
        "user/repo/config",
        "[remote \"example\"]\nurl=https://example.org/repo\n",
    );
    world.lay("names", "org.example.Sketchpad\tThe Sketchpad\n");
    world.runtime("org.example.Platform/x86_64/1");
    let shown = Shown::list(&world);
    shown.press("Leftovers");
    shown.wait("Sketchpad");
    shown.wait("Unused Shared Components");
    shown.wait("Your changes to what it may do");
    shown.press("Find Out Their Names");
    shown.wait("The Sketchpad");
    shown.press("Move to Trash");
    shown.hear("Data of The Sketchpad is in the trash");
    assert!(world.is_trashed(gone) && !world.has_data(gone));
    wait_until("what was said of it is taken back", || {
        world.said(gone).is_empty()
    });
    shown.wait_gone("The Sketchpad");
    shown.press("Remove");
    shown.hear("One unused component was removed");
}

/// The camera was allowed while Alpha was used, and a file chosen for it.
fn answered(world: &World) -> Session {
    let session = Session::start(world);
    session.answer(CAMERA, ALPHA, &["yes"]);
    session.choose("aaaa1111", "/media/a/letter.txt", ALPHA, &["read"]);
    session
}

#[gtk::test]
fn an_app_that_goes_with_its_data_is_asked_for_anew_when_it_comes_again() {
    let world = installed();
    let session = answered(&world);
    let shown = Shown::app(&world);
    wait_until("the answers are known", || shown.page.model().has_answers());
    shown.tell(CareMsg::AskUninstall(alpha()));
    let forget = "Forget the answers that you gave while using it";
    wait_until("the question", || {
        let dialog = shown.window.visible_dialog();
        dialog.is_some_and(|dialog| says(&dialog, forget))
    });
    let dialog = shown.window.visible_dialog().unwrap();
    let checks = all(&dialog).into_iter();
    let mut checks = checks.filter_map(|w| w.downcast::<gtk::CheckButton>().ok());
    checks.nth(1).unwrap().set_active(true);
    shown.answer();
    // In one sentence: a second one would take the first from the screen.
    shown.hear("Alpha was uninstalled. What you decided about it is forgotten");
    let file = ["documents", "aaaa1111"];
    assert!(session.stored(CAMERA, ALPHA).is_empty());
    assert!(session.stored(file, ALPHA).is_empty());
    let events = world.apps().access().history().events().unwrap();
    assert_eq!(events.len(), 2);
    let numbers = events.iter().map(|event| event.number);
    shown.page.emit(AppsMsg::Undo(numbers.rev().collect()));
    wait_until("the answer is back", || {
        session.stored(CAMERA, ALPHA) == ["yes"]
    });
}

#[gtk::test]
fn answers_of_what_is_gone_are_told_and_forgotten() {
    let world = World::new();
    let session = answered(&world);
    world.overrides(ALPHA, NETWORK);
    let background = ["background", "background"];
    session.answer(background, "org.example.Host", &["yes"]);
    // No Flatpak app, and still here.
    world.lay("nothing/applications/org.example.Host.desktop", "");
    let shown = Shown::list(&world);
    shown.tell(CareMsg::ShowLeftovers);
    shown.wait("Answers you gave while using it: 1");
    shown.wait("Files chosen for it: 1");
    assert!(!says(&shown.window, "org.example.Host"));
    shown.press("Forget Your Changes and Answers");
    shown.hear("What you decided about Alpha is forgotten");
    shown.wait("Nothing Left Behind");
    assert!(session.stored(CAMERA, ALPHA).is_empty() && world.said(ALPHA).is_empty());
    assert_eq!(session.stored(background, "org.example.Host"), ["yes"]);
}

#[gtk::test]
fn nothing_is_said_to_be_left_behind_before_all_was_looked_at() {
    let world = installed();
    world.lay("gate", "");
    world.lay(
        "does/uninstall",
        "touch \"$WORLD/began\"; while [ -e \"$WORLD/gate\" ]; do sleep 0.02; done\n",
    );
    let shown = Shown::list(&world);
    shown.press("Leftovers");
    wait_until("flatpak is asked", || world.path("began").exists());
    let data = "org.example.Sketchpad";
    world.data(data);
    world.overrides(ALPHA, NETWORK);
    shown.wait("Sketchpad");
    std::fs::remove_dir_all(world.path("nothing/.var/app").join(data)).unwrap();
    world.overrides(ALPHA, "");
    shown.wait_gone("Sketchpad");
    shown.wait("Looking for Leftovers…");
    world.take("gate");
    shown.wait("Nothing Left Behind");
}

#[gtk::test]
fn an_app_that_was_given_up_says_so_and_is_replaced() {
    let world = World::new();
    let mut app = crate::flatpak::fake::FakeApp::new(ALPHA);
    app = app.detail("eol", "It is finished");
    app = app.detail("eolr", "app/org.example.Beta/x86_64/stable");
    app.install(&world.user());
    world.metadata("org.example.Beta", "[Context]\nfilesystems=host;\n");
    let shown = Shown::app(&world);
    shown.wait("Its publisher says: “It is finished”");
    shown.press("Switch to Beta…");
    wait_until("what it newly asks for is told", || {
        let dialog = shown.window.visible_dialog();
        dialog.is_some_and(|dialog| says(&dialog, "All your files"))
    });
    shown.window.visible_dialog().unwrap().force_close();
    wait_until("no question", || shown.window.visible_dialog().is_none());
    // A flatpak that is content and does nothing.
    world.lay("does/update", "exit 0\n");
    world.lay(
        "does/remote-info",
        "echo fade0ff1fade0ff1fade0ff1fade0ff1fade0ff1fade0ff1fade0ff1fade0ff1\n",
    );
    shown.press("Switch to Beta…");
    shown.answer();
    shown.hear("Nothing was changed");
    world.lay(
        "does/update",
        "cd \"$WORLD/user/app\"; mv org.example.Alpha org.example.Beta; touch ../.changed\n",
    );
    shown.press("Switch to Beta…");
    shown.answer();
    shown.hear("took the place of Alpha");
}
