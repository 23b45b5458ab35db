//! What the window does with answers of the background.

use std::sync::Arc;

use futures_util::StreamExt as _;
use relm4::ComponentSender;

use super::handle::Force;
use super::state::{Next, Phase};
use super::{Place, Window, WindowCmd, WindowMsg, switching, work};
use crate::backend::detect::NoBackend;
use crate::backend::{BackendError, Cancel, Step};
use crate::domain::{Outcome, RequestKind, SwitchRecord, SwitchStage};
use crate::text;
use crate::tr;
use crate::ui::ask::{Ask, Done, Then};
use crate::ui::job::{Job, Track};
use crate::ui::{Found, forward};

impl Window {
    /// Takes an answer of the background.
    pub(super) fn answered(&mut self, cmd: WindowCmd, sender: &ComponentSender<Self>) {
        match cmd {
            WindowCmd::Connected(answer) => self.connected(answer, sender),
            WindowCmd::NothingToJoin => {}
            WindowCmd::Read(answer) => self.was_read(answer, sender),
            WindowCmd::Refused(track, kind, error) => {
                tracing::debug!(?kind, "not accepted");
                self.ended(track, Err(error), sender);
            }
            WindowCmd::Accepted(track, kind, cancel) => self.accepted(track, kind, cancel),
            WindowCmd::Step(track, step) => self.step(track, step, sender),
            WindowCmd::Stale | WindowCmd::CancelAsked(Ok(())) | WindowCmd::Noted(Ok(())) => {
                self.read(sender);
            }
            WindowCmd::CancelAsked(Err(error)) | WindowCmd::Noted(Err(error)) => {
                self.fail(&error, None, sender);
            }
            WindowCmd::CameHome(answer) => self.came_home(answer, sender),
            WindowCmd::RestartRefused(error) => {
                self.fail(&error, Some(WindowMsg::RestartNow(Force::No)), sender);
            }
            WindowCmd::Published(Err(error)) => {
                self.fail(&error, Some(WindowMsg::Ask(Ask::Publish)), sender);
            }
            WindowCmd::Idle => {
                if let Some(waiting) = &mut self.state.waiting {
                    waiting.idle = true;
                }
                self.go_on(sender);
            }
            WindowCmd::RestartMeets(activity) => {
                self.ask_restart_during(&text::activity(&activity), sender);
            }
            WindowCmd::RestartAccepted => {
                self.state.phase = Phase::Restarting;
                self.parts.toasts.dismiss_all();
                self.visit(Place::Home);
                self.announce(&tr!("phase-restarting"));
            }
            WindowCmd::CameBack(answer) => self.came_back(answer, sender),
            WindowCmd::Published(Ok(version)) => self.published(&version, sender),
        }
    }

    fn connected(&mut self, answer: Result<Found, NoBackend>, sender: &ComponentSender<Self>) {
        match answer {
            Ok(found) => {
                let changes = found.backend.changes();
                forward(sender, changes.map(|()| WindowCmd::Stale).boxed());
                self.found = Some(found);
                self.read(sender);
            }
            Err(NoBackend::Broken(error)) => self.state.phase = Phase::Unreadable(error),
            Err(reason) => self.state.phase = Phase::NoService(reason),
        }
    }

    fn was_read(
        &mut self,
        answer: Result<Arc<super::Reading>, BackendError>,
        sender: &ComponentSender<Self>,
    ) {
        if let Err(error) = &answer {
            tracing::warn!(err = %error, "the system cannot be read");
        }
        let next = self.state.read(answer);
        if next != Next::ReadAgain
            && let Some((done, outcome)) = self.found_out.take()
            && self.is_ready()
        {
            self.tell(&done, outcome, sender);
            self.close_if_hidden();
        }
        self.look_for_home(sender);
        match next {
            Next::Rest => {}
            Next::ReadAgain => self.read(sender),
            Next::Join => {
                if let Some(backend) = self.backend() {
                    let track = self.state.new_track();
                    work::join(sender, backend, self.options.desk.clone(), track);
                }
            }
        }
    }

    /// Back from a switch: what the desktop that was left wrote at last does not count.
    fn look_for_home(&mut self, sender: &ComponentSender<Self>) {
        let reading = self.state.reading.as_ref();
        let switch = reading.and_then(|reading| reading.switch.as_ref());
        let now = (self.options.desk.now)();
        let is_home = |(record, stage): &(SwitchRecord, SwitchStage)| {
            *stage == SwitchStage::Home && record.comes_home_by_itself(now)
        };
        if switch.is_some_and(is_home)
            && !self.coming_home
            && let Some(backend) = self.backend()
        {
            self.coming_home = true;
            switching::come_home(sender, backend, self.options.desk.clone());
        }
    }

    fn came_home(&mut self, answer: Result<bool, BackendError>, sender: &ComponentSender<Self>) {
        match answer {
            Ok(changed) => {
                self.coming_home = false;
                if changed {
                    self.tell_words(&tr!("done-home"), None, sender);
                }
                self.read(sender);
            }
            // It is tried again with the next window.
            Err(error) => self.fail(&error, None, sender),
        }
    }

    fn step(&mut self, track: Track, step: Step, sender: &ComponentSender<Self>) {
        match step {
            Step::Progress(progress) => {
                let job = self.state.job_on(track);
                if let Some(words) = job.and_then(|job| job.advanced(progress)) {
                    self.announce(&words);
                }
            }
            Step::Message(words) => tracing::debug!(words, "the service says"),
            Step::Ended(end) => self.ended(track, end, sender),
        }
    }

    fn accepted(&mut self, track: Track, kind: RequestKind, cancel: Option<Cancel>) {
        if self.state.job.is_none() {
            let reading = self.state.reading.as_ref();
            let activity = reading.and_then(|r| r.status.activity.as_ref());
            let job = match activity.filter(|a| !a.ours) {
                Some(foreign) => Job::of_another(kind, foreign.started_by.clone()),
                None => Job::joined(kind),
            };
            self.announce(&job.view().title);
            self.state.begin(job, track);
        }
        if let Some(job) = self.state.job_on(track) {
            job.accepted(cancel);
        }
    }

    /// Work has ended. When it is older work whose place was taken, only the system is read again.
    fn ended(
        &mut self,
        track: Track,
        end: Result<Outcome, BackendError>,
        sender: &ComponentSender<Self>,
    ) {
        let Some(mut job) = self.state.end(track) else {
            return self.read(sender);
        };
        let next = end.is_ok().then(|| job.next()).flatten();
        if let (Some(request), Some(backend)) = (next, self.backend()) {
            self.state.begin(job, track);
            return work::start(sender, backend, self.options.desk.clone(), (track, request));
        }
        self.read(sender);
        match end {
            Ok(outcome) => self.done(&job, outcome, sender),
            Err(error) if job.is_foreign() => {
                tracing::info!(err = %error, "another program's work failed");
            }
            Err(error) => self.fail_plan(&error, job.into_plan(), sender),
        }
        self.go_on(sender);
        self.close_if_hidden();
    }

    fn done(&mut self, job: &Job, outcome: Outcome, sender: &ComponentSender<Self>) {
        match (job.then(), outcome) {
            (Then::Nothing, _) => self.announce(&tr!("announce-ended", work = job.view().title)),
            (Then::Restart, Outcome::Changed) => self.restart(Force::No, sender),
            (Then::Restart, Outcome::NothingToDo) => {
                self.tell_words(&tr!("done-no-restart"), None, sender);
            }
            // What was found is told as the reading that follows shows it.
            (Then::Tell(done @ (Done::Checked | Done::Updated)), _) => {
                self.found_out = Some((done, outcome));
            }
            (Then::Tell(done), _) => self.tell(&done, outcome, sender),
            (Then::Go(course), _) => self.tell(&course.done(), outcome, sender),
        }
    }

    /// Starts what waited, when it is its turn.
    fn go_on(&mut self, sender: &ComponentSender<Self>) {
        if let Some(plan) = self.state.its_turn() {
            self.run(plan, sender);
        }
    }

    fn came_back(
        &mut self,
        answer: Result<Arc<super::Reading>, BackendError>,
        sender: &ComponentSender<Self>,
    ) {
        match answer {
            Ok(reading) => self.state.came_back(reading),
            Err(error) => {
                self.state.phase = Phase::Unreadable(error);
            }
        }
        self.greet();
        self.read(sender);
    }
}
