//! All that a person said of apps in one readable file, and back.
//!
//! ```toml
//! version = 2
//! exported = 2026-11-21T09:00:00Z
//!
//! [all-apps]
//! deny = ["devices=all"]
//!
//! [app."org.example.Alpha"]
//! allow = ["filesystems=~/Music:ro"]
//! deny = ["shared=network"]
//! answers = ["portal:devices/camera=no"]
//! ```
//!
//! Permissions and answers are written as on the command line ([`Written`](crate::domain::permission::Written),
//! [`PortalKey`]). Reading such a file says what stands in it; what else was said of an app stays. What the format has no
//! words for is counted and told, and so is what cannot be said on the computer that reads it.

mod file;
mod plan;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::domain::AppId;
use crate::domain::permission::{
    Document, Layer, PortalAnswer, PortalGrant, PortalKey, spell, unspell,
};

use super::Apps;
use super::answers::Granted;
use super::overrides::{OverrideError, Overrides, Scope};
use super::store::PortalError;

pub use plan::{Plan, Step, Unsayable, WhyNot};

/// Why a file could not be taken in. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// It is not such a file.
    #[error("line {line}: {detail}")]
    NotSuchAFile {
        /// Where, counted from 1.
        line: usize,
        /// What is wrong, in English.
        detail: String,
    },
    /// A later Isotope wrote it.
    #[error("version {version} of the format is not known")]
    TooNew {
        /// The version in it.
        version: i64,
    },
    /// The rules of an app cannot be changed here.
    #[error("{}: {error}", scope.file_name())]
    Refused {
        /// Of whom.
        scope: Scope,
        /// Why.
        error: OverrideError,
    },
    /// An answer could not be given here.
    #[error("{app}: {error}")]
    Unanswered {
        /// Whose.
        app: AppId,
        /// Why.
        error: PortalError,
    },
    /// What apps are said of cannot be read.
    #[error(transparent)]
    Disk(#[from] io::Error),
}

/// What the person says of apps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Rules by whom they are about.
    pub of: BTreeMap<Scope, Layer>,
    /// What was answered while using apps: the word for each place, as it is typed.
    pub answers: BTreeMap<AppId, BTreeMap<PortalKey, String>>,
    /// What the format has no words for, by whom it is about, as it stands there; `None`: about all apps. It stays out of
    /// an export.
    pub left_out: BTreeMap<Option<String>, Vec<String>>,
    /// Whether the answers could be read: else they stay out of an export.
    pub answers_known: bool,
}

impl Rules {
    /// All that the person says now.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub async fn read(apps: &Apps) -> io::Result<Self> {
        let granted = apps.answers().read().await.ok();
        Self::said(apps.access().overrides(), granted.as_ref())
    }

    /// The same by what was read; without the answers where they are not known.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub fn said(overrides: &Overrides, granted: Option<&Granted>) -> io::Result<Self> {
        let mut rules = Self {
            answers_known: granted.is_some(),
            ..Self::default()
        };
        for scope in overrides.scopes()? {
            rules.add_rules(&scope, overrides.own_and_unsaid(&scope)?);
        }
        if let Some(granted) = granted {
            granted.grants.iter().for_each(|one| rules.add_answer(one));
            granted.documents.iter().for_each(|one| rules.leave(one));
        }
        Ok(rules)
    }

    /// Everybody of whom something is said, all apps first.
    #[must_use]
    pub fn scopes(&self) -> BTreeSet<Scope> {
        let answered = self.answers.keys().cloned().map(Scope::App);
        self.of.keys().cloned().chain(answered).collect()
    }

    /// All that is said of one, as it is typed.
    pub fn spelled(&self, scope: &Scope) -> impl Iterator<Item = String> {
        let rules = self.of.get(scope).into_iter().flat_map(Layer::iter);
        let rules = rules.map(|(target, setting)| spell(target, setting));
        rules.chain(self.answers_of(scope))
    }

    /// The answers about one, as they are typed.
    fn answers_of(&self, scope: &Scope) -> impl Iterator<Item = String> {
        let answers = scope.app().and_then(|app| self.answers.get(app));
        let answers = answers.into_iter().flatten();
        answers.map(|(key, word)| typed(key, word))
    }

    fn add_rules(&mut self, scope: &Scope, (own, unsaid): (Layer, Vec<String>)) {
        let mut layer = Layer::default();
        let mut left = unsaid;
        for (target, setting) in own.iter() {
            let spelled = spell(target, setting);
            if unspell(&spelled).is_ok_and(|(same, _)| same == *target) {
                layer.set(target.clone(), setting.clone());
            } else {
                left.push(spelled);
            }
        }
        if !layer.is_empty() {
            self.of.insert(scope.clone(), layer);
        }
        if !left.is_empty() {
            let whose = scope.app().map(ToString::to_string);
            self.left_out.entry(whose).or_default().extend(left);
        }
    }

    /// An answer that can be given elsewhere, too; a saved session, for example, belongs to this computer.
    fn add_answer(&mut self, grant: &PortalGrant) {
        let kind = grant.key.kind();
        let word = grant.answer.word(kind);
        let can_be_given = PortalAnswer::typed(kind, &word).is_some();
        match grant.app.parse::<AppId>() {
            Ok(app) if can_be_given => {
                let answers = self.answers.entry(app).or_default();
                answers.insert(grant.key.clone(), word);
            }
            Ok(_) | Err(_) => self.leave_out(&grant.app, typed(&grant.key, &word)),
        }
    }

    /// A file that was chosen on this computer is on no other.
    fn leave(&mut self, document: &Document) {
        for (app, rights) in &document.apps {
            let rights: Vec<&str> = rights.iter().map(|right| right.word()).collect();
            let path = document.path.display();
            self.leave_out(app, format!("document:{path}={}", rights.join(",")));
        }
    }

    fn leave_out(&mut self, app: &str, line: String) {
        let left = self.left_out.entry(Some(app.to_owned()));
        left.or_default().push(line);
    }
}

/// An answer as it is typed.
fn typed(key: &PortalKey, word: &str) -> String {
    format!("{key}={word}")
}

#[cfg(test)]
#[path = "transfer_tests.rs"]
mod tests;
