//! To another desktop through the window, and back.

use std::fs;

use serde_json::Value;

use crate::machine::Machine;
use crate::stage::Stage;

/// A file of settings of the desktop.
const SETTINGS: &str = ".config/kdeglobals";
/// An image whose publisher this computer does not know yet.
const IMAGE: &str =
    "ostree-image-signed:docker://registry.practice.localhost/practice/gnome:stable";

/// The version that runs, as `isotopectl` tells it.
fn running(machine: &Machine) -> Value {
    let versions = machine.status()["versions"].clone();
    let mut versions = versions.as_array().unwrap().iter();
    let runs = versions.find(|version| version["running"] == true);
    runs.unwrap().clone()
}

#[tokio::test]
async fn to_another_desktop_and_back_with_the_settings_as_they_were() {
    let stage = Stage::open().await;
    let (eyes, machine) = (&stage.eyes, &stage.machine);
    let home = machine.running();
    let settings = machine.home(SETTINGS);
    fs::create_dir_all(settings.parent().unwrap()).unwrap();
    fs::write(&settings, "of GNOME").unwrap();

    eyes.press("Switch to another system…").await;
    eyes.open_row("Practice Linux KDE").await;
    eyes.open_row("Practice Linux KDE Stable").await;
    eyes.see("instead of GNOME").await;
    eyes.open_row("I Have Read This").await;
    eyes.press("Switch").await;
    eyes.see("Undo takes the switch back").await;
    stage.picture("switch-ready").await;
    eyes.press("Restart…").await;
    eyes.press("Restart").await;
    eyes.see("It worked").await;
    let versions = machine.versions();
    let kept = versions.iter().find(|v| v.number == home && !v.running);
    assert!(kept.is_some_and(|v| v.kept), "{versions:?}");
    assert!(machine.ctl(&["status"]).contains("KDE"));

    fs::write(&settings, "of KDE").unwrap();
    eyes.press("Next Steps").await;
    eyes.see("Nothing Is Out of Place").await;
    stage.picture("switch-arrived").await;
    eyes.press("Switch Back").await;
    eyes.see("It ran before the switch").await;
    eyes.wait("the settings to be back", |_| {
        (fs::read_to_string(&settings).unwrap() == "of GNOME").then_some(())
    })
    .await;
    // The desktop that is left writes as it ends.
    fs::write(&settings, "at last").unwrap();
    eyes.press("Restart…").await;
    eyes.press("Restart").await;
    eyes.see("as they were before the switch").await;
    assert_eq!(fs::read_to_string(&settings).unwrap(), "of GNOME");
    assert!(machine.ctl(&["status"]).contains("GNOME"));
    eyes.see_no_more("It worked").await;
}

#[tokio::test]
async fn a_build_of_some_day_of_a_signed_image_is_two_steps_away() {
    let stage = Stage::open().await;
    let (eyes, machine) = (&stage.eyes, &stage.machine);
    let tags = machine.ctl(&["switch", "tags", IMAGE, "--json"]);
    let tags: Value = serde_json::from_str(&tags).unwrap();
    let mut builds = tags["builds"].as_array().unwrap().iter();
    let is_stable = |build: &&Value| build["channel"] == "stable";
    let newest = builds.find(is_stable).unwrap();
    let build = builds.find(is_stable).unwrap();
    let tag = build["tag"].as_str().unwrap();
    assert_ne!(newest["tag"], tag);

    eyes.press("Switch to another system…").await;
    eyes.open_row("Practice Linux GNOME as an Image").await;
    eyes.open_row("All Channels and Builds of Practice Linux GNOME as an Image")
        .await;
    eyes.see("Builds by Day").await;
    stage.picture("switch-builds").await;
    eyes.open_row(tag).await;
    eyes.see("In Two Steps").await;
    eyes.see("it gets no updates").await;
    eyes.open_row("I Have Read This").await;
    eyes.press("Switch").await;
    eyes.see("the first of two steps").await;
    eyes.press("Restart…").await;
    eyes.press("Restart").await;
    eyes.see("It worked").await;
    let unchecked = machine.ctl(&["versions", "--json"]);
    assert!(
        unchecked.contains("ostree-unverified-registry:"),
        "{unchecked}"
    );

    eyes.press("Next Steps").await;
    eyes.press("Continue…").await;
    eyes.see("with something to know first").await;
    eyes.see("it gets no updates").await;
    eyes.open_row("I Have Read This").await;
    eyes.press("Switch").await;
    eyes.see("Undo takes the switch back").await;
    eyes.press("Restart…").await;
    eyes.press("Restart").await;
    eyes.see("It worked").await;
    let build = IMAGE.replace(":stable", &format!(":{tag}"));
    assert_eq!(running(machine)["origin"], build);
}

#[tokio::test]
async fn packages_that_do_not_fit_are_left_behind_and_added_again() {
    let stage = Stage::open().await;
    let (eyes, machine) = (&stage.eyes, &stage.machine);
    machine.practice(&["fault", "layered-conflict"]);

    eyes.press("Switch to another system…").await;
    eyes.open_row("Practice Linux KDE").await;
    eyes.open_row("Practice Linux KDE Stable").await;
    eyes.see("old-driver").await;
    stage.picture("switch-packages").await;
    eyes.open_row("Remove and Add Again Later").await;
    eyes.open_row("I Have Read This").await;
    eyes.press("Switch").await;
    eyes.see("Undo takes the switch back").await;
    machine.practice(&["fault", "none"]);
    eyes.press("Restart…").await;
    eyes.press("Restart").await;
    eyes.see("It worked").await;
    assert_eq!(running(machine)["added_packages"], serde_json::json!([]));

    eyes.press("Next Steps").await;
    eyes.see("Not Added Yet").await;
    eyes.press("Add Again").await;
    eyes.see("starts after a restart").await;
    eyes.press("Restart…").await;
    eyes.press("Restart").await;
    eyes.see_no_more("Restart…").await;
    eyes.see("You switched to").await;
    assert_eq!(running(machine)["added_packages"][0], "old-driver");
    eyes.press("Next Steps").await;
    eyes.see("Way Back").await;
    eyes.see_no_more("Not Added Yet").await;
}

#[tokio::test]
async fn to_the_testing_channel_and_back() {
    let stage = Stage::open().await;
    let (eyes, machine) = (&stage.eyes, &stage.machine);
    let home = machine.running();

    eyes.press("Switch to another system…").await;
    eyes.open_row("Practice Linux GNOME Testing").await;
    eyes.see("Nothing speaks against it").await;
    stage.picture("switch-testing").await;
    eyes.press("Switch").await;
    eyes.see("Undo takes the switch back").await;
    eyes.press("Restart…").await;
    eyes.press("Restart").await;
    eyes.see("It worked").await;
    assert_eq!(machine.status()["system"]["channel"], "testing");

    // The way back lies on Home, too.
    eyes.see("Before the Switch").await;
    eyes.press("Switch Back").await;
    eyes.see("It ran before the switch").await;
    eyes.press("Restart…").await;
    eyes.press("Restart").await;
    eyes.see("runs again").await;
    eyes.see_no_more("It worked").await;
    assert_eq!(machine.running(), home);
    assert_eq!(machine.status()["system"]["channel"], "stable");
}

#[tokio::test]
async fn a_disk_that_gets_full_in_the_middle_leaves_all_as_it_was() {
    let stage = Stage::open().await;
    let (eyes, machine) = (&stage.eyes, &stage.machine);
    let home = machine.running();
    let before = machine.ctl(&["versions", "--json"]);

    eyes.press("Switch to another system…").await;
    eyes.open_row("Practice Linux KDE").await;
    eyes.open_row("Practice Linux KDE Stable").await;
    eyes.open_row("I Have Read This").await;
    machine.practice(&["fault", "disk-full"]);
    eyes.press("Switch").await;
    eyes.see("Not Enough Space").await;
    stage.picture("switch-disk-full").await;
    eyes.press("Close").await;
    machine.practice(&["fault", "none"]);
    assert_eq!(machine.ctl(&["versions", "--json"]), before);
    assert_eq!(machine.next_start(), home);
    let copies = machine.ctl(&["switch", "settings", "list", "--json"]);
    let copies: Value = serde_json::from_str(&copies).unwrap();
    assert_eq!(copies["copies"], serde_json::json!([]), "{copies:#}");
}
