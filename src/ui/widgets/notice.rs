//! A strip above the page that says one lasting thing and offers at most two buttons. `adw::Banner` has room for one.

use adw::prelude::*;
use gtk::pango;
use relm4::prelude::*;

/// The strip.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    /// What goes into the window.
    pub(crate) root: gtk::Revealer,
    text: gtk::Label,
}

impl Notice {
    /// Made of buttons; hidden until it has something to say.
    pub(crate) fn new(class: &str, buttons: &[&gtk::Button]) -> Self {
        let text = gtk::Label::builder()
            .wrap(true)
            .wrap_mode(pango::WrapMode::WordChar)
            .natural_wrap_mode(gtk::NaturalWrapMode::None)
            .xalign(0.5)
            .build();
        let row = gtk::Box::builder()
            .spacing(6)
            .halign(gtk::Align::Center)
            .build();
        for button in buttons {
            button.set_valign(gtk::Align::Center);
            row.append(*button);
        }
        let wrap = adw::WrapBox::builder()
            .child_spacing(12)
            .line_spacing(6)
            .align(0.5)
            .css_classes(["notice", class])
            .build();
        wrap.append(&text);
        wrap.append(&row);
        let root = gtk::Revealer::builder()
            .child(&wrap)
            .reveal_child(false)
            .visible(false)
            .build();
        Self { root, text }
    }

    /// Says something, or nothing.
    pub(crate) fn say(&self, text: Option<&str>) {
        if let Some(text) = text {
            self.text.set_label(text);
        }
        self.root.set_visible(text.is_some());
        self.root.set_reveal_child(text.is_some());
    }
}
