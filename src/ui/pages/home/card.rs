//! A card above everything else on Home: something to say once, and what can be done about it.

use adw::prelude::*;
use relm4::prelude::*;

/// The empty card.
#[derive(Debug)]
pub(super) struct Card {
    pub(super) root: gtk::Box,
    pub(super) title: gtk::Label,
    pub(super) body: gtk::Label,
    pub(super) buttons: adw::WrapBox,
}

impl Card {
    pub(super) fn new() -> Self {
        let label = |class: &str| {
            gtk::Label::builder()
                .wrap(true)
                .xalign(0.0)
                .css_classes([class])
                .build()
        };
        let card = Self {
            root: gtk::Box::builder()
                .orientation(gtk::Orientation::Vertical)
                .spacing(12)
                .css_classes(["card", "welcome"])
                .build(),
            title: label("heading"),
            body: label("body"),
            buttons: adw::WrapBox::builder()
                .child_spacing(6)
                .line_spacing(6)
                .build(),
        };
        card.root.append(&card.title);
        card.root.append(&card.body);
        card.root.append(&card.buttons);
        card
    }
}
