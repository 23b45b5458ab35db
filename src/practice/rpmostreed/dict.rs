//! The dictionaries of rpm-ostree's properties.

use std::collections::HashMap;

use zbus::{OwnedVariant, Variant};

use super::super::commit::{Commit, Package};
use super::super::fault::Fault;
use super::super::state::Deployment;
use super::diff::{self, Change};
use super::layering::LAYERED;

/// `a{sv}`.
pub(super) type Dict = HashMap<String, OwnedVariant>;

/// Puts a value in. Values are never files, the only ones that cannot be copied.
pub(super) fn put<'v>(dict: &mut Dict, key: &str, value: impl Into<Variant<'v>>) {
    match value.into().try_to_owned() {
        Ok(value) => {
            dict.insert(key.to_owned(), value);
        }
        Err(error) => tracing::error!(key, err = %error, "a value cannot be sent"),
    }
}

fn none() -> Vec<String> {
    Vec::new()
}

/// A commit that a ref points to, when it is newer than a deployment's.
pub(super) type Newer<'a> = Option<(&'a str, &'a Commit)>;

/// The publisher's commit with its checksum, and the one made of it here; the same one when no packages were added.
pub(super) type Layers<'a> = ((&'a str, &'a Commit), &'a Commit);

/// One deployment.
pub(super) fn deployment(
    of: &Deployment,
    ((base, commit), own): Layers<'_>,
    newer: Newer<'_>,
    fault: Fault,
) -> Dict {
    let mut dict = Dict::new();
    put(&mut dict, "id", of.id());
    put(&mut dict, "osname", of.osname.clone());
    put(&mut dict, "serial", of.serial.cast_signed());
    put(&mut dict, "checksum", of.checksum.clone());
    put(&mut dict, "version", commit.version.clone());
    put(&mut dict, "timestamp", own.timestamp);
    if own.base().is_some() {
        put(&mut dict, "base-checksum", base);
        put(&mut dict, "base-version", commit.version.clone());
        put(&mut dict, "base-timestamp", commit.timestamp);
        put(&mut dict, "layered-commit-meta", meta(own));
    }
    if of.is_image() {
        put(&mut dict, "container-image-reference", of.refspec.clone());
    } else {
        put(&mut dict, "origin", of.refspec.clone());
    }
    if let Some(digest) = &commit.digest {
        put(
            &mut dict,
            "container-image-reference-digest",
            digest.clone(),
        );
    }
    put(&mut dict, "booted", of.booted);
    put(&mut dict, "staged", of.staged);
    put(&mut dict, "pinned", of.pinned);
    put(&mut dict, "unlocked", "none");
    put(&mut dict, "regenerate-initramfs", false);
    let mut wanted = of.requested.clone();
    if fault == Fault::LayeredConflict && !wanted.iter().any(|name| name == LAYERED) {
        wanted.push(LAYERED.to_owned());
    }
    put(&mut dict, "requested-packages", wanted);
    put(&mut dict, "packages", own.added.clone().unwrap_or_default());
    for key in [
        "requested-local-packages",
        "requested-local-fileoverride-packages",
        "requested-base-removals",
        "requested-base-local-replacements",
    ] {
        put(&mut dict, key, none());
    }
    put(&mut dict, "base-removals", Vec::<Variant<'_>>::new());
    put(
        &mut dict,
        "base-local-replacements",
        Vec::<(Variant<'_>, Variant<'_>)>::new(),
    );
    put(
        &mut dict,
        "base-remote-replacements",
        HashMap::<String, Variant<'_>>::new(),
    );
    put(&mut dict, "base-commit-meta", meta(commit));
    if let Some((checksum, newer)) = newer {
        put(&mut dict, "pending-base-checksum", checksum);
        put(&mut dict, "pending-base-version", newer.version.clone());
        put(&mut dict, "pending-base-timestamp", newer.timestamp);
    }
    dict
}

fn meta(commit: &Commit) -> HashMap<String, Variant<'static>> {
    HashMap::from([
        ("version".to_owned(), Variant::from(commit.version.clone())),
        (
            "ostree.linux".to_owned(),
            Variant::from(commit.linux.clone()),
        ),
        ("ostree.bootable".to_owned(), Variant::from(true)),
        (
            "ostree.ref-binding".to_owned(),
            Variant::from(commit.refs.clone()),
        ),
    ])
}

/// A commit that could be updated to, against the one that runs.
pub(super) struct Update<'a> {
    /// The stateroot.
    pub(super) osname: &'a str,
    /// `remote:ref`.
    pub(super) origin: &'a str,
    /// What runs: its checksum and commit.
    pub(super) base: (&'a str, &'a Commit),
    /// What could: its checksum and commit.
    pub(super) target: (&'a str, &'a Commit),
    /// The deployment it has become.
    pub(super) staged: Option<String>,
}

impl Update<'_> {
    /// What `CachedUpdate` and the details of the package differences have in common.
    pub(super) fn details(&self) -> Dict {
        let mut dict = Dict::new();
        let (checksum, commit) = self.target;
        put(&mut dict, "osname", self.osname);
        put(&mut dict, "checksum", checksum);
        put(&mut dict, "version", commit.version.clone());
        put(&mut dict, "timestamp", commit.timestamp);
        put(&mut dict, "origin", self.origin);
        dict
    }

    /// The property `CachedUpdate` for an image that was not fetched yet: most of it is what runs.
    pub(super) fn cached_image(&self, version: &str, bytes: u64) -> Dict {
        let mut dict = self.details();
        put(&mut dict, "version", version);
        put(&mut dict, "update-sha256", self.base.0);
        put(&mut dict, "ref-has-new-commit", false);
        let layers = [
            ("total", 1),
            ("total-size", bytes),
            ("n-removed", 1),
            ("removed-size", bytes),
            ("n-added", 1),
            ("added-size", bytes),
        ];
        let layers = layers.map(|(key, number)| (key.to_owned(), Variant::from(number)));
        put(&mut dict, "manifest-diff", HashMap::from(layers));
        dict
    }

    /// The property `CachedUpdate`.
    pub(super) fn cached(&self) -> Dict {
        let mut dict = self.details();
        let (old, new) = (self.base.1, self.target.1);
        put(&mut dict, "update-sha256", self.base.0);
        put(
            &mut dict,
            "ref-has-new-commit",
            self.base.0 != self.target.0,
        );
        if let Some(staged) = &self.staged {
            put(&mut dict, "deployment", staged.clone());
        }
        put(
            &mut dict,
            "rpm-diff",
            rpm_diff(&diff::changes(&old.packages, &new.packages)),
        );
        let notices: Vec<_> = new
            .advisories
            .iter()
            .filter(|(id, ..)| old.advisories.iter().all(|(known, ..)| known != id))
            .map(|(id, kind, severity, packages, cves)| {
                let details =
                    HashMap::from([("cve_references".to_owned(), Variant::from(cves.clone()))]);
                (id.clone(), *kind, *severity, packages.clone(), details)
            })
            .collect();
        if !notices.is_empty() {
            put(&mut dict, "advisories", notices);
        }
        dict
    }
}

/// Packages of the base image, in rpm-ostree's own numbering.
const BASE: u32 = 0;

fn rpm_diff(changes: &[Change]) -> HashMap<String, Variant<'static>> {
    let pair = |p: &Package| (p.evr(), p.arch.clone());
    let single = |p: &Package| (BASE, p.name.clone(), p.evr(), p.arch.clone());
    let (mut up, mut down, mut added, mut removed) = (vec![], vec![], vec![], vec![]);
    for change in changes {
        match change {
            Change::Added(p) => added.push(single(p)),
            Change::Removed(p) => removed.push(single(p)),
            Change::Upgraded(old, new) => up.push((BASE, new.name.clone(), pair(old), pair(new))),
            Change::Downgraded(old, new) => {
                down.push((BASE, new.name.clone(), pair(old), pair(new)));
            }
        }
    }
    HashMap::from([
        ("upgraded".to_owned(), Variant::from(up)),
        ("downgraded".to_owned(), Variant::from(down)),
        ("added".to_owned(), Variant::from(added)),
        ("removed".to_owned(), Variant::from(removed)),
    ])
}
