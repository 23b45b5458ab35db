use chrono::NaiveDate;

use super::*;
use crate::backend::Backend as _;
use crate::backend::fake::{FakeBackend, Scene};
use crate::catalogue::{Catalogue, Possible, WhyNot};
use crate::domain::{DeploymentState, Origin, Request};

mod channels;
mod computer;
mod signature;

const GNOME: &str = "fedora:fedora/44/x86_64/silverblue";
const KDE: &str = "fedora:fedora/44/x86_64/kinoite";
const BAZZITE: &str = "ostree-image-signed:docker://ghcr.io/ublue-os/bazzite:stable";
const BLUEFIN: &str = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable";
const LTS: &str = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:lts";
const STRANGER: &str = "ostree-image-signed:docker://registry.example.org/own/system:1";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// From one Fedora desktop to another address, with nothing else in the way.
fn facts(there: &str) -> Facts {
    from(GNOME, there)
}

fn from(here: &str, there: &str) -> Facts {
    let catalogue = Catalogue::read(&[], "x86_64");
    let fake = FakeBackend::new(Scene::Fine);
    let mut status = futures_util::FutureExt::now_or_never(fake.status())
        .unwrap()
        .unwrap();
    for version in &mut status.deployments {
        version.origin = Origin::parse(here);
    }
    let there = Origin::parse(there);
    Facts {
        today: day("2026-11-22"),
        remote: Some(remote(true, true, true)),
        policy: Policy::Checks,
        room: Some(Room {
            free: 100,
            need: 80,
            exact: false,
        }),
        boot: Some(Boot {
            free: 100,
            need: 80,
        }),
        accounts: Some(Accounts::of("gdm:x:42:42::/:/x\nsddm:x:998:995::/:/x\n")),
        console_only: Some(false),
        power: Power::Mains,
        metered: Some(false),
        ..Facts::known(&status, fake.capabilities(), &catalogue, &there)
    }
}

fn remote(known: bool, checks: bool, has_key: bool) -> Remote {
    Remote {
        name: "fedora".into(),
        known,
        checks,
        has_key,
    }
}

/// The remark of a line, and how bad the whole is.
fn line(facts: &Facts, id: LineId) -> (Option<Remark>, Verdict) {
    let report = check(facts);
    let mut found = report.lines.iter().filter(|line| line.id() == id);
    let remark = found.next().cloned();
    assert_eq!(found.next(), None, "said twice");
    (remark, report.verdict())
}

#[track_caller]
fn says(facts: &Facts, remark: &Remark, level: Level) {
    let (found, verdict) = line(facts, remark.id());
    assert_eq!(found.as_ref(), Some(remark));
    assert_eq!(remark.level(), level);
    let at_least = match level {
        Level::Green => Verdict::Go,
        Level::Yellow => Verdict::Ask,
        Level::Red => Verdict::Stop,
    };
    let rank = |verdict| {
        [Verdict::Go, Verdict::Ask, Verdict::Stop]
            .iter()
            .position(|v| *v == verdict)
    };
    assert!(rank(verdict) >= rank(at_least));
}

#[test]
fn a_newer_release_of_the_same_desktop_is_all_green() {
    let report = check(&from("fedora:fedora/43/x86_64/silverblue", GNOME));
    let bad: Vec<_> = report
        .lines
        .iter()
        .filter(|line| line.level() != Level::Green)
        .collect();
    assert_eq!(bad, [] as [&Remark; 0]);
    assert_eq!(report.verdict(), Verdict::Go);
    let ids: Vec<_> = report.lines.iter().map(Remark::id).collect();
    let order: Vec<_> = LineId::ALL
        .into_iter()
        .filter(|id| ids.contains(id))
        .collect();
    assert_eq!(ids, order);
}

#[test]
fn what_runs_already_is_no_switch() {
    let report = check(&facts(GNOME));
    assert_eq!(report.lines, [Remark::RunsAlready]);
    assert_eq!(report.verdict(), Verdict::Stop);
}

#[test]
fn a_publisher_stands_by_it_or_not() {
    let mut known = facts(KDE);
    says(
        &known,
        &Remark::Published {
            by: "Fedora".into(),
        },
        Level::Green,
    );
    known.today = day("2030-01-01");
    let checked = known.entry.as_ref().unwrap().checked;
    says(&known, &Remark::OldFacts { checked }, Level::Yellow);
    says(&facts(STRANGER), &Remark::Unheard, Level::Yellow);
    // Any of its channels: what was given up was given up whole.
    let gone = facts("ostree-unverified-registry:ghcr.io/ublue-os/sway-atomic-main:43-20250101");
    let instead = Some("Fedora Sway Atomic".to_owned());
    says(&gone, &Remark::Retired { instead }, Level::Red);
    assert!(matches!(
        line(&gone, LineId::Publisher).0.unwrap().fix(),
        Some(Fix::Instead { .. })
    ));
}

#[test]
fn one_build_for_good_gets_no_updates() {
    for there in [KDE, BLUEFIN, STRANGER] {
        says(&facts(there), &Remark::Moves, Level::Green);
    }
    let digest = format!(
        "{}@sha256:{}",
        BLUEFIN.trim_end_matches(":stable"),
        "0".repeat(64)
    );
    let dated = BLUEFIN.replace(":stable", ":stable-20261103");
    let usual = STRANGER.replace(":1", ":20261103");
    for there in [&digest, &dated, &usual, &"0".repeat(64)] {
        says(&facts(there), &Remark::Stays, Level::Yellow);
    }
}

#[test]
fn systems_of_another_base_cannot_take_each_others_place() {
    let base = |text: &str| text.to_owned();
    says(
        &facts(KDE),
        &Remark::SameBase {
            base: base("fedora"),
        },
        Level::Green,
    );
    says(&facts(STRANGER), &Remark::UnknownBase, Level::Yellow);
    let other = Remark::OtherBase {
        here: vec![base("fedora")],
        there: vec![base("centos-stream-10")],
    };
    says(&facts(LTS), &other, Level::Red);
    let vanilla = "ostree-unverified-registry:ghcr.io/vanilla-os/nvidia:main";
    for here in [GNOME, STRANGER] {
        let program = base("ABRoot");
        says(
            &from(here, vanilla),
            &Remark::OtherKind { program },
            Level::Red,
        );
    }
    let other = Remark::OtherBase {
        here: vec![base("centos-stream-10")],
        there: vec![base("fedora")],
    };
    says(&from(LTS, BLUEFIN), &other, Level::Red);
}

#[test]
fn another_desktop_is_named() {
    let text = |text: &str| text.to_owned();
    let here = || text("GNOME");
    let there = || text("KDE Plasma");
    says(
        &facts(BLUEFIN),
        &Remark::SameDesktop { desktop: here() },
        Level::Green,
    );
    says(&facts(STRANGER), &Remark::UnknownDesktop, Level::Yellow);
    let other = Remark::OtherDesktop {
        here: here(),
        there: there(),
    };
    says(&facts(KDE), &other, Level::Yellow);
    let advised = Remark::AdvisedAgainst {
        here: here(),
        there: there(),
        publisher: text("Universal Blue"),
    };
    says(&facts(BAZZITE), &advised, Level::Yellow);
    let none = "ostree-image-signed:docker://ghcr.io/ublue-os/base-main:latest";
    says(&facts(none), &Remark::NoDesktop, Level::Yellow);
    let first = from(none, KDE);
    says(
        &first,
        &Remark::SameDesktop { desktop: there() },
        Level::Green,
    );
}

#[test]
fn a_source_is_known_and_has_its_key() {
    let name = || "fedora".to_owned();
    let with = |known, has_key| Facts {
        remote: Some(remote(known, true, has_key)),
        ..facts(KDE)
    };
    says(
        &with(true, true),
        &Remark::SourceKnown { remote: name() },
        Level::Green,
    );
    says(
        &with(false, false),
        &Remark::NoRemote { remote: name() },
        Level::Red,
    );
    says(
        &with(true, false),
        &Remark::NoKey { remote: name() },
        Level::Red,
    );
    let open = Facts {
        remote: Some(remote(true, false, false)),
        ..facts(KDE)
    };
    says(&open, &Remark::SourceKnown { remote: name() }, Level::Green);
    let image = Facts {
        remote: None,
        ..facts(BLUEFIN)
    };
    assert_eq!(line(&image, LineId::Source).0, None);
}

#[test]
fn what_waits_for_the_next_start_is_not_lost() {
    let mut facts = facts(KDE);
    says(&facts, &Remark::NothingPrepared, Level::Green);
    let version = || "44.1".to_owned();
    facts.waiting = Waiting::Staged(version());
    let staged = Remark::UpdatePrepared { version: version() };
    says(&facts, &staged, Level::Red);
    assert_eq!(staged.fix(), Some(Fix::Discard));
    facts.waiting = Waiting::Chosen(version());
    let chosen = Remark::OtherChosen { version: version() };
    says(&facts, &chosen, Level::Red);
    assert_eq!(chosen.fix(), Some(Fix::UndoChoice));
}

#[test]
fn what_waits_is_read_from_the_system() {
    let catalogue = Catalogue::read(&[], "x86_64");
    let fake = FakeBackend::new(Scene::Ready);
    let mut status = futures_util::FutureExt::now_or_never(fake.status())
        .unwrap()
        .unwrap();
    let there = Origin::parse(KDE);
    let waiting = |status: &crate::domain::SystemStatus| {
        Facts::known(status, fake.capabilities(), &catalogue, &there).waiting
    };
    let staged = status.staged().unwrap().version.clone().unwrap();
    assert_eq!(waiting(&status), Waiting::Staged(staged.clone()));
    status.deployments[0].state = DeploymentState::Installed;
    assert_eq!(waiting(&status), Waiting::Chosen(staged));
    status.deployments.remove(0);
    assert_eq!(waiting(&status), Waiting::Nothing);
    status.deployments[0].added_packages = vec!["vim".into()];
    let known = Facts::known(&status, fake.capabilities(), &catalogue, &there);
    assert_eq!(known.added, ["vim"]);
    assert!(fake.as_command(&Request::Switch(there), &status).is_some());
}

#[test]
fn added_packages_are_listed() {
    let mut facts = facts(KDE);
    says(&facts, &Remark::NoPackages, Level::Green);
    facts.added = vec!["vim".into()];
    let names = facts.added.clone();
    let added = Remark::Packages { names };
    says(&facts, &added, Level::Yellow);
    assert_eq!(added.fix(), Some(Fix::WithoutPackages { count: 1 }));
}

/// From every entry to every other one: what the facts call impossible is never offered without saying so.
#[test]
fn no_entry_of_the_catalogue_is_offered_against_the_facts() {
    let catalogue = Catalogue::read(&[], "x86_64");
    let mut stops = 0;
    for here in [GNOME, KDE, BAZZITE, BLUEFIN, LTS] {
        let running = catalogue.of(&Origin::parse(here)).unwrap();
        for entry in &catalogue.entries {
            let report = check(&from(here, &entry.origin.to_string()));
            let possible = entry.retired.is_none() && entry.base == running.base;
            let runs = entry.origin == running.origin;
            let stopped = report.verdict() == Verdict::Stop;
            assert_eq!(stopped, runs || !possible, "{here} to {}", entry.origin);
            if entry.desktop != running.desktop && !stopped {
                assert_eq!(report.verdict(), Verdict::Ask, "{here} to {}", entry.origin);
            }
            stops += usize::from(stopped && !runs);
        }
    }
    assert!(stops > 20, "{stops}");
}
