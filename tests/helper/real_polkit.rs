//! The helper as it is installed, with the real polkit.

use isotope::helper_api::{BUS_NAME, INTERFACE, PATH, action};
use tokio::sync::mpsc;
use zbus_polkit::policykit1::{ImplicitAuthorization, Subject};

use crate::installed::{Agent, Installed, is_root, only_for_root};
use crate::machine::Machine;

#[tokio::test]
async fn polkit_takes_the_actions_in_both_languages() {
    if !is_root() {
        return only_for_root();
    }
    let machine = Machine::new();
    let computer = Installed::new(&machine, "").await;
    for (locale, behind) in [
        ("C", "version of the system"),
        ("de_DE.UTF-8", "des Systems"),
    ] {
        let known = computer
            .polkit()
            .await
            .enumerate_actions(locale)
            .await
            .unwrap();
        let mut ids: Vec<_> = known.iter().map(|a| a.action_id.as_str()).collect();
        ids.sort_unstable();
        let mut wanted = action::ALL;
        wanted.sort_unstable();
        assert_eq!(ids, wanted);
        for action in known {
            assert!(action.description.contains(behind), "{action:?}");
            assert!(action.message.contains("$(version)"), "{action:?}");
            let (any, active) = (action.implicit_any, action.implicit_active);
            assert_eq!(
                any,
                ImplicitAuthorization::AdministratorAuthenticationRequired
            );
            assert_eq!(
                active,
                ImplicitAuthorization::AdministratorAuthenticationRequiredRetained
            );
        }
    }
}

/// The first word of an answer.
fn word(answer: &str) -> &str {
    answer.split(':').next().unwrap()
}

#[tokio::test]
async fn people_may_what_polkit_says_and_the_bus_starts_the_helper() {
    if !is_root() {
        return only_for_root();
    }
    let machine = Machine::new();
    let rules = "polkit.addRule(function(action, subject) {
        if (action.id.indexOf('io.github.isotope_desktop.Isotope.') != 0) return;
        if (subject.user == 'games' && action.lookup('version') == '43.1') return polkit.Result.YES;
        if (subject.user == 'mail') return polkit.Result.NO;
    });";
    let computer = Installed::new(&machine, rules).await;
    let (old, running) = (machine.id("1"), machine.id("2"));
    for method in ["Pin", "Unpin", "MakeNext", "Delete"] {
        let answer = computer.asks("nobody", method, &old).await;
        let wanted = "NotAuthorized: nobody is there who could be asked for a password";
        assert_eq!(answer, wanted, "{method}");
        let answer = computer.asks("mail", method, &old).await;
        assert_eq!(answer, "NotAuthorized: polkit says no", "{method}");
    }
    assert_eq!(machine.summary(), "2 running, 1 rollback");
    assert_eq!(computer.asks("games", "Pin", &old).await, "done");
    let other = computer.asks("games", "Pin", &running).await;
    assert_eq!(word(&other), "NotAuthorized", "another version");
    assert_eq!(machine.summary(), "2 running, 1 rollback kept");
    assert_eq!(computer.asks("games", "Unpin", &old).await, "done");
    assert_eq!(computer.asks("games", "MakeNext", &old).await, "done");
    assert_eq!(computer.asks("root", "MakeNext", &running).await, "done");
    assert_eq!(computer.asks("games", "Delete", &old).await, "done");
    assert_eq!(machine.summary(), "2 running");
    let log = computer.log();
    for who in ["uid=65534", "permission=\"granted\""] {
        assert!(log.contains(who), "{who} in {log}");
    }
}

/// What a person is shown who asks for a version to be kept, and what comes of it.
async fn in_front_of_the_screen(locale: &str, agrees: bool) -> (String, String, String) {
    let machine = Machine::new();
    let computer = Installed::new(&machine, "").await;
    let visitor = computer.visitor("games", "Pin", &machine.id("1"));
    let (process, uid) = visitor.numbers();
    let (messages, mut shown) = mpsc::unbounded_channel();
    let polkit = computer.polkit().await;
    let agent = Agent {
        agrees,
        uid,
        polkit: polkit.clone(),
        messages,
    };
    let path = "/agent";
    computer.own.object_server().at(path, agent).await.unwrap();
    let subject = Subject::new_for_pid(process, None, Some(uid)).unwrap();
    polkit
        .register_authentication_agent(&subject, locale, path)
        .await
        .unwrap();
    let answer = visitor.go().await;
    (shown.try_recv().unwrap(), answer, machine.summary())
}

#[tokio::test]
async fn the_password_dialog_names_the_version() {
    if !is_root() {
        return only_for_root();
    }
    let (shown, answer, system) = in_front_of_the_screen("C", true).await;
    let wanted = "Authentication is required to keep version 43.1 of the system";
    assert_eq!((shown.as_str(), answer.as_str()), (wanted, "done"));
    assert_eq!(system, "2 running, 1 rollback kept");
    let (shown, answer, system) = in_front_of_the_screen("de_DE.UTF-8", false).await;
    let wanted = "Um die Version 43.1 des Systems zu behalten, ist eine Anmeldung nötig";
    assert_eq!((shown.as_str(), word(&answer)), (wanted, "Dismissed"));
    assert_eq!(system, "2 running, 1 rollback");
}

#[tokio::test]
async fn odd_requests_of_strangers_end_before_polkit() {
    if !is_root() {
        return only_for_root();
    }
    let machine = Machine::new();
    let computer = Installed::new(&machine, "").await;
    let before = machine.summary();
    let elsewhere = format!("fedora-{}.0", "0".repeat(64));
    // The longest that fits into one argument of a program.
    let huge = "x".repeat(120_000);
    for (id, wanted) in [
        ("../../etc/shadow", "InvalidArgument"),
        ("--help", "InvalidArgument"),
        ("", "InvalidArgument"),
        (&huge, "InvalidArgument"),
        (&elsewhere, "NoSuchDeployment"),
    ] {
        let answer = computer.asks("nobody", "Delete", id).await;
        assert_eq!(word(&answer), wanted, "{}", &id[..id.len().min(20)]);
    }
    assert_eq!(machine.summary(), before);
    let log = computer.log();
    assert_eq!(log.matches("not asked").count(), 5, "{log}");
}

#[tokio::test]
async fn the_bus_refuses_strangers_what_is_not_theirs() {
    if !is_root() {
        return only_for_root();
    }
    let machine = Machine::new();
    let computer = Installed::new(&machine, "").await;
    let properties = "org.freedesktop.DBus.Properties.Get";
    let version = [&format!("string:{INTERFACE}"), "string:Version"];
    let read = computer.sends("nobody", [BUS_NAME, PATH, properties], &version);
    assert_eq!(read.await, "done");
    let bus = "org.freedesktop.DBus";
    let name = [&format!("string:{BUS_NAME}"), "uint32:4"];
    let request = format!("{bus}.RequestName");
    let own = computer.sends("nobody", [bus, "/org/freedesktop/DBus", &request], &name);
    assert_eq!(word(&own.await), "org.freedesktop.DBus.Error.AccessDenied");
    for member in [
        "org.freedesktop.DBus.ObjectManager.GetManagedObjects",
        "org.example.Other.Method",
    ] {
        let answer = computer
            .sends("nobody", [BUS_NAME, PATH, member], &[])
            .await;
        assert_eq!(
            word(&answer),
            "org.freedesktop.DBus.Error.AccessDenied",
            "{member}"
        );
    }
}
