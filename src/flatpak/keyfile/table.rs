//! All that a document says, found in one pass: a file with a hundred thousand lines is read, too.

use std::collections::HashMap;

use super::escape::{pieces, unescape};
use super::line::{Kind, Line};
use super::{BrokenLine, Fault, Item};

/// A key and the value that counts.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The key.
    pub key: &'a str,
    /// Its line, counted from 1; the last one where the key stands twice.
    number: usize,
    line: &'a Line,
}

impl<'a> Entry<'a> {
    /// The line at that index; `None` where it is no `key=value`.
    pub(super) fn at(index: usize, line: &'a Line) -> Option<Self> {
        let Kind::Pair { key, .. } = &line.kind else {
            return None;
        };
        let number = index + 1;
        Some(Self { key, number, line })
    }

    /// The value with its escapes resolved.
    ///
    /// # Errors
    /// [`Fault::Escape`] or [`Fault::NotText`], for which `GKeyFile` refuses the value.
    pub fn string(&self) -> Result<String, Fault> {
        unescape(self.text()?, false)
    }

    /// The entries of a list value.
    ///
    /// # Errors
    /// [`Fault::Escape`] or [`Fault::NotText`], for which `GKeyFile` refuses the value.
    pub fn list(&self) -> Result<Vec<Item>, Fault> {
        let raw = self.text()?;
        pieces(raw)
            .map(|place| {
                let text = unescape(raw.get(place.clone()).unwrap_or_default(), true)?;
                Ok(Item { text, place })
            })
            .collect()
    }

    /// Where it stands, as a broken line: for values that the key file holds but flatpak refuses.
    #[must_use]
    pub fn broken(&self, fault: Fault) -> BrokenLine {
        BrokenLine::new(self.number, self.line, fault)
    }

    /// The whole line as it stands there, for people.
    #[must_use]
    pub fn shown(&self) -> String {
        self.broken(Fault::NotAnything).text
    }

    fn text(&self) -> Result<&str, Fault> {
        let raw = self.line.value().unwrap_or_default();
        str::from_utf8(raw).map_err(|_| Fault::NotText)
    }
}

/// The groups of a document with their entries, in order, each once.
#[derive(Debug, Default)]
pub struct Table<'a> {
    groups: Vec<Group<'a>>,
    places: HashMap<&'a str, usize>,
}

#[derive(Debug)]
struct Group<'a> {
    name: &'a str,
    entries: Vec<Entry<'a>>,
    places: HashMap<&'a str, usize>,
}

impl<'a> Table<'a> {
    pub(super) fn of(lines: &'a [Line]) -> Self {
        let mut table = Self::default();
        let mut at = 0;
        for (index, line) in lines.iter().enumerate() {
            if let Kind::Group(name) = &line.kind {
                at = table.place(name);
            } else if let Some(entry) = Entry::at(index, line)
                && let Some(group) = table.groups.get_mut(at)
            {
                group.add(entry);
            }
        }
        table
    }

    /// The names of all groups.
    pub fn groups(&self) -> impl Iterator<Item = &'a str> {
        self.groups.iter().map(|group| group.name)
    }

    /// The entries of a group; none where it is not there.
    #[must_use]
    pub fn entries(&self, group: &str) -> &[Entry<'a>] {
        self.group(group).map_or(&[], |group| &group.entries)
    }

    /// One entry.
    #[must_use]
    pub fn entry(&self, group: &str, key: &str) -> Option<Entry<'a>> {
        let group = self.group(group)?;
        group.entries.get(*group.places.get(key)?).copied()
    }

    fn group(&self, name: &str) -> Option<&Group<'a>> {
        self.groups.get(*self.places.get(name)?)
    }

    fn place(&mut self, name: &'a str) -> usize {
        *self.places.entry(name).or_insert_with(|| {
            self.groups.push(Group {
                name,
                entries: Vec::new(),
                places: HashMap::new(),
            });
            self.groups.len() - 1
        })
    }
}

impl<'a> Group<'a> {
    /// Of two equal keys the place of the first stays, and the value of the last counts.
    fn add(&mut self, entry: Entry<'a>) {
        let end = self.entries.len();
        let at = *self.places.entry(entry.key).or_insert(end);
        match self.entries.get_mut(at) {
            Some(before) => *before = entry,
            None => self.entries.push(entry),
        }
    }
}
