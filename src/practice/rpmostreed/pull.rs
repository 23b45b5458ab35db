//! Downloads: the real `ostree pull` in the running deployment, on a terminal of its own so that it tells its progress.

use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use tokio::sync::mpsc;

use super::super::enter;
use super::super::fault::Fault;
use super::super::paths::Machine;
use super::progress::{Download, summary};
use super::transaction::{Signal, Transaction};

/// How often watchers are told about a download.
const TELL_EVERY: Duration = Duration::from_secs(1);
/// Wide enough for any progress line.
const COLUMNS: u16 = 240;

/// Runs `ostree pull` with these arguments and tells the transaction's watchers.
///
/// # Errors
/// libostree's own text, or that it was cancelled.
pub(super) async fn pull(
    machine: &Machine,
    transaction: &Transaction,
    arguments: &[&str],
) -> Result<(), String> {
    let (output, terminal) = terminal().map_err(|e| format!("cannot open a terminal: {e}"))?;
    let mut command = enter::command(machine, "ostree").map_err(|e| e.to_string())?;
    command
        .arg("pull")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(terminal)
        .stderr(Stdio::piped());
    let child = tokio::process::Command::from(command)
        .kill_on_drop(true)
        .spawn()
        .map_err(|e| format!("cannot run ostree: {e}"))?;
    let mut watch = Watch::new(machine);
    let waiting = child.wait_with_output();
    tokio::pin!(waiting);
    let mut lines = read_terminal(output);
    let mut tick = tokio::time::interval(TELL_EVERY);
    tick.tick().await;
    let ended = loop {
        tokio::select! {
            Some(text) = lines.recv() => {
                watch.read(&text);
                watch.tell(transaction);
            }
            _ = tick.tick() => watch.tell(transaction),
            // Dropping the child kills it: libostree keeps what is complete and fetches the rest another time.
            () = transaction.cancelled() => return Err("Operation was cancelled".into()),
            ended = &mut waiting => break ended.map_err(|e| e.to_string())?,
        }
    };
    while let Some(text) = lines.recv().await {
        watch.read(&text);
    }
    if !ended.status.success() {
        return Err(enter::complaint(&ended));
    }
    if let Some(text) = summary(&watch.seen) {
        transaction.message(text);
    }
    transaction.tell(&Signal::ProgressEnd);
    Ok(())
}

/// What has been seen of a download.
struct Watch<'a> {
    machine: &'a Machine,
    began: Instant,
    download: Download,
    /// The end of what was written: the sentence comes last.
    seen: String,
    news: bool,
    told: Option<Instant>,
}

impl<'a> Watch<'a> {
    fn new(machine: &'a Machine) -> Self {
        Self {
            machine,
            began: Instant::now(),
            download: Download {
                time: (monotonic(), 0),
                ..Download::default()
            },
            seen: String::new(),
            news: false,
            told: None,
        }
    }

    fn read(&mut self, text: &str) {
        self.seen.push_str(text);
        if self.download.read(&self.seen) {
            self.news = true;
        }
        // Keep the last lines only: a line may come in two pieces.
        let mut keep = self.seen.len().saturating_sub(1024);
        while !self.seen.is_char_boundary(keep) {
            keep += 1;
        }
        self.seen.drain(..keep);
        if self.download.transfer.0 > 0 {
            die_if_wanted(self.machine);
        }
    }

    fn tell(&mut self, transaction: &Transaction) {
        let due = self.told.is_none_or(|told| told.elapsed() >= TELL_EVERY);
        if self.news && due {
            self.told = Some(Instant::now());
            self.download.time.1 = self.began.elapsed().as_secs();
            transaction.tell(&Signal::Download(self.download));
        }
    }
}

/// The fault that ends this very process in the middle of its work, as a crash would.
pub(super) fn die_if_wanted(machine: &Machine) {
    if Fault::of(machine) == Fault::DieMidTransaction {
        // Should it fail, the work goes on, which is no harm.
        let _unlikely =
            rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    }
}

fn monotonic() -> u64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    now.tv_sec.unsigned_abs() * 1_000_000 + now.tv_nsec.unsigned_abs() / 1000
}

/// A new terminal: our end and the program's.
fn terminal() -> std::io::Result<(File, File)> {
    let ours: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
    grantpt(&ours)?;
    unlockpt(&ours)?;
    let name = ptsname(&ours, Vec::new())?;
    let flags = rustix::fs::OFlags::RDWR | rustix::fs::OFlags::NOCTTY | rustix::fs::OFlags::CLOEXEC;
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
    Ok((File::from(ours), File::from(theirs)))
}

/// What is written to the terminal, until nobody has it open any more.
fn read_terminal(mut from: File) -> mpsc::UnboundedReceiver<String> {
    let (sender, receiver) = mpsc::unbounded_channel();
    // A thread of its own: reading a terminal cannot be waited for otherwise without a reactor on its file.
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        // At the end, Linux says EIO.
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let text = String::from_utf8_lossy(buffer.get(..read).unwrap_or_default()).into_owned();
            if sender.send(text).is_err() {
                return;
            }
        }
    });
    receiver
}
