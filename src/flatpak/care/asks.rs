//! What an update newly asks for.

use crate::domain::permission::{Layer, Setting, Target, Written};

/// A permission that a new version asks for, and the installed one did not, or not so widely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAsk {
    /// What about.
    pub target: Target,
    /// What the installed version says of it.
    pub before: Option<Setting>,
    /// What the new one says. `None`: it no longer denies it.
    pub after: Option<Setting>,
}

/// What one version asks for beyond another.
pub(super) fn new_asks(old: &Layer, new: &Layer) -> Vec<NewAsk> {
    let (old, new) = (old.without_covered(), new.without_covered());
    // What it may always it does not newly ask for when it no longer needs it everywhere.
    let had = |target: &Target, after: &Setting| {
        let asked = Written {
            target: target.clone(),
            allowed: after.clone(),
        };
        let other = target.companion();
        other.is_some_and(|other| {
            let before = old.get(&other);
            before.is_some_and(|before| asked.is_given_by(&other, before))
        })
    };
    let asked = new.iter().filter_map(|(target, after)| {
        let before = old.get(target);
        (is_wider(before, after) && !had(target, after)).then(|| NewAsk {
            target: target.clone(),
            before: before.cloned(),
            after: Some(after.clone()),
        })
    });
    let undenied = old
        .iter()
        .filter(|(target, before)| **before == Setting::Denied && new.get(target).is_none())
        .map(|(target, before)| NewAsk {
            target: target.clone(),
            before: Some(before.clone()),
            after: None,
        });
    asked.chain(undenied).collect()
}

fn is_wider(before: Option<&Setting>, after: &Setting) -> bool {
    match (before, after) {
        (None | Some(Setting::Denied), after) => after.grants(),
        (Some(Setting::Files(before)), Setting::Files(after)) => after > before,
        (Some(Setting::Bus(before)), Setting::Bus(after)) => after > before,
        (Some(Setting::Allowed), Setting::OnlyWhen { .. }) => false,
        (Some(before), after) => after.grants() && before != after,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::context;
    use super::super::super::keyfile::Document;
    use super::*;

    fn layer(text: &str) -> Layer {
        context::read(&Document::parse(text.as_bytes())).0
    }

    #[test]
    fn only_what_is_wider_is_newly_asked_for() {
        let old = layer(
            "[Context]\nshared=network;\nfilesystems=home:ro;xdg-music;!host;\n[Session Bus Policy]\norg.example.A=talk\n",
        );
        let new = layer(
            "[Context]\nshared=ipc;\nfilesystems=home;xdg-music:ro;\n[Session Bus Policy]\norg.example.A=own\n",
        );
        let asks = new_asks(&old, &new);
        let targets: Vec<_> = asks.iter().map(|ask| ask.target.clone()).collect();
        assert!(targets.contains(&Target::Shared("ipc".to_owned())));
        assert!(targets.contains(&Target::files("home")));
        assert!(targets.contains(&Target::files("host")));
        assert_eq!(targets.len(), 4, "{asks:?}");
        assert_eq!(new_asks(&new, &new), []);
    }

    #[test]
    fn older_windows_only_if_needed_are_less_than_always() {
        let always = layer("[Context]\nsockets=x11;wayland;\n");
        let needed = layer("[Context]\nsockets=x11;wayland;fallback-x11;\n");
        assert_eq!(new_asks(&always, &needed), []);
        let asks = new_asks(&needed, &always);
        let targets: Vec<_> = asks.into_iter().map(|ask| ask.target).collect();
        assert_eq!(targets, [Target::Socket("x11".to_owned())]);
        let asks = new_asks(&layer(""), &layer("[Context]\nsockets=x11;fallback-x11;\n"));
        let targets: Vec<_> = asks.into_iter().map(|ask| ask.target).collect();
        assert_eq!(targets, [Target::Socket("fallback-x11".to_owned())]);
    }
}
