//! Which files are a desktop's settings: `data/desktop-settings.toml`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Where a file lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Place {
    /// `~`
    Home,
    /// `~/.config`
    Config,
    /// `~/.local/share`
    Data,
    /// `/`: where a link of a person with order leads to. The list of settings has none of these.
    Root,
}

impl Place {
    /// Its folder in a copy.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Config => "config",
            Self::Data => "data",
            Self::Root => "root",
        }
    }
}

/// A file, or a folder with all that is in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Item {
    /// Where it lies.
    pub(super) place: Place,
    /// Its path there.
    pub(super) path: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    format: u32,
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[allow(dead_code, reason = "for those who read the file")]
    name: String,
    #[serde(default)]
    config: Vec<String>,
    #[serde(default)]
    home: Vec<String>,
    #[serde(default)]
    data: Vec<String>,
}

/// The only format there is.
const FORMAT: u32 = 1;
const TEXT: &str = include_str!("../../data/desktop-settings.toml");

/// All of them. A test sees that the file can be read.
pub(super) static ITEMS: LazyLock<Vec<Item>> = LazyLock::new(|| {
    let set: Option<Set> = toml::from_str(TEXT).ok();
    let known = set.filter(|set| set.format == FORMAT);
    let groups = known.into_iter().flat_map(|set| set.group);
    groups.flat_map(Group::items).collect()
});

impl Group {
    fn items(self) -> impl Iterator<Item = Item> {
        let all = [
            (Place::Config, self.config),
            (Place::Home, self.home),
            (Place::Data, self.data),
        ];
        all.into_iter()
            .flat_map(|(place, paths)| paths.into_iter().map(move |path| Item { place, path }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sound() {
        let set: Set = toml::from_str(TEXT).unwrap();
        assert_eq!(set.format, 1);
        assert!(set.group.iter().all(|group| !group.name.is_empty()));
        let mut items = ITEMS.clone();
        assert!(items.len() > 30, "{}", items.len());
        items.sort();
        for pair in items.windows(2) {
            let [one, other] = pair else { unreachable!() };
            let inside = format!("{}/", one.path);
            let apart = one.place != other.place || !other.path.starts_with(&inside);
            assert!(one != other && apart, "{one:?} {other:?}");
        }
        for item in &items {
            let sound = !item.path.starts_with('/') && !item.path.ends_with('/');
            assert!(sound && !item.path.contains(".."), "{item:?}");
        }
    }
    /// What cannot be reached cannot be put aside, and nobody would notice.
    #[test]
    fn the_flatpak_reaches_all_of_it() {
        let manifest = include_str!("../../flatpak/io.github.isotope_desktop.Isotope.yml");
        let has = |grant: &str| {
            let line = format!("- --filesystem={grant}");
            manifest.lines().any(|found| found.trim() == line)
        };
        for item in ITEMS.iter() {
            let folder = match item.place {
                Place::Home => "home",
                Place::Config => "xdg-config",
                Place::Data => "xdg-data",
                Place::Root => unreachable!(),
            };
            assert!(has("home") || has(folder), "{item:?}");
        }
        assert!(has("xdg-run/dconf"), "running programs do not hear of it");
    }
}
