//! Images, made by hand and put into a registry with plain HTTP.

use std::fmt::Write as _;

use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Client, Method};
use serde_json::{Value, json};

pub(crate) const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
pub(crate) const INDEX: &str = "application/vnd.oci.image.index.v1+json";
pub(crate) const CONFIG: &str = "application/vnd.oci.image.config.v1+json";

/// `sha256:…`.
pub(crate) fn digest(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    let mut text = "sha256:".to_owned();
    for byte in digest.as_ref() {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}

/// This computer's architecture in the words of images.
pub(crate) fn arch() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

/// The configuration of an image with a version.
pub(crate) fn config(arch: &str, version: &str) -> Vec<u8> {
    let labels = json!({
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.base.name": "h.io/base:44",
        "ostree.linux": "6.17.4",
        "ostree.bootable": "true",
    });
    let config = json!({
        "architecture": arch, "os": "linux", "created": "2026-08-18T06:05:04Z", "config": {"Labels": labels},
    });
    serde_json::to_vec(&config).unwrap()
}

/// Its manifest.
pub(crate) fn manifest(config: &[u8], kind: &str, layers: &[&[u8]]) -> Vec<u8> {
    let part = |kind: &str, bytes: &[u8]| -> Value {
        json!({"mediaType": kind, "digest": digest(bytes), "size": bytes.len()})
    };
    let layers = layers.iter();
    let layers: Vec<Value> = layers
        .map(|bytes| part("application/vnd.oci.image.layer.v1.tar", bytes))
        .collect();
    let manifest = json!({
        "schemaVersion": 2, "mediaType": MANIFEST, "config": part(kind, config), "layers": layers,
    });
    serde_json::to_vec(&manifest).unwrap()
}

/// An index of manifests by architecture.
pub(crate) fn index(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let parts = parts.iter();
    let parts: Vec<Value> = parts
        .map(|(arch, bytes)| {
            json!({"mediaType": MANIFEST, "digest": digest(bytes), "size": bytes.len(),
                   "platform": {"architecture": arch, "os": "linux"}})
        })
        .collect();
    let index = json!({"schemaVersion": 2, "mediaType": INDEX, "manifests": parts});
    serde_json::to_vec(&index).unwrap()
}

/// A repository that is written to.
pub(crate) struct Publisher {
    client: Client,
    base: String,
    login: Option<(String, String)>,
}

impl Publisher {
    pub(crate) fn new(host: &str, name: &str, login: Option<(&str, &str)>) -> Self {
        // Whoever is first chooses, and all choose the same.
        let _chosen = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().tls_certs_only([]);
        Self {
            client: client.build().unwrap(),
            base: format!("http://{host}/v2/{name}"),
            login: login.map(|(name, word)| (name.to_owned(), word.to_owned())),
        }
    }

    async fn send(&self, how: Method, url: &str, kind: &str, body: &[u8]) -> reqwest::Response {
        let mut request = self.client.request(how, url).header(CONTENT_TYPE, kind);
        if let Some((name, word)) = &self.login {
            request = request.basic_auth(name, Some(word));
        }
        let answer = request.body(body.to_vec()).send().await.unwrap();
        assert!(answer.status().is_success(), "{url}: {}", answer.status());
        answer
    }

    pub(crate) async fn blob(&self, bytes: &[u8]) {
        let url = format!("{}/blobs/uploads/", self.base);
        let begun = self.send(Method::POST, &url, "text/plain", b"").await;
        let place = begun.headers()[LOCATION].to_str().unwrap().to_owned();
        let sign = if place.contains('?') { '&' } else { '?' };
        let url = format!("{place}{sign}digest={}", digest(bytes));
        self.send(Method::PUT, &url, "application/octet-stream", bytes)
            .await;
    }

    pub(crate) async fn tag(&self, tag: &str, kind: &str, manifest: &[u8]) {
        let url = format!("{}/manifests/{tag}", self.base);
        self.send(Method::PUT, &url, kind, manifest).await;
    }

    /// An image of one layer, with all these tags.
    pub(crate) async fn image(&self, version: &str, tags: &[&str]) -> Vec<u8> {
        let config = config(arch(), version);
        self.blob(&config).await;
        self.blob(b"layer").await;
        let manifest = manifest(&config, CONFIG, &[b"layer"]);
        for tag in tags {
            self.tag(tag, MANIFEST, &manifest).await;
        }
        manifest
    }
}
