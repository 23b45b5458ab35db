//! A bus of one's own for each test: no fixed names, nothing shared, gone at the end.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use zbus::Connection;

/// A running `dbus-daemon`.
#[derive(Debug)]
pub(crate) struct PrivateBus {
    /// Where it listens.
    pub(crate) address: String,
    /// A folder that lives as long as the bus.
    pub(crate) folder: TempDir,
    daemon: Child,
}

impl PrivateBus {
    /// Starts one. It allows everything to everybody, as the tests' own user is the only one there.
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("bus.conf");
        let services = folder.path().join("services");
        std::fs::create_dir(&services).unwrap();
        let text = format!(
            "<busconfig><listen>unix:dir={}</listen><auth>EXTERNAL</auth>\
             <servicedir>{}</servicedir><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>\
             <allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>",
            folder.path().display(),
            services.display(),
        );
        std::fs::write(&config, text).unwrap();
        let mut daemon = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // It grumbles about limits that it cannot raise for an ordinary user.
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap())
            .read_line(&mut address)
            .unwrap();
        Self {
            address: address.trim().to_owned(),
            folder,
            daemon,
        }
    }

    /// A connection to it.
    pub(crate) async fn connect(&self) -> Connection {
        let builder = zbus::connection::Builder::address(self.address.as_str());
        builder.build().await.unwrap()
    }
}

impl Drop for PrivateBus {
    fn drop(&mut self) {
        self.daemon.kill().unwrap();
        self.daemon.wait().unwrap();
    }
}

/// Waits until it is so; fails after a minute.
pub(crate) async fn until<T, F: Future<Output = Option<T>>>(
    what: &str,
    mut look: impl FnMut() -> F,
) -> T {
    let look = async {
        let mut beat = tokio::time::interval(Duration::from_millis(5));
        loop {
            beat.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    };
    let found = tokio::time::timeout(Duration::from_mins(1), look).await;
    found.unwrap_or_else(|_| panic!("waited in vain until {what}"))
}
