//! Signatures of container images, as `cosign` makes them: a key that ships with the images, and beside each signed image
//! another small one that says whose digest it is.
//!
//! Source: sigstore/cosign `specs/SIGNATURE_SPEC.md`; containers/image `signature/sigstore_policy_*`.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use isotope::practice_api::REGISTRY_HOST;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _,
    UnparsedPublicKey,
};
use serde_json::{Value, json};

use super::super::paths::Machine;
use super::super::trouble::{About, Result, Trouble};
use super::images::{Image, MANIFEST, Repository, digest};
use isotope::tr;

/// The annotation with the signature itself.
const ANNOTATION: &str = "dev.cosignproject.cosign/signature";
const PAYLOAD: &str = "application/vnd.dev.cosign.simplesigning.v1+json";
/// The private key, in the folder of the publisher's keys.
const KEY: &str = "images.p8";
/// A signature has no configuration, but a manifest has to name one.
pub(super) const CONFIG: &[u8] = b"{}";
/// What stands before the point of a P-256 key.
const P256_HEADER: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// Makes the key in that folder.
///
/// # Errors
/// When it cannot be made or written.
pub(crate) fn make(folder: &Path) -> Result<()> {
    let key = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new())
        .map_err(|error| broke(&error))?;
    let file = folder.join(KEY);
    fs::write(&file, key.as_ref()).about("write", &file)
}

fn broke(error: &dyn std::fmt::Display) -> Trouble {
    Trouble::Plain(tr!("practice-work-broke", error = error.to_string()))
}

fn open_in(folder: &Path) -> Result<EcdsaKeyPair> {
    let file = folder.join(KEY);
    let bytes = fs::read(&file).about("read", &file)?;
    EcdsaKeyPair::from_pkcs8(
        &ECDSA_P256_SHA256_ASN1_SIGNING,
        &bytes,
        &SystemRandom::new(),
    )
    .map_err(|error| broke(&error))
}

/// The public key, as images bring it along.
///
/// # Errors
/// When the key cannot be read.
pub(crate) fn public_key(machine: &Machine) -> Result<String> {
    let key = open_in(&machine.key())?;
    Ok(to_pem(key.public_key().as_ref()))
}

/// The tag under which the signature of an image lies.
pub(crate) fn tag(digest: &str) -> String {
    format!("{}.sig", digest.replace(':', "-"))
}

/// What is signed of an image.
pub(crate) fn payload(repository: Repository, image: &Image) -> Vec<u8> {
    json!({
        "critical": {
            "identity": { "docker-reference": format!("{REGISTRY_HOST}/{}", repository.name) },
            "image": { "docker-manifest-digest": image.digest() },
            "type": "cosign container image signature",
        },
        "optional": Value::Null,
    })
    .to_string()
    .into_bytes()
}

/// The small image with the signature of an image: by the publisher, or by a stranger, whose key is new each time.
///
/// # Errors
/// When the key cannot be read, or does not sign.
pub(super) fn manifest(
    machine: &Machine,
    (repository, image): (Repository, &Image),
    stranger: bool,
) -> Result<Vec<u8>> {
    let scratch = tempfile::tempdir().about("make a folder in", &std::env::temp_dir())?;
    let key = if stranger {
        make(scratch.path())?;
        open_in(scratch.path())?
    } else {
        open_in(&machine.key())?
    };
    let payload = payload(repository, image);
    let signature = key
        .sign(&SystemRandom::new(), &payload)
        .map_err(|error| broke(&error))?;
    let layer = json!({
        "mediaType": PAYLOAD,
        "digest": digest(&payload),
        "size": payload.len(),
        "annotations": { ANNOTATION: BASE64.encode(signature.as_ref()) },
    });
    let manifest = json!({
        "schemaVersion": 2,
        "mediaType": MANIFEST,
        "config": {
            "mediaType": "application/vnd.oci.image.config.v1+json",
            "digest": digest(CONFIG),
            "size": CONFIG.len(),
        },
        "layers": [layer],
    });
    Ok(manifest.to_string().into_bytes())
}

/// Whether a manifest holds a signature of that payload by the key of that public one.
pub(crate) fn is_good(manifest: &[u8], payload: &[u8], public: &[u8]) -> bool {
    let Ok(manifest) = serde_json::from_slice::<Value>(manifest) else {
        return false;
    };
    let layers = manifest.get("layers").and_then(Value::as_array);
    let wanted = digest(payload);
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, public);
    layers.into_iter().flatten().any(|layer| {
        let text = |name: &str| layer.get(name).and_then(Value::as_str);
        let signature = layer
            .get("annotations")
            .and_then(|all| all.get(ANNOTATION))
            .and_then(Value::as_str)
            .and_then(|text| BASE64.decode(text).ok());
        text("digest") == Some(&wanted)
            && signature.is_some_and(|signature| key.verify(payload, &signature).is_ok())
    })
}

/// A public key in the form in which images bring it along, and back.
///
/// Source: RFC 5480 (`SubjectPublicKeyInfo` of an elliptic curve key), RFC 7468.
pub(crate) fn to_pem(point: &[u8]) -> String {
    let der = [&P256_HEADER, point].concat();
    format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        BASE64.encode(der)
    )
}

/// Its point. `None`: it is no key of that kind.
pub(crate) fn from_pem(text: &str) -> Option<Vec<u8>> {
    let lines = text.lines().filter(|line| !line.starts_with("-----"));
    let der = BASE64.decode(lines.collect::<String>()).ok()?;
    Some(der.strip_prefix(P256_HEADER.as_slice())?.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_there_and_back_and_strangers_are_found() {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path()).unwrap();
        let key = open_in(folder.path()).unwrap();
        let public = from_pem(&to_pem(key.public_key().as_ref())).unwrap();
        assert_eq!(public, key.public_key().as_ref());
        let signature = key.sign(&SystemRandom::new(), b"payload").unwrap();
        let manifest = json!({ "layers": [{
            "digest": digest(b"payload"),
            "annotations": { ANNOTATION: BASE64.encode(signature.as_ref()) },
        }] });
        let manifest = manifest.to_string().into_bytes();
        assert!(is_good(&manifest, b"payload", &public));
        assert!(!is_good(&manifest, b"another", &public));
        assert!(!is_good(b"{}", b"payload", &public));
        make(folder.path()).unwrap();
        let other = open_in(folder.path()).unwrap();
        assert!(!is_good(&manifest, b"payload", other.public_key().as_ref()));
    }
}
