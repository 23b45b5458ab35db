//! Where versions come from: ostree branches and container images, parsed and printed in the
//! ostree family's own syntax.
//!
//! Source of the forms: ostree-ext `container/mod.rs`, rpm-ostree `docs/container.md`.

use std::fmt;

use chrono::{Datelike as _, NaiveDate};

use super::Checksum;

/// How the signature of a container image is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignaturePolicy {
    /// By the computer's `/etc/containers/policy.json` (`ostree-image-signed:`).
    ContainerPolicy,
    /// By the keys of an ostree remote (`ostree-remote-…:REMOTE:`).
    OstreeRemote(String),
    /// Not at all (`ostree-unverified-…:`).
    Unverified,
}

/// A branch of an ostree remote, such as `fedora:fedora/43/x86_64/silverblue`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OstreeBranch {
    /// The remote's name. `None`: a local branch.
    pub remote: Option<String>,
    /// The branch (ref).
    pub branch: String,
}

/// A container image that carries an operating system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContainerOrigin {
    /// The reference exactly as the system stores it.
    pub reference: String,
    /// How signatures are checked.
    pub signature: SignaturePolicy,
    /// Transport, such as `registry`, `oci`, `containers-storage`.
    pub transport: String,
    /// Registry and repository, such as `ghcr.io/ublue-os/bluefin`.
    pub repository: String,
    /// The tag, such as `stable`.
    pub tag: Option<String>,
    /// The digest, when the origin names one.
    pub digest: Option<String>,
}

/// Where new versions of a deployment come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A branch of an ostree repository.
    Ostree(OstreeBranch),
    /// A container image.
    Container(ContainerOrigin),
    /// One fixed commit: no updates.
    Commit(Checksum),
    /// Nothing is known.
    Unknown,
}

/// A system in the words of its own naming: what an origin tells about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SystemName {
    /// The variant's own word, such as `silverblue` or `bazzite-gnome`.
    pub variant: Option<String>,
    /// The desktop, such as `GNOME`, by its proper name.
    pub desktop: Option<&'static str>,
    /// The channel, such as `stable`.
    pub channel: Option<String>,
    /// The release, such as `43`.
    pub release: Option<String>,
}

impl Origin {
    /// Reads a refspec, commit or container reference. Never fails: what cannot be read is an ostree branch,
    /// as rpm-ostree itself would take it; an empty text is [`Origin::Unknown`].
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix("ostree://").unwrap_or(text);
        if text.is_empty() {
            return Self::Unknown;
        }
        if let Ok(checksum) = text.parse() {
            return Self::Commit(checksum);
        }
        if let Some(container) = ContainerOrigin::parse(text) {
            return Self::Container(container);
        }
        let (remote, branch) = match text.split_once(':') {
            Some(("", branch)) => (None, branch),
            Some((remote, branch)) => (Some(remote.to_owned()), branch),
            None => (None, text),
        };
        Self::Ostree(OstreeBranch {
            remote,
            branch: branch.to_owned(),
        })
    }

    /// What the origin's naming says about variant, desktop, channel and release.
    #[must_use]
    pub fn system(&self) -> SystemName {
        match self {
            Self::Ostree(branch) => branch.system(),
            Self::Container(image) => image.system(),
            Self::Commit(_) | Self::Unknown => SystemName::default(),
        }
    }

    /// Whether updates can come from it at all: not from one build of an image, whether by its digest or by its day.
    #[must_use]
    pub fn can_update(&self) -> bool {
        match self {
            Self::Ostree(branch) => branch.remote.is_some(),
            Self::Container(image) => image.digest.is_none() && !image.is_dated(),
            Self::Commit(_) | Self::Unknown => false,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ostree(OstreeBranch {
                remote: Some(remote),
                branch,
            }) => write!(f, "{remote}:{branch}"),
            Self::Ostree(OstreeBranch {
                remote: None,
                branch,
            }) => f.write_str(branch),
            Self::Container(image) => f.write_str(&image.reference),
            Self::Commit(checksum) => checksum.fmt(f),
            Self::Unknown => Ok(()),
        }
    }
}

impl OstreeBranch {
    /// `<os>/<release>/<arch>/[<channel>/]<variant>`; a branch that reads otherwise tells nothing.
    fn system(&self) -> SystemName {
        let parts: Vec<&str> = self.branch.split('/').collect();
        let (release, channel, variant) = match parts.as_slice() {
            [_, release, _, variant] => (*release, "stable", *variant),
            [_, release, _, channel, variant] => (*release, *channel, *variant),
            _ => return SystemName::default(),
        };
        SystemName {
            variant: Some(variant.to_owned()),
            desktop: desktop_of(variant),
            channel: Some(channel.to_owned()),
            release: Some(release.to_owned()),
        }
    }
}

impl ContainerOrigin {
    fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        let (signature, rest) = match scheme {
            "ostree-image-signed" => (SignaturePolicy::ContainerPolicy, rest.to_owned()),
            "ostree-unverified-image" => (SignaturePolicy::Unverified, rest.to_owned()),
            "ostree-unverified-registry" => {
                (SignaturePolicy::Unverified, format!("registry:{rest}"))
            }
            "ostree-remote-image" => {
                let (remote, rest) = rest.split_once(':')?;
                (
                    SignaturePolicy::OstreeRemote(remote.to_owned()),
                    rest.to_owned(),
                )
            }
            "ostree-remote-registry" => {
                let (remote, rest) = rest.split_once(':')?;
                (
                    SignaturePolicy::OstreeRemote(remote.to_owned()),
                    format!("registry:{rest}"),
                )
            }
            _ => return None,
        };
        let (transport, name) = rest.split_once(':')?;
        let transport = if transport == "docker" {
            "registry"
        } else {
            transport
        };
        let name = name.strip_prefix("//").unwrap_or(name);
        let (name, digest) = match name.split_once('@') {
            Some((name, digest)) => (name, Some(digest.to_owned())),
            None => (name, None),
        };
        let (repository, tag) = match name.rsplit_once(':') {
            Some((repository, tag)) if !tag.contains('/') => (repository, Some(tag.to_owned())),
            _ => (name, None),
        };
        Some(Self {
            reference: text.to_owned(),
            signature,
            transport: transport.to_owned(),
            repository: repository.to_owned(),
            tag,
            digest,
        })
    }

    /// The same image, with the same trust, at another tag.
    #[must_use]
    pub fn with_tag(&self, tag: &str) -> Self {
        let before = self.reference.split_once(&self.repository);
        let before = before.map_or("", |(before, _)| before);
        Self {
            reference: format!("{before}{}:{tag}", self.repository),
            tag: Some(tag.to_owned()),
            digest: None,
            ..self.clone()
        }
    }

    /// Whether its tag names a day: publishers write it as eight digits, `stable-20260818`, and let that tag stay.
    fn is_dated(&self) -> bool {
        let tag = self.tag.as_deref().unwrap_or_default();
        let mut numbers = tag.split(|c: char| !c.is_ascii_digit());
        numbers.any(|digits| {
            let day = NaiveDate::parse_from_str(digits, "%Y%m%d");
            digits.len() == 8 && day.is_ok_and(|day| (2000..2100).contains(&day.year()))
        })
    }

    fn system(&self) -> SystemName {
        let variant = self.repository.rsplit('/').next().filter(|v| !v.is_empty());
        SystemName {
            variant: variant.map(str::to_owned),
            desktop: variant.and_then(desktop_of),
            channel: self.tag.clone(),
            release: None,
        }
    }
}

/// The desktop of a known variant, by the catalogues of Fedora and Universal Blue and by plain desktop names.
fn desktop_of(variant: &str) -> Option<&'static str> {
    let variant = variant.strip_prefix("fedora-").unwrap_or(variant);
    if variant.starts_with("bazzite") {
        return Some(if variant.contains("gnome") {
            "GNOME"
        } else {
            "KDE Plasma"
        });
    }
    let base = variant.split('-').next().unwrap_or(variant);
    match base {
        "silverblue" | "bluefin" | "gnome" => Some("GNOME"),
        "kinoite" | "aurora" | "kde" | "plasma" => Some("KDE Plasma"),
        "sericea" | "sway" => Some("Sway"),
        "onyx" | "budgie" => Some("Budgie"),
        "cosmic" => Some("COSMIC"),
        "xfce" => Some("Xfce"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_parsed_prints_the_same() {
        for text in [
            "fedora:fedora/44/x86_64/silverblue",
            "fedora/44/x86_64/kinoite",
            "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable",
            "ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable",
            "ostree-remote-registry:fedora:quay.io/fedora/fedora-silverblue:44",
            "ostree-unverified-image:containers-storage:localhost/mine:latest",
            "e080c1eb678d7c13f9201e2e1a5bd41369c15f794f6243e406cbadc5a7a24857",
        ] {
            assert_eq!(Origin::parse(text).to_string(), text);
        }
        assert_eq!(Origin::parse(""), Origin::Unknown);
    }

    #[test]
    fn containers_are_taken_apart() {
        let Origin::Container(image) =
            Origin::parse("ostree-unverified-registry:127.0.0.1:5051/practice/silverblue:42")
        else {
            panic!("not a container")
        };
        assert_eq!(image.repository, "127.0.0.1:5051/practice/silverblue");
        assert_eq!(image.tag.as_deref(), Some("42"));
        assert_eq!(image.signature, SignaturePolicy::Unverified);
        let Origin::Container(image) =
            Origin::parse("ostree-image-signed:docker://h:1/a/b@sha256:00")
        else {
            panic!("not a container")
        };
        assert_eq!(
            (image.tag, image.digest.as_deref()),
            (None, Some("sha256:00"))
        );
        for (place, moves) in [
            ("@sha256:00", false),
            (":stable-20260818", false),
            (":44.20260818.1", false),
            (":20260818", false),
            (":stable-44", true),
            (":stable", true),
            ("", true),
            (":build-99999999", true),
        ] {
            let address = format!("ostree-image-signed:docker://h:1/a/b{place}");
            assert_eq!(Origin::parse(&address).can_update(), moves, "{address}");
        }
    }

    #[test]
    fn another_tag_of_an_image_is_an_address_too() {
        for (text, wanted) in [
            (
                "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable",
                "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:44",
            ),
            (
                "ostree-remote-registry:fedora:quay.io/fedora/fedora-silverblue",
                "ostree-remote-registry:fedora:quay.io/fedora/fedora-silverblue:44",
            ),
            (
                "ostree-unverified-registry:h:1/a@sha256:00",
                "ostree-unverified-registry:h:1/a:44",
            ),
        ] {
            let Origin::Container(image) = Origin::parse(text) else {
                panic!("not a container")
            };
            let other = image.with_tag("44");
            assert_eq!(other.reference, wanted);
            assert_eq!(Origin::Container(other), Origin::parse(wanted));
        }
    }

    #[test]
    fn systems_are_named() {
        let cases = [
            (
                "fedora:fedora/44/x86_64/silverblue",
                Some("GNOME"),
                Some("stable"),
            ),
            (
                "fedora:fedora/44/x86_64/testing/kinoite",
                Some("KDE Plasma"),
                Some("testing"),
            ),
            (
                "fedora:fedora/44/x86_64/sericea",
                Some("Sway"),
                Some("stable"),
            ),
            (
                "ostree-image-signed:docker://ghcr.io/ublue-os/bazzite:testing",
                Some("KDE Plasma"),
                Some("testing"),
            ),
            (
                "ostree-image-signed:docker://ghcr.io/ublue-os/bazzite-deck-gnome:stable",
                Some("GNOME"),
                Some("stable"),
            ),
            (
                "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin-dx:gts",
                Some("GNOME"),
                Some("gts"),
            ),
            ("mine:custom", None, None),
        ];
        for (text, desktop, channel) in cases {
            let system = Origin::parse(text).system();
            assert_eq!(
                (system.desktop, system.channel.as_deref()),
                (desktop, channel),
                "{text}"
            );
        }
    }
}
