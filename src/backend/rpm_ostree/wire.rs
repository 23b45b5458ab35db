//! The service's deployment dictionaries, read. Pure: no bus, no files.
//!
//! Source: rpm-ostree `src/daemon/rpmostreed-deployment-utils.cxx`. A key is only there when it applies; unknown
//! keys are ignored.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use zbus::{OwnedVariant, Variant};

use crate::backend::BackendError;
use crate::domain::{
    Checksum, Deployment, DeploymentState, Origin, Package, PackageChange, PackageDiff, Signature,
    SignaturePolicy,
};

/// What an `a{sv}` arrives as.
pub(super) type Dict = HashMap<String, OwnedVariant>;

/// A dictionary that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum WireError {
    /// A key that has to be there is not.
    #[error("the service's {what} has no `{key}`")]
    Missing {
        /// Which dictionary.
        what: &'static str,
        /// Which key.
        key: &'static str,
    },
    /// A key holds something of another type or form.
    #[error("the service's `{key}` is not what it should be: {found}")]
    Odd {
        /// Which key.
        key: &'static str,
        /// The signature or text that was found.
        found: String,
    },
}

impl From<WireError> for BackendError {
    fn from(err: WireError) -> Self {
        let detail = err.to_string();
        Self::Unexpected { detail }
    }
}

/// One deployment, with what only this back end needs to know of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// In the domain's terms; `os_name` is still to be read from disk.
    pub(super) deployment: Deployment,
    /// The commit that upstream made: differs from the deployed one when packages were added.
    pub(super) base_checksum: Option<Checksum>,
    /// A newer commit of the same branch that is known here.
    pub(super) pending_checksum: Option<Checksum>,
    /// The origin's remote is missing or broken.
    pub(super) remote_error: Option<String>,
}

/// An optional key.
pub(super) fn optional<T>(dict: &Dict, key: &'static str) -> Result<Option<T>, WireError>
where
    T: TryFrom<Variant<'static>>,
    T::Error: Into<zbus::Error>,
{
    dict.get(key)
        .map(|value| {
            let value: Variant<'static> = value.clone().into();
            let found = value.value_signature().to_string();
            value.downcast().map_err(|_| WireError::Odd { key, found })
        })
        .transpose()
}

/// A key that has to be there.
pub(super) fn required<T>(
    dict: &Dict,
    what: &'static str,
    key: &'static str,
) -> Result<T, WireError>
where
    T: TryFrom<Variant<'static>>,
    T::Error: Into<zbus::Error>,
{
    optional(dict, key)?.ok_or(WireError::Missing { what, key })
}

/// A checksum in text form.
pub(super) fn checksum(dict: &Dict, key: &'static str) -> Result<Option<Checksum>, WireError> {
    optional::<String>(dict, key)?
        .map(|text| {
            text.parse()
                .map_err(|_| WireError::Odd { key, found: text })
        })
        .transpose()
}

/// Seconds since 1970; 0 and what no calendar knows is "not given".
pub(super) fn time(dict: &Dict, key: &'static str) -> Result<Option<DateTime<Utc>>, WireError> {
    let seconds: Option<u64> = optional(dict, key)?;
    Ok(seconds
        .filter(|s| *s > 0)
        .and_then(|s| i64::try_from(s).ok())
        .and_then(|s| DateTime::from_timestamp(s, 0)))
}

/// The deployments in the answer of `GetAll`, in boot order.
pub(super) fn entries(sysroot: &Dict) -> Result<Vec<Entry>, WireError> {
    let list: Vec<Dict> = required(sysroot, "Sysroot", "Deployments")?;
    list.iter().map(entry).collect()
}

/// Reads one deployment.
pub(super) fn entry(dict: &Dict) -> Result<Entry, WireError> {
    const WHAT: &str = "deployment";
    let id: String = required(dict, WHAT, "id")?;
    let id = id.parse().map_err(|_| WireError::Odd {
        key: "id",
        found: id,
    })?;
    let origin = origin(dict)?;
    let staged: bool = required(dict, WHAT, "staged")?;
    let locked = optional(dict, "finalization-locked")?.unwrap_or(false);
    let deployment = Deployment {
        id,
        version: version(dict)?,
        timestamp: published(dict)?,
        checksum: checksum(dict, "checksum")?,
        image_digest: optional(dict, "container-image-reference-digest")?,
        os_name: None,
        kernel: kernel(dict)?,
        signature: signature(dict, &origin)?,
        origin,
        added_packages: added_packages(dict)?,
        running: required(dict, WHAT, "booted")?,
        pinned: optional(dict, "pinned")?.unwrap_or(false),
        state: match (staged, locked) {
            (false, _) => DeploymentState::Installed,
            (true, false) => DeploymentState::Staged,
            (true, true) => DeploymentState::StagedLocked,
        },
        end_of_life: optional(dict, "endoflife")?,
    };
    Ok(Entry {
        deployment,
        base_checksum: checksum(dict, "base-checksum")?,
        pending_checksum: checksum(dict, "pending-base-checksum")?,
        remote_error: optional(dict, "remote-error")?,
    })
}

/// Of a version with added packages, `timestamp` is when they were added.
fn published(dict: &Dict) -> Result<Option<DateTime<Utc>>, WireError> {
    let base = time(dict, "base-timestamp")?;
    Ok(base.or(time(dict, "timestamp")?))
}

/// A container has no `origin`, a branch no `container-image-reference`.
fn origin(dict: &Dict) -> Result<Origin, WireError> {
    let image: Option<String> = optional(dict, "container-image-reference")?;
    let branch: Option<String> = optional(dict, "origin")?;
    Ok(image
        .or(branch)
        .map_or(Origin::Unknown, |text| Origin::parse(&text)))
}

/// An empty text is no version.
fn version(dict: &Dict) -> Result<Option<String>, WireError> {
    let own: Option<String> = optional(dict, "version")?;
    let base: Option<String> = optional(dict, "base-version")?;
    Ok(own.or(base).filter(|v| !v.is_empty()))
}

fn kernel(dict: &Dict) -> Result<Option<String>, WireError> {
    for key in ["layered-commit-meta", "base-commit-meta"] {
        if let Some(meta) = optional::<Dict>(dict, key)?
            && let Some(kernel) = optional(&meta, "ostree.linux")?
        {
            return Ok(Some(kernel));
        }
    }
    Ok(None)
}

fn added_packages(dict: &Dict) -> Result<Vec<String>, WireError> {
    let mut packages: Vec<String> = Vec::new();
    for key in ["requested-packages", "requested-local-packages"] {
        packages.extend(optional::<Vec<String>>(dict, key)?.unwrap_or_default());
    }
    Ok(packages)
}

/// What is known of the publisher: `gpg-enabled` and `signatures` of a branch, the policy of an image.
pub(super) fn signature(dict: &Dict, origin: &Origin) -> Result<Signature, WireError> {
    if let Origin::Container(image) = origin {
        return Ok(match image.signature {
            SignaturePolicy::Unverified => Signature::NotChecked,
            SignaturePolicy::ContainerPolicy | SignaturePolicy::OstreeRemote(_) => {
                Signature::Unknown
            }
        });
    }
    match optional::<bool>(dict, "gpg-enabled")? {
        None => return Ok(Signature::Unknown),
        Some(false) => return Ok(Signature::NotChecked),
        Some(true) => {}
    }
    let list: Vec<Variant<'static>> = optional(dict, "signatures")?.unwrap_or_default();
    let signatures: Option<Vec<_>> = list.iter().map(one_signature).collect();
    let signatures = signatures.ok_or_else(|| WireError::Odd {
        key: "signatures",
        found: "another tuple".into(),
    })?;
    let good = signatures.iter().find(|(valid, _)| *valid);
    Ok(match (good, signatures.first()) {
        (Some((_, by)), _) => Signature::Verified { by: by.clone() },
        (None, Some((_, by))) => Signature::Invalid { by: by.clone() },
        (None, None) => Signature::Unknown,
    })
}

/// (good, who) of `ostree_gpg_verify_result_get_all`: 0: valid, …, 10: user name, 11: e-mail.
fn one_signature(value: &Variant<'_>) -> Option<(bool, Option<String>)> {
    if let Variant::Variant(inner) = value {
        return one_signature(inner);
    }
    let Variant::Structure(tuple) = value else {
        return None;
    };
    let fields = tuple.fields();
    let text = |at: usize| {
        let text: &str = fields.get(at)?.downcast_ref().ok()?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    let valid = fields.first()?.downcast_ref().ok()?;
    Some((valid, text(10).or_else(|| text(11))))
}

/// One line of `GetDeploymentsRpmDiff`: name, kind, `PreviousPackage` and `NewPackage`.
pub(super) type DiffLine = (String, u32, Dict);

/// Reads the answer of `GetDeploymentsRpmDiff`.
pub(super) fn diff(lines: &[DiffLine]) -> Result<PackageDiff, WireError> {
    let changes = lines.iter().map(change).collect::<Result<_, _>>()?;
    Ok(PackageDiff { changes })
}

fn change((name, kind, details): &DiffLine) -> Result<PackageChange, WireError> {
    let old = || package(details, "PreviousPackage");
    let new = || package(details, "NewPackage");
    Ok(match kind {
        0 => PackageChange::Added(new()?),
        1 => PackageChange::Removed(old()?),
        2 => PackageChange::Upgraded {
            from: old()?,
            to: new()?,
        },
        3 => PackageChange::Downgraded {
            from: old()?,
            to: new()?,
        },
        other => {
            return Err(WireError::Odd {
                key: "package difference",
                found: format!("kind {other} of {name}"),
            });
        }
    })
}

fn package(details: &Dict, key: &'static str) -> Result<Package, WireError> {
    let (name, evr, arch): (String, String, String) = required(details, "package difference", key)?;
    Ok(Package { name, evr, arch })
}
