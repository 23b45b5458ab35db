//! What the system that runs has: themes, fonts and apps.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::super::copy::Paths;
use super::table::Kind;
use crate::flatpak::host::{Host, HostCommand};
use crate::flatpak::places::Places as FlatpakPlaces;
use crate::practice_api::ENV_MACHINE;

/// Themes that are inside of GTK itself.
const BUILT_IN: [&str; 6] = [
    "Adwaita",
    "Adwaita-dark",
    "Default",
    "Empty",
    "HighContrast",
    "HighContrastInverse",
];
/// Names that fontconfig gives a font for on every system.
const GENERIC: [&str; 8] = [
    "sans",
    "sans-serif",
    "serif",
    "monospace",
    "system-ui",
    "cursive",
    "fantasy",
    "emoji",
];

/// The system that runs, as far as looks depend on it.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// The desktop that runs, by its name; `None` when nobody knows it.
    pub desktop: Option<String>,
    /// Folders like `/usr/share`. The first one is the system's own.
    pub shares: Vec<PathBuf>,
    /// The families of all fonts; `None` when that cannot be told.
    pub fonts: Option<BTreeSet<String>>,
}

impl Surroundings {
    /// Those of this computer, whose root folder that is; on the practice machine, that one's.
    pub async fn look(root: &Path, desktop: Option<String>) -> Self {
        let flatpak = FlatpakPlaces::from_env();
        let exports = flatpak
            .installations()
            .into_iter()
            .map(|(_, folder)| folder.join("exports/share"));
        let own = ["usr/share", "usr/local/share"].map(|path| root.join(path));
        let var = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let is_practice = var(ENV_MACHINE).is_some();
        // A sandbox and a practice machine have another list than the system.
        let listed = var("XDG_DATA_DIRS").filter(|_| !is_practice && !flatpak.is_sandboxed());
        let listed = listed.unwrap_or_default();
        let listed = std::env::split_paths(&listed).filter(|path| path.is_absolute());
        Self {
            desktop,
            shares: own.into_iter().chain(exports).chain(listed).collect(),
            // There, no fonts belong to the machine.
            fonts: if is_practice { None } else { fonts().await },
        }
    }

    /// Whether what a setting names is there. `None`: it names nothing that could be, or nobody can tell.
    pub(super) fn has(&self, kind: Kind, name: &str, own: &Paths) -> Option<bool> {
        match kind {
            Kind::Theme if BUILT_IN.contains(&name) => Some(true),
            Kind::Theme => self.has_one_of("themes", &[name.to_owned()], own),
            Kind::Icons => self.has_one_of("icons", &[format!("{name}/index.theme")], own),
            Kind::Pointer => {
                let files = ["cursors", "index.theme", "cursor.theme"];
                let files = files.map(|file| format!("{name}/{file}"));
                self.has_one_of("icons", &files, own)
            }
            Kind::Sounds => self.has_one_of("sounds", &[name.to_owned()], own),
            Kind::Font | Kind::DocumentFont | Kind::FixedFont | Kind::TitleFont => {
                Some(has_font(self.fonts.as_ref()?, name))
            }
            Kind::Colours | Kind::Buttons => None,
        }
    }

    /// Whether an app is there, by the name of its desktop file.
    pub(super) fn has_app(&self, id: &str, own: &Paths) -> Option<bool> {
        // A dash may stand for a folder.
        let folders = id.replacen('-', "/", 1);
        self.has_one_of("applications", &[id.to_owned(), folders], own)
    }

    fn has_one_of(&self, folder: &str, files: &[String], own: &Paths) -> Option<bool> {
        // Themes of old lie in `~/.themes` and `~/.icons`.
        let persons = [own.data.join(folder), own.home.join(format!(".{folder}"))];
        let shares = self.shares.iter().map(|share| share.join(folder));
        let mut all = shares.chain(persons);
        // A system that has nothing of that kind is none that we can read.
        let first = self.shares.first()?.join(folder);
        fs::read_dir(&first).ok()?.next()?.ok()?;
        let mut is_known = true;
        let found = all.any(|folder| {
            files
                .iter()
                .any(|file| match fs::symlink_metadata(folder.join(file)) {
                    Ok(_) => true,
                    Err(err) => {
                        is_known &= err.kind() == ErrorKind::NotFound;
                        false
                    }
                })
        });
        (found || is_known).then_some(found)
    }
}

/// Whether there is the font of a description such as `Noto Sans Bold 10`: one of the families begins it.
fn has_font(families: &BTreeSet<String>, description: &str) -> bool {
    let first = description.split(',').next().unwrap_or(description).trim();
    let first = first.to_lowercase();
    let begins = |family: &str| {
        first
            .strip_prefix(family)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    GENERIC.iter().any(|family| begins(family))
        || families.iter().any(|family| begins(&family.to_lowercase()))
}

async fn fonts() -> Option<BTreeSet<String>> {
    let list = HostCommand::new("fc-list", [":", "family"]);
    let done = Host::of_this_process().run(&list).await;
    let done = done.inspect_err(|err| tracing::debug!(%err, "fonts cannot be listed"));
    let done = done.ok().filter(|done| done.status.success())?;
    let text = String::from_utf8_lossy(&done.out);
    let families: BTreeSet<String> = text
        .split(['\n', ','])
        .map(|family| family.trim().replace('\\', ""))
        .filter(|family| !family.is_empty())
        .collect();
    (!families.is_empty()).then_some(families)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_is_there_when_its_family_is() {
        let families = ["Noto Sans", "Adwaita Mono"].map(str::to_owned).into();
        for (description, expected) in [
            ("Noto Sans,  10", true),
            ("Noto Sans Bold 10", true),
            ("Noto Sansa 10", false),
            ("noto sans 10", true),
            ("Hack 10", false),
            ("Sans 11", true),
            ("Monospace 11", true),
            ("Hack, Bold 10", false),
        ] {
            assert_eq!(has_font(&families, description), expected, "{description}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_missing() {
        let folder = tempfile::tempdir().unwrap();
        let share = folder.path().join("usr/share");
        let own = Paths {
            home: folder.path().join("home"),
            config: folder.path().join("config"),
            data: folder.path().join("own"),
            runtime: None,
        };
        let here = Surroundings {
            shares: vec![share.clone()],
            ..Surroundings::default()
        };
        assert_eq!(here.has(Kind::Theme, "Breeze", &own), None);
        fs::create_dir_all(share.join("themes/Adwaita-gtk2")).unwrap();
        assert_eq!(here.has(Kind::Theme, "Breeze", &own), Some(false));
        assert_eq!(here.has(Kind::Theme, "Adwaita", &own), Some(true));
        fs::create_dir_all(folder.path().join("own/themes/Breeze")).unwrap();
        assert_eq!(here.has(Kind::Theme, "Breeze", &own), Some(true));
        fs::create_dir_all(share.join("icons/Adwaita/cursors")).unwrap();
        assert_eq!(here.has(Kind::Pointer, "Adwaita", &own), Some(true));
        assert_eq!(here.has(Kind::Icons, "Adwaita", &own), Some(false));
        fs::create_dir_all(share.join("applications/kde")).unwrap();
        fs::write(share.join("applications/kde/okular.desktop"), "").unwrap();
        assert_eq!(here.has_app("kde-okular.desktop", &own), Some(true));
        assert_eq!(here.has_app("kate.desktop", &own), Some(false));
        assert_eq!(here.has(Kind::Font, "Hack 10", &own), None);
        assert_eq!(here.has(Kind::Colours, "prefer-light", &own), None);
    }
}
