//! The object `/org/projectatomic/rpmostree1/Sysroot`.

use std::collections::HashMap;
use std::sync::Arc;

use zbus::message::Header;
use zbus::{ObjectPath, OwnedVariant};

use super::super::paths::OSNAME;
use super::daemon::Daemon;
use super::dict::Dict;
use super::error::Refusal;
use super::os;

/// Where it is.
pub(super) const PATH: &str = "/org/projectatomic/rpmostree1/Sysroot";
/// Its interface.
pub(super) const INTERFACE: &str = "org.projectatomic.rpmostree1.Sysroot";

/// The object.
#[derive(Debug)]
pub(super) struct Sysroot {
    daemon: Arc<Daemon>,
}

impl Sysroot {
    /// One of that service.
    pub(super) fn new(daemon: Arc<Daemon>) -> Self {
        Self { daemon }
    }
}

#[expect(clippy::unused_self, reason = "members of a D-Bus interface have it")]
#[zbus::interface(name = "org.projectatomic.rpmostree1.Sysroot")]
impl Sysroot {
    async fn register_client(
        &self,
        #[zbus(header)] header: Header<'_>,
        mut options: HashMap<String, OwnedVariant>,
    ) -> Result<(), Refusal> {
        let what = "Sysroot operation RegisterClient";
        self.daemon
            .authorize(&header, "client-management", what)
            .await?;
        let id = options
            .remove("id")
            .and_then(|id| id.try_into().ok())
            .unwrap_or_default();
        self.daemon.clients().register(&header, id);
        Ok(())
    }

    #[expect(clippy::needless_pass_by_value, reason = "the macro hands values over")]
    fn unregister_client(
        &self,
        #[zbus(header)] header: Header<'_>,
        options: HashMap<String, OwnedVariant>,
    ) {
        tracing::debug!(?options, "a client leaves");
        self.daemon.clients().unregister(&header);
    }

    async fn reload(&self) {
        self.daemon.announce().await;
    }

    async fn reload_config(&self, #[zbus(header)] header: Header<'_>) -> Result<(), Refusal> {
        let what = "Sysroot operation ReloadConfig";
        self.daemon.authorize(&header, "reload-daemon", what).await
    }

    #[zbus(name = "GetOS")]
    fn get_os(&self, name: &str) -> Result<ObjectPath<'static>, Refusal> {
        if name == OSNAME {
            Ok(ObjectPath::from_static_str_unchecked(os::PATH))
        } else {
            // The real service dies of an empty name; that is of no use to anybody here.
            Err(Refusal::NotFound(format!("OS name \"{name}\" not found")))
        }
    }

    #[zbus(property)]
    fn booted(&self) -> ObjectPath<'static> {
        ObjectPath::from_static_str_unchecked(os::PATH)
    }

    /// The disk's real folder: programs stand outside of the running deployment.
    #[zbus(property)]
    fn path(&self) -> String {
        self.daemon
            .machine()
            .sysroot()
            .to_string_lossy()
            .into_owned()
    }

    #[zbus(property)]
    fn active_transaction(&self) -> (String, String, String) {
        self.daemon.active().0
    }

    #[zbus(property)]
    fn active_transaction_path(&self) -> String {
        self.daemon.active().1
    }

    #[zbus(property)]
    fn automatic_update_policy(&self) -> &'static str {
        "none"
    }

    #[zbus(property)]
    fn deployments(&self) -> Vec<Dict> {
        let all = self.daemon.deployments();
        all.iter().map(|d| self.daemon.dict(d)).collect()
    }
}
