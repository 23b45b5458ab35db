//! The list as widgets.

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use super::{PackagesPage, Source};
use crate::backend::fake::{FakeBackend, Scene};
use crate::ui::testing::{all, in_window, read, says, start, texts, wait_until};

fn shown(source: impl Fn(&FakeBackend) -> Source) -> (Controller<PackagesPage>, adw::Window) {
    start();
    let fake = FakeBackend::new(Scene::Fine);
    let source = source(&fake);
    let page = PackagesPage::builder()
        .launch((source, Arc::new(fake)))
        .detach();
    let view = adw::NavigationView::new();
    view.add(page.widget());
    let window = in_window(&view);
    (page, window)
}

fn id(fake: &FakeBackend, at: usize) -> crate::domain::DeploymentId {
    read(fake).status.deployments[at].id.clone()
}

#[gtk::test]
fn a_list_is_searched() {
    let (_page, window) = shown(|fake| Source::Of(id(fake, 0)));
    wait_until("the list is there", || says(&window, "gnome-shell"));
    let search: gtk::SearchEntry = all(&window)
        .into_iter()
        .find_map(|w| w.downcast().ok())
        .unwrap();
    search.set_text("shell");
    wait_until("others are gone", || !says(&window, "kernel"));
    assert!(says(&window, "gnome-shell"), "{:?}", texts(&window));
    search.set_text("no such thing");
    wait_until("nothing is found", || says(&window, "Nothing Found"));
    search.set_text("");
    wait_until("all are back", || says(&window, "kernel"));
}

#[gtk::test]
fn equal_versions_say_so() {
    let (_page, window) = shown(|fake| Source::Diff {
        from: id(fake, 0),
        to: id(fake, 0),
    });
    wait_until("it says so", || says(&window, "No Differences"));
}

#[gtk::test]
fn a_failure_is_told_on_the_page() {
    let (_page, window) = shown(|_| Source::Of("gone-1.0".parse().unwrap()));
    wait_until("it is told", || says(&window, "No Such Version"));
}
