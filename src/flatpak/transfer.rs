//! All that a person said of apps in one readable file, and back.
//!
//! ```toml
//! version = 1
//! exported = 2026-11-21T09:00:00Z
//!
//! [all-apps]
//! deny = ["devices=all"]
//!
//! [app."org.example.Alpha"]
//! allow = ["filesystems=~/Music:ro"]
//! deny = ["shared=network"]
//! ```
//!
//! Permissions are written as on the command line ([`Written`]). Reading such a file says what stands in it; what else
//! was said of an app stays.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::ops::Range;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::domain::AppId;
use crate::domain::permission::{Layer, Setting, Written, spell, unspell};

use super::access::{Access, Done};
use super::history::{Reason, Turn};
use super::overrides::{Change, OverrideError, Overrides, Scope};

/// The version of the format that this Isotope writes.
const VERSION: i64 = 1;

/// Why a file could not be taken in. Nothing was written.
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
    /// What stands in it cannot be said of an app here.
    #[error("{}: {error}", scope.file_name())]
    Refused {
        /// Of whom.
        scope: Scope,
        /// Why.
        error: OverrideError,
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
    /// What the format has no words for: it stays out of an export.
    pub unspeakable: Vec<(Scope, String)>,
}

/// What taking in a file would change of one app, or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Whom it is about.
    pub scope: Scope,
    /// What to say.
    pub changes: Vec<Change>,
    /// The same as before and after.
    pub turns: Vec<Turn>,
}

/// What taking in a file would change. Only what is not so already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One for each app, that for all apps first.
    pub steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    #[expect(dead_code, reason = "looked at before, as Version")]
    version: i64,
    #[expect(dead_code, reason = "for people")]
    exported: Option<Datetime>,
    all_apps: Option<Lists>,
    #[serde(default)]
    app: BTreeMap<Spanned<String>, Lists>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    #[serde(default)]
    allow: Vec<Spanned<String>>,
    #[serde(default)]
    deny: Vec<Spanned<String>>,
}

/// What is read first, so that a later version is told as such.
#[derive(Deserialize)]
struct Version {
    version: i64,
}

impl Rules {
    /// All that the person says now.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub fn read(overrides: &Overrides) -> io::Result<Self> {
        let mut rules = Self::default();
        for scope in overrides.scopes()? {
            let mut layer = Layer::default();
            for (target, setting) in overrides.own(&scope)?.iter() {
                let spelled = spell(target, setting);
                if unspell(&spelled).is_ok_and(|(same, _)| same == *target) {
                    layer.set(target.clone(), setting.clone());
                } else {
                    rules.unspeakable.push((scope.clone(), spelled));
                }
            }
            if !layer.is_empty() {
                rules.of.insert(scope, layer);
            }
        }
        Ok(rules)
    }

    /// The file.
    #[must_use]
    pub fn to_text(&self, now: DateTime<Utc>) -> String {
        let time = now.to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut text = format!("version = {VERSION}\nexported = {time}\n");
        for (scope, layer) in &self.of {
            match scope {
                Scope::AllApps => text.push_str("\n[all-apps]\n"),
                // An id has no letter that would need more than quotes.
                Scope::App(id) => writeln!(text, "\n[app.\"{id}\"]").unwrap_or_default(),
            }
            list(&mut text, "allow", layer, |setting| {
                *setting != Setting::Denied
            });
            list(&mut text, "deny", layer, |setting| {
                *setting == Setting::Denied
            });
        }
        text
    }

    /// Reads such a file.
    ///
    /// # Errors
    /// [`TransferError::NotSuchAFile`] with the line, [`TransferError::TooNew`].
    pub fn parse(text: &str) -> Result<Self, TransferError> {
        let wrong = |err: toml::de::Error| not_such(text, err.span(), err.message());
        let version = toml::from_str::<Version>(text).map_err(wrong)?.version;
        if version != VERSION {
            return Err(TransferError::TooNew { version });
        }
        let file: File = toml::from_str(text).map_err(wrong)?;
        let mut rules = Self::default();
        if let Some(lists) = file.all_apps {
            rules.of.insert(Scope::AllApps, lists.layer(text)?);
        }
        for (id, lists) in file.app {
            let app = id.get_ref().parse::<AppId>().map_err(|_| {
                let detail = format!("“{}” is not the id of an app", id.get_ref());
                not_such(text, Some(id.span()), &detail)
            })?;
            rules.of.insert(Scope::App(app), lists.layer(text)?);
        }
        Ok(rules)
    }
}

impl Lists {
    fn layer(self, text: &str) -> Result<Layer, TransferError> {
        let mut layer = Layer::default();
        let allowed = self.allow.into_iter().map(|word| (word, false));
        let denied = self.deny.into_iter().map(|word| (word, true));
        for (word, denied) in allowed.chain(denied) {
            let refuse = |detail: &str| {
                let detail = format!("“{}” {detail}", word.get_ref());
                not_such(text, Some(word.span()), &detail)
            };
            let written: Written = word
                .get_ref()
                .parse()
                .map_err(|_| refuse("is not a permission"))?;
            if layer.get(&written.target).is_some() {
                return Err(refuse("is there twice"));
            }
            let setting = if denied {
                Setting::Denied
            } else {
                written.allowed
            };
            layer.set(written.target, setting);
        }
        Ok(layer)
    }
}

fn not_such(text: &str, span: Option<Range<usize>>, detail: &str) -> TransferError {
    let before = span.and_then(|span| text.get(..span.start)).unwrap_or("");
    TransferError::NotSuchAFile {
        line: 1 + before.matches('\n').count(),
        detail: detail.trim().to_owned(),
    }
}

fn list(text: &mut String, name: &str, layer: &Layer, wanted: impl Fn(&Setting) -> bool) {
    let rules = layer.iter().filter(|(_, setting)| wanted(setting));
    let lines: Vec<String> = rules
        .map(|(target, setting)| {
            let written = Written {
                target: target.clone(),
                allowed: setting.clone(),
            };
            format!("    {},\n", toml::Value::String(written.to_string()))
        })
        .collect();
    if !lines.is_empty() {
        writeln!(text, "{name} = [\n{}]", lines.concat()).unwrap_or_default();
    }
}

impl Plan {
    /// What rules would change, tested as a whole.
    ///
    /// # Errors
    /// [`TransferError::Refused`] when something cannot be said here.
    pub fn new(rules: &Rules, overrides: &Overrides) -> Result<Self, TransferError> {
        let mut plan = Self::default();
        for (scope, layer) in &rules.of {
            let step = Step::new(scope, layer, &overrides.own(scope)?);
            if step.changes.is_empty() {
                continue;
            }
            let tested = overrides.test(scope, &step.changes);
            tested.map_err(|error| TransferError::Refused {
                scope: scope.clone(),
                error,
            })?;
            plan.steps.push(step);
        }
        Ok(plan)
    }

    /// Says everything, remembered as one change for each app. When one fails, those before are undone.
    ///
    /// # Errors
    /// [`TransferError::Refused`].
    pub fn carry_out(&self, access: &Access) -> Result<Vec<(Scope, Done)>, TransferError> {
        let done = access.change_all(&self.changes(), Reason::Import);
        done.map_err(|(scope, error)| TransferError::Refused { scope, error })
    }

    /// What is to be said of whom.
    #[must_use]
    pub fn changes(&self) -> Vec<(Scope, Vec<Change>)> {
        let steps = self.steps.iter();
        steps
            .map(|step| (step.scope.clone(), step.changes.clone()))
            .collect()
    }
}

impl Step {
    /// Rules that are spelled alike say the same: the format does not know whether a condition starts afresh.
    fn new(scope: &Scope, wanted: &Layer, own: &Layer) -> Self {
        let mut step = Self {
            scope: scope.clone(),
            changes: Vec::new(),
            turns: Vec::new(),
        };
        for (target, setting) in wanted.iter() {
            let change = |setting: &Setting| Change {
                target: target.clone(),
                setting: Some(setting.clone()),
            };
            let before = own.get(target).map(change);
            let after = change(setting);
            let turn = Turn::new(before.as_ref(), Some(&after));
            if turn.before != turn.after {
                step.changes.push(after);
                step.turns.push(turn);
            }
        }
        step
    }
}

#[cfg(test)]
#[path = "transfer_tests.rs"]
mod tests;
