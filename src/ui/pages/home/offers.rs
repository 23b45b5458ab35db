//! The buttons for what can be done about a switch.

use std::cell::RefCell;

use adw::prelude::*;
use relm4::prelude::*;

use super::switched::Switched;
use crate::ui::widgets::{Asks, ask_button};

/// Made anew only when something else is told, so that a button keeps the focus.
#[derive(Debug)]
pub(super) struct Offers {
    pub(super) root: adw::WrapBox,
    dress: fn(usize, &gtk::Button),
    shown: RefCell<Option<Switched>>,
    asks: Asks,
}

impl Offers {
    /// In `root`; `dress` gives the buttons, counted from 0, their looks.
    pub(super) fn new(root: &adw::WrapBox, dress: fn(usize, &gtk::Button), asks: &Asks) -> Self {
        Self {
            root: root.clone(),
            dress,
            shown: RefCell::default(),
            asks: asks.clone(),
        }
    }

    pub(super) fn show(&self, told: Option<Switched>) {
        if *self.shown.borrow() == told {
            return;
        }
        while let Some(button) = self.root.first_child() {
            self.root.remove(&button);
        }
        let offers = told.as_ref().map(Switched::offers).unwrap_or_default();
        for (at, (label, ask)) in offers.into_iter().enumerate() {
            let button = ask_button(&label, &self.asks, ask);
            (self.dress)(at, &button);
            self.root.append(&button);
        }
        self.shown.replace(told);
    }
}
