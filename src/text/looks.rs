//! What another desktop left behind, in words.

use crate::looks::leftovers::{After, Kind, Leftover, What, Why};
use crate::tr;

/// What it is, as a title.
#[must_use]
pub fn leftover(leftover: &Leftover) -> String {
    match &leftover.what {
        What::Setting(kind, _) => setting(*kind),
        What::File(path) => tr!("leftover-file", path = path.clone()),
        What::DefaultApp { types, .. } => tr!("leftover-app", count = types.len()),
    }
}

/// Why it is left over and what mending makes of it: two sentences.
#[must_use]
pub fn leftover_reason(leftover: &Leftover) -> String {
    format!("{} {}", reason(leftover), after(leftover))
}

fn setting(kind: Kind) -> String {
    match kind {
        Kind::Theme => tr!("leftover-theme"),
        Kind::Icons => tr!("leftover-icons"),
        Kind::Pointer => tr!("leftover-pointer"),
        Kind::Sounds => tr!("leftover-sounds"),
        Kind::Font => tr!("leftover-font"),
        Kind::DocumentFont => tr!("leftover-document-font"),
        Kind::FixedFont => tr!("leftover-fixed-font"),
        Kind::TitleFont => tr!("leftover-title-font"),
        Kind::Colours => tr!("leftover-colours"),
        Kind::Buttons => tr!("leftover-buttons"),
    }
}

fn reason(leftover: &Leftover) -> String {
    let now = match &leftover.what {
        What::Setting(_, value) => Some(value),
        What::DefaultApp { app, .. } => Some(app),
        What::File(_) => None,
    };
    match (&leftover.why, now) {
        (Why::NotHere, now) => {
            let name = now.cloned().unwrap_or_default();
            tr!("leftover-not-here", name = name)
        }
        (Why::WrittenBy(desktop), Some(value)) => tr!(
            "leftover-written-by",
            value = value.clone(),
            desktop = desktop.clone()
        ),
        (Why::WrittenBy(desktop), None) => {
            tr!("leftover-file-written-by", desktop = desktop.clone())
        }
    }
}

fn after(leftover: &Leftover) -> String {
    match (&leftover.after, &leftover.why) {
        (After::Default, _) => tr!("leftover-to-default"),
        (After::NoApp, _) => tr!("leftover-to-no-app"),
        (After::Value(value), _) => tr!("leftover-to-value", value = value.clone()),
        (After::Without, Why::WrittenBy(desktop)) => {
            tr!("leftover-to-without", desktop = desktop.clone())
        }
        (After::Before, _) | (After::Without, Why::NotHere) => tr!("leftover-to-before"),
    }
}
