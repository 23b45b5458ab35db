//! The service's interfaces. Nothing is cached: the service leaves when idle, and a cache would not notice.

use std::collections::HashMap;

use zbus::proxy::CacheProperties;
use zbus::{Connection, ObjectPath, Variant};

use super::wire::{Dict, DiffLine};

/// Well-known bus name.
pub(super) const NAME: &str = "org.projectatomic.rpmostree1";
/// What its paths begin with.
pub(super) const ROOT: &str = "/org/projectatomic/rpmostree1";
const SYSROOT_PATH: &str = "/org/projectatomic/rpmostree1/Sysroot";

/// Options of a call.
pub(super) type Options<'a> = HashMap<&'a str, Variant<'a>>;

/// The whole computer.
#[zbus::proxy(
    interface = "org.projectatomic.rpmostree1.Sysroot",
    default_service = "org.projectatomic.rpmostree1",
    default_path = "/org/projectatomic/rpmostree1/Sysroot"
)]
pub(super) trait Sysroot {
    /// Keeps the service alive while the caller is on the bus.
    fn register_client(&self, options: &Options<'_>) -> zbus::Result<()>;
    /// Looks at the disk again, if it changed.
    fn reload(&self) -> zbus::Result<()>;
    /// (method, caller's bus name, object) of what is going on; empty texts when idle.
    #[zbus(property(emits_changed_signal = "false"))]
    fn active_transaction(&self) -> zbus::Result<(String, String, String)>;
    /// The address of what is going on; empty when idle.
    #[zbus(property(emits_changed_signal = "false"))]
    fn active_transaction_path(&self) -> zbus::Result<String>;
}

/// One operating system. Calls that give an address have only prepared the work.
#[zbus::proxy(
    interface = "org.projectatomic.rpmostree1.OS",
    default_service = "org.projectatomic.rpmostree1"
)]
pub(super) trait Os {
    /// Looks for a newer version: (whether it does, address).
    #[zbus(allow_interactive_auth)]
    fn automatic_update_trigger(&self, options: &Options<'_>) -> zbus::Result<(bool, String)>;
    /// Fetches and stages the newest version.
    #[zbus(allow_interactive_auth)]
    fn upgrade(&self, options: &Options<'_>) -> zbus::Result<String>;
    /// The general call.
    #[zbus(allow_interactive_auth)]
    fn update_deployment(
        &self,
        modifiers: &Options<'_>,
        options: &Options<'_>,
    ) -> zbus::Result<String>;
    /// Stages a version by number, commit or digest.
    #[zbus(allow_interactive_auth)]
    fn deploy(&self, revision: &str, options: &Options<'_>) -> zbus::Result<String>;
    /// Prepares the newest version of another origin. `packages` is ignored.
    #[zbus(allow_interactive_auth)]
    fn rebase(
        &self,
        options: &Options<'_>,
        refspec: &str,
        packages: &[&str],
    ) -> zbus::Result<String>;
    /// Adds and removes packages on top of the version that starts next.
    #[zbus(allow_interactive_auth)]
    fn pkg_change(
        &self,
        options: &Options<'_>,
        added: &[&str],
        removed: &[&str],
    ) -> zbus::Result<String>;
    /// Puts the previous version first, or undoes just that.
    #[zbus(allow_interactive_auth)]
    fn rollback(&self, options: &Options<'_>) -> zbus::Result<String>;
    /// Removes what the words name.
    #[zbus(allow_interactive_auth)]
    fn cleanup(&self, elements: &[&str]) -> zbus::Result<String>;
    /// The packages that differ.
    #[zbus(allow_interactive_auth, name = "GetDeploymentsRpmDiff")]
    fn deployments_rpm_diff(&self, from: &str, to: &str) -> zbus::Result<Vec<DiffLine>>;
}

/// The proxy of the whole computer.
pub(super) async fn sysroot(calls: &Connection) -> zbus::Result<SysrootProxy<'static>> {
    SysrootProxy::builder(calls)
        .cache_properties(CacheProperties::No)
        .build()
        .await
}

/// The proxy of one system.
pub(super) async fn os(
    calls: &Connection,
    path: ObjectPath<'static>,
) -> zbus::Result<OsProxy<'static>> {
    OsProxy::builder(calls)
        .path(path)
        .cache_properties(CacheProperties::No)
        .build()
        .await
}

/// All properties of the whole computer, in one reading.
pub(super) async fn read_sysroot(calls: &Connection) -> zbus::Result<Dict> {
    let interface = "org.projectatomic.rpmostree1.Sysroot";
    read(calls, SYSROOT_PATH, interface).await
}

/// All properties of one system, in one reading.
pub(super) async fn read_os(calls: &Connection, path: &str) -> zbus::Result<Dict> {
    read(calls, path, "org.projectatomic.rpmostree1.OS").await
}

async fn read(calls: &Connection, path: &str, interface: &str) -> zbus::Result<Dict> {
    let properties = Some("org.freedesktop.DBus.Properties");
    let answer = calls
        .call_method(Some(NAME), path, properties, "GetAll", &(interface,))
        .await?;
    answer.body().deserialize()
}
