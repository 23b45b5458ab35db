//! What the window puts before people: pages, notices, toasts, failures, announcements, notifications.

use std::cell::Cell;
use std::sync::Arc;

use adw::prelude::*;
use gtk::gio;
use relm4::ComponentSender;
use relm4::prelude::*;

use super::{Phase, Place, Window, WindowMsg, actions};
use crate::backend::BackendError;
use crate::domain::{DeploymentId, Outcome};
use crate::text;
use crate::tr;
use crate::ui::ask::{Ask, Done, Plan};
use crate::ui::dialogs;
use crate::ui::pages::apps::AppsOut;
use crate::ui::pages::details::DetailsMsg;
use crate::ui::pages::home::HomeMsg;
use crate::ui::pages::versions::VersionsMsg;
use crate::ui::verbs;
use crate::ui::widgets::Asks;

/// The one notification at a time.
const NOTIFICATION: &str = "work";
/// How long a toast with a button stays, in seconds: twice as long as one without, for it is to be read, and reached with
/// the keyboard.
const TIME_TO_ANSWER: u32 = 10;
/// A window with less pixels than these is narrow: a toast of two lines fits beside each other in a wider one.
const NARROW: i32 = 600;
/// How many letters stand in a line of a toast then, with a button and without.
const NARROW_TITLE: [i32; 2] = [18, 28];

impl Window {
    /// Brings everything shown up to what is known.
    pub(super) fn show(&self) {
        self.placeholder.show(&self.state.phase);
        self.parts.offer(|place| self.state.offers(place));
        self.home.emit(HomeMsg::Work(self.state.work()));
        if let Some(reading) = &self.state.reading {
            let welcome = self.state.welcome.clone();
            self.home.emit(HomeMsg::Show(Arc::clone(reading), welcome));
            self.versions.emit(VersionsMsg::Show(Arc::clone(reading)));
            self.show_details(reading);
            self.show_switch(reading);
        }
        self.show_notices();
        actions::enable(
            &self.parts.window,
            "check",
            self.is_ready() && !self.is_at_work(),
        );
        let reading = self.state.reading.as_deref().filter(|_| self.is_ready());
        let switches = reading.is_some_and(verbs::can_switch);
        actions::enable(&self.parts.window, "switch", switches);
    }

    fn show_details(&self, reading: &Arc<super::Reading>) {
        let Some(details) = &self.pages.details else {
            return;
        };
        let gone = reading.find(details.model().version()).is_none();
        if gone {
            self.parts.navigation.pop_to_tag("main");
        } else {
            let busy = self.state.work().is_some();
            details.emit(DetailsMsg::Show(Arc::clone(reading), busy));
        }
    }

    fn show_notices(&self) {
        let practice = self.options.practice.then(|| tr!("practice-notice"));
        self.practice.say(practice.as_deref());
        self.practice.root.set_sensitive(!self.state.is_away());
        for action in ["publish", "start-over"] {
            actions::enable(&self.parts.window, action, !self.state.is_away());
        }
        // Home says it itself, larger.
        let elsewhere = self.is_ready() && self.parts.place() != Some(Place::Home);
        let reading = self.state.reading.as_deref().filter(|_| elsewhere);
        let shown = reading.filter(|_| self.state.work().is_none_or(|work| work.quiet));
        let waiting = shown.and_then(|r| r.status.waiting());
        let words = waiting.map(|d| tr!("home-waiting", version = text::version(d)));
        self.waiting.say(words.as_deref());
        self.waiting.root.set_sensitive(self.state.work().is_none());
        let stay = shown.and_then(verbs::stay);
        self.stay.set_visible(stay.is_some());
        self.stay
            .set_label(&stay.map(verbs::Stay::label).unwrap_or_default());
    }

    /// A plan failed: it can be tried again, or waits until another program has ended its work.
    pub(super) fn fail_plan(
        &self,
        error: &BackendError,
        plan: Option<Plan>,
        sender: &ComponentSender<Self>,
    ) {
        let busy = matches!(error, BackendError::Busy { .. });
        let again = if busy {
            WindowMsg::Wait
        } else {
            WindowMsg::Run
        };
        self.fail(error, plan.map(again), sender);
    }

    /// The one place that shows failures. What the person stopped on purpose is no failure. `again` does once more
    /// what has failed.
    pub(super) fn fail(
        &self,
        error: &BackendError,
        again: Option<WindowMsg>,
        sender: &ComponentSender<Self>,
    ) {
        if matches!(error, BackendError::Cancelled) {
            return;
        }
        tracing::warn!(err = %error, "it did not work");
        if !self.parts.window.is_visible() {
            let words = text::explain(error);
            return notify(&words.title, &words.body);
        }
        let again = again.filter(|_| error.is_worth_another_try());
        let label = if matches!(again, Some(WindowMsg::Wait(_))) {
            tr!("failure-wait")
        } else {
            tr!("phase-try-again")
        };
        let again = again.map(|msg| (label.as_str(), once(msg, sender)));
        dialogs::failure(error, &Self::asks(sender), again).present(Some(&self.parts.window));
    }

    fn asks(sender: &ComponentSender<Self>) -> Asks {
        let (asks, receiver) = relm4::channel::<Ask>();
        relm4::spawn_local(receiver.forward(sender.input_sender().clone(), WindowMsg::Ask));
        asks
    }

    /// Says what was done, with its undo.
    pub(super) fn tell(&self, done: &Done, outcome: Outcome, sender: &ComponentSender<Self>) {
        let words = match (done, outcome) {
            (Done::Updated, Outcome::Changed) => tr!("done-updated"),
            (Done::Checked, _) | (Done::Updated, Outcome::NothingToDo) => self.what_is_new(),
            (Done::Discarded, _) => tr!("done-discarded"),
            (Done::GoesBack(id), _) => tr!("done-goes-back", version = self.version(id)),
            (Done::Stays, _) => tr!("done-stays"),
            (Done::Kept(id), _) => tr!("done-kept", version = self.version(id)),
            (Done::Released(id), _) => tr!("done-released", version = self.version(id)),
            (Done::Deleted, _) => tr!("done-deleted"),
            (Done::Added, _) => tr!("done-added"),
            (Done::Switched, _) => tr!("done-switched"),
            (Done::SwitchUndone, _) => tr!("done-switch-undone"),
            (Done::Returns, _) => tr!("done-returns"),
            (Done::CameHome, _) => tr!("done-home"),
            (Done::Settled, _) => tr!("done-settled"),
        };
        if self.parts.window.is_visible() && self.is_seen_anyway(done, outcome) {
            return self.announce(&words);
        }
        let undo = (outcome == Outcome::Changed).then(|| Plan::undo(done));
        let undo = undo.flatten().map(WindowMsg::Run);
        self.tell_words(&words, undo.map(|msg| (tr!("action-undo"), msg)), sender);
    }

    /// Says what has happened: in the window, or outside while that is hidden.
    pub(super) fn tell_words(
        &self,
        words: &str,
        button: Option<(String, WindowMsg)>,
        sender: &ComponentSender<Self>,
    ) {
        if !self.parts.window.is_visible() {
            return notify(words, &tr!("done-hidden"));
        }
        self.announce(words);
        self.toast(words, button, sender);
    }

    /// Says that Isotope itself is busy: nobody else is to blame.
    pub(super) fn say_at_work(&self, sender: &ComponentSender<Self>) {
        if let Some(work) = self.state.work() {
            self.tell_words(&tr!("busy-ourselves", work = work.title), None, sender);
        }
    }

    /// What a look at upstream amounts to, as the system is now.
    fn what_is_new(&self) -> String {
        let Some(status) = self.state.reading.as_deref().map(|r| &r.status) else {
            return tr!("done-nothing");
        };
        if verbs::offered(status).is_some() {
            tr!("done-found")
        } else if let Some(staged) = status.staged() {
            tr!("done-ready-already", version = text::version(staged))
        } else if let Some(newer) = status.newer_installed() {
            tr!("done-installed-already", version = text::version(newer))
        } else {
            tr!("done-nothing")
        }
    }

    /// Whether the page or the strip above it says the same already. A toast is for events, not for states.
    fn is_seen_anyway(&self, done: &Done, outcome: Outcome) -> bool {
        let at_home = self.parts.is_at(Place::Home);
        match done {
            Done::Checked => {
                let reading = self.state.reading.as_deref();
                at_home && reading.is_some_and(|r| verbs::offered(&r.status).is_some())
            }
            Done::Updated => outcome == Outcome::Changed,
            Done::GoesBack(_) | Done::Added | Done::Switched | Done::Returns => true,
            Done::SwitchUndone
            | Done::Settled
            | Done::CameHome
            | Done::Discarded
            | Done::Stays
            | Done::Kept(_)
            | Done::Released(_)
            | Done::Deleted => false,
        }
    }

    fn version(&self, id: &DeploymentId) -> String {
        let reading = self.state.reading.as_ref();
        reading
            .and_then(|r| r.find(id))
            .map(text::version)
            .unwrap_or_default()
    }

    fn toast(
        &self,
        words: &str,
        button: Option<(String, WindowMsg)>,
        sender: &ComponentSender<Self>,
    ) {
        // A toast's own title is cut where the window is narrow, and one that wraps takes the room of the buttons: toasts
        // are as high as their title is at the width that it would like.
        let title = gtk::Label::builder()
            .label(words)
            .wrap(true)
            .wrap_mode(gtk::pango::WrapMode::WordChar)
            .xalign(0.0)
            .css_classes(["heading"])
            .build();
        if self.parts.window.width() < NARROW {
            let [with_button, alone] = NARROW_TITLE;
            title.set_max_width_chars(if button.is_some() { with_button } else { alone });
        }
        let toast = adw::Toast::builder().custom_title(&title).build();
        if let Some((label, msg)) = button {
            toast.set_button_label(Some(&label));
            toast.set_timeout(TIME_TO_ANSWER);
            let tell = once(msg, sender);
            toast.connect_button_clicked(move |_| tell());
        }
        // What an older one said may not hold any more.
        self.parts.toasts.dismiss_all();
        self.parts.toasts.add_toast(toast);
    }

    /// Shows what the pages about apps have to say.
    pub(super) fn show_of_apps(&self, out: AppsOut, sender: &ComponentSender<Self>) {
        match out {
            AppsOut::Tell(words, undo) => {
                let undo = Some(undo).filter(|numbers| !numbers.is_empty());
                let undo = undo.map(|numbers| (tr!("action-undo"), WindowMsg::UndoAccess(numbers)));
                self.tell_words(&words, undo, sender);
            }
            AppsOut::Fail(words) if !self.parts.window.is_visible() => {
                notify(&words.title, &words.body);
            }
            AppsOut::Fail(words) => {
                let dialog = dialogs::told(&words);
                if let Some(raw) = &words.raw {
                    dialogs::fold(&dialog, raw, &Self::asks(sender));
                }
                dialog.present(Some(&self.parts.window));
            }
            AppsOut::Copy(text) => self.copy(&text),
            AppsOut::Idle => self.close_if_hidden(),
        }
    }

    /// A version was put upstream of the practice machine.
    pub(super) fn published(&self, version: &str, sender: &ComponentSender<Self>) {
        let check = (tr!("action-check-short"), WindowMsg::Ask(Ask::Check));
        let words = tr!("practice-published", version = version);
        self.toast(&words, Some(check), sender);
    }

    /// Says to a screen reader what others see.
    pub(super) fn announce(&self, words: &str) {
        let priority = gtk::AccessibleAnnouncementPriority::Medium;
        let anywhere = self.parts.toasts.upcast_ref::<gtk::Widget>();
        anywhere.announce(words, priority);
    }

    /// After a restart: which version runs.
    pub(super) fn greet(&self) {
        if let (Phase::Ready, Some(_), Some(id)) =
            (&self.state.phase, &self.state.welcome, self.state.running())
        {
            self.announce(&tr!("home-welcome", version = self.version(id)));
        }
    }

    /// Puts a text on the clipboard.
    pub(super) fn copy(&self, text: &str) {
        self.parts.window.clipboard().set_text(text);
        let toast = adw::Toast::new(&tr!("done-copied"));
        self.parts.toasts.add_toast(toast);
    }

    /// Shows a page of the first level, where there is such a page.
    pub(super) fn visit(&self, page: Place) {
        if self.state.offers(page) {
            self.parts.navigation.pop_to_tag("main");
            self.parts.stack.set_visible_child_name(page.name());
        }
    }

    /// Shows what Isotope is.
    pub(super) fn about(&self) {
        dialogs::about(self.state.reading.as_deref(), self.options.practice)
            .present(Some(&self.parts.window));
    }

    /// Closes the window. While work goes on it only hides, so that the end can be told.
    pub(super) fn close(&self) {
        let work = self.state.work().filter(|work| !work.quiet);
        let work = work.map(|work| work.title);
        match work.or_else(|| self.apps.model().work_going_on()) {
            Some(title) => {
                self.parts.window.set_visible(false);
                notify(&title, &tr!("done-goes-on"));
            }
            None => self.parts.window.destroy(),
        }
    }

    /// The work has ended that kept a hidden window alive.
    pub(super) fn close_if_hidden(&self) {
        if !self.parts.window.is_visible()
            && self.state.work().is_none()
            && self.found_out.is_none()
            && self.apps.model().work_going_on().is_none()
        {
            self.parts.window.destroy();
        }
    }
}

/// Tells the window this, the first time it is called.
fn once(msg: WindowMsg, sender: &ComponentSender<Window>) -> impl Fn() + use<> {
    let (input, msg) = (sender.input_sender().clone(), Cell::new(Some(msg)));
    move || {
        if let Some(msg) = msg.take() {
            input.emit(msg);
        }
    }
}

fn notify(title: &str, body: &str) {
    let notification = gio::Notification::new(title);
    notification.set_body(Some(body));
    let app = relm4::main_application();
    if app.is_registered() {
        app.send_notification(Some(NOTIFICATION), &notification);
    }
}
