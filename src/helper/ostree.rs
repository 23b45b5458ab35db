//! libostree's own command: reading the table of deployments and changing it.
//!
//! libostree names deployments on its command line only by index, and indices move when another program
//! writes. So for every change, one at a time: the lock must be free, the table is read, the index found, the
//! command run, and the table read again. Another writer needs the lock for much longer than lies between
//! reading and running; one that holds it meanwhile makes the command wait, which is seen and ended.
//!
//! Contract: ostree 2025.2, `src/ostree/ot-admin-builtin-status.c` (`--json` is newer than that) and the line
//! `Waiting for sysroot lock...` of `src/ostree/ot-admin-functions.c`.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use isotope::domain::OstreeId;
use isotope::helper_api::HelperError;
use rustix::fs::{FlockOperation, Mode, OFlags};
use rustix::io::Errno;
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::Mutex;

use crate::rules::{self, Entry, Table, Verb};

/// Deleting a version on a slow disk takes minutes; longer than this something is wrong.
const LIMIT: Duration = Duration::from_mins(10);
/// More output than this is not read.
const OUTPUT_BYTES: u64 = 1 << 20;
const WAITING: &str = "Waiting for sysroot lock";

/// The command, used by one request at a time.
#[derive(Debug)]
pub(crate) struct Ostree {
    lock_file: PathBuf,
    turn: Mutex<()>,
}

impl Ostree {
    pub(crate) fn new(lock_file: PathBuf) -> Self {
        Self {
            lock_file,
            turn: Mutex::new(()),
        }
    }

    /// The present table.
    pub(crate) async fn table(&self) -> Result<Table, HelperError> {
        let _turn = self.turn.lock().await;
        table().await
    }

    /// Does it, if the rules allow it at this moment. Seen in the table afterwards, or an error.
    pub(crate) async fn change(&self, verb: Verb, id: &OstreeId) -> Result<(), HelperError> {
        let _turn = self.turn.lock().await;
        self.must_be_free()?;
        let before = table().await?;
        let index = rules::check(verb, &before, id)?.to_string();
        self.must_be_free()?;
        let mut arguments = verb.command().to_vec();
        arguments.push(&index);
        let ran = run(&arguments).await;
        let after = table().await?;
        let done = rules::is_done(verb, &after, id);
        match ran {
            // Busy and done: it got the lock in the last moment before it was ended.
            Ok(_) | Err(HelperError::Busy(_)) if done => Ok(()),
            Err(err) => Err(err),
            Ok(_) => Err(HelperError::Failed(
                "the system says it is done, but it is not".to_owned(),
            )),
        }
    }

    /// Waits until no command runs.
    pub(crate) async fn settle(&self) {
        drop(self.turn.lock().await);
    }

    /// libostree takes an exclusive lock of the open file description on the whole file, and removes the file after use.
    /// A shared lock of a process conflicts with that, and is given back when the file is closed here.
    fn must_be_free(&self) -> Result<(), HelperError> {
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let file = match rustix::fs::open(&self.lock_file, flags, Mode::empty()) {
            Ok(file) => file,
            Err(Errno::NOENT | Errno::NOTDIR) => return Ok(()),
            Err(err) => return Err(failed(err.into())),
        };
        match rustix::fs::fcntl_lock(&file, FlockOperation::NonBlockingLockShared) {
            Ok(()) => Ok(()),
            Err(Errno::AGAIN | Errno::ACCESS) => Err(busy()),
            Err(err) => Err(failed(err.into())),
        }
    }
}

fn busy() -> HelperError {
    HelperError::Busy("another program is changing the system".to_owned())
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn failed(err: io::Error) -> HelperError {
    HelperError::Failed(format!("ostree: {err}"))
}

async fn table() -> Result<Table, HelperError> {
    parse(&run(&["admin", "status"]).await?)
}

/// Runs the command and returns what it printed. Its own words in the error when it fails.
async fn run(arguments: &[&str]) -> Result<String, HelperError> {
    let mut child = Command::new("ostree")
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .map_err(failed)?;
    let answer = tokio::time::timeout(LIMIT, collect(&mut child)).await;
    let answer = answer.unwrap_or_else(|_| {
        Err(HelperError::Failed(
            "ostree does not come to an end".to_owned(),
        ))
    });
    if answer.is_err() {
        end(&mut child).await;
    }
    let (output, complaint) = answer?;
    let status = child.wait().await.map_err(failed)?;
    if status.success() {
        return Ok(output);
    }
    let words = complaint.trim().trim_start_matches("error: ");
    Err(HelperError::Failed(
        words.chars().take(500).collect::<String>(),
    ))
}

async fn collect(child: &mut Child) -> Result<(String, String), HelperError> {
    let pipes = child.stdout.take().zip(child.stderr.take());
    let (output, complaint) = pipes.ok_or_else(|| HelperError::Failed("no pipes".to_owned()))?;
    tokio::try_join!(read(output), read(complaint))
}

/// Everything up to the end, unless the command begins to wait for somebody else's lock.
async fn read(pipe: impl AsyncRead + Unpin) -> Result<String, HelperError> {
    let mut lines = BufReader::new(pipe.take(OUTPUT_BYTES)).lines();
    let mut text = String::new();
    while let Some(line) = lines.next_line().await.map_err(failed)? {
        if line.starts_with(WAITING) {
            return Err(busy());
        }
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

/// Ends the command with all it started. libostree writes so that this harms nothing at any moment.
async fn end(child: &mut Child) {
    let group = child
        .id()
        .and_then(|id| i32::try_from(id).ok())
        .and_then(Pid::from_raw);
    if let Some(group) = group
        && let Err(err) = kill_process_group(group, Signal::KILL)
    {
        tracing::warn!(%err, "the command could not be ended");
    }
    if let Err(err) = child.wait().await {
        tracing::warn!(%err, "the command left no status");
    }
}

/// Reads `ostree admin status`. A line that is neither a deployment nor a detail of one is an error: a
/// deployment that went unnoticed would shift the index of all that follow.
fn parse(text: &str) -> Result<Table, HelperError> {
    let mut table = Table::default();
    for line in text.lines() {
        if let Some(detail) = line.strip_prefix("    ") {
            let Some(entry) = table.0.last_mut() else {
                return Err(unreadable());
            };
            match detail.split_once(": ") {
                Some(("Version", version)) => entry.version = Some(version.to_owned()),
                Some(("Pinned", "yes")) => entry.pinned = true,
                _ => {}
            }
        } else if !line.is_empty() && line != "No deployments." {
            table.0.push(parse_entry(line).ok_or_else(unreadable)?);
        }
    }
    Ok(table)
}

/// `<mark> <osname> <checksum>.<serial>[ (<state>)…]`; the mark is `*` for the running one.
fn parse_entry(line: &str) -> Option<Entry> {
    let mut characters = line.chars();
    let mark = characters.next()?;
    let mut words = characters.as_str().strip_prefix(' ')?.splitn(3, ' ');
    let (osname, name) = (words.next()?, words.next()?);
    let states = words.next().unwrap_or_default();
    Some(Entry {
        id: format!("{osname}-{name}").parse().ok()?,
        version: None,
        booted: mark == '*',
        staged: states.contains("(staged") || states.contains("(finalization locked"),
        pinned: false,
    })
}

fn unreadable() -> HelperError {
    HelperError::Failed("what ostree says about the deployments cannot be read".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "922549a8afa715151934e39a7c02366251958b714e285147325d765a8fb8b8e7";
    const B: &str = "c68644dc9c69c36ba21c04addcde95100f9abe0da5faefde63e3a51042d327fb";

    #[test]
    fn the_table_is_read() {
        let text = format!(
            "  fedora {A}.1 (staged)\n    Version: 43.20260815.0\n    origin refspec: fedora:x\n    `- Fedora silverblue 43\n\
             * fedora {B}.0\n    Version: 43.20260808.0\n    Pinned: yes\n    origin: <unknown origin type>\n\
             \x20 other {B}.12 (rollback)\n    Unlocked: hotfix\n    GPG: Signature made ?\n\n"
        );
        let table = parse(&text).unwrap().0;
        let view: Vec<_> = table
            .iter()
            .map(|e| (e.id.to_string(), e.booted, e.staged, e.pinned))
            .collect();
        assert_eq!(
            view,
            [
                (format!("fedora-{A}.1"), false, true, false),
                (format!("fedora-{B}.0"), true, false, true),
                (format!("other-{B}.12"), false, false, false),
            ]
        );
        assert_eq!(
            table.first().unwrap().version.as_deref(),
            Some("43.20260815.0")
        );
    }

    #[test]
    fn a_locked_staged_one_is_staged() {
        let table = parse(&format!("  fedora {A}.0 (finalization locked)\n")).unwrap();
        assert!(table.0.first().unwrap().staged);
        assert!(parse("No deployments.\n").unwrap().0.is_empty());
    }

    #[test]
    fn an_unknown_line_is_an_error() {
        for text in [
            "something new\n".to_owned(),
            "    Version: 1\n".to_owned(),
            format!("* fedora {A}\n"),
            format!("* fedora {}.0\n", A.to_uppercase()),
            format!("  fedora {A}.0\nwarning: x\n"),
        ] {
            assert!(parse(&text).is_err(), "{text}");
        }
    }
}
