//! One change in a list.

use std::cell::Cell;
use std::rc::Rc;

use gtk::pango;
use gtk::prelude::*;
use relm4::prelude::*;
use relm4::typed_view::grid::RelmGridItem;

use super::super::list::as_row;
use super::state::{Past, Undo};
use crate::tr;
use crate::ui::widgets::speak;

/// The action of the page that a row's button calls.
pub(crate) const UNDO: &str = "history.undo";

/// The widgets of a row.
#[derive(Debug)]
pub(crate) struct RowWidgets {
    day: gtk::Label,
    words: gtk::Label,
    lines: gtk::Label,
    when: gtk::Label,
    undo: gtk::Button,
    undone: gtk::Label,
    number: Rc<Cell<u64>>,
    item: gtk::ListItem,
}

impl RelmGridItem for Past {
    type Root = gtk::Box;
    type Widgets = RowWidgets;

    fn setup(item: &gtk::ListItem) -> (gtk::Box, RowWidgets) {
        item.set_activatable(false);
        let number = Rc::new(Cell::new(0));
        let widgets = RowWidgets {
            day: label(&["heading"]),
            words: label(&[]),
            lines: label(&["dim-label", "caption"]),
            when: label(&["dim-label", "caption", "numeric"]),
            undo: undo_button(&number),
            undone: label(&["dim-label"]),
            number,
            item: item.clone(),
        };
        widgets.day.set_margin_top(12);
        widgets.day.set_margin_bottom(6);
        widgets.undone.set_label(&tr!("history-undone"));
        widgets.undone.set_wrap(false);
        let texts = gtk::Box::builder()
            .orientation(gtk::Orientation::Vertical)
            .spacing(3)
            .hexpand(true)
            .build();
        texts.append(&widgets.words);
        texts.append(&widgets.lines);
        texts.append(&widgets.when);
        let line = gtk::Box::builder().spacing(12).build();
        line.append(&texts);
        line.append(&widgets.undo);
        line.append(&widgets.undone);
        let root = gtk::Box::builder()
            .orientation(gtk::Orientation::Vertical)
            .css_classes(["app-line"])
            .build();
        root.append(&widgets.day);
        root.append(&line);
        as_row(&root);
        (root, widgets)
    }

    fn bind(&mut self, widgets: &mut RowWidgets, _root: &mut gtk::Box) {
        tell(&widgets.day, self.day.as_deref());
        widgets.words.set_label(&self.words);
        tell(&widgets.lines, Some(self.lines.as_str()));
        tell(&widgets.when, self.when.as_deref());
        let number = match self.undo {
            Undo::Offered(number) => Some(number),
            Undo::Done | Undo::Never => None,
        };
        widgets.undo.set_visible(number.is_some());
        widgets.undone.set_visible(self.undo == Undo::Done);
        widgets.number.set(number.unwrap_or_default());
        let (what, when) = (self.words.clone(), self.moment.clone());
        let name = tr!("history-undo-this", what = what, when = when);
        widgets.undo.set_tooltip_text(Some(&name));
        speak(&widgets.undo, &name);
        widgets.item.set_accessible_label(&self.spoken());
    }
}

fn undo_button(number: &Rc<Cell<u64>>) -> gtk::Button {
    let undo = gtk::Button::builder()
        .label(tr!("action-undo"))
        .valign(gtk::Align::Center)
        .build();
    let number = Rc::clone(number);
    undo.connect_clicked(move |button| {
        let number = number.get().to_variant();
        if button.activate_action(UNDO, Some(&number)).is_err() {
            tracing::debug!("the button is on no page");
        }
    });
    undo
}

/// Shows words, or nothing.
fn tell(label: &gtk::Label, words: Option<&str>) {
    let words = words.unwrap_or_default();
    label.set_visible(!words.is_empty());
    label.set_label(words);
}

fn label(classes: &[&str]) -> gtk::Label {
    gtk::Label::builder()
        .xalign(0.0)
        .wrap(true)
        .wrap_mode(pango::WrapMode::WordChar)
        .css_classes(classes.iter().map(ToString::to_string).collect::<Vec<_>>())
        .build()
}
