//! The walls between the rooms of `src/lib.rs`, and the house rules that no lint knows.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed assumption about the checkout is a failed test"
)]

#[path = "common/tree.rs"]
#[allow(dead_code, reason = "each test uses a part of it")]
mod tree;

use std::path::PathBuf;

use tree::{files, only_for_tests, read, without_comments, without_tests};

/// room, the rooms of ours that it may name, words that must not stand in it.
const ROOMS: &[(&str, &[&str], &[&str])] = &[
    ("src/domain", &["domain"], OUTSIDE),
    ("src/helper_api", &["helper_api", "domain"], SCREEN),
    ("src/practice_api", &["practice_api"], SCREEN),
    (
        "src/bus",
        &["bus", "backend", "domain", "helper_api"],
        SCREEN,
    ),
    (
        "src/backend",
        &["backend", "domain", "bus", "helper_api", "practice_api"],
        &[
            "gtk::",
            "adw::",
            "relm4",
            "glib::",
            "tr!",
            "println!",
            "eprintln!",
            "Connection::system(",
            "Connection::session(",
            "tokio::spawn",
        ],
    ),
    (
        "src/catalogue",
        &["catalogue", "domain", "practice_api"],
        SCREEN,
    ),
    (
        "src/upstream",
        &["upstream", "domain", "catalogue", "practice_api"],
        SCREEN,
    ),
    (
        "src/flatpak",
        &["flatpak", "domain", "bus", "practice_api"],
        SCREEN,
    ),
    (
        "src/preflight",
        &[
            "preflight",
            "domain",
            "backend",
            "catalogue",
            "practice_api",
        ],
        SCREEN,
    ),
    (
        "src/looks",
        &["looks", "bus", "flatpak", "practice_api", "i18n", "tr"],
        SCREEN,
    ),
    (
        "src/switching",
        &[
            "switching",
            "domain",
            "bus",
            "backend",
            "catalogue",
            "upstream",
            "preflight",
            "looks",
            "notebook",
        ],
        SCREEN,
    ),
    (
        "src/helper",
        &["helper_api", "domain", "bus", "log"],
        &[
            "gtk::",
            "adw::",
            "relm4",
            "glib::",
            "tr!",
            "std::net",
            "tokio::net",
        ],
    ),
    (
        "src/practice",
        &[
            "practice_api",
            "bus",
            "log",
            "helper_api",
            "domain",
            "i18n",
            "tr",
        ],
        &["gtk::", "adw::", "relm4", "glib::"],
    ),
    (
        "src/notebook",
        &["notebook", "domain", "practice_api"],
        SCREEN,
    ),
    ("src/log", &["log"], SCREEN),
    ("src/i18n", &["i18n"], SCREEN),
    (
        "src/text",
        &[
            "text",
            "domain",
            "backend",
            "catalogue",
            "flatpak",
            "upstream",
            "looks",
            "preflight",
            "i18n",
            "tr",
        ],
        SCREEN,
    ),
    (
        "src/ctl",
        &[
            "domain",
            "backend",
            "catalogue",
            "flatpak",
            "upstream",
            "looks",
            "preflight",
            "switching",
            "text",
            "i18n",
            "notebook",
            "practice_api",
            "log",
            "tr",
            "bus",
        ],
        &["gtk::", "adw::", "relm4", "glib::", "zbus"],
    ),
    (
        "src/ui",
        &[
            "ui",
            "domain",
            "backend",
            "catalogue",
            "flatpak",
            "looks",
            "preflight",
            "switching",
            "text",
            "upstream",
            "i18n",
            "notebook",
            "practice_api",
            "tr",
            "bus",
        ],
        &[
            "zbus",
            "std::process",
            "std::fs",
            "tokio::fs",
            "tokio::process",
        ],
    ),
];

const SCREEN: &[&str] = &["gtk::", "adw::", "relm4", "glib::"];
const OUTSIDE: &[&str] = &[
    "gtk::",
    "adw::",
    "relm4",
    "glib::",
    "zbus",
    "tokio",
    "std::fs",
    "std::process",
    "std::env",
    "std::net",
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "tr!",
    "println!",
    "tracing",
];

/// The programs beside the window: there `crate::` is the program itself.
const PROGRAMS: &[&str] = &["src/helper", "src/practice", "src/ctl"];

/// Which rooms of ours a source names: (line, name) of each `crate::name` and of the lists `crate::{a, b::c}`.
fn named_rooms(source: &str, prefixes: &[&str]) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    for prefix in prefixes {
        for (at, _) in source.match_indices(prefix) {
            if source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let line = source[..at].matches('\n').count() + 1;
            let rest = &source[at + prefix.len()..];
            named.extend(names_at(rest).into_iter().map(|name| (line, name)));
        }
    }
    named
}

fn names_at(rest: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let Some(list) = rest.strip_prefix('{') else {
        return vec![word(rest)];
    };
    let (mut depth, mut names, mut start) = (0, Vec::new(), true);
    for (at, c) in list.char_indices() {
        if start && !c.is_whitespace() {
            names.push(word(&list[at..]));
            start = false;
        }
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// What a source of a room may not contain: one `line: what` each.
fn breaches(room: &str, source: &str, allowed: &[&str], forbidden: &[&str]) -> Vec<String> {
    let source = without_comments(without_tests(source));
    let prefixes = if PROGRAMS.contains(&room) {
        &["isotope::"][..]
    } else {
        &["crate::", "isotope::"]
    };
    let mut found: Vec<_> = named_rooms(&source, prefixes)
        .into_iter()
        .filter(|(_, name)| {
            name.starts_with(char::is_lowercase) && !allowed.contains(&name.as_str())
        })
        .map(|(line, name)| format!("{line}: names the room `{name}`"))
        .collect();
    for (number, line) in source.lines().enumerate() {
        for word in forbidden.iter().filter(|word| has_word(line, word)) {
            found.push(format!("{}: says `{word}`", number + 1));
        }
    }
    found
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// The file and the folder of a room; one of the two may be missing.
fn of_room(room: &str) -> Vec<PathBuf> {
    let mut found = files(room, ".rs");
    found.extend(
        Some(PathBuf::from(format!("{room}.rs"))).filter(|file| tree::top().join(file).exists()),
    );
    found
}

#[test]
fn rooms_name_only_what_they_may() {
    let mut found = Vec::new();
    for (room, allowed, forbidden) in ROOMS {
        for file in of_room(room)
            .into_iter()
            .filter(|file| !only_for_tests(file))
        {
            for breach in breaches(room, &read(&file), allowed, forbidden) {
                found.push(format!("{}:{breach}", file.display()));
            }
        }
    }
    assert!(found.is_empty(), "walls broken:\n{}", found.join("\n"));
}

#[test]
fn every_source_is_in_a_room() {
    let roomless: Vec<_> = files("src", ".rs")
        .into_iter()
        .filter(|file| {
            !matches!(file.to_str(), Some("src/lib.rs" | "src/main.rs"))
                && !ROOMS
                    .iter()
                    .any(|(room, _, _)| of_room(room).contains(file))
        })
        .collect();
    assert!(
        roomless.is_empty(),
        "in no room of {}: {roomless:?}",
        file!()
    );
}

#[test]
fn a_breach_is_seen() {
    let source = "//! [`crate::ui`] is fine here\nuse crate::{\n    domain::Origin, ui::{a, b},\n};\nfn f() { zbus::x(); }\n";
    assert_eq!(
        breaches("src/x", source, &["domain"], &["zbus"]),
        ["2: names the room `ui`", "5: says `zbus`"]
    );
    assert!(breaches("src/x", "use isotope::bus::connect;", &["domain"], &[]).len() == 1);
    assert!(
        breaches(
            "src/x",
            "use my_crate::bus;\nlet azbus = 1;",
            &[],
            &["zbus"]
        )
        .is_empty()
    );
    assert!(
        breaches(
            "src/x",
            "fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::ui;\n}",
            &[],
            &[]
        )
        .is_empty()
    );
}

#[test]
fn files_are_short() {
    for (dir, limit) in [("src", 400), ("tests", 600)] {
        let long: Vec<_> = files(dir, ".rs")
            .into_iter()
            .map(|file| (without_tests(&read(&file)).lines().count(), file))
            .filter(|(lines, _)| *lines > limit)
            .collect();
        assert!(long.is_empty(), "more than {limit} lines: {long:?}");
    }
}

#[test]
fn tests_wait_for_conditions_and_none_is_skipped() {
    let mut found = Vec::new();
    let words = [
        concat!("thread::", "sleep"),
        concat!("time::", "sleep"),
        concat!("#[", "ignore"),
    ];
    for file in files("tests", ".rs").into_iter().chain(files("src", ".rs")) {
        let source = read(&file);
        let tests = if file.starts_with("tests") || only_for_tests(&file) {
            &source
        } else {
            &source[without_tests(&source).len()..]
        };
        let skipped = source.lines().count() - tests.lines().count();
        for (number, line) in without_comments(tests).lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!(
                    "{}:{}: {}",
                    file.display(),
                    skipped + number + 1,
                    line.trim()
                ));
            }
        }
    }
    assert!(
        found.is_empty(),
        "sleeps or skipped tests:\n{}",
        found.join("\n")
    );
}

#[test]
fn nothing_depends_on_one_machine() {
    let places = [
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
    ];
    let mut found = Vec::new();
    for dir in ["src", "tests", "data", "po", "flatpak", ".ci"] {
        for file in files(dir, "") {
            let Ok(text) = std::fs::read_to_string(tree::top().join(&file)) else {
                continue;
            };
            for (number, line) in text.lines().enumerate() {
                if places.iter().any(|place| line.contains(place)) {
                    found.push(format!(
                        "{}:{}: {}",
                        file.display(),
                        number + 1,
                        line.trim()
                    ));
                }
            }
        }
    }
    assert!(
        found.is_empty(),
        "places of one machine:\n{}",
        found.join("\n")
    );
}

#[test]
fn the_top_level_is_what_the_readme_says() {
    let known = [
        ".ci",
        ".editorconfig",
        ".git",
        ".gitignore",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE",
        "README.md",
        "build.rs",
        "clippy.toml",
        "data",
        "deny.toml",
        "flatpak",
        "po",
        "rustfmt.toml",
        "screenshots",
        "src",
        "target",
        "tests",
        "typos.toml",
        "x",
    ];
    let strangers: Vec<_> = std::fs::read_dir(tree::top())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    assert!(strangers.is_empty(), "not of the house: {strangers:?}");
}
