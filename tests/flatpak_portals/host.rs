//! Programs on the host, through both doors.

use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use isotope::flatpak::host::{Host, HostCommand, HostError, Line};

use rustix::process::{Pid, Signal, kill_process};

use crate::bus::until;
use crate::session::{FLATPAK, Session};

/// Both doors, with the session that holds the second one.
async fn doors() -> (Session, [Host; 2]) {
    let session = Session::with(&[FLATPAK]).await;
    let beyond = Host::beyond(Some(session.bus.address.clone()));
    (session, [Host::here(), beyond])
}

fn shell(script: &str) -> HostCommand {
    HostCommand::new("sh", ["-c", script])
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), what)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_program_runs_to_its_end_and_says_how_it_ended() {
    let (_session, doors) = doors().await;
    for host in doors {
        let script = "printf 'a\\nb'; printf $WORD >&2; cat; exit 3";
        let finished = soon(host.run(&shell(script).env("WORD", "bad")))
            .await
            .unwrap();
        assert_eq!(finished.out, b"a\nb", "{host:?}");
        assert_eq!(finished.err, b"bad", "{host:?}");
        assert_eq!(finished.status.code(), Some(3), "{host:?}");
    }
}

#[tokio::test]
async fn much_output_on_both_sides_does_not_stop_it() {
    let (_session, doors) = doors().await;
    for host in doors {
        let script = "seq 50000; seq 50000 >&2";
        let finished = soon(host.run(&shell(script))).await.unwrap();
        assert_eq!(finished.out.len(), 288_894);
        assert_eq!(finished.err.len(), 288_894);
    }
}

#[tokio::test]
async fn a_program_that_is_not_there_is_named() {
    let (_session, doors) = doors().await;
    for host in doors {
        let nothing: [&str; 0] = [];
        let command = HostCommand::new("no-such-program-here", nothing);
        let program = "no-such-program-here".to_owned();
        let error = soon(host.run(&command)).await.unwrap_err();
        assert_eq!(error, HostError::NoProgram { program });
    }
}

#[tokio::test]
async fn lines_come_while_it_runs_and_progress_is_lines_too() {
    let (_session, doors) = doors().await;
    for host in doors {
        let script = "printf '1%%\\r2%%\\r\\nlast'; read line; exit 0";
        let mut child = soon(host.spawn(&shell(script))).await.unwrap();
        let mut lines = Vec::new();
        while let Some(line) = soon(child.line()).await {
            lines.push(line);
        }
        let out = |text: &str| Line::Out(text.to_owned());
        assert_eq!(lines, [out("1%"), out("2%"), out("last")]);
        assert!(soon(child.ended()).await.unwrap().success());
    }
}

#[tokio::test]
async fn an_interrupt_reaches_what_the_program_started() {
    let (_session, doors) = doors().await;
    for host in doors {
        // A shell that waits for another program, and would go on after it. The other one says that it is there: while a
        // shell starts a program it holds signals back, and the new one would not get what came before it.
        let script = "sh -c 'echo ready; exec tail -f /dev/null'; echo survived";
        let mut child = soon(host.spawn(&shell(script))).await.unwrap();
        assert_eq!(
            soon(child.line()).await,
            Some(Line::Out("ready".to_owned()))
        );
        let interrupt = child.interrupt();
        interrupt.send().await;
        assert_eq!(soon(child.line()).await, None);
        assert_eq!(
            soon(child.ended()).await.unwrap().signal(),
            Some(2),
            "{host:?}"
        );
        // It has ended: nothing to do any more.
        interrupt.send().await;
    }
}

#[tokio::test]
async fn an_interrupt_is_heard_here() {
    let script = "echo ready; exec tail -f /dev/null";
    let mut child = soon(Host::here().spawn(&shell(script))).await.unwrap();
    assert_eq!(
        soon(child.line()).await,
        Some(Line::Out("ready".to_owned()))
    );
    child.interrupt().send().await;
    assert_eq!(soon(child.ended()).await.unwrap().signal(), Some(2));
}

/// A script that is no terminal's has what it starts in its background ignore interrupts, and so do the children of that.
#[test]
fn an_interrupt_is_heard_from_a_scripts_background_too() {
    let again = Command::new("sh")
        .args(["-c", "\"$@\" & wait $!", "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "host::an_interrupt_is_heard_here"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&again.stdout);
    assert!(
        again.status.success() && told.contains("1 passed"),
        "{told}"
    );
}

#[tokio::test]
async fn who_stops_waiting_interrupts() {
    let (_session, doors) = doors().await;
    for host in doors {
        let script = "echo $$; tail -f /dev/null";
        let mut child = soon(host.spawn(&shell(script))).await.unwrap();
        let pid = number(soon(child.line()).await).as_raw_nonzero();
        drop(child);
        until("the program is gone", || async {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"));
            // Nobody needs to have waited for it yet.
            let gone = stat.map_or(true, |stat| stat.contains(") Z "));
            gone.then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn without_the_door_it_says_so() {
    let session = Session::empty();
    let host = Host::beyond(Some(session.bus.address.clone()));
    let error = soon(host.run(&shell("true"))).await.unwrap_err();
    assert!(matches!(error, HostError::NoDoor { .. }), "{error:?}");
    assert!(
        !Path::new("/.flatpak-info").exists(),
        "the tests are in no sandbox"
    );
    assert!(!Host::of_this_process().is_beyond());
}

#[tokio::test]
async fn what_a_program_leaves_running_is_not_waited_for() {
    let (_session, doors) = doors().await;
    for host in doors {
        let script = "tail -f /dev/null & echo $!";
        let mut child = soon(host.spawn(&shell(script))).await.unwrap();
        let left = number(soon(child.line()).await);
        assert!(soon(child.ended()).await.unwrap().success());
        kill_process(left, Signal::KILL).unwrap();
    }
}

#[tokio::test]
async fn a_helper_that_dies_loses_the_program() {
    let (mut session, [_, beyond]) = doors().await;
    let script = shell("echo $$; exec tail -f /dev/null");
    let mut child = soon(beyond.spawn(&script)).await.unwrap();
    let alive = number(soon(child.line()).await);
    session.stop();
    // The program itself lives on, and nobody can tell how it will end.
    let program = "sh".to_owned();
    let error = soon(child.ended()).await.unwrap_err();
    kill_process(alive, Signal::KILL).unwrap();
    assert_eq!(error, HostError::Lost { program });
}

fn number(line: Option<Line>) -> Pid {
    let Some(Line::Out(number)) = line else {
        panic!("no process number: {line:?}");
    };
    Pid::from_raw(number.parse().unwrap()).unwrap()
}
