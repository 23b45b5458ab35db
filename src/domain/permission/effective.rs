//! What counts in the end, when all layers have spoken, and who said it.

use std::collections::BTreeMap;

use super::{Layer, Setting, Target, x11};

/// Who says something, from the first that is asked to the last, whose word counts.
///
/// Source: `flatpak_deploy_get_overrides` and `flatpak_dir_load_deployed` in flatpak's `common/flatpak-dir.c`. An app
/// that is installed for one person only does not hear the two layers of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// The app's own metadata.
    Published,
    /// `overrides/global` of the system installation: the administrator, for all apps.
    SystemForAll,
    /// `overrides/ID` of the system installation: the administrator, for this app.
    SystemForApp,
    /// `overrides/global` of the person: for all apps.
    UserForAll,
    /// `overrides/ID` of the person: for this app.
    UserForApp,
}

/// What counts for one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What counts.
    pub setting: Setting,
    /// What each layer said, in the order of [`Source`]; never empty but where a reset took the target away.
    pub said: Vec<(Source, Setting)>,
    /// Whose word counts.
    pub by: Source,
}

impl Entry {
    /// What the app's publisher asked for.
    #[must_use]
    pub fn published(&self) -> Option<&Setting> {
        self.of(Source::Published)
    }

    /// What one layer said.
    #[must_use]
    pub fn of(&self, source: Source) -> Option<&Setting> {
        self.said
            .iter()
            .find(|(who, _)| *who == source)
            .map(|(_, setting)| setting)
    }

    /// Whether what counts is not what was published.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        match self.published() {
            Some(published) => *published != self.setting,
            None => self.setting.grants() || self.by != Source::Published,
        }
    }

    /// Whether it would be otherwise without the word that counts: it is not as published, or was not before that word.
    #[must_use]
    pub fn says_something_else(&self) -> bool {
        let others = self.said.iter().filter(|(who, _)| *who != self.by);
        self.is_changed() || others.into_iter().any(|(_, said)| *said != self.setting)
    }
}

/// All that counts for an app.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effective {
    entries: BTreeMap<Target, Entry>,
}

impl Effective {
    /// Merges layers; they are sorted by their source first. `x11` is left out where `fallback-x11` stands in its place.
    #[must_use]
    pub fn of<'a>(layers: impl IntoIterator<Item = (Source, &'a Layer)>) -> Self {
        let mut layers: Vec<_> = layers.into_iter().collect();
        layers.sort_by_key(|(source, _)| *source);
        let mut merged = Self::default();
        for (source, layer) in layers {
            merged.add(source, layer);
        }
        merged.leave_out_covered();
        merged
    }

    /// What counts for one target.
    #[must_use]
    pub fn get(&self, target: &Target) -> Option<&Entry> {
        self.entries.get(target)
    }

    /// Everything, in the order of the targets.
    pub fn iter(&self) -> impl Iterator<Item = (&Target, &Entry)> {
        self.entries.iter()
    }

    /// Whether the target is granted in the end.
    #[must_use]
    pub fn grants(&self, target: &Target) -> bool {
        self.get(target).is_some_and(|entry| entry.setting.grants())
    }

    fn add(&mut self, source: Source, layer: &Layer) {
        if layer.get(&Target::FilesReset).is_some() {
            self.reset_files(source);
        }
        for (target, setting) in layer.iter() {
            self.say(source, target, setting);
        }
    }

    /// Who speaks of `x11` after all who spoke of `fallback-x11` means it, for a flatpak of 1.17.7 or later.
    fn leave_out_covered(&mut self) {
        let [always, fallback] = [x11::ALWAYS, x11::FALLBACK].map(Target::socket);
        let (Some(one), Some(other)) = (self.get(&always), self.get(&fallback)) else {
            return;
        };
        if one.by <= other.by && x11::is_covered(&one.setting, &other.setting) {
            self.entries.remove(&always);
        }
    }

    /// Nothing that was said about files counts, and `host` is denied, as flatpak writes it beside a reset.
    fn reset_files(&mut self, source: Source) {
        for (target, entry) in &mut self.entries {
            if matches!(target, Target::Files(_)) {
                entry.setting = Setting::Denied;
                entry.by = source;
            }
        }
    }

    fn say(&mut self, source: Source, target: &Target, setting: &Setting) {
        let entry = self.entries.entry(target.clone());
        let entry = entry.or_insert_with(|| Entry {
            setting: setting.clone(),
            said: Vec::new(),
            by: source,
        });
        entry.said.push((source, setting.clone()));
        let merged = merge(target, &entry.setting, setting);
        if merged != entry.setting || merged == *setting {
            entry.by = source;
        }
        entry.setting = merged;
    }
}

/// What counts when `upper` speaks after `lower`.
fn merge(target: &Target, lower: &Setting, upper: &Setting) -> Setting {
    // Both USB lists only grow, and the hidden one wins.
    if matches!(target, Target::Usb(_)) && *lower == Setting::Denied {
        return Setting::Denied;
    }
    match (lower, upper) {
        (
            Setting::OnlyWhen { conditions, fresh },
            Setting::OnlyWhen {
                conditions: more,
                fresh: false,
            },
        ) => {
            let mut all = conditions.clone();
            all.extend(more.iter().cloned());
            all.sort();
            all.dedup();
            Setting::OnlyWhen {
                conditions: all,
                fresh: *fresh,
            }
        }
        _ => upper.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::FileAccess;
    use super::*;

    fn layer(rules: &[(Target, Setting)]) -> Layer {
        rules.iter().cloned().collect()
    }

    fn socket(name: &str) -> Target {
        Target::Socket(name.to_owned())
    }

    fn when(condition: &str, fresh: bool) -> Setting {
        let Ok(condition) = condition.parse();
        Setting::OnlyWhen {
            conditions: vec![condition],
            fresh,
        }
    }

    #[test]
    fn a_persons_word_for_all_beats_the_administrators_word_for_one() {
        let network = Target::Shared("network".to_owned());
        let system = layer(&[(network.clone(), Setting::Allowed)]);
        let user = layer(&[(network.clone(), Setting::Denied)]);
        let merged = Effective::of([(Source::UserForAll, &user), (Source::SystemForApp, &system)]);
        let entry = merged.get(&network).unwrap();
        assert_eq!(entry.setting, Setting::Denied);
        assert_eq!(entry.by, Source::UserForAll);
        assert!(entry.is_changed());
    }

    #[test]
    fn denying_home_does_not_deny_host() {
        let published = layer(&[
            (Target::files("host"), Setting::Files(FileAccess::ReadWrite)),
            (Target::files("home"), Setting::Files(FileAccess::ReadWrite)),
        ]);
        let user = layer(&[(Target::files("home"), Setting::Denied)]);
        let merged = Effective::of([(Source::Published, &published), (Source::UserForApp, &user)]);
        assert!(merged.grants(&Target::files("host")));
        assert!(!merged.grants(&Target::files("home")));
    }

    #[test]
    fn a_reset_takes_all_folders_of_lower_layers_away() {
        let published = layer(&[
            (Target::files("host"), Setting::Files(FileAccess::ReadWrite)),
            (
                Target::files("host-etc"),
                Setting::Files(FileAccess::ReadOnly),
            ),
        ]);
        let user = layer(&[
            (Target::FilesReset, Setting::Allowed),
            (
                Target::files("~/only"),
                Setting::Files(FileAccess::ReadWrite),
            ),
        ]);
        let merged = Effective::of([(Source::Published, &published), (Source::UserForApp, &user)]);
        assert!(!merged.grants(&Target::files("host")));
        let etc = merged.get(&Target::files("host-etc")).unwrap();
        assert_eq!(
            (&etc.setting, etc.by),
            (&Setting::Denied, Source::UserForApp)
        );
        assert_eq!(etc.published(), Some(&Setting::Files(FileAccess::ReadOnly)));
        assert!(merged.grants(&Target::files("~/only")));
    }

    #[test]
    fn conditions_of_layers_add_up_until_one_starts_afresh() {
        let published = layer(&[(socket("x11"), when("!has-wayland", false))]);
        let more = layer(&[(socket("x11"), when("has-usb-device", false))]);
        let merged = Effective::of([(Source::Published, &published), (Source::UserForAll, &more)]);
        let Setting::OnlyWhen { conditions, .. } = &merged.get(&socket("x11")).unwrap().setting
        else {
            panic!("{merged:?}");
        };
        assert_eq!(conditions.len(), 2);

        let fresh = layer(&[(socket("x11"), when("has-usb-device", true))]);
        let merged = Effective::of([
            (Source::Published, &published),
            (Source::UserForAll, &fresh),
        ]);
        assert_eq!(
            merged.get(&socket("x11")).unwrap().setting,
            when("has-usb-device", true)
        );
        // A condition after a plain grant narrows it.
        let plain = layer(&[(socket("x11"), Setting::Allowed)]);
        let merged = Effective::of([(Source::Published, &plain), (Source::UserForAll, &more)]);
        assert_eq!(
            merged.get(&socket("x11")).unwrap().setting,
            when("has-usb-device", false)
        );
    }

    #[test]
    fn x11_counts_only_where_no_fallback_stands_in_its_place() {
        let allow = |names: &[&str]| -> Layer {
            let rules = names.iter().map(|name| (socket(name), Setting::Allowed));
            rules.collect()
        };
        let deny = |name: &str| (socket(name), Setting::Denied);
        let both = allow(&["x11", "wayland", "fallback-x11"]);
        for (user, always, fallback) in [
            (Layer::default(), false, true),
            (allow(&["x11", "fallback-x11"]), false, true),
            (allow(&["x11"]), true, true),
            (layer(&[deny("fallback-x11")]), true, false),
            (
                layer(&[deny("fallback-x11"), (socket("x11"), Setting::Allowed)]),
                true,
                false,
            ),
            (layer(&[deny("x11"), deny("fallback-x11")]), false, false),
        ] {
            let merged = Effective::of([(Source::Published, &both), (Source::UserForApp, &user)]);
            assert_eq!(
                [always, fallback],
                ["x11", "fallback-x11"].map(|name| merged.grants(&socket(name))),
                "{user:?}"
            );
        }
    }

    #[test]
    fn a_hidden_usb_device_stays_hidden() {
        let rule = Target::Usb("vnd:0fd9".to_owned());
        let published = layer(&[(rule.clone(), Setting::Denied)]);
        let user = layer(&[(rule.clone(), Setting::Allowed)]);
        let merged = Effective::of([(Source::Published, &published), (Source::UserForApp, &user)]);
        assert!(!merged.grants(&rule));
        assert_eq!(merged.get(&rule).unwrap().by, Source::Published);
    }
}
