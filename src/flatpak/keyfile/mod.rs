//! A key file that keeps every byte which nobody asked to change.
//!
//! Flatpak reads metadata and overrides with `GKeyFile` of `GLib`; a file that it refuses makes the app, or all apps,
//! vanish. So a [`Document`] reads exactly what `GKeyFile` reads (source: glib `glib/gkeyfile.c`), names each line that
//! it would refuse, and edits in place: comments, order, unknown groups, keys and tokens stay as they are.

mod escape;
mod line;
mod table;

use std::collections::HashSet;
use std::ops::Range;

use escape::{escape, pieces};
use line::{Kind, Line, classify, line};
pub use table::{Entry, Table};

/// Why `GKeyFile` refuses a line, and with it the whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Neither a group, nor `key=value`, nor a comment.
    NotAnything,
    /// A `key=value` before the first group.
    BeforeAnyGroup,
    /// A group name that is empty or has brackets or control characters in it.
    GroupName,
    /// A key with brackets, or with spaces at its ends.
    KeyName,
    /// Bytes that are no UTF-8.
    NotText,
    /// A value with a `\` before something that needs none.
    Escape,
}

/// A line that makes the file unreadable for flatpak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenLine {
    /// Counted from 1.
    pub number: usize,
    /// What stands there, made readable.
    pub text: String,
    /// What is wrong.
    pub fault: Fault,
}

impl BrokenLine {
    fn new(number: usize, line: &Line, fault: Fault) -> Self {
        Self {
            number,
            text: String::from_utf8_lossy(&line.bytes).trim().to_owned(),
            fault,
        }
    }
}

/// One entry of a list value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The entry with its escapes resolved.
    pub text: String,
    /// Where it stands in the raw value, its `;` not included.
    place: Range<usize>,
}

/// A key file, byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    lines: Vec<Line>,
}

impl Document {
    /// Reads any bytes. Lines that `GKeyFile` refuses are kept too; [`Document::broken`] names them.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let mut in_group = false;
        let lines = bytes
            .split_inclusive(|byte| *byte == b'\n')
            .map(|line| {
                let kind = classify(line, in_group);
                in_group |= matches!(kind, Kind::Group(_));
                Line {
                    bytes: line.to_vec(),
                    kind,
                }
            })
            .collect();
        Self { lines }
    }

    /// The file's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.lines
            .iter()
            .flat_map(|line| line.bytes.clone())
            .collect()
    }

    /// The lines for which `GKeyFile` refuses the file.
    #[must_use]
    pub fn broken(&self) -> Vec<BrokenLine> {
        self.lines
            .iter()
            .zip(1..)
            .filter_map(|(line, number)| match line.kind {
                Kind::Broken(fault) => Some(BrokenLine::new(number, line, fault)),
                Kind::Idle | Kind::Group(_) | Kind::Pair { .. } => None,
            })
            .collect()
    }

    /// All that it says, for reading much of it.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        Table::of(&self.lines)
    }

    /// Whether there is neither a key nor a comment in it: such a file says nothing to anybody.
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        self.lines
            .iter()
            .all(|line| matches!(line.kind, Kind::Group(_)) || line.is_blank())
    }

    /// The names of all groups, in order, each once.
    #[must_use]
    pub fn groups(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let names = self.lines.iter().filter_map(|line| match &line.kind {
            Kind::Group(name) => Some(name.as_str()),
            Kind::Idle | Kind::Pair { .. } | Kind::Broken(_) => None,
        });
        names.filter(|name| seen.insert(*name)).collect()
    }

    /// A value with its escapes resolved; the last one counts where a key stands twice.
    ///
    /// # Errors
    /// [`Fault::Escape`] or [`Fault::NotText`], for which `GKeyFile` refuses the value.
    pub fn string(&self, group: &str, key: &str) -> Result<Option<String>, Fault> {
        let entry = self.entry(group, key);
        entry.map(|entry| entry.string()).transpose()
    }

    /// The entries of a list value; empty when the key is not there.
    ///
    /// # Errors
    /// [`Fault::Escape`] or [`Fault::NotText`], for which `GKeyFile` refuses the value.
    pub fn list(&self, group: &str, key: &str) -> Result<Vec<Item>, Fault> {
        let entry = self.entry(group, key);
        entry.map_or(Ok(Vec::new()), |entry| entry.list())
    }

    /// Gives a key a value; where the key is missing it is added at its group's end.
    pub fn set_string(&mut self, group: &str, key: &str, value: &str) {
        self.set_raw(group, key, &escape(value, false));
    }

    /// Adds an entry to a list value's end, and the key and the group where they are missing.
    pub fn push_item(&mut self, group: &str, key: &str, item: &str) {
        let raw = self.raw(group, key).unwrap_or_default().to_vec();
        let mut value = String::from_utf8(raw).unwrap_or_default();
        // A `;` at the end may be a part of the last entry.
        let ended = pieces(&value)
            .last()
            .is_none_or(|last| last.end < value.len());
        if !ended {
            value.push(';');
        }
        value.push_str(&escape(item, true));
        value.push(';');
        self.set_raw(group, key, &value);
    }

    /// Puts another entry in an entry's place.
    pub fn replace_item(&mut self, group: &str, key: &str, item: &Item, with: &str) {
        self.splice(group, key, item.place.clone(), &escape(with, true));
    }

    /// Takes an entry out of a list value. A list that has nothing left goes, and its group with it.
    pub fn remove_item(&mut self, group: &str, key: &str, item: &Item) {
        let raw = self.raw(group, key).unwrap_or_default();
        let followed = raw.get(item.place.end) == Some(&b';');
        let place = if followed {
            item.place.start..item.place.end + 1
        } else {
            // The last of a list without `;` at its end: the one before it goes, too.
            item.place.start.saturating_sub(1)..item.place.end
        };
        if place.len() >= raw.len() {
            return self.remove_key(group, key);
        }
        // White space at the beginning of a value does not count: what comes to stand there has it escaped, or, where there
        // is no escape for it, an empty entry before it.
        let next = raw.get(place.end).filter(|_| place.start == 0);
        let (with, instead) = match next {
            Some(b' ') => ("\\s", 1),
            Some(b'\t') => ("\\t", 1),
            Some(0x0b | 0x0c) => (";", 0),
            Some(_) | None => ("", 0),
        };
        self.splice(group, key, place.start..place.end + instead, with);
    }

    /// Takes a key away, wherever it stands, and its group if nothing else is left in it.
    pub fn remove_key(&mut self, group: &str, key: &str) {
        while let Some(index) = self.find(group, key) {
            self.lines.remove(index);
        }
        self.drop_empty_group(group);
    }

    /// Makes a line, counted from 1, a comment.
    pub fn comment_out(&mut self, number: usize) {
        if let Some(line) = self.lines.get_mut(number.wrapping_sub(1)) {
            line.bytes.splice(0..0, *b"# ");
            line.kind = Kind::Idle;
        }
    }

    /// The index of each `key=value` line of a group, and its key.
    fn pairs<'a>(&'a self, group: &str) -> impl Iterator<Item = (usize, &'a str)> {
        let mut inside = false;
        self.lines
            .iter()
            .enumerate()
            .filter_map(move |(index, line)| {
                match &line.kind {
                    Kind::Group(name) => inside = name == group,
                    Kind::Pair { key, .. } if inside => return Some((index, key.as_str())),
                    Kind::Pair { .. } | Kind::Idle | Kind::Broken(_) => {}
                }
                None
            })
    }

    fn find(&self, group: &str, key: &str) -> Option<usize> {
        self.pairs(group)
            .filter(|(_, name)| *name == key)
            .last()
            .map(|(index, _)| index)
    }

    fn entry(&self, group: &str, key: &str) -> Option<Entry<'_>> {
        let index = self.find(group, key)?;
        Entry::at(index, self.lines.get(index)?)
    }

    fn raw(&self, group: &str, key: &str) -> Option<&[u8]> {
        let index = self.find(group, key)?;
        self.lines.get(index)?.value()
    }

    fn set_raw(&mut self, group: &str, key: &str, value: &str) {
        match self.raw(group, key).map(<[u8]>::len) {
            Some(length) => self.splice(group, key, 0..length, value),
            None => self.insert(group, &format!("{key}={value}")),
        }
    }

    /// Replaces a part of the raw value.
    fn splice(&mut self, group: &str, key: &str, place: Range<usize>, with: &str) {
        let Some(line) = self
            .find(group, key)
            .and_then(|index| self.lines.get_mut(index))
        else {
            return;
        };
        let Kind::Pair { value, .. } = &mut line.kind else {
            return;
        };
        let start = value.start + place.start;
        let end = (value.start + place.end).min(value.end);
        value.end = value.end - (end - start) + with.len();
        line.bytes.splice(start..end, with.bytes());
    }

    /// Adds a line after the last one of the group that is not blank, and the group at the file's end if needed.
    fn insert(&mut self, group: &str, text: &str) {
        let end = self.line_end();
        let at = self.end_of(group).unwrap_or_else(|| {
            self.finish_last_line(end);
            if !self.lines.iter().all(Line::is_blank) {
                self.push(end);
            }
            self.push(&format!("[{group}]{end}"));
            self.lines.len()
        });
        if at == self.lines.len() {
            self.finish_last_line(end);
        }
        self.lines.insert(at, line(&format!("{text}{end}")));
    }

    fn push(&mut self, text: &str) {
        self.lines.push(line(text));
    }

    fn finish_last_line(&mut self, end: &str) {
        if let Some(last) = self.lines.last_mut()
            && !last.bytes.ends_with(b"\n")
        {
            last.bytes.extend_from_slice(end.as_bytes());
        }
    }

    /// The index after the last line of the group's last part that is not blank.
    fn end_of(&self, group: &str) -> Option<usize> {
        let mut inside = false;
        let mut end = None;
        for (index, line) in self.lines.iter().enumerate() {
            if let Kind::Group(name) = &line.kind {
                inside = name == group;
            }
            if inside && !line.is_blank() {
                end = Some(index + 1);
            }
        }
        end
    }

    /// How lines end in this file.
    fn line_end(&self) -> &'static str {
        let windows = self.lines.iter().any(|line| line.bytes.ends_with(b"\r\n"));
        if windows { "\r\n" } else { "\n" }
    }

    /// Takes the head of a group away in which nothing but blank lines is left, and the blank lines with it.
    fn drop_empty_group(&mut self, group: &str) {
        let Some(start) = self
            .lines
            .iter()
            .position(|line| line.kind == Kind::Group(group.to_owned()))
        else {
            return;
        };
        let rest = self.lines.get(start + 1..).unwrap_or_default();
        let blank = rest.iter().take_while(|line| line.is_blank()).count();
        let ends = rest
            .get(blank)
            .is_none_or(|line| matches!(line.kind, Kind::Group(_)));
        if !ends {
            return;
        }
        self.lines.drain(start..=start + blank);
        // At the file's end the blank line that set the group apart goes, too.
        if start == self.lines.len() {
            while self.lines.last().is_some_and(Line::is_blank) {
                self.lines.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests;
