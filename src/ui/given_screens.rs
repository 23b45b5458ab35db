//! Pictures of what apps were allowed while they were used.

use adw::prelude::*;
use relm4::prelude::*;

use super::apps_screens::apps;
use super::screens::Picture;
use super::testing::{Fixture, all, is_shown, texts};
use crate::domain::permission::{Document, DocumentRight, PortalAnswer, PortalGrant, PortalKey};
use crate::flatpak::PortalError;
use crate::flatpak::answers::Granted;
use crate::i18n::english;

const MEADOW: &str = "org.example.Meadow";

/// Answers of all kinds.
const ANSWERS: [(&str, &[&str]); 8] = [
    ("portal:devices/camera", &["yes"]),
    ("portal:location/location", &["CITY", "1763700000"]),
    ("portal:notifications/notification", &["no"]),
    ("portal:background/background", &["yes"]),
    ("portal:screenshot/screenshot", &["ask"]),
    ("portal:screencast/11111111-2222", &["yes"]),
    (
        "portal:inhibit/inhibit",
        &["logout", "switch", "suspend", "idle"],
    ),
    (
        "portal:desktop-used-apps/x-scheme-handler/mailto",
        &["org.example.Postcard", "2", "3"],
    ),
];

const FILES: [(&str, &str, &[&str]); 3] = [
    (
        "aaaa1111",
        "/media/kim/Documents/letter.txt",
        &["read", "write"],
    ),
    (
        "bbbb2222",
        "/media/kim/Pictures/a very long summer, second half, with the days by the sea.jpeg",
        &["read"],
    ),
    (
        "cccc3333",
        "/media/kim/Downloads",
        &["read", "write", "delete"],
    ),
];

/// An app has them all.
pub(super) fn granted(app: &str) -> Granted {
    let grant = |(key, words): &(&str, &[&str])| {
        let key: PortalKey = key.parse().unwrap();
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        PortalGrant {
            app: app.to_owned(),
            answer: PortalAnswer::read(key.kind(), &words),
            key,
        }
    };
    let document = |(id, path, rights): &(&str, &str, &[&str])| Document {
        id: id.parse().unwrap(),
        path: path.into(),
        apps: [(
            app.to_owned(),
            DocumentRight::of_words(rights.iter().copied()),
        )]
        .into(),
    };
    Granted {
        grants: ANSWERS.iter().map(grant).collect(),
        documents: FILES.iter().map(document).collect(),
    }
}

/// Scrolls so that the heading stands at the top.
pub(super) fn scroll_to(f: &Fixture, title: &str) {
    f.settle();
    for widget in all(f.window()).into_iter().filter(is_shown) {
        if let Some(group) = widget.downcast_ref::<adw::PreferencesGroup>()
            && english::of(&group.title()) == title
            && let Some(view) = group.ancestor(gtk::ScrolledWindow::static_type())
            && let Some(view) = view.downcast_ref::<gtk::ScrolledWindow>()
        {
            let at = group.compute_bounds(view).unwrap().y();
            let adjustment = view.vadjustment();
            adjustment.set_value(adjustment.value() + f64::from(at) - 12.0);
            return;
        }
    }
    panic!("no {title} in {:?}", texts(f.window()));
}

/// The groups on the page of an app.
pub(super) fn given() -> Vec<Picture> {
    let answered = |name| {
        apps(name)
            .then(|f| f.tell_answers(Ok(granted(MEADOW))))
            .open(3)
            .wait_for("Revoke")
    };
    vec![
        answered("apps-app-answers").then(|f| scroll_to(f, "Allowed While Using")),
        answered("apps-app-files").then(|f| scroll_to(f, "Files It Was Given")),
        apps("apps-app-answers-none")
            .open(3)
            .then(|f| scroll_to(f, "Allowed While Using")),
        apps("apps-app-answers-unknown")
            .then(|f| {
                f.tell_answers(Err(PortalError::Missing {
                    service: "org.freedesktop.impl.portal.PermissionStore",
                }));
            })
            .open(3)
            .then(|f| scroll_to(f, "Allowed While Using")),
        apps("apps-app-not-asked")
            .open(3)
            .press_row("Not Asked Yet")
            .then(|f| scroll_to(f, "Allowed While Using")),
    ]
}

/// An app of which all have said something, and what can be added.
pub(super) fn said() -> Vec<Picture> {
    let app = |name| {
        apps(name)
            .then(|f| f.world.fill_layers())
            .wait_for("Zither")
            .open(6)
    };
    vec![
        app("apps-app-layers").then(|f| scroll_to(f, "Files and Folders")),
        app("apps-app-conditions").then(|f| scroll_to(f, "Windows on the Desktop")),
        app("apps-app-other").then(|f| scroll_to(f, "Other")),
        app("apps-app-more").then(|f| scroll_to(f, "Allow More")),
        app("apps-add-usb")
            .then(|f| press_add(f, "Add USB Device…"))
            .then(|f| type_in(f, "046d:0825")),
        app("apps-add-folder")
            .then(|f| press_add(f, "Add Folder by Name…"))
            .then(|f| type_in(f, "~/Games:create")),
    ]
}

fn press_add(f: &Fixture, title: &str) {
    let rows = all(f.window()).into_iter().filter(is_shown);
    let mut rows = rows.filter_map(|w| w.downcast::<adw::ButtonRow>().ok());
    let row = rows.find(|row| english::of(&row.title()) == title).unwrap();
    assert!(row.activate());
    f.wait_until("a dialog", |f| f.window().visible_dialog().is_some());
}

fn type_in(f: &Fixture, text: &str) {
    let dialog = f.window().visible_dialog().unwrap();
    let mut rows = all(&dialog).into_iter();
    let row = rows.find_map(|w| w.downcast::<adw::EntryRow>().ok());
    row.unwrap().set_text(text);
    f.settle();
}
