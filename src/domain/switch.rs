//! A switch that was begun: what has to be remembered across restarts, and where it stands.

use chrono::{DateTime, TimeDelta, Utc};

use super::{DeploymentId, FindingKind, Origin, SystemStatus};

/// How soon after [`WayBack::Asked`] a person comes home without being asked about settings. What they set at home is set
/// later than that, but for some minutes.
const HOMECOMING: TimeDelta = TimeDelta::minutes(20);

/// A switch that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwitchRecord {
    /// Where what ran before comes from.
    pub from: Origin,
    /// Where it went.
    pub to: Origin,
    /// The version that ran before: the way back.
    pub before: DeploymentId,
    /// The note beside that version, when it is kept because of the switch and was not before. Empty: an earlier Isotope did
    /// not write down which.
    pub kept_with: Option<String>,
    /// The copy of the desktop's settings, when one was made.
    pub settings: Option<String>,
    /// Packages that were left behind.
    pub packages: Vec<String>,
    /// Where it goes on to after the restart, when it takes two steps.
    pub then: Option<Origin>,
    /// Where its first step went, when it is the second one: what runs while the second one is prepared.
    pub via: Option<Origin>,
    /// How far the way back is.
    pub back: WayBack,
    /// The other system was seen running: what its desktop writes may be in the person's settings.
    pub arrived: bool,
    /// When it was begun.
    pub at: DateTime<Utc>,
}

/// How far the way back of a switch is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum WayBack {
    /// Nobody has asked for it.
    #[default]
    NotAsked,
    /// The settings were brought back, to be brought back once more at home.
    Asked {
        /// When that was. `None`: an earlier Isotope did not write it down.
        at: Option<DateTime<Utc>>,
        /// The copy of the settings that were there until then: those of the system that is left.
        aside: Option<String>,
    },
    /// The person is at home, and the settings are what they were. At most something is still kept.
    Done,
}

/// Where a switch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwitchStage {
    /// It is prepared, and waits for the restart: it can be taken back without a trace.
    Prepared,
    /// The new system runs.
    Arrived,
    /// The new system runs, and the way back is chosen for the next start.
    Returning,
    /// What ran before runs, but the other system is installed and starts next: it did not start, or another one was
    /// chosen for this once.
    NotStarted,
    /// What ran before runs: the switch was thrown away or did not apply, or the person is back.
    Home,
    /// Something else runs.
    Elsewhere,
}

impl SwitchRecord {
    /// Where it stands.
    #[must_use]
    pub fn stage(&self, status: &SystemStatus) -> SwitchStage {
        let Some(running) = status.running() else {
            return SwitchStage::Elsewhere;
        };
        let arrived = running.origin.is_same_place(&self.to);
        let is_home = running.id == self.before;
        if is_home && self.is_installed_before(&running.id, status) {
            return SwitchStage::NotStarted;
        }
        if !arrived && self.is_staged(status) {
            return SwitchStage::Prepared;
        }
        if is_home {
            return SwitchStage::Home;
        }
        if !arrived {
            return SwitchStage::Elsewhere;
        }
        if status.next().is_some_and(|next| next.id == self.before) {
            SwitchStage::Returning
        } else {
            SwitchStage::Arrived
        }
    }

    /// The step of it that the system is at, and where that stands: a person may have taken the second step by hand, and
    /// a second step that somebody else threw away was never taken.
    #[must_use]
    pub fn now(&self, status: &SystemStatus) -> (Self, SwitchStage) {
        let is_at_second = |second: &Self| match second.stage(status) {
            SwitchStage::Prepared => self.runs(status),
            SwitchStage::Arrived | SwitchStage::Returning | SwitchStage::NotStarted => true,
            SwitchStage::Home | SwitchStage::Elsewhere => false,
        };
        let own = self.stage(status);
        let other = match self.second_step() {
            Some(second) => Some(second).filter(is_at_second),
            None => self.first_step().filter(|first| {
                let stage = first.stage(status);
                match own {
                    SwitchStage::Elsewhere => stage != SwitchStage::Elsewhere,
                    SwitchStage::Home => stage == SwitchStage::NotStarted,
                    SwitchStage::Prepared
                    | SwitchStage::Arrived
                    | SwitchStage::Returning
                    | SwitchStage::NotStarted => false,
                }
            }),
        };
        match other {
            Some(step) => {
                let stage = step.stage(status);
                (step, stage)
            }
            None => (self.clone(), own),
        }
    }

    fn runs(&self, status: &SystemStatus) -> bool {
        let running = status.running();
        running.is_some_and(|running| running.origin.is_same_place(&self.to))
    }

    /// Whether it is installed and starts before that version: next, unless something that was prepared goes first.
    fn is_installed_before(&self, id: &DeploymentId, status: &SystemStatus) -> bool {
        let mut earlier = status.deployments.iter().take_while(|it| it.id != *id);
        earlier.any(|it| !it.is_staged() && it.origin.is_same_place(&self.to))
    }

    /// At home: whether it could not be installed as the computer shut down.
    #[must_use]
    pub fn did_not_apply(&self, status: &SystemStatus) -> bool {
        let mut findings = status.findings.iter();
        let failed = findings.any(|finding| finding.kind == FindingKind::FinalizeFailed);
        failed && !self.arrived && self.back == WayBack::NotAsked
    }

    /// Whether what is prepared for the next start is what it went to.
    #[must_use]
    pub fn is_staged(&self, status: &SystemStatus) -> bool {
        let staged = status.staged();
        staged.is_some_and(|staged| staged.origin.is_same_place(&self.to))
    }

    /// The switch as it was before its second step. `None`: it is not the second one.
    #[must_use]
    pub fn first_step(&self) -> Option<Self> {
        Some(Self {
            to: self.via.clone()?,
            then: Some(self.to.clone()),
            via: None,
            ..self.clone()
        })
    }

    /// The switch with its second step. `None`: it does not take two, or this is the second one.
    #[must_use]
    pub fn second_step(&self) -> Option<Self> {
        Some(Self {
            to: self.then.clone()?,
            then: None,
            via: Some(self.to.clone()),
            ..self.clone()
        })
    }

    /// Whether this is what was written down of the same switch, perhaps at another moment.
    #[must_use]
    pub fn is_same_switch(&self, other: &Self) -> bool {
        let name = |it: &Self| (it.at.timestamp(), it.before.clone());
        name(self) == name(other)
    }

    /// Whether the person has asked for the way back, and is not known to be at home.
    #[must_use]
    pub fn is_returning(&self) -> bool {
        matches!(self.back, WayBack::Asked { .. })
    }

    /// Whether settings are brought back at home without a question. Later, the person may have changed what is there.
    #[must_use]
    pub fn comes_home_by_itself(&self, now: DateTime<Utc>) -> bool {
        let WayBack::Asked { at: Some(at), .. } = self.back else {
            return false;
        };
        (at..=at + HOMECOMING).contains(&now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AutomaticUpdates, Deployment, DeploymentState, Signature};

    const HOME: &str = "practice:practice/44/x86_64/gnome";
    const OPEN: &str = "ostree-unverified-registry:example.org/kde:stable";
    const SIGNED: &str = "ostree-image-signed:docker://example.org/kde:stable";

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + minutes * 60, 0).unwrap()
    }

    fn record() -> SwitchRecord {
        SwitchRecord {
            from: Origin::parse(HOME),
            to: Origin::parse(OPEN),
            before: "home-1.0".parse().unwrap(),
            kept_with: Some("Before the switch".into()),
            settings: None,
            packages: Vec::new(),
            then: Some(Origin::parse(SIGNED)),
            via: None,
            back: WayBack::NotAsked,
            arrived: false,
            at: at(0),
        }
    }

    /// A system of these versions, the first one next. `*` runs, `+` is prepared.
    fn status(versions: &[(&str, &str)]) -> SystemStatus {
        let make = |(name, origin): &(&str, &str)| Deployment {
            origin: Origin::parse(origin),
            running: name.ends_with('*'),
            state: if name.ends_with('+') {
                DeploymentState::Staged
            } else {
                DeploymentState::Installed
            },
            id: name.trim_end_matches(['*', '+']).parse().unwrap(),
            version: None,
            timestamp: None,
            checksum: None,
            image_digest: None,
            os_name: None,
            kernel: None,
            signature: Signature::Unknown,
            added_packages: Vec::new(),
            pinned: false,
            end_of_life: None,
        };
        SystemStatus {
            backend: "nothing",
            deployments: versions.iter().map(make).collect(),
            update: None,
            activity: None,
            automatic: AutomaticUpdates::Unknown,
            last_checked: None,
            failed_check: None,
            findings: Vec::new(),
        }
    }

    #[test]
    fn a_second_step_by_hand_counts_and_one_thrown_away_does_not() {
        use SwitchStage::{Arrived, Elsewhere, Home, Prepared};
        let second = record().second_step().unwrap();
        assert_eq!(second.first_step(), Some(record()));
        let home = ("home-1.0", HOME);
        for (versions, step, stage) in [
            (vec![("open-1.0*", OPEN), home], record(), Arrived),
            (vec![("signed-1.0*", SIGNED), home], second.clone(), Arrived),
            (
                vec![("signed-1.0+", SIGNED), ("open-1.0*", OPEN), home],
                second.clone(),
                Prepared,
            ),
            (vec![("home-1.0*", HOME)], record(), Home),
            (vec![("other-1.0*", "a:b/c"), home], record(), Elsewhere),
            (
                vec![("signed-1.0+", SIGNED), ("home-1.0*", HOME)],
                record(),
                Home,
            ),
        ] {
            assert_eq!(
                record().now(&status(&versions)),
                (step, stage),
                "{versions:?}"
            );
        }
        let thrown_away = status(&[("open-1.0*", OPEN), home]);
        assert_eq!(second.now(&thrown_away), (record(), Arrived));
    }

    #[test]
    fn what_is_installed_and_goes_before_home_did_not_start() {
        use SwitchStage::{Home, NotStarted, Prepared};
        let (home, open) = (("home-1.0*", HOME), ("open-1.0", OPEN));
        let newer = ("open-2.0+", OPEN);
        for (versions, stage) in [
            (vec![open, home], NotStarted),
            (vec![newer, open, home], NotStarted),
            (vec![newer, home, open], Prepared),
            (vec![home, open], Home),
        ] {
            let now = record().now(&status(&versions));
            assert_eq!(now, (record(), stage), "{versions:?}");
        }
        let lost = record().second_step().unwrap();
        assert_eq!(lost.now(&status(&[open, home])), (record(), NotStarted));
    }

    #[test]
    fn what_has_run_was_installed() {
        let mut failed = status(&[("home-1.0*", HOME)]);
        failed.findings.push(FindingKind::FinalizeFailed.into());
        assert!(record().did_not_apply(&failed));
        let arrived = SwitchRecord {
            arrived: true,
            ..record()
        };
        assert!(!arrived.did_not_apply(&failed));
    }

    #[test]
    fn only_soon_after_switch_back_nobody_is_asked_about_settings() {
        let asked = |at| SwitchRecord {
            back: WayBack::Asked { at, aside: None },
            ..record()
        };
        let by_itself = |record: SwitchRecord, minutes| record.comes_home_by_itself(at(minutes));
        assert!(by_itself(asked(Some(at(0))), 5));
        assert!(!by_itself(asked(Some(at(0))), 60 * 24 * 4));
        assert!(
            !by_itself(asked(Some(at(0))), -60),
            "the clock was put back"
        );
        assert!(!by_itself(asked(None), 5), "of an earlier Isotope");
        assert!(!by_itself(record(), 5));
    }
}
