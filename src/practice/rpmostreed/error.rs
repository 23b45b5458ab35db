//! Errors under the names that the real daemon's D-Bus library gives them.

use zbus::message::Header;
use zbus::names::ErrorName;
use zbus::{DBusError, Message};

/// The prefix of `GLib`'s I/O errors on the bus; their number follows.
const GIO: &str = "org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code";

/// What a method answers instead of its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// `G_IO_ERROR_FAILED`.
    Failed(String),
    /// `G_IO_ERROR_NOT_FOUND`.
    NotFound(String),
    /// `G_IO_ERROR_BUSY`.
    Busy(String),
    /// polkit said no.
    AccessDenied(String),
    /// polkit could not be asked.
    NoAuthority(String),
}

impl Refusal {
    fn text(&self) -> &str {
        match self {
            Self::Failed(text)
            | Self::NotFound(text)
            | Self::Busy(text)
            | Self::AccessDenied(text)
            | Self::NoAuthority(text) => text,
        }
    }
}

impl DBusError for Refusal {
    fn create_reply(&self, call: &Header<'_>) -> zbus::Result<Message> {
        Message::error(call, self.name()).build(&self.text())
    }

    fn name(&self) -> ErrorName<'_> {
        let name = match self {
            Self::Failed(_) => format!("{GIO}0"),
            Self::NotFound(_) => format!("{GIO}1"),
            Self::Busy(_) => format!("{GIO}26"),
            Self::AccessDenied(_) => "org.freedesktop.DBus.Error.AccessDenied".to_owned(),
            Self::NoAuthority(_) => "org.freedesktop.DBus.Error.Failed".to_owned(),
        };
        ErrorName::from_string_unchecked(name)
    }

    fn description(&self) -> Option<&str> {
        Some(self.text())
    }
}
