//! Programs that ask something, and are answered: on a terminal of their own, for without one they do not ask.

use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use super::super::trouble::{About, Result, Trouble, cannot_run};
use isotope::tr;

/// Runs a program to its end while somebody types.
///
/// # Errors
/// When it cannot be started or ends badly: all that it wrote.
pub(super) fn run(mut command: Command, typed: &str) -> Result<()> {
    let place = Path::new("/dev/ptmx");
    let end = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)
        .map_err(std::io::Error::from)
        .about("open", place)?;
    grantpt(&end)
        .map_err(std::io::Error::from)
        .about("open", place)?;
    unlockpt(&end)
        .map_err(std::io::Error::from)
        .about("open", place)?;
    let name = ptsname(&end, Vec::new())
        .map_err(std::io::Error::from)
        .about("open", place)?;
    let name = Path::new(std::ffi::OsStr::from_bytes(name.as_bytes()));
    let theirs = File::options()
        .read(true)
        .write(true)
        .open(name)
        .about("open", name)?;
    let copy = || theirs.try_clone().about("open", name);
    command.stdin(copy()?).stdout(copy()?).stderr(copy()?);
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command.spawn().map_err(|e| cannot_run(&program, &e))?;
    // Only the program holds it now: reading comes to an end with it.
    drop((command, theirs));
    let mut end = File::from(end);
    end.write_all(typed.as_bytes()).about("write", name)?;
    let mut said = Vec::new();
    let mut piece = [0; 4096];
    while let Ok(length @ 1..) = end.read(&mut piece) {
        said.extend_from_slice(piece.get(..length).unwrap_or_default());
    }
    let status = child.wait().map_err(|e| cannot_run(&program, &e))?;
    if status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&said).trim().to_owned();
    Err(Trouble::Command(if said.is_empty() {
        tr!("practice-command-ended", status = status.to_string())
    } else {
        said
    }))
}
