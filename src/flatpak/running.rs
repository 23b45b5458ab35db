//! Which apps run, and what each really may: what counted when it was started.
//!
//! Source: flatpak `common/flatpak-instance.c` and `flatpak_run_add_app_info_args`. Each instance has a folder
//! `$XDG_RUNTIME_DIR/.flatpak/NUMBER` with `info` (a key file: who it is, and its permissions, all layers merged), `pid`
//! and `.ref`. Isotope in a sandbox of its own does not see it, and asks on the host (see [`beyond`]).

mod beyond;

use std::fs::{self, File};
use std::io;
use std::path::Path;

use rustix::process::{Flock, FlockType, fcntl_getlk};

use crate::domain::permission::{Effective, Layer, Setting, Since, Target, since};
use crate::domain::{AppRef, Checksum, InstalledApp};

pub use beyond::instances_beyond;

use super::context;
use super::host::Host;
use super::keyfile::Document;
use super::places::Places;

/// A running instance of an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Its number, as `flatpak ps` and `flatpak kill` name it.
    pub id: String,
    /// Which app.
    pub app_ref: AppRef,
    /// The version that runs. `None`: the app is being developed, and was never installed.
    pub commit: Option<Checksum>,
    /// The process that ends when the instance does. `None` while it is starting.
    pub pid: Option<u32>,
    /// What it may, as it was when it started.
    pub effective: Layer,
    /// What its runtime adds to that: variables and private folders.
    beneath: Layer,
    /// Whether the app locked it up more tightly than itself.
    confined: bool,
    flatpak: Option<Since>,
}

/// All instances that run, by number. Blocks for a moment.
///
/// # Errors
/// When the folder is there and cannot be read; in a sandbox, when the host does not tell.
pub fn instances(places: &Places) -> io::Result<Vec<Instance>> {
    let Some(folder) = places.running() else {
        return Ok(Vec::new());
    };
    if places.is_sandboxed() {
        return beyond::wait_for(&Host::of_this_process(), folder);
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(err) => return Err(err),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if is_alive(&path) {
            // One that ends while it is read does not run.
            found.extend(read(&path));
        }
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(found)
}

/// Whether the name of a folder is that of an instance; the others belong to an app or hold secrets.
pub(super) fn is_instance(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// The process of an instance's folder.
pub(super) fn pid(folder: &Path) -> Option<u32> {
    fs::read_to_string(folder.join("pid"))
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// By the lock that the sandbox holds as long as it lives, as flatpak itself has it: folders of dead instances stay for
/// a while, and their process's number may be somebody else's by then.
pub(super) fn is_alive(folder: &Path) -> bool {
    let Ok(file) = File::open(folder.join(".ref")) else {
        return false;
    };
    fcntl_getlk(&file, &Flock::from(FlockType::WriteLock)).is_ok_and(|holder| holder.is_some())
}

fn read(folder: &Path) -> Option<Instance> {
    let id = folder.file_name()?.to_str()?;
    let info = fs::read(folder.join("info")).ok()?;
    of_info(id, pid(folder), &info)
}

/// An instance by the content of its `info`.
fn of_info(id: &str, pid: Option<u32>, info: &[u8]) -> Option<Instance> {
    if !is_instance(id) {
        return None;
    }
    let info = Document::parse(info);
    let instance = |key: &str| info.string("Instance", key).ok().flatten();
    let yes = |key: &str| instance(key).as_deref() == Some("true");
    if yes("build") {
        return None;
    }
    let name = info.string("Application", "name").ok().flatten()?;
    let (arch, branch) = (instance("arch")?, instance("branch")?);
    let (effective, _) = context::read(&info);
    Some(Instance {
        id: id.to_owned(),
        app_ref: format!("app/{name}/{arch}/{branch}").parse().ok()?,
        commit: instance("app-commit").and_then(|text| text.parse().ok()),
        pid,
        effective,
        beneath: instance("runtime-path")
            .map(|files| beneath(Path::new(&files)))
            .unwrap_or_default(),
        confined: yes("sandbox"),
        flatpak: instance("flatpak-version").and_then(|text| text.parse().ok()),
    })
}

/// What a runtime's own metadata adds to every app: the rest of it is for the runtime alone.
fn beneath(files: &Path) -> Layer {
    let metadata = files.with_file_name("metadata");
    let document = Document::parse(&fs::read(metadata).unwrap_or_default());
    let (layer, _) = context::read(&document);
    layer
        .iter()
        .filter(|(target, _)| matches!(target, Target::Variable(_) | Target::Persistent(_)))
        .map(|(target, setting)| (target.clone(), setting.clone()))
        .collect()
}

impl Instance {
    /// What would be different after a restart, when this is what counts now. Empty: a restart changes nothing.
    #[must_use]
    pub fn restart_needed(&self, now: &Effective) -> Vec<Target> {
        if self.confined {
            return Vec::new();
        }
        let runs = self.effective.without_covered();
        let mut targets: Vec<&Target> = runs
            .iter()
            .map(|(target, _)| target)
            .chain(now.iter().map(|(target, _)| target))
            .collect();
        targets.sort();
        targets.dedup();
        targets
            .into_iter()
            .filter(|target| self.differs(target, &runs, now))
            .cloned()
            .collect()
    }

    /// Whether an update waits for a restart of the app.
    #[must_use]
    pub fn runs_another_version(&self, installed: &InstalledApp) -> bool {
        self.app_ref == installed.app_ref
            && self
                .commit
                .as_ref()
                .is_some_and(|commit| *commit != installed.commit)
    }

    fn differs(&self, target: &Target, runs: &Layer, now: &Effective) -> bool {
        let wanted = now.get(target).map(|entry| &entry.setting);
        let wanted = wanted.or_else(|| self.beneath.get(target));
        // What the running flatpak does not know has no effect, now or later.
        if wanted.is_some_and(|setting| !self.understands(target, setting)) {
            return false;
        }
        let wanted = wanted.and_then(|setting| effect(target, setting));
        let running = runs.get(target);
        wanted != running.and_then(|setting| effect(target, setting))
    }

    fn understands(&self, target: &Target, setting: &Setting) -> bool {
        match (since(target, setting), self.flatpak) {
            (Some(first), Some(running)) => first <= running,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

/// What a setting comes to in a sandbox. `None`: as if nobody had said anything.
fn effect(target: &Target, setting: &Setting) -> Option<Setting> {
    match (target, setting) {
        (Target::FilesReset, _) => None,
        (Target::Usb(_), setting) => Some(setting.clone()),
        // Conditions of lower layers are in it already.
        (_, Setting::OnlyWhen { conditions, .. }) => Some(Setting::OnlyWhen {
            conditions: conditions.clone(),
            fresh: false,
        }),
        (_, setting) => setting.grants().then(|| setting.clone()),
    }
}

#[cfg(test)]
#[path = "running_tests.rs"]
mod tests;
