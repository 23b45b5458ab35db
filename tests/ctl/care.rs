//! `isotopectl apps`: updates, versions, removal and what runs, with the real flatpak and a source of its own.

#[path = "../common/flatpak_real.rs"]
#[allow(dead_code, reason = "each test uses a part of it")]
mod flatpak_real;
#[path = "../flatpak_care/server.rs"]
#[allow(
    clippy::arithmetic_side_effects,
    reason = "other tests use it, with their own lints"
)]
mod server;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use flatpak_real::{ALPHA, PLATFORM, World};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use server::{Server, heavy};

use super::person::Isotopectl;
use super::practice::Machine;

const BETA: &str = "org.example.Beta";

impl Isotopectl for World {
    fn program(&self, program: &str) -> Command {
        self.command(program)
    }
}

impl World {
    /// What `flatpak` says is installed of it.
    fn commit(&self) -> String {
        let commit = self.flatpak(&format!("--user info --show-commit {ALPHA}"));
        commit.trim().to_owned()
    }

    fn serve(&self) -> Server {
        let server = Server::of(&self.path("repo"));
        let url = server.url();
        self.flatpak(&format!("--user remote-modify example --url={url}"));
        server
    }

    fn leave_data(&self, id: &str) {
        let folder = self.path("home/.var/app").join(id);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("text"), "mine").unwrap();
    }

    fn data(&self, id: &str) -> bool {
        self.path("home/.var/app").join(id).exists()
    }

    fn trashed(&self, id: &str) -> bool {
        let trash = self.path("home/.local/share/Trash/files");
        trash.join(id).join("text").exists()
    }
}

fn list<'a>(document: &'a Value, key: &str, field: &str) -> Vec<&'a str> {
    let all = document[key]
        .as_array()
        .unwrap_or_else(|| panic!("{document}"));
    all.iter().map(|one| one[field].as_str().unwrap()).collect()
}

/// Starts it, and returns once a line on stderr has that.
fn begin(
    world: &World,
    line: &str,
    shows: &str,
) -> (std::process::Child, impl Iterator<Item = String> + use<>) {
    let mut child = world
        .isotopectl(line)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap())
        .lines()
        .map(Result::unwrap);
    assert!(
        lines.any(|line| line.contains(shows)),
        "it ended without {shows}"
    );
    (child, lines)
}

#[test]
fn an_update_is_told_with_what_it_asks_for_then_followed_and_can_be_stopped() {
    let world = World::new();
    world.install();
    let before = world.commit();
    world.publish_as(
        ALPHA,
        "2.0",
        "shared=network;ipc;\nfilesystems=home;host:ro;\n",
        &heavy(),
    );
    let server = world.serve();
    let told = world.done("updates");
    assert!(
        told.contains("All your files") && told.contains("filesystems=host:ro"),
        "{told}"
    );
    assert!(
        told.contains("Sensitive") || told.contains("Far-reaching"),
        "{told}"
    );
    let updates = world.document("updates");
    assert_eq!(list(&updates, "updates", "id"), [ALPHA]);
    let update = &updates["updates"][0];
    assert_eq!(
        list(update, "asks", "permission"),
        ["shared=ipc", "filesystems=host:ro"]
    );
    assert!(update["download_bytes"].as_u64().unwrap() > 0, "{update}");

    let (child, lines) = begin(&world, &format!("update {ALPHA} --json"), "Updating");
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    let said: Vec<String> = lines.collect();
    assert!(
        said.iter().any(|line| line.contains("Stopping")),
        "{said:?}"
    );
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let error: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(error["error"]["kind"], "cancelled");
    assert_eq!(world.commit(), before);

    let (child, lines) = begin(&world, "update --all --json", "Updating");
    server.gate().open();
    drop(lines.last());
    let output = child.wait_with_output().unwrap();
    let done: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(done["outcome"], "changed");
    assert_eq!(done["updated"][0]["from"], before.as_str());
    assert_eq!(done["updated"][0]["commit"], world.commit().as_str());
    assert_ne!(world.commit(), before);
    assert_eq!(world.code("updates"), 3);
    assert_eq!(world.code(&format!("update {ALPHA}")), 3);
}

#[test]
fn another_version_is_used_and_held_until_it_is_released() {
    let world = World::new();
    world.install();
    let first = world.commit();
    world.publish("2.0", "");
    let versions = world.document(&format!("versions {ALPHA}"));
    let commits = list(&versions, "versions", "commit");
    assert_eq!(commits.len(), 2);
    assert_eq!(commits[1], first);
    assert_eq!(versions["versions"][1]["installed"], true);
    world.done("update --all");
    assert_eq!(world.commit(), commits[0]);
    assert!(
        world
            .done(&format!("versions {ALPHA}"))
            .starts_with(&format!("* {}", &commits[0][..12]))
    );

    let shown = world.done(&format!("use-version {ALPHA} {first} --show-command"));
    assert!(
        shown.contains(&format!("--commit={first}")) && shown.contains("flatpak mask --user"),
        "{shown}"
    );
    let used = world.document(&format!("use-version {ALPHA} {}", &first[..6]));
    assert_eq!(
        (&used["commit"], &used["updates_off"]),
        (&first.as_str().into(), &true.into())
    );
    assert_eq!(world.commit(), first);
    assert_eq!(world.code(&format!("use-version {ALPHA} {first}")), 3);
    assert_eq!(world.code(&format!("hold {ALPHA}")), 3);
    assert!(world.flatpak("--user mask").contains(ALPHA));
    let refused = world.document(&format!("update {ALPHA}"));
    assert_eq!(refused["error"]["kind"], "held");
    let told = refused["error"]["message"].as_str().unwrap();
    assert!(
        told.contains(&format!("apps release-hold {ALPHA}")),
        "{told}"
    );
    assert!(world.done("updates").contains("Updates are off"));
    assert_eq!(world.code("update --all"), 3);
    assert_eq!(world.commit(), first);

    world.done(&format!("release-hold {ALPHA}"));
    assert!(!world.flatpak("--user mask").contains(ALPHA));
    assert_eq!(world.code(&format!("release-hold {ALPHA}")), 3);
    world.done(&format!("update {ALPHA}"));
    assert_eq!(world.commit(), commits[0]);
    for (line, kind) in [
        (
            "use-version org.example.Alpha abcd0123",
            "version-not-found",
        ),
        ("use-version org.example.Alpha ab", "version-not-found"),
        ("hold org.example.Nobody", "no-such-app"),
    ] {
        assert_eq!(world.document(line)["error"]["kind"], kind, "{line}");
    }
    // A rule about several apps is not ours to take away.
    world.flatpak("--user mask org.example.*");
    let wide = world.document(&format!("release-hold {ALPHA}"));
    assert_eq!(wide["error"]["kind"], "held-by-pattern");
    let told = wide["error"]["message"].as_str().unwrap();
    assert!(told.contains("org.example.*"), "{told}");
}

#[test]
fn an_app_that_was_held_is_held_again_after_a_kill_in_the_middle() {
    let world = World::new();
    world.install();
    world.flatpak("--user mask org.example.*");
    world.publish_as(ALPHA, "2.0", "", &heavy());
    let server = world.serve();
    let versions = world.document(&format!("versions {ALPHA}"));
    let newer = list(&versions, "versions", "commit")[0].to_owned();
    let masks = || world.flatpak("--user mask").trim().to_owned();

    let use_it = format!("use-version {ALPHA} {newer}");
    let (mut child, lines) = begin(&world, &use_it, "Updating");
    assert!(!masks().contains("org.example"));
    // Nobody takes away what somebody is at.
    let other = world.run("running");
    assert_eq!(String::from_utf8(other.stderr).unwrap(), "");
    assert!(!masks().contains("org.example"));
    child.kill().unwrap();
    child.wait().unwrap();
    drop(lines);

    let next = world.run("updates");
    let told = String::from_utf8(next.stderr).unwrap();
    assert!(told.contains(ALPHA) && told.contains("off again"), "{told}");
    assert_eq!(masks(), "org.example.*");
    let quiet = world.run("updates");
    assert_eq!(String::from_utf8(quiet.stderr).unwrap(), "");
    server.gate().open();
    let used = world.document(&use_it);
    assert_eq!(used["commit"], newer.as_str(), "{used}");
    assert_eq!(masks(), "org.example.*");
}

#[test]
fn data_stays_or_goes_to_the_trash_and_what_is_left_is_found() {
    let world = World::new();
    world.publish_as(BETA, "1.0", "", "");
    world.install();
    world.flatpak(&format!(
        "--user install -y --noninteractive example {BETA}"
    ));
    world.flatpak(&format!("--user override --unshare=network {ALPHA}"));
    for id in [ALPHA, BETA, "org.example.Gone"] {
        world.leave_data(id);
    }
    let runtime = world.document(&format!("uninstall {PLATFORM}"));
    assert_eq!(runtime["error"]["kind"], "not-an-app");
    let shown = world.done(&format!("uninstall {BETA} --delete-data --show-command"));
    assert!(
        shown.contains("flatpak uninstall --user app/") && shown.contains("gio trash -- /"),
        "{shown}"
    );
    let gone = world.document(&format!("uninstall {BETA} --delete-data"));
    assert_eq!(
        (&gone["outcome"], &gone["data"]),
        (&"changed".into(), &"trashed".into())
    );
    assert!(!world.data(BETA) && world.trashed(BETA));
    let told = world.done(&format!("uninstall {ALPHA}"));
    assert!(
        told.contains(&format!("leftovers --trash {ALPHA}")),
        "{told}"
    );
    assert!(world.data(ALPHA) && world.data("org.example.Gone"));

    let left = world.document("leftovers");
    assert_eq!(list(&left, "leftovers", "id"), [ALPHA, "org.example.Gone"]);
    assert!(left["leftovers"][0]["size_bytes"].as_u64().unwrap() > 0);
    assert!(left["leftovers"][0]["rules"].is_string());
    assert!(left["leftovers"][1]["rules"].is_null());
    let told = world.done(&format!("leftovers --trash {ALPHA} org.example.Gone"));
    assert!(told.contains(&format!("apps reset {ALPHA}")), "{told}");
    assert!(world.trashed(ALPHA) && world.trashed("org.example.Gone"));
    world.done(&format!("reset {ALPHA}"));
    assert!(world.done("leftovers").contains("Nothing is left"));

    let unused = world.document("unused");
    assert_eq!(unused["outcome"], "found");
    let name = format!("runtime/{PLATFORM}/{}/1", world.arch);
    assert_eq!(list(&unused, "unused", "ref"), [name.as_str()]);
    let removed = world.document("unused --remove");
    assert_eq!(removed["outcome"], "changed");
    assert_eq!(list(&removed, "removed", "ref"), [name.as_str()]);
    assert_eq!(world.code("unused"), 3);
}

#[test]
fn what_runs_is_seen_with_what_it_really_may_and_what_a_restart_would_change() {
    let world = World::new();
    world.install();
    world.leave_data(ALPHA);
    assert!(world.done("running").contains("No app is running"));
    assert_eq!(world.code(&format!("quit {ALPHA}")), 3);
    world.done(&format!("open {ALPHA}"));
    world.done(&format!("deny {ALPHA} shared=network"));
    world.publish("2.0", "shared=network;\n");
    let updated = world.done("update --all");
    assert!(
        updated.contains("still runs in its old version"),
        "{updated}"
    );
    let running = world.document("running");
    let one = &running["running"][0];
    assert_eq!(one["id"], ALPHA);
    assert_eq!(one["another_version"], true);
    let may: Vec<_> = one["permissions"].as_array().unwrap().iter().collect();
    assert!(may.contains(&&"shared=network".into()), "{one}");
    let changes = one["restart_changes"].as_array().unwrap();
    let network = changes
        .iter()
        .find(|change| change["before"] == "shared=network");
    assert_eq!(network.unwrap()["after"], "!shared=network");
    let told = world.done("running");
    assert!(told.contains("shared=network → !shared=network"), "{told}");

    let refused = world.document(&format!("uninstall {ALPHA} --delete-data"));
    assert_eq!(refused["error"]["kind"], "app-running");
    let told = refused["error"]["message"].as_str().unwrap();
    assert!(told.contains(&format!("apps quit {ALPHA}")), "{told}");
    world.commit();
    world.done(&format!("quit {ALPHA}"));
    assert_eq!(list(&world.document("running"), "running", "id"), [""; 0]);
    world.done(&format!("uninstall {ALPHA} --delete-data"));
    assert!(world.trashed(ALPHA));
}

#[test]
fn what_is_in_two_installations_is_asked_back_and_named_in_full() {
    let world = World::new();
    world.install();
    let mut copy = world.command("cp");
    copy.arg("-a")
        .args([world.path("user"), world.path("system")]);
    assert!(copy.status().unwrap().success());
    let several = world.document(&format!("hold {ALPHA}"));
    assert_eq!(several["error"]["kind"], "ambiguous");
    let fits = several["error"]["details"].as_str().unwrap();
    assert!(
        fits.contains("(user)") && fits.contains("(system)"),
        "{fits}"
    );
    assert_eq!(world.code(&format!("hold {ALPHA}")), 2);
    let held = world.document(&format!("hold {ALPHA} --installation user"));
    assert_eq!(held["installation"], "user");
    assert!(world.flatpak("--user mask").contains(ALPHA));
    let nowhere = world.document(&format!("hold {ALPHA} --installation attic"));
    assert_eq!(nowhere["error"]["kind"], "no-such-installation");
    let told = nowhere["error"]["message"].as_str().unwrap();
    assert!(told.contains("user, system"), "{told}");
    let name = format!("app/{ALPHA}/{}/stable", world.arch);
    let full = world.document(&format!("versions {name} --installation user"));
    assert_eq!(full["ref"], name.as_str());
}

#[test]
fn every_failure_says_what_to_do() {
    let world = World::new();
    world.install();
    for (line, kind, code) in [
        ("uninstall", "usage", 2),
        ("uninstall --delete-data", "usage", 2),
        ("update", "usage", 2),
        ("update --all org.example.Alpha", "usage", 2),
        ("updates --show-command", "usage", 2),
        ("leftovers --show-command", "usage", 2),
        ("uninstall org.example.Alhpa", "no-such-app", 4),
        ("uninstall ../Alpha", "not-an-app-id", 2),
        ("leftovers --trash org.example.Alpha", "app-installed", 4),
        (
            "leftovers --trash org.example.Nobody",
            "no-such-leftover",
            4,
        ),
        ("open org.example.Nobody", "no-such-app", 4),
    ] {
        let error = world.document(line);
        assert_eq!(error["error"]["kind"], kind, "{line}: {error}");
        assert_eq!(world.code(line), code, "{line}");
    }
    let empty = world
        .isotopectl("uninstall --delete-data")
        .arg("")
        .output()
        .unwrap();
    assert_eq!(empty.status.code(), Some(2));

    world.flatpak("--user remote-modify example --url=http://127.0.0.1:9");
    let away = world.document("versions org.example.Alpha");
    assert_eq!(away["error"]["kind"], "network", "{away}");
    let told = away["error"]["message"].as_str().unwrap();
    assert!(told.contains("network connection"), "{told}");
    let updates = world.document("updates");
    assert_eq!(updates["failed"][0]["kind"], "network", "{updates}");
    assert_eq!(world.code("updates"), 1);
    let told = String::from_utf8(world.run("updates").stdout).unwrap();
    assert!(
        told.contains("example: ") && told.contains("try again"),
        "{told}"
    );
    assert_eq!(world.code("update --all"), 1);
    assert_eq!(
        world.document(&format!("update {ALPHA}"))["error"]["kind"],
        "network"
    );
    // Without flatpak nothing can be done, and that is said.
    let bin = world.path("bin");
    fs::create_dir(&bin).unwrap();
    symlink("/usr/bin/env", bin.join("env")).unwrap();
    let missing = world
        .isotopectl("hold org.example.Alpha --json")
        .env("PATH", &bin)
        .output()
        .unwrap();
    let missing: Value = serde_json::from_slice(&missing.stdout).unwrap();
    assert_eq!(missing["error"]["kind"], "missing", "{missing}");
}

#[test]
fn the_practice_machines_apps_are_taken_care_of() {
    let seen = Machine::with_apps().documents(
        "isotope-practice apps publish Quill --asks shared=network >&2
         isotopectl apps updates --json || [ $? = 1 ]
         isotopectl apps update example.practice.Quill --json
         isotopectl apps show example.practice.Postcard --json
         isotopectl apps update example.practice.Postcard --json
         isotopectl apps leftovers --json
         isotopectl apps unused --json
         isotopectl apps open example.practice.Nimbus --json
         isotopectl apps running --json
         isotopectl apps quit example.practice.Nimbus --json",
    );
    let [
        updates,
        quill,
        postcard,
        replaced,
        left,
        unused,
        opened,
        running,
        quit,
    ] = seen.as_slice()
    else {
        panic!("{seen:?}")
    };
    let all = updates["updates"].as_array().unwrap();
    let asks = all
        .iter()
        .find(|one| one["id"] == "example.practice.Quill")
        .unwrap();
    assert_eq!(list(asks, "asks", "permission"), ["shared=network"]);
    assert_eq!(quill["updated"][0]["version"], "48.1.2");
    let end = &postcard["app"]["end_of_life"];
    let waits = all
        .iter()
        .find(|one| one["id"] == "example.practice.Postcard")
        .unwrap();
    assert!(
        end.is_object() || waits["end_of_life"].is_object(),
        "{postcard} {waits}"
    );
    assert!(waits["asks"].is_array(), "of the one in its place: {waits}");
    let other = replaced["updated"][0]["replaced_by"].as_str().unwrap();
    assert!(other.contains("example.practice.Courier"), "{replaced}");
    assert!(
        list(left, "leftovers", "id").contains(&"example.practice.Sketchpad"),
        "{left}"
    );
    assert!(
        list(unused, "unused", "ref")
            .iter()
            .any(|name| name.contains("Platform")),
        "{unused}"
    );
    assert_eq!(opened["outcome"], "changed");
    assert_eq!(running["running"][0]["id"], "example.practice.Nimbus");
    assert_eq!(quit["outcome"], "changed");
}

/// Keys of a document, each once.
fn keys(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            into.extend(map.keys().cloned());
            map.values().for_each(|value| keys(value, into));
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Takes out what is different each time, and on each computer.
fn settle(value: &mut Value, folder: &str, arch: &str) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match key.as_str() {
                    "commit" | "from" if value.is_string() => *value = "COMMIT".into(),
                    "made" => *value = "TIME".into(),
                    "size_bytes" | "download_bytes" | "pid" if value.is_u64() => {
                        *value = "NUMBER".into();
                    }
                    "instance" => *value = "TEXT".into(),
                    _ => settle(value, folder, arch),
                }
            }
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|value| settle(value, folder, arch)),
        Value::String(text) => *text = text.replace(folder, "HOME").replace(arch, "ARCH"),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn documents_keep_their_shape_and_every_field_is_described() {
    let world = World::new();
    world.install();
    world.leave_data(ALPHA);
    world.leave_data("org.example.Gone");
    world.publish("2.0", "shared=network;ipc;\n");
    world.done(&format!("open {ALPHA}"));
    let mut fields = BTreeSet::new();
    for (name, line) in [
        ("updates", "updates"),
        ("versions", "versions org.example.Alpha"),
        ("running", "running"),
        ("update", "update --all"),
        ("hold", "hold org.example.Alpha"),
        ("quit", "quit org.example.Alpha"),
        ("leftovers", "leftovers"),
        ("leftovers-trash", "leftovers --trash org.example.Gone"),
        ("uninstall", "uninstall org.example.Alpha"),
        ("unused", "unused --remove"),
    ] {
        let mut document = world.document(line);
        keys(&document, &mut fields);
        settle(
            &mut document,
            world.path("home").to_str().unwrap(),
            &world.arch,
        );
        let text = serde_json::to_string_pretty(&document).unwrap();
        insta::assert_snapshot!(name, text);
    }
    world.flatpak("--user remote-modify example --url=http://127.0.0.1:9");
    world.flatpak("--user remote-list");
    keys(&world.document("updates"), &mut fields);
    let described = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/isotopectl-json.md");
    let described = fs::read_to_string(described).unwrap();
    let missing: Vec<_> = fields
        .iter()
        .filter(|name| !described.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
