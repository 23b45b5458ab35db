//! What is new in an update, sorted for reading. Pure.

use std::sync::Arc;

use crate::domain::{
    Advisory, AdvisoryKind, AdvisorySeverity, AvailableUpdate, DiffCounts, PackageChange,
    PackageGroup,
};
use crate::text;
use crate::tr;
use crate::ui::pages::packages::{Line, Source, line};
use crate::ui::reading::Reading;
use crate::ui::verbs;

/// A section of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// Its heading.
    pub(crate) title: String,
    /// Its rows.
    pub(crate) rows: Vec<Row>,
}

/// A row of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// A package or a notice.
    pub(crate) title: String,
    /// What happens to it.
    pub(crate) subtitle: String,
    /// How bad the hole was, in a word.
    pub(crate) badge: Option<String>,
}

/// Everything the page says.
#[derive(Clone, Debug)]
pub(crate) struct News {
    /// `Version 44.2`.
    pub(crate) title: String,
    /// How much changes, and how big it is.
    pub(crate) summary: String,
    /// Security first, then kernel, graphics, desktop.
    pub(crate) sections: Vec<Section>,
    /// Which version the update removes.
    pub(crate) makes_room: Option<String>,
    /// All changes, when they are known.
    pub(crate) all: Option<Source>,
}

impl News {
    /// The news of the reading's update. `None`: there is no update.
    pub(crate) fn of(reading: &Reading) -> Option<Self> {
        let update = reading.status.update.as_ref()?;
        let changes = update.packages.as_ref();
        let summary = [
            Some(changes.map_or_else(|| tr!("news-unknown"), |diff| text::counts(diff.counts()))),
            update
                .download_bytes
                .map(|bytes| tr!("home-size", size = text::size(bytes))),
        ];
        Some(Self {
            title: tr!(
                "home-update-version",
                version = text::update_version(update)
            ),
            summary: summary
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · "),
            sections: sections(update),
            makes_room: verbs::makes_room_words(reading, &tr!("makes-room-keep")),
            all: changes
                .filter(|diff| diff.counts() != DiffCounts::default())
                .map(|diff| {
                    Source::Update(Arc::new(diff.clone()), update.advisories.clone().into())
                }),
        })
    }
}

fn sections(update: &AvailableUpdate) -> Vec<Section> {
    let mut list = vec![Section {
        title: tr!("news-security"),
        rows: security(&update.advisories),
    }];
    let of = |group| Section {
        title: heading(group),
        rows: rows(update, group),
    };
    list.extend(
        [
            PackageGroup::Kernel,
            PackageGroup::Graphics,
            PackageGroup::Desktop,
        ]
        .map(of),
    );
    list.retain(|section| !section.rows.is_empty());
    list
}

fn heading(group: PackageGroup) -> String {
    match group {
        PackageGroup::Kernel => tr!("news-kernel"),
        PackageGroup::Graphics => tr!("news-graphics"),
        PackageGroup::Desktop => tr!("news-desktop"),
        PackageGroup::Other => tr!("news-other"),
    }
}

fn security(advisories: &[Advisory]) -> Vec<Row> {
    let mut list: Vec<&Advisory> = advisories
        .iter()
        .filter(|a| a.kind == AdvisoryKind::Security)
        .collect();
    list.sort_by_key(|a| std::cmp::Reverse(a.severity));
    list.into_iter().map(notice).collect()
}

fn notice(advisory: &Advisory) -> Row {
    let mut names: Vec<&str> = advisory.packages.iter().map(|p| p.name.as_str()).collect();
    names.dedup();
    let titles = advisory.references.iter().map(|(title, _)| title.as_str());
    let mut about: Vec<&str> = titles.collect();
    about.push(&advisory.id);
    Row {
        title: names.join(&tr!("list-separator")),
        subtitle: about.join(" · "),
        badge: severity(advisory.severity),
    }
}

fn severity(severity: AdvisorySeverity) -> Option<String> {
    match severity {
        AdvisorySeverity::None => None,
        AdvisorySeverity::Low => Some(tr!("severity-low")),
        AdvisorySeverity::Moderate => Some(tr!("severity-moderate")),
        AdvisorySeverity::Important => Some(tr!("severity-important")),
        AdvisorySeverity::Critical => Some(tr!("severity-critical")),
    }
}

fn rows(update: &AvailableUpdate, group: PackageGroup) -> Vec<Row> {
    let Some(diff) = &update.packages else {
        return Vec::new();
    };
    let mut list: Vec<&PackageChange> =
        diff.changes.iter().filter(|c| c.group() == group).collect();
    list.sort_by_key(|c| c.name());
    list.into_iter()
        .map(|change| {
            let Line { name, detail, .. } = line(change, &[]);
            Row {
                title: name,
                subtitle: detail,
                badge: None,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::fake::Scene;
    use crate::ui::testing::reading;

    #[test]
    fn security_comes_first_and_the_worst_of_it_at_the_top() {
        let news = News::of(&reading(Scene::UpdateAvailable)).unwrap();
        let titles: Vec<_> = news.sections.iter().map(|s| s.title.as_str()).collect();
        assert_eq!(titles, ["Security", "Kernel", "Graphics", "Desktop"]);
        let first = &news.sections[0].rows[0];
        assert_eq!(
            (first.title.as_str(), first.badge.as_deref()),
            ("openssl", Some("Important"))
        );
        assert!(news.summary.contains("184 MB"), "{}", news.summary);
        assert!(news.all.is_some());
        let words = news.makes_room.unwrap();
        assert!(words.contains("44.20261106.0"), "{words}");
        assert!(
            words.ends_with("To have it stay, open it under Versions and keep it."),
            "{words}"
        );
    }

    #[test]
    fn without_an_update_there_are_no_news() {
        assert!(News::of(&reading(Scene::Fine)).is_none());
    }

    #[test]
    fn what_the_service_cannot_tell_is_said() {
        let mut reading = (*reading(Scene::UpdateAvailable)).clone();
        let update = reading.status.update.as_mut().unwrap();
        update.packages = None;
        update.advisories.clear();
        let news = News::of(&reading).unwrap();
        assert!(news.sections.is_empty() && news.all.is_none());
        assert!(!news.summary.is_empty());
    }
}
