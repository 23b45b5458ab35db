//! Puts versions into the publisher's repository: real commits with everything a client reads from them.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use chrono::{DateTime, Duration, Utc};

use super::super::commit::{self, Commit};
use super::super::enter::run;
use super::super::paths::{Machine, REMOTE};
use super::super::trouble::{About, Result, Trouble};
use super::key::Key;
use super::tree::Version;
use super::{Channel, Stream, Variant, catalogue, tree};
use isotope::tr;

/// Days ago that the first releases were published: the fourth is the waiting update.
const AGES: [i64; 4] = [37, 23, 9, 1];
/// The release that waits upstream of a new machine, counted from 0; the one before it runs.
const WAITING: u32 = 3;
/// The release number of the first testing versions, and of those of the next release.
const TESTING: u32 = 4;
/// Where new versions are published.
const FIRST: Stream = Stream {
    variant: Variant::Gnome,
    channel: Channel::Stable,
};

/// The ref that a new machine follows.
pub(crate) fn first_branch() -> String {
    FIRST.branch()
}

/// Makes the repository in `upstream` with its first versions, signed, using `scratch` for trees.
pub(crate) fn create(upstream: &Path, scratch: &Path, key: &Key, now: DateTime<Utc>) -> Result<()> {
    run(Command::new("ostree")
        .arg(repo_arg(upstream))
        .args(["init", "--mode=archive"]))?;
    // Contents that do not compress need no effort, and a practice machine no protection against power cuts.
    configure(upstream, "archive.zlib-level", "0")?;
    configure(upstream, "core.fsync", "false")?;
    let pool = scratch.join("pool");
    fs::create_dir_all(&pool).about("make", &pool)?;
    let histories = first_versions(now);
    let results: Vec<Result<()>> = std::thread::scope(|scope| {
        let workers: Vec<_> = histories
            .chunks(histories.len().div_ceil(2))
            .enumerate()
            .map(|(n, chunk)| {
                let (pool, tree) = (&pool, scratch.join(format!("tree{n}")));
                scope.spawn(move || {
                    chunk
                        .iter()
                        .try_for_each(|v| commit(upstream, key, v, (&tree, pool)))
                })
            })
            .collect();
        workers.into_iter().map(joined).collect()
    });
    results.into_iter().collect::<Result<()>>()?;
    update_summary(upstream)
}

fn joined(worker: std::thread::ScopedJoinHandle<'_, Result<()>>) -> Result<()> {
    worker.join().unwrap_or_else(|_| {
        Err(Trouble::Plain(tr!(
            "practice-work-broke",
            error = "publish"
        )))
    })
}

/// The first versions, GNOME's history first so that each worker keeps the order of a ref.
fn first_versions(now: DateTime<Utc>) -> Vec<Version> {
    let stable = |variant, release: u32| {
        let days = AGES.get(release as usize).copied().unwrap_or(1);
        let channel = Channel::Stable;
        version(
            Stream { variant, channel },
            release,
            now - Duration::days(days),
        )
    };
    let mut all: Vec<_> = (0..WAITING).map(|r| stable(Variant::Gnome, r)).collect();
    // The others need a tip only; each version costs a tenth of the time in which a machine is made.
    all.extend(Stream::all().map(|stream| match stream.channel {
        Channel::Stable => stable(stream.variant, WAITING),
        Channel::Testing => version(stream, TESTING, now - Duration::hours(7)),
        Channel::Next => version(stream, TESTING, now - Duration::hours(5)),
    }));
    all
}

fn version(stream: Stream, release: u32, at: DateTime<Utc>) -> Version {
    Version {
        stream,
        release,
        number: format!("{}.{}.0", stream.channel.release(), at.format("%Y%m%d")),
        timestamp: at.timestamp(),
    }
}

/// Publishes the next version of a stream and gives its number.
///
/// # Errors
/// When there is such a version already, the number makes no sense, or libostree refuses.
pub(crate) fn next(machine: &Machine, stream: Stream, number: &str) -> Result<String> {
    let upstream = machine.upstream();
    let (tip, old) = tip(&upstream, stream)?;
    let number = match number {
        "" => next_number(&old.version, Utc::now()),
        given => {
            check_number(given)?;
            given.to_owned()
        }
    };
    if history(&upstream, &tip).any(|(_, c)| c.version == number) {
        return Err(Trouble::Plain(tr!(
            "practice-published-already",
            version = number
        )));
    }
    let version = Version {
        stream,
        release: old.release + 1,
        number: number.clone(),
        // Never older than the one before: clients refuse to go back in time by themselves.
        timestamp: Utc::now().timestamp().max(old.timestamp.cast_signed() + 1),
    };
    let scratch = tempfile::tempdir_in(machine.dir()).about("make a folder in", machine.dir())?;
    let pool = scratch.path().join("pool");
    fs::create_dir(&pool).about("make", &pool)?;
    let key = Key::open(&machine.key())?;
    let tree = scratch.path().join("tree");
    commit(&upstream, &key, &version, (&tree, &pool))?;
    update_summary(&upstream)?;
    Ok(number)
}

fn tip(upstream: &Path, stream: Stream) -> Result<(String, Commit)> {
    let file = upstream.join("refs/heads").join(stream.branch());
    let checksum = fs::read_to_string(&file).about("read", &file)?;
    let checksum = checksum.trim().to_owned();
    let commit = commit::read(upstream, &checksum)?;
    Ok((checksum, commit))
}

/// All versions of a stream, the newest first: their commits.
pub(super) fn versions(upstream: &Path, stream: Stream) -> Vec<(String, Commit)> {
    match tip(upstream, stream) {
        Ok((tip, _)) => history(upstream, &tip).collect(),
        Err(error) => {
            tracing::warn!(err = %error, "a stream cannot be read");
            Vec::new()
        }
    }
}

/// The commits from that one backwards.
fn history<'a>(upstream: &'a Path, from: &str) -> impl Iterator<Item = (String, Commit)> + use<'a> {
    let mut next = Some(from.to_owned());
    std::iter::from_fn(move || {
        let checksum = next.take()?;
        let commit = commit::read(upstream, &checksum).ok()?;
        next.clone_from(&commit.parent);
        Some((checksum, commit))
    })
}

/// Refuses what cannot be a version's number.
///
/// # Errors
/// Its name.
pub(crate) fn check_number(text: &str) -> Result<()> {
    if is_number(text) {
        Ok(())
    } else {
        Err(Trouble::Usage(tr!("practice-not-a-number", text = text)))
    }
}

fn is_number(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    (1..=64).contains(&text.len())
        && text.chars().all(plain)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// The number after `old`: today's first, or the next one of `old`'s day when that is not before today.
fn next_number(old: &str, now: DateTime<Utc>) -> String {
    let today = now.format("%Y%m%d").to_string();
    let mut parts = old.split('.');
    let release = parts.next().unwrap_or_default();
    match (
        parts.next(),
        parts.next().and_then(|n| n.parse::<u32>().ok()),
    ) {
        (Some(day), Some(n)) if day >= today.as_str() => format!("{release}.{day}.{}", n + 1),
        _ => format!("{release}.{today}.0"),
    }
}

/// Commits a version: its tree is made at the first of the two places, with files from the pool at the second.
fn commit(
    upstream: &Path,
    key: &Key,
    version: &Version,
    (tree, pool): (&Path, &Path),
) -> Result<()> {
    fs::create_dir_all(tree).about("make", tree)?;
    tree::write(version, tree, pool)?;
    let packages = version.packages();
    let variant = version.stream.variant;
    let notices = catalogue::advisories(variant, version.release);
    let branch = version.stream.branch();
    let mut command = Command::new("ostree");
    command
        .arg(repo_arg(upstream))
        .args(["commit", "--canonical-permissions", "--generate-sizes"])
        .args(key.options())
        .arg(format!("--branch={branch}"))
        .arg(format!("--tree=dir={}", tree.display()))
        .arg(format!("--timestamp=@{}", version.timestamp))
        .arg(format!(
            "--subject={}, {}",
            version.pretty_name(),
            version.number
        ))
        .arg(format!("--add-metadata-string=version={}", version.number))
        .arg(format!(
            "--add-metadata-string=ostree.linux={}",
            catalogue::kernel(&packages)
        ))
        .arg(format!(
            "--add-metadata-string=ostree.source-title={}",
            version.pretty_name()
        ))
        .arg(format!(
            "--add-metadata-string=practice.release={}",
            version.release
        ))
        .arg("--add-metadata=ostree.bootable=true")
        .arg(format!(
            "--add-metadata=rpmostree.rpmdb.pkglist={}",
            commit::package_list(packages.iter().map(|(package, _)| package))
        ));
    if !notices.is_empty() {
        command.arg(format!(
            "--add-metadata=rpmostree.advisories={}",
            notice_list(&notices)
        ));
    }
    run(&mut command)?;
    fs::remove_dir_all(tree).about("remove", tree)
}

/// `a(suuasa{sv})` in `GVariant`'s text form. Numbers big-endian, as rpm-ostree stores them.
fn notice_list(notices: &[commit::Advisory]) -> String {
    let mut text = String::from("@a(suuasa{sv}) [");
    for (n, (id, kind, severity, packages, cves)) in notices.iter().enumerate() {
        let comma = if n == 0 { "" } else { ", " };
        let (kind, severity) = (kind.to_be(), severity.to_be());
        let packages: Vec<_> = packages.iter().map(|p| format!("'{p}'")).collect();
        let cves: Vec<_> = cves
            .iter()
            .map(|(url, title)| format!("('{url}', '{title}')"))
            .collect();
        // Writing to a String cannot fail.
        let _ok = write!(
            text,
            "{comma}('{id}', @u {kind}, @u {severity}, [{}], {{'cve_references': <@a(ss) [{}]>}})",
            packages.join(", "),
            cves.join(", ")
        );
    }
    text + "]"
}

fn update_summary(upstream: &Path) -> Result<()> {
    run(Command::new("ostree")
        .arg(repo_arg(upstream))
        .args(["summary", "-u"]))
    .map(drop)
}

/// Sets a key of a repository's configuration, when it is not so already.
pub(crate) fn configure(repo: &Path, key: &str, value: &str) -> Result<()> {
    let (group, name) = key.split_once('.').unwrap_or(("core", key));
    if is_configured(repo, group, name, value) {
        return Ok(());
    }
    run(Command::new("ostree")
        .arg(repo_arg(repo))
        .args(["config", "set", key, value]))
    .map(drop)
}

/// Whether the configuration has that line. Reading it costs nothing, starting a program does.
pub(crate) fn is_configured(repo: &Path, group: &str, key: &str, value: &str) -> bool {
    let (head, wanted) = (format!("[{group}]"), format!("{key}={value}"));
    fs::read_to_string(repo.join("config")).is_ok_and(|text| {
        text.lines()
            .skip_while(|line| *line != head)
            .skip(1)
            .take_while(|line| !line.starts_with('['))
            .any(|line| line == wanted)
    })
}

/// Sets a key of the machine's remote, likewise.
pub(crate) fn configure_remote(repo: &Path, key: &str, value: &str) -> Result<()> {
    let group = format!("remote \"{REMOTE}\"");
    if is_configured(repo, &group, key, value) {
        return Ok(());
    }
    let group = format!("--group={group}");
    run(Command::new("ostree")
        .arg(repo_arg(repo))
        .args(["config", "set", &group, key, value]))
    .map(drop)
}

fn repo_arg(repo: &Path) -> String {
    format!("--repo={}", repo.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_each_other() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let today = now.format("%Y%m%d");
        assert_eq!(next_number("44.20260101.3", now), format!("44.{today}.0"));
        assert_eq!(
            next_number(&format!("44.{today}.0"), now),
            format!("44.{today}.1")
        );
        assert_eq!(next_number("44.20991231.4", now), "44.20991231.5");
        assert_eq!(next_number("45.20991231.4", now), "45.20991231.5");
        assert_eq!(next_number("44", now), format!("44.{today}.0"));
    }

    #[test]
    fn only_plain_texts_can_be_numbers() {
        assert!(is_number("44.20261120.0"));
        for text in ["", "-x", "a b", "a/b", "../x", "a'b"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
