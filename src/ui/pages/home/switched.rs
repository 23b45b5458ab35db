//! The card about a switch: that it worked, or that it did not take place.

use std::cell::RefCell;

use adw::prelude::*;
use relm4::prelude::*;

use super::card::Card;
use crate::domain::{FindingKind, SwitchRecord, SwitchStage};
use crate::text;
use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::widgets::Asks;

/// Where a switch stands, as far as the card tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Switched {
    /// The new system runs.
    Arrived,
    /// What ran before runs, because it could not be written.
    NotApplied(Box<SwitchRecord>),
    /// What ran before runs, and nobody knows why.
    BackAgain(Box<SwitchRecord>),
}

impl Switched {
    /// `None`: there is nothing to tell of a switch, or something else tells it.
    pub(super) fn of(reading: &Reading) -> Option<Self> {
        let (record, stage) = reading.switch.as_ref()?;
        let findings = &reading.status.findings;
        let failed = findings
            .iter()
            .any(|finding| finding.kind == FindingKind::FinalizeFailed);
        match stage {
            SwitchStage::Arrived => Some(Self::Arrived),
            SwitchStage::Home if record.returning => None,
            SwitchStage::Home if failed => Some(Self::NotApplied(Box::new(record.clone()))),
            SwitchStage::Home => Some(Self::BackAgain(Box::new(record.clone()))),
            SwitchStage::Prepared | SwitchStage::Returning | SwitchStage::Elsewhere => None,
        }
    }

    fn words(&self, reading: &Reading) -> (String, String) {
        let system = text::system_name(&reading.status);
        match self {
            Self::Arrived => (
                tr!("home-arrived", system = system),
                tr!("home-arrived.body"),
            ),
            Self::NotApplied(_) => (tr!("home-not-applied"), tr!("home-not-applied.failed")),
            Self::BackAgain(_) => (
                tr!("home-back-again", system = system),
                tr!("home-back-again.body"),
            ),
        }
    }

    /// What can be done, the first one first.
    fn offers(&self) -> Vec<(String, Ask)> {
        match self {
            Self::Arrived => vec![(tr!("home-arrived.more"), Ask::ShowArrived)],
            Self::NotApplied(record) | Self::BackAgain(record) => vec![
                (
                    tr!("home-not-applied.again"),
                    Ask::Preflight(record.to.clone()),
                ),
                (
                    tr!("home-not-applied.forget"),
                    Ask::ForgetSwitch(record.clone()),
                ),
            ],
        }
    }
}

/// It, when there is anything to tell.
#[derive(Debug)]
pub(super) struct About {
    pub(super) card: Card,
    shown: RefCell<(Option<Switched>, Vec<gtk::Button>)>,
    asks: Asks,
}

impl About {
    pub(super) fn new(asks: &Asks) -> Self {
        Self {
            card: Card::new(),
            shown: RefCell::default(),
            asks: asks.clone(),
        }
    }

    /// Shows what there is to tell. While work goes on nothing of it can be asked for.
    pub(super) fn show(&self, reading: Option<&Reading>, busy: bool) {
        let switched = reading.and_then(Switched::of);
        self.card.root.set_visible(switched.is_some());
        self.card.buttons.set_sensitive(!busy);
        let (Some(reading), Some(now)) = (reading, &switched) else {
            return;
        };
        let (title, body) = now.words(reading);
        self.card.title.set_label(&title);
        self.card.body.set_label(&body);
        let mut shown = self.shown.borrow_mut();
        if shown.0 == switched {
            return;
        }
        for button in shown.1.drain(..) {
            self.card.buttons.remove(&button);
        }
        for (label, ask) in now.offers() {
            let button = crate::ui::widgets::ask_button(&label, &self.asks, ask);
            self.card.buttons.append(&button);
            shown.1.push(button);
        }
        shown.0 = switched;
    }
}
