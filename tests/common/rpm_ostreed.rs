//! A scripted rpm-ostree: the real service's interfaces, answers and order of events, with a small model behind
//! so that a change shows in what is read afterwards. What it says while it works was captured from the real one.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::Value;
use tokio::sync::watch;
use zbus::Connection;
use zbus::message::Header;

use super::bus::PrivateBus;
use super::captured::{self, Dict};
use super::rpm_objects::{OsObject, SysrootObject};
use super::rpm_transaction::Transaction;
use super::rpm_world::{Script, World};

pub(crate) const NAME: &str = "org.projectatomic.rpmostree1";
pub(crate) const SYSROOT: &str = "/org/projectatomic/rpmostree1/Sysroot";
pub(crate) const OS: &str = "/org/projectatomic/rpmostree1/fedora";
const GIO: &str = "org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code";

/// Shared by the service, its objects and its transactions.
pub(crate) struct Shared {
    pub(crate) world: Mutex<World>,
    /// Work waits half-way while this is true.
    pub(crate) hold: watch::Sender<bool>,
    pub(crate) transaction: Mutex<Option<Arc<Transaction>>>,
    comes_back: AtomicBool,
    folder: PathBuf,
}

impl Shared {
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }
}

/// The service. Clones are the same one.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) shared: Arc<Shared>,
    connection: Arc<Mutex<Option<Connection>>>,
    address: String,
}

impl Service {
    /// Starts it: 42.20250401.0 runs, 42.20250301.0 is the one before, 42.20250615.0 is upstream.
    pub(crate) async fn start(bus: &PrivateBus) -> Self {
        let mut deployments = captured::deployments("deployments.json");
        let new = deployments.remove(0);
        let world = World {
            deployments,
            upstream: Some((new, captured::one("cached-update.json"))),
            policy: "none".into(),
            path: bus.folder.path().join("sysroot").display().to_string(),
            booted: OS.into(),
            diff: captured::diff(),
            ..World::default()
        };
        Self::start_with(bus, world).await
    }

    /// Starts it with another computer.
    pub(crate) async fn start_with(bus: &PrivateBus, world: World) -> Self {
        let shared = Shared {
            world: Mutex::new(world),
            hold: watch::Sender::new(false),
            transaction: Mutex::new(None),
            comes_back: AtomicBool::new(false),
            folder: bus.folder.path().to_owned(),
        };
        let service = Self {
            shared: Arc::new(shared),
            connection: Arc::default(),
            address: bus.address.clone(),
        };
        service.come().await;
        service
    }

    /// Appears on the bus (again).
    pub(crate) async fn come(&self) {
        let sysroot = SysrootObject(self.clone());
        let os = OsObject(self.clone());
        let connection = zbus::connection::Builder::address(self.address.as_str())
            .serve_at(SYSROOT, sysroot)
            .serve_at(OS, os)
            .name(NAME)
            .build()
            .await
            .unwrap();
        *self.connection.lock().unwrap() = Some(connection);
    }

    /// After its next death it comes back by itself, as the bus would start it.
    pub(crate) fn comes_back(&self) {
        self.shared.comes_back.store(true, Ordering::Relaxed);
    }

    /// Leaves the bus as a killed process does.
    pub(crate) async fn die(&self) {
        let transaction = self.shared.transaction.lock().unwrap().take();
        {
            let mut world = self.shared.world();
            world.active = Default::default();
            world.address.clear();
        }
        let connection = self.connection.lock().unwrap().take();
        if let Some(connection) = connection {
            connection.close().await.unwrap();
        }
        if self.shared.comes_back.swap(false, Ordering::Relaxed) {
            self.come().await;
        }
        if let Some(transaction) = transaction {
            transaction.vanish();
        }
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.shared.world()
    }

    /// Queues how the next transaction of a method goes.
    pub(crate) fn script(&self, method: &'static str, script: Script) {
        let mut world = self.world();
        world.scripts.entry(method).or_default().push_back(script);
    }

    /// Queues an error for a method.
    pub(crate) fn refuse(&self, method: &'static str, name: &str, text: &str) {
        let mut world = self.world();
        let queue = world.refusals.entry(method).or_default();
        queue.push_back((name.to_owned(), text.to_owned()));
    }

    /// What was called with which arguments.
    pub(crate) fn calls(&self, member: &str) -> Vec<String> {
        let world = self.world();
        let calls = world.calls.iter().filter(|(m, _)| m == member);
        calls.map(|(_, arguments)| arguments.clone()).collect()
    }

    pub(crate) fn hold(&self, hold: bool) {
        self.shared.hold.send_replace(hold);
    }

    /// Tells everybody on the bus that properties changed, as the real one does.
    pub(crate) async fn announce(&self, interface: &str, names: &[&str]) {
        let path = if interface.ends_with("Sysroot") {
            SYSROOT
        } else {
            OS
        };
        let body = (interface, Dict::new(), names);
        let connection = self.connection.lock().unwrap().clone();
        if let Some(connection) = connection {
            let properties = "org.freedesktop.DBus.Properties";
            connection
                .emit_signal(None::<&str>, path, properties, "PropertiesChanged", &body)
                .await
                .unwrap();
        }
    }

    pub(crate) fn record(&self, member: &str, arguments: String) {
        let call = (member.to_owned(), arguments);
        self.world().calls.push(call);
    }

    pub(crate) fn refusal(&self, method: &str) -> Option<zbus::Error> {
        let mut world = self.world();
        let queue = world.refusals.iter_mut().find(|(m, _)| **m == method);
        let (name, text) = queue.and_then(|(_, queue)| queue.pop_front())?;
        Some(failure(&name, &text))
    }

    /// Makes a transaction, joins the same one, or is busy.
    pub(crate) async fn transact(
        &self,
        header: &Header<'_>,
        arguments: &str,
        key: &str,
    ) -> Result<String, zbus::Error> {
        let method = header.member().unwrap().to_string();
        self.record(&method, arguments.to_owned());
        if let Some(refusal) = self.refusal(&method) {
            return Err(refusal);
        }
        if let Some(running) = &*self.shared.transaction.lock().unwrap() {
            if running.same(&method, arguments) {
                return Ok(running.address.clone());
            }
            let text = format!(
                "Transaction in progress: {}\n You can cancel the current transaction with `rpm-ostree cancel`",
                running.title()
            );
            return Err(failure(&format!("{GIO}26"), &text));
        }
        let script = self.world().script(&method, key);
        let sender = header.sender().unwrap().to_string();
        let socket = self.shared.folder.join("transaction.sock");
        let transaction = Transaction::begin(
            self.clone(),
            script,
            socket,
            (method.clone(), arguments.into()),
            &sender,
        );
        let address = transaction.address.clone();
        *self.shared.transaction.lock().unwrap() = Some(transaction);
        {
            let mut world = self.world();
            world.active = (method, sender, OS.into());
            world.address.clone_from(&address);
        }
        self.announce(
            "org.projectatomic.rpmostree1.Sysroot",
            &["ActiveTransaction", "ActiveTransactionPath"],
        )
        .await;
        Ok(address)
    }

    /// The lines of a captured sequence.
    pub(crate) fn lines(sequence: &str) -> Vec<Vec<Value>> {
        let text = captured::text(&format!("sequences/{sequence}.jsonl"));
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// An error of any name.
fn failure(name: &str, text: &str) -> zbus::Error {
    let call = zbus::Message::method_call("/", "M").build(&()).unwrap();
    let message = zbus::Message::error(&call.header(), name.to_owned())
        .build(&(text,))
        .unwrap();
    let name = zbus::names::OwnedErrorName::try_from(name.to_owned()).unwrap();
    zbus::Error::MethodError(name, Some(text.to_owned()), message)
}
