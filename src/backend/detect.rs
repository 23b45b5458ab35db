//! Which service this computer has. Facts in, choice out; the probe is thin.

use std::path::Path;
use std::sync::Arc;

use zbus::Connection;
use zbus::fdo::DBusProxy;

use super::rpm_ostree::RpmOstree;
use super::{Backend, BackendError};
use crate::bus::Lines;
use crate::{helper_api, practice_api};

const RPM_OSTREE: &str = "org.projectatomic.rpmostree1";

/// Whether a service can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It runs.
    Running,
    /// The bus would start it.
    Startable,
    /// The bus does not know it.
    Absent,
}

/// What was found out about the computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// rpm-ostree's service.
    pub rpm_ostree: Presence,
    /// Isotope's own helper.
    pub helper: Presence,
    /// The computer was started from an ostree version (`/run/ostree-booted`), or this is the practice machine.
    pub started_from_ostree: bool,
}

/// Which back end to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// rpm-ostree, with or without the helper.
    RpmOstree {
        /// Whether the helper can be called.
        helper: bool,
    },
}

/// Why there is no back end.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NoBackend {
    /// There is no system bus.
    #[error("no system bus: {detail}")]
    NoBus {
        /// The bus library's own text.
        detail: String,
    },
    /// This system has no service that Isotope knows.
    #[error("no service that Isotope knows")]
    NoService,
    /// There is a service, and it does not work.
    #[error("the service does not answer: {0}")]
    Broken(BackendError),
}

/// Chooses. A service that could only be started is of no use where the computer was not started from ostree: it
/// is installed there for building images, and refuses to start.
///
/// # Errors
/// [`NoBackend::NoService`].
pub fn choose(facts: Facts) -> Result<Choice, NoBackend> {
    let usable = match facts.rpm_ostree {
        Presence::Running => true,
        Presence::Startable => facts.started_from_ostree,
        Presence::Absent => false,
    };
    if usable {
        let helper = facts.helper != Presence::Absent;
        Ok(Choice::RpmOstree { helper })
    } else {
        Err(NoBackend::NoService)
    }
}

/// Finds the back end of the computer, over the system bus (`DBUS_SYSTEM_BUS_ADDRESS`).
///
/// # Errors
/// Why there is none.
pub async fn connect() -> Result<Arc<dyn Backend>, NoBackend> {
    let lines = Lines::system().await.map_err(|err| no_bus(&err))?;
    connect_over(lines).await
}

/// The same over connections that are there already.
///
/// # Errors
/// Why there is none.
pub async fn connect_over(lines: Lines) -> Result<Arc<dyn Backend>, NoBackend> {
    let facts = probe(&lines.calls).await.map_err(|err| no_bus(&err))?;
    tracing::debug!(?facts, "probed");
    match choose(facts)? {
        Choice::RpmOstree { helper } => {
            let backend = RpmOstree::new(lines, helper).await;
            Ok(Arc::new(backend.map_err(NoBackend::Broken)?))
        }
    }
}

fn no_bus(err: &zbus::Error) -> NoBackend {
    NoBackend::NoBus {
        detail: err.to_string(),
    }
}

async fn probe(calls: &Connection) -> zbus::Result<Facts> {
    let bus = DBusProxy::new(calls).await?;
    let running = bus.list_names().await?;
    let startable = bus.list_activatable_names().await?;
    let presence = |name: &str| {
        if running.iter().any(|n| n.as_str() == name) {
            Presence::Running
        } else if startable.iter().any(|n| n.as_str() == name) {
            Presence::Startable
        } else {
            Presence::Absent
        }
    };
    Ok(Facts {
        rpm_ostree: presence(RPM_OSTREE),
        helper: presence(helper_api::BUS_NAME),
        started_from_ostree: presence(practice_api::BUS_NAME) == Presence::Running
            || Path::new("/run/ostree-booted").exists(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_must_be_usable_not_only_known() {
        use Presence::{Absent, Running, Startable};
        let facts = |rpm_ostree, helper, started_from_ostree| Facts {
            rpm_ostree,
            helper,
            started_from_ostree,
        };
        let chosen = |facts| match choose(facts) {
            Ok(Choice::RpmOstree { helper }) => Some(helper),
            Err(_) => None,
        };
        assert_eq!(chosen(facts(Running, Absent, false)), Some(false));
        assert_eq!(chosen(facts(Running, Startable, true)), Some(true));
        assert_eq!(chosen(facts(Startable, Running, true)), Some(true));
        assert_eq!(chosen(facts(Startable, Running, false)), None);
        assert_eq!(chosen(facts(Absent, Running, true)), None);
    }
}
