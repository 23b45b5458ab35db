//! How publishers make tags: patterns of words in braces, no regular expressions.
//!
//! | word | stands for |
//! |---|---|
//! | `{stream}` | a channel of the group, or one of its other names; the longest that fits |
//! | `{release}` | one to three digits: `44` |
//! | `{date}` | a day of this century as eight digits: `20260818` |
//! | `{number}` | up to four digits: which build of the day |
//!
//! Everything else stands for itself. A tag that no pattern fits to has no meaning here: signatures, builds of changes
//! that were proposed, commits.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::Pace;

/// A channel as tags name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// What stands in tags.
    pub tag: String,
    /// What the publisher calls the channel.
    pub name: String,
    /// What kind of channel it is.
    pub pace: Pace,
    /// The release it stands for now.
    pub release: Option<String>,
}

impl Stream {
    /// The release by which it is called, and so stands for no other one. `None`: it goes from release to release.
    #[must_use]
    pub fn only_release(&self) -> Option<&str> {
        self.release.as_deref().filter(|it| *it == self.name)
    }
}

/// How the tags of one group of channels are made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rule {
    /// The channels. Empty: any word is one.
    pub(super) streams: Vec<Stream>,
    /// Other names of channels, with the tag of the channel that they mean.
    pub(super) same: BTreeMap<String, String>,
    /// Tags that move on with each build.
    pub(super) channels: Vec<Pattern>,
    /// Tags that stay with their build.
    pub(super) dated: Vec<Pattern>,
}

/// How the tags of one image are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRules {
    rules: Vec<Rule>,
}

/// What a tag means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning<'a> {
    /// It moves on with each build.
    Channel(Parts<'a>),
    /// It stays with the build of that day.
    Build(NaiveDate, Parts<'a>),
}

/// What a tag consists of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The word for the channel, as it stands in the tag.
    pub word: Option<&'a str>,
    /// The channel that the catalogue knows by that word.
    pub stream: Option<&'a Stream>,
    /// The release.
    pub release: Option<&'a str>,
    /// Which build of the day.
    pub number: Option<u32>,
    date: Option<NaiveDate>,
}

impl Parts<'_> {
    /// The channel's tag: of two names of one channel the catalogue's.
    #[must_use]
    pub fn channel(&self) -> Option<&str> {
        let known = self.stream.map(|stream| stream.tag.as_str());
        known.or(self.word).or(self.release)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Stream,
    Release,
    Date,
    Number,
}

/// A pattern, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece>);

/// What tags are where nobody knows the publisher's rules: the usual ones.
const USUAL: [&str; 8] = [
    "{release}.{date}.{number}",
    "{release}.{date}",
    "{release}-{date}",
    "{date}.{number}",
    "{date}",
    "{stream}-{release}.{date}.{number}",
    "{stream}-{release}.{date}",
    "{stream}-{date}",
];
/// How versions are numbered, beside the patterns of tags.
const VERSIONS: [&str; 5] = [
    "{release}.{date}.{number}",
    "{release}.{date}",
    "{release}-{date}",
    "{date}.{number}",
    "{date}",
];

impl Pattern {
    /// # Errors
    /// What is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (before, after) = rest.split_once('{').unwrap_or((rest, ""));
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            if before.len() == rest.len() {
                break;
            }
            let (word, after) = after
                .split_once('}')
                .ok_or_else(|| format!("{text}: a brace is not closed"))?;
            pieces.push(match word {
                "stream" => Piece::Stream,
                "release" => Piece::Release,
                "date" => Piece::Date,
                "number" => Piece::Number,
                other => return Err(format!("{text}: {{{other}}} has no meaning")),
            });
            rest = after;
        }
        Ok(Self(pieces))
    }

    pub(super) fn has_date(&self) -> bool {
        self.0.contains(&Piece::Date)
    }

    fn read<'a>(&self, tag: &'a str, rule: &'a Rule) -> Option<Parts<'a>> {
        pieces(&self.0, tag, rule, Parts::default())
    }
}

fn usual(patterns: &[&str]) -> Vec<Pattern> {
    let parsed = patterns.iter().map(|text| Pattern::parse(text));
    parsed.filter_map(Result::ok).collect()
}

/// The first way in which the pieces fit to the whole rest.
fn pieces<'a>(
    wanted: &[Piece],
    rest: &'a str,
    rule: &'a Rule,
    found: Parts<'a>,
) -> Option<Parts<'a>> {
    let Some((piece, wanted)) = wanted.split_first() else {
        return rest.is_empty().then_some(found);
    };
    match piece {
        Piece::Text(text) => pieces(wanted, rest.strip_prefix(text.as_str())?, rule, found),
        Piece::Stream => stream(wanted, rest, rule, &found),
        Piece::Release => {
            let (digits, rest) = digits(rest, 3)?;
            let release = Some(digits);
            pieces(wanted, rest, rule, Parts { release, ..found })
        }
        Piece::Date => {
            let (digits, rest) = rest.split_at_checked(8)?;
            let date = Some(day(digits)?);
            pieces(wanted, rest, rule, Parts { date, ..found })
        }
        Piece::Number => {
            let (digits, rest) = digits(rest, 4)?;
            let number = Some(digits.parse().ok()?);
            pieces(wanted, rest, rule, Parts { number, ..found })
        }
    }
}

fn stream<'a>(
    wanted: &[Piece],
    tag: &'a str,
    rule: &'a Rule,
    found: &Parts<'a>,
) -> Option<Parts<'a>> {
    let with = |end: usize, stream: Option<&'a Stream>| {
        let (word, rest) = tag.split_at_checked(end)?;
        let word = Some(word);
        let found = found.clone();
        pieces(
            wanted,
            rest,
            rule,
            Parts {
                word,
                stream,
                ..found
            },
        )
    };
    if rule.streams.is_empty() {
        // Any word, the longest first.
        return (1..=tag.len()).rev().find_map(|end| with(end, None));
    }
    let names = rule.streams.iter().map(|stream| (&stream.tag, stream));
    let others = rule.same.iter().filter_map(|(name, meant)| {
        let stream = rule.streams.iter().find(|stream| stream.tag == *meant);
        Some((name, stream?))
    });
    let mut fitting: Vec<(&String, &Stream)> = names
        .chain(others)
        .filter(|(name, _)| tag.starts_with(name.as_str()))
        .collect();
    fitting.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    fitting
        .into_iter()
        .find_map(|(name, stream)| with(name.len(), Some(stream)))
}

/// The digits at the beginning, if there are any and not too many.
fn digits(text: &str, most: usize) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    (1..=most).contains(&end).then(|| text.split_at(end))
}

fn day(digits: &str) -> Option<NaiveDate> {
    let all = digits.bytes().all(|b| b.is_ascii_digit());
    let day = NaiveDate::parse_from_str(digits, "%Y%m%d").ok()?;
    (all && (2000..2100).contains(&day.year())).then_some(day)
}

impl TagRules {
    /// These rules, the usual ones where there are none.
    pub(super) fn new(rules: Vec<Rule>) -> Self {
        if !rules.is_empty() {
            return Self { rules };
        }
        let usual = Rule {
            channels: usual(&["{stream}"]),
            dated: usual(&USUAL),
            ..Rule::default()
        };
        Self { rules: vec![usual] }
    }

    /// What a tag means; `None`: nothing to people.
    #[must_use]
    pub fn read<'a>(&'a self, tag: &'a str) -> Option<Meaning<'a>> {
        let mut rules = self.rules.iter();
        rules.find_map(|rule| {
            let build = rule.dated.iter().find_map(|one| one.read(tag, rule));
            if let Some(parts) = build {
                return Some(Meaning::Build(parts.date?, parts));
            }
            let channel = rule.channels.iter().find_map(|one| one.read(tag, rule));
            let hidden = rule.streams.is_empty() && is_internal(tag);
            Some(Meaning::Channel(channel.filter(|_| !hidden)?))
        })
    }

    /// The day and the parts of a version's number, where it has a day in it.
    #[must_use]
    pub fn version<'a>(&'a self, version: &'a str) -> Option<(NaiveDate, Parts<'a>)> {
        let numbers = usual(&VERSIONS);
        let mut rules = self.rules.iter();
        rules.find_map(|rule| {
            let mut patterns = numbers.iter().chain(&rule.dated);
            let parts = patterns.find_map(|one| one.read(version, rule))?;
            Some((parts.date?, parts))
        })
    }
}

/// Tags that tools make for themselves: signatures and the like, digests, commits, proposed changes.
fn is_internal(tag: &str) -> bool {
    let is_hash = tag.len() >= 32 && tag.bytes().all(|b| b.is_ascii_hexdigit());
    tag.starts_with("sha256-") || tag.starts_with("pr-") || is_hash
}
