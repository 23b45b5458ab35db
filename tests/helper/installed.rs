//! A computer on which Isotope is installed: the files of `data/` where they belong, the bus with its usual
//! configuration, which starts the helper by its service file, and the real polkit.
//!
//! Seen by these programs alone, through bubblewrap. Only root can make it: polkit insists on a user of its own, and
//! who asks is somebody else again.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use isotope::helper_api::{BUS_NAME, INTERFACE, PATH};
use tempfile::TempDir;
use zbus::{Connection, OwnedVariant};
use zbus_polkit::policykit1::{AuthorityProxy, Identity};

use crate::machine::Machine;
use crate::stage::{Owned, connect, soon};

const POLKITD: &str = "/usr/lib/polkit-1/polkitd";

/// Whether this can be made.
pub(crate) fn is_root() -> bool {
    rustix::process::getuid().is_root()
}

/// Said to an ordinary user. CI is root.
#[expect(clippy::print_stderr, reason = "a test says so")]
pub(crate) fn only_for_root() {
    eprintln!("left out: this needs root");
}

/// The computer; everything of it ends when it is dropped.
pub(crate) struct Installed {
    address: String,
    /// The connection of the person who runs the tests.
    pub(crate) own: Connection,
    _polkitd: Owned,
    _bus: Owned,
    folder: TempDir,
}

impl Installed {
    /// With rules of its administrator, in polkit's JavaScript.
    pub(crate) async fn new(machine: &Machine, rules: &str) -> Self {
        let folder = tempfile::Builder::new()
            .permissions(fs::Permissions::from_mode(0o755))
            .tempdir()
            .unwrap();
        install(folder.path(), rules);
        let bus = start_bus(folder.path(), machine);
        let address = format!("unix:path={}/bus", folder.path().display());
        let own = connect(&address).await;
        let polkitd = start_polkitd(folder.path(), &address, &own).await;
        Self {
            address,
            own,
            _polkitd: polkitd,
            _bus: bus,
            folder,
        }
    }

    pub(crate) async fn polkit(&self) -> AuthorityProxy<'static> {
        AuthorityProxy::new(&self.own).await.unwrap()
    }

    /// What the helper logged.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("bus.log")).unwrap()
    }

    /// A person's own program that will ask the helper for something once it is told to.
    pub(crate) fn visitor(&self, person: &str, method: &str, id: &str) -> Visitor {
        let member = format!("{INTERFACE}.{method}");
        self.program(
            person,
            [BUS_NAME, PATH, &member],
            &[&format!("string:{id}")],
        )
    }

    /// What the helper answers a person.
    pub(crate) async fn asks(&self, person: &str, method: &str, id: &str) -> String {
        self.visitor(person, method, id).go().await
    }

    /// What becomes of any message of a person.
    pub(crate) async fn sends(
        &self,
        person: &str,
        [to, path, member]: [&str; 3],
        arguments: &[&str],
    ) -> String {
        self.program(person, [to, path, member], arguments)
            .go()
            .await
    }

    fn program(&self, person: &str, [to, path, member]: [&str; 3], arguments: &[&str]) -> Visitor {
        let script = "echo here; read -r line; exec dbus-send \"$@\"";
        let mut process = Command::new("setpriv")
            .args([&format!("--reuid={person}"), "--regid=65534"])
            .args(["--clear-groups", "sh", "-c", script, "sh"])
            .arg(format!("--bus={}", self.address))
            .args(["--print-reply", "--reply-timeout=60000"])
            .args([&format!("--dest={to}"), path, member])
            .args(arguments)
            .env("LC_ALL", "C")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut here = String::new();
        let output = process.stdout.as_mut().unwrap();
        BufReader::new(output).read_line(&mut here).unwrap();
        assert_eq!(here, "here\n", "{person}");
        let line = process.stdin.take().unwrap();
        Visitor { process, line }
    }
}

/// See [`Installed::visitor`].
pub(crate) struct Visitor {
    process: Child,
    line: ChildStdin,
}

impl Visitor {
    /// The number of the process, and the one of its user.
    pub(crate) fn numbers(&self) -> (u32, u32) {
        let id = self.process.id();
        (id, fs::metadata(format!("/proc/{id}")).unwrap().uid())
    }

    /// `done`, or the last word of the error's name and its text.
    pub(crate) async fn go(self) -> String {
        drop(self.line);
        let process = self.process;
        let wait = tokio::task::spawn_blocking(move || process.wait_with_output().unwrap());
        let output = soon(wait).await.unwrap();
        if output.status.success() {
            return "done".to_owned();
        }
        let text = String::from_utf8(output.stderr).unwrap();
        let text = text.trim().trim_start_matches("Error ");
        let own = format!("{INTERFACE}.Error.");
        text.strip_prefix(&own).unwrap_or(text).to_owned()
    }
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data")
        .join(name)
}

/// Puts the files into folders that will be seen in their places.
fn install(folder: &Path, rules: &str) {
    for name in ["actions", "rules.d", "system.d", "system-services"] {
        fs::create_dir(folder.join(name)).unwrap();
    }
    let copy = |from: PathBuf, to: &str| {
        let to = folder.join(to).join(from.file_name().unwrap());
        fs::copy(&from, to).unwrap();
    };
    copy(data("io.github.isotope_desktop.Isotope.policy"), "actions");
    copy(
        data("io.github.isotope_desktop.Isotope.Helper.conf"),
        "system.d",
    );
    copy(
        data("io.github.isotope_desktop.Isotope.Helper.service"),
        "system-services",
    );
    let polkit = "/usr/share/dbus-1/system.d/org.freedesktop.PolicyKit1.conf";
    copy(polkit.into(), "system.d");
    fs::write(folder.join("rules.d/10-test.rules"), rules).unwrap();
    fs::write(folder.join("bus.conf"), bus_config(folder)).unwrap();
}

/// Puts the helper into a folder that will be seen as `/usr/libexec`.
pub(crate) fn install_program(folder: &Path) -> PathBuf {
    let libexec = folder.join("libexec");
    fs::create_dir(&libexec).unwrap();
    let helper = env!("CARGO_BIN_EXE_isotope-helper");
    fs::copy(helper, libexec.join("isotope-helper")).unwrap();
    libexec
}

/// The usual configuration, without what only the one bus of a computer can have: a fixed place and a user to become.
fn bus_config(folder: &Path) -> String {
    let mut text = fs::read_to_string("/usr/share/dbus-1/system.conf").unwrap();
    let folder = folder.display().to_string();
    let services = format!("<servicedir>{folder}/system-services</servicedir>");
    for (from, to) in [
        ("<user>messagebus</user>", ""),
        ("<fork/>", ""),
        ("<syslog/>", ""),
        ("<pidfile>/run/dbus/pid</pidfile>", ""),
        (
            "<servicehelper>/usr/lib/dbus-1.0/dbus-daemon-launch-helper</servicehelper>",
            "",
        ),
        ("<standard_system_servicedirs/>", &services),
        ("/run/dbus/system_bus_socket", &format!("{folder}/bus")),
    ] {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    text
}

/// The start of a command that sees these folders of ours in those places.
pub(crate) fn seeing(places: &[(&Path, &str)]) -> Command {
    let mut command = Command::new("bwrap");
    command.args(["--die-with-parent", "--dev-bind", "/", "/"]);
    if is_root() {
        command.args(["--cap-add", "ALL"]);
    }
    for (ours, place) in places {
        command.arg("--ro-bind").arg(ours).arg(place);
    }
    command
}

fn start_bus(folder: &Path, machine: &Machine) -> Owned {
    let libexec = install_program(folder);
    let path = std::env::var("PATH").unwrap();
    let mut bus = seeing(&[(&libexec, "/usr/libexec")])
        .arg("dbus-daemon")
        .arg(format!("--config-file={}/bus.conf", folder.display()))
        .args(["--nofork", "--nopidfile", "--print-address=1"])
        .env("PATH", format!("{}:{path}", machine.commands().display()))
        .env(
            "DBUS_SYSTEM_BUS_ADDRESS",
            format!("unix:path={}/bus", folder.display()),
        )
        .env_remove("ISOTOPE_LOG")
        .stdout(Stdio::piped())
        .stderr(fs::File::create(folder.join("bus.log")).unwrap())
        .spawn()
        .map(Owned)
        .unwrap();
    let mut address = String::new();
    let output = bus.0.stdout.take().unwrap();
    BufReader::new(output).read_line(&mut address).unwrap();
    let log = || fs::read_to_string(folder.join("bus.log")).unwrap();
    assert!(address.starts_with("unix:"), "{}", log());
    bus
}

async fn start_polkitd(folder: &Path, address: &str, own: &Connection) -> Owned {
    use futures_util::StreamExt as _;
    const NAME: &str = "org.freedesktop.PolicyKit1";
    let bus = zbus::fdo::DBusProxy::new(own).await.unwrap();
    let owners = bus.receive_name_owner_changed_with_args(&[(0, NAME)]);
    let mut owners = owners.await.unwrap();
    let (actions, rules) = (folder.join("actions"), folder.join("rules.d"));
    let polkitd = seeing(&[
        (&actions, "/usr/share/polkit-1/actions"),
        (&rules, "/etc/polkit-1/rules.d"),
    ])
    .args([
        "setpriv",
        "--reuid=polkitd",
        "--regid=polkitd",
        "--clear-groups",
    ])
    .args([POLKITD, "--no-debug"])
    .env("DBUS_SYSTEM_BUS_ADDRESS", address)
    .stdout(Stdio::null())
    .stderr(fs::File::create(folder.join("polkit.log")).unwrap())
    .spawn()
    .map(Owned)
    .unwrap();
    soon(owners.next()).await.unwrap();
    polkitd
}

/// Somebody in front of the screen, as polkit sees them: an agent that is told what to show, and answers.
pub(crate) struct Agent {
    /// Whether the password is typed; else the dialog is closed.
    pub(crate) agrees: bool,
    /// The person's number.
    pub(crate) uid: u32,
    pub(crate) polkit: AuthorityProxy<'static>,
    /// What was shown.
    pub(crate) messages: tokio::sync::mpsc::UnboundedSender<String>,
}

#[derive(Debug, zbus::DBusError)]
#[zbus(prefix = "org.freedesktop.PolicyKit1.Error")]
enum AgentError {
    #[zbus(error)]
    ZBus(zbus::Error),
    Cancelled(String),
}

#[zbus::interface(name = "org.freedesktop.PolicyKit1.AuthenticationAgent")]
impl Agent {
    async fn begin_authentication(
        &self,
        action: &str,
        message: String,
        icon: &str,
        details: HashMap<String, String>,
        cookie: &str,
        identities: Vec<(String, HashMap<String, OwnedVariant>)>,
    ) -> Result<(), AgentError> {
        assert_eq!(action, isotope::helper_api::action::PIN);
        assert_eq!(icon, "io.github.isotope_desktop.Isotope");
        assert!(details.contains_key("polkit.caller-pid"), "{details:?}");
        self.messages.send(message).unwrap();
        if !self.agrees {
            return Err(AgentError::Cancelled("closed".to_owned()));
        }
        let (kind, of_whom) = identities.first().unwrap();
        let of_whom = of_whom
            .iter()
            .map(|(key, value)| (key.as_str(), value.try_clone().unwrap().into()));
        let administrator = Identity {
            identity_kind: kind,
            identity_details: &of_whom.collect(),
        };
        let answer = self
            .polkit
            .authentication_agent_response2(self.uid, cookie, &administrator);
        Ok(answer.await?)
    }

    #[expect(clippy::unused_self, reason = "members of a D-Bus interface have it")]
    /// Only the helper could cancel, and it has no reason to.
    fn cancel_authentication(&self, cookie: &str) {
        assert!(cookie.is_empty(), "cancelled");
    }
}
