//! What stands above the list of apps: the search, ways to other pages, and what keeps every app from starting.

use adw::prelude::*;
use relm4::prelude::*;

use super::choosing::Choosing;
use super::state::Notice;
use super::{AppsMsg, CareMsg};
use crate::tr;

/// Says that no app starts, because of the file that is about all of them, or that others need attention.
pub(crate) fn banner(input: &relm4::Sender<AppsMsg>) -> adw::Banner {
    let banner = adw::Banner::builder()
        .use_markup(false)
        .button_label(tr!("apps-all-broken-show"))
        .build();
    let input = input.clone();
    banner.connect_button_clicked(move |_| input.emit(AppsMsg::OpenNotice));
    banner
}

/// Shows it, or takes it away. A screen reader finds what is only folded away.
pub(crate) fn warn(banner: &adw::Banner, notice: Option<Notice>) {
    banner.set_title(&match notice {
        Some(Notice::AllBroken) => tr!("apps-all-broken"),
        Some(Notice::SomeFiles) => tr!("apps-attention"),
        None => String::new(),
    });
    banner.set_revealed(notice.is_some());
}

/// What stands above the list: the search, and ways to pages about all apps.
pub(crate) fn bar(
    search: &gtk::SearchEntry,
    choosing: &Choosing,
    input: &relm4::Sender<AppsMsg>,
) -> gtk::Box {
    let line = gtk::Box::new(gtk::Orientation::Horizontal, 6);
    line.append(search);
    line.append(&choosing.root);
    let ways = adw::WrapBox::builder()
        .child_spacing(6)
        .line_spacing(6)
        .build();
    let way = |title: String, msg: fn() -> AppsMsg| {
        let button = gtk::Button::with_label(&title);
        let input = input.clone();
        button.connect_clicked(move |_| input.emit(msg()));
        ways.append(&button);
    };
    way(tr!("apps-for-all"), || AppsMsg::OpenAll);
    way(tr!("who-title"), || AppsMsg::OpenWho);
    way(tr!("history-title"), || AppsMsg::OpenHistory);
    way(tr!("updates-title"), || AppsMsg::Care(CareMsg::ShowUpdates));
    way(tr!("leftovers-title"), || {
        AppsMsg::Care(CareMsg::ShowLeftovers)
    });
    let bar = gtk::Box::builder()
        .orientation(gtk::Orientation::Vertical)
        .spacing(6)
        .margin_start(12)
        .margin_end(12)
        .margin_top(6)
        .margin_bottom(6)
        .build();
    bar.append(&line);
    bar.append(&ways);
    bar
}

/// Typing anywhere on the page begins a search.
pub(crate) fn search(root: &gtk::Box, input: &relm4::Sender<AppsMsg>) -> gtk::SearchEntry {
    let search = gtk::SearchEntry::builder()
        .placeholder_text(tr!("apps-search"))
        .hexpand(true)
        .build();
    search.update_property(&[gtk::accessible::Property::Label(&tr!("apps-search"))]);
    search.set_key_capture_widget(Some(root));
    let input = input.clone();
    search.connect_search_changed(move |entry| {
        input.emit(AppsMsg::Search(entry.text().to_string()));
    });
    search
}
