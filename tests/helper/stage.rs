//! A private bus with the double of polkit and the real helper on it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use futures_util::StreamExt as _;
use isotope::helper_api::{BUS_NAME, PATH};
use zbus::{Connection, fdo};

use crate::polkit::Polkit;

/// Longer than anything here takes, also on a busy computer.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// What a future gives, if it comes to its end.
pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, future).await.unwrap()
}

#[zbus::proxy(
    interface = "io.github.isotope_desktop.Isotope.Helper1",
    default_service = "io.github.isotope_desktop.Isotope.Helper",
    default_path = "/io/github/isotope_desktop/Isotope/Helper"
)]
pub(crate) trait Helper {
    fn pin(&self, id: &str) -> zbus::Result<()>;
    fn unpin(&self, id: &str) -> zbus::Result<()>;
    fn make_next(&self, id: &str) -> zbus::Result<()>;
    fn delete(&self, id: &str) -> zbus::Result<()>;
    #[zbus(property(emits_changed_signal = "false"))]
    fn version(&self) -> zbus::Result<u32>;
}

/// `done`, or the last word of the error's name.
pub(crate) fn verdict(result: zbus::Result<()>) -> String {
    match result {
        Ok(()) => "done".to_owned(),
        Err(zbus::Error::MethodError(name, ..)) => {
            let name = name.as_str();
            let own = "io.github.isotope_desktop.Isotope.Helper1.Error.";
            name.strip_prefix(own).unwrap_or(name).to_owned()
        }
        Err(err) => format!("{err:?}"),
    }
}

/// A process that ends with its owner.
pub(crate) struct Owned(pub(crate) Child);

impl Drop for Owned {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// The bus, the double and the person's own connection.
pub(crate) struct Stage {
    address: String,
    commands: PathBuf,
    log: PathBuf,
    pub(crate) polkit: Polkit,
    pub(crate) person: Connection,
    helper: Option<Owned>,
    _polkit: Connection,
    _bus: Owned,
}

impl Stage {
    /// With the helper, which finds `ostree` in the folder `commands`.
    pub(crate) async fn new(commands: PathBuf, log: &Path) -> Self {
        let mut stage = Self::without_helper(commands, log).await;
        stage.start_helper(&[]).await;
        stage
    }

    pub(crate) async fn without_helper(commands: PathBuf, log: &Path) -> Self {
        Self::on_bus("--session", commands, log).await
    }

    /// On a bus with a configuration of its own: the option for `dbus-daemon` that names it.
    pub(crate) async fn on_bus(config: &str, commands: PathBuf, log: &Path) -> Self {
        let mut bus = Command::new("dbus-daemon")
            .args([config, "--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map(Owned)
            .unwrap();
        let mut address = String::new();
        BufReader::new(bus.0.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        let address = address.trim().to_owned();
        let (polkit, connection) = Polkit::on(&address).await;
        Self {
            person: connect(&address).await,
            address,
            commands,
            log: log.join("helper.log"),
            polkit,
            helper: None,
            _polkit: connection,
            _bus: bus,
        }
    }

    pub(crate) async fn start_helper(&mut self, options: &[&str]) {
        let bus = fdo::DBusProxy::new(&self.person).await.unwrap();
        let mut owners = bus
            .receive_name_owner_changed_with_args(&[(0, BUS_NAME)])
            .await
            .unwrap();
        let mut log = fs::File::options();
        log.create(true).append(true);
        let path = std::env::var("PATH").unwrap();
        let helper = Command::new(env!("CARGO_BIN_EXE_isotope-helper"))
            .args(options)
            .env("DBUS_SYSTEM_BUS_ADDRESS", &self.address)
            .env("PATH", format!("{}:{path}", self.commands.display()))
            .env_remove("ISOTOPE_LOG")
            .stderr(log.open(&self.log).unwrap())
            .spawn()
            .map(Owned)
            .unwrap();
        self.helper = Some(helper);
        let change = soon(owners.next()).await.unwrap();
        assert!(change.args().unwrap().new_owner().is_some());
    }

    /// The helper's process number.
    pub(crate) fn process(&self) -> rustix::process::Pid {
        rustix::process::Pid::from_child(&self.helper.as_ref().unwrap().0)
    }

    /// Waits until the helper has left.
    pub(crate) async fn left(&mut self) -> ExitStatus {
        let mut helper = self.helper.take().unwrap();
        let wait = tokio::task::spawn_blocking(move || helper.0.wait().unwrap());
        soon(wait).await.unwrap()
    }

    pub(crate) fn is_running(&mut self) -> bool {
        let helper = self.helper.as_mut().unwrap();
        helper.0.try_wait().unwrap().is_none()
    }

    /// Somebody else on the same bus.
    pub(crate) async fn another_person(&self) -> Connection {
        connect(&self.address).await
    }

    pub(crate) async fn helper(&self) -> HelperProxy<'static> {
        helper_for(&self.person).await
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// The interface as the helper itself describes it.
    pub(crate) async fn introspection(&self) -> String {
        let object = fdo::IntrospectableProxy::builder(&self.person)
            .destination(BUS_NAME)
            .path(PATH)
            .build()
            .await
            .unwrap();
        object.introspect().await.unwrap()
    }
}

pub(crate) async fn helper_for(person: &Connection) -> HelperProxy<'static> {
    HelperProxy::new(person).await.unwrap()
}

pub(crate) async fn connect(address: &str) -> Connection {
    zbus::connection::Builder::address(address)
        .build()
        .await
        .unwrap()
}
