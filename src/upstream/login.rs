//! Who this computer is to a registry: files of containers-auth.json(5).
//!
//! Only entries with `auth` are used. Programs that keep passwords (`credHelpers`) are not asked: they are made for the
//! person at a terminal, and what the system fetches does not ask them either.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use reqwest::header::HeaderValue;
use serde::Deserialize;

/// Bytes of a file that are read at most.
const LONGEST: u64 = 1 << 20;

/// A name and a password, as they are sent.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Login(HeaderValue);

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login")
    }
}

impl Login {
    fn new(auth: &str) -> Option<Self> {
        let base64 = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
        if auth.is_empty() || !auth.chars().all(base64) {
            return None;
        }
        let mut value = HeaderValue::try_from(format!("Basic {auth}")).ok()?;
        value.set_sensitive(true);
        Some(Self(value))
    }

    pub(super) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

#[derive(Deserialize)]
struct Auths {
    #[serde(default)]
    auths: BTreeMap<String, Auth>,
}

#[derive(Deserialize)]
struct Auth {
    auth: Option<String>,
}

/// What to say for `registry.example.org/folder/image`: of all files the entry that names most of it, of equals the
/// first file's. Blocks for a moment.
pub(super) fn find(files: &[PathBuf], repository: &str) -> Option<Login> {
    let mut best: Option<(usize, Login)> = None;
    for file in files {
        let auths = match read(file) {
            Ok(auths) => auths,
            Err(err) => {
                // Others' files are usually there and not for everybody.
                let usual = [io::ErrorKind::NotFound, io::ErrorKind::PermissionDenied];
                if !usual.contains(&err.kind()) {
                    tracing::warn!(%err, file = %file.display(), "logins cannot be read");
                }
                continue;
            }
        };
        for (key, auth) in auths {
            let Some(login) = auth.auth.as_deref().and_then(Login::new) else {
                continue;
            };
            let Some(length) = fits(&key, repository) else {
                continue;
            };
            if best.as_ref().is_none_or(|(longest, _)| length > *longest) {
                best = Some((length, login));
            }
        }
    }
    best.map(|(_, login)| login)
}

fn read(file: &Path) -> io::Result<BTreeMap<String, Auth>> {
    let mut text = String::new();
    File::open(file)?.take(LONGEST).read_to_string(&mut text)?;
    Ok(serde_json::from_str::<Auths>(&text)?.auths)
}

/// How much of the repository's name an entry names, in whole words between slashes. Older tools wrote addresses.
fn fits(key: &str, repository: &str) -> Option<usize> {
    let bare = key.split_once("://").map_or(key, |(_, bare)| bare);
    let is_address = bare.len() != key.len();
    let key = bare.trim_end_matches('/');
    let key = if is_address {
        let host = key.split('/').next().unwrap_or_default();
        if host == "index.docker.io" {
            "docker.io"
        } else {
            host
        }
    } else {
        key
    };
    let rest = repository.strip_prefix(key).filter(|_| !key.is_empty())?;
    (rest.is_empty() || rest.starts_with('/')).then_some(key.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_that_names_most_of_the_image_counts() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        };
        let files = [
            folder.path().join("missing.json"),
            file("broken.json", "{"),
            file(
                "system.json",
                r#"{"auths": {"h.io": {"auth": "aG9zdA=="}, "h.io/a/b": {"auth": "aW1hZ2U="}, "h.io/a/b/c": {}}}"#,
            ),
            file(
                "own.json",
                r#"{"auths": {"h.io/a": {"auth": "Zm9sZGVy"}, "h.io": {"auth": "bGF0ZXI="}, "https://index.docker.io/v1/": {"auth": "ZG9ja2Vy"},
                   "bad.io": {"auth": "x\ny"}}, "credHelpers": {"x.io": "secretservice"}}"#,
            ),
        ];
        for (repository, wanted) in [
            ("h.io/x", Some("Basic aG9zdA==")),
            ("h.io/a/x", Some("Basic Zm9sZGVy")),
            ("h.io/ab", Some("Basic aG9zdA==")),
            ("h.io/a/b", Some("Basic aW1hZ2U=")),
            ("h.io/a/b/c", Some("Basic aW1hZ2U=")),
            ("h.io.evil.example/a", None),
            ("h.io:5000/a", None),
            ("docker.io/library/x", Some("Basic ZG9ja2Vy")),
            ("bad.io/x", None),
            ("x.io/x", None),
        ] {
            let found = find(&files, repository);
            let found = found.map(|login| login.header().to_str().unwrap().to_owned());
            assert_eq!(found.as_deref(), wanted, "{repository}");
        }
        let login = Login::new("aG9zdA==");
        assert!(!format!("{login:?}").contains("aG9"));
    }
}
