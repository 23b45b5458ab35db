//! A practice machine for one journey.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use isotope::practice_api;
use serde_json::Value;

use crate::desktop::{Desktop, Guarded};

/// Whether a machine has Flatpak apps; to make them takes some seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Apps {
    /// It has.
    Some,
    /// It has not.
    None,
}

/// What the machine says programs on it need to know.
const TOLD: [&str; 9] = [
    "DBUS_SYSTEM_BUS_ADDRESS",
    practice_api::ENV_MACHINE,
    practice_api::ENV_APPS_HOME,
    practice_api::ENV_APPS_RUNTIME,
    practice_api::ENV_APPS_BUS,
    "FLATPAK_USER_DIR",
    "FLATPAK_SYSTEM_DIR",
    "FLATPAK_CONFIG_DIR",
    "PATH",
];

/// A running practice machine. It stops when this is dropped.
pub(crate) struct Machine {
    told: BTreeMap<&'static str, String>,
    state: PathBuf,
    _program: Guarded,
}

impl Machine {
    /// Makes a new machine and starts it.
    pub(crate) fn start(desktop: &Desktop, with: Apps) -> Self {
        let place = desktop.folder().join("machine");
        let mut command = desktop.program(env!("CARGO_BIN_EXE_isotope-practice"));
        // The guest says what it was told, and then keeps the machine running until its input ends.
        let say = TOLD.map(|name| format!(r#"printf '%s\n' "${name}"; "#));
        let guest = say.concat() + "exec cat >/dev/null";
        // Whoever wants to look at a download on its way makes the line slow.
        let fast = ["run", "--fresh", "--line", "0", "--dir"];
        command.args(fast).arg(place);
        if with == Apps::None {
            command.arg("--no-apps");
        }
        command
            .args(["--", "sh", "-c", &guest])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut program = Guarded::spawn(&mut command);
        let mut lines = program.lines();
        let told = TOLD.map(|name| {
            let line = lines
                .next()
                .expect("the practice machine says where it is")
                .unwrap();
            (name, line)
        });
        Self {
            told: told
                .into_iter()
                .filter(|(_, line)| !line.is_empty())
                .collect(),
            state: desktop.folder().join("state"),
            _program: program,
        }
    }

    /// A program on this machine, with that desktop.
    pub(crate) fn program(&self, desktop: &Desktop, path: &str) -> Command {
        let mut command = desktop.program(path);
        self.enter(&mut command);
        command
    }

    fn enter(&self, command: &mut Command) {
        command
            .envs(&self.told)
            .env("XDG_STATE_HOME", &self.state)
            .env("LC_ALL", "C.UTF-8");
    }

    /// Runs `isotope-practice` on it, which has to succeed.
    pub(crate) fn practice(&self, arguments: &[&str]) -> String {
        self.run(env!("CARGO_BIN_EXE_isotope-practice"), arguments)
    }

    /// Runs `isotopectl` on it, which has to succeed.
    pub(crate) fn ctl(&self, arguments: &[&str]) -> String {
        self.run(env!("CARGO_BIN_EXE_isotopectl"), arguments)
    }

    /// Starts `isotopectl` on it and does not wait.
    pub(crate) fn begin_ctl(&self, arguments: &[&str]) -> Guarded {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isotopectl"));
        self.enter(
            command
                .args(arguments)
                .stdin(Stdio::null())
                .stdout(Stdio::null()),
        );
        Guarded::spawn(&mut command)
    }

    /// Runs `flatpak` on it, which has to succeed.
    pub(crate) fn flatpak(&self, arguments: &[&str]) -> String {
        self.run("flatpak", arguments)
    }

    /// A file in the home folder of the person there.
    pub(crate) fn home(&self, name: &str) -> PathBuf {
        let apart = || Path::new(&self.told[practice_api::ENV_MACHINE]).join("person");
        let home = self.told.get(practice_api::ENV_APPS_HOME);
        home.map_or_else(apart, PathBuf::from).join(name)
    }

    fn run(&self, program: &str, arguments: &[&str]) -> String {
        let mut command = Command::new(program);
        self.enter(command.args(arguments).stdin(Stdio::null()));
        let output = command.output().unwrap();
        std::io::stderr().write_all(&output.stderr).unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(
            output.status.success(),
            "{command:?}: {}\n{text}",
            output.status
        );
        text
    }

    /// Chooses what polkit says about an action from now on: `yes`, `no`, `dismissed`. The empty action: about all.
    pub(crate) async fn polkit_says(&self, action: &str, answer: &str) {
        let bus = zbus::connection::Builder::address(self.told["DBUS_SYSTEM_BUS_ADDRESS"].as_str())
            .build()
            .await
            .unwrap();
        let to = (
            practice_api::BUS_NAME,
            practice_api::PATH,
            practice_api::INTERFACE,
        );
        bus.call_method(Some(to.0), to.1, Some(to.2), "SetAnswer", &(action, answer))
            .await
            .unwrap();
    }

    /// What `isotopectl status --json` says: the machine as another program sees it.
    pub(crate) fn status(&self) -> Value {
        serde_json::from_str(&self.ctl(&["status", "--json"])).unwrap()
    }

    /// The versions on it, in boot order.
    pub(crate) fn versions(&self) -> Vec<Version> {
        let status = self.status();
        let list = status["versions"].as_array().unwrap();
        list.iter().map(Version::of).collect()
    }

    /// The version that runs.
    pub(crate) fn running(&self) -> String {
        self.versions()
            .into_iter()
            .find(|v| v.running)
            .expect("one runs")
            .number
    }

    /// The version that a restart would start.
    pub(crate) fn next_start(&self) -> String {
        self.versions()
            .into_iter()
            .find(|v| v.next_start)
            .expect("one starts next")
            .number
    }
}

/// A version as `isotopectl` tells it.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "it is what the document holds"
)]
pub(crate) struct Version {
    /// Such as `43.20261118.0`.
    pub(crate) number: String,
    /// It runs now.
    pub(crate) running: bool,
    /// A restart starts it.
    pub(crate) next_start: bool,
    /// It waits for the restart to be installed.
    pub(crate) staged: bool,
    /// It is kept.
    pub(crate) kept: bool,
}

impl Version {
    fn of(value: &Value) -> Self {
        let is = |name: &str| {
            value[name]
                .as_bool()
                .unwrap_or_else(|| panic!("no {name} in {value}"))
        };
        Self {
            number: value["version"].as_str().unwrap().to_owned(),
            running: is("running"),
            next_start: is("next_start"),
            staged: is("staged"),
            kept: is("kept"),
        }
    }
}
