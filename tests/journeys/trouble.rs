//! What goes wrong: each fault shows its sentence and leaves the system whole.

use crate::stage::Stage;

/// Breaks the machine, asks for an update, reads the sentence; then mends it and updates.
async fn update_fails(fault: &str, sentence: &str) {
    let stage = Stage::open().await;
    let old = stage.machine.running();
    stage.eyes.press("Check for Updates").await;
    stage.eyes.see("An update is available").await;
    stage.machine.practice(&["fault", fault]);
    stage.eyes.press("Update").await;
    stage.eyes.see(sentence).await;
    stage.picture(&format!("fault-{fault}")).await;
    stage.eyes.press("Close").await;
    assert_eq!(
        (stage.machine.running(), stage.machine.next_start()),
        (old.clone(), old.clone())
    );
    stage.machine.practice(&["fault", "none"]);
    stage.eyes.press("Update").await;
    stage.eyes.see("Ready, starts after a restart").await;
    assert_ne!(stage.restart().await, old);
}

#[tokio::test]
async fn no_network() {
    update_fails("no-network", "The Download Did Not Work").await;
}

#[tokio::test]
async fn a_full_disk() {
    update_fails("disk-full", "Not Enough Space").await;
}

#[tokio::test]
async fn a_missing_signature() {
    update_fails("gpg-error", "The Update Cannot Be Trusted").await;
}

#[tokio::test]
async fn somebody_elses_signature() {
    update_fails(
        "wrong-key",
        "signed with a key that this computer does not know",
    )
    .await;
}

#[tokio::test]
async fn a_service_that_dies() {
    update_fails("die-mid-transaction", "The Work Was Interrupted").await;
}

#[tokio::test]
async fn another_program_is_busy() {
    let stage = Stage::open().await;
    stage.eyes.press("Check for Updates").await;
    stage.eyes.see("An update is available").await;
    stage.machine.practice(&["fault", "busy"]);
    stage.eyes.see("Started by").await;
    stage.machine.practice(&["fault", "none"]);
    stage.eyes.press("Update").await;
    stage.eyes.see("Ready, starts after a restart").await;
}

/// Breaks the next start and reads what the window finds afterwards.
async fn restart_fails(fault: &str, sentences: &[&str]) {
    let stage = Stage::open().await;
    let old = stage.machine.running();
    stage.eyes.press("Check for Updates").await;
    stage.eyes.press("Update").await;
    stage.eyes.see("Ready, starts after a restart").await;
    stage.machine.practice(&["fault", fault]);
    stage.eyes.press("Restart…").await;
    stage.eyes.press("Restart").await;
    for sentence in sentences {
        stage.eyes.see(sentence).await;
    }
    stage.picture(&format!("fault-{fault}")).await;
    assert_eq!(stage.machine.running(), old);
}

#[tokio::test]
async fn an_update_that_cannot_be_put_in_place() {
    restart_fails(
        "finalize-fails",
        &["runs again", "The last update could not be installed"],
    )
    .await;
}

#[tokio::test]
async fn an_old_version_chosen_in_the_boot_menu() {
    restart_fails(
        "boot-old",
        &[
            "Another version than expected is running",
            "Stay with This Version",
        ],
    )
    .await;
}

#[tokio::test]
async fn keeping_is_refused_without_the_password() {
    let stage = Stage::open().await;
    let running = stage.machine.running();
    stage.machine.polkit_says("", "no").await;
    stage.open_version(&running).await;
    stage.eyes.toggle("Keep This Version").await;
    stage.eyes.see("Not Allowed").await;
    stage.eyes.press("Close").await;
    assert!(stage.machine.versions().iter().all(|v| !v.kept));
    stage.machine.polkit_says("", "yes").await;
    stage.eyes.toggle("Keep This Version").await;
    stage.eyes.see(&format!("Version {running} is kept")).await;
}

#[tokio::test]
async fn closing_the_password_dialog_says_nothing() {
    let stage = Stage::open().await;
    let running = stage.machine.running();
    stage.machine.polkit_says("", "dismissed").await;
    stage.open_version(&running).await;
    stage.eyes.toggle("Keep This Version").await;
    let keep = stage.eyes.wait("the switch to return", |tree| {
        tree.iter()
            .find(|n| n.name == "Keep This Version" && n.sensitive() && !n.checked())
            .cloned()
    });
    keep.await;
    assert!(stage.machine.versions().iter().all(|v| !v.kept));
    let tree = stage.eyes.look().await;
    assert!(
        tree.iter().all(|n| n.role != "dialog" && n.role != "alert"),
        "{}",
        crate::eyes::describe(&tree)
    );
}
