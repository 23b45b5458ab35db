use std::fs;
use std::path::Path;
use std::process::Command;

use super::*;
use crate::domain::permission::{Setting, Since, Written, unspell};

fn access(folder: &Path) -> Access {
    let overrides = Overrides::at(
        folder.join("overrides"),
        folder.join("none"),
        Some(Since(1, 16, 6)),
    );
    Access::new(overrides, History::at(folder.join("history.jsonl")))
}

fn deny(permission: &str) -> Change {
    let written: Written = permission.parse().unwrap();
    Change {
        target: written.target,
        setting: Some(Setting::Denied),
    }
}

fn app() -> Scope {
    Scope::App("org.example.Alpha".parse().unwrap())
}

/// What is written when a person denies or allows `x11` or `fallback-x11`, whatever stood there.
#[test]
fn both_sockets_of_older_windows_are_said_together_and_undone_together() {
    let folder = tempfile::tempdir().unwrap();
    let access = access(folder.path());
    let file = folder.path().join("overrides/org.example.Alpha");
    fs::create_dir(folder.path().join("overrides")).unwrap();
    let say = |said: &str| {
        let (target, setting) = unspell(said).unwrap();
        let setting = Some(setting);
        Change { target, setting }
    };
    let unsay = |said: &str| Change {
        setting: None,
        ..say(said)
    };
    let before = "# mine\n[Context]\nsockets=cups;\n";
    for (change, sockets) in [
        (say("!sockets=fallback-x11"), "cups;!x11;!fallback-x11;"),
        (say("!sockets=x11"), "cups;!fallback-x11;!x11;"),
        (say("sockets=fallback-x11"), "cups;x11;fallback-x11;"),
        (say("sockets=x11"), "cups;!fallback-x11;x11;"),
    ] {
        fs::write(&file, before).unwrap();
        let taken_back = unsay("sockets=x11");
        let done = access.change(&app(), &[change], Reason::Change).unwrap();
        let after = before.replace("cups;", sockets);
        assert_eq!(fs::read_to_string(&file).unwrap(), after);
        assert_eq!(done.turns.len(), 2);
        access.undo(done.number.unwrap()).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), before);
        access.undo(done.number.unwrap() + 1).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), after);
        access
            .change(&app(), &[taken_back], Reason::Change)
            .unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), before);
    }
    // What stood in a file is said as it stood there.
    access
        .change(&app(), &[say("!sockets=fallback-x11")], Reason::Import)
        .unwrap();
    let after = before.replace("cups;", "cups;!fallback-x11;");
    assert_eq!(fs::read_to_string(&file).unwrap(), after);
}

#[test]
fn a_change_can_be_undone_and_done_again() {
    let folder = tempfile::tempdir().unwrap();
    let access = access(folder.path());
    let file = folder.path().join("overrides/org.example.Alpha");
    let done = access
        .change(&app(), &[deny("shared=network")], Reason::Change)
        .unwrap();
    assert_eq!(done.turns[0].after.as_deref(), Some("!shared=network"));
    let text = fs::read(&file).unwrap();

    let undone = access.undo(done.number.unwrap()).unwrap();
    assert!(!file.exists());
    access.undo(undone.number.unwrap()).unwrap();
    assert_eq!(fs::read(&file).unwrap(), text);
    let events = access.history().events().unwrap();
    let told: Vec<_> = events
        .iter()
        .map(|event| (event.reason, event.of))
        .collect();
    assert_eq!(
        told,
        [
            (Reason::Undo, Some(2)),
            (Reason::Undo, Some(1)),
            (Reason::Change, None)
        ]
    );
    assert!(matches!(access.undo(99), Err(UndoError::NoSuchChange(99))));
}

#[test]
fn saying_what_is_said_already_is_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let access = access(folder.path());
    access
        .change(&app(), &[deny("shared=network")], Reason::Change)
        .unwrap();
    let again = access
        .change(&app(), &[deny("shared=network")], Reason::Change)
        .unwrap();
    assert_eq!(again, Done::default());
    assert_eq!(access.history().events().unwrap().len(), 1);
}

/// A program that read the file before our change and writes it after: our change is said again, theirs stays.
#[test]
fn a_slow_foreign_writer_does_not_take_our_change_away() {
    let folder = tempfile::tempdir().unwrap();
    let access = access(folder.path());
    let file = folder.path().join("overrides/org.example.Alpha");
    access
        .change(&app(), &[deny("devices=dri")], Reason::Change)
        .unwrap();
    let read_before = fs::read_to_string(&file).unwrap();
    let changes = [deny("shared=network")];
    access.change(&app(), &changes, Reason::Change).unwrap();
    fs::write(&file, format!("{read_before}sockets=cups;\n")).unwrap();
    access.settle(&app(), &changes).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(
        text,
        "[Context]\ndevices=!dri;\nsockets=cups;\nshared=!network;\n"
    );
}

/// The real command writes in the very moment of our change, many times: neither loses anything.
#[test]
fn the_flatpak_command_and_we_lose_nothing_of_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let access = access(folder.path());
    let scope = app();
    for round in 0..20 {
        let theirs = Command::new("flatpak")
            .args([
                "override",
                "--user",
                &format!("--env=THEIRS_{round}=1"),
                "org.example.Alpha",
            ])
            .env("FLATPAK_USER_DIR", folder.path())
            .spawn();
        let mut theirs = theirs.unwrap();
        let changes = [Change {
            target: Target::Variable(format!("OURS_{round}")),
            setting: Some(Setting::Value("1".to_owned())),
        }];
        while theirs.try_wait().unwrap().is_none() {
            access.change(&scope, &changes, Reason::Change).unwrap();
        }
        access.settle(&scope, &changes).unwrap();
    }
    let own = access.overrides().own(&scope).unwrap();
    for round in 0..20 {
        for whose in ["OURS", "THEIRS"] {
            let variable = Target::Variable(format!("{whose}_{round}"));
            assert!(own.get(&variable).is_some(), "{whose}_{round} in {own:?}");
        }
    }
}
