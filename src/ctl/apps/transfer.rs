//! All rules into a file, and back.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use chrono::Utc;
use isotope::domain::permission::spell;
use isotope::flatpak::overrides::{Change, Scope};
use isotope::flatpak::transfer::{Plan, Rules};
use isotope::tr;
use serde::Serialize;
use tempfile::NamedTempFile;

use super::change::whose;
use super::json::{AccessDocument, ChangeJson};
use super::{AppsFailure, Desk, Done, json, words};
use crate::failure::{Exit, Failure};

/// `apps export`.
#[derive(Debug, Serialize)]
struct ExportDocument {
    verb: &'static str,
    file: Option<String>,
    rules: Vec<ScopeJson>,
    left_out: Vec<String>,
}

/// What is said of one app, or of all.
#[derive(Debug, Serialize)]
struct ScopeJson {
    scope: String,
    rules: Vec<String>,
}

impl ScopeJson {
    fn all(rules: &Rules) -> Vec<Self> {
        let of = rules.of.iter();
        of.map(|(whose, layer)| Self {
            scope: json::scope(whose),
            rules: layer.iter().map(|(t, s)| spell(t, s)).collect(),
        })
        .collect()
    }
}

impl Desk {
    pub(super) fn export(&mut self, verb: &'static str, file: Option<&Path>) -> Done {
        let rules = Rules::read(self.apps.access().overrides());
        let rules = rules.map_err(|error| AppsFailure::Override(error.into()))?;
        let text = rules.to_text(Utc::now());
        let file = file.filter(|file| *file != Path::new("-"));
        match file {
            Some(file) => {
                write(file, &text).map_err(|error| of_file(file, error))?;
                let path = file.display().to_string();
                self.console.say(&tr!("ctl-apps-exported", path = path))?;
            }
            None => self.say_all(text.lines().map(str::to_owned))?,
        }
        let left_out = rules.unspeakable.iter();
        let left_out: Vec<String> = left_out
            .map(|(scope, rule)| format!("{}: {rule}", words::scope(scope)))
            .collect();
        for rule in &left_out {
            let told = tr!("ctl-apps-left-out", rule = rule.clone());
            self.console.remark(&told)?;
        }
        self.console.document(&ExportDocument {
            verb,
            file: file.map(|file| file.display().to_string()),
            rules: ScopeJson::all(&rules),
            left_out,
        })?;
        Ok(Exit::Done)
    }

    pub(super) fn import(&mut self, verb: &'static str, file: &Path, preview: bool) -> Done {
        let text = read(file).map_err(|error| of_file(file, error))?;
        let rules = Rules::parse(&text).map_err(AppsFailure::from)?;
        let plan = Plan::new(&rules, self.apps.access().overrides());
        let plan = plan.map_err(AppsFailure::from)?;
        if preview {
            return self.preview(verb, &plan);
        }
        if self.options.show_command {
            return self.show_command(verb, None);
        }
        let access = self.apps.access();
        let done = plan.carry_out(access).map_err(AppsFailure::from)?;
        let steps = plan.steps.iter();
        let all: Vec<(&Scope, &[Change])> = steps
            .map(|step| (&step.scope, step.changes.as_slice()))
            .collect();
        if !all.is_empty() {
            access.settle_all(&all).map_err(AppsFailure::from)?;
        }
        let done = done.into_iter().map(|(scope, done)| (whose(&scope), done));
        self.finish(verb, &done.collect::<Vec<_>>())
    }

    fn preview(&mut self, verb: &'static str, plan: &Plan) -> Done {
        let steps = plan.steps.iter();
        let lines =
            steps.flat_map(|step| words::changed(whose(&step.scope).as_deref(), &step.turns));
        let mut lines: Vec<String> = lines.collect();
        let any = !lines.is_empty();
        if !any {
            lines.push(tr!("ctl-apps-nothing-changed"));
        }
        self.say_all(lines)?;
        self.console.document(&AccessDocument {
            verb,
            outcome: if any { "would-change" } else { "nothing-to-do" },
            changes: plan.steps.iter().map(ChangeJson::from).collect(),
        })?;
        Ok(if any { Exit::Done } else { Exit::NothingToDo })
    }
}

fn of_file(file: &Path, error: io::Error) -> Failure {
    let path = file.display().to_string();
    AppsFailure::File { path, error }.into()
}

fn read(file: &Path) -> io::Result<String> {
    if file == Path::new("-") {
        io::read_to_string(io::stdin())
    } else {
        fs::read_to_string(file)
    }
}

/// The whole file or none.
fn write(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().filter(|folder| *folder != Path::new(""));
    let mut aside = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
    aside.write_all(text.as_bytes())?;
    aside.as_file().sync_all()?;
    aside.persist(file).map_err(|error| error.error)?;
    Ok(())
}
