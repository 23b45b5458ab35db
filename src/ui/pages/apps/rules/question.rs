//! A question about something to add.

use std::rc::Rc;

use adw::prelude::*;
use relm4::Sender;
use relm4::prelude::*;

use super::RulesMsg;
use crate::flatpak::overrides::Change;
use crate::tr;
use crate::ui::widgets::{describe, remark, set_class};

/// A question with rows that is answered with Add once what they hold is right.
pub(super) struct Question {
    dialog: adw::AlertDialog,
    /// The rows.
    pub(super) rows: adw::PreferencesGroup,
    wrong: gtk::Label,
}

impl Question {
    /// `wrong`: what would be right, for somebody who typed something else.
    pub(super) fn new(title: &str, body: &str, wrong: &str) -> Self {
        let dialog = adw::AlertDialog::new(Some(title), Some(body));
        dialog.add_response("cancel", &tr!("action-cancel"));
        dialog.add_response("add", &tr!("rules-add"));
        dialog.set_response_appearance("add", adw::ResponseAppearance::Suggested);
        dialog.set_response_enabled("add", false);
        dialog.set_default_response(Some("add"));
        dialog.set_close_response("cancel");
        let content = gtk::Box::new(gtk::Orientation::Vertical, 12);
        let rows = adw::PreferencesGroup::new();
        content.append(&rows);
        let told = remark();
        told.set_label(wrong);
        told.set_visible(false);
        content.append(&told);
        dialog.set_extra_child(Some(&content));
        Self {
            dialog,
            rows,
            wrong: told,
        }
    }

    /// A row to type into.
    pub(super) fn entry(&self, title: &str) -> adw::EntryRow {
        let row = adw::EntryRow::builder()
            .title(title)
            .activates_default(true)
            .build();
        self.rows.add(&row);
        row
    }

    /// Asks. `read`: what is added, by what stands in that row.
    pub(super) fn ask(
        self,
        page: &adw::NavigationPage,
        name: &adw::EntryRow,
        input: Sender<RulesMsg>,
        read: impl Fn(&str) -> Option<Change> + 'static,
    ) {
        let read = Rc::new(read);
        let (dialog, wrong, look) = (self.dialog.downgrade(), self.wrong, Rc::clone(&read));
        name.connect_changed(move |name| {
            let text = name.text();
            let is_right = look(&text).is_some();
            let is_wrong = !is_right && !text.trim().is_empty();
            if let Some(dialog) = dialog.upgrade() {
                dialog.set_response_enabled("add", is_right);
            }
            tell(name, &wrong, is_wrong);
        });
        let row = name.clone();
        self.dialog.connect_response(Some("add"), move |_, _| {
            if let Some(change) = read(&row.text()) {
                input.emit(RulesMsg::Add(change));
            }
        });
        self.dialog.present(Some(page));
        name.grab_focus();
    }
}

/// Says what would be right, to the eye and to the ear.
fn tell(name: &adw::EntryRow, wrong: &gtk::Label, is_wrong: bool) {
    wrong.set_visible(is_wrong);
    set_class(name, "error", is_wrong);
    if let Some(text) = name.delegate() {
        let words = wrong.label();
        describe(&text, if is_wrong { &words } else { "" });
        let invalid = if is_wrong {
            gtk::AccessibleInvalidState::True
        } else {
            gtk::AccessibleInvalidState::False
        };
        let text: &gtk::Accessible = text.upcast_ref();
        text.update_state(&[gtk::accessible::State::Invalid(invalid)]);
    }
}
