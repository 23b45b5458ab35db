//! What is done in the background.

use std::collections::BTreeSet;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use relm4::prelude::*;
use relm4::{ComponentSender, Sender};

use super::super::reading::Key;
use super::super::{AppsCmd, AppsPage};
use super::ask::AskList;
use super::updates::Asks;
use super::{CareCmd, Task, Versions};
use crate::domain::{AppId, InstalledApp};
use crate::flatpak::answers::Granted;
use crate::flatpak::care::{Care, CareError, Reach, Waiting};
use crate::flatpak::command::{Follow, Stop};
use crate::flatpak::leftovers::size;
use crate::text;
use crate::tr;

type Owner = ComponentSender<AppsPage>;

/// Asks one thing and tells the answer.
fn tell(sender: &Owner, answer: impl Future<Output = CareCmd> + Send + 'static) {
    sender.oneshot_command(async move { AppsCmd::Care(answer.await) });
}

/// Nobody listens once the window is closed.
fn send(out: &Sender<AppsCmd>, cmd: CareCmd) {
    if out.send(AppsCmd::Care(cmd)).is_err() {
        tracing::debug!("the window is closed");
    }
}

/// Does one thing, telling how far it is.
pub(super) fn run(sender: &Owner, care: &Care, (number, task, stop): (u64, Task, Stop)) {
    let care = care.clone();
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                let told = out.clone();
                let mut follow = Follow::new(&stop, move |progress| {
                    send(&told, CareCmd::Progress(number, progress));
                });
                let ended = task.run(&care, &mut follow).await;
                send(&out, CareCmd::Ended(number, ended));
            })
            .drop_on_shutdown()
    });
}

/// Does one thing that is over at once, and says only when it did not work.
fn at_once(sender: &Owner, deed: impl Future<Output = Result<(), CareError>> + Send + 'static) {
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                if let Err(error) = deed.await {
                    send(&out, CareCmd::Failed(text::care::care_error(&error)));
                }
            })
            .drop_on_shutdown()
    });
}

/// Opens an app.
pub(super) fn open(sender: &Owner, care: &Care, app: &InstalledApp) {
    let (care, app) = (care.clone(), app.clone());
    at_once(sender, async move { care.open(&app).await });
}

/// Ends an app.
pub(super) fn quit(sender: &Owner, care: &Care, app: &InstalledApp) {
    let (care, id) = (care.clone(), app.app_ref.id.clone());
    at_once(sender, async move { care.end(&id).await });
}

/// Ends an app and opens it again.
pub(super) fn restart(sender: &Owner, care: &Care, app: &InstalledApp) {
    let (care, app) = (care.clone(), app.clone());
    at_once(sender, async move { care.restart(&app).await });
}

/// Brings to its end what was broken off when the window was last open.
pub(super) fn finish(sender: &Owner, care: &Care, reach: Reach) {
    let care = care.clone();
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                for finished in care.finish(reach).await {
                    send(&out, CareCmd::Finished(finished));
                }
            })
            .drop_on_shutdown()
    });
}

/// Asks the sources for updates.
pub(super) fn check(sender: &Owner, care: &Care) {
    let care = care.clone();
    tell(
        sender,
        async move { CareCmd::Checked(care.updates().await) },
    );
}

/// Asks the sources what these updates newly ask for.
pub(super) fn offers(sender: &Owner, care: &Care, apps: Vec<Waiting>) {
    let care = care.clone();
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                for waiting in apps {
                    let offer = care.offer_for(&waiting).await;
                    send(&out, CareCmd::Offered(Key::of(&waiting.app), offer));
                }
            })
            .drop_on_shutdown()
    });
}

/// Asks the source for the versions of an app.
pub(super) fn versions(sender: &Owner, care: &Care, app: &InstalledApp) {
    let (care, app) = (care.clone(), app.clone());
    tell(sender, async move {
        let all = care.versions(&app).await;
        let only_root = care.is_version_for_root(&app).await;
        let found = all.map(|all| Versions { all, only_root });
        CareCmd::Versions(Key::of(&app), found)
    });
}

/// Reads what apps left behind.
pub(super) fn leftovers(sender: &Owner, care: &Care, (look, granted): (u64, Arc<Granted>)) {
    let care = care.clone();
    tell(sender, async move {
        CareCmd::Left(look, care.leftovers(&granted).await)
    });
}

/// Measures folders, one after the other.
pub(super) fn sizes(sender: &Owner, folders: Vec<(AppId, PathBuf)>) {
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                for (id, folder) in folders {
                    if let Ok(size) = size(folder, &Stop::default()).await {
                        send(&out, CareCmd::Sized(id, size));
                    }
                }
            })
            .drop_on_shutdown()
    });
}

/// Asks flatpak what nothing needs, in each installation that is there.
pub(super) fn unused(sender: &Owner, care: &Care) {
    let care = care.clone();
    sender.command(move |out, shutdown| {
        shutdown
            .register(async move {
                let places = care.places().installations().into_iter();
                let there = places.filter(|(_, root)| root.is_dir());
                let there: Vec<_> = there.map(|(installation, _)| installation).collect();
                for installation in there {
                    let found = care.unused(&installation).await;
                    send(&out, CareCmd::Unused(installation, found));
                }
                send(&out, CareCmd::AskedAll);
            })
            .drop_on_shutdown()
    });
}

/// Asks the sources what apps are called.
pub(super) fn names(sender: &Owner, care: &Care, ids: BTreeSet<AppId>) {
    let care = care.clone();
    tell(
        sender,
        async move { CareCmd::Named(care.names(&ids).await) },
    );
}

/// Says in a question what the app newly asks for that is to take another one's place, as soon as that is known.
pub(super) fn tell_asks(care: &Care, app: &InstalledApp, list: AskList) {
    let waiting = Waiting {
        commit: app.commit.to_string(),
        download_bytes: None,
        end_of_life: app.end_of_life.clone(),
        app: app.clone(),
    };
    let care = care.clone();
    relm4::spawn_local(async move {
        let offer = relm4::spawn(async move { care.offer_for(&waiting).await });
        list.tell(&offer.await.map_or(Asks::Unknown, |offer| Asks::of(&offer)));
    });
}

/// Says in a label how much a folder takes, as soon as that is known.
pub(super) fn tell_size(folder: PathBuf, label: gtk::Label) {
    relm4::spawn_local(async move {
        let measured = relm4::spawn(async move { size(folder, &Stop::default()).await });
        if let Ok(Ok(size)) = measured.await {
            let size = text::size(size.bytes);
            label.set_label(&tr!("ask-uninstall-size", size = size));
        }
    });
}
