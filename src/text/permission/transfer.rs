//! What a file with rules cannot carry, and why it was not taken in.

use crate::flatpak::overrides::Scope;
use crate::flatpak::transfer::{Rules, TransferError, Unsayable, WhyNot};
use crate::text::Explanation;
use crate::tr;

use super::trouble::{explanation, override_error, portal_error};

/// As it is typed.
const ALL_APPS: &str = "all-apps";

/// What an export is without, by app. `None`: it has everything. `name`: what an app is called.
#[must_use]
pub fn exported_without(rules: &Rules, name: impl Fn(&str) -> String) -> Option<Explanation> {
    if rules.left_out.is_empty() && rules.answers_known {
        return None;
    }
    let mut body = Vec::new();
    if !rules.left_out.is_empty() {
        let line = |(app, lines): (&Option<String>, &Vec<String>)| {
            let app = match app.as_deref() {
                None => tr!("export-all-apps"),
                Some("") => no_app(),
                Some(app) => name(app),
            };
            tr!("export-without-of", app = app, count = lines.len())
        };
        let apps: Vec<String> = rules.left_out.iter().map(line).collect();
        body.push(tr!("export-without.body", apps = apps.join("\n")));
    }
    if !rules.answers_known {
        body.push(tr!("export-no-answers"));
    }
    let all = rules.left_out.iter();
    let lines = all.flat_map(|(app, lines)| {
        let app = app.as_deref().unwrap_or(ALL_APPS);
        lines.iter().map(move |line| format!("{app}: {line}"))
    });
    let lines: Vec<String> = lines.collect();
    Some(Explanation {
        title: tr!("export-without"),
        body: body.join("\n\n"),
        hint: None,
        raw: (!lines.is_empty()).then(|| lines.join("\n")),
    })
}

/// What the desktop has no id for.
#[must_use]
pub fn no_app() -> String {
    tr!("export-no-app")
}

/// How many of a file's rules cannot be said on this computer.
#[must_use]
pub fn unsayable_count(all: &[Unsayable]) -> String {
    tr!("import-unsayable", count = all.len())
}

/// Why one of them cannot.
#[must_use]
pub fn unsayable(one: &Unsayable) -> String {
    let rule = one.rule.as_str();
    match one.why {
        WhyNot::TooNew { needs, has } => tr!(
            "error-too-new.body",
            permission = rule,
            needs = needs.to_string(),
            has = has.to_string()
        ),
        WhyNot::Unknown => tr!("error-unknown-permission.body", permission = rule),
        WhyNot::Invalid => tr!("error-invalid-permission.body", permission = rule),
        WhyNot::NoSuchAnswer => tr!("import-no-such-answer", rule = rule),
        WhyNot::NoAnswers => tr!("import-no-answers", rule = rule),
    }
}

/// Why a file with rules was not taken in, and the way out.
#[must_use]
pub fn transfer_error(error: &TransferError) -> Explanation {
    match error {
        TransferError::NotSuchAFile { line, detail } => Explanation {
            raw: Some(detail.clone()),
            ..explanation(
                tr!("error-not-an-export"),
                tr!("error-not-an-export.body", line = *line),
                tr!("error-not-an-export.hint"),
            )
        },
        TransferError::TooNew { version } => explanation(
            tr!("error-export-too-new"),
            tr!("error-export-too-new.body", version = *version),
            tr!("error-export-too-new.hint"),
        ),
        TransferError::Refused { scope, error } => {
            let app = match scope {
                Scope::AllApps => tr!("history-all-apps"),
                Scope::App(id) => id.to_string(),
            };
            refused(app, override_error(error))
        }
        TransferError::Unanswered { app, error } => refused(app.to_string(), portal_error(error)),
        TransferError::Disk(error) => Explanation {
            raw: Some(error.to_string()),
            ..explanation(
                tr!("error-access-disk"),
                tr!("error-access-disk.body"),
                tr!("error-access-disk.hint"),
            )
        },
    }
}

fn refused(app: String, told: Explanation) -> Explanation {
    Explanation {
        body: tr!("error-import-refused.body", app = app, why = told.body),
        title: tr!("error-import-refused"),
        ..told
    }
}
