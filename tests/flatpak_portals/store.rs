//! The permission store.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::StreamExt as _;
use isotope::domain::permission::{
    Inhibit, LocationAccuracy, PortalAnswer, PortalGrant, PortalKey, PortalKind,
};
use isotope::flatpak::PortalError;
use zbus::{OwnedVariant, Variant};

use crate::session::{STORE, Session, alpha, beta, rows};

fn key(text: &str) -> PortalKey {
    text.parse().unwrap()
}

fn answer_at(grants: &[PortalGrant], place: &str) -> PortalAnswer {
    let place = key(place);
    let mut found = grants.iter().filter(|grant| grant.key == place);
    let answer = found.next().unwrap().answer.clone();
    assert!(found.next().is_none(), "{place} twice");
    answer
}

/// A saved session's data: the desktop, its version, and what only the desktop understands.
fn session_data() -> Variant<'static> {
    Variant::from(("GNOME", 1_u32, Variant::from("blob")))
}

#[tokio::test]
async fn without_the_service_it_says_so_and_starts_nothing() {
    let session = Session::empty();
    let store = session.store().await;
    let missing = PortalError::Missing { service: STORE };
    assert_eq!(store.all().await.unwrap_err(), missing);
    assert_eq!(store.grants_of(&alpha()).await.unwrap_err(), missing);
    let camera = key("portal:devices/camera");
    let set = store.set(&alpha(), &camera, &PortalAnswer::Denied).await;
    assert_eq!(set.unwrap_err(), missing);
}

#[tokio::test]
async fn an_app_that_was_never_asked_has_every_place_unanswered() {
    let session = Session::with(&[STORE]).await;
    let grants = session.store().await.grants_of(&alpha()).await.unwrap();
    let kinds: Vec<PortalKind> = grants.iter().map(|grant| grant.key.kind()).collect();
    let expected = PortalKind::ALL.iter().copied();
    let expected: Vec<_> = expected
        .filter(|kind| kind.is_live() && kind.key().is_some())
        .collect();
    assert_eq!(kinds, expected);
    assert!(!kinds.contains(&PortalKind::Microphone));
    for grant in grants {
        assert_eq!(grant.answer, PortalAnswer::NotAsked, "{}", grant.key);
        assert_eq!(grant.app, "org.example.Alpha");
    }
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
    let store = session.store().await;
    let grants = store.grants_of(&alpha()).await.unwrap();
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
    let all = store.all().await.unwrap();
    let apps: BTreeSet<&str> = all.iter().map(|grant| grant.app.as_str()).collect();
    assert_eq!(apps, [a, "snap.thing"].into());
    assert_eq!(all.len(), 8, "{all:#?}");
}

#[tokio::test]
async fn an_answer_is_given_where_there_was_none_and_taken_back() {
    let session = Session::with(&[STORE]).await;
    let store = session.store().await;
    let somebody = session.somebody().await;
    let wallpaper = key("portal:wallpaper/wallpaper");
    let former = store
        .set(&alpha(), &wallpaper, &PortalAnswer::Denied)
        .await
        .unwrap();
    assert_eq!(former.answer(), PortalAnswer::NotAsked);
    let (stored, data) = somebody.lookup("wallpaper", "wallpaper").await.unwrap();
    assert_eq!(stored, rows(&[("org.example.Alpha", &["no"])]));
    assert_eq!(data, OwnedVariant::from(0_u8), "no data is one zero byte");
    store.restore(&former).await.unwrap();
    let (stored, _) = somebody.lookup("wallpaper", "wallpaper").await.unwrap();
    assert_eq!(stored, rows(&[]), "the store keeps an entry without apps");
    let grants = store.grants_of(&alpha()).await.unwrap();
    let answer = answer_at(&grants, "portal:wallpaper/wallpaper");
    assert_eq!(answer, PortalAnswer::NotAsked);
}

#[tokio::test]
async fn changing_one_answer_keeps_the_others_and_the_data() {
    let session = Session::with(&[STORE]).await;
    let store = session.store().await;
    let somebody = session.somebody().await;
    let before = rows(&[
        ("org.example.Alpha", &["no"]),
        ("org.example.Beta", &["yes"]),
    ]);
    let data = Variant::from(("something", 7_u32));
    somebody
        .set("devices", "camera", &before, data.try_clone().unwrap())
        .await;
    let camera = key("portal:devices/camera");
    let set = store.set(&alpha(), &camera, &PortalAnswer::Allowed).await;
    let (stored, kept) = somebody.lookup("devices", "camera").await.unwrap();
    assert_eq!(stored["org.example.Alpha"], ["yes"]);
    assert_eq!(stored["org.example.Beta"], ["yes"]);
    assert_eq!(
        kept,
        OwnedVariant::try_from(data.try_clone().unwrap()).unwrap()
    );
    store.restore(&set.unwrap()).await.unwrap();
    let forgotten = store.forget("org.example.Alpha", &camera).await.unwrap();
    assert_eq!(forgotten.answer(), PortalAnswer::Denied);
    let (stored, kept) = somebody.lookup("devices", "camera").await.unwrap();
    assert_eq!(stored, rows(&[("org.example.Beta", &["yes"])]));
    assert_eq!(kept, OwnedVariant::try_from(data).unwrap());
    // Meanwhile somebody else answers for the other app.
    store
        .set(&beta(), &camera, &PortalAnswer::Denied)
        .await
        .unwrap();
    store.restore(&forgotten).await.unwrap();
    let (stored, _) = somebody.lookup("devices", "camera").await.unwrap();
    let expected = rows(&[
        ("org.example.Alpha", &["no"]),
        ("org.example.Beta", &["no"]),
    ]);
    assert_eq!(stored, expected);
}

#[tokio::test]
async fn forgetting_what_is_not_there_is_no_error() {
    let session = Session::with(&[STORE]).await;
    let store = session.store().await;
    let somebody = session.somebody().await;
    for place in ["portal:devices/camera", "portal:screencast/no-such-token"] {
        let former = store
            .forget("org.example.Alpha", &key(place))
            .await
            .unwrap();
        assert_eq!(former.values(), None);
        store.restore(&former).await.unwrap();
    }
    assert_eq!(somebody.lookup("devices", "camera").await, None);
    let beta_only = [("org.example.Beta", &["no"][..])];
    somebody.answers("devices", "camera", &beta_only).await;
    let camera = key("portal:devices/camera");
    store.forget("org.example.Alpha", &camera).await.unwrap();
    let (stored, _) = somebody.lookup("devices", "camera").await.unwrap();
    assert_eq!(stored, rows(&beta_only));
}

#[tokio::test]
async fn a_saved_session_goes_as_a_whole_and_comes_back_as_a_whole() {
    let session = Session::with(&[STORE]).await;
    let store = session.store().await;
    let somebody = session.somebody().await;
    let mine = rows(&[("org.example.Alpha", &["yes"])]);
    somebody
        .set("remote-desktop", "token", &mine, session_data())
        .await;
    let token = key("portal:remote-desktop/token");
    // Another app's name does not take it.
    store.forget("org.example.Beta", &token).await.unwrap();
    assert!(somebody.lookup("remote-desktop", "token").await.is_some());
    let former = store.forget("org.example.Alpha", &token).await.unwrap();
    assert_eq!(somebody.lookup("remote-desktop", "token").await, None);
    store.restore(&former).await.unwrap();
    let (stored, data) = somebody.lookup("remote-desktop", "token").await.unwrap();
    assert_eq!(stored, mine);
    assert_eq!(data, OwnedVariant::try_from(session_data()).unwrap());
}

#[tokio::test]
async fn every_answer_that_can_be_given_is_read_back() {
    let session = Session::with(&[STORE]).await;
    let store = session.store().await;
    let exact = PortalAnswer::Accuracy {
        level: LocationAccuracy::City,
        when: None,
    };
    let some = [Inhibit::Suspend, Inhibit::Idle].into();
    for (place, answer) in [
        ("portal:devices/camera", PortalAnswer::Allowed),
        ("portal:screenshot/screenshot", PortalAnswer::Ask),
        ("portal:gnome/shortcuts-inhibitor", PortalAnswer::Denied),
        ("portal:location/location", exact),
        ("portal:inhibit/inhibit", PortalAnswer::Inhibits(some)),
        // The store takes an empty list for no answer, which would allow everything.
        (
            "portal:inhibit/inhibit",
            PortalAnswer::Inhibits(BTreeSet::new()),
        ),
    ] {
        store.set(&alpha(), &key(place), &answer).await.unwrap();
        let grants = store.grants_of(&alpha()).await.unwrap();
        assert_eq!(answer_at(&grants, place), answer);
    }
}

#[tokio::test]
async fn what_nothing_reads_cannot_be_set() {
    let session = Session::with(&[STORE]).await;
    let store = session.store().await;
    for place in [
        "portal:devices/microphone",
        "portal:devices/speakers",
        "portal:screencast/x",
    ] {
        let refused = store
            .set(&alpha(), &key(place), &PortalAnswer::Denied)
            .await;
        assert_eq!(
            refused.unwrap_err(),
            PortalError::NoSuchAnswer { key: key(place) }
        );
    }
    assert_eq!(
        session
            .somebody()
            .await
            .lookup("devices", "microphone")
            .await,
        None
    );
}

#[tokio::test]
async fn changes_of_others_are_heard_and_a_store_that_comes_back_too() {
    let mut session = Session::with(&[STORE]).await;
    let store = session.store().await;
    let somebody = session.somebody().await;
    let mut changes = store.changes();
    // The first question to the stream is what subscribes.
    let mut next = tokio::spawn(async move {
        changes.next().await.unwrap();
        changes
    });
    let heard = tokio::time::timeout(Duration::from_secs(10), async {
        loop {
            somebody
                .answers("devices", "camera", &[("org.example.Alpha", &["no"])])
                .await;
            if let Ok(changes) = tokio::time::timeout(Duration::from_millis(50), &mut next).await {
                break changes.unwrap();
            }
        }
    });
    let mut changes = heard.await.unwrap();
    // What was heard more than once.
    while tokio::time::timeout(Duration::from_millis(200), changes.next())
        .await
        .is_ok()
    {}
    session.stop();
    session.start(STORE).await;
    let owner = tokio::time::timeout(Duration::from_secs(10), changes.next());
    owner.await.unwrap().unwrap();
    // The answers are in the store's own file.
    let grants = store.grants_of(&alpha()).await.unwrap();
    assert_eq!(
        answer_at(&grants, "portal:devices/camera"),
        PortalAnswer::Denied
    );
}
