//! What a person is told: who is waited for, what is prepared, downloaded or was left.

use isotope::backend::Backend as _;
use isotope::backend::fake::Scene;
use isotope::domain::RequestKind;

use super::{Desk, NEWEST};
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
