//! The cards of the page: the greeting after a restart, the update, what waits for the restart.

use adw::prelude::*;
use relm4::prelude::*;

use super::card::Card;
use super::state::State;
use crate::text;
use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::pages::packages::Source;
use crate::ui::widgets::{Asks, ask_button, fill, on_activate, speak, way_row};

/// The greeting after a restart.
#[derive(Debug)]
pub(crate) struct Welcome {
    pub(crate) card: Card,
    changed: gtk::Button,
    wrong: gtk::Button,
}

impl Welcome {
    pub(crate) fn new(
        asks: &Asks,
        changed: impl Fn() + 'static,
        wrong: impl Fn() + 'static,
    ) -> Self {
        let welcome = Self {
            card: Card::new(),
            changed: gtk::Button::with_label(&tr!("home-what-changed")),
            wrong: gtk::Button::with_label(&tr!("home-something-wrong")),
        };
        welcome.changed.connect_clicked(move |_| changed());
        welcome.wrong.connect_clicked(move |_| wrong());
        let fine = ask_button(&tr!("home-everything-works"), asks, Ask::DismissWelcome);
        for button in [&fine, &welcome.changed, &welcome.wrong] {
            welcome.card.buttons.append(button);
        }
        welcome
    }

    pub(crate) fn show(&self, state: &State) {
        let words = state.welcome();
        self.card.root.set_visible(words.is_some());
        let (title, body) = words.unwrap_or_default();
        self.card.title.set_label(&title);
        self.card.body.set_label(&body);
        self.changed.set_visible(state.ran_before().is_some());
        self.wrong.set_visible(state.ran_before().is_some());
    }
}

/// The source of "what changed" since the version that ran before.
pub(crate) fn changes_since_restart(state: &State) -> Option<Source> {
    let from = state.ran_before()?.clone();
    let to = state.reading()?.status.running()?.id.clone();
    Some(Source::Diff { from, to })
}

/// The update that upstream has, or the one that waits.
#[derive(Debug)]
pub(crate) struct Update {
    pub(crate) root: adw::PreferencesGroup,
    version: adw::ActionRow,
    news: adw::ActionRow,
    stays: adw::ActionRow,
    goes: adw::ActionRow,
    keep: gtk::Button,
}

impl Update {
    pub(crate) fn new(asks: &Asks, keep: impl Fn() + 'static) -> Self {
        let row = |title: &str| {
            let builder = adw::ActionRow::builder().use_markup(false);
            builder.title(title).build()
        };
        let version = row("");
        let news = way_row(&tr!("home-news"));
        news.set_subtitle_lines(3);
        let asks = asks.clone();
        on_activate(&news, move || asks.emit(Ask::News));
        let update = Self {
            root: adw::PreferencesGroup::new(),
            version,
            news,
            stays: row(&tr!("home-stays")),
            goes: row(&tr!("home-goes")),
            keep: gtk::Button::builder()
                .label(tr!("home-keep"))
                .valign(gtk::Align::Center)
                .build(),
        };
        update.keep.connect_clicked(move |_| keep());
        update.goes.add_suffix(&update.keep);
        for row in [&update.version, &update.news, &update.stays, &update.goes] {
            update.root.add(row);
        }
        update
    }

    pub(crate) fn show(&self, state: &State) {
        self.root.set_visible(state.tells_update());
        self.version.set_visible(state.offers_update());
        self.version.set_title(&state.update_title());
        self.version.set_subtitle(&state.update_subtitle());
        self.news.set_subtitle(&state.news());
        self.stays.set_subtitle(&state.stays());
        fill(&self.goes, state.goes());
        let kept = state.could_keep().map(text::version);
        self.keep.set_visible(kept.is_some());
        self.keep.set_sensitive(!state.is_busy());
        if let Some(version) = kept {
            speak(&self.keep, &tr!("home-keep-spoken", version = version));
        }
    }
}
