//! What is said of a target.

use std::fmt;
use std::str::FromStr;

/// How far an app may use a folder. Ordered from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileAccess {
    /// `:ro`: look, not change.
    ReadOnly,
    /// `:rw`, which is what no suffix means.
    ReadWrite,
    /// `:create`: as before, and the folder is made when it is missing.
    Create,
}

impl FileAccess {
    /// The suffix in a file: `:ro`, nothing, `:create`.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::ReadOnly => ":ro",
            Self::ReadWrite => "",
            Self::Create => ":create",
        }
    }
}

/// How far an app may use a bus name. Ordered from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BusAccess {
    /// `see`: it knows that the name is there.
    See,
    /// `talk`: it can call it.
    Talk,
    /// `own`: it can be it.
    Own,
}

impl BusAccess {
    /// The word in a file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Talk => "talk",
            Self::Own => "own",
        }
    }
}

/// The condition of an `if:NAME:CONDITION` token, such as `!has-wayland`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// The condition's name, without the `!`.
    pub name: String,
    /// Whether it must not hold.
    pub negated: bool,
}

impl FromStr for Condition {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.strip_prefix('!') {
            Some(name) => Self {
                name: name.to_owned(),
                negated: true,
            },
            None => Self {
                name: text.to_owned(),
                negated: false,
            },
        })
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.negated { "!" } else { "" }, self.name)
    }
}

/// What one layer says of one target.
///
/// | target | what it can be |
/// |---|---|
/// | shared, socket, device, feature | `Allowed`, `Denied`, `OnlyWhen` |
/// | files | `Files`, `Denied` |
/// | files reset, persistent | `Allowed` |
/// | name | `Bus`, `Denied` (`none`) |
/// | variable | `Value`, `Denied` (unset) |
/// | USB rule | `Allowed` (may be listed), `Denied` (hidden) |
/// | policy | `Allowed`, `Denied` |
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setting {
    /// It may.
    Allowed,
    /// It may not.
    Denied,
    /// It may on computers where one of the conditions holds.
    OnlyWhen {
        /// At least one; any of them is enough.
        conditions: Vec<Condition>,
        /// Whether conditions of lower layers are forgotten first (a `!NAME` before).
        fresh: bool,
    },
    /// It may use the folder so far.
    Files(FileAccess),
    /// It may use the name so far.
    Bus(BusAccess),
    /// The variable has this value. An empty one unsets it, as flatpak has it.
    Value(String),
}

impl Setting {
    /// Whether anything at all is granted, on some computer.
    #[must_use]
    pub fn grants(&self) -> bool {
        match self {
            Self::Denied => false,
            Self::Value(text) => !text.is_empty(),
            Self::Allowed | Self::OnlyWhen { .. } | Self::Files(_) | Self::Bus(_) => true,
        }
    }

    /// The access to a folder, if that is what is said.
    #[must_use]
    pub fn file_access(&self) -> Option<FileAccess> {
        if let Self::Files(access) = self {
            Some(*access)
        } else {
            None
        }
    }

    /// The access to a bus name, if that is what is said.
    #[must_use]
    pub fn bus_access(&self) -> Option<BusAccess> {
        if let Self::Bus(access) = self {
            Some(*access)
        } else {
            None
        }
    }

    /// The value of a variable, if that is what is said.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        if let Self::Value(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The conditions, any of which is enough; none where there is no condition.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        if let Self::OnlyWhen { conditions, .. } = self {
            conditions
        } else {
            &[]
        }
    }
}
