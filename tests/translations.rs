//! The catalogues of `po/`: complete, agreeing, used; and no English outside them.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed assumption about the checkout is a failed test"
)]

#[path = "common/tree.rs"]
#[allow(dead_code, reason = "each test uses a part of it")]
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Pattern, PatternElement};
use fluent_syntax::parser;
use tree::{files, read, without_comments};

/// id (`message` or `message.attribute`) to the variables in it.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

fn languages() -> Vec<String> {
    let names: BTreeSet<_> = files("po", ".ftl")
        .iter()
        .map(|file| file.iter().nth(1).unwrap().to_string_lossy().into_owned())
        .collect();
    names.into_iter().collect()
}

fn catalogue(language: &str) -> Catalogue {
    let mut all = Catalogue::new();
    for file in files(&format!("po/{language}"), ".ftl") {
        for (id, arguments) in
            messages(&read(&file)).unwrap_or_else(|err| panic!("{}: {err}", file.display()))
        {
            assert!(
                all.insert(id.clone(), arguments).is_none(),
                "{}: {id} is there twice",
                file.display()
            );
        }
    }
    all
}

fn messages(text: &str) -> Result<Vec<(String, BTreeSet<String>)>, String> {
    let resource = parser::parse(text).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut found = Vec::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let mut add = |id: String, pattern: &Pattern<&str>| {
            found.push((id, variables(pattern)));
        };
        if let Some(value) = &message.value {
            add(message.id.name.to_owned(), value);
        }
        for attribute in &message.attributes {
            add(
                format!("{}.{}", message.id.name, attribute.id.name),
                &attribute.value,
            );
        }
    }
    Ok(found)
}

/// Every `$name` in a pattern, also inside its variants.
fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let shown = format!("{pattern:?}");
    let mark = "VariableReference { id: Identifier { name: \"";
    shown
        .match_indices(mark)
        .map(|(at, _)| {
            shown[at + mark.len()..]
                .split('"')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect()
}

/// Every id that a `tr!` of the source names, every message that a table of permissions names with all its words, every message that another one includes, and the two that
/// `tests/metadata.rs` compares with the files of `data/`.
fn used() -> BTreeSet<String> {
    let mut found = BTreeSet::from(["app-name".to_owned(), "app-summary".to_owned()]);
    for file in files("src", ".rs") {
        let source = without_comments(&read(&file));
        found.extend(ids_in(&source));
    }
    for file in files("po/en", ".ftl") {
        let text = read(&file);
        found.extend(
            text.match_indices("{ ")
                .map(|(at, _)| text[at + 2..].split(' ').next().unwrap().to_owned())
                .filter(|word| word.starts_with(char::is_lowercase)),
        );
    }
    found
}

fn ids_in(source: &str) -> impl Iterator<Item = String> {
    let plain = named_by("tr!(", source);
    let tables = ["words!(", "titled!(", "pair!("];
    let whole = tables
        .into_iter()
        .flat_map(move |call| named_by(call, source).flat_map(move |id| words_of(call, &id)));
    plain.chain(whole)
}

fn named_by(call: &'static str, source: &str) -> impl Iterator<Item = String> {
    source.match_indices(call).filter_map(move |(at, _)| {
        let id = source[at + call.len()..].trim_start().strip_prefix('"')?;
        Some(id.split('"').next()?.to_owned())
    })
}

/// What the macros of `src/text/permission` take from a message.
fn words_of(call: &str, id: &str) -> Vec<String> {
    let attributes: &[&str] = if call == "words!(" {
        &["", ".can", ".look", ".verb", ".without"]
    } else {
        &["", ".can"]
    };
    attributes.iter().map(|one| format!("{id}{one}")).collect()
}

#[test]
fn english_and_german_are_there() {
    assert_eq!(languages(), ["de", "en"]);
}

#[test]
fn every_language_has_the_same_messages_with_the_same_arguments() {
    let english = catalogue("en");
    assert!(!english.is_empty());
    for language in languages() {
        let other = catalogue(&language);
        let missing: Vec<_> = english
            .keys()
            .filter(|id| !other.contains_key(*id))
            .collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        let strange: Vec<_> = other
            .keys()
            .filter(|id| !english.contains_key(*id))
            .collect();
        assert!(
            strange.is_empty(),
            "{language} has what English lacks: {strange:?}"
        );
        for (id, arguments) in &english {
            assert_eq!(arguments, &other[id], "arguments of {id} in {language}");
        }
    }
}

#[test]
fn arguments_are_seen_everywhere_in_a_message() {
    let found = messages(
        "a = { $n ->\n    [one] { $x }\n   *[other] { FN($y) } b\n }\n    .tip = { $z }\n",
    )
    .unwrap();
    let names = |list: &[&str]| {
        list.iter()
            .map(|n| (*n).to_owned())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        found,
        [
            ("a".into(), names(&["n", "x", "y"])),
            ("a.tip".into(), names(&["z"]))
        ]
    );
    assert!(messages("broken = { $").is_err());
}

#[test]
fn every_message_is_used() {
    let used = used();
    let dead: Vec<_> = catalogue("en")
        .into_keys()
        .filter(|id| !used.contains(id))
        .collect();
    assert!(dead.is_empty(), "texts that nothing shows: {dead:?}");
}

#[test]
fn no_text_begins_or_ends_with_a_blank() {
    for file in files("po", ".ftl") {
        let text = read(&file);
        let resource = parser::parse(text.as_str()).unwrap();
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let patterns = message
                .value
                .iter()
                .chain(message.attributes.iter().map(|a| &a.value));
            for pattern in patterns {
                for end in [pattern.elements.first(), pattern.elements.last()] {
                    if let Some(PatternElement::TextElement { value }) = end {
                        let place = format!("{}: {}", file.display(), message.id.name);
                        assert!(!value.trim_end_matches('\n').is_empty(), "{place} is blank");
                        assert!(
                            !value.starts_with(' ') || end != pattern.elements.first(),
                            "{place}"
                        );
                        assert!(
                            !value.ends_with(' ') || end != pattern.elements.last(),
                            "{place}"
                        );
                    }
                }
            }
        }
    }
}

/// Lines that give a widget an English text of their own.
fn plain_english(source: &str) -> Vec<usize> {
    let setters = [
        "label",
        "title",
        "subtitle",
        "tooltip_text",
        "description",
        "heading",
        "body",
        "placeholder_text",
    ];
    let shows = |line: &str| {
        setters.iter().any(|setter| {
            [
                format!("set_{setter}"),
                format!(".{setter}"),
                format!("{setter}:"),
            ]
            .iter()
            .any(|call| {
                line.find(call.as_str()).is_some_and(|at| {
                    let rest = line[at + call.len()..].trim_start_matches([':', '(', ' ', '&']);
                    let rest = rest
                        .strip_prefix("Some(")
                        .unwrap_or(rest)
                        .trim_start_matches('&');
                    rest.strip_prefix('"').is_some_and(|text| {
                        text.starts_with(|c: char| c.is_uppercase())
                            && text.contains(|c: char| c.is_lowercase())
                    })
                })
            })
        })
    };
    source
        .lines()
        .enumerate()
        .filter(|(_, line)| shows(line))
        .map(|(number, _)| number + 1)
        .collect()
}

#[test]
fn the_window_says_nothing_outside_the_catalogues() {
    assert_eq!(
        plain_english(
            "a.set_label(\"Restart\");\nset_title: Some(\"Go Back\"),\nset_label: &tr!(\"x\"),\nset_icon_name: \"X\""
        ),
        [1, 2]
    );
    let found: Vec<_> = files("src/ui", ".rs")
        .into_iter()
        .filter(|file| !tree::only_for_tests(file))
        .flat_map(|file| {
            let source = read(&file);
            plain_english(&without_comments(tree::without_tests(&source)))
                .into_iter()
                .map(move |line| format!("{}:{line}", file.display()))
        })
        .collect();
    assert!(found.is_empty(), "English outside po/: {found:?}");
}
