//! What the window knows, and how that changes. Pure.

use std::sync::Arc;

use crate::backend::BackendError;
use crate::backend::detect::NoBackend;
use crate::domain::DeploymentId;
use crate::ui::job::Job;
use crate::ui::reading::Reading;

/// Where the window stands.
#[derive(Clone, Debug)]
pub(crate) enum Phase {
    /// Looking for the system's service.
    Connecting,
    /// There is none.
    NoService(NoBackend),
    /// It is there and cannot be read.
    Unreadable(BackendError),
    /// Everything can be seen.
    Ready,
    /// The computer restarts.
    Restarting,
    /// The practice machine is made anew.
    StartingOver,
}

/// What to do after a reading has arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Nothing.
    Rest,
    /// Read again: something changed meanwhile.
    ReadAgain,
    /// Follow the work that is going on.
    Join,
}

/// The window's knowledge.
#[derive(Debug)]
pub(crate) struct State {
    /// Where it stands.
    pub(crate) phase: Phase,
    /// The last good reading.
    pub(crate) reading: Option<Arc<Reading>>,
    /// Work going on.
    pub(crate) job: Option<Job>,
    /// The version that ran before the restart that was just seen, or that came since the window was last open.
    pub(crate) welcome: Option<DeploymentId>,
    reading_now: bool,
    stale: bool,
}

impl State {
    /// Nothing is known yet.
    pub(crate) fn new() -> Self {
        Self {
            phase: Phase::Connecting,
            reading: None,
            job: None,
            welcome: None,
            reading_now: false,
            stale: false,
        }
    }

    /// Somebody wants a fresh reading. `true`: start one.
    pub(crate) fn wants_reading(&mut self) -> bool {
        match self.phase {
            Phase::Restarting | Phase::StartingOver | Phase::NoService(_) => return false,
            Phase::Connecting | Phase::Unreadable(_) | Phase::Ready => {}
        }
        if self.reading_now {
            self.stale = true;
            return false;
        }
        self.reading_now = true;
        true
    }

    /// A reading arrived. While the computer restarts, what arrives is of the past and forgotten.
    pub(crate) fn read(&mut self, answer: Result<Arc<Reading>, BackendError>) -> Next {
        self.reading_now = false;
        let stale = std::mem::take(&mut self.stale);
        if self.is_away() {
            return Next::Rest;
        }
        self.phase = match answer {
            Ok(reading) => {
                if self.reading.is_none() {
                    self.welcome.clone_from(&reading.ran_before);
                }
                self.reading = Some(reading);
                Phase::Ready
            }
            Err(error) => Phase::Unreadable(error),
        };
        let going_on = |r: &Arc<Reading>| r.status.activity.is_some();
        if stale {
            Next::ReadAgain
        } else if self.job.is_none()
            && matches!(self.phase, Phase::Ready)
            && self.reading.as_ref().is_some_and(going_on)
        {
            Next::Join
        } else {
            Next::Rest
        }
    }

    /// Whether the service is expected to be away.
    pub(crate) fn is_away(&self) -> bool {
        matches!(self.phase, Phase::Restarting | Phase::StartingOver)
    }

    /// The computer is back. A greeting is shown after a restart, not after starting over.
    pub(crate) fn came_back(&mut self, reading: Arc<Reading>) {
        self.welcome = match self.phase {
            Phase::Restarting => self.running().cloned(),
            Phase::Connecting
            | Phase::NoService(_)
            | Phase::Unreadable(_)
            | Phase::Ready
            | Phase::StartingOver => None,
        };
        self.job = None;
        self.reading_now = false;
        self.stale = false;
        self.reading = Some(reading);
        self.phase = Phase::Ready;
    }

    /// The id of the running version.
    pub(crate) fn running(&self) -> Option<&DeploymentId> {
        Some(&self.reading.as_ref()?.status.running()?.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::fake::Scene;
    use crate::ui::testing::reading;

    fn missing() -> BackendError {
        BackendError::Missing { service: "x" }
    }

    #[test]
    fn changes_during_a_reading_are_one_more_reading() {
        let mut state = State::new();
        assert!(state.wants_reading());
        assert!(!state.wants_reading());
        assert!(!state.wants_reading());
        assert_eq!(state.read(Ok(reading(Scene::Fine))), Next::ReadAgain);
        assert!(state.wants_reading());
        assert_eq!(state.read(Ok(reading(Scene::Fine))), Next::Rest);
    }

    #[test]
    fn work_that_is_found_is_joined() {
        let mut state = State::new();
        state.wants_reading();
        assert_eq!(state.read(Ok(reading(Scene::Updating))), Next::Join);
    }

    #[test]
    fn nothing_is_believed_or_complained_about_while_restarting() {
        let mut state = State::new();
        state.wants_reading();
        state.read(Ok(reading(Scene::Ready)));
        state.phase = Phase::Restarting;
        assert!(!state.wants_reading());
        assert_eq!(state.read(Err(missing())), Next::Rest);
        assert!(state.is_away());
        let before = state.running().cloned();
        state.came_back(reading(Scene::GoneBack));
        assert!(matches!(state.phase, Phase::Ready));
        assert_eq!(state.welcome, before);
    }

    #[test]
    fn a_restart_while_the_window_was_closed_is_greeted_once() {
        let before = reading(Scene::Ready).status.running().map(|d| d.id.clone());
        let after = Reading {
            ran_before: before.clone(),
            ..Reading::clone(&reading(Scene::GoneBack))
        };
        let mut state = State::new();
        state.wants_reading();
        state.read(Ok(Arc::new(after.clone())));
        assert_eq!(state.welcome, before);
        state.welcome = None;
        state.wants_reading();
        state.read(Ok(Arc::new(after)));
        assert_eq!(state.welcome, None);
    }

    #[test]
    fn a_failed_reading_is_told_and_a_later_good_one_heals() {
        let mut state = State::new();
        state.wants_reading();
        state.read(Err(missing()));
        assert!(matches!(state.phase, Phase::Unreadable(_)));
        assert!(state.wants_reading());
        state.read(Ok(reading(Scene::Fine)));
        assert!(matches!(state.phase, Phase::Ready));
    }
}
