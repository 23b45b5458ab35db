//! What the page of a publisher's channels and builds says. Pure.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::super::state::join;
use crate::catalogue::{Catalogue, Entry, Here, Possible};
use crate::domain::{DeploymentId, Origin, SystemName};
use crate::switching::{ImageOffer, Offer, Published};
use crate::text::Explanation;
use crate::ui::reading::Reading;
use crate::upstream::{Build, Channel};
use crate::{text, tr};

/// How many months stand there unfolded.
const OPEN_MONTHS: usize = 2;
/// So many channels are named before what they have in common.
const NAMED: usize = 3;

/// What was found out.
#[derive(Clone, Debug)]
pub(crate) enum Look {
    /// The publisher is being asked.
    Looking,
    /// Nobody can tell.
    Failed(Explanation),
    /// What there is.
    Found(Box<Published>),
}

/// All that is shown of what there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shelf {
    /// Channels, branches.
    pub(crate) channels: Vec<Row>,
    /// Those of them that one cannot go to, by the reason.
    pub(crate) closed: Vec<Closed>,
    /// The channels that have builds, when there are several to choose from.
    pub(crate) choices: Vec<String>,
    /// The newest months with their builds.
    pub(crate) months: Vec<Month>,
    /// All months before.
    pub(crate) earlier: Vec<Month>,
    /// Branches of other systems.
    pub(crate) others: Vec<Row>,
}

/// What one cannot go to for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Closed {
    /// The reason, a sentence.
    pub(crate) why: String,
    /// What one cannot go to.
    pub(crate) rows: Vec<Row>,
}

impl Closed {
    /// The reason, after the first of what it is of.
    fn reason(&self) -> String {
        let titles = self.rows.iter().map(|row| row.title.as_str());
        let more = (self.rows.len() > NAMED).then_some("…");
        let names: Vec<_> = titles.take(NAMED).chain(more).collect();
        let names = names.join(", ");
        tr!("builds-closed-why", names = names, why = self.why.as_str())
    }
}

/// The builds of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Month {
    /// `November 2026`
    pub(crate) title: String,
    /// Newest first.
    pub(crate) builds: Vec<Row>,
}

/// One channel, branch or build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The channel's name, or the day of a build.
    pub(crate) title: String,
    /// What else is known of it.
    pub(crate) detail: String,
    /// Its address.
    pub(crate) origin: Origin,
    /// What can be done with it.
    pub(crate) mark: Mark,
}

/// What can be done with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// One can switch to it.
    Open,
    /// Updates come from there.
    Followed,
    /// It runs.
    Runs,
    /// It is on this computer as that version.
    Here(DeploymentId),
    /// One cannot.
    Closed,
}

/// Who judges what is possible.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judge<'a> {
    /// The systems that are known.
    pub(crate) catalogue: &'a Catalogue,
    /// Where it is asked.
    pub(crate) reading: &'a Reading,
}

impl Judge<'_> {
    /// Why one cannot switch to that address. `None`: as far as is known, one can.
    fn why_not(&self, there: &Origin) -> Option<String> {
        let here = self.reading.origin();
        let here = Here {
            origin: &here,
            can: &self.reading.can,
        };
        let entry = Entry {
            origin: there.clone(),
            ..self.catalogue.of(there)?.clone()
        };
        match self.catalogue.possible(&entry, &here) {
            Possible::No(why) => Some(text::why_not(&why)),
            Possible::Yes | Possible::Runs => None,
        }
    }

    fn mark(&self, there: &Origin) -> Mark {
        self.why_not(there).map_or(Mark::Open, |_| Mark::Closed)
    }

    /// Those that one can go to, and the others by the reason.
    fn sort(&self, rows: impl Iterator<Item = Row>) -> (Vec<Row>, Vec<Closed>) {
        let (mut open, mut closed) = (Vec::new(), Vec::<Closed>::new());
        for row in rows {
            let why = match row.mark {
                Mark::Closed => self.why_not(&row.origin).unwrap_or_default(),
                Mark::Open | Mark::Followed | Mark::Runs | Mark::Here(_) => {
                    open.push(row);
                    continue;
                }
            };
            match closed.iter_mut().find(|other| other.why == why) {
                Some(same) => same.rows.push(row),
                None => closed.push(Closed {
                    why,
                    rows: vec![row],
                }),
            }
        }
        (open, closed)
    }
}

impl Shelf {
    /// What there is, of builds those of that channel. `None`: of all.
    pub(crate) fn new(found: &Published, judge: Judge<'_>, channel: Option<&str>) -> Self {
        match &found.what {
            Offer::Image(offer) => Self::of_image(offer, judge, channel),
            Offer::Remote {
                branches, others, ..
            } => {
                let branches = branches.iter().map(|one| branch(one, judge));
                let (channels, closed) = judge.sort(branches);
                Self {
                    channels,
                    closed,
                    others: others.iter().map(|one| other_branch(one, judge)).collect(),
                    ..Self::default()
                }
            }
        }
    }

    fn of_image(offer: &ImageOffer, judge: Judge<'_>, wanted: Option<&str>) -> Self {
        let channels = offer.calendar.channels.iter();
        let (channels, closed) = judge.sort(channels.map(|one| moving(offer, one, judge)));
        // Of what one cannot go to, the channel says why; its builds would only say it again.
        let is_open = |build: &Build| judge.why_not(&offer.at(build.tag())).is_none();
        let is_wanted = |build: &Build| wanted.is_none_or(|wanted| build.channel == wanted);
        let months = offer.calendar.months().map(|(first, builds)| Month {
            title: text::month(first),
            builds: builds
                .iter()
                .filter(|build| is_wanted(build) && is_open(build))
                .map(|build| dated(offer, build, judge))
                .collect(),
        });
        let mut months: Vec<_> = months.filter(|month| !month.builds.is_empty()).collect();
        let earlier = months.split_off(months.len().min(OPEN_MONTHS));
        let names: BTreeSet<&str> = offer
            .calendar
            .builds
            .iter()
            .filter(|build| is_open(build))
            .map(|build| build.channel.as_str())
            .collect();
        let is_choice = names.len() > 1;
        Self {
            channels,
            closed,
            choices: names
                .into_iter()
                .filter(|_| is_choice)
                .map(str::to_owned)
                .collect(),
            months,
            earlier,
            others: Vec::new(),
        }
    }

    /// Why one can go to nothing of it: a reason, or several with what each one is of. `None`: one can go to something.
    pub(crate) fn all_closed(&self) -> Option<String> {
        let is_any = !self.channels.is_empty() || !self.months.is_empty();
        if is_any || !self.others.is_empty() || self.closed.is_empty() {
            return None;
        }
        Some(match self.closed.as_slice() {
            [one] => one.why.clone(),
            several => {
                let reasons: Vec<_> = several.iter().map(Closed::reason).collect();
                reasons.join("\n\n")
            }
        })
    }

    /// Whether there is nothing at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.channels.is_empty()
            && self.closed.is_empty()
            && self.months.is_empty()
            && self.others.is_empty()
    }
}

/// A channel of an image.
fn moving(offer: &ImageOffer, channel: &Channel, judge: Judge<'_>) -> Row {
    let origin = offer.at(&channel.tag);
    let followed = offer.is_followed(channel, &judge.reading.status);
    let release = channel.release.as_deref();
    let same = channel.same_as.as_deref();
    let title = text::channel_title(&channel.tag, channel.pace, release);
    let detail = [
        channel.pace.map(text::pace),
        release
            .filter(|release| !title.contains(release))
            .map(|release| tr!("builds-release", release = release)),
        same.map(|tag| tr!("ctl-tags-same", tag = tag)),
    ];
    Row {
        title,
        detail: join(detail),
        mark: if followed {
            Mark::Followed
        } else {
            judge.mark(&origin)
        },
        origin,
    }
}

/// A build of an image.
fn dated(offer: &ImageOffer, build: &Build, judge: Judge<'_>) -> Row {
    let status = &judge.reading.status;
    let mark = match build.here.first() {
        Some(_) if ImageOffer::runs(build, status) => Mark::Runs,
        Some(id) => Mark::Here(id.clone()),
        None => Mark::Open,
    };
    Row {
        title: text::weekday(build.date),
        detail: build.tag().to_owned(),
        origin: offer.at(build.tag()),
        mark,
    }
}

/// A branch of the system that is wanted.
fn branch(origin: &Origin, judge: Judge<'_>) -> Row {
    let SystemName {
        channel, release, ..
    } = origin.system();
    let channel = channel.as_deref().map(text::channel_name);
    let name = [release, channel].into_iter().flatten();
    let name = name.collect::<Vec<_>>().join(" ");
    let followed = origin.is_same_place(&judge.reading.origin());
    Row {
        title: if name.is_empty() {
            origin.to_string()
        } else {
            name
        },
        detail: String::new(),
        mark: if followed {
            Mark::Followed
        } else {
            judge.mark(origin)
        },
        origin: origin.clone(),
    }
}

/// A branch of another system: by its address, for its name is all that is known of many.
fn other_branch(origin: &Origin, judge: Judge<'_>) -> Row {
    let known = judge.catalogue.of(origin);
    let desktop = origin.system().desktop.map(str::to_owned);
    Row {
        title: match origin {
            Origin::Ostree(branch) => branch.branch.clone(),
            Origin::Container(_) | Origin::Commit(_) | Origin::Unknown => origin.target(),
        },
        detail: known
            .map(|entry| entry.name.clone())
            .or(desktop)
            .unwrap_or_default(),
        mark: judge.mark(origin),
        origin: origin.clone(),
    }
}
