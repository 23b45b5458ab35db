//! Doubles of the services beside rpm-ostree: Isotope's helper and logind.

use std::sync::{Arc, Mutex};

use isotope::helper_api::{self, HelperError};
use zbus::{Connection, interface};

use super::bus::PrivateBus;
use super::rpm_ostreed::Service;
use super::rpm_world::World;

/// A helper that does what it is told to the scripted computer.
pub(crate) struct Helper {
    service: Service,
    /// What the next call answers instead.
    pub(crate) refuses: Arc<Mutex<Option<HelperError>>>,
}

/// Keep it to keep the helper on the bus.
pub(crate) struct RunningHelper {
    pub(crate) refuses: Arc<Mutex<Option<HelperError>>>,
    _connection: Connection,
}

impl RunningHelper {
    pub(crate) async fn start(bus: &PrivateBus, service: &Service) -> Self {
        let refuses = Arc::new(Mutex::new(None));
        let helper = Helper {
            service: service.clone(),
            refuses: Arc::clone(&refuses),
        };
        let connection = zbus::connection::Builder::address(bus.address.as_str())
            .serve_at(helper_api::PATH, helper)
            .name(helper_api::BUS_NAME)
            .build()
            .await
            .unwrap();
        Self {
            refuses,
            _connection: connection,
        }
    }
}

impl Helper {
    async fn change(
        &self,
        id: &str,
        change: impl FnOnce(&mut World, usize),
    ) -> Result<(), HelperError> {
        if let Some(err) = self.refuses.lock().unwrap().take() {
            return Err(err);
        }
        {
            let mut world = self.service.world();
            let at = world.deployments.iter().position(|d| World::id(d) == id);
            let at = at.ok_or_else(|| HelperError::NoSuchDeployment(id.to_owned()))?;
            change(&mut world, at);
        }
        let sysroot = "org.projectatomic.rpmostree1.Sysroot";
        self.service.announce(sysroot, &["Deployments"]).await;
        Ok(())
    }
}

#[interface(name = "io.github.isotope_desktop.Isotope.Helper1")]
impl Helper {
    async fn pin(&self, id: &str) -> Result<(), HelperError> {
        self.change(id, |world, at| {
            World::set(&mut world.deployments[at], "pinned", true);
        })
        .await
    }

    async fn unpin(&self, id: &str) -> Result<(), HelperError> {
        self.change(id, |world, at| {
            World::set(&mut world.deployments[at], "pinned", false);
        })
        .await
    }

    async fn make_next(&self, id: &str) -> Result<(), HelperError> {
        self.change(id, |world, at| {
            let first = world.deployments.remove(at);
            world.deployments.insert(0, first);
        })
        .await
    }

    async fn delete(&self, id: &str) -> Result<(), HelperError> {
        self.change(id, |world, at| {
            world.deployments.remove(at);
        })
        .await
    }
}

type Inhibitor = (String, String, String, String, u32, u32);

/// logind.
#[derive(Clone, Default)]
pub(crate) struct Login {
    pub(crate) inhibitors: Arc<Mutex<Vec<Inhibitor>>>,
    pub(crate) restarts: Arc<Mutex<Vec<bool>>>,
    /// What a restart answers instead.
    pub(crate) refuses: Arc<Mutex<Option<LoginError>>>,
}

#[derive(Debug, zbus::DBusError)]
#[zbus(prefix = "org.freedesktop.login1")]
pub(crate) enum LoginError {
    #[zbus(error)]
    ZBus(zbus::Error),
    OperationInProgress(String),
    BlockedByInhibitorLock(String),
}

impl Login {
    pub(crate) async fn start(&self, bus: &PrivateBus) -> Connection {
        let builder = zbus::connection::Builder::address(bus.address.as_str());
        builder
            .serve_at("/org/freedesktop/login1", self.clone())
            .name("org.freedesktop.login1")
            .build()
            .await
            .unwrap()
    }
}

#[interface(name = "org.freedesktop.login1.Manager")]
impl Login {
    fn list_inhibitors(&self) -> Vec<Inhibitor> {
        self.inhibitors.lock().unwrap().clone()
    }

    fn reboot(&self, interactive: bool) -> Result<(), LoginError> {
        if let Some(err) = self.refuses.lock().unwrap().take() {
            return Err(err);
        }
        self.restarts.lock().unwrap().push(interactive);
        Ok(())
    }
}
