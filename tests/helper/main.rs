//! The helper on a bus of its own: real libostree on a small real system, polkit played by a double, and in
//! `real_polkit` by itself.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod data;
mod installed;
mod machine;
mod polkit;
mod real_polkit;
mod stage;

use std::fs;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Signal, kill_process};

use crate::machine::{Machine, write_program};
use crate::polkit::Answer;
use crate::stage::{Stage, helper_for, soon, verdict};

async fn on(machine: &Machine) -> Stage {
    Stage::new(machine.commands(), machine.path()).await
}

#[tokio::test]
async fn keeps_and_releases() {
    let machine = Machine::new();
    let stage = on(&machine).await;
    let helper = stage.helper().await;
    assert_eq!(helper.version().await.unwrap(), 1);
    for version in ["1", "2"] {
        helper.pin(&machine.id(version)).await.unwrap();
    }
    assert_eq!(machine.summary(), "2 running kept, 1 rollback kept");
    helper.pin(&machine.id("1")).await.unwrap();
    helper.unpin(&machine.id("2")).await.unwrap();
    assert_eq!(machine.summary(), "2 running, 1 rollback kept");
}

#[tokio::test]
async fn makes_another_version_the_next_start_and_back() {
    let machine = Machine::new();
    let stage = on(&machine).await;
    let helper = stage.helper().await;
    helper.make_next(&machine.id("1")).await.unwrap();
    assert_eq!(machine.summary(), "1 pending, 2 running");
    let again = helper.make_next(&machine.id("1")).await;
    assert_eq!(verdict(again), "AlreadyNext");
    helper.make_next(&machine.id("2")).await.unwrap();
    assert_eq!(machine.summary(), "2 running, 1 rollback");
}

#[tokio::test]
async fn deletes_only_what_may_go() {
    let machine = Machine::new();
    let stage = on(&machine).await;
    let helper = stage.helper().await;
    let (old, running) = (machine.id("1"), machine.id("2"));
    assert_eq!(verdict(helper.delete(&running).await), "CannotDeleteBooted");
    helper.pin(&old).await.unwrap();
    assert_eq!(verdict(helper.delete(&old).await), "CannotDeletePinned");
    assert_eq!(stage.polkit.questions().len(), 1, "only for keeping");
    helper.unpin(&old).await.unwrap();
    helper.delete(&old).await.unwrap();
    assert_eq!(machine.summary(), "2 running");
    assert_eq!(verdict(helper.delete(&old).await), "NoSuchDeployment");
}

#[tokio::test]
async fn a_staged_update_is_never_lost() {
    let machine = Machine::new();
    let stage = on(&machine).await;
    let helper = stage.helper().await;
    machine.stage();
    let (staged, running, old) = (machine.id("4"), machine.id("2"), machine.id("1"));
    assert_eq!(verdict(helper.pin(&staged).await), "CannotPinStaged");
    assert_eq!(verdict(helper.unpin(&staged).await), "CannotPinStaged");
    assert_eq!(verdict(helper.make_next(&staged).await), "AlreadyNext");
    assert_eq!(verdict(helper.make_next(&old).await), "UpdateStaged");
    assert_eq!(verdict(helper.make_next(&running).await), "UpdateStaged");
    assert_eq!(verdict(helper.delete(&staged).await), "UpdateStaged");
    assert!(stage.polkit.questions().is_empty());
    helper.pin(&running).await.unwrap();
    assert_eq!(machine.summary(), "4 staged, 2 running kept, 1 rollback");
    helper.delete(&old).await.unwrap();
    assert_eq!(machine.summary(), "4 staged, 2 running kept");
    machine.ostree(["admin", "finalize-staged"]);
    assert_eq!(machine.summary(), "4 pending, 2 running kept");
}

#[tokio::test]
async fn odd_ids_never_reach_polkit() {
    let machine = Machine::new();
    let stage = on(&machine).await;
    let stranger = helper_for(&stage.another_person().await).await;
    let before = machine.summary();
    let id = machine.id("1");
    let (name, _) = id.split_once('.').unwrap();
    let huge = "x".repeat(10_000_000);
    for odd in [
        "",
        "0",
        "booted",
        "-u",
        "../../etc/shadow",
        "fedora-../x.0",
        "a b",
        "ä\n",
        &huge,
        &format!("{id}/../x"),
    ] {
        for answer in [
            stranger.pin(odd).await,
            stranger.unpin(odd).await,
            stranger.make_next(odd).await,
            stranger.delete(odd).await,
        ] {
            assert_eq!(verdict(answer), "InvalidArgument");
        }
    }
    let made_up = format!("fedora-{}.0", "0".repeat(64));
    let elsewhere = id.replacen("fedora", "debian", 1);
    for unknown in [&made_up, &elsewhere, &format!("{name}.1")] {
        let answer = stranger.delete(unknown).await;
        assert_eq!(verdict(answer), "NoSuchDeployment");
    }
    assert!(stage.polkit.questions().is_empty());
    assert_eq!(machine.summary(), before);
    let log = stage.log();
    let refused: Vec<_> = log.lines().filter(|l| l.contains("refused")).collect();
    assert_eq!(refused.len(), 43, "{log}");
    let sender = stranger.inner().connection().unique_name().unwrap();
    assert!(refused.iter().all(|l| l.contains(sender.as_str())
        && l.contains("uid=")
        && l.contains("not asked")
        && l.len() < 400));
}

#[tokio::test]
async fn without_permission_nothing_happens() {
    let machine = Machine::new();
    let stage = on(&machine).await;
    let helper = stage.helper().await;
    let before = machine.summary();
    let id = machine.id("1");
    for (answer, wanted) in [
        (Answer::No, "NotAuthorized"),
        (Answer::NoAgent, "NotAuthorized"),
        (Answer::Broken, "NotAuthorized"),
        (Answer::Dismissed, "Dismissed"),
    ] {
        stage.polkit.will(answer);
        assert_eq!(verdict(helper.pin(&id).await), wanted);
        assert_eq!(verdict(helper.make_next(&id).await), wanted);
        assert_eq!(verdict(helper.delete(&id).await), wanted);
    }
    assert_eq!(machine.summary(), before);
    let person = stage.person.unique_name().unwrap().to_string();
    let questions = stage.polkit.questions();
    let actions = ["pin", "make-next", "delete"]
        .map(|verb| format!("io.github.isotope_desktop.Isotope.{verb}"));
    assert_eq!(questions.len(), 12);
    for (question, action) in questions.iter().zip(actions.iter().cycle()) {
        assert_eq!(
            question.subject,
            ("system-bus-name".to_owned(), person.clone())
        );
        assert_eq!(
            (&question.action, question.version.as_str()),
            (action, "43.1")
        );
        assert_eq!(question.flags, 1, "a person may be asked");
    }
}

#[tokio::test]
async fn indices_that_move_while_a_person_is_asked_do_not_matter() {
    let machine = Machine::new();
    let stage = on(&machine).await;
    let helper = stage.helper().await;
    let (old, running) = (machine.id("1"), machine.id("2"));
    stage.polkit.will(Answer::WaitThenYes);
    let (answer, ()) = tokio::join!(helper.pin(&running), async {
        soon(stage.polkit.was_asked()).await;
        machine.stage();
        stage.polkit.go_on();
    });
    answer.unwrap();
    assert_eq!(machine.summary(), "4 staged, 2 running kept, 1 rollback");
    machine.ostree(["admin", "undeploy", "0"]);
    let (answer, ()) = tokio::join!(helper.make_next(&old), async {
        soon(stage.polkit.was_asked()).await;
        machine.stage();
        stage.polkit.go_on();
    });
    assert_eq!(verdict(answer), "UpdateStaged");
    assert_eq!(machine.summary(), "4 staged, 2 running kept, 1 rollback");
}

#[tokio::test]
async fn many_at_once_come_one_after_the_other() {
    let machine = Machine::new();
    let stage = on(&machine).await;
    let helper = stage.helper().await;
    let other = helper_for(&stage.another_person().await).await;
    let (old, running) = (machine.id("1"), machine.id("2"));
    let answers = tokio::join!(
        helper.pin(&old),
        other.pin(&running),
        helper.pin(&running),
        other.pin(&old),
        other.make_next(&running),
        helper.version(),
    );
    answers.0.unwrap();
    answers.1.unwrap();
    answers.2.unwrap();
    answers.3.unwrap();
    assert_eq!(verdict(answers.4), "AlreadyNext");
    assert_eq!(answers.5.unwrap(), 1);
    assert_eq!(machine.summary(), "2 running kept, 1 rollback kept");
}

#[tokio::test]
async fn a_question_does_not_hold_others_up() {
    let machine = Machine::new();
    let stage = on(&machine).await;
    let helper = stage.helper().await;
    let other = helper_for(&stage.another_person().await).await;
    let old = machine.id("1");
    stage.polkit.will(Answer::WaitThenYes);
    let (first, ()) = tokio::join!(helper.delete(&old), async {
        soon(stage.polkit.was_asked()).await;
        stage.polkit.will(Answer::Yes);
        soon(other.pin(&old)).await.unwrap();
        stage.polkit.go_on();
    });
    assert_eq!(verdict(first), "CannotDeletePinned");
    assert_eq!(machine.summary(), "2 running, 1 rollback kept");
}

#[tokio::test]
async fn another_writer_makes_it_busy() {
    let machine = Machine::new();
    let mut stage = on(&machine).await;
    let helper = stage.helper().await;
    let old = machine.id("1");
    let lock = fs::File::create(machine.lock_file()).unwrap();
    rustix::fs::fcntl_lock(&lock, rustix::fs::FlockOperation::LockExclusive).unwrap();
    // Seen by libostree's own words …
    assert_eq!(verdict(soon(helper.pin(&old)).await), "Busy");
    assert_eq!(verdict(soon(helper.delete(&old)).await), "Busy");
    // … and before it is even run.
    kill_process(stage.process(), Signal::TERM).unwrap();
    assert!(stage.left().await.success());
    let lock_file = machine.lock_file();
    stage
        .start_helper(&["--lock-file", lock_file.to_str().unwrap()])
        .await;
    assert_eq!(verdict(soon(helper.pin(&old)).await), "Busy");
    drop(lock);
    assert_eq!(machine.summary(), "2 running, 1 rollback");
    helper.pin(&old).await.unwrap();
    assert_eq!(machine.summary(), "2 running, 1 rollback kept");
}

#[tokio::test]
async fn killed_at_any_moment_the_system_stays_whole() {
    let machine = Machine::new();
    let mut stage = Stage::without_helper(machine.commands(), machine.path()).await;
    for moment in [0, 3, 7, 12, 18, 25, 33, 42, 55, 80] {
        stage.start_helper(&[]).await;
        let helper = stage.helper().await;
        let last = machine.table().last().unwrap().id.clone();
        let call = helper.make_next(&last);
        if let Ok(answer) = tokio::time::timeout(Duration::from_millis(moment), call).await {
            answer.unwrap();
        }
        kill_process(stage.process(), Signal::KILL).unwrap();
        stage.left().await;
        let mut versions: Vec<_> = machine.table().into_iter().map(|l| l.version).collect();
        versions.sort();
        assert_eq!(versions, ["43.1", "43.2"]);
    }
    stage.start_helper(&[]).await;
    let old = machine.id("1");
    soon(async {
        // A command of a killed helper may still hold the lock for a moment.
        while verdict(stage.helper().await.pin(&old).await) == "Busy" {}
    })
    .await;
    assert!(
        machine
            .table()
            .iter()
            .any(|l| l.version == "43.1" && l.pinned)
    );
}

#[tokio::test]
async fn leaves_when_idle_but_not_while_asked() {
    let machine = Machine::new();
    let mut stage = Stage::without_helper(machine.commands(), machine.path()).await;
    stage.start_helper(&["--idle-seconds", "1"]).await;
    let helper = stage.helper().await;
    let old = machine.id("1");
    stage.polkit.will(Answer::WaitThenYes);
    let (answer, ()) = tokio::join!(helper.pin(&old), async {
        soon(stage.polkit.was_asked()).await;
        // Three times as long as it would stay idle.
        let waited = tokio::time::timeout(Duration::from_secs(3), stage.polkit.was_asked());
        assert!(waited.await.is_err());
        stage.polkit.go_on();
    });
    answer.unwrap();
    assert!(stage.left().await.success());
    assert_eq!(machine.summary(), "2 running, 1 rollback kept");
}

#[tokio::test]
async fn leaves_when_told_to() {
    let machine = Machine::new();
    let mut stage = on(&machine).await;
    assert!(stage.is_running());
    kill_process(stage.process(), Signal::TERM).unwrap();
    assert!(stage.left().await.success());
}

/// A stand-in for `ostree` where the real one cannot be brought to misbehave.
async fn with_stub(folder: &Path, script: &str) -> Stage {
    let text = format!("#!/bin/sh\n{script}\n");
    write_program(&folder.to_string_lossy(), "bin/ostree", &text);
    Stage::new(folder.join("bin"), folder).await
}

fn stub_id(digit: &str) -> String {
    format!("fedora-{}.0", digit.repeat(64))
}

#[tokio::test]
async fn what_ostree_says_is_not_believed_blindly() {
    let a = "a".repeat(64);
    let listing = format!("echo '* fedora {a}.0'");
    let cases = [
        // It fails, with its own words.
        (
            format!(
                "case $2 in status) {listing};; *) echo 'error: Permission denied' >&2; exit 1;; esac"
            ),
            "Permission denied",
        ),
        // It says yes and does nothing.
        (listing.clone(), "it is not"),
        // It cannot be read.
        ("echo 'something else'".to_owned(), "cannot be read"),
        ("exit 3".to_owned(), ""),
        // It waits on the other channel, for ever.
        (
            format!(
                "case $2 in status) {listing};; *) echo 'Waiting for sysroot lock...' >&2; read x < {}; esac",
                "/proc/self/fd/1"
            ),
            "another program",
        ),
    ];
    for (script, words) in cases {
        let folder = tempfile::tempdir().unwrap();
        let stage = with_stub(folder.path(), &script).await;
        let answer = soon(stage.helper().await.pin(&stub_id("a"))).await;
        let Err(zbus::Error::MethodError(_, Some(text), _)) = answer else {
            panic!("{answer:?}")
        };
        assert!(text.contains(words), "{text}");
    }
}

#[tokio::test]
async fn arguments_are_fixed() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = ("a".repeat(64), "b".repeat(64));
    let note = folder.path().join("calls");
    let script = format!(
        "echo \"$LC_ALL $#: $*\" >>{}; [ $2 = status ] && printf '* fedora {a}.0\\n  fedora {b}.0\\n'; exit 0",
        note.display()
    );
    let stage = with_stub(folder.path(), &script).await;
    let helper = stage.helper().await;
    helper.pin(&stub_id("b")).await.unwrap_err();
    helper.unpin(&stub_id("b")).await.unwrap();
    helper.make_next(&stub_id("b")).await.unwrap_err();
    helper.delete(&stub_id("b")).await.unwrap_err();
    let calls = fs::read_to_string(note).unwrap();
    let changes: Vec<_> = calls.lines().filter(|l| !l.contains("status")).collect();
    assert_eq!(
        changes,
        [
            "C 3: admin pin 1",
            "C 4: admin pin --unpin 1",
            "C 3: admin set-default 1",
            "C 3: admin undeploy 1",
        ]
    );
}

#[tokio::test]
async fn the_published_interface_is_the_real_one() {
    let folder = tempfile::tempdir().unwrap();
    let stage = with_stub(folder.path(), "exit 1").await;
    let real = stage.introspection().await;
    let start = real.find("  <interface name=\"io.github").unwrap();
    let end = start + real[start..].find("</interface>\n").unwrap();
    let own = format!("<node>\n{}</interface>\n</node>\n", &real[start..end]);
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/dbus/io.github.isotope_desktop.Isotope.Helper1.xml");
    let published = fs::read_to_string(&path).unwrap_or_default();
    if published != own {
        let fresh = path.with_extension("xml.new");
        fs::write(&fresh, own).unwrap();
        panic!(
            "the interface changed: look at {} and put it in its place",
            fresh.display()
        );
    }
}

/// A bus as strict as a computer's own, with the helper's policy as the only opening. `root` in it is whoever runs this.
fn strict_bus(folder: &Path) -> String {
    let policy = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data/io.github.isotope_desktop.Isotope.Helper.conf");
    let user = format!("user=\"{}\"", rustix::process::getuid().as_raw());
    let policy = fs::read_to_string(policy).unwrap();
    assert_eq!(policy.matches("user=\"root\"").count(), 1);
    let own = folder.join("helper.conf");
    fs::write(&own, policy.replace("user=\"root\"", &user)).unwrap();
    let config = folder.join("bus.conf");
    let text = format!(
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN\"
         \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">
         <busconfig>
           <listen>unix:tmpdir={folder}</listen>
           <policy context=\"default\">
             <allow user=\"*\"/>
             <deny own=\"*\"/>
             <deny send_type=\"method_call\"/>
             <allow send_type=\"signal\"/>
             <allow send_requested_reply=\"true\" send_type=\"method_return\"/>
             <allow send_requested_reply=\"true\" send_type=\"error\"/>
             <allow receive_type=\"method_call\"/>
             <allow receive_type=\"method_return\"/>
             <allow receive_type=\"error\"/>
             <allow receive_type=\"signal\"/>
             <allow send_destination=\"org.freedesktop.DBus\"/>
             <allow own=\"org.freedesktop.PolicyKit1\"/>
             <allow send_destination=\"org.freedesktop.PolicyKit1\"/>
           </policy>
           <include>{own}</include>
         </busconfig>",
        folder = folder.display(),
        own = own.display(),
    );
    fs::write(&config, text).unwrap();
    format!("--config-file={}", config.display())
}

#[tokio::test]
async fn the_bus_lets_exactly_the_helpers_interface_through() {
    let machine = Machine::new();
    let config = strict_bus(machine.path());
    let mut stage = Stage::on_bus(&config, machine.commands(), machine.path()).await;
    stage.start_helper(&[]).await;
    let helper = stage.helper().await;
    assert_eq!(soon(helper.version()).await.unwrap(), 1);
    assert!(stage.introspection().await.contains("MakeNext"));
    helper.pin(&machine.id("1")).await.unwrap();
    let other = stage
        .person
        .call_method(
            Some(isotope::helper_api::BUS_NAME),
            isotope::helper_api::PATH,
            Some("org.freedesktop.DBus.ObjectManager"),
            "GetManagedObjects",
            &(),
        )
        .await;
    assert!(
        matches!(&other, Err(zbus::Error::FDO(err)) if matches!(**err, zbus::fdo::Error::AccessDenied(_))),
        "{other:?}"
    );
    let name = "io.github.isotope_desktop.Isotope.Helper.Other";
    assert!(stage.person.request_name(name).await.is_err());
}

#[test]
fn says_its_version() {
    let helper = env!("CARGO_BIN_EXE_isotope-helper");
    let output = std::process::Command::new(helper).arg("--version").output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    assert_eq!(
        text.trim(),
        concat!("isotope-helper ", env!("CARGO_PKG_VERSION"))
    );
}
