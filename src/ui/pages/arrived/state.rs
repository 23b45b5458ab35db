//! What the page says. Pure.

use std::sync::Arc;

use crate::domain::{Origin, SwitchRecord, SwitchStage};
use crate::looks::leftovers::{Leftover, Mended};
use crate::switching;
use crate::text;
use crate::tr;
use crate::ui::reading::Reading;

/// What is known of what another desktop left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Looks {
    /// It is being looked for, or mended.
    #[default]
    Looking,
    /// This is there.
    Found(Vec<Leftover>),
}

/// What mending came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mend {
    /// This was mended.
    Done(Arc<Mended>),
    /// It was undone, but for what was changed since.
    PartlyUndone,
    /// Nothing was, and this is why.
    Failed(String),
}

/// A row: what it is, what is said of it.
pub(super) type Words = (String, String);

/// What the page knows.
#[derive(Clone, Debug)]
pub(super) struct State {
    reading: Arc<Reading>,
    busy: bool,
    pub(super) looks: Looks,
    pub(super) mend: Option<Mend>,
}

impl State {
    pub(super) fn new(reading: Arc<Reading>) -> Self {
        Self {
            reading,
            busy: false,
            looks: Looks::Looking,
            mend: None,
        }
    }

    /// A fresh reading, and whether work is going on.
    pub(super) fn show(&mut self, reading: Arc<Reading>, busy: bool) {
        self.reading = reading;
        self.busy = busy;
    }

    /// What is left over now.
    pub(super) fn found(&mut self, leftovers: Vec<Leftover>) {
        self.looks = Looks::Found(leftovers);
    }

    /// Something was mended.
    pub(super) fn mended(&mut self, mended: Option<Mended>) {
        self.mend = mended.map(|mended| Mend::Done(Arc::new(mended)));
    }

    /// The switch, while the new system runs.
    pub(super) fn record(&self) -> Option<&SwitchRecord> {
        let (record, stage) = self.reading.switch.as_ref()?;
        (*stage == SwitchStage::Arrived).then_some(record)
    }

    pub(super) fn origin(&self) -> Origin {
        self.reading.origin()
    }

    /// That it worked.
    pub(super) fn worked(&self) -> Words {
        let title = tr!(
            "arrived-worked",
            system = text::system_name(&self.reading.status)
        );
        let has_settings = self
            .record()
            .is_some_and(|record| record.settings.is_some());
        let body = if has_settings && self.can_go_back() {
            tr!("arrived-worked.body")
        } else {
            tr!("arrived-worked.plain")
        };
        (title, body)
    }

    /// Where it goes on to.
    pub(super) fn then(&self) -> Option<&Origin> {
        self.record()?.then.as_ref()
    }

    /// Packages that were left behind and can be added again.
    pub(super) fn packages(&self) -> Option<Vec<String>> {
        switching::add_again(&self.record()?.packages)
    }

    /// Whether the system's service adds packages for us.
    pub(super) fn can_add(&self) -> bool {
        self.reading.can.add_packages.is_yes()
    }

    /// What the system from before is called.
    pub(super) fn before(&self) -> Option<String> {
        let before = self.reading.find(&self.record()?.before)?;
        before.os_name.clone()
    }

    /// What the way back means, or that there is none.
    pub(super) fn back(&self) -> String {
        let has_settings = self
            .record()
            .is_some_and(|record| record.settings.is_some());
        if !self.can_go_back() {
            tr!("arrived-back.gone")
        } else if has_settings {
            tr!("arrived-back.settings")
        } else {
            tr!("arrived-back.body")
        }
    }

    pub(super) fn can_go_back(&self) -> bool {
        let back = self
            .record()
            .map(|record| switching::way_back(record, &self.reading.status));
        matches!(back, Some(Ok(_)))
    }

    /// Whether something can be asked of the system.
    pub(super) fn is_free(&self) -> bool {
        !self.busy && self.record().is_some()
    }

    /// What is left over, when that is known.
    pub(super) fn leftovers(&self) -> Option<&[Leftover]> {
        match &self.looks {
            Looks::Looking => None,
            Looks::Found(all) => Some(all),
        }
    }

    /// What mending came to.
    pub(super) fn outcome(&self) -> Option<Words> {
        Some(match self.mend.as_ref()? {
            Mend::Done(mended) => (
                tr!("arrived-repaired", count = mended.done.len()),
                tr!("arrived-repaired.body"),
            ),
            Mend::PartlyUndone => (
                tr!("arrived-partly-undone"),
                tr!("arrived-partly-undone.body"),
            ),
            Mend::Failed(detail) => (
                tr!("arrived-not-repaired"),
                tr!("arrived-not-repaired.body", detail = detail.clone()),
            ),
        })
    }

    /// What was mended last.
    pub(super) fn can_undo(&self) -> Option<&Arc<Mended>> {
        match self.mend.as_ref()? {
            Mend::Done(mended) => Some(mended),
            Mend::PartlyUndone | Mend::Failed(_) => None,
        }
    }
}
