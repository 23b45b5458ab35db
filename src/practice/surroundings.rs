//! What a fault changes of the machine beside its versions: room, battery, network, key, remote, files in `/etc`.
//!
//! Each is put as the fault wants it or back as it was, whatever was before, so that any order of faults ends well. Files
//! in `/etc` are those of all versions, as `/etc` goes along to new ones.

use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::paths::{Machine, REMOTE};
use super::trouble::{About, Result};
use super::upstream::publish;

/// Says that nothing is taken from anywhere.
const FORBIDS: &str = "{\"default\": [{\"type\": \"reject\"}]}\n";
/// How much has to stay free of the disk, when it is to be full and when it is not.
const PERCENT: &str = "core.min-free-space-percent";
const ROOM: &str = "core.min-free-space-size";
const FULL: [&str; 2] = ["1", "1000000TB"];
const EMPTY: [&str; 2] = ["0", "0MB"];
const CONSOLE: &str = "/usr/lib/systemd/system/multi-user.target";
/// The user of KDE's login screen with another number than the system's own list has.
const SECOND_USER: &str = "sddm:x:120:120::/var/lib/sddm:/usr/sbin/nologin\n";
/// What `NetworkManager` calls a network that costs (`NM_METERED_YES`).
const COSTS: &str = "1\n";

/// Makes the machine's surroundings what the fault wants.
pub(crate) fn apply(machine: &Machine, fault: Fault) -> Result<()> {
    disk(machine, fault == Fault::DiskFull)?;
    battery(machine, fault)?;
    flag(&machine.metered(), fault == Fault::Metered, COSTS)?;
    flag(&machine.boot_room(), fault == Fault::BootFull, "0\n")?;
    key(machine, fault == Fault::NoKey)?;
    remote(machine, fault == Fault::NoRemote)?;
    for version in versions(machine)? {
        console(&version, fault == Fault::Console)?;
        users(&version, fault == Fault::LoginUsers)?;
        policy(&version, fault == Fault::PolicyForbids)?;
    }
    Ok(())
}

fn disk(machine: &Machine, full: bool) -> Result<()> {
    let repo = machine.repo();
    let [percent, room] = if full { FULL } else { EMPTY };
    publish::configure(&repo, PERCENT, percent)?;
    publish::configure(&repo, ROOM, room)
}

/// Fills the disk in this moment. The machine's service does that to itself, which has no `ostree` but the machine's own.
pub(crate) fn fill(machine: &Machine) -> Result<()> {
    let file = machine.repo().join("config");
    let text = fs::read_to_string(&file).about("read", &file)?;
    let lines = [PERCENT, ROOM].map(|key| key.trim_start_matches("core."));
    let mut full = text;
    for ((key, empty), taken) in lines.iter().zip(EMPTY).zip(FULL) {
        full = full.replace(&format!("{key}={empty}\n"), &format!("{key}={taken}\n"));
    }
    put(&file, &full)
}

fn battery(machine: &Machine, fault: Fault) -> Result<()> {
    let folder = machine.battery();
    let Fault::Battery(percent) = fault else {
        // A kernel tells of no battery by an empty folder.
        let supplies = folder.parent().unwrap_or(&folder);
        fs::create_dir_all(supplies).about("make", supplies)?;
        return match fs::remove_dir_all(&folder) {
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed.about("remove", &folder),
        };
    };
    fs::create_dir_all(&folder).about("make", &folder)?;
    for (name, text) in [
        ("type", "Battery"),
        ("status", "Discharging"),
        ("capacity", &percent.to_string()),
    ] {
        put(&folder.join(name), &format!("{text}\n"))?;
    }
    Ok(())
}

/// A file that is there with that text, or is not.
fn flag(file: &Path, wanted: bool, text: &str) -> Result<()> {
    if wanted {
        put(file, text)
    } else {
        remove(file)
    }
}

/// Lays the publisher's key where libostree does not look for it.
fn key(machine: &Machine, gone: bool) -> Result<()> {
    let own = machine.repo().join(format!("{REMOTE}.trustedkeys.gpg"));
    let away = own.with_extension("away");
    let (from, to) = if gone { (own, away) } else { (away, own) };
    match fs::rename(&from, &to) {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        moved => moved.about("make", &to),
    }
}

/// Renames the group of the configuration, so that all that stands in it comes back.
fn remote(machine: &Machine, gone: bool) -> Result<()> {
    let file = machine.repo().join("config");
    let text = fs::read_to_string(&file).about("read", &file)?;
    let (own, away) = (
        format!("[remote \"{REMOTE}\"]"),
        format!("[away \"{REMOTE}\"]"),
    );
    let (from, to) = if gone { (own, away) } else { (away, own) };
    if text.contains(&from) {
        put(&file, &text.replace(&from, &to))?;
    }
    Ok(())
}

/// The root folders of all versions on the disk.
fn versions(machine: &Machine) -> Result<Vec<PathBuf>> {
    let folder = machine.deploy_dir();
    let mut all = Vec::new();
    for entry in fs::read_dir(&folder).about("read", &folder)? {
        let path = entry.about("read", &folder)?.path();
        // One that is being made, or is only staged, may have no `/etc` yet.
        if path.join("etc").is_dir() {
            all.push(path);
        }
    }
    Ok(all)
}

/// The link that systemd follows before the system's own.
fn console(version: &Path, wanted: bool) -> Result<()> {
    let link = version.join("etc/systemd/system/default.target");
    let is_ours = fs::read_link(&link).is_ok_and(|target| target == Path::new(CONSOLE));
    if wanted && !is_ours {
        let folder = version.join("etc/systemd/system");
        fs::create_dir_all(&folder).about("make", &folder)?;
        remove(&link)?;
        symlink(CONSOLE, &link).about("make", &link)
    } else if is_ours && !wanted {
        remove(&link)
    } else {
        Ok(())
    }
}

fn users(version: &Path, second: bool) -> Result<()> {
    let file = version.join("etc/passwd");
    let text = fs::read_to_string(&file).about("read", &file)?;
    let own = text.replace(SECOND_USER, "");
    let wanted = if second { own + SECOND_USER } else { own };
    if wanted == text {
        Ok(())
    } else {
        put(&file, &wanted)
    }
}

fn policy(version: &Path, forbids: bool) -> Result<()> {
    let name = "containers/policy.json";
    let file = version.join("etc").join(name);
    let is_ours = fs::read_to_string(&file).is_ok_and(|text| text == FORBIDS);
    if forbids {
        put(&file, FORBIDS)
    } else if is_ours {
        let first = version.join("usr/etc").join(name);
        let text = fs::read_to_string(&first).about("read", &first)?;
        put(&file, &text)
    } else {
        Ok(())
    }
}

/// Whole or not at all: others read it at any time.
fn put(file: &Path, text: &str) -> Result<()> {
    let mut name = file.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    fs::write(&new, text).about("write", &new)?;
    fs::rename(&new, file).about("make", file)
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.about("remove", file),
    }
}
