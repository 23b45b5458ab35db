//! What is done with apps right now: what, how far, and a way to stop it.

use adw::prelude::*;
use gtk::pango;
use relm4::prelude::*;

use super::works::WorkView;
use super::{CareMsg, Cares};
use crate::tr;
use crate::ui::widgets::speak;

/// One under the other.
#[derive(Debug)]
pub(crate) struct Bars {
    /// What goes into the page.
    pub(crate) root: gtk::Box,
    list: Vec<Bar>,
    cares: Cares,
}

#[derive(Debug)]
struct Bar {
    number: u64,
    root: gtk::Box,
    gauge: gtk::ProgressBar,
    stage: gtk::Label,
    stop: gtk::Button,
}

impl Bars {
    /// None yet.
    pub(crate) fn new(cares: &Cares) -> Self {
        Self {
            root: gtk::Box::builder()
                .orientation(gtk::Orientation::Vertical)
                .spacing(12)
                .visible(false)
                .build(),
            list: Vec::new(),
            cares: cares.clone(),
        }
    }

    /// Shows these. What goes on stays where it is.
    pub(crate) fn show(&mut self, works: &[&WorkView]) {
        let wanted = |bar: &Bar| works.iter().any(|work| work.number == bar.number);
        for bar in self.list.iter().filter(|bar| !wanted(bar)) {
            self.root.remove(&bar.root);
        }
        self.list.retain(wanted);
        for work in works {
            if self.list.iter().all(|bar| bar.number != work.number) {
                let bar = Bar::new(work, &self.cares);
                self.root.append(&bar.root);
                self.list.push(bar);
            }
        }
        for (bar, work) in self.list.iter().zip(works) {
            bar.show(work);
        }
        self.root.set_visible(!works.is_empty());
    }
}

impl Bar {
    fn new(work: &WorkView, cares: &Cares) -> Self {
        let title = label(&work.title, &["heading"]);
        let bar = Self {
            number: work.number,
            root: gtk::Box::builder()
                .spacing(12)
                .css_classes(["card", "work"])
                .build(),
            gauge: gtk::ProgressBar::new(),
            stage: label("", &["numeric", "caption", "dim-label"]),
            stop: gtk::Button::builder()
                .label(tr!("action-cancel"))
                .valign(gtk::Align::Center)
                .build(),
        };
        bar.gauge
            .update_property(&[gtk::accessible::Property::Label(&work.title)]);
        speak(
            &bar.stop,
            &tr!("care-cancel-this", what = work.title.clone()),
        );
        let texts = gtk::Box::builder()
            .orientation(gtk::Orientation::Vertical)
            .spacing(6)
            .hexpand(true)
            .build();
        texts.append(&title);
        texts.append(&bar.gauge);
        texts.append(&bar.stage);
        bar.root.append(&texts);
        bar.root.append(&bar.stop);
        let (cares, number) = (cares.clone(), work.number);
        bar.stop
            .connect_clicked(move |_| cares.emit(CareMsg::Stop(number)));
        bar
    }

    fn show(&self, work: &WorkView) {
        match work.fraction {
            Some(fraction) => self.gauge.set_fraction(fraction),
            None => self.gauge.pulse(),
        }
        self.stage.set_label(&work.stage);
        self.stop.set_sensitive(work.can_stop);
    }
}

fn label(text: &str, classes: &[&str]) -> gtk::Label {
    gtk::Label::builder()
        .label(text)
        .xalign(0.0)
        .wrap(true)
        .wrap_mode(pango::WrapMode::WordChar)
        .css_classes(classes.iter().map(ToString::to_string).collect::<Vec<_>>())
        .build()
}
