//! The work of transactions, done by libostree's own commands in the running deployment.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use zbus::OwnedVariant;

use super::super::enter;
use super::super::fault::Fault;
use super::super::paths::{Machine, OSNAME, REMOTE};
use super::super::state::{self, Deployment};
use super::super::trouble::Trouble;
use super::daemon::{Daemon, rollback};
use super::dict::{Dict, Update};
use super::diff::{self, Wire};
use super::pull::{die_if_wanted, pull};
use super::transaction::{Signal, Transaction};

/// The package that cannot be put on new versions, with that fault.
pub(super) const LAYERED: &str = "old-driver";
/// What libostree calls a stop on request.
const CANCELLED: &str = "Operation was cancelled";

/// What a caller asks for beside the work itself.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the service's own options, each on or off"
)]
pub(super) struct Options {
    pub(super) reboot: bool,
    allow_downgrade: bool,
    cache_only: bool,
    download_only: bool,
    dry_run: bool,
    lock_finalization: bool,
    skip_purge: bool,
    pub(super) force: bool,
    pub(super) output_to_self: Option<bool>,
    /// Keeps the service's own sentences from the caller.
    pub(super) quiet: bool,
    title: Option<String>,
    revision: Option<String>,
    checksum: Option<String>,
    allow_missing_checksum: bool,
}

impl Options {
    /// Reads what is known; the rest, and what has a wrong type, is ignored as by the real service.
    pub(super) fn read(given: &std::collections::HashMap<String, OwnedVariant>) -> Self {
        let value = |key: &str| given.get(key).and_then(|v| v.try_clone().ok());
        let flag = |key: &str| value(key).and_then(|v| bool::try_from(v).ok());
        let text = |key: &str| value(key).and_then(|v| String::try_from(v).ok());
        let is = |key: &str| flag(key).unwrap_or(false);
        Self {
            reboot: is("reboot"),
            allow_downgrade: is("allow-downgrade"),
            cache_only: is("cache-only"),
            download_only: is("download-only"),
            dry_run: is("dry-run"),
            lock_finalization: is("lock-finalization"),
            skip_purge: is("skip-purge"),
            force: is("force"),
            output_to_self: flag("output-to-self"),
            quiet: false,
            title: text("initiating-command-line"),
            revision: text("revision"),
            checksum: text("checksum"),
            allow_missing_checksum: is("allow-missing-checksum"),
        }
    }
}

/// What can be cleaned up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CleanUp {
    /// Files that nothing uses.
    Base,
    /// What waits for a restart.
    Pending,
    /// What could be gone back to.
    Rollback,
    /// What is known about updates.
    Repomd,
}

impl CleanUp {
    /// By its name on the bus.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "base" => Some(Self::Base),
            "pending-deploy" => Some(Self::Pending),
            "rollback-deploy" => Some(Self::Rollback),
            "repomd" => Some(Self::Repomd),
            _ => None,
        }
    }
}

/// Changes to the kernel's arguments.
#[derive(Clone, Debug)]
pub(super) struct Kargs {
    pub(super) added: Vec<String>,
    pub(super) replaced: Vec<String>,
    pub(super) removed: Vec<String>,
}

/// What to fetch a package list of.
#[derive(Clone, Debug)]
pub(super) enum DiffTarget {
    /// The newest of the running system's ref.
    Update,
    /// A version or checksum of it.
    Revision(String),
    /// Another ref.
    Refspec(String),
}

/// The work of one transaction.
#[derive(Clone, Debug)]
pub(super) enum Work {
    Upgrade(Options),
    Check(Options),
    Deploy(String, Options),
    Rebase(String, Options),
    Rollback(Options),
    CleanUp(Vec<CleanUp>, &'static str),
    Kargs(Kargs, Options),
    Finalize(Options),
    RefreshMd { force: bool },
    Packages(String),
    Initramfs,
    DownloadDiff(DiffTarget),
}

impl Work {
    /// The title before the work begins: the real service knows some of them only then.
    pub(super) fn first_title(&self) -> &'static str {
        match self {
            Self::Upgrade(_)
            | Self::Check(_)
            | Self::Deploy(..)
            | Self::Rebase(..)
            | Self::Packages(_) => "new-deployment",
            Self::Rollback(_) => "rollback",
            Self::CleanUp(_, title) => title,
            Self::Kargs(..) => "kargs",
            Self::Finalize(_) => "finalize-deployment",
            Self::RefreshMd { force: true } => "refresh-md (force)",
            Self::RefreshMd { force: false } => "refresh-md",
            Self::Initramfs => "initramfs",
            Self::DownloadDiff(_) => "package-diff",
        }
    }

    /// The title once it has begun, where that is another one.
    fn title(&self) -> Option<String> {
        match self {
            Self::Upgrade(o) => Some(o.title.clone().unwrap_or_else(|| {
                let suffix = match (o.download_only, o.cache_only) {
                    (true, _) => " (download only)",
                    (_, true) => " (cache only)",
                    _ => "",
                };
                format!("upgrade{suffix}")
            })),
            Self::Check(_) => Some("upgrade (check only)".into()),
            Self::Deploy(_, o) => Some(o.title.clone().unwrap_or_else(|| "deploy".into())),
            Self::Rebase(_, o) => Some(o.title.clone().unwrap_or_else(|| "rebase".into())),
            Self::Packages(title) => Some(title.clone()),
            Self::Rollback(_)
            | Self::CleanUp(..)
            | Self::Kargs(..)
            | Self::Finalize(_)
            | Self::RefreshMd { .. }
            | Self::Initramfs
            | Self::DownloadDiff(_) => None,
        }
    }
}

type Done = Result<(), String>;

/// Does the work.
///
/// # Errors
/// The text that `Finished` carries.
pub(super) async fn run(daemon: &Daemon, transaction: &Transaction, work: Work) -> Done {
    if let Some(title) = work.title() {
        transaction.tell(&Signal::Title(title));
    }
    let job = Job {
        daemon,
        machine: daemon.machine(),
        tx: transaction,
    };
    match work {
        Work::Upgrade(options) => job.upgrade(&options).await,
        Work::Check(options) => job.check(&options).await,
        Work::Deploy(revision, options) => job.deploy(&revision, &options).await,
        Work::Rebase(refspec, options) => job.rebase(&refspec, &options).await,
        Work::Rollback(options) => job.rollback(&options).await,
        Work::CleanUp(elements, _) => job.clean_up(&elements).await,
        Work::Kargs(kargs, options) => job.kargs(&kargs, &options).await,
        Work::Finalize(options) => job.finalize(&options).await,
        Work::RefreshMd { .. } => job.refresh_md().await,
        Work::Packages(_) => Err("No enabled repositories".into()),
        Work::Initramfs => Err("Practice Linux has no initramfs generator".into()),
        Work::DownloadDiff(target) => job.download_diff(target).await,
    }
}

struct Job<'a> {
    daemon: &'a Daemon,
    machine: &'a Machine,
    tx: &'a Transaction,
}

impl Job<'_> {
    /// The deployment that changes start from: the one that starts next.
    fn base(&self) -> Result<Deployment, String> {
        let all = self.daemon.deployments();
        all.into_iter()
            .next()
            .ok_or_else(|| "No deployments found for os practice".into())
    }

    fn tip(&self, refspec: &str) -> Result<String, String> {
        state::remote_ref(self.machine, refspec)
            .ok_or_else(|| format!("Refspec '{refspec}' not found"))
    }

    fn timestamp(&self, checksum: &str) -> Result<u64, String> {
        self.daemon
            .commit(checksum)
            .map(|c| c.timestamp)
            .map_err(|e| e.to_string())
    }

    /// Fetches from the remote of a refspec. `what`: the ref, or the ref and a commit of it.
    async fn fetch(&self, refspec: &str, what: &str, options: &[&str]) -> Done {
        let (remote, branch) = refspec.split_once(':').unwrap_or((REMOTE, refspec));
        let arguments: Vec<&str> = options.iter().copied().chain([remote, what]).collect();
        pull(self.machine, self.tx, &arguments)
            .await
            .map_err(|text| format!("While pulling {branch}: {text}"))
    }

    async fn fetch_tip(&self, refspec: &str, options: &[&str]) -> Result<String, String> {
        let branch = refspec.split_once(':').map_or(refspec, |(_, b)| b);
        self.fetch(refspec, branch, options).await?;
        self.tip(refspec)
    }

    /// Runs an `ostree admin` command and gives what it said.
    async fn admin(&self, arguments: &[&str]) -> Result<String, String> {
        die_if_wanted(self.machine);
        let mut command = enter::command(self.machine, "ostree").map_err(|e| e.to_string())?;
        command.arg("admin").args(arguments).stdin(Stdio::null());
        let output = tokio::process::Command::from(command)
            .kill_on_drop(true)
            .output()
            .await
            .map_err(|e| format!("cannot run ostree: {e}"))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(enter::complaint(&output))
        }
    }

    /// Passes on what libostree says about the boot loader.
    fn say_bootloader(&self, said: &str) {
        let about =
            |l: &&str| l.starts_with("Bootloader updated") || l.starts_with("Transaction complete");
        for line in said.lines().filter(about) {
            self.tx.message(line);
        }
    }

    async fn stage(&self, what: &[&str], options: &Options) -> Done {
        if self.tx.is_cancelled() {
            return Err(CANCELLED.into());
        }
        let begin = Signal::TaskBegin("Staging deployment".into());
        if !options.quiet {
            self.tx.tell(&begin);
        }
        let mut arguments = vec!["deploy", "--stage", "--os", OSNAME];
        if options.lock_finalization {
            arguments.push("--lock-finalization");
        }
        arguments.extend(what);
        self.admin(&arguments).await?;
        self.daemon.announce().await;
        if !options.quiet {
            self.tx.tell(&Signal::TaskEnd("done".into()));
        }
        Ok(())
    }

    async fn upgrade(&self, options: &Options) -> Done {
        let base = self.base()?;
        let new = if options.cache_only {
            self.tx.tell(&Signal::ProgressEnd);
            self.tip(&base.refspec)?
        } else {
            self.fetch_tip(&base.refspec, &[]).await?
        };
        if new == base.checksum {
            if !options.quiet {
                self.tx.message("No upgrade available.");
            }
            return Ok(());
        }
        self.refuse_older(&base.checksum, &new, options)?;
        if options.download_only {
            self.tx.message("Update downloaded.");
            return Ok(());
        }
        if options.dry_run {
            return Ok(());
        }
        self.layer()?;
        self.stage(&[&base.refspec], options).await?;
        self.note_update();
        self.maybe_reboot(options).await
    }

    fn refuse_older(&self, old: &str, new: &str, options: &Options) -> Done {
        let (from, to) = (self.timestamp(old)?, self.timestamp(new)?);
        if options.allow_downgrade || to >= from {
            return Ok(());
        }
        Err(format!(
            "Upgrade target revision '{new}' with timestamp '{}' is chronologically older than current revision '{old}' with timestamp '{}'; use --allow-downgrade to permit",
            date(to),
            date(from)
        ))
    }

    /// Puts the person's own packages on the new version, which that fault makes impossible.
    fn layer(&self) -> Done {
        if Fault::of(self.machine) != Fault::LayeredConflict {
            return Ok(());
        }
        self.tx
            .tell(&Signal::TaskBegin("Resolving dependencies".into()));
        Err(format!(
            "Could not depsolve transaction; 1 problem detected:\n Problem: conflicting requests\n  - nothing provides libpractice.so.1()(64bit) needed by {LAYERED}-1.0-1.pl43.x86_64 from @commandline"
        ))
    }

    async fn check(&self, options: &Options) -> Done {
        let all = self.daemon.deployments();
        let booted = all
            .iter()
            .find(|d| d.booted)
            .ok_or("Not currently booted")?;
        self.fetch_tip(&booted.refspec, &["--commit-metadata-only"])
            .await?;
        tracing::debug!(?options, "checked");
        self.note_update();
        Ok(())
    }

    async fn deploy(&self, revision: &str, options: &Options) -> Done {
        let base = self.base()?;
        let checksum = self.resolve(&base.refspec, revision).await?;
        if checksum == base.checksum {
            return Ok(());
        }
        let what = format!("{}@{checksum}", base.branch());
        self.fetch(&base.refspec, &what, &[]).await?;
        if options.download_only || options.dry_run {
            return Ok(());
        }
        self.layer()?;
        self.stage(&[&base.refspec], options).await?;
        self.maybe_reboot(options).await
    }

    /// Finds a version or checksum in the history of a ref, fetching as much of it as there is.
    async fn resolve(&self, refspec: &str, asked: &str) -> Result<String, String> {
        let (wanted, missing) = match wanted(asked) {
            Wanted::Checksum(checksum) => {
                self.tx.message(format!("Validating checksum '{checksum}'"));
                (asked, format!("Checksum {checksum} not found in {refspec}"))
            }
            Wanted::Version(version) => {
                self.tx.message(format!("Resolving version '{version}'"));
                (asked, format!("Version {version} not found in {refspec}"))
            }
        };
        self.fetch_tip(refspec, &["--commit-metadata-only", "--depth=-1"])
            .await?;
        revision(self.daemon, refspec, wanted).ok_or(missing)
    }

    async fn rebase(&self, refspec: &str, options: &Options) -> Done {
        let base = self.base()?;
        let old_remote = base.refspec.split_once(':').map_or(REMOTE, |(r, _)| r);
        let refspec = if refspec.contains(':') {
            refspec.to_owned()
        } else {
            format!("{old_remote}:{refspec}")
        };
        if refspec == base.refspec {
            return Err(format!("Old and new refs are equal: {refspec}"));
        }
        match &options.revision {
            Some(asked) => {
                let checksum = self.resolve(&refspec, asked).await?;
                let branch = refspec.split_once(':').map_or(refspec.as_str(), |(_, b)| b);
                self.fetch(&refspec, &format!("{branch}@{checksum}"), &[])
                    .await?;
            }
            None => drop(self.fetch_tip(&refspec, &[]).await?),
        }
        if options.download_only || options.dry_run {
            return Ok(());
        }
        self.layer()?;
        self.stage(&[&refspec], options).await?;
        if !options.skip_purge {
            self.forget_ref(&base.refspec).await?;
        }
        self.maybe_reboot(options).await
    }

    /// The ref that is left is not fetched any more. What is installed of it stays.
    async fn forget_ref(&self, refspec: &str) -> Done {
        let mut command = enter::command(self.machine, "ostree").map_err(|e| e.to_string())?;
        command.args(["refs", "--delete", refspec]);
        let output = tokio::process::Command::from(command).output().await;
        match output {
            Ok(output) if output.status.success() => Ok(()),
            Ok(output) => Err(enter::complaint(&output)),
            Err(e) => Err(e.to_string()),
        }
    }

    async fn rollback(&self, options: &Options) -> Done {
        let all = self.daemon.deployments();
        if all.first().is_some_and(|d| d.staged) {
            return Err("Staged deployment (remove with cleanup -p)".into());
        }
        let pending = all.first().filter(|d| !d.booted);
        let target = match (rollback(&all), pending) {
            (Some(target), _) => target,
            // Nothing older: the running one is put back on top.
            (None, Some(_)) => all
                .iter()
                .find(|d| d.booted)
                .ok_or("Not currently booted")?,
            (None, None) => return Err("No rollback deployment found".into()),
        };
        let index = all.iter().position(|d| d == target).unwrap_or_default();
        self.tx
            .message(format!("Moving '{}' to be first deployment", target.name()));
        let said = self.admin(&["set-default", &index.to_string()]).await?;
        self.say_bootloader(&said);
        self.daemon.announce().await;
        self.maybe_reboot(options).await
    }

    async fn clean_up(&self, elements: &[CleanUp]) -> Done {
        let mut unwanted = Vec::new();
        let all = self.daemon.deployments();
        let booted = all.iter().position(|d| d.booted).unwrap_or(all.len());
        for (index, deployment) in all
            .iter()
            .enumerate()
            .filter(|(_, d)| !d.booted && !d.pinned)
        {
            let kind = if index < booted {
                CleanUp::Pending
            } else {
                CleanUp::Rollback
            };
            if elements.contains(&kind) && deployment.osname == OSNAME {
                unwanted.push(index);
            }
        }
        let asked = elements
            .iter()
            .any(|e| matches!(e, CleanUp::Pending | CleanUp::Rollback));
        if asked && unwanted.is_empty() {
            self.tx.message("Deployments unchanged.");
        }
        // From the end, so that the indices before stay what they are.
        for index in unwanted.iter().rev() {
            let said = self.admin(&["undeploy", &index.to_string()]).await?;
            self.say_bootloader(&said);
        }
        if elements.contains(&CleanUp::Repomd) {
            self.forget_update()?;
        }
        if elements.contains(&CleanUp::Base) {
            self.admin(&["cleanup"]).await?;
        }
        self.daemon.announce().await;
        Ok(())
    }

    async fn kargs(&self, kargs: &Kargs, options: &Options) -> Done {
        let base = self.base()?;
        let origin = format!(
            "--origin-file=/sysroot/ostree/deploy/{OSNAME}/deploy/{}.origin",
            base.name()
        );
        let mut words = vec![origin];
        words.extend(kargs.added.iter().map(|k| format!("--karg-append={k}")));
        words.extend(kargs.replaced.iter().map(|k| format!("--karg={k}")));
        words.extend(kargs.removed.iter().map(|k| format!("--karg-delete={k}")));
        words.push(base.checksum);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        self.stage(&words, options).await?;
        self.maybe_reboot(options).await
    }

    async fn finalize(&self, options: &Options) -> Done {
        let all = self.daemon.deployments();
        let staged = all
            .iter()
            .find(|d| d.staged)
            .ok_or("No pending deployment staged")?;
        match &options.checksum {
            Some(expected) if *expected != staged.checksum => {
                return Err(format!(
                    "Expected staged base checksum {expected}, but found {}",
                    staged.checksum
                ));
            }
            None if !options.allow_missing_checksum => {
                return Err(
                    "Missing required checksum; use allow-missing-checksum to override".into(),
                );
            }
            Some(_) | None => {}
        }
        self.admin(&["lock-finalization", "--unlock"]).await?;
        self.reboot().await
    }

    /// Nothing to fetch without package repositories; with that fault, it takes for ever.
    async fn refresh_md(&self) -> Done {
        while Fault::of(self.machine) == Fault::Busy {
            let text = "Updating metadata for 'practice'".to_owned();
            self.tx.tell(&Signal::Percent(text, 0));
            tokio::select! {
                () = self.tx.cancelled() => return Err(CANCELLED.into()),
                () = tokio::time::sleep(Duration::from_millis(100)) => {}
            }
        }
        Ok(())
    }

    async fn download_diff(&self, target: DiffTarget) -> Done {
        let base = self.base()?;
        let before = state::remote_ref(self.machine, &base.refspec);
        match target {
            DiffTarget::Update => {
                let tip = self
                    .fetch_tip(&base.refspec, &["--commit-metadata-only"])
                    .await?;
                if before.as_ref() == Some(&tip) {
                    self.tx.message("No upgrade available.");
                }
                Ok(())
            }
            DiffTarget::Revision(asked) => self.resolve(&base.refspec, &asked).await.map(drop),
            DiffTarget::Refspec(refspec) => self
                .fetch_tip(&refspec, &["--commit-metadata-only"])
                .await
                .map(drop),
        }
    }

    async fn maybe_reboot(&self, options: &Options) -> Done {
        if options.reboot {
            self.reboot().await
        } else {
            Ok(())
        }
    }

    async fn reboot(&self) -> Done {
        let connection = self.daemon.connection()?;
        let logind = (super::super::login::NAME, super::super::login::PATH);
        let manager = "org.freedesktop.login1.Manager";
        let failed = |e: zbus::Error| format!("Checking systemd inhibitor locks: {e}");
        let reply = connection
            .call_method(
                Some(logind.0),
                logind.1,
                Some(manager),
                "ListInhibitors",
                &(),
            )
            .await
            .map_err(failed)?;
        let all: Vec<(String, String, String, String, u32, u32)> =
            reply.body().deserialize().map_err(failed)?;
        if let Some((_, who, why, ..)) = all
            .iter()
            .find(|(what, _, _, mode, ..)| what.contains("shutdown") && mode == "block")
        {
            return Err(format!(
                "Reboot blocked by a systemd inhibitor lock in `block` mode\nHeld by: {who}\nReason: {why}"
            ));
        }
        self.daemon.rebooting();
        // The restart ends this process, so the answer to this call may never come; `Finished` goes first.
        let connection = connection.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let asked = connection
                .call_method(Some(logind.0), logind.1, Some(manager), "Reboot", &false)
                .await;
            if let Err(error) = asked {
                tracing::warn!(err = %error, "the restart was refused");
            }
        });
        Ok(())
    }

    /// Remembers what is available now against what runs, as the real service does on disk.
    fn note_update(&self) {
        let all = self.daemon.deployments();
        let Some(booted) = all.iter().find(|d| d.booted) else {
            return;
        };
        let target =
            state::remote_ref(self.machine, &booted.refspec).filter(|t| *t != booted.checksum);
        let noted = match target {
            None => self.forget_update(),
            Some(target) => Noted {
                base: booted.checksum.clone(),
                target,
                origin: booted.refspec.clone(),
            }
            .store(self.machine),
        };
        if let Err(error) = noted {
            tracing::warn!(err = %error, "the update could not be noted");
        }
    }

    fn forget_update(&self) -> Done {
        match fs::remove_file(noted_file(self.machine)) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e.to_string()),
            _gone => Ok(()),
        }
    }
}

fn date(seconds: u64) -> String {
    chrono::DateTime::from_timestamp(seconds.cast_signed(), 0)
        .map(|t| t.format("%a %d %b %Y %T %Z").to_string())
        .unwrap_or_default()
}

enum Wanted<'a> {
    Version(&'a str),
    Checksum(&'a str),
}

fn wanted(asked: &str) -> Wanted<'_> {
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
    let mut next = state::remote_ref(daemon.machine(), refspec);
    while let Some(checksum) = next {
        let commit = daemon.commit(&checksum).ok()?;
        let found = match wanted(asked) {
            Wanted::Version(version) => commit.version == version,
            Wanted::Checksum(wanted) => checksum == wanted,
        };
        if found {
            return Some(checksum);
        }
        next = commit.parent.clone();
    }
    None
}

/// What the last check found: kept where the real service keeps its own, in the system's `/var/cache`.
#[derive(Debug, Deserialize, Serialize)]
struct Noted {
    base: String,
    target: String,
    origin: String,
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

    fn store(&self, machine: &Machine) -> Done {
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
pub(super) fn cached(daemon: &Daemon) -> Option<Dict> {
    let noted = Noted::load(daemon.machine())?;
    let all = daemon.deployments();
    let booted = all
        .iter()
        .find(|d| d.booted)
        .filter(|d| d.checksum == noted.base)?;
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
            .find(|d| d.checksum == noted.target)
            .map(Deployment::id),
        verified: Fault::of(daemon.machine()) == Fault::GpgError,
    };
    Some(update.cached())
}

/// The package differences between what runs and a commit, with its description.
pub(super) fn difference(
    daemon: &Daemon,
    booted: &Deployment,
    target: &str,
) -> Result<(Vec<Wire>, Dict), Trouble> {
    let (old, new) = (daemon.commit(&booted.checksum)?, daemon.commit(target)?);
    let update = Update {
        osname: &booted.osname,
        origin: &booted.refspec,
        base: (&booted.checksum, &old),
        target: (target, &new),
        staged: None,
        verified: Fault::of(daemon.machine()) == Fault::GpgError,
    };
    Ok((
        diff::wire(&diff::changes(&old.packages, &new.packages)),
        update.details(),
    ))
}
