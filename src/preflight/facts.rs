//! What was found out before a switch, and finding it out.

use std::fs;
use std::path::Path;

use chrono::{NaiveDate, Utc};

use super::accounts::Accounts;
use super::places::Places;
use super::policy::{self, Policy};
use super::power::{self, Power};
use super::remotes;
use crate::backend::{Backend, BackendError};
use crate::catalogue::{Catalogue, Entry, Here, Possible, WhyNot};
use crate::domain::{Capabilities, Deployment, Origin, SignaturePolicy, SwitchKind, SystemStatus};

/// What waits for the next start, with its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// Nothing.
    Nothing,
    /// An update or another switch, prepared.
    Staged(String),
    /// A version on this computer that somebody chose.
    Chosen(String),
}

/// An ostree remote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// Its name.
    pub name: String,
    /// Whether the computer knows it.
    pub known: bool,
    /// Whether what comes from it has to be signed.
    pub checks: bool,
    /// Whether there is a key to check with.
    pub has_key: bool,
}

/// It is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// What may have been meant.
    pub near: Option<Origin>,
}

/// Room on the disk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// What libostree may use.
    pub free: u64,
    /// What the switch takes.
    pub need: u64,
    /// Whether that is known, or only guessed by the size of what runs.
    pub exact: bool,
}

/// What versions there are that could make room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spare {
    /// One that may be deleted.
    Some,
    /// Only such as are kept: they have to be released first.
    Kept,
    /// None.
    None,
}

/// Room for kernels, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boot {
    /// What is free.
    pub free: u64,
    /// What one version takes.
    pub need: u64,
}

/// All that is asked before a switch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Where what runs comes from.
    pub here: Origin,
    /// Where it shall come from.
    pub there: Origin,
    /// What runs, in the catalogue.
    pub running: Option<Entry>,
    /// What is asked for, in the catalogue: that very channel, or another one of the same system.
    pub entry: Option<Entry>,
    /// What the two may be made of: one thing each when that is known for sure, nothing when nobody knows.
    pub bases: (Vec<String>, Vec<String>),
    /// The numbers of their releases, where they have some.
    pub releases: (Option<u32>, Option<u32>),
    /// Whether the catalogue has the very channel that is asked for, or it has none to know.
    pub channel_is_known: bool,
    /// Whether its publisher signs it for the rules of computers, so that their rule comes with their system.
    pub brings_rule: bool,
    /// The address by which its publisher has it, when that is not verified, or otherwise than what is asked for.
    pub own_form: Option<Origin>,
    /// Whether the catalogue and the system's service call it possible.
    pub possible: Possible,
    /// Whether the person may do it, perhaps after a password.
    pub may: Option<bool>,
    /// The day on which it is asked.
    pub today: NaiveDate,
    /// What waits for the next start.
    pub waiting: Waiting,
    /// Versions that could make room.
    pub spare: Spare,
    /// Packages that were added here.
    pub added: Vec<String>,
    /// The ostree remote that is needed, when one is.
    pub remote: Option<Remote>,
    /// What the computer's rules say, when they are asked.
    pub policy: Policy,
    /// Whether its publisher says that it is not there.
    pub gone: Option<Gone>,
    /// Bytes that are fetched at most, when that is known.
    pub download: Option<u64>,
    /// Room on the disk.
    pub room: Option<Room>,
    /// Room for kernels.
    pub boot: Option<Boot>,
    /// The computer's users.
    pub accounts: Option<Accounts>,
    /// Whether it starts into a text console.
    pub console_only: Option<bool>,
    /// Mains or battery.
    pub power: Power,
    /// Whether the network costs.
    pub metered: Option<bool>,
}

impl Facts {
    /// Asks everybody on this computer. `bus`: where `NetworkManager` may be.
    ///
    /// # Errors
    /// When the system's service cannot be read. What else cannot be told is left out.
    pub async fn read(
        backend: &dyn Backend,
        places: &Places,
        catalogue: &Catalogue,
        there: &Origin,
        bus: Option<&zbus::Connection>,
    ) -> Result<Self, BackendError> {
        let status = backend.status().await?;
        let size = match status.running() {
            Some(running) => backend.disk_usage(&running.id).await.ok().flatten(),
            None => None,
        };
        let metered = match bus {
            Some(bus) => power::is_metered(bus).await,
            None => None,
        };
        let known = Self::known(&status, backend.capabilities(), catalogue, there);
        Ok(Self {
            room: size.and_then(|size| room(places, size.total_bytes, false)),
            boot: boot(places),
            metered,
            may: backend.may_switch().await,
            ..known.on_disk(places)
        })
    }

    /// With how many bytes are fetched. What comes as objects takes that room and no more; layers of an image are packed,
    /// and some may be here already, so of room they tell nothing.
    #[must_use]
    pub fn with_download(self, places: &Places, bytes: u64) -> Self {
        let room = match &self.there {
            Origin::Ostree(_) => room(places, bytes, true),
            Origin::Container(_) | Origin::Commit(_) | Origin::Unknown => self.room,
        };
        Self {
            download: Some(bytes),
            room,
            ..self
        }
    }

    /// With the publisher's word that it is not there, and what may have been meant.
    #[must_use]
    pub fn gone(self, near: Option<Origin>) -> Self {
        Self {
            gone: Some(Gone { near }),
            ..self
        }
    }

    /// What the service and the catalogue know.
    #[must_use]
    pub fn known(
        status: &SystemStatus,
        can: &Capabilities,
        catalogue: &Catalogue,
        there: &Origin,
    ) -> Self {
        let runs = status.running().or_else(|| status.next());
        let here = runs.map_or(Origin::Unknown, |version| version.origin.clone());
        let entry = catalogue.of(there).map(|entry| Entry {
            origin: there.clone(),
            ..entry.clone()
        });
        let base = |origin: &Origin| {
            let bases = catalogue.bases_of(origin).into_iter();
            bases.map(str::to_owned).collect()
        };
        let release = |origin: &Origin| release(catalogue, origin);
        let version = |d: &Deployment| d.version.clone().unwrap_or_else(|| d.id.to_string());
        let waiting = match (status.staged(), status.chosen()) {
            (Some(staged), _) => Waiting::Staged(version(staged)),
            (None, Some(chosen)) => Waiting::Chosen(version(chosen)),
            (None, None) => Waiting::Nothing,
        };
        let (bases, releases) = ((base(&here), base(there)), (release(&here), release(there)));
        Self {
            possible: possible(catalogue, entry.as_ref(), &Here { origin: &here, can }),
            running: catalogue.of(&here).cloned(),
            here,
            there: there.clone(),
            entry,
            may: None,
            bases,
            releases,
            channel_is_known: catalogue.knows_channel(there) || there.system().channel.is_none(),
            brings_rule: catalogue.brings_its_rule(there),
            own_form: own_form(catalogue, there),
            today: Utc::now().date_naive(),
            waiting,
            spare: spare(status),
            added: runs.map(|d| d.added_packages.clone()).unwrap_or_default(),
            remote: None,
            policy: Policy::Unreadable,
            gone: None,
            download: None,
            room: None,
            boot: None,
            accounts: None,
            console_only: None,
            power: Power::Unknown,
            metered: None,
        }
    }

    /// With what files tell.
    fn on_disk(self, places: &Places) -> Self {
        let remote = needed_remote(&self.there).map(|name| remotes::find(places, name));
        let policy = match &self.there {
            Origin::Container(image) => policy::of(places, image),
            Origin::Ostree(_) | Origin::Commit(_) | Origin::Unknown => Policy::Unreadable,
        };
        Self {
            remote,
            policy,
            accounts: Accounts::read(places),
            console_only: console_only(places),
            power: Power::read(places),
            ..self
        }
    }

    /// The desktop that runs, by the catalogue or by the naming of the system itself.
    #[must_use]
    pub fn desktop_here(&self) -> Option<String> {
        desktop(self.running.as_ref(), &self.here)
    }

    /// The desktop that comes.
    #[must_use]
    pub fn desktop_there(&self) -> Option<String> {
        desktop(self.entry.as_ref(), &self.there)
    }
}

fn desktop(entry: Option<&Entry>, origin: &Origin) -> Option<String> {
    match entry {
        Some(entry) => entry.desktop.clone(),
        None => origin.system().desktop.map(str::to_owned),
    }
}

/// An image in the form of its publisher's other addresses, where nobody signs it for rules.
fn own_form(catalogue: &Catalogue, there: &Origin) -> Option<Origin> {
    let Origin::Container(image) = there else {
        return None;
    };
    let tag = image.tag.as_ref().filter(|_| image.digest.is_none())?;
    match &catalogue.of(there)?.origin {
        Origin::Container(known) if !catalogue.brings_its_rule(there) => {
            Some(Origin::Container(known.with_tag(tag)))
        }
        Origin::Container(_) | Origin::Ostree(_) | Origin::Commit(_) | Origin::Unknown => None,
    }
}

fn release(catalogue: &Catalogue, origin: &Origin) -> Option<u32> {
    let own = origin.system().release;
    own.or_else(|| catalogue.release_of(origin))?.parse().ok()
}

fn possible(catalogue: &Catalogue, entry: Option<&Entry>, here: &Here<'_>) -> Possible {
    match entry {
        Some(entry) => catalogue.possible(entry, here),
        None if here.can.switch == SwitchKind::Image => Possible::Yes,
        None => Possible::No(WhyNot::NoSwitch),
    }
}

/// The remote that it comes from, or whose keys check it.
pub(super) fn needed_remote(there: &Origin) -> Option<&str> {
    match there {
        Origin::Ostree(branch) => branch.remote.as_deref(),
        Origin::Container(image) => match &image.signature {
            SignaturePolicy::OstreeRemote(remote) => Some(remote),
            SignaturePolicy::ContainerPolicy | SignaturePolicy::Unverified => None,
        },
        Origin::Commit(_) | Origin::Unknown => None,
    }
}

fn room(places: &Places, need: u64, exact: bool) -> Option<Room> {
    let disk = rustix::fs::statvfs(places.repo()).ok()?;
    let reserve = remotes::reserve(places, disk.f_blocks.saturating_mul(disk.f_frsize));
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    Some(Room {
        free: free.saturating_sub(reserve),
        need,
        exact,
    })
}

/// The kernel and its first file system of what runs are the best guess for another version's.
fn boot(places: &Places) -> Option<Boot> {
    let free = places.free_to_boot()?;
    let modules = fs::read_dir(places.at("usr/lib/modules")).ok()?;
    let size = |file: &Path| fs::metadata(file).map_or(0, |found| found.len());
    let sizes = modules.flatten().map(|kernel| {
        size(&kernel.path().join("vmlinuz")) + size(&kernel.path().join("initramfs.img"))
    });
    let need = sizes.max().filter(|need| *need > 0)?;
    Some(Boot { free, need })
}

fn spare(status: &SystemStatus) -> Spare {
    let is_other = |d: &&Deployment| !d.running && !d.is_staged();
    let others = status.deployments.iter().filter(is_other);
    let goes = |d: &Deployment| !d.pinned;
    match others.clone().next() {
        Some(_) if others.clone().any(goes) => Spare::Some,
        Some(_) => Spare::Kept,
        None => Spare::None,
    }
}

/// By the link that systemd follows. `None`: there is none.
fn console_only(places: &Places) -> Option<bool> {
    let links = ["etc", "usr/lib"].map(|folder| {
        let link = places.at(folder).join("systemd/system/default.target");
        fs::read_link(link).ok()
    });
    let target = links.into_iter().flatten().next()?;
    let name = target.file_name()?.to_str()?;
    Some(matches!(name, "multi-user.target" | "runlevel3.target"))
}
