//! Where things are, from an environment and a folder of descriptions.

use super::*;

fn places(env: &[(&str, &Path)], sandboxed: bool) -> Places {
    Places::new(
        |name| {
            let found = env.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| value.as_os_str().to_owned())
        },
        sandboxed,
    )
}

const HOME: (&str, &str) = ("HOME", "/people/u");

fn of(env: &[(&str, &str)], sandboxed: bool) -> Places {
    let mut all: Vec<(&str, &Path)> = vec![
        (HOME.0, Path::new(HOME.1)),
        ("FLATPAK_CONFIG_DIR", Path::new("/nowhere")),
        ("FLATPAK_DATA_DIR", Path::new("/nowhere")),
    ];
    all.extend(env.iter().map(|(name, value)| (*name, Path::new(*value))));
    places(&all, sandboxed)
}

#[test]
fn the_usual_places_need_no_environment() {
    let places = of(&[], false);
    assert_eq!(
        places.installations(),
        [
            (
                InstallationId::User,
                Path::new("/people/u/.local/share/flatpak")
            ),
            (InstallationId::System, Path::new("/var/lib/flatpak")),
        ]
    );
    assert_eq!(
        places.user_overrides(),
        Path::new("/people/u/.local/share/flatpak/overrides")
    );
    assert_eq!(
        places.system_overrides(),
        Path::new("/var/lib/flatpak/overrides")
    );
    assert_eq!(places.app_data(), Path::new("/people/u/.var/app"));
    assert_eq!(
        places.answers(),
        Path::new("/people/u/.local/share/flatpak/db")
    );
    assert_eq!(places.running(), None);
    assert!(places.troubles().is_empty());
}

#[test]
fn the_environment_moves_them_and_an_empty_word_says_nothing() {
    let places = of(
        &[
            ("XDG_DATA_HOME", "/data"),
            ("XDG_RUNTIME_DIR", "/run/user/7"),
            ("FLATPAK_USER_DIR", ""),
        ],
        false,
    );
    assert_eq!(
        places.root(&InstallationId::User),
        Some(Path::new("/data/flatpak"))
    );
    assert_eq!(places.running(), Some(Path::new("/run/user/7/.flatpak")));
    let places = of(
        &[
            ("XDG_DATA_HOME", "/data"),
            ("FLATPAK_USER_DIR", "/mine"),
            ("FLATPAK_SYSTEM_DIR", "/ours"),
        ],
        false,
    );
    assert_eq!(places.root(&InstallationId::User), Some(Path::new("/mine")));
    assert_eq!(places.system_overrides(), Path::new("/ours/overrides"));
}

#[test]
fn in_a_sandbox_the_hosts_data_counts() {
    let own = ("XDG_DATA_HOME", "/people/u/.var/app/org.example.X/data");
    let root = |env: &[(&str, &str)]| {
        let places = of(env, true);
        places.root(&InstallationId::User).map(Path::to_owned)
    };
    assert_eq!(root(&[own]), Some("/people/u/.local/share/flatpak".into()));
    assert_eq!(
        root(&[own, ("HOST_XDG_DATA_HOME", "/data")]),
        Some("/data/flatpak".into())
    );
}

#[test]
fn extra_installations_stand_where_their_priority_puts_them() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("installations.d");
    fs::create_dir(&folder).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write(
        "a.conf",
        "[Installation \"low\"]\nPath=/low\nPriority=-1\n[Installation \"extra\"]\nPath=/extra\nDisplayName=Extra One\n",
    );
    write(
        "b.conf",
        "[Installation \"first\"]\nPath=/first\nPriority=10\n",
    );
    write("c.conf", "[Installation \"extra\"]\nPath=/again\n");
    write("readme", "[Installation \"no\"]\nPath=/no\n");
    write("d.conf", "[Installation \"user\"]\nPath=/x\n");
    write("e.conf", "[Installation \"bare\"]\n");
    write("f.conf", "rubbish\n[Installation \"g\"]\nPath=/g\n");
    fs::create_dir(folder.join("z.conf")).unwrap();
    let none = Path::new("/nowhere");
    let places = places(
        &[
            ("HOME", none),
            ("FLATPAK_CONFIG_DIR", temp.path()),
            ("FLATPAK_DATA_DIR", none),
        ],
        false,
    );
    let names: Vec<String> = places
        .installations()
        .iter()
        .map(|(id, root)| format!("{id} {}", root.display()))
        .collect();
    assert_eq!(
        names,
        [
            "user /nowhere/.local/share/flatpak",
            "first /first",
            "extra /extra",
            "system /var/lib/flatpak",
            "low /low"
        ]
    );
    let extra = InstallationId::Extra("extra".to_owned());
    assert_eq!(places.title(&extra), Some("Extra One"));
    assert_eq!(places.root(&InstallationId::Extra("bare".to_owned())), None);
    let files: Vec<_> = places
        .troubles()
        .iter()
        .map(|trouble| trouble.path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(files, ["d.conf", "e.conf", "f.conf", "z.conf"]);
    assert!(matches!(
        &places.troubles()[2].kind,
        TroubleKind::Refused(lines) if lines[0].number == 1
    ));
}

#[test]
fn an_installation_that_the_sandbox_does_not_show_is_named() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("installations.d");
    let (seen, hidden) = (temp.path().join("seen"), temp.path().join("hidden"));
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir(&seen).unwrap();
    let text = format!(
        "[Installation \"seen\"]\nPath={}\n[Installation \"far\"]\nPath={}\nDisplayName=Games\n",
        seen.display(),
        hidden.display()
    );
    fs::write(folder.join("a.conf"), text).unwrap();
    let env = [
        ("FLATPAK_CONFIG_DIR", temp.path()),
        ("FLATPAK_DATA_DIR", Path::new("/nowhere")),
    ];
    let named = Trouble::new(&hidden, TroubleKind::OutOfReach("Games".to_owned()));
    assert_eq!(places(&env, true).troubles(), [named]);
    // Outside, what is not there is not there yet.
    assert_eq!(places(&env, false).troubles(), []);
}
