//! A stand-in for rpm-ostree's system service on top of libostree.
//!
//! The contract is rpm-ostree's `src/daemon/org.projectatomic.rpmostree1.xml` and what the daemon 2026.2 was seen to
//! send. A process of its own, started by the bus, that leaves when nobody needs it and may be killed at any time.

mod added;
mod cached;
mod clients;
mod daemon;
mod dict;
mod diff;
mod error;
mod image;
mod job;
mod layering;
mod local;
mod os;
mod os_help;
mod progress;
mod pull;
mod signature;
mod sysroot;
mod terminal;
mod transaction;
mod work;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use isotope::practice_api::ENV_MACHINE;

use self::daemon::Daemon;
use super::bus::RPM_OSTREE;
use super::paths::Machine;
use super::trouble::{Result, Trouble};
use super::{boot, machine};
use isotope::tr;

/// Time for the answers to calls that came in the last moment.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// Runs the service until nobody needs it.
///
/// # Errors
/// When it is not started by a practice machine's bus.
pub(crate) fn main(sockets: PathBuf, idle_exit: u32) -> Result<()> {
    let dir =
        std::env::var_os(ENV_MACHINE).ok_or_else(|| Trouble::Plain(tr!("practice-not-inside")))?;
    let place = Machine::at(dir.into());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|e| Trouble::Plain(tr!("practice-cannot-start", error = e.to_string())))?;
    runtime.block_on(serve(place, sockets, idle_exit))
}

async fn serve(place: Machine, sockets: PathBuf, idle_exit: u32) -> Result<()> {
    // Until the name is taken the machine must not restart: it would not see this process to end it.
    let gate = boot::pass_gate(&place)?;
    if !machine::is_complete(&place) {
        return Err(Trouble::Plain(tr!("practice-not-started")));
    }
    let daemon = Daemon::new(place, sockets);
    let connection = zbus::connection::Builder::system()
        .serve_at("/org/projectatomic/rpmostree1", zbus::fdo::ObjectManager)
        .serve_at(sysroot::PATH, sysroot::Sysroot::new(Arc::clone(&daemon)))
        .serve_at(os::PATH, os::Os::new(Arc::clone(&daemon)))
        .build()
        .await?;
    daemon.connected(connection.clone());
    connection.request_name(RPM_OSTREE).await?;
    drop(gate);
    let leave = async {
        tokio::select! {
            () = daemon.idle(idle_exit) => {}
            () = daemon.watch_disk() => {}
            ended = daemon.clients().watch(&connection) => if let Err(error) = ended {
                tracing::warn!(err = %error, "cannot see clients leave");
            },
        }
    };
    tokio::select! {
        () = leave => {
            // Calls from now on make the bus start a new service.
            if let Err(error) = connection.release_name(RPM_OSTREE).await {
                tracing::debug!(err = %error, "the bus is gone already");
            }
            // Calls from before are still answered.
            tokio::time::sleep(LAST_ANSWERS).await;
        }
        () = connection.closed() => {}
    }
    Ok(())
}
