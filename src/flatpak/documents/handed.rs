//! The paths under which the portal hands out what was chosen: `MOUNT/ID/NAME`, or `MOUNT/by-app/APP/ID/NAME`.

use std::ffi::OsStr;
use std::path::{Component, Path};

use crate::domain::permission::DocumentId;

/// Where the portal's files are inside every sandbox.
const IN_SANDBOX: &str = "/run/flatpak/doc";

/// The part below the portal's own folder. `None`: the path is anybody's.
pub(crate) fn below<'a>(path: &'a Path, mount: Option<&Path>) -> Option<&'a Path> {
    let known = [mount, Some(Path::new(IN_SANDBOX))].into_iter().flatten();
    let mut found = known.filter_map(|mount| path.strip_prefix(mount).ok());
    found.next().or_else(|| below_runtime(path))
}

/// `/run/user/NUMBER/doc/…`: where the portal's folder is for everybody, and a link to the other one in a sandbox.
fn below_runtime(path: &Path) -> Option<&Path> {
    let rest = path.strip_prefix("/run/user").ok()?;
    let number = rest.components().next()?;
    let rest = rest.strip_prefix(number).ok()?;
    rest.strip_prefix("doc").ok()
}

/// The document, and the way from it to what is meant. `None`: there is none.
pub(super) fn document(below: &Path) -> Option<(DocumentId, &Path)> {
    let of_app = below.strip_prefix("by-app").ok();
    let below = match of_app {
        Some(rest) => rest.strip_prefix(name(rest.components().next()?)?).ok()?,
        None => below,
    };
    let mut parts = below.components();
    let id = name(parts.next()?)?.to_str()?.parse().ok()?;
    name(parts.next()?)?;
    let rest = parts.as_path();
    let is_plain = rest.components().all(|part| name(part).is_some());
    is_plain.then_some((id, rest))
}

fn name(part: Component<'_>) -> Option<&OsStr> {
    match part {
        Component::Normal(name) => Some(name),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(path: &'a str, mount: Option<&str>) -> Option<(String, &'a str)> {
        let (id, rest) = document(below(Path::new(path), mount.map(Path::new))?)?;
        Some((id.to_string(), rest.to_str().unwrap()))
    }

    #[test]
    fn what_was_handed_out_is_known_by_its_path() {
        for (path, id, rest) in [
            ("/run/user/1000/doc/1f0c77aa/Music", "1f0c77aa", ""),
            ("/run/flatpak/doc/1f0c77aa/Music/a/b", "1f0c77aa", "a/b"),
            ("/mnt/doc/by-app/org.example.X/aa11/Music/a", "aa11", "a"),
        ] {
            let found = found(path, Some("/mnt/doc"));
            assert_eq!(found, Some((id.to_owned(), rest)), "{path}");
        }
        for path in [
            "/run/user/1000/doc",
            "/run/flatpak/doc/1f0c77aa",
            "/run/flatpak/doc/by-app/org.example.X",
            "/run/flatpak/doc/../x/y",
            "/run/flatpak/doc/aa11/Music/../../bb22/Music",
        ] {
            assert_eq!(found(path, None), None, "{path}");
            assert!(below(Path::new(path), None).is_some(), "{path}");
        }
    }

    #[test]
    fn every_other_path_is_anybodys() {
        for path in [
            "/people/ann/Music",
            "/run/user/1000/gvfs/x",
            "/run/user/1000/docs/aa11/x",
            "/run/media/ann/doc/aa11/x",
            "relative/doc/aa11/x",
        ] {
            assert_eq!(below(Path::new(path), None), None, "{path}");
        }
    }
}
