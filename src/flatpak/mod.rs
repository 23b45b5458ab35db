//! Flatpak without libflatpak: its files, its portals and its command.

pub mod access;
pub mod answers;
mod apps;
pub mod care;
pub mod command;
pub mod context;
mod deploy;
pub mod documents;
#[cfg(test)]
#[path = "../../tests/common/flatpak_fake.rs"]
#[allow(dead_code, reason = "other tests use the rest of it")]
pub(crate) mod fake;
#[cfg(any(test, feature = "fuzz"))]
pub mod fuzz;
pub mod history;
pub mod host;
pub mod installed;
mod json;
pub mod keyfile;
pub mod leftovers;
mod mask;
pub mod overrides;
mod parallel;
pub mod places;
pub mod portals;
pub mod running;
mod safe_file;
mod store;
pub mod transfer;
pub mod used;
pub mod watch;

pub use apps::{AppAccess, Apps};
pub use safe_file::Edited;
pub use store::{PortalError, Row};
