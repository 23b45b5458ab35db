//! The whole window over a fake system: what a person does, and what they see.

mod switching;
mod trouble;

use adw::prelude::*;
use relm4::prelude::*;

use super::{Force, Place, WindowMsg};
use crate::backend::fake::Scene;
use crate::backend::{BackendError, Distrust};
use crate::domain::Request;
use crate::ui::ask::{Ask, Plan, Then};
use crate::ui::pages::apps::{AppsMsg, CareMsg};
use crate::ui::testing::{Fixture, button, missed, read, says, texts};

const SIZE: (i32, i32) = (800, 800);

fn open(scene: Scene) -> Fixture {
    Fixture::open(Some(scene), false, SIZE)
}

#[gtk::test]
fn the_loop_from_check_to_the_new_version_and_back() {
    let f = open(Scene::Fine);
    f.press("Check for Updates");
    f.wait_for("An update is available");
    f.press("Update");
    f.wait_for("Ready, starts after a restart");
    f.press("Restart…");
    f.answer("restart");
    f.wait_for("Welcome back: version 44.20261120.0 runs now");
    f.press("Something Is Wrong…");
    f.wait_for("What stays");
    f.answer("next");
    f.wait_for("Another version starts after a restart");
    f.press("Undo");
    f.wait_for("Everything is fine");
    assert!(f.status().waiting().is_none());
    f.close();
}

#[gtk::test]
fn an_update_is_stopped_half_way_without_a_word() {
    let f = open(Scene::UpdateAvailable);
    f.fake.as_ref().unwrap().hold_at(0.5);
    f.press("Update");
    f.wait_for("Downloading");
    f.press("Cancel");
    f.wait_for("An update is available");
    assert!(
        f.window().visible_dialog().is_none(),
        "stopping is no failure"
    );
    assert!(f.status().staged().is_none());
    f.close();
}

#[gtk::test]
fn work_found_at_the_start_is_joined_and_its_end_is_seen() {
    let f = open(Scene::Updating);
    f.wait_for("Updating");
    f.fake.as_ref().unwrap().hold_at(1.0);
    f.wait_for("Ready, starts after a restart");
    f.close();
}

#[gtk::test]
fn going_back_that_changed_nothing_does_not_restart() {
    let f = open(Scene::Fine);
    let id = f.id(1);
    f.tell(WindowMsg::Run(Plan::one(Request::Unpin(id), Then::Restart)));
    f.wait_for("Nothing was changed, so nothing restarts");
    assert_eq!(f.fake.as_ref().unwrap().restarts(), 0);
    f.close();
}

#[gtk::test]
fn discarding_is_undone_from_the_toast() {
    let f = open(Scene::Ready);
    f.press("Discard");
    f.wait_for("The update was discarded");
    assert!(f.status().staged().is_none());
    f.press("Undo");
    f.wait_for("Ready, starts after a restart");
    assert!(f.status().staged().is_some());
    f.close();
}

#[gtk::test]
fn going_back_over_a_prepared_update_discards_it_first_and_says_so() {
    let f = open(Scene::Ready);
    let previous = f.id(2);
    f.tell(WindowMsg::Ask(Ask::GoBack(previous.clone())));
    f.wait_for("Version 44.20261120.0 is discarded first.");
    let dialog = f
        .window()
        .visible_dialog()
        .and_downcast::<adw::AlertDialog>();
    assert_eq!(
        dialog.unwrap().default_response().as_deref(),
        Some("cancel"),
        "Return does no harm"
    );
    f.answer("next");
    f.wait_for("Version 44.20261106.0 runs after the next restart.");
    assert_eq!(f.status().next().unwrap().id, previous);
    f.close();
}

#[gtk::test]
fn a_newer_version_is_started_in_words_that_do_not_call_it_going_back() {
    let f = open(Scene::GoneBack);
    f.tell(WindowMsg::RestartNow(Force::No));
    f.wait_for("Welcome back");
    let newer = f.id(1);
    f.tell(WindowMsg::Ask(Ask::GoBack(newer.clone())));
    f.wait_for("Start Version 44.20261113.0?");
    f.wait_for("as they were when it last ran");
    assert!(!says(f.window(), "Go Back"), "{:?}", texts(f.window()));
    assert!(button(f.window(), "Restart into It Now").is_some());
    f.answer("next");
    f.wait_for("Version 44.20261113.0 runs after the next restart.");
    assert_eq!(f.status().next().unwrap().id, newer);
    f.close();
}

#[gtk::test]
fn a_version_is_kept_noted_released_and_deleted() {
    let f = open(Scene::Fine);
    let id = f.id(1);
    f.tell(WindowMsg::Ask(Ask::Open(id.clone())));
    f.tell(WindowMsg::Ask(Ask::Keep(id.clone(), true)));
    f.wait_for("Version 44.20261106.0 is kept");
    assert!(f.status().find(&id).unwrap().pinned);
    f.tell(WindowMsg::Ask(Ask::Note(
        id.clone(),
        "before the exam".to_owned(),
    )));
    f.tell(WindowMsg::Visit(Place::Versions));
    f.wait_for("before the exam");
    f.tell(WindowMsg::Ask(Ask::Keep(id.clone(), false)));
    f.wait_until("it is released", |f| !f.status().find(&id).unwrap().pinned);
    f.tell(WindowMsg::Ask(Ask::Open(id.clone())));
    f.press("Delete…");
    f.wait_for("Delete Version 44.20261106.0?");
    f.answer("delete");
    f.wait_until("it is gone", |f| f.status().find(&id).is_none());
    f.wait_for("Versions on This Computer");
    f.close();
}

#[gtk::test]
fn a_look_for_updates_says_what_is_ready_already() {
    let f = open(Scene::Ready);
    f.tell(WindowMsg::Ask(Ask::Check));
    f.wait_for("Version 44.20261120.0 is ready already and starts after a restart");
    f.tell(WindowMsg::Ask(Ask::Update));
    f.wait_until("nothing goes on", |f| f.status().activity.is_none());
    f.wait_for("Version 44.20261120.0 is ready already and starts after a restart");
    f.close();
}

#[gtk::test]
fn what_waits_is_said_once_on_home_and_in_a_strip_on_the_other_pages() {
    let f = open(Scene::Ready);
    let strip = "Version 44.20261120.0 starts after a restart";
    assert!(!says(f.window(), strip), "{:?}", texts(f.window()));
    assert!(button(f.window(), "Restart…").is_some());
    f.tell(WindowMsg::Visit(Place::Versions));
    f.wait_for(strip);
    f.press("Discard");
    f.wait_for("The update was discarded");
    f.close();
}

#[gtk::test]
fn on_a_narrow_window_the_practice_machine_takes_one_line() {
    let f = Fixture::open(Some(Scene::Fine), true, (360, 720));
    f.wait_for("Practice machine");
    assert!(button(f.window(), "Publish an Update").is_none());
    WidgetExt::activate_action(f.window(), "win.publish", None).unwrap();
    f.wait_for("Version 44.20261127.0 was published");
    f.close();
}

#[gtk::test]
fn what_another_program_does_is_seen_without_asking() {
    let f = open(Scene::Fine);
    f.fake
        .as_ref()
        .unwrap()
        .change(|status| status.deployments.swap(0, 1));
    f.wait_for("Another version starts after a restart");
    f.close();
}

#[gtk::test]
fn a_computer_without_such_a_service_is_told_so_kindly() {
    let f = Fixture::open(None, false, SIZE);
    f.wait_for("This System Has No Versions");
    assert!(button(f.window(), "Open the Practice Machine").is_some());
    f.close();
}

#[gtk::test]
fn the_practice_machine_says_what_it_is_and_starts_over() {
    let f = Fixture::open(Some(Scene::Many), true, SIZE);
    f.wait_for("Nothing here touches the computer.");
    f.press("Publish an Update");
    f.wait_for("Version 44.20261127.0 was published");
    f.press("Start Over…");
    f.answer("start-over");
    f.wait_for("No earlier version yet");
    assert!(!says(f.window(), "Welcome back"), "{:?}", texts(f.window()));
    f.close();
}

#[gtk::test]
fn closing_while_work_goes_on_hides_until_it_has_ended() {
    let f = open(Scene::Updating);
    f.tell(WindowMsg::Close);
    f.wait_until("it is hidden", |f| !f.window().is_visible());
    assert!(is_open(f.window()), "work goes on");
    f.fake.as_ref().unwrap().hold_at(1.0);
    f.wait_until("it is gone", |f| !is_open(f.window()));
}

#[gtk::test]
fn closing_while_an_app_is_updated_hides_until_that_has_ended() {
    let f = open(Scene::Fine);
    let id = "org.example.Alpha";
    f.world.install(id, "");
    f.world.offer(id, "", "");
    f.world.lay("gate", "");
    f.tell_apps(AppsMsg::Care(CareMsg::ShowUpdates));
    f.tell_apps(AppsMsg::Care(CareMsg::Check));
    f.wait_for("asks for nothing new");
    f.press("Update All");
    f.wait_for("Installing One Update");
    f.tell(WindowMsg::Close);
    f.wait_until("it is hidden", |f| !f.window().is_visible());
    assert!(is_open(f.window()), "work goes on");
    f.world.take("gate");
    f.wait_until("it is gone", |f| !is_open(f.window()));
}

fn is_open(window: &adw::ApplicationWindow) -> bool {
    let open = gtk::Window::list_toplevels();
    open.iter().any(|w| w == window.upcast_ref::<gtk::Widget>())
}

#[gtk::test]
fn menus_shortcuts_and_about_open() {
    let f = open(Scene::Fine);
    for action in ["win.shortcuts", "win.about"] {
        WidgetExt::activate_action(f.window(), action, None).unwrap();
        f.wait_until(action, |f| f.window().visible_dialog().is_some());
        f.window().visible_dialog().unwrap().force_close();
        f.wait_until("closed", |f| f.window().visible_dialog().is_none());
    }
    WidgetExt::activate_action(f.window(), "win.versions", None).unwrap();
    f.wait_for("Versions on This Computer");
    WidgetExt::activate_action(f.window(), "win.check", None).unwrap();
    f.wait_for("An update is available");
    f.close();
}

#[gtk::test]
fn a_computer_without_such_a_service_has_its_apps_all_the_same() {
    let f = Fixture::open(None, false, SIZE);
    f.world
        .install("org.example.Alpha", "[Context]\nshared=network;\n");
    f.press("Show Apps");
    f.wait_for("Alpha");
    f.tell(WindowMsg::Visit(Place::Versions));
    f.settle();
    assert!(says(f.window(), "Alpha"), "there is no such page here");
    f.tell(WindowMsg::Visit(Place::Home));
    f.wait_for("This System Has No Versions");
    f.close();
}

#[gtk::test]
fn a_restart_is_told_on_home_and_leaves_apps_alone() {
    let f = open(Scene::Fine);
    f.world.install("org.example.Alpha", "");
    f.tell(WindowMsg::Visit(Place::Apps));
    f.wait_for("Alpha");
    f.tell(WindowMsg::RestartNow(Force::No));
    f.wait_for("Restarting…");
    f.tell(WindowMsg::Visit(Place::Apps));
    f.wait_for("Alpha");
    f.close();
}
