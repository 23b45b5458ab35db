//! Dialogs: a question before something that cannot simply be undone, and what went wrong.

mod about;
mod delete;
mod failure;
mod go_back;
mod restart;
mod shortcuts;
mod start_over;
mod switch_back;

pub(crate) use about::about;
pub(crate) use delete::delete;
pub(crate) use failure::{failure, fold, told};
pub(crate) use go_back::GoBackDialog;
pub(crate) use restart::{restart, restart_during};
pub(crate) use shortcuts::shortcuts;
pub(crate) use start_over::start_over;
pub(crate) use switch_back::switch_back;

use adw::prelude::*;
use relm4::prelude::*;

/// A question with a way out that is safe: Escape and Cancel mean no, nothing is chosen by Return.
pub(crate) fn question(heading: &str, body: &str) -> adw::AlertDialog {
    let dialog = adw::AlertDialog::new(Some(heading), Some(body));
    dialog.add_response("cancel", &crate::tr!("action-cancel"));
    dialog.set_close_response("cancel");
    // Return and the first focus do no harm.
    dialog.set_default_response(Some("cancel"));
    dialog
}

/// Presents a question above a widget and calls back when it is answered with that response.
pub(crate) fn when(dialog: &adw::AlertDialog, response: &str, run: impl Fn() + 'static) {
    dialog.connect_response(Some(response), move |_, _| run());
}
