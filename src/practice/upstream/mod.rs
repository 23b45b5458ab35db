//! The publisher: Practice Linux in three variants and two channels.

mod blob;
mod catalogue;
pub(crate) mod http;
pub(crate) mod key;
pub(crate) mod publish;
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

/// A variant in a channel: what a ref names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stream {
    /// Which desktop.
    pub(crate) variant: Variant,
    /// Whether it is the testing channel.
    pub(crate) testing: bool,
}

/// Names for errors.
const NAMES: &str = "gnome, kde, base, testing/gnome, testing/kde, testing/base";
/// What all refs begin with.
const PREFIX: &str = "practice/44/x86_64/";

impl Stream {
    /// Its ref.
    pub(crate) fn branch(self) -> String {
        let channel = if self.testing { "testing/" } else { "" };
        format!("{PREFIX}{channel}{}", self.variant.id())
    }

    /// The stream of a ref, or of its last part (`gnome`, `testing/kde`).
    ///
    /// # Errors
    /// When upstream has no such variant; names those it has.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let short = text.strip_prefix(PREFIX).unwrap_or(text);
        let (testing, id) = match short.strip_prefix("testing/") {
            Some(id) => (true, id),
            None => (false, short),
        };
        Variant::ALL
            .into_iter()
            .find(|v| v.id() == id)
            .map(|variant| Self { variant, testing })
            .ok_or_else(|| Trouble::Usage(tr!("practice-no-variant", name = text, names = NAMES)))
    }
}
