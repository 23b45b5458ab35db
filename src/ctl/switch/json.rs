//! The document of `switch list`.

use chrono::{NaiveDate, SecondsFormat};
use isotope::catalogue::{BadFile, Catalogue, Entry, Here, Pace, Possible, WhyNot};
use isotope::domain::Origin;
use isotope::looks::Saved;
use isotope::preflight::{Level, Remark, Report, Verdict};
use isotope::{i18n, text};
use serde::Serialize;

/// `switch list`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct ListDocument {
    pub(crate) entries: Vec<EntryJson>,
    pub(crate) bad_files: Vec<BadFileJson>,
}

/// One system in one channel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct EntryJson {
    #[serde(rename = "ref")]
    pub(crate) address: String,
    pub(crate) name: String,
    pub(crate) desktop: Option<String>,
    pub(crate) publisher: String,
    pub(crate) channel: String,
    pub(crate) pace: &'static str,
    pub(crate) release: Option<String>,
    pub(crate) base: String,
    pub(crate) signed: Option<bool>,
    pub(crate) current: bool,
    pub(crate) possible: bool,
    pub(crate) why_not: Option<&'static str>,
    pub(crate) text: Option<String>,
    pub(crate) about: String,
    pub(crate) source: String,
    pub(crate) checked: String,
    pub(crate) old: bool,
}

/// `switch preflight`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct PreflightDocument {
    #[serde(rename = "ref")]
    pub(crate) address: String,
    pub(crate) verdict: &'static str,
    pub(crate) lines: Vec<LineJson>,
    pub(crate) first_step: Option<String>,
}

/// `switch to`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct SwitchDocument {
    pub(crate) verb: &'static str,
    pub(crate) outcome: &'static str,
    pub(crate) dry_run: bool,
    #[serde(flatten)]
    pub(crate) preflight: PreflightDocument,
    pub(crate) step: String,
    pub(crate) then: Option<String>,
    pub(crate) before: Option<String>,
    pub(crate) kept: bool,
    pub(crate) settings: Option<String>,
    pub(crate) packages: Vec<String>,
    pub(crate) restart_needed: bool,
}

/// `switch settings save` and `restore`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct SettingsDocument {
    pub(crate) verb: &'static str,
    pub(crate) copy: CopyJson,
    pub(crate) aside: Option<CopyJson>,
    pub(crate) changed: usize,
}

/// `switch settings list`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct CopiesDocument {
    pub(crate) copies: Vec<CopyJson>,
}

/// A copy of a desktop's settings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct CopyJson {
    pub(crate) id: String,
    pub(crate) desktop: String,
    pub(crate) at: String,
    pub(crate) files: usize,
    pub(crate) folder: String,
}

impl From<&Saved> for CopyJson {
    fn from(saved: &Saved) -> Self {
        Self {
            id: saved.id.clone(),
            desktop: saved.desktop.clone(),
            at: saved.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            files: saved.files,
            folder: saved.folder.display().to_string(),
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct LineJson {
    pub(crate) id: &'static str,
    pub(crate) level: &'static str,
    pub(crate) text: String,
    pub(crate) fix: Option<String>,
}

impl PreflightDocument {
    pub(crate) fn new(there: &Origin, report: &Report) -> Self {
        Self {
            address: there.to_string(),
            verdict: verdict(report.verdict()),
            lines: report.lines.iter().map(LineJson::from).collect(),
            first_step: report.first_step().map(Origin::to_string),
        }
    }
}

impl From<&Remark> for LineJson {
    fn from(remark: &Remark) -> Self {
        Self {
            id: remark.id().word(),
            level: level(remark.level()),
            text: text::preflight::remark(remark),
            fix: remark.fix().as_ref().map(text::preflight::fix),
        }
    }
}

pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Go => "go",
        Verdict::Ask => "ask",
        Verdict::Stop => "stop",
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Green => "green",
        Level::Yellow => "yellow",
        Level::Red => "red",
    }
}

/// A file of the catalogue that was left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct BadFileJson {
    pub(crate) path: String,
    pub(crate) why: String,
}

impl ListDocument {
    pub(crate) fn new(catalogue: &Catalogue, here: &Here<'_>, today: NaiveDate) -> Self {
        let entries = catalogue.sorted(here.origin).into_iter();
        Self {
            entries: entries
                .map(|entry| EntryJson::new(entry, &catalogue.possible(entry, here), today))
                .collect(),
            bad_files: catalogue.bad.iter().map(BadFileJson::from).collect(),
        }
    }
}

impl EntryJson {
    fn new(entry: &Entry, possible: &Possible, today: NaiveDate) -> Self {
        let why_not = match possible {
            Possible::Runs | Possible::Yes => None,
            Possible::No(why) => Some(why),
        };
        Self {
            address: entry.origin.to_string(),
            name: entry.name.clone(),
            desktop: entry.desktop.clone(),
            publisher: entry.publisher.clone(),
            channel: entry.channel.clone(),
            pace: pace(entry.pace),
            release: entry.release.clone(),
            base: entry.base.clone(),
            signed: entry.is_signed(),
            current: *possible == Possible::Runs,
            possible: *possible == Possible::Yes,
            why_not: why_not.map(reason),
            text: why_not.map(text::why_not),
            about: entry.about(&i18n::language()).to_owned(),
            source: entry.source.clone(),
            checked: entry.checked.to_string(),
            old: entry.is_old(today),
        }
    }
}

impl From<&BadFile> for BadFileJson {
    fn from(bad: &BadFile) -> Self {
        Self {
            path: bad.path.display().to_string(),
            why: bad.why.clone(),
        }
    }
}

pub(super) fn pace(pace: Pace) -> &'static str {
    match pace {
        Pace::Stable => "stable",
        Pace::Daily => "daily",
        Pace::Latest => "latest",
        Pace::Testing => "testing",
        Pace::Next => "next",
        Pace::Development => "development",
    }
}

fn reason(why: &WhyNot) -> &'static str {
    match why {
        WhyNot::Retired { .. } => "retired",
        WhyNot::OtherKind { .. } => "other-kind",
        WhyNot::OtherBase { .. } => "other-base",
        WhyNot::NoSwitch => "no-switch",
    }
}
