//! What is there of a set of settings.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::copy::Paths;
use super::set::Item;
use super::{At as _, LooksError};

/// The files and links that are there in the person's own folders, and the folders around them.
pub(super) fn found(paths: &Paths, set: &[Item]) -> Result<(Vec<Item>, Vec<Item>), LooksError> {
    let (mut items, mut folders) = (Vec::new(), BTreeSet::new());
    for item in set {
        if !paths.is_within(&paths.of(item)) {
            continue;
        }
        walk(paths, item, &mut items, &mut folders)?;
        for folder in Path::new(&item.path).ancestors().skip(1) {
            let folder = Item {
                place: item.place,
                path: folder.to_string_lossy().into_owned(),
            };
            if !folder.path.is_empty() && paths.of(&folder).is_dir() {
                folders.insert(folder);
            }
        }
    }
    Ok((items, folders.into_iter().collect()))
}

fn walk(
    paths: &Paths,
    item: &Item,
    items: &mut Vec<Item>,
    folders: &mut BTreeSet<Item>,
) -> Result<(), LooksError> {
    let path = paths.of(item);
    let Ok(kind) = fs::symlink_metadata(&path).map(|found| found.file_type()) else {
        return Ok(());
    };
    if kind.is_dir() {
        folders.insert(item.clone());
        let names = fs::read_dir(&path).at(&path)?.flatten();
        // No setting has a name that is no text.
        let mut names: Vec<String> = names
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        for name in names {
            let inner = Item {
                place: item.place,
                path: format!("{}/{name}", item.path),
            };
            walk(paths, &inner, items, folders)?;
        }
    } else if kind.is_file() || kind.is_symlink() {
        items.push(item.clone());
    }
    Ok(())
}
