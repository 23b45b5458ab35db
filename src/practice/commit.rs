//! Commits as libostree stores them: `(a{sv} aya(say) s s t ay ay)` in `GVariant`, integers big-endian.
//!
//! Package lists and advisories are where rpm-ostree's own composes put them: `rpmostree.rpmdb.pkglist` `a(stsss)` =
//! (name, epoch, version, release, architecture) and `rpmostree.advisories` `a(suuasa{sv})` = (id, kind, severity,
//! packages, details with `cve_references` `a(ss)`).

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use zgvariant::serialized::{Context, Data};
use zgvariant::{BE, OwnedVariant};

use super::trouble::{About, Result, Trouble};
use isotope::tr;

/// Under which name the signatures lie beside a commit.
pub(crate) const GPG_SIGNATURES: &str = "ostree.gpgsigs";

type Wire = (
    HashMap<String, OwnedVariant>,
    Vec<u8>,
    Vec<(String, Vec<u8>)>,
    String,
    String,
    u64,
    Vec<u8>,
    Vec<u8>,
);

/// One package of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Package {
    /// Its name.
    pub(crate) name: String,
    /// Its epoch, 0 nearly always.
    pub(crate) epoch: u64,
    /// Its version.
    pub(crate) version: String,
    /// Its release.
    pub(crate) release: String,
    /// Its architecture.
    pub(crate) arch: String,
}

impl Package {
    /// `[epoch:]version-release`.
    pub(crate) fn evr(&self) -> String {
        let (version, release) = (&self.version, &self.release);
        match self.epoch {
            0 => format!("{version}-{release}"),
            epoch => format!("{epoch}:{version}-{release}"),
        }
    }
}

/// (id, kind, severity, packages, CVE references as (address, title)).
pub(crate) type Advisory = (String, u32, u32, Vec<String>, Vec<(String, String)>);

/// What is used of a commit.
#[derive(Clone, Debug)]
pub(crate) struct Commit {
    /// The one before it.
    pub(crate) parent: Option<String>,
    /// Seconds since 1970, UTC.
    pub(crate) timestamp: u64,
    /// Its version number.
    pub(crate) version: String,
    /// The kernel's version.
    pub(crate) linux: String,
    /// The refs it says it belongs to.
    pub(crate) refs: Vec<String>,
    /// Which release of the publisher's it is, counted from 0.
    pub(crate) release: u32,
    /// The digest of the image that it was made of, when it was.
    pub(crate) digest: Option<String>,
    /// The packages that were put on the one before it, when this computer made it so.
    pub(crate) added: Option<Vec<String>>,
    /// Its packages, by name.
    pub(crate) packages: Vec<Package>,
    /// The publisher's notices.
    pub(crate) advisories: Vec<Advisory>,
    /// All its objects: (name in the object store without suffix, bytes in an archive repository).
    pub(crate) sizes: Vec<(String, u64)>,
}

/// Where an object lies below a repository, without its suffix.
pub(crate) fn object(checksum: &str) -> String {
    let (a, b) = checksum.split_at(checksum.len().min(2));
    format!("objects/{a}/{b}")
}

/// Reads a commit of a repository.
///
/// # Errors
/// When it is not there or not a commit.
pub(crate) fn read(repo: &Path, checksum: &str) -> Result<Commit> {
    let path = repo.join(object(checksum) + ".commit");
    let bytes = fs::read(&path).about("read", &path)?;
    let data = Data::new(bytes, Context::new(BE, 0));
    let (wire, _) = data
        .deserialize::<Wire>()
        .map_err(|error| not_a_commit(&path, &error))?;
    Ok(Commit::from_wire(&wire))
}

/// The publisher's signatures of a commit, which lie beside it; none when nothing lies there.
///
/// # Errors
/// When what lies there cannot be read.
pub(crate) fn signatures(repo: &Path, checksum: &str) -> Result<Vec<Vec<u8>>> {
    let path = repo.join(object(checksum) + ".commitmeta");
    let bytes = match fs::read(&path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.about("read", &path)?,
    };
    let data = Data::new(bytes, Context::new(BE, 0));
    let (meta, _) = data
        .deserialize::<HashMap<String, OwnedVariant>>()
        .map_err(|error| not_a_commit(&path, &error))?;
    Ok(value(&meta, GPG_SIGNATURES).unwrap_or_default())
}

fn not_a_commit(path: &Path, error: &zgvariant::Error) -> Trouble {
    Trouble::Plain(tr!(
        "practice-not-a-commit",
        path = path.to_string_lossy(),
        error = error.to_string()
    ))
}

impl Commit {
    /// The publisher's commit that it was made of, when packages were put on one.
    pub(crate) fn base(&self) -> Option<&str> {
        self.added.as_ref().and(self.parent.as_deref())
    }

    fn from_wire(wire: &Wire) -> Self {
        let (meta, parent, _, _, _, timestamp, ..) = wire;
        let packages: Vec<(String, u64, String, String, String)> =
            value(meta, "rpmostree.rpmdb.pkglist").unwrap_or_default();
        Self {
            parent: (!parent.is_empty()).then(|| hex(parent)),
            // The timestamp is stored big-endian like all the rest.
            timestamp: *timestamp,
            version: value(meta, "version").unwrap_or_default(),
            linux: value(meta, "ostree.linux").unwrap_or_default(),
            refs: value(meta, "ostree.ref-binding").unwrap_or_default(),
            release: value::<String>(meta, "practice.release")
                .and_then(|s| s.parse().ok())
                .unwrap_or_default(),
            digest: value(meta, "ostree.manifest-digest"),
            packages: packages
                .into_iter()
                .map(|(name, epoch, version, release, arch)| Package {
                    name,
                    epoch,
                    version,
                    release,
                    arch,
                })
                .collect(),
            added: value::<bool>(meta, "rpmostree.clientlayer")
                .filter(|is_layered| *is_layered)
                .map(|_| value(meta, "rpmostree.packages").unwrap_or_default()),
            advisories: advisories(meta),
            sizes: value::<Vec<Vec<u8>>>(meta, "ostree.sizes")
                .unwrap_or_default()
                .iter()
                .filter_map(|entry| size(entry))
                .collect(),
        }
    }
}

fn value<T>(meta: &HashMap<String, OwnedVariant>, key: &str) -> Option<T>
where
    T: TryFrom<OwnedVariant>,
{
    T::try_from(meta.get(key)?.try_clone().ok()?).ok()
}

type AdvisoryWire = (String, u32, u32, Vec<String>, HashMap<String, OwnedVariant>);

fn advisories(meta: &HashMap<String, OwnedVariant>) -> Vec<Advisory> {
    value::<Vec<AdvisoryWire>>(meta, "rpmostree.advisories")
        .unwrap_or_default()
        .into_iter()
        .map(|(id, kind, severity, packages, details)| {
            let cves = value(&details, "cve_references").unwrap_or_default();
            (id, kind, severity, packages, cves)
        })
        .collect()
}

/// One entry of `ostree.sizes`: 32 bytes of checksum, then two numbers, seven bits a byte, the lowest first:
/// the compressed and the unpacked size.
fn size(entry: &[u8]) -> Option<(String, u64)> {
    let (checksum, rest) = entry.split_at_checked(32)?;
    let mut bytes = 0_u64;
    for (i, byte) in rest.iter().enumerate().take(9) {
        bytes |= u64::from(byte & 0x7f) << (7 * i);
        if byte & 0x80 == 0 {
            return Some((hex(checksum), bytes));
        }
    }
    None
}

/// `a(stsss)` in `GVariant`'s text form. Numbers big-endian, as rpm-ostree stores them.
pub(crate) fn package_list<'a>(packages: impl Iterator<Item = &'a Package>) -> String {
    let items = packages.map(|p| {
        let epoch = p.epoch.to_be();
        format!(
            "('{}', @t {epoch}, '{}', '{}', '{}')",
            p.name, p.version, p.release, p.arch
        )
    });
    format!("@a(stsss) [{}]", items.collect::<Vec<_>>().join(", "))
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ok = write!(text, "{byte:02x}");
        text
    })
}
