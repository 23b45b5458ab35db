//! What went wrong, what it means, the way out; the service's own words in a fold.

use adw::prelude::*;
use gtk::glib;
use relm4::prelude::*;

use super::when;
use crate::backend::BackendError;
use crate::text::{self, Explanation};
use crate::tr;
use crate::ui::widgets::{Asks, raw_fold};

/// Tells a failure. The button that leads on, if there is one, says this and does this.
pub(crate) fn failure(
    error: &BackendError,
    asks: &Asks,
    again: Option<(&str, impl Fn() + 'static)>,
) -> adw::AlertDialog {
    let words = text::explain(error);
    let dialog = told(&words);
    if let Some((label, again)) = again {
        dialog.add_response("again", label);
        dialog.set_response_appearance("again", adw::ResponseAppearance::Suggested);
        when(&dialog, "again", again);
    }
    if let Some(raw) = &words.raw {
        fold(&dialog, raw, asks);
    }
    dialog
}

/// Adds the words of whoever did not do it, folded.
pub(crate) fn fold(dialog: &adw::AlertDialog, raw: &str, asks: &Asks) {
    dialog.set_extra_child(Some(&raw_fold(raw, asks)));
}

/// Tells what a person can do nothing about but read.
pub(crate) fn told(words: &Explanation) -> adw::AlertDialog {
    let dialog = adw::AlertDialog::new(Some(&words.title), Some(&body(words)));
    dialog.add_response("close", &tr!("action-close"));
    dialog.set_close_response("close");
    dialog
}

fn body(words: &Explanation) -> String {
    let parts = [Some(words.body.clone()), words.hint.clone()];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    glib::markup_escape_text(&parts.join("\n\n")).to_string()
}
