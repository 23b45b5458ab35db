//! Tags in the order of people: channels, and the dated builds of each.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{Datelike as _, NaiveDate};

use crate::catalogue::{Meaning, Pace, Parts, TagRules};
use crate::domain::{Deployment, DeploymentId, Origin};

/// What an image has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Known ones first, in the catalogue's pace; then others by name.
    pub channels: Vec<Channel>,
    /// Newest first; of one day by channel.
    pub builds: Vec<Build>,
    /// Tags that mean nothing to people.
    pub others: usize,
}

/// A tag that moves on with each build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// The tag.
    pub tag: String,
    /// What the publisher calls the channel, when the catalogue knows it.
    pub name: Option<String>,
    /// What kind of channel it is, when the catalogue knows it.
    pub pace: Option<Pace>,
    /// The release that the tag names, or that the channel stands for.
    pub release: Option<String>,
    /// The tag is only another name of this one.
    pub same_as: Option<String>,
}

/// A build that stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// Its day.
    pub date: NaiveDate,
    /// The channel's tag; empty where the publisher has only one.
    pub channel: String,
    /// The release, when a tag names it.
    pub release: Option<String>,
    /// Which build of the day.
    pub number: Option<u32>,
    /// Its tags, the shortest first.
    pub tags: Vec<String>,
    /// The versions on this computer that were made from it.
    pub here: Vec<DeploymentId>,
}

impl Build {
    /// The tag to use.
    #[must_use]
    pub fn tag(&self) -> &str {
        self.tags.first().map_or("", String::as_str)
    }
}

/// What makes two tags one build.
type Key = (NaiveDate, String, Option<u32>);

impl Calendar {
    /// Reads the tags of an image by its rules.
    #[must_use]
    pub fn new(rules: &TagRules, tags: &[String]) -> Self {
        let mut calendar = Self::default();
        let mut builds: BTreeMap<Key, Build> = BTreeMap::new();
        for tag in tags {
            match rules.read(tag) {
                None => calendar.others += 1,
                Some(Meaning::Channel(parts)) => calendar.channels.push(channel(tag, &parts)),
                Some(Meaning::Build(date, parts)) => add(&mut builds, tag, date, &parts),
            }
        }
        let rank = |one: &Channel| {
            let known = one.pace.is_none();
            (known, one.same_as.is_some(), one.pace, one.tag.len())
        };
        calendar
            .channels
            .sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| b.tag.cmp(&a.tag)));
        calendar.channels.dedup();
        calendar.builds = builds.into_values().collect();
        calendar.builds.sort_by(|a, b| {
            let newest = (b.date, b.number).cmp(&(a.date, a.number));
            newest.then_with(|| a.channel.cmp(&b.channel))
        });
        calendar
    }

    /// Notes which builds of the image are on the computer: by their tag, or by the day in their version's number.
    pub fn mark(&mut self, rules: &TagRules, repository: &str, here: &[Deployment]) {
        for deployment in here {
            let Origin::Container(image) = &deployment.origin else {
                continue;
            };
            if image.repository != repository {
                continue;
            }
            let tag = image.tag.as_deref().unwrap_or("latest");
            let build = self.by_tag(tag).or_else(|| {
                let version = deployment.version.as_deref()?;
                self.by_version(rules, tag, version)
            });
            if let Some(build) = build.and_then(|at| self.builds.get_mut(at)) {
                build.here.push(deployment.id.clone());
            }
        }
    }

    /// The builds by month, newest first: the first of the month and its builds.
    pub fn months(&self) -> impl Iterator<Item = (NaiveDate, &[Build])> {
        let month = |build: &Build| (build.date.year(), build.date.month());
        let months = self.builds.chunk_by(move |a, b| month(a) == month(b));
        months.filter_map(|builds| Some((builds.first()?.date.with_day(1)?, builds)))
    }

    fn by_tag(&self, tag: &str) -> Option<usize> {
        let is = |build: &Build| build.tags.iter().any(|one| one == tag);
        self.builds.iter().position(is)
    }

    /// The build of a version that came by the channel of that tag.
    fn by_version(&self, rules: &TagRules, tag: &str, version: &str) -> Option<usize> {
        let (date, version) = rules.version(version)?;
        let channel = match rules.read(tag)? {
            Meaning::Channel(parts) | Meaning::Build(_, parts) => {
                parts.channel().unwrap_or_default().to_owned()
            }
        };
        let fits = |build: &Build| {
            let release = build.release.as_deref().zip(version.release);
            build.date == date
                && build.channel == channel
                && release.is_none_or(|(one, other)| one == other)
        };
        let number = version.number.unwrap_or(0);
        let exact = |build: &Build| fits(build) && build.number.unwrap_or(0) == number;
        // Not every publisher counts in tags what it counts in versions.
        let only = |build: &Build| fits(build) && build.number.is_none();
        let mut builds = self.builds.iter();
        let exact = builds.position(exact);
        exact.or_else(|| self.builds.iter().position(only))
    }
}

fn channel(tag: &str, parts: &Parts<'_>) -> Channel {
    let stream = parts.stream;
    let release = parts.release.map(str::to_owned);
    let other = stream.filter(|stream| parts.word != Some(stream.tag.as_str()));
    Channel {
        tag: tag.to_owned(),
        name: stream.map(|stream| stream.name.clone()),
        pace: stream.map(|stream| stream.pace),
        release: release.or_else(|| stream.and_then(|stream| stream.release.clone())),
        same_as: other.map(|stream| stream.tag.clone()),
    }
}

fn add(builds: &mut BTreeMap<Key, Build>, tag: &str, date: NaiveDate, parts: &Parts<'_>) {
    let channel = parts.channel().unwrap_or_default().to_owned();
    let release = parts.release.map(str::to_owned);
    match builds.entry((date, channel.clone(), parts.number)) {
        Entry::Vacant(place) => {
            place.insert(Build {
                date,
                channel,
                release,
                number: parts.number,
                tags: vec![tag.to_owned()],
                here: Vec::new(),
            });
        }
        Entry::Occupied(mut place) => {
            let build = place.get_mut();
            build.release = build.release.take().or(release);
            build.tags.push(tag.to_owned());
            build.tags.sort_by_key(|tag| (tag.len(), tag.clone()));
            build.tags.dedup();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::backend::Backend as _;
    use crate::backend::fake::{FakeBackend, Scene};
    use crate::catalogue::Catalogue;

    const BLUEFIN: &str = "ghcr.io/ublue-os/bluefin";

    fn rules(repository: &str) -> TagRules {
        let origin = Origin::parse(&format!("ostree-unverified-registry:{repository}"));
        let Origin::Container(image) = origin else {
            panic!("{repository}")
        };
        Catalogue::read(&[], "x86_64").tag_rules(&image)
    }

    fn calendar(repository: &str, tags: &[&str]) -> Calendar {
        let tags: Vec<String> = tags.iter().map(|&tag| tag.to_owned()).collect();
        Calendar::new(&rules(repository), &tags)
    }

    const TAGS: [&str; 14] = [
        "44",
        "gts",
        "beta",
        "latest",
        "stable-44",
        "stable",
        "stable-daily",
        "stable-20260818",
        "stable-44.20260818",
        "stable-20260811",
        "stable-44.20260811.1",
        "latest-20260801",
        "stable-20260731",
        "sha256-00.sig",
    ];

    #[test]
    fn channels_come_in_the_order_of_most_people_and_builds_by_month() {
        let calendar = calendar(BLUEFIN, &TAGS);
        let channels: Vec<&str> = calendar.channels.iter().map(|one| &*one.tag).collect();
        let wanted = [
            "stable",
            "stable-44",
            "stable-daily",
            "latest",
            "beta",
            "gts",
            "44",
        ];
        assert_eq!(channels, wanted);
        assert_eq!(calendar.channels[5].same_as.as_deref(), Some("stable"));
        assert_eq!(calendar.channels[0].release.as_deref(), Some("44"));
        let months: Vec<(String, Vec<&str>)> = calendar
            .months()
            .map(|(first, builds)| (first.to_string(), builds.iter().map(Build::tag).collect()))
            .collect();
        let august = vec![
            "stable-20260818",
            "stable-44.20260811.1",
            "stable-20260811",
            "latest-20260801",
        ];
        assert_eq!(
            months,
            [
                ("2026-08-01".to_owned(), august),
                ("2026-07-01".to_owned(), vec!["stable-20260731"]),
            ]
        );
        let newest = &calendar.builds[0];
        assert_eq!(newest.tags, ["stable-20260818", "stable-44.20260818"]);
        assert_eq!(newest.release.as_deref(), Some("44"));
        assert_eq!(calendar.others, 1);
    }

    /// The tags of the builds that are here when that version runs from that image.
    async fn here(repository: &str, tags: &[&str], image: &str, version: &str) -> Vec<String> {
        let status = FakeBackend::new(Scene::Fine).status().await.unwrap();
        let mut deployment = status.running().unwrap().clone();
        deployment.origin = Origin::parse(&format!("ostree-image-signed:docker://{image}"));
        deployment.version = Some(version.to_owned());
        let mut calendar = calendar(repository, tags);
        calendar.mark(&rules(repository), repository, &[deployment]);
        let here = calendar
            .builds
            .iter()
            .filter(|build| !build.here.is_empty());
        here.map(|build| build.tag().to_owned()).collect()
    }

    #[tokio::test]
    async fn builds_on_the_computer_are_found_by_tag_and_by_version() {
        for (image, version, wanted) in [
            ("bluefin:stable", "44.20260818", vec!["stable-20260818"]),
            ("bluefin:stable", "44.20260818.0", vec!["stable-20260818"]),
            ("bluefin:gts", "44.20260818", vec!["stable-20260818"]),
            (
                "bluefin:stable-44",
                "stable-44.20260818",
                vec!["stable-20260818"],
            ),
            (
                "bluefin:stable",
                "44.20260811.1",
                vec!["stable-44.20260811.1"],
            ),
            ("bluefin:stable", "44.20260811", vec!["stable-20260811"]),
            (
                "bluefin:stable-20260731",
                "no number",
                vec!["stable-20260731"],
            ),
            // Another release, day, channel, image, and what cannot be read.
            ("bluefin:stable", "43.20260818", vec![]),
            ("bluefin:stable", "44.20260817", vec![]),
            ("bluefin:latest", "44.20260818", vec![]),
            ("bluefin-dx:stable", "44.20260818", vec![]),
            ("bluefin:stable", "44", vec![]),
            ("bluefin:stable", "", vec![]),
            ("bluefin@sha256:00", "44.20260818", vec![]),
        ] {
            let image = format!("ghcr.io/ublue-os/{image}");
            assert_eq!(
                here(BLUEFIN, &TAGS, &image, version).await,
                wanted,
                "{image} {version}"
            );
        }
        let kinoite = "quay.io/fedora-ostree-desktops/kinoite";
        let tags = ["44", "44.20260818.0", "44.20260818.1", "43.20260818.0"];
        let here = here(kinoite, &tags, &format!("{kinoite}:44"), "44.20260818.1").await;
        assert_eq!(here, ["44.20260818.1"]);
    }

    #[test]
    fn thousands_of_tags_are_no_work() {
        let tags: Vec<String> = (0..20_000)
            .map(|at| match at % 4 {
                0 => format!(
                    "stable-44.202{}{:02}{:02}.{}",
                    at / 3600 % 7,
                    at / 300 % 12 + 1,
                    at / 12 % 28 + 1,
                    at % 9
                ),
                1 => format!(
                    "stable-daily-202{}{:02}{:02}",
                    at / 3600 % 7,
                    at / 300 % 12 + 1,
                    at / 12 % 28 + 1
                ),
                2 => format!("sha256-{at:064x}.sig"),
                _ => format!("pr-{at}-44"),
            })
            .collect();
        for repository in [BLUEFIN, "h.io/mine"] {
            let begin = Instant::now();
            let calendar = Calendar::new(&rules(repository), &tags);
            assert!(calendar.builds.len() > 1000, "{}", calendar.builds.len());
            assert!(calendar.others >= 10_000);
            // Twenty times what it takes in a debug build on a slow computer.
            assert!(begin.elapsed() < Duration::from_secs(10));
        }
    }
}
