//! Undoing what was mended, and nothing else: what changed since stays as it is.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::super::copy::{DCONF, Manifest, Paths};
use super::super::found::found;
use super::super::set::{ITEMS, Item, Place};
use super::super::{Looks, LooksError, Saved, UNKNOWN, files};
use super::dconf::{self, BELOW, Values};
use super::{Leftover, Mended};

/// What mending has made of files and keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Made {
    files: Vec<(Item, State)>,
    keys: Vec<Key>,
}

/// A key of dconf, and its value; `None` is its default.
type Key = (String, Option<String>);
/// A file or link: what it says as a link, and its bytes.
type State = (Option<PathBuf>, Option<Vec<u8>>);

impl Looks {
    /// What mending has made, right after it.
    pub(super) fn made(&self, done: &[Leftover], aside: &Saved) -> Result<Made, LooksError> {
        let (manifest, _) = self.read(&aside.id)?;
        let (now, _) = found(&self.paths, &ITEMS)?;
        let touched: Vec<&Path> = done.iter().flat_map(|one| one.step.files()).collect();
        let is_touched = |item: &Item| {
            let path = self.paths.of(item);
            touched.iter().any(|touched| path.starts_with(touched))
        };
        let mut items: Vec<Item> = manifest.items().cloned().chain(now).collect();
        items.retain(is_touched);
        items.sort();
        items.dedup();
        let file = |item: Item| {
            let state = state(&self.paths, &item);
            (item, state)
        };
        Ok(Made {
            files: items.into_iter().map(file).collect(),
            keys: done.iter().filter_map(|one| one.step.key()).collect(),
        })
    }

    /// Undoes mending: what it has changed is as it was before. Says how many files and keys were changed since, and so
    /// stay as they are. The copy from before goes when all that is in it is in place.
    ///
    /// # Errors
    /// When there is no such copy, or a file or dconf cannot be read or written; then all is as it was.
    pub async fn unmend(&self, mended: &Mended, at: DateTime<Utc>) -> Result<usize, LooksError> {
        self.finish().await?;
        let before = self.whole(&mended.aside.id)?;
        let since = self.put_aside(UNKNOWN, at)?;
        match self.undo(&mended.made, &before).await {
            Ok(stay) => {
                // But for what mending made, all of it is in place.
                self.forget(&since.id)?;
                if self.is_in_place(&before).await {
                    self.forget(&mended.aside.id)?;
                }
                Ok(stay)
            }
            Err(err) => {
                self.put_back(&since).await?;
                Err(err)
            }
        }
    }

    async fn undo(
        &self,
        made: &Made,
        (manifest, before): &(Manifest, Saved),
    ) -> Result<usize, LooksError> {
        let is_as_made = |(item, made): &&(Item, State)| state(&self.paths, item) == *made;
        let (same, since): (Vec<_>, Vec<_>) = made.files.iter().partition(is_as_made);
        for (item, _) in same {
            manifest.apply_one(&self.paths, &before.folder, item)?;
        }
        let mut stay = since.len();
        if !made.keys.is_empty() {
            let config = before.folder.join(Place::Config.name());
            let before = dconf::read(&self.paths, &config, BELOW).await?;
            let now = dconf::read(&self.paths, &self.paths.config, BELOW).await?;
            let keys = undone(&made.keys, &now, &before);
            stay += made.keys.len() - keys.len();
            for (key, value) in keys {
                dconf::set(&self.paths, &key, value.as_deref()).await?;
            }
        }
        Ok(stay)
    }

    /// Whether all that a copy has is in place. A database of dconf may say the same in other bytes.
    async fn is_in_place(&self, (manifest, copy): &(Manifest, Saved)) -> bool {
        let differs = |item: &&Item| !manifest.has(&self.paths, &copy.folder, item);
        let different: Vec<&Item> = manifest.items().filter(differs).collect();
        if different.is_empty() {
            return true;
        }
        let is_dconf = |item: &&Item| item.place == Place::Config && item.path == DCONF;
        let config = copy.folder.join(Place::Config.name());
        let before = dconf::read(&self.paths, &config, "/").await;
        let now = dconf::read(&self.paths, &self.paths.config, "/").await;
        let is_same = matches!((before, now), (Ok(before), Ok(now)) if before == now);
        is_same && different.iter().all(is_dconf)
    }
}

/// The keys that still have the value that mending gave them, with the one from before.
fn undone(made: &[Key], now: &Values, before: &Values) -> Vec<Key> {
    let is_as_made = |(key, value): &&Key| now.get(key) == value.as_ref();
    let same = made.iter().filter(is_as_made);
    same.map(|(key, _)| (key.clone(), before.get(key).cloned()))
        .collect()
}

fn state(paths: &Paths, item: &Item) -> State {
    let path = paths.of(item);
    let link = std::fs::read_link(&path).ok();
    (link, files::read(&path).ok().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_were_changed_since_stay() {
        let key = |key: &str, value: Option<&str>| (key.to_owned(), value.map(str::to_owned));
        let values = |all: &[(&str, &str)]| -> Values {
            let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
            all.iter().map(own).collect()
        };
        let made = [
            key("font", Some("'Own 12'")),
            key("icons", None),
            key("theme", None),
        ];
        let before = values(&[
            ("font", "'Noto, 10'"),
            ("icons", "'breeze'"),
            ("theme", "'Breeze'"),
        ]);
        let now = values(&[("font", "'Own 12'"), ("theme", "'chosen since'")]);
        let expected = [
            key("font", Some("'Noto, 10'")),
            key("icons", Some("'breeze'")),
        ];
        assert_eq!(undone(&made, &now, &before), expected);
        assert_eq!(
            undone(&made[1..2], &now, &values(&[])),
            [key("icons", None)]
        );
    }
}
