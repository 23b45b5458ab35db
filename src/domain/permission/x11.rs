//! The two sockets of older windows, `x11` and `fallback-x11`, which are one thing: never, only where there is no
//! Wayland, or always.
//!
//! Source: flatpak 1.16 `common/flatpak-run.c`: who has `fallback-x11` gets X11 only where it got no Wayland, whatever is
//! said of `x11`. From 1.17.7 on `flatpak_permissions_merge`: who speaks of `x11` takes the `fallback-x11` of those before
//! away. Both mean the same where both sockets are spoken of together, as Isotope does it.

use super::{Effective, Setting, Target};

/// The socket with which an app may always open older windows.
pub(super) const ALWAYS: &str = "x11";

/// The socket with which it may only where it has no Wayland.
pub(super) const FALLBACK: &str = "fallback-x11";

/// Whether an app that has `fallback-x11` gets nothing more by what is said of `x11`.
pub(super) fn is_covered(always: &Setting, fallback: &Setting) -> bool {
    fallback.grants() && *always == Setting::Allowed
}

/// Whether an app with `fallback-x11` seldom needs it: it can show windows through Wayland.
pub(super) fn is_seldom(with: &Effective) -> bool {
    with.grants(&Target::socket("wayland"))
}

impl Target {
    /// A socket by its name.
    pub(super) fn socket(name: &str) -> Self {
        Self::Socket(name.to_owned())
    }

    /// What is always spoken of together with this: `x11` with `fallback-x11`, and the other way round.
    #[must_use]
    pub fn companion(&self) -> Option<Self> {
        let Self::Socket(name) = self else {
            return None;
        };
        match name.as_str() {
            ALWAYS => Some(Self::socket(FALLBACK)),
            FALLBACK => Some(Self::socket(ALWAYS)),
            _ => None,
        }
    }

    /// What has to be said of its companion when this is said of it, so that it comes true for every flatpak.
    #[must_use]
    pub fn said_along(&self, setting: Option<&Setting>) -> Option<(Self, Option<Setting>)> {
        let companion = self.companion()?;
        let along = match setting {
            None => None,
            Some(Setting::Allowed) if companion == Self::socket(ALWAYS) => Some(Setting::Allowed),
            Some(_) => Some(Setting::Denied),
        };
        Some((companion, along))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{spell, unspell};

    #[test]
    fn what_is_said_of_one_is_never_and_always_and_only_if_needed() {
        for (said, along) in [
            ("!sockets=x11", Some("!sockets=fallback-x11")),
            ("!sockets=fallback-x11", Some("!sockets=x11")),
            ("sockets=x11", Some("!sockets=fallback-x11")),
            (
                "sockets=if:x11:has-input-device",
                Some("!sockets=fallback-x11"),
            ),
            ("sockets=fallback-x11", Some("sockets=x11")),
            ("sockets=wayland", None),
            ("shared=network", None),
        ] {
            let (target, setting) = unspell(said).unwrap();
            let other = target.said_along(Some(&setting));
            let other = other.and_then(|(target, setting)| Some(spell(&target, &setting?)));
            assert_eq!(other.as_deref(), along, "{said}");
            let unsaid = target.said_along(None);
            assert_eq!(unsaid, target.companion().map(|other| (other, None)));
        }
    }
}
