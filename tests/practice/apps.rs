//! The practice machine's Flatpak apps, through the real `flatpak`: it is the person who types here.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_isotope-practice");
/// Longest that a start may take; the computer may be busy with other tests.
const PATIENCE: Duration = Duration::from_mins(1);

/// A machine with a person around it, who has a home folder and a session of their own.
struct Person {
    own: tempfile::TempDir,
}

impl Person {
    fn new() -> Self {
        let own = tempfile::tempdir().unwrap();
        for dir in ["home", "session"] {
            fs::create_dir(own.path().join(dir)).unwrap();
        }
        Self { own }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.own.path().join(name)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .env("LC_ALL", "C")
            .env("HOME", self.path("home"))
            .env("XDG_RUNTIME_DIR", self.path("session"))
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
        for name in ["DATA", "CONFIG", "CACHE", "STATE"] {
            command.env_remove(format!("XDG_{name}_HOME"));
        }
        command
    }

    /// What the script says on the machine.
    fn says(&self, script: &str) -> String {
        let output = self.does(self.command(), script);
        assert!(output.status.success(), "{script}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn does(&self, mut command: Command, script: &str) -> Output {
        command
            .args(["run", "--line", "0", "--dir"])
            .arg(self.path("machine"));
        command.args(["--", "sh", "-ec", script]).output().unwrap()
    }

    fn verb(&self, words: &[&str]) -> Output {
        let mut command = self.command();
        command.args(words).arg("--dir").arg(self.path("machine"));
        command.output().unwrap()
    }

    /// Nothing is in the home folder or in the session.
    fn is_untouched(&self) -> bool {
        ["home", "session"]
            .iter()
            .all(|dir| fs::read_dir(self.path(dir)).unwrap().next().is_none())
    }
}

/// The line of an app in a list.
fn line<'a>(list: &'a str, app: &str) -> &'a str {
    let id = format!("example.practice.{app}");
    let found = list.lines().find(|l| l.split('\t').any(|word| word == id));
    found.unwrap_or_else(|| panic!("{app} is not in {list}"))
}

/// The value of a key in what an app says of its sandbox.
fn value<'a>(info: &'a str, key: &str) -> &'a str {
    let found = info
        .lines()
        .find_map(|l| l.strip_prefix(key)?.strip_prefix('='));
    found.unwrap_or_default()
}

const LIST: &str = "flatpak list --app --columns=application,version,installation,options";

#[test]
fn a_new_machine_has_apps_and_the_person_is_left_alone() {
    let person = Person::new();
    let began = Instant::now();
    let list = person.says(LIST);
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    assert_eq!(list.lines().count(), 15, "{list}");
    assert!(line(&list, "Quill").contains("\tuser\t"), "{list}");
    assert!(line(&list, "Keepsafe").contains("\tsystem\t"), "{list}");
    let ended = line(&list, "Postcard");
    assert!(
        ended.contains("eol=") && ended.contains("eol-rebase=app/example.practice.Courier/"),
        "{ended}"
    );

    let began = Instant::now();
    let updates = person.says("flatpak remote-ls --updates --columns=application");
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    let mut updates: Vec<_> = updates.lines().collect();
    updates.sort_unstable();
    assert_eq!(
        updates,
        ["Cadence", "Palaver", "Wander"].map(|n| format!("example.practice.{n}"))
    );
    let offered = person.says("flatpak remote-ls --user practice-apps --app --columns=application");
    assert!(
        offered.lines().any(|l| l == "example.practice.Courier"),
        "{offered}"
    );
    let log = person
        .says("flatpak remote-info --user --log practice-apps example.practice.Palaver//stable");
    assert_eq!(log.matches("Subject:").count(), 4, "{log}");
    let unused = person.says("flatpak uninstall --user --unused </dev/null || :");
    assert!(
        unused.contains("example.practice.Platform") && unused.contains("43"),
        "{unused}"
    );
    let left = person.path("machine/apps/person/.var/app/example.practice.Sketchpad");
    assert!(left.is_dir());
    assert!(person.is_untouched());
}

#[test]
fn apps_run_with_what_they_may_and_updates_bring_more() {
    let person = Person::new();
    let run = "flatpak run example.practice.Nimbus --once";
    let info = person.says(run);
    assert!(info.starts_with("Nimbus 47.0.1\n"), "{info}");
    assert_eq!(value(&info, "shared"), "network;ipc;");

    let office = person.says("flatpak run example.practice.Ledger --once");
    assert_eq!(value(&office, "shared"), "ipc;", "{office}");
    assert_eq!(value(&office, "CUPS_SERVER"), "printer.local", "{office}");
    let backup = person.says("flatpak run example.practice.Keepsafe --once");
    assert_eq!(value(&backup, "shared"), "ipc;", "{backup}");
    let editor = person.says("flatpak run --command=cat example.practice.Quill $ISOTOPE_PRACTICE_HOME/Documents/letter.txt");
    assert_eq!(editor, "Dear neighbour,\n");

    person.says("flatpak override --user --unshare=network example.practice.Nimbus");
    assert_eq!(value(&person.says(run), "shared"), "ipc;");
    assert!(
        person
            .path("machine/apps/person/.local/share/flatpak/overrides/example.practice.Nimbus")
            .is_file()
    );

    person.says("flatpak update --user -y --noninteractive");
    let list = person.says(LIST);
    assert!(line(&list, "Palaver").contains("\t2.14.4\t"), "{list}");
    assert!(line(&list, "Courier").contains("\tuser\t"), "{list}");
    assert!(!list.contains("Postcard"), "{list}");
    let chat = person.says("flatpak info --show-permissions example.practice.Palaver");
    assert!(
        value(&chat, "filesystems").contains("xdg-pictures:ro"),
        "{chat}"
    );
    assert!(person.is_untouched());
}

#[test]
fn a_published_app_can_be_updated_and_asks_for_more() {
    let person = Person::new();
    let said = person.says(
        "isotope-practice apps publish Quill --asks shared=network --asks talk-name=org.example.X",
    );
    assert_eq!(said, "example.practice.Quill 48.1.2\n");
    let again = person.verb(&["apps", "publish", "example.practice.Quill"]);
    assert_eq!(
        String::from_utf8_lossy(&again.stdout),
        "example.practice.Quill 48.1.3\n",
        "{again:?}"
    );
    for wrong in [&["Nobody"][..], &["Quill", "--asks", "everything"]] {
        let words = [&["apps", "publish"], wrong].concat();
        assert_eq!(person.verb(&words).status.code(), Some(2), "{wrong:?}");
    }
    let unnamed = person.verb(&["apps", "publish"]);
    assert!(unnamed.status.success(), "{unnamed:?}");
    person.says("flatpak update --user -y --noninteractive example.practice.Quill");
    let editor = person.says("flatpak info --show-permissions example.practice.Quill");
    assert!(value(&editor, "shared").contains("network"), "{editor}");
    assert_eq!(value(&editor, "org.example.X"), "talk", "{editor}");
}

#[test]
fn starting_over_brings_every_app_and_every_permission_back() {
    let person = Person::new();
    let before = person.says("flatpak permissions");
    for row in [
        "location\texample.practice.Nimbus\tEXACT,",
        "camera\texample.practice.Palaver\tno\t",
        "\texample.practice.Palaver\tyes\t('GNOME', 1, <'monitor'>)",
    ] {
        assert!(before.contains(row), "{row} in {before}");
    }
    let after = person.says(
        "flatpak uninstall --user -y --noninteractive example.practice.Quill
         flatpak permission-reset --all
         isotope-practice reset
         flatpak list --app --columns=application
         flatpak permissions",
    );
    assert!(
        after.lines().any(|l| l == "example.practice.Quill"),
        "{after}"
    );
    assert!(
        after.contains("camera\texample.practice.Palaver\tno\t"),
        "{after}"
    );
    assert!(person.is_untouched());
}

#[test]
fn an_app_that_runs_is_seen_and_ends_with_the_machine() {
    let person = Person::new();
    let said = person.says(
        "flatpak run example.practice.Nimbus >/dev/null 2>&1 &
         until flatpak ps --columns=application | grep -q Nimbus && cat $ISOTOPE_PRACTICE_RUNTIME_DIR/.flatpak/*/bwrapinfo.json | grep -q .; do sleep 0.05; done
         cat $ISOTOPE_PRACTICE_RUNTIME_DIR/.flatpak/*/bwrapinfo.json",
    );
    let child: serde_json::Value = serde_json::from_str(&said).unwrap();
    let process = PathBuf::from("/proc").join(child["child-pid"].to_string());
    let began = Instant::now();
    while process.exists() {
        assert!(
            began.elapsed() < PATIENCE,
            "{} still runs",
            process.display()
        );
        std::thread::yield_now();
    }
    assert!(person.is_untouched());
}

#[test]
fn an_app_that_outlived_a_killed_machine_ends_with_the_next_start() {
    let person = Person::new();
    let killed = person.does(
        person.command(),
        "flatpak run example.practice.Nimbus >/dev/null 2>&1 &
         until cat $ISOTOPE_PRACTICE_RUNTIME_DIR/.flatpak/*/bwrapinfo.json 2>/dev/null | grep .; do sleep 0.05; done
         kill -KILL $PPID",
    );
    assert!(!killed.status.success());
    let child: serde_json::Value = serde_json::from_slice(&killed.stdout).unwrap();
    let process = PathBuf::from("/proc").join(child["child-pid"].to_string());
    assert!(process.exists());
    assert_eq!(person.says("flatpak ps"), "");
    let began = Instant::now();
    while process.exists() {
        assert!(
            began.elapsed() < PATIENCE,
            "{} still runs",
            process.display()
        );
        std::thread::yield_now();
    }
}

/// The practice machine as somebody who is not root runs it.
fn ordinary(person: &Person) -> Command {
    if !rustix::process::geteuid().is_root() {
        return person.command();
    }
    let mine = |path: &Path| std::os::unix::fs::chown(path, Some(65534), Some(65534)).unwrap();
    for name in ["", "home", "session"] {
        mine(&person.path(name));
    }
    // Where they were built, nobody else may look.
    let program = person.path("isotope-practice");
    fs::copy(PROGRAM, &program).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_isotopectl"), person.path("isotopectl")).unwrap();
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(&program)
        .envs(
            person
                .command()
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        // Nor is a model for everybody.
        .env_remove("ISOTOPE_PRACTICE_MODEL");
    command
}

#[test]
fn an_ordinary_user_has_them_too() {
    let person = Person::new();
    let script = format!(
        "{LIST}; flatpak update --user -y --noninteractive example.practice.Palaver >/dev/null; flatpak override --user --nosocket=wayland example.practice.Nimbus; flatpak run example.practice.Nimbus --once"
    );
    let output = person.does(ordinary(&person), &script);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    assert!(line(&said, "Ledger").contains("\tsystem\t"), "{said}");
    assert!(!value(&said, "sockets").contains("wayland;"), "{said}");
}

/// polkit is asked, as on a computer: yes brings the update, no leaves everything as it was and is told in words.
#[test]
fn an_ordinary_user_changes_what_is_installed_for_everybody_where_polkit_agrees() {
    let person = Person::new();
    let polkit = format!(
        "gdbus call --address $DBUS_SYSTEM_BUS_ADDRESS --dest {} --object-path {} --method {}.SetAnswer",
        isotope::practice_api::BUS_NAME,
        isotope::practice_api::PATH,
        isotope::practice_api::INTERFACE
    );
    let script = format!(
        "isotope-practice apps publish Keepsafe
         {polkit} org.freedesktop.Flatpak.app-update no
         isotopectl apps update example.practice.Keepsafe 2>&1 && exit 7
         flatpak info --system example.practice.Keepsafe | grep Version:
         {polkit} '' yes
         isotopectl apps update example.practice.Keepsafe 2>&1
         flatpak info --system example.practice.Keepsafe | grep Version:
         old=$(flatpak remote-info --system --log practice-apps example.practice.Keepsafe | sed -n 's/ *Commit: //p' | tail -1)
         isotopectl apps use-version example.practice.Keepsafe $old 2>&1 && exit 8
         isotopectl apps uninstall example.practice.Ledger 2>&1
         flatpak info --system example.practice.Ledger 2>&1 && exit 9; true"
    );
    let output = person.does(ordinary(&person), &script);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    let versions: Vec<_> = said
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Version: "))
        .collect();
    assert_eq!(versions, ["5.0.2", "5.0.3"], "{said}");
    let refused = "for which an administrator has to agree";
    assert!(said.contains(refused), "{said}");
    assert!(
        said.contains("only root can choose the version of such an app"),
        "{said}"
    );
    assert!(said.contains("Ledger is uninstalled"), "{said}");
}

#[test]
fn a_machine_with_a_changed_app_wakes_remembers_and_starts_over() {
    let person = Person::new();
    let ctl = env!("CARGO_BIN_EXE_isotopectl");
    let history = format!("{ctl} apps history --json");
    person.says(&format!(
        "{ctl} apps deny example.practice.Meteor shared=network"
    ));
    assert!(person.says(&history).contains("shared=network"));
    let again = person.verb(&["reset"]);
    assert!(again.status.success(), "{again:?}");
    assert!(!person.says(&history).contains("shared=network"));
}

#[test]
fn without_flatpak_the_machine_has_no_apps_and_says_so() {
    let person = Person::new();
    let programs = person.path("programs");
    fs::create_dir(&programs).unwrap();
    let needed = "sh ostree bwrap dbus-daemon getent gpg gpg-agent gpgconf gpg-connect-agent true";
    for name in needed.split(' ') {
        symlink(Path::new("/usr/bin").join(name), programs.join(name)).unwrap();
    }
    let mut command = person.command();
    command.env("PATH", &programs);
    let output = person.does(
        command,
        "echo $FLATPAK_USER_DIR; command -v flatpak || echo none",
    );
    let (said, complaint) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(
        complaint.contains("no flatpak on this computer"),
        "{complaint}"
    );
    let home = person.path("machine/apps/person/.local/share/flatpak");
    assert_eq!(said, format!("{}\nnone\n", home.display()));
    assert_eq!(person.verb(&["apps", "publish"]).status.code(), Some(1));
}
