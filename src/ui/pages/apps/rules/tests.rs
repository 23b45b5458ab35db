//! The page as widgets, opened from the list, over installations that nobody installed.

use std::cell::RefCell;
use std::rc::Rc;

use adw::prelude::*;
use relm4::prelude::*;

use super::super::{AppsMsg, AppsOut, AppsPage, HistoryMsg};
use crate::ui::testing::{all, button, in_window, is_shown, press, says, start, turn, wait_until};
use crate::ui::world::World;

/// What was said, with the numbers to undo it by.
type Heard = Rc<RefCell<Vec<(String, Vec<u64>)>>>;

/// The list, and what was opened from it.
pub(crate) struct Shown {
    pub(crate) page: Controller<AppsPage>,
    pub(crate) window: adw::Window,
    heard: Heard,
}

impl Shown {
    /// Opens the list and then the page that this message opens.
    pub(crate) fn open(world: &World, msg: AppsMsg, words: &str) -> Self {
        start();
        let heard = Heard::default();
        let navigation = adw::NavigationView::new();
        let writer = Rc::clone(&heard);
        let page = AppsPage::builder()
            .launch((world.find(), navigation.clone()))
            .connect_receiver(move |_, out| match out {
                AppsOut::Tell(words, undo) => writer.borrow_mut().push((words, undo)),
                AppsOut::Fail(words) => writer.borrow_mut().push((words.title, Vec::new())),
                AppsOut::Copy(_) | AppsOut::Idle => {}
            });
        let main = adw::NavigationPage::with_tag(page.widget(), "Apps", "main");
        navigation.add(&main);
        let window = in_window(&navigation);
        wait_until("the apps are read", || page.model().state.reading.is_some());
        page.emit(msg);
        wait_until(words, || says(&window, words));
        Self {
            page,
            window,
            heard,
        }
    }

    /// Tells the page of the history something.
    pub(crate) fn tell_history(&self, msg: HistoryMsg) {
        self.page.model().tell_history(msg);
    }

    fn switch(&self, title: &str) -> adw::SwitchRow {
        let rows = all(&self.window).into_iter().filter(is_shown);
        let mut rows = rows.filter_map(|w| w.downcast::<adw::SwitchRow>().ok());
        rows.find(|row| row.title() == title)
            .unwrap_or_else(|| panic!("no switch {title}"))
    }

    /// What was said last.
    pub(crate) fn last(&self) -> Option<(String, Vec<u64>)> {
        self.heard.borrow().last().cloned()
    }
}

const NETWORK: &str = "Internet and local network";

#[gtk::test]
fn a_switch_just_changes_says_so_and_is_undone() {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\nshared=network;\n");
    let shown = Shown::open(&world, AppsMsg::Open(0), "Shared Components");
    assert!(shown.switch(NETWORK).is_active());
    shown.switch(NETWORK).set_active(false);
    wait_until("it is written", || {
        world.said("org.example.Alpha").contains("shared=!network;")
    });
    wait_until("it is told", || shown.last().is_some());
    let (words, undo) = shown.last().unwrap();
    assert!(words.contains("switched off for Alpha"), "{words}");
    wait_until("the row says who", || says(&shown.window, "Changed by you"));
    shown.page.emit(AppsMsg::Undo(undo));
    wait_until("the file is gone", || {
        world.said("org.example.Alpha").is_empty()
    });
    wait_until("it is told of whom", || {
        let (words, undo) = shown.last().unwrap();
        undo.is_empty() && words.contains("Alpha")
    });
    wait_until("the switch is back", || shown.switch(NETWORK).is_active());
}

#[gtk::test]
fn two_quick_clicks_both_count() {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\nshared=network;\n");
    let shown = Shown::open(&world, AppsMsg::Open(0), "Shared Components");
    shown.switch(NETWORK).set_active(false);
    shown.switch(NETWORK).set_active(true);
    wait_until("both are told", || shown.heard.borrow().len() == 2);
    assert_eq!(world.said("org.example.Alpha"), "");
    assert!(shown.switch(NETWORK).is_active());
}

#[gtk::test]
fn everything_said_of_an_app_is_taken_back_at_once() {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\nshared=network;\n");
    world.overrides(
        "org.example.Alpha",
        "[Context]\nshared=!network;\ndevices=all;\n",
    );
    let shown = Shown::open(&world, AppsMsg::Open(0), "Shared Components");
    assert!(!shown.switch(NETWORK).is_active());
    assert!(button(&shown.window, &format!("Reset “{NETWORK}”")).is_some());
    press(&shown.window, "Reset App");
    wait_until("nothing is said", || {
        world.said("org.example.Alpha").is_empty()
    });
    wait_until("it shows", || shown.switch(NETWORK).is_active());
}

#[gtk::test]
fn a_line_that_flatpak_cannot_read_is_named_and_mended() {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\nshared=network;\n");
    world.overrides(
        "org.example.Alpha",
        "[Context]\nshared=!network;\ngarbage\n",
    );
    let shown = Shown::open(&world, AppsMsg::Open(0), "Line 3");
    press(&shown.window, "Repair");
    wait_until("it is mended", || !says(&shown.window, "Line 3"));
    assert!(world.said("org.example.Alpha").contains("!network"));
}

#[gtk::test]
fn what_is_said_for_all_apps_is_a_choice() {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\nshared=network;\n");
    world.overrides("global", "[Context]\nshared=!network;\n");
    let shown = Shown::open(&world, AppsMsg::OpenAll, "What is set here");
    let rows = all(&shown.window).into_iter().filter(is_shown);
    let mut rows = rows.filter_map(|w| w.downcast::<adw::ComboRow>().ok());
    let row = rows.find(|row| row.title() == NETWORK).unwrap();
    assert_eq!(row.selected(), 1);
    row.set_selected(0);
    turn();
    wait_until("nothing is said", || world.said("global").is_empty());
}

#[gtk::test]
fn an_app_that_asks_for_nothing_says_so() {
    let world = World::new();
    world.install("org.example.Alpha", "");
    let shown = Shown::open(&world, AppsMsg::Open(0), "This app asks for nothing");
    assert!(says(&shown.window, "Reaches nothing of yours"));
}

#[gtk::test]
fn what_the_administrator_set_for_all_apps_is_read_and_not_changed() {
    let world = World::new();
    world.install_for_all("org.example.Alpha", "[Context]\nshared=network;\n");
    world.administer("global", "[Context]\nshared=!network;\n");
    let shown = Shown::open(&world, AppsMsg::OpenAll, "Set by the Administrator");
    let said = |label: &str| {
        let rows = all(&shown.window).into_iter().filter(is_shown);
        let mut rows = rows.filter_map(|w| w.downcast::<adw::ActionRow>().ok());
        let row = rows.find(|row| row.has_css_class("property") && row.title() == label)?;
        row.subtitle().map(|words| words.to_string())
    };
    assert_eq!(said(NETWORK).as_deref(), Some("Not allowed"));
    world.administer("global", "[Context]\ndevices=all;\n");
    wait_until("the change is seen", || {
        said("All devices").as_deref() == Some("Allowed") && said(NETWORK).is_none()
    });
    assert!(world.said("global").is_empty());
}

#[gtk::test]
fn an_app_says_what_the_administrator_set() {
    let world = World::new();
    world.install_for_all("org.example.Alpha", "[Context]\nshared=network;\n");
    world.administer("global", "[Context]\nshared=!network;\n");
    let shown = Shown::open(&world, AppsMsg::Open(0), "Shared Components");
    assert!(!shown.switch(NETWORK).is_active());
    assert!(says(&shown.window, "Set by the administrator for all apps"));
}

#[gtk::test]
fn a_file_of_the_administrator_that_flatpak_cannot_read_is_named() {
    let world = World::new();
    world.install_for_all("org.example.Alpha", "");
    world.administer("global", "[Context]\ngarbage\n");
    let file = world.path("system/overrides/global");
    let file = file.to_str().unwrap();
    let shown = Shown::open(&world, AppsMsg::Open(0), file);
    assert!(says(&shown.window, "Line 2"));
    assert!(button(&shown.window, "Repair").is_none());
}

#[gtk::test]
fn an_app_of_one_person_does_not_hear_the_administrator() {
    let world = World::new();
    world.install("org.example.Alpha", "");
    world.administer("global", "[Context]\ngarbage\n");
    let shown = Shown::open(&world, AppsMsg::Open(0), "Shared Components");
    assert!(!says(&shown.window, "Line 2"), "it starts");
    assert!(!says(&shown.window, "no app starts"));
}

#[gtk::test]
fn what_opens_much_says_so_to_the_eye_and_to_the_ear() {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\ndevices=all;\n");
    let shown = Shown::open(&world, AppsMsg::Open(0), "Shared Components");
    let row = shown.switch("All devices");
    let badges = || {
        let labels = all(&shown.window).into_iter().filter(is_shown);
        let labels = labels.filter_map(|w| w.downcast::<gtk::Label>().ok());
        let labels = labels.filter(|label| label.has_css_class("news"));
        labels.filter(|label| label.text() == "Sensitive").count()
    };
    assert_eq!(badges(), 1);
    assert!(says(&shown.window, "Without it: "));
    assert!(gtk::test_accessible_has_property(
        row.upcast_ref::<gtk::Widget>(),
        gtk::AccessibleProperty::Description
    ));
    row.set_active(false);
    wait_until("it opens nothing", || badges() == 0);
    wait_until("the publisher is named", || {
        says(&shown.window, "Asked by its publisher: Allowed")
    });
}

#[gtk::test]
fn a_device_is_added_by_what_is_typed_rightly() {
    let world = World::new();
    world.install("org.example.Alpha", "");
    let shown = Shown::open(&world, AppsMsg::Open(0), "Allow More");
    let rows = all(&shown.window).into_iter().filter(is_shown);
    let mut rows = rows.filter_map(|w| w.downcast::<adw::ButtonRow>().ok());
    let add = rows.find(|row| row.title() == "Add USB Device…").unwrap();
    assert!(add.activate());
    wait_until("it is asked", || says(&shown.window, "Add a USB Device"));
    let entries = all(&shown.window).into_iter().filter(is_shown);
    let mut entries = entries.filter_map(|w| w.downcast::<adw::EntryRow>().ok());
    let entry = entries
        .find(|row| row.title().starts_with("Device"))
        .unwrap();
    let can_add = || button(&shown.window, "Add").is_some_and(|add| add.is_sensitive());
    let is_told = || says(&shown.window, "four digits or letters");
    assert!(!can_add() && !is_told(), "nothing was typed");
    entry.set_text("046d:0825");
    assert!(!can_add() && is_told());
    entry.set_text(" vnd:046d+dev:0825 ");
    assert!(can_add() && !is_told());
    press(&shown.window, "Add");
    wait_until("it is written", || {
        let said = world.said("org.example.Alpha");
        said.contains("enumerable-devices=vnd:046d+dev:0825;")
    });
}

#[gtk::test]
fn all_folders_are_taken_away_and_given_back() {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\nfilesystems=home;\n");
    let shown = Shown::open(&world, AppsMsg::Open(0), "Shared Components");
    // What nobody said is folded.
    let folds = all(&shown.window).into_iter();
    let folds = folds.filter_map(|w| w.downcast::<adw::ExpanderRow>().ok());
    for fold in folds.filter(|fold| fold.title() == "Files and Folders") {
        fold.set_expanded(true);
    }
    let title = "Start without any folder";
    wait_until("it unfolds", || says(&shown.window, title));
    shown.switch(title).set_active(true);
    wait_until("it is written", || {
        world
            .said("org.example.Alpha")
            .contains("filesystems=!host:reset;")
    });
    wait_until("its folder says who took it", || {
        says(&shown.window, "Asked by its publisher: Read and change")
    });
    shown.switch(title).set_active(false);
    wait_until("nothing is said", || {
        world.said("org.example.Alpha").is_empty()
    });
}
