use super::super::rule::Wish;
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
    let steps = [
        "!filesystems=home",
        "filesystems=home:ro",
        "-",
        "filesystems=home:create",
    ];
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

/// What is wished of one of the two, and what is said then.
#[test]
fn older_windows_are_never_allowed_by_switching_them_off() {
    let pair = ["sockets=x11", "sockets=wayland", "sockets=fallback-x11"];
    let (x11, fallback) = ("sockets=x11", "sockets=fallback-x11");
    let always: &[&str] = &["sockets=x11", "!sockets=fallback-x11"];
    let needed: &[&str] = &["sockets=x11", "sockets=fallback-x11"];
    for (published, own, of, on, expected) in [
        (&pair[..], &[][..], fallback, false, "!sockets=fallback-x11"),
        (&pair, &[], x11, true, "sockets=x11"),
        (&pair, always, x11, false, "!sockets=x11"),
        (&pair, always, fallback, true, "-"),
        (&pair[..1], &[], fallback, true, "sockets=fallback-x11"),
        (&pair[..1], needed, fallback, false, "!sockets=fallback-x11"),
        (&pair[..1], needed, x11, true, "-"),
    ] {
        let rules = Rules::of(&known(published, &[], own));
        assert_eq!(
            rule(&rules, of).control,
            Control::Switch(!on),
            "{own:?} {of}"
        );
        let said = written(&rules, of, &Wish::Switch(on));
        assert_eq!(said.as_deref(), Some(expected), "{own:?} {of}");
    }
    let never = Rules::of(&known(
        &pair,
        &[],
        &["!sockets=x11", "!sockets=fallback-x11"],
    ));
    for permission in [x11, fallback] {
        assert_eq!(rule(&never, permission).control, Control::Switch(false));
    }
}

#[test]
fn what_the_installed_flatpak_does_not_know_is_not_offered() {
    let is_offered = |flatpak: Option<Since>| {
        let rules = Rules::of(&known(&[], &[], &[])).on(flatpak);
        let (_, offered) = rules.sections(&rules.spoken_of());
        let mut all = offered.iter().flat_map(|section| &section.rules);
        all.any(|rule| rule.target == Target::files("host-root"))
    };
    assert!(is_offered(None));
    assert!(!is_offered(Some(Since(1, 16, 6))));
    // What stands in a file is shown all the same.
    let said = Rules::of(&known(&[], &[], &["filesystems=host-root"])).on(Some(Since(1, 16, 6)));
    let (asked, _) = said.sections(&said.spoken_of());
    assert_eq!(asked[0].rules[0].target, Target::files("host-root"));
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

#[test]
fn only_what_is_granted_and_opens_much_has_a_risk() {
    let published = [
        "filesystems=host",
        "devices=all",
        "sockets=wayland",
        "sockets=x11",
    ];
    let rules = Rules::of(&known(&published, &[], &["!sockets=x11"]));
    let risk = |permission| rule(&rules, permission).risk;
    assert_eq!(risk("filesystems=host"), Some(Risk::Dangerous));
    assert_eq!(risk("devices=all"), Some(Risk::Sensitive));
    assert_eq!(risk("sockets=wayland"), None, "that is usual");
    assert_eq!(risk("sockets=x11"), None, "it is not granted");
    assert_eq!(risk("features=devel"), None, "nobody asked for it");
    let spoken = rule(&rules, "filesystems=host").spoken();
    assert!(spoken.starts_with("Far-reaching\n"), "{spoken}");
}

#[test]
fn what_stops_working_stands_below_what_can_be_switched_off() {
    let rules = Rules::of(&known(&["shared=network", "persistent=.x"], &[], &[]));
    let says = |permission| {
        let details = rule(&rules, permission).details;
        details.iter().any(|one| one.starts_with("Without it: "))
    };
    assert!(says("shared=network"));
    assert!(!says("persistent=.x"), "it cannot be switched off");
    assert!(!says("devices=all"), "it is not on");
    let off = Rules::of(&known(&["shared=network"], &[], &["!shared=network"]));
    let without = words::without(&Target::Shared("network".to_owned()));
    let off = rule(&off, "shared=network");
    assert_eq!(off.sentence, format!("{without}\nChanged by you"));
    assert_eq!(off.details, ["Asked by its publisher: Allowed"]);
    let all = Rules::of_all(&AppsReading {
        for_all: layer(&["!shared=network"]),
        ..AppsReading::default()
    });
    assert_eq!(rule(&all, "shared=network").sentence, without);
}

#[test]
fn all_voices_are_told_where_they_differ() {
    let voices = |published: &[&str], for_all: &[&str], own: &[&str]| {
        let rules = Rules::of(&known(published, for_all, own));
        let mut details = rule(&rules, "filesystems=home").details;
        details.retain(|one| !one.starts_with("Without it: "));
        details
    };
    let home = ["filesystems=home"];
    assert_eq!(voices(&home, &[], &[]), [""; 0]);
    assert_eq!(
        voices(&home, &["!filesystems=home"], &["filesystems=home:ro"]),
        [
            "Asked by its publisher: Read and change",
            "You, for all apps: Not allowed",
        ]
    );
    let three = known(&home, &["!filesystems=home"], &["filesystems=home:ro"]);
    let sentence = rule(&Rules::of(&three), "filesystems=home").sentence;
    assert!(
        sentence.ends_with("\nChanged by you, and that counts"),
        "{sentence}"
    );
    assert_eq!(voices(&[], &[], &home), [""; 0]);
    assert_eq!(voices(&home, &[], &home), [""; 0], "they say the same");
    assert_eq!(
        voices(&home, &[], &["filesystems=host:reset"]),
        ["Asked by its publisher: Read and change"]
    );
}

#[test]
fn a_hidden_device_is_said_to_be_asked_for_by_others() {
    let (asked, hidden) = (["usb=vnd:1234"], ["!usb=vnd:1234"]);
    let rules = Rules::of(&known(&asked, &hidden, &asked));
    let rule = rule(&rules, "usb=vnd:1234");
    assert_eq!(rule.control, Control::Fixed);
    assert!(
        rule.sentence
            .ends_with("Changed by you for all apps, and that counts")
    );
    assert_eq!(
        rule.details,
        [
            "Asked by its publisher: Allowed",
            "You, for this app: Allowed",
        ]
    );
}

#[test]
fn all_folders_are_taken_away_by_a_switch() {
    let reset = "filesystems=host:reset";
    let (on, off) = (Wish::Switch(true), Wish::Switch(false));
    let app = Rules::of(&known(&["filesystems=home"], &[], &[]));
    assert_eq!(written(&app, reset, &on).as_deref(), Some(reset));
    let taken = Rules::of(&known(&["filesystems=home"], &[], &[reset]));
    assert_eq!(rule(&taken, reset).control, Control::Switch(true));
    assert_eq!(written(&taken, reset, &off).as_deref(), Some("-"));
    let all = Rules::of_all(&AppsReading::default());
    assert_eq!(written(&all, reset, &on).as_deref(), Some(reset));
    assert_eq!(written(&all, reset, &off).as_deref(), Some("-"));
    let by_all = Rules::of(&known(&[], &[reset], &[]));
    assert_eq!(rule(&by_all, reset).control, Control::Fixed);
}

#[test]
fn lines_that_nobody_understands_stand_in_other() {
    use crate::flatpak::{context, keyfile};
    let mut app = known(&[], &[], &[]);
    let text = "[Session Bus Policy]\norg.x.Y=shout\n[Later]\na=b\n";
    let document = keyfile::Document::parse(text.as_bytes());
    app.access.spoken[1].layer = context::read(&document).0;
    let rules = Rules::of(&app);
    assert!(rules.are_said(), "they can be reset");
    let (asked, _) = rules.sections(&rules.spoken_of());
    let [other] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert_eq!((other.group, other.rules.len()), (Group::Unknown, 0));
    let [(first, about), (second, _)] = other.lines.as_slice() else {
        panic!("{other:?}");
    };
    assert_eq!((first.as_str(), second.as_str()), ("org.x.Y=shout", "a=b"));
    assert!(about.contains("Session Bus Policy") && about.ends_with("Changed by you"));
}
