//! The keyboard shortcuts. `gtk::ShortcutsWindow` is deprecated and its successor needs libadwaita 1.8.

use adw::prelude::*;
use relm4::prelude::*;

use crate::tr;
use crate::ui::widgets::group;

/// The dialog.
pub(crate) fn shortcuts() -> adw::Dialog {
    let content = gtk::Box::builder()
        .orientation(gtk::Orientation::Vertical)
        .spacing(24)
        .margin_top(12)
        .margin_bottom(24)
        .margin_start(12)
        .margin_end(12)
        .build();
    let sections = [
        (
            tr!("shortcuts-system"),
            vec![(tr!("action-check"), "Ctrl+R")],
        ),
        (
            tr!("shortcuts-window"),
            vec![
                (tr!("shortcuts-home"), "Alt+1"),
                (tr!("shortcuts-versions"), "Alt+2"),
                (tr!("shortcuts-apps"), "Alt+3"),
                (tr!("shortcuts-find"), "Ctrl+F"),
                (tr!("shortcuts-back"), "Alt+←"),
                (tr!("shortcuts-menu"), "F10"),
                (tr!("menu-shortcuts"), "Ctrl+?"),
                (tr!("shortcuts-close"), "Ctrl+W"),
                (tr!("shortcuts-quit"), "Ctrl+Q"),
            ],
        ),
    ];
    for (title, keys) in sections {
        let group = group(&title);
        for (what, key) in keys {
            group.add(&row(&what, key));
        }
        content.append(&group);
    }
    let scrolled = gtk::ScrolledWindow::builder()
        .hscrollbar_policy(gtk::PolicyType::Never)
        .propagate_natural_height(true)
        .child(&content)
        .build();
    let view = adw::ToolbarView::builder().content(&scrolled).build();
    view.add_top_bar(&adw::HeaderBar::new());
    adw::Dialog::builder()
        .title(tr!("menu-shortcuts"))
        .content_width(440)
        .child(&view)
        .build()
}

fn row(what: &str, keys: &str) -> adw::ActionRow {
    let row = adw::ActionRow::builder()
        .title(what)
        .use_markup(false)
        .build();
    let caps = gtk::Box::builder()
        .spacing(4)
        .valign(gtk::Align::Center)
        .build();
    for key in keys.split('+') {
        caps.append(
            &gtk::Label::builder()
                .label(key)
                .css_classes(["key"])
                .build(),
        );
    }
    row.add_suffix(&caps);
    row
}
