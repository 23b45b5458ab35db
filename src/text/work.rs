//! Work and progress in words.

use crate::domain::{Activity, ByteCount, Headline, Progress, RequestKind, Stage, SystemStatus};
use crate::tr;

use super::{finding, size, update_version, version};

/// The one sentence of the home page, and a second one below it.
#[must_use]
pub fn headline(status: &SystemStatus) -> (String, String) {
    match status.headline() {
        Headline::NeedsAttention(found) => {
            let words = finding(&found);
            (words.title, words.body)
        }
        Headline::UpdateReady(id) => {
            let number = status.find(&id).map(version).unwrap_or_default();
            (
                tr!("headline-ready"),
                tr!("headline-ready.body", version = number),
            )
        }
        Headline::ChangeReady(id) => {
            let number = status.find(&id).map(version).unwrap_or_default();
            (
                tr!("headline-change"),
                tr!("headline-change.body", version = number),
            )
        }
        Headline::UpdateAvailable => {
            let number = status.new_update().map(update_version).unwrap_or_default();
            (
                tr!("headline-available"),
                tr!("headline-available.body", version = number),
            )
        }
        Headline::Fine => (tr!("headline-fine"), tr!("headline-fine.body")),
    }
}

/// What is going on, as a heading: `Updating`.
#[must_use]
pub fn kind(kind: RequestKind) -> String {
    match kind {
        RequestKind::Check => tr!("work-check"),
        RequestKind::Update => tr!("work-update"),
        RequestKind::Download => tr!("work-download"),
        RequestKind::Discard => tr!("work-discard"),
        RequestKind::Rollback | RequestKind::MakeNext => tr!("work-go-back"),
        RequestKind::Deploy => tr!("work-deploy"),
        RequestKind::Pin => tr!("work-keep"),
        RequestKind::Unpin => tr!("work-release"),
        RequestKind::Delete => tr!("work-delete"),
        RequestKind::Switch => tr!("work-switch"),
        RequestKind::Packages => tr!("work-packages"),
        RequestKind::Other => tr!("work-other"),
    }
}

/// A program by the name that people know it under; others by their own.
#[must_use]
pub fn program(name: &str) -> String {
    let known = match name {
        "gnome-software" => "GNOME Software",
        "plasma-discover" | "DiscoverNotifier" => "Discover",
        "cockpit-bridge" => "Cockpit",
        other => other,
    };
    known.to_owned()
}

/// What is going on and who started it, in one sentence.
#[must_use]
pub fn activity(activity: &Activity) -> String {
    let work = kind(activity.kind);
    match &activity.started_by {
        Some(name) if !activity.ours => tr!("activity-by", work = work, name = program(name)),
        _ => work,
    }
}

/// The part of the work that is going on, as a line below the bar.
#[must_use]
pub fn stage(progress: &Progress) -> String {
    match progress.stage {
        Stage::Preparing => tr!("stage-preparing"),
        Stage::Checking => tr!("stage-checking"),
        Stage::Downloading => match &progress.bytes {
            Some(count) if count.done > 0 => tr!("stage-downloading-bytes", bytes = bytes(count)),
            _ => tr!("stage-downloading"),
        },
        Stage::Installing => tr!("stage-installing"),
        Stage::Finishing => tr!("stage-finishing"),
    }
}

/// Transferred data: `61 MB of 240 MB`, or `61 MB` while the whole is unknown.
#[must_use]
pub fn bytes(count: &ByteCount) -> String {
    match count.total {
        Some(total) if total >= count.done => {
            tr!("bytes-of", done = size(count.done), total = size(total))
        }
        _ => size(count.done),
    }
}
