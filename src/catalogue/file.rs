//! One file of the catalogue. `data/catalogue/README.md` describes it for people.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

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
}

/// The entries of a file, for a computer of that architecture.
///
/// # Errors
/// What is wrong with it, for the one who wrote it.
pub(super) fn entries(text: &str, arch: &str) -> Result<Vec<Entry>, String> {
    let file: File = toml::from_str(text).map_err(|err| err.to_string())?;
    if file.format != FORMAT {
        return Err(format!(
            "format {} is not known here, only {FORMAT}",
            file.format
        ));
    }
    let mut entries = Vec::new();
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
                entries.push(entry(&file, system, stream, arch)?);
            }
        }
    }
    Ok(entries)
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
        source: file.source.clone(),
        checked: file.checked,
    })
}
