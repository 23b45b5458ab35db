//! Journeys: the real window on a real practice machine, used like a person with a screen reader uses it.
//!
//! Each journey has a virtual screen, a session bus and a machine of its own, so they run beside each other.

#![cfg(feature = "gui")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure here is a failed test"
)]

mod apps;
mod care;
mod desktop;
mod everyday;
mod eyes;
mod machine;
mod people;
mod picture;
mod stage;
mod switching;
mod trouble;

use stage::Stage;

/// First start, check, update, restart, go back, restart: the loop, with pictures where they are wanted.
#[tokio::test]
async fn tour() {
    let stage = Stage::open().await;
    let eyes = &stage.eyes;
    let old = stage.machine.running();
    eyes.see("This is the practice machine.").await;
    stage.picture("1-first-start").await;

    eyes.press("Check for Updates").await;
    eyes.see("An update is available").await;
    stage.picture("2-an-update").await;

    // A slow line, so that there is time to look.
    stage.machine.practice(&["fault", "slow=300"]);
    eyes.press("Update").await;
    eyes.see_progress(0.3).await;
    stage.picture("3-updating").await;
    stage.machine.practice(&["fault", "none"]);
    eyes.see("Ready, starts after a restart").await;
    stage.picture("4-ready").await;
    let new = stage.machine.next_start();
    assert_ne!(new, old);
    assert_eq!(
        stage.machine.running(),
        old,
        "nothing changes before the restart"
    );

    assert_eq!(stage.restart().await, new);
    assert_eq!(stage.machine.running(), new);
    stage.picture("5-new-version-runs").await;
    stage.visit("Versions").await;
    stage.picture("6-versions").await;

    stage.visit("Home").await;
    eyes.press("Go Back…").await;
    eyes.see(&format!("Go Back to Version {old}?")).await;
    stage.picture("7-going-back").await;
    eyes.press("Go Back and Restart").await;
    eyes.see(&format!("version {old} runs now")).await;
    assert_eq!(stage.machine.running(), old);
    stage.picture("8-old-version-runs").await;
}
