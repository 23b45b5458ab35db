//! The permissions in a key file: read as flatpak reads them, changed one rule at a time.
//!
//! Source: flatpak `common/flatpak-context.c`, `flatpak_context_load_metadata`.

mod read;
mod token;
mod unknown;
mod valid;
mod write;

pub use read::{read, read_for};
pub use valid::{can_stand, is_bus_name, is_usb_rule};
pub use write::{mend, write};

use super::keyfile::{BrokenLine, Fault};
use crate::domain::permission::Since;

/// Why flatpak refuses a file that is a sound key file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The key file itself is refused.
    KeyFile(Fault),
    /// `if:` without a name or condition, or a `:` where none may be (flatpak 1.17 and later).
    Condition,
    /// A bus name that is none.
    BusName,
    /// A USB rule that is none.
    UsbRule,
    /// A control character in a path.
    ControlCharacter,
}

/// A line for which flatpak takes the app for not installed; in `global`, all apps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Counted from 1.
    pub number: usize,
    /// What stands there.
    pub text: String,
    /// Why flatpak refuses it.
    pub refusal: Refusal,
}

impl Refusal {
    /// The first flatpak that refuses it; those before leave it aside.
    fn since(&self) -> Since {
        match self {
            Self::Condition => Since(1, 17, 0),
            Self::UsbRule => Since(1, 15, 11),
            Self::KeyFile(_) | Self::BusName | Self::ControlCharacter => Since(0, 0, 0),
        }
    }
}

impl Unreadable {
    /// Whether the installed flatpak refuses the file for it. `None`: it is not known which one that is.
    #[must_use]
    pub fn stops(&self, flatpak: Option<Since>) -> bool {
        flatpak.is_none_or(|has| has >= self.refusal.since())
    }
}

impl From<BrokenLine> for Unreadable {
    fn from(line: BrokenLine) -> Self {
        Self {
            number: line.number,
            text: line.text,
            refusal: Refusal::KeyFile(line.fault),
        }
    }
}

const CONTEXT: &str = "Context";
const ENVIRONMENT: &str = "Environment";
const USB: &str = "USB Devices";
const UNSET: &str = "unset-environment";
const USB_KEYS: [&str; 2] = ["enumerable-devices", "hidden-devices"];
/// The groups with policies: `[Policy SUBSYSTEM]`.
const POLICY: &str = "Policy ";

/// The keys of `[Context]` that hold plain tokens.
const TOKEN_KEYS: [&str; 4] = ["shared", "sockets", "devices", "features"];

#[cfg(test)]
mod bytes_tests;
#[cfg(test)]
mod tests;
