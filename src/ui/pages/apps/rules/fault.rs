//! Files that keep flatpak from starting what a page is about. Pure.

use super::super::reading::AppsReading;
use super::state::{Subject, scope};
use crate::domain::InstallationId;
use crate::flatpak::overrides::{BrokenFile, Scope};
use crate::text::permission as words;
use crate::tr;

/// The one fault that a page tells first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Which line of which file it is.
    pub(crate) words: String,
    /// Whether the page can mend it.
    pub(crate) can_mend: bool,
}

impl Fault {
    /// What keeps the app, or all apps, from starting; first what can be mended here.
    pub(crate) fn of(subject: &Subject, reading: &AppsReading) -> Option<Self> {
        let own = scope(subject);
        let files = reading.broken.iter().filter(|file| {
            let about = file.scope == own || file.scope == Scope::AllApps;
            about && (!file.of_system || hears_system(subject))
        });
        let can_mend = |file: &BrokenFile| !file.of_system && file.scope == own;
        let file = files.min_by_key(|file| !can_mend(file))?;
        let line = words::unreadable(file.lines.first()?);
        let path = file.path.display().to_string();
        let can_mend = can_mend(file);
        Some(Self {
            words: if file.of_system {
                tr!("rules-broken-system", path = path, line = line)
            } else if can_mend {
                tr!("rules-broken-own", line = line)
            } else {
                tr!("rules-broken-elsewhere", path = path, line = line)
            },
            can_mend,
        })
    }
}

/// What is installed for one person only does not hear the administrator.
fn hears_system(subject: &Subject) -> bool {
    match subject {
        Subject::App(key) => key.installation != InstallationId::User,
        Subject::AllApps => true,
    }
}
