//! The permission store.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::session::{STORE, Session, key, rows, session_data};
use futures_util::StreamExt as _;
use isotope::domain::permission::{LocationAccuracy, PortalAnswer, PortalGrant};
use isotope::flatpak::PortalError;

fn answer_at(grants: &[PortalGrant], place: &str) -> PortalAnswer {
    let place = key(place);
    let mut found = grants.iter().filter(|grant| grant.key == place);
    let answer = found.next().unwrap().answer.clone();
    assert!(found.next().is_none(), "{place} twice");
    answer
}

#[tokio::test]
async fn without_the_service_it_says_so_and_starts_nothing() {
    let session = Session::empty();
    let store = session.store().await;
    let missing = PortalError::Missing { service: STORE };
    assert_eq!(store.all().await.unwrap_err(), missing);
}

#[tokio::test]
async fn all_tables_are_read_also_those_nobody_knows() {
    let session = Session::with(&[STORE]).await;
    let portal = session.somebody().await;
    let a = "org.example.Alpha";
    for (table, id, app, values) in [
        ("devices", "camera", a, &["no"][..]),
        ("devices", "microphone", a, &["yes"]),
        ("location", "location", a, &["EXACT", "1700000000"]),
        ("usb", "046d:c52b", a, &["ask"]),
        (
            "gnome",
            "shortcuts-inhibitor",
            "org.example.Alpha.desktop",
            &["GRANTED"],
        ),
        (
            "desktop-used-apps",
            "x-scheme-handler/https",
            a,
            &["org.mozilla.firefox", "2", "3"],
        ),
        ("toasters", "one", a, &["crisp"]),
        ("notifications", "notification", "snap.thing", &["yes"]),
        ("documents", "4ce87120", a, &["read"]),
    ] {
        portal.answers(table, id, &[(app, values)]).await;
    }
    let token = "11111111-2222-3333-4444-555555555555";
    portal
        .set("screencast", token, &rows(&[(a, &["yes"])]), session_data())
        .await;
    let all = session.store().await.all().await.unwrap();
    let mut grants = all.clone();
    grants.retain(|grant| grant.app == a);
    assert_eq!(
        answer_at(&grants, "portal:devices/camera"),
        PortalAnswer::Denied
    );
    assert_eq!(
        answer_at(&grants, "portal:usb/046d:c52b"),
        PortalAnswer::Ask
    );
    assert_eq!(
        answer_at(&grants, "portal:gnome/shortcuts-inhibitor"),
        PortalAnswer::Allowed
    );
    assert_eq!(
        answer_at(&grants, "portal:toasters/one"),
        PortalAnswer::Other(vec!["crisp".to_owned()])
    );
    let saved = format!("portal:screencast/{token}");
    assert_eq!(answer_at(&grants, &saved), PortalAnswer::Session);
    let firefox = PortalAnswer::Handler {
        app: "org.mozilla.firefox".to_owned(),
        count: 2,
        threshold: 3,
    };
    let https = "portal:desktop-used-apps/x-scheme-handler/https";
    assert_eq!(answer_at(&grants, https), firefox);
    let PortalAnswer::Accuracy { level, when } = answer_at(&grants, "portal:location/location")
    else {
        panic!("no accuracy");
    };
    assert_eq!(level, LocationAccuracy::Exact);
    assert_eq!(when.unwrap().timestamp(), 1_700_000_000);
    let elsewhere =
        |grant: &&PortalGrant| grant.key.table() == "documents" || !grant.key.kind().is_live();
    assert_eq!(grants.iter().find(elsewhere), None);
    let apps: BTreeSet<&str> = all.iter().map(|grant| grant.app.as_str()).collect();
    assert_eq!(apps, [a, "snap.thing"].into());
    assert_eq!(all.len(), 8, "{all:#?}");
}

#[tokio::test]
async fn changes_of_others_are_heard_and_a_store_that_comes_back_too() {
    let mut session = Session::with(&[STORE]).await;
    let store = session.store().await;
    let somebody = session.somebody().await;
    let mut changes = store.changes();
    let patience = Duration::from_secs(10);
    // The first item says that it listens.
    let first = tokio::time::timeout(patience, changes.next());
    first.await.unwrap().unwrap();
    somebody
        .answers("devices", "camera", &[("org.example.Alpha", &["no"])])
        .await;
    let heard = tokio::time::timeout(patience, changes.next());
    heard.await.unwrap().unwrap();
    // What was heard more than once.
    while tokio::time::timeout(Duration::from_millis(200), changes.next())
        .await
        .is_ok()
    {}
    session.stop();
    session.start(STORE).await;
    let owner = tokio::time::timeout(patience, changes.next());
    owner.await.unwrap().unwrap();
    // The answers are in the store's own file.
    let grants = store.all().await.unwrap();
    assert_eq!(
        answer_at(&grants, "portal:devices/camera"),
        PortalAnswer::Denied
    );
}
