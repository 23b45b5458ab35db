//! What the page of other systems says, by what is known.

use super::*;
use crate::backend::fake::Scene;
use crate::ui::testing::{reading, systems};

fn shown() -> Systems {
    let checks = Checks::from([("practice".to_owned(), true)]);
    Systems::new(&systems(), &reading(Scene::Fine), &checks)
}

fn named<'a>(systems: &'a Systems, name: &str) -> &'a System {
    let all = systems.groups.iter().flat_map(|group| &group.systems);
    let found = all.into_iter().find(|system| system.name == name);
    found.unwrap_or_else(|| panic!("no {name} in {systems:#?}"))
}

#[test]
fn what_is_near_comes_first_and_the_running_one_is_marked() {
    let shown = shown();
    let titles: Vec<_> = shown.groups.iter().map(|g| g.title.as_str()).collect();
    assert_eq!(
        titles.get(..2),
        Some(
            &[
                "Channels and Releases of Practice Linux GNOME",
                "Other Systems from Practice Linux"
            ][..]
        )
    );
    assert!(titles.contains(&"From Practice Community"), "{titles:?}");
    assert_eq!(shown.running, "Stable · Verified publisher");
    let own = &shown.groups[0];
    assert!(own.is_own);
    let marks = own.systems.iter().flat_map(|s| &s.channels);
    let running: Vec<_> = marks.filter(|c| c.mark == Mark::Runs).collect();
    assert_eq!(running.len(), 1, "{own:#?}");
    assert_eq!(
        running[0].origin.to_string(),
        "practice:practice/44/x86_64/gnome"
    );
    let kde = named(&shown, "Practice Linux KDE");
    assert!(
        kde.about.starts_with("KDE Plasma · Verified publisher\n"),
        "{kde:?}"
    );
    assert!(kde.channels.iter().any(|c| c.mark == Mark::Open));
    let names = kde.channels.iter().map(|c| c.name.as_str());
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["Stable", "Testing", "Next Release 45"]
    );
    let mut names = shown.groups[1].systems.iter().map(|s| s.name.as_str());
    assert_eq!(names.next(), Some("Practice Linux KDE"));
    assert_eq!(names.next_back(), Some("Practice Linux Base"));
    let neighbour = named(&shown, "Community KDE");
    assert!(neighbour.about.starts_with("KDE Plasma · Not verified\n"));
    let asked = own.systems[0].more.as_ref().map(ToString::to_string);
    assert_eq!(asked.as_deref(), Some("practice:practice/44/x86_64/gnome"));
}

#[test]
fn what_is_not_possible_is_gathered_by_its_reason() {
    let shown = shown();
    let reasons: Vec<_> = shown.closed.iter().map(|one| one.title.as_str()).collect();
    assert!(reasons.contains(&"Made of CentOS Stream 10"), "{reasons:?}");
    assert!(
        reasons.contains(&"Given Up by Their Publishers"),
        "{reasons:?}"
    );
    let offered = shown.groups.iter().flat_map(|group| &group.systems);
    assert!(offered.clone().all(|system| system.closed().is_none()));
    let known: std::collections::BTreeSet<_> = systems()
        .entries
        .into_iter()
        .map(|entry| entry.name)
        .collect();
    assert_eq!(offered.count() + shown.closed_count(), known.len());
    let retired = &shown
        .closed
        .iter()
        .find(|one| one.title.starts_with("Given"))
        .unwrap();
    assert!(
        retired
            .systems
            .iter()
            .any(|(_, instead)| instead.starts_with("Look at")),
        "{retired:?}"
    );
}

#[test]
fn what_nobody_looked_at_for_a_year_is_old() {
    let mut catalogue = systems();
    for entry in &mut catalogue.entries {
        entry.checked = NaiveDate::from_ymd_opt(2025, 1, 2).unwrap();
    }
    let shown = Systems::new(&catalogue, &reading(Scene::Fine), &Checks::new());
    let channel = &shown.groups[0].systems[0].channels[0];
    assert!(channel.old);
    assert!(channel.detail.contains("as of Jan 2, 2025"), "{channel:?}");
}

#[test]
fn files_that_were_left_out_are_named() {
    let mut catalogue = Catalogue::default();
    catalogue.bad.push(BadFile {
        path: "/etc/isotope/catalogue/own.toml".into(),
        why: "line 3: what?".to_owned(),
    });
    let shown = Systems::new(&catalogue, &reading(Scene::Fine), &Checks::new());
    assert_eq!(
        shown.bad,
        ["/etc/isotope/catalogue/own.toml was left out: line 3: what?"]
    );
    assert!(shown.groups.is_empty());
}
