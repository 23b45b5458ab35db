//! What a file would change, shown before it does.

use adw::prelude::*;
use relm4::prelude::*;

use super::super::list::rows;
use super::state::Past;
use crate::tr;
use crate::ui::widgets::centred;

/// What it shows.
#[derive(Debug)]
pub(crate) struct Shown {
    /// What would be another way.
    pub(crate) changes: Vec<Past>,
    /// What cannot be said here.
    pub(crate) unsayable: Vec<Past>,
}

/// The dialog; `run` is called when the person wants it so.
pub(crate) fn preview(shown: Shown, run: impl Fn() + 'static) -> adw::Dialog {
    let view = adw::ToolbarView::new();
    let header = adw::HeaderBar::builder()
        .show_start_title_buttons(false)
        .show_end_title_buttons(false)
        .build();
    let dialog = adw::Dialog::builder()
        .title(tr!("import-title"))
        .content_width(480)
        .content_height(560)
        .child(&view)
        .build();
    let button = |label: &str| gtk::Button::with_label(label);
    let cancel = button(&tr!("action-cancel"));
    let closed = dialog.downgrade();
    cancel.connect_clicked(move |_| close(&closed));
    header.pack_start(&cancel);
    view.add_top_bar(&header);
    if shown.changes.is_empty() {
        cancel.set_label(&tr!("action-close"));
        if shown.unsayable.is_empty() {
            view.set_content(Some(&nothing()));
        } else {
            view.set_content(Some(&content(shown)));
        }
        return dialog;
    }
    let import = button(&tr!("import-button"));
    import.add_css_class("suggested-action");
    let closed = dialog.downgrade();
    import.connect_clicked(move |_| {
        run();
        close(&closed);
    });
    header.pack_end(&import);
    view.set_content(Some(&content(shown)));
    dialog
}

fn close(dialog: &gtk::glib::WeakRef<adw::Dialog>) {
    if let Some(dialog) = dialog.upgrade() {
        dialog.close();
    }
}

/// What stands above the list.
fn hint(shown: &Shown) -> String {
    let unsayable = shown.unsayable.len();
    if shown.changes.is_empty() {
        tr!("import-hint-nothing")
    } else if unsayable == 0 {
        tr!("import-hint")
    } else {
        tr!("import-hint-without", count = unsayable)
    }
}

fn content(shown: Shown) -> gtk::Box {
    let hint = centred(&["dim-label"]);
    hint.set_label(&self::hint(&shown));
    hint.set_margin_start(12);
    hint.set_margin_end(12);
    hint.set_margin_top(12);
    hint.set_margin_bottom(12);
    let mut list = rows::<Past>(&tr!("import-title"));
    list.extend_from_iter(shown.changes);
    list.extend_from_iter(shown.unsayable);
    let scrolled = gtk::ScrolledWindow::builder()
        .hscrollbar_policy(gtk::PolicyType::Never)
        .vexpand(true)
        .child(&list.view)
        .build();
    let content = gtk::Box::new(gtk::Orientation::Vertical, 0);
    content.append(&hint);
    content.append(&scrolled);
    content
}

fn nothing() -> adw::StatusPage {
    adw::StatusPage::builder()
        .icon_name("isotope-fine-symbolic")
        .title(tr!("import-nothing"))
        .description(tr!("import-nothing.body"))
        .build()
}
