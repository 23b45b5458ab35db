//! Makes and opens the machine: its disk, and the lock that says who uses it.

use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use chrono::Utc;
use isotope::practice_api::{NOTEBOOK, NOTEBOOK_LOCK};
use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::apps;
use super::enter::{outside, run};
use super::paths::{Machine, OSNAME, REMOTE};
use super::trouble::{About, Result, Trouble};
use super::upstream::key::{Key, OWNER};
use super::upstream::{publish, seal};
use isotope::tr;

/// Layout of the folder; a machine of another layout is made anew.
const FORMAT: &str = "{\"practice-machine\": 4}\n";

/// A folder with a model that new machines are copies of, for tests: they make a hundred of them. It should not live for
/// longer than a day, or its versions are old when they are new.
const ENV_MODEL: &str = "ISOTOPE_PRACTICE_MODEL";

/// Says that this process uses the machine; ends with it.
#[derive(Debug)]
pub(crate) struct Hold {
    _file: File,
}

/// Takes the machine for this process.
///
/// # Errors
/// When another process has it, with its number.
pub(crate) fn hold(machine: &Machine) -> Result<Hold> {
    fs::create_dir_all(machine.dir()).about("make", machine.dir())?;
    refuse_foreign(machine)?;
    let path = machine.lock();
    let mut file = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .about("open", &path)?;
    match flock(&file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => {}
        Err(Errno::WOULDBLOCK) => return Err(in_use(machine, &mut file)),
        Err(e) => return Err(e.into()).about("lock", &path),
    }
    file.set_len(0).about("write", &path)?;
    file.rewind().about("write", &path)?;
    write!(file, "{}", std::process::id()).about("write", &path)?;
    Ok(Hold { _file: file })
}

fn in_use(machine: &Machine, file: &mut File) -> Trouble {
    let mut owner = String::new();
    let known = file.read_to_string(&mut owner).is_ok() && !owner.is_empty();
    let path = machine.dir().to_string_lossy();
    Trouble::Plain(if known {
        tr!("practice-in-use-by", path = path, process = owner)
    } else {
        tr!("practice-in-use", path = path)
    })
}

/// A folder with somebody's files in it is never made a machine of, or cleared.
fn refuse_foreign(machine: &Machine) -> Result<()> {
    let ours = [
        "machine.json",
        "lock",
        "upstream",
        "key",
        "sysroot",
        "apps",
        "run",
        // What programs on it have seen of publishers.
        "cache",
        NOTEBOOK,
        NOTEBOOK_LOCK,
    ];
    for entry in fs::read_dir(machine.dir()).about("read", machine.dir())? {
        let name = entry.about("read", machine.dir())?.file_name();
        let name = name.to_string_lossy();
        if !ours.contains(&name.as_ref()) && !name.starts_with(".tmp") {
            return Err(Trouble::Plain(tr!(
                "practice-foreign",
                path = machine.dir().to_string_lossy(),
                name = name
            )));
        }
    }
    Ok(())
}

/// Whether the folder holds a complete machine of this layout.
pub(crate) fn is_complete(machine: &Machine) -> bool {
    fs::read_to_string(machine.marker()).is_ok_and(|text| text == FORMAT)
}

/// Throws everything away but the lock and, when it `keeps_running`, what its processes need.
pub(crate) fn clear(machine: &Machine, keeps_running: bool) -> Result<()> {
    apps::let_go(machine);
    // The marker first: what is half gone must never look complete.
    let marker = machine.marker();
    if marker.exists() {
        fs::remove_file(&marker).about("remove", &marker)?;
    }
    for entry in fs::read_dir(machine.dir()).about("read", machine.dir())? {
        let path = entry.about("read", machine.dir())?.path();
        if path == machine.lock() || keeps_running && path == machine.run() {
            continue;
        }
        let removed = if path.is_dir() && !path.is_symlink() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        };
        removed.about("remove", &path)?;
    }
    Ok(())
}

/// Makes the machine: upstream with its versions, a disk with two of them installed, and apps when it `has_apps`.
pub(crate) fn create(machine: &Machine, has_apps: bool) -> Result<()> {
    clear(machine, true)?;
    // Beside one another: each waits for programs most of the time.
    std::thread::scope(|threads| {
        let apps = threads.spawn(|| apps::make(machine, has_apps));
        let system = create_system(machine);
        let broke = |_| Err(Trouble::Plain(tr!("practice-work-broke", error = "apps")));
        system.and(apps.join().unwrap_or_else(broke))
    })?;
    let mut marker =
        tempfile::NamedTempFile::new_in(machine.dir()).about("write in", machine.dir())?;
    marker
        .write_all(FORMAT.as_bytes())
        .about("write", marker.path())?;
    marker
        .persist(machine.marker())
        .map_err(|e| e.error)
        .about("write", &machine.marker())?;
    Ok(())
}

fn create_system(machine: &Machine) -> Result<()> {
    let scratch = tempfile::tempdir_in(machine.dir()).about("make a folder in", machine.dir())?;
    let parts = Parts::in_folder(scratch.path());
    match std::env::var_os(ENV_MODEL).filter(|folder| !folder.is_empty()) {
        Some(model) => copy(Path::new(&model), scratch.path())?,
        None => make_parts(&parts, scratch.path())?,
    }
    for (made, place) in [
        (parts.upstream, machine.upstream()),
        (parts.keys, machine.key()),
        (parts.sysroot, machine.sysroot()),
    ] {
        fs::rename(&made, &place).about("make", &place)?;
    }
    fs::create_dir_all(machine.run()).about("make", &machine.run())
}

/// What a system consists of. None of it knows where it lies.
#[derive(Debug)]
struct Parts {
    upstream: PathBuf,
    keys: PathBuf,
    sysroot: PathBuf,
}

impl Parts {
    fn in_folder(folder: &Path) -> Self {
        Self {
            upstream: folder.join("upstream"),
            keys: folder.join("key"),
            sysroot: folder.join("sysroot"),
        }
    }
}

fn make_parts(parts: &Parts, scratch: &Path) -> Result<()> {
    let trusted = scratch.join("trusted.gpg");
    let key = Key::make(&parts.keys, OWNER)?;
    key.export(&trusted)?;
    seal::make(&parts.keys)?;
    publish::create(&parts.upstream, scratch, &key, Utc::now())?;
    drop(key);
    install(&parts.upstream, &trusted, &parts.sysroot)
}

/// Copies the parts from a model, which whoever comes first makes.
fn copy(model: &Path, to: &Path) -> Result<()> {
    let (making, made) = (model.join("making"), model.join("made"));
    fs::create_dir_all(model).about("make", model)?;
    let folder = File::open(model).about("open", model)?;
    flock(&folder, FlockOperation::LockExclusive)
        .map_err(Into::into)
        .about("lock", model)?;
    if !made.exists() {
        if making.exists() {
            fs::remove_dir_all(&making).about("remove", &making)?;
        }
        fs::create_dir(&making).about("make", &making)?;
        make_parts(&Parts::in_folder(&making), &making)?;
        fs::rename(&making, &made).about("make", &made)?;
    }
    drop(folder);
    // With what is one file under many names.
    run(outside("cp").arg("-a").arg(made.join(".")).arg(to)).map(drop)
}

/// What an installer does: a disk with the release before the running one, then the running one.
const INSTALL: &str = r#"set -eu
up=$1 trusted=$2 disk=$3 os=$4 remote=$5 branch=$6
mkdir -p "$disk"
ostree admin init-fs --modern "$disk"
ostree admin --sysroot="$disk" os-init "$os" >/dev/null
repo=--repo=$disk/ostree/repo
ostree $repo config set core.mode bare-user-only
ostree $repo config set core.fsync false
ostree $repo config set core.min-free-space-percent 0
ostree $repo config set sysroot.bootloader none
ostree $repo remote add --gpg-import="$trusted" "$remote" http://127.0.0.1:0/ >/dev/null
tip=$(ostree --repo="$up" rev-parse "$branch^")
for commit in $(ostree --repo="$up" rev-parse "$tip^") "$tip"; do
  ostree $repo pull-local --remote="$remote" "$up" "$commit" >/dev/null
  ostree $repo refs --force --create="$remote:$branch" "$commit"
  ostree admin --sysroot="$disk" deploy --os="$os" --karg=root=LABEL=practice --karg=rw --karg=quiet "$remote:$branch" >/dev/null
done
"#;

fn install(upstream: &Path, trusted: &Path, sysroot: &Path) -> Result<()> {
    let branch = publish::first_branch();
    let mut shell = outside("sh");
    shell
        .args(["-c", INSTALL, "install"])
        .args([upstream, trusted, sysroot]);
    shell.args([OSNAME, REMOTE, &branch]);
    run(&mut shell).map(drop)
}
