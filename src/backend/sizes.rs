//! How much a version has to transfer: `ostree.sizes`, which some publishers write into their commits.
//!
//! Source: libostree `src/libostree/ostree-repo-commit.c` (`ostree_commit_get_object_sizes`), and what
//! `ostree show --print-sizes` makes of it.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use zgvariant::serialized::{Context, Data};
use zgvariant::{BE, OwnedVariant};

/// The parts of a commit, of which only the first, its metadata, is used.
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

/// Bytes to be transferred for that commit of a repository. `None`: its publisher does not say, or it cannot be read.
pub(crate) async fn missing(repo: PathBuf, checksum: String) -> Option<u64> {
    let count = move || {
        let commit = fs::read(object(&repo, &checksum, "commit")?).ok()?;
        count(&repo, commit)
    };
    tokio::task::spawn_blocking(count).await.ok().flatten()
}

/// Bytes that a repository would have to fetch for a commit, whose file that is. `None`: its publisher does not say.
pub(crate) async fn missing_of(repo: PathBuf, commit: Vec<u8>) -> Option<u64> {
    let count = move || count(&repo, commit);
    tokio::task::spawn_blocking(count).await.ok().flatten()
}

fn count(repo: &Path, commit: Vec<u8>) -> Option<u64> {
    let all = sizes(commit)?;
    let missing = all.iter().filter(|o| !o.is_in(repo));
    Some(missing.map(|o| o.archived).sum())
}

fn object(repo: &Path, checksum: &str, suffix: &str) -> Option<PathBuf> {
    let (first, rest) = checksum.split_at_checked(2)?;
    Some(repo.join(format!("objects/{first}/{rest}.{suffix}")))
}

/// One object of a commit.
#[derive(Debug, PartialEq, Eq)]
struct Sized {
    checksum: String,
    /// Bytes as it is transferred.
    archived: u64,
    /// `OstreeObjectType`. `None`: written by a libostree that did not say.
    kind: Option<u8>,
}

impl Sized {
    fn is_in(&self, repo: &Path) -> bool {
        let suffixes: &[&str] = match self.kind {
            Some(1) => &["file"],
            Some(2) => &["dirtree"],
            Some(3) => &["dirmeta"],
            _ => &["file", "dirtree", "dirmeta"],
        };
        let mut places = suffixes
            .iter()
            .filter_map(|s| object(repo, &self.checksum, s));
        // A symbolic link is stored as one, and may point to nothing.
        places.any(|place| fs::symlink_metadata(place).is_ok())
    }
}

/// The objects that a commit lists. `None`: it lists none.
fn sizes(commit: Vec<u8>) -> Option<Vec<Sized>> {
    let data = Data::new(commit, Context::new(BE, 0));
    let ((meta, ..), _) = data.deserialize::<Wire>().ok()?;
    let list = meta.get("ostree.sizes")?.try_clone().ok()?;
    let entries = Vec::<Vec<u8>>::try_from(list).ok()?;
    entries.iter().map(|entry| sized(entry)).collect()
}

/// 32 bytes of checksum, the archived and the unpacked size, and the kind.
fn sized(entry: &[u8]) -> Option<Sized> {
    let (checksum, rest) = entry.split_at_checked(32)?;
    let (archived, rest) = number(rest)?;
    let (_unpacked, rest) = number(rest)?;
    let digits: Vec<_> = checksum.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(Sized {
        checksum: digits.concat(),
        archived,
        kind: rest.first().copied(),
    })
}

/// Seven bits a byte, the lowest first, and what follows.
fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let length = 1 + bytes.iter().take(9).position(|byte| byte & 0x80 == 0)?;
    let (own, rest) = bytes.split_at_checked(length)?;
    let value = own
        .iter()
        .rev()
        .fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7f));
    Some((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_with_and_without_a_kind() {
        let mut entry = vec![0xab; 32];
        entry.extend([0x80 | 0x2c, 0x02, 0x05]);
        let mut expected = Sized {
            checksum: "ab".repeat(32),
            archived: 300,
            kind: None,
        };
        assert_eq!(sized(&entry).as_ref(), Some(&expected));
        entry.push(2);
        expected.kind = Some(2);
        assert_eq!(sized(&entry), Some(expected));
        for broken in [&entry[..20], &entry[..33], &entry[..34], &[0xff; 60]] {
            assert_eq!(sized(broken), None);
        }
    }

    #[test]
    fn what_is_no_commit_tells_nothing() {
        assert_eq!(sizes(Vec::new()), None);
        assert_eq!(sizes(b"not a commit".to_vec()), None);
    }
}
