//! What the window does with wishes and with answers.

use std::sync::Arc;

use futures_util::StreamExt as _;
use relm4::ComponentSender;

use super::state::{Next, Phase};
use super::{Window, WindowCmd, work};
use crate::backend::detect::NoBackend;
use crate::backend::{Backend, BackendError, Step};
use crate::domain::{DeploymentId, Outcome, Request, RequestKind};
use crate::tr;
use crate::ui::ask::{Ask, Done, Plan, Then};
use crate::ui::job::Job;
use crate::ui::{Found, forward, verbs};

impl Window {
    /// Looks for the system's service.
    pub(super) fn connect(&mut self, sender: &ComponentSender<Self>) {
        if self.found.is_some() {
            self.state.phase = Phase::Connecting;
            return self.read(sender);
        }
        self.state.phase = Phase::Connecting;
        let found = (self.options.connect.0)();
        sender.oneshot_command(async move { WindowCmd::Connected(found.await) });
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

    pub(super) fn backend(&self) -> Option<Arc<dyn Backend>> {
        Some(Arc::clone(&self.found.as_ref()?.backend))
    }

    fn read(&mut self, sender: &ComponentSender<Self>) {
        if let Some(backend) = self.backend()
            && self.state.wants_reading()
        {
            work::read(sender, backend, self.options.desk.clone());
        }
    }

    /// Does what a page wants.
    pub(super) fn handle(&mut self, ask: Ask, sender: &ComponentSender<Self>) {
        match ask {
            Ask::Connect => self.connect(sender),
            Ask::Check => self.run(Plan::one(Request::Check, Then::Tell(Done::Checked)), sender),
            Ask::Update => self.run(
                Plan::one(Request::Update, Then::Tell(Done::Updated)),
                sender,
            ),
            Ask::Cancel => self.cancel(sender),
            Ask::StayHere => self.stay_here(sender),
            Ask::Restart => self.ask_restart(sender),
            Ask::GoBack(id) => self.ask_go_back(id, sender),
            Ask::Keep(id, keep) => self.keep(id, keep, sender),
            Ask::Note(id, note) => {
                work::note(sender, self.options.desk.clone(), id, note);
            }
            Ask::Delete(id) => self.ask_delete(id, sender),
            Ask::Open(id) => self.open_details(id, sender),
            Ask::News => self.open_news(sender),
            Ask::Packages(source) => self.open_packages(source, sender),
            Ask::Copy(text) => self.copy(&text),
            Ask::DismissWelcome => self.state.welcome = None,
            Ask::OpenPractice => self.open_practice(sender),
            Ask::Publish => {
                if let Some(machine) = self.found.as_ref().and_then(|f| f.machine.clone()) {
                    work::publish(sender, machine);
                }
            }
            Ask::StartOver => self.ask_start_over(sender),
        }
    }

    /// Starts a plan. While other work goes on this is refused in words.
    pub(super) fn run(&mut self, plan: Plan, sender: &ComponentSender<Self>) {
        let (Some(backend), Some(first)) = (self.backend(), plan.requests.first().cloned()) else {
            return;
        };
        if !self.is_ready() {
            return;
        }
        if let Some(job) = &self.state.job {
            let busy = BackendError::Busy {
                by: None,
                title: job.view().title,
            };
            return self.fail(&busy, sender);
        }
        let job = Job::planned(&plan);
        self.plan = Some(plan);
        if !job.view().quiet {
            self.announce(&job.view().title);
        }
        self.state.job = Some(job);
        work::start(sender, backend, self.options.desk.clone(), first);
    }

    /// Waits for the other program, then starts the last plan.
    pub(super) fn wait(&mut self, sender: &ComponentSender<Self>) {
        let (Some(backend), Some(plan)) = (self.backend(), &self.plan) else {
            return;
        };
        let reading = self.state.reading.as_ref();
        let activity = reading.and_then(|r| r.status.activity.as_ref());
        let by = activity.and_then(|a| a.started_by.clone());
        self.state.job = Some(Job::waiting(plan, by));
        work::wait_until_idle(sender, backend);
    }

    fn cancel(&mut self, sender: &ComponentSender<Self>) {
        let Some(job) = &mut self.state.job else {
            return;
        };
        if job.is_waiting() {
            self.state.job = None;
            return self.read(sender);
        }
        if let Some(cancel) = job.stop() {
            work::cancel(sender, cancel);
        }
    }

    fn stay_here(&mut self, sender: &ComponentSender<Self>) {
        let plan = self.state.reading.as_deref().and_then(verbs::plan_stay);
        if let Some(plan) = plan {
            self.run(plan, sender);
        }
    }

    fn keep(&mut self, id: DeploymentId, keep: bool, sender: &ComponentSender<Self>) {
        let (request, done) = if keep {
            (Request::Pin(id.clone()), Done::Kept(id))
        } else {
            (Request::Unpin(id.clone()), Done::Released(id))
        };
        self.run(Plan::one(request, Then::Tell(done)), sender);
    }

    /// Restarts; the person was asked.
    pub(super) fn restart(&mut self, sender: &ComponentSender<Self>) {
        if let (Some(found), Some(reading)) = (&self.found, &self.state.reading) {
            work::restart(
                sender,
                found.clone(),
                self.options.desk.clone(),
                Arc::clone(reading),
            );
        }
    }

    /// Makes the practice machine anew; the person was asked.
    pub(super) fn start_over(&mut self, sender: &ComponentSender<Self>) {
        if let Some(found) = &self.found {
            self.state.phase = Phase::StartingOver;
            self.parts.navigation.pop_to_tag("main");
            work::start_over(sender, found.clone(), self.options.desk.clone());
        }
    }

    /// Takes an answer of the background.
    pub(super) fn answered(&mut self, cmd: WindowCmd, sender: &ComponentSender<Self>) {
        match cmd {
            WindowCmd::Connected(answer) => self.connected(answer, sender),
            WindowCmd::NothingToJoin => {}
            WindowCmd::Read(answer) => self.was_read(answer, sender),
            WindowCmd::Refused(kind, error) => {
                tracing::debug!(?kind, "not accepted");
                self.ended(Err(error), sender);
            }
            WindowCmd::Accepted(kind, cancel) => self.accepted(kind, cancel),
            WindowCmd::Step(Step::Progress(progress)) => {
                let job = self.state.job.as_mut();
                if let Some(words) = job.and_then(|job| job.advanced(progress)) {
                    self.announce(&words);
                }
            }
            WindowCmd::Step(Step::Message(words)) => tracing::debug!(words, "the service says"),
            WindowCmd::Step(Step::Ended(end)) => self.ended(end, sender),
            WindowCmd::Stale | WindowCmd::CancelAsked(Ok(())) | WindowCmd::Noted(Ok(())) => {
                self.read(sender);
            }
            WindowCmd::CancelAsked(Err(error))
            | WindowCmd::RestartRefused(error)
            | WindowCmd::Published(Err(error))
            | WindowCmd::Noted(Err(error)) => self.fail(&error, sender),
            WindowCmd::Idle => self.idle(sender),
            WindowCmd::RestartAccepted => {
                self.state.phase = Phase::Restarting;
                self.parts.toasts.dismiss_all();
                self.parts.navigation.pop_to_tag("main");
                self.announce(&tr!("phase-restarting"));
            }
            WindowCmd::CameBack(answer) => self.came_back(answer, sender),
            WindowCmd::Published(Ok(version)) => self.published(&version, sender),
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
        match self.state.read(answer) {
            Next::Rest => {}
            Next::ReadAgain => self.read(sender),
            Next::Join => {
                if let Some(backend) = self.backend() {
                    work::join(sender, backend, self.options.desk.clone());
                }
            }
        }
    }

    fn accepted(&mut self, kind: RequestKind, cancel: Option<crate::backend::Cancel>) {
        if self.state.job.is_none() {
            let reading = self.state.reading.as_ref();
            let activity = reading.and_then(|r| r.status.activity.as_ref());
            let foreign = activity.filter(|a| !a.ours);
            let by = foreign.and_then(|a| a.started_by.clone());
            let job = Job::joined(kind, by);
            self.announce(&job.view().title);
            self.state.job = Some(job);
        }
        if let Some(job) = &mut self.state.job {
            job.accepted(cancel);
        }
    }

    fn ended(&mut self, end: Result<Outcome, BackendError>, sender: &ComponentSender<Self>) {
        let Some(mut job) = self.state.job.take() else {
            return self.read(sender);
        };
        let next = end.is_ok().then(|| job.next()).flatten();
        if let (Some(request), Some(backend)) = (next, self.backend()) {
            self.state.job = Some(job);
            return work::start(sender, backend, self.options.desk.clone(), request);
        }
        self.read(sender);
        match end {
            Ok(outcome) => self.done(&job, outcome, sender),
            Err(error) if job.is_foreign() => {
                tracing::info!(err = %error, "another program's work failed");
            }
            Err(error) => self.fail(&error, sender),
        }
        self.close_if_hidden();
    }

    fn done(&mut self, job: &Job, outcome: Outcome, sender: &ComponentSender<Self>) {
        match job.then() {
            Then::Nothing => self.announce(&tr!("announce-ended", work = job.view().title)),
            Then::Restart => self.restart(sender),
            Then::Tell(done) => self.tell(&done, outcome, sender),
        }
    }

    fn idle(&mut self, sender: &ComponentSender<Self>) {
        if self.state.job.as_ref().is_some_and(Job::is_waiting) {
            self.state.job = None;
            if let Some(plan) = self.plan.clone() {
                self.run(plan, sender);
            }
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
