//! Switches that went another way: what did not start, and what is prepared once more.

use super::*;

/// KDE is installed and starts next, but what ran before runs.
async fn not_started() -> (Desk, DeploymentId) {
    let desk = Desk::new(Scene::Fine);
    let home = trace(&desk).await.0.running().unwrap().id.clone();
    let line = format!("--demo fine switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 0);
    desk.fake.change(|status| {
        for version in &mut status.deployments {
            version.running = version.id == home;
            version.state = DeploymentState::Installed;
        }
    });
    (desk, home)
}

#[tokio::test]
async fn a_switch_that_did_not_start_is_not_over_while_it_starts_next() {
    let (desk, home) = not_started().await;
    let status = desk.done("--demo fine status").await;
    assert!(status.contains("starts with the next restart"), "{status}");
    assert_eq!(desk.exit("--demo fine switch release").await, 4);
    let told = desk.done("--demo fine switch back").await;
    assert!(told.contains("starts next"), "{told}");
    let (status, copies, recorded) = trace(&desk).await;
    assert_eq!(status.next().unwrap().id, home);
    assert!(status.next().unwrap().pinned && recorded);
    assert_eq!(copies.len(), 1);
    let document = desk.document("--demo fine status").await;
    assert_eq!(document["switch"]["stage"], "home");
    assert_eq!(desk.exit("--demo fine switch release").await, 0);
    assert!(desk.document("--demo fine status").await["switch"].is_null());
}

/// Automatic updates go on where they left off.
#[tokio::test]
async fn a_newer_version_of_what_did_not_start_is_told_and_discarded_by_staying() {
    let (desk, home) = not_started().await;
    desk.fake.change(|status| {
        let mut newer = status.deployments[0].clone();
        newer.id = "newer-1.0".parse().unwrap();
        newer.state = DeploymentState::Staged;
        status.deployments.insert(0, newer);
    });
    let status = desk.done("--demo fine status").await;
    assert!(status.contains("switch back discards it"), "{status}");
    let (exit, told) = desk.tried("--demo fine switch back").await;
    assert_eq!(exit, 4, "what did not start is not lost without a word");
    assert!(told.contains("Keep that version first"), "{told}");
    let kde = trace(&desk).await.0.deployments[1].id.clone();
    desk.done(&format!("--demo fine keep {kde}")).await;
    desk.done("--demo fine switch back").await;
    let (status, copies, recorded) = trace(&desk).await;
    assert_eq!(status.next().unwrap().id, home);
    assert!(status.find(&kde).is_some() && recorded);
    assert_eq!(copies.len(), 1);
}

/// KDE has run, the person came home by the boot menu, and another program prepares it once more.
async fn prepared_once_more() -> Desk {
    let desk = Desk::new(Scene::Fine);
    let home = trace(&desk).await.0.running().unwrap().id.clone();
    let settings = desk.folder.path().join(".config/kdeglobals");
    std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
    std::fs::write(&settings, "own").unwrap();
    let line = format!("--demo fine switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 0);
    assert_eq!(desk.exit("--demo fine restart").await, 0);
    desk.done("--demo fine status").await;
    desk.fake.change(|status| {
        for version in &mut status.deployments {
            version.running = version.id == home;
            if version.origin.to_string() == KDE {
                version.state = DeploymentState::Staged;
            }
        }
    });
    let document = desk.document("--demo fine status").await;
    assert_eq!(document["switch"]["stage"], "prepared");
    std::fs::write(&settings, "of KDE").unwrap();
    desk
}

#[tokio::test]
async fn once_the_other_desktop_has_run_only_the_copy_from_before_is_clean() {
    let desk = prepared_once_more().await;
    assert_eq!(desk.exit("--demo fine restart").await, 0);
    assert_eq!(desk.exit("--demo fine switch back").await, 0);
    assert_eq!(read_settings(&desk), "own");
}

#[tokio::test]
async fn undoing_a_system_that_has_run_leaves_the_copy_from_before() {
    let desk = prepared_once_more().await;
    let told = desk.done("--demo fine switch back").await;
    assert!(told.contains("You are back from"), "{told}");
    assert_eq!(read_settings(&desk), "of KDE");
    let document = desk.document("--demo fine status").await;
    assert_eq!(document["switch"]["stage"], "home");
    desk.done("--demo fine switch back").await;
    assert_eq!(read_settings(&desk), "own");
    let (status, _, recorded) = trace(&desk).await;
    assert!(status.staged().is_none() && !recorded);
}

fn read_settings(desk: &Desk) -> String {
    std::fs::read_to_string(desk.folder.path().join(".config/kdeglobals")).unwrap()
}
