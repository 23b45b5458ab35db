//! The practice machine, driven over its own bus with plain calls: what happens there happens in libostree.

use crate::machine::{self, Machine, text};

#[tokio::test]
async fn a_new_machine_has_two_versions_and_one_waits_upstream() {
    let machine = Machine::start(&[]).await;
    let versions = machine.versions().await;
    assert_eq!(versions.len(), 2);
    assert!(versions[0].booted && !versions[1].booted);
    assert!(versions[0].version > versions[1].version);
    assert!(machine.cached_update().await.is_empty());

    let ended = machine.check().await;
    assert_eq!(ended.result, (true, String::new()));
    assert!(ended.saw("Title:upgrade (check only)"), "{ended:?}");
    let update = machine.cached_update().await;
    assert!(text(&update, "version") > versions[0].version);
    assert!(update.contains_key("rpm-diff") && update.contains_key("advisories"));
    assert_eq!(machine.versions().await.len(), 2);
}

#[tokio::test]
async fn an_update_restarts_into_the_new_version_and_back() {
    let machine = Machine::start(&["--line", "4000"]).await;
    let old = machine.running().await;
    let ended = machine.work("Upgrade").await;
    assert_eq!(ended.result, (true, String::new()), "{ended:?}");
    for expected in [
        "Title:upgrade",
        "TaskBegin:Staging deployment",
        "TaskEnd:done",
        "ProgressEnd",
    ] {
        assert!(ended.saw(expected), "{expected} in {ended:?}");
    }
    // libostree says how much it fetched, but not when its last look at the line falls together with the end.
    let summaries = ended.signals.iter().filter(|s| s.contains(" fetched; "));
    for summary in summaries {
        assert!(
            summary.starts_with("Message:") && !summary.contains('\u{1b}'),
            "{ended:?}"
        );
    }
    let staged = machine.versions().await;
    assert!(staged[0].staged && staged[1].booted, "{staged:?}");

    assert_eq!(machine.restart().await, 2);
    let new = machine.running().await;
    assert_eq!(new, staged[0].version);
    assert_ne!(new, old);

    let ended = machine.work("Rollback").await;
    assert!(ended.result.0, "{ended:?}");
    machine.restart().await;
    assert_eq!(machine.running().await, old);
}

#[tokio::test]
async fn a_slow_download_tells_true_progress() {
    let machine = Machine::start(&["--line", "1500"]).await;
    let ended = machine.work("Upgrade").await;
    assert!(ended.result.0, "{ended:?}");
    let bytes: Vec<u64> = ended.bytes.clone();
    assert!(!bytes.is_empty(), "{ended:?}");
    assert!(bytes.is_sorted(), "{bytes:?}");
    // The service rounds as libostree does; the whole is a few MB.
    assert!(*bytes.last().unwrap() > 500_000, "{bytes:?}");
}

#[tokio::test]
async fn a_pinned_version_survives_updates() {
    let machine = Machine::start(&["--line", "0"]).await;
    let kept = machine.versions().await[1].version.clone();
    machine.ostree(&["admin", "pin", "1"]);
    for _ in 0..2 {
        assert!(machine.work("Upgrade").await.result.0);
        machine.restart().await;
        machine.publish("", "").await.unwrap();
    }
    let versions = machine.versions().await;
    let kept = versions.iter().find(|v| v.version == kept).unwrap();
    assert!(kept.pinned, "{versions:?}");
}

#[tokio::test]
async fn nothing_new_is_said_and_changes_nothing() {
    let machine = Machine::start(&["--line", "0"]).await;
    assert!(machine.work("Upgrade").await.result.0);
    let before = machine.versions().await;
    let ended = machine.work("Upgrade").await;
    assert!(
        ended.result.0 && ended.saw("Message:No upgrade available."),
        "{ended:?}"
    );
    assert_eq!(machine.versions().await, before);

    let refused = machine.work("Rollback").await;
    assert_eq!(
        refused.result.1,
        "Staged deployment (remove with cleanup -p)"
    );
    let discarded = machine.cleanup("pending-deploy").await;
    assert!(discarded.result.0, "{discarded:?}");
    assert_eq!(machine.versions().await.len(), 2);
}

#[tokio::test]
async fn what_is_published_can_be_installed() {
    let machine = Machine::start(&["--line", "0"]).await;
    let number = machine.publish("", "44.20991231.7").await.unwrap();
    assert_eq!(number, "44.20991231.7");
    assert!(machine.publish("", "44.20991231.7").await.is_err());
    assert!(machine.publish("xfce", "").await.is_err());
    assert!(machine.publish("", "../x").await.is_err());
    assert!(machine.publish("testing/kde", "").await.is_ok());
    assert!(machine.work("Upgrade").await.result.0);
    assert_eq!(machine.versions().await[0].version, number);
}

#[tokio::test]
async fn an_older_version_is_deployed_by_its_number() {
    let machine = Machine::start(&["--line", "0"]).await;
    let missing = machine.deploy("44.19990101.0").await;
    assert!(!missing.result.0);
    assert!(
        missing
            .result
            .1
            .starts_with("Version 44.19990101.0 not found in practice:"),
        "{missing:?}"
    );
    let oldest = machine.oldest_upstream();
    let ended = machine.deploy(&oldest).await;
    assert!(ended.result.0, "{ended:?}");
    assert!(
        ended.saw(&format!("Message:Resolving version '{oldest}'")),
        "{ended:?}"
    );
    assert_eq!(machine.versions().await[0].version, oldest);
}

#[tokio::test]
async fn a_rebase_goes_to_the_other_variant() {
    let machine = Machine::start(&["--line", "0"]).await;
    let same = machine.rebase("practice:practice/44/x86_64/gnome").await;
    assert!(
        same.result.1.starts_with("Old and new refs are equal"),
        "{same:?}"
    );
    let none = machine.rebase("practice:practice/44/x86_64/xfce").await;
    assert!(
        none.result
            .1
            .starts_with("While pulling practice/44/x86_64/xfce: "),
        "{none:?}"
    );
    let ended = machine.rebase("practice:practice/44/x86_64/kde").await;
    assert!(ended.result.0, "{ended:?}");
    machine.restart().await;
    assert_eq!(
        machine.versions().await[0].origin,
        "practice:practice/44/x86_64/kde"
    );
    assert!(machine.versions().await[0].booted);
}

#[tokio::test]
async fn the_same_call_joins_another_is_refused() {
    let machine = Machine::start(&["--line", "1000"]).await;
    let address = machine.begin("Upgrade").await.unwrap();
    let mut first = machine.follow(&address).await;
    assert!(first.start().await);
    assert_eq!(machine.begin("Upgrade").await.unwrap(), address);
    let mut second = machine.follow(&address).await;
    assert!(!second.start().await);
    let (name, text) = machine.begin("Rollback").await.unwrap_err();
    assert!(name.ends_with("Code26"), "{name}");
    assert!(
        text.starts_with("Transaction in progress: upgrade\n"),
        "{text}"
    );
    let (one, other) = tokio::join!(first.until_the_end(), second.until_the_end());
    assert!(one.result.0 && other.result.0);

    // Who comes after the end, while somebody is still there, is told again.
    let mut late = machine.follow(&address).await;
    assert!(!late.start().await);
    assert!(late.until_the_end().await.result.0);
    drop((first, second, late));
    machine.until_idle().await;
}

#[tokio::test]
async fn work_that_nobody_starts_is_dropped_with_its_caller() {
    let machine = Machine::start(&[]).await;
    {
        let other = machine.another_client().await;
        other.begin("Upgrade").await.unwrap();
        assert_eq!(machine.active().await.0, "Upgrade");
        other.leave().await;
    }
    machine.until_idle().await;
}

#[tokio::test]
async fn a_cancelled_download_leaves_everything_whole() {
    let machine = Machine::start(&["--line", "1000"]).await;
    let before = machine.versions().await;
    machine.set_fault("stall-at=40").await;
    let address = machine.begin("Upgrade").await.unwrap();
    let mut watcher = machine.follow(&address).await;
    watcher.start().await;
    watcher.until_progress().await;
    watcher.cancel().await;
    let ended = watcher.until_the_end().await;
    assert!(!ended.result.0);
    assert!(
        ended.result.1.ends_with("Operation was cancelled"),
        "{ended:?}"
    );
    drop(watcher);
    machine.until_idle().await;
    assert_eq!(machine.versions().await, before);
    machine.set_fault("none").await;
    assert!(machine.work("Upgrade").await.result.0);
}

#[tokio::test]
async fn each_fault_has_libostrees_own_text_and_mending_helps() {
    let machine = Machine::start(&["--line", "0"]).await;
    let before = machine.versions().await;
    for (fault, words) in [
        ("no-network", "Could not connect to server"),
        ("disk-full", "min-free-space"),
        (
            "gpg-error",
            "GPG verification enabled, but no signatures found",
        ),
        ("wrong-key", "public key not found"),
        ("layered-conflict", "Could not depsolve transaction"),
    ] {
        machine.set_fault(fault).await;
        let ended = machine.work("Upgrade").await;
        assert!(
            !ended.result.0 && ended.result.1.contains(words),
            "{fault}: {ended:?}"
        );
        assert!(!ended.result.1.contains('\u{1b}'), "{ended:?}");
        assert_eq!(machine.versions().await, before, "{fault}");
    }
    machine.set_fault("none").await;
    assert!(machine.work("Upgrade").await.result.0);
}

#[tokio::test]
async fn a_signature_that_is_lost_upstream_is_missed_also_after_a_look() {
    let machine = Machine::start(&["--line", "0"]).await;
    let before = machine.versions().await;
    assert!(machine.check().await.result.0);
    machine.set_fault("gpg-error").await;
    for method in ["Upgrade", "Upgrade"] {
        let ended = machine.work(method).await;
        let words = "GPG verification enabled, but no signatures found";
        assert!(
            !ended.result.0 && ended.result.1.contains(words),
            "{ended:?}"
        );
    }
    assert_eq!(machine.versions().await, before);
    machine.set_fault("none").await;
    assert!(machine.work("Upgrade").await.result.0);
}

#[tokio::test]
async fn another_program_keeps_the_service_busy() {
    let machine = Machine::start(&["--line", "0"]).await;
    machine.set_fault("busy").await;
    let (name, text) = machine.begin("Upgrade").await.unwrap_err();
    assert!(
        name.ends_with("Code26") && text.contains("refresh-md"),
        "{name} {text}"
    );
    machine.set_fault("none").await;
    machine.until_idle().await;
    assert!(machine.work("Upgrade").await.result.0);
}

#[tokio::test]
async fn a_service_that_dies_says_nothing_and_comes_back() {
    let machine = Machine::start(&["--line", "0"]).await;
    machine.set_fault("die-mid-transaction").await;
    let address = machine.begin("Upgrade").await.unwrap();
    let mut watcher = machine.follow(&address).await;
    watcher.start().await;
    assert!(watcher.closed_without_end().await);
    machine.set_fault("none").await;
    assert_eq!(machine.active().await.0, "");
    assert!(machine.work("Upgrade").await.result.0);
    machine.restart().await;
    assert_eq!(machine.versions().await.len(), 2);
}

#[tokio::test]
async fn a_service_that_dies_with_a_question_unanswered_is_asked_again() {
    let machine = Machine::start(&["--line", "0"]).await;
    assert_eq!(machine.active().await.0, "");
    let service = machine.service().await;
    rustix::process::kill_process(service, rustix::process::Signal::STOP).unwrap();
    machine::until_stopped(service).await;
    let breaking = machine.set_fault("boot-old");
    let dying = async {
        machine.until_fault("boot-old").await;
        rustix::process::kill_process(service, rustix::process::Signal::KILL).unwrap();
    };
    tokio::join!(breaking, dying);
    assert_ne!(machine.service().await, service);
}

#[tokio::test]
async fn a_failed_finalization_starts_the_old_version_and_leaves_libostrees_mark() {
    let machine = Machine::start(&["--line", "0"]).await;
    let old = machine.running().await;
    assert!(machine.work("Upgrade").await.result.0);
    machine.set_fault("finalize-fails").await;
    machine.restart().await;
    assert_eq!(machine.running().await, old);
    assert!(machine.finalize_failed());
    machine.set_fault("none").await;
    assert!(machine.work("Upgrade").await.result.0);
    machine.restart().await;
    assert_ne!(machine.running().await, old);
    assert!(!machine.finalize_failed());
}

#[tokio::test]
async fn the_old_version_can_be_chosen_in_the_boot_menu() {
    let machine = Machine::start(&["--line", "0"]).await;
    let old = machine.running().await;
    assert!(machine.work("Upgrade").await.result.0);
    machine.set_fault("boot-old").await;
    machine.restart().await;
    let versions = machine.versions().await;
    assert_eq!(machine.running().await, old);
    assert!(
        !versions[0].booted && !versions[0].staged && versions[1].booted,
        "{versions:?}"
    );
}

#[tokio::test]
async fn polkit_says_what_it_was_told() {
    let machine = Machine::start(&["--line", "0"]).await;
    machine
        .set_answer("org.projectatomic.rpmostree1.upgrade", "no")
        .await;
    let (name, text) = machine.begin("Upgrade").await.unwrap_err();
    assert_eq!(name, "org.freedesktop.DBus.Error.AccessDenied");
    assert_eq!(text, "rpmostreed OS operation Upgrade not allowed for user");
    assert!(machine.work("Rollback").await.result.0);
    machine.set_answer("", "yes").await;
    assert!(machine.begin("Upgrade").await.is_ok());
}

#[tokio::test]
async fn starting_over_makes_a_new_machine() {
    let machine = Machine::start(&["--line", "0"]).await;
    let first = machine.versions().await;
    assert!(machine.work("Upgrade").await.result.0);
    machine.start_over().await;
    let again = machine.versions().await;
    assert_eq!(again.len(), 2);
    assert_eq!(again[0].version, first[0].version);
    assert!(machine.work("Upgrade").await.result.0);
}

#[tokio::test]
async fn an_idle_service_leaves_and_a_call_brings_it_back() {
    let machine = Machine::start(&["--idle-exit", "1"]).await;
    assert_eq!(machine.versions().await.len(), 2);
    machine.until_service_left().await;
    assert_eq!(machine.versions().await.len(), 2);
}

#[tokio::test]
async fn a_machine_sleeps_and_wakes_where_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let machine = Machine::start_in(dir.path(), &["--line", "0"]).await;
    assert!(machine.work("Upgrade").await.result.0);
    let before = machine.versions().await;
    let second = machine::run(dir.path(), &["true"]);
    assert!(!second.status.success());
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(said.contains("in use by another program"), "{said}");
    drop(machine);
    let machine = Machine::start_in(dir.path(), &["--line", "0"]).await;
    // A new one would not have what the update has put there.
    assert_eq!(machine.versions().await, before);
}

#[test]
fn the_commands_exit_code_is_passed_on() {
    let dir = tempfile::tempdir().unwrap();
    let ended = machine::run(
        dir.path(),
        &["sh", "-c", "isotope-practice status --json; exit 7"],
    );
    assert_eq!(ended.status.code(), Some(7), "{ended:?}");
    let status: serde_json::Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(status["versions"].as_array().unwrap().len(), 2);
    assert_eq!(status["fault"], "none");

    // The verbs work on a machine that sleeps, too.
    let verb = |words: &[&str]| machine::verb(dir.path(), words);
    assert!(verb(&["publish", "--variant", "kde"]).status.success());
    for (words, known) in [
        (["publish", "--variant", "xfce"].as_slice(), "testing/kde"),
        (["publish", "--version", "../x"].as_slice(), "../x"),
        (["fault", "fire"].as_slice(), "boot-old"),
        (["fault", "stall-at=100"].as_slice(), "0 to 99"),
    ] {
        let refused = verb(words);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(2), "{words:?}: {said}");
        assert!(said.contains(known), "{words:?}: {said}");
    }
    assert!(verb(&["fault", "boot-old"]).status.success());
    assert!(verb(&["restart"]).status.success());
    assert!(verb(&["reset"]).status.success());
    assert!(!dir.path().exists());
}

#[test]
fn a_folder_with_other_things_in_it_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let precious = dir.path().join("precious");
    std::fs::write(&precious, "mine").unwrap();
    let ended = machine::run(dir.path(), &["true"]);
    assert!(!ended.status.success());
    assert!(String::from_utf8_lossy(&ended.stderr).contains("is not a practice machine"));
    assert_eq!(std::fs::read_to_string(precious).unwrap(), "mine");
}

/// This computer's user, without a name.
fn nameless(command: &str, language: &str) -> std::process::Output {
    std::process::Command::new("bwrap")
        .args([
            "--unshare-user",
            "--uid",
            "54321",
            "--dev-bind",
            "/",
            "/",
            "--",
        ])
        .args([env!("CARGO_BIN_EXE_isotope-practice"), command])
        .env_remove("LANGUAGE")
        .env("LC_ALL", language)
        .output()
        .unwrap()
}

#[test]
fn a_user_without_a_name_is_told_what_is_missing() {
    for (language, words) in [
        ("C", "dbus-daemon, which"),
        ("de_DE.UTF-8", "Dieser Benutzer"),
    ] {
        let ended = nameless("doctor", language);
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(!ended.status.success(), "{said}");
        assert!(said.contains("54321") && said.contains(words), "{said}");
    }
}
