//! What people do with versions day by day.

use crate::stage::Stage;

#[tokio::test]
async fn a_kept_version_survives_two_updates() {
    let stage = Stage::open().await;
    let first = stage.machine.running();
    stage.open_version(&first).await;
    stage.eyes.toggle("Keep This Version").await;
    stage.eyes.see(&format!("Version {first} is kept")).await;
    let note = stage.eyes.find("text box", "Note").await;
    note.type_text("before the exam").await;
    stage.key("alt+Left");
    stage.eyes.see("Versions on This Computer").await;
    for _ in 0..2 {
        stage.machine.ctl(&["update"]);
        stage.machine.ctl(&["restart"]);
        stage.machine.practice(&["publish"]);
    }
    let versions = stage.machine.versions();
    let kept = versions
        .iter()
        .find(|v| v.number == first)
        .expect("it is still there");
    assert!(kept.kept && !kept.running, "{versions:?}");
    stage.eyes.see(&format!("Version {first}, Kept")).await;
}

#[tokio::test]
async fn what_an_update_would_remove_is_kept_instead() {
    let stage = Stage::open().await;
    stage.eyes.press("Check for Updates").await;
    stage.eyes.see("What Goes").await;
    let running = stage.machine.running();
    let versions = stage.machine.versions();
    let old = versions.iter().find(|v| v.number != running).unwrap();
    stage
        .eyes
        .press(&format!("Keep Version {}", old.number))
        .await;
    stage
        .eyes
        .see(&format!("Version {} is kept", old.number))
        .await;
    stage.eyes.see_no_more("What Goes").await;
    stage.eyes.press("Update").await;
    stage.eyes.see("Ready, starts after a restart").await;
    stage.restart().await;
    let versions = stage.machine.versions();
    let kept = versions.iter().find(|v| v.number == old.number);
    assert!(kept.is_some_and(|v| v.kept), "{versions:?}");
    assert!(versions.iter().any(|v| v.number == running));
}

#[tokio::test]
async fn an_update_is_cancelled_at_half_and_done_later() {
    let stage = Stage::open().await;
    let old = stage.machine.running();
    stage.machine.practice(&["fault", "stall-at=50"]);
    stage.eyes.press("Check for Updates").await;
    stage.eyes.press("Update").await;
    stage.eyes.see("Downloading, ").await;
    stage.eyes.press("Cancel").await;
    stage.eyes.see("An update is available").await;
    let versions = stage.machine.versions();
    assert!(versions.iter().all(|v| !v.staged), "{versions:?}");
    assert_eq!(stage.machine.next_start(), old);
    stage.machine.practice(&["fault", "none"]);
    stage.eyes.press("Update").await;
    stage.eyes.see("Ready, starts after a restart").await;
    assert_ne!(stage.restart().await, old);
}

#[tokio::test]
async fn an_update_is_discarded_and_that_is_undone() {
    let stage = Stage::open().await;
    let old = stage.machine.running();
    stage.eyes.press("Check for Updates").await;
    stage.eyes.press("Update").await;
    stage.eyes.press("Discard").await;
    stage.eyes.see("The update was discarded").await;
    assert_eq!(stage.machine.next_start(), old);
    stage.eyes.press("Undo").await;
    stage.eyes.see("Ready, starts after a restart").await;
    assert_ne!(stage.machine.next_start(), old);
}

#[tokio::test]
async fn going_back_is_undone_before_the_restart() {
    let stage = Stage::open().await;
    let running = stage.machine.running();
    stage.eyes.press("Go Back…").await;
    stage.eyes.press("Go Back at Next Start").await;
    stage
        .eyes
        .see("Another version starts after a restart")
        .await;
    assert_ne!(stage.machine.next_start(), running);
    stage.eyes.press("Undo").await;
    stage.eyes.see("Not checked yet").await;
    assert_eq!(stage.machine.next_start(), running);
}

#[tokio::test]
async fn work_of_another_program_shows_in_the_window() {
    let stage = Stage::open().await;
    stage.machine.practice(&["fault", "stall-at=50"]);
    let _update = stage.machine.begin_ctl(&["update"]);
    stage.eyes.see_progress(0.3).await;
    stage.eyes.see("Started by isotopectl").await;
    stage.machine.practice(&["fault", "none"]);
    stage.eyes.see("Ready, starts after a restart").await;
}

#[tokio::test]
async fn work_goes_on_without_the_window_and_is_found_again() {
    let mut stage = Stage::open().await;
    // It stands still half way: however slow the machine is, the work is not over before it was looked for.
    stage.machine.practice(&["fault", "stall-at=50"]);
    stage.eyes.press("Check for Updates").await;
    stage.eyes.press("Update").await;
    stage.eyes.see_progress(0.3).await;
    stage.kill_window().await;
    stage.open_window();
    stage.eyes.see_progress(0.3).await;
    stage.machine.practice(&["fault", "none"]);
    stage.eyes.see("Ready, starts after a restart").await;
}

#[tokio::test]
async fn the_practice_machine_publishes_and_starts_over() {
    let stage = Stage::open().await;
    stage.machine.ctl(&["update"]);
    let newer = stage.machine.ctl(&["restart"]);
    assert!(!newer.is_empty());
    let second = stage.machine.running();
    stage.eyes.press("Publish an Update").await;
    stage.eyes.see("was published").await;
    stage.eyes.press("Check").await;
    stage.eyes.see("An update is available").await;
    stage.eyes.press("Start Over…").await;
    stage.eyes.press("Start Over").await;
    stage.eyes.see("Not checked yet").await;
    assert_ne!(stage.machine.running(), second);
}
