//! Enters the running deployment with bubblewrap, so that libostree takes it for booted.
//!
//! libostree recognises the booted deployment by the device and inode of `/`. The deployment's tree is tiny; the host's
//! `/usr` is laid over it, so the host's own `ostree` runs there. Always in a user namespace, also for root: then no
//! immutable bit can be set and the folder can simply be deleted.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::LazyLock;

use super::paths::{Machine, OSNAME};
use super::trouble::{Result, Trouble, cannot_run};
use isotope::tr;

/// The user namespace of every use; what `doctor` tries is what the machine needs.
pub(crate) const NAMESPACE: [&str; 8] = [
    "--unshare-user",
    "--unshare-pid",
    "--uid",
    "0",
    "--gid",
    "0",
    "--cap-add",
    "ALL",
];
/// Other options that every use has in common.
///
/// libostree calls `syncfs` around each change of the boot entries. That waits for everything which anybody has written on
/// the host's disk, up to minutes beside a build, and a practice machine is not worth outliving a power cut.
const ALWAYS: [&str; 9] = [
    "--die-with-parent",
    "--clearenv",
    "--setenv",
    "LC_ALL",
    "C.UTF-8",
    "--setenv",
    "OSTREE_SYSROOT_OPTS",
    "skip-sync",
    "--setenv",
];

/// bubblewrap's arguments up to the program that shall run in the running deployment of `machine`.
pub(crate) fn arguments(machine: &Machine) -> Result<Vec<OsString>> {
    let deployment = super::state::booted_dir(machine)
        .ok_or_else(|| Trouble::Plain(tr!("practice-not-started")))?;
    let sysroot = machine.sysroot();
    let common = NAMESPACE.iter().chain(&ALWAYS);
    let mut args: Vec<OsString> = common.map(OsString::from).collect();
    args.extend(["PATH".into(), "/run/bin:/usr/sbin:/usr/bin".into()]);
    bind(&mut args, "--bind", &deployment, "/");
    bind(&mut args, "--ro-bind", Path::new("/usr"), "/usr");
    bind(&mut args, "--bind", &sysroot, "/sysroot");
    let var = sysroot.join("ostree/deploy").join(OSNAME).join("var");
    bind(&mut args, "--bind", &var, "/var");
    bind(&mut args, "--bind", &sysroot.join("boot"), "/boot");
    args.extend(["--dev".into(), "/dev".into()]);
    args.extend(process_files().map(OsString::from));
    bind(&mut args, "--bind", &machine.system_run(), "/run");
    args.extend(["--tmpfs".into(), "/tmp".into()]);
    Ok(args)
}

/// Options for `/proc`. Many containers do not let a program mount one; then it gets what libostree reads of it: that the
/// first process and itself see the same mounts.
fn process_files() -> impl Iterator<Item = &'static str> {
    static ALLOWED: LazyLock<bool> = LazyLock::new(|| {
        let mut probe = Command::new("bwrap");
        probe.args(["--unshare-user", "--unshare-pid", "--ro-bind", "/", "/"]);
        probe.args(["--proc", "/proc", "--", "true"]);
        probe.output().is_ok_and(|output| output.status.success())
    });
    let real = ["--proc", "/proc"].as_slice();
    let made = [
        "--tmpfs",
        "/proc",
        "--symlink",
        "mnt:[1]",
        "/proc/1/ns/mnt",
        "--symlink",
        "mnt:[1]",
        "/proc/self/ns/mnt",
        "--symlink",
        "/dev/fd",
        "/proc/self/fd",
    ]
    .as_slice();
    if *ALLOWED { real } else { made }.iter().copied()
}

fn bind(args: &mut Vec<OsString>, how: &str, from: &Path, to: &str) {
    args.extend([how.into(), from.into(), to.into()]);
}

/// A command that runs `program` in the running deployment.
pub(crate) fn command(machine: &Machine, program: &str) -> Result<Command> {
    let mut command = Command::new("bwrap");
    command.args(arguments(machine)?).arg("--").arg(program);
    Ok(command)
}

/// A command that runs `program` beside the machine, in a user namespace: for making the disk.
pub(crate) fn outside(program: &str) -> Command {
    let mut command = Command::new("bwrap");
    command
        .args(NAMESPACE)
        .args(ALWAYS)
        .args(["PATH", "/usr/sbin:/usr/bin:/sbin:/bin"])
        .args(["--dev-bind", "/", "/", "--", program]);
    command
}

/// Runs it to the end and gives what it said.
///
/// # Errors
/// When it cannot be started or ends badly: its own text, without the word `error`.
pub(crate) fn run(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|e| cannot_run(&program, &e))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Trouble::Command(complaint(&output)))
    }
}

/// What a failed command said, as one text.
pub(crate) fn complaint(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr).replace('\u{a0}', " ");
    // With a terminal as its output, ostree writes the word in bold red.
    let text = text.replace("\u{1b}[31m\u{1b}[1merror:\u{1b}[0m\u{1b}[22m ", "error: ");
    let text = text.trim();
    let text = text.rsplit_once("error: ").map_or(text, |(_, last)| last);
    if text.is_empty() {
        tr!("practice-command-ended", status = output.status.to_string())
    } else {
        text.to_owned()
    }
}
