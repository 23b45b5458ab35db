//! What is known about updates without asking upstream again, and the differences to them.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::super::paths::{Machine, OSNAME};
use super::super::state::{self, Deployment};
use super::super::trouble::Trouble;
use super::super::upstream::images::Image;
use super::daemon::Daemon;
use super::dict::{Dict, Update};
use super::diff::{self, Wire};

/// Remembers what is available now against what runs, as the real service does on disk.
pub(super) fn note(daemon: &Daemon) {
    let machine = daemon.machine();
    let all = daemon.deployments();
    let Some(booted) = all.iter().find(|d| d.booted) else {
        return;
    };
    let target = if booted.is_image() {
        // Its commit is made when it is prepared.
        let prepared = all.iter().find(|d| d.staged);
        let same = prepared.filter(|d| d.refspec == booted.refspec);
        same.map(|d| daemon.base_of(&d.checksum))
    } else {
        state::remote_ref(machine, &booted.refspec)
    };
    let base = daemon.base_of(&booted.checksum);
    let target = target.filter(|t| *t != base);
    let noted = match target {
        None => forget(machine),
        Some(target) => Noted {
            base,
            target,
            origin: booted.refspec.clone(),
            image: None,
        }
        .store(machine),
    };
    if let Err(error) = noted {
        tracing::warn!(err = %error, "the update could not be noted");
    }
}

/// Remembers which image is available now.
pub(super) fn note_image(daemon: &Daemon, address: &str, image: &Image) {
    let machine = daemon.machine();
    let all = daemon.deployments();
    let Some(booted) = all.iter().find(|d| d.booted) else {
        return;
    };
    let base = daemon.base_of(&booted.checksum);
    let here = daemon.commit(&base).ok();
    let here = here.and_then(|commit| commit.digest.clone());
    let noted = if here == Some(image.digest()) {
        forget(machine)
    } else {
        Noted {
            target: base.clone(),
            base,
            origin: address.to_owned(),
            image: Some((image.version.clone(), image.bytes)),
        }
        .store(machine)
    };
    if let Err(error) = noted {
        tracing::warn!(err = %error, "the update could not be noted");
    }
}

/// Forgets it.
///
/// # Errors
/// When the file cannot be removed.
pub(super) fn forget(machine: &Machine) -> Result<(), String> {
    match fs::remove_file(noted_file(machine)) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.to_string()),
        _gone => Ok(()),
    }
}

/// What a caller means by a revision.
pub(super) enum Wanted<'a> {
    /// A version number.
    Version(&'a str),
    /// A commit.
    Checksum(&'a str),
}

/// Reads a revision as the real service does: `version=`, `revision=`, or one or the other by its look.
pub(super) fn wanted(asked: &str) -> Wanted<'_> {
    if let Some(version) = asked.strip_prefix("version=") {
        return Wanted::Version(version);
    }
    let plain = asked.strip_prefix("revision=").unwrap_or(asked);
    if plain.len() == 64 && plain.bytes().all(|b| b.is_ascii_hexdigit()) {
        Wanted::Checksum(plain)
    } else {
        Wanted::Version(plain)
    }
}

/// Finds a version or checksum in as much of a ref's history as has been fetched.
pub(super) fn revision(daemon: &Daemon, refspec: &str, asked: &str) -> Option<String> {
    let mut checksum = state::remote_ref(daemon.machine(), refspec)?;
    loop {
        let commit = daemon.commit(&checksum).ok()?;
        let found = match wanted(asked) {
            Wanted::Version(version) => commit.version == version,
            Wanted::Checksum(wanted) => checksum == wanted,
        };
        if found {
            return Some(checksum);
        }
        checksum = commit.parent.clone()?;
    }
}

/// What the last check found: kept where the real service keeps its own, in the system's `/var/cache`.
#[derive(Debug, Deserialize, Serialize)]
struct Noted {
    base: String,
    target: String,
    origin: String,
    /// Version and bytes of an image that was not fetched yet.
    #[serde(default)]
    image: Option<(String, u64)>,
}

fn noted_file(machine: &Machine) -> PathBuf {
    let var = machine
        .sysroot()
        .join("ostree/deploy")
        .join(OSNAME)
        .join("var");
    var.join("cache/rpm-ostree/cached-update.json")
}

impl Noted {
    fn load(machine: &Machine) -> Option<Self> {
        serde_json::from_slice(&fs::read(noted_file(machine)).ok()?).ok()
    }

    fn store(&self, machine: &Machine) -> Result<(), String> {
        let file = noted_file(machine);
        let dir = file.parent().ok_or("no folder")?;
        let text = |e: std::io::Error| e.to_string();
        fs::create_dir_all(dir).map_err(text)?;
        let mut new = tempfile::NamedTempFile::new_in(dir).map_err(text)?;
        serde_json::to_writer(&mut new, self).map_err(|e| e.to_string())?;
        new.persist(&file).map(drop).map_err(|e| e.to_string())
    }
}

/// The property `CachedUpdate`: what the last check found, while it still holds for what runs.
pub(super) fn update(daemon: &Daemon) -> Option<Dict> {
    let noted = Noted::load(daemon.machine())?;
    let all = daemon.deployments();
    let booted = all
        .iter()
        .find(|d| d.booted)
        .filter(|d| daemon.base_of(&d.checksum) == noted.base)?;
    let (old, new) = (
        daemon.commit(&noted.base).ok()?,
        daemon.commit(&noted.target).ok()?,
    );
    let update = Update {
        osname: &booted.osname,
        origin: &noted.origin,
        base: (&noted.base, &old),
        target: (&noted.target, &new),
        staged: all
            .iter()
            .find(|d| daemon.base_of(&d.checksum) == noted.target)
            .map(Deployment::id),
    };
    if let Some((version, bytes)) = &noted.image {
        return Some(update.cached_image(version, *bytes));
    }
    let mut dict = update.cached();
    if booted.is_image() {
        return Some(dict);
    }
    daemon.put_signatures(&mut dict, &noted.target);
    Some(dict)
}

/// The package differences between what runs and a commit, with its description.
pub(super) fn difference(
    daemon: &Daemon,
    booted: &Deployment,
    target: &str,
) -> Result<(Vec<Wire>, Dict), Trouble> {
    let base = daemon.base_of(&booted.checksum);
    let (old, new) = (daemon.commit(&base)?, daemon.commit(target)?);
    let update = Update {
        osname: &booted.osname,
        origin: &booted.refspec,
        base: (&base, &old),
        target: (target, &new),
        staged: None,
    };
    let mut details = update.details();
    daemon.put_signatures(&mut details, target);
    let changes = diff::changes(&old.packages, &new.packages);
    Ok((diff::wire(&changes), details))
}
