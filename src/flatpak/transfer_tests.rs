use std::fs;
use std::path::Path;

use crate::domain::permission::Since;

use super::super::access::Done;
use super::super::history::Deed;
use super::super::places::Places;
use super::*;

/// A person on a computer without a session.
fn person(folder: &Path, flatpak: Since) -> Apps {
    let places = Places::new(
        |name| match name {
            "FLATPAK_USER_DIR" => Some(folder.join("user").into()),
            _ => Some(folder.join("nothing").into()),
        },
        false,
    );
    let history = folder.join("history.jsonl");
    Apps::new(places, history, Some(flatpak), Vec::new()).on_bus("unix:path=/nonexistent")
}

const NOW: Since = Since(1, 18, 4);

fn write(folder: &Path, name: &str, text: &str) {
    let overrides = folder.join("user/overrides");
    fs::create_dir_all(&overrides).unwrap();
    fs::write(overrides.join(name), text).unwrap();
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join("user/overrides").join(name)).unwrap()
}

fn plan(text: &str, person: &Apps) -> Plan {
    let rules = Rules::parse(text).unwrap();
    Plan::by(&rules, person.access().overrides(), None).unwrap()
}

async fn import(text: &str, person: &Apps) -> Vec<(Scope, Done)> {
    plan(text, person).carry_out(person).await.unwrap()
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

#[tokio::test]
async fn everything_said_comes_back_on_another_computer() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(here.path(), "org.example.Alpha", RULES);
    write(here.path(), "global", "[Context]\ndevices=!all;\n");
    let (here, there) = (person(here.path(), NOW), person(there.path(), NOW));
    let rules = Rules::read(&here).await.unwrap();
    let text = rules.to_text("2026-11-21T09:00:00Z".parse().unwrap());
    insta::assert_snapshot!("export", text);
    assert!(rules.left_out.is_empty() && !rules.answers_known);

    assert_eq!(plan(&text, &there).steps.len(), 2);
    let done = import(&text, &there).await;
    for (scope, _) in &done {
        let own = |person: &Apps| person.access().overrides().own(scope).unwrap();
        assert_eq!(own(&here), own(&there), "{scope:?}");
    }
    // A second time there is nothing to do, and each can be undone.
    assert_eq!(plan(&text, &there), Plan::default());
    for (_, one) in done {
        there.access().undo(one.number.unwrap()).unwrap();
    }
    assert_eq!(there.access().overrides().scopes().unwrap(), []);
}

#[test]
fn what_a_file_cannot_carry_is_counted_and_named() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "org.example.Alpha",
        "[Context]\nshared=!network;\nlater=1\nsockets=a:b;x11;\n\n[Session Bus Policy]\norg.example.Loud=shout\norg.example.X=talk\nnodots=talk\n\n[USB Devices]\nlater=x;\n\n[Later]\nx = y\n\n[Policy Generic]\nallow=a;\n",
    );
    write(folder.path(), "global", "[Later]\nz=1\n");
    let person = person(folder.path(), NOW);
    let rules = Rules::said(person.access().overrides(), None).unwrap();
    let left: Vec<_> = rules.left_out.iter().collect();
    let alpha = [
        "sockets=a:b;x11;",
        "nodots=talk",
        "[Context] later=1",
        "[Session Bus Policy] org.example.Loud=shout",
        "[USB Devices] later=x;",
        "[Later] x = y",
    ];
    let expected = [
        (None, vec!["[Later] z=1".to_owned()]),
        (
            Some("org.example.Alpha".to_owned()),
            alpha.map(str::to_owned).to_vec(),
        ),
    ];
    assert_eq!(
        left,
        expected.iter().map(|(a, b)| (a, b)).collect::<Vec<_>>()
    );
    let scope = Scope::App("org.example.Alpha".parse().unwrap());
    let said: Vec<String> = rules.spelled(&scope).collect();
    assert_eq!(
        said,
        [
            "!shared=network",
            "sockets=x11",
            "talk-name=org.example.X",
            "policy:Generic.allow=a"
        ]
    );
}

#[tokio::test]
async fn what_the_file_does_not_speak_of_stays() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "org.example.Alpha",
        "# mine\n[Context]\nshared=!ipc;\nsockets=x11;\n",
    );
    let person = person(folder.path(), NOW);
    let text =
        "version = 1\n[app.\"org.example.Alpha\"]\ndeny = ['sockets=x11', \"shared=network\"]\n";
    let plan = plan(text, &person);
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
    plan.carry_out(&person).await.unwrap();
    assert_eq!(
        read(folder.path(), "org.example.Alpha"),
        "# mine\n[Context]\nshared=!ipc;!network;\nsockets=!x11;\n"
    );
    let events = person.access().history().events().unwrap();
    let Deed::Rules { turns, .. } = &events[0].deed else {
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
        (
            "version = 2\n[all-apps]\nanswers = ['portal:devices/camera=no']\n",
            3,
            "for one app",
        ),
        (
            "version = 2\n[app.'org.example.Z']\nanswers = [\n  'devices/camera=no',\n]\n",
            4,
            "devices/camera",
        ),
        (
            "version = 2\n[app.'org.example.Z']\nanswers = ['portal:../x/camera=no']\n",
            3,
            "../x",
        ),
        (
            "version = 2\n[app.'org.example.Z']\nanswers = ['portal:devices/camera']\n",
            3,
            "camera",
        ),
        (
            "version = 2\n[app.'org.example.Z']\nanswers = ['portal:a/b=no', 'portal:a/b=yes']\n",
            3,
            "twice",
        ),
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
        Rules::parse("version = 3\nnews = true\n"),
        Err(TransferError::TooNew { version: 3 })
    ));
}

#[tokio::test]
async fn what_cannot_be_said_here_is_named_and_the_rest_is_taken_in() {
    let old = Since(1, 16, 6);
    let needs = Since(1, 17, 0);
    for (wrong, rule, why, flatpak) in [
        (
            "allow = ['sockets=if:x11:!has-wayland']",
            "sockets=if:x11:!has-wayland",
            WhyNot::TooNew { needs, has: old },
            old,
        ),
        (
            "deny = ['sockets=telepathy']",
            "sockets=telepathy",
            WhyNot::Unknown,
            NOW,
        ),
        (
            "allow = ['filesystems=/../x']",
            "filesystems=/../x",
            WhyNot::Invalid,
            NOW,
        ),
        (
            "answers = ['portal:devices/camera=no']",
            "portal:devices/camera=no",
            WhyNot::NoAnswers,
            NOW,
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let person = person(folder.path(), flatpak);
        let text = format!(
            "version = 2\n[all-apps]\ndeny = ['shared=network']\n[app.'org.example.Z']\n{wrong}\n"
        );
        let one = Unsayable {
            scope: Scope::App("org.example.Z".parse().unwrap()),
            rule: rule.to_owned(),
            why,
        };
        assert_eq!(plan(&text, &person).unsayable, [one], "{wrong}");
        import(&text, &person).await;
        let said = person.access().overrides().scopes().unwrap();
        assert_eq!(said, [Scope::AllApps], "{wrong}");
    }
}

#[test]
fn what_is_so_already_needs_no_saying() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "org.example.Alpha",
        "[Context]\nsockets=!telepathy;\n",
    );
    let text = "version = 1\n[app.'org.example.Alpha']\ndeny = ['sockets=telepathy']\n";
    assert_eq!(plan(text, &person(folder.path(), NOW)), Plan::default());
}

#[tokio::test]
async fn a_failure_in_the_middle_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let person = person(folder.path(), NOW);
    let text = "version = 1\n[all-apps]\ndeny = ['shared=network']\n[app.'org.example.Z']\ndeny = ['shared=network']\n";
    let plan = plan(text, &person);
    // Somebody breaks the second file between the look and the deed.
    write(folder.path(), "org.example.Z", "garbage\n");
    let failed = plan.carry_out(&person).await;
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
    assert!(!folder.path().join("user/overrides/global").exists());
}

#[test]
fn a_file_of_somebody_that_flatpak_cannot_read_is_mended_first() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "org.example.Z", "garbage\n");
    let text = "version = 1\n[app.'org.example.Z']\ndeny = ['shared=network']\n";
    let rules = Rules::parse(text).unwrap();
    let person = person(folder.path(), NOW);
    let refused = Plan::by(&rules, person.access().overrides(), None);
    assert!(
        matches!(&refused, Err(TransferError::Refused { scope, .. }) if scope.file_name() == "org.example.Z"),
        "{refused:?}"
    );
}
