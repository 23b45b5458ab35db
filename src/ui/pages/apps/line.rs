//! What the list of apps shows of one app. Pure.

use std::fmt;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use gtk::glib;
use relm4::prelude::*;

use super::reading::{Key, Known};
use crate::domain::permission::{Question, Risk};
use crate::text;
use crate::tr;
use crate::ui::widgets::risk_class;

/// One thing that is to be said of an app beside what it may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// Something is done with it right now.
    Working,
    /// Flatpak cannot read a file about it, so it does not start.
    Broken,
    /// It runs.
    Running,
    /// How much it opens, where that is much.
    Opens(Risk),
    /// The person changed what it may do.
    Changed,
    /// Nobody maintains it, or what it is built on.
    Ended,
    /// It is not updated.
    Masked,
    /// This person has not used it for a long time.
    Unused,
}

impl Mark {
    /// Everything that holds for an app, the most urgent first.
    pub(crate) fn all_of(known: &Known) -> Vec<Self> {
        let app = &known.app;
        let risk = known.access.judgement.risk;
        let ended = app.end_of_life.is_some() || app.runtime_end_of_life.is_some();
        [
            (known.access.is_broken(), Self::Broken),
            (known.running.is_some(), Self::Running),
            (risk >= Risk::Sensitive, Self::Opens(risk)),
            (known.access.is_changed_by_person(), Self::Changed),
            (ended, Self::Ended),
            (app.masked, Self::Masked),
            (known.unused, Self::Unused),
        ]
        .into_iter()
        .filter_map(|(holds, mark)| holds.then_some(mark))
        .collect()
    }

    /// Whether who looks for the other one looks for this: what opens more opens that much, too.
    fn answers(self, wanted: Self) -> bool {
        match (self, wanted) {
            (Self::Opens(risk), Self::Opens(least)) => risk >= least,
            _ => self == wanted,
        }
    }

    /// Its words.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Working => tr!("apps-mark-working"),
            Self::Broken => tr!("apps-mark-broken"),
            Self::Running => tr!("apps-mark-running"),
            Self::Opens(risk) => text::permission::risk_word(risk),
            Self::Changed => tr!("apps-mark-changed"),
            Self::Ended => tr!("apps-mark-ended"),
            Self::Masked => tr!("apps-mark-masked"),
            Self::Unused => tr!("apps-mark-unused"),
        }
    }

    /// What the list is narrowed to by it.
    pub(crate) fn wanted(self) -> String {
        if self == Self::Opens(Risk::Sensitive) {
            tr!("apps-only-sensitive")
        } else {
            self.label()
        }
    }

    /// Its style.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Broken | Self::Ended => "bad",
            Self::Working => "news",
            Self::Running => "good",
            Self::Opens(risk) => risk_class(risk),
            Self::Changed | Self::Masked | Self::Unused => "plain",
        }
    }
}

/// One app in the list.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// Which one.
    pub(crate) key: Key,
    /// What it is called.
    pub(crate) name: String,
    /// What it may do.
    pub(crate) detail: String,
    /// What else is to be said of it.
    pub(crate) marks: Vec<Mark>,
    /// Its icon's file.
    pub(crate) icon: Option<PathBuf>,
    /// Bytes on the disk.
    pub(crate) size: Option<u64>,
    /// When this version was installed.
    pub(crate) updated: Option<DateTime<Utc>>,
    /// The source that it came from.
    pub(crate) origin: String,
    /// What a search looks into.
    folded: String,
}

impl Line {
    /// What the list shows of an app.
    pub(crate) fn of(known: &Known) -> Self {
        let app = &known.app;
        let summary = app.summary.clone().unwrap_or_default();
        Self {
            key: known.key(),
            name: app.name.clone(),
            folded: format!("{} {} {summary}", app.name, app.app_ref.id).to_lowercase(),
            detail: text::permission::verdict(&known.access.judgement),
            marks: Mark::all_of(known),
            icon: app.icon.clone(),
            size: app.size,
            updated: app.updated,
            origin: app.origin.clone(),
        }
    }

    /// How much it takes, where it came from, and how old it is, as far as that is known.
    fn facts(&self) -> Vec<String> {
        let origin = Some(self.origin.clone()).filter(|origin| !origin.is_empty());
        let updated = self.updated.map(text::date);
        let updated = updated.map(|date| tr!("apps-updated", date = date));
        let size = self.size.map(text::size);
        [size, origin, updated].into_iter().flatten().collect()
    }

    /// The same on one line.
    pub(crate) fn caption(&self) -> String {
        self.facts().join(" · ")
    }

    /// Whether every word of a search is in it.
    pub(crate) fn matches(&self, search: &str) -> bool {
        let search = search.to_lowercase();
        search
            .split_whitespace()
            .all(|word| self.folded.contains(word))
    }

    /// What a screen reader says for the row.
    pub(crate) fn spoken(&self) -> String {
        let mut parts = vec![self.name.clone(), self.detail.clone()];
        parts.extend(self.facts());
        parts.extend(self.marks.iter().map(|mark| mark.label()));
        parts.retain(|part| !part.is_empty());
        parts.join(&tr!("list-separator"))
    }

    /// How much it opens, where that is much.
    fn opens(&self) -> Option<Risk> {
        let mut marks = self.marks.iter();
        marks.find_map(|mark| {
            if let Mark::Opens(risk) = mark {
                Some(*risk)
            } else {
                None
            }
        })
    }

    /// The place of its name in the alphabet of the person.
    fn by_name(&self) -> glib::CollationKey {
        glib::CollationKey::from(&self.name)
    }
}

/// Short: messages are logged with their `Debug`.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// By the alphabet.
    #[default]
    Name,
    /// The largest first.
    Size,
    /// The newest first.
    Updated,
    /// What opens most first.
    Access,
}

impl Order {
    /// All, as offered.
    pub(crate) const ALL: [Self; 4] = [Self::Name, Self::Size, Self::Updated, Self::Access];

    /// Its words.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Name => tr!("apps-order-name"),
            Self::Size => tr!("apps-order-size"),
            Self::Updated => tr!("apps-order-updated"),
            Self::Access => tr!("apps-order-access"),
        }
    }

    /// Sorts.
    pub(crate) fn sort(self, lines: &mut [Line]) {
        lines.sort_by_cached_key(|line| (line.by_name(), line.key.clone()));
        match self {
            Self::Name => {}
            Self::Size => lines.sort_by_key(|line| std::cmp::Reverse(line.size)),
            Self::Updated => lines.sort_by_key(|line| std::cmp::Reverse(line.updated)),
            Self::Access => lines.sort_by_key(|line| std::cmp::Reverse(line.opens())),
        }
    }
}

/// Which apps the person wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choice {
    /// The search.
    pub(crate) words: String,
    /// Only apps of which all of these are to be said.
    pub(crate) only: Vec<Mark>,
    /// Only apps that can do this.
    pub(crate) able: Option<Question>,
}

impl Choice {
    /// Marks by which the list can be narrowed, as offered.
    pub(crate) const MARKS: [Mark; 7] = [
        Mark::Changed,
        Mark::Opens(Risk::Sensitive),
        Mark::Opens(Risk::Dangerous),
        Mark::Running,
        Mark::Unused,
        Mark::Ended,
        Mark::Masked,
    ];

    /// Whether apps may be left out, whatever is searched for.
    pub(crate) fn narrows(&self) -> bool {
        !self.only.is_empty() || self.able.is_some()
    }

    /// Whether an app is among them, of those that are able.
    pub(crate) fn takes(&self, line: &Line) -> bool {
        let has = |wanted: &Mark| line.marks.iter().any(|mark| mark.answers(*wanted));
        self.only.iter().all(has) && line.matches(&self.words)
    }

    /// Wants a mark, or does not any more.
    pub(crate) fn want(&mut self, mark: Mark, wanted: bool) {
        self.only.retain(|one| *one != mark);
        if wanted {
            self.only.push(mark);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, size: u64) -> Line {
        Line {
            key: Key {
                installation: crate::domain::InstallationId::User,
                app_ref: format!("app/org.example.{name}/x86_64/stable")
                    .parse()
                    .unwrap(),
            },
            name: name.to_owned(),
            detail: "Draws things".to_owned(),
            marks: vec![Mark::Changed],
            icon: None,
            size: Some(size),
            updated: None,
            origin: "garden".to_owned(),
            folded: format!("{name} org.example.{name} draws things").to_lowercase(),
        }
    }

    fn names(lines: &[Line]) -> Vec<&str> {
        lines.iter().map(|line| line.name.as_str()).collect()
    }

    #[test]
    fn every_word_of_the_search_has_to_be_somewhere() {
        assert!(line("Alpha", 1).matches("things ALPH"));
        assert!(line("Alpha", 1).matches("example.alpha"));
        assert!(!line("Alpha", 1).matches("alpha beta"));
    }

    #[test]
    fn size_source_and_age_are_told_as_far_as_they_are_known() {
        let mut line = line("Alpha", 12_400_000);
        assert_eq!(line.caption(), "12 MB · garden");
        line.updated = "2026-11-03T12:00:00Z".parse().ok();
        assert_eq!(line.caption(), "12 MB · garden · updated Nov 3, 2026");
        let spoken = line.spoken();
        assert!(
            spoken.contains("12 MB, garden, updated Nov 3, 2026"),
            "{spoken}"
        );
        (line.size, line.origin) = (None, String::new());
        assert_eq!(line.caption(), "updated Nov 3, 2026");
    }

    #[test]
    fn only_what_has_all_marks_is_taken() {
        let mut choice = Choice::default();
        assert!(choice.takes(&line("Alpha", 1)));
        choice.want(Mark::Changed, true);
        assert!(choice.takes(&line("Alpha", 1)));
        choice.want(Mark::Masked, true);
        assert!(!choice.takes(&line("Alpha", 1)));
        choice.want(Mark::Masked, false);
        assert!(choice.takes(&line("Alpha", 1)));
    }

    #[test]
    fn what_opens_more_is_among_what_opens_much() {
        let opens = |risk| Line {
            marks: vec![Mark::Opens(risk)],
            ..line("Alpha", 1)
        };
        let mut choice = Choice::default();
        choice.want(Mark::Opens(Risk::Sensitive), true);
        assert!(choice.takes(&opens(Risk::Sensitive)));
        assert!(choice.takes(&opens(Risk::Dangerous)));
        choice.want(Mark::Opens(Risk::Dangerous), true);
        assert!(!choice.takes(&opens(Risk::Sensitive)));
        assert!(choice.takes(&opens(Risk::Dangerous)));
    }

    #[test]
    fn the_largest_comes_first_and_equals_are_in_the_order_of_their_names() {
        let mut lines = [line("Beta", 1), line("Alpha", 1), line("Gamma", 2)];
        Order::Name.sort(&mut lines);
        assert_eq!(names(&lines), ["Alpha", "Beta", "Gamma"]);
        Order::Size.sort(&mut lines);
        assert_eq!(names(&lines), ["Gamma", "Alpha", "Beta"]);
        lines[2].marks = vec![Mark::Running, Mark::Opens(Risk::Dangerous)];
        lines[0].marks = vec![Mark::Opens(Risk::Sensitive)];
        Order::Access.sort(&mut lines);
        assert_eq!(names(&lines), ["Beta", "Gamma", "Alpha"]);
    }
}
