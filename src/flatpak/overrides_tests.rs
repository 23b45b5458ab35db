use chrono::Utc;

use super::*;
use crate::domain::permission::{FileAccess, Setting, Target};

struct Home {
    folder: tempfile::TempDir,
    overrides: Overrides,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let overrides = Overrides::at(
            folder.path().join("user"),
            folder.path().join("system"),
            Some(Since(1, 16, 6)),
        );
        Self { folder, overrides }
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn put_back(&self, left: &Edited, undo: &[Change]) {
        let put = self
            .overrides
            .put_back(&app(), (left, undo), &mut |_| Ok(()));
        put.unwrap();
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder.path().join(path)).ok()
    }
}

fn app() -> Scope {
    Scope::App("org.example.Alpha".parse().unwrap())
}

fn say(permission: &str) -> Change {
    let written: Written = permission.parse().unwrap();
    Change {
        target: written.target,
        setting: Some(written.allowed),
    }
}

fn deny(permission: &str) -> Change {
    Change {
        setting: Some(Setting::Denied),
        ..say(permission)
    }
}

const OWN: &str = "# mine\n[Context]\nshared=!network;\n";

#[test]
fn a_first_change_makes_the_file_and_taking_it_back_removes_it() {
    let home = Home::new();
    let left = home
        .overrides
        .change(&app(), &[deny("shared=network")])
        .unwrap();
    let text = home.text("user/org.example.Alpha").unwrap();
    assert_eq!(text, "[Context]\nshared=!network;\n");
    let undo = [Change {
        setting: None,
        ..deny("shared=network")
    }];
    home.put_back(&left, &undo);
    assert_eq!(home.text("user/org.example.Alpha"), None);
}

#[test]
fn a_reset_is_undone_with_every_byte() {
    let home = Home::new();
    home.put("user/org.example.Alpha", OWN);
    let left = home.overrides.reset(&app(), &mut |_| Ok(())).unwrap();
    assert_eq!(home.text("user/org.example.Alpha"), None);
    home.put_back(&left, &[]);
    assert_eq!(home.text("user/org.example.Alpha").as_deref(), Some(OWN));
}

#[test]
fn an_undo_keeps_what_others_wrote_since() {
    let home = Home::new();
    home.put("user/org.example.Alpha", OWN);
    let left = home
        .overrides
        .change(&app(), &[say("devices=all")])
        .unwrap();
    home.overrides
        .change(&app(), &[say("sockets=cups")])
        .unwrap();
    let undo = [Change {
        setting: None,
        ..say("devices=all")
    }];
    home.put_back(&left, &undo);
    let text = home.text("user/org.example.Alpha").unwrap();
    assert_eq!(text, format!("{OWN}sockets=cups;\n"));
}

#[test]
fn the_system_is_heard_by_its_own_apps_only() {
    let home = Home::new();
    home.put("system/global", "[Context]\nshared=!network;\n");
    home.put("user/global", "[Context]\ndevices=dri;\n");
    let id: AppId = "org.example.Alpha".parse().unwrap();
    let for_all = home.overrides.for_all();
    let of_user = home
        .overrides
        .spoken(&for_all, &id, &InstallationId::User)
        .unwrap();
    assert_eq!(of_user.len(), 2);
    let of_system = home
        .overrides
        .spoken(&for_all, &id, &InstallationId::System)
        .unwrap();
    let sources: Vec<Source> = of_system.iter().map(|one| one.source).collect();
    assert!(sources.is_sorted() && sources.len() == 4);
    assert_eq!(of_system[0].layer.len(), 1);
}

#[test]
fn what_the_installed_flatpak_would_choke_on_is_refused_and_nothing_is_written() {
    let home = Home::new();
    home.put("user/org.example.Alpha", OWN);
    for (change, reason) in [
        (say("sockets=if:x11:has-wayland"), "TooNew"),
        (say("sockets=telepathy"), "Unknown"),
        (say("filesystems=~/../other"), "Invalid"),
        (say("persistent=!x"), "Invalid"),
        (say("usb=dev:1234"), "Invalid"),
        (say("talk-name=nodots"), "Invalid"),
        (
            Change {
                target: Target::files("home"),
                setting: Some(Setting::Allowed),
            },
            "Invalid",
        ),
    ] {
        let error = home
            .overrides
            .change(&app(), &[deny("devices=dri"), change])
            .unwrap_err();
        assert!(format!("{error:?}").starts_with(reason), "{error:?}");
        assert_eq!(home.text("user/org.example.Alpha").as_deref(), Some(OWN));
    }
}

#[test]
fn a_broken_file_is_named_refused_and_repaired() {
    let home = Home::new();
    let broken = "[Context]\nshared=network;a:b;ipc;\ngarbage\n[Session Bus Policy]\nnodots=talk\n";
    home.put("user/global", broken);
    home.put("system/org.example.Alpha", "x=1\n");
    let found = home.overrides.broken().unwrap();
    let named: Vec<_> = found
        .iter()
        .map(|one| (one.of_system, one.lines.len()))
        .collect();
    // The condition is left aside by this flatpak.
    assert_eq!(named, [(true, 1), (false, 2)]);

    let error = home
        .overrides
        .change(&Scope::AllApps, &[say("devices=dri")])
        .unwrap_err();
    assert!(matches!(error, OverrideError::Broken(file) if file.lines[0].number == 3));

    let backups = home.folder.path().join("backups");
    let backup = Backup {
        folder: &backups,
        now: Utc::now(),
    };
    let (copy, _) = home
        .overrides
        .repair(&Scope::AllApps, backup, &mut |_| Ok(()))
        .unwrap();
    assert_eq!(fs::read_to_string(copy).unwrap(), broken);
    assert_eq!(home.overrides.broken().unwrap().len(), 1);
    let own = home.overrides.own(&Scope::AllApps).unwrap();
    assert_eq!(
        own.get(&Target::Shared("ipc".to_owned())),
        Some(&Setting::Allowed)
    );
    assert!(home.text("user/global").unwrap().contains("# garbage\n"));
    home.overrides
        .change(&Scope::AllApps, &[say("devices=dri")])
        .unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_loses_nothing() {
    let home = Home::new();
    home.put("user", "not a folder");
    let error = home
        .overrides
        .change(&app(), &[say("devices=dri")])
        .unwrap_err();
    assert!(matches!(error, OverrideError::Disk(_)));
    assert_eq!(home.text("user").as_deref(), Some("not a folder"));
}

#[test]
fn folders_keep_their_mode_apart_from_their_name() {
    let home = Home::new();
    home.overrides
        .change(&app(), &[say("filesystems=home:ro")])
        .unwrap();
    home.overrides
        .change(&app(), &[say("filesystems=~:create")])
        .unwrap();
    let own = home.overrides.own(&app()).unwrap();
    let home_folder = own.get(&Target::files("home"));
    assert_eq!(home_folder, Some(&Setting::Files(FileAccess::Create)));
    assert_eq!(own.len(), 1);
}

/// What `flatpak override` of 1.16 or 1.18, or Flatseal, loses of a file when it changes one thing in it: what it is, the
/// file, and the part that has to be there afterwards, byte for byte.
const LOST_BY_OTHERS: [(&str, &str, &str); 11] = [
    (
        "a comment at the top",
        "# mine\n\n[Context]\nshared=network;\n",
        "# mine\n\n[Context]\nshared=network;",
    ),
    (
        "a comment within",
        "[Context]\nshared=network;\n# why\ndevices=kvm;\n",
        "\n# why\ndevices=kvm;",
    ),
    (
        "an unknown token in a known key",
        "[Context]\nsockets=x11;telepathy;wayland;\n",
        "sockets=x11;telepathy;wayland;",
    ),
    (
        "an unknown suffix of a folder",
        "[Context]\nfilesystems=~/b:ro;~/a:strange;\n",
        "filesystems=~/b:ro;~/a:strange;",
    ),
    (
        "an unknown key",
        "[Context]\nlater = 1;b\n",
        "\nlater = 1;b\n",
    ),
    (
        "an unknown group",
        "[Later]\nkey = value\n\n[Context]\nshared=network;\n",
        "[Later]\nkey = value\n",
    ),
    (
        "an unknown value for a bus name",
        "[Session Bus Policy]\norg.example.Loud=shout\n",
        "\norg.example.Loud=shout\n",
    ),
    (
        "`see` for a bus name",
        "[Session Bus Policy]\norg.example.Seen=see\n",
        "\norg.example.Seen=see\n",
    ),
    (
        "`if:` tokens, and the bare one before them",
        "[Context]\nsockets=!fallback-x11;x11;wayland;if:x11:!has-wayland;\n",
        "sockets=!fallback-x11;x11;wayland;if:x11:!has-wayland;",
    ),
    (
        "a policy of another subsystem",
        "[Policy x]\nkey=a;!b;\n",
        "[Policy x]\nkey=a;!b;\n",
    ),
    (
        "the policy of the accessibility bus",
        "[Accessibility Bus Policy]\norg.example.A=talk\n",
        "[Accessibility Bus Policy]\norg.example.A=talk\n",
    ),
];

/// The table of what survives a change: each cell of Isotope's column says "kept".
#[test]
fn what_others_lose_is_kept() {
    let kept = |text: &str, part: &str| if text.contains(part) { "kept" } else { "lost" };
    for (what, before, part) in LOST_BY_OTHERS {
        let home = Home::new();
        for change in [
            deny("shared=ipc"),
            say("sockets=cups"),
            say("filesystems=xdg-music:ro"),
            say("talk-name=org.example.New"),
            say("env=NEW=1"),
        ] {
            home.put("user/org.example.Alpha", before);
            let left = home
                .overrides
                .change(&app(), std::slice::from_ref(&change))
                .unwrap();
            let after = home.text("user/org.example.Alpha").unwrap();
            assert_ne!(after, before);
            assert_eq!(kept(&after, part), "kept", "{what}, {change:?}:\n{after}");
            let back = Change {
                setting: None,
                ..change
            };
            // Somebody says something else before it is taken back.
            home.overrides
                .change(&app(), &[say("devices=dri")])
                .unwrap();
            home.put_back(&left, &[back]);
            let after = home.text("user/org.example.Alpha").unwrap();
            assert_eq!(kept(&after, part), "kept", "{what}, undone:\n{after}");
        }
    }
}
