//! Looking after apps, with the real flatpak: what the window says was done is what flatpak says is installed.

use crate::people::check_names;
use crate::stage::Stage;

const PALAVER: &str = "example.practice.Palaver";
/// The runtime that no app needs.
const UNUSED: &str = "example.practice.Platform/x86_64/43";

/// The version that flatpak says is installed.
fn version(stage: &Stage) -> String {
    let said = stage.machine.flatpak(&["info", "--user", PALAVER]);
    let mut lines = said.lines();
    let version = lines.find_map(|line| line.trim().strip_prefix("Version: "));
    version.unwrap_or_default().to_owned()
}

/// Whether flatpak says that this is installed for the person.
fn has(stage: &Stage, what: &str) -> bool {
    let list = ["list", "--user", "--columns=ref"];
    let list = stage.machine.flatpak(&list);
    list.lines().any(|line| line.contains(what))
}

async fn names(stage: &Stage, page: &str) {
    check_names(page, &stage.eyes.look().await);
}

/// From an update that asks for more to an older version that is held.
async fn update_and_go_back(stage: &Stage) {
    let eyes = &stage.eyes;
    assert_eq!(version(stage), "2.14.3");
    eyes.press("Updates").await;
    eyes.press("Check for Updates").await;
    eyes.find("button", "Update Palaver").await;
    // What it newly asks for is told before anybody wants it installed.
    eyes.see("Pictures").await;
    eyes.see("newly asks for 2 things").await;
    names(stage, "Updates").await;
    stage.picture("updates").await;
    eyes.press("Update Palaver").await;
    eyes.see("The update of Palaver asks for more").await;
    assert_eq!(version(stage), "2.14.3");
    eyes.press("Update").await;
    eyes.see("Palaver is up to date").await;
    assert_eq!(version(stage), "2.14.4");
    let metadata = ["info", "--user", "--show-permissions", PALAVER];
    assert!(stage.machine.flatpak(&metadata).contains("xdg-pictures:ro"));
    eyes.see_no_more("Update Palaver").await;
    stage.key("alt+Left");
    eyes.see("Aperture").await;

    stage.open_app("palaver", "Palaver").await;
    eyes.open_row("Use an Older Version…").await;
    eyes.see("Palaver 2.14.4").await;
    names(stage, "the versions").await;
    stage.picture("older-versions").await;
    eyes.open_row("Palaver 2.14.2").await;
    eyes.press("Use This Version").await;
    eyes.see("Palaver has the chosen version").await;
    assert_eq!(version(stage), "2.14.2");
    // It is held: flatpak itself leaves it alone.
    let all = ["update", "--user", "-y", "--noninteractive"];
    stage.machine.flatpak(&all);
    assert_eq!(version(stage), "2.14.2");
    let off = |tree: &[crate::eyes::Node]| {
        let mut switches = tree.iter().filter(|node| node.name == "Keep Up to Date");
        switches.any(|node| !node.checked()).then_some(())
    };
    eyes.wait("its updates to be off", off).await;
    names(stage, "an app whose updates are off").await;
}

/// To the end of the app and its data.
async fn uninstall(stage: &Stage) {
    let eyes = &stage.eyes;
    let data = stage.machine.home(".var/app").join(PALAVER);
    assert!(data.join("data/letters.txt").exists());
    eyes.open_row("Uninstall…").await;
    eyes.see("Uninstall Palaver?").await;
    names(stage, "the question").await;
    // Two ways of which one is chosen: arrows go from one to the other.
    stage.press_at("Keep its data", "Down").await;
    eyes.press("Uninstall").await;
    eyes.see("Its data is in the trash").await;
    assert!(!has(stage, PALAVER) && !data.exists());
    let trash = stage.machine.home(".local/share/Trash/files").join(PALAVER);
    assert!(trash.join("data/letters.txt").exists());
    // Who installs it again gets its updates again.
    let masks = stage.machine.flatpak(&["mask", "--user"]);
    assert!(!masks.contains(PALAVER), "{masks}");
    eyes.find("button", "Leftovers").await;
}

async fn leftovers(stage: &Stage) {
    let eyes = &stage.eyes;
    let gone = "example.practice.Sketchpad";
    let data = stage.machine.home(".var/app").join(gone);
    assert!(data.exists() && has(stage, UNUSED));
    eyes.press("Leftovers").await;
    let discard = "Move to Trash and Forget Answers: Sketchpad";
    eyes.find("button", discard).await;
    let remove = "Remove: Unused Shared Components";
    eyes.find("button", remove).await;
    names(stage, "Leftovers").await;
    stage.picture("leftovers").await;
    eyes.press(discard).await;
    eyes.see("Data of Sketchpad is in the trash. What you decided about it is forgotten")
        .await;
    eyes.see_no_more(discard).await;
    assert!(!data.exists());
    let trash = stage.machine.home(".local/share/Trash/files").join(gone);
    assert!(trash.join("data/drawing.txt").exists());
    eyes.press(remove).await;
    eyes.see("Nothing Left Behind").await;
    assert!(!has(stage, UNUSED));
}

#[tokio::test]
async fn an_app_is_updated_held_and_uninstalled_and_what_was_left_is_swept() {
    let stage = Stage::open_apps("800x900").await;
    update_and_go_back(&stage).await;
    uninstall(&stage).await;
    leftovers(&stage).await;
}
