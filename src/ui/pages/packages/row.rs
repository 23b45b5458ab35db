//! One package in the list.

use gtk::pango;
use gtk::prelude::*;
use relm4::prelude::*;
use relm4::typed_view::list::RelmListItem;

use super::state::Line;
use crate::tr;

/// The widgets of a row.
#[derive(Debug)]
pub(crate) struct RowWidgets {
    name: gtk::Label,
    security: gtk::Label,
    detail: gtk::Label,
}

impl RelmListItem for Line {
    type Root = gtk::Box;
    type Widgets = RowWidgets;

    fn setup(_item: &gtk::ListItem) -> (gtk::Box, RowWidgets) {
        let label = || {
            gtk::Label::builder()
                .xalign(0.0)
                .ellipsize(pango::EllipsizeMode::Middle)
                .build()
        };
        let widgets = RowWidgets {
            name: label(),
            security: gtk::Label::builder()
                .label(tr!("packages-security"))
                .css_classes(["badge", "bad"])
                .build(),
            detail: label(),
        };
        widgets.detail.add_css_class("caption");
        widgets.detail.add_css_class("dim-label");
        widgets.detail.add_css_class("numeric");
        let top = gtk::Box::new(gtk::Orientation::Horizontal, 8);
        top.append(&widgets.name);
        top.append(&widgets.security);
        let root = gtk::Box::builder()
            .orientation(gtk::Orientation::Vertical)
            .spacing(2)
            .css_classes(["package"])
            .build();
        root.append(&top);
        root.append(&widgets.detail);
        (root, widgets)
    }

    fn bind(&mut self, widgets: &mut RowWidgets, _root: &mut gtk::Box) {
        widgets.name.set_label(&self.name);
        widgets.security.set_visible(self.security);
        widgets.detail.set_label(&self.detail);
        widgets.detail.set_tooltip_text(Some(&self.detail));
    }
}
