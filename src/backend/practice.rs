//! The practice machine's control, for the window: publish an update, start over, count the starts.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::sync::Arc;
use std::{env, fmt, io};

use async_trait::async_trait;

use crate::bus;
use crate::practice_api::{self, ENV_MACHINE, PracticeProxy};

use super::BackendError;

/// What can be done with a practice machine from outside.
#[async_trait]
pub trait Machine: Send + Sync + fmt::Debug + 'static {
    /// Puts the next version upstream and returns it.
    ///
    /// # Errors
    /// When the machine does not answer or cannot make one.
    async fn publish(&self) -> Result<String, BackendError>;

    /// Throws the machine away and makes it anew. Returns when it answers again.
    ///
    /// # Errors
    /// When the machine does not answer or cannot be made.
    async fn start_over(&self) -> Result<(), BackendError>;

    /// How often the machine was started.
    ///
    /// # Errors
    /// When the machine does not answer, as while it restarts.
    async fn starts(&self) -> Result<u32, BackendError>;
}

/// The machine that this process runs on.
#[derive(Debug)]
struct OnBus(PracticeProxy<'static>);

/// Whether this process runs on a practice machine.
#[must_use]
pub fn is_practice() -> bool {
    env::var_os(ENV_MACHINE).is_some_and(|v| !v.is_empty())
}

/// Opens a window on the practice machine beside this one.
///
/// # Errors
/// When the program cannot be started.
pub fn open_window() -> io::Result<()> {
    let mut command = Command::new(env::current_exe()?);
    // Its window lives as long as it likes; nobody waits for it.
    command.arg("--practice").spawn().map(drop)
}

/// Becomes the practice machine, with this program and these arguments running on it. Only returns when that did
/// not work.
pub fn enter<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> io::Error {
    let program = match env::current_exe() {
        Ok(program) => program,
        Err(error) => return error,
    };
    let mut command = Command::new(practice_api::program());
    command.args(["run", "--"]).arg(program).args(arguments);
    command.exec()
}

/// The control of the machine that this process runs on. `None`: it runs on none, or the machine's bus is gone.
pub async fn connect() -> Option<Arc<dyn Machine>> {
    if !is_practice() {
        return None;
    }
    match on_bus().await {
        Ok(machine) => Some(Arc::new(machine)),
        Err(error) => {
            tracing::warn!(err = %error, "the practice machine cannot be reached");
            None
        }
    }
}

async fn on_bus() -> zbus::Result<OnBus> {
    let connection = bus::system().await?;
    Ok(OnBus(PracticeProxy::new(&connection).await?))
}

fn failed(error: &zbus::Error) -> BackendError {
    tracing::debug!(err = %error, "the practice machine did not do it");
    BackendError::Unexpected {
        detail: error.to_string(),
    }
}

#[async_trait]
impl Machine for OnBus {
    async fn publish(&self) -> Result<String, BackendError> {
        self.0.publish("", "").await.map_err(|error| failed(&error))
    }

    async fn start_over(&self) -> Result<(), BackendError> {
        self.0.start_over().await.map_err(|error| failed(&error))
    }

    async fn starts(&self) -> Result<u32, BackendError> {
        self.0.starts().await.map_err(|error| failed(&error))
    }
}
