//! The publisher of the apps: releases, committed as Flatpak's own builder commits them.
//!
//! `flatpak build-export` would look at each icon in a sandbox of its own, with programs that not every computer has; what
//! it commits is a folder and five values, so `ostree` does it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::fs::{FlockOperation, flock};

use super::super::enter::run;
use super::super::trouble::{About, Result, Trouble};
use super::catalogue::{ALL, App, ENDED, VENDOR};
use super::tree::{self, Release};
use super::{ARCH, BRANCH, RUNTIME_BRANCH, UNUSED_BRANCH, WEEKS_APART, World};

/// Why the ended app ended.
const END: &str = "Nobody looks after this app any more.";

/// A folder that becomes a commit.
#[derive(Debug)]
struct Ready {
    root: PathBuf,
    branch: String,
    subject: String,
    timestamp: i64,
    ended: bool,
}

/// What was published of an app: how many releases, and what the newest asks for.
#[derive(Debug)]
struct Record {
    number: u32,
    wishes: Vec<String>,
}

impl Record {
    fn path(world: &World, app: &App) -> PathBuf {
        world.dir().join("releases").join(app.id())
    }

    fn read(world: &World, app: &App) -> Result<Self> {
        let path = Self::path(world, app);
        let text = fs::read_to_string(&path).about("read", &path)?;
        let mut lines = text.lines();
        let number = lines.next().and_then(|line| line.parse().ok());
        Ok(Self {
            number: number.unwrap_or(1),
            wishes: lines.map(str::to_owned).collect(),
        })
    }

    fn write(&self, world: &World, app: &App) -> Result<()> {
        let text = format!("{}\n{}\n", self.number, self.wishes.join("\n"));
        tree::put(&Self::path(world, app), &text)
    }
}

/// Puts everything upstream that is there before the apps are installed.
pub(super) fn create(world: &World, now: i64) -> Result<()> {
    let repo = world.repo();
    let init = ["init", "--mode=archive"];
    run(ostree(&repo).args(init))?;
    run(ostree(&repo).args(["config", "set", "core.fsync", "false"]))?;
    let scratch = scratch(world)?;
    let mut ready = vec![
        runtime(scratch.path(), RUNTIME_BRANCH, now)?,
        runtime(scratch.path(), UNUSED_BRANCH, now)?,
    ];
    let mut described = Vec::new();
    for app in &ALL {
        let record = Record {
            number: app.releases,
            wishes: app.wishes(),
        };
        record.write(world, app)?;
        for number in 1..=app.releases {
            let age = i64::from(app.releases - number + 1) * WEEKS_APART;
            let (folder, file) = release(scratch.path(), app, number, now - age, &record.wishes)?;
            ready.push(folder);
            described.push(file);
        }
    }
    tree::compress(&described)?;
    commit_all(&repo, &ready)?;
    announce(world)
}

/// Puts upstream what comes after the apps were installed: the updates that wait.
pub(super) fn go_on(world: &World, now: i64) -> Result<()> {
    let wait = ALL.iter().filter_map(|app| Some((app, app.waits?)));
    let news = wait.map(|(app, asks)| (app, asks.split_whitespace().map(str::to_owned).collect()));
    put_upstream(world, news.collect(), now).map(drop)
}

/// Puts the next release of an app upstream and gives its version.
pub(super) fn publish(world: &World, app: &'static App, asks: &[String]) -> Result<String> {
    let path = world.dir().join("publishing");
    let lock = File::create(&path).about("open", &path)?;
    flock(&lock, FlockOperation::LockExclusive)
        .map_err(std::io::Error::from)
        .about("lock", &path)?;
    let now = chrono::Utc::now().timestamp();
    let versions = put_upstream(world, vec![(app, asks.to_vec())], now)?;
    Ok(versions.concat())
}

fn put_upstream(
    world: &World,
    news: Vec<(&'static App, Vec<String>)>,
    now: i64,
) -> Result<Vec<String>> {
    let scratch = scratch(world)?;
    let (mut ready, mut described) = (Vec::new(), Vec::new());
    let mut records = Vec::new();
    for (app, asks) in news {
        let mut record = Record::read(world, app)?;
        record.number += 1;
        for wish in asks {
            if !record.wishes.contains(&wish) {
                record.wishes.push(wish);
            }
        }
        let (folder, file) = release(scratch.path(), app, record.number, now, &record.wishes)?;
        ready.push(folder);
        described.push(file);
        records.push((app, record));
    }
    tree::compress(&described)?;
    commit_all(&world.repo(), &ready)?;
    announce(world)?;
    for (app, record) in &records {
        record.write(world, app)?;
    }
    let versions = records
        .iter()
        .map(|(app, record)| format!("{}.{}", app.version, record.number));
    Ok(versions.collect())
}

fn scratch(world: &World) -> Result<tempfile::TempDir> {
    tempfile::tempdir_in(world.dir()).about("make a folder in", &world.dir())
}

/// `ostree` on a repository.
pub(super) fn ostree(repo: &Path) -> Command {
    let mut command = Command::new("ostree");
    let mut option = std::ffi::OsString::from("--repo=");
    option.push(repo);
    command.env("LC_ALL", "C.UTF-8").arg(option);
    command
}

fn runtime(scratch: &Path, branch: &str, now: i64) -> Result<Ready> {
    let root = scratch.join(format!("runtime-{branch}"));
    tree::write_runtime(branch, branch == RUNTIME_BRANCH, &root)?;
    Ok(Ready {
        root,
        branch: format!("runtime/{}", super::metadata::platform(branch)),
        subject: format!("Practice Platform {branch}"),
        timestamp: now - 8 * WEEKS_APART,
        ended: false,
    })
}

fn release(
    scratch: &Path,
    app: &'static App,
    number: u32,
    timestamp: i64,
    wishes: &[String],
) -> Result<(Ready, PathBuf)> {
    let root = scratch.join(format!("{}-{number}", app.name));
    let release = Release {
        app,
        number,
        timestamp,
        wishes: wishes.to_vec(),
    };
    let described = tree::write(&release, &root)?;
    let ready = Ready {
        root,
        branch: reference(app),
        subject: format!("{} {}", app.name, release.version()),
        timestamp,
        ended: app.name == ENDED.0,
    };
    Ok((ready, described))
}

/// The ref of an app.
pub(super) fn reference(app: &App) -> String {
    format!("app/{}/{ARCH}/{BRANCH}", app.id())
}

/// Commits the folders, those of one branch in their order, several branches at the same time.
fn commit_all(repo: &Path, ready: &[Ready]) -> Result<()> {
    let branches: Vec<&[Ready]> = ready.chunk_by(|a, b| a.branch == b.branch).collect();
    let workers = std::thread::available_parallelism()
        .map_or(2, usize::from)
        .min(4);
    let share = branches.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let work = |group: &[&[Ready]]| {
            group
                .iter()
                .copied()
                .flatten()
                .try_for_each(|one| commit(repo, one))
        };
        let groups: Vec<_> = branches
            .chunks(share)
            .map(|group| scope.spawn(move || work(group)))
            .collect();
        groups.into_iter().try_for_each(|group| {
            group
                .join()
                .unwrap_or_else(|_| Err(Trouble::Command("ostree commit".to_owned())))
        })
    })
}

fn commit(repo: &Path, ready: &Ready) -> Result<()> {
    let path = ready.root.join("metadata");
    let metadata = fs::read_to_string(&path).about("read", &path)?;
    let size = size_of(&ready.root)?;
    let mut command = ostree(repo);
    command
        .args([
            "commit",
            "--owner-uid=0",
            "--owner-gid=0",
            "--no-xattrs",
            "--canonical-permissions",
        ])
        .arg(format!("--branch={}", ready.branch))
        .arg(format!("--subject={}", ready.subject))
        .arg(format!("--timestamp=@{}", ready.timestamp))
        .arg(format!("--add-metadata-string=xa.metadata={metadata}"))
        .arg(format!("--add-metadata-string=xa.ref={}", ready.branch))
        // Flatpak keeps sizes in network order, whatever the computer's own is.
        .arg(format!(
            "--add-metadata=xa.installed-size=uint64 {}",
            size.to_be()
        ))
        .arg(format!(
            "--add-metadata=xa.download-size=uint64 {}",
            (size / 2).to_be()
        ));
    if ready.ended {
        let heir = format!("app/{VENDOR}.{}/{ARCH}/{BRANCH}", ENDED.1);
        command
            .arg(format!("--add-metadata-string=ostree.endoflife={END}"))
            .arg(format!(
                "--add-metadata-string=ostree.endoflife-rebase={heir}"
            ));
    }
    command.arg(&ready.root);
    run(&mut command).map(drop)
}

fn size_of(dir: &Path) -> Result<u64> {
    let mut size = 0;
    for entry in fs::read_dir(dir).about("read", dir)? {
        let entry = entry.about("read", dir)?;
        let about = entry.metadata().about("read", dir)?;
        size += if about.is_dir() {
            size_of(&entry.path())?
        } else {
            about.len()
        };
    }
    Ok(size)
}

/// Tells the world what there is: summary and catalogue.
fn announce(world: &World) -> Result<()> {
    let repo = world.repo();
    let mut update = super::computer::flatpak(world)?;
    update
        .args(["build-update-repo", "--title=Practice Apps"])
        .arg(&repo);
    run(&mut update).map(drop)
}
