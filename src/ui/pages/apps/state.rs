//! What the page of all apps knows, and when it reads again. Pure.

use std::sync::Arc;

use super::line::{Choice, Line, Mark, Order};
use super::reading::{Answered, AppsReading, Key};
use super::who;
use crate::domain::permission::Question;
use crate::flatpak::overrides::Scope;
use crate::tr;

/// What there is to see instead of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Nothing {
    /// Its icon.
    pub(crate) icon: &'static str,
    /// What there is not.
    pub(crate) title: String,
    /// What that means.
    pub(crate) body: String,
}

/// What stands above the list when files need attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Notice {
    /// No app starts.
    AllBroken,
    /// Some files cannot be read, or do not count.
    SomeFiles,
}

/// The page's knowledge.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// The last reading.
    pub(crate) reading: Option<Arc<AppsReading>>,
    /// Which apps the person wants to see in which order.
    pub(crate) order: Order,
    /// With which apps something is done right now.
    pub(crate) busy: Vec<Key>,
    answered: Answered,
    reading_now: bool,
    /// Something changed since the reading began that is going on.
    stale: bool,
    /// It was the person here who changed it.
    outdated: bool,
    /// How many changes by the person here are not done yet.
    changing: usize,
}

impl State {
    /// Nothing is known, and the first reading is on its way.
    pub(crate) fn reading() -> Self {
        Self {
            reading_now: true,
            ..Self::default()
        }
    }

    /// Somebody wants a fresh reading. `true`: start one.
    pub(crate) fn wants_reading(&mut self) -> bool {
        // The end of a change wants one anyway.
        if self.changing > 0 {
            return false;
        }
        if self.reading_now {
            self.stale = true;
        }
        !std::mem::replace(&mut self.reading_now, true)
    }

    /// The person changes something.
    pub(crate) fn change_asked(&mut self) {
        self.changing += 1;
        self.outdated = self.reading_now;
    }

    /// A change is done, or was refused.
    pub(crate) fn change_done(&mut self) {
        self.changing = self.changing.saturating_sub(1);
    }

    /// A reading arrived. Whether it is to be shown: one from before a click would turn the switch back for a moment.
    pub(crate) fn read(&mut self, reading: AppsReading) -> bool {
        self.reading_now = false;
        let is_fresh = !std::mem::take(&mut self.outdated);
        self.stale |= !is_fresh;
        if is_fresh {
            self.reading = Some(Arc::new(AppsReading {
                answered: self.answered.clone(),
                ..reading
            }));
        }
        is_fresh
    }

    /// Whether something changed since the last reading began.
    pub(crate) fn is_stale(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }

    /// It is known what was allowed while apps were used.
    pub(crate) fn answered(&mut self, answered: Answered) {
        if let Some(reading) = &mut self.reading {
            *reading = Arc::new(AppsReading {
                answered: answered.clone(),
                ..AppsReading::clone(reading)
            });
        }
        self.answered = answered;
    }

    /// The apps that can do what is asked for, in the order that is wanted, before anything else is left out.
    pub(crate) fn lines(&self, able: Option<Question>) -> Vec<Line> {
        let reading = self.reading.as_deref();
        let keys = reading.zip(able).map(|(all, able)| who::keys(all, able));
        let is_able = |line: &&Line| keys.as_ref().is_none_or(|keys| keys.contains(&line.key));
        let read = reading.into_iter().flat_map(|reading| reading.lines.iter());
        let mut lines: Vec<Line> = read.filter(is_able).cloned().collect();
        for line in lines
            .iter_mut()
            .filter(|line| self.busy.contains(&line.key))
        {
            line.marks.insert(0, Mark::Working);
        }
        self.order.sort(&mut lines);
        lines
    }

    /// What is to be said above the list.
    pub(crate) fn notice(&self) -> Option<Notice> {
        let any = |reading: &Arc<AppsReading>| {
            let none = reading.broken.is_empty() && reading.astray.is_empty();
            !none || !reading.troubles.is_empty()
        };
        if self.are_all_broken() {
            Some(Notice::AllBroken)
        } else {
            let is_any = self.reading.as_ref().is_some_and(any);
            is_any.then_some(Notice::SomeFiles)
        }
    }

    /// Whether flatpak cannot read what is said of all apps, so that none starts.
    fn are_all_broken(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| {
            let mut files = reading.broken.iter();
            let any = files.any(|file| file.scope == Scope::AllApps);
            // What is installed for one person only does not hear the administrator.
            any && reading.apps.iter().all(|known| known.access.is_broken())
        })
    }

    /// What the one is called that is meant; `None` for all apps.
    pub(crate) fn name_of(&self, scope: &Scope) -> Option<String> {
        self.reading.as_ref()?.name_of(scope)
    }

    /// Whether there is any app.
    pub(crate) fn has_apps(&self) -> bool {
        let reading = self.reading.as_ref();
        reading.is_some_and(|reading| !reading.apps.is_empty())
    }

    /// What to say when no app is in the list.
    pub(crate) fn nothing(&self, choice: &Choice) -> Nothing {
        let (icon, title, body) = if self.has_apps() && choice.words.trim().is_empty() {
            (
                "isotope-apps-symbolic",
                tr!("apps-none-of-these"),
                tr!("apps-none-of-these.body"),
            )
        } else if self.has_apps() {
            (
                "system-search-symbolic",
                tr!("apps-not-found"),
                tr!("apps-not-found.body"),
            )
        } else if self.reading.as_ref().is_some_and(|r| !r.has_flatpak) {
            (
                "isotope-apps-symbolic",
                tr!("apps-no-flatpak"),
                tr!("apps-no-flatpak.body"),
            )
        } else {
            (
                "isotope-apps-symbolic",
                tr!("apps-no-apps"),
                tr!("apps-no-apps.body"),
            )
        };
        Nothing { icon, title, body }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flatpak::places::{Trouble, TroubleKind};

    fn empty(has_flatpak: bool) -> AppsReading {
        AppsReading {
            has_flatpak,
            ..AppsReading::default()
        }
    }

    #[test]
    fn answers_come_before_or_after_the_apps() {
        let known = Answered::Known(Arc::default());
        let answered = |state: &State| state.reading.as_ref().unwrap().answered.clone();
        let mut early = State::default();
        early.answered(known.clone());
        early.read(empty(true));
        assert_eq!(answered(&early), known);
        let mut late = State::default();
        late.read(empty(true));
        assert_eq!(answered(&late), Answered::NotYet);
        late.answered(known.clone());
        assert_eq!(answered(&late), known);
        assert!(late.reading.unwrap().has_flatpak);
    }

    #[test]
    fn what_changes_while_it_is_read_is_read_again_once() {
        let mut state = State::default();
        assert!(state.wants_reading());
        assert!(!state.wants_reading());
        assert!(!state.wants_reading());
        assert!(state.read(empty(true)) && state.is_stale());
        assert!(state.wants_reading());
        assert!(state.read(empty(true)) && !state.is_stale());
    }

    #[test]
    fn what_was_read_before_a_click_is_not_shown_after_it() {
        let mut state = State::reading();
        state.change_asked();
        assert!(!state.wants_reading());
        assert!(!state.read(empty(true)));
        assert!(state.is_stale() && !state.wants_reading());
        state.change_done();
        assert!(state.wants_reading());
        assert!(state.read(empty(true)) && !state.is_stale());
    }

    #[test]
    fn no_flatpak_and_no_apps_are_told_apart() {
        let mut state = State::default();
        let title = |state: &State| state.nothing(&Choice::default()).title;
        assert!(state.read(empty(false)));
        let never_used = title(&state);
        assert!(state.read(empty(true)));
        assert_ne!(title(&state), never_used);
    }

    #[test]
    fn what_was_left_out_is_told_above_the_list() {
        let mut reading = empty(true);
        let mut state = State::default();
        assert_eq!(state.notice(), None);
        reading.troubles = vec![Trouble {
            path: "/srv/games".into(),
            kind: TroubleKind::OutOfReach("Games".to_owned()),
        }];
        state.reading = Some(Arc::new(reading));
        assert_eq!(state.notice(), Some(Notice::SomeFiles));
    }
}
