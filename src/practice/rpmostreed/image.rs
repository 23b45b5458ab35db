//! Container images: what rpm-ostree does with one, on top of the version that the image carries.
//!
//! The version comes as a commit, the layer on it (the publisher's rules for images) is put on here, and the result is a
//! commit of this computer only, as the real service makes one of an image's layers. Sentences and their order are those
//! of rpm-ostree 2026.2.

use std::fs;
use std::path::{Path, PathBuf};

use isotope::domain::{ContainerOrigin, Origin, SignaturePolicy};
use isotope::practice_api::REGISTRY_HOST;
use serde_json::{Value, json};

use super::super::enter;
use super::super::fault::Fault;
use super::super::paths::REMOTE;
use super::super::upstream::images::{self, Image, Repository};
use super::super::upstream::{registry, seal};
use super::cached;
use super::job::{CANCELLED, Done, Job};
use super::pull::{Listening, pull};
use super::transaction::Signal;
use super::work::Options;

/// Where images keep the key of their publisher, and the rules that name it.
const KEY: &str = "etc/pki/containers/practice.pub";
const RULES: &str = "etc/containers/policy.json";
/// What all of these failures begin with.
const FETCHING: &str = "Preparing import: Fetching manifest: ";

/// An image of the registry, and the address by which it is wanted.
struct Found<'a> {
    address: &'a str,
    repository: Repository,
    image: Image,
}

impl Job<'_> {
    /// Switches to an image.
    pub(super) async fn rebase_image(&self, address: &str, options: &Options) -> Done {
        let found = self.find(address)?;
        let commit = self.import(&found).await?;
        if options.download_only || options.dry_run {
            return Ok(());
        }
        let (_, requested) = self.now(&self.base()?, options);
        self.prepare((address, &commit), &requested, options)
            .await?;
        self.maybe_reboot(options).await
    }

    /// Fetches what the image that runs is now.
    pub(super) async fn upgrade_image(&self, address: &str, options: &Options) -> Done {
        let base = self.base()?;
        let found = self.find(address)?;
        let (now, requested) = self.now(&base, options);
        let now = self.daemon.commit(&now).ok();
        let now = now.and_then(|commit| commit.digest.clone());
        let is_same = now.is_some_and(|now| now == found.image.digest());
        if is_same && requested == base.requested {
            self.tx.tell(&Signal::ProgressEnd);
            if !options.quiet {
                self.tx.message("No upgrade available.");
            }
            return Ok(());
        }
        let commit = self.import(&found).await?;
        if options.download_only || options.dry_run {
            return Ok(());
        }
        self.prepare((address, &commit), &requested, options)
            .await?;
        cached::note(self.daemon);
        self.maybe_reboot(options).await
    }

    /// Looks whether the image that runs has become another one.
    pub(super) fn check_image(&self, address: &str) -> Done {
        let found = self.find(address)?;
        self.tx.tell(&Signal::ProgressEnd);
        cached::note_image(self.daemon, address, &found.image);
        Ok(())
    }

    /// Finds the image in the registry, and checks who signed it when the address wants that.
    fn find<'a>(&self, address: &'a str) -> Result<Found<'a>, String> {
        self.tx.message(format!("Pulling manifest: {address}"));
        let Origin::Container(origin) = Origin::parse(address) else {
            return Err(format!("{FETCHING}invalid reference format"));
        };
        let rules = match origin.signature {
            SignaturePolicy::ContainerPolicy => Some(self.rules(&origin)?),
            SignaturePolicy::OstreeRemote(_) | SignaturePolicy::Unverified => None,
        };
        let opening = |text: String| format!("{FETCHING}failed to invoke method OpenImage: {text}");
        let fault = Fault::of(self.machine);
        let host = origin.repository.split('/').next().unwrap_or_default();
        if host != REGISTRY_HOST || fault == Fault::NoNetwork {
            let why = if host == REGISTRY_HOST {
                "connect: connection refused".to_owned()
            } else {
                format!("lookup {host}: no such host")
            };
            return Err(opening(format!(
                "pinging container registry {host}: Get \"https://{host}/v2/\": dial tcp: {why}"
            )));
        }
        let name = origin.repository.clone();
        let Some((repository, origin)) = images::of(address) else {
            return Err(opening(format!("reading manifest in {name}: name unknown")));
        };
        let which = origin.digest.as_deref().or(origin.tag.as_deref());
        let which = which.unwrap_or("latest");
        let image = repository
            .image(&self.machine.upstream(), which)
            .ok_or_else(|| {
                opening(format!(
                    "reading manifest {which} in {name}: manifest unknown"
                ))
            })?;
        let found = Found {
            address,
            repository,
            image,
        };
        if let Some(Rules::Signed(key)) = rules {
            self.verify(&found, &key, fault)?;
        }
        Ok(found)
    }

    /// What this computer's rules want of an image.
    fn rules(&self, origin: &ContainerOrigin) -> Result<Rules, String> {
        let file = self.machine.booted().join(RULES);
        let text = fs::read_to_string(&file).map_err(|e| format!("{FETCHING}{e}"))?;
        let rules: Value = serde_json::from_str(&text).map_err(|e| format!("{FETCHING}{e}"))?;
        let kind = |rule: &Value| Some(rule.get(0)?.get("type")?.as_str()?.to_owned());
        if rules.get("default").and_then(kind).as_deref() == Some("insecureAcceptAnything") {
            return Err(format!(
                "{FETCHING}containers-policy.json specifies a default of `insecureAcceptAnything`; refusing usage"
            ));
        }
        let scopes = rules.pointer("/transports/docker");
        // The narrowest that fits: the repository, then the folders above it, then everything.
        let mut names = std::iter::successors(Some(origin.repository.as_str()), |name| {
            name.rsplit_once('/').map(|(above, _)| above)
        })
        .chain([""]);
        let rule = names
            .find_map(|name| scopes?.get(name))
            .or_else(|| rules.get("default"));
        match rule.and_then(kind).as_deref() {
            Some("insecureAcceptAnything") => Ok(Rules::Any),
            Some("sigstoreSigned") => {
                let path = rule.and_then(|rule| rule.get(0)?.get("keyPath")?.as_str());
                Ok(Rules::Signed(path.unwrap_or_default().to_owned()))
            }
            _ => Err(format!(
                "{FETCHING}Source image rejected: Running image docker://{} is rejected by policy.",
                origin.repository
            )),
        }
    }

    fn verify(&self, found: &Found<'_>, key: &str, fault: Fault) -> Done {
        let rejected = |why: &str| Err(format!("{FETCHING}Source image rejected: {why}"));
        let whole = (found.repository, &found.image);
        let Some(signature) = registry::signature(self.machine, whole, fault) else {
            return rejected("A signature was required, but no signature exists");
        };
        let file = self.machine.booted().join(key.trim_start_matches('/'));
        let public = fs::read_to_string(&file).map_err(|e| format!("{FETCHING}{e}"))?;
        let public = seal::from_pem(&public).unwrap_or_default();
        let payload = seal::payload(found.repository, &found.image);
        if seal::is_good(&signature, &payload, &public) {
            Ok(())
        } else {
            rejected(
                "cryptographic signature verification failed: invalid signature when validating ASN.1 encoded signature",
            )
        }
    }

    /// Fetches the image and gives the commit that it is on this computer.
    async fn import(&self, found: &Found<'_>) -> Result<String, String> {
        let image = &found.image;
        let size = format!(
            "{}.{} MB",
            image.bytes / 1_000_000,
            image.bytes / 100_000 % 10
        );
        self.tx.message(format!(
            "Importing: {} (digest: {})",
            found.address,
            image.digest()
        ));
        self.tx
            .message(format!("ostree chunk layers needed: 1 ({size})"));
        let short: String = image.commit.chars().take(19).collect();
        self.tx.tell(&Signal::TaskBegin(format!(
            "[1/1] Fetching ostree chunk {short} ({size})"
        )));
        self.fill_disk_if_wanted()?;
        pull(
            self.machine,
            self.tx,
            &[REMOTE, &image.commit],
            Listening::Quiet,
        )
        .await
        .map_err(|text| format!("Importing: {text}"))?;
        self.tx.tell(&Signal::TaskEnd("done".into()));
        self.tx.tell(&Signal::ProgressEnd);
        if self.tx.is_cancelled() {
            return Err(CANCELLED.into());
        }
        self.merge(found).await
    }

    /// Puts the image's other layer on it: the publisher's key, and rules that ask for it.
    async fn merge(&self, found: &Found<'_>) -> Result<String, String> {
        let text = |e: &dyn std::fmt::Display| e.to_string();
        let scratch = self.machine.system_run().join("image-layer");
        let layer = Layer::make(scratch).map_err(|e| text(&e))?;
        if found.repository.is_signed() {
            let key = seal::public_key(self.machine).map_err(|e| text(&e))?;
            layer.put(KEY, key).map_err(|e| text(&e))?;
            layer
                .put(RULES, rules_of_publisher())
                .map_err(|e| text(&e))?;
        }
        let image = &found.image;
        let about = self.daemon.commit(&image.commit).map_err(|e| text(&e))?;
        let config = String::from_utf8_lossy(&image.config);
        let words = [
            "commit".to_owned(),
            "--canonical-permissions".to_owned(),
            format!("--branch=ostree/container/image/{}", found.repository.name),
            format!("--tree=ref={}", image.commit),
            "--tree=dir=/run/image-layer".to_owned(),
            format!("--timestamp=@{}", about.timestamp),
            "--subject=".to_owned(),
            format!("--parent={}", image.commit),
            format!(
                "--add-metadata-string=ostree.manifest-digest={}",
                image.digest()
            ),
            format!("--add-metadata-string=ostree.container.image-config={config}"),
        ];
        let kept = [
            "version",
            "ostree.linux",
            "ostree.bootable",
            "practice.release",
        ];
        let kept = kept
            .iter()
            .chain(&["rpmostree.rpmdb.pkglist"])
            .map(|key| format!("--keep-metadata={key}"));
        let mut command = enter::command(self.machine, "ostree").map_err(|e| text(&e))?;
        command.args(words).args(kept);
        let output = tokio::process::Command::from(command).output().await;
        let output = output.map_err(|e| format!("cannot run ostree: {e}"))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        } else {
            Err(enter::complaint(&output))
        }
    }
}

/// What rules want of an image that is to be checked.
enum Rules {
    /// Nothing.
    Any,
    /// A signature by the key in that file.
    Signed(String),
}

/// As those of Universal Blue: nothing is taken for signed but what is, by the publisher's key.
fn rules_of_publisher() -> String {
    let any = json!([{ "type": "insecureAcceptAnything" }]);
    let signed = json!([{
        "type": "sigstoreSigned",
        "keyPath": format!("/{KEY}"),
        "signedIdentity": { "type": "matchRepository" },
    }]);
    let rules = json!({
        "default": [{ "type": "reject" }],
        "transports": {
            "docker": { format!("{REGISTRY_HOST}/practice"): signed, "": any },
            "containers-storage": { "": any },
        },
    });
    rules.to_string() + "\n"
}

/// A folder that becomes a layer. It is gone when this is.
pub(super) struct Layer(PathBuf);

impl Layer {
    pub(super) fn make(folder: PathBuf) -> std::io::Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// A file below `/usr`. Images ship `/etc` as `/usr/etc`.
    pub(super) fn put(&self, path: &str, text: impl AsRef<[u8]>) -> std::io::Result<()> {
        let file = self.0.join("usr").join(path);
        fs::create_dir_all(file.parent().unwrap_or_else(|| Path::new("/")))?;
        fs::write(file, text)
    }
}

impl Drop for Layer {
    fn drop(&mut self) {
        if let Err(err) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%err, "a layer stays until the restart");
        }
    }
}
