//! One app in the list.

use std::cell::RefCell;
use std::rc::Rc;

use gtk::prelude::*;
use gtk::{gio, pango};
use relm4::prelude::*;
use relm4::typed_view::grid::RelmGridItem;

use super::line::{Choice, Line};
use super::list::{Rows, as_row, rows};
use crate::tr;
use crate::ui::widgets::{add_action, badge_box, fill_labels};

/// The widgets of a row.
#[derive(Debug)]
pub(crate) struct RowWidgets {
    icon: gtk::Image,
    name: gtk::Label,
    detail: gtk::Label,
    facts: gtk::Label,
    marks: adw::WrapBox,
    item: gtk::ListItem,
}

impl RelmGridItem for Line {
    type Root = gtk::Box;
    type Widgets = RowWidgets;

    fn setup(item: &gtk::ListItem) -> (gtk::Box, RowWidgets) {
        let widgets = RowWidgets {
            icon: app_icon(40),
            name: label(&["heading"]),
            detail: label(&["dim-label"]),
            facts: label(&["dim-label", "caption"]),
            marks: badge_box(),
            item: item.clone(),
        };
        for label in [&widgets.detail, &widgets.facts] {
            label.set_lines(2);
            label.set_wrap(true);
        }
        let texts = gtk::Box::builder()
            .orientation(gtk::Orientation::Vertical)
            .valign(gtk::Align::Center)
            .spacing(3)
            .hexpand(true)
            .build();
        texts.append(&widgets.name);
        texts.append(&widgets.detail);
        texts.append(&widgets.facts);
        texts.append(&widgets.marks);
        let root = gtk::Box::builder()
            .spacing(12)
            .css_classes(["app-line"])
            .build();
        root.append(&widgets.icon);
        root.append(&texts);
        root.append(&gtk::Image::from_icon_name("go-next-symbolic"));
        add_open(&root, item);
        as_row(&root);
        (root, widgets)
    }

    fn bind(&mut self, widgets: &mut RowWidgets, _root: &mut gtk::Box) {
        show_icon(&widgets.icon, self.icon.as_deref());
        widgets.name.set_label(&self.name);
        widgets.detail.set_label(&self.detail);
        widgets.detail.set_visible(!self.detail.is_empty());
        let facts = self.caption();
        widgets.facts.set_label(&facts);
        widgets.facts.set_visible(!facts.is_empty());
        let marks = self.marks.iter().map(|mark| (mark.label(), mark.class()));
        fill_labels(&widgets.marks, marks);
        widgets.item.set_accessible_label(&self.spoken());
    }
}

/// Lets assistive tools open a row of a list, as a click does.
pub(crate) fn add_open(root: &gtk::Box, item: &gtk::ListItem) {
    let (weak, row) = (item.downgrade(), root.downgrade());
    add_action(root, "open", move || {
        if let (Some(item), Some(row)) = (weak.upgrade(), row.upgrade()) {
            let place = item.position().to_variant();
            if row
                .activate_action("list.activate-item", Some(&place))
                .is_err()
            {
                tracing::debug!("the row is in no list");
            }
        }
    });
}

/// The list itself, from which those are left out that are not wanted.
pub(crate) fn list(choice: &Rc<RefCell<Choice>>) -> Rows<Line> {
    let mut list = rows::<Line>(&tr!("page-apps"));
    let choice = Rc::clone(choice);
    list.add_filter(move |line| choice.borrow().takes(line));
    list
}

/// An image for an app's icon, which says nothing of its own: the name stands beside it.
pub(crate) fn app_icon(size: i32) -> gtk::Image {
    gtk::Image::builder()
        .pixel_size(size)
        .valign(gtk::Align::Center)
        .accessible_role(gtk::AccessibleRole::Presentation)
        .build()
}

/// Shows an app's icon, read from its file when it is drawn, or one that stands for any app.
pub(crate) fn show_icon(image: &gtk::Image, file: Option<&std::path::Path>) {
    match file {
        Some(file) => image.set_from_gicon(&gio::FileIcon::new(&gio::File::for_path(file))),
        None => image.set_icon_name(Some("application-x-executable-symbolic")),
    }
}

fn label(classes: &[&str]) -> gtk::Label {
    gtk::Label::builder()
        .xalign(0.0)
        .ellipsize(pango::EllipsizeMode::End)
        .css_classes(classes.iter().map(ToString::to_string).collect::<Vec<_>>())
        .build()
}
