//! What the page of channels and builds says, by what is published.

use super::*;
use crate::backend::fake::Scene;
use crate::ui::testing::{published, reading, systems};

const BLUEFIN: &str = "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable";

fn shelf(wanted: Option<&str>) -> Shelf {
    let catalogue = systems();
    let mut reading = Reading::clone(&reading(Scene::Fine));
    let at = |tag: &str| Origin::parse(&BLUEFIN.replace(":stable", &format!(":{tag}")));
    reading.status.deployments[0].origin = at("stable");
    reading.status.deployments[1].origin = at("stable-20261103");
    let status = &reading.status;
    let found = published(&at("stable"), status).unwrap();
    let judge = Judge {
        catalogue: &catalogue,
        reading: &reading,
    };
    Shelf::new(&found, judge, wanted)
}

#[test]
fn builds_stand_in_their_months_and_those_here_are_marked() {
    let shelf = shelf(None);
    let titles = |months: &[Month]| {
        let titles = months.iter().map(|month| month.title.clone());
        titles.collect::<Vec<_>>()
    };
    assert_eq!(titles(&shelf.months), ["November 2026", "October 2026"]);
    assert_eq!(titles(&shelf.earlier), ["August 2026"]);
    let marks = shelf.months.iter().flat_map(|month| &month.builds);
    let here: Vec<_> = marks
        .filter(|row| matches!(row.mark, Mark::Here(_)))
        .map(|row| (row.title.as_str(), row.detail.as_str()))
        .collect();
    assert_eq!(here, [("Tuesday, Nov 3", "stable-20261103")]);
    let followed = shelf.channels.iter();
    let followed: Vec<_> = followed
        .filter(|row| row.mark == Mark::Followed)
        .map(|row| row.title.as_str())
        .collect();
    assert_eq!(followed, ["Stable"]);
}

#[test]
fn what_is_not_possible_says_why_once() {
    let shelf = shelf(None);
    let [Closed { why, rows }] = shelf.closed.as_slice() else {
        panic!("{:#?}", shelf.closed)
    };
    assert!(why.contains("CentOS Stream 10"), "{why}");
    assert_eq!((rows.len(), rows[0].title.as_str()), (1, "lts"));
    let months = shelf.months.iter().chain(&shelf.earlier);
    let builds: Vec<_> = months.flat_map(|month| &month.builds).collect();
    assert!(builds.iter().all(|row| !row.detail.starts_with("lts")));
    assert!(!shelf.choices.contains(&"lts".to_owned()));
}

#[test]
fn a_channel_narrows_the_builds() {
    let all = shelf(None);
    assert_eq!(all.choices, ["latest", "stable"]);
    let one = shelf(Some("latest"));
    let builds: Vec<_> = one.months.iter().flat_map(|month| &month.builds).collect();
    assert!(!builds.is_empty());
    assert!(
        builds.iter().all(|row| row.detail.starts_with("latest")),
        "{builds:#?}"
    );
    assert_eq!(one.channels, all.channels);
    assert_eq!(one.choices, all.choices);
}

#[test]
fn branches_of_the_system_come_before_all_others() {
    let catalogue = systems();
    let reading = reading(Scene::Fine);
    let judge = Judge {
        catalogue: &catalogue,
        reading: &reading,
    };
    let found = published(&reading.origin(), &reading.status).unwrap();
    let shelf = Shelf::new(&found, judge, None);
    let titles: Vec<_> = shelf
        .channels
        .iter()
        .map(|row| row.title.as_str())
        .collect();
    assert_eq!(titles, ["44 Stable", "44 Testing", "45 Stable"]);
    assert_eq!(shelf.channels[0].mark, Mark::Followed);
    assert_eq!(shelf.channels[1].mark, Mark::Open);
    let other = &shelf.others[0];
    assert_eq!(
        (other.title.as_str(), other.detail.as_str()),
        ("practice/44/x86_64/kde", "Practice Linux KDE")
    );
    assert!(!shelf.is_empty() && shelf.months.is_empty());
}

#[test]
fn where_one_can_go_to_nothing_the_page_says_only_why() {
    let mut shelf = shelf(None);
    assert_eq!(shelf.all_closed(), None);
    shelf.channels.clear();
    shelf.months.clear();
    let why = shelf.all_closed().unwrap();
    assert!(why.contains("CentOS Stream 10"), "{why}");
    assert!(!why.contains("lts"), "the only reason needs no name: {why}");
    assert_eq!(Shelf::default().all_closed(), None);
}

#[test]
fn of_several_reasons_each_says_what_it_is_of() {
    let row = |title: &str| Row {
        title: title.to_owned(),
        detail: String::new(),
        origin: Origin::Unknown,
        mark: Mark::Closed,
    };
    let closed = |why: &str, titles: &[&str]| Closed {
        why: why.to_owned(),
        rows: titles.iter().copied().map(row).collect(),
    };
    let shelf = Shelf {
        closed: vec![
            closed(
                "It is made of Fedora.",
                &["Stable", "gts", "latest", "beta"],
            ),
            closed("It is made of CentOS Stream 10.", &["lts"]),
        ],
        ..Shelf::default()
    };
    assert_eq!(
        shelf.all_closed().unwrap(),
        "Stable, gts, latest, …: It is made of Fedora.\n\nlts: It is made of CentOS Stream 10."
    );
}
