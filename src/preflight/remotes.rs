//! What the computer knows of an ostree remote, from the repository's own files.
//!
//! Source: libostree `ostree-repo.c` (`reload_remote_config`), `ostree-repo-pull-verify.c`, `man ostree.repo-config`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::facts::Remote;
use super::places::Places;

type Group = BTreeMap<String, String>;

/// What is known of the remote of that name.
pub(super) fn find(places: &Places, name: &str) -> Remote {
    let files = std::iter::once(places.repo().join("config")).chain(more_files(places));
    let title = format!("remote \"{name}\"");
    let group = files
        .filter_map(|file| fs::read_to_string(file).ok())
        .filter_map(|text| group(&text, &title))
        .last();
    let known = group.is_some();
    let group = group.unwrap_or_default();
    let checks = is_on(&group, "gpg-verify", true) || is_on(&group, "sign-verify", false);
    Remote {
        known,
        checks,
        has_key: known && has_key(places, name, &group),
        name: name.to_owned(),
    }
}

/// Bytes that libostree leaves free on a disk of that size, at least.
pub(super) fn reserve(places: &Places, disk: u64) -> u64 {
    let text = fs::read_to_string(places.repo().join("config")).unwrap_or_default();
    let core = group(&text, "core").unwrap_or_default();
    if let Some(size) = core.get("min-free-space-size").and_then(|text| size(text)) {
        return size;
    }
    let percent = core.get("min-free-space-percent");
    let percent = percent.and_then(|text| text.parse().ok()).unwrap_or(3);
    disk / 100 * percent
}

/// `5GB`, `20MB`: powers of 1024, as libostree reckons.
fn size(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u64 = digits.parse().ok()?;
    let shift = match text.strip_prefix(digits)? {
        "MB" => 20,
        "GB" => 30,
        "TB" => 40,
        _ => return None,
    };
    Some(number.saturating_mul(1 << shift))
}

fn more_files(places: &Places) -> impl Iterator<Item = PathBuf> {
    let folder = places.at("etc/ostree/remotes.d");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ext| ext == "conf"))
        .collect();
    files.sort();
    files.into_iter()
}

/// The keys of a group of a key file.
fn group(text: &str, title: &str) -> Option<Group> {
    let is_title = |line: &str| line.starts_with('[') && line.ends_with(']');
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| is_title(line) && line.trim_matches(['[', ']']) == title)?;
    let own = lines.take_while(|line| !is_title(line));
    let keys = own
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='));
    Some(
        keys.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned()))
            .collect(),
    )
}

fn is_on(group: &Group, key: &str, otherwise: bool) -> bool {
    group
        .get(key)
        .map_or(otherwise, |value| value != "false" && value != "0")
}

/// Keys of its own, those that its configuration names, or those for all remotes.
fn has_key(places: &Places, name: &str, group: &Group) -> bool {
    let own = places.repo().join(format!("{name}.trustedkeys.gpg"));
    let named = group.get("gpgkeypath").map(String::as_str);
    let named = named.unwrap_or_default().split([';', ',']);
    let mut named = named
        .filter(|path| !path.is_empty())
        .map(|path| places.at(path));
    let is_signed_otherwise =
        |key: &String| key.starts_with("verification-") && key.contains("-key");
    holds_something(&own)
        || named.any(|path| holds_something(&path))
        || holds_a_key(&places.at("usr/share/ostree/trusted.gpg.d"))
        || group.keys().any(is_signed_otherwise)
}

/// A file with a key, or a folder with such a file.
fn holds_something(path: &Path) -> bool {
    if path.is_dir() {
        files(path).any(|file| is_filled(&file))
    } else {
        is_filled(path)
    }
}

/// A folder with keys for all remotes. libostree takes those that end so, and puts a note for people beside them.
fn holds_a_key(folder: &Path) -> bool {
    files(folder).any(|file| file.extension().is_some_and(|end| end == "gpg") && is_filled(&file))
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path())
}

/// Whether there is a key in it, as far as its form tells: a keybox of `GnuPG` begins with a block about itself and may have
/// nothing else; any other file is taken for keys when it is not empty, and so is one that only the service can read.
fn is_filled(file: &Path) -> bool {
    match fs::read(file) {
        Ok(bytes) => match keybox(&bytes) {
            Some(mut blocks) => blocks.any(|kind| kind == KEYBOX_KEY),
            None => !bytes.is_empty(),
        },
        Err(_) => fs::metadata(file).is_ok_and(|file| file.is_file() && file.len() > 0),
    }
}

/// The kind of block in a keybox that is an `OpenPGP` key.
const KEYBOX_KEY: u8 = 2;

/// The kinds of the blocks of a keybox. `None`: it is none.
///
/// Source: `GnuPG` `kbx/keybox-blob.c`: each block begins with its length (four bytes, big-endian) and its kind; the first
/// one has `KBXf` at its ninth byte.
fn keybox(bytes: &[u8]) -> Option<impl Iterator<Item = u8>> {
    bytes.get(8..)?.starts_with(b"KBXf").then_some(())?;
    let mut rest = bytes;
    Some(std::iter::from_fn(move || {
        let (length, kind) = (rest.first_chunk::<4>()?, *rest.get(4)?);
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        // A block is longer than its own length, so that this ends.
        rest = rest.get(length.max(5)..).unwrap_or_default();
        Some(kind)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONFIG: &str = "[core]\nrepo_version=1\nmin-free-space-size=5GB\n\n[remote \"fedora\"]\nurl=https://a\n\
                          gpg-verify=true\ngpgkeypath=/etc/pki/rpm-gpg/\n\n[remote \"open\"]\nurl=https://b\ngpg-verify=false\n";

    fn computer() -> (tempfile::TempDir, Places) {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::of_machine(folder.path());
        for path in [
            places.repo(),
            places.at("etc/ostree/remotes.d"),
            places.at("etc/pki/rpm-gpg"),
        ] {
            fs::create_dir_all(path).unwrap();
        }
        fs::write(places.repo().join("config"), CONFIG).unwrap();
        (folder, places)
    }

    #[test]
    fn remotes_are_known_with_and_without_keys() {
        let (_folder, places) = computer();
        let known = |name| {
            let found = find(&places, name);
            (found.known, found.checks, found.has_key)
        };
        assert_eq!(known("fedora"), (true, true, false));
        fs::write(places.at("/etc/pki/rpm-gpg/KEY"), "key").unwrap();
        assert_eq!(known("fedora"), (true, true, true));
        assert_eq!(known("open"), (true, false, false));
        assert_eq!(known("nowhere"), (false, true, false));
        let more = "[remote \"own\"]\nurl=https://c\n";
        fs::write(places.at("etc/ostree/remotes.d/own.conf"), more).unwrap();
        let for_all = places.at("usr/share/ostree/trusted.gpg.d");
        fs::create_dir_all(&for_all).unwrap();
        fs::write(for_all.join("README-gpg"), "Keys go here.").unwrap();
        assert_eq!(known("own"), (true, true, false));
        fs::write(places.repo().join("own.trustedkeys.gpg"), "key").unwrap();
        assert_eq!(known("own"), (true, true, true));
    }

    #[test]
    fn an_empty_keyring_is_no_key() {
        let (_folder, places) = computer();
        let has_key = |bytes: &[u8]| {
            fs::write(places.repo().join("fedora.trustedkeys.gpg"), bytes).unwrap();
            find(&places, "fedora").has_key
        };
        // What gpg makes where it finds none.
        let mut head = vec![0, 0, 0, 32, 1, 1, 0, 2];
        head.extend(b"KBXf");
        head.resize(32, 0);
        let with = |kind: u8| [head.as_slice(), &[0, 0, 0, 6, kind, 1]].concat();
        for (bytes, filled) in [
            (vec![], false),
            (head.clone(), false),
            // A key that was deleted.
            (with(0), false),
            (with(2), true),
            // One that says nonsense of itself still comes to an end.
            ([head.as_slice(), &[0, 0, 0, 0, 0]].concat(), false),
            (b"\x98\x33key".to_vec(), true),
            (b"key".to_vec(), true),
        ] {
            assert_eq!(has_key(&bytes), filled, "{bytes:?}");
        }
    }

    #[test]
    fn some_room_is_left_free() {
        let (_folder, places) = computer();
        assert_eq!(reserve(&places, 100), 5 << 30);
        for (text, room) in [
            ("[core]\nmin-free-space-percent=10\n", 10_000),
            ("[core]\nmin-free-space-percent=0\n", 0),
            ("[core]\n", 3_000),
            ("[core]\nmin-free-space-size=0MB\n", 0),
            ("[core]\nmin-free-space-size=99999999999TB\n", u64::MAX),
        ] {
            fs::write(places.repo().join("config"), text).unwrap();
            assert_eq!(reserve(&places, 100_000), room, "{text}");
        }
    }
}
