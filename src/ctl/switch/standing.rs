//! Where a switch stands, and what can be done next: told by `status`, and after a restart.

use isotope::catalogue::Catalogue;
use isotope::domain::{Origin, SwitchRecord, SwitchStage, SystemStatus, WayBack};
use isotope::{text, tr};
use serde::Serialize;

use crate::failure::Exit;

/// Why a verb of `switch` makes no sense now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotNow {
    /// There was no switch, or it came to its end.
    NoSwitch,
    /// The system from before starts next already.
    Returns,
    /// The version from before is not there any more.
    Gone,
    /// The system that runs is wanted, and another one waits for the restart.
    OtherWaits,
}

impl NotNow {
    pub(crate) fn words(self) -> String {
        match self {
            Self::NoSwitch => tr!("ctl-no-switch"),
            Self::Returns => tr!("ctl-switch-returns-already"),
            Self::Gone => tr!("ctl-switch-gone"),
            Self::OtherWaits => tr!("ctl-switch-other-waits"),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NoSwitch => "no-switch",
            Self::Returns => "already-next",
            Self::Gone => "no-such-version",
            Self::OtherWaits => "other-waits",
        }
    }

    pub(crate) fn exit(self) -> Exit {
        match self {
            Self::NoSwitch | Self::Gone | Self::OtherWaits => Exit::Refused,
            Self::Returns => Exit::NothingToDo,
        }
    }
}

/// The switch that was begun last, in `status`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct StandingJson {
    stage: &'static str,
    from: String,
    to: String,
    then: Option<String>,
    before: String,
    packages: Vec<String>,
    settings: Option<String>,
}

impl From<&(SwitchRecord, SwitchStage)> for StandingJson {
    fn from((record, stage): &(SwitchRecord, SwitchStage)) -> Self {
        Self {
            stage: match stage {
                SwitchStage::Prepared => "prepared",
                SwitchStage::Arrived => "arrived",
                SwitchStage::Returning => "returning",
                SwitchStage::NotStarted => "not-started",
                SwitchStage::Home => "home",
                SwitchStage::Elsewhere => "elsewhere",
            },
            from: record.from.to_string(),
            to: record.to.to_string(),
            then: record.then.as_ref().map(ToString::to_string),
            before: record.before.to_string(),
            packages: record.packages.clone(),
            settings: record.settings.clone(),
        }
    }
}

/// What a person should know of it, in a few lines.
pub(crate) fn lines(
    (record, stage): &(SwitchRecord, SwitchStage),
    status: &SystemStatus,
    catalogue: &Catalogue,
) -> Vec<String> {
    let called = |there: &Origin| text::called(there, catalogue.of(there));
    let (from, to) = (called(&record.from), called(&record.to));
    match stage {
        SwitchStage::Prepared => vec![tr!("ctl-standing-prepared", system = to)],
        SwitchStage::Arrived => arrived(record, from),
        SwitchStage::Returning => vec![tr!("ctl-standing-returning", system = from)],
        SwitchStage::NotStarted if status.staged().is_some() => {
            let next = text::next_system(status);
            vec![tr!("ctl-standing-not-started.staged", system = next)]
        }
        SwitchStage::NotStarted => vec![tr!("ctl-standing-not-started", system = to)],
        SwitchStage::Home if record.did_not_apply(status) => {
            let there = record.then.as_ref().unwrap_or(&record.to).to_string();
            vec![tr!(
                "ctl-standing-not-applied",
                system = to,
                address = there
            )]
        }
        SwitchStage::Home => vec![home(record, to)],
        SwitchStage::Elsewhere => Vec::new(),
    }
}

fn home(record: &SwitchRecord, system: String) -> String {
    let was_there = record.arrived || record.back != WayBack::NotAsked;
    match (&record.settings, &record.back) {
        (_, WayBack::Done) => tr!("ctl-standing-back.kept", system = system),
        (Some(_), _) if was_there => tr!("ctl-standing-back.settings", system = system),
        (Some(_), _) => tr!("ctl-standing-home.settings", system = system),
        (None, _) if was_there => tr!("ctl-standing-back", system = system),
        (None, _) => tr!("ctl-standing-home", system = system),
    }
}

fn arrived(record: &SwitchRecord, from: String) -> Vec<String> {
    let left = !record.packages.is_empty();
    let lines = [
        Some(tr!("ctl-standing-arrived", system = from)),
        record.then.as_ref().map(|_| tr!("ctl-standing-then")),
        record.settings.as_ref().map(|_| tr!("ctl-standing-repair")),
        left.then(|| tr!("ctl-standing-packages")),
    ];
    lines.into_iter().flatten().collect()
}
