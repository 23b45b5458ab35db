//! The page of channels and builds as widgets.

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use super::{BuildsMsg, BuildsPage};
use crate::backend::fake::Scene;
use crate::domain::Origin;
use crate::ui::reading::Reading;
use crate::ui::testing::{
    Heard, all, desk, in_window, is_shown, listener, open_row, press, reading, says, start, texts,
    turn, wait_until,
};

const BLUEFIN: &str = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable";

struct Opened {
    page: Controller<BuildsPage>,
    window: adw::Window,
    heard: Heard,
    _folder: tempfile::TempDir,
}

fn open(there: &str, reading: Arc<Reading>) -> Opened {
    start();
    let folder = tempfile::tempdir().unwrap();
    let (heard, hear) = listener();
    let page = BuildsPage::builder()
        .launch((Origin::parse(there), reading, desk(folder.path())))
        .connect_receiver(move |_, ask| hear(ask));
    let view = adw::NavigationView::new();
    view.add(page.widget());
    let window = in_window(&view);
    wait_until("the publisher has answered", || {
        page.model().visible() != "looking"
    });
    turn();
    Opened {
        page,
        window,
        heard,
        _folder: folder,
    }
}

impl Opened {
    fn asked(&self) -> Vec<String> {
        self.heard
            .borrow()
            .iter()
            .map(|a| format!("{a:?}"))
            .collect()
    }
}

/// The system runs that image, and has a build of it beside.
fn on_bluefin() -> Arc<Reading> {
    let mut reading = Reading::clone(&reading(Scene::Fine));
    let versions = &mut reading.status.deployments;
    versions[0].origin = Origin::parse(BLUEFIN);
    versions[1].origin = Origin::parse(&BLUEFIN.replace(":stable", ":stable-20261103"));
    Arc::new(reading)
}

#[gtk::test]
fn a_build_leads_to_what_speaks_for_it_and_one_that_is_here_starts_at_once() {
    let o = open(BLUEFIN, on_bluefin());
    assert!(says(&o.window, "November 2026"), "{:?}", texts(&o.window));
    assert!(says(&o.window, "Running Now") && says(&o.window, "On this computer"));
    // It begins with the channel that was asked for.
    assert!(says(&o.window, "stable-20261117") && !says(&o.window, "latest-20261120"));
    open_row(&o.window, "Tuesday, Nov 17");
    open_row(&o.window, "Tuesday, Nov 3");
    let asked = o.asked();
    assert!(asked[0].starts_with("Preflight("), "{asked:?}");
    assert!(asked[0].contains("stable-20261117"), "{asked:?}");
    assert!(asked[1].starts_with("GoBack("), "{asked:?}");
}

#[gtk::test]
fn another_channel_shows_its_builds_and_months_long_ago_are_folded() {
    let o = open(BLUEFIN, on_bluefin());
    o.page.model().choice.set_selected(0);
    turn();
    assert!(says(&o.window, "latest-20261120") && says(&o.window, "stable-20261117"));
    assert!(says(&o.window, "August 2026") && !says(&o.window, "stable-20260811"));
    open_row(&o.window, "August 2026");
    turn();
    assert!(says(&o.window, "stable-20260811"), "{:?}", texts(&o.window));
    // What cannot be switched to says why, and cannot be opened.
    assert!(says(&o.window, "CentOS Stream 10"));
    let rows = all(&o.window).into_iter().filter(is_shown);
    let mut rows = rows.filter_map(|w| w.downcast::<adw::ActionRow>().ok());
    let lts = rows.find(|row| row.title() == "lts").unwrap();
    assert!(lts.has_css_class("closed") && !lts.is_activatable());
}

#[gtk::test]
fn branches_are_told_and_those_of_other_systems_folded_away() {
    let reading = reading(Scene::Fine);
    let o = open(&reading.origin().to_string(), Arc::clone(&reading));
    assert!(says(&o.window, "45 Stable"), "{:?}", texts(&o.window));
    assert!(says(&o.window, "Releases and Channels"));
    assert!(!says(&o.window, "Builds by Day"));
    open_row(&o.window, "Other Systems");
    turn();
    assert!(says(&o.window, "practice/44/x86_64/minimal"));
    open_row(&o.window, "45 Stable");
    assert!(o.asked()[0].contains("practice/45/x86_64/gnome"));
}

#[gtk::test]
fn who_cannot_be_asked_is_named_with_a_way_to_try_again() {
    let o = open(
        "ostree-unverified-registry:registry.example.org/own/system:1",
        reading(Scene::Fine),
    );
    assert!(says(
        &o.window,
        "registry.example.org did not answer in time"
    ));
    press(&o.window, "Try Again");
    wait_until("it was asked again", || {
        o.page.model().visible() == "failed"
    });
    let nothing = open(
        "ostree-unverified-registry:ghcr.io/own/nothing:1",
        reading(Scene::Fine),
    );
    assert!(says(&nothing.window, "Nothing There"));
    nothing.page.emit(BuildsMsg::Look);
    turn();
    assert!(says(&nothing.window, "Nothing There"));
}
