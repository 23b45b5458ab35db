//! The program `isotopectl` as a process: what it prints where, its exit status, Ctrl+C, pipes.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod apps;
mod care;
mod full_disk;
mod person;
mod practice;
mod red_lines;
mod repair;
mod switch;
mod switch_images;

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStderr, Command, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

fn isotopectl(line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isotopectl"));
    command
        .args(line.split_whitespace())
        .env("LC_ALL", "C")
        .env_remove("ISOTOPE_PRACTICE")
        // No bus of this computer is asked.
        .env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
        .stdin(Stdio::null());
    command
}

fn run(line: &str) -> Output {
    isotopectl(line).output().unwrap()
}

fn code(line: &str) -> i32 {
    run(line).status.code().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn document(line: &str) -> Value {
    serde_json::from_slice(&run(line).stdout).unwrap()
}

#[test]
fn exit_statuses_reach_the_shell() {
    for (line, wanted) in [
        ("--demo fine status", 0),
        ("--demo fine check", 0),
        ("--demo ready update", 3),
        ("--demo ready go-back", 4),
        ("--demo other-program keep running", 5),
        ("status", 1),
        ("", 2),
        ("--demo fine fly", 2),
        ("--demo fine keep", 2),
        ("--help", 0),
        ("--version", 0),
    ] {
        assert_eq!(code(line), wanted, "{line}");
    }
}

#[test]
fn results_and_errors_stand_where_they_belong() {
    let fine = run("--demo update-available update");
    assert!(text(&fine.stdout).contains("starts after a restart"));
    assert!(text(&fine.stderr).contains("Downloading, "));
    let refused = run("--demo ready go-back");
    assert!(refused.stdout.is_empty());
    assert!(text(&refused.stderr).contains("Discard the update first"));
}

#[test]
fn errors_are_documents_too() {
    let busy = document("--demo other-program --json keep running");
    assert_eq!(busy["error"]["kind"], "busy");
    assert_eq!(busy["error"]["program"], "gnome-software");
    for (line, kind) in [
        ("--demo ready --json go-back", "update-staged"),
        ("--json --demo fine delete 9.9", "no-such-version"),
        ("--json fly", "usage"),
        ("--json status", "no-service"),
    ] {
        let error = &document(line)["error"];
        assert_eq!(error["kind"], kind, "{line}");
        assert!(!error["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_german_gets_german() {
    let output = isotopectl("--demo ready status")
        .env("LC_ALL", "de_DE.UTF-8")
        .output()
        .unwrap();
    assert!(text(&output.stdout).contains("Startet als Nächstes"));
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut child = isotopectl("--demo many versions")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success());
}

/// A program that works on.
struct Working {
    child: Child,
    err: BufReader<ChildStderr>,
}

impl Working {
    /// Returns once it shows that on stderr.
    fn begin(line: &str, shows: &str) -> Self {
        let mut child = isotopectl(line)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let err = BufReader::new(child.stderr.take().unwrap());
        let mut working = Self { child, err };
        working.see(shows);
        working
    }

    /// Reads on until a line on stderr shows that.
    fn see(&mut self, shows: &str) {
        let mut lines = self.err.by_ref().lines();
        assert!(
            lines.any(|line| line.unwrap().contains(shows)),
            "it ended without {shows}"
        );
    }

    fn interrupt(&self) {
        kill_process(Pid::from_child(&self.child), Signal::INT).unwrap();
    }

    /// (exit status, stdout, the rest of stderr)
    fn end(mut self) -> (i32, String, String) {
        let mut rest = String::new();
        self.err.read_to_string(&mut rest).unwrap();
        let output = self.child.wait_with_output().unwrap();
        (output.status.code().unwrap(), text(&output.stdout), rest)
    }
}

#[test]
fn ctrl_c_asks_the_service_to_stop() {
    let update = Working::begin("--demo updating update --json", "Downloading");
    update.interrupt();
    let (code, out, err) = update.end();
    let error: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(error["error"]["kind"], "cancelled");
    assert_eq!(code, 1);
    assert!(err.contains("Stopping"), "{err}");
}

#[test]
fn a_second_ctrl_c_leaves_the_work_alone() {
    let mut update = Working::begin("--demo cannot-stop update --json", "Downloading");
    update.interrupt();
    update.see("cannot be stopped now");
    update.interrupt();
    let (code, out, _) = update.end();
    let error: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(error["error"]["kind"], "left-running");
    assert_eq!(code, 1);
}

#[test]
fn ctrl_c_ends_waiting_for_others() {
    for verb in ["keep running", "restart", "discard"] {
        let line = format!("--demo other-program {verb} --wait");
        let waiting = Working::begin(&line, "GNOME Software");
        waiting.interrupt();
        assert_eq!(waiting.end().0, 1, "{verb}");
    }
}

#[test]
fn ctrl_c_ends_watching_well() {
    let mut child = isotopectl("--demo fine watch")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut first).unwrap();
    assert!(first.contains("Everything is fine"), "{first}");
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn completions_and_man_page_are_printed() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(text(&run(&format!("completions {shell}")).stdout).contains("isotopectl"));
    }
    assert!(text(&run("man").stdout).contains(".TH isotopectl 1"));
}
