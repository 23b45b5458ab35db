//! The practice machine: running on it, and waiting for its restart.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use isotope::backend::Backend;
use isotope::bus;
use isotope::domain::SystemStatus;
use isotope::practice_api::{ENV_MACHINE, PracticeProxy};
use tokio::time::{Instant, sleep};

use crate::failure::Failure;
use crate::system;

/// Far longer than a restart takes.
const PATIENCE: Duration = Duration::from_mins(3);
const PAUSE: Duration = Duration::from_millis(100);

/// Whether this already runs on the machine.
pub(crate) fn is_inside() -> bool {
    std::env::var_os(ENV_MACHINE).is_some_and(|v| !v.is_empty())
}

/// Becomes the same command on the practice machine. Only returns when that cannot be.
pub(crate) fn enter(arguments: &[OsString]) -> io::Error {
    let own = match std::env::current_exe() {
        Ok(own) => own,
        Err(err) => return err,
    };
    let practice = own.with_file_name("isotope-practice");
    Command::new(practice)
        .args(["run", "--"])
        .arg(own)
        .args(arguments.iter().skip(1))
        .exec()
}

/// The machine as it was before a restart.
#[derive(Debug)]
pub(crate) struct Machine {
    starts: u32,
}

impl Machine {
    /// The machine this runs on. `None`: a real computer.
    pub(crate) async fn of_environment() -> Result<Option<Self>, Failure> {
        if !is_inside() {
            return Ok(None);
        }
        let starts = starts().await?;
        Ok(Some(Self { starts }))
    }

    /// Returns once the restarted machine answers. Its bus may have been another one meanwhile, so every look is a
    /// fresh connection.
    pub(crate) async fn until_restarted(
        &self,
    ) -> Result<(Arc<dyn Backend>, SystemStatus), Failure> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if starts().await.is_ok_and(|starts| starts > self.starts)
                && let Ok(backend) = system::connect().await
                && let Ok(status) = backend.status().await
            {
                return Ok((backend, status));
            }
            if Instant::now() > deadline {
                return Err(Failure::Practice("it did not come back".to_owned()));
            }
            sleep(PAUSE).await;
        }
    }
}

async fn starts() -> Result<u32, Failure> {
    let read = async {
        let connection = bus::system().await?;
        PracticeProxy::new(&connection).await?.starts().await
    };
    read.await.map_err(|err| Failure::Practice(err.to_string()))
}
