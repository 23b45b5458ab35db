//! What the window asks before it does something that cannot be taken back.

use adw::prelude::*;
use relm4::prelude::*;

use super::handle::Force;

use super::{Place, Window, WindowMsg};
use crate::domain::{DeploymentId, Request, SwitchRecord};
use crate::text;
use crate::ui::ask::{Course, Done, Plan, Then};
use crate::ui::dialogs;

impl Window {
    /// Asks before the restart: it closes all programs, and breaks off what is going on.
    pub(super) fn ask_restart(&self, sender: &ComponentSender<Self>) {
        if let Some(job) = &self.state.job {
            return self.ask_restart_during(&job.words(), sender);
        }
        let input = sender.input_sender().clone();
        dialogs::restart(move || input.emit(WindowMsg::RestartNow(Force::No)))
            .present(Some(&self.parts.window));
    }

    /// Asks before a restart that breaks off this work.
    pub(super) fn ask_restart_during(&self, work: &str, sender: &ComponentSender<Self>) {
        let input = sender.input_sender().clone();
        dialogs::restart_during(work, move || {
            input.emit(WindowMsg::RestartNow(Force::Yes));
        })
        .present(Some(&self.parts.window));
    }

    /// Asks before a version is deleted.
    pub(super) fn ask_delete(&self, id: DeploymentId, sender: &ComponentSender<Self>) {
        let reading = self.state.reading.as_ref();
        let Some(version) = reading.and_then(|r| r.find(&id)) else {
            return;
        };
        let input = sender.input_sender().clone();
        let plan = Plan::one(Request::Delete(id), Then::Tell(Done::Deleted));
        dialogs::delete(version, move || input.emit(WindowMsg::Run(plan.clone())))
            .present(Some(&self.parts.window));
    }

    /// Switches back, after a question when something is prepared: that goes.
    pub(super) fn switch_back(
        &mut self,
        record: Box<SwitchRecord>,
        sender: &ComponentSender<Self>,
    ) {
        let reading = self.state.reading.as_ref();
        let staged = reading.and_then(|r| r.status.staged()).map(text::version);
        let Some(version) = staged else {
            return self.go(Course::Back(record), sender);
        };
        let input = sender.input_sender().clone();
        dialogs::switch_back(&version, move || {
            input.emit(WindowMsg::Visit(Place::Home));
            input.emit(WindowMsg::Run(Course::Back(record.clone()).into()));
        })
        .present(Some(&self.parts.window));
    }

    /// Asks before the practice machine is made anew.
    pub(super) fn ask_start_over(&self, sender: &ComponentSender<Self>) {
        let input = sender.input_sender().clone();
        dialogs::start_over(move || input.emit(WindowMsg::StartOverNow))
            .present(Some(&self.parts.window));
    }
}
