//! Other systems as lines for people.

use chrono::NaiveDate;
use isotope::catalogue::{BadFile, Catalogue, Entry, Here, Possible};
use isotope::domain::Origin;
use isotope::preflight::{Fix, Level, Report, Spare, Verdict};
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

/// What was looked at on the way to that address: one line each, below what mends it, and the command that does that.
pub(crate) fn preflight(there: &Origin, report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    for remark in &report.lines {
        let mark = match remark.level() {
            Level::Green => "\u{2713}",
            Level::Yellow => "!",
            Level::Red => "\u{2717}",
        };
        lines.push(format!("{mark} {}", text::preflight::remark(remark)));
        if let Some(fix) = remark.fix() {
            lines.push(format!("  \u{2192} {}", text::preflight::fix(&fix)));
            lines.extend(command(&fix, there).map(|command| format!("    {command}")));
        }
    }
    lines.push(match report.verdict() {
        Verdict::Go => tr!("ctl-preflight-go"),
        Verdict::Ask => tr!("ctl-preflight-ask"),
        Verdict::Stop => tr!("ctl-preflight-stop"),
    });
    lines
}

/// The command of this program that mends it; what is in capitals is for the person to choose.
fn command(fix: &Fix, there: &Origin) -> Option<String> {
    Some(match fix {
        Fix::Discard => "isotopectl discard".to_owned(),
        Fix::UndoChoice => "isotopectl go-back running".to_owned(),
        Fix::WithoutPackages { .. } => {
            format!("isotopectl switch to {there} --yes --without-packages")
        }
        Fix::Instead { name } if name.contains(' ') => {
            format!("isotopectl switch preflight \"{name}\"")
        }
        Fix::Instead { name } => format!("isotopectl switch preflight {name}"),
        Fix::SeeAll { of } => format!("isotopectl switch tags {of}"),
        Fix::FreeRoom(Spare::Some) => "isotopectl delete VERSION".to_owned(),
        Fix::FreeRoom(Spare::Kept) | Fix::FreeBoot => "isotopectl release VERSION".to_owned(),
        // Another program's, which the words name, or nobody's.
        Fix::TwoSteps { .. }
        | Fix::FreeRoom(Spare::None)
        | Fix::TidyBoot
        | Fix::AddRemote { .. }
        | Fix::AddKey { .. }
        | Fix::Command { .. }
        | Fix::AskAdministrator
        | Fix::PublishersRule
        | Fix::InstallAnew
        | Fix::Plug
        | Fix::OtherNetwork => return None,
    })
}

#[cfg(test)]
mod tests {
    use isotope::preflight::Remark;

    use super::*;

    #[test]
    fn ways_out_that_are_commands_are_named() {
        let there = Origin::parse("fedora:fedora/44/x86_64/kinoite");
        let lines = |remark: Remark| {
            let lines = preflight(
                &there,
                &Report {
                    lines: vec![remark],
                },
            );
            lines.join("\n")
        };
        let version = || "44.1".to_owned();
        let packages = |names: &[&str]| Remark::Packages {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        let remote = || "fedora".to_owned();
        for (remark, words) in [
            (
                Remark::UpdatePrepared { version: version() },
                "\n    isotopectl discard\n",
            ),
            (
                Remark::OtherChosen { version: version() },
                "\n    isotopectl go-back running\n",
            ),
            (
                packages(&["vim"]),
                "Leave it behind in the same step; Isotope remembers it for later.\n    \
                 isotopectl switch to fedora:fedora/44/x86_64/kinoite --yes --without-packages\n",
            ),
            (packages(&["vim", "htop"]), "Leave them behind"),
            (
                Remark::Retired {
                    instead: Some("Fedora Sway Atomic".to_owned()),
                },
                "has given it up.\n  \u{2192} Look at Fedora Sway Atomic instead.\n    \
                 isotopectl switch preflight \"Fedora Sway Atomic\"\n",
            ),
            (
                Remark::NotThere {
                    there: there.clone(),
                    near: None,
                },
                "isotopectl switch tags fedora:fedora/44/x86_64/kinoite\n",
            ),
            (
                Remark::NoKey { remote: remote() },
                "sudo ostree remote gpg-import --keyring=FILE fedora\n",
            ),
            (
                Remark::NoRemote { remote: remote() },
                "sudo ostree remote add --gpg-import=FILE fedora ADDRESS\n",
            ),
        ] {
            // Names in sentences are set apart by marks that nobody sees.
            let said = lines(remark).replace(['\u{2068}', '\u{2069}'], "");
            assert!(said.contains(words), "{said}");
        }
    }
}
