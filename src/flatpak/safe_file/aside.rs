//! Folders beside a file, in which what stood there lies while it is looked at.
//!
//! Such a folder is named after two states of the file, the one that Isotope writes and the one that it read before, and
//! has the file in it under its own name. Whatever the moment at which a program is killed: if what lies there is neither
//! of the two, another program wrote it in that moment, and it is kept until it is back in its place.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::read;

/// How the names begin of what is being written, or was when its program was killed.
pub(super) const ASIDE: &str = ".isotope-";
/// How many random letters follow.
pub(super) const LETTERS: usize = 6;

/// A state of a file, as far as it has to be told from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State(u64);

impl State {
    /// FNV-1a: it has to stay the same from one version of Isotope to the next.
    fn of(bytes: Option<&[u8]>) -> Self {
        let Some(bytes) = bytes else { return Self(0) };
        let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        Self(bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
    }
}

/// What another program wrote, and lies aside because a program of ours was killed, or a third one wrote since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::flatpak) struct Stray {
    /// Where it lies.
    pub(in crate::flatpak) path: PathBuf,
    /// The file whose content it was.
    pub(in crate::flatpak) of: PathBuf,
    ours: State,
}

/// A folder beside a file, and the place in it for what stood there.
#[derive(Debug)]
pub(super) struct Aside {
    folder: PathBuf,
    pub(super) held: PathBuf,
}

impl Aside {
    /// For one change of that file.
    pub(super) fn new(
        path: &Path,
        before: Option<&[u8]>,
        after: Option<&[u8]>,
    ) -> io::Result<Self> {
        let (State(ours), State(theirs)) = (State::of(after), State::of(before));
        let folder = tempfile::Builder::new()
            .prefix(&format!("{ASIDE}{ours:016x}-{theirs:016x}-"))
            .rand_bytes(LETTERS)
            .tempdir_in(path.parent().unwrap_or(Path::new(".")))?
            .keep();
        let held = folder.join(path.file_name().unwrap_or_default());
        Ok(Self { folder, held })
    }

    /// Nothing in it is needed any more.
    pub(super) fn discard(self) {
        discard(&self.folder);
    }
}

/// One step of the kernel: both files change places.
pub(super) fn exchange(one: &Path, other: &Path) -> rustix::io::Result<()> {
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)
}

/// Puts a file where none is; `false` when there is one.
pub(super) fn place(from: &Path, to: &Path) -> io::Result<bool> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(true),
        Err(Errno::EXIST) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Puts in order what programs of ours left that were killed while they wrote. To be called with the folder's lock, so
/// that nobody of ours is at it: what is ours goes, and what is another program's goes back to its place, if nobody
/// wrote there since.
pub(super) fn sweep(folder: &Path) {
    for (path, name) in entries(folder) {
        match Name::read(&name) {
            Name::Other => {}
            Name::Plain => discard(&path),
            Name::Held { ours, theirs } => {
                let put = match held(&path, folder, [ours, theirs]) {
                    Ok(Some(stray)) => stray.put_back(),
                    Ok(None) => Ok(true),
                    Err(error) => Err(error),
                };
                match put {
                    Ok(true) => discard(&path),
                    Ok(false) => {}
                    Err(error) => tracing::warn!(%error, path = %path.display(), "it stays"),
                }
            }
        }
    }
}

/// What lies aside in a folder and belongs to another program. To be called with the folder's lock.
pub(super) fn strays(folder: &Path) -> io::Result<Vec<Stray>> {
    let mut found = Vec::new();
    for (path, name) in entries(folder) {
        if let Name::Held { ours, theirs } = Name::read(&name) {
            found.extend(held(&path, folder, [ours, theirs])?);
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

impl Stray {
    /// Whether these bytes are what our own program wrote in its place, and nobody since.
    pub(in crate::flatpak) fn is_ours(&self, bytes: Option<&[u8]>) -> bool {
        State::of(bytes) == self.ours
    }

    /// Forgets it, once it is where it belongs.
    pub(in crate::flatpak) fn discard(&self) {
        if let Some(folder) = self.path.parent() {
            discard(folder);
        }
    }

    /// Puts it back where only our own program wrote since. `false`: somebody else did, too.
    fn put_back(&self) -> io::Result<bool> {
        let now = read(&self.of)?;
        if !self.is_ours(now.as_deref()) {
            return Ok(false);
        }
        if now.is_none() {
            return place(&self.path, &self.of);
        }
        exchange(&self.path, &self.of)?;
        if self.is_ours(read(&self.path)?.as_deref()) {
            return Ok(true);
        }
        // Somebody wrote in that moment, too.
        exchange(&self.path, &self.of)?;
        Ok(false)
    }
}

/// What the name of a file or folder tells.
enum Name {
    Other,
    /// Being written: it never was anybody's file.
    Plain,
    Held {
        ours: State,
        theirs: State,
    },
}

impl Name {
    fn read(name: &OsStr) -> Self {
        let rest = name.to_str().and_then(|name| name.strip_prefix(ASIDE));
        let parts: Vec<&str> = rest.unwrap_or_default().split('-').collect();
        let is_random = |text: &str| {
            text.len() == LETTERS && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let state = |text: &str| u64::from_str_radix(text, 16).ok().map(State);
        match parts.as_slice() {
            [random] if is_random(random) => Self::Plain,
            [ours, theirs, random] if is_random(random) => match (state(ours), state(theirs)) {
                (Some(ours), Some(theirs)) => Self::Held { ours, theirs },
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

fn entries(folder: &Path) -> impl Iterator<Item = (PathBuf, OsString)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| (entry.path(), entry.file_name()))
}

/// What lies in such a folder, if it is none of these states.
fn held(aside: &Path, folder: &Path, known: [State; 2]) -> io::Result<Option<Stray>> {
    for entry in fs::read_dir(aside)? {
        let entry = entry?;
        let (path, of) = (entry.path(), folder.join(entry.file_name()));
        let [ours, _] = known;
        if !known.contains(&State::of(read(&path)?.as_deref())) {
            return Ok(Some(Stray { path, of, ours }));
        }
    }
    Ok(None)
}

fn discard(path: &Path) {
    let removed = fs::remove_file(path).or_else(|_| fs::remove_dir_all(path));
    if let Err(error) = removed {
        tracing::debug!(%error, path = %path.display(), "it stays");
    }
}
