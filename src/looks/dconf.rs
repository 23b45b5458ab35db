//! dconf's service, which remembers the whole database and would write it over the one that was brought back.
//!
//! Source: dconf `service/dconf-service.c` (it ends when it is asked to by SIGTERM, and is started again when somebody
//! writes) and `service/dconf-writer.c` (it reads the file once).

use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tokio::time::{Instant, sleep};
use zbus::fdo::DBusProxy;

use crate::bus;
use crate::practice_api::{ENV_APPS_BUS, ENV_MACHINE};

const NAME: &str = "ca.desrt.dconf";
const PROGRAM: &str = "dconf-service";
/// How long to wait until it has ended. It takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(2);
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// Lets the person's dconf service end, where one runs. Call it before settings are brought back and after it: it starts
/// anew when it is needed, and then reads what is there. Where it cannot be found, nothing happens.
pub async fn quiet_dconf() {
    if let Err(err) = end().await {
        tracing::debug!(%err, "dconf's service could not be asked to end");
    }
}

async fn end() -> zbus::Result<()> {
    let var = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let address = var(ENV_APPS_BUS);
    // The service of the person in front of a practice machine has nothing to do with it; processes of a sandbox have
    // other numbers.
    let is_elsewhere = var(ENV_MACHINE).is_some() && address.is_none();
    if is_elsewhere || Path::new("/.flatpak-info").exists() {
        return Ok(());
    }
    let connection = bus::session(address.as_deref()).await?;
    let names = DBusProxy::new(&connection).await?;
    let name = || NAME.try_into();
    if !names.name_has_owner(name()?).await? {
        return Ok(());
    }
    let process = names.get_connection_unix_process_id(name()?).await?;
    let program = tokio::fs::read_to_string(format!("/proc/{process}/comm")).await;
    let is_it = program.is_ok_and(|program| program.trim() == PROGRAM);
    if let Some(process) = Pid::from_raw(process.cast_signed()).filter(|_| is_it) {
        kill_process(process, Signal::TERM).map_err(std::io::Error::from)?;
    }
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until && names.name_has_owner(name()?).await? {
        sleep(LOOK_EVERY).await;
    }
    Ok(())
}
