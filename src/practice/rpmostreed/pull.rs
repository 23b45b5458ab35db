//! Downloads: the real `ostree pull` in the running deployment, on a terminal of its own so that it tells its progress.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::super::enter;
use super::super::fault::Fault;
use super::super::paths::Machine;
use super::progress::{Download, summary};
use super::terminal::Terminal;
use super::transaction::{Signal, Transaction};

/// How often watchers are told about a download.
const TELL_EVERY: Duration = Duration::from_secs(1);
/// How much of what was written is looked at; a few lines.
const TAIL: usize = 2048;

/// Whether the transaction's watchers are told of a download.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listening {
    /// They are.
    Told,
    /// They are not, as with images: bytes are not counted there.
    Quiet,
}

/// Runs `ostree pull` with these arguments and tells the transaction's watchers, when they are to be told.
///
/// # Errors
/// libostree's own text, or that it was cancelled.
pub(super) async fn pull(
    machine: &Machine,
    transaction: &Transaction,
    arguments: &[&str],
    listening: Listening,
) -> Result<(), String> {
    let no_terminal = |e: std::io::Error| format!("cannot use a terminal: {e}");
    let terminal = Terminal::open().map_err(no_terminal)?;
    let mut command = enter::command(machine, "ostree").map_err(|e| e.to_string())?;
    command
        .arg("pull")
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(terminal.output().map_err(no_terminal)?)
        .stderr(Stdio::piped());
    let child = tokio::process::Command::from(command)
        .kill_on_drop(true)
        .spawn()
        .map_err(|e| format!("cannot run ostree: {e}"))?;
    let told = listening == Listening::Told;
    let mut watch = Watch::new(machine);
    let waiting = child.wait_with_output();
    tokio::pin!(waiting);
    let mut tick = tokio::time::interval(TELL_EVERY);
    tick.tick().await;
    let ended = loop {
        tokio::select! {
            written = terminal.read() => {
                watch.read(&written.map_err(no_terminal)?);
                if told { watch.tell(transaction) }
            }
            _ = tick.tick() => if told { watch.tell(transaction) },
            // Dropping the child kills it: libostree keeps what is complete and fetches the rest another time.
            () = transaction.cancelled() => return Err("Operation was cancelled".into()),
            ended = &mut waiting => break ended.map_err(|e| e.to_string())?,
        }
    };
    watch.read(&terminal.rest().map_err(no_terminal)?);
    if !ended.status.success() {
        return Err(enter::complaint(&ended));
    }
    if !told {
        return Ok(());
    }
    // libostree itself does not always say it: each second it looks at the line and forgets what it was about to say.
    if let Some(text) = summary(&String::from_utf8_lossy(&watch.seen)) {
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
    seen: Vec<u8>,
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
            seen: Vec::new(),
            news: false,
            told: None,
        }
    }

    fn read(&mut self, written: &[u8]) {
        // A line, and even a letter, may come in two pieces.
        self.seen.extend(written);
        let text = String::from_utf8_lossy(&self.seen);
        if self.download.read(&text) {
            self.news = true;
        }
        self.seen.drain(..self.seen.len().saturating_sub(TAIL));
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
