//! What can go wrong with the practice machine, each in a sentence that a person can act on.

use isotope::tr;
use std::io;
use std::path::Path;

/// A sentence for the person at the terminal, or for the caller on the bus.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// A file or folder.
    #[error("{what}")]
    File {
        /// What was being done to which file, and the system's answer.
        what: String,
        /// The system's answer.
        source: io::Error,
    },
    /// A command ended badly; its own text.
    #[error("{0}")]
    Command(String),
    /// Asked for wrongly, with what could be asked for.
    #[error("{0}")]
    Usage(String),
    /// Anything that is said in full.
    #[error("{0}")]
    Plain(String),
    /// The bus.
    #[error("{}", tr!("practice-bus", error = .0.to_string()))]
    Bus(#[from] zbus::Error),
}

impl From<Trouble> for zbus::fdo::Error {
    fn from(trouble: Trouble) -> Self {
        Self::Failed(trouble.to_string())
    }
}

/// The usual result of this room.
pub(crate) type Result<T> = std::result::Result<T, Trouble>;

/// A program that could not be started.
pub(crate) fn cannot_run(program: &str, error: &io::Error) -> Trouble {
    Trouble::Command(tr!(
        "practice-cannot-run",
        program = program,
        error = error.to_string()
    ))
}

/// Says which file it was.
pub(crate) trait About<T> {
    /// Adds what was being done to which file.
    fn about(self, doing: &str, path: &Path) -> Result<T>;
}

impl<T> About<T> for io::Result<T> {
    fn about(self, doing: &str, path: &Path) -> Result<T> {
        self.map_err(|source| Trouble::File {
            what: tr!(
                "practice-file",
                doing = doing.replace(' ', "-"),
                path = path.to_string_lossy(),
                error = source.to_string()
            ),
            source,
        })
    }
}
