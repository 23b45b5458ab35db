//! The pages of the window, one folder each.

pub(crate) mod apps;
pub(crate) mod arrived;
pub(crate) mod details;
pub(crate) mod home;
pub(crate) mod news;
pub(crate) mod packages;
pub(crate) mod switch;
pub(crate) mod versions;
