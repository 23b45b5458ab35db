//! The words of `shared`, `sockets`, `devices`, `features`, USB rules and variables.

use crate::tr;

use super::{Words, words};

pub(super) fn shared(token: &str) -> Option<Words> {
    match token {
        "network" => Some(words!("access-network")),
        "ipc" => Some(words!("access-ipc")),
        _ => None,
    }
}

pub(super) fn socket(token: &str) -> Option<Words> {
    Some(match token {
        "wayland" => words!("access-wayland"),
        "fallback-x11" => words!("access-fallback-x11"),
        "x11" => words!("access-x11"),
        "pulseaudio" => words!("access-pulseaudio"),
        "cups" => words!("access-cups"),
        "pcsc" => words!("access-pcsc"),
        "ssh-auth" => words!("access-ssh-auth"),
        "gpg-agent" => words!("access-gpg-agent"),
        "session-bus" => words!("access-session-bus"),
        "system-bus" => words!("access-system-bus"),
        "inherit-wayland-socket" => words!("access-inherit-wayland"),
        _ => return None,
    })
}

pub(super) fn device(token: &str) -> Option<Words> {
    Some(match token {
        "dri" => words!("access-dri"),
        "input" => words!("access-input"),
        "usb" => words!("access-usb"),
        "kvm" => words!("access-kvm"),
        "shm" => words!("access-shm"),
        "all" => words!("access-all-devices"),
        _ => return None,
    })
}

pub(super) fn feature(token: &str) -> Option<Words> {
    Some(match token {
        "bluetooth" => words!("access-bluetooth"),
        "devel" => words!("access-devel"),
        "multiarch" => words!("access-multiarch"),
        "canbus" => words!("access-canbus"),
        "per-app-dev-shm" => words!("access-per-app-shm"),
        _ => return None,
    })
}

/// `all`, `cls:03:*`, `vnd:0fd9` or `vnd:0fd9+dev:0063`.
pub(super) fn usb(rule: &str) -> Option<Words> {
    if rule == "all" {
        return Some(words!("access-usb-any"));
    }
    let devices = if let Some(class) = rule.strip_prefix("cls:") {
        tr!(
            "usb-class",
            class = class.strip_suffix(":*").unwrap_or(class)
        )
    } else {
        let maker = rule.strip_prefix("vnd:")?;
        if let Some((vendor, device)) = maker.split_once("+dev:") {
            tr!("usb-device", vendor = vendor, device = device)
        } else {
            tr!("usb-vendor", vendor = maker)
        }
    };
    Some(words!("access-usb-rule", name = devices))
}

/// The ones that make a program load other code are told apart.
pub(super) fn variable(name: &str) -> Words {
    match name {
        "LD_PRELOAD" | "LD_LIBRARY_PATH" | "LD_AUDIT" | "GTK_MODULES" | "GIO_EXTRA_MODULES" => {
            words!("access-code-variable", name = name)
        }
        _ => words!("access-variable", name = name),
    }
}
