//! A practice machine for one test, and a client of its services that reads nothing through the library.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use futures_util::StreamExt;
use isotope::practice_api::{self, PracticeProxy};
use zbus::{Connection, Message, MessageStream, OwnedVariant, Variant};

const SERVICE: &str = "org.projectatomic.rpmostree1";
const SYSROOT: &str = "/org/projectatomic/rpmostree1/Sysroot";
const OS: &str = "/org/projectatomic/rpmostree1/practice";
/// Longest that anything here may take; the computer may be busy with other tests.
const PATIENCE: Duration = Duration::from_mins(3);
const PROGRAM: &str = env!("CARGO_BIN_EXE_isotope-practice");

type Dict = HashMap<String, OwnedVariant>;

/// One of `Deployments`.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_field_names,
    reason = "the names of the service's own keys"
)]
pub(crate) struct Version {
    pub(crate) version: String,
    pub(crate) origin: String,
    pub(crate) booted: bool,
    pub(crate) staged: bool,
    pub(crate) pinned: bool,
}

/// How a transaction went.
#[derive(Debug)]
pub(crate) struct Ended {
    /// `Finished`.
    pub(crate) result: (bool, String),
    /// Signals with one text, as `name:text`; titles as `Title:…`.
    pub(crate) signals: Vec<String>,
    /// Bytes of each `DownloadProgress`.
    pub(crate) bytes: Vec<u64>,
}

impl Ended {
    pub(crate) fn saw(&self, signal: &str) -> bool {
        self.signals.iter().any(|s| s == signal)
    }
}

/// A text of a dictionary.
pub(crate) fn text(dict: &Dict, key: &str) -> String {
    dict[key].try_clone().unwrap().try_into().unwrap()
}

fn flag(dict: &Dict, key: &str) -> bool {
    dict[key].try_clone().unwrap().try_into().unwrap()
}

/// Runs a command on the machine of a folder, to its end.
pub(crate) fn run(dir: &Path, command: &[&str]) -> Output {
    let mut all = Command::new(PROGRAM);
    all.env("LC_ALL", "C");
    all.args(["run", "--no-apps", "--dir"])
        .arg(dir)
        .arg("--")
        .args(command);
    all.output().unwrap()
}

/// Runs a verb on the machine of a folder.
pub(crate) fn verb(dir: &Path, words: &[&str]) -> Output {
    Command::new(PROGRAM)
        .env("LC_ALL", "C")
        .args(words)
        .arg("--dir")
        .arg(dir)
        .output()
        .unwrap()
}

/// Looks again and again until it is so.
async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let mut turns = tokio::time::interval(Duration::from_millis(20));
    let wait = async {
        loop {
            turns.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    let found = tokio::time::timeout(PATIENCE, wait).await;
    found.unwrap_or_else(|_| panic!("waited in vain until {what}"))
}

/// Until all threads of a process have seen that it was stopped: before, they go on.
pub(crate) async fn until_stopped(process: rustix::process::Pid) {
    let threads = format!("/proc/{}/task", process.as_raw_nonzero());
    until("it has stopped", async || {
        let mut threads = std::fs::read_dir(&threads).unwrap();
        let stopped = threads.all(|thread| {
            let stat = std::fs::read_to_string(thread.unwrap().path().join("stat"));
            stat.is_ok_and(|stat| stat.rsplit(") ").next().unwrap().starts_with('T'))
        });
        stopped.then_some(())
    })
    .await;
}

/// A client of the machine's bus.
pub(crate) struct Client(Connection);

impl Client {
    async fn new(address: &str) -> Self {
        let builder = zbus::connection::Builder::address(address);
        Self(builder.method_timeout(PATIENCE).build().await.unwrap())
    }

    async fn get<T>(&self, path: &str, interface: &str, name: &str) -> T
    where
        T: TryFrom<OwnedVariant>,
        T::Error: std::fmt::Debug,
    {
        let properties = Some("org.freedesktop.DBus.Properties");
        let interface = format!("{SERVICE}.{interface}");
        let body = (interface.as_str(), name);
        let call = self
            .0
            .call_method(Some(SERVICE), path, properties, "Get", &body);
        let reply = call.await.unwrap();
        let value: OwnedVariant = reply.body().deserialize().unwrap();
        T::try_from(value).unwrap()
    }

    async fn os<B>(&self, method: &str, body: &B) -> Result<Message, (String, String)>
    where
        B: serde::Serialize + zbus::Type + Sync,
    {
        let interface = format!("{SERVICE}.OS");
        let call = self
            .0
            .call_method(Some(SERVICE), OS, Some(interface.as_str()), method, body);
        call.await.map_err(|error| {
            use zbus::DBusError as _;
            if let zbus::Error::MethodError(name, text, _) = error {
                return (name.to_string(), text.unwrap_or_default());
            }
            let zbus::Error::FDO(error) = error else {
                panic!("{error}");
            };
            let text = error.description().unwrap_or_default().to_owned();
            (error.name().to_string(), text)
        })
    }

    /// Prepares work that takes only options and gives its address.
    pub(crate) async fn begin(&self, method: &str) -> Result<String, (String, String)> {
        let options: HashMap<&str, Variant<'_>> = HashMap::new();
        let reply = self.os(method, &options).await?;
        Ok(reply.body().deserialize().unwrap())
    }

    /// Leaves the bus.
    pub(crate) async fn leave(self) {
        self.0.close().await.unwrap();
    }
}

/// A running machine; stops when dropped.
pub(crate) struct Machine {
    dir: PathBuf,
    host: Child,
    address: String,
    client: Client,
    /// The folder, when it is this test's alone; removed after the machine has stopped.
    own: Option<tempfile::TempDir>,
}

impl Drop for Machine {
    fn drop(&mut self) {
        // The command is a `cat` that ends with its input.
        drop(self.host.stdin.take());
        self.host.wait().unwrap();
    }
}

impl Machine {
    /// A new one.
    pub(crate) async fn start(options: &[&str]) -> Self {
        let own = tempfile::tempdir().unwrap();
        let mut machine = Self::start_in(own.path(), options).await;
        machine.own = Some(own);
        machine
    }

    /// The one of a folder.
    pub(crate) async fn start_in(dir: &Path, options: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.env("LC_ALL", "C");
        command
            .args(["run", "--no-apps", "--dir"])
            .arg(dir)
            .args(options);
        command.args([
            "--",
            "sh",
            "-c",
            "echo \"$DBUS_SYSTEM_BUS_ADDRESS\" && exec cat",
        ]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut host = command.spawn().unwrap();
        let mut lines = std::io::BufReader::new(host.stdout.take().unwrap());
        let mut address = String::new();
        std::io::BufRead::read_line(&mut lines, &mut address).unwrap();
        let address = address.trim().to_owned();
        let client = Client::new(&address).await;
        Self {
            dir: dir.to_owned(),
            host,
            address,
            client,
            own: None,
        }
    }

    /// Another client of the same machine.
    pub(crate) async fn another_client(&self) -> Client {
        Client::new(&self.address).await
    }

    async fn control(&self) -> PracticeProxy<'_> {
        PracticeProxy::new(&self.client.0).await.unwrap()
    }

    pub(crate) async fn publish(&self, variant: &str, version: &str) -> zbus::Result<String> {
        self.control().await.publish(variant, version).await
    }

    pub(crate) async fn set_fault(&self, name: &str) {
        self.control().await.set_fault(name).await.unwrap();
        assert_eq!(self.control().await.fault().await.unwrap(), name);
    }

    /// Waits until that is broken, though the one who broke it may still wait for the service.
    pub(crate) async fn until_fault(&self, name: &str) {
        let control = self.control().await;
        until("it is broken", async || {
            (control.fault().await.unwrap() == name).then_some(())
        })
        .await;
    }

    /// The process of the service, started when it does not run.
    pub(crate) async fn service(&self) -> rustix::process::Pid {
        let bus = zbus::fdo::DBusProxy::new(&self.client.0).await.unwrap();
        let name = zbus::names::BusName::try_from(SERVICE).unwrap();
        self.active().await;
        let process = bus.get_connection_unix_process_id(name).await.unwrap();
        rustix::process::Pid::from_raw(process.cast_signed()).unwrap()
    }

    pub(crate) async fn set_answer(&self, action: &str, answer: &str) {
        self.control()
            .await
            .set_answer(action, answer)
            .await
            .unwrap();
    }

    pub(crate) async fn start_over(&self) {
        self.control().await.start_over().await.unwrap();
    }

    /// Restarts through logind; gives how often it was started when it answers again.
    pub(crate) async fn restart(&self) -> u32 {
        let control = self.control().await;
        let before = control.starts().await.unwrap();
        let manager = Some("org.freedesktop.login1.Manager");
        let login = Some("org.freedesktop.login1");
        let path = "/org/freedesktop/login1";
        self.client
            .0
            .call_method(login, path, manager, "Reboot", &false)
            .await
            .unwrap();
        until("the machine is back", async || {
            let starts = control.starts().await.unwrap();
            (starts > before).then_some(starts)
        })
        .await
    }

    /// Runs the machine's own `ostree`, as the privileged helper does.
    pub(crate) fn ostree(&self, words: &[&str]) {
        let mut command = Command::new(self.dir.join("run/bin/ostree"));
        command
            .args(words)
            .env(practice_api::ENV_MACHINE, &self.dir);
        assert!(command.status().unwrap().success());
    }

    /// The number of the first version that was ever published.
    pub(crate) fn oldest_upstream(&self) -> String {
        let mut command = Command::new("ostree");
        command.arg(format!("--repo={}", self.dir.join("upstream").display()));
        let output = command
            .args(["log", "practice/44/x86_64/gnome"])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let last = text.lines().rfind(|l| l.starts_with("Version: ")).unwrap();
        last.trim_start_matches("Version: ").to_owned()
    }

    /// Whether libostree left its mark of a failed finalization.
    pub(crate) fn finalize_failed(&self) -> bool {
        self.dir
            .join("sysroot/boot/ostree/finalize-failure.stamp")
            .exists()
    }

    pub(crate) async fn versions(&self) -> Vec<Version> {
        let all: Vec<Dict> = self.client.get(SYSROOT, "Sysroot", "Deployments").await;
        all.iter()
            .map(|d| Version {
                version: text(d, "version"),
                origin: text(d, "origin"),
                booted: flag(d, "booted"),
                staged: flag(d, "staged"),
                pinned: flag(d, "pinned"),
            })
            .collect()
    }

    /// The number of the version that runs.
    pub(crate) async fn running(&self) -> String {
        let booted: Dict = self.client.get(OS, "OS", "BootedDeployment").await;
        text(&booted, "version")
    }

    pub(crate) async fn cached_update(&self) -> Dict {
        self.client.get(OS, "OS", "CachedUpdate").await
    }

    /// `ActiveTransaction`.
    pub(crate) async fn active(&self) -> (String, String, String) {
        self.client
            .get(SYSROOT, "Sysroot", "ActiveTransaction")
            .await
    }

    pub(crate) async fn until_idle(&self) {
        until("nothing goes on", async || {
            self.active().await.0.is_empty().then_some(())
        })
        .await;
    }

    pub(crate) async fn until_service_left(&self) {
        let bus = zbus::fdo::DBusProxy::new(&self.client.0).await.unwrap();
        let name = zbus::names::BusName::try_from(SERVICE).unwrap();
        until("the service has left", async || {
            (!bus.name_has_owner(name.clone()).await.unwrap()).then_some(())
        })
        .await;
    }

    pub(crate) async fn begin(&self, method: &str) -> Result<String, (String, String)> {
        self.client.begin(method).await
    }

    /// Does work that takes only options, to its end.
    pub(crate) async fn work(&self, method: &str) -> Ended {
        let address = self.begin(method).await.unwrap();
        self.whole(&address).await
    }

    pub(crate) async fn check(&self) -> Ended {
        let options = HashMap::from([
            ("mode", Variant::from("check")),
            ("output-to-self", Variant::from(false)),
        ]);
        let reply = self
            .client
            .os("AutomaticUpdateTrigger", &options)
            .await
            .unwrap();
        let (enabled, address): (bool, String) = reply.body().deserialize().unwrap();
        assert!(enabled);
        self.whole(&address).await
    }

    pub(crate) async fn cleanup(&self, element: &str) -> Ended {
        let reply = self.client.os("Cleanup", &vec![element]).await.unwrap();
        self.whole(&reply.body().deserialize::<String>().unwrap())
            .await
    }

    pub(crate) async fn deploy(&self, revision: &str) -> Ended {
        let options: HashMap<&str, Variant<'_>> = HashMap::new();
        let reply = self
            .client
            .os("Deploy", &(revision, options))
            .await
            .unwrap();
        self.whole(&reply.body().deserialize::<String>().unwrap())
            .await
    }

    pub(crate) async fn rebase(&self, refspec: &str) -> Ended {
        let options: HashMap<&str, Variant<'_>> = HashMap::new();
        let body = (options, refspec, Vec::<&str>::new());
        let reply = self.client.os("Rebase", &body).await.unwrap();
        self.whole(&reply.body().deserialize::<String>().unwrap())
            .await
    }

    async fn whole(&self, address: &str) -> Ended {
        let mut watcher = self.follow(address).await;
        assert!(watcher.start().await);
        let ended = watcher.until_the_end().await;
        drop(watcher);
        self.until_idle().await;
        ended
    }

    /// Connects to a transaction.
    pub(crate) async fn follow(&self, address: &str) -> Watcher {
        let peer = zbus::connection::Builder::address(address)
            .p2p()
            .build()
            .await
            .unwrap();
        let signals = MessageStream::from(&peer);
        Watcher {
            peer,
            signals,
            seen: Vec::new(),
            bytes: Vec::new(),
        }
    }
}

/// One who watches a transaction.
pub(crate) struct Watcher {
    peer: Connection,
    signals: MessageStream,
    seen: Vec<String>,
    bytes: Vec<u64>,
}

type Progress = (
    (u64, u64),
    (u32, u32),
    (u32, u32, u32),
    (u32, u32, u32, u64),
    (u32, u32),
    (u64, u64),
);

impl Watcher {
    async fn call(&self, method: &str) -> zbus::Result<Message> {
        let interface = format!("{SERVICE}.Transaction");
        self.peer
            .call_method(None::<&str>, "/", Some(interface.as_str()), method, &())
            .await
    }

    /// `Start`: whether this one started it.
    pub(crate) async fn start(&mut self) -> bool {
        self.call("Start")
            .await
            .unwrap()
            .body()
            .deserialize()
            .unwrap()
    }

    pub(crate) async fn cancel(&mut self) {
        self.call("Cancel").await.unwrap();
    }

    /// Takes the next signal; `Some` when it was the last one.
    fn note(&mut self, message: &Message) -> Option<(bool, String)> {
        let header = message.header();
        let body = message.body();
        match header
            .member()
            .map(ToString::to_string)
            .unwrap_or_default()
            .as_str()
        {
            "Finished" => return Some(body.deserialize().unwrap()),
            "PropertiesChanged" => {
                let (_, changed, _): (String, Dict, Vec<String>) = body.deserialize().unwrap();
                self.seen.push(format!("Title:{}", text(&changed, "Title")));
            }
            "DownloadProgress" => {
                let progress: Progress = body.deserialize().unwrap();
                self.bytes.push(progress.5.0);
            }
            "ProgressEnd" => self.seen.push("ProgressEnd".into()),
            name @ ("Message" | "TaskBegin" | "TaskEnd") => {
                self.seen
                    .push(format!("{name}:{}", body.deserialize::<String>().unwrap()));
            }
            _other => {}
        }
        None
    }

    async fn next(&mut self) -> Option<Message> {
        let next = tokio::time::timeout(PATIENCE, self.signals.next()).await;
        next.expect("the transaction says something")
            .and_then(Result::ok)
    }

    pub(crate) async fn until_the_end(&mut self) -> Ended {
        loop {
            let message = self
                .next()
                .await
                .expect("the socket is not closed before the end");
            if let Some(result) = self.note(&message) {
                return Ended {
                    result,
                    signals: self.seen.clone(),
                    bytes: self.bytes.clone(),
                };
            }
        }
    }

    pub(crate) async fn until_progress(&mut self) {
        while self.bytes.is_empty() {
            let message = self
                .next()
                .await
                .expect("the socket is not closed before the end");
            assert_eq!(self.note(&message), None);
        }
    }

    /// Whether the socket is closed without `Finished`.
    pub(crate) async fn closed_without_end(&mut self) -> bool {
        while let Some(message) = self.next().await {
            if self.note(&message).is_some() {
                return false;
            }
        }
        true
    }
}
