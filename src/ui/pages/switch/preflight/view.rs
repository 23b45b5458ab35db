//! The rows of the page before a switch.

use adw::prelude::*;
use gtk::glib;
use relm4::prelude::*;

use super::PreflightMsg;
use super::state::{Help, Line, State};
use crate::preflight::Level;
use crate::switching::Packages;
use crate::tr;
use crate::ui::widgets::{add_action, fold, group, plain_row, property_row};

type Input = relm4::Sender<PreflightMsg>;

/// All rows, as that state has them, top to bottom.
pub(crate) fn groups(state: &State, input: &Input) -> Vec<adw::PreferencesGroup> {
    let red = lines_group(&tr!("preflight-page-red"), &state.lines(Level::Red), input);
    let yellow = lines_group(
        &tr!("preflight-page-yellow"),
        &state.lines(Level::Yellow),
        input,
    );
    if let Some(yellow) = yellow.as_ref().filter(|_| state.asks()) {
        yellow.add(&read_row(state, input));
    }
    let groups = [
        red,
        happens(state),
        steps(state),
        yellow,
        packages(state, input),
        fine_group(state, input),
    ];
    groups.into_iter().flatten().collect()
}

fn lines_group(title: &str, lines: &[Line], input: &Input) -> Option<adw::PreferencesGroup> {
    let group = group(title);
    for line in lines {
        group.add(&line_row(line, input));
    }
    (!lines.is_empty()).then_some(group)
}

/// The one tick that what is yellow takes.
fn read_row(state: &State, input: &Input) -> adw::ActionRow {
    let read = gtk::CheckButton::builder()
        .active(state.has_read)
        .valign(gtk::Align::Center)
        .build();
    let input = input.clone();
    read.connect_toggled(move |read| input.emit(PreflightMsg::Read(read.is_active())));
    check_row(&read, &tr!("preflight-page-read"), "")
}

/// What becomes of the computer: the first thing that people ask.
fn happens(state: &State) -> Option<adw::PreferencesGroup> {
    let sentences = state.happens();
    let group = group(&tr!("preflight-page-happens"));
    for sentence in &sentences {
        let row = plain_row(sentence, "");
        row.set_title_lines(0);
        group.add(&row);
    }
    (!sentences.is_empty()).then_some(group)
}

/// What is as it should be is folded away: there is nothing to decide.
fn fine_group(state: &State, input: &Input) -> Option<adw::PreferencesGroup> {
    let group = adw::PreferencesGroup::new();
    let lines = state.lines(Level::Green);
    let title = if state.is_fine() {
        tr!("preflight-page-green")
    } else {
        tr!("preflight-page-green.rest")
    };
    let count = tr!("preflight-page-green.count", count = lines.len());
    let fold = fold(&title, &count);
    fold.add_prefix(&icon(Level::Green));
    for line in &lines {
        fold.add_row(&line_row(line, input));
    }
    group.add(&fold);
    (!lines.is_empty()).then_some(group)
}

/// One line: how bad it is as a picture with a name, what it says, what mends it.
fn line_row(line: &Line, input: &Input) -> adw::ActionRow {
    let row = adw::ActionRow::builder()
        .title(&line.title)
        .subtitle(&line.body)
        .title_lines(0)
        .subtitle_lines(0)
        .use_markup(false)
        .build();
    row.add_prefix(&icon(line.level));
    if let Some(help) = &line.help {
        row.add_suffix(&help_button(help, input));
    }
    row
}

fn icon(level: Level) -> gtk::Image {
    let (icon, class, name) = match level {
        Level::Green => (
            "object-select-symbolic",
            "success",
            tr!("preflight-page-level-green"),
        ),
        Level::Yellow => (
            "dialog-warning-symbolic",
            "warning",
            tr!("preflight-page-level-yellow"),
        ),
        Level::Red => (
            "dialog-error-symbolic",
            "error",
            tr!("preflight-page-level-red"),
        ),
    };
    let image = gtk::Image::builder()
        .icon_name(icon)
        .css_classes([class])
        .tooltip_text(&name)
        .accessible_role(gtk::AccessibleRole::Img)
        .build();
    image.update_property(&[gtk::accessible::Property::Label(&name)]);
    image
}

fn help_button(help: &Help, input: &Input) -> gtk::Button {
    let button = gtk::Button::builder()
        .label(help.label())
        .valign(gtk::Align::Center)
        .build();
    let (input, help) = (input.clone(), help.clone());
    button.connect_clicked(move |_| input.emit(PreflightMsg::Help(help.clone())));
    button
}

/// What happens now and what after the restart, when it takes two steps.
fn steps(state: &State) -> Option<adw::PreferencesGroup> {
    let [first, second] = state.steps()?;
    let group = group(&tr!("preflight-page-steps"));
    group.set_description(Some(&glib::markup_escape_text(&tr!(
        "preflight-page-steps.body"
    ))));
    for (title, step) in [
        (tr!("preflight-page-first"), first),
        (tr!("preflight-page-second"), second),
    ] {
        let row = property_row(&title);
        row.set_subtitle(&step.words);
        row.set_tooltip_text(Some(&step.address));
        group.add(&row);
    }
    Some(group)
}

/// What becomes of packages that were added here.
fn packages(state: &State, input: &Input) -> Option<adw::PreferencesGroup> {
    let (names, chosen) = state.packages()?;
    let group = group(&tr!("preflight-page-packages"));
    let separator = tr!("list-separator");
    group.set_description(Some(&glib::markup_escape_text(&names.join(&separator))));
    let mut first: Option<gtk::CheckButton> = None;
    for (packages, title, subtitle) in [
        (
            Packages::Keep,
            tr!("preflight-page-keep"),
            tr!("preflight-page-keep.body"),
        ),
        (
            Packages::LeaveBehind,
            tr!("preflight-page-leave"),
            tr!("preflight-page-leave.body"),
        ),
    ] {
        let check = gtk::CheckButton::builder()
            .active(chosen == packages)
            .valign(gtk::Align::Center)
            .build();
        check.set_group(first.as_ref());
        let input = input.clone();
        check.connect_toggled(move |check| {
            if check.is_active() {
                input.emit(PreflightMsg::Packages(packages));
            }
        });
        group.add(&check_row(&check, &title, &subtitle));
        first.get_or_insert(check);
    }
    Some(group)
}

/// A row with something to tick, named by its title.
fn check_row(check: &gtk::CheckButton, title: &str, subtitle: &str) -> adw::ActionRow {
    let row = adw::ActionRow::builder()
        .title(title)
        .subtitle(subtitle)
        .use_markup(false)
        .activatable_widget(check)
        .build();
    check.update_property(&[gtk::accessible::Property::Label(title)]);
    row.add_prefix(check);
    // Rows have no action that assistive tools could call.
    let ticked = check.clone();
    add_action(&row, "open", move || {
        ticked.activate();
    });
    row
}
