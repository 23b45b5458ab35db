//! Of each remark: which line it is, how bad it is, what mends it.

use super::line_id::LineId;
use super::remark::{Fix, Level, Remark};

impl Remark {
    /// Which line it is.
    #[must_use]
    pub fn id(&self) -> LineId {
        match self {
            Self::RunsAlready => LineId::Runs,
            Self::Supported | Self::NotSupported | Self::NotYours => LineId::Support,
            Self::Published { .. }
            | Self::OldFacts { .. }
            | Self::UnknownChannel { .. }
            | Self::Unheard
            | Self::NotThere { .. }
            | Self::Retired { .. } => LineId::Publisher,
            Self::SameRelease { .. } | Self::NewerRelease { .. } | Self::OlderRelease { .. } => {
                LineId::Release
            }
            Self::SameBase { .. }
            | Self::UnknownBase
            | Self::OtherKind { .. }
            | Self::OtherBase { .. } => LineId::Base,
            Self::SameDesktop { .. }
            | Self::UnknownDesktop
            | Self::OtherDesktop { .. }
            | Self::AdvisedAgainst { .. }
            | Self::NoDesktop => LineId::Desktop,
            Self::CheckedByRemote { .. }
            | Self::CheckedByPolicy
            | Self::Unchecked
            | Self::TwoSteps { .. }
            | Self::NoRule
            | Self::NotSignedSo { .. }
            | Self::Forbidden => LineId::Signature,
            Self::SourceKnown { .. } | Self::NoRemote { .. } | Self::NoKey { .. } => LineId::Source,
            Self::Moves | Self::Stays => LineId::Updates,
            Self::NothingPrepared | Self::UpdatePrepared { .. } | Self::OtherChosen { .. } => {
                LineId::Prepared
            }
            Self::NoPackages | Self::Packages { .. } => LineId::Packages,
            Self::Room { .. } | Self::TightRoom { .. } | Self::NoRoom { .. } => LineId::Room,
            Self::BootRoom { .. } | Self::TightBoot { .. } | Self::NoBootRoom { .. } => {
                LineId::Boot
            }
            Self::LoginUser { .. } | Self::NoLoginUser { .. } | Self::TwoLoginUsers { .. } => {
                LineId::Accounts
            }
            Self::Graphical | Self::ConsoleOnly => LineId::Target,
            Self::Powered | Self::OnBattery { .. } | Self::BatteryLow { .. } => LineId::Power,
            Self::FreeNetwork | Self::Metered => LineId::Network,
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn level(&self) -> Level {
        match self {
            Self::Supported
            | Self::Published { .. }
            | Self::SameBase { .. }
            | Self::SameRelease { .. }
            | Self::NewerRelease { .. }
            | Self::SameDesktop { .. }
            | Self::CheckedByRemote { .. }
            | Self::CheckedByPolicy
            | Self::SourceKnown { .. }
            | Self::Moves
            | Self::NothingPrepared
            | Self::NoPackages
            | Self::Room { .. }
            | Self::BootRoom { .. }
            | Self::LoginUser { .. }
            | Self::Graphical
            | Self::Powered
            | Self::FreeNetwork => Level::Green,
            Self::OldFacts { .. }
            | Self::UnknownChannel { .. }
            | Self::Unheard
            | Self::UnknownBase
            | Self::OlderRelease { .. }
            | Self::UnknownDesktop
            | Self::OtherDesktop { .. }
            | Self::AdvisedAgainst { .. }
            | Self::NoDesktop
            | Self::Unchecked
            | Self::TwoSteps { .. }
            | Self::Stays
            | Self::Packages { .. }
            | Self::TightRoom { .. }
            | Self::TightBoot { .. }
            | Self::NoLoginUser { .. }
            | Self::TwoLoginUsers { .. }
            | Self::OnBattery { .. }
            | Self::Metered => Level::Yellow,
            Self::RunsAlready
            | Self::NotSupported
            | Self::NotYours
            | Self::NotThere { .. }
            | Self::Retired { .. }
            | Self::OtherKind { .. }
            | Self::OtherBase { .. }
            | Self::NoRule
            | Self::NotSignedSo { .. }
            | Self::Forbidden
            | Self::NoRemote { .. }
            | Self::NoKey { .. }
            | Self::UpdatePrepared { .. }
            | Self::OtherChosen { .. }
            | Self::NoRoom { .. }
            | Self::NoBootRoom { .. }
            | Self::ConsoleOnly
            | Self::BatteryLow { .. } => Level::Red,
        }
    }

    /// What mends it, where something does.
    #[must_use]
    pub fn fix(&self) -> Option<Fix> {
        match self {
            Self::Retired { instead } => instead.clone().map(|name| Fix::Instead { name }),
            Self::NotSignedSo { form: other }
            | Self::NotThere {
                near: Some(other), ..
            } => Some(Fix::Instead {
                name: other.to_string(),
            }),
            Self::NotThere { there, near: None } => Some(Fix::SeeAll { of: there.clone() }),
            Self::TwoSteps { first } => Some(Fix::TwoSteps {
                first: first.clone(),
            }),
            Self::NoRemote { remote } => Some(Fix::AddRemote {
                remote: remote.clone(),
            }),
            Self::NoKey { remote } => Some(Fix::AddKey {
                remote: remote.clone(),
            }),
            Self::UpdatePrepared { .. } => Some(Fix::Discard),
            Self::OtherChosen { .. } => Some(Fix::UndoChoice),
            Self::Packages { names } => Some(Fix::WithoutPackages { count: names.len() }),
            Self::TightRoom { spare, .. } | Self::NoRoom { spare, .. } => {
                Some(Fix::FreeRoom(*spare))
            }
            Self::NoBootRoom { kept: true, .. } => Some(Fix::FreeBoot),
            Self::NoBootRoom { kept: false, .. } => Some(Fix::TidyBoot),
            Self::ConsoleOnly => Some(Fix::Command {
                line: "sudo systemctl set-default graphical.target".to_owned(),
            }),
            Self::OnBattery { .. } | Self::BatteryLow { .. } => Some(Fix::Plug),
            Self::NotYours | Self::Forbidden => Some(Fix::AskAdministrator),
            Self::NoRule => Some(Fix::PublishersRule),
            Self::OtherKind { .. } | Self::OtherBase { .. } => Some(Fix::InstallAnew),
            Self::Metered => Some(Fix::OtherNetwork),
            Self::RunsAlready
            | Self::Supported
            | Self::NotSupported
            | Self::Published { .. }
            | Self::OldFacts { .. }
            | Self::UnknownChannel { .. }
            | Self::Unheard
            | Self::SameRelease { .. }
            | Self::NewerRelease { .. }
            | Self::OlderRelease { .. }
            | Self::SameBase { .. }
            | Self::UnknownBase
            | Self::SameDesktop { .. }
            | Self::UnknownDesktop
            | Self::OtherDesktop { .. }
            | Self::AdvisedAgainst { .. }
            | Self::NoDesktop
            | Self::CheckedByRemote { .. }
            | Self::CheckedByPolicy
            | Self::Unchecked
            | Self::SourceKnown { .. }
            | Self::Moves
            | Self::Stays
            | Self::NothingPrepared
            | Self::NoPackages
            | Self::Room { .. }
            | Self::BootRoom { .. }
            | Self::TightBoot { .. }
            | Self::LoginUser { .. }
            | Self::NoLoginUser { .. }
            | Self::TwoLoginUsers { .. }
            | Self::Graphical
            | Self::Powered
            | Self::FreeNetwork => None,
        }
    }
}
