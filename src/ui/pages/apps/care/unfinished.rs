//! The notice of work that was broken off, and waits because it may need an administrator's password.

use relm4::prelude::*;

use super::super::AppsPage;
use super::{CareMsg, Cares, back};
use crate::domain::AppRef;
use crate::flatpak::care::{Care, End, Finished, Reach};
use crate::text;
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

    /// Takes what became of something. Returns what there is to say of it.
    pub(super) fn heard(&mut self, finished: Finished) -> Option<String> {
        let words = text::care::finished(&finished);
        let is_news = finished.end != End::Waits;
        if finished.end != End::Held && !self.waits.contains(&finished.app) {
            self.waits.push(finished.app);
        }
        self.show();
        is_news.then_some(words)
    }

    /// Somebody wants all of it: nothing waits any more.
    pub(super) fn finish(&mut self, sender: &ComponentSender<AppsPage>, care: &Care) {
        self.waits.clear();
        self.show();
        back::finish(sender, care, Reach::Everywhere);
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
