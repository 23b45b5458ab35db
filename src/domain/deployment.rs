//! One complete copy of the operating system, and how it is named.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::Origin;

/// A text that is no valid identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {what}")]
pub struct InvalidId {
    /// Which kind of identifier was expected.
    pub what: &'static str,
}

/// A SHA-256 in 64 lower-case hexadecimal digits: an ostree commit or an image digest.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Checksum(String);

impl Checksum {
    /// All 64 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first 12 digits: enough for people and logs.
    #[must_use]
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

impl FromStr for Checksum {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let valid =
            text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId { what: "checksum" })
        }
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The stable name of a deployment on this computer, never an index.
///
/// Opaque to pages. 1 to 200 bytes of `A-Z a-z 0-9 . _ : + @ ~ -`, starting with a letter or digit, without
/// `..`. For the ostree family it is `<osname>-<checksum>.<serial>` and parses as [`OstreeId`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeploymentId(String);

impl DeploymentId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DeploymentId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"._:+@~-".contains(&b);
        let valid = (1..=200).contains(&text.len())
            && text.bytes().all(allowed)
            && text
                .as_bytes()
                .first()
                .is_some_and(u8::is_ascii_alphanumeric)
            && !text.contains("..");
        if valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId {
                what: "deployment id",
            })
        }
    }
}

impl fmt::Display for DeploymentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The identity of an ostree deployment: `<osname>-<checksum>.<serial>`.
///
/// Source: rpm-ostree `src/daemon/rpmostreed-deployment-utils.cxx` (`rpmostreed_deployment_generate_id`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OstreeId {
    /// The stateroot, such as `fedora` or `default`.
    pub osname: String,
    /// The deployed commit.
    pub checksum: Checksum,
    /// Counts deployments of one commit, from 0.
    pub serial: u32,
}

impl FromStr for OstreeId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let invalid = InvalidId {
            what: "ostree deployment id",
        };
        let id: DeploymentId = text.parse().map_err(|_| invalid.clone())?;
        let (rest, serial) = id
            .as_str()
            .rsplit_once('.')
            .ok_or_else(|| invalid.clone())?;
        let (osname, checksum) = rest.rsplit_once('-').ok_or_else(|| invalid.clone())?;
        let canonical = serial == "0" || !serial.starts_with(['0', '+']);
        let serial = serial.parse().map_err(|_| invalid.clone())?;
        if osname.is_empty() || !canonical {
            return Err(invalid);
        }
        let checksum = checksum.parse().map_err(|_| invalid)?;
        Ok(Self {
            osname: osname.to_owned(),
            checksum,
            serial,
        })
    }
}

impl TryFrom<&DeploymentId> for OstreeId {
    type Error = InvalidId;

    fn try_from(id: &DeploymentId) -> Result<Self, InvalidId> {
        id.as_str().parse()
    }
}

impl From<&OstreeId> for DeploymentId {
    fn from(id: &OstreeId) -> Self {
        Self(id.to_string())
    }
}

impl fmt::Display for OstreeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}.{}", self.osname, self.checksum, self.serial)
    }
}

/// What is known about who published a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// Checked and good; the name of the key's owner when it is known.
    Verified {
        /// The signer as the key names it.
        by: Option<String>,
    },
    /// A signature is there and it is not good (expired, revoked, unknown key).
    Invalid {
        /// The signer as the key names it.
        by: Option<String>,
    },
    /// The system does not check signatures for this origin.
    NotChecked,
    /// Signatures are checked by a policy that this service does not report on.
    Unknown,
}

/// Where a deployment stands in the life of the system. Kept beside `running` and `pinned`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeploymentState {
    /// Written and in the boot menu.
    Installed,
    /// Prepared; becomes real when the computer shuts down.
    Staged,
    /// Staged, but held back until it is unlocked.
    StagedLocked,
}

/// One complete copy of the operating system on the computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// Its stable name.
    pub id: DeploymentId,
    /// The publisher's version, such as `43.20260801.0`. `None`: not given.
    pub version: Option<String>,
    /// When the publisher made it.
    pub timestamp: Option<DateTime<Utc>>,
    /// The deployed commit or image digest.
    pub checksum: Option<Checksum>,
    /// Where new versions of it come from.
    pub origin: Origin,
    /// The manifest digest of a container origin (`sha256:…`).
    pub image_digest: Option<String>,
    /// `PRETTY_NAME` or the like from the version's own `os-release`, when it can be read.
    pub os_name: Option<String>,
    /// The kernel release.
    pub kernel: Option<String>,
    /// What is known about the publisher's signature.
    pub signature: Signature,
    /// Packages added on this computer.
    pub added_packages: Vec<String>,
    /// Whether this is the version that runs.
    pub running: bool,
    /// Whether it is kept until it is released.
    pub pinned: bool,
    /// Whether it is written or only prepared.
    pub state: DeploymentState,
    /// The publisher says that no more updates will come: their words.
    pub end_of_life: Option<String>,
}

impl Deployment {
    /// Whether it is prepared and not yet written.
    #[must_use]
    pub fn is_staged(&self) -> bool {
        self.state != DeploymentState::Installed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex() -> String {
        "e080c1eb678d7c13f9201e2e1a5bd41369c15f794f6243e406cbadc5a7a24857".to_owned()
    }

    #[test]
    fn ostree_ids_round_trip() {
        for osname in ["fedora", "fedora-coreos", "default"] {
            let text = format!("{osname}-{}.3", hex());
            let id: OstreeId = text.parse().unwrap();
            assert_eq!((id.osname.as_str(), id.serial), (osname, 3));
            assert_eq!(DeploymentId::from(&id).as_str(), text);
        }
    }

    #[test]
    fn odd_texts_are_refused() {
        let long = "a".repeat(10_000_000);
        let upper = format!("fedora-{}.0", hex().to_uppercase());
        for text in ["", "../etc", "a..b", "-rf", "a/b", "a b", "a\0", "ä", &long] {
            assert!(
                text.parse::<DeploymentId>().is_err(),
                "{}",
                text.chars().take(20).collect::<String>()
            );
        }
        for text in [
            "fedora",
            "fedora-1234.0",
            &upper,
            &format!("{}.0", hex()),
            &format!("-{}.0", hex()),
        ] {
            assert!(text.parse::<OstreeId>().is_err(), "{text}");
        }
        for serial in ["", "-1", "+1", "01", "4294967296", "x"] {
            assert!(
                format!("fedora-{}.{serial}", hex())
                    .parse::<OstreeId>()
                    .is_err(),
                "{serial}"
            );
        }
    }

    #[test]
    fn a_checksum_is_shortened_to_twelve_digits() {
        assert_eq!(hex().parse::<Checksum>().unwrap().short(), "e080c1eb678d");
    }
}
