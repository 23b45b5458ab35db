//! The publisher's container images: the same versions once more, each wrapped the way registries have them.
//!
//! Nothing of it is kept: an image is computed from the version's commit, so that both always agree. Its one layer is named
//! by that commit and has its size; the contents themselves come as a commit, too, and not as an archive.
//!
//! Source: OCI image-spec 1.1 `manifest.md`, `config.md`; labels and annotations as rpm-ostree's `compose image` writes them.

use std::path::Path;

use chrono::{DateTime, SecondsFormat, Utc};
use isotope::domain::{ContainerOrigin, Origin};
use isotope::practice_api::REGISTRY_HOST;
use serde_json::json;

use super::super::commit::{self, Commit, hex};
use super::{Channel, Stream, Variant, publish};

/// The kind of a manifest.
pub(crate) const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";

/// A repository of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repository {
    /// Its name, without the registry's.
    pub(crate) name: &'static str,
    variant: Variant,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// All channels of the publisher.
    Official,
    /// Given up after its first version.
    Retired,
    /// Somebody else's build of the stable channel, which nobody signs.
    Community,
}

const ALL: [Repository; 5] = [
    Repository::new("practice/gnome", Variant::Gnome, Kind::Official),
    Repository::new("practice/kde", Variant::Kde, Kind::Official),
    Repository::new("practice/base", Variant::Base, Kind::Official),
    Repository::new("practice/gnome-classic", Variant::Gnome, Kind::Retired),
    Repository::new("community/kde", Variant::Kde, Kind::Community),
];

/// One image.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    /// The commit that it carries.
    pub(crate) commit: String,
    /// What `manifests/` gives.
    pub(crate) manifest: Vec<u8>,
    /// What the manifest names as its configuration.
    pub(crate) config: Vec<u8>,
    /// Bytes of its layer.
    pub(crate) bytes: u64,
    /// Its version.
    pub(crate) version: String,
}

impl Image {
    fn new(commit: &str, about: &Commit) -> Self {
        let version = &about.version;
        let bytes = about.sizes.iter().map(|(_, bytes)| bytes).sum();
        let labels = json!({
            "containers.bootc": "1",
            "org.opencontainers.image.version": version,
            "ostree.bootable": "true",
            "ostree.commit": commit,
            "ostree.linux": about.linux,
        });
        let created = DateTime::<Utc>::from_timestamp(about.timestamp.cast_signed(), 0);
        let config = json!({
            "architecture": architecture(),
            "os": "linux",
            "created": created.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            "config": { "Labels": labels },
            "rootfs": { "type": "layers", "diff_ids": [format!("sha256:{commit}")] },
        })
        .to_string()
        .into_bytes();
        let manifest = json!({
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": { "mediaType": CONFIG, "digest": digest(&config), "size": config.len() },
            "layers": [{ "mediaType": LAYER, "digest": format!("sha256:{commit}"), "size": bytes }],
            "annotations": labels,
        });
        Self {
            commit: commit.to_owned(),
            manifest: manifest.to_string().into_bytes(),
            config,
            bytes,
            version: version.clone(),
        }
    }

    /// The digest of its manifest.
    pub(crate) fn digest(&self) -> String {
        digest(&self.manifest)
    }
}

impl Repository {
    const fn new(name: &'static str, variant: Variant, kind: Kind) -> Self {
        Self {
            name,
            variant,
            kind,
        }
    }

    /// The one of that name.
    pub(crate) fn find(name: &str) -> Option<Self> {
        ALL.into_iter().find(|one| one.name == name)
    }

    /// Whether its publisher signs what is in it.
    pub(crate) fn is_signed(self) -> bool {
        self.kind != Kind::Community
    }

    /// Its tags with the commits they stand for: each channel, then its versions by day, newest first.
    pub(crate) fn tags(self, upstream: &Path) -> Vec<(String, String)> {
        let variant = self.variant;
        Stream::all()
            .filter(|stream| stream.variant == variant)
            .filter(|stream| self.kind == Kind::Official || stream.channel == Channel::Stable)
            .flat_map(|stream| {
                let versions = publish::versions(upstream, stream);
                let skipped = match self.kind {
                    Kind::Retired => versions.len().saturating_sub(1),
                    Kind::Official | Kind::Community => 0,
                };
                let versions = versions.into_iter().skip(skipped);
                tagged(self.tag(stream.channel), versions.collect())
            })
            .collect()
    }

    fn tag(self, channel: Channel) -> &'static str {
        match self.kind {
            Kind::Official | Kind::Retired => channel.tag(),
            Kind::Community => "latest",
        }
    }

    /// The image of a tag or digest.
    pub(crate) fn image(self, upstream: &Path, which: &str) -> Option<Image> {
        let tags = self.tags(upstream);
        if let Some((_, commit)) = tags.iter().find(|(tag, _)| tag == which) {
            return image(upstream, commit);
        }
        self.images(upstream).find(|image| image.digest() == which)
    }

    /// All images that it has.
    pub(crate) fn images(self, upstream: &Path) -> impl Iterator<Item = Image> + use<> {
        let upstream = upstream.to_owned();
        let mut commits: Vec<String> = self.tags(&upstream).into_iter().map(|(_, c)| c).collect();
        commits.sort();
        commits.dedup();
        commits
            .into_iter()
            .filter_map(move |commit| image(&upstream, &commit))
    }

    /// Its stream of versions, by one of its tags.
    fn stream(self, tag: &str) -> Option<Stream> {
        let variant = self.variant;
        let is = |channel: &Channel| {
            let name = self.tag(*channel);
            tag.strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let channel = Channel::ALL.into_iter().find(is)?;
        Some(Stream { variant, channel })
    }
}

fn image(upstream: &Path, commit: &str) -> Option<Image> {
    let about = commit::read(upstream, commit).ok()?;
    Some(Image::new(commit, &about))
}

/// The tag of a channel, and one for each of its versions' days: `stable-20261112`, `stable-20261112.1`.
fn tagged(channel: &str, versions: Vec<(String, Commit)>) -> Vec<(String, String)> {
    let newest = versions.first().map(|(commit, _)| commit.clone());
    let newest = newest.map(|commit| (channel.to_owned(), commit));
    let dated = versions.into_iter().filter_map(|(commit, about)| {
        let mut parts = about.version.split('.').skip(1);
        let (day, number) = (parts.next()?, parts.next()?);
        let number = if number == "0" {
            String::new()
        } else {
            format!(".{number}")
        };
        Some((format!("{channel}-{day}{number}"), commit))
    });
    newest.into_iter().chain(dated).collect()
}

/// The image that an address names, when it is one of this registry.
pub(crate) fn of(address: &str) -> Option<(Repository, ContainerOrigin)> {
    let Origin::Container(image) = Origin::parse(address) else {
        return None;
    };
    let name = image.repository.strip_prefix(REGISTRY_HOST)?;
    Some((Repository::find(name.strip_prefix('/')?)?, image))
}

/// The stream of versions that an image's address follows.
pub(super) fn stream(address: &str) -> Option<Stream> {
    let (repository, image) = of(address)?;
    repository.stream(image.tag.as_deref()?)
}

/// This computer's architecture in the words of images: a practice machine is whatever it runs on.
fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

/// `sha256:…`.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    format!("sha256:{}", hex(digest.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_streams() {
        for (address, branch) in [
            (
                "ostree-image-signed:docker://registry.practice.localhost/practice/kde:stable",
                Some("practice/44/x86_64/kde"),
            ),
            (
                "ostree-unverified-registry:registry.practice.localhost/practice/gnome:testing-20261112.1",
                Some("practice/44/x86_64/testing/gnome"),
            ),
            (
                "ostree-unverified-registry:registry.practice.localhost/community/kde:latest",
                Some("practice/44/x86_64/kde"),
            ),
            (
                "ostree-unverified-registry:registry.practice.localhost/practice/kde:nope",
                None,
            ),
            ("ostree-unverified-registry:h.io/practice/kde:stable", None),
            ("practice/44/x86_64/kde", None),
        ] {
            let found = stream(address).map(Stream::branch);
            assert_eq!(found.as_deref(), branch, "{address}");
        }
    }
}
