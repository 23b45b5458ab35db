//! What Practice Linux consists of in each of its releases: computed from a table, the same each time.

use std::sync::LazyLock;

use super::super::commit::{Advisory, Package};
use super::Variant;

/// The distribution's tag in a package's release.
const DIST: &str = "pl44";

/// A line of `packages.txt`.
#[derive(Debug)]
struct Line {
    name: &'static str,
    version: &'static str,
    release: u32,
    arch: &'static str,
    kib: usize,
    every: u32,
    first: u32,
    grows: Option<usize>,
    from: u32,
    until: u32,
    variants: Vec<&'static str>,
}

static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| {
    include_str!("packages.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(Line::parse)
        .collect()
});

impl Line {
    fn parse(text: &'static str) -> Option<Self> {
        let mut words = text.split_whitespace();
        Some(Self {
            name: words.next()?,
            version: words.next()?,
            release: words.next()?.parse().ok()?,
            arch: words.next()?,
            kib: words.next()?.parse().ok()?,
            every: words.next()?.parse().ok()?,
            first: words.next()?.parse().ok()?,
            grows: words.next()?.parse().ok(),
            from: words.next()?.parse().unwrap_or(0),
            until: words.next()?.parse().unwrap_or(u32::MAX),
            variants: words.collect(),
        })
    }

    fn is_in(&self, variant: Variant, release: u32) -> bool {
        let here = self.variants.contains(&"all") || self.variants.contains(&variant.id());
        here && release >= self.from && release < self.until
    }

    /// How often it has changed by that release.
    fn steps(&self, release: u32) -> u32 {
        if release < self.first {
            0
        } else {
            (release - self.first) / self.every + 1
        }
    }

    fn changed_in(&self, release: u32) -> bool {
        release > 0 && release >= self.from && self.steps(release) != self.steps(release - 1)
    }

    fn package(&self, release: u32) -> Package {
        let steps = self.steps(release);
        let (version, number) = match self.grows {
            Some(part) => (grown(self.version, part, steps), self.release),
            None => (self.version.to_owned(), self.release + steps),
        };
        Package {
            name: self.name.to_owned(),
            epoch: 0,
            version,
            release: format!("{number}.{DIST}"),
            arch: self.arch.to_owned(),
        }
    }
}

/// The version with one of its parts raised; parts behind a raised first one start again at 0.
fn grown(version: &str, part: usize, steps: u32) -> String {
    let mut parts: Vec<String> = version.split('.').map(str::to_owned).collect();
    while parts.len() <= part {
        parts.push("0".into());
    }
    for (at, text) in parts.iter_mut().enumerate() {
        if at == part {
            let width = text.len();
            let number = text.parse::<u32>().unwrap_or_default() + steps;
            *text = format!("{number:0width$}");
        } else if at > part && steps > 0 {
            "0".clone_into(text);
        }
    }
    parts.join(".")
}

/// The packages of a variant's release with the size of their files in bytes, by name.
pub(super) fn packages(variant: Variant, release: u32) -> Vec<(Package, usize)> {
    let mut all: Vec<_> = LINES
        .iter()
        .filter(|line| line.is_in(variant, release))
        .map(|line| (line.package(release), line.kib * 1024))
        .collect();
    all.sort_by(|a, b| a.0.name.cmp(&b.0.name));
    all
}

/// The kernel's version as `uname -r` has it.
pub(super) fn kernel(packages: &[(Package, usize)]) -> String {
    packages
        .iter()
        .find(|(p, _)| p.name == "kernel")
        .map(|(p, _)| format!("{}.{}", p.evr(), p.arch))
        .unwrap_or_default()
}

/// Packages that get a security notice when they change, with the weight of it (0 none … 4 critical) and what it is about.
const WATCHED: [(&str, u32, &str); 6] = [
    (
        "openssl-libs",
        4,
        "a prepared certificate can run code in programs",
    ),
    ("firefox", 3, "a prepared page can read other pages"),
    ("glibc", 3, "a long host name can stop a program"),
    ("curl", 2, "a password can be sent to another server"),
    (
        "samba-client-libs",
        2,
        "a shared folder can be read by others",
    ),
    ("kernel", 3, "a program can read the memory of others"),
];
/// rpm-ostree's number for a security notice.
const KIND_SECURITY: u32 = 1;

/// The publisher's notices about that release: at most two, about packages that changed in it.
pub(super) fn advisories(variant: Variant, release: u32) -> Vec<Advisory> {
    WATCHED
        .iter()
        .filter_map(|(name, weight, flaw)| {
            let line = LINES.iter().find(|l| l.name == *name)?;
            let applies = line.is_in(variant, release) && line.changed_in(release);
            applies.then(|| advisory(&line.package(release), (*weight, flaw), release))
        })
        .take(2)
        .collect()
}

fn advisory(package: &Package, (weight, flaw): (u32, &str), release: u32) -> Advisory {
    let seed = super::blob::seed(&format!("{} {}", package.name, package.evr()));
    let id = format!("PLSA-2026-{:010x}", seed & 0xff_ffff_ffff);
    let cves = (0..=release % 2)
        .map(|n| {
            let cve = format!("CVE-2026-{}", 90_000 + (seed >> (8 * n)) % 9_000);
            let title = format!(
                "{cve} {}: {flaw} (a notice made up for practice)",
                package.name
            );
            (format!("https://example.org/practice/{cve}"), title)
        })
        .collect();
    let nevra = format!("{}-{}.{}", package.name, package.evr(), package.arch);
    (id, KIND_SECURITY, weight, vec![nevra], cves)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        let lines = include_str!("packages.txt")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .count();
        assert_eq!(LINES.len(), lines);
        assert!(LINES.iter().all(|l| !l.variants.is_empty()));
    }

    #[test]
    fn desktops_have_enough_packages_and_change_with_each_release() {
        for variant in [Variant::Gnome, Variant::Kde] {
            assert!(packages(variant, 2).len() >= 60);
            for release in 1..20 {
                let (old, new) = (packages(variant, release - 1), packages(variant, release));
                let changed = new.iter().filter(|p| !old.contains(p)).count();
                assert!(changed >= 8, "{changed} in release {release}");
            }
        }
    }

    #[test]
    fn the_waiting_update_has_two_security_notices_about_packages_that_it_changes() {
        let notices = advisories(Variant::Gnome, 3);
        assert_eq!(notices.len(), 2);
        let new = packages(Variant::Gnome, 3);
        for (_, kind, _, packages, cves) in notices {
            assert_eq!(kind, KIND_SECURITY);
            assert!(!cves.is_empty());
            assert!(packages.iter().all(|nevra| {
                new.iter()
                    .any(|(p, _)| *nevra == format!("{}-{}.{}", p.name, p.evr(), p.arch))
            }));
        }
    }

    #[test]
    fn a_raised_part_starts_the_later_ones_again() {
        assert_eq!(grown("143.0.1", 0, 2), "145.0.0");
        assert_eq!(grown("6.17.4", 2, 3), "6.17.7");
        assert_eq!(grown("49", 1, 1), "49.1");
        assert_eq!(grown("25.08.1", 1, 1), "25.09.0");
        assert_eq!(grown("6.17.4", 0, 0), "6.17.4");
    }
}
