//! The `flatpak` command: how it is asked, what its progress lines say, and why it refuses.
//!
//! | wanted | words |
//! |---|---|
//! | an app named beyond doubt | the full ref and `--user`, `--system` or `--installation=` |
//! | no question that waits for ever | `-y`, standard input empty |
//! | words that can be read | `LC_ALL=C.UTF-8` |
//! | percent lines | a pipe, and no `--noninteractive` |
//!
//! Source: flatpak 1.16 `app/`. Its texts change between versions, so none of them decides whether something was done:
//! the exit status does, and then what is really installed.

use std::sync::Arc;

use tokio::sync::watch;

use super::host::{Host, HostCommand, HostError, Line};

/// What an operation is at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What it does.
    pub deed: Deed,
    /// Which step, from 1.
    pub op: u32,
    /// How many steps there are; they can become more.
    pub ops: u32,
    /// How much of the step is done, 0 to 1.
    pub fraction: f64,
}

/// What one step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Something new comes.
    Installing,
    /// A version takes the place of another.
    Updating,
    /// Something goes.
    Uninstalling,
}

impl Progress {
    /// How much of everything is done, 0 to 1.
    #[must_use]
    pub fn whole(&self) -> f64 {
        let before = f64::from(self.op.saturating_sub(1));
        ((before + self.fraction) / f64::from(self.ops.max(1))).clamp(0.0, 1.0)
    }

    /// Reads `Installing 1/2… ████ 42%  1.2 MB/s`; `None` for every other line.
    fn read(line: &str) -> Option<Self> {
        let (deed, rest) = [
            ("Installing", Deed::Installing),
            ("Updating", Deed::Updating),
            ("Uninstalling", Deed::Uninstalling),
        ]
        .into_iter()
        .find_map(|(word, deed)| Some((deed, line.strip_prefix(word)?)))?;
        let (steps, bar) = rest.split_once('…')?;
        let (op, ops) = match steps.trim().split_once('/') {
            Some((op, ops)) => (op.parse().ok()?, ops.parse().ok()?),
            None if steps.is_empty() => (1, 1),
            None => return None,
        };
        let percent = bar.split_once('%').and_then(|(before, _)| {
            let digits = before.trim_end().rsplit(|c: char| !c.is_ascii_digit());
            digits.into_iter().next()?.parse::<u8>().ok()
        });
        Some(Self {
            deed,
            op,
            ops,
            fraction: f64::from(percent.unwrap_or(0).min(100)) / 100.0,
        })
    }
}

/// Asks something that takes long to stop.
#[derive(Clone, Debug)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Default for Stop {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Stop {
    /// Asks it. It ends with [`CommandError::Stopped`], or as if nobody had asked when it was done already.
    pub fn ask(&self) {
        self.0.send_replace(true);
    }

    /// Whether somebody asked.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    pub(super) async fn asked(&self) {
        let mut asked = self.0.subscribe();
        // The sender is ours, so this ends only when somebody asks.
        if asked.wait_for(|asked| *asked).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

/// Who follows an operation: is told of its progress, and may stop it.
pub struct Follow {
    stop: Stop,
    tell: Box<dyn FnMut(Progress) + Send>,
}

impl std::fmt::Debug for Follow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Follow").finish_non_exhaustive()
    }
}

impl Follow {
    /// Who is told of every step, and what will ask it to stop.
    pub fn new(stop: &Stop, tell: impl FnMut(Progress) + Send + 'static) -> Self {
        Self {
            stop: stop.clone(),
            tell: Box::new(tell),
        }
    }

    /// Nobody.
    #[must_use]
    pub fn nobody() -> Self {
        Self::new(&Stop::default(), |_| ())
    }
}

/// What kind of refusal it is, as far as flatpak's words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The remote cannot be reached.
    NoNetwork,
    /// The administrator does not allow it, or nobody gave the password.
    NotAuthorised,
    /// Only root may choose the version of an app of everybody, whatever an administrator agrees to: before flatpak 1.19.
    OnlyRoot,
    /// The disk is full.
    NoSpace,
    /// The remote is there no more, or is none.
    RemoteGone,
    /// There is no such app or version.
    NotFound,
    /// Something else; the text tells.
    Other,
}

impl Cause {
    fn of(text: &str) -> Self {
        const WORDS: [(Cause, &[&str]); 6] = [
            (
                Cause::NoSpace,
                &["No space left", "Not enough disk space", "min-free-space"],
            ),
            (Cause::OnlyRoot, &["without root permissions"]),
            (
                Cause::NotAuthorised,
                &[
                    "not allowed for user",
                    "Permission denied",
                    "Not authorized",
                ],
            ),
            (
                Cause::NoNetwork,
                &[
                    "resolve host",
                    "connect to server",
                    "Network is unreachable",
                    "Connection refused",
                    "timed out",
                    "Timeout was reached",
                ],
            ),
            (
                Cause::RemoteGone,
                &["no summary file", "Remote \"", "Unable to load summary"],
            ),
            (
                Cause::NotFound,
                &[
                    "Nothing matches",
                    "No such ref",
                    "not installed",
                    "No installed refs",
                    ".commit: No such file",
                    "server returned status 404",
                ],
            ),
        ];
        let said = |words: &[&str]| words.iter().any(|word| text.contains(word));
        WORDS
            .into_iter()
            .find(|(_, words)| said(words))
            .map_or(Self::Other, |(cause, _)| cause)
    }
}

/// Why the command did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// It did not run to its end.
    #[error(transparent)]
    Host(#[from] HostError),
    /// Somebody stopped it.
    #[error("stopped")]
    Stopped,
    /// It said no.
    #[error("{text}")]
    Refused {
        /// The kind of refusal.
        cause: Cause,
        /// All that it complained, in English.
        text: String,
    },
}

impl CommandError {
    fn refused(text: &str) -> Self {
        Self::Refused {
            cause: Cause::of(text),
            text: text.trim().to_owned(),
        }
    }
}

/// Runs `flatpak`, and what belongs to it, on the host.
#[derive(Clone, Debug)]
pub(super) struct Flatpak {
    host: Host,
    env: Vec<(String, String)>,
}

/// What a question was answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) ok: bool,
    pub(super) out: String,
    pub(super) err: String,
}

impl Answer {
    /// What it printed, if it succeeded.
    pub(super) fn out(self) -> Result<String, CommandError> {
        if self.ok {
            Ok(self.out)
        } else {
            Err(CommandError::refused(&self.err))
        }
    }
}

impl Flatpak {
    pub(super) fn new(host: Host, env: Vec<(String, String)>) -> Self {
        Self { host, env }
    }

    /// Runs a program to its end.
    pub(super) async fn run(&self, program: &str, words: &[String]) -> Result<Answer, HostError> {
        let finished = self.host.run(&self.command(program, words)).await?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Answer {
            ok: finished.status.success(),
            out: text(&finished.out),
            err: text(&finished.err),
        })
    }

    /// What flatpak prints.
    pub(super) async fn ask(&self, words: &[String]) -> Result<String, CommandError> {
        self.run("flatpak", words).await?.out()
    }

    /// Lets flatpak work, and tells what it is at. What it complained although it was content is handed back: it may
    /// have done nothing, as when a remote is gone.
    pub(super) async fn work(
        &self,
        words: &[String],
        follow: &mut Follow,
    ) -> Result<String, CommandError> {
        if follow.stop.is_asked() {
            return Err(CommandError::Stopped);
        }
        let mut child = self.host.spawn(&self.command("flatpak", words)).await?;
        let interrupt = child.interrupt();
        let (mut complaints, mut stopping) = (String::new(), false);
        loop {
            tokio::select! {
                line = child.line() => match line {
                    None => break,
                    Some(Line::Out(line)) => {
                        if let Some(progress) = Progress::read(&line) {
                            (follow.tell)(progress);
                        }
                    }
                    Some(Line::Err(line)) => complaints.extend([line.as_str(), "\n"]),
                },
                () = follow.stop.asked(), if !stopping => {
                    stopping = true;
                    interrupt.send().await;
                }
            }
        }
        match (child.ended().await?.success(), stopping) {
            (true, _) => Ok(complaints),
            (false, true) => Err(CommandError::Stopped),
            (false, false) => Err(CommandError::refused(&complaints)),
        }
    }

    fn command(&self, program: &str, words: &[String]) -> HostCommand {
        let command = HostCommand::new(program, words.iter().cloned())
            .env("LC_ALL", "C.UTF-8")
            .env("FLATPAK_FANCY_OUTPUT", "0");
        self.env
            .iter()
            .fold(command, |command, (name, value)| command.env(name, value))
    }
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
