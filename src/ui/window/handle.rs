//! What the window does with wishes.

use std::sync::Arc;

use relm4::ComponentSender;

use super::state::Phase;
use super::{Place, Window, WindowCmd, switching, work};
use crate::backend::{Backend, BackendError};
use crate::domain::{DeploymentId, Request};
use crate::ui::ask::{Ask, Course, Done, Plan, Then};
use crate::ui::job::{Job, Waiting};
use crate::ui::verbs;

/// Whether a restart may break off work that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Force {
    /// The person was asked about it.
    Yes,
    /// Nobody was.
    No,
}

impl Window {
    /// Looks for the system's service.
    pub(super) fn connect(&mut self, sender: &ComponentSender<Self>) {
        if self.found.is_some() {
            self.state.phase = Phase::Connecting;
            return self.read(sender);
        }
        self.state.phase = Phase::Connecting;
        let (found, looks) = ((self.options.connect.0)(), self.options.desk.looks.clone());
        sender.oneshot_command(async move {
            // What was interrupted is not left for a day on which nobody remembers it.
            if let Err(err) = looks.finish().await {
                tracing::warn!(%err, "settings are not brought back yet");
            }
            WindowCmd::Connected(found.await)
        });
    }

    /// The system's service, once it was found.
    pub(super) fn backend(&self) -> Option<Arc<dyn Backend>> {
        Some(Arc::clone(&self.found.as_ref()?.backend))
    }

    /// Reads the system, unless that is going on already.
    pub(super) fn read(&mut self, sender: &ComponentSender<Self>) {
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
            Ask::ShowApps => self.visit(Place::Apps),
            Ask::Visit(place) => self.visit(place),
            Ask::ShowSystems => self.open_systems(sender),
            Ask::OtherSystem => self.open_address(sender),
            Ask::Builds(there) => self.open_builds(there, sender),
            Ask::Preflight(there) => self.open_preflight(there, sender),
            Ask::Switch(plan) => self.go(Course::There(plan), sender),
            Ask::AddPackages(names) => self.add_packages(names, sender),
            Ask::CopyCommand(request) => self.copy_command(&request),
            Ask::SwitchBack(record) => self.switch_back(record, sender),
            Ask::ShowArrived => self.open_arrived(sender),
            Ask::Settle(record) => self.go(Course::Stay(record), sender),
            Ask::BringHome(record) => self.go(Course::Home(record), sender),
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
        if self.is_at_work() {
            return self.say_at_work(sender);
        }
        let job = Job::planned(&plan);
        if let Some(other) = &self.state.job {
            let busy = BackendError::Busy {
                by: other.started_by().map(str::to_owned),
                title: other.view().title,
            };
            return self.fail_plan(&busy, Some(plan), sender);
        }
        if !job.view().quiet {
            self.announce(&job.view().title);
        }
        let track = self.state.new_track();
        self.state.begin(job, track);
        if let Then::Go(course) = plan.then {
            let desk = self.options.desk.clone();
            return switching::go(sender, backend, desk, (track, course));
        }
        work::start(sender, backend, self.options.desk.clone(), (track, first));
    }

    /// Goes between two systems. Home tells how far it is.
    pub(super) fn go(&mut self, course: Course, sender: &ComponentSender<Self>) {
        self.visit(Place::Home);
        self.run(course.into(), sender);
    }

    /// Adds packages. Home tells how far it is.
    fn add_packages(&mut self, names: Vec<String>, sender: &ComponentSender<Self>) {
        self.visit(Place::Home);
        let request = Request::AddPackages(names);
        self.run(Plan::one(request, Then::Tell(Done::Added)), sender);
    }

    fn copy_command(&self, request: &Request) {
        let reading = self.state.reading.as_ref();
        let command = self
            .backend()
            .zip(reading)
            .and_then(|(backend, reading)| backend.as_command(request, &reading.status));
        if let Some(command) = command {
            self.copy(&command);
        }
    }

    /// Whether work of our own goes on, or waits for its turn.
    pub(super) fn is_at_work(&self) -> bool {
        let ours = self.state.job.as_ref().is_some_and(|job| !job.is_foreign());
        ours || self.state.waiting.is_some()
    }

    /// Waits for the other program, then starts the plan.
    pub(super) fn wait(&mut self, plan: Plan, sender: &ComponentSender<Self>) {
        let Some(backend) = self.backend() else {
            return;
        };
        let reading = self.state.reading.as_ref();
        let activity = reading.and_then(|r| r.status.activity.as_ref());
        let read = activity.and_then(|a| a.started_by.clone());
        let followed = self.state.job.as_ref().and_then(Job::started_by);
        let by = followed.map(str::to_owned).or(read);
        self.state.waiting = Some(Waiting::new(plan, by));
        work::wait_until_idle(sender, backend);
    }

    fn cancel(&mut self, sender: &ComponentSender<Self>) {
        if self.state.waiting.take().is_some() {
            return self.read(sender);
        }
        let job = self.state.job.as_mut();
        if let Some(cancel) = job.and_then(Job::stop) {
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

    /// Restarts; the person was asked. Work that goes on is broken off only when they were asked about that, too.
    pub(super) fn restart(&mut self, force: Force, sender: &ComponentSender<Self>) {
        if let (Force::No, Some(job)) = (force, &self.state.job) {
            return self.ask_restart_during(&job.words(), sender);
        }
        if let (Some(found), Some(reading)) = (&self.found, &self.state.reading) {
            let desk = self.options.desk.clone();
            work::restart(sender, found.clone(), desk, Arc::clone(reading), force);
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
}
