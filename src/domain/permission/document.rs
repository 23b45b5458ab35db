//! Files and folders that a person chose for an app in a dialog.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::InvalidId;

/// The name that the documents portal gave to a file: letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentId(String);

impl DocumentId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DocumentId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        if !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId {
                what: "document id",
            })
        }
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an app may do with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DocumentRight {
    /// Read it.
    #[serde(rename = "read")]
    Read,
    /// Change it.
    #[serde(rename = "write")]
    Write,
    /// Hand it on to other apps.
    #[serde(rename = "grant-permissions")]
    Grant,
    /// Take it out of the portal's list, for all apps. The file itself stays.
    #[serde(rename = "delete")]
    Forget,
}

impl DocumentRight {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Read, Self::Write, Self::Grant, Self::Forget];

    /// The portal's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Grant => "grant-permissions",
            Self::Forget => "delete",
        }
    }

    /// Those that are named. Other words are left out: they allow nothing that is known.
    pub fn of_words<'a>(words: impl IntoIterator<Item = &'a str>) -> BTreeSet<Self> {
        let known = |word| Self::ALL.iter().find(|right| right.word() == word).copied();
        words.into_iter().filter_map(known).collect()
    }
}

/// A file or folder that was chosen for at least one app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name in the portal.
    pub id: DocumentId,
    /// Where it is.
    pub path: PathBuf,
    /// What each app may do with it.
    pub apps: BTreeMap<String, BTreeSet<DocumentRight>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_could_be_read_as_something_else_are_none() {
        assert!("4ce87120".parse::<DocumentId>().is_ok());
        for bad in ["", "--help", "a b", "a'b", "../x"] {
            assert!(bad.parse::<DocumentId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn rights_are_remembered_by_the_portals_words() {
        for right in DocumentRight::ALL {
            let word = serde_json::to_string(right).unwrap();
            assert_eq!(word, format!("\"{}\"", right.word()));
        }
    }

    #[test]
    fn rights_are_those_that_are_named() {
        let words = DocumentRight::ALL.iter().map(|right| right.word());
        let all: Vec<_> = DocumentRight::of_words(words).into_iter().collect();
        assert_eq!(all, DocumentRight::ALL);
        let some = DocumentRight::of_words(["write", "fly"]);
        assert_eq!(some, [DocumentRight::Write].into());
    }
}
