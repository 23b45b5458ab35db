//! The page as widgets, over installations that nobody installed.

use adw::prelude::*;
use relm4::prelude::*;

use super::reading::Answered;
use super::rules::tests::Shown;
use super::work::Deed;
use super::{AppsMsg, AppsPage, HistoryMsg};
use crate::domain::permission::Question;
use crate::flatpak::PortalError;
use crate::flatpak::answers::Granted;
use crate::flatpak::overrides::Scope;
use crate::ui::session::Session;
use crate::ui::testing::{all, button, in_window, press, says, start, texts, wait_until};
use crate::ui::world::World;

impl AppsPage {
    /// Takes this for what the services tell.
    pub(crate) fn tell_answers(&mut self, told: Result<Granted, PortalError>) {
        self.state.answered(told.into());
        self.show();
    }

    /// Tells the page of the history something.
    pub(crate) fn tell_history(&self, msg: HistoryMsg) {
        self.above.tell_history(msg);
    }

    /// Whether that many apps are in the list, and its first rows on the screen.
    pub(crate) fn lists(&self, count: usize) -> bool {
        let row = self.list.view.first_child();
        self.shown.len() == count && row.is_some_and(|row| row.is_mapped())
    }

    /// Whether the services told anything.
    pub(crate) fn has_answers(&self) -> bool {
        let reading = self.state.reading.as_ref();
        reading.is_some_and(|reading| reading.answered != Answered::NotYet)
    }
}

fn shown(world: &World) -> (Controller<AppsPage>, adw::Window) {
    start();
    let page = AppsPage::builder()
        .launch((world.find(), adw::NavigationView::new()))
        .detach();
    let window = in_window(page.widget());
    (page, window)
}

fn search(window: &adw::Window) -> gtk::SearchEntry {
    let mut widgets = all(window).into_iter();
    widgets.find_map(|w| w.downcast().ok()).unwrap()
}

#[gtk::test]
fn apps_are_listed_with_their_marks_and_searched() {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\nfilesystems=host;\n");
    world.install("org.example.Beta", "[Context]\nshared=network;\n");
    world.overrides("org.example.Beta", "[Context]\nshared=!network;\n");
    let (_page, window) = shown(&world);
    wait_until("both are there", || {
        says(&window, "Alpha") && says(&window, "Beta")
    });
    assert!(says(&window, "Far-reaching"), "{:?}", texts(&window));
    assert!(says(&window, "Changed by you"), "{:?}", texts(&window));
    search(&window).set_text("beta");
    wait_until("others are gone", || !says(&window, "Alpha"));
    search(&window).set_text("no such app");
    wait_until("nothing is found", || says(&window, "No Apps Found"));
    press(&window, "Show All Apps");
    wait_until("all are back", || says(&window, "Alpha"));
}

#[gtk::test]
fn only_apps_that_can_do_something_are_listed() {
    let world = World::new();
    world.install("org.example.Alpha", "[Context]\nfilesystems=host;\n");
    world.install("org.example.Beta", "[Context]\nshared=network;\n");
    let (page, window) = shown(&world);
    wait_until("both are there", || {
        says(&window, "Alpha") && says(&window, "Beta")
    });
    let place = |wanted| Question::ALL.into_iter().position(|one| one == wanted);
    let choose = |wanted: Question| {
        let place = u32::try_from(place(wanted).unwrap() + 1).unwrap();
        page.model().choosing.able.set_selected(place);
    };
    choose(Question::Network);
    wait_until("one is left", || !says(&window, "Alpha"));
    assert!(says(&window, "Beta"), "{:?}", texts(&window));
    world.overrides("org.example.Beta", "[Context]\nshared=!network;\n");
    wait_until("it cannot any more", || says(&window, "No Such Apps"));
    choose(Question::AllFiles);
    wait_until("the other one can", || says(&window, "Alpha"));
    page.model().choosing.clear();
    wait_until("both are back", || says(&window, "Beta"));
}

#[gtk::test]
fn what_others_change_is_shown() {
    let world = World::new();
    world.install("org.example.Alpha", "");
    let (_page, window) = shown(&world);
    wait_until("it is there", || says(&window, "Alpha"));
    assert!(!says(&window, "Changed by you"), "{:?}", texts(&window));
    world.overrides("org.example.Alpha", "[Context]\nshared=network;\n");
    wait_until("the change is seen", || says(&window, "Changed by you"));
    world.install("org.example.Beta", "");
    wait_until("a new app is seen", || says(&window, "Beta"));
}

#[gtk::test]
fn a_computer_without_apps_says_so() {
    let (_page, window) = shown(&World::empty());
    wait_until("it says so", || says(&window, "No Flatpak Apps Here"));
    assert!(button(&window, "Show All Apps").is_none());
    let (_page, window) = shown(&World::new());
    wait_until("it says so", || says(&window, "No Apps Yet"));
}

#[gtk::test]
fn three_thousand_apps_make_only_the_rows_that_are_seen() {
    let world = World::large();
    world.install_many(3000);
    let (page, window) = shown(&world);
    wait_until("they are there", || says(&window, "App000"));
    assert_eq!(page.model().list.len(), 3000);
    let icons = all(&window).into_iter().filter(ObjectExt::is::<gtk::Image>);
    assert!(icons.count() < 1000);
    // A window that is only forgotten goes on drawing its apps beside all later tests.
    window.destroy();
}

#[gtk::test]
fn a_folder_is_added_by_its_path_on_the_host_or_not_at_all() {
    let world = World::new();
    world.install("org.example.Alpha", "");
    let session = Session::start(&world);
    let music = "/media/ann/Music";
    session.choose("aaaa1111", music, "org.example.Isotope", &["read"]);
    let shown = Shown::open(&world, AppsMsg::Open(0), "Add Folder…");
    let scope = Scope::App("org.example.Alpha".parse().unwrap());
    let add = |path: &str| {
        let deed = Deed::AddFolder(path.into());
        shown.page.emit(AppsMsg::Do(scope.clone(), deed));
    };
    let gone = "/run/flatpak/doc/bbbb2222/Music";
    add(gone);
    wait_until("it is told", || {
        let told = shown.last();
        told.is_some_and(|(words, _)| words == "The folder could not be added")
    });
    assert_eq!(world.said("org.example.Alpha"), "");
    add("/run/flatpak/doc/aaaa1111/Music");
    wait_until("it is written", || {
        world.said("org.example.Alpha").contains(music)
    });
    add("/srv/data");
    wait_until("the other one, too", || {
        world.said("org.example.Alpha").contains("/srv/data")
    });
    assert!(!world.said("org.example.Alpha").contains("/run/"));
}
