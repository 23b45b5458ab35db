//! The fake system's versions, packages and notices.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{
    Advisory, AdvisoryKind, AdvisorySeverity, AfterUpdate, AutomaticUpdates, AvailableUpdate,
    CancelKind, Capabilities, Deployment, DeploymentId, DeploymentState, FindingKind, Lack,
    OlderVersions, Origin, Package, PackageChange, PackageDiff, PinSupport, ProgressKind,
    RollbackKind, Signature, Support, SwitchKind, SystemStatus,
};

use super::Scene;

const GNOME: &str = "practice:practice/44/x86_64/gnome";
const KDE: &str = "practice:practice/44/x86_64/kde";
const IMAGE: &str = "ostree-image-signed:docker://registry.example.org/practice/gnome:stable";
const NEWEST: &str = "44.20261120.0";
const RUNNING: &str = "44.20261113.0";
const PREVIOUS: &str = "44.20261106.0";
const OLD: &str = "44.20261009.0";

/// (name, release in the previous, running and newest version).
const PACKAGES: &[(&str, [&str; 3])] = &[
    (
        "kernel",
        ["6.17.5-300.pl44", "6.17.6-300.pl44", "6.17.8-300.pl44"],
    ),
    (
        "mesa-dri-drivers",
        ["26.2.1-1.pl44", "26.2.1-1.pl44", "26.2.2-1.pl44"],
    ),
    ("gnome-shell", ["50.1-1.pl44", "50.1-1.pl44", "50.2-1.pl44"]),
    ("mutter", ["50.1-1.pl44", "50.1-1.pl44", "50.2-1.pl44"]),
    ("nautilus", ["50.0-1.pl44", "50.1-1.pl44", "50.1-1.pl44"]),
    ("openssl", ["3.5.3-1.pl44", "3.5.3-1.pl44", "3.5.4-1.pl44"]),
    ("glibc", ["2.42-4.pl44", "2.42-5.pl44", "2.42-6.pl44"]),
    ("systemd", ["259-1.pl44", "259-2.pl44", "259.1-1.pl44"]),
    (
        "NetworkManager",
        ["1.56.0-1.pl44", "1.56.0-1.pl44", "1.56.1-1.pl44"],
    ),
    ("pipewire", ["1.6.0-1.pl44", "1.6.0-1.pl44", "1.6.1-1.pl44"]),
    (
        "firefox",
        ["145.0-1.pl44", "145.0.1-1.pl44", "146.0-1.pl44"],
    ),
    ("bash", ["5.3.3-1.pl44", "5.3.3-1.pl44", "5.3.3-1.pl44"]),
    ("tzdata", ["2026b-1.pl44", "2026b-1.pl44", "2026c-1.pl44"]),
];

fn package(name: &str, evr: &str) -> Package {
    Package {
        name: name.to_owned(),
        evr: evr.to_owned(),
        arch: "x86_64".to_owned(),
    }
}

fn column(version: &str) -> usize {
    match version {
        NEWEST => 2,
        RUNNING => 1,
        _ => 0,
    }
}

fn list(version: &str) -> Vec<Package> {
    let at = column(version);
    PACKAGES
        .iter()
        .filter_map(|(name, evrs)| Some(package(name, evrs.get(at)?)))
        .collect()
}

/// All packages of a deployment.
pub(super) fn packages(deployment: &Deployment) -> Vec<Package> {
    list(deployment.version.as_deref().unwrap_or_default())
}

/// What differs between two deployments.
pub(super) fn diff(from: &Deployment, to: &Deployment) -> PackageDiff {
    between(
        from.version.as_deref().unwrap_or_default(),
        to.version.as_deref().unwrap_or_default(),
    )
}

fn between(from: &str, to: &str) -> PackageDiff {
    let newer = column(to) > column(from);
    let changes = list(from)
        .into_iter()
        .zip(list(to))
        .filter(|(from, to)| from != to)
        .map(|(from, to)| {
            if newer {
                PackageChange::Upgraded { from, to }
            } else {
                PackageChange::Downgraded { from, to }
            }
        })
        .collect();
    PackageDiff { changes }
}

/// Whether upstream has that version.
pub(super) fn known_version(version: &str) -> bool {
    [NEWEST, RUNNING, PREVIOUS, OLD].contains(&version)
}

/// An older version as upstream has it.
pub(super) fn older(version: &str) -> AvailableUpdate {
    AvailableUpdate {
        version: Some(version.to_owned()),
        timestamp: published(version),
        ..upstream()
    }
}

/// The day in the version number, at noon.
fn published(version: &str) -> Option<DateTime<Utc>> {
    let day = version.split('.').nth(1)?;
    Some(
        chrono::NaiveDate::parse_from_str(day, "%Y%m%d")
            .ok()?
            .and_hms_opt(12, 0, 0)?
            .and_utc(),
    )
}

/// A deployment id made from the version, the same each time.
pub(super) fn id(version: &str) -> DeploymentId {
    let word = |n: u8| {
        let mut hasher = DefaultHasher::new();
        (n, version).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    };
    let checksum = [0, 1, 2, 3].map(word).concat();
    let text = format!("practice-{checksum}.0");
    text.parse()
        .unwrap_or_else(|_| unreachable!("hexadecimal digits make an id"))
}

/// The kernel of a version, as `uname -r` has it.
fn kernel(version: &str) -> Option<String> {
    let all = list(version);
    let kernel = all.iter().find(|p| p.name == "kernel")?;
    Some(format!("{}.{}", kernel.evr, kernel.arch))
}

/// An installed deployment of a version, with nothing special about it.
pub(super) fn deployment(version: &str, origin: Origin) -> Deployment {
    let id = id(version);
    Deployment {
        version: Some(version.to_owned()),
        timestamp: published(version),
        checksum: id.as_str().get(9..73).and_then(|c| c.parse().ok()),
        id,
        origin,
        image_digest: None,
        os_name: Some("Practice Linux 44 (GNOME Desktop)".to_owned()),
        kernel: kernel(version),
        signature: Signature::Verified {
            by: Some("Practice Linux".to_owned()),
        },
        added_packages: Vec::new(),
        running: false,
        pinned: false,
        state: DeploymentState::Installed,
        end_of_life: None,
    }
}

/// The newest version of another system.
pub(super) fn newest_of(origin: &Origin) -> Deployment {
    let made = id(&format!("{NEWEST} {origin}"));
    let desktop = origin.system().desktop.unwrap_or("GNOME");
    Deployment {
        checksum: made.as_str().get(9..73).and_then(|c| c.parse().ok()),
        id: made,
        os_name: Some(format!("Practice Linux 44 ({desktop} Desktop)")),
        ..deployment(NEWEST, origin.clone())
    }
}

fn installed(version: &str, origin: &str) -> Deployment {
    deployment(version, Origin::parse(origin))
}

fn upstream() -> AvailableUpdate {
    let security = |id: &str, severity, name: &str, evr: &str, flaw: &str| Advisory {
        id: id.to_owned(),
        kind: AdvisoryKind::Security,
        severity,
        packages: vec![package(name, evr)],
        references: vec![(
            flaw.to_owned(),
            format!("https://example.org/practice/{id}"),
        )],
    };
    AvailableUpdate {
        version: Some(NEWEST.to_owned()),
        timestamp: published(NEWEST),
        checksum: id(NEWEST).as_str().get(9..73).map(str::to_owned),
        download_bytes: Some(184_000_000),
        packages: Some(between(RUNNING, NEWEST)),
        advisories: vec![
            security(
                "PRACTICE-2026-0017",
                AdvisorySeverity::Important,
                "openssl",
                "3.5.4-1.pl44",
                "CVE-0000-0017 openssl: a prepared certificate can stop a program",
            ),
            security(
                "PRACTICE-2026-0018",
                AdvisorySeverity::Moderate,
                "kernel",
                "6.17.8-300.pl44",
                "CVE-0000-0018 kernel: a program can read the memory of others",
            ),
        ],
        signature: Signature::Verified {
            by: Some("Practice Linux".to_owned()),
        },
        staged_as: None,
        downloaded: false,
    }
}

/// What the fake system can do.
pub(super) fn capabilities(scene: Scene) -> Capabilities {
    let helper = scene != Scene::NoHelper;
    Capabilities {
        rollback: if helper {
            RollbackKind::AnyDeployment
        } else {
            RollbackKind::PreviousDeployment
        },
        pin: if helper {
            PinSupport::Yes
        } else {
            PinSupport::No(Lack::Helper)
        },
        delete: if helper {
            Support::Yes
        } else {
            Support::No(Lack::Helper)
        },
        discard: Support::Yes,
        download_only: Support::Yes,
        package_diff: Support::Yes,
        older_versions: OlderVersions::ByVersion,
        progress: ProgressKind::Bytes,
        switch: SwitchKind::Image,
        add_packages: Support::Yes,
        cancel: if scene == Scene::CannotStop {
            CancelKind::Never
        } else {
            CancelKind::AnyTime
        },
        after_update: AfterUpdate::WaitsForRestart,
    }
}

/// The system of a scene, and what its upstream has.
pub(super) fn scene(scene: Scene) -> (SystemStatus, AvailableUpdate) {
    let origin = if scene == Scene::Container {
        IMAGE
    } else {
        GNOME
    };
    let running = Deployment {
        running: true,
        ..installed(RUNNING, origin)
    };
    let previous = installed(PREVIOUS, origin);
    let mut status = SystemStatus {
        backend: "rpm-ostree",
        deployments: vec![running, previous],
        update: None,
        activity: None,
        automatic: AutomaticUpdates::Off,
        last_checked: published(NEWEST).map(|t| t + TimeDelta::hours(20)),
        failed_check: None,
        findings: Vec::new(),
    };
    let upstream = upstream();
    adapt(&mut status, &upstream, scene);
    (status, upstream)
}

fn adapt(status: &mut SystemStatus, upstream: &AvailableUpdate, scene: Scene) {
    match scene {
        Scene::Fine | Scene::NoHelper => {}
        Scene::Fresh => {
            status.deployments.truncate(1);
            status.last_checked = None;
        }
        Scene::UpdateAvailable
        | Scene::Updating
        | Scene::OtherProgramUpdating
        | Scene::CannotStop
        | Scene::Container => status.update = Some(upstream.clone()),
        Scene::Ready => {
            super::rules::apply(status, upstream, &crate::domain::Request::Update);
        }
        Scene::GoneBack => status.deployments.swap(0, 1),
        Scene::Many => {
            let kde = Deployment {
                pinned: true,
                os_name: Some("Practice Linux 44 (KDE Plasma Desktop)".to_owned()),
                ..installed(OLD, KDE)
            };
            let kept = Deployment {
                pinned: true,
                ..installed("44.20260904.0", GNOME)
            };
            status.deployments.extend([kde, kept]);
        }
        Scene::FinalizeFailed => status.findings.push(FindingKind::FinalizeFailed.into()),
    }
}
