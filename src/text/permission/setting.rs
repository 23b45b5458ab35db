//! Settings and conditions in words.

use crate::domain::permission::{BusAccess, Condition, FileAccess, Setting};
use crate::tr;

/// A setting in a word or two: `Allowed`, `Read only`, `Only on computers without Wayland`.
#[must_use]
pub fn setting_word(setting: &Setting) -> String {
    match setting {
        Setting::Allowed => tr!("setting-allowed"),
        Setting::Denied => tr!("setting-denied"),
        Setting::OnlyWhen {
            conditions: all, ..
        } => tr!("setting-when", conditions = conditions(all)),
        Setting::Files(FileAccess::ReadOnly) => tr!("setting-read-only"),
        Setting::Files(FileAccess::ReadWrite) => tr!("setting-read-write"),
        Setting::Files(FileAccess::Create) => tr!("setting-create"),
        Setting::Bus(BusAccess::See) => tr!("setting-see"),
        Setting::Bus(BusAccess::Talk) => tr!("setting-talk"),
        Setting::Bus(BusAccess::Own) => tr!("setting-own"),
        Setting::Value(value) if value.is_empty() => tr!("setting-empty"),
        Setting::Value(value) => value.clone(),
    }
}

/// A condition, as it stands after "only": `on computers without Wayland`.
#[must_use]
pub fn condition(condition: &Condition) -> String {
    match (condition.name.as_str(), condition.negated) {
        ("true", false) => tr!("condition-true"),
        ("true", true) => tr!("condition-true.not"),
        ("false", false) => tr!("condition-false"),
        ("false", true) => tr!("condition-false.not"),
        ("has-wayland", false) => tr!("condition-wayland"),
        ("has-wayland", true) => tr!("condition-wayland.not"),
        ("has-input-device", false) => tr!("condition-input"),
        ("has-input-device", true) => tr!("condition-input.not"),
        ("has-usb-device", false) => tr!("condition-usb-device"),
        ("has-usb-device", true) => tr!("condition-usb-device.not"),
        ("has-usb-portal", false) => tr!("condition-usb-portal"),
        ("has-usb-portal", true) => tr!("condition-usb-portal.not"),
        _ => tr!("condition-unknown", name = condition.to_string()),
    }
}

/// Conditions, one of which is enough.
pub(super) fn conditions(all: &[Condition]) -> String {
    all.iter()
        .map(condition)
        .reduce(|first, second| tr!("condition-or", first = first, second = second))
        .unwrap_or_default()
}
