//! The same program on the practice machine: real libostree, real services, real restarts.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

/// A machine of its own.
pub(crate) struct Machine {
    folder: TempDir,
    apps: bool,
}

impl Machine {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            apps: false,
        }
    }

    /// One with Flatpak apps, too.
    pub(crate) fn with_apps() -> Self {
        Self {
            apps: true,
            ..Self::new()
        }
    }

    /// The command that runs a script on the machine.
    fn command(&self, script: &str) -> Command {
        let practice = Path::new(env!("CARGO_BIN_EXE_isotope-practice"));
        let programs = practice.parent().unwrap().display();
        let path = std::env::var("PATH").unwrap();
        let mut command = Command::new(practice);
        command
            .args(["run", "--line", "0", "--dir"])
            .arg(self.folder.path())
            .args((!self.apps).then_some("--no-apps"))
            .args(["--", "sh", "-euc", script])
            .env("PATH", format!("{programs}:{path}"))
            .env("LC_ALL", "C")
            .env_remove("ISOTOPE_PRACTICE")
            .stdin(Stdio::null());
        command
    }

    /// What a script prints.
    fn run(&self, script: &str) -> String {
        let output = self.command(script).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let printed = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{script}\n{printed}\n{errors}");
        printed
    }

    /// The documents a script prints, one after the other.
    pub(crate) fn documents(&self, script: &str) -> Vec<Value> {
        let printed = self.run(script);
        let documents = serde_json::Deserializer::from_str(&printed).into_iter();
        documents.map(Result::unwrap).collect()
    }
}

/// The number of the version for which that is true.
fn version<'a>(document: &'a Value, fact: &str) -> &'a str {
    let versions = document["versions"].as_array().unwrap();
    let found = versions.iter().find(|v| v[fact] == true);
    found.map_or("none", |v| v["version"].as_str().unwrap())
}

#[test]
fn an_old_version_that_was_started_is_found_until_the_new_one_runs() {
    let machine = Machine::new();
    let seen = machine.documents(
        "isotopectl status --json
         isotopectl update --json >/dev/null
         isotope-practice fault boot-old
         isotopectl restart --json >/dev/null || [ $? = 1 ]
         isotopectl status --json
         isotope-practice fault none
         isotopectl restart --json >/dev/null
         isotopectl status --json",
    );
    let kinds = |document: &Value| -> Vec<String> {
        let findings = document["findings"].as_array().unwrap();
        findings
            .iter()
            .map(|f| f["kind"].as_str().unwrap().to_owned())
            .collect()
    };
    let [first, old, new] = seen.as_slice() else {
        panic!("{seen:?}")
    };
    assert_eq!(kinds(first), [""; 0]);
    assert_eq!(kinds(old), ["started-older-version"]);
    assert_eq!(old["headline"]["state"], "other-started");
    assert_eq!(version(old, "running"), version(first, "running"));
    assert_ne!(version(old, "running"), version(old, "next_start"));
    assert_eq!(kinds(new), [""; 0]);
    assert_eq!(version(new, "running"), version(old, "next_start"));
}

#[test]
fn update_restart_go_back_restart() {
    let machine = Machine::new();
    let seen = machine.documents(
        "isotopectl status --json
         isotopectl check --json
         isotopectl update --json
         isotopectl restart --json
         isotopectl status --json
         isotopectl go-back --json
         isotopectl restart --json
         isotopectl status --json",
    );
    let [first, check, update, _, updated, back, restarted, last] = seen.as_slice() else {
        panic!("{seen:?}")
    };
    let (old, new) = (version(first, "running"), version(update, "next_start"));
    assert_eq!(check["update"]["version"], new);
    assert_eq!(version(update, "staged"), new);
    assert_ne!(old, new);
    assert_eq!(version(updated, "running"), new);
    assert_eq!(version(updated, "previous"), old);
    assert_eq!(updated["system"]["backend"], "rpm-ostree");
    assert_eq!(version(back, "next_start"), old);
    assert_eq!(version(restarted, "running"), old);
    assert_eq!(version(last, "running"), old);
}

#[test]
fn a_kept_version_survives_two_updates_and_can_be_deleted() {
    let machine = Machine::new();
    let seen = machine.documents(
        "isotopectl keep running --note 'works well' --json
         for n in 1 2; do
           isotope-practice publish >&2
           isotopectl update >&2
           isotopectl restart >&2
         done
         isotopectl versions --json",
    );
    let [before, after] = seen.as_slice() else {
        panic!("{seen:?}")
    };
    let kept = version(before, "running").to_owned();
    assert_eq!(version(after, "kept"), kept);
    assert_ne!(version(after, "running"), kept);
    let notes = after["versions"].as_array().unwrap();
    assert!(notes.iter().any(|v| v["note"] == "works well"));
    let seen = machine.documents(&format!(
        "isotopectl delete {kept} --json || [ $? = 4 ]
         isotopectl release {kept} >&2
         isotopectl delete {kept} --json",
    ));
    let [refused, gone] = seen.as_slice() else {
        panic!("{seen:?}")
    };
    assert_eq!(refused["error"]["kind"], "cannot-delete-kept");
    let left = gone["versions"].as_array().unwrap();
    assert!(left.iter().all(|v| v["version"] != kept.as_str()));
}

#[test]
fn exit_statuses() {
    let printed = Machine::new().run(
        "try() { if isotopectl \"$@\" >&2; then echo \"$1 0\"; else echo \"$1 $?\"; fi; }
         try discard
         try delete running
         try keep nothing
         isotope-practice fault no-network >&2
         try update
         isotope-practice fault busy >&2
         try update
         isotope-practice fault none >&2
         try update
         try update
         try go-back
         try discard
         try go-back 1.2.3",
    );
    let lines: Vec<_> = printed.lines().collect();
    assert_eq!(
        lines,
        [
            "discard 3",
            "delete 4",
            "keep 4",
            "update 1",
            "update 5",
            "update 0",
            "update 3",
            "go-back 4",
            "discard 0",
            "go-back 4",
        ]
    );
}

#[test]
fn cancelled_in_the_middle_nothing_is_changed() {
    let machine = Machine::new();
    let before = machine.documents("isotopectl versions --json");
    let mut child = machine
        .command(
            "isotope-practice fault stall-at=40
             exec isotopectl update --json",
        )
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let err = BufReader::new(child.stderr.take().unwrap());
    let mut lines = err.lines().map(Result::unwrap);
    assert!(lines.any(|line| line.starts_with("Downloading, ")));
    let inner = child_of(&child);
    kill_process(inner, Signal::INT).unwrap();
    let seen: Vec<_> = lines.collect();
    assert!(
        seen.iter().any(|line| line.contains("Stopping")),
        "{seen:?}"
    );
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["error"]["kind"], "cancelled");
    let after = machine.documents(
        "isotope-practice fault none >&2
         isotopectl versions --json",
    );
    assert_eq!(after, before);
    machine.run("isotopectl update");
}

/// The process that the machine runs for us.
fn child_of(practice: &std::process::Child) -> Pid {
    let tasks = format!("/proc/{0}/task/{0}/children", practice.id());
    let children = std::fs::read_to_string(tasks).unwrap();
    let mut children = children.split_whitespace().map(|c| c.parse().unwrap());
    let is_isotopectl = |pid: &i32| {
        let name = std::fs::read_to_string(format!("/proc/{pid}/comm"));
        name.is_ok_and(|name| name.trim() == "isotopectl")
    };
    let found = children.find(is_isotopectl).unwrap();
    Pid::from_raw(found).unwrap()
}

#[test]
fn an_update_does_not_overrun_a_version_that_was_chosen() {
    let machine = Machine::new();
    let before = machine.documents("isotopectl status --json");
    let old = version(&before[0], "running");
    let after = machine.documents(
        "isotopectl update >&2; isotopectl restart >&2; isotopectl go-back >&2; code=0; \
         isotopectl update --json || code=$?; test $code = 4; isotopectl status --json; \
         isotopectl restart >&2; isotopectl status --json",
    );
    assert_eq!(
        after[0]["error"]["kind"], "other-version-chosen",
        "{}",
        after[0]
    );
    assert_eq!(version(&after[1], "next_start"), old);
    assert_eq!(
        version(&after[2], "running"),
        old,
        "and the way back still leads there"
    );
}

#[test]
fn a_prepared_version_that_did_not_start_is_told() {
    for fault in ["finalize-fails", "boot-old"] {
        let script = format!(
            "isotopectl update >&2
             isotope-practice fault {fault} >&2
             isotopectl restart --json || echo $?"
        );
        let output = Machine::new().command(&script).output().unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        let (document, code) = out.rsplit_once("}\n").unwrap();
        let error: Value = serde_json::from_str(&format!("{document}}}")).unwrap();
        assert_eq!(error["error"]["kind"], "not-started", "{fault}");
        assert_eq!(code.trim(), "1", "{fault}");
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(!err.contains("WARN"), "{err}");
    }
}

#[test]
fn a_download_is_told_from_a_check_and_a_version_left_from_a_new_one() {
    let seen = Machine::new().documents(
        "isotopectl status --json
         isotopectl check >&2
         isotopectl status --json
         isotopectl update --download-only >&2
         isotopectl status --json
         isotopectl update >&2
         isotopectl restart >&2
         isotopectl go-back >&2
         isotopectl restart >&2
         isotopectl check >&2
         isotopectl status --json",
    );
    let states: Vec<_> = seen.iter().map(|d| &d["headline"]["state"]).collect();
    let wanted = [
        "not-checked",
        "update-available",
        "update-available",
        "newer-installed",
    ];
    assert_eq!(states, wanted);
    let downloaded: Vec<_> = seen.iter().map(|d| &d["update"]["downloaded"]).collect();
    assert_eq!(downloaded[1], false);
    assert_eq!(downloaded[2], true);
}

#[test]
fn a_restart_waits_for_work() {
    let machine = Machine::new();
    let mut child = machine
        .command(
            "isotope-practice fault stall-at=40 >&2
             isotopectl update >&2 &
             until isotopectl status --json | grep -q started_by; do :; done
             isotopectl restart >&2 || echo $?
             isotopectl restart --wait --json &
             isotope-practice fault none >&2
             wait $!",
        )
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = String::new();
    let mut pipe = child.stdout.take().unwrap();
    std::io::Read::read_to_string(&mut pipe, &mut out).unwrap();
    assert!(child.wait().unwrap().success(), "{out}");
    let (busy, document) = out.split_once('\n').unwrap();
    assert_eq!(busy, "5");
    let restarted: Value = serde_json::from_str(document).unwrap();
    assert_eq!(
        version(&restarted, "running"),
        version(&restarted, "next_start")
    );
    assert_eq!(restarted["restart_needed"], false);
}

#[test]
fn other_systems_of_the_publisher_are_listed() {
    let machine = Machine::new();
    let documents = machine.documents("isotopectl switch list --json");
    let entries = documents[0]["entries"].as_array().unwrap();
    let find = |name: &str, channel: &str| {
        let is = |e: &&Value| e["name"] == name && e["channel"] == channel;
        entries.iter().find(is).unwrap_or_else(|| panic!("{name}"))
    };
    let here = find("Practice Linux GNOME", "stable");
    assert_eq!(
        (&here["current"], &here["possible"]),
        (&true.into(), &false.into())
    );
    assert_eq!(entries[0]["name"], "Practice Linux GNOME");
    let testing = find("Practice Linux GNOME", "testing");
    assert_eq!(testing["ref"], "practice:practice/44/x86_64/testing/gnome");
    for entry in [testing, find("Practice Linux KDE", "stable")] {
        assert_eq!(entry["possible"], true, "{entry}");
    }
    assert_eq!(find("Bluefin", "stable")["why_not"], "other-base");
    assert_eq!(documents[0]["bad_files"], Value::Array(Vec::new()));
}
