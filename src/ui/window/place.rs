//! The pages of the first level: each is a component of its own, and the window only leads to it.

use crate::tr;

/// A page of the first level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Whether everything is fine, what runs, and the way back.
    Home,
    /// Every version on this computer.
    Versions,
    /// Every app, and what it may do.
    Apps,
}

impl Place {
    /// All, in the order of the switcher.
    pub(crate) const ALL: [Self; 3] = [Self::Home, Self::Versions, Self::Apps];

    /// Its name in the stack, and of the action that leads there.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Versions => "versions",
            Self::Apps => "apps",
        }
    }

    /// Its name for people.
    pub(crate) fn title(self) -> String {
        match self {
            Self::Home => tr!("page-home"),
            Self::Versions => tr!("page-versions"),
            Self::Apps => tr!("page-apps"),
        }
    }

    /// Its icon in the switcher.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Home => "isotope-home-symbolic",
            Self::Versions => "isotope-versions-symbolic",
            Self::Apps => "isotope-apps-symbolic",
        }
    }
}
