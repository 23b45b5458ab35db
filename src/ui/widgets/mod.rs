//! Pieces used by two rooms or more.

mod badge;
mod notice;

pub(crate) use badge::{
    Badge, badge_box, fill_badges, fill_labels, risk_badge, risk_class, show_risk,
};
pub(crate) use notice::Notice;

use adw::prelude::*;
use gtk::{gio, glib, pango};
use relm4::Sender;
use relm4::prelude::*;

use super::ask::Ask;
use crate::tr;

/// Where wishes go.
pub(crate) type Asks = Sender<Ask>;

/// A button that asks for one thing.
pub(crate) fn ask_button(label: &str, asks: &Asks, ask: Ask) -> gtk::Button {
    let button = gtk::Button::with_label(label);
    on_click(&button, asks, ask);
    button
}

/// Lets a button ask for one thing.
pub(crate) fn on_click(button: &gtk::Button, asks: &Asks, ask: Ask) {
    let asks = asks.clone();
    button.connect_clicked(move |_| asks.emit(ask.clone()));
}

/// Gives a button another name for the ear than its label: the same words may stand on many. The label must be set
/// before, for GTK names a button by it.
pub(crate) fn speak(button: &impl IsA<gtk::Accessible>, name: &str) {
    button.reset_relation(gtk::AccessibleRelation::LabelledBy);
    button.update_property(&[gtk::accessible::Property::Label(name)]);
}

/// Tells the ear what stands on a row beside its name, in the place of its subtitle.
pub(crate) fn describe(row: &impl IsA<gtk::Widget>, words: &str) {
    let row: &gtk::Widget = row.upcast_ref();
    row.reset_relation(gtk::AccessibleRelation::DescribedBy);
    row.update_property(&[gtk::accessible::Property::Description(words)]);
}

/// A round-ended button, for the one thing that a page suggests.
pub(crate) fn pill(label: &str, asks: &Asks, ask: Ask) -> gtk::Button {
    let button = ask_button(label, asks, ask);
    as_pill(&button);
    button
}

/// A button on a row that copies something; its name says what.
pub(crate) fn copy_button(name: &str, copy: impl Fn() + 'static) -> gtk::Button {
    // Not made from a label: an icon put in its place would leave a screen reader without a name.
    let button = gtk::Button::from_icon_name("edit-copy-symbolic");
    button.set_tooltip_text(Some(name));
    button.set_valign(gtk::Align::Center);
    button.add_css_class("flat");
    button.connect_clicked(move |_| copy());
    button
}

/// Gives a widget a style or takes it away.
pub(crate) fn set_class(widget: &impl IsA<gtk::Widget>, class: &str, wanted: bool) {
    if wanted {
        widget.add_css_class(class);
    } else {
        widget.remove_css_class(class);
    }
}

/// Gives a button the looks of a pill.
pub(crate) fn as_pill(button: &gtk::Button) {
    button.add_css_class("pill");
    button.set_halign(gtk::Align::Center);
}

/// A row that shows a fact: its name small, its value large. The value may come from outside.
pub(crate) fn property_row(title: &str) -> adw::ActionRow {
    let row = adw::ActionRow::builder()
        .title(title)
        .use_markup(false)
        .subtitle_selectable(true)
        .build();
    row.add_css_class("property");
    row
}

/// Fills a property row, or hides it when there is nothing to tell.
pub(crate) fn fill(row: &adw::ActionRow, value: Option<String>) {
    row.set_visible(value.is_some());
    row.set_subtitle(&value.unwrap_or_default());
}

/// A row that leads to another page.
pub(crate) fn way_row(title: &str) -> adw::ActionRow {
    let row = adw::ActionRow::builder()
        .title(title)
        .use_markup(false)
        .activatable(true)
        .build();
    row.add_suffix(&gtk::Image::from_icon_name("go-next-symbolic"));
    row
}

/// A row that only tells. What it says may come from outside.
pub(crate) fn plain_row(title: &str, subtitle: &str) -> adw::ActionRow {
    adw::ActionRow::builder()
        .title(title)
        .subtitle(subtitle)
        .use_markup(false)
        .build()
}

/// One word on a row, in a small rounded label.
pub(crate) fn badge(words: &str, class: &str) -> gtk::Label {
    gtk::Label::builder()
        .label(words)
        .css_classes(["badge", class])
        .valign(gtk::Align::Center)
        .build()
}

/// A row of what one cannot have, and why: only its title is dim, for the reason is there to be read.
pub(crate) fn closed_row(title: &str, why: &str) -> adw::ActionRow {
    let row = plain_row(title, why);
    row.add_css_class("closed");
    row.upcast_ref::<gtk::Widget>()
        .update_state(&[gtk::accessible::State::Disabled(true)]);
    row
}

/// A row over several that cannot be had for one reason.
pub(crate) fn reason_row(title: &str, why: &str) -> adw::ActionRow {
    let row = plain_row(title, why);
    row.add_css_class("reason");
    row
}

/// A row that unfolds, also for assistive tools: rows have no action that these could call.
pub(crate) fn fold(title: &str, subtitle: &str) -> adw::ExpanderRow {
    let row = adw::ExpanderRow::builder()
        .title(glib::markup_escape_text(title))
        .subtitle(glib::markup_escape_text(subtitle))
        .build();
    // The row has the action: it must not keep the row in turn.
    let folded = row.downgrade();
    add_action(&row, "open", move || {
        if let Some(row) = folded.upgrade() {
            row.set_expanded(!row.is_expanded());
        }
    });
    row
}

/// Lets a row do something, by pointer, keyboard and assistive tools: rows have no accessible action of their own.
pub(crate) fn on_activate(row: &adw::ActionRow, run: impl Fn() + Clone + 'static) {
    let again = run.clone();
    row.connect_activated(move |_| again());
    add_action(row, "open", run);
}

/// Gives a widget an action `row.NAME` that assistive tools list and call.
pub(crate) fn add_action(widget: &impl IsA<gtk::Widget>, name: &str, run: impl Fn() + 'static) {
    let group = gio::SimpleActionGroup::new();
    let action = gio::SimpleAction::new(name, None);
    action.connect_activate(move |_, _| run());
    group.add_action(&action);
    widget.insert_action_group("row", Some(&group));
}

/// A group of rows under a heading.
pub(crate) fn group(title: &str) -> adw::PreferencesGroup {
    adw::PreferencesGroup::builder()
        .title(glib::markup_escape_text(title))
        .build()
}

/// A text that wraps, in the middle of the page.
pub(crate) fn centred(classes: &[&str]) -> gtk::Label {
    gtk::Label::builder()
        .wrap(true)
        .wrap_mode(pango::WrapMode::WordChar)
        .justify(gtk::Justification::Center)
        .css_classes(classes.iter().map(ToString::to_string).collect::<Vec<_>>())
        .build()
}

/// A sentence that stands below what it is about.
pub(crate) fn remark() -> gtk::Label {
    gtk::Label::builder()
        .wrap(true)
        .wrap_mode(pango::WrapMode::WordChar)
        .xalign(0.0)
        .css_classes(["dim-label", "caption"])
        .margin_start(12)
        .margin_end(12)
        .build()
}

/// A page's body: scrolls, and is never wider than people read.
pub(crate) fn page_body(content: &gtk::Box) -> gtk::ScrolledWindow {
    content.set_orientation(gtk::Orientation::Vertical);
    content.set_spacing(24);
    content.set_margin_top(24);
    content.set_margin_bottom(24);
    content.set_margin_start(12);
    content.set_margin_end(12);
    let clamp = adw::Clamp::builder()
        .maximum_size(640)
        .child(content)
        .build();
    gtk::ScrolledWindow::builder()
        .hscrollbar_policy(gtk::PolicyType::Never)
        .vexpand(true)
        .child(&clamp)
        .build()
}

/// The service's own words, folded away, with a button that copies them.
pub(crate) fn raw_fold(raw: &str, asks: &Asks) -> gtk::Expander {
    let text = gtk::Label::builder()
        .label(raw)
        .wrap(true)
        .wrap_mode(pango::WrapMode::WordChar)
        .selectable(true)
        .xalign(0.0)
        .css_classes(["monospace", "caption"])
        .build();
    let copy = ask_button(&tr!("action-copy"), asks, Ask::Copy(raw.to_owned()));
    copy.set_halign(gtk::Align::Start);
    let inner = gtk::Box::new(gtk::Orientation::Vertical, 12);
    inner.set_margin_top(12);
    inner.append(&text);
    inner.append(&copy);
    gtk::Expander::builder()
        .label(tr!("failure-details"))
        .child(&inner)
        .build()
}
