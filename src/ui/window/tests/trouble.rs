//! What does not go as wished: failures, other programs at work, versions that do not start.

use super::*;

#[gtk::test]
fn another_programs_update_names_it_and_waiting_takes_its_turn() {
    let f = open(Scene::OtherProgramUpdating);
    f.wait_for("Started by GNOME Software");
    f.fake.as_ref().unwrap().hold_at(1.0);
    f.wait_for("Ready, starts after a restart");
    f.close();
}

#[gtk::test]
fn busy_names_the_program_and_waits() {
    let f = open(Scene::UpdateAvailable);
    f.fake.as_ref().unwrap().fail_next(BackendError::Busy {
        by: Some("gnome-software".to_owned()),
        title: "upgrade".to_owned(),
    });
    f.press("Update");
    f.wait_for("GNOME Software is changing the system right now.");
    f.answer("again");
    f.wait_for("Ready, starts after a restart");
    f.close();
}

#[gtk::test]
fn the_end_of_another_programs_work_is_not_the_end_of_the_work_that_waits() {
    let f = open(Scene::OtherProgramUpdating);
    let fake = f.fake.as_ref().unwrap();
    let before = f.status().running().unwrap().id.clone();
    let plan = Plan::one(Request::Pin(before.clone()), Then::Restart);
    f.tell(WindowMsg::Run(plan));
    f.wait_for("GNOME Software is changing the system right now.");
    f.answer("again");
    f.wait_for("Waiting for GNOME Software");
    fake.hold_at(1.0);
    f.wait_until("what waited is done", |f| {
        f.status().find(&before).unwrap().pinned
    });
    f.wait_until("then it restarts", |f| {
        f.fake.as_ref().unwrap().restarts() == 1
    });
    f.close();
}

#[gtk::test]
fn waiting_for_another_program_is_given_up_and_its_work_is_still_shown() {
    let f = open(Scene::OtherProgramUpdating);
    f.tell(WindowMsg::Ask(Ask::Keep(f.id(1), true)));
    f.wait_for("GNOME Software is changing the system right now.");
    f.answer("again");
    f.wait_for("Then: Keeping a Version");
    f.press("Cancel");
    f.wait_for("Started by GNOME Software");
    f.fake.as_ref().unwrap().hold_at(1.0);
    f.wait_for("Ready, starts after a restart");
    assert!(!f.status().find(&f.id(2)).unwrap().pinned);
    f.close();
}

#[gtk::test]
fn a_second_wish_while_isotope_works_is_not_blamed_on_another_program() {
    let f = open(Scene::UpdateAvailable);
    f.fake.as_ref().unwrap().hold_at(0.5);
    f.press("Update");
    f.wait_for("Downloading");
    f.tell(WindowMsg::Ask(Ask::Check));
    f.wait_for("Isotope is still at work");
    assert!(
        f.window().visible_dialog().is_none(),
        "nobody else is working"
    );
    let check = ActionGroupExt::is_action_enabled(f.window(), "check");
    assert!(!check, "the key says nothing at all");
    f.fake.as_ref().unwrap().hold_at(1.0);
    f.wait_for("Ready, starts after a restart");
    f.close();
}

#[gtk::test]
fn a_restart_during_work_names_the_work_and_asks_first() {
    let f = open(Scene::Ready);
    let fake = f.fake.clone().unwrap();
    fake.hold_at(0.0);
    fake.begin(Request::Check, "gnome-software");
    f.tell(WindowMsg::RestartNow(Force::No));
    f.wait_for("Restart and Stop the Work?");
    f.wait_for("Looking for Updates, started by GNOME Software");
    let dialog = f.window().visible_dialog();
    let dialog: adw::AlertDialog = dialog.and_downcast().unwrap();
    assert_eq!(dialog.default_response().as_deref(), Some("cancel"));
    f.answer("cancel");
    assert_eq!(fake.restarts(), 0);
    f.wait_for("Started by GNOME Software");
    f.tell(WindowMsg::Ask(Ask::Restart));
    f.wait_for("Looking for Updates, started by GNOME Software");
    f.answer("restart");
    f.wait_until("it restarts", |_| fake.restarts() == 1);
    f.close();
}

#[gtk::test]
fn a_failure_is_told_once_with_a_way_out_and_the_raw_text_folded() {
    let f = open(Scene::UpdateAvailable);
    f.fake.as_ref().unwrap().fail_next(BackendError::Network {
        detail: "Timeout was reached".to_owned(),
    });
    f.press("Update");
    f.wait_for("The Download Did Not Work");
    assert!(says(f.window(), "Check the internet connection"));
    assert!(!says(f.window(), "Timeout was reached"));
    f.answer("again");
    f.wait_for("Ready, starts after a restart");
    f.close();
}

#[gtk::test]
fn what_fails_half_way_is_tried_again_as_a_whole() {
    let f = open(Scene::UpdateAvailable);
    let (fake, previous) = (f.fake.as_ref().unwrap(), f.id(1));
    let plan = Plan {
        requests: vec![Request::Pin(previous.clone()), Request::Rollback],
        then: Then::Nothing,
    };
    fake.fail_next(BackendError::Died {
        service: "rpm-ostree",
    });
    f.tell(WindowMsg::Run(plan));
    f.wait_for("The Work Was Interrupted");
    f.answer("again");
    f.wait_until("all of it is done", |f| {
        f.status()
            .next()
            .is_some_and(|d| d.id == previous && d.pinned)
    });
    f.close();
}

#[gtk::test]
fn what_trying_again_does_not_help_is_not_offered_again() {
    let f = open(Scene::UpdateAvailable);
    f.fake.as_ref().unwrap().fail_next(BackendError::Signature {
        why: Distrust::UnknownKey,
        detail: "BAD signature".to_owned(),
    });
    f.press("Check Again");
    f.wait_for("The Update Cannot Be Trusted");
    assert!(button(f.window(), "Try Again").is_none());
    assert!(says(
        f.window(),
        "signed with a key that this computer does not know"
    ));
    assert!(!says(f.window(), "was not installed"));
    f.answer("close");
    f.close();
}

#[gtk::test]
fn a_look_that_failed_is_remembered_until_one_works() {
    let f = open(Scene::Fine);
    f.fake.as_ref().unwrap().fail_next(BackendError::Network {
        detail: "Timeout was reached".to_owned(),
    });
    f.press("Check for Updates");
    f.answer("close");
    f.wait_for("Could not look for updates");
    assert!(says(
        f.window(),
        "just now, failed. The publisher’s server could not be reached."
    ));
    f.press("Check for Updates");
    f.wait_for("An update is available");
    assert!(!says(f.window(), "failed"), "{:?}", texts(f.window()));
    f.close();
}

#[gtk::test]
fn after_a_version_did_not_start_home_and_versions_say_the_same_and_staying_is_offered() {
    let f = open(Scene::Fine);
    let fake = f.fake.as_ref().unwrap();
    let other = read(&missed()).status.clone();
    fake.change(|status| *status = other);
    f.wait_for("Another version than expected is running");
    assert!(button(f.window(), "Restart…").is_some());
    f.tell(WindowMsg::Visit(Place::Versions));
    f.wait_for("Did not start");
    assert!(says(f.window(), "Starts next"));
    f.press("Stay with This Version");
    f.wait_for("The running version starts next");
    assert!(f.status().waiting().is_none());
    f.close();
}
