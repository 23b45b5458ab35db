//! What the window knows, and how that changes. Pure.

use std::sync::Arc;

use crate::backend::BackendError;
use crate::backend::detect::NoBackend;
use crate::domain::DeploymentId;
use crate::ui::ask::Plan;
use crate::ui::job::{Job, JobView, Track, Waiting};
use crate::ui::reading::Reading;

use super::Place;

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
    /// What waits until another program has ended its work.
    pub(crate) waiting: Option<Waiting>,
    /// The version that ran before the restart that was just seen, or that came since the window was last open.
    pub(crate) welcome: Option<DeploymentId>,
    reading_now: bool,
    stale: bool,
    /// The work that `job` is.
    track: Track,
    last_track: Track,
}

impl State {
    /// Nothing is known yet.
    pub(crate) fn new() -> Self {
        Self {
            phase: Phase::Connecting,
            reading: None,
            job: None,
            waiting: None,
            welcome: None,
            reading_now: false,
            stale: false,
            track: Track::default(),
            last_track: Track::default(),
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

    /// Whether that page of the first level can be used now. Apps do not need the system's service.
    pub(crate) fn shows(&self, place: Place) -> bool {
        match self.phase {
            Phase::Ready => true,
            Phase::Connecting | Phase::NoService(_) | Phase::Unreadable(_) | Phase::Restarting => {
                place == Place::Apps
            }
            // The apps of the practice machine are made anew, too.
            Phase::StartingOver => false,
        }
    }

    /// Whether that page is offered at all: a system without versions has no list of them.
    pub(crate) fn offers(&self, place: Place) -> bool {
        match self.phase {
            Phase::NoService(_) => place != Place::Versions,
            Phase::Connecting
            | Phase::Unreadable(_)
            | Phase::Ready
            | Phase::Restarting
            | Phase::StartingOver => true,
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
        self.waiting = None;
        self.reading_now = false;
        self.stale = false;
        self.reading = Some(reading);
        self.phase = Phase::Ready;
    }

    /// A track for work that will be followed.
    pub(crate) fn new_track(&mut self) -> Track {
        self.last_track = self.last_track.after();
        self.last_track
    }

    /// Work is going on, followed on that track.
    pub(crate) fn begin(&mut self, job: Job, track: Track) {
        self.job = Some(job);
        self.track = track;
    }

    /// The work that is followed on that track, unless it has ended or other work has taken its place.
    pub(crate) fn job_on(&mut self, track: Track) -> Option<&mut Job> {
        self.job.as_mut().filter(|_| self.track == track)
    }

    /// Takes the work away that is followed on that track.
    pub(crate) fn end(&mut self, track: Track) -> Option<Job> {
        self.job_on(track)?;
        self.job.take()
    }

    /// What pages show of work.
    pub(crate) fn work(&self) -> Option<JobView> {
        match &self.waiting {
            Some(waiting) => Some(waiting.view(self.job.as_ref())),
            None => self.job.as_ref().map(Job::view),
        }
    }

    /// The plan that waited, when it is its turn.
    pub(crate) fn its_turn(&mut self) -> Option<Plan> {
        let free = self.job.is_none() && matches!(self.phase, Phase::Ready);
        let waiting = self.waiting.take_if(|waiting| free && waiting.idle)?;
        Some(waiting.into_plan())
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
    use crate::domain::{Request, RequestKind};
    use crate::ui::ask::Then;
    use crate::ui::testing::reading;

    fn missing() -> BackendError {
        BackendError::Missing { service: "x" }
    }

    fn in_phase(phase: Phase) -> State {
        State {
            phase,
            ..State::new()
        }
    }

    #[test]
    fn apps_are_there_without_the_systems_service() {
        for phase in [
            Phase::Connecting,
            Phase::NoService(NoBackend::NoService),
            Phase::Unreadable(missing()),
            Phase::Restarting,
        ] {
            let state = in_phase(phase);
            assert!(state.shows(Place::Apps), "{state:?}");
            assert!(!state.shows(Place::Home), "{state:?}");
            assert!(!state.shows(Place::Versions), "{state:?}");
            assert!(state.offers(Place::Apps) && state.offers(Place::Home));
        }
        assert!(
            Place::ALL
                .iter()
                .all(|at| in_phase(Phase::Ready).shows(*at))
        );
        let over = in_phase(Phase::StartingOver);
        assert!(!Place::ALL.iter().any(|at| over.shows(*at)));
    }

    #[test]
    fn a_system_without_versions_offers_no_list_of_them() {
        assert!(!in_phase(Phase::NoService(NoBackend::NoService)).offers(Place::Versions));
        assert!(in_phase(Phase::Unreadable(missing())).offers(Place::Versions));
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
    fn what_is_told_of_older_work_is_not_for_the_present_one() {
        let mut state = State::new();
        let (joined, ours) = (state.new_track(), state.new_track());
        state.begin(Job::joined(RequestKind::Update), ours);
        assert!(state.job_on(joined).is_none());
        assert!(state.end(joined).is_none());
        assert!(state.end(ours).is_some());
        assert!(state.end(ours).is_none());
    }

    #[test]
    fn what_waits_takes_its_turn_when_nobody_works_and_nothing_is_followed() {
        let mut state = State::new();
        state.phase = Phase::Ready;
        let track = state.new_track();
        state.begin(Job::of_another(RequestKind::Update, None), track);
        let plan = Plan::one(Request::Check, Then::Nothing);
        state.waiting = Some(Waiting::new(plan.clone(), None));
        assert_eq!(state.its_turn(), None);
        if let Some(waiting) = &mut state.waiting {
            waiting.idle = true;
        }
        assert_eq!(state.its_turn(), None, "its end was not heard yet");
        state.end(track);
        assert_eq!(state.its_turn(), Some(plan));
        assert_eq!(state.its_turn(), None);
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
