//! The file itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::domain::AppId;
use crate::domain::permission::{Layer, PortalKey, Setting, Written};

use super::{Rules, TransferError};
use crate::flatpak::overrides::Scope;

/// The version of the format that this Isotope writes where there are answers. The first one has none, and an Isotope that
/// knows only that one says so.
const VERSION: i64 = 2;
const WITHOUT_ANSWERS: i64 = 1;

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
    #[serde(default)]
    answers: Vec<Spanned<String>>,
}

/// What is read first, so that a later version is told as such.
#[derive(Deserialize)]
struct Version {
    version: i64,
}

impl Rules {
    /// The file.
    #[must_use]
    pub fn to_text(&self, now: DateTime<Utc>) -> String {
        let time = now.to_rfc3339_opts(SecondsFormat::Secs, true);
        let version = if self.answers.is_empty() {
            WITHOUT_ANSWERS
        } else {
            VERSION
        };
        let mut text = format!("version = {version}\nexported = {time}\n");
        for scope in self.scopes() {
            match &scope {
                Scope::AllApps => text.push_str("\n[all-apps]\n"),
                // An id has no letter that would need more than quotes.
                Scope::App(id) => writeln!(text, "\n[app.\"{id}\"]").unwrap_or_default(),
            }
            let written = |wanted: fn(&Setting) -> bool| {
                let rules = self.of.get(&scope).into_iter().flat_map(Layer::iter);
                let rules = rules.filter(move |(_, setting)| wanted(setting));
                rules.map(|(target, setting)| {
                    let written = Written {
                        target: target.clone(),
                        allowed: setting.clone(),
                    };
                    written.to_string()
                })
            };
            list(&mut text, "allow", written(|one| *one != Setting::Denied));
            list(&mut text, "deny", written(|one| *one == Setting::Denied));
            list(&mut text, "answers", self.answers_of(&scope));
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
        if !(WITHOUT_ANSWERS..=VERSION).contains(&version) {
            return Err(TransferError::TooNew { version });
        }
        let file: File = toml::from_str(text).map_err(wrong)?;
        let mut rules = Self {
            answers_known: true,
            ..Self::default()
        };
        if let Some(lists) = file.all_apps {
            if let Some(word) = lists.answers.first() {
                return Err(refused(text, word, "is answered for one app"));
            }
            rules.of.insert(Scope::AllApps, lists.layer(text)?);
        }
        for (id, lists) in file.app {
            let app = id.get_ref().parse::<AppId>();
            let app = app.map_err(|_| refused(text, &id, "is not the id of an app"))?;
            let answers = lists.answers(text)?;
            if !answers.is_empty() {
                rules.answers.insert(app.clone(), answers);
            }
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
            let written = word.get_ref().parse::<Written>();
            let written = written.map_err(|_| refused(text, &word, "is not a permission"))?;
            if layer.get(&written.target).is_some() {
                return Err(refused(text, &word, "is there twice"));
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

    fn answers(&self, text: &str) -> Result<BTreeMap<PortalKey, String>, TransferError> {
        let mut answers = BTreeMap::new();
        for one in &self.answers {
            let parts = one.get_ref().rsplit_once('=');
            let read = parts.and_then(|(key, word)| Some((key.parse().ok()?, word.to_owned())));
            let (key, word) = read.ok_or_else(|| refused(text, one, "is not an answer"))?;
            if answers.insert(key, word).is_some() {
                return Err(refused(text, one, "is there twice"));
            }
        }
        Ok(answers)
    }
}

fn refused(text: &str, word: &Spanned<String>, why: &str) -> TransferError {
    let detail = format!("“{}” {why}", word.get_ref());
    not_such(text, Some(word.span()), &detail)
}

fn not_such(text: &str, span: Option<Range<usize>>, detail: &str) -> TransferError {
    let before = span.and_then(|span| text.get(..span.start)).unwrap_or("");
    TransferError::NotSuchAFile {
        line: 1 + before.matches('\n').count(),
        detail: detail.trim().to_owned(),
    }
}

fn list(text: &mut String, name: &str, entries: impl Iterator<Item = String>) {
    let line = |entry| format!("    {},\n", toml::Value::String(entry));
    let lines: String = entries.map(line).collect();
    if !lines.is_empty() {
        writeln!(text, "{name} = [\n{lines}]").unwrap_or_default();
    }
}
