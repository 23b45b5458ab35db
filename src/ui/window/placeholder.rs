//! What the window shows while there are no pages to show: looking, nothing there, restarting.

use std::cell::RefCell;

use adw::prelude::*;
use relm4::prelude::*;

use super::state::Phase;
use crate::backend::detect::NoBackend;
use crate::text;
use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::widgets::{Asks, pill, raw_fold};

/// The page.
#[derive(Debug)]
pub(crate) struct Placeholder {
    pub(crate) root: adw::StatusPage,
    spinner: adw::SpinnerPaintable,
    asks: Asks,
    /// What is shown, so that showing the same again leaves buttons and focus alone.
    shown: RefCell<String>,
}

impl Placeholder {
    pub(crate) fn new(asks: &Asks) -> Self {
        let root = adw::StatusPage::builder().vexpand(true).build();
        Self {
            spinner: adw::SpinnerPaintable::new(Some(&root)),
            root,
            asks: asks.clone(),
            shown: RefCell::default(),
        }
    }

    /// Shows a phase. Nothing for [`Phase::Ready`].
    pub(crate) fn show(&self, phase: &Phase) {
        let key = format!("{phase:?}");
        if self.shown.replace(key.clone()) == key {
            return;
        }
        match phase {
            Phase::Ready => {}
            Phase::Connecting => self.wait(&tr!("phase-connecting"), None),
            Phase::Restarting => {
                self.wait(
                    &tr!("phase-restarting"),
                    Some(&tr!("phase-restarting.body")),
                );
            }
            Phase::StartingOver => self.wait(
                &tr!("phase-starting-over"),
                Some(&tr!("phase-starting-over.body")),
            ),
            Phase::NoService(reason) => self.nothing(reason),
            Phase::Unreadable(error) => {
                let words = text::explain(error);
                let body = [Some(words.body), words.hint];
                let body = body.into_iter().flatten().collect::<Vec<_>>().join(" ");
                self.say("isotope-attention-symbolic", &words.title, &body);
                let again = pill(&tr!("phase-try-again"), &self.asks, Ask::Connect);
                let column = column(&[again.upcast_ref()]);
                if let Some(raw) = &words.raw {
                    column.append(&raw_fold(raw, &self.asks));
                }
                self.root.set_child(Some(&column));
            }
        }
    }

    fn nothing(&self, reason: &NoBackend) {
        let body = match reason {
            NoBackend::NoBus { .. } => tr!("phase-no-bus"),
            NoBackend::NoService | NoBackend::Broken(_) => tr!("phase-no-service.body"),
        };
        let body = format!("{body}\n\n{}", tr!("phase-practice-hint"));
        self.say("isotope-versions-symbolic", &tr!("phase-no-service"), &body);
        let apps = pill(&tr!("phase-show-apps"), &self.asks, Ask::ShowApps);
        apps.add_css_class("suggested-action");
        let practice = pill(&tr!("phase-open-practice"), &self.asks, Ask::OpenPractice);
        let again = pill(&tr!("phase-try-again"), &self.asks, Ask::Connect);
        let ways = [apps, practice, again];
        self.root
            .set_child(Some(&column(&ways.each_ref().map(Cast::upcast_ref))));
    }

    fn wait(&self, title: &str, body: Option<&str>) {
        self.root.set_paintable(Some(&self.spinner));
        self.root.set_title(title);
        self.root.set_description(body);
        self.root.set_child(None::<&gtk::Widget>);
    }

    fn say(&self, icon: &str, title: &str, body: &str) {
        self.root.set_icon_name(Some(icon));
        self.root.set_title(title);
        self.root
            .set_description(Some(&gtk::glib::markup_escape_text(body)));
    }
}

fn column(children: &[&gtk::Widget]) -> gtk::Box {
    let column = gtk::Box::new(gtk::Orientation::Vertical, 12);
    for child in children {
        column.append(*child);
    }
    column
}
