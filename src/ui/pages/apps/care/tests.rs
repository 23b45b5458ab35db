//! The pages as widgets, with a flatpak that stands in for the real one.

use std::cell::RefCell;
use std::rc::Rc;

use adw::prelude::*;
use relm4::prelude::*;

use super::super::reading::Key;
use super::super::{AppsMsg, AppsOut, AppsPage};
use super::CareMsg;
use crate::domain::InstallationId;
use crate::ui::stand_in::NEWER;
use crate::ui::testing::{
    all, button, in_window, is_shown, open_row, press, says, start, texts, wait_until,
};
use crate::ui::world::World;

const ALPHA: &str = "org.example.Alpha";
const NETWORK: &str = "[Context]\nshared=network;\n";

struct Shown {
    page: Controller<AppsPage>,
    window: adw::Window,
    heard: Rc<RefCell<Vec<String>>>,
}

impl Shown {
    /// The list of apps.
    fn list(world: &World) -> Self {
        start();
        let heard = Rc::<RefCell<Vec<String>>>::default();
        let navigation = adw::NavigationView::new();
        let writer = Rc::clone(&heard);
        let page = AppsPage::builder()
            .launch((world.find(), navigation.clone()))
            .connect_receiver(move |_, out| match out {
                AppsOut::Tell(words, _) => writer.borrow_mut().push(words),
                AppsOut::Fail(words) => writer.borrow_mut().push(words.title),
                AppsOut::Idle => writer.borrow_mut().push("idle".to_owned()),
            });
        let main = adw::NavigationPage::with_tag(page.widget(), "Apps", "main");
        navigation.add(&main);
        let window = in_window(&navigation);
        wait_until("the apps are read", || page.model().state.reading.is_some());
        Self {
            page,
            window,
            heard,
        }
    }

    /// The page of the only app.
    fn app(world: &World) -> Self {
        let shown = Self::list(world);
        shown.page.emit(AppsMsg::Open(0));
        shown.wait("Shared Components");
        shown
    }

    fn tell(&self, msg: CareMsg) {
        self.page.emit(AppsMsg::Care(msg));
    }

    fn wait(&self, words: &str) {
        let start = std::time::Instant::now();
        wait_until(words, || {
            let late = start.elapsed().as_secs() > 30;
            assert!(!late, "no {words} in {:?}", self.seen());
            says(&self.window, words)
        });
    }

    fn wait_gone(&self, words: &str) {
        wait_until(words, || !says(&self.window, words));
    }

    fn hear(&self, words: &str) {
        wait_until(words, || {
            self.heard.borrow().iter().any(|one| one.contains(words))
        });
    }

    fn press(&self, name: &str) {
        wait_until(name, || {
            button(&self.window, name).is_some_and(|button| button.is_sensitive())
        });
        press(&self.window, name);
    }

    /// Answers the question.
    fn answer(&self) {
        wait_until("a question", || self.window.visible_dialog().is_some());
        let dialog: adw::AlertDialog = self.window.visible_dialog().unwrap().downcast().unwrap();
        let label = dialog.response_label("do");
        wait_until(&label, || {
            button(&dialog, &label).is_some_and(|button| button.is_sensitive())
        });
        press(&dialog, &label);
        wait_until("the question is gone", || {
            self.window.visible_dialog().is_none()
        });
    }

    fn seen(&self) -> Vec<String> {
        texts(&self.window)
    }
}

fn alpha() -> Key {
    Key {
        installation: InstallationId::User,
        app_ref: format!("app/{ALPHA}/x86_64/stable").parse().unwrap(),
    }
}

fn installed() -> World {
    let world = World::new();
    world.install(ALPHA, NETWORK);
    world
}

#[gtk::test]
fn an_app_that_runs_says_what_waits_for_its_restart() {
    let world = installed();
    let shown = Shown::app(&world);
    assert!(button(&shown.window, "Open").is_some());
    world.start(ALPHA, NETWORK);
    shown.wait("Running");
    assert!(button(&shown.window, "Open").is_none());
    assert!(!says(&shown.window, "Restart the app"));
    world.overrides(ALPHA, "[Context]\nshared=!network;\n");
    shown.wait("Restart the app to apply: Internet and local network");
    shown.press("Restart App…");
    shown.answer();
    // The stand-in starts it with what `info` says, which is without the network now.
    world.lay("info", "[Application]\nname=org.example.Alpha\n");
    wait_until("it was ended and opened", || {
        let asked = world.asked();
        let kill = asked.find("kill org.example.Alpha");
        let run = asked.find("run --user --arch=x86_64 --branch=stable org.example.Alpha");
        kill.is_some() && run > kill
    });
    shown.wait_gone("Restart the app");
}

#[gtk::test]
fn what_cannot_start_is_not_offered_to_open_and_says_why() {
    let world = installed();
    let shown = Shown::app(&world);
    let is_offered = || button(&shown.window, "Open").is_some();
    assert!(is_offered());
    world.overrides(ALPHA, "[Context]\nthis is no line of it\n");
    shown.wait("Flatpak cannot read what is said of it");
    assert!(!is_offered());
    world.overrides(ALPHA, NETWORK);
    shown.wait_gone("It cannot be opened");
    assert!(is_offered());
    std::fs::remove_dir_all(world.user().join("runtime")).unwrap();
    world.lay("user/.changed", "");
    shown.wait("is not installed (org.example.Platform/x86_64/1)");
    assert!(!is_offered());
    // What runs can be ended; it would not come back.
    world.start(ALPHA, "[Context]\nshared=ipc;\n");
    shown.wait("Restart the app to apply");
    assert!(button(&shown.window, "Quit…").is_some());
    assert!(button(&shown.window, "Restart App…").is_none());
    assert!(!says(&shown.window, "It cannot be opened"));
}

#[gtk::test]
fn what_has_no_window_is_not_offered_to_open() {
    let world = World::new();
    let mut app = crate::flatpak::fake::FakeApp::new(ALPHA);
    app.desktop = None;
    app.install(&world.user());
    let shown = Shown::app(&world);
    assert!(says(&shown.window, "It has no window to open"));
    assert!(button(&shown.window, "Open").is_none());
}

#[gtk::test]
fn what_is_unused_for_long_says_so() {
    let world = installed();
    world.data(ALPHA);
    let shown = Shown::list(&world);
    shown.wait("Alpha");
    assert!(!says(&shown.window, "Unused for long"));
    world.age(ALPHA);
    world.overrides(ALPHA, NETWORK);
    shown.wait("Unused for long");
    world.start(ALPHA, NETWORK);
    shown.wait_gone("Unused for long");
}

#[gtk::test]
fn nobody_asks_the_sources_unasked() {
    let world = installed();
    let shown = Shown::list(&world);
    shown.press("Updates");
    shown.wait("Not Checked Yet");
    assert!(!world.asked().contains("remote"), "{}", world.asked());
    world.lay("updates", "");
    shown.press("Check for Updates");
    shown.wait("Everything Is Up to Date");
    assert!(world.asked().contains("remote-ls --user"));
}

#[gtk::test]
fn what_an_update_newly_asks_for_is_shown_before_it_is_installed() {
    let world = installed();
    world.offer(ALPHA, "[Context]\nshared=network;\nfilesystems=host;\n", "");
    world.lay("gate", "");
    let shown = Shown::list(&world);
    shown.tell(CareMsg::ShowUpdates);
    shown.tell(CareMsg::Check);
    shown.wait("All your files");
    shown.wait("Far-reaching");
    shown.press("Update");
    wait_until("a question", || shown.window.visible_dialog().is_some());
    assert!(!world.asked().contains("update"), "{}", world.asked());
    shown.answer();
    shown.wait("Updating Alpha");
    let mut bars = all(&shown.window).into_iter().filter(is_shown);
    let bar = bars
        .find_map(|w| w.downcast::<gtk::ProgressBar>().ok())
        .unwrap();
    wait_until("it is at 42 percent", || bar.fraction() > 0.4);
    world.take("gate");
    shown.hear("Alpha is up to date");
    shown.wait("Everything Is Up to Date");
    shown.wait_gone("Updating Alpha");
}

#[gtk::test]
fn what_an_app_newly_asks_for_that_takes_another_ones_place_is_shown() {
    let world = installed();
    let end = "eol=Gone,eol-rebase=app/org.example.Beta/x86_64/stable";
    world.offer(ALPHA, NETWORK, end);
    world.metadata(
        "org.example.Beta",
        "[Context]\nshared=network;\nfilesystems=host;\n",
    );
    let shown = Shown::list(&world);
    shown.tell(CareMsg::ShowUpdates);
    shown.tell(CareMsg::Check);
    shown.wait("replaced by Beta · newly asks for one thing");
    shown.wait("All your files");
    // Of what is said to take its place nobody has anything.
    world.take("offers/org.example.Beta");
    shown.press("Check for Updates");
    shown.wait("what it newly asks for is not known");
}

#[gtk::test]
fn an_update_is_stopped() {
    let world = installed();
    world.offer(ALPHA, NETWORK, "");
    world.lay("gate", "");
    let shown = Shown::list(&world);
    shown.tell(CareMsg::ShowUpdates);
    shown.tell(CareMsg::Check);
    shown.wait("asks for nothing new");
    shown.press("Update All");
    shown.wait("Installing One Update");
    wait_until("it began", || world.asked().contains("update --user"));
    shown.press("Cancel");
    shown.hear("Stopped. Nothing was changed");
    shown.hear("idle");
    shown.wait("One Update");
}

#[gtk::test]
fn a_source_that_fails_hides_nothing_and_no_update_is_claimed() {
    let world = installed();
    world.offer(ALPHA, NETWORK, "");
    world.lay(
        "does/update",
        "echo 'error: Could not resolve host' >&2; exit 1\n",
    );
    let shown = Shown::list(&world);
    shown.tell(CareMsg::ShowUpdates);
    shown.tell(CareMsg::Check);
    shown.wait("asks for nothing new");
    shown.press("Update");
    shown.hear("The source cannot be reached");
    shown.wait("One Update");
    world.lay(
        "does/remote-ls",
        "echo 'error: Could not resolve host' >&2; exit 1\n",
    );
    shown.press("Check for Updates");
    shown.wait("example: The source cannot be reached");
    shown.wait("Not All Sources Could Be Asked");
}

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
    shown.press("Look Up Names");
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
