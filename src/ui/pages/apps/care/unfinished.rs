//! The notice of work that was broken off, and waits because it may need an administrator's password.

use relm4::prelude::*;

use super::{CareMsg, Cares};
use crate::domain::AppRef;
use crate::tr;

/// Above the list of apps.
#[derive(Debug)]
pub(crate) struct Unfinished {
    banner: adw::Banner,
    waits: Vec<AppRef>,
}

impl Unfinished {
    /// Nothing waits.
    pub(super) fn new(cares: &Cares) -> Self {
        let banner = adw::Banner::builder()
            .use_markup(false)
            .button_label(tr!("care-unfinished.button"))
            .build();
        let cares = cares.clone();
        banner.connect_button_clicked(move |_| cares.emit(CareMsg::Finish));
        Self {
            banner,
            waits: Vec::new(),
        }
    }

    /// What goes above the list.
    pub(crate) fn widget(&self) -> &adw::Banner {
        &self.banner
    }

    /// This waits, too.
    pub(super) fn add(&mut self, app: AppRef) {
        if !self.waits.contains(&app) {
            self.waits.push(app);
        }
        self.show();
    }

    /// Somebody wants all of it: nothing waits any more.
    pub(super) fn clear(&mut self) {
        self.waits.clear();
        self.show();
    }

    fn show(&self) {
        let words = match self.waits.as_slice() {
            // A screen reader finds what is only folded away.
            [] => String::new(),
            [app] => tr!("care-unfinished", id = app.id.as_str()),
            several => tr!("care-unfinished-several", count = several.len()),
        };
        self.banner.set_title(&words);
        self.banner.set_revealed(!self.waits.is_empty());
    }
}
