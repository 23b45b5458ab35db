//! What the page of other systems says. Pure.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::catalogue::{BadFile, Catalogue, Entry, Here, Possible, WhyNot};
use crate::domain::{Origin, SignaturePolicy};
use crate::switching::Publisher;
use crate::ui::reading::Reading;
use crate::{i18n, text, tr};

/// Which ostree remotes check what comes from them, by their names.
pub(crate) type Checks = BTreeMap<String, bool>;

/// All that is shown of the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Systems {
    /// What runs: its channel, and whether its publisher is verified.
    pub(crate) running: String,
    /// The same system, then the same publisher's, then all others'.
    pub(crate) groups: Vec<Group>,
    /// What one cannot go to, by the reason.
    pub(crate) closed: Vec<Closed>,
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
    /// Its desktop, whether its publisher is verified, and what kind of person it is for.
    pub(crate) about: String,
    /// Its channels and releases.
    pub(crate) channels: Vec<Channel>,
    /// Where its publisher can be asked what else there is.
    pub(crate) more: Option<Origin>,
    /// How far from what runs it is.
    far: Far,
}

/// How far a publisher's other systems are from what runs: who wants another desktop looks for the first ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Far {
    /// A desktop that comes in the same way.
    Desktop,
    /// What comes as an image where what runs does not, or the other way round.
    OtherWay,
    /// Without a desktop.
    Bare,
}

/// A system in one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Channel {
    /// Where it comes from.
    pub(crate) origin: Origin,
    /// Its name: `Stable`, `Release 44`.
    pub(crate) name: String,
    /// What kind of channel it is.
    pub(crate) detail: String,
    /// Whether one can go there.
    pub(crate) mark: Mark,
    /// Nobody has looked for long whether it is true.
    pub(crate) old: bool,
    /// Whether its publisher is verified. `None`: that cannot be told.
    verified: Option<bool>,
}

/// What one cannot go to for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Closed {
    /// The reason, in a few words.
    pub(crate) title: String,
    /// More about it. May be empty.
    pub(crate) body: String,
    /// The systems, each with what is recommended instead. May be empty.
    pub(crate) systems: Vec<(String, String)>,
}

/// Whether one can go there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// It is what runs.
    Runs,
    /// One can.
    Open,
    /// One cannot.
    Closed(WhyNot),
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

    /// Why one cannot go to any of its channels.
    fn closed(&self) -> Option<&WhyNot> {
        let mut reasons = self.channels.iter().map(|channel| match &channel.mark {
            Mark::Closed(why) => Some(why),
            Mark::Runs | Mark::Open => None,
        });
        let first = reasons.next()??;
        reasons.all(|why| why.is_some()).then_some(first)
    }

    /// Says whether the publisher is verified: of all channels at once, or of each. `told`: so much stands elsewhere.
    fn say_verified(&mut self, told: Option<bool>) {
        let first = self.channels.first().and_then(|channel| channel.verified);
        let is_one = self.channels.iter().all(|one| one.verified == first);
        let told = told.or(first.filter(|_| is_one));
        if let Some(told) = told {
            let (facts, person) = self.about.split_once('\n').unwrap_or((&self.about, ""));
            let facts = join([Some(facts.to_owned()), Some(text::verified(told))]);
            let about = [facts.as_str(), person].join("\n");
            about.trim_end().clone_into(&mut self.about);
        }
        for channel in &mut self.channels {
            let other = channel.verified.filter(|own| told != Some(*own));
            let parts = [Some(channel.detail.clone()), other.map(text::verified)];
            channel.detail = join(parts);
        }
    }
}

impl Systems {
    /// What the catalogue tells a person where that reading was made.
    pub(crate) fn new(catalogue: &Catalogue, reading: &Reading, checks: &Checks) -> Self {
        let origin = reading.origin();
        let here = Here {
            origin: &origin,
            can: &reading.can,
        };
        let running = catalogue.of(&origin);
        let judge = Judge {
            running,
            checks,
            here: &origin,
            today: reading.now.date_naive(),
        };
        let mut groups: Vec<(Near, Group)> = Vec::new();
        for entry in catalogue.sorted(&origin) {
            let near = near(entry, running, &origin);
            let at = groups.iter().position(|(other, _)| *other == near);
            let at = at.unwrap_or_else(|| {
                groups.push((near.clone(), Group::new(&near, entry)));
                groups.len() - 1
            });
            if let Some((_, group)) = groups.get_mut(at) {
                group.add(entry, &catalogue.possible(entry, &here), &judge);
            }
        }
        let verified = judge.verified(&origin);
        let mut groups: Vec<_> = groups.into_iter().map(|(_, group)| group).collect();
        let mut closed = Vec::new();
        for group in &mut groups {
            group.finish(verified, &mut closed);
        }
        groups.retain(|group| !group.systems.is_empty());
        Self {
            running: join([
                text::channel(&origin.system()),
                verified.map(text::verified),
            ]),
            groups,
            closed,
            bad: catalogue.bad.iter().map(bad_file).collect(),
        }
    }

    /// How many systems one cannot go to.
    pub(crate) fn closed_count(&self) -> usize {
        self.closed.iter().map(|closed| closed.systems.len()).sum()
    }
}

/// What is needed to judge an entry.
struct Judge<'a> {
    running: Option<&'a Entry>,
    checks: &'a Checks,
    here: &'a Origin,
    today: NaiveDate,
}

impl Judge<'_> {
    /// Whether it is verified that what is at that address comes from its publisher. `None`: that cannot be told.
    fn verified(&self, origin: &Origin) -> Option<bool> {
        let by_remote = |remote: &str| self.checks.get(remote).copied();
        match origin {
            Origin::Ostree(branch) => by_remote(branch.remote.as_deref()?),
            Origin::Container(image) => match &image.signature {
                SignaturePolicy::ContainerPolicy => Some(true),
                SignaturePolicy::Unverified => Some(false),
                SignaturePolicy::OstreeRemote(remote) => by_remote(remote),
            },
            Origin::Commit(_) | Origin::Unknown => None,
        }
    }

    /// Its desktop; what it is made of, unless what runs is made of it too; below it whom it is for.
    fn about(&self, entry: &Entry) -> String {
        let desktop = entry.desktop.clone();
        let is_same = self.running.is_some_and(|now| now.base == entry.base);
        let base = tr!("switch-made-of", base = text::base(&entry.base));
        let facts = join([
            Some(desktop.unwrap_or_else(|| tr!("switch-no-desktop"))),
            Some(base).filter(|_| !is_same),
        ]);
        let person = entry.about(&i18n::language()).to_owned();
        [facts, person].join("\n").trim_end().to_owned()
    }

    fn far(&self, entry: &Entry) -> Far {
        let is_image = |origin: &Origin| matches!(origin, Origin::Container(_));
        match &entry.desktop {
            None => Far::Bare,
            Some(_) if is_image(&entry.origin) == is_image(self.here) => Far::Desktop,
            Some(_) => Far::OtherWay,
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

    fn add(&mut self, entry: &Entry, possible: &Possible, judge: &Judge<'_>) {
        let asked = Publisher::of(&entry.origin).map(|_| entry.origin.clone());
        let channel = Channel::new(entry, possible, judge);
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
                about: judge.about(entry),
                channels: vec![channel],
                more: asked,
                far: judge.far(entry),
            }),
        }
    }

    /// Puts what one cannot go to aside, and the rest in order. The channels of the own system stand for themselves.
    fn finish(&mut self, running: Option<bool>, closed: &mut Vec<Closed>) {
        let systems = std::mem::take(&mut self.systems);
        for mut system in systems {
            match system.closed() {
                Some(why) if !self.is_own => put_aside(&system, &why.clone(), closed),
                Some(_) | None => {
                    system.say_verified(running.filter(|_| self.is_own));
                    self.systems.push(system);
                }
            }
        }
        self.systems.sort_by_key(|system| system.far);
    }
}

/// Adds a system to those with the same reason.
fn put_aside(system: &System, why: &WhyNot, closed: &mut Vec<Closed>) {
    let (title, body, instead) = match why {
        WhyNot::OtherKind { program } => (
            tr!("switch-closed-kind", program = program.clone()),
            tr!("switch-closed-kind.body"),
            None,
        ),
        WhyNot::OtherBase { here, there } => (
            tr!("switch-made-of", base = text::base(there)),
            tr!("switch-closed-base", here = text::base(here)),
            None,
        ),
        WhyNot::Retired { instead } => {
            (tr!("switch-closed-retired"), String::new(), instead.clone())
        }
        WhyNot::NoSwitch => (tr!("switch-closed-none"), String::new(), None),
    };
    let instead = instead.map(|name| tr!("fix-instead", name = name));
    let row = (system.name.clone(), instead.unwrap_or_default());
    match closed.iter_mut().find(|other| other.title == title) {
        Some(same) => same.systems.push(row),
        None => closed.push(Closed {
            title,
            body,
            systems: vec![row],
        }),
    }
}

impl Channel {
    fn new(entry: &Entry, possible: &Possible, judge: &Judge<'_>) -> Self {
        let old = entry.is_old(judge.today);
        let age = old.then(|| tr!("switch-old", date = text::day(entry.checked)));
        Self {
            origin: entry.origin.clone(),
            name: text::channel_title(&entry.channel, Some(entry.pace), entry.release.as_deref()),
            detail: join([Some(text::pace(entry.pace)), age]),
            mark: match possible {
                Possible::Runs => Mark::Runs,
                Possible::Yes => Mark::Open,
                Possible::No(why) => Mark::Closed(why.clone()),
            },
            old,
            verified: judge.verified(&entry.origin),
        }
    }
}

/// Facts on one line.
pub(super) fn join<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts = parts.into_iter().flatten();
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
