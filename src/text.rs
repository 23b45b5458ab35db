//! Domain values in words for people: the one bridge between the two. Used by the window and the terminal.
//!
//! Nothing else maps a domain value to a sentence, so one place decides that a deployment is a "version" and that a
//! staged one is "ready, starts after a restart". Every `match` here is exhaustive: a new variant does not build
//! until it has words.

pub mod care;
mod failure;
mod looks;
mod moment;
pub mod permission;
pub mod preflight;
mod switch;
mod system;
mod upstream;
mod work;

pub use failure::{Explanation, explain, finding};
pub use looks::{leftover, leftover_reason};
pub use moment::{age, date, date_and_time, day, month, time, weekday};
pub use switch::{
    address, base, called, channel_name, channel_title, not_an_address, pace, switch_note,
    verified, why_not,
};
pub use system::{
    automatic, change, channel, counts, lack, makes_room, makes_room_short, next_system, signature,
    size, system_name, update_version, version,
};
pub use upstream::upstream_error;
pub use work::{activity, bytes, failed_check, headline, kind, program, stage};
