//! The publisher: Practice Linux in three variants and two channels, and the next release of the desktops. All of it is
//! there twice, as refs of an ostree repository and as images of a container registry.

pub(crate) mod blob;
mod catalogue;
pub(crate) mod http;
pub(crate) mod images;
pub(crate) mod key;
pub(crate) mod publish;
pub(crate) mod registry;
pub(crate) mod seal;
mod stranger;
mod tree;
mod turns;

use super::trouble::{Result, Trouble};
use isotope::tr;

/// Which desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// GNOME.
    Gnome,
    /// KDE Plasma.
    Kde,
    /// Without a desktop.
    Base,
}

impl Variant {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Gnome, Self::Kde, Self::Base];

    /// The last part of its ref.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Gnome => "gnome",
            Self::Kde => "kde",
            Self::Base => "base",
        }
    }

    /// Its name for people.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Gnome => "GNOME Desktop",
            Self::Kde => "KDE Plasma Desktop",
            Self::Base => "Base System",
        }
    }
}

/// Which line of versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Channel {
    /// The release of most people.
    Stable,
    /// What comes to it next.
    Testing,
    /// The release after it.
    Next,
}

impl Channel {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Stable, Self::Testing, Self::Next];

    /// Its release.
    pub(crate) fn release(self) -> &'static str {
        match self {
            Self::Stable | Self::Testing => "44",
            Self::Next => "45",
        }
    }

    /// The tag of its images.
    fn tag(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Testing => "testing",
            Self::Next => "next",
        }
    }

    /// What its refs begin with.
    fn prefix(self) -> &'static str {
        match self {
            Self::Stable => "practice/44/x86_64/",
            Self::Testing => "practice/44/x86_64/testing/",
            Self::Next => "practice/45/x86_64/",
        }
    }

    /// What a person may type before the variant.
    fn short(self) -> &'static str {
        match self {
            Self::Stable => "",
            Self::Testing => "testing/",
            Self::Next => "45/",
        }
    }
}

/// A variant in a channel: what a ref names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stream {
    /// Which desktop.
    pub(crate) variant: Variant,
    /// Which line of versions.
    pub(crate) channel: Channel,
}

/// Names for errors.
const NAMES: &str = "gnome, kde, base, testing/gnome, testing/kde, testing/base, 45/gnome, 45/kde";

impl Stream {
    /// All that are published.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let of = |channel| Variant::ALL.map(|variant| Self { variant, channel });
        let is_there = |s: &Self| s.channel != Channel::Next || s.variant != Variant::Base;
        Channel::ALL.into_iter().flat_map(of).filter(is_there)
    }

    /// Its ref.
    pub(crate) fn branch(self) -> String {
        format!("{}{}", self.channel.prefix(), self.variant.id())
    }

    /// The stream of a ref, of its last part (`gnome`, `testing/kde`, `45/gnome`), or of an image's address.
    ///
    /// # Errors
    /// When upstream has no such variant; names those it has.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let is = |s: &Self| {
            let short = s.channel.short();
            s.branch() == text || text.strip_prefix(short) == Some(s.variant.id())
        };
        Self::all()
            .find(is)
            .or_else(|| images::stream(text))
            .ok_or_else(|| Trouble::Usage(tr!("practice-no-variant", name = text, names = NAMES)))
    }
}
