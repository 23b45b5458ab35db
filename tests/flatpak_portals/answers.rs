//! The one door to everything that was allowed while apps were used: given, forgotten, remembered, undone.

use std::collections::BTreeSet;

use futures_util::{FutureExt as _, StreamExt as _};
use isotope::domain::permission::{
    DocumentRight, Inhibit, LocationAccuracy, PortalAnswer, PortalKey,
};
use isotope::flatpak::access::UndoError;
use isotope::flatpak::history::Reason;
use isotope::flatpak::{Apps, PortalError};
use zbus::{OwnedVariant, Variant};

use crate::documents::chosen;
use crate::session::{DOCUMENTS, STORE, Session, alpha, beta, key, rows, session_data};

const ALPHA: &str = "org.example.Alpha";
const BETA: &str = "org.example.Beta";

/// What is known of an app in a place; [`PortalAnswer::NotAsked`] where nothing is.
async fn answer(apps: &Apps, place: &PortalKey) -> PortalAnswer {
    let granted = apps.answers().read().await.unwrap();
    let mut found = granted.of(ALPHA).filter(|grant| grant.key == *place);
    found
        .next()
        .map_or(PortalAnswer::NotAsked, |grant| grant.answer.clone())
}

#[tokio::test]
async fn without_a_session_it_says_so_and_writes_nothing() {
    let session = Session::empty();
    let apps = session.apps();
    let missing = PortalError::Missing { service: STORE };
    for apps in [apps.clone().on_bus("unix:path=/nonexistent"), apps] {
        let answers = apps.answers();
        assert_eq!(answers.read().await.unwrap_err(), missing);
        let camera = key("portal:devices/camera");
        let given = answers.give(&alpha(), &camera, &PortalAnswer::Denied).await;
        assert_eq!(given.unwrap_err(), missing);
        assert_eq!(answers.forget(ALPHA, &camera).await.unwrap_err(), missing);
        let id = "aaaa1111".parse().unwrap();
        assert_eq!(answers.revoke(&alpha(), &id).await.unwrap_err(), missing);
        assert_eq!(apps.access().history().events().unwrap(), []);
    }
}

#[tokio::test]
async fn services_that_come_only_later_are_noticed() {
    let mut session = Session::empty();
    let apps = session.apps();
    let mut changes = apps.answers().changes();
    assert_eq!(soon(changes.next()).await, Some(()), "it listens");
    let missing = PortalError::Missing { service: STORE };
    assert_eq!(apps.answers().read().await.unwrap_err(), missing);
    session.start(STORE).await;
    assert_eq!(soon(changes.next()).await, Some(()));
    assert!(apps.answers().read().await.is_ok());
    // The store's coming may be told more than once, but it has been told before another name comes.
    let portal = session.bus.connect().await;
    while changes.next().now_or_never().is_some() {}
    portal.request_name(DOCUMENTS).await.unwrap();
    assert_eq!(soon(changes.next()).await, Some(()));
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    let patience = std::time::Duration::from_secs(20);
    tokio::time::timeout(patience, what).await.unwrap()
}

#[tokio::test]
async fn an_answer_is_given_where_there_was_none_and_undone_and_done_again() {
    let session = Session::with(&[STORE]).await;
    let apps = session.apps();
    let somebody = session.somebody().await;
    let wallpaper = key("portal:wallpaper/wallpaper");
    let answers = apps.answers();
    let denied = PortalAnswer::Denied;
    let done = answers.give(&alpha(), &wallpaper, &denied).await.unwrap();
    assert_eq!(
        done.turns[0].after.as_deref(),
        Some("portal:wallpaper/wallpaper=no")
    );
    let (stored, data) = somebody.lookup("wallpaper", "wallpaper").await.unwrap();
    assert_eq!(stored, rows(&[(ALPHA, &["no"])]));
    assert_eq!(data, OwnedVariant::from(0_u8), "no data is one zero byte");
    let again = answers.give(&alpha(), &wallpaper, &denied).await.unwrap();
    assert_eq!(again.number, None);

    let undone = apps.undo(done.number.unwrap()).await.unwrap();
    let (stored, _) = somebody.lookup("wallpaper", "wallpaper").await.unwrap();
    assert_eq!(stored, rows(&[]), "the store keeps an entry without apps");
    assert_eq!(answer(&apps, &wallpaper).await, PortalAnswer::NotAsked);
    apps.undo(undone.number.unwrap()).await.unwrap();
    assert_eq!(answer(&apps, &wallpaper).await, PortalAnswer::Denied);
    let events = apps.access().history().events().unwrap();
    let told: Vec<_> = events.iter().map(|one| (one.reason, one.of)).collect();
    assert_eq!(
        told,
        [
            (Reason::Undo, Some(2)),
            (Reason::Undo, Some(1)),
            (Reason::Change, None)
        ]
    );
}

#[tokio::test]
async fn changing_one_answer_keeps_the_others_and_the_data() {
    let session = Session::with(&[STORE]).await;
    let apps = session.apps();
    let somebody = session.somebody().await;
    let before = rows(&[(ALPHA, &["no"]), (BETA, &["yes"])]);
    let data = Variant::from(("something", 7_u32));
    somebody
        .set("devices", "camera", &before, data.try_clone().unwrap())
        .await;
    let camera = key("portal:devices/camera");
    let answers = apps.answers();
    let forgotten = answers.forget(ALPHA, &camera).await.unwrap();
    let (stored, kept) = somebody.lookup("devices", "camera").await.unwrap();
    assert_eq!(stored, rows(&[(BETA, &["yes"])]));
    assert_eq!(kept, OwnedVariant::try_from(data).unwrap());
    // Meanwhile somebody else answers for the other app.
    let denied = answers.give(&beta(), &camera, &PortalAnswer::Denied).await;
    denied.unwrap();
    apps.undo(forgotten.number.unwrap()).await.unwrap();
    let (stored, _) = somebody.lookup("devices", "camera").await.unwrap();
    assert_eq!(stored, rows(&[(ALPHA, &["no"]), (BETA, &["no"])]));
}

#[tokio::test]
async fn everything_of_an_app_that_is_gone_is_forgotten_and_comes_back() {
    let session = Session::with(&[STORE, DOCUMENTS]).await;
    let apps = session.apps();
    let somebody = session.somebody().await;
    let both = [(ALPHA, &["yes"][..]), (BETA, &["no"][..])];
    somebody.answers("devices", "camera", &both).await;
    somebody
        .answers("background", "background", &both[..1])
        .await;
    let answers = apps.answers();
    let done = answers.forget_all(&alpha()).await.unwrap();
    assert_eq!(done.len(), 2);
    let known = answers.read().await.unwrap();
    assert!(!known.knows(ALPHA) && known.apps() == [BETA].into());
    assert_eq!(answers.forget_all(&alpha()).await.unwrap(), []);
    for number in done.iter().filter_map(|one| one.number) {
        apps.undo(number).await.unwrap();
    }
    let known = answers.read().await.unwrap();
    assert_eq!(known.count(ALPHA), (2, 0));
    let (stored, _) = somebody.lookup("devices", "camera").await.unwrap();
    assert_eq!(stored, rows(&both));
}

#[tokio::test]
async fn what_was_answered_anew_since_is_not_undone() {
    let session = Session::with(&[STORE]).await;
    let apps = session.apps();
    let somebody = session.somebody().await;
    let shot = key("portal:screenshot/screenshot");
    let answers = apps.answers();
    let done = answers.give(&alpha(), &shot, &PortalAnswer::Denied).await;
    let number = done.unwrap().number.unwrap();
    let theirs = [(ALPHA, &["ask"][..])];
    somebody.answers("screenshot", "screenshot", &theirs).await;
    let refused = apps.undo(number).await.unwrap_err();
    assert!(matches!(refused, UndoError::ChangedSince(n) if n == number));
    let (stored, _) = somebody.lookup("screenshot", "screenshot").await.unwrap();
    assert_eq!(stored, rows(&theirs));
    // What is already as it was needs no undoing.
    answers.forget(ALPHA, &shot).await.unwrap();
    assert_eq!(apps.undo(number).await.unwrap().number, None);
}

#[tokio::test]
async fn when_an_app_last_looked_is_no_other_answer() {
    let session = Session::with(&[STORE]).await;
    let apps = session.apps();
    let somebody = session.somebody().await;
    let place = key("portal:location/location");
    let exact = |time: &'static str| rows(&[(ALPHA, &["EXACT", time])]);
    let nothing = || Variant::U8(0);
    somebody
        .set("location", "location", &exact("1700000000"), nothing())
        .await;
    let city = PortalAnswer::Accuracy {
        level: LocationAccuracy::City,
        when: None,
    };
    let done = apps.answers().give(&alpha(), &place, &city).await.unwrap();
    let (stored, _) = somebody.lookup("location", "location").await.unwrap();
    assert_eq!(stored, rows(&[(ALPHA, &["CITY", "1700000000"])]));
    // It looks, and then the change is undone.
    somebody
        .answers("location", "location", &[(ALPHA, &["CITY", "1800000000"])])
        .await;
    apps.undo(done.number.unwrap()).await.unwrap();
    let (stored, _) = somebody.lookup("location", "location").await.unwrap();
    assert_eq!(stored, exact("1700000000"));
}

#[tokio::test]
async fn forgetting_what_is_not_there_is_no_change() {
    let session = Session::with(&[STORE]).await;
    let apps = session.apps();
    let somebody = session.somebody().await;
    for place in ["portal:devices/camera", "portal:screencast/no-such-token"] {
        let done = apps.answers().forget(ALPHA, &key(place)).await.unwrap();
        assert_eq!(done.number, None);
    }
    assert_eq!(somebody.lookup("devices", "camera").await, None);
    let beta_only = [(BETA, &["no"][..])];
    somebody.answers("devices", "camera", &beta_only).await;
    let camera = key("portal:devices/camera");
    apps.answers().forget(ALPHA, &camera).await.unwrap();
    let (stored, _) = somebody.lookup("devices", "camera").await.unwrap();
    assert_eq!(stored, rows(&beta_only));
    // What is left of a program that is no app goes, too.
    apps.answers().forget("snap.thing", &camera).await.unwrap();
}

#[tokio::test]
async fn a_saved_session_goes_as_a_whole_and_comes_back_as_a_whole() {
    let session = Session::with(&[STORE]).await;
    let apps = session.apps();
    let somebody = session.somebody().await;
    let mine = rows(&[(ALPHA, &["yes"])]);
    somebody
        .set("remote-desktop", "token", &mine, session_data())
        .await;
    let token = key("portal:remote-desktop/token");
    // Another app's name does not take it.
    apps.answers().forget(BETA, &token).await.unwrap();
    assert!(somebody.lookup("remote-desktop", "token").await.is_some());
    let done = apps.answers().forget(ALPHA, &token).await.unwrap();
    assert_eq!(somebody.lookup("remote-desktop", "token").await, None);
    // Also by a program that was started later: what it takes stands in the history.
    session.apps().undo(done.number.unwrap()).await.unwrap();
    let (stored, data) = somebody.lookup("remote-desktop", "token").await.unwrap();
    assert_eq!(stored, mine);
    assert_eq!(data, OwnedVariant::try_from(session_data()).unwrap());
}

#[tokio::test]
async fn every_answer_that_can_be_given_is_read_back() {
    let session = Session::with(&[STORE]).await;
    let apps = session.apps();
    let city = PortalAnswer::Accuracy {
        level: LocationAccuracy::City,
        when: None,
    };
    let some = [Inhibit::Suspend, Inhibit::Idle].into();
    for (place, given) in [
        ("portal:devices/camera", PortalAnswer::Allowed),
        ("portal:screenshot/screenshot", PortalAnswer::Ask),
        ("portal:gnome/shortcuts-inhibitor", PortalAnswer::Denied),
        ("portal:location/location", city),
        ("portal:inhibit/inhibit", PortalAnswer::Inhibits(some)),
        // The store takes an empty list for no answer, which would allow everything.
        (
            "portal:inhibit/inhibit",
            PortalAnswer::Inhibits(BTreeSet::new()),
        ),
    ] {
        let place = key(place);
        apps.answers().give(&alpha(), &place, &given).await.unwrap();
        assert_eq!(answer(&apps, &place).await, given);
    }
}

#[tokio::test]
async fn what_nothing_reads_cannot_be_answered_and_documents_are_not_forgotten_here() {
    let session = Session::with(&[STORE]).await;
    let apps = session.apps();
    for place in [
        "portal:devices/microphone",
        "portal:devices/speakers",
        "portal:screencast/x",
    ] {
        let key = key(place);
        let denied = PortalAnswer::Denied;
        let given = apps.answers().give(&alpha(), &key, &denied).await;
        assert_eq!(given.unwrap_err(), PortalError::NoSuchAnswer { key });
    }
    let somebody = session.somebody().await;
    assert_eq!(somebody.lookup("devices", "microphone").await, None);
    let key = key("portal:documents/aaaa1111");
    let refused = apps.answers().forget(ALPHA, &key).await.unwrap_err();
    assert_eq!(refused, PortalError::NoSuchAnswer { key });
}

#[tokio::test]
async fn a_document_is_taken_and_given_back_while_it_is_known() {
    let session = Session::with(&[STORE]).await;
    let apps = session.apps();
    let somebody = session.somebody().await;
    let both: &[(&str, &[&str])] = &[(ALPHA, &["read", "write"]), (BETA, &["read"])];
    chosen(&somebody, "aaaa1111", "/media/b.txt", both).await;
    let id = "aaaa1111".parse().unwrap();
    let done = apps.answers().revoke(&alpha(), &id).await.unwrap();
    assert_eq!(
        done.turns[0].before.as_deref(),
        Some("document:/media/b.txt=read,write")
    );
    let granted = apps.answers().read().await.unwrap();
    assert!(!granted.knows(ALPHA) && granted.knows(BETA));
    assert_eq!(
        apps.answers().revoke(&alpha(), &id).await.unwrap().number,
        None
    );

    let number = done.number.unwrap();
    let undone = apps.undo(number).await.unwrap();
    let granted = apps.answers().read().await.unwrap();
    let documents: Vec<_> = granted.documents_of(ALPHA).collect();
    let rights = &documents[0].apps[ALPHA];
    assert_eq!(*rights, [DocumentRight::Read, DocumentRight::Write].into());
    apps.undo(undone.number.unwrap()).await.unwrap();

    let theirs: &[(&str, &[&str])] = &[(ALPHA, &["read"])];
    chosen(&somebody, "aaaa1111", "/media/b.txt", theirs).await;
    let refused = apps.undo(number).await.unwrap_err();
    assert!(matches!(refused, UndoError::ChangedSince(_)), "{refused}");
    somebody.delete("documents", "aaaa1111").await;
    let refused = apps.undo(number).await.unwrap_err();
    let gone = PortalError::NoSuchDocument { id };
    assert!(matches!(refused, UndoError::Portal(error) if error == gone));
    let events = apps.access().history().events().unwrap();
    assert_eq!(events.len(), 3, "what was not done is not remembered");
}

/// The services are outside; only the person's files are on the small disk.
#[tokio::test]
async fn an_answer_is_not_forgotten_where_that_cannot_be_remembered() {
    let session = Session::with(&[STORE]).await;
    let somebody = session.somebody().await;
    let mine = [(ALPHA, &["no"][..])];
    somebody.answers("devices", "camera", &mine).await;
    let small = session.folder("small");
    std::fs::create_dir(&small).unwrap();
    let script = format!(
        "cat /dev/zero >filler 2>/dev/null && exit 99
         '{program}' apps unset {ALPHA} portal:devices/camera --json && exit 98
         test \"$(find . -type f)\" = ./filler",
        program = env!("CARGO_BIN_EXE_isotopectl"),
    );
    let mut command = session.command("bwrap");
    command
        .args(["--dev-bind", "/", "/", "--size", "262144", "--tmpfs"])
        .arg(&small)
        .arg("--chdir")
        .arg(&small)
        .args(["--", "sh", "-c", &script])
        .env("XDG_DATA_HOME", &small);
    let ended = command.output().unwrap();
    assert!(ended.status.success(), "{ended:?}");
    let told = String::from_utf8(ended.stdout).unwrap();
    assert!(told.contains("\"no-space\""), "{told}");
    let (stored, _) = somebody.lookup("devices", "camera").await.unwrap();
    assert_eq!(stored, rows(&mine));
}
