//! Two headers of HTTP that registries speak with: what they want to know, and where the next page is.
//!
//! Source: RFC 9110 11.6.1, RFC 8288, distribution `spec/auth/token.md` and `spec/api.md`.

use reqwest::header::HeaderMap;
use reqwest::header::{LINK, WWW_AUTHENTICATE};

/// What a registry wants to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Challenge {
    /// A name and a password.
    Basic,
    /// A token that somebody else gives.
    Bearer {
        realm: String,
        service: Option<String>,
        scope: Option<String>,
    },
}

/// The challenge of a refusal; of several the token's.
pub(super) fn challenge(headers: &HeaderMap) -> Option<Challenge> {
    let mut basic = None;
    for value in headers.get_all(WWW_AUTHENTICATE) {
        let Ok(value) = value.to_str() else { continue };
        let (scheme, rest) = value.trim().split_once(' ').unwrap_or((value.trim(), ""));
        if scheme.eq_ignore_ascii_case("basic") {
            basic = Some(Challenge::Basic);
        } else if scheme.eq_ignore_ascii_case("bearer") {
            let all = parameters(rest);
            let one = |name: &str| {
                let found = all.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
                found.map(|(_, value)| value.clone())
            };
            if let Some(realm) = one("realm") {
                return Some(Challenge::Bearer {
                    realm,
                    service: one("service"),
                    scope: one("scope"),
                });
            }
        }
    }
    basic
}

/// The address of the next page, as it is written: usually only a path.
pub(super) fn next_page(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(LINK).iter();
    let mut links = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| {
            // Before the first bracket there is nothing.
            value.split('<').skip(1)
        });
    links.find_map(|link| {
        let (address, about) = link.split_once('>')?;
        let about = parameters(about);
        let is_next = about
            .iter()
            .any(|(key, value)| key.eq_ignore_ascii_case("rel") && value == "next");
        is_next.then(|| address.to_owned())
    })
}

/// `a=b, c="d, e"; f=g`: names with their values.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == ';');
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_once([',', ';', ' ']).unwrap_or((after, "")),
        };
        found.push((name.to_owned(), value.to_owned()));
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    fn headers(name: &HeaderName, values: &[&str]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for value in values {
            map.append(name, HeaderValue::from_str(value).unwrap());
        }
        map
    }

    #[test]
    fn a_registry_says_what_it_wants_to_know() {
        let bearer = |realm: &str, service: Option<&str>, scope: Option<&str>| Challenge::Bearer {
            realm: realm.to_owned(),
            service: service.map(str::to_owned),
            scope: scope.map(str::to_owned),
        };
        let ghcr = r#"Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:a/b:pull,push""#;
        for (values, wanted) in [
            (
                vec![ghcr],
                Some(bearer(
                    "https://ghcr.io/token",
                    Some("ghcr.io"),
                    Some("repository:a/b:pull,push"),
                )),
            ),
            (
                vec![
                    "basic realm=\"x\"",
                    "bearer realm=https://h.io/t, service=h",
                ],
                Some(bearer("https://h.io/t", Some("h"), None)),
            ),
            (vec!["Basic"], Some(Challenge::Basic)),
            (vec!["Bearer service=x"], None),
            (
                vec!["Bearer realm=\"open"],
                Some(bearer("open", None, None)),
            ),
            (vec!["Negotiate"], None),
            (vec![], None),
        ] {
            assert_eq!(
                challenge(&headers(&WWW_AUTHENTICATE, &values)),
                wanted,
                "{values:?}"
            );
        }
    }

    #[test]
    fn the_next_page_is_found_among_links() {
        for (values, wanted) in [
            (
                vec![r#"</v2/a/tags/list?last=x&n=2>; rel="next""#],
                Some("/v2/a/tags/list?last=x&n=2"),
            ),
            (vec!["</a>; rel=prev, </b>;rel=next"], Some("/b")),
            (
                vec![
                    r#"</a>; rel="prev""#,
                    r#"<https://h.io/b?x=1,2>; REL="next"; title="x""#,
                ],
                Some("https://h.io/b?x=1,2"),
            ),
            (vec!["</a>"], None),
            (vec!["</a; rel=next"], None),
            (vec!["nonsense"], None),
        ] {
            assert_eq!(
                next_page(&headers(&LINK, &values)).as_deref(),
                wanted,
                "{values:?}"
            );
        }
    }
}
