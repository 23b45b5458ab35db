//! What the administrator said of all apps: to be read, not to be changed.

use adw::prelude::*;
use gtk::glib;
use relm4::prelude::*;

use crate::domain::permission::{Layer, Setting, Target};
use crate::text::permission as words;
use crate::tr;
use crate::ui::widgets::{group, plain_row, property_row};

/// The rows.
#[derive(Debug)]
pub(crate) struct Administrator {
    group: adw::PreferencesGroup,
    rows: Vec<adw::ActionRow>,
    shown: Layer,
}

impl Administrator {
    /// Below what is in the box already; not seen before there is something to read.
    pub(crate) fn new(content: &gtk::Box) -> Self {
        let group = group(&tr!("rules-administrator"));
        let hint = tr!("rules-administrator-hint");
        group.set_description(Some(&glib::markup_escape_text(&hint)));
        group.set_visible(false);
        content.append(&group);
        Self {
            group,
            rows: Vec::new(),
            shown: Layer::default(),
        }
    }

    /// Shows what is said.
    pub(crate) fn show(&mut self, said: &Layer) {
        if self.shown == *said {
            return;
        }
        for row in self.rows.drain(..) {
            self.group.remove(&row);
        }
        let rules = said.iter().map(|(target, setting)| row(target, setting));
        let unknown = said.unknown().iter().map(|line| {
            let what = tr!("rules-unknown-line", group = line.group.clone());
            plain_row(&line.text, &what)
        });
        self.rows = rules.chain(unknown).collect();
        for row in &self.rows {
            self.group.add(row);
        }
        self.group.set_visible(!self.rows.is_empty());
        self.shown = said.clone();
    }
}

fn row(target: &Target, setting: &Setting) -> adw::ActionRow {
    let row = property_row(&words::label(target));
    row.set_subtitle(&words::setting_word(setting));
    row
}
