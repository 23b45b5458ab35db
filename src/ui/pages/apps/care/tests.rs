//! The pages as widgets, with a flatpak that stands in for the real one.

use std::cell::RefCell;
use std::rc::Rc;

use adw::prelude::*;
use relm4::prelude::*;

use super::super::reading::Key;
use super::super::{AppsMsg, AppsOut, AppsPage};
use super::CareMsg;
use crate::domain::InstallationId;
use crate::ui::testing::{all, button, in_window, is_shown, press, says, start, texts, wait_until};
use crate::ui::world::World;

mod ends;

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
                AppsOut::Copy(text) => writer.borrow_mut().push(text),
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

    /// The page of updates, while the sources are asked.
    fn updates(world: &World) -> Self {
        let shown = Self::list(world);
        shown.tell(CareMsg::ShowUpdates);
        shown.tell(CareMsg::Check);
        shown
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
        self.answer_with("do");
    }

    /// Answers the question with that response.
    fn answer_with(&self, response: &str) {
        wait_until("a question", || self.window.visible_dialog().is_some());
        let dialog: adw::AlertDialog = self.window.visible_dialog().unwrap().downcast().unwrap();
        let label = dialog.response_label(response);
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
    shown.wait("Flatpak cannot read its rules");
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
    let shown = Shown::updates(&world);
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
fn updates_that_ask_for_nothing_are_installed_without_the_others() {
    let world = installed();
    world.install("org.example.Beta", NETWORK);
    world.offer(ALPHA, "[Context]\nfilesystems=host;\n", "");
    world.offer("org.example.Beta", NETWORK, "");
    let shown = Shown::updates(&world);
    shown.wait("asks for nothing new");
    shown.wait("All your files");
    shown.press("Update All");
    shown.answer_with("others");
    shown.hear("One update was installed");
    let asked = world.asked();
    let updates: Vec<_> = asked.lines().filter(|l| l.starts_with("update ")).collect();
    assert!(
        matches!(updates.as_slice(), [one] if one.contains("org.example.Beta") && !one.contains(ALPHA)),
        "{updates:?}"
    );
    shown.wait("newly asks for one thing");
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
    let shown = Shown::updates(&world);
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
    let shown = Shown::updates(&world);
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
    let shown = Shown::updates(&world);
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
