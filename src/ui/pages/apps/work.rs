//! Everything the pages about apps do in the background.

use std::sync::Arc;

use futures_util::StreamExt as _;
use relm4::ComponentSender;

use super::reading::AppsReading;
use super::{AppsCmd, AppsPage};
use crate::flatpak::{Apps, watch};

/// Reads all apps.
pub(super) fn read(sender: &ComponentSender<AppsPage>, apps: Apps) {
    sender.spawn_oneshot_command(move || AppsCmd::Read(Arc::new(AppsReading::take(&apps))));
}

/// Says when anybody changes something about apps.
pub(super) fn watch(sender: &ComponentSender<AppsPage>, apps: &Apps) {
    let places = apps.places().clone();
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                let changes = match watch::watch(&places) {
                    Ok(changes) => changes,
                    Err(err) => return tracing::warn!(%err, "changes of apps are not noticed"),
                };
                let mut changes = Box::pin(changes);
                while changes.next().await.is_some() {
                    if out.send(AppsCmd::Stale).is_err() {
                        return;
                    }
                }
            })
            .drop_on_shutdown()
    });
}
