//! The document of `switch tags`.

use isotope::domain::{Origin, SystemStatus};
use isotope::switching::{ImageOffer, Offer, Published};
use isotope::upstream::{Build, Channel};
use serde::Serialize;

use super::super::json::pace;
use super::failure::{kind, sentences};

/// `switch tags`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct TagsDocument {
    image: Option<String>,
    remote: Option<String>,
    seen: String,
    offline: Option<OfflineJson>,
    channels: Vec<ChannelJson>,
    builds: Vec<BuildJson>,
    branches: Vec<BranchJson>,
    others: usize,
}

/// Why it is not from now.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct OfflineJson {
    kind: &'static str,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct ChannelJson {
    #[serde(rename = "ref")]
    address: String,
    tag: String,
    name: Option<String>,
    pace: Option<&'static str>,
    release: Option<String>,
    same_as: Option<String>,
    current: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct BuildJson {
    #[serde(rename = "ref")]
    address: String,
    date: String,
    channel: String,
    release: Option<String>,
    number: Option<u32>,
    tag: String,
    tags: Vec<String>,
    installed: Vec<String>,
    running: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct BranchJson {
    #[serde(rename = "ref")]
    address: String,
    variant: Option<String>,
    desktop: Option<&'static str>,
    channel: Option<String>,
    release: Option<String>,
    current: bool,
}

impl TagsDocument {
    pub(super) fn new(found: &Published, status: &SystemStatus, running: &Origin) -> Self {
        let seen = &found.seen;
        let offline = seen.offline.as_ref().map(|why| OfflineJson {
            kind: kind(why),
            text: sentences(why).0,
        });
        let empty = Self {
            image: None,
            remote: None,
            seen: seen.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
            offline,
            channels: Vec::new(),
            builds: Vec::new(),
            branches: Vec::new(),
            others: 0,
        };
        match &found.what {
            Offer::Image(offer) => {
                let channels = offer.calendar.channels.iter();
                let builds = offer.calendar.builds.iter();
                Self {
                    image: Some(offer.image.repository.clone()),
                    channels: channels.map(|one| channel(offer, one, status)).collect(),
                    builds: builds.map(|one| build(offer, one, status)).collect(),
                    others: offer.calendar.others,
                    ..empty
                }
            }
            Offer::Remote {
                remote,
                branches,
                others,
            } => Self {
                remote: Some(remote.clone()),
                branches: branches.iter().map(|one| branch(one, running)).collect(),
                others: others.len(),
                ..empty
            },
        }
    }
}

fn branch(origin: &Origin, running: &Origin) -> BranchJson {
    let system = origin.system();
    BranchJson {
        address: origin.target(),
        variant: system.variant,
        desktop: system.desktop,
        channel: system.channel,
        release: system.release,
        current: origin.is_same_place(running),
    }
}

fn channel(offer: &ImageOffer, channel: &Channel, status: &SystemStatus) -> ChannelJson {
    ChannelJson {
        address: offer.image.with_tag(&channel.tag).reference,
        tag: channel.tag.clone(),
        name: channel.name.clone(),
        pace: channel.pace.map(pace),
        release: channel.release.clone(),
        same_as: channel.same_as.clone(),
        current: offer.is_followed(channel, status),
    }
}

fn build(offer: &ImageOffer, build: &Build, status: &SystemStatus) -> BuildJson {
    BuildJson {
        address: offer.image.with_tag(build.tag()).reference,
        date: build.date.to_string(),
        channel: build.channel.clone(),
        release: build.release.clone(),
        number: build.number,
        tag: build.tag().to_owned(),
        tags: build.tags.clone(),
        installed: build.here.iter().map(|id| id.as_str().to_owned()).collect(),
        running: ImageOffer::runs(build, status),
    }
}
