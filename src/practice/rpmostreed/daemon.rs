//! What the service knows: its clients, the one transaction, and what it last told about the disk.

use std::collections::HashMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, SystemTime};

use futures_util::StreamExt;
use rustix::fs::{FlockOperation, fcntl_lock};
use tokio::sync::watch;
use zbus::message::Header;

use super::super::commit::{self, Commit};
use super::super::fault::Fault;
use super::super::paths::{Machine, OSNAME};
use super::super::state::{self, Deployment};
use super::super::trouble::Result;
use super::cached;
use super::clients::{self, Clients};
use super::dict::{self, Dict};
use super::error::Refusal;
use super::job;
use super::signature::Signatures;
use super::transaction::{Request, Signal, Transaction};
use super::work::Work;
use super::{os, sysroot};

/// How often the disk is looked at for changes by other programs.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The service.
#[derive(Debug)]
pub(super) struct Daemon {
    machine: Machine,
    sockets: PathBuf,
    connection: OnceLock<zbus::Connection>,
    clients: Clients,
    current: Mutex<Option<Arc<Transaction>>>,
    rebooting: AtomicBool,
    commits: Mutex<HashMap<String, Arc<Commit>>>,
    signatures: Signatures,
    told: Mutex<(Dict, Dict)>,
    /// Changes with each call, client and transaction.
    activity: watch::Sender<()>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Daemon {
    /// One for that machine, with its sockets in that folder.
    pub(super) fn new(machine: Machine, sockets: PathBuf) -> Arc<Self> {
        let activity = watch::Sender::new(());
        Arc::new(Self {
            machine,
            sockets,
            connection: OnceLock::new(),
            clients: Clients::new(activity.clone()),
            current: Mutex::default(),
            rebooting: AtomicBool::new(false),
            commits: Mutex::default(),
            signatures: Signatures::default(),
            told: Mutex::default(),
            activity,
        })
    }

    /// Tells it its connection, before anybody can call.
    pub(super) fn connected(&self, connection: zbus::Connection) {
        if self.connection.set(connection).is_err() {
            tracing::error!("connected twice");
        }
        *lock(&self.told) = (self.sysroot_properties(), self.os_properties());
    }

    /// The machine.
    pub(super) fn machine(&self) -> &Machine {
        &self.machine
    }

    /// The connection to the bus.
    pub(super) fn connection(&self) -> std::result::Result<&zbus::Connection, String> {
        self.connection
            .get()
            .ok_or_else(|| "not connected yet".to_owned())
    }

    /// All deployments in boot order; none when the disk cannot be read.
    pub(super) fn deployments(&self) -> Vec<Deployment> {
        state::deployments(&self.machine).unwrap_or_else(|error| {
            tracing::warn!(err = %error, "the disk cannot be read");
            Vec::new()
        })
    }

    /// A commit of the machine's own repository. Commits never change, so each is read once.
    pub(super) fn commit(&self, checksum: &str) -> Result<Arc<Commit>> {
        if let Some(known) = lock(&self.commits).get(checksum) {
            return Ok(Arc::clone(known));
        }
        let read = Arc::new(commit::read(&self.machine.repo(), checksum)?);
        lock(&self.commits).insert(checksum.to_owned(), Arc::clone(&read));
        Ok(read)
    }

    /// The dictionary of a deployment; empty when its commit cannot be read.
    pub(super) fn dict(&self, deployment: &Deployment) -> Dict {
        let own = self.commit(&deployment.checksum);
        let base = self.base_of(&deployment.checksum);
        let (Ok(own), Ok(published)) = (own, self.commit(&base)) else {
            return Dict::new();
        };
        let tip = state::remote_ref(&self.machine, &deployment.refspec);
        let newer = tip
            .as_deref()
            .and_then(|checksum| Some((checksum, self.commit(checksum).ok()?)))
            .filter(|(_, commit)| commit.timestamp > published.timestamp);
        let newer = newer
            .as_ref()
            .map(|(checksum, commit)| (*checksum, &**commit));
        let both = ((&*base, &*published), &*own);
        let mut dict = dict::deployment(deployment, both, newer, Fault::of(&self.machine));
        // Nobody signed the commit that this computer made of an image.
        if !deployment.is_image() {
            self.put_signatures(&mut dict, &base);
        }
        dict
    }

    /// Puts in who signed that commit.
    pub(super) fn put_signatures(&self, dict: &mut Dict, checksum: &str) {
        self.signatures.put(dict, &self.machine.repo(), checksum);
    }

    /// What could be updated to, as it was found by the last check.
    pub(super) fn cached_update(&self) -> Dict {
        cached::update(self).unwrap_or_default()
    }

    /// `ActiveTransaction` and `ActiveTransactionPath`.
    pub(super) fn active(&self) -> ((String, String, String), String) {
        match &*lock(&self.current) {
            None => Default::default(),
            Some(t) => {
                let r = &t.request;
                let what = (r.method.to_owned(), r.sender.clone(), os::PATH.to_owned());
                (what, t.address())
            }
        }
    }

    fn sysroot_properties(&self) -> Dict {
        let mut dict = Dict::new();
        let all: Vec<_> = self.deployments().iter().map(|d| self.dict(d)).collect();
        dict::put(&mut dict, "Deployments", all);
        let (what, address) = self.active();
        dict::put(&mut dict, "ActiveTransaction", what);
        dict::put(&mut dict, "ActiveTransactionPath", address);
        dict
    }

    fn os_properties(&self) -> Dict {
        let mut dict = Dict::new();
        let all = self.deployments();
        let of = |d: Option<&Deployment>| d.map(|d| self.dict(d)).unwrap_or_default();
        dict::put(
            &mut dict,
            "BootedDeployment",
            of(all.iter().find(|d| d.booted)),
        );
        dict::put(&mut dict, "DefaultDeployment", of(all.first()));
        dict::put(&mut dict, "RollbackDeployment", of(rollback(&all)));
        let update = self.cached_update();
        dict::put(
            &mut dict,
            "HasCachedUpdateRpmDiff",
            update.contains_key("rpm-diff"),
        );
        dict::put(&mut dict, "CachedUpdate", update);
        dict
    }

    /// Tells the bus which properties have changed since it was last told.
    pub(super) async fn announce(&self) {
        let (sysroot_changes, os_changes) = {
            let new = (self.sysroot_properties(), self.os_properties());
            let mut told = lock(&self.told);
            let found = (changes(&told.0, &new.0), changes(&told.1, &new.1));
            *told = new;
            found
        };
        for (path, interface, changed) in [
            (os::PATH, os::INTERFACE, os_changes),
            (sysroot::PATH, sysroot::INTERFACE, sysroot_changes),
        ] {
            if changed.is_empty() {
                continue;
            }
            let body = (interface, changed, Vec::<&str>::new());
            let properties = "org.freedesktop.DBus.Properties";
            let Some(connection) = self.connection.get() else {
                return;
            };
            let sent = connection
                .emit_signal(None::<&str>, path, properties, "PropertiesChanged", &body)
                .await;
            if let Err(error) = sent {
                tracing::debug!(err = %error, "nobody could be told");
            }
        }
    }

    /// Asks polkit whether the caller may do that.
    pub(super) async fn authorize(
        &self,
        header: &Header<'_>,
        action: &str,
        what: &str,
    ) -> std::result::Result<(), Refusal> {
        self.touch();
        let connection = self.connection().map_err(Refusal::Failed)?;
        clients::authorize(connection, header, action, what).await
    }

    /// Notes that somebody needs the service.
    pub(super) fn touch(&self) {
        self.activity.send_replace(());
    }

    /// Those who keep it alive.
    pub(super) fn clients(&self) -> &Clients {
        &self.clients
    }

    /// Prepares work, or joins the same work that goes on; gives the address to follow it at.
    pub(super) async fn begin(
        self: Arc<Self>,
        header: &Header<'_>,
        method: &'static str,
        arguments: String,
        work: Work,
    ) -> std::result::Result<String, Refusal> {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let client = self.clients.describe(header, self.connection.get()).await;
        let transaction = {
            let mut current = lock(&self.current);
            if let Some(running) = &*current {
                let r = &running.request;
                if r.method == method && r.arguments == arguments {
                    return Ok(running.address());
                }
                return Err(Refusal::Busy(format!(
                    "Transaction in progress: {}\n You can cancel the current transaction with `rpm-ostree cancel`",
                    running.title()
                )));
            }
            if self.rebooting.load(Ordering::Relaxed) {
                return Err(Refusal::Failed(
                    "Reboot initiated, cannot start new transaction".into(),
                ));
            }
            if self.disk_is_locked() {
                return Err(Refusal::Busy("System transaction in progress".into()));
            }
            let request = Request {
                method,
                arguments,
                sender,
                client,
                title: work.first_title().to_owned(),
            };
            let opened = Transaction::open(request, &self.sockets)
                .map_err(|e| Refusal::Failed(e.to_string()))?;
            *current = Some(Arc::clone(&opened));
            opened
        };
        self.announce().await;
        let address = transaction.address();
        tokio::spawn(self.life(transaction, work));
        Ok(address)
    }

    /// A transaction from its first peer to its last.
    async fn life(self: Arc<Self>, transaction: Arc<Transaction>, work: Work) {
        let started = tokio::select! {
            () = transaction.started() => true,
            () = self.gone(&transaction.request.sender) => false,
        };
        if started {
            let result = job::run(&self, &transaction, work).await;
            self.announce().await;
            let (success, text) = match result {
                Ok(()) => (true, String::new()),
                Err(text) => (false, text),
            };
            tracing::info!(
                title = transaction.title(),
                success,
                text,
                "transaction ended"
            );
            transaction.tell(&Signal::Finished(success, text));
            transaction.deserted().await;
        }
        transaction.close();
        *lock(&self.current) = None;
        self.announce().await;
        self.activity.send_replace(());
    }

    /// Waits until a bus name has no owner.
    async fn gone(&self, name: &str) {
        let wait = async {
            let connection = self.connection.get()?;
            let bus = zbus::fdo::DBusProxy::new(connection).await.ok()?;
            let mut changes = bus
                .receive_name_owner_changed_with_args(&[(0, name)])
                .await
                .ok()?;
            let bus_name = zbus::names::BusName::try_from(name).ok()?;
            while bus.name_has_owner(bus_name.clone()).await.ok()? {
                changes.next().await?;
            }
            Some(())
        };
        if wait.await.is_none() {
            std::future::pending::<()>().await;
        }
    }

    /// Whether another program, such as `ostree` itself, is changing the disk.
    fn disk_is_locked(&self) -> bool {
        // libostree locks the open file; a lock of this process conflicts with that and is gone when it is closed.
        let lock = self.machine.sysroot().join("ostree/lock");
        File::options()
            .write(true)
            .open(lock)
            .is_ok_and(|file| fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive).is_err())
    }

    /// Notes that the machine is about to restart.
    pub(super) fn rebooting(&self) {
        self.rebooting.store(true, Ordering::Relaxed);
    }

    /// Tells of changes that others make, such as a deployment that was pinned.
    pub(super) async fn watch_disk(&self) {
        let mut seen = self.stamp();
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let now = self.stamp();
            if now != seen {
                seen = now;
                self.announce().await;
            }
        }
    }

    /// libostree touches this folder with each change.
    fn stamp(&self) -> Option<SystemTime> {
        let dir = self.machine.sysroot().join("ostree/deploy");
        dir.metadata().and_then(|m| m.modified()).ok()
    }

    /// Waits until nobody has needed the service for so many seconds.
    pub(super) async fn idle(&self, seconds: u32) {
        let mut activity = self.activity.subscribe();
        loop {
            let quiet = tokio::time::sleep(Duration::from_secs(seconds.into()));
            tokio::select! {
                _ = activity.changed() => {}
                () = quiet => {
                    if self.clients.is_empty() && lock(&self.current).is_none() {
                        tracing::debug!("nobody needs the service");
                        return;
                    }
                }
            }
        }
    }
}

/// The deployment to go back to: the one after the running one.
pub(super) fn rollback(all: &[Deployment]) -> Option<&Deployment> {
    let at = all.iter().position(|d| d.booted)?;
    all.iter().skip(at + 1).find(|d| d.osname == OSNAME)
}

fn changes(old: &Dict, new: &Dict) -> Dict {
    new.iter()
        .filter(|(key, value)| old.get(*key) != Some(value))
        .filter_map(|(key, value)| Some((key.clone(), value.try_clone().ok()?)))
        .collect()
}
