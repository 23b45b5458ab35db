//! Registries that mean harm, or that are none at all.

use std::fs;

use isotope::upstream::{Nonsense, Upstream, UpstreamError};

use crate::double::{Act, Double, Request, answer, head, json};
use crate::{image, images, impatient, places};

/// What comes of asking such a registry for tags, with a name and a password at hand.
async fn tags(act: impl Fn(&Request, &str) -> Act + Send + Sync + 'static) -> UpstreamError {
    let double = Double::start(act).await;
    ask(&double).await
}

async fn ask(double: &Double) -> UpstreamError {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        r#"{{"auths": {{"{}": {{"auth": "c2VjcmV0"}}}}}}"#,
        double.host()
    );
    fs::write(folder.path().join("auth.json"), text).unwrap();
    let upstream = Upstream::new(places(folder.path()), impatient());
    let image = image(&format!("{}/a", double.host()));
    upstream.tags(&image).await.unwrap_err()
}

fn what(failed: &UpstreamError) -> Nonsense {
    let UpstreamError::Nonsense { what, .. } = failed else {
        panic!("{failed:?}")
    };
    *what
}

#[tokio::test]
async fn an_answer_without_an_end_is_left() {
    let failed = tags(|_, _| Act::Endless(head("application/json"), vec![b' '; 4096])).await;
    assert_eq!(what(&failed), Nonsense::TooLong);
    // A header without an end, too: reading it stops by itself.
    let failed =
        tags(|_, _| Act::Endless(b"HTTP/1.1 200 OK\r\nX: ".to_vec(), vec![b'x'; 4096])).await;
    assert!(
        matches!(
            failed,
            UpstreamError::NoNetwork { .. } | UpstreamError::TimedOut { .. }
        ),
        "{failed:?}"
    );
}

#[tokio::test]
async fn a_tag_of_10_megabytes_is_too_long_and_smaller_nonsense_is_no_tag() {
    let failed = tags(|_, _| json(&format!(r#"{{"tags": ["{}"]}}"#, "x".repeat(10 << 20)))).await;
    assert_eq!(what(&failed), Nonsense::TooLong);
    let long = "x".repeat(129);
    let body = format!(
        r#"{{"tags": ["44", "{long}", "", "-x", "a b", "a/b", "\u001b[2J", "ü", "ok_1.2-3"]}}"#
    );
    let double = Double::start(move |_, _| json(&body)).await;
    let folder = tempfile::tempdir().unwrap();
    let upstream = Upstream::new(places(folder.path()), impatient());
    let found = upstream.tags(&image(&format!("{}/a", double.host()))).await;
    assert_eq!(found.unwrap().names, ["44", "ok_1.2-3"]);
}

#[tokio::test]
async fn who_is_too_slow_is_not_waited_for() {
    for act in [
        || Act::Drip(head("application/json")),
        || Act::Silence,
        || Act::Drip(b"HTTP/1.1 200 OK\r\nX: ".to_vec()),
    ] {
        let failed = tags(move |_, _| act()).await;
        assert!(
            matches!(failed, UpstreamError::TimedOut { .. }),
            "{failed:?}"
        );
    }
}

#[tokio::test]
async fn what_is_no_list_is_not_read_as_one() {
    for (kind, body, wanted) in [
        (
            "text/html",
            "<html>Welcome to our hotel</html>",
            Nonsense::WrongType,
        ),
        ("application/json", "{", Nonsense::Unreadable),
        ("application/json", "[]", Nonsense::Unreadable),
        ("application/json", r#"{"tags": [1]}"#, Nonsense::Unreadable),
        ("application/json", "\u{feff}{}", Nonsense::Unreadable),
    ] {
        let failed = tags(move |_, _| answer("200 OK", &[("Content-Type", kind)], body)).await;
        assert_eq!(what(&failed), wanted, "{kind} {body}");
    }
    let deep = format!(r#"{{"tags": {}"#, "[".repeat(50_000));
    assert_eq!(
        what(&tags(move |_, _| json(&deep)).await),
        Nonsense::Unreadable
    );
}

#[tokio::test]
async fn what_is_packed_is_not_unpacked() {
    // A few bytes could become gigabytes.
    let failed = tags(|_, _| {
        let headers = [
            ("Content-Type", "application/json"),
            ("Content-Encoding", "gzip"),
        ];
        answer("200 OK", &headers, "\u{1f}x")
    })
    .await;
    assert_eq!(what(&failed), Nonsense::Packed);
}

#[tokio::test]
async fn pages_and_answers_that_lead_in_circles_are_left() {
    let failed = tags(|request, _| {
        let link = format!("<{}>; rel=\"next\"", request.target);
        let headers = [("Content-Type", "application/json"), ("Link", &*link)];
        answer("200 OK", &headers, r#"{"tags": ["a"]}"#)
    })
    .await;
    assert_eq!(what(&failed), Nonsense::Endless);
    let failed = tags(|request, _| {
        let link = format!("<{}x>; rel=\"next\"", request.target);
        let headers = [("Content-Type", "application/json"), ("Link", &*link)];
        answer("200 OK", &headers, r#"{"tags": ["a"]}"#)
    })
    .await;
    assert_eq!(what(&failed), Nonsense::Endless, "always another page");
    let failed = tags(|request, _| answer("307 x", &[("Location", &request.target)], "")).await;
    assert_eq!(what(&failed), Nonsense::Circles);
}

/// Somebody who waits for passwords.
async fn thief() -> Double {
    Double::start(|_, _| json(r#"{"tags": ["stolen"], "token": "t"}"#)).await
}

#[tokio::test]
async fn passwords_are_not_carried_elsewhere() {
    let thief = thief().await;
    let place = thief.host();
    let elsewhere = move |way: usize| {
        let place = place.clone();
        move |request: &Request, own: &str| {
            if request.header("authorization").is_none() {
                let basic = ("WWW-Authenticate", "Basic realm=x");
                return answer("401 Unauthorized", &[basic], "");
            }
            let link = format!("<http://{place}/v2/a/tags/list>; rel=\"next\"");
            let same = format!("<//{place}/v2/a/tags/list>; rel=next");
            let host = own.replace("127.0.0.1", "localhost");
            let other_name = format!("<http://{host}/v2/a/tags/list>; rel=next");
            let kind = ("Content-Type", "application/json");
            let page = |link: &str| answer("200 OK", &[kind, ("Link", link)], r#"{"tags": []}"#);
            match way {
                0 => page(&link),
                1 => page(&same),
                2 => page(&other_name),
                3 => page("<https://example.invalid/v2/a/tags/list>; rel=next"),
                4 => answer("302 x", &[("Location", &format!("http://{place}/x"))], ""),
                5 => answer("308 x", &[("Location", "https://example.invalid/x")], ""),
                _ => answer("307 x", &[("Location", "file:///etc/passwd")], ""),
            }
        }
    };
    for way in 0..7 {
        let failed = tags(elsewhere(way)).await;
        assert_eq!(what(&failed), Nonsense::Elsewhere, "way {way}");
    }
    let asked = thief.asked();
    assert!(asked.is_empty(), "{asked:?}");
}

#[tokio::test]
async fn a_token_is_not_fetched_from_just_anywhere() {
    for realm in [
        "https://example.invalid/token",
        "http://example.invalid/token",
        "file:///etc/passwd",
        "no address",
    ] {
        let failed = tags(move |_, _| {
            let wants = format!("Bearer realm=\"{realm}\"");
            answer("401 x", &[("WWW-Authenticate", &wants)], "")
        })
        .await;
        let wanted = [Nonsense::Elsewhere, Nonsense::Unreadable];
        assert!(wanted.contains(&what(&failed)), "{realm}");
    }
    // A token that would be two headers.
    let failed = tags(|request, own| {
        if request.target.starts_with("/token") {
            return json(r#"{"token": "a\r\nX-Evil: 1"}"#);
        }
        let wants = format!("Bearer realm=\"http://{own}/token\"");
        answer("401 x", &[("WWW-Authenticate", &wants)], "")
    })
    .await;
    assert_eq!(what(&failed), Nonsense::Unreadable);
}

#[tokio::test]
async fn contents_are_what_their_digest_promises() {
    let good = images::config(images::arch(), "1");
    let manifest = images::manifest(&good, images::CONFIG, &[]);
    let index = images::index(&[(images::arch(), &manifest)]);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (good, manifest, index) = (text(&good), text(&manifest), text(&index));
    // How much of it is exchanged: nothing, the configuration, the manifest.
    for (way, wanted) in [
        (0, None),
        (1, Some(Nonsense::Changed)),
        (2, Some(Nonsense::Changed)),
    ] {
        let (good, manifest, index) = (good.clone(), manifest.clone(), index.clone());
        let double = Double::start(move |request, _| {
            if request.target.ends_with("/manifests/x") {
                return json(&index);
            }
            if request.target.contains("/blobs/") {
                return json(&if way == 1 {
                    good.replace('1', "2")
                } else {
                    good.clone()
                });
            }
            json(&if way == 2 {
                manifest.replace("layers", "player")
            } else {
                manifest.clone()
            })
        })
        .await;
        let folder = tempfile::tempdir().unwrap();
        let upstream = Upstream::new(places(folder.path()), impatient());
        let facts = upstream
            .facts(&image(&format!("{}/a:x", double.host())))
            .await;
        assert_eq!(facts.err().as_ref().map(what), wanted, "way {way}");
    }
}

#[tokio::test]
async fn what_leads_on_is_a_digest() {
    let part = r#"{"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "../../../other", "size": 1}"#;
    let body = format!(r#"{{"schemaVersion": 2, "config": {part}, "layers": []}}"#);
    let double = Double::start(move |_, _| json(&body)).await;
    let folder = tempfile::tempdir().unwrap();
    let upstream = Upstream::new(places(folder.path()), impatient());
    let facts = upstream
        .facts(&image(&format!("{}/a:x", double.host())))
        .await;
    assert_eq!(what(&facts.unwrap_err()), Nonsense::Unreadable);
    assert_eq!(double.asked().len(), 1);
}

#[tokio::test]
async fn a_page_of_a_hotel_does_not_hide_what_was_seen() {
    let hotel = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let switch = std::sync::Arc::clone(&hotel);
    let double = Double::start(move |_, _| {
        if hotel.load(std::sync::atomic::Ordering::SeqCst) {
            answer("200 OK", &[("Content-Type", "text/html")], "<html>")
        } else {
            json(r#"{"tags": ["44"]}"#)
        }
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let upstream = Upstream::new(places(folder.path()), impatient());
    let image = image(&format!("{}/a", double.host()));
    assert_eq!(upstream.tags(&image).await.unwrap().seen.offline, None);
    switch.store(true, std::sync::atomic::Ordering::SeqCst);
    let again = upstream.tags(&image).await.unwrap();
    assert_eq!(again.names, ["44"]);
    assert_eq!(what(&again.seen.offline.unwrap()), Nonsense::WrongType);
}
