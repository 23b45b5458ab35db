//! What there is no room for beside a control.

use adw::prelude::*;
use relm4::prelude::*;

use crate::domain::permission::Risk;
use crate::ui::widgets::{remark, risk_badge, set_class, show_risk};

/// The words, in a row of their own that belongs to the one above.
#[derive(Debug)]
pub(super) struct Below {
    root: adw::PreferencesRow,
    words: gtk::Label,
    risk: gtk::Label,
}

impl Below {
    pub(super) fn new() -> Self {
        let (words, risk) = (remark(), risk_badge());
        risk.set_margin_start(12);
        let texts = gtk::Box::builder()
            .orientation(gtk::Orientation::Vertical)
            .spacing(3)
            .margin_bottom(12)
            .build();
        texts.append(&words);
        texts.append(&risk);
        let root = adw::PreferencesRow::builder()
            .activatable(false)
            .selectable(false)
            .child(&texts)
            .build();
        Self { root, words, risk }
    }

    /// What stands under the row.
    pub(super) fn widget(&self) -> &gtk::Widget {
        self.root.upcast_ref()
    }

    /// Shows these lines, and how much it opens, under that row.
    pub(super) fn show(&self, row: &gtk::Widget, lines: &[String], risk: Option<Risk>) {
        self.words.set_label(&lines.join("\n"));
        self.words.set_visible(!lines.is_empty());
        show_risk(&self.risk, risk);
        let is_any = !lines.is_empty() || risk.is_some();
        self.root.set_visible(is_any);
        set_class(row, "explained", is_any);
    }
}
