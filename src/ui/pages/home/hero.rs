//! The one sentence of the page with its picture, its first button, and the bar of work going on.

use adw::prelude::*;
use relm4::prelude::*;

use super::offers::Offers;
use super::state::{State, Tone};
use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::verbs;
use crate::ui::widgets::{Asks, as_pill, centred, pill, set_class};

/// The widgets.
#[derive(Debug)]
pub(crate) struct Hero {
    pub(crate) root: gtk::Box,
    icon: gtk::Image,
    title: gtk::Label,
    body: gtk::Label,
    hint: gtk::Label,
    work: gtk::Box,
    bar: gtk::ProgressBar,
    stage: gtk::Label,
    cancel: gtk::Button,
    check: gtk::Button,
    update: gtk::Button,
    waits: adw::WrapBox,
    restart: gtk::Button,
    stay: gtk::Button,
    failed: Offers,
}

impl Hero {
    pub(crate) fn new(asks: &Asks) -> Self {
        let update = pill(&tr!("action-update"), asks, Ask::Update);
        update.add_css_class("suggested-action");
        let restart = pill(&tr!("action-restart"), asks, Ask::Restart);
        let hero = Self {
            root: gtk::Box::new(gtk::Orientation::Vertical, 12),
            icon: gtk::Image::builder()
                .pixel_size(48)
                .halign(gtk::Align::Center)
                .css_classes(["hero-icon"])
                .accessible_role(gtk::AccessibleRole::Presentation)
                .build(),
            title: centred(&["title-1"]),
            body: centred(&["dim-label"]),
            hint: centred(&[]),
            work: gtk::Box::new(gtk::Orientation::Vertical, 12),
            bar: gtk::ProgressBar::new(),
            stage: centred(&["numeric", "caption", "dim-label"]),
            cancel: pill(&tr!("action-cancel"), asks, Ask::Cancel),
            check: pill(&tr!("action-check"), asks, Ask::Check),
            update,
            waits: centred_row(),
            restart,
            stay: pill("", asks, Ask::StayHere),
            failed: Offers::new(&centred_row(), dress, asks),
        };
        hero.bar
            .update_property(&[gtk::accessible::Property::Label(&tr!("home-progress"))]);
        for child in [
            &hero.bar.clone().upcast::<gtk::Widget>(),
            hero.stage.upcast_ref(),
        ] {
            hero.work.append(child);
        }
        hero.work.append(&hero.cancel);
        let work = adw::Clamp::builder()
            .maximum_size(400)
            .child(&hero.work)
            .build();
        hero.root.append(&hero.icon);
        for label in [&hero.title, &hero.body, &hero.hint] {
            hero.root.append(label);
        }
        hero.root.append(&work);
        hero.root.append(&hero.check);
        hero.root.append(&hero.update);
        hero.waits.append(&hero.restart);
        hero.waits.append(&hero.stay);
        hero.root.append(&hero.waits);
        hero.root.append(&hero.failed.root);
        hero
    }

    pub(crate) fn show(&self, state: &State) {
        self.icon.set_icon_name(Some(state.icon()));
        let tone = match state.tone() {
            Tone::Good => "good",
            Tone::News => "news",
            Tone::Bad => "bad",
        };
        self.icon.set_css_classes(&["hero-icon", tone]);
        self.title.set_label(&state.title());
        self.body.set_label(&state.body());
        let hint = state.hint().or_else(|| state.waiting_line());
        self.hint.set_visible(hint.is_some());
        self.hint.set_label(&hint.unwrap_or_default());
        self.show_work(state);
        self.show_failed(state);
        self.check.set_visible(state.offers_check());
        self.check.set_sensitive(!state.is_busy());
        self.check.set_label(&if state.is_checking() {
            tr!("home-checking")
        } else {
            tr!("action-check")
        });
        self.update.set_visible(state.offers_update());
        self.update.set_sensitive(!state.is_busy());
        self.waits.set_visible(state.offers_restart());
        self.waits.set_sensitive(!state.is_busy());
        set_class(&self.restart, "suggested-action", state.suggests_restart());
        let stay = state.stay();
        self.stay.set_visible(stay.is_some());
        self.stay
            .set_label(&stay.map(verbs::Stay::label).unwrap_or_default());
    }

    /// What can be done about a switch that could not be installed.
    fn show_failed(&self, state: &State) {
        let failed = state.not_applied();
        self.failed.root.set_visible(failed.is_some());
        self.failed.root.set_sensitive(!state.is_busy());
        self.failed.show(failed);
    }

    fn show_work(&self, state: &State) {
        self.work.set_visible(state.job().is_some());
        let Some(job) = state.job() else { return };
        match job.fraction {
            Some(fraction) => self.bar.set_fraction(fraction),
            None => self.bar.pulse(),
        }
        self.stage.set_label(&job.stage);
        self.cancel.set_sensitive(job.can_cancel);
    }
}

fn centred_row() -> adw::WrapBox {
    adw::WrapBox::builder()
        .child_spacing(12)
        .line_spacing(12)
        .align(0.5)
        .build()
}

/// As the buttons of the headline look: the first is the one that is meant.
fn dress(at: usize, button: &gtk::Button) {
    as_pill(button);
    if at == 0 {
        button.add_css_class("suggested-action");
    }
}
