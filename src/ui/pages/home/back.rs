//! The way back on Home: the version beside the one that runs. Pure.

use super::fact::other;
use super::state::State;
use super::switched;
use crate::domain::{DeploymentId, SwitchRecord, Way};
use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::verbs;

impl State {
    /// The version to go back to.
    pub(crate) fn previous(&self) -> Option<DeploymentId> {
        Some(self.reading()?.status.previous()?.id.clone())
    }

    /// Where that version lies: somebody who went back has left a newer one.
    pub(crate) fn way(&self) -> Option<Way> {
        let status = &self.reading()?.status;
        Some(status.way_to(other(status)?))
    }

    /// What the version to go back to is called.
    pub(crate) fn previous_title(&self) -> String {
        match self.way() {
            _ if self.before_switch().is_some() => tr!("home-before-switch"),
            Some(Way::Forward) => tr!("home-newer"),
            Some(Way::Back) | None => tr!("home-previous"),
        }
    }

    /// What the button beside that version says.
    pub(crate) fn previous_label(&self) -> Option<String> {
        match self.before_switch() {
            Some(_) => Some(tr!("arrived-back.switch")),
            None => self.way().map(verbs::start_label),
        }
    }

    /// What that button asks for.
    pub(crate) fn ask_previous(&self) -> Option<Ask> {
        let back = |record: &SwitchRecord| Ask::SwitchBack(Box::new(record.clone()));
        let switch = self.before_switch().map(back);
        switch.or_else(|| self.previous().map(Ask::GoBack))
    }

    fn before_switch(&self) -> Option<&SwitchRecord> {
        self.reading().and_then(switched::before)
    }

    /// Whether the way back is open.
    pub(crate) fn can_go_back(&self) -> bool {
        let open = |r: &Reading| {
            let previous = r.status.previous();
            previous.is_some_and(|d| verbs::go_back(r, d).is_yes())
        };
        !self.is_busy() && self.reading().is_some_and(open)
    }

    /// Whether there is a button for it. A switch that waits has another way out.
    pub(crate) fn offers_previous(&self) -> bool {
        let switches = self.reading().and_then(Reading::prepared_switch).is_some();
        let has_one = self.can_go_back() || self.is_busy() && self.previous().is_some();
        has_one && !switches
    }
}
