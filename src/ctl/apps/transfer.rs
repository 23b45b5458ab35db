//! All that was said of apps into a file, and back.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use chrono::Utc;
use isotope::flatpak::overrides::{Change, Scope};
use isotope::flatpak::transfer::{Plan, Rules, Unsayable};
use isotope::text::permission;
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
    answers_known: bool,
    rules: Vec<ScopeJson>,
    left_out: Vec<String>,
}

/// What is said of one app, or of all.
#[derive(Debug, Serialize)]
struct ScopeJson {
    scope: String,
    rules: Vec<String>,
}

/// Something in a file that cannot be said on this computer.
#[derive(Debug, Serialize)]
pub(super) struct UnsayableJson {
    scope: String,
    permission: String,
    text: String,
}

impl From<&Unsayable> for UnsayableJson {
    fn from(one: &Unsayable) -> Self {
        Self {
            scope: json::scope(&one.scope),
            permission: one.rule.clone(),
            text: permission::unsayable(one),
        }
    }
}

impl ExportDocument {
    fn new(verb: &'static str, file: Option<&Path>, rules: &Rules) -> Self {
        let of_one = |scope: Scope| ScopeJson {
            scope: json::scope(&scope),
            rules: rules.spelled(&scope).collect(),
        };
        let left_out = rules.left_out.iter().flat_map(|(app, lines)| {
            let whose = json::whose(app.as_deref());
            lines.iter().map(move |line| format!("{whose}: {line}"))
        });
        Self {
            verb,
            file: file.map(|file| file.display().to_string()),
            answers_known: rules.answers_known,
            rules: rules.scopes().into_iter().map(of_one).collect(),
            left_out: left_out.collect(),
        }
    }
}

impl Desk {
    pub(super) fn export(&mut self, verb: &'static str, file: Option<&Path>) -> Done {
        let rules = self.wait(Rules::read(&self.apps));
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
        for line in words::left_out(&rules) {
            self.console.remark(&line)?;
        }
        let document = ExportDocument::new(verb, file, &rules);
        self.console.document(&document)?;
        Ok(Exit::Done)
    }

    pub(super) fn import(&mut self, verb: &'static str, file: &Path, preview: bool) -> Done {
        let text = read(file).map_err(|error| of_file(file, error))?;
        let rules = Rules::parse(&text).map_err(AppsFailure::from)?;
        let plan = self.wait(Plan::new(&rules, &self.apps));
        let plan = plan.map_err(AppsFailure::from)?;
        if preview {
            return self.preview(verb, &plan);
        }
        if self.options.show_command {
            return self.show_command(verb, None);
        }
        let done = self.wait(plan.carry_out(&self.apps));
        let done = done.map_err(AppsFailure::from)?;
        self.settle_all(&plan.changes())?;
        let done = done.into_iter().map(|(scope, done)| (whose(&scope), done));
        let done: Vec<_> = done.collect();
        self.finish_without(verb, &done, Some(&plan.unsayable))
    }

    fn settle_all(&self, changes: &[(Scope, Vec<Change>)]) -> Result<(), AppsFailure> {
        let all = changes.iter().map(|(scope, said)| (scope, said.as_slice()));
        let all: Vec<(&Scope, &[Change])> = all.collect();
        if !all.is_empty() {
            self.apps.access().settle_all(&all)?;
        }
        Ok(())
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
        lines.extend(words::unsayable(&plan.unsayable));
        self.say_all(lines)?;
        let unsayable = plan.unsayable.iter().map(UnsayableJson::from);
        self.console.document(&AccessDocument {
            verb,
            outcome: if any { "would-change" } else { "nothing-to-do" },
            changes: plan.steps.iter().map(ChangeJson::from).collect(),
            unsayable: Some(unsayable.collect()),
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
