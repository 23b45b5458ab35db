//! The files of `data/`, the changelog and the program tell the same.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed assumption about the checkout is a failed test"
)]

#[path = "common/tree.rs"]
#[allow(dead_code, reason = "each test uses a part of it")]
mod tree;

use isotope::{helper_api, practice_api};
use tree::{files, read, top};

const ID: &str = "io.github.isotope_desktop.Isotope";

fn metainfo() -> String {
    read(format!("data/{ID}.metainfo.xml"))
}

fn desktop() -> String {
    read(format!("data/{ID}.desktop"))
}

/// What stands between `before` and `after` where `before` first occurs.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| {
        panic!(
            "no {before} in {}…",
            text.chars().take(60).collect::<String>()
        )
    });
    rest.split_once(after).unwrap().0
}

/// The value of a key of the first group of a desktop file.
fn entry<'t>(text: &'t str, key: &str) -> &'t str {
    between(text, &format!("\n{key}="), "\n")
}

/// A message of a catalogue that is one line.
fn message(language: &str, id: &str) -> String {
    let text = read(format!("po/{language}/common.ftl"));
    between(&text, &format!("\n{id} = "), "\n").to_owned()
}

#[test]
fn the_version_is_the_same_everywhere() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        between(&read("CHANGELOG.md"), "\n## ", "\n"),
        version,
        "CHANGELOG.md"
    );
    assert_eq!(
        between(&metainfo(), "<release version=\"", "\""),
        version,
        "metainfo"
    );
}

#[test]
fn one_id_names_the_application() {
    let info = metainfo();
    assert_eq!(between(&info, "<id>", "</id>"), ID);
    assert_eq!(
        between(&info, "<launchable type=\"desktop-id\">", "<"),
        format!("{ID}.desktop")
    );
    assert_eq!(between(&info, "<icon type=\"stock\">", "<"), ID);
    assert_eq!(entry(&desktop(), "Icon"), ID);
    let icons = "data/icons/hicolor";
    for icon in [
        format!("scalable/apps/{ID}.svg"),
        format!("symbolic/apps/{ID}-symbolic.svg"),
    ] {
        assert!(
            read(format!("{icons}/{icon}")).contains("viewBox"),
            "{icon}"
        );
    }
    assert_eq!(helper_api::BUS_NAME, format!("{ID}.Helper"));
    assert_eq!(
        helper_api::PATH,
        format!("/{}", helper_api::BUS_NAME.replace('.', "/"))
    );
    assert_eq!(helper_api::INTERFACE, format!("{ID}.Helper1"));
    assert_eq!(practice_api::BUS_NAME, format!("{ID}.Practice"));
    assert_eq!(
        practice_api::PATH,
        format!("/{}", practice_api::BUS_NAME.replace('.', "/"))
    );
}

#[test]
fn names_and_summaries_are_those_of_the_catalogues() {
    let (desktop, info) = (desktop(), metainfo());
    for (language, mark, xml) in [
        ("en", String::new(), String::new()),
        ("de", "[de]".into(), " xml:lang=\"de\"".into()),
    ] {
        let summary = message(language, "app-summary");
        assert_eq!(
            entry(&desktop, &format!("Name{mark}")),
            message(language, "app-name")
        );
        assert_eq!(entry(&desktop, &format!("Comment{mark}")), summary);
        assert_eq!(between(&info, &format!("<summary{xml}>"), "<"), summary);
    }
    assert_eq!(between(&info, "<name>", "<"), message("en", "app-name"));
}

#[test]
fn programs_that_are_promised_exist() {
    let cargo = read("Cargo.toml");
    let has = |name: &str| cargo.contains(&format!("[[bin]]\nname = \"{name}\"\n"));
    for program in [
        "isotope",
        "isotopectl",
        "isotope-helper",
        "isotope-practice",
    ] {
        assert!(has(program), "{program} in Cargo.toml");
    }
    for line in desktop()
        .lines()
        .filter_map(|line| line.strip_prefix("Exec="))
    {
        assert!(has(line.split(' ').next().unwrap()), "Exec={line}");
    }
    let info = metainfo();
    for (at, mark) in info.match_indices("<binary>") {
        let name = info
            .get(at + mark.len()..)
            .unwrap()
            .split('<')
            .next()
            .unwrap();
        assert!(has(name), "<binary>{name}");
    }
}

#[test]
fn every_translatable_text_of_the_metainfo_has_german() {
    let info = metainfo();
    for tag in ["summary", "p", "li", "caption"] {
        let english = info.matches(&format!("<{tag}>")).count();
        let german = info.matches(&format!("<{tag} xml:lang=\"de\">")).count();
        assert!(
            english > 0 && english == german,
            "<{tag}>: {english} English, {german} German"
        );
    }
}

#[test]
fn the_policy_has_the_actions_that_the_helper_asks_for() {
    let policies = files("data", ".policy");
    let [policy] = policies.as_slice() else {
        panic!("one policy file is wanted: {policies:?}");
    };
    let text = read(policy);
    let mut actions: Vec<_> = text
        .match_indices("<action id=\"")
        .map(|(at, mark)| {
            text.get(at + mark.len()..)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
        })
        .collect();
    actions.sort_unstable();
    let mut wanted = helper_api::action::ALL;
    wanted.sort_unstable();
    assert_eq!(actions, wanted);
}

#[test]
fn bus_files_are_named_like_what_they_own() {
    for file in files("data", ".service") {
        let text = read(&file);
        if let Some((_, rest)) = text.split_once("[D-BUS Service]") {
            let name = entry(rest, "Name");
            assert_eq!(
                file.file_stem().unwrap().to_str(),
                Some(name),
                "{}",
                file.display()
            );
        }
    }
}

#[test]
fn pictures_of_the_readme_and_the_metainfo_exist() {
    let (readme, info) = (read("README.md"), metainfo());
    let readme_pictures = readme.match_indices("](screenshots/").map(|(at, mark)| {
        readme
            .get(at + mark.len()..)
            .unwrap()
            .split(')')
            .next()
            .unwrap()
    });
    let info_pictures = info.match_indices("/screenshots/").map(|(at, mark)| {
        info.get(at + mark.len()..)
            .unwrap()
            .split('<')
            .next()
            .unwrap()
    });
    let pictures: Vec<_> = readme_pictures.chain(info_pictures).collect();
    assert!(pictures.len() >= 6, "three in each: {pictures:?}");
    for picture in pictures {
        assert!(
            top().join("screenshots").join(picture).exists(),
            "screenshots/{picture}"
        );
    }
    assert!(
        info.contains(&format!("/v{}/screenshots/", env!("CARGO_PKG_VERSION"))),
        "by tag"
    );
}

#[test]
fn the_flatpak_may_talk_to_what_the_program_talks_to_and_no_more() {
    let manifest = read(format!("flatpak/{ID}.yml"));
    assert_eq!(between(&manifest, "\napp-id: ", "\n"), ID);
    let asked = |option: &str| -> Vec<&str> {
        let lines = manifest.lines().map(str::trim);
        lines
            .filter_map(|line| line.strip_prefix("- ")?.strip_prefix(option))
            .collect()
    };
    let wanted = [
        "org.projectatomic.rpmostree1",
        helper_api::BUS_NAME,
        "org.freedesktop.PolicyKit1",
        "org.freedesktop.login1",
    ];
    assert_eq!(asked("--system-talk-name="), wanted);
    let backends: String = files("src/backend", "rs").iter().map(read).collect();
    for name in wanted.iter().filter(|name| **name != helper_api::BUS_NAME) {
        assert!(backends.contains(name), "no back end talks to {name}");
    }
    let portals = [
        "org.freedesktop.Flatpak",
        "org.freedesktop.impl.portal.PermissionStore",
    ];
    assert_eq!(asked("--talk-name="), portals);
    let apps: String = files("src/flatpak", "rs").iter().map(read).collect();
    for name in portals {
        assert!(apps.contains(name), "nothing talks to {name}");
    }
    // What is installed for everybody is changed by the host's flatpak alone.
    let folders = [
        "xdg-data/flatpak",
        "/var/lib/flatpak:ro",
        "host-etc:ro",
        "~/.var/app",
        // What is put aside before a switch is in files of many names there, and in dconf.
        "home",
        "xdg-run/dconf",
    ];
    assert_eq!(asked("--filesystem="), folders);
    assert_eq!(asked("--share="), ["ipc"]);
    assert_eq!(asked("--socket="), ["wayland", "fallback-x11"]);
}
