use super::super::keyfile::Document;
use super::*;
use crate::domain::permission::{
    BusAccess, Condition, FileAccess, Setting, Since, Target, Written,
};

/// What `flatpak override` of 1.16.6 wrote, with things beside that only later ones or people write.
const FULL: &str = "\
# my notes
[Context]
shared=!network;telepathy;
sockets=!x11;x11;if:x11:!has-wayland;wayland;
devices=!dri;input;
features=devel;
filesystems=!host:reset;~/only;home:ro;!xdg-download;~/odd\\\\:name:create;
persistent=.foo;
unset-environment=ALPHA;
later=1

[Session Bus Policy]
org.gnome.SessionManager=none
org.freedesktop.secrets=talk
org.example.Seen=see
org.example.Loud=shout

[Environment]
FOO=bar

[USB Devices]
enumerable-devices=vnd:1234+dev:5678;
hidden-devices=vnd:9999;

[Policy Generic]
allow=a;!b;

[Unknown]
x=y
";

fn target(text: &str) -> Target {
    text.parse::<Written>().unwrap().target
}

fn said(text: &str, permission: &str) -> Option<Setting> {
    let (layer, unreadable) = read(&Document::parse(text.as_bytes()));
    assert_eq!(unreadable, []);
    layer.get(&target(permission)).cloned()
}

fn written(text: &str, permission: &str, setting: Option<&Setting>) -> String {
    let mut document = Document::parse(text.as_bytes());
    write(&mut document, &target(permission), setting);
    String::from_utf8(document.to_bytes()).unwrap()
}

#[test]
fn everything_in_a_file_is_read() {
    for (permission, expected) in [
        ("shared=network", Setting::Denied),
        ("shared=telepathy", Setting::Allowed),
        ("sockets=wayland", Setting::Allowed),
        ("devices=dri", Setting::Denied),
        ("filesystems=host:reset", Setting::Allowed),
        ("filesystems=home", Setting::Files(FileAccess::ReadOnly)),
        ("filesystems=xdg-download", Setting::Denied),
        ("persistent=.foo", Setting::Allowed),
        ("env=ALPHA", Setting::Denied),
        ("env=FOO", Setting::Value("bar".to_owned())),
        ("talk-name=org.gnome.SessionManager", Setting::Denied),
        ("talk-name=org.example.Seen", Setting::Bus(BusAccess::See)),
        ("usb=vnd:1234+dev:5678", Setting::Allowed),
        ("usb=vnd:9999", Setting::Denied),
        ("policy:Generic.allow=b", Setting::Denied),
    ] {
        assert_eq!(said(FULL, permission), Some(expected), "{permission}");
    }
    assert_eq!(said(FULL, "talk-name=org.example.Loud"), None);
    let (layer, _) = read(&Document::parse(FULL.as_bytes()));
    let odd = Target::Files("~/odd:name".to_owned());
    assert_eq!(layer.get(&odd), Some(&Setting::Files(FileAccess::Create)));
}

#[test]
fn what_is_not_understood_is_kept_as_it_stands() {
    let unknown = |text: &str| -> Vec<(String, String)> {
        let (layer, unreadable) = read(&Document::parse(text.as_bytes()));
        assert_eq!(unreadable, []);
        let lines = layer.unknown().iter();
        lines
            .map(|line| (line.group.clone(), line.text.clone()))
            .collect()
    };
    let expected = [
        ("Context", "later=1"),
        ("Session Bus Policy", "org.example.Loud=shout"),
        ("Unknown", "x=y"),
    ];
    let expected = expected.map(|(group, text)| (group.to_owned(), text.to_owned()));
    assert_eq!(unknown(FULL), expected);
    let published =
        "[Application]\nname=org.example.App\nlater=1\n[Extension a.b]\nx=y\n[USB Devices]\n";
    assert_eq!(unknown(published), []);
    assert_eq!(unknown("[USB Devices]\nlater=1\n").len(), 1);
}

#[test]
fn a_condition_replaces_the_grant_before_it() {
    let expected = |fresh| Setting::OnlyWhen {
        conditions: vec![Condition {
            name: "has-wayland".to_owned(),
            negated: true,
        }],
        fresh,
    };
    assert_eq!(said(FULL, "sockets=x11"), Some(expected(true)));
    let plain = "[Context]\nsockets=x11;if:x11:!has-wayland;\n";
    assert_eq!(said(plain, "sockets=x11"), Some(expected(false)));
}

#[test]
fn what_is_written_is_read_again_and_taking_it_back_restores_every_byte() {
    for permission in [
        "shared=ipc",
        "sockets=if:pulseaudio:has-wayland",
        "devices=all",
        "filesystems=xdg-music:ro",
        "filesystems=~/with:colon",
        "persistent=.x",
        "own-name=org.example.Own",
        "system-talk-name=org.example.Talk",
        "env=NEW=a;b",
        "usb=all",
        "policy:Generic.allow=c",
        "policy:Other.deny=c",
    ] {
        let parsed: Written = permission.parse().unwrap();
        for setting in [&parsed.allowed, &Setting::Denied] {
            if *setting == Setting::Denied && matches!(parsed.target, Target::Persistent(_)) {
                continue;
            }
            let text = written(FULL, permission, Some(setting));
            assert_eq!(said(&text, permission).as_ref(), Some(setting), "{text}");
            assert_eq!(written(&text, permission, None), FULL, "{permission}");
        }
    }
}

#[test]
fn changing_a_rule_keeps_its_place() {
    let denied = written(FULL, "shared=telepathy", Some(&Setting::Denied));
    assert_eq!(denied, FULL.replace("telepathy;", "!telepathy;"));
    let create = Setting::Files(FileAccess::Create);
    let home = written(FULL, "filesystems=home", Some(&create));
    assert_eq!(home, FULL.replace("home:ro;", "home:create;"));
    let x11 = written(FULL, "sockets=x11", Some(&Setting::Denied));
    assert_eq!(x11, FULL.replace("!x11;x11;if:x11:!has-wayland;", "!x11;"));
}

#[test]
fn a_line_stops_only_the_flatpaks_that_refuse_it() {
    let stops = |text: &str, flatpak| {
        let (_, lines) = read_for(&Document::parse(text.as_bytes()), flatpak);
        !lines.is_empty()
    };
    let condition = "[Context]\nsockets=a:b;\n";
    let usb = "[USB Devices]\nhidden-devices=dev:1234;\n";
    let name = "[Session Bus Policy]\nnodots=talk\n";
    for (flatpak, expected) in [
        (Some(Since(1, 14, 10)), [false, false, true]),
        (Some(Since(1, 16, 6)), [false, true, true]),
        (Some(Since(1, 17, 0)), [true, true, true]),
        (None, [true, true, true]),
    ] {
        let found = [condition, usb, name].map(|text| stops(text, flatpak));
        assert_eq!(found, expected, "{flatpak:?}");
    }
}

#[test]
fn each_line_that_flatpak_refuses_is_named() {
    for (text, number, refusal) in [
        ("[Context]\nsockets=a:b;\n", 2, Refusal::Condition),
        ("[Context]\n\nshared=if:network;\n", 3, Refusal::Condition),
        ("[Session Bus Policy]\nnodots=talk\n", 2, Refusal::BusName),
        (
            "[USB Devices]\nhidden-devices=dev:1234;\n",
            2,
            Refusal::UsbRule,
        ),
        (
            "[Context]\nfilesystems=a\\nb;\n",
            2,
            Refusal::ControlCharacter,
        ),
        (
            "[Context]\nshared=a\\q;\n",
            2,
            Refusal::KeyFile(Fault::Escape),
        ),
        (
            "[Context]\nrubbish\n",
            2,
            Refusal::KeyFile(Fault::NotAnything),
        ),
    ] {
        let (_, unreadable) = read(&Document::parse(text.as_bytes()));
        assert_eq!(unreadable.len(), 1, "{text}");
        assert_eq!(
            (unreadable[0].number, &unreadable[0].refusal),
            (number, &refusal)
        );
    }
}

#[test]
fn usb_rules_are_checked_as_flatpak_does() {
    for (rule, sound) in [
        ("all", true),
        ("cls:03:*", true),
        ("cls:03:01", true),
        ("vnd:0fd9", true),
        ("vnd:0fd9+dev:0063", true),
        ("dev:0063", false),
        ("vnd:0fd9+vnd:0fd9", false),
        ("all+vnd:0fd9", false),
        ("vnd:xyz1", false),
        ("cls:3:1", false),
    ] {
        assert_eq!(is_usb_rule(rule), sound, "{rule}");
    }
}

#[test]
fn an_empty_entry_says_nothing() {
    let text = "[Context]\nsockets=;!x11;!\nfilesystems=;home;\n[Policy A]\nkey=;b;\n";
    let (layer, unreadable) = read(&Document::parse(text.as_bytes()));
    assert_eq!(
        (layer.iter().count(), unreadable.len()),
        (3, 0),
        "{layer:?}"
    );
    let after = written("[Context]\nsockets=;!x11\n", "sockets=x11", None);
    assert_eq!(after, "");
}

#[test]
fn what_would_be_something_else_when_typed_is_refused() {
    let policy = |subsystem: &str| Target::Policy {
        subsystem: subsystem.to_owned(),
        key: "allow.more".to_owned(),
        value: "a".to_owned(),
    };
    assert!(can_stand(&policy("Generic"), &Setting::Allowed));
    assert!(!can_stand(&policy("Generic.Later"), &Setting::Allowed));
}
