//! Packages, and the difference between two versions of the system.

use std::collections::HashSet;

/// One package of a version.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Package {
    /// Name, such as `kernel`.
    pub name: String,
    /// Epoch, version and release, such as `6.15.3-200.fc42`.
    pub evr: String,
    /// Architecture, such as `x86_64` or `noarch`.
    pub arch: String,
}

/// Whether that can be the name of a package, alone or with its version: what a service is asked for, and what a shell
/// takes as one word without quotes.
#[must_use]
pub fn is_package_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._+-:~^".contains(c);
    (1..=256).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(plain)
}

/// What happened to one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PackageChange {
    /// Only in the newer version.
    Added(Package),
    /// Only in the older version.
    Removed(Package),
    /// Newer than before.
    Upgraded {
        /// As it was.
        from: Package,
        /// As it becomes.
        to: Package,
    },
    /// Older than before.
    Downgraded {
        /// As it was.
        from: Package,
        /// As it becomes.
        to: Package,
    },
}

/// What a package is for, as far as its name tells. Order is the order people want to read in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PackageGroup {
    /// The kernel.
    Kernel,
    /// Graphics drivers.
    Graphics,
    /// The desktop itself.
    Desktop,
    /// Everything else.
    Other,
}

impl PackageGroup {
    /// The group of a package name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let starts = |list: &[&str]| list.iter().any(|p| name.starts_with(p));
        if name == "kernel" || starts(&["kernel-", "linux-firmware"]) {
            Self::Kernel
        } else if starts(&[
            "mesa",
            "nvidia",
            "libdrm",
            "vulkan",
            "xorg-x11-drv",
            "xorg-x11-server",
        ]) {
            Self::Graphics
        } else if starts(&[
            "gnome-",
            "mutter",
            "gdm",
            "nautilus",
            "plasma-",
            "kwin",
            "sddm",
            "dolphin",
            "kf6-",
            "sway",
            "cosmic-",
            "budgie-",
            "gtk4",
            "libadwaita",
            "qt6-",
            "xdg-desktop-portal",
        ]) {
            Self::Desktop
        } else {
            Self::Other
        }
    }
}

impl PackageChange {
    /// The package's name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Added(p) | Self::Removed(p) => &p.name,
            Self::Upgraded { to, .. } | Self::Downgraded { to, .. } => &to.name,
        }
    }

    /// Its group.
    #[must_use]
    pub fn group(&self) -> PackageGroup {
        PackageGroup::of(self.name())
    }
}

/// How many packages changed, by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DiffCounts {
    /// New ones.
    pub added: usize,
    /// Gone ones.
    pub removed: usize,
    /// Newer ones.
    pub upgraded: usize,
    /// Older ones.
    pub downgraded: usize,
}

impl DiffCounts {
    /// All together.
    #[must_use]
    pub fn total(self) -> usize {
        self.added + self.removed + self.upgraded + self.downgraded
    }
}

/// The packages that differ between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackageDiff {
    /// In no particular order.
    pub changes: Vec<PackageChange>,
}

impl PackageDiff {
    /// Counts by kind.
    #[must_use]
    pub fn counts(&self) -> DiffCounts {
        let mut counts = DiffCounts::default();
        for change in &self.changes {
            match change {
                PackageChange::Added(_) => counts.added += 1,
                PackageChange::Removed(_) => counts.removed += 1,
                PackageChange::Upgraded { .. } => counts.upgraded += 1,
                PackageChange::Downgraded { .. } => counts.downgraded += 1,
            }
        }
        counts
    }

    /// Changes in reading order: security first, then kernel, graphics, desktop, the rest; each by name.
    #[must_use]
    pub fn in_reading_order<'a>(&'a self, advisories: &[Advisory]) -> Vec<&'a PackageChange> {
        let security: HashSet<&str> = advisories
            .iter()
            .filter(|a| a.kind == AdvisoryKind::Security)
            .flat_map(|a| a.packages.iter().map(|p| p.name.as_str()))
            .collect();
        let mut list: Vec<_> = self.changes.iter().collect();
        list.sort_by_key(|c| (!security.contains(c.name()), c.group(), c.name()));
        list
    }
}

/// What an advisory is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdvisoryKind {
    /// Closes a hole.
    Security,
    /// Mends a fault.
    Bugfix,
    /// Adds something.
    Enhancement,
    /// Anything else.
    Other,
}

/// How bad the fault was, in the publisher's judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AdvisorySeverity {
    /// Not judged.
    None,
    /// Low.
    Low,
    /// Moderate.
    Moderate,
    /// Important.
    Important,
    /// Critical.
    Critical,
}

/// A publisher's notice about packages of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advisory {
    /// Its name, such as `FEDORA-2026-0a1b2c3d4e`.
    pub id: String,
    /// What it is about.
    pub kind: AdvisoryKind,
    /// How bad it is.
    pub severity: AdvisorySeverity,
    /// The packages that settle it.
    pub packages: Vec<Package>,
    /// CVE references: (title, address).
    pub references: Vec<(String, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, evr: &str) -> Package {
        Package {
            name: name.into(),
            evr: evr.into(),
            arch: "x86_64".into(),
        }
    }

    fn upgrade(name: &str) -> PackageChange {
        PackageChange::Upgraded {
            from: package(name, "1-1"),
            to: package(name, "2-1"),
        }
    }

    #[test]
    fn security_comes_first_then_kernel_graphics_desktop() {
        let diff = PackageDiff {
            changes: [
                "zlib",
                "gnome-shell",
                "mesa-dri-drivers",
                "kernel",
                "openssl",
            ]
            .map(upgrade)
            .into(),
        };
        let advisory = Advisory {
            id: "A-1".into(),
            kind: AdvisoryKind::Security,
            severity: AdvisorySeverity::Important,
            packages: vec![package("openssl", "2-1")],
            references: vec![],
        };
        let names: Vec<_> = diff
            .in_reading_order(&[advisory])
            .iter()
            .map(|c| c.name())
            .collect();
        assert_eq!(
            names,
            [
                "openssl",
                "kernel",
                "mesa-dri-drivers",
                "gnome-shell",
                "zlib"
            ]
        );
    }

    #[test]
    fn counts_are_by_kind() {
        let diff = PackageDiff {
            changes: vec![
                upgrade("a"),
                PackageChange::Added(package("b", "1")),
                PackageChange::Removed(package("c", "1")),
                PackageChange::Downgraded {
                    from: package("d", "2"),
                    to: package("d", "1"),
                },
                upgrade("e"),
            ],
        };
        assert_eq!(
            diff.counts(),
            DiffCounts {
                added: 1,
                removed: 1,
                upgraded: 2,
                downgraded: 1
            }
        );
        assert_eq!(diff.counts().total(), 5);
    }

    #[test]
    fn names_of_packages_are_told_from_everything_else() {
        for name in [
            "vim",
            "gtk+-2.0",
            "NetworkManager",
            "0ad",
            "a-1:2.0~rc1-3.x86_64",
        ] {
            assert!(is_package_name(name), "{name}");
        }
        let long = "a".repeat(257);
        for text in [
            "",
            "-y",
            "--all",
            "a b",
            "a;b",
            "$(x)",
            "/usr/bin/vim",
            "@web",
            "../x",
            "ä",
            "a\nb",
            &long,
        ] {
            assert!(!is_package_name(text), "{text}");
        }
    }
}
