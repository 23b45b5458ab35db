//! `isotopectl apps` when the person's disk is full to the last byte: a small one that only the test's programs see.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::person::{ALPHA, BETA, Isotopectl as _, Person};

/// What is tried on the full disk: the name of its answer, what is typed, and its exit status.
const TRIED: [(&str, &str, i32); 7] = [
    ("change", "deny org.example.Alpha sockets=wayland", 1),
    // To remove a file needs no room; to remember it does.
    ("reset", "reset org.example.Alpha", 1),
    ("undo", "undo", 1),
    ("new-file", "deny --all-apps devices=all", 1),
    ("repair", "doctor --repair", 1),
    ("export", "export small/rules.toml", 1),
    ("import", "import rules.toml", 1),
];

/// Every file below a folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            if path.is_dir() {
                // One that was made in vain is no harm, one that holds a file aside is.
                if name.contains(".isotope-") {
                    all.insert(name, Vec::new());
                }
                folders.push(path);
            } else {
                all.insert(name, fs::read(path).unwrap());
            }
        }
    }
    all
}

/// Runs a script in which `small` is a disk of a quarter of a megabyte, with the person's overrides and history.
fn on_a_small_disk(person: &Person, script: &str) {
    let small = person.path("small");
    fs::create_dir(&small).unwrap();
    let ended = person
        .program("bwrap")
        .args(["--dev-bind", "/", "/", "--size", "262144", "--tmpfs"])
        .arg(&small)
        .arg("--chdir")
        .arg(person.path(""))
        .args(["--", "sh", "-euc", script])
        .env("FLATPAK_USER_DIR", small.join("user"))
        // The apps themselves are on the other disk.
        .env("FLATPAK_SYSTEM_DIR", person.path("user"))
        .env("XDG_DATA_HOME", small.join("data"))
        .output()
        .unwrap();
    assert!(ended.status.success(), "{ended:?}");
}

#[test]
fn a_full_disk_is_told_and_changes_nothing() {
    let person = Person::new();
    let tries = TRIED.map(|(name, line, _)| {
        format!("$ctl apps {line} --json >{name} && echo 0 >{name}.code || echo $? >{name}.code\n")
    });
    let last = tries[3].replace("new-file", "no-history");
    let repair = tries[4].replace("repair", "repair-no-history");
    let repair = repair.replace("--repair-no-history", "--repair");
    let script = format!(
        "ctl='{program}'
         mkdir -p small/user/overrides before after later
         printf '%s\\n' '# mine' '[Context]' 'shared=!ipc;' >small/user/overrides/{ALPHA}
         printf '%s\\n' '[Context]' garbage >small/user/overrides/{BETA}
         printf '%s\\n' 'version = 1' '[all-apps]' \"deny = ['devices=all']\" >rules.toml
         $ctl apps deny {ALPHA} shared=network
         cat /dev/zero >small/filler 2>/dev/null && exit 9
         if echo more >small/more; then exit 8; fi
         rm small/more
         cp -a small/user small/data before
         {tries}
         # Room for a new file, and none to remember it.
         truncate -s -4096 small/filler
         {last}
         # Room for the copy and the repaired file.
         truncate -s -4096 small/filler
         {repair}
         cp -a small/user small/data after
         ls -A small >top
         rm small/filler
         $ctl apps deny {ALPHA} sockets=wayland
         cp -a small/user small/data later",
        program = env!("CARGO_BIN_EXE_isotopectl"),
        tries = tries.concat(),
    );
    on_a_small_disk(&person, &script);
    let read = |name: &str| fs::read_to_string(person.path(name)).unwrap();
    let last = ("no-history", "deny --all-apps devices=all", 1);
    let repair = ("repair-no-history", "doctor --repair", 1);
    for (name, line, code) in TRIED.into_iter().chain([last, repair]) {
        assert_eq!(
            read(&format!("{name}.code")).trim(),
            code.to_string(),
            "{line}"
        );
        let answer: Value = serde_json::from_str(&read(name)).unwrap();
        assert_eq!(answer["error"]["kind"], "no-space", "{line}: {answer}");
        let told = answer["error"]["message"].as_str().unwrap();
        assert!(told.contains("disk is full"), "{line}: {told}");
    }
    let before = files(&person.path("before"));
    assert!(
        before.contains_key("data/isotope/access-history.jsonl"),
        "{before:?}"
    );
    let after = files(&person.path("after"));
    assert_eq!(
        after.keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>()
    );
    assert_eq!(after, before);
    assert_eq!(read("top"), "data\nfiller\nuser\n");
    // With room again it works, on top of what was there.
    let own = read(&format!("later/user/overrides/{ALPHA}"));
    assert!(
        own.starts_with("# mine\n") && own.contains("!wayland"),
        "{own}"
    );
    let history = read("later/data/isotope/access-history.jsonl");
    assert_eq!(history.lines().count(), 2);
}
