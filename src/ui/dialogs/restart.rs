//! Whether to restart now. The session's service restarts without a question of its own.

use adw::prelude::*;
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
