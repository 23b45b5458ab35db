//! Saying what apps may do, and taking it back.

use std::collections::BTreeSet;

use isotope::domain::AppId;
use isotope::domain::permission::{NotAPermission, Setting, Written, unspell};
use isotope::flatpak::access::{Access, Done as Changed};
use isotope::flatpak::history::{Deed, Event, Reason};
use isotope::flatpak::overrides::{Change, Scope};
use isotope::flatpak::transfer::Unsayable;
use isotope::tr;

use super::answers::Wanted;
use super::cli::{Subject, Wish};
use super::json::{AccessDocument, ChangeJson};
use super::transfer::UnsayableJson;
use super::{AppsFailure, Desk, Done, command, words};
use crate::failure::{Exit, Failure};
use crate::json::CommandDocument;

/// Something, and the app that it is about; `None`: all of them.
pub(super) type Whose<T> = (Option<String>, T);

/// What to say of permissions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Say {
    Allow,
    Deny,
    Nothing,
}

impl Say {
    /// What it says of a permission as typed.
    fn change(self, written: Written) -> Change {
        // A reset can be said or not; denying it is not saying it.
        let setting = match self {
            Self::Allow => Some(written.allowed),
            Self::Deny => Some(Setting::Denied),
            Self::Nothing => None,
        };
        Change {
            target: written.target,
            setting,
        }
    }
}

impl Desk {
    pub(super) fn say(&mut self, verb: &'static str, wish: &Wish, say: Say) -> Done {
        let Some((subject, typed)) = wish.parts() else {
            return Ok(Exit::Usage);
        };
        let scope = self.scope(&subject)?;
        let wishes = Wishes::parse(typed, say)?;
        let whose = whose(&scope);
        let app = wishes.app(&scope)?;
        if self.options.show_command {
            return self.show_command(verb, wishes.command(&scope));
        }
        let mut all = Vec::new();
        if let Some(app) = app {
            let done = self.answer(app, &wishes.answers)?;
            all.extend(done.into_iter().map(|done| (whose.clone(), done)));
        }
        if !wishes.rules.is_empty() {
            let done = self.rule(&scope, &wishes.rules)?;
            all.push((whose, done));
        }
        self.finish(verb, &all)
    }

    /// Says things and waits until nobody can overwrite them unknowingly any more.
    fn rule(&self, scope: &Scope, changes: &[Change]) -> Result<Changed, AppsFailure> {
        let access = self.apps.access();
        let done = access.change(scope, changes, Reason::Change)?;
        if done.number.is_some() {
            access.settle(scope, changes)?;
        }
        Ok(done)
    }

    pub(super) fn reset(&mut self, verb: &'static str, subject: &Subject) -> Done {
        let scope = self.scope(subject)?;
        if self.options.show_command {
            return self.show_command(verb, Some(command::reset(&scope)));
        }
        let changed = self.apps.access().reset(&scope);
        let changed = changed.map_err(AppsFailure::from)?;
        self.settle(&scope, &changed)?;
        self.finish(verb, &[(whose(&scope), changed)])
    }

    pub(super) fn undo(&mut self, verb: &'static str, number: Option<u64>) -> Done {
        if self.options.show_command {
            return self.show_command(verb, None);
        }
        let access = self.apps.access();
        let events = access.history().events();
        let events = events.map_err(|error| AppsFailure::Override(error.into()))?;
        let number = number
            .or_else(|| last(&events))
            .ok_or(AppsFailure::NothingToUndo)?;
        let event = events.iter().find(|event| event.number == number);
        let deed = event.map(|event| &event.deed);
        let changed = self.wait(self.apps.undo(number));
        let changed = changed.map_err(AppsFailure::from)?;
        if let Some(Deed::Rules { scope, .. }) = deed {
            self.settle(scope, &changed)?;
        }
        let whose = deed.and_then(Deed::app).map(str::to_owned);
        self.finish(verb, &[(whose, changed)])
    }

    /// Waits until nobody can overwrite it unknowingly any more.
    fn settle(&self, scope: &Scope, changed: &Changed) -> Result<(), AppsFailure> {
        let access = self.apps.access();
        if changed.number.is_some() {
            access.settle(scope, &said(access, scope, changed))?;
        }
        Ok(())
    }

    /// Says what is different now.
    pub(super) fn finish(&mut self, verb: &'static str, all: &[Whose<Changed>]) -> Done {
        self.finish_without(verb, all, None)
    }

    /// The same, of a file of which this could not be said.
    pub(super) fn finish_without(
        &mut self,
        verb: &'static str,
        all: &[Whose<Changed>],
        unsayable: Option<&[Unsayable]>,
    ) -> Done {
        let mut lines = Vec::new();
        for (whose, changed) in all {
            lines.extend(words::changed(whose.as_deref(), &changed.turns));
        }
        let any = !lines.is_empty() || all.iter().any(|(_, changed)| changed.number.is_some());
        if lines.is_empty() {
            lines.push(tr!("ctl-apps-nothing-changed"));
        } else if let Some(number) = all.last().and_then(|(_, changed)| changed.number) {
            lines.push(tr!("ctl-apps-undo-hint", number = number.to_string()));
        } else {
            lines.push(tr!("ctl-apps-not-remembered"));
        }
        lines.extend(words::unsayable(unsayable.unwrap_or_default()));
        self.say_all(lines)?;
        self.console.document(&AccessDocument {
            verb,
            outcome: if any { "changed" } else { "nothing-to-do" },
            changes: all.iter().map(ChangeJson::from).collect(),
            unsayable: unsayable.map(|all| all.iter().map(UnsayableJson::from).collect()),
        })?;
        Ok(if any { Exit::Done } else { Exit::NothingToDo })
    }

    pub(super) fn show_command(&mut self, verb: &'static str, command: Option<String>) -> Done {
        let line = command.clone().unwrap_or_else(|| tr!("ctl-no-command"));
        self.console.say(&line)?;
        let document = CommandDocument {
            verb,
            command,
            discards: None,
        };
        self.console.document(&document).map_err(Failure::from)?;
        Ok(Exit::Done)
    }
}

/// Everything that is wanted in one line.
struct Wishes {
    rules: Vec<Change>,
    answers: Vec<Wanted>,
}

impl Wishes {
    fn parse(typed: &[String], say: Say) -> Result<Self, AppsFailure> {
        let (answers, rules): (Vec<&String>, Vec<&String>) =
            typed.iter().partition(|text| Wanted::is_meant(text));
        let rule = |text: &String| {
            let written = text.parse::<Written>();
            let wrong = |wrong: NotAPermission| AppsFailure::NotAPermission { text: wrong.text };
            written.map(|written| say.change(written)).map_err(wrong)
        };
        let answer = |text: &String| Wanted::parse(text, say);
        let rules: Vec<Change> = rules.into_iter().map(rule).collect::<Result<_, _>>()?;
        Ok(Self {
            rules: Change::complete(&rules),
            answers: answers.into_iter().map(answer).collect::<Result<_, _>>()?,
        })
    }

    /// The app that is answered about, if any is.
    fn app<'a>(&self, scope: &'a Scope) -> Result<Option<&'a AppId>, AppsFailure> {
        match self.answers.first() {
            None => Ok(None),
            Some(_) => scope.app().map(Some).ok_or(AppsFailure::AnswersAreOfOne),
        }
    }

    /// Flatpak's own command that says the same. `None`: there is no single one.
    fn command(&self, scope: &Scope) -> Option<String> {
        match self.answers.as_slice() {
            [] => command::of(scope, &self.rules),
            [one] if self.rules.is_empty() => scope.app().map(|app| command::answer(app, one)),
            _ => None,
        }
    }
}

pub(super) fn whose(scope: &Scope) -> Option<String> {
    scope.app().map(ToString::to_string)
}

/// What is said now of everything that was changed.
fn said(access: &Access, scope: &Scope, changed: &Changed) -> Vec<Change> {
    let own = access.overrides().own(scope).unwrap_or_default();
    let spelled = changed
        .turns
        .iter()
        .flat_map(|turn| [&turn.before, &turn.after]);
    spelled
        .flatten()
        .filter_map(|text| unspell(text).ok())
        .map(|(target, _)| Change {
            setting: own.get(&target).cloned(),
            target,
        })
        .collect()
}

/// The numbers of changes that are undone now. `events`: the newest first.
pub(super) fn undone(events: &[Event]) -> BTreeSet<u64> {
    let mut undone = BTreeSet::new();
    for event in events {
        // An undo that was itself undone takes nothing back.
        if !undone.contains(&event.number) {
            undone.extend(event.of);
        }
    }
    undone
}

/// The last change that stands: no undo, and not undone.
fn last(events: &[Event]) -> Option<u64> {
    let undone = undone(events);
    events
        .iter()
        .find(|event| event.reason != Reason::Undo && !undone.contains(&event.number))
        .map(|event| event.number)
}
