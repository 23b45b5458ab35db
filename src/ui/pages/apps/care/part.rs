//! What the page of an app shows of looking after it: opening and ending it, what waits for a restart of it, its end,
//! what goes on, and the ways to versions and removal.

use std::cell::Cell;
use std::rc::Rc;

use adw::prelude::*;
use gtk::pango;
use relm4::prelude::*;

use super::super::reading::{Key, Known, Running};
use super::bars::Bars;
use super::updates::name_of;
use super::works::WorkView;
use super::{CareMsg, Cares};
use crate::domain::{AppRef, InstalledApp};
use crate::text;
use crate::tr;
use crate::ui::widgets::{add_action, centred, group, on_activate, way_row};

/// The widgets.
#[derive(Debug)]
pub(crate) struct AppPart {
    key: Key,
    /// What stands above the page.
    pub(crate) banner: adw::Banner,
    open: gtk::Button,
    /// Why there is none to open it with.
    cannot_open: gtk::Label,
    quit: gtk::Button,
    ended: gtk::Box,
    ended_words: gtk::Label,
    switch: gtk::Button,
    bars: Bars,
    updating: adw::SwitchRow,
    versions: adw::ActionRow,
    uninstall: adw::ButtonRow,
    /// While it is told what to show, nobody has clicked.
    told: Rc<Cell<bool>>,
}

/// A round-ended button that asks for one thing.
pub(crate) fn care_button(label: &str, cares: &Cares, msg: CareMsg) -> gtk::Button {
    let button = gtk::Button::builder()
        .label(label)
        .css_classes(["pill"])
        .build();
    let cares = cares.clone();
    button.connect_clicked(move |_| cares.emit(msg.clone()));
    button
}

impl AppPart {
    /// Puts the upper half in a box.
    pub(crate) fn new(key: &Key, top: &gtk::Box, cares: &Cares) -> Self {
        let pill = |label: String, msg: CareMsg| care_button(&label, cares, msg);
        let part = Self {
            key: key.clone(),
            banner: adw::Banner::builder().use_markup(false).build(),
            open: pill(tr!("care-open"), CareMsg::Open(key.clone())),
            cannot_open: centred(&["dim-label"]),
            quit: pill(tr!("care-quit"), CareMsg::AskQuit(key.clone())),
            ended: gtk::Box::builder()
                .orientation(gtk::Orientation::Vertical)
                .spacing(12)
                .css_classes(["card", "welcome"])
                .build(),
            ended_words: gtk::Label::builder()
                .wrap(true)
                .wrap_mode(pango::WrapMode::WordChar)
                .xalign(0.0)
                .build(),
            switch: gtk::Button::builder().halign(gtk::Align::Start).build(),
            bars: Bars::new(cares),
            updating: adw::SwitchRow::builder()
                .use_markup(false)
                .title(tr!("care-keep-updating"))
                .subtitle(tr!("care-keep-updating-hint"))
                .build(),
            versions: way_row(&tr!("care-older")),
            uninstall: adw::ButtonRow::builder()
                .title(tr!("care-uninstall"))
                .build(),
            told: Rc::default(),
        };
        part.open.add_css_class("suggested-action");
        part.uninstall.add_css_class("destructive-action");
        part.connect(key, cares);
        part.fill(top);
        part
    }

    fn connect(&self, key: &Key, cares: &Cares) {
        let emit = |msg: CareMsg| {
            let cares = cares.clone();
            move || cares.emit(msg.clone())
        };
        let restart = emit(CareMsg::AskRestart(key.clone()));
        self.banner.connect_button_clicked(move |_| restart());
        let switch = emit(CareMsg::AskReplace(key.clone()));
        self.switch.connect_clicked(move |_| switch());
        on_activate(&self.versions, emit(CareMsg::ShowVersions(key.clone())));
        let uninstall = emit(CareMsg::AskUninstall(key.clone()));
        let again = uninstall.clone();
        self.uninstall.connect_activated(move |_| uninstall());
        add_action(&self.uninstall, "open", again);
        let (told, cares, key) = (Rc::clone(&self.told), cares.clone(), key.clone());
        self.updating.connect_active_notify(move |row| {
            if !told.get() {
                cares.emit(CareMsg::SetUpdating(key.clone(), row.is_active()));
            }
        });
    }

    fn fill(&self, top: &gtk::Box) {
        let buttons = adw::WrapBox::builder()
            .child_spacing(12)
            .line_spacing(12)
            .align(0.5)
            .margin_top(6)
            .build();
        buttons.append(&self.open);
        buttons.append(&self.quit);
        top.append(&buttons);
        top.append(&self.cannot_open);
        self.ended.append(&self.ended_words);
        self.ended.append(&self.switch);
        self.ended.set_margin_top(12);
        top.append(&self.ended);
        self.bars.root.set_margin_top(12);
        top.append(&self.bars.root);
    }

    /// Puts the lower half below what is in the box already.
    pub(crate) fn append_rows(&self, content: &gtk::Box) {
        let list = group(&tr!("care-heading"));
        list.add(&self.updating);
        list.add(&self.versions);
        list.add(&self.uninstall);
        content.append(&list);
    }

    /// Shows an app.
    pub(crate) fn show(&self, known: &Known) {
        let app = &known.app;
        let hindrance = known.cannot_open.as_ref();
        let restart = known.running.as_ref().and_then(Running::words);
        self.open
            .set_visible(known.running.is_none() && hindrance.is_none());
        self.quit.set_visible(known.running.is_some());
        self.cannot_open
            .set_visible(known.running.is_none() && hindrance.is_some());
        self.cannot_open
            .set_label(&hindrance.map(text::care::cannot_open).unwrap_or_default());
        self.banner.set_revealed(restart.is_some());
        self.banner.set_title(&restart.unwrap_or_default());
        // It would end, and never come back.
        let can_restart = hindrance.is_none().then(|| tr!("care-restart-app"));
        self.banner.set_button_label(can_restart.as_deref());
        self.show_end(app);
        self.told.set(true);
        self.updating.set_active(!app.masked);
        self.told.set(false);
    }

    fn show_end(&self, app: &InstalledApp) {
        let end = app.end_of_life.as_ref();
        let of_parts = app.runtime_end_of_life.is_some();
        let words = match end {
            Some(end) => Some(text::care::end_of_life(end)),
            None => of_parts.then(|| tr!("care-parts-ended")),
        };
        self.ended.set_visible(words.is_some());
        self.ended_words.set_label(&words.unwrap_or_default());
        let other = replacement(app).map(|other| name_of(&other));
        self.switch.set_visible(other.is_some());
        self.switch
            .set_label(&other.map_or_else(String::new, |name| tr!("care-switch", name = name)));
    }

    /// Shows what is done with it.
    pub(crate) fn show_works(&mut self, works: &[WorkView]) {
        let mine: Vec<&WorkView> = works
            .iter()
            .filter(|work| work.about.contains(&self.key))
            .collect();
        self.bars.show(&mine);
        let idle = mine.is_empty();
        self.switch.set_sensitive(idle);
        self.updating.set_sensitive(idle);
        self.versions.set_sensitive(idle);
        self.uninstall.set_sensitive(idle);
    }
}

/// What its publisher wants in its place.
pub(super) fn replacement(app: &InstalledApp) -> Option<AppRef> {
    let end = app.end_of_life.as_ref()?;
    end.replacement.as_deref()?.parse().ok()
}
