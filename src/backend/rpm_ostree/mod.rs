//! `rpm-ostree`: Fedora's atomic desktops, Universal Blue and their like, over `org.projectatomic.rpmostree1`.
//!
//! | file | what it is for |
//! |---|---|
//! | `bus` | the service's interfaces |
//! | `wire`, `update` | its dictionaries, read |
//! | `status`, `activity`, `files` | one full reading |
//! | `request` | who does what a person asks for, and the rules known beforehand |
//! | `transaction`, `progress`, `follow` | the socket of a transaction, its bar, its end |
//! | `packages`, `disk` | questions about one version |
//! | `command` | the same as a command line |

mod activity;
mod bus;
mod command;
mod disk;
mod files;
mod follow;
mod packages;
mod progress;
mod request;
mod status;
mod transaction;
mod update;
mod wire;

use std::sync::Arc;

use async_trait::async_trait;
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};
use tokio::sync::Mutex;
use zbus::fdo::DBusProxy;
use zbus::message::Type;
use zbus::{MatchRule, MessageStream, ObjectPath, Variant};

use super::privileged::{self, Verb};
use super::{Backend, BackendError, DiskUsage, Refusal, Running, failure, permitted, power};
use crate::bus::Lines;
use crate::domain::{
    AfterUpdate, CancelKind, Capabilities, DeploymentId, Lack, OlderVersions, Origin, Package,
    PackageDiff, PinSupport, ProgressKind, Request, RequestKind, RollbackKind, Support, SwitchKind,
    SystemStatus,
};
use follow::Goal;
use request::{Call, HelperCall, Way};
use status::Reading;
use transaction::Peer;

/// The service's plain name.
const SERVICE: &str = "rpm-ostree";
/// What polkit calls switching, of branches and of images.
const REBASE: &str = "org.projectatomic.rpmostree1.rebase";
/// Who we are, for the service and its other clients.
const CLIENT: &str = "isotope";

/// The back end. Clones speak to the same service over the same connections.
#[derive(Clone, Debug)]
pub struct RpmOstree {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    lines: Lines,
    can: Capabilities,
    /// The owner of the service's name that knows us as a client.
    known_by: Mutex<Option<String>>,
}

impl RpmOstree {
    /// Speaks to the service over these connections. `helper`: Isotope's helper can be called there, too.
    ///
    /// # Errors
    /// When the service cannot be read.
    pub async fn new(lines: Lines, helper: bool) -> Result<Self, BackendError> {
        let reading = status::read(&lines.calls).await?;
        let origin = reading.status.running().map(|d| &d.origin);
        let inner = Inner {
            can: capabilities(origin, helper),
            lines,
            known_by: Mutex::new(None),
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }
}

/// What can be done with a running version of this origin.
fn capabilities(origin: Option<&Origin>, helper: bool) -> Capabilities {
    let image = matches!(origin, Some(Origin::Container(_)));
    let by_helper = if helper {
        Support::Yes
    } else {
        Support::No(Lack::Helper)
    };
    Capabilities {
        rollback: if helper {
            RollbackKind::AnyDeployment
        } else {
            RollbackKind::PreviousDeployment
        },
        pin: match by_helper {
            Support::Yes => PinSupport::Yes,
            Support::No(lack) => PinSupport::No(lack),
        },
        delete: by_helper,
        discard: Support::Yes,
        download_only: Support::Yes,
        package_diff: Support::Yes,
        older_versions: if image {
            OlderVersions::ByDigest
        } else {
            OlderVersions::ByVersion
        },
        progress: if image {
            ProgressKind::Steps
        } else {
            ProgressKind::Bytes
        },
        switch: SwitchKind::Image,
        add_packages: Support::Yes,
        cancel: CancelKind::AnyTime,
        after_update: AfterUpdate::WaitsForRestart,
    }
}

impl Inner {
    async fn read(&self) -> Result<Reading, BackendError> {
        status::read(&self.lines.calls).await
    }

    /// Reads after a change: the service is made to look at the disk first.
    async fn read_again(&self) -> Result<Reading, BackendError> {
        let sysroot = bus::sysroot(&self.lines.calls).await.map_err(error)?;
        if let Err(err) = sysroot.reload().await {
            tracing::debug!(%err, "the service does not look again");
        }
        self.read().await
    }

    /// Makes the service stay as long as we do. It may refuse: then it is started again when needed.
    async fn register(&self) {
        let mut known_by = self.known_by.lock().await;
        let owner = self.owner().await;
        if owner.is_some() && *known_by == owner {
            return;
        }
        if let Err(err) = self.register_now().await {
            tracing::debug!(%err, "the service does not take us as a client");
        }
        *known_by = self.owner().await;
    }

    async fn register_now(&self) -> zbus::Result<()> {
        let sysroot = bus::sysroot(&self.lines.calls).await?;
        let options = bus::Options::from([("id", Variant::from(CLIENT))]);
        sysroot.register_client(&options).await
    }

    async fn owner(&self) -> Option<String> {
        let bus = DBusProxy::new(&self.lines.calls).await.ok()?;
        let name = bus::NAME.try_into().ok()?;
        let owner = bus.get_name_owner(name).await.ok()?;
        Some(owner.to_string())
    }

    /// Has the service prepare a transaction; gives its address.
    async fn prepare(&self, call: &Call, reading: &Reading) -> Result<String, BackendError> {
        let path = reading.os_path.clone().ok_or(NOT_SUPPORTED)?;
        let path = ObjectPath::try_from(path).map_err(error)?;
        let os = bus::os(&self.lines.calls, path).await.map_err(error)?;
        match call.make(&os).await {
            Ok(address) if address.is_empty() => Err(NOT_SUPPORTED),
            Ok(address) => Ok(address),
            Err(err) => Err(self.blame(error(err)).await),
        }
    }

    /// Finds out who makes the service busy.
    async fn blame(&self, err: BackendError) -> BackendError {
        let BackendError::Busy { title, .. } = err else {
            return err;
        };
        let by = self.busy_program().await;
        BackendError::Busy { by, title }
    }

    async fn busy_program(&self) -> Option<String> {
        let sysroot = bus::sysroot(&self.lines.calls).await.ok()?;
        let (_, sender, _) = sysroot.active_transaction().await.ok()?;
        activity::program_of(&self.lines.calls, &sender).await
    }

    fn find(reading: &Reading, id: &DeploymentId) -> Result<(), BackendError> {
        match reading.status.find(id) {
            Some(_) => Ok(()),
            None => Err(refused(Refusal::NoSuchVersion)),
        }
    }
}

const NOT_SUPPORTED: BackendError = BackendError::Refused {
    reason: Refusal::NotSupported,
};

fn refused(reason: Refusal) -> BackendError {
    BackendError::Refused { reason }
}

fn error(err: zbus::Error) -> BackendError {
    failure::called(SERVICE, err)
}

/// Everything that says "read again": any property of the service, and its coming and going.
async fn listen(signals: zbus::Connection) -> zbus::Result<BoxStream<'static, ()>> {
    let properties = MatchRule::builder()
        .msg_type(Type::Signal)
        .interface("org.freedesktop.DBus.Properties")
        .member("PropertiesChanged")
        .path_namespace(bus::ROOT)
        .build()?;
    let properties = MessageStream::for_match_rule(properties, &signals, None).await?;
    let owner = crate::bus::owners(&signals, bus::NAME).await?;
    // One change of the system is told in many signals.
    let many = stream::select(properties, owner).ready_chunks(64);
    Ok(many.map(|_| ()).boxed())
}

#[async_trait]
impl Backend for RpmOstree {
    fn capabilities(&self) -> &Capabilities {
        &self.inner.can
    }

    async fn status(&self) -> Result<SystemStatus, BackendError> {
        self.inner.register().await;
        Ok(self.inner.read().await?.status)
    }

    async fn may_switch(&self) -> Option<bool> {
        permitted::may(&self.inner.lines.calls, REBASE).await
    }

    fn changes(&self) -> BoxStream<'static, ()> {
        let signals = self.inner.lines.signals.clone();
        let stream = async move {
            listen(signals).await.unwrap_or_else(|err| {
                tracing::warn!(%err, "changes of the system cannot be heard");
                stream::empty().boxed()
            })
        };
        stream::once(stream).flatten().boxed()
    }

    async fn start(&self, request: Request) -> Result<Running, BackendError> {
        let inner = &self.inner;
        inner.register().await;
        let before = inner.read().await?;
        let kind = request.kind();
        let goal = Goal::of(&request, &before.status);
        let way = request::way(&request, &before.status, &inner.can).map_err(refused)?;
        tracing::info!(?kind, backend = SERVICE, "asked for");
        match way {
            Way::Service(call) => {
                let address = inner.prepare(&call, &before).await?;
                let peer = Peer::start(&address).await?;
                Ok(follow::running(inner, goal, before, peer, &address))
            }
            Way::Helper(call) => {
                let (verb, id) = match &call {
                    HelperCall::Pin(id) => (Verb::Pin, id),
                    HelperCall::Unpin(id) => (Verb::Unpin, id),
                    HelperCall::MakeNext(id) => (Verb::MakeNext, id),
                    HelperCall::Delete(id) => (Verb::Delete, id),
                };
                privileged::ask(&inner.lines.calls, verb, id).await?;
                Ok(follow::done(inner, kind, before))
            }
        }
    }

    async fn join(&self) -> Result<Option<Running>, BackendError> {
        let before = self.inner.read().await?;
        let Some(active) = before.active.clone() else {
            return Ok(None);
        };
        let kind = before
            .status
            .activity
            .as_ref()
            .map_or(RequestKind::Other, |activity| activity.kind);
        match Peer::start(&active.address).await {
            Ok(peer) => Ok(Some(follow::joined(
                &self.inner,
                kind,
                before,
                peer,
                &active.address,
            ))),
            // It ended in this moment, and its socket with it.
            Err(err) => {
                tracing::debug!(%err, "nothing left to join");
                Ok(None)
            }
        }
    }

    async fn diff(
        &self,
        from: &DeploymentId,
        to: &DeploymentId,
    ) -> Result<PackageDiff, BackendError> {
        let reading = self.inner.read().await?;
        Inner::find(&reading, from)?;
        Inner::find(&reading, to)?;
        let path = reading.os_path.ok_or(NOT_SUPPORTED)?;
        let path = ObjectPath::try_from(path).map_err(error)?;
        let os = bus::os(&self.inner.lines.calls, path)
            .await
            .map_err(error)?;
        let lines = os.deployments_rpm_diff(from.as_str(), to.as_str()).await;
        Ok(wire::diff(&lines.map_err(error)?)?)
    }

    async fn packages(&self, id: &DeploymentId) -> Result<Option<Vec<Package>>, BackendError> {
        let reading = self.inner.read().await?;
        Inner::find(&reading, id)?;
        Ok(packages::of(&reading.sysroot, id).await)
    }

    async fn disk_usage(&self, id: &DeploymentId) -> Result<Option<DiskUsage>, BackendError> {
        let reading = self.inner.read().await?;
        Inner::find(&reading, id)?;
        match status::folder(&reading, id) {
            Some(folder) => disk::usage(folder).await,
            None => Ok(None),
        }
    }

    fn as_command(&self, request: &Request, status: &SystemStatus) -> Option<String> {
        command::of(request, status)
    }

    async fn restart(&self) -> Result<(), BackendError> {
        power::restart(&self.inner.lines.calls).await
    }
}
