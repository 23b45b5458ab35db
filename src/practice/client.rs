//! The verbs that talk to a machine: through its bus when it runs, on its folder when it does not.

use std::fs;
use std::time::Duration;

use isotope::practice_api::PracticeProxy;

use super::fault::Fault;
use super::paths::Machine;
use super::trouble::{About, Result, Trouble};
use super::upstream::{Stream, publish as upstream};
use super::{boot, login, machine, state};
use isotope::tr;

/// Longest time that a restart takes.
const RESTART: Duration = Duration::from_mins(1);

/// Does something with a running machine. `None`: it does not run.
fn with_running<T>(
    place: &Machine,
    work: impl AsyncFnOnce(zbus::Connection) -> zbus::Result<T>,
) -> Result<Option<T>> {
    let Ok(address) = fs::read_to_string(place.address_file()) else {
        return Ok(None);
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Trouble::Plain(tr!("practice-cannot-start", error = e.to_string())))?;
    runtime.block_on(async {
        let connection = zbus::connection::Builder::address(address.as_str())
            .build()
            .await;
        match connection {
            Ok(connection) => work(connection).await.map(Some).map_err(plain),
            // The machine ended without tidying up.
            Err(_) => Ok(None),
        }
    })
}

/// The sentence of an error from the bus, without the error's name.
fn plain(error: zbus::Error) -> Trouble {
    if let zbus::Error::FDO(standard) = &error
        && let zbus::fdo::Error::Failed(text) | zbus::fdo::Error::InvalidArgs(text) = &**standard
    {
        return Trouble::Plain(text.clone());
    }
    if let zbus::Error::MethodError(_, Some(text), _) = &error {
        return Trouble::Plain(text.clone());
    }
    Trouble::Bus(error)
}

/// Takes a machine that does not run, for one piece of work.
fn with_sleeping<T>(place: &Machine, work: impl FnOnce() -> Result<T>) -> Result<T> {
    if !machine::is_complete(place) {
        return Err(Trouble::Plain(tr!(
            "practice-not-made",
            path = place.dir().to_string_lossy()
        )));
    }
    let _hold = machine::hold(place)?;
    work()
}

/// Puts a version upstream and gives its number.
pub(crate) fn publish(place: &Machine, variant: &str, version: &str) -> Result<String> {
    if !variant.is_empty() {
        Stream::parse(variant)?;
    }
    if !version.is_empty() {
        upstream::check_number(version)?;
    }
    let done = with_running(place, async |connection| {
        PracticeProxy::new(&connection)
            .await?
            .publish(variant, version)
            .await
    })?;
    match done {
        Some(number) => Ok(number),
        None => with_sleeping(place, || {
            let stream = if variant.is_empty() {
                running_stream(place)?
            } else {
                Stream::parse(variant)?
            };
            upstream::next(place, stream, version)
        }),
    }
}

fn running_stream(place: &Machine) -> Result<Stream> {
    let all = state::deployments(place)?;
    let running = all.iter().find(|d| d.booted).or_else(|| all.first());
    running
        .ok_or_else(|| Trouble::Plain(tr!("practice-nothing-installed")))
        .and_then(|d| Stream::parse(d.branch()))
}

/// Restarts the machine and waits until it answers.
pub(crate) fn restart(place: &Machine) -> Result<()> {
    let done = with_running(place, async |connection| {
        let practice = PracticeProxy::new(&connection).await?;
        let before = practice.starts().await?;
        connection
            .call_method(
                Some(login::NAME),
                login::PATH,
                Some("org.freedesktop.login1.Manager"),
                "Reboot",
                &false,
            )
            .await?;
        let again = async {
            while practice.starts().await? == before {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            zbus::Result::Ok(())
        };
        let late = |_| Err(zbus::Error::Failure(tr!("practice-not-back")));
        tokio::time::timeout(RESTART, again)
            .await
            .unwrap_or_else(late)
    })?;
    match done {
        Some(()) => Ok(()),
        None => with_sleeping(place, || {
            let fault = Fault::of(place);
            if boot::is_started(place) {
                boot::shut_down(place, fault);
            }
            boot::start(place, fault)
        }),
    }
}

/// Breaks something, or mends all.
pub(crate) fn fault(place: &Machine, name: &str) -> Result<()> {
    let fault: Fault = name.parse()?;
    let done = with_running(place, async |connection| {
        PracticeProxy::new(&connection).await?.set_fault(name).await
    })?;
    match done {
        Some(()) => Ok(()),
        // It takes effect when the machine wakes.
        None => with_sleeping(place, || fault.store(place)),
    }
}

/// Throws the machine away; a running one is made anew.
pub(crate) fn reset(place: &Machine) -> Result<()> {
    let done = with_running(place, async |connection| {
        PracticeProxy::new(&connection).await?.start_over().await
    })?;
    match done {
        Some(()) => Ok(()),
        None if !place.dir().exists() => Ok(()),
        None => {
            let hold = machine::hold(place)?;
            machine::clear(place, false)?;
            fs::remove_file(place.lock()).about("remove", &place.lock())?;
            drop(hold);
            fs::remove_dir(place.dir()).about("remove", place.dir())
        }
    }
}
