//! Other systems as lines for people.

use chrono::NaiveDate;
use isotope::catalogue::{BadFile, Catalogue, Entry, Here, Possible};
use isotope::preflight::{Level, Report, Verdict};
use isotope::{text, tr};

use crate::words::columns;

/// One line a system and channel, `*` before the one that runs; what cannot be switched to stands below, with the reason.
pub(crate) fn list(catalogue: &Catalogue, here: &Here<'_>, today: NaiveDate) -> Vec<String> {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for entry in catalogue.sorted(here.origin) {
        match catalogue.possible(entry, here) {
            Possible::Runs => open.push(row("*", entry, today)),
            Possible::Yes => open.push(row(" ", entry, today)),
            Possible::No(why) => closed.push(vec![entry.name.clone(), text::why_not(&why)]),
        }
    }
    closed.dedup();
    let mut lines = columns(&open);
    if !closed.is_empty() {
        lines.extend([String::new(), tr!("ctl-switch-not-possible")]);
        lines.extend(columns(&closed));
    }
    lines
}

fn row(mark: &str, entry: &Entry, today: NaiveDate) -> Vec<String> {
    let mut channel = entry.channel.clone();
    if entry.is_old(today) {
        channel = tr!(
            "ctl-switch-old",
            channel = channel,
            date = entry.checked.to_string()
        );
    }
    let desktop = entry.desktop.clone();
    vec![
        format!("{mark} {}", entry.name),
        desktop.unwrap_or_else(|| tr!("switch-no-desktop")),
        channel,
        entry.origin.to_string(),
    ]
}

/// A file that was left out.
pub(crate) fn bad_file(bad: &BadFile) -> String {
    tr!(
        "ctl-switch-bad-file",
        path = bad.path.display().to_string(),
        why = bad.why.clone()
    )
}

/// What was looked at: one line each, and below what mends it.
pub(crate) fn preflight(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    for remark in &report.lines {
        let mark = match remark.level() {
            Level::Green => "\u{2713}",
            Level::Yellow => "!",
            Level::Red => "\u{2717}",
        };
        lines.push(format!("{mark} {}", text::preflight::remark(remark)));
        lines.extend(
            remark
                .fix()
                .map(|fix| format!("  \u{2192} {}", text::preflight::fix(&fix))),
        );
    }
    lines.push(match report.verdict() {
        Verdict::Go => tr!("ctl-preflight-go"),
        Verdict::Ask => tr!("ctl-preflight-ask"),
        Verdict::Stop => tr!("ctl-preflight-stop"),
    });
    lines
}
