//! The users that login screens run as. Without theirs, nobody can log in.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::places::Places;

/// The users in the computer's lists, each with the numbers it has there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts(BTreeMap<String, BTreeSet<u32>>);

impl Accounts {
    /// Reads the running version's lists: its own, and the one that came with it. `None`: there is none to read.
    #[must_use]
    pub fn read(places: &Places) -> Option<Self> {
        let lists = ["etc/passwd", "usr/lib/passwd"].map(|path| places.at(path));
        let texts: Vec<String> = lists
            .iter()
            .filter_map(|list| fs::read_to_string(list).ok())
            .collect();
        (!texts.is_empty()).then(|| Self::of(&texts.concat()))
    }

    /// The users in lines of `passwd`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut users = BTreeMap::<String, BTreeSet<u32>>::new();
        for line in text.lines() {
            let mut fields = line.split(':');
            let number = (fields.next(), fields.nth(1).and_then(|n| n.parse().ok()));
            if let (Some(name), Some(number)) = number {
                users.entry(name.to_owned()).or_default().insert(number);
            }
        }
        Self(users)
    }

    /// How many numbers that user has.
    #[must_use]
    pub fn numbers(&self, user: &str) -> usize {
        self.0.get(user).map_or(0, BTreeSet::len)
    }
}

/// The user that a desktop's login screen runs as, where that is known.
///
/// Source: Fedora's kickstarts and compose files of the atomic desktops.
#[must_use]
pub fn login_user(desktop: &str) -> Option<&'static str> {
    match desktop {
        "GNOME" => Some("gdm"),
        "KDE Plasma" | "Sway" => Some("sddm"),
        "Budgie" => Some("lightdm"),
        "COSMIC" => Some("cosmic-greeter"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_have_numbers() {
        let text = "root:x:0:0:root:/root:/bin/bash\ngdm:x:42:42::/var/lib/gdm:/sbin/nologin\n\n# no line\n\
                    gdm:x:42:42::/:/bin/false\nsddm:x:998:995::/:/x\nsddm:x:120:120::/:/x\n";
        let accounts = Accounts::of(text);
        let numbers = ["gdm", "sddm", "lightdm"].map(|user| accounts.numbers(user));
        assert_eq!(numbers, [1, 2, 0]);
    }
}
