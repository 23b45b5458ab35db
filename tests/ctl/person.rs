//! Who types `isotopectl apps`, and a person with fake apps that the real `flatpak` takes for installed.

#[path = "../common/flatpak_fake.rs"]
#[allow(
    dead_code,
    clippy::assigning_clones,
    clippy::indexing_slicing,
    reason = "each test uses a part of it, with its own lints"
)]
mod flatpak_fake;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use flatpak_fake::{FakeApp, RUNTIME, install_runtime};
use serde_json::Value;

pub(super) const ALPHA: &str = "org.example.Alpha";
pub(super) const BETA: &str = "org.example.Beta";

/// Somebody whose apps `isotopectl apps` finds, and nobody else's.
pub(super) trait Isotopectl {
    /// A program that takes their folders for its own.
    fn program(&self, program: &str) -> Command;

    /// `isotopectl apps`, and what is typed after it.
    fn isotopectl(&self, line: &str) -> Command {
        let mut command = self.program(env!("CARGO_BIN_EXE_isotopectl"));
        command
            .arg("apps")
            .args(line.split_whitespace())
            .env("LC_ALL", "C.UTF-8")
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent")
            .env_remove("ISOTOPE_PRACTICE")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, line: &str) -> Output {
        self.isotopectl(line).output().unwrap()
    }

    fn code(&self, line: &str) -> i32 {
        self.run(line).status.code().unwrap()
    }

    fn done(&self, line: &str) -> String {
        let output = self.run(line);
        assert!(output.status.success(), "{line}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn document(&self, line: &str) -> Value {
        let output = self.run(&format!("{line} --json"));
        serde_json::from_slice(&output.stdout).unwrap_or_else(|err| panic!("{err}: {output:?}"))
    }
}

/// A person with two apps of their own and one of the system.
pub(super) struct Person {
    folder: tempfile::TempDir,
}

impl Isotopectl for Person {
    fn program(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", self.path("home"))
            .env("XDG_DATA_HOME", self.path("data"))
            .env("FLATPAK_USER_DIR", self.path("user"))
            .env("FLATPAK_SYSTEM_DIR", self.path("system"))
            .env("FLATPAK_CONFIG_DIR", self.path("etc"))
            .stdin(Stdio::null());
        command
    }
}

impl Person {
    pub(super) fn new() -> Self {
        let person = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        install_runtime(&person.path("user"), RUNTIME, &[]);
        FakeApp::new(ALPHA).install(&person.path("user"));
        let mut beta = FakeApp::new(BETA);
        beta.permissions = String::from("[Context]\ndevices=all;\nfilesystems=home:ro;\n");
        beta.install(&person.path("user"));
        FakeApp::new("org.example.Gamma").install(&person.path("system"));
        person
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn flatpak(&self, words: &[&str]) -> String {
        let output = self.program("flatpak").args(words).output().unwrap();
        assert!(output.status.success(), "{words:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.path("user/overrides").join(name)
    }

    /// Puts an override file there, or something beside them.
    pub(super) fn write(&self, name: &str, text: &str) {
        let file = self.file(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap()
    }
}
