//! What was seen last, for the time without network. A file for each question, for the person only: names of private
//! images are in it. That it cannot be written is no reason to say nothing.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::facts::sha256;

/// The only format there is.
const FORMAT: u32 = 1;
/// Bytes of a file that are read at most.
const LONGEST: u64 = 32 << 20;
/// Days after which nobody wants to see it any more.
const GETS_OLD: i64 = 90;

#[derive(Serialize, Deserialize)]
struct Page {
    format: u32,
    /// The question.
    about: String,
    at: DateTime<Utc>,
    names: Vec<String>,
}

/// The folder of what was seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Cache(Option<PathBuf>);

impl Cache {
    pub(super) fn new(folder: Option<PathBuf>) -> Self {
        Self(folder)
    }

    /// Keeps an answer.
    pub(super) fn keep(&self, about: &str, at: DateTime<Utc>, names: &[String]) {
        let Some(folder) = &self.0 else { return };
        let page = Page {
            format: FORMAT,
            about: about.to_owned(),
            at,
            names: names.to_vec(),
        };
        if let Err(err) = write(folder, &file(folder, about), &page) {
            tracing::warn!(%err, about, "what the publisher has could not be kept");
        }
    }

    /// The last answer, and when it came.
    pub(super) fn last(&self, about: &str) -> Option<(DateTime<Utc>, Vec<String>)> {
        let path = file(self.0.as_deref()?, about);
        match read(&path) {
            Ok(page) => {
                let young = (Utc::now() - page.at).num_days() <= GETS_OLD;
                let fits = page.format == FORMAT && page.about == about;
                (young && fits).then_some((page.at, page.names))
            }
            Err(err) => {
                if err.kind() != io::ErrorKind::NotFound {
                    tracing::warn!(%err, path = %path.display(), "what was kept cannot be read");
                }
                None
            }
        }
    }
}

fn file(folder: &Path, about: &str) -> PathBuf {
    let name = sha256(about.as_bytes());
    let name = name.trim_start_matches("sha256:");
    folder.join(format!("{name}.json"))
}

fn write(folder: &Path, path: &Path, page: &Page) -> io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    // A temporary file is for its owner only, and stays so.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&serde_json::to_vec(page)?)?;
    file.persist(path)?;
    sweep(folder, path);
    Ok(())
}

/// Removes what is too old to be read, and what a program left that was ended while it wrote.
fn sweep(folder: &Path, newest: &Path) {
    let Ok(files) = fs::read_dir(folder) else {
        return;
    };
    for file in files.flatten() {
        let age = file.metadata().and_then(|about| about.modified());
        let age = age.ok().and_then(|at| at.elapsed().ok());
        let days = age.map_or(0, |age| age.as_secs() / 86_400);
        let old = file.path() != newest && days > GETS_OLD.unsigned_abs();
        if old && let Err(err) = fs::remove_file(file.path()) {
            tracing::debug!(%err, "an old answer stays");
        }
    }
}

fn read(path: &Path) -> io::Result<Page> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST).read_to_end(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes)?)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_last_answer_is_there_for_its_question_and_its_person() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a/b");
        let cache = Cache::new(Some(place.clone()));
        assert_eq!(cache.last("tags h.io/a"), None);
        let at = DateTime::from_timestamp(Utc::now().timestamp(), 0).unwrap();
        let names = ["44".to_owned()];
        cache.keep("tags h.io/a", at, &["43".to_owned()]);
        cache.keep("tags h.io/a", at, &names);
        assert_eq!(cache.last("tags h.io/a"), Some((at, names.to_vec())));
        assert_eq!(cache.last("tags h.io/b"), None);
        let files: Vec<_> = fs::read_dir(&place).unwrap().flatten().collect();
        assert_eq!(files.len(), 1);
        for (path, mode) in [(place.clone(), 0o700), (files[0].path(), 0o600)] {
            let found = fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(found, mode);
        }
        cache.keep(
            "tags h.io/c",
            at - chrono::TimeDelta::days(GETS_OLD + 1),
            &names,
        );
        assert_eq!(cache.last("tags h.io/c"), None, "too old");
        fs::write(files[0].path(), "{").unwrap();
        assert_eq!(cache.last("tags h.io/a"), None, "broken");
        Cache::default().keep("x", at, &names);
    }
}
