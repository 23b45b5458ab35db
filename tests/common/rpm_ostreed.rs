//! A scripted rpm-ostree: the real service's interfaces, answers and order of events, with a small model behind
//! so that a change shows in what is read afterwards. What it says while it works was captured from the real one.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::Value;
use tokio::sync::watch;
use zbus::message::Header;
use zbus::{Connection, OwnedObjectPath, OwnedVariant, Variant, fdo, interface};

use super::bus::PrivateBus;
use super::captured::{self, Dict};
use super::rpm_transaction::Transaction;

pub(crate) const NAME: &str = "org.projectatomic.rpmostree1";
pub(crate) const SYSROOT: &str = "/org/projectatomic/rpmostree1/Sysroot";
pub(crate) const OS: &str = "/org/projectatomic/rpmostree1/fedora";
const GIO: &str = "org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code";

/// What happens to the system; done where the real service does it, just before `Finished`.
pub(crate) type Effect = Box<dyn FnOnce(&mut World) + Send>;

/// How a transaction goes.
pub(crate) struct Script {
    /// Name of the captured sequence.
    pub(crate) sequence: &'static str,
    /// Done before `Finished`.
    pub(crate) effect: Effect,
    /// Done once every listener has left.
    pub(crate) afterwards: Effect,
    /// The service dies instead of finishing.
    pub(crate) dies: bool,
}

impl Script {
    pub(crate) fn new(sequence: &'static str) -> Self {
        Self {
            sequence,
            effect: Box::new(|_| {}),
            afterwards: Box::new(|_| {}),
            dies: false,
        }
    }

    pub(crate) fn with(mut self, effect: impl FnOnce(&mut World) + Send + 'static) -> Self {
        self.effect = Box::new(effect);
        self
    }

    pub(crate) fn then(mut self, afterwards: impl FnOnce(&mut World) + Send + 'static) -> Self {
        self.afterwards = Box::new(afterwards);
        self
    }

    pub(crate) fn dying(mut self) -> Self {
        self.dies = true;
        self
    }
}

/// The modelled computer.
#[derive(Default)]
pub(crate) struct World {
    /// In boot order.
    pub(crate) deployments: Vec<Dict>,
    /// `CachedUpdate`.
    pub(crate) cached: Dict,
    /// What upstream has: the deployment it becomes, and what a check finds.
    pub(crate) upstream: Option<(Dict, Dict)>,
    pub(crate) policy: String,
    pub(crate) path: String,
    pub(crate) booted: String,
    pub(crate) diff: Vec<(String, u32, Dict)>,
    pub(crate) active: (String, String, String),
    pub(crate) address: String,
    /// Next answers to a method, before anything else: an error name and text.
    pub(crate) refusals: HashMap<&'static str, VecDeque<(String, String)>>,
    /// Next transactions of a method.
    pub(crate) scripts: HashMap<&'static str, VecDeque<Script>>,
    /// Every call: member and arguments as text.
    pub(crate) calls: Vec<(String, String)>,
}

impl World {
    pub(crate) fn flag(dict: &Dict, key: &str) -> bool {
        bool::try_from(dict[key].clone()).unwrap()
    }

    pub(crate) fn set(dict: &mut Dict, key: &str, value: impl Into<Variant<'static>>) {
        let value = OwnedVariant::try_from(value.into()).unwrap();
        dict.insert(key.to_owned(), value);
    }

    pub(crate) fn id(dict: &Dict) -> String {
        String::try_from(dict["id"].clone()).unwrap()
    }

    fn staged(&self) -> Option<usize> {
        self.deployments
            .iter()
            .position(|d| Self::flag(d, "staged"))
    }

    fn running(&self) -> usize {
        let mut all = self.deployments.iter();
        all.position(|d| Self::flag(d, "booted")).unwrap()
    }

    /// Stages what upstream has, as the real service does: the cached update then names the deployment.
    pub(crate) fn stage(&mut self) {
        if let Some((deployment, cached)) = self.upstream.clone() {
            self.unstage();
            self.cached = cached;
            World::set(&mut self.cached, "deployment", Self::id(&deployment));
            self.deployments.insert(0, deployment);
        }
    }

    pub(crate) fn unstage(&mut self) {
        if let Some(at) = self.staged() {
            self.deployments.remove(at);
            self.cached.remove("deployment");
        }
    }

    fn swap(&mut self) {
        let running = self.running();
        let at = if running + 1 < self.deployments.len() {
            running + 1
        } else {
            running
        };
        let first = self.deployments.remove(at);
        self.deployments.insert(0, first);
    }

    fn script(&mut self, method: &str, argument: &str) -> Script {
        let own = self.scripts.iter_mut().find(|(m, _)| **m == method);
        if let Some(script) = own.and_then(|(_, list)| list.pop_front()) {
            return script;
        }
        match method {
            "AutomaticUpdateTrigger" => match self.upstream.clone() {
                Some((_, cached)) => Script::new("autoupdate-check").with(|w| w.cached = cached),
                None => Script::new("check-uptodate"),
            },
            "Upgrade" => match &self.upstream {
                Some((new, _))
                    if self
                        .deployments
                        .iter()
                        .all(|d| Self::id(d) != Self::id(new)) =>
                {
                    Script::new("upgrade").with(World::stage)
                }
                _ => Script::new("upgrade-uptodate"),
            },
            "UpdateDeployment" => Script::new("downloadonly-fresh"),
            "Cleanup" => Script::new("cleanup-pending").with(World::unstage),
            "Rollback" if self.staged().is_some() => Script::new("rollback-while-staged"),
            "Rollback" if self.deployments.len() < 2 => Script::new("rollback-none"),
            "Rollback" => Script::new("rollback").with(World::swap),
            "Deploy" if argument == "42.20250615.0" => {
                Script::new("deploy-version").with(World::stage)
            }
            "Deploy" => Script::new("deploy-bad-version"),
            other => panic!("no script for {other}"),
        }
    }

    fn special(&self, which: &str) -> Dict {
        let running = self.running();
        let found = match which {
            "BootedDeployment" => self.deployments.get(running),
            "DefaultDeployment" => self.deployments.first(),
            _ => self.deployments.get(running + 1),
        };
        found.cloned().unwrap_or_default()
    }
}

/// Shared by the service, its objects and its transactions.
pub(crate) struct Shared {
    pub(crate) world: Mutex<World>,
    /// Work waits half-way while this is true.
    pub(crate) hold: watch::Sender<bool>,
    pub(crate) transaction: Mutex<Option<Arc<Transaction>>>,
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

    /// Leaves the bus as a killed process does.
    pub(crate) async fn die(&self) {
        if let Some(transaction) = self.shared.transaction.lock().unwrap().take() {
            transaction.vanish();
        }
        {
            let mut world = self.shared.world();
            world.active = Default::default();
            world.address.clear();
        }
        let connection = self.connection.lock().unwrap().take();
        if let Some(connection) = connection {
            connection.close().await.unwrap();
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

    fn record(&self, member: &str, arguments: String) {
        let call = (member.to_owned(), arguments);
        self.world().calls.push(call);
    }

    fn refusal(&self, method: &str) -> Option<zbus::Error> {
        let mut world = self.world();
        let queue = world.refusals.iter_mut().find(|(m, _)| **m == method);
        let (name, text) = queue.and_then(|(_, queue)| queue.pop_front())?;
        Some(failure(&name, &text))
    }

    /// Makes a transaction, joins the same one, or is busy.
    async fn transact(
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

/// Any error name, which `fdo::Error` cannot carry.
#[derive(Debug)]
struct AnyError(zbus::Error);

impl zbus::DBusError for AnyError {
    fn create_reply(&self, header: &Header<'_>) -> zbus::Result<zbus::Message> {
        let name = self.name().to_string();
        let text = self.description().unwrap_or_default();
        zbus::Message::error(header, name).build(&(text,))
    }

    fn name(&self) -> zbus::names::ErrorName<'_> {
        let zbus::Error::MethodError(name, ..) = &self.0 else {
            panic!("{}", self.0)
        };
        name.as_ref()
    }

    fn description(&self) -> Option<&str> {
        let zbus::Error::MethodError(_, text, _) = &self.0 else {
            panic!("{}", self.0)
        };
        text.as_deref()
    }
}

fn show(dict: &Dict) -> String {
    let mut keys: Vec<_> = dict.iter().collect();
    keys.sort_by_key(|(key, _)| key.as_str());
    let list: Vec<_> = keys
        .iter()
        .map(|(k, v)| format!("{k}={}", Variant::try_from(*v).unwrap()))
        .collect();
    format!("{{{}}}", list.join(", "))
}

struct SysrootObject(Service);

#[interface(name = "org.projectatomic.rpmostree1.Sysroot")]
impl SysrootObject {
    fn register_client(&self, options: Dict) -> Result<(), AnyError> {
        self.0.record("RegisterClient", show(&options));
        match self.0.refusal("RegisterClient") {
            Some(err) => Err(AnyError(err)),
            None => Ok(()),
        }
    }

    fn unregister_client(&self, options: Dict) {
        self.0.record("UnregisterClient", show(&options));
    }

    fn reload(&self) {
        self.0.record("Reload", String::new());
    }

    fn reload_config(&self) {
        self.0.record("ReloadConfig", String::new());
    }

    /// The real one crashes when the name is empty.
    #[zbus(name = "GetOS")]
    async fn get_os(&self, name: &str) -> fdo::Result<OwnedObjectPath> {
        self.0.record("GetOS", name.to_owned());
        if name.is_empty() {
            self.0.die().await;
        }
        Ok(OwnedObjectPath::try_from(OS).unwrap())
    }

    #[zbus(property)]
    fn booted(&self) -> OwnedObjectPath {
        self.0.world().booted.clone().try_into().unwrap()
    }

    #[zbus(property)]
    fn path(&self) -> String {
        self.0.world().path.clone()
    }

    #[zbus(property)]
    fn active_transaction(&self) -> (String, String, String) {
        self.0.world().active.clone()
    }

    #[zbus(property)]
    fn active_transaction_path(&self) -> String {
        self.0.world().address.clone()
    }

    #[zbus(property)]
    fn automatic_update_policy(&self) -> String {
        self.0.world().policy.clone()
    }

    #[zbus(property)]
    fn deployments(&self) -> Vec<Dict> {
        self.0.world().deployments.clone()
    }
}

struct OsObject(Service);

impl OsObject {
    fn never<T>(&self, member: &str) -> fdo::Result<T> {
        panic!("{member} is never called by Isotope")
    }
}

type Lines = Vec<(String, u32, Dict)>;

#[interface(name = "org.projectatomic.rpmostree1.OS")]
impl OsObject {
    async fn automatic_update_trigger(
        &self,
        options: Dict,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<(bool, String), AnyError> {
        let address = self.0.transact(&header, &show(&options), "").await;
        Ok((true, address.map_err(AnyError)?))
    }

    async fn upgrade(
        &self,
        options: Dict,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let address = self.0.transact(&header, &show(&options), "").await;
        address.map_err(AnyError)
    }

    async fn update_deployment(
        &self,
        modifiers: Dict,
        options: Dict,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let arguments = format!("{} {}", show(&modifiers), show(&options));
        let address = self.0.transact(&header, &arguments, "").await;
        address.map_err(AnyError)
    }

    async fn deploy(
        &self,
        revision: &str,
        options: Dict,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let arguments = format!("{revision} {}", show(&options));
        let address = self.0.transact(&header, &arguments, revision).await;
        address.map_err(AnyError)
    }

    async fn rollback(
        &self,
        options: Dict,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let address = self.0.transact(&header, &show(&options), "").await;
        address.map_err(AnyError)
    }

    async fn cleanup(
        &self,
        elements: Vec<String>,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let arguments = elements.join(" ");
        let address = self.0.transact(&header, &arguments, "").await;
        address.map_err(AnyError)
    }

    async fn rebase(
        &self,
        options: Dict,
        refspec: &str,
        packages: Vec<String>,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let arguments = format!("{refspec} {} {}", packages.join(" "), show(&options));
        let address = self.0.transact(&header, &arguments, "").await;
        address.map_err(AnyError)
    }

    fn get_deployments_rpm_diff(&self, from: &str, to: &str) -> Result<Lines, AnyError> {
        self.0
            .record("GetDeploymentsRpmDiff", format!("{from} {to}"));
        match self.0.refusal("GetDeploymentsRpmDiff") {
            Some(err) => Err(AnyError(err)),
            None => Ok(self.0.world().diff.clone()),
        }
    }

    fn clear_rollback_target(&self, _options: Dict) -> fdo::Result<String> {
        self.never("ClearRollbackTarget")
    }

    fn download_deploy_rpm_diff(
        &self,
        _revision: &str,
        _packages: Vec<String>,
    ) -> fdo::Result<String> {
        self.never("DownloadDeployRpmDiff")
    }

    fn download_rebase_rpm_diff(
        &self,
        _refspec: &str,
        _packages: Vec<String>,
    ) -> fdo::Result<String> {
        self.never("DownloadRebaseRpmDiff")
    }

    fn download_update_rpm_diff(&self) -> fdo::Result<String> {
        self.never("DownloadUpdateRpmDiff")
    }

    fn finalize_deployment(&self, _options: Dict) -> fdo::Result<String> {
        self.never("FinalizeDeployment")
    }

    fn get_cached_deploy_rpm_diff(
        &self,
        _revision: &str,
        _packages: Vec<String>,
    ) -> fdo::Result<(Lines, Dict)> {
        self.never("GetCachedDeployRpmDiff")
    }

    fn get_cached_rebase_rpm_diff(
        &self,
        _refspec: &str,
        _packages: Vec<String>,
    ) -> fdo::Result<(Lines, Dict)> {
        self.never("GetCachedRebaseRpmDiff")
    }

    fn get_cached_update_rpm_diff(&self, _id: &str) -> fdo::Result<(Lines, Dict)> {
        self.never("GetCachedUpdateRpmDiff")
    }

    fn get_deployment_boot_config(&self, _id: &str, _pending: bool) -> fdo::Result<Dict> {
        self.never("GetDeploymentBootConfig")
    }

    fn get_packages(&self, _names: Vec<String>) -> fdo::Result<Vec<Dict>> {
        self.never("GetPackages")
    }

    fn initramfs_etc(
        &self,
        _track: Vec<String>,
        _untrack: Vec<String>,
        _all: bool,
        _force: bool,
        _options: Dict,
    ) -> fdo::Result<String> {
        self.never("InitramfsEtc")
    }

    fn kernel_args(
        &self,
        _existing: &str,
        _added: Vec<String>,
        _replaced: Vec<String>,
        _removed: Vec<String>,
        _options: Dict,
    ) -> fdo::Result<String> {
        self.never("KernelArgs")
    }

    fn list_repos(&self) -> fdo::Result<Vec<Dict>> {
        self.never("ListRepos")
    }

    fn modify_yum_repo(
        &self,
        _id: &str,
        _settings: HashMap<String, String>,
    ) -> fdo::Result<String> {
        self.never("ModifyYumRepo")
    }

    fn pkg_change(
        &self,
        _options: Dict,
        _added: Vec<String>,
        _removed: Vec<String>,
    ) -> fdo::Result<String> {
        self.never("PkgChange")
    }

    fn refresh_md(&self, _options: Dict) -> fdo::Result<String> {
        self.never("RefreshMd")
    }

    fn search(&self, _names: Vec<String>) -> fdo::Result<Vec<Dict>> {
        self.never("Search")
    }

    fn set_initramfs_state(
        &self,
        _regenerate: bool,
        _args: Vec<String>,
        _options: Dict,
    ) -> fdo::Result<String> {
        self.never("SetInitramfsState")
    }

    fn what_provides(&self, _names: Vec<String>) -> fdo::Result<Vec<Dict>> {
        self.never("WhatProvides")
    }

    #[zbus(property)]
    fn booted_deployment(&self) -> Dict {
        self.0.world().special("BootedDeployment")
    }

    #[zbus(property)]
    fn cached_update(&self) -> Dict {
        self.0.world().cached.clone()
    }

    #[zbus(property)]
    fn default_deployment(&self) -> Dict {
        self.0.world().special("DefaultDeployment")
    }

    #[zbus(property)]
    fn has_cached_update_rpm_diff(&self) -> bool {
        self.0.world().cached.contains_key("rpm-diff")
    }

    #[zbus(property)]
    fn name(&self) -> String {
        "fedora".into()
    }

    #[zbus(property)]
    fn rollback_deployment(&self) -> Dict {
        self.0.world().special("RollbackDeployment")
    }
}
