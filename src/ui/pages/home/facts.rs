//! What runs, who updates it, the way back, and what else a person should know.

use std::cell::RefCell;

use adw::prelude::*;
use gtk::glib;
use relm4::prelude::*;

use super::fact::Fact;
use super::state::State;
use crate::text::Explanation;
use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::widgets::{Asks, fill, group, on_click, property_row, raw_fold, speak};

/// The groups below the headline.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) groups: [adw::PreferencesGroup; 3],
    rows: Vec<(Fact, adw::ActionRow)>,
    check: gtk::Button,
    go_back: gtk::Button,
    switch: gtk::Button,
    findings: RefCell<(Vec<Explanation>, Vec<gtk::Widget>)>,
    asks: Asks,
}

impl Facts {
    pub(crate) fn new(asks: &Asks, go_back: impl Fn() + 'static) -> Self {
        let facts = Self {
            groups: [
                group(&tr!("home-findings")),
                group(&tr!("home-this-computer")),
                group(&tr!("home-updates")),
            ],
            rows: rows(),
            check: gtk::Button::builder()
                .icon_name("view-refresh-symbolic")
                .tooltip_text(tr!("home-check-again"))
                .valign(gtk::Align::Center)
                .css_classes(["flat"])
                .build(),
            go_back: gtk::Button::builder().valign(gtk::Align::Center).build(),
            switch: gtk::Button::builder()
                .label(tr!("home-switch"))
                .valign(gtk::Align::Center)
                .build(),
            findings: RefCell::default(),
            asks: asks.clone(),
        };
        facts.go_back.connect_clicked(move |_| go_back());
        on_click(&facts.check, asks, Ask::Check);
        speak(&facts.switch, &tr!("home-switch-spoken"));
        on_click(&facts.switch, asks, Ask::ShowSystems);
        facts.assemble();
        facts
    }

    fn assemble(&self) {
        let [_, computer, updates] = &self.groups;
        for (fact, row) in &self.rows {
            match fact {
                Fact::Automatic => updates.add(row),
                Fact::Checked => {
                    row.add_suffix(&self.check);
                    updates.add(row);
                }
                Fact::Previous => {
                    row.add_suffix(&self.go_back);
                    computer.add(row);
                }
                Fact::Desktop => {
                    row.add_suffix(&self.switch);
                    computer.add(row);
                }
                Fact::Running | Fact::Channel => computer.add(row),
            }
        }
    }

    pub(crate) fn show(&self, state: &State) {
        for (fact, row) in &self.rows {
            if *fact == Fact::Previous {
                row.set_title(&state.previous_title());
            }
            fill(row, state.fact(*fact));
        }
        self.check
            .set_visible(!state.offers_check() && state.job().is_none());
        self.check.set_sensitive(!state.is_busy());
        self.go_back.set_visible(state.offers_previous());
        self.go_back.set_sensitive(state.can_go_back());
        self.switch.set_visible(state.can_switch());
        if let Some(label) = state.previous_label() {
            self.go_back.set_label(&label);
        }
        self.show_findings(state.findings());
    }

    fn show_findings(&self, found: Vec<Explanation>) {
        let [group, ..] = &self.groups;
        group.set_visible(!found.is_empty());
        let mut shown = self.findings.borrow_mut();
        if shown.0 == found {
            return;
        }
        for row in shown.1.drain(..) {
            group.remove(&row);
        }
        shown.1 = found
            .iter()
            .map(|words| {
                let row = finding_row(words, &self.asks);
                group.add(&row);
                row
            })
            .collect();
        shown.0 = found;
    }
}

fn rows() -> Vec<(Fact, adw::ActionRow)> {
    [
        (Fact::Running, tr!("home-running")),
        (Fact::Previous, tr!("home-previous")),
        (Fact::Desktop, tr!("home-desktop")),
        (Fact::Channel, tr!("home-channel")),
        (Fact::Automatic, tr!("home-automatic")),
        (Fact::Checked, tr!("home-checked")),
    ]
    .into_iter()
    .map(|(fact, title)| (fact, property_row(&title)))
    .collect()
}

fn finding_row(words: &Explanation, asks: &Asks) -> gtk::Widget {
    let body = [Some(words.body.clone()), words.hint.clone()];
    let body = body.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let icon = gtk::Image::from_icon_name("dialog-warning-symbolic");
    let (title, body) = (
        glib::markup_escape_text(&words.title),
        glib::markup_escape_text(&body),
    );
    let Some(raw) = &words.raw else {
        let row = adw::ActionRow::builder()
            .title(title)
            .subtitle(body)
            .build();
        row.add_prefix(&icon);
        return row.upcast();
    };
    let row = adw::ExpanderRow::builder()
        .title(title)
        .subtitle(body)
        .build();
    row.add_prefix(&icon);
    let fold = raw_fold(raw, asks);
    fold.set_expanded(true);
    row.add_row(&fold);
    row.upcast()
}
