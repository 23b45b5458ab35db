//! The work of transactions, done by libostree's own commands in the running deployment.

use std::process::Stdio;

use super::super::enter;
use super::super::fault::Fault;
use super::super::paths::{Machine, OSNAME, REMOTE};
use super::super::state::{self, Deployment};
use super::super::surroundings;
use super::cached::{self, Wanted, wanted};
use super::daemon::Daemon;
use super::pull::{Listening, die_if_wanted, pull};
use super::transaction::{Signal, Transaction};
use super::work::{DiffTarget, Options, Work};

/// What libostree calls a stop on request.
pub(super) const CANCELLED: &str = "Operation was cancelled";

/// How work ends: the error is the text that `Finished` carries.
pub(super) type Done = Result<(), String>;

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
        Work::Packages(change, options) => job.packages(&change, &options).await,
        Work::ModifyRepo => Err("No enabled repositories".into()),
        Work::Initramfs => Err("Practice Linux has no initramfs generator".into()),
        Work::DownloadDiff(target) => job.download_diff(target).await,
    }
}

/// A transaction at work.
pub(super) struct Job<'a> {
    pub(super) daemon: &'a Daemon,
    pub(super) machine: &'a Machine,
    pub(super) tx: &'a Transaction,
}

impl Job<'_> {
    /// The deployment that changes start from: the one that starts next.
    pub(super) fn base(&self) -> Result<Deployment, String> {
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
        self.fill_disk_if_wanted()?;
        pull(self.machine, self.tx, &arguments, Listening::Told)
            .await
            .map_err(|text| format!("While pulling {branch}: {text}"))
    }

    async fn fetch_tip(&self, refspec: &str, options: &[&str]) -> Result<String, String> {
        let branch = refspec.split_once(':').map_or(refspec, |(_, b)| b);
        self.fetch(refspec, branch, options).await?;
        self.tip(refspec)
    }

    /// Runs an `ostree admin` command and gives what it said.
    pub(super) async fn admin(&self, arguments: &[&str]) -> Result<String, String> {
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
    pub(super) fn say_bootloader(&self, said: &str) {
        let about =
            |l: &&str| l.starts_with("Bootloader updated") || l.starts_with("Transaction complete");
        for line in said.lines().filter(about) {
            self.tx.message(line);
        }
    }

    pub(super) async fn stage(&self, what: &[&str], options: &Options) -> Done {
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
        if base.is_image() {
            return self.upgrade_image(&base.refspec, options).await;
        }
        let new = if options.cache_only {
            self.tx.tell(&Signal::ProgressEnd);
            self.tip(&base.refspec)?
        } else {
            self.fetch_tip(&base.refspec, &[]).await?
        };
        let (now, requested) = self.now(&base, options);
        if new == now && requested == base.requested {
            if !options.quiet {
                self.tx.message("No upgrade available.");
            }
            return Ok(());
        }
        self.refuse_older(&now, &new, options)?;
        if options.download_only {
            self.tx.message("Update downloaded.");
            return Ok(());
        }
        if options.dry_run {
            return Ok(());
        }
        let what = (base.refspec.as_str(), new.as_str());
        self.prepare(what, &requested, options).await?;
        cached::note(self.daemon);
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

    /// With that fault, somebody fills the disk in this very moment.
    pub(super) fn fill_disk_if_wanted(&self) -> Done {
        if Fault::of(self.machine) == Fault::DiskFills {
            surroundings::fill(self.machine).map_err(|e| e.to_string())?;
        }
        Ok(())
    }

    async fn check(&self, options: &Options) -> Done {
        let all = self.daemon.deployments();
        let booted = all
            .iter()
            .find(|d| d.booted)
            .ok_or("Not currently booted")?;
        if booted.is_image() {
            return self.check_image(&booted.refspec);
        }
        self.fetch_tip(&booted.refspec, &["--commit-metadata-only"])
            .await?;
        tracing::debug!(?options, "checked");
        cached::note(self.daemon);
        Ok(())
    }

    async fn deploy(&self, revision: &str, options: &Options) -> Done {
        let base = self.base()?;
        if base.is_image() {
            return Err("Preparing import: Fetching manifest: failed to invoke method OpenImage: invalid reference format".into());
        }
        let checksum = self.resolve(&base.refspec, revision).await?;
        let (now, requested) = self.now(&base, options);
        if checksum == now {
            return Ok(());
        }
        let what = format!("{}@{checksum}", base.branch());
        self.fetch(&base.refspec, &what, &[]).await?;
        if options.download_only || options.dry_run {
            return Ok(());
        }
        let what = (base.refspec.as_str(), checksum.as_str());
        self.prepare(what, &requested, options).await?;
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
        cached::revision(self.daemon, refspec, wanted).ok_or(missing)
    }

    async fn rebase(&self, refspec: &str, options: &Options) -> Done {
        let base = self.base()?;
        let old_remote = base.refspec.split_once(':').map_or(REMOTE, |(r, _)| r);
        if state::is_image(refspec) && refspec != base.refspec {
            return self.rebase_image(refspec, options).await;
        }
        let refspec = if refspec.contains(':') {
            refspec.to_owned()
        } else {
            format!("{old_remote}:{refspec}")
        };
        if refspec == base.refspec {
            return Err(format!("Old and new refs are equal: {refspec}"));
        }
        let commit = match &options.revision {
            Some(asked) => {
                let checksum = self.resolve(&refspec, asked).await?;
                let branch = refspec.split_once(':').map_or(refspec.as_str(), |(_, b)| b);
                self.fetch(&refspec, &format!("{branch}@{checksum}"), &[])
                    .await?;
                checksum
            }
            None => self.fetch_tip(&refspec, &[]).await?,
        };
        if options.download_only || options.dry_run {
            return Ok(());
        }
        let (_, requested) = self.now(&base, options);
        self.prepare((&refspec, &commit), &requested, options)
            .await?;
        if !options.skip_purge && !base.is_image() {
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
}

fn date(seconds: u64) -> String {
    chrono::DateTime::from_timestamp(seconds.cast_signed(), 0)
        .map(|t| t.format("%a %d %b %Y %T %Z").to_string())
        .unwrap_or_default()
}
