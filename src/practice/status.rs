//! What the machine is and does, for people and as a document.

use serde::Serialize;

use super::fault::Fault;
use super::paths::Machine;
use super::trouble::{Result, Trouble};
use super::{boot, commit, machine, state};
use isotope::tr;

/// The document of `status --json`.
#[derive(Debug, Serialize)]
struct Status {
    /// The machine's folder.
    directory: String,
    /// Whether it has been made.
    made: bool,
    /// How often it was started.
    starts: u32,
    /// What is broken.
    fault: String,
    /// Its versions in boot order.
    versions: Vec<Version>,
}

/// One of `versions[]`.
#[derive(Debug, Serialize)]
struct Version {
    id: String,
    #[serde(rename = "version")]
    number: String,
    origin: String,
    running: bool,
    staged: bool,
    pinned: bool,
}

/// The answer to `status`.
pub(crate) fn text(place: &Machine, json: bool) -> Result<String> {
    let status = read(place)?;
    if json {
        return serde_json::to_string_pretty(&status)
            .map_err(|e| Trouble::Plain(tr!("practice-no-answer-written", error = e.to_string())));
    }
    if !status.made {
        return Ok(tr!("practice-none-yet", path = status.directory));
    }
    let mut lines = vec![
        tr!("practice-place", path = status.directory),
        tr!(
            "practice-started",
            times = status.starts,
            fault = status.fault
        ),
    ];
    lines.extend(status.versions.iter().map(|v| {
        let mark = if v.running { "*" } else { " " };
        let version = format!("{mark} {} {}", v.number, v.origin);
        match (v.staged, v.pinned) {
            (true, _) => tr!("practice-staged", version = version),
            (false, true) => tr!("practice-kept", version = version),
            (false, false) => version,
        }
    }));
    Ok(lines.join("\n"))
}

fn read(place: &Machine) -> Result<Status> {
    let made = machine::is_complete(place);
    let deployments = if made {
        state::deployments(place)?
    } else {
        Vec::new()
    };
    let versions = deployments.into_iter().map(|d| Version {
        id: d.id(),
        number: commit::read(&place.repo(), &d.checksum)
            .map(|c| c.version)
            .unwrap_or_default(),
        origin: d.refspec,
        running: d.booted,
        staged: d.staged,
        pinned: d.pinned,
    });
    Ok(Status {
        directory: place.dir().to_string_lossy().into_owned(),
        made,
        starts: boot::starts(place),
        fault: Fault::of(place).to_string(),
        versions: versions.collect(),
    })
}
