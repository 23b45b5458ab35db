use std::fs;
use std::path::Path;

use crate::domain::permission::Since;

use super::super::history::{Deed, History};
use super::*;

fn person(folder: &Path, flatpak: Since) -> Access {
    let overrides = Overrides::at(folder.join("user"), folder.join("system"), Some(flatpak));
    Access::new(overrides, History::at(folder.join("history.jsonl")))
}

const NOW: Since = Since(1, 18, 4);

fn write(folder: &Path, name: &str, text: &str) {
    fs::create_dir_all(folder.join("user")).unwrap();
    fs::write(folder.join("user").join(name), text).unwrap();
}

const RULES: &str = "\
[Context]
shared=!network;
sockets=!x11;x11;if:x11:!has-wayland;
filesystems=~/a \\\\: b:ro;!host:reset;/srv/odd\\\\:ro;!home;
persistent=.keep;
unset-environment=GONE;

[Session Bus Policy]
org.example.X=talk
org.example.Y=none

[Environment]
QUOTED=say \"a\\\\b\" = c

[USB Devices]
enumerable-devices=vnd:1234;
hidden-devices=all;
";

#[test]
fn everything_said_comes_back_on_another_computer() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(here.path(), "org.example.Alpha", RULES);
    write(here.path(), "global", "[Context]\ndevices=!all;\n");
    let (here, there) = (person(here.path(), NOW), person(there.path(), NOW));
    let rules = Rules::read(here.overrides()).unwrap();
    let text = rules.to_text("2026-11-21T09:00:00Z".parse().unwrap());
    insta::assert_snapshot!("export", text);
    assert!(rules.unspeakable.is_empty());

    let plan = Plan::new(&Rules::parse(&text).unwrap(), there.overrides()).unwrap();
    assert_eq!(plan.steps.len(), 2);
    let done = plan.carry_out(&there).unwrap();
    for (scope, _) in &done {
        let own = |access: &Access| access.overrides().own(scope).unwrap();
        assert_eq!(own(&here), own(&there), "{scope:?}");
    }
    // A second time there is nothing to do, and each can be undone.
    let again = Plan::new(&Rules::parse(&text).unwrap(), there.overrides()).unwrap();
    assert_eq!(again, Plan::default());
    for (_, one) in done {
        there.undo(one.number.unwrap()).unwrap();
    }
    assert_eq!(there.overrides().scopes().unwrap(), []);
}

#[test]
fn what_the_file_does_not_speak_of_stays() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "org.example.Alpha",
        "# mine\n[Context]\nshared=!ipc;\nsockets=x11;\n",
    );
    let person = person(folder.path(), NOW);
    let text =
        "version = 1\n[app.\"org.example.Alpha\"]\ndeny = ['sockets=x11', \"shared=network\"]\n";
    let plan = Plan::new(&Rules::parse(text).unwrap(), person.overrides()).unwrap();
    let turns: Vec<_> = plan.steps[0]
        .turns
        .iter()
        .map(|turn| (turn.before.as_deref(), turn.after.as_deref()))
        .collect();
    assert_eq!(
        turns,
        [
            (None, Some("!shared=network")),
            (Some("sockets=x11"), Some("!sockets=x11")),
        ]
    );
    plan.carry_out(&person).unwrap();
    let file = fs::read_to_string(folder.path().join("user/org.example.Alpha")).unwrap();
    assert_eq!(
        file,
        "# mine\n[Context]\nshared=!ipc;!network;\nsockets=!x11;\n"
    );
    let Deed::Rules { turns, .. } = &person.history().events().unwrap()[0].deed else {
        panic!()
    };
    assert_eq!(*turns, plan.steps[0].turns);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    for (text, line, word) in [
        (
            "version = 1\n[all-apps]\nallow = [\n  'fly=high',\n]\n",
            4,
            "fly=high",
        ),
        (
            "version = 1\n\n[app.'../global']\nallow = []\n",
            3,
            "../global",
        ),
        (
            "version = 1\n[all-apps]\nallow = ['shared=ipc']\ndeny = ['shared=ipc']\n",
            4,
            "twice",
        ),
        ("version = 1\n[all-apps]\nmaybe = []\n", 3, "maybe"),
        ("version = 1\n[all-apps\n", 2, ""),
        ("[all-apps]\n", 1, "version"),
        ("version = 1\n[all-apps]\nallow = [7]\n", 3, ""),
    ] {
        match Rules::parse(text) {
            Err(TransferError::NotSuchAFile {
                line: found,
                detail,
            }) => {
                assert_eq!(found, line, "{text}: {detail}");
                assert!(detail.contains(word), "{detail}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    assert!(matches!(
        Rules::parse("version = 2\nnews = true\n"),
        Err(TransferError::TooNew { version: 2 })
    ));
}

#[test]
fn nothing_is_written_when_one_rule_cannot_be() {
    for (wrong, flatpak) in [
        ("allow = ['sockets=if:x11:!has-wayland']", Since(1, 16, 6)),
        ("deny = ['sockets=telepathy']", NOW),
        ("allow = ['filesystems=/../x']", NOW),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let person = person(folder.path(), flatpak);
        let text = format!(
            "version = 1\n[all-apps]\ndeny = ['shared=network']\n[app.'org.example.Z']\n{wrong}\n"
        );
        let refused = Plan::new(&Rules::parse(&text).unwrap(), person.overrides());
        let Err(TransferError::Refused { scope, .. }) = refused else {
            panic!("{wrong}: {refused:?}")
        };
        assert_eq!(scope.file_name(), "org.example.Z");
        assert!(person.overrides().scopes().unwrap().is_empty());
    }
}

#[test]
fn a_failure_in_the_middle_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let person = person(folder.path(), NOW);
    let text = "version = 1\n[all-apps]\ndeny = ['shared=network']\n[app.'org.example.Z']\ndeny = ['shared=network']\n";
    let plan = Plan::new(&Rules::parse(text).unwrap(), person.overrides()).unwrap();
    // Somebody breaks the second file between the look and the deed.
    write(folder.path(), "org.example.Z", "garbage\n");
    let failed = plan.carry_out(&person);
    assert!(
        matches!(
            &failed,
            Err(TransferError::Refused {
                error: OverrideError::Broken(_),
                ..
            })
        ),
        "{failed:?}"
    );
    assert!(!folder.path().join("user/global").exists());
}
