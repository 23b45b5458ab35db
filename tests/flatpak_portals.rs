//! What apps were granted while they were used, with the real services of xdg-desktop-portal and flatpak on a bus of
//! the test's own.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "flatpak_portals/answers.rs"]
mod answers;
#[path = "common/bus.rs"]
mod bus;
#[path = "flatpak_portals/documents.rs"]
mod documents;
#[path = "flatpak_portals/host.rs"]
mod host;
#[path = "flatpak_portals/running.rs"]
mod running;
#[path = "flatpak_portals/session.rs"]
mod session;
#[path = "flatpak_portals/store.rs"]
mod store;
#[path = "flatpak_portals/transfer.rs"]
mod transfer;
