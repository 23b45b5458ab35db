//! When an app was used last, as far as its data tells: flatpak itself writes that nowhere.

use std::fs;
use std::path::Path;

use chrono::{DateTime, Utc};

use crate::domain::AppId;

use super::places::Places;

/// How deep into an app's data to look. What apps put aside and remember is written near the top.
const DEPTH: u32 = 2;

/// When something in an app's data was changed last. `None`: there is none, so it was never used by this person.
///
/// Follows no links, and looks only at the first levels: what is changed deeper alone is not seen.
#[must_use]
pub fn last_used(places: &Places, id: &AppId) -> Option<DateTime<Utc>> {
    newest(&places.app_data().join(id.as_str()), DEPTH)
}

fn newest(path: &Path, depth: u32) -> Option<DateTime<Utc>> {
    let about = fs::symlink_metadata(path).ok()?;
    let own = about.modified().ok().map(DateTime::from);
    if !about.is_dir() || depth == 0 {
        return own;
    }
    let inside = fs::read_dir(path).into_iter().flatten().flatten();
    let inside = inside.filter_map(|entry| newest(&entry.path(), depth - 1));
    own.into_iter().chain(inside).max()
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::{Duration, SystemTime};

    use super::*;

    #[test]
    fn the_newest_of_the_first_levels_counts() {
        let temp = tempfile::tempdir().unwrap();
        let places = Places::new(
            |name| (name == "HOME").then(|| temp.path().as_os_str().to_owned()),
            false,
        );
        let id: AppId = "org.example.Alpha".parse().unwrap();
        assert_eq!(last_used(&places, &id), None);
        let top = temp.path().join(".var/app/org.example.Alpha");
        fs::create_dir_all(top.join("config/deep")).unwrap();
        fs::write(top.join("config/settings"), "").unwrap();
        fs::write(top.join("config/deep/text"), "").unwrap();
        let at = |days: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(days * 86400);
        for (name, days) in [
            ("config/deep/text", 9),
            ("config/deep", 1),
            ("config/settings", 5),
            ("config", 2),
            ("", 3),
        ] {
            let file = File::open(top.join(name)).unwrap();
            file.set_modified(at(days)).unwrap();
        }
        assert_eq!(last_used(&places, &id), Some(at(5).into()));
    }
}
