//! The documents of `isotopectl apps --json`. Stable, as those of [`crate::json`].

use chrono::{DateTime, SecondsFormat, Utc};
use isotope::domain::permission::{
    Effective, Entry, Judgement, Layer, Risk, Setting, Source, Target, Written, risk_of, spell,
};
use isotope::domain::{AppId, EndOfLife, InstalledApp};
use isotope::flatpak::access::Done as Changed;
use isotope::flatpak::context::Unreadable;
use isotope::flatpak::history::{Event, Reason, Turn};
use isotope::flatpak::overrides::{Astray, BrokenFile, Scope};
use isotope::flatpak::places::Trouble;
use isotope::flatpak::{AppAccess, transfer};
use isotope::text::permission;
use serde::Serialize;

use super::change::Whose;
use super::granted::GrantedJson;
use super::transfer::UnsayableJson;
use super::words;

/// `apps list`.
#[derive(Debug, Serialize)]
pub(super) struct ListDocument {
    pub(super) apps: Vec<AppJson>,
    /// What is said of all apps.
    pub(super) all_apps: Vec<SaidJson>,
    /// Files that could not be read.
    pub(super) troubles: Vec<TroubleJson>,
}

/// One installed app.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
#[derive(Debug, Serialize)]
pub(super) struct AppJson {
    id: String,
    name: String,
    summary: Option<String>,
    version: Option<String>,
    installation: String,
    r#ref: String,
    current: bool,
    origin: String,
    commit: String,
    size_bytes: Option<u64>,
    runtime: Option<String>,
    updated: Option<String>,
    end_of_life: Option<EndJson>,
    runtime_end_of_life: Option<EndJson>,
    updates_off: bool,
    risk: &'static str,
    verdict: String,
    reasons: Vec<String>,
    changed: bool,
    changed_by_you: bool,
    broken: bool,
}

/// Not maintained any more.
#[derive(Debug, Serialize)]
pub(super) struct EndJson {
    reason: Option<String>,
    replacement: Option<String>,
}

/// A file that was left out.
#[derive(Debug, Serialize)]
pub(super) struct TroubleJson {
    path: String,
    text: String,
}

/// `apps show`.
#[derive(Debug, Serialize)]
pub(super) struct ShowDocument {
    pub(super) scope: String,
    pub(super) app: Option<AppJson>,
    pub(super) permissions: Vec<PermissionJson>,
    #[serde(flatten)]
    pub(super) granted: GrantedJson,
    pub(super) broken: Vec<BrokenJson>,
}

/// What counts for one permission.
#[derive(Debug, Serialize)]
pub(super) struct PermissionJson {
    permission: String,
    title: String,
    text: String,
    without: String,
    granted: bool,
    conditions: Vec<String>,
    risk: Option<&'static str>,
    changed: bool,
    by: &'static str,
    said: Vec<SaidJson>,
}

/// What one file says of it.
#[derive(Debug, Serialize)]
pub(super) struct SaidJson {
    by: &'static str,
    rule: String,
}

/// `apps allow`, `deny`, `unset`, `reset`, `undo`, `import`.
#[derive(Debug, Serialize)]
pub(super) struct AccessDocument {
    pub(super) verb: &'static str,
    pub(super) outcome: &'static str,
    pub(super) changes: Vec<ChangeJson>,
    /// What a file says and this computer cannot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unsayable: Option<Vec<UnsayableJson>>,
}

/// What was changed of one app, or of all.
#[derive(Debug, Serialize)]
pub(super) struct ChangeJson {
    scope: String,
    number: Option<u64>,
    rules: Vec<RuleJson>,
}

/// A rule before and after.
#[derive(Debug, Serialize)]
pub(super) struct RuleJson {
    before: Option<String>,
    after: Option<String>,
}

/// `apps history`.
#[derive(Debug, Serialize)]
pub(super) struct HistoryDocument {
    pub(super) changes: Vec<EventJson>,
}

/// One change of the past.
#[derive(Debug, Serialize)]
pub(super) struct EventJson {
    number: u64,
    when: String,
    reason: &'static str,
    undoes: Option<u64>,
    undone: bool,
    scope: String,
    rules: Vec<RuleJson>,
}

/// What another program wrote, and lies aside.
#[derive(Debug, Serialize)]
pub(super) struct AstrayJson {
    scope: String,
    path: String,
    pub(super) put_in: bool,
    pub(super) copy: Option<String>,
    pub(super) number: Option<u64>,
}

impl From<&Astray> for AstrayJson {
    fn from(astray: &Astray) -> Self {
        Self {
            scope: astray.scope.to_string(),
            path: astray.path().display().to_string(),
            put_in: false,
            copy: None,
            number: None,
        }
    }
}

/// A file that flatpak cannot read.
#[derive(Debug, Serialize)]
pub(super) struct BrokenJson {
    scope: String,
    path: String,
    of_system: bool,
    lines: Vec<LineJson>,
    pub(super) repaired: bool,
    pub(super) copy: Option<String>,
    pub(super) number: Option<u64>,
}

/// A line of it.
#[derive(Debug, Serialize)]
struct LineJson {
    number: usize,
    content: String,
    text: String,
}

pub(super) fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

pub(super) fn scope(scope: &Scope) -> String {
    whose(scope.app().map(AppId::as_str))
}

/// The app that something is about; `None`: all of them.
pub(super) fn whose(app: Option<&str>) -> String {
    app.unwrap_or("all-apps").to_owned()
}

pub(super) fn risk(risk: Risk) -> &'static str {
    match risk {
        Risk::Harmless => "harmless",
        Risk::Normal => "normal",
        Risk::Sensitive => "sensitive",
        Risk::Dangerous => "dangerous",
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Published => "published",
        Source::SystemForAll => "system-all-apps",
        Source::SystemForApp => "system-app",
        Source::UserForAll => "user-all-apps",
        Source::UserForApp => "user-app",
    }
}

/// All that one says.
pub(super) fn said((by, layer): &(Source, Layer)) -> impl Iterator<Item = SaidJson> {
    layer
        .iter()
        .map(|(target, setting)| SaidJson::new(*by, target, setting))
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Change => "change",
        Reason::Reset => "reset",
        Reason::Repair => "repair",
        Reason::Import => "import",
        Reason::Undo => "undo",
    }
}

/// A permission as it is typed, whatever is said of it.
pub(super) fn typed(target: &Target, setting: &Setting) -> String {
    let written = Written {
        target: target.clone(),
        allowed: setting.clone(),
    };
    written.to_string()
}

/// The worst permissions, as they are typed.
pub(super) fn reasons(judgement: &Judgement, effective: &Effective) -> Vec<String> {
    let entries = judgement.reasons.iter();
    entries
        .filter_map(|target| Some(typed(target, &effective.get(target)?.setting)))
        .collect()
}

impl AppJson {
    pub(super) fn new(app: &InstalledApp, access: &AppAccess) -> Self {
        Self {
            id: app.app_ref.id.to_string(),
            name: app.name.clone(),
            summary: app.summary.clone(),
            version: app.version.clone(),
            installation: app.installation.to_string(),
            r#ref: app.app_ref.to_string(),
            current: app.current,
            origin: app.origin.clone(),
            commit: app.commit.to_string(),
            size_bytes: app.size,
            runtime: app.runtime.clone(),
            updated: app.updated.map(time),
            end_of_life: app.end_of_life.as_ref().map(EndJson::from),
            runtime_end_of_life: app.runtime_end_of_life.as_ref().map(EndJson::from),
            updates_off: app.masked,
            risk: risk(access.judgement.risk),
            verdict: permission::verdict(&access.judgement),
            reasons: reasons(&access.judgement, &access.effective),
            changed: access.is_changed(),
            changed_by_you: access.is_changed_by_person(),
            broken: access.is_broken(),
        }
    }
}

impl From<&Trouble> for TroubleJson {
    fn from(trouble: &Trouble) -> Self {
        Self {
            path: trouble.path.display().to_string(),
            text: words::trouble(trouble),
        }
    }
}

impl From<&EndOfLife> for EndJson {
    fn from(end: &EndOfLife) -> Self {
        Self {
            reason: end.reason.clone(),
            replacement: end.replacement.clone(),
        }
    }
}

impl SaidJson {
    pub(super) fn new(by: Source, target: &Target, setting: &Setting) -> Self {
        Self {
            by: source(by),
            rule: spell(target, setting),
        }
    }
}

impl PermissionJson {
    pub(super) fn new(target: &Target, entry: &Entry, all: &Effective) -> Self {
        let granted = entry.setting.grants();
        let said = entry.said.iter();
        let said = said.map(|(by, setting)| SaidJson::new(*by, target, setting));
        let conditions = entry.setting.conditions().iter();
        Self {
            permission: typed(target, &entry.setting),
            title: permission::label(target),
            text: permission::sentence(target, &entry.setting),
            without: permission::without(target),
            granted,
            conditions: conditions.map(ToString::to_string).collect(),
            risk: granted.then(|| risk(risk_of(target, &entry.setting, all))),
            changed: entry.is_changed(),
            by: source(entry.by),
            said: said.collect(),
        }
    }
}

impl From<&Turn> for RuleJson {
    fn from(turn: &Turn) -> Self {
        Self {
            before: turn.before.clone(),
            after: turn.after.clone(),
        }
    }
}

impl From<&Whose<Changed>> for ChangeJson {
    fn from((app, changed): &Whose<Changed>) -> Self {
        Self {
            scope: whose(app.as_deref()),
            number: changed.number,
            rules: changed.turns.iter().map(RuleJson::from).collect(),
        }
    }
}

impl From<&transfer::Step> for ChangeJson {
    fn from(step: &transfer::Step) -> Self {
        Self {
            scope: scope(&step.scope),
            number: None,
            rules: step.turns.iter().map(RuleJson::from).collect(),
        }
    }
}

impl EventJson {
    pub(super) fn new(event: &Event, undone: bool) -> Self {
        Self {
            number: event.number,
            when: time(event.when),
            reason: reason(event.reason),
            undoes: event.of,
            undone,
            scope: whose(event.deed.app()),
            rules: event.deed.turns().iter().map(RuleJson::from).collect(),
        }
    }
}

impl From<&BrokenFile> for BrokenJson {
    fn from(file: &BrokenFile) -> Self {
        let line = |line: &Unreadable| LineJson {
            number: line.number,
            content: line.text.clone(),
            text: permission::unreadable(line),
        };
        Self {
            scope: scope(&file.scope),
            path: file.path.display().to_string(),
            of_system: file.of_system,
            lines: file.lines.iter().map(line).collect(),
            repaired: false,
            copy: None,
            number: None,
        }
    }
}
