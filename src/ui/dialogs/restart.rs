//! Whether to restart now. The session's service restarts without a question of its own.

use adw::prelude::*;
use gtk::glib;
use relm4::prelude::*;

use super::{question, when};
use crate::tr;

/// The question.
pub(crate) fn restart(run: impl Fn() + 'static) -> adw::AlertDialog {
    let dialog = question(&tr!("restart-title"), &tr!("restart-body"));
    dialog.add_response("restart", &tr!("restart-button"));
    dialog.set_response_appearance("restart", adw::ResponseAppearance::Suggested);
    dialog.set_default_response(Some("restart"));
    when(&dialog, "restart", run);
    dialog
}

/// The question while work goes on that the restart would break off.
pub(crate) fn restart_during(work: &str, run: impl Fn() + 'static) -> adw::AlertDialog {
    let dialog = question(
        &tr!("restart-during-title"),
        &glib::markup_escape_text(&tr!("restart-during-body", work = work)),
    );
    dialog.add_response("restart", &tr!("restart-during-button"));
    dialog.set_response_appearance("restart", adw::ResponseAppearance::Destructive);
    when(&dialog, "restart", run);
    dialog
}
