use std::collections::HashSet;

use super::*;
use crate::backend::Backend as _;
use crate::backend::fake::{FakeBackend, Scene};
use crate::domain::{Capabilities, FindingKind, SwitchKind, SystemStatus};

mod tags;

fn known() -> Catalogue {
    let catalogue = Catalogue::read(&[], "x86_64");
    assert_eq!(catalogue.bad, []);
    catalogue
}

fn can(switch: SwitchKind) -> Capabilities {
    let mut can = FakeBackend::new(Scene::Fresh).capabilities().clone();
    can.switch = switch;
    can
}

fn possible(catalogue: &Catalogue, from: &str, to: &str, switch: SwitchKind) -> Possible {
    let (origin, can) = (Origin::parse(from), can(switch));
    let entry = catalogue
        .entries
        .iter()
        .find(|entry| entry.origin.to_string() == to);
    let entry = entry.unwrap_or_else(|| panic!("{to} is not in the catalogue"));
    let here = Here {
        origin: &origin,
        can: &can,
    };
    catalogue.possible(entry, &here)
}

const SILVERBLUE: &str = "fedora:fedora/44/x86_64/silverblue";
const BLUEFIN: &str = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable";
const LTS: &str = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:lts";

#[test]
fn every_entry_is_an_address_of_its_own_and_says_for_whom_it_is() {
    let catalogue = known();
    let mut seen = HashSet::new();
    for entry in &catalogue.entries {
        let address = entry.origin.to_string();
        assert!(seen.insert(address.clone()), "{address} twice");
        for language in ["en", "de"] {
            assert!(!entry.about(language).is_empty(), "{address}: {language}");
        }
        assert_eq!(entry.about("fr_FR.UTF-8"), entry.about("en"), "{address}");
    }
    assert!(catalogue.entries.len() > 80, "{}", catalogue.entries.len());
}

/// The names tell the desktop by the publishers' own rules, which the domain knows too.
#[test]
fn entries_follow_the_naming_rules_of_their_publishers() {
    for entry in &known().entries {
        let address = entry.origin.to_string();
        let told = entry.origin.system().desktop;
        let desktop = entry.desktop.as_deref();
        if told.is_some() {
            assert_eq!(told, desktop, "{address}");
        }
        if let Origin::Container(image) = &entry.origin {
            assert!(image.tag.is_some() && image.digest.is_none(), "{address}");
        }
        let nvidia = entry.name.contains("NVIDIA");
        assert_eq!(nvidia, address.contains("nvidia"), "{address}");
        let instead = entry.retired.as_ref().and_then(|end| end.instead.clone());
        let is_known = |name: &String| known().entries.iter().any(|other| other.name == *name);
        assert!(instead.as_ref().is_none_or(is_known), "{instead:?}");
    }
    for (branch, desktop) in [("sericea", "Sway"), ("onyx", "Budgie")] {
        let name = format!("fedora:fedora/44/x86_64/{branch}");
        let known = known();
        let entry = known.of(&Origin::parse(&name)).unwrap();
        assert_eq!(entry.desktop.as_deref(), Some(desktop));
    }
}

#[test]
fn branches_are_those_of_the_computers_architecture() {
    let catalogue = Catalogue::read(&[], "aarch64");
    let kinoite = Origin::parse("fedora:fedora/44/aarch64/testing/kinoite");
    let entry = catalogue.of(&kinoite).unwrap();
    assert_eq!((&entry.origin, entry.pace), (&kinoite, Pace::Testing));
}

#[test]
fn what_runs_is_found_in_any_of_its_channels() {
    let catalogue = known();
    for (origin, name, base) in [
        (SILVERBLUE, "Fedora Silverblue", "fedora"),
        (
            "fedora:fedora/41/x86_64/silverblue",
            "Fedora Silverblue",
            "fedora",
        ),
        (BLUEFIN, "Bluefin", "fedora"),
        (
            "ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable-20260818",
            "Bluefin",
            "fedora",
        ),
        (
            "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:lts-hwe.20260818",
            "Bluefin LTS",
            "centos-stream-10",
        ),
    ] {
        let entry = catalogue.of(&Origin::parse(origin)).unwrap();
        assert_eq!(
            (entry.name.as_str(), entry.base.as_str()),
            (name, base),
            "{origin}"
        );
    }
    // By another name of the channel, by its release; a longer word is another one.
    for (tag, channel) in [
        ("gts", Some("stable")),
        ("gts-20260818", Some("stable")),
        ("44", Some("stable")),
        ("stable-daily-44.20260818", Some("stable-daily")),
        ("lts-hwe", Some("lts-hwe")),
        ("stablee", None),
        ("43", None),
        ("stream10", None),
    ] {
        let there = Origin::parse(&BLUEFIN.replace("stable", tag));
        let known = catalogue.knows_channel(&there);
        let found = catalogue.of(&there).filter(|_| known);
        assert_eq!(found.map(|entry| entry.channel.as_str()), channel, "{tag}");
    }
    assert_eq!(catalogue.of(&Origin::parse("mine:custom")), None);
    assert_eq!(catalogue.of(&Origin::Unknown), None);
}

#[test]
fn what_is_impossible_says_why() {
    let catalogue = known();
    let to = |from: &str, to: &str| possible(&catalogue, from, to, SwitchKind::Image);
    assert_eq!(to(SILVERBLUE, SILVERBLUE), Possible::Runs);
    assert_eq!(to(SILVERBLUE, BLUEFIN), Possible::Yes);
    assert_eq!(to("mine:custom", BLUEFIN), Possible::Yes);
    for (from, there) in [
        (BLUEFIN, LTS),
        (LTS, BLUEFIN),
        (LTS, SILVERBLUE),
        (SILVERBLUE, LTS),
    ] {
        assert!(
            matches!(to(from, there), Possible::No(WhyNot::OtherBase { .. })),
            "{from} to {there}"
        );
    }
    let gone = "ostree-image-signed:docker://ghcr.io/ublue-os/sway-atomic-main:latest";
    assert_eq!(
        to(SILVERBLUE, gone),
        Possible::No(WhyNot::Retired {
            instead: Some("Fedora Sway Atomic".to_owned())
        })
    );
    // Whatever runs, also when nobody knows what that is.
    let vanilla = "ostree-unverified-registry:ghcr.io/vanilla-os/desktop:main";
    for from in [SILVERBLUE, LTS, "mine:custom", ""] {
        let program = "ABRoot".to_owned();
        let why = WhyNot::OtherKind { program };
        assert_eq!(to(from, vanilla), Possible::No(why), "{from}");
    }
    // By each of the names it had.
    for (name, instead) in [
        ("sericea-main", Some("Fedora Sway Atomic")),
        ("sway-atomic-nvidia", Some("Fedora Sway Atomic")),
        ("onyx-nvidia", Some("Fedora Budgie Atomic")),
        ("lazurite-main", None),
        ("vauxite-nvidia", None),
    ] {
        let there = format!("ostree-unverified-registry:ghcr.io/ublue-os/{name}:41");
        let entry = catalogue.of(&Origin::parse(&there)).unwrap();
        let end = entry.retired.as_ref().unwrap();
        assert_eq!(end.instead.as_deref(), instead, "{name}");
    }
    let fixed = |switch, there| possible(&catalogue, SILVERBLUE, there, switch);
    let older = "fedora:fedora/43/x86_64/silverblue";
    assert_eq!(fixed(SwitchKind::Channel, older), Possible::Yes);
    for (switch, there) in [(SwitchKind::Channel, BLUEFIN), (SwitchKind::None, older)] {
        assert_eq!(fixed(switch, there), Possible::No(WhyNot::NoSwitch));
    }
}

#[tokio::test]
async fn a_system_that_was_given_up_is_found_where_it_runs() {
    let fake = FakeBackend::new(Scene::Fine);
    let gone = "ostree-image-signed:docker://ghcr.io/ublue-os/sway-atomic-main:latest";
    let kinds = |status: SystemStatus| {
        let known = known().complete(status);
        let kinds = known.findings.into_iter().map(|finding| finding.kind);
        kinds.collect::<Vec<_>>()
    };
    assert_eq!(kinds(fake.status().await.unwrap()), []);
    fake.change(|status| status.deployments[0].origin = Origin::parse(gone));
    let given_up = FindingKind::GivenUp {
        instead: Some("Fedora Sway Atomic".to_owned()),
    };
    assert_eq!(kinds(fake.status().await.unwrap()), [given_up]);
    let end = || FindingKind::EndOfLife {
        text: "It ends.".to_owned(),
    };
    fake.change(|status| status.findings.push(end().into()));
    assert_eq!(kinds(fake.status().await.unwrap()), [end()]);
}

#[test]
fn the_same_system_comes_first_and_then_the_same_publisher() {
    let catalogue = known();
    let here = Origin::parse("ostree-image-signed:docker://ghcr.io/ublue-os/aurora:stable");
    let sorted = catalogue.sorted(&here);
    let names: Vec<&str> = sorted.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names[..3], ["Aurora", "Aurora", "Aurora"]);
    let publishers: Vec<&str> = sorted
        .iter()
        .map(|entry| entry.publisher.as_str())
        .collect();
    let change = publishers
        .iter()
        .position(|name| *name == "Fedora")
        .unwrap();
    let own = "Universal Blue";
    assert!(publishers[change..].iter().all(|name| *name != own));
}

const HEAD: &str =
    "format = 1\npublisher = \"Example\"\nsource = \"a test\"\nchecked = \"2025-11-20\"\n";
const SYSTEM: &str = r#"
[[stream]]
group = "a"
name = "stable"
pace = "stable"

[[system]]
name = "Example"
base = "example"
address = "ostree-image-signed:docker://registry.example.org/a:{stream}"
streams = "a"
about = { en = "For tests." }
"#;

const TAGS: &str = "[[tags]]\ngroup = \"a\"\ndated = [";

#[test]
fn an_administrator_adds_and_hides_and_a_bad_file_is_named_and_skipped() {
    let root = tempfile::tempdir().unwrap();
    let folders = Catalogue::folders(root.path());
    for folder in &folders {
        std::fs::create_dir_all(folder).unwrap();
    }
    let write = |folder: usize, name: &str, text: &str| {
        std::fs::write(folders[folder].join(name), text).unwrap();
    };
    write(0, "example.toml", &format!("{HEAD}{SYSTEM}"));
    write(0, "hidden.toml", &format!("{HEAD}{SYSTEM}"));
    write(1, "hidden.toml", HEAD);
    write(1, "universal-blue.toml", HEAD);
    write(1, "notes.txt", "no catalogue");
    for (name, text) in [
        ("bad-1.toml", "format = 1".to_owned()),
        (
            "bad-2.toml",
            format!("{HEAD}{SYSTEM}").replace("format = 1", "format = 2"),
        ),
        (
            "bad-3.toml",
            format!("{HEAD}{SYSTEM}").replace("{ en", "{ de"),
        ),
        (
            "bad-4.toml",
            format!("{HEAD}{SYSTEM}").replace("streams = \"a\"", "streams = \"b\""),
        ),
        (
            "bad-5.toml",
            format!("{HEAD}{SYSTEM}").replace("docker://", ""),
        ),
        ("bad-6.toml", format!("{HEAD}{SYSTEM}colour = \"blue\"\n")),
        (
            "bad-7.toml",
            format!("{HEAD}{SYSTEM}{TAGS}\"{{stream}}-{{day}}\"]\n"),
        ),
        (
            "bad-8.toml",
            format!("{HEAD}{SYSTEM}{TAGS}\"{{stream}}-{{date\"]\n"),
        ),
        (
            "bad-9.toml",
            format!("{HEAD}{SYSTEM}{TAGS}\"{{stream}}\"]\n"),
        ),
    ] {
        write(1, name, &text);
    }
    let catalogue = Catalogue::read(&folders, "x86_64");
    let examples = catalogue
        .entries
        .iter()
        .filter(|e| e.publisher == "Example");
    assert_eq!(examples.count(), 1);
    assert!(catalogue.entries.iter().any(|e| e.publisher == "Fedora"));
    assert!(
        catalogue
            .entries
            .iter()
            .all(|e| e.publisher != "Universal Blue")
    );
    let bad: Vec<String> = catalogue
        .bad
        .iter()
        .map(|bad| bad.path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    let wanted: Vec<String> = (1..=9).map(|number| format!("bad-{number}.toml")).collect();
    assert_eq!(bad, wanted, "{:?}", catalogue.bad);
    assert!(catalogue.bad.iter().all(|bad| !bad.why.is_empty()));
}

#[test]
fn after_a_year_an_entry_is_old() {
    let entries = file::read(&format!("{HEAD}{SYSTEM}"), "x86_64").unwrap();
    let entries = entries.entries;
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert!(!entries[0].is_old(day("2026-11-20")));
    assert!(entries[0].is_old(day("2026-11-21")));
}
