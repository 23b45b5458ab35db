//! The page of other systems as widgets.

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use super::{SwitchMsg, SwitchPage};
use crate::backend::fake::Scene;
use crate::catalogue::Catalogue;
use crate::domain::SwitchKind;
use crate::switching::Around;
use crate::ui::FindSystems;
use crate::ui::reading::Reading;
use crate::ui::testing::{
    Heard, all, in_window, is_shown, listener, open_row, reading, says, start, systems, texts,
    turn, wait_until,
};

const KDE: &str = "practice:practice/44/x86_64/kde";

fn page(
    reading: Arc<Reading>,
    systems: FindSystems,
) -> (Controller<SwitchPage>, adw::Window, Heard) {
    start();
    let (heard, hear) = listener();
    let page = SwitchPage::builder()
        .launch((reading, systems, Around::Nothing))
        .connect_receiver(move |_, ask| hear(ask));
    let view = adw::NavigationView::new();
    view.add(page.widget());
    let window = in_window(&view);
    wait_until("the systems are known", || page.model().known.is_some());
    turn();
    (page, window, heard)
}

/// The shown rows of that address.
fn rows(window: &adw::Window, address: &str) -> Vec<gtk::Widget> {
    let shown = all(window).into_iter().filter(is_shown);
    let of_address = |w: &gtk::Widget| w.tooltip_text().is_some_and(|text| text == address);
    shown.filter(of_address).collect()
}

#[gtk::test]
fn a_row_leads_to_what_speaks_for_and_against_it() {
    let (page, window, heard) = page(reading(Scene::Fine), FindSystems::new(systems));
    assert!(says(&window, "Running Now"), "{:?}", texts(&window));
    assert!(says(&window, "Practice Linux 44 (GNOME Desktop)"));
    assert!(rows(&window, KDE).is_empty(), "folded away");
    open_row(&window, "Practice Linux KDE");
    let found = rows(&window, KDE);
    found[0].activate_action("row.open", None).unwrap();
    open_row(&window, "Other Image…");
    turn();
    let asked: Vec<_> = heard.borrow().iter().map(|a| format!("{a:?}")).collect();
    assert!(asked[0].starts_with("Preflight("), "{asked:?}");
    assert_eq!(asked[1], "OtherSystem");
    assert!(!says(&window, "Made of CentOS Stream 10"), "folded away");
    open_row(&window, "Not Possible from Here");
    assert!(says(&window, "Made of CentOS Stream 10"));
    assert!(says(&window, "cannot become one of these"));
    let found = all(&window).into_iter();
    let mut found = found.filter_map(|w| w.downcast::<adw::ActionRow>().ok());
    let lts = found.find(|row| row.title() == "Bluefin LTS").unwrap();
    assert!(lts.has_css_class("closed") && !lts.is_activatable());
    // What cannot be switched at all says so at every system.
    let mut fixed = Reading::clone(&reading(Scene::Fine));
    fixed.can.switch = SwitchKind::None;
    page.emit(SwitchMsg::Show(Arc::new(fixed)));
    turn();
    assert!(says(&window, "cannot be switched to it"));
    assert!(!says(&window, "Other Systems from Practice Linux"));
    assert!(rows(&window, KDE).is_empty());
}

#[gtk::test]
fn without_any_system_an_address_still_works() {
    let nothing = FindSystems::new(Catalogue::default);
    let (_page, window, _heard) = page(reading(Scene::Fine), nothing);
    assert!(says(&window, "No Other Systems Are Known"));
    assert!(says(&window, "Other Image…"));
}
