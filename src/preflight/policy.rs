//! What the computer's rules for container images say: `/etc/containers/policy.json`.
//!
//! Source: containers/image `docs/containers-policy.json.5.md`; ostree-ext refuses a signed switch where the rule for
//! everything is `insecureAcceptAnything`.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use super::places::Places;
use crate::domain::ContainerOrigin;

/// What the rules say of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// It has to be signed, and the key is named.
    Checks,
    /// It is taken without a check.
    Accepts,
    /// It is refused.
    Rejects,
    /// Everything is taken from everywhere, so that nothing can be called checked.
    Lax,
    /// There are no rules that can be read.
    Unreadable,
}

#[derive(Deserialize)]
struct Rules {
    #[serde(default)]
    default: Vec<Rule>,
    #[serde(default)]
    transports: BTreeMap<String, BTreeMap<String, Vec<Rule>>>,
}

#[derive(Deserialize)]
struct Rule {
    #[serde(rename = "type")]
    kind: String,
}

/// What the rules of the computer say of that image.
pub(super) fn of(places: &Places, image: &ContainerOrigin) -> Policy {
    let files = [
        places.at("etc/containers/policy.json"),
        places.at("usr/share/containers/policy.json"),
    ];
    let text = files
        .iter()
        .find_map(|file| fs::read_to_string(file).ok())
        .unwrap_or_default();
    judge(&text, image)
}

fn judge(text: &str, image: &ContainerOrigin) -> Policy {
    let Ok(rules) = serde_json::from_str::<Rules>(text) else {
        return Policy::Unreadable;
    };
    if rules.default.iter().any(|rule| rule.kind == ACCEPTS) {
        return Policy::Lax;
    }
    let transport = if image.transport == "registry" {
        "docker"
    } else {
        image.transport.as_str()
    };
    let scoped = rules.transports.get(transport).and_then(|scopes| {
        let mut names = names(image);
        names.find_map(|name| scopes.get(&name))
    });
    verdict(scoped.unwrap_or(&rules.default))
}

const ACCEPTS: &str = "insecureAcceptAnything";

/// All rules of a list have to be met.
fn verdict(rules: &[Rule]) -> Policy {
    let is = |kind: &str| rules.iter().any(|rule| rule.kind == kind);
    if rules.is_empty() || is("reject") {
        Policy::Rejects
    } else if is("signedBy") || is("sigstoreSigned") {
        Policy::Checks
    } else if is(ACCEPTS) {
        Policy::Accepts
    } else {
        Policy::Rejects
    }
}

/// The names by which rules can mean an image, the narrowest first: with its tag, its repository, the folders above, the
/// host, wildcards of it, and everything of the transport.
fn names(image: &ContainerOrigin) -> impl Iterator<Item = String> {
    let repository = image.repository.clone();
    let whole = match (&image.digest, &image.tag) {
        (Some(digest), _) => format!("{repository}@{digest}"),
        (None, tag) => format!("{repository}:{}", tag.as_deref().unwrap_or("latest")),
    };
    let parents = std::iter::successors(Some(repository.clone()), |name| {
        name.rsplit_once('/').map(|(parent, _)| parent.to_owned())
    });
    let host = repository.split('/').next().unwrap_or_default().to_owned();
    let wildcards = std::iter::successors(Some(host), |host| {
        host.split_once('.').map(|(_, domain)| domain.to_owned())
    });
    let wildcards = wildcards.skip(1).map(|domain| format!("*.{domain}"));
    std::iter::once(whole)
        .chain(parents)
        .chain(wildcards)
        .chain(std::iter::once(String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Origin;

    fn judged(text: &str, address: &str) -> Policy {
        let Origin::Container(image) = Origin::parse(address) else {
            panic!("{address}")
        };
        judge(text, &image)
    }

    const STOCK: &str = r#"{"default": [{"type": "insecureAcceptAnything"}],
        "transports": {"docker": {"registry.access.redhat.com": [{"type": "signedBy", "keyType": "GPGKeys", "keyPath": "/x"}]}}}"#;
    const UBLUE: &str = r#"{"default": [{"type": "reject"}], "transports": {
        "docker": {
            "ghcr.io/ublue-os": [{"type": "sigstoreSigned", "keyPath": "/etc/pki/containers/ublue-os.pub",
                                  "signedIdentity": {"type": "matchRepository"}}],
            "ghcr.io/ublue-os/broken": [{"type": "reject"}],
            "*.example.org": [{"type": "signedBy"}],
            "": [{"type": "insecureAcceptAnything"}]},
        "containers-storage": {"": [{"type": "insecureAcceptAnything"}]}}}"#;
    const BLUEFIN: &str = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable";

    #[test]
    fn the_narrowest_rule_counts() {
        for (text, address, expected) in [
            (STOCK, BLUEFIN, Policy::Lax),
            (UBLUE, BLUEFIN, Policy::Checks),
            (
                UBLUE,
                "ostree-image-signed:docker://ghcr.io/ublue-os/broken:stable",
                Policy::Rejects,
            ),
            (
                UBLUE,
                "ostree-image-signed:docker://quay.io/a/b",
                Policy::Accepts,
            ),
            (
                UBLUE,
                "ostree-image-signed:docker://registry.example.org/a:1",
                Policy::Checks,
            ),
            (
                UBLUE,
                "ostree-image-signed:containers-storage:localhost/a:1",
                Policy::Accepts,
            ),
            (UBLUE, "ostree-image-signed:oci:/a", Policy::Rejects),
            ("", BLUEFIN, Policy::Unreadable),
            ("{}", BLUEFIN, Policy::Rejects),
            (
                r#"{"default": [{"type": "sigstoreSigned"}]}"#,
                BLUEFIN,
                Policy::Checks,
            ),
        ] {
            assert_eq!(judged(text, address), expected, "{address} by {text}");
        }
    }
}
