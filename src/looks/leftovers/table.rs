//! What desktops are known to leave behind: `data/leftovers.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::super::set::Item;

/// What a setting is about. Theirs is also what it may name: a theme, a font, or only a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The style of windows.
    Theme,
    /// The icons.
    Icons,
    /// The mouse pointer.
    Pointer,
    /// The sounds.
    Sounds,
    /// The font of the user interface.
    Font,
    /// The font of documents.
    DocumentFont,
    /// The font with letters of one width.
    FixedFont,
    /// The font of title bars.
    TitleFont,
    /// Light or dark.
    Colours,
    /// Which buttons windows have, and where.
    Buttons,
}

/// What the settings in a file are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileKind {
    /// How apps look that are made with GTK 2.
    Gtk2,
    /// How apps look that are made with GTK 3.
    Gtk3,
    /// How apps look that are made with GTK 4.
    Gtk4,
    /// Their colours, with GTK 3.
    Gtk3Style,
    /// Their colours, with GTK 4.
    Gtk4Style,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    format: u32,
    pub(super) setting: Vec<Setting>,
    pub(super) file: Vec<Marked>,
}

/// A single value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Setting {
    pub(super) id: String,
    pub(super) kind: Kind,
    /// The key in dconf, when it stands there.
    pub(super) key: Option<String>,
    /// Else the file, with the group and the name in it.
    pub(super) at: Option<Item>,
    #[serde(default)]
    pub(super) group: String,
    #[serde(default)]
    pub(super) name: String,
    /// The desktop that writes it.
    #[serde(default)]
    pub(super) by: String,
    /// And what only that one writes: patterns.
    #[serde(default)]
    pub(super) values: Vec<String>,
}

/// A file in which a desktop leaves its mark.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marked {
    pub(super) id: String,
    pub(super) kind: FileKind,
    pub(super) at: Item,
    pub(super) by: String,
    pub(super) signs: Vec<String>,
    pub(super) lines: Vec<String>,
    /// Files and folders of the same place that go with it.
    #[serde(default)]
    pub(super) with: Vec<String>,
}

const TEXT: &str = include_str!("../../../data/leftovers.toml");
/// The only format there is.
const FORMAT: u32 = 1;

/// All of it. A test sees that it can be read.
pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let read: Option<Table> = toml::from_str(TEXT).ok();
    let known = read.filter(|table| table.format == FORMAT);
    known.unwrap_or(Table {
        format: FORMAT,
        setting: Vec::new(),
        file: Vec::new(),
    })
});

/// Whether a text fits a pattern in which each `*` stands for anything, also for nothing.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(text) = text.strip_prefix(start) else {
        return false;
    };
    let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.any(|at| text.get(at..).is_some_and(|tail| fits(rest, tail)))
}

pub(super) fn fits_any(patterns: &[String], text: &str) -> bool {
    patterns.iter().any(|pattern| fits(pattern, text))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::super::set::{ITEMS, Place};
    use super::*;

    fn is_put_aside(place: Place, path: &str) -> bool {
        ITEMS.iter().any(|item| {
            item.place == place
                && path
                    .strip_prefix(item.path.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    #[test]
    fn the_table_is_sound() {
        let table: Table = toml::from_str(TEXT).unwrap();
        assert_eq!(table.format, FORMAT);
        let ids = table.setting.iter().map(|setting| &setting.id);
        let all: Vec<&String> = ids.chain(table.file.iter().map(|file| &file.id)).collect();
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
        for setting in &table.setting {
            assert_eq!(
                setting.by.is_empty(),
                setting.values.is_empty(),
                "{setting:?}"
            );
            match (&setting.key, &setting.at) {
                (Some(key), None) => assert!(key.starts_with("/org/gnome/desktop/"), "{key}"),
                (None, Some(at)) => {
                    assert!(!setting.group.is_empty() && !setting.name.is_empty());
                    assert!(is_put_aside(at.place, &at.path), "{at:?}");
                }
                (None, None) | (Some(_), Some(_)) => panic!("{setting:?}"),
            }
        }
        for file in &table.file {
            assert!(!file.by.is_empty() && !file.lines.is_empty() && !file.signs.is_empty());
            for path in file.with.iter().chain([&file.at.path]) {
                assert!(
                    is_put_aside(file.at.place, path),
                    "{path} could not be undone"
                );
            }
        }
    }

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text, expected) in [
            ("breeze", "breeze", true),
            ("breeze", "breeze-dark", false),
            ("breeze*", "breeze-dark", true),
            ("*, *", "Noto Sans,  10", true),
            ("*, *", "Cantarell 11", false),
            ("a*b*c", "a1b2c", true),
            ("a*b*c", "a1b2", false),
            ("*", "", true),
            ("*\u{e9}", "caf\u{e9}", true),
        ] {
            assert_eq!(fits(pattern, text), expected, "{pattern} {text}");
        }
    }
}
