//! To another system and back, on a system in memory.

mod missed;

use isotope::backend::Backend as _;
use isotope::backend::fake::Scene;
use isotope::domain::{Deployment, DeploymentId, DeploymentState, SwitchRecord, SystemStatus};

use super::Desk;

const KDE: &str = "practice:practice/44/x86_64/kde";

/// What a switch may change, to compare.
async fn trace(desk: &Desk) -> (SystemStatus, Vec<String>, bool) {
    let copies = desk.looks.copies().into_iter().map(|copy| copy.id);
    let status = desk.fake.status().await.unwrap();
    (
        status,
        copies.collect(),
        !desk.notebook.switches().is_empty(),
    )
}

#[tokio::test]
async fn without_a_yes_nothing_yellow_is_done() {
    let desk = Desk::new(Scene::Fine);
    let before = trace(&desk).await;
    let line = format!("--demo fine switch to {KDE}");
    assert_eq!(desk.exit(&line).await, 4);
    assert_eq!(desk.exit(&format!("{line} --dry-run")).await, 0);
    let here = "--demo fine switch to practice:practice/44/x86_64/gnome --yes";
    assert_eq!(desk.exit(here).await, 3);
    assert_eq!(desk.exit("--demo fine switch to kinoit --yes").await, 2);
    assert_eq!(desk.exit("--demo fine switch to").await, 2);
    assert_eq!(desk.exit("--demo fine switch back").await, 4);
    assert_eq!(trace(&desk).await, before);
}

#[tokio::test]
async fn the_way_back_is_prepared_and_taken_before_the_restart() {
    let desk = Desk::new(Scene::Fine);
    let before = trace(&desk).await;
    let line = format!("--demo fine switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 0);
    let (status, copies, recorded) = trace(&desk).await;
    assert_eq!(status.staged().unwrap().origin.to_string(), KDE);
    let running = status.running().unwrap();
    assert!(running.pinned && recorded);
    let note = desk.notebook.note(&running.id).unwrap();
    assert_eq!(note, "Before the switch to kde 44");
    assert_eq!(copies.len(), 1);
    assert_eq!(desk.exit("--demo fine switch back").await, 0);
    let after = trace(&desk).await;
    assert_eq!(
        (&after.0.deployments, &after.1, after.2),
        (&before.0.deployments, &before.1, before.2)
    );
    assert_eq!(desk.notebook.note(&running.id), None);
}

#[tokio::test]
async fn after_the_restart_the_version_from_before_comes_next() {
    let desk = Desk::new(Scene::Fine);
    let home = desk.folder.path();
    let settings = home.join(".config/kdeglobals");
    let line = format!("--demo fine switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 0);
    let before = desk.notebook.switches()[0].before.clone();
    desk.fake.restart().await.unwrap();
    std::fs::create_dir_all(home.join(".config")).unwrap();
    std::fs::write(&settings, "of KDE").unwrap();
    assert_eq!(desk.exit("--demo fine switch back").await, 0);
    let status = desk.fake.status().await.unwrap();
    assert_eq!(status.next().unwrap().id, before);
    assert!(!settings.exists());
    assert_eq!(desk.looks.copies().len(), 2);
    assert_eq!(desk.exit("--demo fine switch back").await, 3);
    // Not back after all: the settings of what runs are there again.
    assert_eq!(desk.exit("--demo fine go-back running").await, 0);
    assert_eq!(std::fs::read_to_string(&settings).unwrap(), "of KDE");
    assert_eq!(desk.exit("--demo fine switch back").await, 0);
    desk.fake.restart().await.unwrap();
    // Only said, not done.
    let home = trace(&desk).await;
    for line in [
        "switch back --show-command",
        "switch release --show-command",
    ] {
        assert_eq!(desk.exit(&format!("--demo fine {line}")).await, 0);
        assert_eq!(trace(&desk).await, home);
    }
    assert_eq!(desk.exit("--demo fine switch back").await, 0, "home");
    assert!(!settings.exists());
    let status = desk.fake.status().await.unwrap();
    assert!(!status.running().unwrap().pinned);
    assert_eq!(desk.exit("--demo fine switch back").await, 4, "over");
}

#[tokio::test]
async fn whoever_is_there_on_another_way_has_the_settings_brought_back() {
    let desk = Desk::new(Scene::Fine);
    let settings = desk.folder.path().join(".config/kdeglobals");
    let line = format!("--demo fine switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 0);
    desk.fake.restart().await.unwrap();
    std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
    std::fs::write(&settings, "of KDE").unwrap();
    assert_eq!(desk.exit("--demo fine go-back").await, 0);
    desk.fake.restart().await.unwrap();
    assert!(settings.exists());
    assert_eq!(desk.exit("--demo fine switch back").await, 0);
    assert!(!settings.exists());
    let (status, copies, recorded) = trace(&desk).await;
    assert!(!status.running().unwrap().pinned && !recorded);
    assert_eq!(copies.len(), 2, "what was there is put aside, too");
}

#[tokio::test]
async fn while_another_program_works_nothing_is_begun_or_forgotten() {
    let desk = Desk::new(Scene::OtherProgramUpdating);
    let before = trace(&desk).await;
    let line = format!("--demo other-program switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 5);
    assert_eq!(trace(&desk).await, before);
}

#[tokio::test]
async fn what_is_discarded_is_a_switch_taken_back() {
    let desk = Desk::new(Scene::Fine);
    let before = trace(&desk).await;
    let line = format!("--demo fine switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 0);
    desk.done("discard").await;
    let after = trace(&desk).await;
    assert_eq!(
        (&after.0.deployments, &after.1, after.2),
        (&before.0.deployments, &before.1, before.2)
    );
}

#[tokio::test]
async fn a_switch_that_fails_leaves_no_trace() {
    let desk = Desk::new(Scene::Fine);
    let before = trace(&desk).await;
    let line = "--demo fine switch to practice:practice/44/x86_64/nope --yes";
    assert_eq!(desk.exit(line).await, 4);
    assert_eq!(trace(&desk).await, before);
    let id = before.0.running().unwrap().id.clone();
    assert_eq!(desk.notebook.note(&id), None);
}

#[tokio::test]
async fn what_is_prepared_stands_in_the_way() {
    let desk = Desk::new(Scene::Ready);
    let line = format!("--demo ready switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 4);
    desk.done("discard").await;
    assert_eq!(desk.exit(&line).await, 0);
}

#[tokio::test]
async fn a_second_step_is_remembered_across_the_restart() {
    let desk = Desk::new(Scene::Fine);
    assert_eq!(desk.exit("--demo fine switch to bluefin --yes").await, 0);
    let image = "ghcr.io/ublue-os/bluefin:stable";
    let status = desk.fake.status().await.unwrap();
    let first = status.staged().unwrap().origin.to_string();
    assert_eq!(first, format!("ostree-unverified-registry:{image}"));
    desk.fake.restart().await.unwrap();
    // Only where the first step runs there is a second one.
    let second = desk.notebook.switches()[0].clone();
    let home = SwitchRecord {
        before: desk
            .fake
            .status()
            .await
            .unwrap()
            .running()
            .unwrap()
            .id
            .clone(),
        to: second.from.clone(),
        ..second.clone()
    };
    let noted = |record: &SwitchRecord| {
        let record = record.clone();
        let noted = desk
            .notebook
            .change_switches(|switches| *switches = vec![record]);
        noted.unwrap();
    };
    noted(&home);
    assert_eq!(desk.exit("--demo fine switch to").await, 2);
    noted(&second);
    // A system in memory has got no rule with the first step, so the second one is looked at and not done.
    let (result, out, _) = desk.run("--demo fine --json switch to").await;
    assert_eq!(result.unwrap() as u8, 4);
    let told: serde_json::Value = serde_json::from_str(&out.text()).unwrap();
    assert_eq!(told["ref"], format!("ostree-image-signed:docker://{image}"));
    assert_eq!(told["verdict"], "stop");
}

#[tokio::test]
async fn settings_of_another_desktop_come_back_by_their_name_only() {
    let desk = Desk::new(Scene::Fine);
    assert_eq!(desk.exit("--demo fine switch settings restore").await, 4);
    let kde = desk.looks.save("KDE Plasma", chrono::Utc::now()).unwrap();
    let (refused, ..) = desk.run("--demo fine switch settings restore").await;
    let failure = refused.unwrap_err();
    let (words, _) = failure.words();
    assert_eq!(failure.exit() as u8, 4);
    assert!(
        words.contains(&kde.id) && words.contains("GNOME"),
        "{words}"
    );
    let named = format!("--demo fine switch settings restore {}", kde.id);
    let settings = desk.folder.path().join(".config/kdeglobals");
    std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
    std::fs::write(&settings, "of GNOME").unwrap();
    assert_eq!(desk.exit(&named).await, 0);
    assert!(!settings.exists());
    desk.done("--demo fine switch settings save").await;
    std::fs::write(&settings, "of GNOME").unwrap();
    desk.done("--demo fine switch settings restore").await;
    assert!(!settings.exists());
}

#[tokio::test]
async fn the_settings_that_come_back_are_those_at_the_restart() {
    let desk = Desk::new(Scene::Fine);
    let settings = desk.folder.path().join(".config/kdeglobals");
    std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
    std::fs::write(&settings, "of Monday").unwrap();
    let line = format!("--demo fine switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 0);
    std::fs::write(&settings, "of Friday").unwrap();
    assert_eq!(desk.exit("--demo fine restart").await, 0);
    assert_eq!(desk.looks.copies().len(), 1);
    std::fs::write(&settings, "of KDE").unwrap();
    assert_eq!(desk.exit("--demo fine switch back").await, 0);
    assert_eq!(std::fs::read_to_string(&settings).unwrap(), "of Friday");
}

#[tokio::test]
async fn status_and_refusals_tell_where_a_switch_stands() {
    let desk = Desk::new(Scene::Fine);
    assert!(desk.document("--demo fine status").await["switch"].is_null());
    let (exit, told) = desk.tried("--demo fine switch back").await;
    assert_eq!(exit, 4);
    assert!(told.contains("no switch to take back"), "{told}");
    let line = format!("--demo fine switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 0);
    let status = desk.done("--demo fine status").await;
    assert!(status.contains("waits for the restart"), "{status}");
    assert!(status.contains("KDE"), "{status}");
    let here = "--demo fine switch to practice:practice/44/x86_64/gnome --yes";
    let (exit, told) = desk.tried(here).await;
    assert_eq!(exit, 4);
    assert!(told.contains("switch back takes that back"), "{told}");
    desk.done("--demo fine restart").await;
    let told = desk.done("--demo fine status").await;
    assert!(told.contains("You switched here"), "{told}");
    let told = desk.done("--demo fine switch back").await;
    assert!(told.contains("go-back running stays here"), "{told}");
    let (exit, told) = desk.tried("--demo fine switch back").await;
    assert_eq!(exit, 3);
    assert!(told.contains("go-back running"), "{told}");
    desk.done("--demo fine restart").await;
    let told = desk.done("--demo fine status").await;
    assert!(told.contains("You are back from"), "{told}");
}

#[tokio::test]
async fn a_way_back_says_what_it_throws_away_and_what_is_gone() {
    let desk = Desk::new(Scene::Fine);
    let line = format!("--demo fine switch to {KDE} --yes");
    assert_eq!(desk.exit(&line).await, 0);
    assert_eq!(desk.exit("--demo fine restart").await, 0);
    let record = desk.notebook.switches().remove(0);
    let (_, ready) = desk.tried("--demo fine update").await;
    assert!(ready.contains("ready"), "{ready}");
    let (exit, told) = desk.tried("--demo fine switch back").await;
    assert_eq!(exit, 0);
    assert!(told.contains("is thrown away"), "{told}");
    assert_eq!(desk.exit("--demo fine go-back running").await, 0);
    desk.fake.change(|status| {
        let gone = |version: &Deployment| version.id != record.before;
        status.deployments.retain(gone);
    });
    let (exit, told) = desk.tried("--demo fine switch back").await;
    assert_eq!(exit, 4);
    assert!(told.contains("not on this computer any more"), "{told}");
}

#[tokio::test]
async fn settings_that_were_replaced_are_no_copy_to_come_back_to() {
    let desk = Desk::new(Scene::Fine);
    let settings = desk.folder.path().join(".config/kdeglobals");
    std::fs::create_dir_all(settings.parent().unwrap()).unwrap();
    let told = desk.done("--demo fine switch settings list").await;
    assert!(told.contains("No settings"), "{told}");
    std::fs::write(&settings, "good").unwrap();
    desk.done("--demo fine switch settings save").await;
    std::fs::write(&settings, "spoiled").unwrap();
    let copies = desk.looks.copies().len();
    desk.done("--demo fine switch settings restore").await;
    assert_eq!(std::fs::read_to_string(&settings).unwrap(), "good");
    assert_eq!(desk.looks.copies().len(), copies + 1);
    assert_eq!(desk.exit("--demo fine switch settings restore").await, 3);
    assert_eq!(std::fs::read_to_string(&settings).unwrap(), "good");
    assert_eq!(desk.looks.copies().len(), copies + 1);
    for copy in desk.looks.copies() {
        let readme = std::fs::read_to_string(copy.folder.join("README.txt")).unwrap();
        assert!(readme.contains(&format!("restore {}", copy.id)), "{readme}");
    }
}

#[tokio::test]
async fn what_nothing_is_called_is_said() {
    let desk = Desk::new(Scene::Fine);
    let (exit, told) = desk.tried("--demo fine switch repair nonsense").await;
    assert_eq!(exit, 3);
    assert!(told.contains("is called nonsense"), "{told}");
    let (exit, told) = desk.tried("--demo fine switch tags kinoit").await;
    assert_eq!(exit, 2);
    assert!(told.contains("kinoite"), "{told}");
}
