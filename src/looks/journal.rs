//! Bringing settings back is written down first, so that whatever interrupts it, the next one who looks brings it to an
//! end: the copy is put in place, or where that cannot be, what was there before.

use std::fs;
use std::io::{self, ErrorKind, Write as _};

use chrono::Utc;
use serde::{Deserialize, Serialize};

use super::copy::{Manifest, Reason};
use super::found::found;
use super::{At as _, Looks, LooksError, Saved, UNKNOWN, files};

/// What is being done.
pub(super) const JOURNAL: &str = ".restoring.json";
/// The same, once it is clear that it cannot be: what was there before comes back.
pub(super) const TURNED: &str = ".going-back.json";

/// A restoration that is going on.
#[derive(Serialize, Deserialize)]
struct Journal {
    /// The copy that is put in place.
    from: String,
    /// The copy of what was there before.
    aside: Option<String>,
}

type Copy = (Manifest, Saved);

impl Looks {
    /// Whether bringing settings back was begun and not ended.
    pub(super) fn is_interrupted(&self) -> bool {
        [JOURNAL, TURNED]
            .iter()
            .any(|name| self.store.join(name).exists())
    }

    /// Puts a copy in place, and says how many files are different now.
    ///
    /// # Errors
    /// When a file cannot be read or written; then what was put aside is there again, but for [`LooksError::Halfway`].
    pub(super) fn exchange(
        &self,
        (manifest, from): &Copy,
        aside: &Saved,
    ) -> Result<usize, LooksError> {
        if let Err(err) = self.write_journal(&from.id, &aside.id) {
            self.close_journal()?;
            return Err(err);
        }
        let applied = manifest.apply(&self.paths, &from.folder);
        if applied.is_err() {
            let before = self.whole(&aside.id)?;
            self.go_back(&before)?;
        } else if let Err(err) = self.close_journal() {
            // Doing it once more does no harm.
            tracing::warn!(%err, "settings stay written down as being brought back");
        }
        applied
    }

    /// Does the rest of what was begun. What nobody has a copy of is put aside before. A journal that cannot be read was
    /// never complete.
    pub(super) fn complete(&self) -> Result<bool, LooksError> {
        let turned = files::read(&self.store.join(TURNED))?;
        let begun = files::read(&self.store.join(JOURNAL))?;
        let is_turned = turned.is_some();
        let Some(text) = turned.or(begun) else {
            return Ok(false);
        };
        if let Ok(journal) = serde_json::from_slice::<Journal>(&text) {
            let from = (!is_turned).then(|| self.usable(&journal.from)).flatten();
            let aside = journal.aside.and_then(|id| self.usable(&id));
            self.end(from.as_ref(), aside.as_ref())?;
        }
        self.close_journal()?;
        Ok(true)
    }

    fn end(&self, from: Option<&Copy>, aside: Option<&Copy>) -> Result<(), LooksError> {
        for (manifest, _) in from.into_iter().chain(aside) {
            self.keep_new(manifest)?;
        }
        let applied = from.map(|(manifest, saved)| manifest.apply(&self.paths, &saved.folder));
        match (applied, aside) {
            (Some(Ok(_)), _) => Ok(()),
            (_, Some(before)) => self.go_back(before),
            (Some(Err(err)), None) => Err(err),
            (None, None) => {
                tracing::warn!("settings were being brought back, but no copy of them is left");
                Ok(())
            }
        }
    }

    /// Puts in place what was there before, now or when it is tried again.
    fn go_back(&self, (manifest, aside): &Copy) -> Result<(), LooksError> {
        let turned = fs::rename(self.store.join(JOURNAL), self.store.join(TURNED));
        if let Err(err) = turned.or_else(|err| ignore(err, ErrorKind::NotFound)) {
            tracing::warn!(%err, "if it is interrupted now, it goes on the other way");
        }
        let applied = manifest.apply(&self.paths, &aside.folder);
        let closed = applied.and_then(|_| self.close_journal());
        closed.map_err(|err| LooksError::Halfway {
            aside: aside.id.clone(),
            source: Box::new(err),
        })
    }

    /// Puts aside what a copy would replace, when something of it is in no copy.
    fn keep_new(&self, manifest: &Manifest) -> Result<(), LooksError> {
        let names = self.copies().into_iter().map(|copy| copy.id);
        let copies: Vec<Copy> = names.filter_map(|id| self.read(&id).ok()).collect();
        let (now, _) = found(&self.paths, &manifest.reach())?;
        let is_known = |item| {
            let mut copies = copies.iter();
            copies.any(|(copy, saved)| copy.knows(&self.paths, &saved.folder, item))
        };
        if now.iter().all(is_known) {
            return Ok(());
        }
        let who = (UNKNOWN, Reason::Kept);
        self.save_now(manifest.reach(), who, Utc::now()).map(drop)
    }

    fn usable(&self, id: &str) -> Option<Copy> {
        let copy = self.whole(id);
        copy.inspect_err(|err| tracing::warn!(%err, "a copy cannot be used"))
            .ok()
    }

    pub(super) fn write_journal(&self, from: &str, aside: &str) -> Result<(), LooksError> {
        let path = self.store.join(JOURNAL);
        let journal = Journal {
            from: from.to_owned(),
            aside: Some(aside.to_owned()),
        };
        let text = serde_json::to_vec(&journal)
            .map_err(io::Error::from)
            .at(&path)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.store).at(&self.store)?;
        file.write_all(&text).at(&path)?;
        file.as_file().sync_all().at(&path)?;
        file.persist(&path).map_err(|err| err.error).at(&path)?;
        files::sync(&self.store)
    }

    fn close_journal(&self) -> Result<(), LooksError> {
        files::remove(&self.store.join(JOURNAL))?;
        files::remove(&self.store.join(TURNED))
    }
}

fn ignore(err: io::Error, kind: ErrorKind) -> io::Result<()> {
    if err.kind() == kind { Ok(()) } else { Err(err) }
}
