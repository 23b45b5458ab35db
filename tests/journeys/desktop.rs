//! A desktop of its own for one test: a virtual screen, a session bus and the accessibility bus.

use std::io::{BufRead as _, BufReader, Lines};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

use crate::picture::Picture;

/// A child that is ended with its whole process group when it is dropped.
pub(crate) struct Guarded(Child);

impl Guarded {
    /// Starts it in a process group of its own.
    pub(crate) fn spawn(command: &mut Command) -> Self {
        let program = command.get_program().to_owned();
        Self(
            command
                .process_group(0)
                .spawn()
                .unwrap_or_else(|e| panic!("{}: {e}", program.display())),
        )
    }

    /// Whether it has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(Some(_)))
    }

    /// What it prints, line by line; its output must be piped.
    pub(crate) fn lines(&mut self) -> Lines<BufReader<ChildStdout>> {
        BufReader::new(self.0.stdout.take().unwrap()).lines()
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let pid = i32::try_from(self.0.id())
            .ok()
            .and_then(rustix::process::Pid::from_raw);
        if let Some(pid) = pid {
            rustix::process::kill_process_group(pid, signal).ok();
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.signal(rustix::process::Signal::TERM);
        // Programs that hold others (the practice machine) end them when asked; then nothing is left to force.
        for _ in 0..1000 {
            if matches!(self.0.try_wait(), Ok(Some(_))) {
                break;
            }
            std::thread::park_timeout(std::time::Duration::from_millis(20));
        }
        self.signal(rustix::process::Signal::KILL);
        self.0.wait().ok();
    }
}

/// A screen, a session bus and a folder for everything that programs write.
pub(crate) struct Desktop {
    // Dropped in this order: programs before the screen, the folder last.
    _bus: Guarded,
    _screen: Guarded,
    folder: TempDir,
    display: String,
    bus_address: String,
}

impl Desktop {
    /// Starts screen and bus. `size` as `WIDTHxHEIGHT`.
    pub(crate) fn start(size: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["run", "state", "data", "config", "cache", "screen"] {
            let path = folder.path().join(name);
            std::fs::create_dir(&path).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        }
        let mut screen = Guarded::spawn(
            Command::new("Xvfb")
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    &format!("{size}x24"),
                    "-nolisten",
                    "tcp",
                ])
                .arg("-fbdir")
                .arg(folder.path().join("screen"))
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let display = format!(":{}", first_line(&mut screen));
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        environment(&mut command, folder.path(), &display);
        let mut bus = Guarded::spawn(command.stdout(Stdio::piped()).stderr(Stdio::null()));
        let bus_address = first_line(&mut bus);
        Self {
            _bus: bus,
            _screen: screen,
            folder,
            display,
            bus_address,
        }
    }

    /// A program on this desktop, with an environment of its own and English texts.
    pub(crate) fn program(&self, path: impl AsRef<Path>) -> Command {
        let mut command = Command::new(path.as_ref());
        environment(&mut command, self.folder.path(), &self.display);
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.bus_address);
        command
    }

    /// The session bus.
    pub(crate) fn bus_address(&self) -> &str {
        &self.bus_address
    }

    /// What the screen shows.
    pub(crate) fn picture(&self) -> Picture {
        Picture::of(&self.folder.path().join("screen/Xvfb_screen0"))
    }

    /// Presses keys in the window, as `xdotool key` names them, or does something else that a hand does.
    pub(crate) fn hand(&self, arguments: &[&str]) {
        let status = self.program("xdotool").args(arguments).status().unwrap();
        assert!(status.success(), "xdotool {arguments:?}");
    }

    /// The folder of everything that programs write.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

fn first_line(program: &mut Guarded) -> String {
    let line = program
        .lines()
        .next()
        .expect("the program ended before it was ready")
        .unwrap();
    line.trim().to_owned()
}

fn environment(command: &mut Command, folder: &Path, display: &str) {
    for (name, _) in std::env::vars_os() {
        let keep = ["PATH", "TMPDIR", "RUST_BACKTRACE", "ISOTOPE_LOG"];
        if !keep.iter().any(|k| name == *k) {
            command.env_remove(&name);
        }
    }
    command
        .env("HOME", folder)
        .env("XDG_RUNTIME_DIR", folder.join("run"))
        .env("XDG_STATE_HOME", folder.join("state"))
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env("DISPLAY", display)
        .env("LANG", "C.UTF-8")
        .env("GDK_BACKEND", "x11")
        .env("GSK_RENDERER", "cairo")
        .env("GTK_A11Y", "atspi")
        .env("GSETTINGS_BACKEND", "memory")
        .env("NO_AT_BRIDGE", "0");
}
