//! Tokens, pages and other ways of registries that mean well.

use std::fs;

use isotope::upstream::UpstreamError;

use crate::double::{Act, Double, Request, answer, json};
use crate::{image, upstream};

/// A registry as ghcr.io is one: a token for everybody, 2 tags on a page, the address of the next one as a path.
fn pages(request: &Request, own: &str) -> Act {
    let (path, query) = request
        .target
        .split_once('?')
        .unwrap_or((&request.target, ""));
    if path == "/token" {
        let scope =
            query.contains("scope=repository%3Aa%2Fb%3Apull") && query.contains("service=here");
        return if scope {
            json(r#"{"token": "t0"}"#)
        } else {
            answer("400 Bad", &[], "")
        };
    }
    if request.header("authorization") != Some("Bearer t0") {
        let realm = format!(
            r#"Bearer realm="http://{own}/token",service="here",scope="repository:a/b:pull""#
        );
        return answer("401 Unauthorized", &[("WWW-Authenticate", &realm)], "");
    }
    let last = query.split('&').find_map(|pair| pair.strip_prefix("last="));
    let from: usize = last.map_or(0, |last| last.parse().unwrap());
    let body = format!(r#"{{"name": "a/b", "tags": ["{from}", "{}"]}}"#, from + 1);
    let next = format!("</v2/a/b/tags/list?last={}&n=2>; rel=\"next\"", from + 2);
    let kind = ("Content-Type", "application/json");
    if from == 8 {
        return json(&body);
    }
    answer("200 OK", &[kind, ("Link", &next)], &body)
}

#[tokio::test]
async fn everybody_gets_a_token_and_all_pages() {
    let double = Double::start(pages).await;
    let folder = tempfile::tempdir().unwrap();
    let image = image(&format!("{}/a/b:0", double.host()));
    let tags = upstream(folder.path()).tags(&image).await.unwrap();
    let wanted: Vec<String> = (0..10).map(|tag| tag.to_string()).collect();
    assert_eq!(tags.names, wanted);
    let asked = double.asked();
    assert_eq!(asked.len(), 7, "one refusal, one token, five pages");
    assert!(asked[0].target.ends_with("/tags/list?n=1000"));
    assert_eq!(asked[0].header("authorization"), None);
    assert_eq!(asked[0].header("accept-encoding"), None);
    assert_eq!(asked[1].header("authorization"), None);
    assert!(
        asked[0]
            .header("user-agent")
            .unwrap()
            .starts_with("isotope/")
    );
}

#[tokio::test]
async fn a_token_is_had_with_the_name_and_the_password_of_that_image() {
    let double = Double::start(|request, own| {
        if request.target.starts_with("/token") {
            return match request.header("authorization") {
                Some("Basic aW1hZ2U=") => json(r#"{"access_token": "t1"}"#),
                _ => answer("403 Forbidden", &[], ""),
            };
        }
        if request.header("authorization") == Some("Bearer t1") {
            return json(r#"{"tags": null}"#);
        }
        let realm = format!("Bearer realm=\"http://{own}/token\"");
        answer("401 Unauthorized", &[("WWW-Authenticate", &realm)], "")
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let host = double.host();
    let text = format!(
        r#"{{"auths": {{"{host}": {{"auth": "aG9zdA=="}}, "{host}/a": {{"auth": "aW1hZ2U="}}}}}}"#
    );
    fs::write(folder.path().join("auth.json"), text).unwrap();
    let upstream = upstream(folder.path());
    let tags = upstream.tags(&image(&format!("{host}/a"))).await.unwrap();
    assert_eq!(tags.names, [""; 0]);
    let refused = upstream
        .tags(&image(&format!("{host}/b")))
        .await
        .unwrap_err();
    assert!(
        matches!(refused, UpstreamError::Refused { known: true, .. }),
        "{refused:?}"
    );
}

#[tokio::test]
async fn troubles_of_a_publisher_are_told_apart() {
    let double = Double::start(|request, _| {
        let status = request.target.split('/').nth(2).unwrap();
        answer(
            &format!("{status} x"),
            &[("Content-Type", "application/json")],
            "{}",
        )
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let upstream = upstream(folder.path());
    let host = double.host();
    for (status, wanted) in [
        (
            "403",
            UpstreamError::Refused {
                host: host.clone(),
                name: "403".into(),
                known: false,
            },
        ),
        (
            "401",
            UpstreamError::Refused {
                host: host.clone(),
                name: "401".into(),
                known: false,
            },
        ),
        (
            "404",
            UpstreamError::NoSuchImage {
                name: format!("{host}/404"),
            },
        ),
        ("429", UpstreamError::Crowded { host: host.clone() }),
        (
            "503",
            UpstreamError::Broken {
                host: host.clone(),
                status: 503,
            },
        ),
        (
            "204",
            UpstreamError::Broken {
                host: host.clone(),
                status: 204,
            },
        ),
    ] {
        let failed = upstream.tags(&image(&format!("{host}/{status}"))).await;
        assert_eq!(failed, Err(wanted), "{status}");
    }
}
