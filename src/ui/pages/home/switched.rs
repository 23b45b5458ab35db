//! The card about a switch: that it worked, or that it did not take place.

use adw::prelude::*;
use relm4::prelude::*;

use super::card::Card;
use super::fact::other;
use super::offers::Offers;
use super::state::State;
use crate::domain::{SwitchRecord, SwitchStage, WayBack};
use crate::text;
use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::widgets::Asks;

/// Where a switch stands, as far as the card tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Switched {
    /// The new system runs.
    Arrived,
    /// What ran before runs, because it could not be written.
    NotApplied(Box<SwitchRecord>),
    /// What ran before runs, and nobody knows why.
    BackAgain(Box<SwitchRecord>),
    /// The person came back some time ago, and may have changed settings since.
    Late(Box<SwitchRecord>),
    /// The person is back, and what runs is still kept because of the switch.
    Back(Box<SwitchRecord>),
}

impl Switched {
    /// `None`: there is nothing to tell of a switch, or something else tells it. While it is prepared, what will have
    /// been cannot be told.
    pub(crate) fn of(reading: &Reading) -> Option<Self> {
        let (record, stage) = reading.switch.as_ref()?;
        match stage {
            SwitchStage::Arrived => Some(Self::Arrived),
            SwitchStage::Home if reading.status.activity.is_some() => None,
            SwitchStage::Home => Self::at_home(record, reading),
            SwitchStage::Prepared
            | SwitchStage::Returning
            | SwitchStage::NotStarted
            | SwitchStage::Elsewhere => None,
        }
    }

    fn at_home(record: &SwitchRecord, reading: &Reading) -> Option<Self> {
        let told = Box::new(record.clone());
        match &record.back {
            WayBack::Done => Some(Self::Back(told)),
            WayBack::Asked { .. } if record.comes_home_by_itself(reading.now) => None,
            WayBack::Asked { .. } => Some(Self::Late(told)),
            WayBack::NotAsked if record.did_not_apply(&reading.status) => {
                Some(Self::NotApplied(told))
            }
            WayBack::NotAsked => Some(Self::BackAgain(told)),
        }
    }

    pub(super) fn words(&self, reading: &Reading) -> (String, String) {
        let system = || text::system_name(&reading.status);
        let again = || tr!("home-back-again", system = system());
        match self {
            Self::Arrived => (
                tr!("home-arrived", system = system()),
                tr!("home-arrived.body"),
            ),
            Self::NotApplied(_) => (tr!("home-not-applied"), tr!("home-not-applied.failed")),
            Self::BackAgain(_) => (again(), tr!("home-back-again.body")),
            Self::Late(_) => (again(), tr!("home-back-again.late")),
            Self::Back(_) => (again(), tr!("home-back-again.home")),
        }
    }

    /// What can be done, the first one first.
    pub(super) fn offers(&self) -> Vec<(String, Ask)> {
        let again = |record: &SwitchRecord| {
            let there = record.then.as_ref().unwrap_or(&record.to).clone();
            (tr!("home-not-applied.again"), Ask::Preflight(there))
        };
        let settings = |record: &SwitchRecord| {
            let ask = Ask::BringHome(Box::new(record.clone()));
            (tr!("home-back-again.settings"), ask)
        };
        let settle =
            |label: String, record: &SwitchRecord| (label, Ask::Settle(Box::new(record.clone())));
        match self {
            Self::Arrived => vec![(tr!("home-arrived.more"), Ask::ShowArrived)],
            Self::NotApplied(record) => vec![
                again(record),
                settle(tr!("home-not-applied.forget"), record),
            ],
            Self::BackAgain(record) => {
                let settings = record.settings.as_ref().map(|_| settings(record));
                let end = settle(tr!("home-not-applied.forget"), record);
                let offers = [Some(again(record)), settings, Some(end)];
                offers.into_iter().flatten().collect()
            }
            Self::Late(record) => vec![
                settings(record),
                settle(tr!("home-back-again.leave"), record),
            ],
            Self::Back(record) => vec![settle(tr!("home-back-again.release"), record)],
        }
    }
}

/// Title and body while another system waits for the restart.
pub(super) fn waiting(reading: &Reading) -> Option<(String, String)> {
    let (record, stage) = reading.switch.as_ref()?;
    let system = text::next_system(&reading.status);
    let settings = record.is_returning() && record.settings.is_some();
    Some(match stage {
        SwitchStage::Prepared if record.then.is_some() => (
            tr!("home-switch-ready", system = system),
            tr!("home-switch-ready.then"),
        ),
        SwitchStage::Prepared => (
            tr!("home-switch-ready", system = system),
            tr!("home-switch-ready.body"),
        ),
        SwitchStage::NotStarted if record.is_staged(&reading.status) => (
            tr!("home-switch-ready", system = system),
            tr!("home-switch-ready.newer"),
        ),
        SwitchStage::Returning if settings => (
            tr!("home-switch-back", system = system),
            tr!("home-switch-back.settings"),
        ),
        SwitchStage::Returning => (
            tr!("home-switch-back", system = system),
            tr!("home-switch-back.body"),
        ),
        SwitchStage::Arrived
        | SwitchStage::NotStarted
        | SwitchStage::Home
        | SwitchStage::Elsewhere => return None,
    })
}

/// The switch, where the version beside the running one is that from before it: the way there is the way back.
pub(super) fn before(reading: &Reading) -> Option<&SwitchRecord> {
    let (record, stage) = reading.switch.as_ref()?;
    let is_before = other(&reading.status)?.id == record.before;
    (*stage == SwitchStage::Arrived && is_before).then_some(record)
}

/// It, when there is anything to tell.
#[derive(Debug)]
pub(super) struct About {
    pub(super) card: Card,
    offers: Offers,
}

impl About {
    pub(super) fn new(asks: &Asks) -> Self {
        let card = Card::new();
        let offers = Offers::new(&card.buttons, |_, _| {}, asks);
        Self { card, offers }
    }

    /// Shows what there is to tell and the headline does not. While work goes on nothing of it can be asked for.
    pub(super) fn show(&self, state: &State) {
        let (reading, busy) = (state.reading(), state.is_busy());
        let switched = reading.filter(|_| state.not_applied().is_none());
        let switched = switched.and_then(Switched::of);
        // The work may be the switch itself.
        let switched = switched.filter(|switched| !busy || *switched == Switched::Arrived);
        self.card.root.set_visible(switched.is_some());
        self.card.buttons.set_sensitive(!busy);
        let (Some(reading), Some(now)) = (reading, &switched) else {
            return;
        };
        let (title, body) = now.words(reading);
        self.card.title.set_label(&title);
        self.card.body.set_label(&body);
        self.offers.show(switched);
    }
}
