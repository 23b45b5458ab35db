//! Apps and what they may do, with the real flatpak: what the window says is what an app meets when it runs.

use std::fs;

use crate::people::{check_names, german, inside};
use crate::stage::Stage;

const METEOR: &str = "example.practice.Meteor";
const NETWORK: &str = "Internet and local network";

/// What Meteor says that it shares with the computer when it is started.
fn shares(stage: &Stage) -> String {
    let said = stage.machine.flatpak(&["run", METEOR, "--once"]);
    let line = said.lines().find_map(|line| line.strip_prefix("shared="));
    line.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_app_is_found_by_typing_loses_the_network_and_gets_it_back() {
    let stage = Stage::open_apps("800x900").await;
    assert_eq!(shares(&stage), "network;ipc;");
    stage.open_app("metEOR", "Meteor").await;
    stage.picture("app").await;
    stage.eyes.toggle(NETWORK).await;
    stage.eyes.find("button", "Undo").await;
    assert_eq!(shares(&stage), "ipc;");
    stage.picture("app-without-network").await;
    stage.eyes.press("Undo").await;
    stage
        .eyes
        .wait("the network to be back", |_| {
            (shares(&stage) == "network;ipc;").then_some(())
        })
        .await;
    stage.eyes.find("switch", NETWORK).await;
}

#[tokio::test]
async fn a_broken_rule_for_all_apps_is_found_and_repaired() {
    let stage = Stage::open_apps("800x900").await;
    let file = stage.machine.home(".local/share/flatpak/overrides/global");
    let before = fs::read_to_string(&file).unwrap();
    let says = "Flatpak cannot read the rules for all apps";
    stage.eyes.see_no_more(says).await;
    fs::write(&file, format!("{before}this is no line of it\n")).unwrap();
    stage.eyes.see(says).await;
    stage.picture("apps-all-broken").await;
    stage.eyes.press("Show").await;
    stage.eyes.press("Repair").await;
    stage.eyes.see("The file is repaired").await;
    assert_eq!(shares(&stage), "network;ipc;");
    let after = fs::read_to_string(&file).unwrap();
    assert!(after.contains("!~/Documents/Diary"), "{after}");
}

/// A page in its smallest window: everything fits, has a name, and no two buttons have the same.
async fn check(stage: &Stage, page: &str, sign: &str) {
    stage.eyes.see(sign).await;
    inside(stage, 360).await;
    check_names(page, &stage.eyes.look().await);
    stage.picture(&format!("german-{page}")).await;
}

/// German needs the most room.
#[tokio::test]
async fn in_german_every_page_of_apps_fits_into_360_pixels_and_every_button_has_its_own_name() {
    let stage = Stage::open_german_apps("360x720").await;
    stage.resize("360", "720");
    for permission in ["shared=network", "devices=all"] {
        stage.machine.ctl(&["apps", "deny", METEOR, permission]);
    }
    check(&stage, "apps", "Federkiel").await;
    let pages = [
        ("apps-for-all", "rules-not-said"),
        ("history-title", "action-undo"),
        ("leftovers-title", "leftovers-remove"),
        ("updates-title", "updates-unknown"),
        ("who-title", "question-camera"),
    ];
    for (way, sign) in pages {
        stage.eyes.press(&german(way)).await;
        check(&stage, way, &german(sign)).await;
        if way == "updates-title" {
            stage.eyes.press(&german("action-check")).await;
            check(&stage, "updates", "Palaver").await;
        }
        if way == "who-title" {
            stage.eyes.open_row(&german("question-camera")).await;
            check(&stage, "who", "Wander").await;
            stage.key("alt+Left");
            stage.eyes.see(&german("question-network")).await;
        }
        stage.key("alt+Left");
        stage.eyes.find("button", &german(way)).await;
    }
    stage.type_text("palaver");
    stage.eyes.see_no_more("Federkiel").await;
    stage.tab_to("list item").await;
    stage.key("Return");
    check(&stage, "app", &german("care-uninstall")).await;
}

#[tokio::test]
async fn who_can_use_the_camera_is_answered_and_denied_and_undone() {
    let stage = Stage::open_apps("800x900").await;
    let wander = |answer: &str| {
        let rows = stage.machine.flatpak(&["permissions", "devices", "camera"]);
        let row = format!("example.practice.Wander\t{answer}");
        rows.contains(&row)
    };
    assert!(wander("yes"));
    stage.eyes.press("Who Can…").await;
    stage.press_at("Who can use the camera?", "Return").await;
    stage.eyes.see("Wander").await;
    let tree = stage.eyes.look().await;
    assert!(
        !tree.iter().any(|node| node.says("Palaver")),
        "it was refused"
    );
    stage.picture("who-can").await;
    stage.press_at("Select Wander", "space").await;
    stage.eyes.press("Deny for 1 App").await;
    stage.eyes.find("button", "Undo").await;
    stage.eyes.see_no_more("Wander").await;
    assert!(wander("no"));
    stage.eyes.press("Undo").await;
    stage.eyes.see("Wander").await;
    assert!(wander("yes"));
    stage.key("alt+Left");
    stage.press_at("Internet and Network", "Return").await;
    stage.press_at("Internet and local network", "Return").await;
    stage
        .eyes
        .see("Who has “Internet and local network”?")
        .await;
    stage.eyes.see("Wander").await;
    stage.picture("who-has").await;
}

#[tokio::test]
async fn a_file_given_to_an_app_is_taken_away_and_given_back() {
    let stage = Stage::open_apps("800x900").await;
    let has = || {
        let said = stage
            .machine
            .ctl(&["apps", "documents", "example.practice.Quill"]);
        said.contains("letter.txt")
    };
    assert!(has());
    stage.open_app("quill", "Quill").await;
    stage.eyes.press("Revoke letter.txt").await;
    stage.eyes.find("button", "Undo").await;
    stage.eyes.see_no_more("Revoke letter.txt").await;
    assert!(!has());
    stage.eyes.press("Undo").await;
    stage.eyes.find("button", "Revoke letter.txt").await;
    assert!(has());
}
