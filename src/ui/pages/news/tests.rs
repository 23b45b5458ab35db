//! The page as widgets.

use relm4::prelude::*;

use super::NewsPage;
use crate::backend::fake::Scene;
use crate::ui::ask::Ask;
use crate::ui::testing::{in_window, listener, open_row, reading, says, start, texts};

#[gtk::test]
fn security_is_read_first_and_all_changes_are_one_step_away() {
    start();
    let (heard, hear) = listener();
    let page = NewsPage::builder()
        .launch(reading(Scene::UpdateAvailable))
        .connect_receiver(move |_, ask| hear(ask));
    let view = adw::NavigationView::new();
    view.add(page.widget());
    let window = in_window(&view);
    let texts = texts(&window);
    let at = |words: &str| texts.iter().position(|t| t == words).unwrap();
    assert!(
        at("Security") < at("Kernel") && at("Kernel") < at("Desktop"),
        "{texts:?}"
    );
    assert!(says(&window, "Important"));
    open_row(&window, "All Changes");
    assert!(matches!(heard.borrow().as_slice(), [Ask::Packages(_)]));
}
