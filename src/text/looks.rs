//! What another desktop left behind, in words.

use crate::looks::leftovers::{After, FileKind, Kind, Leftover, What, Why};
use crate::tr;

/// What it is, as a title.
#[must_use]
pub fn leftover(leftover: &Leftover) -> String {
    match &leftover.what {
        What::Setting(kind, _) => setting(*kind),
        What::File(kind, _) => file(*kind),
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

fn file(kind: FileKind) -> String {
    match kind {
        FileKind::Gtk2 => tr!("leftover-gtk2"),
        FileKind::Gtk3 => tr!("leftover-gtk3"),
        FileKind::Gtk4 => tr!("leftover-gtk4"),
        FileKind::Gtk3Style => tr!("leftover-gtk3-style"),
        FileKind::Gtk4Style => tr!("leftover-gtk4-style"),
    }
}

fn reason(leftover: &Leftover) -> String {
    let (now, is_file) = match &leftover.what {
        What::Setting(_, value) => (value, false),
        What::DefaultApp { app, .. } => (app, false),
        What::File(_, path) => (path, true),
    };
    match &leftover.why {
        Why::NotHere => tr!("leftover-not-here", name = now.clone()),
        Why::WrittenBy(desktop) if is_file => tr!(
            "leftover-file-written-by",
            desktop = desktop.clone(),
            path = now.clone()
        ),
        Why::WrittenBy(desktop) => tr!(
            "leftover-written-by",
            value = now.clone(),
            desktop = desktop.clone()
        ),
    }
}

fn after(leftover: &Leftover) -> String {
    match &leftover.after {
        After::Default => tr!("leftover-to-default"),
        After::NoApp => tr!("leftover-to-no-app"),
        After::Value(value) => tr!("leftover-to-value", value = value.clone()),
        After::Without => tr!("leftover-to-without"),
        After::Before => tr!("leftover-to-before"),
    }
}
