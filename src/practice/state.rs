//! What libostree says about the machine's disk: the boot entries, the staged deployment, the origins.
//!
//! Read from libostree's own files each time; nothing of it is kept anywhere else.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use isotope::domain::Origin;
use zgvariant::serialized::{Context, Data};
use zgvariant::{BE, OwnedVariant};

use super::paths::Machine;
use super::trouble::{About, Result};

/// One deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deployment {
    /// Its stateroot.
    pub(crate) osname: String,
    /// Its commit.
    pub(crate) checksum: String,
    /// Which one of that commit.
    pub(crate) serial: u32,
    /// Whether it runs.
    pub(crate) booted: bool,
    /// Whether it becomes real at shutdown.
    pub(crate) staged: bool,
    /// Whether it is kept.
    pub(crate) pinned: bool,
    /// `remote:ref`, or the address of a container image.
    pub(crate) refspec: String,
    /// The packages that the person wants on top of what the publisher has.
    pub(crate) requested: Vec<String>,
    /// The kernel's arguments, as the boot entry has them; empty for a staged one.
    pub(crate) options: String,
}

impl Deployment {
    /// `<checksum>.<serial>`, its folder's name.
    pub(crate) fn name(&self) -> String {
        format!("{}.{}", self.checksum, self.serial)
    }

    /// `<osname>-<checksum>.<serial>`.
    pub(crate) fn id(&self) -> String {
        format!("{}-{}", self.osname, self.name())
    }

    /// Whether it comes from a container image.
    pub(crate) fn is_image(&self) -> bool {
        is_image(&self.refspec)
    }

    /// The ref without its remote; of an image, its whole address.
    pub(crate) fn branch(&self) -> &str {
        if self.is_image() {
            return &self.refspec;
        }
        self.refspec
            .split_once(':')
            .map_or(self.refspec.as_str(), |(_, branch)| branch)
    }
}

/// Whether that is the address of a container image and not a ref.
pub(crate) fn is_image(refspec: &str) -> bool {
    matches!(Origin::parse(refspec), Origin::Container(_))
}

/// All deployments in boot order, the staged one first.
pub(crate) fn deployments(machine: &Machine) -> Result<Vec<Deployment>> {
    let mut all = Vec::new();
    all.extend(staged(machine));
    all.extend(entries(machine)?);
    let booted = booted_dir(machine);
    for deployment in &mut all {
        read_origin(machine, deployment);
        let dir = machine.deploy_dir().join(deployment.name());
        deployment.booted = !deployment.staged && booted.as_deref() == Some(dir.as_path());
    }
    Ok(all)
}

/// The deployment that runs: where it lies. `None` when none was entered, or it is gone.
pub(crate) fn booted_dir(machine: &Machine) -> Option<PathBuf> {
    let name = fs::read_link(machine.booted()).ok()?;
    let dir = machine.deploy_dir().join(name.file_name()?);
    dir.is_dir().then_some(dir)
}

/// What the boot loader would offer, the default first.
pub(crate) fn entries(machine: &Machine) -> Result<Vec<Deployment>> {
    let dir = machine.sysroot().join("boot/loader/entries");
    let mut found: Vec<(u32, Deployment)> = Vec::new();
    for file in fs::read_dir(&dir).about("read", &dir)? {
        let path = file.about("read", &dir)?.path();
        if path.extension().is_some_and(|e| e == "conf") {
            // An entry that vanishes while it is read belongs to a list that is being replaced.
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            found.extend(entry(machine, &text));
        }
    }
    found.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    Ok(found.into_iter().map(|(_, d)| d).collect())
}

fn entry(machine: &Machine, text: &str) -> Option<(u32, Deployment)> {
    let value = |key: &str| {
        text.lines()
            .filter_map(|line| line.split_once(' '))
            .find(|(k, _)| *k == key)
            .map(|(_, v)| v.trim())
    };
    let options = value("options")?;
    let link = options
        .split_whitespace()
        .find_map(|word| word.strip_prefix("ostree="))?;
    let target = fs::canonicalize(machine.sysroot().join(link.trim_start_matches('/'))).ok()?;
    let mut deployment = named(target.file_name()?.to_str()?, osname_of(&target)?)?;
    options.clone_into(&mut deployment.options);
    Some((value("version")?.parse().ok()?, deployment))
}

fn osname_of(deployment: &Path) -> Option<&str> {
    deployment.parent()?.parent()?.file_name()?.to_str()
}

fn named(name: &str, osname: &str) -> Option<Deployment> {
    let (checksum, serial) = name.rsplit_once('.')?;
    Some(Deployment {
        osname: osname.to_owned(),
        checksum: checksum.to_owned(),
        serial: serial.parse().ok()?,
        booted: false,
        staged: false,
        pinned: false,
        refspec: String::new(),
        requested: Vec::new(),
        options: String::new(),
    })
}

fn staged(machine: &Machine) -> Option<Deployment> {
    let bytes = fs::read(machine.staged_file()).ok()?;
    let data = Data::new(bytes, Context::new(BE, 0));
    let (all, _) = data.deserialize::<HashMap<String, OwnedVariant>>().ok()?;
    let target = all.get("target")?.try_clone().ok()?;
    let target: HashMap<String, OwnedVariant> = target.try_into().ok()?;
    let text = |key: &str| -> Option<String> {
        let value = target.get(key)?.try_clone().ok()?;
        value.try_into().ok()
    };
    let mut deployment = named(&text("name")?, &text("osname")?)?;
    deployment.staged = true;
    Some(deployment)
}

fn read_origin(machine: &Machine, deployment: &mut Deployment) {
    let file = machine
        .deploy_dir()
        .join(format!("{}.origin", deployment.name()));
    let text = fs::read_to_string(file).unwrap_or_default();
    let mut group = "";
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            group = name;
        } else if let Some((key, value)) = line.split_once('=') {
            match (group, key) {
                ("origin", "refspec" | "baserefspec" | "container-image-reference") => {
                    value.clone_into(&mut deployment.refspec);
                }
                ("packages", "requested") => {
                    let names = value.split(';').filter(|name| !name.is_empty());
                    deployment.requested = names.map(str::to_owned).collect();
                }
                ("libostree-transient", "pinned") => deployment.pinned = value == "true",
                _ => {}
            }
        }
    }
}

/// Where a ref of the remote points to in the machine's own repository.
pub(crate) fn remote_ref(machine: &Machine, refspec: &str) -> Option<String> {
    let (remote, branch) = refspec.split_once(':')?;
    let file = machine
        .repo()
        .join("refs/remotes")
        .join(remote)
        .join(branch);
    Some(fs::read_to_string(file).ok()?.trim().to_owned())
}
