//! One update: what it is of, how large it is, what it newly asks for, and a button that installs it.

use adw::prelude::*;
use relm4::prelude::*;

use super::super::super::reading::Key;
use super::super::super::row::{app_icon, show_icon};
use super::super::ask::ask_row;
use super::super::{CareMsg, Cares};
use super::{Asks, Row};
use crate::tr;
use crate::ui::widgets::speak;

/// The row.
#[derive(Debug)]
pub(crate) struct UpdateRow {
    /// Of which app.
    pub(crate) key: Key,
    /// What goes into the list.
    pub(crate) root: gtk::Widget,
    button: Option<gtk::Button>,
}

impl UpdateRow {
    /// For that update. What it newly asks for is unfolded: it is shown before anything is installed.
    pub(crate) fn new(row: &Row, cares: &Cares) -> Self {
        let icon = app_icon(32);
        show_icon(&icon, row.icon.as_deref());
        let button = row.asks.is_some().then(|| update_button(row, cares));
        let root: gtk::Widget = match &row.asks {
            Some(Asks::These(these)) if !these.is_empty() => {
                let widget = adw::ExpanderRow::builder()
                    .use_markup(false)
                    .expanded(true)
                    .build();
                widget.set_title(&row.name);
                widget.set_subtitle(&row.detail);
                for ask in these {
                    widget.add_row(&ask_row(ask));
                }
                widget.add_prefix(&icon);
                if let Some(button) = &button {
                    widget.add_suffix(button);
                }
                widget.upcast()
            }
            Some(Asks::These(_) | Asks::Looking | Asks::Unknown) | None => {
                let widget = adw::ActionRow::builder().use_markup(false).build();
                widget.set_title(&row.name);
                widget.set_subtitle(&row.detail);
                if row.icon.is_some() || row.asks.is_some() {
                    widget.add_prefix(&icon);
                }
                if let Some(button) = &button {
                    widget.add_suffix(button);
                }
                widget.upcast()
            }
        };
        Self {
            key: row.key.clone(),
            root,
            button,
        }
    }

    /// Whether it can be installed now.
    pub(crate) fn show(&self, can_update: bool) {
        if let Some(button) = &self.button {
            button.set_sensitive(can_update);
        }
    }
}

fn update_button(row: &Row, cares: &Cares) -> gtk::Button {
    let button = gtk::Button::builder()
        .label(tr!("action-update"))
        .valign(gtk::Align::Center)
        .build();
    let spoken = tr!("updates-update", app = row.name.clone());
    speak(&button, &spoken);
    let (cares, key) = (cares.clone(), row.key.clone());
    button.connect_clicked(move |_| cares.emit(CareMsg::Update(key.clone())));
    button
}
