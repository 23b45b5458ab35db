//! What an image says of itself: index, manifest, configuration.
//!
//! Source: OCI image-spec 1.1 `image-index.md`, `manifest.md`, `config.md`; Docker's manifest schema 2 has the same fields.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::registry::Registry;
use super::{Nonsense, UpstreamError};
use crate::domain::Checksum;

/// What an image says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The digest of what the tag stands for: of the index, where there is one.
    pub digest: String,
    /// The digest of the manifest for this computer's architecture.
    pub manifest: String,
    /// When it was made.
    pub created: Option<DateTime<Utc>>,
    /// All labels.
    pub labels: BTreeMap<String, String>,
    /// Bytes of all layers, as they come over the network.
    pub bytes: u64,
}

impl Facts {
    /// Its version, such as `44.20260818.1`.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.label("org.opencontainers.image.version")
    }

    /// The image that it was made from.
    #[must_use]
    pub fn base(&self) -> Option<&str> {
        self.label("org.opencontainers.image.base.name")
    }

    /// Its kernel.
    #[must_use]
    pub fn kernel(&self) -> Option<&str> {
        self.label("ostree.linux")
    }

    /// Whether it says that a computer can start from it.
    #[must_use]
    pub fn is_bootable(&self) -> bool {
        ["containers.bootc", "ostree.bootable"]
            .iter()
            .any(|name| matches!(self.label(name), Some("1" | "true")))
    }

    /// Whether it is what a deployment with that digest was made from.
    #[must_use]
    pub fn is(&self, digest: &str) -> bool {
        self.digest == digest || self.manifest == digest
    }

    fn label(&self, name: &str) -> Option<&str> {
        let value = self.labels.get(name).map(|value| value.trim());
        value.filter(|value| !value.is_empty())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Manifest {
    /// Of an index only.
    manifests: Option<Vec<Part>>,
    config: Option<Part>,
    #[serde(default)]
    layers: Vec<Part>,
    #[serde(default)]
    annotations: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    #[serde(default)]
    media_type: String,
    digest: String,
    #[serde(default)]
    size: u64,
    platform: Option<Platform>,
}

#[derive(Deserialize)]
struct Platform {
    architecture: String,
    os: String,
}

#[derive(Deserialize)]
struct Config {
    created: Option<DateTime<Utc>>,
    #[serde(rename = "config")]
    inner: Option<Inner>,
    architecture: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Inner {
    labels: Option<BTreeMap<String, String>>,
}

/// Kinds of configurations that belong to images; signatures and other things have others.
const CONFIGS: [&str; 2] = [
    "application/vnd.oci.image.config.v1+json",
    "application/vnd.docker.container.image.v1+json",
];

/// Asks for the facts of a tag or digest, for a computer of that architecture (`x86_64`).
pub(super) async fn ask(
    registry: &mut Registry<'_>,
    which: &str,
    arch: &str,
) -> Result<Facts, UpstreamError> {
    let arch = in_images(arch);
    let name = registry.full_name(which);
    let bytes = registry.manifest(which).await?;
    let digest = sha256(&bytes);
    if which.contains(':') && digest != which {
        return Err(registry.nonsense(Nonsense::Changed));
    }
    let mut manifest: Manifest = json(registry, &bytes)?;
    let mut own = digest.clone();
    if let Some(parts) = manifest.manifests {
        own = for_architecture(parts, arch, &name)?;
        digest_of(registry, &own)?;
        let bytes = registry.manifest(&own).await?;
        if sha256(&bytes) != own {
            return Err(registry.nonsense(Nonsense::Changed));
        }
        manifest = json(registry, &bytes)?;
    }
    let config = manifest.config;
    let config = config.filter(|config| CONFIGS.contains(&config.media_type.as_str()));
    let config = config.ok_or_else(|| UpstreamError::NotAnImage { name: name.clone() })?;
    digest_of(registry, &config.digest)?;
    let bytes = registry.blob(&config.digest).await?;
    if sha256(&bytes) != config.digest {
        return Err(registry.nonsense(Nonsense::Changed));
    }
    let config: Config = json(registry, &bytes)?;
    if let Some(other) = config
        .architecture
        .filter(|other| !other.is_empty() && other != arch)
    {
        let there = vec![other];
        return Err(UpstreamError::OtherArchitecture { name, there });
    }
    let mut labels = manifest.annotations;
    labels.extend(
        config
            .inner
            .and_then(|inner| inner.labels)
            .unwrap_or_default(),
    );
    let sizes = manifest.layers.iter().map(|layer| layer.size);
    Ok(Facts {
        digest,
        manifest: own,
        created: config.created,
        labels,
        bytes: sizes.fold(0, u64::saturating_add),
    })
}

/// The digest of the manifest for an architecture.
fn for_architecture(parts: Vec<Part>, arch: &str, name: &str) -> Result<String, UpstreamError> {
    let mut there = Vec::new();
    for part in parts {
        match part.platform {
            Some(Platform { architecture, os }) if os == "linux" => {
                if architecture == arch {
                    return Ok(part.digest);
                }
                there.push(architecture);
            }
            // Beside images there are notes on how they were made.
            Some(_) | None => {}
        }
    }
    let name = name.to_owned();
    if there.is_empty() {
        return Err(UpstreamError::NotAnImage { name });
    }
    there.sort();
    there.dedup();
    Err(UpstreamError::OtherArchitecture { name, there })
}

fn json<T: DeserializeOwned>(registry: &Registry<'_>, bytes: &[u8]) -> Result<T, UpstreamError> {
    serde_json::from_slice(bytes).map_err(|_| registry.nonsense(Nonsense::Unreadable))
}

/// What leads on must be a digest and nothing else.
fn digest_of(registry: &Registry<'_>, text: &str) -> Result<(), UpstreamError> {
    let hex = text.strip_prefix("sha256:").unwrap_or_default();
    let parsed = hex.parse::<Checksum>();
    parsed.map_or_else(|_| Err(registry.nonsense(Nonsense::Unreadable)), |_| Ok(()))
}

/// An architecture in the words of images.
fn in_images(arch: &str) -> &str {
    match arch {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "powerpc64" => "ppc64le",
        other => other,
    }
}

/// The digest of contents, with the algorithm's name.
pub(super) fn sha256(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    digest
        .as_ref()
        .iter()
        .fold("sha256:".to_owned(), |mut text, byte| {
            // Writing to a text cannot fail.
            let _written = write!(text, "{byte:02x}");
            text
        })
}
