// SPDX-License-Identifier: GPL-3.0-or-later
//! The privileged helper: keeps, releases, reorders and deletes deployments for people who may.
//!
//! It stands on the system bus only while it is needed. It runs nothing but libostree's own command, with
//! a fixed argument list; see [`service`] for the order in which every request is treated, [`rules`] for
//! what is refused, and [`ostree`] for the care taken about indices and locks.

mod ostree;
mod policy;
mod rules;
mod service;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;
use isotope::{bus, helper_api, log};
use tokio::signal::unix::{SignalKind, signal};
use zbus::{Connection, fdo};

use crate::ostree::Ostree;
use crate::service::Service;

/// Keeps, releases, reorders and deletes versions of the system. Started by the system bus.
#[derive(Debug, Parser)]
#[command(name = "isotope-helper", version)]
struct Options {
    /// Leaves after this many seconds without a request
    #[arg(long, value_name = "N", default_value_t = 60)]
    idle_seconds: u64,
    /// The file that libostree locks while it writes
    #[arg(long, value_name = "FILE", default_value = "/sysroot/ostree/lock")]
    lock_file: PathBuf,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let options = Options::parse();
    log::start("warn,isotope=info,isotope_helper=info");
    match serve(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            tracing::error!(%err, "cannot serve");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: Options) -> zbus::Result<()> {
    let mut asked_to_stop = signal(SignalKind::terminate())?;
    let connection = bus::system().await?;
    let ostree = Arc::new(Ostree::new(options.lock_file));
    let service = Service::new(Arc::clone(&ostree));
    let idle = service.idle();
    connection
        .object_server()
        .at(helper_api::PATH, service)
        .await?;
    connection.request_name(helper_api::BUS_NAME).await?;
    let closed = connection.clone();
    let limit = Duration::from_secs(options.idle_seconds);
    let why = loop {
        tokio::select! {
            () = connection.monitor_activity() => {}
            () = tokio::time::sleep(limit), if idle.now() => break "idle",
            _ = asked_to_stop.recv() => break "asked to stop",
            () = closed.closed() => return Ok(()),
        }
    };
    tracing::info!(why, "leaving");
    leave(&connection, &idle, &ostree).await
}

/// Gives the name back, answers what came before that, and waits for a command that runs.
async fn leave(connection: &Connection, idle: &service::Idle, ostree: &Ostree) -> zbus::Result<()> {
    connection.release_name(helper_api::BUS_NAME).await?;
    if let Some(own) = connection.unique_name() {
        // Messages keep their order: once this comes back, every earlier request has been taken up.
        fdo::PeerProxy::builder(connection)
            .destination(own.clone())
            .path(helper_api::PATH)
            .build()
            .await?
            .ping()
            .await?;
    }
    if !idle.now() {
        tracing::info!("a request is not finished");
    }
    ostree.settle().await;
    Ok(())
}
