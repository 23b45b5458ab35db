//! Mending what was left, so that it can be undone.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::super::copy::{Paths, Reason};
use super::super::set::ITEMS;
use super::super::{At as _, Looks, LooksError, Saved, UNKNOWN, files, quiet_dconf};
use super::table::fits_any;
use super::undo::Made;
use super::{DEFAULTS, Leftover, Surroundings, dconf};
use crate::flatpak::keyfile::Document;

/// What has to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A key of dconf gets this value, or its default.
    Key { key: String, value: Option<String> },
    /// A name in a file gets this value, or goes.
    Name {
        path: PathBuf,
        group: String,
        name: String,
        value: Option<String>,
    },
    /// A file comes back from a copy, or loses lines; others go.
    File {
        path: PathBuf,
        from: Option<PathBuf>,
        lines: &'static [String],
        with: Vec<PathBuf>,
    },
    /// An app is no default any more.
    App { path: PathBuf, app: String },
}

/// What mending has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// What was mended.
    pub done: Vec<Leftover>,
    /// The copy of what was there before. [`Looks::restore`] brings back all of it, [`Looks::unmend`] what was mended.
    pub aside: Saved,
    pub(super) made: Made,
}

impl Looks {
    /// Mends what is left over and of which the id is among the wanted ones, after all settings were put aside. `None`:
    /// nothing of that is left over.
    ///
    /// # Errors
    /// When a file or dconf cannot be read or written; then all is as it was.
    pub async fn mend(
        &self,
        around: &Surroundings,
        is_wanted: impl Fn(&str) -> bool,
        at: DateTime<Utc>,
    ) -> Result<Option<Mended>, LooksError> {
        self.finish().await?;
        let mut done = self.leftovers(around).await;
        done.retain(|leftover| is_wanted(&leftover.id));
        if done.is_empty() {
            return Ok(None);
        }
        let desktop = around.desktop.as_deref().unwrap_or(UNKNOWN);
        let aside = self.put_aside(desktop, at)?;
        match self.take_all(&done, &aside).await {
            Ok(made) => Ok(Some(Mended { done, aside, made })),
            Err(err) => {
                self.put_back(&aside).await?;
                Err(err)
            }
        }
    }

    async fn take_all(&self, done: &[Leftover], aside: &Saved) -> Result<Made, LooksError> {
        for leftover in done {
            leftover.step.take(&self.paths).await?;
        }
        self.made(done, aside)
    }

    pub(super) fn put_aside(&self, desktop: &str, at: DateTime<Utc>) -> Result<Saved, LooksError> {
        let _lock = self.lock()?;
        self.save_now(ITEMS.clone(), (desktop, Reason::Repair), at)
    }

    /// As it was before mending began.
    pub(super) async fn put_back(&self, aside: &Saved) -> Result<(), LooksError> {
        quiet_dconf().await;
        let (manifest, saved) = self.read(&aside.id)?;
        manifest.apply(&self.paths, &saved.folder)?;
        quiet_dconf().await;
        self.forget(&aside.id)
    }
}

impl Step {
    /// The files and folders that it changes.
    pub(super) fn files(&self) -> Vec<&Path> {
        match self {
            Self::Key { .. } => Vec::new(),
            Self::Name { path, .. } | Self::App { path, .. } => vec![path],
            Self::File { path, with, .. } => {
                with.iter().chain([path]).map(PathBuf::as_path).collect()
            }
        }
    }

    /// The key that it changes, and the value that it has then.
    pub(super) fn key(&self) -> Option<(String, Option<String>)> {
        match self {
            Self::Key { key, value } => Some((key.clone(), value.clone())),
            Self::Name { .. } | Self::File { .. } | Self::App { .. } => None,
        }
    }

    async fn take(&self, paths: &Paths) -> Result<(), LooksError> {
        match self {
            Self::Key { key, value } => dconf::set(paths, key, value.as_deref()).await,
            Self::Name {
                path,
                group,
                name,
                value,
            } => edit(path, |document| match value {
                Some(value) => document.set_string(group, name, value),
                None => document.remove_key(group, name),
            }),
            Self::File {
                path,
                from,
                lines,
                with,
            } => {
                match from {
                    Some(from) => {
                        let bytes = fs::read(from).at(from)?;
                        files::put(path, &bytes, files::mode(from)?)?;
                    }
                    None => without(path, lines)?,
                }
                with.iter().try_for_each(|path| remove(path))
            }
            Self::App { path, app } => edit(path, |document| no_default(document, app)),
        }
    }
}

/// Changes a key file; one that says nothing any more goes.
fn edit(path: &Path, change: impl FnOnce(&mut Document)) -> Result<(), LooksError> {
    let Some(bytes) = files::read(path)? else {
        return Ok(());
    };
    let mut document = Document::parse(&bytes);
    change(&mut document);
    if document.says_nothing() {
        remove(path)
    } else {
        put(path, &document.to_bytes())
    }
}

fn no_default(document: &mut Document, app: &str) {
    let table = document.table();
    let keys = table.entries(DEFAULTS).iter();
    let keys: Vec<String> = keys.map(|entry| entry.key.to_owned()).collect();
    for key in keys {
        while let Ok(items) = document.list(DEFAULTS, &key)
            && let Some(item) = items.iter().find(|item| item.text == app)
        {
            document.remove_item(DEFAULTS, &key, item);
        }
    }
}

/// Takes lines out of a file; one with nothing but headings left goes.
fn without(path: &Path, lines: &[String]) -> Result<(), LooksError> {
    let Some(bytes) = files::read(path)? else {
        return Ok(());
    };
    let is_kept = |line: &&[u8]| {
        let text = String::from_utf8_lossy(line);
        !fits_any(lines, text.trim())
    };
    let kept: Vec<&[u8]> = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .filter(is_kept)
        .collect();
    let says_something = |line: &&[u8]| {
        let text = line.trim_ascii();
        !text.is_empty() && !text.starts_with(b"[")
    };
    if kept.iter().any(says_something) {
        put(path, &kept.concat())
    } else {
        remove(path)
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), LooksError> {
    // A link of people with order stays one.
    let path = fs::canonicalize(path).at(path)?;
    files::put(&path, bytes, files::mode(&path)?).map(drop)
}

/// Removes a file or a folder, if it is there.
fn remove(path: &Path) -> Result<(), LooksError> {
    let is_folder = fs::symlink_metadata(path).is_ok_and(|found| found.is_dir());
    let removed = if is_folder {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match removed {
        Err(err) if err.kind() != ErrorKind::NotFound => Err(err).at(path),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_goes_from_all_its_types() {
        let text = b"[Added Associations]\ntext/html=org.kde.falkon.desktop;\n\n[Default Applications]\n\
            application/pdf=org.kde.okular.desktop;evince.desktop;\ntext/html=org.kde.okular.desktop\n";
        let mut document = Document::parse(text);
        no_default(&mut document, "org.kde.okular.desktop");
        let left = String::from_utf8(document.to_bytes()).unwrap();
        assert_eq!(
            left,
            "[Added Associations]\ntext/html=org.kde.falkon.desktop;\n\n[Default Applications]\n\
             application/pdf=evince.desktop;\n"
        );
    }
}
