//! What a publisher has, as lines for people.

use chrono::{DateTime, Utc};
use isotope::domain::{Origin, SystemStatus};
use isotope::switching::{ImageOffer, Offer};
use isotope::upstream::{Build, Channel, UpstreamError};
use isotope::{text, tr};

use super::failure::sentences;
use crate::words::columns;

/// That this is from earlier, and why.
pub(super) fn offline(at: DateTime<Utc>, why: &UpstreamError, now: DateTime<Utc>) -> String {
    tr!(
        "ctl-tags-offline",
        age = text::age(at, now),
        why = sentences(why).0
    )
}

/// What there is; `*` before what runs or is followed.
pub(super) fn lines(what: &Offer, status: &SystemStatus, running: &Origin) -> Vec<String> {
    match what {
        Offer::Image(offer) => image(offer, status),
        Offer::Remote {
            remote: name,
            branches,
            others,
        } => remote(name, branches, others.len(), running),
    }
}

/// Channels, then the builds by month.
fn image(found: &ImageOffer, status: &SystemStatus) -> Vec<String> {
    let calendar = &found.calendar;
    let mut lines = vec![found.image.repository.clone()];
    if !calendar.channels.is_empty() {
        let rows = calendar.channels.iter();
        let rows: Vec<_> = rows.map(|one| channel(found, one, status)).collect();
        lines.extend([String::new(), tr!("ctl-tags-channels")]);
        lines.extend(columns(&rows));
    }
    for (first, builds) in calendar.months() {
        let rows: Vec<_> = builds.iter().map(|one| build(one, status)).collect();
        lines.extend([String::new(), text::month(first)]);
        lines.extend(columns(&rows));
    }
    if lines.len() == 1 {
        lines.push(tr!("ctl-tags-none"));
    }
    if calendar.others > 0 {
        lines.push(String::new());
        lines.push(tr!("ctl-tags-others", count = calendar.others));
    }
    lines
}

fn channel(found: &ImageOffer, channel: &Channel, status: &SystemStatus) -> Vec<String> {
    let followed = found.is_followed(channel, status);
    let same = channel.same_as.as_deref();
    let about = [
        followed.then(|| tr!("ctl-tags-followed")),
        same.map(|tag| tr!("ctl-tags-same", tag = tag)),
    ];
    vec![
        format!("{} {}", mark(followed), channel.tag),
        channel.release.clone().unwrap_or_default(),
        together(about),
    ]
}

fn build(build: &Build, status: &SystemStatus) -> Vec<String> {
    let runs = ImageOffer::runs(build, status);
    let here = !runs && !build.here.is_empty();
    let about = [
        runs.then(|| tr!("ctl-tags-runs")),
        here.then(|| tr!("ctl-tags-here")),
    ];
    vec![
        format!("{} {}", mark(runs), text::day(build.date)),
        build.channel.clone(),
        build.tag().to_owned(),
        together(about),
    ]
}

/// Branches with what their names say.
fn remote(remote: &str, branches: &[Origin], others: usize, running: &Origin) -> Vec<String> {
    let rows: Vec<_> = branches
        .iter()
        .map(|origin| {
            let system = origin.system();
            let followed = origin.is_same_place(running);
            vec![
                format!("{} {origin}", mark(followed)),
                system.desktop.unwrap_or_default().to_owned(),
                system.release.unwrap_or_default(),
                system.channel.unwrap_or_default(),
                together([followed.then(|| tr!("ctl-tags-followed")), None]),
            ]
        })
        .collect();
    let mut lines = vec![tr!("ctl-tags-branches", remote = remote)];
    lines.extend(columns(&rows));
    if others > 0 {
        lines.push(String::new());
        lines.push(tr!(
            "ctl-tags-other-branches",
            count = others,
            remote = remote
        ));
    }
    lines
}

fn mark(is: bool) -> &'static str {
    if is { "*" } else { " " }
}

fn together(parts: [Option<String>; 2]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(&tr!("list-separator"))
}
