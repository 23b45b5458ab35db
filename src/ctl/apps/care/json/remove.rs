//! Documents about what is removed or left behind.

use std::path::PathBuf;

use isotope::domain::{AppRef, InstallationId, InstalledApp};
use isotope::flatpak::care::Uninstalled;
use serde::Serialize;

use super::super::remove::Left;
use super::{ErrorJson, NameJson};

/// `apps uninstall`.
#[derive(Debug, Serialize)]
pub(in super::super) struct UninstallDocument {
    verb: &'static str,
    outcome: &'static str,
    #[serde(flatten)]
    app: NameJson,
    data: &'static str,
    /// How many answers are remembered no more that were given while it was used.
    answers_forgotten: usize,
    /// Why the data is where it was although it should go.
    data_error: Option<ErrorJson>,
}

impl UninstallDocument {
    pub(in super::super) fn new(
        verb: &'static str,
        app: &InstalledApp,
        done: &Uninstalled,
        has_data: bool,
    ) -> Self {
        let (outcome, data, error) = match done {
            Uninstalled::DataKept if has_data => ("changed", "kept", None),
            Uninstalled::DataKept => ("changed", "none", None),
            Uninstalled::DataTrashed => ("changed", "trashed", None),
            Uninstalled::DataLeft(error) => ("partly", "kept", Some(error)),
        };
        Self {
            verb,
            outcome,
            app: app.into(),
            data,
            answers_forgotten: 0,
            data_error: error.map(|error| ErrorJson::new(&app.installation, error)),
        }
    }

    pub(in super::super) fn forgot(self, answers: usize) -> Self {
        Self {
            answers_forgotten: answers,
            ..self
        }
    }
}

/// `apps unused`.
#[derive(Debug, Serialize)]
pub(in super::super) struct UnusedDocument {
    pub(in super::super) verb: &'static str,
    pub(in super::super) outcome: &'static str,
    pub(in super::super) unused: Vec<UnusedJson>,
    pub(in super::super) removed: Vec<UnusedJson>,
    pub(in super::super) errors: Vec<ErrorJson>,
}

/// What nothing needs.
#[derive(Debug, Serialize)]
pub(in super::super) struct UnusedJson {
    r#ref: String,
    installation: String,
    size_bytes: Option<u64>,
}

impl From<&InstalledApp> for UnusedJson {
    fn from(app: &InstalledApp) -> Self {
        Self {
            r#ref: app.app_ref.to_string(),
            installation: app.installation.to_string(),
            size_bytes: app.size,
        }
    }
}

impl UnusedJson {
    pub(in super::super) fn gone((place, app): &(InstallationId, AppRef)) -> Self {
        Self {
            r#ref: app.to_string(),
            installation: place.to_string(),
            size_bytes: None,
        }
    }
}

/// `apps leftovers`.
#[derive(Debug, Serialize)]
pub(in super::super) struct LeftoversDocument {
    pub(in super::super) leftovers: Vec<LeftoverJson>,
}

/// What is left of an app.
#[derive(Debug, Serialize)]
pub(in super::super) struct LeftoverJson {
    id: String,
    name: Option<String>,
    data: Option<String>,
    size_bytes: Option<u64>,
    /// It takes more: some of it cannot be read.
    size_partial: bool,
    rules: Option<String>,
    /// How many answers were given while it was used, and how many files chosen for it.
    answers: usize,
    files: usize,
}

impl From<&Left> for LeftoverJson {
    fn from(left: &Left) -> Self {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
        Self {
            id: left.of.id.to_string(),
            name: left.name.clone(),
            data: path(&left.of.data),
            size_bytes: left.size.map(|size| size.bytes),
            size_partial: left.size.is_some_and(|size| size.partial),
            rules: path(&left.of.overrides),
            answers: left.of.answers,
            files: left.of.files,
        }
    }
}

/// `apps leftovers --trash`.
#[derive(Debug, Serialize)]
pub(in super::super) struct TrashDocument {
    pub(in super::super) verb: &'static str,
    pub(in super::super) outcome: &'static str,
    pub(in super::super) trashed: Vec<String>,
    /// Apps of which portals remember nothing any more.
    pub(in super::super) answers_forgotten: Vec<String>,
    /// Apps of which something is still said.
    pub(in super::super) rules_left: Vec<String>,
}
