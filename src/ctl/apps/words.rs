//! Apps and what they may do as lines for people.

use std::collections::BTreeSet;

use chrono::Utc;
use isotope::domain::permission::{Effective, Entry, Layer, Source, Target, risk_of, spell};
use isotope::domain::{AppId, InstalledApp};
use isotope::flatpak::AppAccess;
use isotope::flatpak::context::Unreadable;
use isotope::flatpak::history::{Event, Reason, Turn};
use isotope::flatpak::overrides::{Astray, BrokenFile, Scope};
use isotope::flatpak::places::{Trouble, TroubleKind};
use isotope::flatpak::transfer::{Rules, Unsayable};
use isotope::text::permission::{self, label, risk_word, setting_word, source_word, verdict};
use isotope::{text, tr};

use super::{care, json};
use crate::words::columns;

/// Whom rules are about.
pub(super) fn scope(scope: &Scope) -> String {
    whose(scope.app().map(AppId::as_str))
}

/// The app that something is about; `None`: all of them.
fn whose(app: Option<&str>) -> String {
    app.map_or_else(|| tr!("ctl-apps-all"), str::to_owned)
}

/// One line an app; `*` stands before those of which the person said something of their own.
pub(super) fn list(apps: &[(InstalledApp, AppAccess)]) -> Vec<String> {
    let rows: Vec<Vec<String>> = apps
        .iter()
        .map(|(app, access)| {
            let mark = if access.is_changed_by_person() {
                "*"
            } else {
                " "
            };
            vec![
                format!("{mark} {}", app.name),
                app.app_ref.id.to_string(),
                app.version.clone().unwrap_or_default(),
                app.installation.to_string(),
                app.size.map(text::size).unwrap_or_default(),
                app.origin.clone(),
                app.updated.map(text::date).unwrap_or_default(),
                risk_word(access.judgement.risk),
                badges(app, access),
            ]
        })
        .collect();
    columns(&rows)
}

/// What is said of all apps, a line for each who says something.
pub(super) fn for_all(layers: &[(Source, Layer)]) -> Vec<String> {
    let told = layers.iter().filter(|(_, layer)| !layer.is_empty());
    told.map(|(source, layer)| {
        let rules = layer.iter().map(|(target, setting)| spell(target, setting));
        let rules: Vec<String> = rules.collect();
        let rules = rules.join(&tr!("list-separator"));
        match source {
            Source::SystemForAll | Source::SystemForApp => {
                tr!("ctl-apps-for-all-by-administrator", rules = rules)
            }
            Source::Published | Source::UserForAll | Source::UserForApp => {
                tr!("ctl-apps-for-all", rules = rules)
            }
        }
    })
    .collect()
}

fn badges(app: &InstalledApp, access: &AppAccess) -> String {
    let ended = app.end_of_life.is_some() || app.runtime_end_of_life.is_some();
    let badges = [
        access.is_broken().then(|| tr!("ctl-apps-badge-broken")),
        ended.then(|| tr!("ctl-apps-badge-ended")),
        app.masked.then(|| tr!("ctl-apps-badge-masked")),
    ];
    let badges: Vec<String> = badges.into_iter().flatten().collect();
    badges.join(&tr!("list-separator"))
}

/// The head of an app's page.
pub(super) fn app(app: &InstalledApp, access: &AppAccess) -> Vec<String> {
    let version = app.version.clone().into_iter();
    let facts = version.chain([app.app_ref.to_string(), app.installation.to_string()]);
    let facts: Vec<String> = facts.collect();
    let mut lines = vec![app.name.clone()];
    lines.extend(app.summary.clone());
    lines.push(facts.join(&tr!("list-separator")));
    lines.push(badges(app, access));
    lines.extend(app.end_of_life.iter().flat_map(care::words::ended));
    lines.extend(runtime_ended(app));
    lines.retain(|line| !line.is_empty());
    lines.push(String::new());
    lines.push(tr!(
        "ctl-apps-verdict",
        risk = risk_word(access.judgement.risk),
        verdict = verdict(&access.judgement)
    ));
    lines
}

/// That nobody looks after its runtime any more.
fn runtime_ended(app: &InstalledApp) -> Option<String> {
    let end = app.runtime_end_of_life.as_ref()?;
    let runtime = app.runtime.clone().unwrap_or_default();
    let because = |why: String| {
        tr!(
            "ctl-care-runtime-ended-because",
            runtime = runtime.as_str(),
            why = why
        )
    };
    let plain = || tr!("ctl-care-runtime-ended", runtime = runtime.as_str());
    Some(end.reason.clone().map_or_else(plain, because))
}

/// One line a permission; `*` stands before those that are not as published.
pub(super) fn permissions(all: &Effective) -> Vec<String> {
    let rows: Vec<Vec<String>> = all
        .iter()
        .map(|(target, entry)| row(target, entry, all))
        .collect();
    columns(&rows)
}

fn row(target: &Target, entry: &Entry, all: &Effective) -> Vec<String> {
    let mark = if entry.is_changed() { "*" } else { " " };
    let granted = entry.setting.grants();
    let how_much = if granted {
        risk_word(risk_of(target, &entry.setting, all))
    } else {
        setting_word(&entry.setting)
    };
    vec![
        format!("{mark} {}", label(target)),
        json::typed(target, &entry.setting),
        how_much,
        source_word(entry.by),
    ]
}

/// What is said differently now, one line a rule.
pub(super) fn changed(app: Option<&str>, turns: &[Turn]) -> Vec<String> {
    let whose = whose(app);
    turns
        .iter()
        .map(|turn| format!("{whose}: {}", self::turn(turn)))
        .collect()
}

/// What a file says and this computer cannot: how much, and why each.
pub(super) fn unsayable(all: &[Unsayable]) -> Vec<String> {
    if all.is_empty() {
        return Vec::new();
    }
    let head = tr!(
        "ctl-apps-unsayable",
        count = permission::unsayable_count(all)
    );
    let each = all.iter().map(|one| {
        let why = permission::unsayable(one);
        format!("  {}: {why}", scope(&one.scope))
    });
    std::iter::once(head).chain(each).collect()
}

/// What an export is without, a line for each app.
pub(super) fn left_out(rules: &Rules) -> Vec<String> {
    let all = rules.left_out.iter();
    let line = |(app, lines): (&Option<String>, &Vec<String>)| {
        tr!(
            "ctl-apps-left-out",
            count = lines.len(),
            whose = match app.as_deref() {
                Some("") => permission::no_app(),
                app => whose(app),
            },
            rules = lines.join(&tr!("list-separator"))
        )
    };
    let mut told: Vec<String> = all.map(line).collect();
    if !rules.answers_known {
        told.push(tr!("export-no-answers"));
    }
    told
}

pub(super) fn turn(turn: &Turn) -> String {
    let not_said = || tr!("ctl-apps-not-said");
    let before = turn.before.clone().unwrap_or_else(not_said);
    let after = turn.after.clone().unwrap_or_else(not_said);
    tr!("ctl-apps-turn", before = before, after = after)
}

/// The history, one line a rule.
pub(super) fn history(events: &[Event], undone: &BTreeSet<u64>) -> Vec<String> {
    let now = Utc::now();
    let mut rows = Vec::new();
    for event in events {
        let reason = reason(event, undone.contains(&event.number));
        let whose = whose(event.deed.app());
        let told: Vec<String> = event.deed.turns().iter().map(turn).collect();
        rows.push(vec![
            event.number.to_string(),
            text::age(event.when, now),
            reason,
            whose,
            told.join(&tr!("list-separator")),
        ]);
    }
    columns(&rows)
}

fn reason(event: &Event, undone: bool) -> String {
    let told = match (event.reason, event.of) {
        (Reason::Change, _) => tr!("ctl-apps-reason-change"),
        (Reason::Reset, _) => tr!("ctl-apps-reason-reset"),
        (Reason::Repair, _) => tr!("ctl-apps-reason-repair"),
        (Reason::Import, _) => tr!("ctl-apps-reason-import"),
        (Reason::Undo, Some(of)) => tr!("ctl-apps-reason-undo-of", number = of.to_string()),
        (Reason::Undo, None) => tr!("ctl-apps-reason-undo"),
    };
    if undone {
        format!("{told} {}", tr!("ctl-apps-undone"))
    } else {
        told
    }
}

/// A file that flatpak cannot read, and its lines.
pub(super) fn broken(file: &BrokenFile) -> Vec<String> {
    let path = file.path.display().to_string();
    let head = match file.scope {
        Scope::AllApps => tr!("ctl-apps-broken-all", path = path),
        Scope::App(ref id) => tr!("ctl-apps-broken-app", path = path, id = id.to_string()),
    };
    let lines = file
        .lines
        .iter()
        .map(|line| format!("  {}", unreadable(line)));
    let mut all: Vec<String> = std::iter::once(head).chain(lines).collect();
    if file.of_system {
        all.push(tr!("ctl-apps-broken-system"));
    }
    all
}

/// What another program wrote, and lies aside.
pub(super) fn astray(astray: &Astray) -> String {
    let path = astray.path().display().to_string();
    tr!("ctl-apps-astray", path = path, whose = scope(&astray.scope))
}

/// A line that flatpak refuses, with its number and why.
pub(super) fn unreadable(line: &Unreadable) -> String {
    tr!(
        "ctl-apps-line",
        why = permission::unreadable(line),
        text = line.text.clone()
    )
}

/// Something that was left out.
pub(super) fn trouble(trouble: &Trouble) -> String {
    let path = trouble.path.display().to_string();
    match &trouble.kind {
        TroubleKind::Unreadable(why) => {
            tr!(
                "ctl-apps-trouble-unreadable",
                path = path,
                why = why.clone()
            )
        }
        TroubleKind::NotADeploy | TroubleKind::NotARef => {
            tr!("ctl-apps-trouble-strange", path = path)
        }
        TroubleKind::NotAnInstallation(name) => {
            tr!(
                "ctl-apps-trouble-installation",
                path = path,
                name = name.clone()
            )
        }
        TroubleKind::OutOfReach(name) => {
            let told = permission::out_of_reach(name, &trouble.path);
            let hint = tr!("ctl-apps-out-of-reach-hint", path = path);
            format!("{told} {hint}")
        }
        TroubleKind::Refused(lines) => {
            let lines: Vec<String> = lines.iter().map(unreadable).collect();
            let lines = lines.join("; ");
            tr!("ctl-apps-trouble-refused", path = path, lines = lines)
        }
    }
}

/// An app that can do something, and why.
pub(super) fn who(apps: &[super::who::WhoJson]) -> Vec<String> {
    let rows: Vec<Vec<String>> = apps
        .iter()
        .map(|app| {
            vec![
                app.name.clone(),
                app.id.clone(),
                app.installation.clone(),
                app.permissions.join(&tr!("list-separator")),
            ]
        })
        .collect();
    columns(&rows)
}
