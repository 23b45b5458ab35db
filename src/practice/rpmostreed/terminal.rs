//! A terminal for a program that tells its progress on nothing else.

use std::io;
use std::os::fd::OwnedFd;
use std::process::Stdio;

use rustix::io::{Errno, retry_on_intr};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use tokio::net::unix::pipe::Receiver;

/// Wide enough for any progress line.
const COLUMNS: u16 = 240;
/// Bytes read at a time.
const PIECE: usize = 4096;

/// Both ends of a terminal.
#[derive(Debug)]
pub(super) struct Terminal {
    /// Read as a pipe is: nothing of what makes it a terminal is used on this end.
    ours: Receiver,
    /// Held until the end: as soon as nobody has the program's end open any more, the kernel may call the terminal gone
    /// while the last words are still on their way through it.
    theirs: OwnedFd,
}

impl Terminal {
    /// A new one.
    ///
    /// # Errors
    /// The system's, when there are too many.
    pub(super) fn open() -> io::Result<Self> {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
        grantpt(&ours)?;
        unlockpt(&ours)?;
        rustix::io::ioctl_fionbio(&ours, true)?;
        let name = ptsname(&ours, Vec::new())?;
        let flags =
            rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::CLOEXEC;
        let theirs = rustix::fs::open(name.as_c_str(), flags, rustix::fs::Mode::empty())?;
        rustix::termios::tcsetwinsize(
            &theirs,
            rustix::termios::Winsize {
                ws_row: 24,
                ws_col: COLUMNS,
                ws_xpixel: 0,
                ws_ypixel: 0,
            },
        )?;
        Ok(Self {
            ours: Receiver::from_owned_fd_unchecked(ours)?,
            theirs,
        })
    }

    /// What a program has as its output.
    ///
    /// # Errors
    /// The system's, when too many files are open.
    pub(super) fn output(&self) -> io::Result<Stdio> {
        Ok(self.theirs.try_clone()?.into())
    }

    /// Waits until something was written, and takes it. May be dropped at any time; nothing is lost by that.
    ///
    /// # Errors
    /// The system's.
    pub(super) async fn read(&self) -> io::Result<Vec<u8>> {
        let mut buffer = vec![0; PIECE];
        loop {
            self.ours.readable().await?;
            match self.ours.try_read(&mut buffer) {
                Ok(read) => {
                    buffer.truncate(read);
                    return Ok(buffer);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// All that is there of what was written until now. After the end of the program it is the rest.
    ///
    /// # Errors
    /// The system's.
    pub(super) fn rest(&self) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        let mut buffer = [0; PIECE];
        loop {
            // Asks the kernel, which first brings here what is on its way; tokio would ask its own note of what is there.
            match retry_on_intr(|| rustix::io::read(&self.ours, &mut buffer)) {
                Ok(read) => all.extend(buffer.iter().take(read)),
                Err(Errno::AGAIN) => return Ok(all),
                Err(error) => return Err(error.into()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    fn run(terminal: &Terminal, script: &str) {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let status = command.stdout(terminal.output().unwrap()).status();
        assert!(status.unwrap().success());
    }

    #[tokio::test]
    async fn what_a_program_writes_before_it_ends_is_there_after_its_end() {
        let terminal = Terminal::open().unwrap();
        for turn in 0..100 {
            // Nobody reads before it has ended, as on a busy computer.
            run(&terminal, &format!("echo first; echo last {turn}"));
            let said = String::from_utf8(terminal.rest().unwrap()).unwrap();
            assert_eq!(said, format!("first\r\nlast {turn}\r\n"));
        }
    }

    #[tokio::test]
    async fn a_reader_that_found_nothing_finds_what_comes_with_the_end() {
        // The reader looks just before the last words are written, and again when the program is gone: on a terminal
        // that goes with its program, that is where the words were lost.
        let terminal = Terminal::open().unwrap();
        run(&terminal, "printf first");
        assert_eq!(terminal.read().await.unwrap(), b"first");
        assert_eq!(terminal.rest().unwrap(), b"");
        run(&terminal, "printf last");
        assert_eq!(terminal.rest().unwrap(), b"last");
        assert_eq!(terminal.rest().unwrap(), b"");
    }

    #[tokio::test]
    async fn reading_waits_for_more_than_fits_at_once() {
        let terminal = Terminal::open().unwrap();
        let mut command = tokio::process::Command::new("sh");
        command.args(["-c", "yes line | head -n 20000; echo the end"]);
        command.stdout(terminal.output().unwrap());
        let mut child = command.spawn().unwrap();
        let mut said = Vec::new();
        loop {
            tokio::select! {
                piece = terminal.read() => said.extend(piece.unwrap()),
                ended = child.wait() => break assert!(ended.unwrap().success()),
            }
        }
        said.extend(terminal.rest().unwrap());
        let said = String::from_utf8(said).unwrap();
        assert_eq!(said.lines().count(), 20001);
        assert!(said.ends_with("the end\r\n"));
    }
}
