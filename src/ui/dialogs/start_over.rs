//! Whether to make the practice machine anew.

use adw::prelude::*;
use relm4::prelude::*;

use super::{question, when};
use crate::tr;

/// The question.
pub(crate) fn start_over(run: impl Fn() + 'static) -> adw::AlertDialog {
    let dialog = question(&tr!("start-over-title"), &tr!("start-over-body"));
    dialog.add_response("start-over", &tr!("start-over-button"));
    dialog.set_response_appearance("start-over", adw::ResponseAppearance::Destructive);
    when(&dialog, "start-over", run);
    dialog
}
