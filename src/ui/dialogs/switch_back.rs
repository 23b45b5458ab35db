//! Whether to switch back over something that was prepared meanwhile.

use adw::prelude::*;
use relm4::prelude::*;

use super::{question, when};
use crate::tr;

/// The question. `version`: what is prepared, and goes.
pub(crate) fn switch_back(version: &str, run: impl Fn() + 'static) -> adw::AlertDialog {
    let dialog = question(
        &tr!("switch-back-title"),
        &tr!("switch-back-body", version = version),
    );
    dialog.add_response("back", &tr!("arrived-back.switch"));
    dialog.set_response_appearance("back", adw::ResponseAppearance::Destructive);
    when(&dialog, "back", run);
    dialog
}
