//! The fault `busy`: another program, a client of the system service like any other, whose work never ends.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::watch;
use zbus::Variant;
use zbus::proxy::CacheProperties;

use super::bus::RPM_OSTREE;
use super::fault::Fault;
use super::trouble::{Result, Trouble};
use isotope::tr;

/// Longest time until the other program has got hold of the service, or let it go.
const SETTLE: Duration = Duration::from_mins(1);
/// The name by which the other program registers.
const CLIENT: &str = "gnome-software";

#[zbus::proxy(
    interface = "org.projectatomic.rpmostree1.Sysroot",
    default_service = "org.projectatomic.rpmostree1",
    default_path = "/org/projectatomic/rpmostree1/Sysroot"
)]
trait Sysroot {
    fn register_client(&self, options: HashMap<&str, Variant<'_>>) -> zbus::Result<()>;
    #[zbus(property(emits_changed_signal = "false"))]
    fn booted(&self) -> zbus::Result<zbus::OwnedObjectPath>;
    #[zbus(property(emits_changed_signal = "false"))]
    fn active_transaction(&self) -> zbus::Result<(String, String, String)>;
}

/// Keeps the service busy whenever the fault says so.
pub(crate) async fn keep(address: String, mut fault: watch::Receiver<Fault>) {
    while fault
        .wait_for(|f| *f == Fault::Busy)
        .await
        .map(drop)
        .is_ok()
    {
        let mut mended = fault.clone();
        tokio::select! {
            ended = occupy(&address) => if let Err(error) = ended {
                tracing::debug!(err = %error, "the other program was turned away");
                tokio::time::sleep(Duration::from_millis(100)).await;
            },
            () = async { mended.wait_for(|f| *f != Fault::Busy).await.map(drop).unwrap_or_default() } => {}
        }
    }
}

/// One such piece of work, to its end.
async fn occupy(address: &str) -> zbus::Result<()> {
    let connection = zbus::connection::Builder::address(address).build().await?;
    let sysroot = SysrootProxy::new(&connection).await?;
    sysroot
        .register_client(HashMap::from([("id", Variant::from(CLIENT))]))
        .await?;
    let os = sysroot.booted().await?;
    let options = HashMap::from([("force", Variant::from(true))]);
    let reply = connection
        .call_method(
            Some(RPM_OSTREE),
            &os,
            Some("org.projectatomic.rpmostree1.OS"),
            "RefreshMd",
            &options,
        )
        .await?;
    let peer_address: String = reply.body().deserialize()?;
    let peer = zbus::connection::Builder::address(peer_address.as_str())
        .p2p()
        .build()
        .await?;
    peer.call_method(
        None::<&str>,
        "/",
        Some("org.projectatomic.rpmostree1.Transaction"),
        "Start",
        &(),
    )
    .await?;
    peer.closed().await;
    Ok(())
}

/// Waits until the service is as busy as the fault says.
pub(crate) async fn settle(connection: &zbus::Connection, fault: Fault) -> Result<()> {
    let wanted = fault == Fault::Busy;
    // With a cache, one answer that fails would be the answer for ever.
    let sysroot = SysrootProxy::builder(connection)
        .cache_properties(CacheProperties::No)
        .build()
        .await?;
    let wait = async {
        // One that ends or dies while it is asked gives no answer: the bus starts another one for the next question.
        // Real work of a person is not waited for.
        while !matches!(sysroot.active_transaction().await, Ok((method, ..)) if (method == "RefreshMd") == wanted)
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(SETTLE, wait)
        .await
        .map_err(|_| Trouble::Plain(tr!("practice-service-silent")))
}
