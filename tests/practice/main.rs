//! The practice machine as it is used: over its own bus, through the back end, with real apps, and killed in the middle.
//!
//! One program for all of it: most of these tests wait for libostree, and so they wait at the same time.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on shall say where"
)]

mod apps;
mod backend;
#[path = "../common/contract.rs"]
mod contract;
mod crash;
mod machine;
mod service;
