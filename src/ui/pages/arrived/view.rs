//! The widgets of the page.

use std::cell::RefCell;

use adw::prelude::*;
use relm4::prelude::*;

use super::ArrivedMsg;
use super::state::State;
use crate::looks::leftovers::Leftover;
use crate::text;
use crate::tr;
use crate::ui::widgets::{centred, group, speak};

/// The widgets, top to bottom.
#[derive(Debug)]
pub(super) struct View {
    title: gtk::Label,
    body: gtk::Label,
    step: adw::PreferencesGroup,
    second: adw::ActionRow,
    looks: adw::PreferencesGroup,
    looking: adw::ActionRow,
    outcome: adw::ActionRow,
    undo: gtk::Button,
    all: gtk::Button,
    rows: RefCell<Shown>,
    packages: adw::PreferencesGroup,
    left: adw::ActionRow,
    again: gtk::Button,
    back: adw::ActionRow,
    switch: gtk::Button,
    release: gtk::Button,
    input: relm4::Sender<ArrivedMsg>,
}

/// The rows of what is left over, and of what they are made.
#[derive(Debug, Default)]
struct Shown {
    of: Option<Vec<Leftover>>,
    rows: Vec<adw::ActionRow>,
}

impl View {
    pub(super) fn new(content: &gtk::Box, input: &relm4::Sender<ArrivedMsg>) -> Self {
        let view = Self {
            title: centred(&["title-1"]),
            body: centred(&["body"]),
            step: group(&tr!("arrived-step")),
            second: row(&tr!("arrived-step.title")),
            looks: group(&tr!("arrived-looks")),
            looking: row(&tr!("arrived-looks.looking")),
            outcome: row(""),
            undo: button(&tr!("arrived-repaired.undo"), input, || ArrivedMsg::Undo),
            all: button(&tr!("arrived-looks.all"), input, || {
                ArrivedMsg::Repair(None)
            }),
            rows: RefCell::default(),
            packages: group(&tr!("arrived-packages")),
            left: row(&tr!("arrived-packages.title")),
            again: button(&tr!("arrived-packages.again"), input, || {
                ArrivedMsg::AddAgain
            }),
            back: row(""),
            switch: button(&tr!("arrived-back.switch"), input, || {
                ArrivedMsg::SwitchBack
            }),
            release: button(&tr!("arrived-back.release"), input, || ArrivedMsg::Release),
            input: input.clone(),
        };
        view.assemble(content);
        view
    }

    fn assemble(&self, content: &gtk::Box) {
        let head = gtk::Box::new(gtk::Orientation::Vertical, 12);
        let icon = gtk::Image::builder()
            .icon_name("isotope-fine-symbolic")
            .pixel_size(96)
            .css_classes(["success"])
            .accessible_role(gtk::AccessibleRole::Presentation)
            .build();
        head.append(&icon);
        head.append(&self.title);
        head.append(&self.body);
        content.append(&head);
        let go = button(&tr!("arrived-step.go"), &self.input, || {
            ArrivedMsg::Continue
        });
        go.add_css_class("suggested-action");
        self.second.add_suffix(&go);
        self.step.add(&self.second);
        self.all.add_css_class("flat");
        self.looks.set_header_suffix(Some(&self.all));
        self.looking.add_suffix(&adw::Spinner::new());
        self.outcome.add_suffix(&self.undo);
        self.looks.add(&self.outcome);
        self.looks.add(&self.looking);
        let copy = button(&tr!("arrived-packages.copy"), &self.input, || {
            ArrivedMsg::CopyCommand
        });
        copy.add_css_class("flat");
        self.packages.set_header_suffix(Some(&copy));
        self.left.add_suffix(&self.again);
        self.packages.add(&self.left);
        let back = group(&tr!("arrived-back"));
        self.back.add_suffix(&self.switch);
        back.add(&self.back);
        let stay = row(&tr!("arrived-back.stay"));
        stay.set_subtitle(&tr!("arrived-back.stay-body"));
        stay.add_suffix(&self.release);
        back.add(&stay);
        for group in [&self.step, &self.looks, &self.packages, &back] {
            content.append(group);
        }
    }

    pub(super) fn show(&self, state: &State) {
        let (title, body) = state.worked();
        self.title.set_label(&title);
        self.body.set_label(&body);
        self.step.set_visible(state.then().is_some());
        let then = state.then().map(ToString::to_string);
        self.second.set_subtitle(&then.unwrap_or_default());
        self.show_looks(state);
        self.show_packages(state);
        let before = state.before();
        let title = before.unwrap_or_else(|| tr!("arrived-back.title"));
        self.back.set_title(&title);
        self.back.set_subtitle(&state.back());
        self.switch
            .set_sensitive(state.is_free() && state.can_go_back());
        self.release.set_sensitive(state.is_free());
    }

    fn show_packages(&self, state: &State) {
        let packages = state.packages();
        self.packages.set_visible(packages.is_some());
        self.left
            .set_subtitle(&packages.unwrap_or_default().join(", "));
        let hint = if state.can_add() {
            tr!("arrived-packages.hint")
        } else {
            tr!("arrived-packages.hint-command")
        };
        self.packages.set_description(Some(&hint));
        self.again.set_visible(state.can_add());
        self.again.set_sensitive(state.is_free());
    }

    fn show_looks(&self, state: &State) {
        let outcome = state.outcome();
        self.outcome.set_visible(outcome.is_some());
        let (title, subtitle) = outcome.unwrap_or_default();
        self.outcome.set_title(&title);
        self.outcome.set_subtitle(&subtitle);
        self.undo.set_visible(state.can_undo().is_some());
        let found = state.leftovers();
        self.looking.set_visible(found.is_none());
        self.undo.set_sensitive(found.is_some());
        self.all.set_visible(found.is_some_and(|all| all.len() > 1));
        let about = found.filter(|all| !all.is_empty());
        let about = about.map(|_| tr!("arrived-looks.body"));
        self.looks.set_description(about.as_deref());
        let mut shown = self.rows.borrow_mut();
        // While something is mended the rows stay where they are, but cannot be pressed.
        for row in &shown.rows {
            row.set_sensitive(found.is_some());
        }
        let Some(found) = found else { return };
        if shown.of.as_deref() == Some(found) {
            return;
        }
        for row in shown.rows.drain(..) {
            self.looks.remove(&row);
        }
        shown.rows = found
            .iter()
            .map(|leftover| self.leftover(leftover))
            .collect();
        if found.is_empty() && state.can_undo().is_none() {
            let nothing = row(&tr!("arrived-looks.nothing"));
            nothing.set_subtitle(&tr!("arrived-looks.nothing-body"));
            shown.rows.push(nothing);
        }
        for row in &shown.rows {
            self.looks.add(row);
        }
        shown.of = Some(found.to_vec());
    }

    fn leftover(&self, leftover: &Leftover) -> adw::ActionRow {
        let what = text::leftover(leftover);
        let line = row(&what);
        line.set_subtitle(&text::leftover_reason(leftover));
        let id = leftover.id.clone();
        let repair = button(&tr!("arrived-looks.one"), &self.input, move || {
            ArrivedMsg::Repair(Some(id.clone()))
        });
        speak(&repair, &tr!("arrived-repair-spoken", what = what));
        line.add_suffix(&repair);
        line
    }
}

/// A row whose words may come from outside.
fn row(title: &str) -> adw::ActionRow {
    adw::ActionRow::builder()
        .title(title)
        .use_markup(false)
        .build()
}

fn button(
    label: &str,
    input: &relm4::Sender<ArrivedMsg>,
    msg: impl Fn() -> ArrivedMsg + 'static,
) -> gtk::Button {
    let button = gtk::Button::with_label(label);
    button.set_valign(gtk::Align::Center);
    let input = input.clone();
    button.connect_clicked(move |_| input.emit(msg()));
    button
}
