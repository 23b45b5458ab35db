//! What the history, and the preview of an import, show. Pure.

use std::collections::BTreeSet;

use super::super::reading::AppsReading;
use crate::flatpak::history::{Event, Reason};
use crate::flatpak::overrides::Scope;
use crate::flatpak::transfer::Plan;
use crate::text;
use crate::tr;

/// How many lines are told of one change.
const LINES: usize = 5;

/// Whether a change can be undone here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undo {
    /// By the change of this number.
    Offered(u64),
    /// It is undone already.
    Done,
    /// What is to come cannot be undone yet.
    Never,
}

/// One change in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Past {
    /// The day, above the first change of it.
    pub(crate) day: Option<String>,
    /// What was changed for whom.
    pub(crate) words: String,
    /// Before and after.
    pub(crate) lines: String,
    /// The time of the day.
    pub(crate) when: Option<String>,
    /// Day and time, by which the ear tells buttons apart.
    pub(crate) moment: String,
    /// Whether it can be undone.
    pub(crate) undo: Undo,
}

impl Past {
    /// All changes, the newest first, as they come.
    pub(crate) fn all(events: &[Event], reading: &AppsReading) -> Vec<Self> {
        let undone = undone(events);
        let mut day = None;
        let mut all = Vec::new();
        for event in events {
            let mut past = Self::of(event, reading, &undone);
            let new = Some(text::date(event.when));
            past.day = new.clone().filter(|_| new != day);
            day = new;
            all.push(past);
        }
        all
    }

    fn of(event: &Event, reading: &AppsReading, undone: &BTreeSet<u64>) -> Self {
        let name = event.deed.app().map(|app| reading.name_of_id(app));
        Self {
            day: None,
            words: text::permission::event(event, name.as_deref()),
            lines: few(lines(event)),
            when: Some(text::time(event.when)),
            moment: text::date_and_time(event.when),
            undo: if undone.contains(&event.number) {
                Undo::Done
            } else {
                Undo::Offered(event.number)
            },
        }
    }

    /// What an import would change, one for each app.
    pub(crate) fn to_come(plan: &Plan, reading: &AppsReading) -> Vec<Self> {
        let steps = plan.steps.iter();
        steps
            .map(|step| Self {
                day: None,
                words: reading
                    .name_of(&step.scope)
                    .unwrap_or_else(|| tr!("import-all-apps")),
                lines: text::permission::turns(&step.turns).join("\n"),
                when: None,
                moment: String::new(),
                undo: Undo::Never,
            })
            .collect()
    }

    /// What of an import cannot be said on this computer, one for each rule.
    pub(crate) fn unsayable(plan: &Plan, reading: &AppsReading) -> Vec<Self> {
        let mut heading = Some(text::permission::unsayable_count(&plan.unsayable));
        let unsayable = plan.unsayable.iter();
        unsayable
            .map(|one| Self {
                day: heading.take(),
                words: reading
                    .name_of(&one.scope)
                    .unwrap_or_else(|| tr!("import-all-apps")),
                lines: text::permission::unsayable(one),
                when: None,
                moment: String::new(),
                undo: Undo::Never,
            })
            .collect()
    }

    /// What a screen reader says for the row.
    pub(crate) fn spoken(&self) -> String {
        let parts = [
            self.day.as_deref(),
            Some(self.words.as_str()),
            Some(self.lines.as_str()),
            self.when.as_deref(),
        ];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        parts.join("\n")
    }
}

/// What was and what is. Of what came from a file no other line says what it is about.
fn lines(event: &Event) -> Vec<String> {
    match event.reason {
        Reason::Import => text::permission::turns(&event.deed.turns()),
        Reason::Change | Reason::Reset | Reason::Repair | Reason::Undo => {
            text::permission::before_and_after(&event.deed)
        }
    }
}

/// The changes that do not hold any more. An undo that was undone does not count.
fn undone(events: &[Event]) -> BTreeSet<u64> {
    let mut undone = BTreeSet::new();
    for event in events {
        if let Some(of) = event.of
            && !undone.contains(&event.number)
        {
            undone.insert(of);
        }
    }
    undone
}

fn few(mut lines: Vec<String>) -> String {
    let more = lines.len().saturating_sub(LINES);
    if more > 0 {
        lines.truncate(LINES);
        lines.push(tr!("history-more", count = more));
    }
    lines.join("\n")
}

impl AppsReading {
    /// What the one is called that is meant; `None` for all apps.
    pub(crate) fn name_of(&self, scope: &Scope) -> Option<String> {
        match scope {
            Scope::AllApps => None,
            Scope::App(id) => Some(self.name_of_id(id.as_str())),
        }
    }

    /// What an app is called; its id where it is not installed.
    pub(crate) fn name_of_id(&self, id: &str) -> String {
        let mut apps = self.apps.iter();
        let found = apps.find(|known| known.app.app_ref.id.as_str() == id);
        found.map_or_else(|| id.to_owned(), |known| known.app.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::flatpak::Edited;
    use crate::flatpak::history::{Deed, Reason, Turn};

    fn event(number: u64, of: Option<u64>, day: u32) -> Event {
        let when = format!("2026-11-{day:02}T12:00:00Z");
        Event {
            number,
            when: DateTime::parse_from_rfc3339(&when).unwrap().to_utc(),
            reason: if of.is_some() {
                Reason::Undo
            } else {
                Reason::Change
            },
            of,
            deed: Deed::Rules {
                scope: Scope::AllApps,
                turns: vec![Turn {
                    before: None,
                    after: Some("!shared=network".to_owned()),
                }],
                edited: Edited {
                    before: None,
                    after: None,
                },
            },
        }
    }

    fn shown(events: &[Event]) -> Vec<Past> {
        Past::all(events, &AppsReading::default())
    }

    #[test]
    fn what_was_undone_says_so_until_the_undo_is_undone() {
        let done = shown(&[event(2, Some(1), 5), event(1, None, 5)]);
        assert_eq!((done[0].undo, done[1].undo), (Undo::Offered(2), Undo::Done));
        let again = shown(&[
            event(3, Some(2), 5),
            event(2, Some(1), 5),
            event(1, None, 5),
        ]);
        let undo: Vec<Undo> = again.iter().map(|past| past.undo).collect();
        assert_eq!(undo, [Undo::Offered(3), Undo::Done, Undo::Offered(1)]);
    }

    #[test]
    fn each_day_stands_above_its_first_change() {
        let all = shown(&[event(3, None, 6), event(2, None, 6), event(1, None, 5)]);
        let days: Vec<bool> = all.iter().map(|past| past.day.is_some()).collect();
        assert_eq!(days, [true, false, true]);
        assert!(all[0].lines.contains("Not allowed"), "{all:?}");
    }

    #[test]
    fn a_long_change_is_told_in_few_lines() {
        let lines = |count: usize| few((0..count).map(|n| n.to_string()).collect());
        assert_eq!(lines(5).lines().count(), 5);
        assert!(lines(9).ends_with("and 4 more"), "{}", lines(9));
    }
}
