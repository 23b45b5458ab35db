//! Pictures of looking after apps.

use adw::prelude::*;
use relm4::prelude::*;

use super::apps_screens::apps;
use super::given_screens::{granted, scroll_to};
use super::pages::apps::{AppsMsg, CareMsg, Key};
use super::screens::Picture;
use super::testing::{all, is_shown, open_row, texts};
use crate::domain::InstallationId;

impl Picture {
    fn care(self, msg: CareMsg) -> Self {
        self.then(move |f| f.tell_apps(AppsMsg::Care(msg.clone())))
    }

    /// Updates one app, as its button does.
    fn update(self, id: &str) -> Self {
        self.care(CareMsg::Update(Key {
            installation: InstallationId::User,
            app_ref: format!("app/{id}/x86_64/stable").parse().unwrap(),
        }))
    }

    /// Waits until the bar that is shown is this far.
    fn wait_for_bar(self, fraction: f64) -> Self {
        self.then(move |f| {
            f.wait_until("a bar", |f| {
                let shown = all(f.window()).into_iter().filter(is_shown);
                let mut bars = shown.filter_map(|w| w.downcast::<gtk::ProgressBar>().ok());
                bars.any(|bar| bar.fraction() >= fraction)
            });
        })
    }
}

/// Looking after apps.
pub(super) fn care() -> Vec<Picture> {
    let meadow = "org.example.Meadow";
    vec![
        apps("apps-app-running")
            .then(move |f| {
                // As published; the network was taken from it meanwhile.
                f.world.start(meadow, "[Context]\nshared=network;ipc;\nsockets=wayland;fallback-x11;pulseaudio;cups;\ndevices=all;\nfilesystems=xdg-download;\n\n[Session Bus Policy]\norg.freedesktop.Notifications=talk\norg.freedesktop.secrets=talk\n");
            })
            .wait_for("Running")
            .open(3)
            .wait_for("Restart the app"),
        apps("apps-app-care")
            .open(3)
            .then(|f| scroll_to(f, "Updates and Removal")),
        apps("apps-app-ended").open(4).wait_for("Switch to Courier"),
        apps("apps-replace")
            .then(|f| {
                let courier = "[Context]\nfilesystems=xdg-documents;~/Mail;\n";
                f.world.metadata("org.example.Courier", courier);
            })
            .open(4)
            .then(|f| f.press("Switch to Courier…"))
            .wait_for("read, change and delete what is in"),
        apps("apps-quit")
            .then(move |f| f.world.start(meadow, ""))
            .wait_for("Running")
            .open(3)
            .then(|f| f.press("Quit…"))
            .wait_for("is lost"),
        apps("apps-uninstall")
            .then(move |f| f.world.data(meadow))
            .open(3)
            .press_row("Uninstall…")
            .wait_for("Its data takes"),
        apps("updates-unknown")
            .care(CareMsg::ShowUpdates)
            .wait_for("Not Checked Yet"),
        updates("updates"),
        updates("updates-question")
            .care(CareMsg::UpdateAll)
            .wait_for("3 updates ask for more"),
        updates("updates-going")
            .then(|f| f.world.lay("gate", ""))
            .update("org.example.Abacus")
            .wait_for("Updating Abacus")
            .wait_for_bar(0.4),
        apps("updates-failed")
            .then(|f| {
                let says = "echo 'error: Could not resolve host' >&2; exit 1\n";
                f.world.lay("does/remote-ls", says);
            })
            .care(CareMsg::ShowUpdates)
            .care(CareMsg::Check)
            .wait_for("cannot be reached"),
        versions("apps-versions"),
        versions("apps-versions-question")
            .then(|f| {
                let mut titles = texts(f.window()).into_iter();
                let title = titles.find(|t| t.contains("Nov 3") || t.starts_with("3. Nov"));
                open_row(f.window(), &title.unwrap());
            })
            .wait_for("Use This Version"),
        apps("leftovers-nothing")
            .then(|f| f.world.lay("unused", ""))
            .care(CareMsg::ShowLeftovers)
            .wait_for("Nothing Left Behind"),
        apps("leftovers")
            .then(|f| {
                f.tell_answers(Ok(granted("org.example.Sketchpad")));
                f.world.data("org.example.Sketchpad");
                f.world.data("com.example.photos.Darkroom");
                f.world
                    .overrides("org.example.Sketchpad", "[Context]\nshared=network;\n");
                f.world.runtime("org.example.Platform/x86_64/1");
                f.world
                    .lay("unused", " 1.\t \torg.example.Platform\t1\tr\n");
            })
            .care(CareMsg::ShowLeftovers)
            .wait_for("kB")
            .wait_for("Answers you gave")
            .wait_for("Unused Shared Components"),
    ]
}

/// The page of updates, with some that ask for more.
fn updates(name: &'static str) -> Picture {
    apps(name)
        .then(|f| {
            let more = "[Context]\nshared=network;ipc;\nsockets=wayland;fallback-x11;pulseaudio;cups;\ndevices=all;\nfilesystems=home;\n\n[System Bus Policy]\norg.freedesktop.UDisks2=talk\n";
            f.world.offer("org.example.Meadow", more, "");
            f.world.offer("org.example.Abacus", "", "");
            f.world.offer("org.example.Cadence", "[Context]\ndevices=input;\n", "");
            f.world.offer(
                "org.example.Postcard",
                "",
                "eol=Gone,eol-rebase=app/org.example.Courier/x86_64/stable",
            );
            let courier = "[Context]\nshared=network;ipc;\nfilesystems=xdg-documents;~/Mail;\n";
            f.world.metadata("org.example.Courier", courier);
        })
        .care(CareMsg::ShowUpdates)
        .care(CareMsg::Check)
        .wait_for("newly asks for")
        .wait_for("Your home folder")
        .wait_for("asks for nothing new")
        .wait_for("replaced by Courier")
}

/// The page of versions.
fn versions(name: &'static str) -> Picture {
    apps(name)
        .then(|f| {
            let old = |digit: &str| digit.repeat(64);
            let text = format!(
                "Commit: {}\nSubject: Meadow 3.0: tabs in groups\nDate: 2026-11-20 07:54:03 +0000\n\nCommit: {}\nSubject: Meadow 2.1\nDate: 2026-11-03 07:54:03 +0000\n\nCommit: {}\nSubject: Meadow 2.0: a new way to look at pages, and a great many small things mended that nobody has counted\nDate: 2026-09-30 17:00:00 +0000\n",
                "c0ffee00".repeat(8),
                old("b"),
                old("a")
            );
            f.world.lay("versions", &text);
        })
        .open(3)
        .press_row("Use an Older Version…")
        .wait_for("Meadow 2.0")
}
