//! Pictures of what was said of apps on its way into a file, and back.

use gtk::gio;
use relm4::prelude::*;

use super::apps_screens::apps;
use super::pages::apps::{AppsMsg, HistoryMsg};
use super::screens::Picture;

/// The dialogs.
pub(super) fn transfer() -> Vec<Picture> {
    vec![
        apps("apps-import")
            .then(|f| f.tell_apps(AppsMsg::OpenHistory))
            .wait_for("Nothing Changed Yet")
            .then(|f| f.tell_history(HistoryMsg::Import(gio::File::for_path(f.world.export()))))
            .wait_for("This is what the file changes"),
        apps("apps-import-without")
            .then(|f| f.tell_apps(AppsMsg::OpenHistory))
            .wait_for("Nothing Changed Yet")
            .then(|f| {
                let file = f.world.export_from_elsewhere();
                f.tell_history(HistoryMsg::Import(gio::File::for_path(file)));
            })
            .wait_for("cannot be used here"),
        apps("apps-export-without")
            .then(|f| {
                let text = "[Context]\nlater=1\nsoon=2\n\n[Later]\nx=y\n";
                f.world.overrides("org.example.Cadence", text);
            })
            .then(|f| f.tell_apps(AppsMsg::OpenHistory))
            .wait_for("Nothing Changed Yet")
            .then(|f| {
                let file = gio::File::for_path(f.world.path("export.toml"));
                f.tell_history(HistoryMsg::Export(file));
            })
            .wait_for("Exported, but Not Everything"),
    ]
}
