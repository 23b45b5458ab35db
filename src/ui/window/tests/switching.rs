//! To another system through the window, and back.

use super::*;
use crate::domain::{DeploymentState, FindingKind, Origin};
use crate::looks::Looks;
use crate::ui::testing::now;

const KDE: &str = "practice:practice/44/x86_64/kde";
const NOWHERE: &str = "practice:practice/44/x86_64/nope";

/// From Home to the end of the switch.
fn switch(f: &Fixture, there: &str) {
    f.tell(WindowMsg::Ask(Ask::Preflight(Origin::parse(there))));
    f.wait_for("I Have Read This");
    f.tick("I Have Read This");
    f.press("Switch");
}

#[gtk::test]
fn a_prepared_switch_is_told_on_home_and_undone_without_a_trace() {
    let f = open(Scene::Fine);
    let before = f.status().deployments;
    f.press("Switch…");
    f.wait_for("Practice Linux KDE");
    switch(&f, KDE);
    f.wait_for("is ready");
    f.wait_for("Undo takes the switch back");
    assert_eq!(f.status().staged().unwrap().origin.to_string(), KDE);
    let running = f.status().running().unwrap().clone();
    assert!(running.pinned);
    assert_eq!(f.copies(), 1);
    f.press("Undo");
    f.wait_for("The switch was taken back");
    f.wait_for("Everything is fine");
    assert_eq!((f.status().deployments, f.copies()), (before, 0));
    f.close();
}

#[gtk::test]
fn a_switch_that_fails_or_is_stopped_leaves_no_trace() {
    let f = open(Scene::Fine);
    let before = f.status().deployments;
    switch(&f, NOWHERE);
    f.wait_until("it is told", |f| f.window().visible_dialog().is_some());
    f.window().visible_dialog().unwrap().force_close();
    assert_eq!((f.status().deployments, f.copies()), (before.clone(), 0));
    f.fake.as_ref().unwrap().hold_at(0.5);
    switch(&f, KDE);
    f.wait_for("Downloading");
    let status = f.fake.as_ref().unwrap().clone();
    status.change(|_| ());
    f.wait_until("it is written down", |f| f.switch().is_some());
    f.settle();
    assert!(!says(f.window(), "runs again"), "it is only being prepared");
    f.press("Cancel");
    f.wait_for("Everything is fine");
    f.wait_until("no trace is left", |f| f.status().deployments == before);
    assert_eq!(f.copies(), 0);
    f.close();
}

#[gtk::test]
fn after_the_way_back_settings_are_brought_back_once_more() {
    let f = open(Scene::Fine);
    f.settle_desktop("own");
    switch(&f, KDE);
    f.wait_for("is ready");
    // A restart on another day.
    f.settle_desktop("own, and more");
    f.restart();
    f.wait_for("It worked");
    assert_eq!(f.copies(), 1);
    assert!(!says(f.window(), "Welcome back"), "one card is enough");
    f.settle_desktop("of the visit");
    let record = f.switch().unwrap();
    f.press("Next Steps");
    f.wait_for("with the settings of its desktop as they were");
    f.press("Switch Back");
    f.wait_for("It ran before the switch");
    f.wait_until("the settings are back", |f| {
        f.desktop_settings() == "own, and more"
    });
    assert_eq!(f.status().next().unwrap().id, record.before);
    f.press("Undo");
    f.wait_until("the settings of what runs are back", |f| {
        f.desktop_settings() == "of the visit"
    });
    f.wait_for("It worked");
    f.press("Next Steps");
    f.wait_for("with the settings of its desktop as they were");
    f.press("Switch Back");
    f.wait_until("the settings are back again", |f| {
        f.desktop_settings() == "own, and more" && f.status().next().unwrap().id == record.before
    });
    f.wait_for("It ran before the switch");
    f.settle_desktop("at last");
    f.restart();
    f.wait_for("as they were before the switch");
    assert_eq!(f.desktop_settings(), "own, and more");
    assert!(f.status().running().unwrap().pinned);
    f.press("Release");
    f.wait_until("nothing is left", |f| {
        f.switch().is_none() && !f.status().running().unwrap().pinned
    });
    f.close();
}

#[gtk::test]
fn whoever_came_back_on_another_way_can_have_the_settings_back() {
    let f = open(Scene::Fine);
    f.settle_desktop("own");
    switch(&f, KDE);
    f.wait_for("is ready");
    f.tell(WindowMsg::RestartNow(Force::No));
    f.wait_for("It worked");
    f.settle_desktop("of the visit");
    let record = f.switch().unwrap();
    let back = f.status().requests_back(&record.before);
    f.tell(WindowMsg::Run(Plan {
        requests: back,
        then: Then::Restart,
    }));
    f.wait_for("runs again");
    assert_eq!(f.desktop_settings(), "of the visit");
    f.press("Bring Settings Back");
    f.wait_until("the settings are back", |f| {
        f.desktop_settings() == "own" && f.switch().is_none()
    });
    f.wait_until("nothing is kept", |f| !f.status().running().unwrap().pinned);
    f.wait_until("the card is gone", |f| !says(f.window(), "runs again"));
    f.close();
}

#[gtk::test]
fn a_switch_that_did_not_start_is_not_over_while_it_starts_next() {
    let f = open(Scene::Fine);
    let home = f.status().running().unwrap().id.clone();
    switch(&f, KDE);
    f.wait_for("is ready");
    let fake = f.fake.as_ref().unwrap();
    fake.change(|status| {
        for version in &mut status.deployments {
            version.running = version.id == home;
            version.state = DeploymentState::Installed;
        }
    });
    f.wait_for("Another version starts after a restart");
    assert!(!says(f.window(), "Dismiss") && f.switch().is_some());
    f.press("Undo");
    f.wait_for("Bring Settings Back");
    assert_eq!(f.status().next().unwrap().id, home);
    f.press("Dismiss");
    f.wait_until("it is over", |f| f.switch().is_none());
    assert_eq!(f.copies(), 1, "settings are never thrown away");
    f.close();
}

#[gtk::test]
fn a_newer_version_of_what_did_not_start_is_named_and_cannot_be_undone() {
    let f = open(Scene::Fine);
    let home = f.status().running().unwrap().id.clone();
    switch(&f, KDE);
    f.wait_for("is ready");
    f.fake.as_ref().unwrap().change(|status| {
        let mut newer = status.deployments[0].clone();
        newer.id = "newer-1.0".parse().unwrap();
        for version in &mut status.deployments {
            version.running = version.id == home;
            version.state = DeploymentState::Installed;
        }
        status.deployments.insert(0, newer);
    });
    f.wait_for("A newer version of it starts after a restart");
    assert!(says(f.window(), "is ready"));
    assert!(!says(f.window(), "without a trace"));
    f.press("Discard");
    f.wait_for("Keep that version first");
    assert!(f.status().staged().is_some() && f.switch().is_some());
    f.close();
}

#[gtk::test]
fn undoing_a_system_that_has_run_leaves_the_settings_from_before() {
    let f = open(Scene::Fine);
    f.settle_desktop("own");
    let home = f.status().running().unwrap().id.clone();
    switch(&f, KDE);
    f.wait_for("is ready");
    f.restart();
    f.wait_for("It worked");
    f.settle_desktop("of the visit");
    // Home by the boot menu, and another program prepares it once more.
    f.fake.as_ref().unwrap().change(|status| {
        for version in &mut status.deployments {
            version.running = version.id == home;
            if version.origin.to_string() == KDE {
                version.state = DeploymentState::Staged;
            }
        }
    });
    f.wait_for("is ready");
    f.press("Undo");
    f.press("Bring Settings Back");
    f.wait_until("the settings are back", |f| f.desktop_settings() == "own");
    f.wait_until("it is over", |f| f.switch().is_none());
    f.close();
}

#[gtk::test]
fn switching_back_over_a_prepared_update_asks_first() {
    let f = open(Scene::Fine);
    switch(&f, KDE);
    f.wait_for("is ready");
    f.restart();
    f.wait_for("Before the Switch");
    let record = f.switch().unwrap();
    f.tell(WindowMsg::Run(Plan::one(Request::Update, Then::Nothing)));
    f.wait_until("it is prepared", |f| f.status().staged().is_some());
    f.wait_for("Discard");
    f.press("Switch Back");
    f.wait_until("it asks", |f| f.window().visible_dialog().is_some());
    assert!(f.status().staged().is_some());
    f.answer("back");
    f.wait_for("It ran before the switch");
    assert_eq!(f.status().next().unwrap().id, record.before);
    f.close();
}

#[gtk::test]
fn whoever_stays_releases_what_ran_before() {
    let f = open(Scene::Fine);
    switch(&f, KDE);
    f.wait_for("is ready");
    f.restart();
    f.wait_for("It worked");
    f.press("Next Steps");
    f.wait_for("Stay Here");
    f.press("Release");
    f.wait_for("The switch is over");
    f.wait_until("nothing is kept", |f| {
        f.status().deployments.iter().all(|version| !version.pinned)
    });
    f.wait_until("the card is gone", |f| !says(f.window(), "It worked"));
    assert_eq!(f.switch(), None);
    f.close();
}

#[gtk::test]
fn a_switch_that_did_not_take_place_is_told_and_let_go() {
    let f = open(Scene::Fine);
    let before = f.status().deployments;
    switch(&f, KDE);
    f.wait_for("is ready");
    // It is not there any more after the restart.
    let fake = f.fake.as_ref().unwrap();
    f.tell(WindowMsg::Run(Plan::one(Request::Discard, Then::Nothing)));
    f.wait_for("runs again");
    fake.change(|status| status.findings.push(FindingKind::FinalizeFailed.into()));
    f.wait_for("The switch could not be installed");
    f.wait_for("too little room");
    f.press("Dismiss");
    f.wait_until("no trace is left", |f| {
        f.status().deployments == before && f.switch().is_none()
    });
    assert_eq!(f.copies(), 1, "it may be the only one");
    f.close();
}

#[gtk::test]
fn settings_that_were_being_brought_back_are_so_when_the_window_opens() {
    let home = tempfile::tempdir().unwrap();
    let settings = home.path().join(".config/kdeglobals");
    std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
    let looks = Looks::at(home.path());
    let save = |text: &str| {
        std::fs::write(&settings, text).unwrap();
        looks.save("KDE Plasma", now()).unwrap().id
    };
    let (own, visit) = (save("own"), save("of the visit"));
    // As somebody leaves it who is killed.
    let journal = format!("{{\"from\":\"{own}\",\"aside\":\"{visit}\"}}");
    let store = home.path().join(".local/share/isotope/desktop-settings");
    std::fs::write(store.join(".restoring.json"), journal).unwrap();
    let f = Fixture::open_at(home, Some(Scene::Fine), false, SIZE);
    assert_eq!((f.desktop_settings().as_str(), f.copies()), ("own", 2));
    f.close();
}
