//! Flatpak without libflatpak: its files, its portals and its command.

pub mod access;
pub mod context;
mod deploy;
pub mod history;
pub mod installed;
pub mod keyfile;
mod mask;
pub mod overrides;
pub mod places;
mod safe_file;

pub use safe_file::Edited;
