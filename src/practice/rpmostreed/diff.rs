//! What differs between two package lists.

use std::cmp::Ordering;
use std::collections::HashMap;

use zbus::Variant;

use super::super::commit::Package;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Only in the new one.
    Added(Package),
    /// Only in the old one.
    Removed(Package),
    /// (old, new).
    Upgraded(Package, Package),
    /// (old, new).
    Downgraded(Package, Package),
}

impl Change {
    /// rpm-ostree's number for its kind.
    fn kind(&self) -> u32 {
        match self {
            Self::Added(_) => 0,
            Self::Removed(_) => 1,
            Self::Upgraded(..) => 2,
            Self::Downgraded(..) => 3,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Added(p) | Self::Removed(p) | Self::Upgraded(_, p) | Self::Downgraded(_, p) => {
                &p.name
            }
        }
    }
}

/// All differences, by kind and name.
pub(super) fn changes(old: &[Package], new: &[Package]) -> Vec<Change> {
    let key = |p: &Package| (p.name.clone(), p.arch.clone());
    let olds: HashMap<_, _> = old.iter().map(|p| (key(p), p)).collect();
    let news: HashMap<_, _> = new.iter().map(|p| (key(p), p)).collect();
    let mut all: Vec<Change> = new
        .iter()
        .filter_map(|p| match olds.get(&key(p)) {
            None => Some(Change::Added(p.clone())),
            Some(before) => changed(before, p),
        })
        .collect();
    let gone = old.iter().filter(|p| !news.contains_key(&key(p)));
    all.extend(gone.map(|p| Change::Removed(p.clone())));
    all.sort_by(|a, b| a.kind().cmp(&b.kind()).then_with(|| a.name().cmp(b.name())));
    all
}

fn changed(old: &Package, new: &Package) -> Option<Change> {
    let order = old
        .epoch
        .cmp(&new.epoch)
        .then_with(|| compare(&old.version, &new.version))
        .then_with(|| compare(&old.release, &new.release));
    match order {
        Ordering::Less => Some(Change::Upgraded(old.clone(), new.clone())),
        Ordering::Greater => Some(Change::Downgraded(old.clone(), new.clone())),
        Ordering::Equal => None,
    }
}

/// RPM's order of versions: runs of digits as numbers, runs of letters as text, numbers above letters.
fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (pieces(a), pieces(b));
    let differing = a
        .iter()
        .zip(&b)
        .map(|(x, y)| piece(x, y))
        .find(|o| o.is_ne());
    differing.unwrap_or_else(|| a.len().cmp(&b.len()))
}

fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        rest = rest.get(start..).unwrap_or_default();
        let digits = rest.starts_with(|c: char| c.is_ascii_digit());
        let same = |c: char| {
            if digits {
                c.is_ascii_digit()
            } else {
                c.is_ascii_alphabetic()
            }
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        found.push(piece);
        rest = after;
    }
    found
}

fn piece(a: &str, b: &str) -> Ordering {
    let number = |t: &str| t.starts_with(|c: char| c.is_ascii_digit());
    match (number(a), number(b)) {
        (true, true) => {
            let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
            a.len().cmp(&b.len()).then_with(|| a.cmp(b))
        }
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => a.cmp(b),
    }
}

/// `(name, kind, {PreviousPackage, NewPackage})`, each package as (name, evr, architecture).
pub(super) type Wire = (String, u32, HashMap<String, Variant<'static>>);

/// The form in which the diff methods answer.
pub(super) fn wire(changes: &[Change]) -> Vec<Wire> {
    let package = |p: &Package| Variant::from((p.name.clone(), p.evr(), p.arch.clone()));
    changes
        .iter()
        .map(|change| {
            let (old, new) = match change {
                Change::Added(new) => (None, Some(new)),
                Change::Removed(old) => (Some(old), None),
                Change::Upgraded(old, new) | Change::Downgraded(old, new) => (Some(old), Some(new)),
            };
            let mut dict = HashMap::new();
            dict.extend(old.map(|p| ("PreviousPackage".to_owned(), package(p))));
            dict.extend(new.map(|p| ("NewPackage".to_owned(), package(p))));
            (change.name().to_owned(), change.kind(), dict)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, release: &str) -> Package {
        Package {
            name: name.into(),
            epoch: 0,
            version: version.into(),
            release: release.into(),
            arch: "x86_64".into(),
        }
    }

    #[test]
    fn versions_are_ordered_as_rpm_does() {
        for (older, newer) in [
            ("1.9", "1.10"),
            ("1.0", "1.0.1"),
            ("1a", "1.1"),
            ("2025a", "2025b"),
            ("009", "10"),
        ] {
            assert_eq!(compare(older, newer), Ordering::Less, "{older} {newer}");
            assert_eq!(compare(newer, older), Ordering::Greater, "{newer} {older}");
        }
        assert_eq!(compare("1.01", "1.1"), Ordering::Equal);
    }

    #[test]
    fn changes_come_by_kind_then_name() {
        let old = [
            package("a", "1", "1"),
            package("b", "2", "1"),
            package("gone", "1", "1"),
            package("same", "1", "1"),
        ];
        let new = [
            package("a", "2", "1"),
            package("b", "1", "1"),
            package("new", "1", "1"),
            package("same", "1", "1"),
        ];
        let kinds: Vec<_> = changes(&old, &new)
            .iter()
            .map(|c| (c.name().to_owned(), c.kind()))
            .collect();
        let expected = [("new", 0), ("gone", 1), ("a", 2), ("b", 3)];
        assert_eq!(kinds, expected.map(|(n, k)| (n.to_owned(), k)));
    }
}
