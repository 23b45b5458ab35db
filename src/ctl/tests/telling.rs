//! What a person is told: who is waited for, what is prepared, downloaded or was left.

use isotope::backend::fake::Scene;
use isotope::backend::{Backend as _, BackendError};
use isotope::domain::{FindingKind, RequestKind};

use super::{Desk, NEWEST, PREVIOUS};
use crate::failure::Exit;

#[tokio::test]
async fn every_verb_is_busy_or_waits() {
    for (line, busy, waited) in [
        ("restart", 5, 0),
        ("discard", 5, 0),
        ("keep running", 5, 0),
        ("release previous", 3, 3),
        ("delete previous", 5, 0),
        ("go-back", 5, 4),
        ("check", 5, 3),
        // The other program's update is joined.
        ("update", 0, 0),
    ] {
        let desk = Desk::new(Scene::OtherProgramUpdating);
        desk.fake.hold_at(1.0);
        assert_eq!(desk.exit(line).await, busy, "{line}");
        let desk = Desk::new(Scene::OtherProgramUpdating);
        desk.fake.hold_at(1.0);
        let (result, _, err) = desk.run(&format!("{line} --wait")).await;
        let exit = result.unwrap_or_else(|failure| failure.exit()) as u8;
        assert_eq!(exit, waited, "{line} --wait");
        let told = err.text().matches("GNOME Software").count();
        assert_eq!(
            told,
            usize::from(line != "update"),
            "{line}: {}",
            err.text()
        );
    }
}

#[tokio::test]
async fn what_is_prepared_already_is_told() {
    let desk = Desk::new(Scene::Ready);
    for line in ["check", "update", "update --download-only"] {
        let (result, out, _) = desk.run(line).await;
        assert_eq!(result.unwrap(), Exit::NothingToDo, "{line}");
        assert!(out.text().contains(NEWEST), "{line}: {}", out.text());
    }
    let ready = desk.document("check").await["ready"].clone();
    assert_eq!(ready, desk.document("versions").await["versions"][0]["id"]);
}

#[tokio::test]
async fn an_update_and_a_download_are_checks_too() {
    for line in ["check", "update", "update --download-only"] {
        let desk = Desk::new(Scene::Fresh);
        assert!(desk.done("status").await.contains("Not checked yet"));
        desk.done(line).await;
        assert!(desk.notebook.last_checked().is_some(), "{line}");
    }
}

#[tokio::test]
async fn a_download_that_waits_is_told() {
    let desk = Desk::new(Scene::Fine);
    let done = desk.done("update --download-only").await;
    assert!(done.contains(NEWEST) && done.contains("isotopectl update"));
    let status = desk.done("status").await;
    assert!(
        status.contains(&format!("{NEWEST}, downloaded")),
        "{status}"
    );
    assert_eq!(desk.document("status").await["update"]["downloaded"], true);
    assert!(desk.done("check").await.contains("It is downloaded"));
}

#[tokio::test]
async fn a_version_that_was_left_is_not_offered_as_new() {
    let desk = Desk::new(Scene::Fine);
    desk.done("update").await;
    desk.fake.restart().await.unwrap();
    desk.done("go-back").await;
    desk.fake.restart().await.unwrap();
    let status = desk.done("status").await;
    assert!(
        status.contains("A newer version is installed, too"),
        "{status}"
    );
    assert!(status.contains(NEWEST), "{status}");
    let check = desk.done("check").await;
    assert!(check.contains("on this computer already"), "{check}");
}

#[test]
fn only_long_work_has_stages() {
    for (kind, long) in [
        (RequestKind::Update, true),
        (RequestKind::Check, true),
        (RequestKind::Pin, false),
        (RequestKind::Rollback, false),
    ] {
        assert_eq!(crate::follow::has_stages(kind), long, "{kind:?}");
    }
}

#[tokio::test]
async fn a_console_gets_sentences() {
    for (scene, line, start) in [
        (Scene::GoneBack, "go-back running --wait", ""),
        (Scene::Ready, "go-back", "A prepared update"),
        (Scene::Fine, "delete running", "The version that is running"),
        (Scene::Fine, "go-back running", "That version already"),
    ] {
        let (result, ..) = Desk::new(scene).run(line).await;
        let told = result.map_or_else(|failure| failure.words().0, |_| String::new());
        assert!(told.starts_with(start), "{told}");
    }
}

#[tokio::test]
async fn what_an_update_removes_is_told_before_it_does() {
    let desk = Desk::new(Scene::Fine);
    let previous = desk.document("versions").await["versions"][1]["id"].clone();
    for line in ["check", "update", "restart"] {
        let told = desk.done(line).await;
        assert!(
            told.contains(&format!("removes version {PREVIOUS}")),
            "{line}: {told}"
        );
        // With the restart it is too late for that.
        let advises = told.contains("isotopectl keep");
        assert_eq!(advises, line != "restart", "{line}: {told}");
    }
    for line in ["check", "update"] {
        let desk = Desk::new(Scene::Fine);
        let document = desk.document(line).await;
        assert_eq!(document["removes"][0], previous, "{line}");
    }
    let desk = Desk::new(Scene::Fine);
    desk.done("keep previous").await;
    let told = desk.done("update").await;
    assert!(!told.contains("removes"), "{told}");
}

#[tokio::test]
async fn a_command_that_would_throw_an_update_away_says_so() {
    let desk = Desk::new(Scene::Ready);
    let (result, out, err) = desk.run("go-back --show-command").await;
    assert_eq!(result.unwrap(), Exit::Done);
    assert!(out.text().contains("ostree"), "{}", out.text());
    assert!(err.text().contains(NEWEST), "{}", err.text());
    let document = desk.document("go-back --show-command").await;
    let staged = desk.document("versions").await["versions"][0]["id"].clone();
    assert_eq!(document["discards"], staged);
    let plain = Desk::new(Scene::Fine)
        .document("go-back --show-command")
        .await;
    assert!(plain["discards"].is_null());
}

/// A desk whose newest version was left by going back.
async fn gone_back() -> Desk {
    let desk = Desk::new(Scene::Fine);
    for line in ["update", "restart", "go-back", "restart", "check"] {
        desk.done(line).await;
    }
    desk
}

#[tokio::test]
async fn going_back_never_leads_to_a_newer_version_unasked() {
    let desk = gone_back().await;
    let (result, ..) = desk.run("go-back").await;
    let failure = result.unwrap_err();
    assert_eq!(failure.exit(), Exit::Refused);
    let told = failure.words().0;
    assert!(told.contains(NEWEST) && told.contains("newer"), "{told}");
    let status = desk.done("status").await;
    assert!(!status.contains("Previous"), "{status}");
    assert!(desk.versions().await.contains("Newer version"));
    let versions = desk.document("versions").await;
    assert_eq!(versions["versions"][1]["previous"], false);
    assert!(
        desk.done(&format!("go-back {NEWEST}"))
            .await
            .contains(NEWEST)
    );
}

#[tokio::test]
async fn where_an_update_is_on_this_computer_is_told_once() {
    let update = gone_back().await.document("status").await["update"].clone();
    assert!(update["installed_as"].is_string(), "{update}");
    assert!(update["staged_as"].is_null(), "{update}");
    assert_eq!(update["downloaded"], false);
}

#[tokio::test]
async fn with_one_version_there_is_nothing_to_compare() {
    let (result, ..) = Desk::new(Scene::Fresh).run("diff").await;
    let told = result.unwrap_err().words().0;
    assert!(told.starts_with("Only one version"), "{told}");
}

#[tokio::test]
async fn a_prepared_update_is_discarded_not_deleted() {
    let desk = Desk::new(Scene::Ready);
    let told = desk.done("delete ready").await;
    assert!(told.contains("discarded"), "{told}");
    assert!(desk.fake.status().await.unwrap().staged().is_none());
    let shown = Desk::new(Scene::Ready)
        .done("delete ready --show-command")
        .await;
    assert!(shown.contains("cleanup --pending"), "{shown}");
}

#[tokio::test]
async fn status_names_the_version_from_before_and_what_is_kept() {
    let status = Desk::new(Scene::Many).done("status").await;
    let line = |name: &str| {
        let found = status.lines().find(|line| line.starts_with(name));
        found
            .unwrap_or_else(|| panic!("{name} in {status}"))
            .to_owned()
    };
    assert!(line("Previous").contains(PREVIOUS));
    assert!(line("Kept").contains("44.20261009.0, 44.20260904.0"));
    let versions = Desk::new(Scene::Many).versions().await;
    assert!(versions.ends_with("* running now\n"), "{versions}");
}

#[tokio::test]
async fn a_look_that_failed_is_remembered_until_one_goes_well() {
    let desk = Desk::new(Scene::Fine);
    desk.fake.fail_next(BackendError::Network {
        detail: "no".into(),
    });
    assert_eq!(desk.exit("check").await, 1);
    let status = desk.done("status").await;
    assert!(status.contains("could not be reached"), "{status}");
    assert!(!status.contains("Everything is fine"), "{status}");
    let document = desk.document("status").await;
    assert_eq!(document["failed_check"]["why"], "network");
    assert_eq!(document["headline"]["state"], "check-failed");
    desk.done("check").await;
    assert!(desk.document("status").await["failed_check"].is_null());
}

#[tokio::test]
async fn a_version_that_did_not_start_is_told_the_same_everywhere() {
    let desk = Desk::new(Scene::GoneBack);
    desk.fake.change(|status| {
        let expected = PREVIOUS.to_owned();
        status.findings = vec![FindingKind::StartedOlderVersion { expected }.into()];
    });
    let status = desk.done("status").await;
    assert!(status.contains("isotopectl go-back running"), "{status}");
    let versions = desk.versions().await;
    assert!(versions.contains("Should have started"), "{versions}");
    assert!(!versions.contains("Ready,"), "{versions}");
    desk.done("go-back running").await;
}
