//! `isotopectl switch repair`: what another desktop left behind in the looks of the one that runs.

use chrono::Utc;
use isotope::looks::leftovers::{After, Kind, Leftover, Surroundings, What, Why};
use isotope::preflight::Places;
use isotope::{text, tr};
use serde::Serialize;

use crate::failure::{Exit, Failure};
use crate::verbs::{App, Done};

/// `switch repair`.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct RepairDocument {
    verb: &'static str,
    outcome: &'static str,
    dry_run: bool,
    leftovers: Vec<LeftoverJson>,
    /// The copy of what was there before.
    aside: Option<String>,
}

/// One thing that was left behind.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct LeftoverJson {
    id: String,
    kind: &'static str,
    now: Option<String>,
    why: &'static str,
    by: Option<String>,
    after: &'static str,
    value: Option<String>,
    text: String,
}

impl App {
    pub(super) async fn repair(&mut self, wanted: &[String], dry_run: bool) -> Done {
        self.looks.finish().await?;
        let around = self.surroundings().await?;
        let found = self.looks.leftovers(&around).await;
        let is_wanted = |id: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == id);
        let chosen: Vec<Leftover> = found
            .into_iter()
            .filter(|found| is_wanted(&found.id))
            .collect();
        let unknown = |name: &&String| chosen.iter().all(|found| found.id != **name);
        for name in wanted.iter().filter(unknown) {
            let line = tr!("ctl-repair-unknown", name = name.clone());
            self.console.remark(&line)?;
        }
        for leftover in &chosen {
            self.console.say(&tell(leftover))?;
        }
        let mended = if dry_run {
            None
        } else {
            self.looks.mend(&around, is_wanted, Utc::now()).await?
        };
        let aside = mended.map(|mended| mended.aside.id);
        let told = match (&aside, chosen.len()) {
            (_, 0) => wanted.is_empty().then(|| tr!("ctl-repair-nothing")),
            (Some(aside), count) => {
                Some(tr!("ctl-repair-done", count = count, aside = aside.clone()))
            }
            (None, count) => Some(tr!("ctl-repair-found", count = count)),
        };
        if let Some(told) = told {
            self.console.say(&told)?;
        }
        self.console.document(&RepairDocument {
            verb: "switch repair",
            outcome: if aside.is_some() {
                "changed"
            } else {
                "nothing-to-do"
            },
            dry_run,
            leftovers: chosen.iter().map(LeftoverJson::from).collect(),
            aside,
        })?;
        Ok(if chosen.is_empty() {
            Exit::NothingToDo
        } else {
            Exit::Done
        })
    }

    /// What runs, as far as looks depend on it.
    async fn surroundings(&mut self) -> Result<Surroundings, Failure> {
        let desktop = self.known_desktop().await?;
        let root = Places::of_this_computer().root;
        Ok(Surroundings::look(&root, desktop).await)
    }
}

fn tell(leftover: &Leftover) -> String {
    tr!(
        "ctl-repair-row",
        id = leftover.id.clone(),
        what = text::leftover(leftover),
        why = text::leftover_reason(leftover)
    )
}

impl From<&Leftover> for LeftoverJson {
    fn from(leftover: &Leftover) -> Self {
        let (kind, now) = match &leftover.what {
            What::Setting(of, value) => (kind(*of), Some(value.clone())),
            What::File(_, path) => ("file", Some(path.clone())),
            What::DefaultApp { app, .. } => ("default-app", Some(app.clone())),
        };
        let (why, by) = match &leftover.why {
            Why::NotHere => ("not-here", None),
            Why::WrittenBy(desktop) => ("other-desktop", Some(desktop.clone())),
        };
        let (after, value) = match &leftover.after {
            After::Default => ("default", None),
            After::Value(value) => ("value", Some(value.clone())),
            After::Before => ("before", None),
            After::Without => ("without", None),
            After::NoApp => ("no-app", None),
        };
        Self {
            id: leftover.id.clone(),
            kind,
            now,
            why,
            by,
            after,
            value,
            text: text::leftover_reason(leftover),
        }
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Theme => "theme",
        Kind::Icons => "icons",
        Kind::Pointer => "pointer",
        Kind::Sounds => "sounds",
        Kind::Font => "font",
        Kind::DocumentFont => "document-font",
        Kind::FixedFont => "fixed-font",
        Kind::TitleFont => "title-font",
        Kind::Colours => "colours",
        Kind::Buttons => "buttons",
    }
}
