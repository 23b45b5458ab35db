use super::*;
use crate::domain::permission::{Written, judge, spell};
use crate::domain::{InstallationId, InstalledApp};
use crate::flatpak::AppAccess;
use crate::flatpak::overrides::Spoken;

fn layer(rules: &[&str]) -> Layer {
    rules
        .iter()
        .map(|rule| crate::domain::permission::unspell(rule).unwrap())
        .collect()
}

/// An app that asks for these, and of which the person says those for all apps and for it.
fn known(published: &[&str], for_all: &[&str], own: &[&str]) -> Known {
    let spoken: Vec<Spoken> = [(Source::UserForAll, for_all), (Source::UserForApp, own)]
        .map(|(source, rules)| Spoken {
            source,
            layer: layer(rules),
            unreadable: Vec::new(),
        })
        .to_vec();
    let published = layer(published);
    let effective = Overrides::merge(&published, &spoken);
    Known {
        running: None,
        unused: false,
        cannot_open: None,
        access: AppAccess {
            judgement: judge(&effective),
            effective,
            spoken,
        },
        app: InstalledApp {
            app_ref: "app/org.example.Alpha/x86_64/stable".parse().unwrap(),
            installation: InstallationId::User,
            current: true,
            name: "Alpha".to_owned(),
            summary: None,
            version: None,
            icon: None,
            origin: "example".to_owned(),
            commit: "c0ffee00".repeat(8).parse().unwrap(),
            size: None,
            runtime: None,
            updated: None,
            end_of_life: None,
            runtime_end_of_life: None,
            masked: false,
            has_launcher: true,
            published,
        },
    }
}

fn rule(rules: &Rules, permission: &str) -> Rule {
    let target = permission.parse::<Written>().unwrap().target;
    let (asked, offered) = rules.sections(&rules.spoken_of());
    let mut all = asked
        .into_iter()
        .chain(offered)
        .flat_map(|section| section.rules);
    all.find(|rule| rule.target == target).unwrap()
}

/// What is written for a wish: a permission, `-` where nothing is said any more.
fn written(rules: &Rules, permission: &str, wish: &Wish) -> Option<String> {
    let change = rule(rules, permission).change(wish)?;
    let said = change
        .setting
        .map(|setting| spell(&change.target, &setting));
    Some(said.unwrap_or_else(|| "-".to_owned()))
}

#[test]
fn only_what_differs_from_what_counts_anyway_is_said() {
    let off = Wish::Switch(false);
    let on = Wish::Switch(true);
    let asks = Rules::of(&known(&["shared=network"], &[], &[]));
    assert_eq!(
        written(&asks, "shared=network", &off).as_deref(),
        Some("!shared=network")
    );
    assert_eq!(written(&asks, "shared=network", &on).as_deref(), Some("-"));
    let denied = Rules::of(&known(&["shared=network"], &[], &["!shared=network"]));
    assert_eq!(
        written(&denied, "shared=network", &on).as_deref(),
        Some("-")
    );
    let not_asked = Rules::of(&known(&[], &[], &["devices=all"]));
    assert_eq!(
        written(&not_asked, "devices=all", &off).as_deref(),
        Some("-")
    );
    let for_all = Rules::of(&known(&["shared=network"], &["!shared=network"], &[]));
    assert_eq!(
        written(&for_all, "shared=network", &on).as_deref(),
        Some("shared=network")
    );
}

#[test]
fn folders_have_steps_and_say_again_what_a_reset_took() {
    let rules = Rules::of(&known(&["filesystems=home"], &[], &[]));
    let steps = ["!filesystems=home", "filesystems=home:ro"];
    for (place, step) in steps.into_iter().enumerate() {
        let said = written(&rules, "filesystems=home", &Wish::Pick(place));
        assert_eq!(said.as_deref(), Some(step));
    }
    let reset = Rules::of(&known(
        &["filesystems=home"],
        &[],
        &["filesystems=host:reset"],
    ));
    let said = written(&reset, "filesystems=home", &Wish::Pick(2));
    assert_eq!(said.as_deref(), Some("filesystems=home"));
}

#[test]
fn a_condition_is_a_third_way_that_stays_on_offer() {
    let published = ["sockets=if:x11:!has-wayland"];
    let rules = Rules::of(&known(&published, &[], &["sockets=x11"]));
    let Control::Choice(options, at) = rule(&rules, "sockets=x11").control else {
        panic!("no choice");
    };
    assert_eq!((options.len(), at), (3, 2));
    let said = written(&rules, "sockets=x11", &Wish::Pick(1));
    assert_eq!(said.as_deref(), Some("-"));
}

#[test]
fn for_all_apps_nothing_need_be_said() {
    let reading = AppsReading {
        for_all: layer(&["!shared=network"]),
        ..AppsReading::default()
    };
    let rules = Rules::of_all(&reading);
    assert_eq!(
        written(&rules, "shared=network", &Wish::Pick(0)).as_deref(),
        Some("-")
    );
    assert_eq!(
        written(&rules, "devices=all", &Wish::Pick(1)).as_deref(),
        Some("!devices=all")
    );
    assert!(rules.are_said());
}

#[test]
fn what_is_not_understood_can_only_be_removed() {
    let rules = Rules::of(&known(&["sockets=telepathy"], &[], &["devices=tricorder"]));
    let (asked, _) = rules.sections(&rules.spoken_of());
    let other = asked.last().unwrap();
    assert_eq!(other.group, Group::Unknown);
    assert!(
        other
            .rules
            .iter()
            .all(|rule| rule.control == Control::Fixed)
    );
    let removable: Vec<bool> = other.rules.iter().map(|rule| rule.is_said).collect();
    assert_eq!(removable.iter().filter(|said| **said).count(), 1);
    let said = written(&rules, "devices=tricorder", &Wish::Reset);
    assert_eq!(said.as_deref(), Some("-"));
}

#[test]
fn rows_stay_where_they_were_when_the_page_was_opened() {
    let before = Rules::of(&known(&["shared=network"], &[], &[]));
    let shown = before.spoken_of();
    let after = Rules::of(&known(
        &["shared=network"],
        &[],
        &["devices=all", "filesystems=~/Games"],
    ));
    let (asked, offered) = after.sections(&shown);
    let has = |sections: &[Section], permission: &str| {
        let target = permission.parse::<Written>().unwrap().target;
        let mut rules = sections.iter().flat_map(|section| &section.rules);
        rules.any(|rule| rule.target == target)
    };
    assert!(has(&offered, "devices=all") && !has(&asked, "devices=all"));
    assert!(has(&asked, "filesystems=~/Games"));
}
