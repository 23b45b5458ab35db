//! What the page of other systems says. Pure.

use chrono::NaiveDate;

use crate::catalogue::{BadFile, Catalogue, Entry, Here, Possible};
use crate::domain::Origin;
use crate::switching::Publisher;
use crate::ui::reading::Reading;
use crate::{i18n, text, tr};

/// All that is shown of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Systems {
    /// The same system, then the same publisher's, then all others'.
    pub(crate) groups: Vec<Group>,
    /// Files that were left out, one sentence each.
    pub(crate) bad: Vec<String>,
}

/// Systems under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// The heading.
    pub(crate) title: String,
    /// Whether its channels stand there without the system, for it is the one that runs.
    pub(crate) is_own: bool,
    /// The systems.
    pub(crate) systems: Vec<System>,
}

/// One system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct System {
    /// Its name.
    pub(crate) name: String,
    /// Its desktop, what it is made of, and what kind of person it is for.
    pub(crate) about: String,
    /// Its channels and releases.
    pub(crate) channels: Vec<Channel>,
    /// Where its publisher can be asked what else there is.
    pub(crate) more: Option<Origin>,
}

/// A system in one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Channel {
    /// Where it comes from.
    pub(crate) origin: Origin,
    /// What the publisher calls it: `44`, `stable`.
    pub(crate) name: String,
    /// What kind of channel it is, and who checks it.
    pub(crate) detail: String,
    /// Whether one can go there.
    pub(crate) mark: Mark,
    /// Nobody has looked for long whether it is true.
    pub(crate) old: bool,
}

/// Whether one can go there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It is what runs.
    Runs,
    /// One can.
    Open,
    /// One cannot, with a sentence.
    Closed(String),
}

/// Where a group stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    Own,
    Publisher,
    Other(String),
}

impl System {
    /// Whether its publisher has dated builds, as those of images do.
    pub(crate) fn has_builds(&self) -> bool {
        matches!(self.more, Some(Origin::Container(_)))
    }

    /// Why one cannot go to any of its channels, when all have the same reason.
    pub(crate) fn closed(&self) -> Option<&str> {
        let mut reasons = self.channels.iter().map(|channel| match &channel.mark {
            Mark::Closed(why) => Some(why.as_str()),
            Mark::Runs | Mark::Open => None,
        });
        let first = reasons.next()??;
        reasons.all(|why| why == Some(first)).then_some(first)
    }
}

impl Systems {
    /// What the catalogue tells a person where that reading was made.
    pub(crate) fn new(catalogue: &Catalogue, reading: &Reading) -> Self {
        let origin = reading.origin();
        let here = Here {
            origin: &origin,
            can: &reading.can,
        };
        let today = reading.now.date_naive();
        let running = catalogue.of(&origin);
        let mut groups: Vec<(Near, Group)> = Vec::new();
        for entry in catalogue.sorted(&origin) {
            let near = near(entry, running, &origin);
            let at = groups.iter().position(|(other, _)| *other == near);
            let at = at.unwrap_or_else(|| {
                groups.push((near.clone(), Group::new(&near, entry)));
                groups.len() - 1
            });
            if let Some((_, group)) = groups.get_mut(at) {
                group.add(
                    entry,
                    Channel::new(entry, &catalogue.possible(entry, &here), today),
                );
            }
        }
        Self {
            groups: groups.into_iter().map(|(_, group)| group).collect(),
            bad: catalogue.bad.iter().map(bad_file).collect(),
        }
    }
}

fn bad_file(bad: &BadFile) -> String {
    let path = bad.path.display().to_string();
    tr!("ctl-switch-bad-file", path = path, why = bad.why.clone())
}

fn near(entry: &Entry, running: Option<&Entry>, here: &Origin) -> Near {
    match running {
        _ if entry.is_of_same_system(here) => Near::Own,
        Some(running) if running.publisher == entry.publisher => Near::Publisher,
        Some(_) | None => Near::Other(entry.publisher.clone()),
    }
}

impl Group {
    /// The systems that one cannot go to, by the reason. The channels of the own one stand for themselves.
    pub(crate) fn closed(&self) -> Vec<(&str, Vec<&System>)> {
        let mut found: Vec<(&str, Vec<&System>)> = Vec::new();
        for system in self.systems.iter().filter(|_| !self.is_own) {
            let Some(why) = system.closed() else { continue };
            match found.iter_mut().find(|(other, _)| *other == why) {
                Some((_, systems)) => systems.push(system),
                None => found.push((why, vec![system])),
            }
        }
        found
    }

    fn new(near: &Near, first: &Entry) -> Self {
        let publisher = || first.publisher.clone();
        Self {
            title: match near {
                Near::Own => tr!("switch-group-own", name = first.name.clone()),
                Near::Publisher => tr!("switch-group-publisher", publisher = publisher()),
                Near::Other(_) => tr!("switch-group-other", publisher = publisher()),
            },
            is_own: *near == Near::Own,
            systems: Vec::new(),
        }
    }

    fn add(&mut self, entry: &Entry, channel: Channel) {
        let asked = Publisher::of(&entry.origin).map(|_| entry.origin.clone());
        let known = self.systems.iter_mut().find(|s| s.name == entry.name);
        match known {
            Some(system) => {
                // The channel that runs rather than another one.
                if channel.mark == Mark::Runs {
                    system.more = asked;
                }
                system.channels.push(channel);
            }
            None => self.systems.push(System {
                name: entry.name.clone(),
                about: about(entry),
                channels: vec![channel],
                more: asked,
            }),
        }
    }
}

impl Channel {
    fn new(entry: &Entry, possible: &Possible, today: NaiveDate) -> Self {
        let old = entry.is_old(today);
        let age = old.then(|| tr!("switch-old", date = text::day(entry.checked)));
        let parts = [
            Some(text::pace(entry.pace)).filter(|pace| pace.to_lowercase() != entry.channel),
            Some(text::signed(entry.is_signed())),
            age,
        ];
        Self {
            origin: entry.origin.clone(),
            name: entry.channel.clone(),
            detail: join(parts),
            mark: match possible {
                Possible::Runs => Mark::Runs,
                Possible::Yes => Mark::Open,
                Possible::No(why) => Mark::Closed(text::why_not(why)),
            },
            old,
        }
    }
}

/// Its desktop and what it is made of; below it whom it is for.
fn about(entry: &Entry) -> String {
    let desktop = entry.desktop.clone();
    let facts = join([
        Some(desktop.unwrap_or_else(|| tr!("switch-no-desktop"))),
        Some(tr!("switch-made-of", base = text::base(&entry.base))),
    ]);
    let person = entry.about(&i18n::language()).to_owned();
    [facts, person].join("\n").trim_end().to_owned()
}

/// Facts on one line.
pub(super) fn join<const N: usize>(parts: [Option<String>; N]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::fake::Scene;
    use crate::ui::testing::{reading, systems};

    fn named<'a>(systems: &'a Systems, name: &str) -> &'a System {
        let all = systems.groups.iter().flat_map(|group| &group.systems);
        let found = all.into_iter().find(|system| system.name == name);
        found.unwrap_or_else(|| panic!("no {name} in {systems:#?}"))
    }

    #[test]
    fn what_is_near_comes_first_and_the_running_one_is_marked() {
        let shown = Systems::new(&systems(), &reading(Scene::Fine));
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
        assert!(titles.contains(&"From Fedora"), "{titles:?}");
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
        assert!(kde.about.starts_with("KDE Plasma · Made of Practice Linux"));
        assert!(kde.channels.iter().any(|c| c.mark == Mark::Open));
        let asked = own.systems[0].more.as_ref().map(ToString::to_string);
        assert_eq!(asked.as_deref(), Some("practice:practice/44/x86_64/gnome"));
    }

    #[test]
    fn what_is_not_possible_is_gathered_by_its_reason() {
        let shown = Systems::new(&systems(), &reading(Scene::Fine));
        let lts = named(&shown, "Bluefin LTS");
        assert!(lts.closed().unwrap().contains("CentOS Stream 10"));
        let others = shown.groups.last().unwrap();
        let reasons = others.closed();
        assert!(reasons.len() > 1 && reasons.len() < others.systems.len());
        let gathered: usize = reasons.iter().map(|(_, systems)| systems.len()).sum();
        assert_eq!(gathered, others.systems.len());
    }

    #[test]
    fn what_nobody_looked_at_for_a_year_is_old() {
        let mut catalogue = systems();
        for entry in &mut catalogue.entries {
            entry.checked = NaiveDate::from_ymd_opt(2025, 1, 2).unwrap();
        }
        let shown = Systems::new(&catalogue, &reading(Scene::Fine));
        let channel = &shown.groups[0].systems[0].channels[0];
        assert!(channel.old);
        assert!(channel.detail.ends_with("as of Jan 2, 2025"), "{channel:?}");
    }

    #[test]
    fn files_that_were_left_out_are_named() {
        let mut catalogue = Catalogue::default();
        catalogue.bad.push(BadFile {
            path: "/etc/isotope/catalogue/own.toml".into(),
            why: "line 3: what?".to_owned(),
        });
        let shown = Systems::new(&catalogue, &reading(Scene::Fine));
        assert_eq!(
            shown.bad,
            ["/etc/isotope/catalogue/own.toml was left out: line 3: what?"]
        );
        assert!(shown.groups.is_empty());
    }
}
