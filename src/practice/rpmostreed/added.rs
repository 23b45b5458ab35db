//! What a person wants on top of what the publisher has, and what there is to be wanted.

use super::super::commit::{Commit, Package};
use super::super::state;
use super::work::Change;

/// What can be added: name, version, release, architecture, size in KiB.
const SOURCE: &str = include_str!("packages.txt");

/// A package that can be added, and how many KiB it has.
pub(super) type Addable = (Package, usize);

pub(super) fn source() -> Vec<Addable> {
    let lines = SOURCE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(addable).collect()
}

fn addable(line: &str) -> Option<Addable> {
    let mut words = line.split_whitespace().map(str::to_owned);
    let package = Package {
        name: words.next()?,
        epoch: 0,
        version: words.next()?,
        release: words.next()?,
        arch: words.next()?,
    };
    Some((package, words.next()?.parse().ok()?))
}

/// What is wanted on top of the publisher's version.
pub(super) struct Wanted<'a> {
    /// What the publisher has.
    base: &'a Commit,
    /// What is put on it.
    pub(super) active: Vec<Addable>,
    /// What it has already: the name that was asked for, and what provides it.
    pub(super) inactive: Vec<(String, String)>,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(base: &'a Commit, requested: &[String]) -> Result<Self, String> {
        let (mut active, mut inactive, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        let source = source();
        for name in requested {
            let provider = base.packages.iter().find(|package| package.name == *name);
            let found = source.iter().find(|(package, _)| package.name == *name);
            match (provider, found) {
                (Some(package), _) => inactive.push((name.clone(), nevra(package))),
                (None, Some(found)) => active.push(found.clone()),
                (None, None) => unknown.push(name.as_str()),
            }
        }
        if unknown.is_empty() {
            Ok(Self {
                base,
                active,
                inactive,
            })
        } else {
            Err(format!("Packages not found: {}", unknown.join(", ")))
        }
    }

    /// All packages of the version that it becomes.
    pub(super) fn packages(&self) -> Vec<Package> {
        let own = self.active.iter().map(|(package, _)| package);
        let mut all: Vec<Package> = self.base.packages.iter().chain(own).cloned().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }
}

pub(super) fn nevra(package: &Package) -> String {
    format!("{}-{}.{}", package.name, package.evr(), package.arch)
}

/// What is wanted after a change of what was.
pub(super) fn changed(
    before: &[String],
    change: &Change,
    idempotent: bool,
) -> Result<Vec<String>, String> {
    let mut wanted = before.to_vec();
    for name in &change.removed {
        if !wanted.contains(name) {
            return Err(format!(
                "Package/capability '{name}' is not currently requested"
            ));
        }
        wanted.retain(|other| other != name);
    }
    for name in &change.added {
        if !wanted.contains(name) {
            wanted.push(name.clone());
        } else if !idempotent {
            return Err(format!("Package/capability '{name}' is already requested"));
        }
    }
    wanted.sort();
    Ok(wanted)
}

/// An origin file as the real service writes it.
pub(super) fn origin(refspec: &str, requested: &[String]) -> String {
    let key = match (state::is_image(refspec), requested.is_empty()) {
        (true, _) => "container-image-reference",
        (false, true) => "refspec",
        (false, false) => "baserefspec",
    };
    let origin = format!("[origin]\n{key}={refspec}\n");
    if requested.is_empty() {
        origin
    } else {
        format!("{origin}\n[packages]\nrequested={};\n", requested.join(";"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rpmostreed::layering::LAYERED;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn everything_that_can_be_added_is_read() {
        let source = source();
        assert_eq!(source.len(), SOURCE.lines().count() - 2);
        assert!(source.iter().any(|(package, _)| package.name == LAYERED));
    }

    #[test]
    fn an_origin_says_what_is_wanted() {
        let plain = "[origin]\nrefspec=practice:a/b\n";
        assert_eq!(origin("practice:a/b", &[]), plain);
        let layered = "[origin]\nbaserefspec=practice:a/b\n\n[packages]\nrequested=htop;tree;\n";
        assert_eq!(origin("practice:a/b", &names(&["htop", "tree"])), layered);
        let image = "ostree-unverified-registry:example.org/a:b";
        let text = origin(image, &names(&["htop"]));
        assert!(text.starts_with(&format!("[origin]\ncontainer-image-reference={image}\n")));
    }

    #[test]
    fn what_is_asked_for_twice_is_a_mistake_unless_it_is_allowed() {
        let before = names(&["htop"]);
        let change = |added: &[&str], removed: &[&str]| Change {
            added: names(added),
            removed: names(removed),
        };
        let again = changed(&before, &change(&["htop"], &[]), false);
        assert_eq!(
            again,
            Err("Package/capability 'htop' is already requested".into())
        );
        let more = changed(&before, &change(&["btop", "htop"], &[]), true);
        assert_eq!(more, Ok(names(&["btop", "htop"])));
        assert_eq!(
            changed(&before, &change(&[], &["htop"]), false),
            Ok(Vec::new())
        );
        assert!(changed(&before, &change(&[], &["tree"]), false).is_err());
    }
}
