//! The address of a system, as a person types it: read strictly, where [`Origin::parse`] takes everything.
//!
//! rpm-ostree takes whatever it does not know for a branch and says later that there is none, so what is no address is
//! refused here, with the reason.
//!
//! Source: ostree-ext `container/mod.rs`, rpm-ostree `docs/container.md`, distribution `reference/regexp.go`.

use super::Origin;
use super::origin::{OstreeBranch, SignaturePolicy};

/// Why a text is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// It has a space or a control character.
    #[error("has a space")]
    Space,
    /// An image without a word on its signature: what it may have been meant for, the checked one first.
    #[error("says nothing of the signature; meant may be {}", meant.join(" or "))]
    NoSignature {
        /// Complete addresses.
        meant: [String; 2],
    },
    /// `ostree-unverified-registry:` and `ostree-remote-registry:` name the transport already.
    #[error("one transport too many; meant is {meant}")]
    Twice {
        /// The complete address.
        meant: String,
    },
    /// The image has no transport, such as `docker://`.
    #[error("no transport; meant is {meant}")]
    NoTransport {
        /// The complete address with `docker://`.
        meant: String,
    },
    /// Something before the colon looks like a form of containers and is none.
    #[error("{form} is no form of address")]
    UnknownForm {
        /// The word before the first colon.
        form: String,
    },
    /// The name of an image or of its registry.
    #[error("{name} is no name of an image")]
    Image {
        /// The name.
        name: String,
    },
    /// What stands after the last colon of an image.
    #[error("{tag} is no tag")]
    Tag {
        /// That.
        tag: String,
    },
    /// What stands after `@`.
    #[error("{digest} is no digest")]
    Digest {
        /// That.
        digest: String,
    },
    /// The name of an ostree remote.
    #[error("{remote} is no name of a remote")]
    Remote {
        /// The name.
        remote: String,
    },
    /// The name of an ostree branch.
    #[error("{branch} is no name of a branch")]
    Branch {
        /// The name.
        branch: String,
    },
    /// It leaves out what the running system cannot complete.
    #[error("not complete")]
    Incomplete,
    /// It is where the running system comes from already.
    #[error("the same as now")]
    Same,
}

/// Longest tag of an image.
const LONGEST_TAG: usize = 128;
/// Words before a colon that are forms of containers or parts of them.
const TRANSPORTS: [&str; 6] = [
    "docker",
    "registry",
    "oci",
    "oci-archive",
    "containers-storage",
    "dir",
];

impl Origin {
    /// Reads what a person typed while `current` runs. `OTHER:` keeps the branch, a branch alone keeps the remote.
    ///
    /// # Errors
    /// When it is no address, or the one that runs already.
    pub fn typed(text: &str, current: &Self) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let text = text.strip_prefix("ostree://").unwrap_or(text);
        if text.is_empty() {
            return Err(NotAnAddress::Empty);
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(NotAnAddress::Space);
        }
        if let Ok(checksum) = text.parse() {
            return different(Self::Commit(checksum), current);
        }
        let (form, rest) = text.split_once(':').unwrap_or(("", text));
        let origin = match form {
            "ostree-image-signed" | "ostree-unverified-image" => {
                transport(form, rest)?;
                Self::parse(text)
            }
            "ostree-unverified-registry" => {
                single(form, rest)?;
                Self::parse(text)
            }
            "ostree-remote-image" | "ostree-remote-registry" => {
                let (remote, rest) = rest.split_once(':').ok_or(NotAnAddress::Incomplete)?;
                let form = format!("{form}:{}", checked_remote(remote)?);
                if form.starts_with("ostree-remote-image") {
                    transport(&form, rest)?;
                } else {
                    single(&form, rest)?;
                }
                Self::parse(text)
            }
            _ if form.starts_with("ostree-") => {
                return Err(NotAnAddress::UnknownForm {
                    form: form.to_owned(),
                });
            }
            _ if is_image(form, text) => return Err(no_signature(text)),
            _ => Self::Ostree(branch(text, current)?),
        };
        different(origin, current)
    }

    /// Whether two addresses lead to the same place with the same trust, whatever form they are written in.
    #[must_use]
    pub fn is_same_place(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Container(one), Self::Container(other)) => {
                (&one.repository, &one.transport, &one.digest, &one.signature)
                    == (
                        &other.repository,
                        &other.transport,
                        &other.digest,
                        &other.signature,
                    )
                    && one.tag.as_deref().unwrap_or("latest")
                        == other.tag.as_deref().unwrap_or("latest")
            }
            _ => self == other,
        }
    }

    /// The same image without any check of its signature. `None`: it is no image, or is not checked anyway.
    #[must_use]
    pub fn unchecked(&self) -> Option<Self> {
        let Self::Container(image) = self else {
            return None;
        };
        if !image.signature.is_checked() {
            return None;
        }
        let part = |sign: char, part: &Option<String>| {
            part.as_ref()
                .map(|part| format!("{sign}{part}"))
                .unwrap_or_default()
        };
        let name = format!(
            "{}{}{}",
            image.repository,
            part(':', &image.tag),
            part('@', &image.digest)
        );
        Some(Self::parse(&if image.transport == "registry" {
            format!("ostree-unverified-registry:{name}")
        } else {
            format!("ostree-unverified-image:{}:{name}", image.transport)
        }))
    }

    /// The address as `rpm-ostree rebase` takes it: a branch without a remote would keep the present one. Empty for
    /// [`Origin::Unknown`].
    #[must_use]
    pub fn target(&self) -> String {
        match self {
            Self::Ostree(OstreeBranch {
                remote: None,
                branch,
            }) => format!(":{branch}"),
            Self::Ostree(_) | Self::Container(_) | Self::Commit(_) | Self::Unknown => {
                self.to_string()
            }
        }
    }
}

fn different(origin: Origin, current: &Origin) -> Result<Origin, NotAnAddress> {
    if origin.is_same_place(current) {
        return Err(NotAnAddress::Same);
    }
    Ok(origin)
}

/// Whether it is an image's name and not a branch's: by a transport before it, or a registry's host.
fn is_image(form: &str, text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    // What follows a registry's host is a port; what follows a remote, whose name may have a dot, is a branch.
    let is_host = match host.split_once(':') {
        Some((name, port)) => name.contains('.') && port.bytes().all(|b| b.is_ascii_digit()),
        None => host.contains('.'),
    };
    let is_host = is_host || (form == "localhost" && text.contains('/'));
    TRANSPORTS.contains(&form) || text.contains("://") || (is_host && text.contains('/'))
}

fn no_signature(text: &str) -> NotAnAddress {
    let name = text.split_once("://").map_or(text, |(_, name)| name);
    let name = name.strip_prefix("registry:").unwrap_or(name);
    NotAnAddress::NoSignature {
        meant: [
            format!("ostree-image-signed:docker://{name}"),
            format!("ostree-unverified-registry:{name}"),
        ],
    }
}

/// `docker://IMAGE` and the like.
fn transport(form: &str, rest: &str) -> Result<(), NotAnAddress> {
    let known = rest
        .split_once(':')
        .filter(|(word, _)| TRANSPORTS.contains(word));
    let Some((word, name)) = known else {
        if is_image("", rest) {
            return Err(NotAnAddress::NoTransport {
                meant: format!("{form}:docker://{rest}"),
            });
        }
        return Err(NotAnAddress::Image {
            name: rest.to_owned(),
        });
    };
    match word {
        "docker" => image(name.strip_prefix("//").ok_or_else(|| NotAnAddress::Image {
            name: name.to_owned(),
        })?),
        "registry" => image(name),
        // A place on this computer: whatever the file system takes.
        _ if name.is_empty() => Err(NotAnAddress::Incomplete),
        _ => Ok(()),
    }
}

/// An image of a registry, whose form names no transport.
fn single(form: &str, rest: &str) -> Result<(), NotAnAddress> {
    let twice = ["docker://", "registry:"];
    if let Some(name) = twice.iter().find_map(|word| rest.strip_prefix(word)) {
        return Err(NotAnAddress::Twice {
            meant: format!("{form}:{name}"),
        });
    }
    image(rest)
}

/// `HOST[:PORT]/NAME[:TAG][@DIGEST]`.
fn image(text: &str) -> Result<(), NotAnAddress> {
    let (name, digest) = text
        .split_once('@')
        .map_or((text, None), |(name, digest)| (name, Some(digest)));
    let (name, tag) = match name.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => (name, Some(tag)),
        _ => (name, None),
    };
    if let Some(digest) = digest {
        let hex = digest.strip_prefix("sha256:").unwrap_or_default();
        let lower = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        if hex.len() != 64 || !hex.chars().all(lower) {
            return Err(NotAnAddress::Digest {
                digest: digest.to_owned(),
            });
        }
    }
    if let Some(tag) = tag {
        let first = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let rest = |c: char| first(c) || c == '.' || c == '-';
        if tag.len() > LONGEST_TAG || !tag.starts_with(first) || !tag.chars().all(rest) {
            return Err(NotAnAddress::Tag {
                tag: tag.to_owned(),
            });
        }
    }
    let is_name = name
        .split_once('/')
        .is_some_and(|(host, path)| is_registry(host) && path.split('/').all(is_part));
    if is_name {
        Ok(())
    } else {
        Err(NotAnAddress::Image {
            name: name.to_owned(),
        })
    }
}

fn is_registry(host: &str) -> bool {
    let (name, port) = host
        .rsplit_once(':')
        .map_or((host, None), |(name, port)| (name, Some(port)));
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let labels = name
        .split('.')
        .all(|label| !label.is_empty() && label.chars().all(letter));
    labels && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

fn is_part(part: &str) -> bool {
    let small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    part.starts_with(small)
        && part.ends_with(small)
        && part.chars().all(|c| small(c) || "._-".contains(c))
}

/// `REMOTE:BRANCH`, `BRANCH`, `REMOTE:` or `:BRANCH`.
fn branch(text: &str, current: &Origin) -> Result<OstreeBranch, NotAnAddress> {
    let now = match current {
        Origin::Ostree(now) => Some(now),
        Origin::Container(_) | Origin::Commit(_) | Origin::Unknown => None,
    };
    let (remote, branch) = match text.split_once(':') {
        None => {
            let remote = now.and_then(|now| now.remote.clone());
            (Some(remote.ok_or(NotAnAddress::Incomplete)?), text)
        }
        Some(("", branch)) => (None, branch),
        Some((remote, "")) => {
            let branch = now.map(|now| now.branch.as_str());
            (
                Some(checked_remote(remote)?.to_owned()),
                branch.ok_or(NotAnAddress::Incomplete)?,
            )
        }
        Some((remote, branch)) => (Some(checked_remote(remote)?.to_owned()), branch),
    };
    let letter = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            && part.chars().all(letter)
    };
    if !branch.split('/').all(is_part) {
        return Err(NotAnAddress::Branch {
            branch: branch.to_owned(),
        });
    }
    Ok(OstreeBranch {
        remote,
        branch: branch.to_owned(),
    })
}

fn checked_remote(remote: &str) -> Result<&str, NotAnAddress> {
    let letter = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if remote.starts_with(|c: char| c.is_ascii_alphanumeric()) && remote.chars().all(letter) {
        Ok(remote)
    } else {
        Err(NotAnAddress::Remote {
            remote: remote.to_owned(),
        })
    }
}

impl SignaturePolicy {
    /// Whether anything is checked.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        *self != Self::Unverified
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "fedora:fedora/43/x86_64/silverblue";
    const HEX: &str = "e080c1eb678d7c13f9201e2e1a5bd41369c15f794f6243e406cbadc5a7a24857";

    fn typed(text: &str) -> Result<String, NotAnAddress> {
        Origin::typed(text, &Origin::parse(NOW)).map(|origin| origin.to_string())
    }

    #[test]
    fn every_form_is_taken_as_it_is() {
        let digest = format!("ostree-image-signed:docker://ghcr.io/ublue-os/bluefin@sha256:{HEX}");
        for text in [
            "fedora:fedora/44/x86_64/silverblue",
            "fedora:fedora/44/x86_64/testing/silverblue",
            "my.mirror:fedora/44/x86_64/kinoite",
            "fedora:my.own/44/x86_64/kinoite",
            "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable",
            "ostree-image-signed:registry:ghcr.io/ublue-os/bluefin:stable",
            "ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable-20260818",
            "ostree-unverified-registry:127.0.0.1:5051/practice/silverblue",
            "ostree-unverified-registry:localhost/practice/silverblue:44",
            "ostree-unverified-image:docker://quay.io/fedora/fedora-kinoite:44",
            "ostree-unverified-image:containers-storage:localhost/mine:latest",
            "ostree-unverified-image:oci:/var/tmp/image",
            "ostree-unverified-image:oci-archive:/var/tmp/image.ociarchive",
            "ostree-remote-registry:fedora:quay.io/fedora/fedora-silverblue:44",
            "ostree-remote-image:fedora:docker://quay.io/fedora/fedora-silverblue:44",
            HEX,
            &digest,
        ] {
            assert_eq!(typed(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_left_out_comes_from_what_runs() {
        for (text, full) in [
            (
                "fedora/44/x86_64/kinoite",
                "fedora:fedora/44/x86_64/kinoite",
            ),
            ("mirror:", "mirror:fedora/43/x86_64/silverblue"),
            (":mine", "mine"),
            (
                "  ostree://fedora:fedora/44/x86_64/kinoite ",
                "fedora:fedora/44/x86_64/kinoite",
            ),
        ] {
            assert_eq!(typed(text).as_deref(), Ok(full));
        }
        let image = Origin::parse("ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable");
        for text in ["fedora/44/x86_64/kinoite", "mirror:"] {
            assert_eq!(Origin::typed(text, &image), Err(NotAnAddress::Incomplete));
        }
    }

    #[test]
    fn what_is_asked_for_is_written_so_that_nothing_is_added_to_it() {
        for text in [
            "fedora:fedora/44/x86_64/kinoite",
            ":mine",
            HEX,
            "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable",
        ] {
            assert_eq!(Origin::parse(text).target(), text);
        }
        assert_eq!(Origin::Unknown.target(), "");
    }

    #[test]
    fn an_image_can_be_taken_without_a_check() {
        let digest = format!("ghcr.io/ublue-os/bluefin@sha256:{HEX}");
        for (checked, expected) in [
            (
                "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable",
                Some("ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable"),
            ),
            (
                "ostree-remote-registry:fedora:quay.io/fedora/fedora-silverblue:44",
                Some("ostree-unverified-registry:quay.io/fedora/fedora-silverblue:44"),
            ),
            (
                &format!("ostree-image-signed:docker://{digest}"),
                Some(format!("ostree-unverified-registry:{digest}").as_str()),
            ),
            (
                "ostree-image-signed:containers-storage:localhost/mine:latest",
                Some("ostree-unverified-image:containers-storage:localhost/mine:latest"),
            ),
            ("ostree-unverified-registry:ghcr.io/ublue-os/bluefin", None),
            (NOW, None),
        ] {
            let unchecked = Origin::parse(checked).unchecked();
            assert_eq!(
                unchecked.map(|origin| origin.to_string()).as_deref(),
                expected
            );
        }
    }

    #[test]
    fn the_same_again_is_no_switch() {
        for (text, now) in [
            (NOW, NOW),
            ("fedora/43/x86_64/silverblue", NOW),
            ("fedora:", NOW),
            (
                "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin",
                "ostree-image-signed:registry:ghcr.io/ublue-os/bluefin:latest",
            ),
        ] {
            assert_eq!(
                Origin::typed(text, &Origin::parse(now)),
                Err(NotAnAddress::Same),
                "{text}"
            );
        }
        let signed = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable";
        let unchecked = Origin::parse("ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable");
        assert!(Origin::typed(signed, &unchecked).is_ok(), "more trust");
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        let image = |name: &str| NotAnAddress::Image { name: name.into() };
        let branch = |branch: &str| NotAnAddress::Branch {
            branch: branch.into(),
        };
        let remote = |remote: &str| NotAnAddress::Remote {
            remote: remote.into(),
        };
        let twice = |meant: &str| NotAnAddress::Twice {
            meant: meant.into(),
        };
        let long = "x".repeat(LONGEST_TAG + 1);
        let too_long = format!("ostree-unverified-registry:h.io/a:{long}");
        for (text, why) in [
            ("", NotAnAddress::Empty),
            ("  ", NotAnAddress::Empty),
            ("fedora/44 x", NotAnAddress::Space),
            (
                "ostree-unverified-registry:docker://h.io/a:b",
                twice("ostree-unverified-registry:h.io/a:b"),
            ),
            (
                "ostree-remote-registry:fedora:docker://h.io/a",
                twice("ostree-remote-registry:fedora:h.io/a"),
            ),
            (
                "ostree-image-signed:ghcr.io/ublue-os/bluefin:stable",
                NotAnAddress::NoTransport {
                    meant: "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable".into(),
                },
            ),
            (
                "ostree-image-singed:docker://h.io/a",
                NotAnAddress::UnknownForm {
                    form: "ostree-image-singed".into(),
                },
            ),
            ("ostree-image-signed:docker:h.io/a", image("h.io/a")),
            (
                "ostree-unverified-registry:bluefin:stable",
                image("bluefin"),
            ),
            (
                "ostree-unverified-registry:h.io/Bluefin",
                image("h.io/Bluefin"),
            ),
            ("ostree-unverified-registry:h.io//a", image("h.io//a")),
            (
                "ostree-unverified-registry:h.io:99999/a",
                image("h.io:99999/a"),
            ),
            ("ostree-unverified-registry:", image("")),
            ("ostree-unverified-image:oci:", NotAnAddress::Incomplete),
            ("ostree-remote-registry:fedora", NotAnAddress::Incomplete),
            ("ostree-remote-registry:-x:h.io/a", remote("-x")),
            (
                "ostree-unverified-registry:h.io/a:-x",
                NotAnAddress::Tag { tag: "-x".into() },
            ),
            (&too_long, NotAnAddress::Tag { tag: long.clone() }),
            (
                "ostree-unverified-registry:h.io/a@sha256:00",
                NotAnAddress::Digest {
                    digest: "sha256:00".into(),
                },
            ),
            ("--help", branch("--help")),
            ("fedora:", NotAnAddress::Same),
            ("fedora:/x", branch("/x")),
            ("fedora:a//b", branch("a//b")),
            ("fedora:a/../b", branch("a/../b")),
            (":", branch("")),
            ("-x:a", remote("-x")),
        ] {
            assert_eq!(typed(text), Err(why), "{text}");
        }
    }

    #[test]
    fn an_image_without_a_word_on_its_signature_is_completed() {
        for text in [
            "ghcr.io/ublue-os/bluefin:stable",
            "docker://ghcr.io/ublue-os/bluefin:stable",
            "https://ghcr.io/ublue-os/bluefin:stable",
            "registry:ghcr.io/ublue-os/bluefin:stable",
        ] {
            let Err(NotAnAddress::NoSignature { meant }) = typed(text) else {
                panic!("{text}")
            };
            assert_eq!(
                meant,
                [
                    "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable",
                    "ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable",
                ]
            );
            for address in meant {
                assert!(typed(&address).is_ok(), "{address}");
            }
        }
    }
}
