//! The facts of the home page: what runs, and who updates it. Pure.

use crate::domain::{Deployment, Headline, SystemStatus};
use crate::text;
use crate::tr;
use crate::ui::reading::Reading;
use crate::ui::verbs;

/// What runs, and who updates it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fact {
    /// The system's name and the version that runs.
    Running,
    /// The version to go back to, or why there is none.
    Previous,
    /// Its desktop.
    Desktop,
    /// Its channel.
    Channel,
    /// Who updates it.
    Automatic,
    /// When upstream was last asked.
    Checked,
}

impl Fact {
    /// What it is now, where it is known.
    pub(crate) fn of(self, reading: &Reading) -> Option<String> {
        let status = &reading.status;
        let running = status.running();
        match self {
            Self::Running => Some(lines([
                Some(text::system_name(status)),
                running.map(|d| {
                    join([
                        Some(text::version(d)),
                        d.timestamp.map(text::date),
                        d.timestamp.map(|t| text::age(t, reading.now)),
                    ])
                }),
            ])),
            Self::Previous => Some(previous(reading)),
            Self::Desktop => status.system().desktop.map(str::to_owned),
            Self::Channel => text::channel(&status.system()),
            Self::Automatic => Some(text::automatic(&status.automatic)),
            Self::Checked => Some(checked(reading)),
        }
    }
}

/// The version to go back to; below it why that is not possible, if it is not.
fn previous(reading: &Reading) -> String {
    let Some(version) = other(&reading.status) else {
        return lines([
            Some(tr!("home-no-previous")),
            Some(tr!("home-no-previous.body")),
        ]);
    };
    let other_name = |name: &String| *name != text::system_name(&reading.status);
    lines([
        version.os_name.clone().filter(other_name),
        Some(join([
            Some(text::version(version)),
            version.timestamp.map(text::date),
        ])),
        verbs::go_back(reading, version)
            .why_not()
            .map(str::to_owned),
    ])
}

/// When upstream was last asked; below it when it was asked in vain since then, unless the headline says so.
fn checked(reading: &Reading) -> String {
    let age = |t| text::age(t, reading.now);
    let failed = reading.status.failed_check;
    let told = matches!(reading.status.headline(), Headline::CheckFailed(_));
    lines([
        Some(
            reading
                .last_checked
                .map_or_else(|| tr!("home-never-checked"), age),
        ),
        failed
            .filter(|_| !told)
            .map(|f| text::failed_check(&f, reading.now)),
    ])
}

/// The version beside the running one. One that was chosen to go back to is the first one now, and nothing stands
/// behind the running one.
pub(super) fn other(status: &SystemStatus) -> Option<&Deployment> {
    status.previous().or_else(|| status.chosen())
}

pub(super) fn lines<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Parts of a line with a dot between them.
pub(super) fn join<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
