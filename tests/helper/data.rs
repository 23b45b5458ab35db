//! The files that put the helper on a computer agree with what it is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use isotope::helper_api::{BUS_NAME, INTERFACE, PATH, action};

use crate::installed::{install_program, is_root, only_for_root, seeing};
use crate::machine::Machine;

fn data(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// What stands between `start` and the next `end`, wherever it does.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start)
        .skip(1)
        .map(|rest| rest.split(end).next().unwrap())
        .collect()
}

#[test]
fn the_policy_has_exactly_the_actions() {
    let policy = data("io.github.isotope_desktop.Isotope.policy");
    let actions: BTreeSet<_> = between(&policy, "<action id=\"", "\"")
        .into_iter()
        .collect();
    assert_eq!(actions, BTreeSet::from(action::ALL));
    let bodies = between(&policy, "<action id", "</action>");
    assert_eq!(bodies.len(), action::ALL.len());
    for body in bodies {
        for part in [
            "<description>",
            "<description xml:lang=\"de\">",
            "<message>",
            "<message xml:lang=\"de\">",
            "<allow_any>auth_admin</allow_any>",
            "<allow_inactive>auth_admin</allow_inactive>",
            "<allow_active>auth_admin_keep</allow_active>",
        ] {
            assert_eq!(body.matches(part).count(), 1, "{part} in {body}");
        }
        assert_eq!(body.matches("$(version)").count(), 2, "{body}");
    }
}

#[test]
fn the_bus_and_systemd_know_the_same_helper() {
    let service = data("io.github.isotope_desktop.Isotope.Helper.service");
    let unit = data("isotope-helper.service");
    assert_eq!(between(&service, "\nName=", "\n"), [BUS_NAME]);
    assert_eq!(between(&unit, "\nBusName=", "\n"), [BUS_NAME]);
    assert_eq!(
        between(&service, "\nExec=", "\n"),
        between(&unit, "\nExecStart=", "\n")
    );
    assert_eq!(
        between(&service, "\nSystemdService=", "\n"),
        ["isotope-helper.service"]
    );
}

#[test]
fn only_root_owns_the_name_and_only_known_interfaces_are_open() {
    let conf = data("io.github.isotope_desktop.Isotope.Helper.conf");
    assert_eq!(between(&conf, "<allow own=\"", "\""), [BUS_NAME]);
    let root = between(&conf, "<policy user=\"root\">", "</policy>");
    assert!(root.concat().contains("<allow own="));
    let open: BTreeSet<_> = between(&conf, "send_interface=\"", "\"")
        .into_iter()
        .collect();
    let standard =
        ["Introspectable", "Properties", "Peer"].map(|i| format!("org.freedesktop.DBus.{i}"));
    let mut wanted: BTreeSet<_> = standard.iter().map(String::as_str).collect();
    wanted.insert(INTERFACE);
    assert_eq!(open, wanted);
    assert!(
        between(&conf, "send_destination=\"", "\"")
            .iter()
            .all(|d| *d == BUS_NAME)
    );
}

#[test]
fn names_belong_together() {
    assert_eq!(PATH, format!("/{}", BUS_NAME.replace('.', "/")));
    assert!(INTERFACE.starts_with(BUS_NAME));
    let interface = data("dbus/io.github.isotope_desktop.Isotope.Helper1.xml");
    assert_eq!(between(&interface, "<interface name=\"", "\""), [INTERFACE]);
}

#[test]
fn systemd_takes_the_unit_and_finds_it_well_closed() {
    let folder = tempfile::tempdir().unwrap();
    let libexec = install_program(folder.path());
    let unit = folder.path().join("isotope-helper.service");
    fs::write(&unit, data("isotope-helper.service")).unwrap();
    let analyze = |arguments: &[&str]| {
        let output = seeing(&[(&libexec, "/usr/libexec")])
            .arg("systemd-analyze")
            .args(arguments)
            .arg(&unit)
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text).into_owned();
        assert!(output.status.success(), "{arguments:?}: {text}");
        text
    };
    // What it does not know or like it only warns of.
    let warnings = analyze(&["verify", "--man=no"]);
    assert!(!warnings.contains("isotope-helper"), "{warnings}");
    // Tenths of systemd's own measure of exposure, from 0 to 100.
    analyze(&["security", "--offline=true", "--no-pager", "--threshold=27"]);
}

#[test]
fn the_unit_leaves_ostree_the_capabilities_that_it_needs() {
    if !is_root() {
        return only_for_root();
    }
    let unit = data("isotope-helper.service");
    let capabilities = between(&unit, "\nCapabilityBoundingSet=", "\n").concat();
    let capabilities: Vec<_> = capabilities.split(' ').collect();
    let machine = Machine::new();
    machine.confine(&capabilities);
    machine.ostree(["admin", "pin", "1"]);
    assert_eq!(machine.summary(), "2 running, 1 rollback kept");
    machine.ostree(["admin", "pin", "--unpin", "1"]);
    machine.ostree(["admin", "set-default", "1"]);
    assert_eq!(machine.summary(), "1 pending, 2 running");
    machine.ostree(["admin", "undeploy", "0"]);
    assert_eq!(machine.summary(), "2 running");
}
