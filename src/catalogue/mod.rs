//! Which systems there are to switch to: files of data, made by publishers and administrators.
//!
//! Each file is TOML, described in `data/catalogue/README.md`. They are read from three places; a file in a later place
//! hides one of the same name in an earlier one, so that an administrator can correct or empty it:
//!
//! 1. what this program was built with,
//! 2. `/usr/share/isotope/catalogue/`, for makers of images,
//! 3. `/etc/isotope/catalogue/`, for administrators.
//!
//! What the facts call impossible stays in the list and says so: people look for it.

mod file;
mod possible;
mod tags;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::{ContainerOrigin, Origin, SignaturePolicy};
use crate::practice_api::{ENV_MACHINE, ROOT};

pub use possible::{Here, Possible, WhyNot};
pub use tags::{Meaning, Parts, Stream, TagRules};

/// The files that this program was built with.
const BUILT_IN: [(&str, &str); 4] = [
    (
        "fedora.toml",
        include_str!("../../data/catalogue/fedora.toml"),
    ),
    (
        "fedora-images.toml",
        include_str!("../../data/catalogue/fedora-images.toml"),
    ),
    (
        "universal-blue.toml",
        include_str!("../../data/catalogue/universal-blue.toml"),
    ),
    (
        "vanilla.toml",
        include_str!("../../data/catalogue/vanilla.toml"),
    ),
];

/// Days after which nobody should rely on an entry.
const GETS_OLD: i64 = 365;

/// How far ahead of everybody a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pace {
    /// The one for most people.
    Stable,
    /// The same, new each day.
    Daily,
    /// What becomes stable, earlier.
    Latest,
    /// For people who look for faults before others meet them.
    Testing,
    /// The next release before it is ready.
    Next,
    /// What developers work on.
    Development,
}

/// One system in one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it comes from.
    pub origin: Origin,
    /// Its name, such as `Fedora Kinoite`.
    pub name: String,
    /// Its desktop; `None`: it has none.
    pub desktop: Option<String>,
    /// Who publishes it.
    pub publisher: String,
    /// What the publisher calls the channel: `stable`, `44`.
    pub channel: String,
    /// What kind of channel that is.
    pub pace: Pace,
    /// The release it is, where the channel stands for one.
    pub release: Option<String>,
    /// What it is made of: systems of another base cannot take each other's place.
    pub base: String,
    /// What kind of person it is for, by language; English is there.
    pub about: BTreeMap<String, String>,
    /// Its publisher advises against coming from another desktop.
    pub one_desktop: bool,
    /// Its publisher gave it up.
    pub retired: Option<Retired>,
    /// The program that starts it, where that is none of the ostree family: no computer here can.
    pub made_for: Option<String>,
    /// Where the facts are from.
    pub source: String,
    /// When they were last checked.
    pub checked: NaiveDate,
}

/// An end.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retired {
    /// When, as far as known: `2025-10`.
    pub since: String,
    /// The name of the system that its publisher recommends instead.
    pub instead: Option<String>,
}

/// A file that was left out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadFile {
    /// Which one.
    pub path: PathBuf,
    /// What is wrong, with its line where there is one.
    pub why: String,
}

/// Everything that is known of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// File by file, in their order.
    pub entries: Vec<Entry>,
    /// Files that were left out.
    pub bad: Vec<BadFile>,
    /// How the tags of repositories are made.
    rules: Vec<(String, tags::Rule)>,
}

impl Entry {
    /// What kind of person it is for, in that language or in English.
    #[must_use]
    pub fn about(&self, language: &str) -> &str {
        let language = language.split(['-', '_', '.']).next().unwrap_or_default();
        let words = self.about.get(language).or_else(|| self.about.get("en"));
        words.map(String::as_str).unwrap_or_default()
    }

    /// Whether it is another channel or release of that system, or that very one.
    #[must_use]
    pub fn is_of_same_system(&self, other: &Origin) -> bool {
        possible::is_same_system(&self.origin, other)
    }

    /// Whether nobody has looked for so long that it may be wrong.
    #[must_use]
    pub fn is_old(&self, today: NaiveDate) -> bool {
        (today - self.checked).num_days() > GETS_OLD
    }

    /// Whether its signature is checked. `None`: that is up to the remote that it comes from.
    #[must_use]
    pub fn is_signed(&self) -> Option<bool> {
        match &self.origin {
            Origin::Container(image) => Some(image.signature != SignaturePolicy::Unverified),
            Origin::Ostree(_) | Origin::Commit(_) | Origin::Unknown => None,
        }
    }
}

impl Catalogue {
    /// What this program knows by itself, and what the files in these folders add or hide, for a computer of that
    /// architecture (`x86_64`). Blocks for a moment.
    #[must_use]
    pub fn read(folders: &[PathBuf], arch: &str) -> Self {
        let built_in = BUILT_IN.map(|(name, text)| (name.to_owned(), (None, text.to_owned())));
        let mut files: BTreeMap<String, (Option<PathBuf>, String)> = built_in.into();
        let mut catalogue = Self::default();
        for folder in folders {
            for (name, path) in names(folder) {
                match std::fs::read_to_string(&path) {
                    Ok(text) => {
                        files.insert(name, (Some(path), text));
                    }
                    Err(err) => catalogue.bad.push(BadFile {
                        path,
                        why: err.to_string(),
                    }),
                }
            }
        }
        for (name, (path, text)) in files {
            match file::read(&text, arch) {
                Ok(told) => {
                    catalogue.entries.extend(told.entries);
                    catalogue.rules.extend(told.rules);
                }
                Err(why) => catalogue.bad.push(BadFile {
                    path: path.unwrap_or_else(|| name.into()),
                    why,
                }),
            }
        }
        catalogue
    }

    /// The catalogue of this computer; on the practice machine, of that.
    #[must_use]
    pub fn of_this_computer() -> Self {
        let machine = std::env::var_os(ENV_MACHINE).filter(|folder| !folder.is_empty());
        let sandboxed = Path::new("/.flatpak-info").exists();
        let host = if sandboxed { "/run/host" } else { "/" };
        let root = machine.map_or_else(
            || PathBuf::from(host),
            |folder| PathBuf::from(folder).join(ROOT),
        );
        Self::read(&Self::folders(&root), std::env::consts::ARCH)
    }

    /// Where files are on a computer: of makers of images first, of administrators last.
    #[must_use]
    pub fn folders(root: &Path) -> Vec<PathBuf> {
        ["usr/share/isotope/catalogue", "etc/isotope/catalogue"]
            .map(|folder| root.join(folder))
            .into()
    }

    /// How the tags of an image are made: as its publisher says, or in the usual way.
    #[must_use]
    pub fn tag_rules(&self, image: &ContainerOrigin) -> TagRules {
        let rules = self.rules.iter();
        let rules = rules.filter(|(repository, _)| *repository == image.repository);
        TagRules::new(rules.map(|(_, rule)| rule.clone()).collect())
    }

    /// The entry of what runs: the one with that very origin, or of the same system in another channel. Of an image's
    /// dated builds the tag begins with the channel.
    #[must_use]
    pub fn of(&self, origin: &Origin) -> Option<&Entry> {
        let exact = self.entries.iter().find(|entry| entry.origin == *origin);
        exact.or_else(|| {
            let same = self.entries.iter();
            let same = same.filter(|entry| possible::is_same_system(&entry.origin, origin));
            let told = self.told(origin);
            // Of equals the last is the greatest, and the first is wanted.
            same.rev().max_by_key(|entry| told.fits(entry))
        })
    }

    /// Whether the entry found for that origin stands for its very channel, and not only for the same system in another.
    #[must_use]
    pub fn knows_channel(&self, origin: &Origin) -> bool {
        self.of(origin).is_some_and(|entry| {
            let is_image = matches!(origin, Origin::Container(_));
            entry.origin == *origin || is_image && self.told(origin).fits(entry).is_some()
        })
    }

    /// Which channel an origin means by its naming: of an image's tag what its publisher's rules make of it.
    fn told(&self, origin: &Origin) -> Told {
        let name = origin.system().channel.unwrap_or_default();
        let Origin::Container(image) = origin else {
            return Told::Name(name);
        };
        let rules = self.tag_rules(image);
        match rules.read(&name) {
            Some(Meaning::Channel(parts) | Meaning::Build(_, parts)) => {
                match (parts.stream, parts.word, parts.release) {
                    (Some(stream), ..) => Told::Channel(stream.name.clone()),
                    (None, None, Some(release)) => Told::Release(release.to_owned()),
                    (None, ..) => Told::Name(name),
                }
            }
            None => Told::Name(name),
        }
    }

    /// The release that an origin stands for: what its tag says, else what its channel has. `None`: nobody knows, as of a
    /// build whose tag does not say it, and whose channel goes from release to release.
    #[must_use]
    pub fn release_of(&self, origin: &Origin) -> Option<String> {
        if let Origin::Container(image) = origin {
            let name = origin.system().channel.unwrap_or_default();
            match self.tag_rules(image).read(&name) {
                Some(Meaning::Build(_, parts)) => {
                    let own = parts.stream.and_then(Stream::only_release);
                    return parts.release.or(own).map(str::to_owned);
                }
                Some(Meaning::Channel(parts)) if parts.release.is_some() => {
                    return parts.release.map(str::to_owned);
                }
                Some(Meaning::Channel(_)) | None => {}
            }
        }
        let entry = self.of(origin).filter(|_| self.knows_channel(origin))?;
        entry.release.clone()
    }

    /// Whether the computer's rules can check its signature once they are there: its publisher's own rule comes with their
    /// system only where they sign it for that.
    #[must_use]
    pub fn brings_its_rule(&self, origin: &Origin) -> bool {
        let is_for_rules = |entry: &Entry| matches!(&entry.origin, Origin::Container(image) if image.signature == SignaturePolicy::ContainerPolicy);
        let mut same = self.entries.iter();
        same.any(|entry| entry.is_of_same_system(origin) && is_for_rules(entry))
    }

    /// What it is made of. `None`: that is not known, as of a channel that nobody wrote down of a system that is made of
    /// one thing in some of its channels and of another in others.
    #[must_use]
    pub fn base_of(&self, origin: &Origin) -> Option<&str> {
        match self.bases_of(origin).as_slice() {
            [base] => Some(base),
            _ => None,
        }
    }

    /// All that it may be made of: one thing when its channel is known, or all channels of the system are made of that.
    /// Empty: nobody knows the system.
    #[must_use]
    pub fn bases_of(&self, origin: &Origin) -> Vec<&str> {
        let Some(found) = self.of(origin) else {
            return Vec::new();
        };
        let mut bases = vec![found.base.as_str()];
        if self.knows_channel(origin) {
            return bases;
        }
        for entry in &self.entries {
            if entry.is_of_same_system(origin) && !bases.contains(&entry.base.as_str()) {
                bases.push(&entry.base);
            }
        }
        bases
    }
}

/// Which channel an origin means.
enum Told {
    /// The one that the catalogue calls so.
    Channel(String),
    /// The calmest one with that release.
    Release(String),
    /// Nobody's rules say it: the one with which this name begins.
    Name(String),
}

impl Told {
    /// How well an entry's channel stands for it; `None`: not at all.
    fn fits(&self, entry: &Entry) -> Option<usize> {
        let own = entry.channel.as_str();
        match self {
            Self::Channel(name) => (name == own).then_some(0),
            Self::Release(release) => {
                let is_it = entry.release.as_ref() == Some(release) || release == own;
                is_it.then_some(0)
            }
            Self::Name(name) => {
                // A longer word is another one: `stablee`.
                let rest = name.strip_prefix(own)?;
                (!rest.starts_with(char::is_alphanumeric)).then_some(own.len())
            }
        }
    }
}

/// The catalogue's files in a folder; that there is none is usual.
fn names(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(err) => {
            if err.kind() != io::ErrorKind::NotFound {
                tracing::warn!(%err, folder = %folder.display(), "systems cannot be looked up");
            }
            return Vec::new();
        }
    };
    let mut found: Vec<(String, PathBuf)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?.to_owned();
            let is_toml = path.extension().is_some_and(|ext| ext == "toml");
            is_toml.then_some((name, path))
        })
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests;
