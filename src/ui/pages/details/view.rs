//! The widgets of the details page.

use adw::prelude::*;
use relm4::prelude::*;

use super::DetailsMsg;
use super::state::{Fact, State};
use crate::notebook::NOTE_LIMIT;
use crate::tr;
use crate::ui::widgets::{
    badge_box, centred, copy_button, fill, fill_badges, group, on_activate, property_row, way_row,
};

/// The widgets, top to bottom.
#[derive(Debug)]
pub(crate) struct View {
    badges: adw::WrapBox,
    go_back: gtk::Button,
    why_not: gtk::Label,
    pub(crate) keep: adw::SwitchRow,
    pub(crate) note: adw::EntryRow,
    facts: Vec<(Fact, adw::ActionRow)>,
    difference: adw::ActionRow,
    packages: adw::ActionRow,
    command: gtk::Button,
    delete: gtk::Button,
    deleting: adw::ActionRow,
}

impl View {
    pub(crate) fn new(content: &gtk::Box, input: &relm4::Sender<DetailsMsg>) -> Self {
        let view = Self {
            badges: badge_box(),
            go_back: button("", input, || DetailsMsg::GoBack),
            why_not: centred(&["dim-label"]),
            keep: adw::SwitchRow::builder()
                .title(tr!("details-keep"))
                .use_markup(false)
                .build(),
            note: adw::EntryRow::builder()
                .title(tr!("details-note"))
                .show_apply_button(true)
                .max_length(i32::try_from(NOTE_LIMIT).unwrap_or(i32::MAX))
                .build(),
            facts: facts(input),
            difference: way_row(&tr!("packages-compared")),
            packages: way_row(&tr!("packages-all")),
            command: button(&tr!("details-copy-command"), input, || {
                DetailsMsg::CopyCommand
            }),
            delete: button(&tr!("details-delete"), input, || DetailsMsg::Delete),
            deleting: adw::ActionRow::builder()
                .title(tr!("details-deleting"))
                .use_markup(false)
                .build(),
        };
        view.go_back.set_css_classes(&["pill"]);
        view.go_back.set_halign(gtk::Align::Center);
        view.delete.add_css_class("destructive-action");
        view.badges.set_align(0.5);
        view.assemble(content, input);
        view.listen(input);
        view
    }

    fn assemble(&self, content: &gtk::Box, input: &relm4::Sender<DetailsMsg>) {
        let head = gtk::Box::new(gtk::Orientation::Vertical, 12);
        head.append(&self.badges);
        head.append(&self.go_back);
        head.append(&self.why_not);
        content.append(&head);
        let keeping = adw::PreferencesGroup::new();
        keeping.add(&self.keep);
        keeping.add(&self.note);
        content.append(&keeping);
        let packages = group(&tr!("details-packages"));
        packages.add(&self.difference);
        packages.add(&self.packages);
        content.append(&packages);
        let about = group(&tr!("details-about"));
        for (_, row) in &self.facts {
            about.add(row);
        }
        content.append(&about);
        let buttons = adw::WrapBox::builder()
            .child_spacing(12)
            .line_spacing(12)
            .align(0.5)
            .build();
        buttons.append(&self.command);
        buttons.append(&button(&tr!("details-copy"), input, || DetailsMsg::Copy));
        content.append(&buttons);
        let deleting = adw::PreferencesGroup::new();
        self.delete.set_valign(gtk::Align::Center);
        self.deleting.add_suffix(&self.delete);
        deleting.add(&self.deleting);
        content.append(&deleting);
    }

    fn listen(&self, input: &relm4::Sender<DetailsMsg>) {
        let sender = input.clone();
        self.keep
            .connect_active_notify(move |row| sender.emit(DetailsMsg::Keep(row.is_active())));
        let sender = input.clone();
        self.note
            .connect_apply(move |row| sender.emit(DetailsMsg::Note(row.text().to_string())));
        let sender = input.clone();
        on_activate(&self.packages, move || sender.emit(DetailsMsg::Packages));
        let sender = input.clone();
        on_activate(&self.difference, move || {
            sender.emit(DetailsMsg::Difference);
        });
    }

    pub(crate) fn show(&self, state: &State) {
        fill_badges(&self.badges, &state.badges());
        let go_back = state.go_back();
        self.go_back.set_visible(go_back.is_yes());
        self.go_back.set_label(&state.start_label());
        self.why_not.set_visible(!go_back.is_yes());
        self.why_not
            .set_label(go_back.why_not().unwrap_or_default());
        self.keep.set_subtitle(&state.keep_subtitle());
        self.keep.set_sensitive(state.keep().is_yes());
        if !state.is_keep_pending() {
            self.keep.set_active(state.is_kept());
        }
        self.note
            .set_visible(state.is_kept() || !state.note().is_empty());
        for (fact, row) in &self.facts {
            fill(row, state.fact(*fact));
        }
        let difference = state.difference();
        self.difference.set_visible(difference.is_some());
        self.difference
            .set_subtitle(&difference.unwrap_or_default());
        self.command.set_visible(state.has_command());
        let delete = state.delete();
        self.delete.set_visible(delete.is_yes());
        self.deleting.set_subtitle(&state.delete_subtitle());
    }
}

fn button(
    label: &str,
    input: &relm4::Sender<DetailsMsg>,
    msg: impl Fn() -> DetailsMsg + 'static,
) -> gtk::Button {
    let button = gtk::Button::with_label(label);
    let input = input.clone();
    button.connect_clicked(move |_| input.emit(msg()));
    button
}

fn facts(input: &relm4::Sender<DetailsMsg>) -> Vec<(Fact, adw::ActionRow)> {
    let row = |fact: Fact| {
        let row = property_row(&fact.title());
        row.set_subtitle_lines(0);
        if fact.is_copied() {
            let input = input.clone();
            row.add_suffix(&copy_button(
                &tr!("details-copy-fact", name = fact.title()),
                move || input.emit(DetailsMsg::CopyFact(fact)),
            ));
        }
        (fact, row)
    };
    Fact::ALL.into_iter().map(row).collect()
}
