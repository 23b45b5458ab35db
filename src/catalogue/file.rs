//! One file of the catalogue. `data/catalogue/README.md` describes it for people.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::tags::{self, Pattern, Rule};
use super::{Entry, Pace, Retired};
use crate::domain::Origin;

/// The only format there is.
const FORMAT: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    publisher: String,
    source: String,
    checked: NaiveDate,
    #[serde(default)]
    stream: Vec<Stream>,
    #[serde(default)]
    tags: Vec<Tags>,
    #[serde(default)]
    system: Vec<System>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stream {
    group: String,
    name: String,
    pace: Pace,
    #[serde(default)]
    path: Option<String>,
    release: Option<String>,
}

/// How the publisher makes tags of a group's streams.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tags {
    group: String,
    #[serde(default)]
    channels: Vec<String>,
    #[serde(default)]
    dated: Vec<String>,
    #[serde(default)]
    same: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct System {
    name: String,
    #[serde(default)]
    desktop: Option<String>,
    base: String,
    address: String,
    streams: String,
    about: BTreeMap<String, String>,
    #[serde(default)]
    one_desktop: bool,
    #[serde(default)]
    arch: Vec<String>,
    retired: Option<Retired>,
    made_for: Option<String>,
}

/// What a file tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) entries: Vec<Entry>,
    /// How the tags of repositories are made.
    pub(super) rules: Vec<(String, Rule)>,
}

/// What a file tells a computer of that architecture.
///
/// # Errors
/// What is wrong with it, for the one who wrote it.
pub(super) fn read(text: &str, arch: &str) -> Result<Told, String> {
    let file: File = toml::from_str(text).map_err(|err| err.to_string())?;
    if file.format != FORMAT {
        return Err(format!(
            "format {} is not known here, only {FORMAT}",
            file.format
        ));
    }
    let rules = file.tags.iter().map(|tags| rule(&file, tags));
    let rules = rules.collect::<Result<Vec<_>, _>>()?;
    let mut told = Told::default();
    for system in &file.system {
        if !system.about.contains_key("en") {
            return Err(format!("{}: about has no English", system.name));
        }
        let streams: Vec<&Stream> = file
            .stream
            .iter()
            .filter(|stream| stream.group == system.streams)
            .collect();
        if streams.is_empty() {
            return Err(format!(
                "{}: there are no streams {}",
                system.name, system.streams
            ));
        }
        if system.arch.is_empty() || system.arch.iter().any(|one| one == arch) {
            for stream in streams {
                told.entries.push(entry(&file, system, stream, arch)?);
            }
            let last = told.entries.last().map(|entry| &entry.origin);
            if let Some(Origin::Container(image)) = last {
                let rules = rules.iter().filter(|(group, _)| *group == system.streams);
                let repository = &image.repository;
                let rules = rules.map(|(_, rule)| (repository.clone(), rule.clone()));
                told.rules.extend(rules);
            }
        }
    }
    Ok(told)
}

fn rule(file: &File, tags: &Tags) -> Result<(String, Rule), String> {
    let wrong = |why: &str| format!("tags of {}: {why}", tags.group);
    let streams = file.stream.iter();
    let streams: Vec<tags::Stream> = streams
        .filter(|stream| stream.group == tags.group)
        .map(|stream| tags::Stream {
            tag: stream.path.as_ref().unwrap_or(&stream.name).clone(),
            name: stream.name.clone(),
            pace: stream.pace,
            release: stream.release.clone(),
        })
        .collect();
    if streams.is_empty() {
        return Err(wrong("there are no such streams"));
    }
    let is_stream = |tag: &String| streams.iter().any(|stream| stream.tag == *tag);
    if let Some(name) = tags.same.values().find(|tag| !is_stream(tag)) {
        return Err(wrong(&format!("there is no stream {name}")));
    }
    let parse = |patterns: &[String]| -> Result<Vec<Pattern>, String> {
        let parsed = patterns.iter().map(|text| Pattern::parse(text));
        parsed.collect::<Result<_, _>>().map_err(|why| wrong(&why))
    };
    let mut channels = parse(&tags.channels)?;
    channels.extend(Pattern::parse("{stream}"));
    let dated = parse(&tags.dated)?;
    if channels.iter().any(Pattern::has_date) || !dated.iter().all(Pattern::has_date) {
        return Err(wrong("only dated ones have {date}, and all of those"));
    }
    let rule = Rule {
        streams,
        same: tags.same.clone(),
        channels,
        dated,
    };
    Ok((tags.group.clone(), rule))
}

fn entry(file: &File, system: &System, stream: &Stream, arch: &str) -> Result<Entry, String> {
    let address = system
        .address
        .replace("{arch}", arch)
        .replace("{stream}", stream.path.as_ref().unwrap_or(&stream.name))
        .replace("{release}", stream.release.as_deref().unwrap_or_default());
    let origin = Origin::typed(&address, &Origin::Unknown)
        .map_err(|err| format!("{}: {address}: {err}", system.name))?;
    Ok(Entry {
        origin,
        name: system.name.clone(),
        desktop: system.desktop.clone(),
        publisher: file.publisher.clone(),
        channel: stream.name.clone(),
        pace: stream.pace,
        release: stream.release.clone(),
        base: system.base.clone(),
        about: system.about.clone(),
        one_desktop: system.one_desktop,
        retired: system.retired.clone(),
        made_for: system.made_for.clone(),
        source: file.source.clone(),
        checked: file.checked,
    })
}
