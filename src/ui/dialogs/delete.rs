//! Whether to delete a version: it cannot be undone.

use adw::prelude::*;
use relm4::prelude::*;

use super::{question, when};
use crate::domain::Deployment;
use crate::text;
use crate::tr;

/// The question.
pub(crate) fn delete(version: &Deployment, run: impl Fn() + 'static) -> adw::AlertDialog {
    let dialog = question(
        &tr!("delete-title", version = text::version(version)),
        &tr!("delete-body"),
    );
    dialog.add_response("delete", &tr!("delete-button"));
    dialog.set_response_appearance("delete", adw::ResponseAppearance::Destructive);
    when(&dialog, "delete", run);
    dialog
}
