//! What is not understood: neither a rule nor refused.

use crate::domain::permission::{Bus, UnknownLine};

use super::super::keyfile::{Entry, Table};
use super::token::of_name;
use super::valid::is_bus_name;
use super::{CONTEXT, ENVIRONMENT, POLICY, TOKEN_KEYS, UNSET, USB, USB_KEYS};

/// The groups of metadata that are not about permissions. Source: `flatpak-metadata(5)`.
const ABOUT_THE_APP: [&str; 6] = [
    "Application",
    "Runtime",
    "Instance",
    "Build",
    "ExtensionOf",
    "Extra Data",
];

/// The lines that a later flatpak may understand, in the order of the file.
pub(super) fn lines(table: &Table<'_>) -> Vec<UnknownLine> {
    let of_group = |group| {
        let unknown = table.entries(group).iter();
        let unknown = unknown.filter(move |entry| !is_known(group, entry));
        unknown.map(move |entry| UnknownLine {
            group: group.to_owned(),
            text: entry.shown(),
        })
    };
    table.groups().flat_map(of_group).collect()
}

fn is_known(group: &str, entry: &Entry<'_>) -> bool {
    match group {
        CONTEXT => {
            TOKEN_KEYS.contains(&entry.key)
                || ["filesystems", "persistent", UNSET].contains(&entry.key)
        }
        USB => USB_KEYS.contains(&entry.key),
        ENVIRONMENT => true,
        bus if Bus::ALL.iter().any(|known| known.group() == bus) => {
            // What flatpak refuses is told elsewhere.
            let is_word = |word: String| of_name(&word).is_some();
            !is_bus_name(entry.key) || entry.string().ok().is_none_or(is_word)
        }
        other => {
            other.starts_with(POLICY)
                || other.starts_with("Extension ")
                || ABOUT_THE_APP.contains(&other)
        }
    }
}
