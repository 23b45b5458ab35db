//! Flatpak without libflatpak: its files, its portals and its command.

pub mod context;
pub mod keyfile;
