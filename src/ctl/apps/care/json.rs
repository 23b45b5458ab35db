//! The documents of the verbs that take care of apps. Stable, as those of [`crate::json`].

mod remove;

use isotope::domain::permission::{Written, spell};
use isotope::domain::{InstallationId, InstalledApp};
use isotope::flatpak::care::{CareError, FailedRemote, NewAsk, Version, Waiting};
use isotope::flatpak::history::Turn;
use isotope::text;
use serde::Serialize;

pub(super) use remove::{
    LeftoverJson, LeftoversDocument, TrashDocument, UninstallDocument, UnusedDocument, UnusedJson,
};

use super::failure;
use super::running::Runs;
use super::updates::Found;
use crate::apps::json::{EndJson, RuleJson, risk, time};
use crate::failure::Exit;

/// What every document says of an app or a runtime.
#[derive(Debug, Serialize)]
struct NameJson {
    id: String,
    name: String,
    r#ref: String,
    installation: String,
}

impl From<&InstalledApp> for NameJson {
    fn from(app: &InstalledApp) -> Self {
        Self {
            id: app.app_ref.id.to_string(),
            name: app.name.clone(),
            r#ref: app.app_ref.to_string(),
            installation: app.installation.to_string(),
        }
    }
}

/// `apps updates`.
#[derive(Debug, Serialize)]
pub(super) struct UpdatesDocument {
    pub(super) updates: Vec<WaitingJson>,
    /// Sources that did not answer.
    pub(super) failed: Vec<SourceJson>,
}

/// A newer version.
#[derive(Debug, Serialize)]
pub(super) struct WaitingJson {
    #[serde(flatten)]
    app: NameJson,
    version: Option<String>,
    commit: String,
    /// Rounded, as Flatpak says it.
    download_bytes: Option<u64>,
    updates_off: bool,
    end_of_life: Option<EndJson>,
    /// `null`: its source could not tell.
    asks: Option<Vec<AskJson>>,
}

/// Something newly asked for.
#[derive(Debug, Serialize)]
struct AskJson {
    permission: String,
    title: String,
    text: String,
    risk: &'static str,
    #[serde(flatten)]
    rule: RuleJson,
}

/// A source that did not answer.
#[derive(Debug, Serialize)]
pub(super) struct SourceJson {
    source: String,
    #[serde(flatten)]
    error: ErrorJson,
}

/// Something that failed beside other things that did not.
#[derive(Debug, Serialize)]
pub(super) struct ErrorJson {
    installation: String,
    kind: &'static str,
    message: String,
    details: Option<String>,
}

impl ErrorJson {
    pub(super) fn new(installation: &InstallationId, error: &CareError) -> Self {
        let (message, details) = failure::words(error);
        Self {
            installation: installation.to_string(),
            kind: failure::name(error),
            message,
            details,
        }
    }
}

impl From<&FailedRemote> for SourceJson {
    fn from(failed: &FailedRemote) -> Self {
        Self {
            source: failed.remote.clone(),
            error: ErrorJson::new(&failed.installation, &failed.error),
        }
    }
}

impl From<&Found> for WaitingJson {
    fn from(found: &Found) -> Self {
        let app = &found.waiting.app;
        let asks = found.offer.as_ref().ok();
        Self {
            app: app.into(),
            version: app.version.clone(),
            commit: found.waiting.commit.clone(),
            download_bytes: found.waiting.download_bytes,
            updates_off: app.masked,
            end_of_life: found.waiting.end_of_life.as_ref().map(EndJson::from),
            asks: asks.map(|offer| offer.asks.iter().map(AskJson::from).collect()),
        }
    }
}

impl From<&NewAsk> for AskJson {
    fn from(ask: &NewAsk) -> Self {
        let (title, text, how_much) = text::care::new_ask(ask);
        let spelled = |setting| spell(&ask.target, setting);
        Self {
            permission: typed(ask),
            title,
            text,
            risk: risk(how_much),
            rule: RuleJson::from(&Turn {
                before: ask.before.as_ref().map(spelled),
                after: ask.after.as_ref().map(spelled),
            }),
        }
    }
}

/// What is asked for, as it is typed.
pub(super) fn typed(ask: &NewAsk) -> String {
    let said = ask.after.as_ref().or(ask.before.as_ref());
    let written = said.map(|setting| Written {
        target: ask.target.clone(),
        allowed: setting.clone(),
    });
    written
        .map(|written| written.to_string())
        .unwrap_or_default()
}

/// `apps update`.
#[derive(Debug, Serialize)]
pub(super) struct UpdateDocument {
    pub(super) verb: &'static str,
    pub(super) outcome: &'static str,
    pub(super) updated: Vec<UpdatedJson>,
    /// Refs that still wait.
    pub(super) left: Vec<String>,
    pub(super) errors: Vec<ErrorJson>,
    pub(super) failed: Vec<SourceJson>,
}

/// What is installed in the place of what.
#[derive(Debug, Serialize)]
pub(super) struct UpdatedJson {
    #[serde(flatten)]
    app: NameJson,
    version: Option<String>,
    from: String,
    commit: Option<String>,
    replaced_by: Option<String>,
}

impl UpdatedJson {
    pub(super) fn new(before: &InstalledApp, now: &InstalledApp) -> Self {
        Self {
            app: now.into(),
            version: now.version.clone(),
            from: before.commit.to_string(),
            commit: Some(now.commit.to_string()),
            replaced_by: None,
        }
    }

    pub(super) fn replaced(before: &Waiting) -> Self {
        let end = before.end_of_life.as_ref();
        Self {
            app: (&before.app).into(),
            version: None,
            from: before.app.commit.to_string(),
            commit: None,
            replaced_by: end.and_then(|end| end.replacement.clone()),
        }
    }
}

/// `apps versions`.
#[derive(Debug, Serialize)]
pub(super) struct VersionsDocument {
    #[serde(flatten)]
    app: NameJson,
    updates_off: bool,
    versions: Vec<VersionJson>,
}

/// A version that the source has.
#[derive(Debug, Serialize)]
struct VersionJson {
    commit: String,
    subject: Option<String>,
    made: Option<String>,
    installed: bool,
}

impl VersionsDocument {
    pub(super) fn new(app: &InstalledApp, versions: &[Version]) -> Self {
        let version = |one: &Version| VersionJson {
            commit: one.commit.to_string(),
            subject: one.subject.clone(),
            made: one.made.map(time),
            installed: one.commit == app.commit,
        };
        Self {
            app: app.into(),
            updates_off: app.masked,
            versions: versions.iter().map(version).collect(),
        }
    }
}

/// `apps use-version`, `hold`, `release-hold`, `open`.
#[derive(Debug, Serialize)]
pub(super) struct AppDocument {
    verb: &'static str,
    outcome: &'static str,
    #[serde(flatten)]
    app: NameJson,
    version: Option<String>,
    commit: String,
    updates_off: bool,
}

impl AppDocument {
    pub(super) fn new(verb: &'static str, exit: Exit, app: &InstalledApp) -> Self {
        Self {
            verb,
            outcome: match exit {
                Exit::NothingToDo => "nothing-to-do",
                Exit::Done | Exit::Failed | Exit::Usage | Exit::Refused | Exit::Busy => "changed",
            },
            app: app.into(),
            version: app.version.clone(),
            commit: app.commit.to_string(),
            updates_off: app.masked,
        }
    }
}

/// `apps quit`.
#[derive(Debug, Serialize)]
pub(super) struct QuitDocument {
    pub(super) verb: &'static str,
    pub(super) outcome: &'static str,
    pub(super) id: String,
}

/// `apps running`.
#[derive(Debug, Serialize)]
pub(super) struct RunningDocument {
    pub(super) running: Vec<RunningJson>,
}

/// An instance of an app.
#[derive(Debug, Serialize)]
pub(super) struct RunningJson {
    instance: String,
    id: String,
    name: Option<String>,
    r#ref: String,
    commit: Option<String>,
    pid: Option<u32>,
    permissions: Vec<String>,
    restart_changes: Vec<RuleJson>,
    another_version: bool,
}

impl From<&Runs> for RunningJson {
    fn from(runs: &Runs) -> Self {
        let instance = &runs.instance;
        let may = instance.effective.iter();
        Self {
            instance: instance.id.clone(),
            id: instance.app_ref.id.to_string(),
            name: runs.app.as_ref().map(|app| app.name.clone()),
            r#ref: instance.app_ref.to_string(),
            commit: instance.commit.as_ref().map(ToString::to_string),
            pid: instance.pid,
            permissions: may
                .map(|(target, setting)| spell(target, setting))
                .collect(),
            restart_changes: runs.changes.iter().map(RuleJson::from).collect(),
            another_version: runs.another_version,
        }
    }
}
