//! A strip above the page that says one lasting thing and offers at most two buttons. `adw::Banner` has room for one.

use std::cell::RefCell;

use adw::prelude::*;
use gtk::pango;
use relm4::prelude::*;

/// The strip.
#[derive(Debug)]
pub(crate) struct Notice {
    /// What goes into the window.
    pub(crate) root: gtk::Revealer,
    line: gtk::Box,
    text: gtk::Label,
    buttons: gtk::Box,
    said: RefCell<String>,
}

impl Notice {
    /// Made of buttons; hidden until it has something to say.
    pub(crate) fn new(class: &str, buttons: &[&gtk::Button]) -> Self {
        let text = gtk::Label::builder()
            .wrap(true)
            .wrap_mode(pango::WrapMode::WordChar)
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
        let line = gtk::Box::builder()
            .spacing(12)
            .halign(gtk::Align::Fill)
            .css_classes(["notice", class])
            .build();
        text.set_hexpand(true);
        text.set_justify(gtk::Justification::Center);
        line.append(&text);
        line.append(&row);
        let root = gtk::Revealer::builder()
            .child(&line)
            .reveal_child(false)
            .visible(false)
            .build();
        Self {
            root,
            line,
            text,
            buttons: row,
            said: RefCell::default(),
        }
    }

    /// Puts the buttons below the text where the window is narrow.
    pub(crate) fn stack_when(&self, narrow: &adw::Breakpoint) {
        let vertical = gtk::Orientation::Vertical.to_value();
        narrow.add_setter(&self.line, "orientation", Some(&vertical));
        narrow.add_setter(&self.line, "spacing", Some(&6.to_value()));
    }

    /// Shorter words and a menu in place of the buttons where the window is narrow.
    pub(crate) fn fold_when(&self, narrow: &adw::Breakpoint, words: &str, menu: &gtk::MenuButton) {
        self.line.append(menu);
        narrow.add_setter(&self.text, "label", Some(&words.to_value()));
        narrow.add_setter(&self.buttons, "visible", Some(&false.to_value()));
        narrow.add_setter(menu, "visible", Some(&true.to_value()));
        narrow.add_setter(
            &self.line,
            "css-classes",
            Some(&["notice", "practice", "folded"].to_value()),
        );
    }

    /// Says something, or nothing.
    pub(crate) fn say(&self, text: Option<&str>) {
        if let Some(text) = text
            && *self.said.borrow() != text
        {
            // Only when it is new: where the window is narrow, shorter words may stand there.
            text.clone_into(&mut self.said.borrow_mut());
            self.text.set_label(text);
        }
        self.root.set_visible(text.is_some());
        self.root.set_reveal_child(text.is_some());
    }
}
