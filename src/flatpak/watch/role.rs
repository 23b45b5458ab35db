//! What is heard in each watched folder.

use std::ffi::{OsStr, OsString};

use rustix::fs::inotify::ReadFlags;

use super::super::running;
use super::Change;

/// What a watched folder is watched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Installation,
    Overrides,
    Repository,
    Running,
    Instance,
    /// A name in it that has to come, or may go, before a folder of another role is there.
    Way(OsString),
}

impl Role {
    pub(super) fn change(&self) -> Option<Change> {
        match self {
            Self::Installation => Some(Change::Apps),
            Self::Overrides => Some(Change::Overrides),
            Self::Repository => Some(Change::Masks),
            Self::Running | Self::Instance => Some(Change::Running),
            Self::Way(_) => None,
        }
    }

    /// Whether an event tells of a change that is complete.
    pub(super) fn hears(&self, name: &OsStr, event: ReadFlags) -> bool {
        let written = ReadFlags::CLOSE_WRITE | ReadFlags::MOVED_TO;
        let gone = ReadFlags::DELETE | ReadFlags::MOVED_FROM;
        let new = ReadFlags::CREATE | ReadFlags::MOVED_TO;
        match self {
            Self::Installation => {
                let touched = ReadFlags::ATTRIB | ReadFlags::MODIFY;
                name == ".changed" && event.intersects(written | new | touched)
            }
            Self::Overrides => event.intersects(written | gone),
            Self::Repository => name == "config" && event.intersects(written),
            Self::Running => {
                name.to_str().is_some_and(running::is_instance) && event.intersects(new | gone)
            }
            Self::Instance => (name == "pid" || name == "info") && event.intersects(written),
            Self::Way(awaited) => name == awaited && event.intersects(new | gone),
        }
    }
}
