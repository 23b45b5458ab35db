//! The pages that are opened from the list: each is there from its opening until it is left.

use std::sync::Arc;

use relm4::ComponentSender;
use relm4::prelude::*;

use super::attention::AttentionPage;
use super::care::{Desk, Views};
use super::history::{HistoryMsg, HistoryOut, HistoryPage};
use super::reading::AppsReading;
use super::rules::{RulesMsg, RulesOut, RulesPage, Subject};
use super::who::{WhoMsg, WhoOut, WhoPage};
use super::work::Deed;
use super::{AppsMsg, AppsOut, AppsPage};
use crate::flatpak::Apps;
use crate::flatpak::overrides::Scope;

/// The open pages.
#[derive(Debug, Default)]
pub(crate) struct Above {
    rules: Option<Controller<RulesPage>>,
    who: Option<Controller<WhoPage>>,
    history: Option<Controller<HistoryPage>>,
    attention: Option<Controller<AttentionPage>>,
}

impl Above {
    /// Shows a fresh reading on all of them.
    pub(crate) fn show(&self, reading: &Arc<AppsReading>) {
        let reading = || Arc::clone(reading);
        if let Some(page) = &self.rules {
            page.emit(RulesMsg::Show(reading()));
        }
        if let Some(page) = &self.who {
            page.emit(WhoMsg::Show(reading()));
        }
        if let Some(page) = &self.history {
            page.emit(HistoryMsg::Show(reading()));
        }
        if let Some(page) = &self.attention {
            page.emit(reading());
        }
    }

    /// Tells the page of the history something.
    #[cfg(test)]
    pub(crate) fn tell_history(&self, msg: HistoryMsg) {
        if let Some(page) = &self.history {
            page.emit(msg);
        }
    }

    /// Shows what is done with apps right now.
    pub(crate) fn show_works(&self, works: Views) {
        if let Some(page) = &self.rules {
            page.emit(RulesMsg::Works(works));
        }
    }

    /// A page was left: forget it.
    pub(crate) fn left(&mut self, tag: Option<&str>) {
        match tag {
            Some("rules") => self.rules = None,
            Some("who") => self.who = None,
            Some("who-answer") => {
                if let Some(page) = &self.who {
                    page.emit(WhoMsg::Left);
                }
            }
            Some("history") => self.history = None,
            Some("attention") => self.attention = None,
            Some(_) | None => {}
        }
    }

    /// Opens what one app, or all together, may do.
    pub(crate) fn open_rules(
        &mut self,
        (subject, reading, care): (Subject, Arc<AppsReading>, &Desk),
        navigation: &adw::NavigationView,
        sender: &ComponentSender<AppsPage>,
    ) {
        if self.rules.is_some() {
            return;
        }
        let page = RulesPage::builder()
            .launch((subject, reading, care.door()))
            .forward(sender.input_sender(), |out| match out {
                RulesOut::Do(scope, deed) => AppsMsg::Do(scope, deed),
                RulesOut::Gone => AppsMsg::Gone,
            });
        page.emit(RulesMsg::Works(care.views()));
        navigation.push(page.widget());
        self.rules = Some(page);
    }

    /// Opens the questions about all apps.
    pub(crate) fn open_who(
        &mut self,
        reading: Arc<AppsReading>,
        navigation: &adw::NavigationView,
        sender: &ComponentSender<AppsPage>,
    ) {
        if self.who.is_some() {
            return;
        }
        let page = WhoPage::builder()
            .launch((reading, navigation.clone()))
            .forward(sender.input_sender(), |out| match out {
                WhoOut::Deny(denial) => AppsMsg::Do(Scope::AllApps, Deed::Deny(denial)),
                WhoOut::Open(key) => AppsMsg::OpenApp(key),
            });
        navigation.push(page.widget());
        self.who = Some(page);
    }

    /// Opens what cannot be read.
    pub(crate) fn open_attention(
        &mut self,
        reading: Arc<AppsReading>,
        navigation: &adw::NavigationView,
        sender: &ComponentSender<AppsPage>,
    ) {
        if self.attention.is_some() {
            return;
        }
        let page = AttentionPage::builder()
            .launch(reading)
            .forward(sender.input_sender(), |(scope, deed)| {
                AppsMsg::Do(scope, deed)
            });
        navigation.push(page.widget());
        self.attention = Some(page);
    }

    /// Opens the history.
    pub(crate) fn open_history(
        &mut self,
        (apps, reading): (Apps, Arc<AppsReading>),
        navigation: &adw::NavigationView,
        sender: &ComponentSender<AppsPage>,
    ) {
        if self.history.is_some() {
            return;
        }
        let (input, output) = (
            sender.input_sender().clone(),
            sender.output_sender().clone(),
        );
        let page = HistoryPage::builder()
            .launch((apps, reading))
            .connect_receiver(move |_, out| match out {
                HistoryOut::Undo(number) => input.emit(AppsMsg::Undo(vec![number])),
                HistoryOut::Import(plan) => {
                    input.emit(AppsMsg::Do(Scope::AllApps, Deed::Import(plan)));
                }
                HistoryOut::Tell(words) => output.emit(AppsOut::Tell(words, Vec::new())),
                HistoryOut::Fail(words) => output.emit(AppsOut::Fail(words)),
            });
        navigation.push(page.widget());
        self.history = Some(page);
    }
}
