//! `isotopectl apps` as a process, on fake apps that the real `flatpak` takes for installed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::person::{ALPHA, BETA, Isotopectl as _, Person};

/// The value of a key in what flatpak prints, in any order.
fn tokens(text: &str, key: &str) -> BTreeSet<String> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{key}=")));
    let tokens = line.unwrap_or_default().split(';');
    tokens
        .filter(|t| !t.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn apps_alone_lists_them() {
    let person = Person::new();
    let list = person.done("");
    assert_eq!(list, person.done("list"));
    assert!(list.contains(ALPHA) && list.contains("system"), "{list}");
    let apps = person.document("")["apps"].clone();
    let ids: Vec<_> = apps.as_array().unwrap().iter().map(|a| &a["id"]).collect();
    assert_eq!(ids, [ALPHA, BETA, "org.example.Gamma"]);
    assert_eq!(apps[1]["risk"], "sensitive");
}

#[test]
fn a_rule_for_all_apps_is_told_once_and_marks_none_of_them() {
    let person = Person::new();
    let marked = |list: &str| list.lines().filter(|line| line.starts_with("* ")).count();
    assert_eq!(
        person.document("list")["all_apps"],
        Value::Array(Vec::new())
    );
    person.write("global", "[Context]\nshared=!network;\n");
    person.write(
        "../../system/overrides/global",
        "[Context]\nsockets=!cups;\n",
    );
    let list = person.done("list");
    assert_eq!(marked(&list), 0, "{list}");
    let told = |list: &str, rule: &str| list.lines().filter(|line| line.contains(rule)).count();
    assert_eq!(
        (told(&list, "!shared=network"), told(&list, "!sockets=cups")),
        (1, 1),
        "{list}"
    );

    // What says of one app the same as its publisher, against a rule for all, is a rule of its own too.
    person.done(&format!("allow {ALPHA} shared=network"));
    let list = person.done("list");
    assert_eq!(marked(&list), 2, "{list}");
    assert!(
        list.contains("* Alpha") && list.contains("* changed by you"),
        "{list}"
    );
    let document = person.document("list");
    let apps = document["apps"].as_array().unwrap();
    let both = apps
        .iter()
        .map(|app| (&app["changed"], &app["changed_by_you"]));
    let (yes, no) = (&Value::Bool(true), &Value::Bool(false));
    assert_eq!(both.collect::<Vec<_>>(), [(no, yes), (yes, no), (yes, no)]);
    assert_eq!(
        document["all_apps"],
        serde_json::json!([
            {"by": "system-all-apps", "rule": "!sockets=cups"},
            {"by": "user-all-apps", "rule": "!shared=network"},
        ])
    );
}

#[test]
fn what_is_denied_is_denied_for_flatpak_too_until_it_is_undone() {
    let person = Person::new();
    let said = person.done(&format!("deny {ALPHA} shared=network filesystems=home"));
    assert!(
        said.contains("!shared=network") && said.contains("undo 1"),
        "{said}"
    );
    let merged = person.flatpak(&["info", "--user", "--show-permissions", ALPHA]);
    assert!(!tokens(&merged, "shared").contains("network"), "{merged}");
    assert!(tokens(&merged, "shared").contains("ipc"), "{merged}");
    let own = person.flatpak(&["override", "--user", "--show", ALPHA]);
    assert_eq!(tokens(&own, "shared"), ["!network".to_owned()].into());

    assert_eq!(person.code(&format!("deny {ALPHA} shared=network")), 3);
    let show = person.document(&format!("show {ALPHA}"));
    let network = permission(&show, "shared=network");
    assert_eq!(network["granted"], false);
    assert_eq!(network["changed"], true);
    assert_eq!(network["by"], "user-app");
    assert_eq!(network["said"][0]["by"], "published");

    person.done("undo");
    assert!(!person.file(ALPHA).exists());
    assert_eq!(person.code("undo"), 3);
    person.done("undo 2");
    assert!(person.read(ALPHA).contains("!network"));
    let history = person.document("history");
    let reasons: Vec<_> = history["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| {
            (
                change["reason"].as_str().unwrap(),
                change["undone"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        reasons,
        [("undo", false), ("undo", true), ("change", false)]
    );
}

fn permission<'a>(show: &'a Value, typed: &str) -> &'a Value {
    let all = show["permissions"].as_array().unwrap();
    let found = all.iter().find(|one| one["permission"] == typed);
    found.unwrap_or_else(|| panic!("{typed} in {show}"))
}

/// Each thing that can be said, and what `flatpak info --show-permissions` has then.
#[test]
fn everything_that_can_be_written_means_the_same_to_flatpak() {
    let person = Person::new();
    for (verb, written, key, token) in [
        ("allow", "sockets=ssh-auth", "sockets", "ssh-auth"),
        ("allow", "devices=dri", "devices", "dri"),
        ("allow", "features=devel", "features", "devel"),
        (
            "allow",
            "filesystems=~/Music:ro",
            "filesystems",
            "~/Music:ro",
        ),
        (
            "allow",
            "filesystems=xdg-download:create",
            "filesystems",
            "xdg-download:create",
        ),
        ("allow", "persistent=.keep", "persistent", ".keep"),
        ("allow", "talk-name=org.example.X", "org.example.X", "talk"),
        (
            "allow",
            "system-own-name=org.example.Y",
            "org.example.Y",
            "own",
        ),
        ("allow", "env=COLOUR=blue", "COLOUR", "blue"),
        (
            "allow",
            "usb=vnd:1234+dev:5678",
            "enumerable-devices",
            "vnd:1234+dev:5678",
        ),
        ("deny", "usb=all", "hidden-devices", "all"),
    ] {
        person.done(&format!("{verb} {ALPHA} {written}"));
        let merged = person.flatpak(&["info", "--user", "--show-permissions", ALPHA]);
        assert!(tokens(&merged, key).contains(token), "{written}: {merged}");
        let all = person.document(&format!("show {ALPHA}"));
        assert_eq!(permission(&all, written)["granted"], verb == "allow");
    }
    person.done(&format!("deny {ALPHA} talk-name=org.example.X"));
    let merged = person.flatpak(&["info", "--user", "--show-permissions", ALPHA]);
    assert!(!merged.contains("org.example.X"), "{merged}");
    person.done(&format!(
        "allow {BETA} filesystems=host:reset filesystems=~/only"
    ));
    let merged = person.flatpak(&["info", "--user", "--show-permissions", BETA]);
    assert_eq!(tokens(&merged, "filesystems"), ["~/only".to_owned()].into());
    let all = person.document(&format!("show {BETA}"));
    assert_eq!(permission(&all, "filesystems=home")["granted"], false);
}

#[test]
fn the_shown_command_says_the_same() {
    let person = Person::new();
    for words in [
        "deny org.example.Alpha shared=network sockets=wayland filesystems=home",
        "allow org.example.Alpha filesystems=~/Music:ro talk-name=org.example.X env=A=b",
        "deny --all-apps devices=all env=A",
        "deny org.example.Alpha sockets=fallback-x11",
        "allow org.example.Alpha sockets=x11",
        "allow org.example.Alpha sockets=fallback-x11",
        "deny org.example.Alpha sockets=x11",
    ] {
        let shown = person.done(&format!("{words} --show-command"));
        let mut shell = person.program("sh");
        assert!(shell.args(["-c", &shown]).status().unwrap().success());
        // Said already: nothing is left to do.
        assert_eq!(person.code(words), 3, "{shown}");
    }
    assert_eq!(person.code("history"), 0);
    assert_eq!(
        person.document("history")["changes"],
        Value::Array(Vec::new())
    );
    let none = person.done(&format!("unset {ALPHA} shared=network --show-command"));
    assert!(none.contains("no single command"), "{none}");
}

/// The table "what survives an edit": nothing that was not named may change by a byte.
#[test]
fn whatever_else_stands_in_the_file_stays() {
    let person = Person::new();
    let before = "\
# a comment of mine
[Context]
sockets=x11;telepathy;if:wayland:true;
filesystems=~/b:ro;~/a:strange;
new-key=1

# another
[Session Bus Policy]
org.example.See=see
org.example.Shout=shout

[Policy x]
key=a;!b;

[Accessibility Bus Policy]
org.example.A=talk

[Later Group]
what = ever
";
    person.write(ALPHA, before);
    person.done(&format!("deny {ALPHA} shared=network"));
    let after = person.read(ALPHA);
    assert_eq!(after.replace("shared=!network;\n", ""), before);
    person.done(&format!("unset {ALPHA} shared=network"));
    assert_eq!(person.read(ALPHA), before);
    person.done(&format!("allow {ALPHA} sockets=cups"));
    assert_eq!(
        person.read(ALPHA),
        before.replace("if:wayland:true;", "if:wayland:true;cups;")
    );
    person.done("undo");
    assert_eq!(person.read(ALPHA), before);
}

#[test]
fn a_broken_file_is_named_and_repaired() {
    let person = Person::new();
    assert_eq!(person.code("doctor"), 0);
    assert_eq!(person.code("doctor --repair"), 3);
    person.write("global", "[Context]\nshared=!ipc;\ngarbage\n");
    let refused = person.document(&format!("deny {ALPHA} shared=network --all-apps"));
    assert_eq!(refused["error"]["kind"], "not-a-permission", "{refused}");
    let refused = person.document("deny shared=network --all-apps");
    assert_eq!(refused["error"]["kind"], "broken-file", "{refused}");
    let sick = person.run("doctor");
    assert_eq!(sick.status.code(), Some(1));
    let told = String::from_utf8(sick.stdout).unwrap();
    assert!(told.contains("Line 3 is neither"), "{told}");
    let ill = person
        .program("flatpak")
        .args(["info", ALPHA])
        .output()
        .unwrap();
    assert!(!ill.status.success());

    let document = person.document("doctor --repair");
    assert_eq!(document["outcome"], "changed");
    let copy = document["broken"][0]["copy"].as_str().unwrap();
    assert!(fs::read_to_string(copy).unwrap().contains("\ngarbage\n"));
    assert!(person.read("global").contains("shared=!ipc;"));
    person.flatpak(&["info", "--user", ALPHA]);
    person.done("undo");
    assert!(person.read("global").contains("\ngarbage\n"));
}

#[test]
fn what_another_program_wrote_in_the_moment_of_a_kill_is_found_and_said_again() {
    let person = Person::new();
    person.write(ALPHA, "[Context]\nshared=!network;\n");
    // Neither what Isotope wrote then nor what it had read.
    let aside = format!(".isotope-{:016x}-{:016x}-abcdef/{ALPHA}", 1, 2);
    person.write(&aside, "[Context]\nshared=network;ipc;\n");
    let sick = person.run("doctor");
    assert_eq!(sick.status.code(), Some(1));
    let told = String::from_utf8(sick.stdout).unwrap();
    assert!(told.contains(&aside) && told.contains("--repair"), "{told}");
    let document = person.document("doctor --repair");
    assert_eq!(document["outcome"], "changed", "{document}");
    let astray = &document["astray"][0];
    assert_eq!(
        (&astray["scope"], &astray["put_in"]),
        (&ALPHA.into(), &true.into())
    );
    let copy = fs::read_to_string(astray["copy"].as_str().unwrap()).unwrap();
    assert!(copy.contains("shared=network;ipc;"), "{copy}");
    let own = person.flatpak(&["override", "--user", "--show", ALPHA]);
    let both = ["!network", "ipc"].map(str::to_owned);
    assert_eq!(tokens(&own, "shared"), both.into());
    assert_eq!(person.code("doctor"), 0);
    person.done("undo");
    assert_eq!(person.read(ALPHA), "[Context]\nshared=!network;\n");
}

#[test]
fn who_can_and_why() {
    let person = Person::new();
    let camera = person.document("who-can camera");
    assert_eq!(camera["apps"][0]["id"], BETA);
    assert_eq!(camera["apps"][0]["permissions"][0], "devices=all");
    let network = person.document("who-can shared=network");
    assert_eq!(network["apps"].as_array().unwrap().len(), 2);
    person.done("deny --all-apps shared=network");
    let network = person.document("who-can network");
    assert_eq!(network["apps"], Value::Array(Vec::new()));
    assert_eq!(person.code("who-can fly"), 2);
}

#[test]
fn what_can_be_asked_is_listed_in_plain_words_with_how_many_can() {
    let person = Person::new();
    let list = person.done("who-can");
    let line = list.lines().find(|line| line.starts_with("camera "));
    let line = line.unwrap_or_else(|| panic!("{list}"));
    assert!(
        line.contains("Who can use the camera?") && line.ends_with("1 app"),
        "{line}"
    );
    assert!(
        list.contains("No app") && list.contains("who-can WHAT"),
        "{list}"
    );
    let document = person.document("who-can");
    assert_eq!(document["answers_known"], false);
    let questions = document["questions"].as_array().unwrap();
    assert_eq!(questions.len(), 9);
    let count = |what: &str| {
        let found = questions.iter().find(|one| one["what"] == what);
        found.unwrap()["count"].as_u64().unwrap()
    };
    for question in questions {
        let what = question["what"].as_str().unwrap();
        let answer = person.document(&format!("who-can {what}"));
        assert_eq!(
            answer["apps"].as_array().unwrap().len() as u64,
            count(what),
            "{what}"
        );
    }
    assert_eq!(
        (count("camera"), count("network"), count("location")),
        (1, 2, 0)
    );
}

#[test]
fn rules_travel_in_a_file() {
    let (here, there) = (Person::new(), Person::new());
    here.done(&format!("deny {ALPHA} shared=network"));
    here.done("deny --all-apps devices=all");
    here.write("org.example.Gone", "[Environment]\nA=b\n");
    let file = here.path("rules.toml");
    let file = file.to_str().unwrap();
    here.done(&format!("export {file}"));
    let text = fs::read_to_string(file).unwrap();
    assert!(here.done("export").starts_with("version = 1"));

    let preview = there.document(&format!("import {file} --preview"));
    assert_eq!(preview["outcome"], "would-change");
    assert_eq!(preview["changes"].as_array().unwrap().len(), 3);
    assert!(!there.path("user/overrides").exists());
    there.done(&format!("import {file}"));
    for name in [ALPHA, "global", "org.example.Gone"] {
        assert_eq!(here.read(name), there.read(name));
    }
    assert_eq!(there.code(&format!("import {file}")), 3);
    for _ in 0..3 {
        there.done("undo");
    }
    assert!(
        fs::read_dir(there.path("user/overrides"))
            .unwrap()
            .next()
            .is_none()
    );

    fs::write(file, text.replace("shared=network", "shared")).unwrap();
    let refused = there.document(&format!("import {file}"));
    assert_eq!(refused["error"]["kind"], "not-an-export");
    let line = 1 + text
        .split("shared=network")
        .next()
        .unwrap()
        .matches('\n')
        .count();
    let told = refused["error"]["message"].as_str().unwrap();
    assert!(told.contains(&format!("Line {line}")), "{told}");
    assert_eq!(
        there.document("import /nonexistent")["error"]["kind"],
        "file"
    );
}

#[test]
fn what_does_not_travel_is_told_and_the_rest_arrives() {
    let (here, there) = (Person::new(), Person::new());
    here.write(
        ALPHA,
        "[Context]\nshared=!network;\nsockets=!telepathy;\nlater=1\n\n[Session Bus Policy]\norg.example.X=shout\n",
    );
    let file = here.path("rules.toml");
    let file = file.to_str().unwrap();
    let exported = here.run(&format!("export {file}"));
    let told = String::from_utf8(exported.stderr).unwrap();
    let lines = "2 entries cannot be written in such a file: [Context] later=1, [Session Bus Policy] org.example.X=shout";
    assert!(told.contains(&format!("{ALPHA}: {lines}")), "{told}");
    assert!(told.contains("What you allowed while using apps"), "{told}");
    let document = here.document("export");
    let left = document["left_out"].as_array().unwrap();
    assert_eq!(left[0], format!("{ALPHA}: [Context] later=1"));

    for line in [format!("import {file} --preview"), format!("import {file}")] {
        let told = there.done(&line);
        assert!(told.contains("!shared=network"), "{told}");
        assert!(told.contains("1 rule cannot be used here:"), "{told}");
        assert!(told.contains("understands “sockets=telepathy”"), "{told}");
    }
    assert_eq!(there.read(ALPHA), "[Context]\nshared=!network;\n");
    let again = there.document(&format!("import {file}"));
    assert_eq!(again["outcome"], "nothing-to-do");
    assert_eq!(again["unsayable"][0]["permission"], "sockets=telepathy");
}

#[test]
fn what_cannot_be_is_refused_with_a_reason_and_nothing_is_written() {
    let person = Person::new();
    for (line, kind, code) in [
        ("deny org.example.Alhpa shared=network", "no-such-app", 4),
        ("deny ../global shared=network", "not-an-app-id", 2),
        ("deny org.example.Alpha network", "not-a-permission", 2),
        ("deny org.example.Alpha", "usage", 2),
        ("deny shared=network", "usage", 2),
        ("show", "usage", 2),
        ("list --show-command", "usage", 2),
        ("--demo fine list", "usage", 2),
        (
            "allow org.example.Alpha sockets=telepathy",
            "unknown-permission",
            4,
        ),
        (
            "allow org.example.Alpha filesystems=/a/../b",
            "invalid-permission",
            4,
        ),
        (
            "allow org.example.Alpha talk-name=nodots",
            "invalid-permission",
            4,
        ),
        ("undo 7", "no-such-change", 4),
    ] {
        let output = person.run(&format!("{line} --json"));
        let error: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(error["error"]["kind"], kind, "{line}");
        assert_eq!(output.status.code(), Some(code), "{line}");
    }
    let hint = person.document("show org.example.Alhpa");
    let told = hint["error"]["message"].as_str().unwrap();
    assert!(told.contains(ALPHA), "{told}");
    for guess in ["all-apps", "all"] {
        let all = person.document(&format!("deny {guess} shared=network"));
        let told = all["error"]["message"].as_str().unwrap();
        assert!(told.contains("--all-apps"), "{told}");
    }
    assert!(!person.path("user/overrides").exists());
    assert!(!person.path("data").exists());
}

/// Keys of a document as `a.b[].c`, each once.
fn keys(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                into.insert(key.clone());
                keys(value, into);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Takes out what is different each time.
fn settle(value: &mut Value, person: &Person) {
    let folder = person.path("");
    let folder = folder.to_str().unwrap().trim_end_matches('/');
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match key.as_str() {
                    "when" | "updated" => *value = "TIME".into(),
                    "copy" if value.is_string() => *value = "COPY".into(),
                    _ => settle(value, person),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| settle(value, person)),
        Value::String(text) => *text = text.replace(folder, "FOLDER"),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn documents_keep_their_shape_and_every_field_is_described() {
    let person = Person::new();
    person.write(ALPHA, "[Context]\nshared=!network;\n");
    person.write("org.example.Gone", "garbage\n");
    let file = person.path("rules.toml");
    let rules = "['devices=all', 'sockets=telepathy']";
    fs::write(&file, format!("version = 1\n[all-apps]\ndeny = {rules}\n")).unwrap();
    let file = file.to_str().unwrap();
    let mut fields = BTreeSet::new();
    for (name, line) in [
        ("list", "list".to_owned()),
        ("show", format!("show {BETA}")),
        ("allow", format!("allow {ALPHA} filesystems=~/Music:ro")),
        ("import", format!("import {file} --preview")),
        ("doctor", "doctor --repair".to_owned()),
        ("who-can", "who-can network".to_owned()),
        ("questions", "who-can".to_owned()),
        ("history", "history".to_owned()),
        ("export", "export".to_owned()),
        ("show-command", "reset --all-apps --show-command".to_owned()),
    ] {
        let mut document = person.document(&line);
        keys(&document, &mut fields);
        settle(&mut document, &person);
        let text = serde_json::to_string_pretty(&document).unwrap();
        insta::assert_snapshot!(name, text);
    }
    let described = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/isotopectl-json.md");
    let described = fs::read_to_string(described).unwrap();
    let missing: Vec<_> = fields
        .iter()
        .filter(|name| !described.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
