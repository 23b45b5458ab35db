//! Flatpak without libflatpak: its files, its portals and its command.

pub mod access;
pub mod context;
pub mod history;
pub mod keyfile;
pub mod overrides;
mod safe_file;

pub use safe_file::Edited;
