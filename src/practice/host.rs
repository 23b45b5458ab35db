//! The machine while it runs: upstream's server, the stand-ins on the bus, restarts.

use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use isotope::practice_api;
use tokio::sync::{mpsc, watch};

use super::apps::{self, Seat, Session};
use super::bus::{self, Bus};
use super::control::{self, Control};
use super::fault::Fault;
use super::paths::Machine;
use super::polkit::{Answers, Authority};
use super::trouble::{About, Result, Trouble};
use super::upstream::{http, publish};
use super::{boot, busy, login, machine, network, polkit, state, surroundings};
use isotope::tr;

/// How the machine behaves, beside what a fault changes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    /// KB a second that the line to upstream carries; 0: as fast as it goes.
    pub(crate) line: u32,
    /// Seconds without a client after which the system service ends.
    pub(crate) idle_exit: u32,
    /// Whether it has apps.
    pub(crate) apps: bool,
}

/// The running machine.
#[derive(Debug)]
pub(crate) struct Host {
    machine: Machine,
    connection: Mutex<Option<zbus::Connection>>,
    fault: watch::Sender<Fault>,
    answers: Arc<Answers>,
    /// Held by whatever changes the machine as a whole.
    work: tokio::sync::Mutex<()>,
    starts: watch::Sender<u32>,
    port: u16,
    has_apps: bool,
    seat: Seat,
}

/// A running machine's bus; everything ends with it.
#[derive(Debug)]
pub(crate) struct Running {
    /// The bus that programs are told.
    pub(crate) bus: Bus,
    /// The apps' session.
    pub(crate) session: Session,
}

/// Starts or wakes the machine, which this process must hold, and everything around it.
///
/// # Errors
/// When it cannot be made, or something that it needs does not start.
pub(crate) async fn start(place: &Machine, manner: Manner) -> Result<Running> {
    let fault = Fault::of(place);
    let (fault_sender, fault_receiver) = watch::channel(fault);
    let port = http::start(place.clone(), manner.line, fault_receiver)
        .await
        .map_err(|e| Trouble::Plain(tr!("practice-no-upstream", error = e.to_string())))?;
    let prepared = place.clone();
    blocking(move || prepare(&prepared, port, fault, manner.apps)).await?;
    let session = Session::start(place)?;
    session.seat().remember().await;
    let bus = Bus::start(place, manner.idle_exit)?;
    let (restart_sender, restart_receiver) = mpsc::channel(1);
    let host = Arc::new(Host {
        machine: place.clone(),
        connection: Mutex::default(),
        fault: fault_sender,
        answers: Arc::default(),
        work: tokio::sync::Mutex::default(),
        starts: watch::Sender::new(boot::starts(place)),
        port,
        has_apps: manner.apps,
        seat: session.seat().clone(),
    });
    let connection = zbus::connection::Builder::address(bus.address())
        .serve_at(practice_api::PATH, Control::new(Arc::clone(&host)))
        .serve_at(
            polkit::PATH,
            Authority::new(Arc::clone(&host.answers), host.fault.subscribe()),
        )
        .serve_at(login::PATH, login::Manager::new(restart_sender))
        .name(polkit::NAME)
        .serve_at(network::PATH, network::Manager::new(place.clone()))
        .name(login::NAME)
        .name(network::NAME)
        .name(practice_api::BUS_NAME)
        .build()
        .await?;
    *host
        .connection
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = Some(connection);
    tokio::spawn(Arc::clone(&host).restart_when_asked(restart_receiver));
    let address = bus.address().to_owned();
    tokio::spawn(busy::keep(address, host.fault.subscribe()));
    Ok(Running { bus, session })
}

/// Makes the machine when it is not there, starts it when it does not sleep, and tells it where upstream is.
fn prepare(place: &Machine, port: u16, fault: Fault, has_apps: bool) -> Result<()> {
    if machine::is_complete(place) {
        // One that was made before there were apps, or without them.
        apps::make(place, has_apps)?;
    } else {
        machine::create(place, has_apps)?;
    }
    if !boot::is_started(place) {
        boot::start(place, fault)?;
    }
    // The remote must be there to be told.
    surroundings::apply(place, Fault::None)?;
    let registry = place.registry();
    fs::write(&registry, format!("127.0.0.1:{port}\n")).about("write", &registry)?;
    publish::configure_remote(&place.repo(), "url", &format!("http://127.0.0.1:{port}/"))?;
    surroundings::apply(place, fault)
}

/// Runs something that waits for programs and disks away from the others.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|e| {
        Err(Trouble::Plain(tr!(
            "practice-work-broke",
            error = e.to_string()
        )))
    })
}

impl Host {
    /// Where it lies.
    pub(crate) fn machine(&self) -> &Machine {
        &self.machine
    }

    /// What polkit says.
    pub(crate) fn answers(&self) -> &Answers {
        &self.answers
    }

    /// What is broken.
    pub(crate) fn fault(&self) -> Fault {
        *self.fault.borrow()
    }

    /// How often it was started.
    pub(crate) fn starts(&self) -> u32 {
        *self.starts.borrow()
    }

    /// The ref that the running system follows.
    pub(crate) fn running_branch(&self) -> Result<String> {
        state::deployments(&self.machine)?
            .iter()
            .find(|d| d.booted)
            .map(|d| d.branch().to_owned())
            .ok_or_else(|| Trouble::Plain(tr!("practice-nothing-runs")))
    }

    fn connection(&self) -> Result<zbus::Connection> {
        let connection = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        connection
            .clone()
            .ok_or_else(|| Trouble::Plain(tr!("practice-just-starting")))
    }

    /// Puts a version upstream.
    pub(crate) async fn publish(
        self: Arc<Self>,
        variant: String,
        version: String,
    ) -> Result<String> {
        let _work = self.work.lock().await;
        let host = Arc::clone(&self);
        blocking(move || publish::next(&host.machine, control::stream(&host, &variant)?, &version))
            .await
    }

    /// Breaks something, or mends all.
    pub(crate) async fn set_fault(self: Arc<Self>, fault: Fault) -> Result<()> {
        let _work = self.work.lock().await;
        let host = Arc::clone(&self);
        blocking(move || {
            surroundings::apply(&host.machine, fault)?;
            fault.store(&host.machine)
        })
        .await?;
        self.fault.send_replace(fault);
        busy::settle(&self.connection()?, fault).await
    }

    /// Throws the machine away and makes it anew.
    pub(crate) async fn start_over(self: Arc<Self>) -> Result<()> {
        let _work = self.work.lock().await;
        let gate = self.stop_services().await?;
        self.fault.send_replace(Fault::None);
        self.seat.forget().await;
        let host = Arc::clone(&self);
        blocking(move || {
            Fault::None.store(&host.machine)?;
            machine::create(&host.machine, host.has_apps)?;
            boot::start(&host.machine, Fault::None)?;
            prepare(&host.machine, host.port, Fault::None, host.has_apps)
        })
        .await?;
        self.seat.remember().await;
        self.answers.set("", polkit::Answer::Yes);
        drop(gate);
        self.starts.send_replace(boot::starts(&self.machine));
        Ok(())
    }

    async fn stop_services(&self) -> Result<boot::Gate> {
        let place = self.machine.clone();
        let gate = blocking(move || boot::close_gate(&place)).await?;
        bus::kill_services(&self.connection()?).await?;
        Ok(gate)
    }

    async fn restart_when_asked(self: Arc<Self>, mut asked: mpsc::Receiver<()>) {
        while asked.recv().await.is_some() {
            if let Err(error) = self.restart().await {
                tracing::error!(err = %error, "the machine did not start");
            }
        }
    }

    /// Shuts down, finalizes, and enters what the boot entries name.
    async fn restart(self: &Arc<Self>) -> Result<()> {
        let _work = self.work.lock().await;
        let connection = self.connection()?;
        let emitter = zbus::object_server::SignalEmitter::new(&connection, login::PATH)?;
        login::Manager::prepare_for_shutdown(&emitter, true).await?;
        let gate = self.stop_services().await?;
        let host = Arc::clone(self);
        blocking(move || {
            let fault = host.fault();
            boot::shut_down(&host.machine, fault);
            boot::start(&host.machine, fault)
        })
        .await?;
        drop(gate);
        login::Manager::prepare_for_shutdown(&emitter, false).await?;
        self.starts.send_replace(boot::starts(&self.machine));
        Ok(())
    }
}
