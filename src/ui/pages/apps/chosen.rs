//! A folder that was chosen in a dialog.

use std::path::Path;

use relm4::gtk::glib;
use tokio::runtime::Handle;

use crate::domain::permission::{FileAccess, Setting, Target};
use crate::flatpak::Apps;
use crate::flatpak::overrides::{Change, OverrideError};
use crate::text::Explanation;
use crate::text::permission as words;

/// A folder that may be read and changed, as flatpak writes it: by its path on the host.
pub(super) fn folder(apps: &Apps, chosen: &Path) -> Result<Change, Explanation> {
    let found = Handle::current().block_on(apps.answers().host_path(chosen));
    let path = found.map_err(|err| words::unknown_folder(chosen, &err))?;
    let target = folder_target(&path, &glib::home_dir()).ok_or_else(|| {
        let permission = format!("filesystems={}", path.display());
        words::override_error(&OverrideError::Invalid { permission })
    })?;
    Ok(Change {
        target,
        setting: Some(Setting::Files(FileAccess::ReadWrite)),
    })
}

/// `None`: its name is no text.
fn folder_target(path: &Path, home: &Path) -> Option<Target> {
    match path.strip_prefix(home) {
        Ok(below) => Some(Target::files(&format!("~/{}", below.to_str()?))),
        Err(_) => Some(Target::files(path.to_str()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_the_person_are_written_from_home_on() {
        let target = |path: &str| folder_target(Path::new(path), Path::new("/people/ann")).unwrap();
        assert_eq!(target("/people/ann/Music"), Target::files("~/Music"));
        assert_eq!(target("/people/ann"), Target::files("home"));
        assert_eq!(target("/people/anna"), Target::files("/people/anna"));
        assert_eq!(target("/srv/data"), Target::files("/srv/data"));
    }
}
