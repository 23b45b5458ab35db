//! The machine's own system bus: a private `dbus-daemon` that starts services when they are called, as on a real one.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use isotope::helper_api;
use isotope::practice_api::ENV_MACHINE;

use super::apps;
use super::boot::script;
use super::paths::Machine;
use super::trouble::{About, Result, Trouble, cannot_run};
use isotope::tr;

/// rpm-ostree's name.
pub(crate) const RPM_OSTREE: &str = "org.projectatomic.rpmostree1";
/// Services that a restart ends, and that the bus starts again when they are called.
pub(crate) const ACTIVATED: [&str; 2] = [RPM_OSTREE, helper_api::BUS_NAME];

/// The running bus; ends when dropped.
#[derive(Debug)]
pub(crate) struct Bus {
    daemon: Child,
    address: String,
    /// Holds the socket when the machine's own folder has too long a name for one.
    _socket_dir: Option<tempfile::TempDir>,
}

impl Drop for Bus {
    fn drop(&mut self) {
        if let Err(error) = self.daemon.kill().and_then(|()| self.daemon.wait()) {
            tracing::debug!(err = %error, "the bus had ended already");
        }
    }
}

impl Bus {
    /// What programs have to be told.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Starts the bus. `idle_exit` is what the services are told, in seconds.
    ///
    /// # Errors
    /// When `dbus-daemon` is missing or does not start.
    pub(crate) fn start(machine: &Machine, idle_exit: u32) -> Result<Self> {
        let own = own_program()?;
        let (socket_dir, guard) = socket_place(machine)?;
        let socket = socket_dir.join("bus");
        if socket.exists() {
            fs::remove_file(&socket).about("remove", &socket)?;
        }
        let address = format!("unix:path={}", socket.display());
        let config = write_config(machine, &address)?;
        let log = machine.run().join("services.log");
        let log = fs::File::create(&log).about("write", &log)?;
        write_services(machine, &own, &socket_dir, idle_exit)?;
        let mut command = Command::new(&own);
        command
            .args([
                "child",
                "--",
                "dbus-daemon",
                "--nofork",
                "--nopidfile",
                "--print-address=1",
            ])
            .arg(format!("--config-file={}", config.display()))
            .env("DBUS_SYSTEM_BUS_ADDRESS", &address)
            .env(ENV_MACHINE, machine.dir())
            .env(
                "PATH",
                search_path(&[&machine.bin(), own.parent().unwrap_or(&own)]),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log);
        let mut daemon = command.spawn().map_err(|e| cannot_run("dbus-daemon", &e))?;
        let mut line = String::new();
        if let Some(stdout) = daemon.stdout.take() {
            BufReader::new(stdout)
                .read_line(&mut line)
                .about("read from", &socket)?;
        }
        if line.is_empty() {
            return Err(Trouble::Plain(tr!("practice-bus-silent")));
        }
        let path = machine.address_file();
        fs::write(&path, &address).about("write", &path)?;
        Ok(Self {
            daemon,
            address,
            _socket_dir: guard,
        })
    }
}

/// This program's file.
pub(crate) fn own_program() -> Result<PathBuf> {
    std::env::current_exe()
        .map_err(|e| Trouble::Plain(tr!("practice-no-own-file", error = e.to_string())))
}

/// PATH with some folders in front.
pub(crate) fn search_path(first: &[&Path]) -> std::ffi::OsString {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = first
        .iter()
        .map(|p| p.to_path_buf())
        .chain(std::env::split_paths(&old));
    std::env::join_paths(all).unwrap_or(old)
}

fn socket_place(machine: &Machine) -> Result<(PathBuf, Option<tempfile::TempDir>)> {
    if let Some(dir) = machine.socket_dir() {
        return Ok((dir, None));
    }
    let dir = tempfile::Builder::new()
        .prefix("isotope-practice-")
        .tempdir()
        .about("make a folder in", &std::env::temp_dir())?;
    Ok((dir.path().to_owned(), Some(dir)))
}

fn write_config(machine: &Machine, address: &str) -> Result<PathBuf> {
    let services = machine.run().join("services");
    let text = format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>{}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{}</servicedir>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="false"/>
    <allow receive_sender="*"/>
  </policy>
  <limit name="service_start_timeout">60000</limit>
</busconfig>
"#,
        xml(address),
        xml(&services.to_string_lossy()),
    );
    let path = machine.run().join("bus.conf");
    fs::write(&path, text).about("write", &path)?;
    Ok(path)
}

/// A text inside an XML file.
pub(crate) fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn write_services(machine: &Machine, own: &Path, sockets: &Path, idle_exit: u32) -> Result<()> {
    let dir = machine.run().join("services");
    fs::create_dir_all(&dir).about("make", &dir)?;
    let bin = machine.bin();
    fs::create_dir_all(&bin).about("make", &bin)?;
    let own = quoted(own);
    script(
        &bin.join("ostree"),
        &format!("#!/bin/sh\nexec {own} enter -- ostree \"$@\"\n"),
    )?;
    let helper = helper_program();
    let services = [
        (
            RPM_OSTREE,
            format!(
                "{own} rpm-ostreed --sockets {} --idle-exit {idle_exit}",
                quoted(sockets)
            ),
        ),
        // Not tied to its parent: dbus-daemon's go-between ends as soon as the name is taken. The helper ends with
        // the bus.
        (helper_api::BUS_NAME, quoted(&helper)),
    ];
    for (name, exec) in services.into_iter().chain(apps::system_service(machine)) {
        let path = dir.join(format!("{name}.service"));
        let text = format!("[D-BUS Service]\nName={name}\nExec={exec}\n");
        fs::write(&path, text).about("write", &path)?;
    }
    Ok(())
}

/// The helper beside this program; else whatever PATH has.
fn helper_program() -> PathBuf {
    own_program()
        .ok()
        .map(|own| own.with_file_name("isotope-helper"))
        .filter(|path| path.is_file())
        .unwrap_or_else(|| PathBuf::from("isotope-helper"))
}

/// A word that neither a shell nor dbus-daemon takes apart.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.to_string_lossy().replace('\'', r"'\''"))
}

/// Ends the activated services at once and waits until their names are free.
pub(crate) async fn kill_services(connection: &zbus::Connection) -> Result<()> {
    let bus = zbus::fdo::DBusProxy::new(connection).await?;
    for name in ACTIVATED {
        let bus_name = zbus::names::BusName::try_from(name)?;
        while let Ok(pid) = bus.get_connection_unix_process_id(bus_name.clone()).await {
            if let Some(pid) = rustix::process::Pid::from_raw(pid.cast_signed()) {
                // It may have ended by itself just now.
                let _gone = rustix::process::kill_process(pid, rustix::process::Signal::KILL);
            }
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    }
    Ok(())
}
