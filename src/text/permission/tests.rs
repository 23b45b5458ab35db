mod changes;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::*;
use crate::domain::permission::{
    Bus, BusAccess, Effective, Layer, Place, Question, Risk, Service, Source, Written, judge,
    known_conditions, known_tokens, risk_of,
};

/// Names that many apps ask for; each has words of its own.
const NAMES: &[&str] = &[
    "talk-name=org.freedesktop.Flatpak",
    "talk-name=org.freedesktop.impl.portal.PermissionStore",
    "talk-name=org.freedesktop.systemd1",
    "system-talk-name=org.freedesktop.login1",
    "talk-name=org.gnome.SessionManager",
    "talk-name=org.gnome.Shell.Screenshot",
    "talk-name=org.kde.KWin",
    "talk-name=org.kde.*",
    "talk-name=org.freedesktop.secrets",
    "talk-name=org.kde.kwalletd6",
    "talk-name=ca.desrt.dconf",
    "talk-name=org.gtk.vfs.*",
    "talk-name=org.gnome.evolution.dataserver.*",
    "talk-name=org.gnome.OnlineAccounts",
    "talk-name=org.freedesktop.Tracker3.Miner.Files",
    "system-talk-name=org.freedesktop.GeoClue2",
    "system-talk-name=org.bluez",
    "system-talk-name=org.freedesktop.UDisks2",
    "system-talk-name=org.freedesktop.PolicyKit1",
    "system-talk-name=org.freedesktop.PackageKit",
    "talk-name=org.freedesktop.Notifications",
    "talk-name=org.kde.StatusNotifierWatcher",
    "talk-name=com.canonical.AppMenu.Registrar",
    "talk-name=org.freedesktop.ScreenSaver",
    "talk-name=org.gnome.Mutter.IdleMonitor",
    "talk-name=org.gnome.SettingsDaemon.MediaKeys",
    "own-name=org.mpris.MediaPlayer2.example",
    "talk-name=com.canonical.Unity.LauncherEntry",
    "talk-name=org.kde.kdeconnect",
    "talk-name=org.freedesktop.FileManager1",
    "talk-name=org.a11y.Bus",
    "talk-name=com.feralinteractive.GameMode",
    "talk-name=org.freedesktop.portal.IBus",
    "system-talk-name=org.freedesktop.UPower",
    "system-talk-name=org.freedesktop.NetworkManager",
    "system-talk-name=org.freedesktop.Avahi",
    "system-talk-name=org.freedesktop.RealtimeKit1",
    "system-talk-name=org.freedesktop.ColorManager",
    "system-talk-name=org.freedesktop.hostname1",
    "system-talk-name=org.freedesktop.fwupd",
];

/// Folders that many apps ask for; each has words of its own.
const FOLDERS: &[&str] = &[
    "filesystems=xdg-run/pipewire-0",
    "filesystems=xdg-run/gvfsd",
    "filesystems=xdg-data/flatpak/overrides:create",
    "filesystems=/var/lib/flatpak:ro",
    "filesystems=~/.var/app",
    "filesystems=~/.ssh:ro",
    "filesystems=~/.gnupg",
    "filesystems=~/.pki",
    "filesystems=xdg-config/autostart:create",
    "filesystems=xdg-data/applications:create",
    "filesystems=~/.local/bin",
    "filesystems=~/.bashrc",
    "filesystems=xdg-config/kdeglobals:ro",
    "filesystems=xdg-config/gtk-3.0:ro",
    "filesystems=~/.themes:ro",
    "filesystems=xdg-config/fontconfig:ro",
    "filesystems=xdg-run/dconf",
    "filesystems=xdg-run/app/com.discordapp.Discord",
    "filesystems=xdg-run/speech-dispatcher",
    "filesystems=/run/docker.sock",
    "filesystems=/run/media",
    "filesystems=/tmp",
    "filesystems=/home:ro",
    "filesystems=!host:reset",
];

/// What has no words of its own and is shown by its name.
const OTHERS: &[&str] = &[
    "filesystems=xdg-download/Comics:create",
    "filesystems=~/Games",
    "filesystems=/srv/data:ro",
    "filesystems=xdg-config/example",
    "persistent=.example",
    "talk-name=org.example.Service",
    "see-name=org.example.Service",
    "own-name=org.example.Service",
    "own-name=org.freedesktop.secrets",
    "a11y-own-name=org.example.Service",
    "env=EXAMPLE=1",
    "env=LD_PRELOAD=/app/lib/x.so",
    "usb=all",
    "usb=cls:03:*",
    "usb=vnd:0fd9",
    "usb=vnd:0fd9+dev:0063",
    "policy:example.key=value",
    "sockets=if:x11:!has-wayland",
    "devices=if:all:!has-usb-portal,has-wayland",
    "sockets=telepathy",
    "filesystems=elsewhere",
];

fn written(text: &str) -> Written {
    if text == "filesystems=!host:reset" {
        return "filesystems=host:reset".parse().unwrap();
    }
    text.parse().unwrap()
}

#[test]
fn looking_is_not_changing() {
    for folder in [
        "/srv/data",
        "~/Games",
        "xdg-music",
        "home",
        "host",
        "xdg-config",
        "~/.ssh",
    ] {
        let target = Target::files(folder);
        let said = |access| sentence(&target, &Setting::Files(access));
        let look = said(FileAccess::ReadOnly);
        assert_ne!(look, said(FileAccess::ReadWrite), "{folder}");
        assert!(!look.contains("delete"), "{folder}: {look}");
    }
}

/// Everything that flatpak has words for.
fn vocabulary() -> Vec<Written> {
    ["shared", "sockets", "devices", "features", "filesystems"]
        .iter()
        .flat_map(|key| known_tokens(key).map(move |token| written(&format!("{key}={token}"))))
        .collect()
}

fn all() -> Vec<Written> {
    let more = [FOLDERS, NAMES, OTHERS];
    let more = more
        .iter()
        .flat_map(|list| list.iter().copied().map(written));
    vocabulary().into_iter().chain(more).collect()
}

#[test]
fn every_word_of_flatpak_has_words_of_its_own() {
    let generic = ["access-unknown", "access-name"];
    let own = [FOLDERS, NAMES]
        .iter()
        .flat_map(|list| list.iter().copied().map(written));
    for permission in vocabulary().into_iter().chain(own) {
        let words = words_of(&permission.target);
        assert!(!generic.contains(&words.label), "{permission}");
        assert_ne!(
            label(&permission.target),
            raw(&permission.target),
            "{permission}"
        );
        if words.label == "access-folder" {
            assert!(permission.to_string().contains("xdg-"), "{permission}");
        }
    }
    let mut labels = BTreeSet::new();
    for permission in vocabulary() {
        assert!(
            labels.insert(label(&permission.target)),
            "{permission}: label is there twice"
        );
    }
}

#[test]
fn no_sentence_is_empty_or_half() {
    for permission in all() {
        let target = &permission.target;
        for setting in [&permission.allowed, &Setting::Denied] {
            for text in [sentence(target, setting), without(target)] {
                assert!(
                    text.ends_with('.') && text.len() > 20,
                    "{permission}: {text}"
                );
                assert!(
                    !text.contains("access-") && !text.contains('{'),
                    "{permission}: {text}"
                );
            }
            assert!(!setting_word(setting).is_empty(), "{permission}");
        }
        let verb = verb(target);
        assert!(
            !verb.is_empty() && !verb.ends_with('.'),
            "{permission}: {verb}"
        );
        assert!(
            verb.starts_with(|c: char| c.is_lowercase()),
            "{permission}: {verb}"
        );
    }
}

#[test]
fn every_condition_has_words_and_so_has_its_opposite() {
    let mut seen = BTreeSet::new();
    for name in known_conditions().chain(["has-moon"]) {
        for text in [name.to_owned(), format!("!{name}")] {
            let Ok(parsed) = text.parse();
            let words = condition(&parsed);
            assert_eq!(
                words.contains(name),
                name == "has-moon" && !words.is_empty(),
                "{words}"
            );
            seen.insert(words);
        }
    }
    // "true" and "not false" are the same, and so are their opposites.
    assert_eq!(seen.len(), 2 * (known_conditions().count() + 1) - 2);
}

/// All of it, to be read by a person when it changes.
#[test]
fn the_whole_table() {
    let mut table = String::new();
    for permission in all() {
        let (target, setting) = (&permission.target, &permission.allowed);
        writeln!(table, "{permission}").unwrap();
        writeln!(table, "  {} | {}", label(target), group(Group::of(target))).unwrap();
        writeln!(
            table,
            "  {}: {}",
            setting_word(setting),
            sentence(target, setting)
        )
        .unwrap();
        writeln!(table, "  - {}", without(target)).unwrap();
        writeln!(table, "  … {}", reason(target)).unwrap();
    }
    insta::assert_snapshot!("table", table);
}

fn app(permissions: &[&str]) -> Effective {
    let layer: Layer = permissions
        .iter()
        .map(|text| written(text))
        .map(|written| (written.target, written.allowed))
        .collect();
    Effective::of([(Source::Published, &layer)])
}

#[test]
fn the_verdict_names_the_two_worst_reasons_once_and_says_when_there_are_more() {
    let said = |permissions: &[&str]| verdict(&judge(&app(permissions)));
    assert_eq!(
        said(&[
            "filesystems=host",
            "talk-name=org.freedesktop.Flatpak",
            "devices=all"
        ]),
        "Can run any command, can reach all your files, and more"
    );
    assert_eq!(
        said(&["filesystems=host", "talk-name=org.freedesktop.Flatpak"]),
        "Can run any command, and can reach all your files"
    );
    assert_eq!(
        said(&[
            "talk-name=org.freedesktop.Flatpak",
            "talk-name=org.freedesktop.Flatpak.*"
        ]),
        "Can run any command"
    );
    assert_eq!(
        said(&["shared=network"]),
        "Has the access that most apps have"
    );
    assert_eq!(
        said(&["sockets=wayland"]),
        "Reaches nothing of yours without asking"
    );
}

#[test]
fn questions_risks_and_sources_are_told_apart() {
    let questions: BTreeSet<String> = Question::ALL.into_iter().map(question).collect();
    assert_eq!(questions.len(), Question::ALL.len());
    let risks = [
        Risk::Harmless,
        Risk::Normal,
        Risk::Sensitive,
        Risk::Dangerous,
    ];
    assert_eq!(
        risks
            .into_iter()
            .map(risk_word)
            .collect::<BTreeSet<_>>()
            .len(),
        4
    );
    let all_devices = written("devices=all").target;
    assert_eq!(reason(&all_devices), "because it may use all devices");
    assert_eq!(
        source_word(Source::UserForAll),
        "changed by you for all apps"
    );
}

/// Everything that is known to open something, with each access that there is to it.
fn known() -> Vec<Written> {
    let access = [FileAccess::ReadOnly, FileAccess::ReadWrite];
    let folders = Place::known().flat_map(|path| {
        access.map(|access| Written {
            target: Target::files(&path),
            allowed: Setting::Files(access),
        })
    });
    let buses = [Bus::Session, Bus::System];
    let names = Service::known().flat_map(|name| {
        buses.map(|bus| Written {
            target: Target::Name(bus, name.clone()),
            allowed: Setting::Bus(BusAccess::Talk),
        })
    });
    all().into_iter().chain(folders).chain(names).collect()
}

/// What the words of a permission say that an app can, the risk says too, and the questions answer.
#[test]
fn words_and_risk_and_questions_agree() {
    let commands: &[&str] = &[
        "any command",
        "outside its sandbox",
        "outside the sandbox",
        "leave the sandbox",
        "removes the sandbox",
        "give itself",
        "its own access included",
    ];
    let keys: &[&str] = &["passwords", "SSH keys", "GPG keys", "your certificates"];
    let watch: &[&str] = &["your typing", "videos of the screen", "see the screen"];
    let mut told = BTreeSet::new();
    for permission in known() {
        let with: Layer = [(permission.target.clone(), permission.allowed.clone())]
            .into_iter()
            .collect();
        let with = Effective::of([(Source::Published, &with)]);
        let said = sentence(&permission.target, &permission.allowed);
        let risk = risk_of(&permission.target, &permission.allowed, &with);
        for (question, phrases, least) in [
            (Question::AnyCommand, commands, Risk::Dangerous),
            (Question::Keys, keys, Risk::Sensitive),
            (Question::Watch, watch, Risk::Sensitive),
        ] {
            let answers = !question.granted_by(&with).is_empty();
            let says = phrases.iter().any(|phrase| said.contains(phrase));
            assert!(answers || !says, "{question:?} lacks {permission}: {said}");
            assert!(risk >= least || !answers, "{risk:?} {permission}: {said}");
            if says {
                told.insert(question);
            }
        }
    }
    assert_eq!(told.len(), 3);
}

/// Words of files and code that nobody should have to learn.
#[test]
fn the_catalogues_speak_plainly() {
    for (language, text) in [
        ("en", include_str!("../../../po/en/apps.ftl")),
        ("de", include_str!("../../../po/de/apps.ftl")),
    ] {
        let shown = text.lines().filter(|line| !line.starts_with('#'));
        for line in shown {
            let words = line
                .split_once(" = ")
                .map_or(line, |(_, words)| words)
                .to_lowercase();
            for word in ["token", "override", "finish-arg", "überschreib"] {
                assert!(!words.contains(word), "{language}: {line}");
            }
        }
    }
}
