//! Which app is meant.

use isotope::domain::{AppId, InstalledApp};
use isotope::flatpak::overrides::Scope;

use super::cli::Subject;
use super::{AppsFailure, Desk};

/// How many ids a hint names.
const HINTS: usize = 3;
/// How alike ids are that may be meant, from 0 to 1.
const ALIKE: f64 = 0.85;

impl Desk {
    /// Whom the words are about. An app that is gone is meant as well while something is said of it, or was
    /// answered about it.
    pub(super) fn scope(&self, subject: &Subject) -> Result<Scope, AppsFailure> {
        let Some(text) = &subject.id else {
            return Ok(Scope::AllApps);
        };
        let id: AppId = text.parse().map_err(|_| self.not_an_id(text))?;
        let scope = Scope::App(id.clone());
        let said = self.apps.access().overrides().scopes();
        let said = said.map_err(|error| AppsFailure::Override(error.into()))?;
        let is_answered = || {
            self.granted()
                .is_ok_and(|granted| granted.knows(id.as_str()))
        };
        if said.contains(&scope) || self.apps.find(&id).is_some() || is_answered() {
            return Ok(scope);
        }
        Err(AppsFailure::NoSuchApp {
            id: id.to_string(),
            near: self.near(id.last_part()),
        })
    }

    pub(super) fn not_an_id(&self, text: &str) -> AppsFailure {
        AppsFailure::NotAnId {
            text: text.to_owned(),
            near: self.near(text),
        }
    }

    /// The ids of installed apps that look or sound like a text, the likeliest first.
    pub(super) fn near(&self, text: &str) -> Vec<String> {
        let apps = self.apps.installed().apps;
        let mut rated: Vec<(f64, String)> = apps
            .iter()
            .map(|app| (likeness(app, text), app.app_ref.id.to_string()))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .collect();
        rated.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        rated.dedup_by(|a, b| a.1 == b.1);
        rated.into_iter().take(HINTS).map(|(_, id)| id).collect()
    }
}

fn likeness(app: &InstalledApp, text: &str) -> f64 {
    let text = text.to_lowercase();
    let id = &app.app_ref.id;
    [id.as_str(), id.last_part(), &app.name]
        .into_iter()
        .map(|name| {
            let name = name.to_lowercase();
            if text.len() > 2 && name.contains(&text) {
                1.0
            } else {
                strsim::jaro_winkler(&name, &text)
            }
        })
        .fold(0.0, f64::max)
}
