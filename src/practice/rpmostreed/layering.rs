//! Packages that a person adds: what rpm-ostree does with them, with packages that weigh next to nothing.
//!
//! The publisher's commit and the packages become a commit of this computer only, which remembers the publisher's as the
//! one before it; what is wanted stands in the origin, so that it comes along to each later version. Sentences and their
//! order are those of rpm-ostree 2026.2.

use std::fs;

use super::super::commit;
use super::super::enter;
use super::super::fault::Fault;
use super::super::state::Deployment;
use super::super::upstream::blob;
use super::added::{Wanted, changed, nevra, origin, source};
use super::daemon::Daemon;
use super::image::Layer;
use super::job::{Done, Job};
use super::transaction::Signal;
use super::work::{Change, Options};

/// The package that cannot be put on new versions, with that fault.
pub(super) const LAYERED: &str = "old-driver";
/// Refs that keep the publisher's commits below those of this computer.
const BASES: &str = "rpmostree/base";

impl Daemon {
    /// The publisher's commit that a commit was made of when packages were put on it; else that commit itself.
    pub(super) fn base_of(&self, checksum: &str) -> String {
        let commit = self.commit(checksum).ok();
        let base = commit.as_ref().and_then(|commit| commit.base());
        base.unwrap_or(checksum).to_owned()
    }
}

impl Job<'_> {
    /// The publisher's commit of a deployment, and what shall be put on the one that follows it.
    pub(super) fn now(&self, base: &Deployment, options: &Options) -> (String, Vec<String>) {
        let requested = if options.no_layering {
            Vec::new()
        } else {
            base.requested.clone()
        };
        (self.daemon.base_of(&base.checksum), requested)
    }

    /// Adds packages to what starts next, or takes them away.
    pub(super) async fn packages(&self, change: &Change, options: &Options) -> Done {
        let base = self.base()?;
        let wanted = changed(&base.requested, change, options.idempotent)?;
        if wanted == base.requested {
            self.tx.message("No change.");
            return Ok(());
        }
        let commit = self.daemon.base_of(&base.checksum);
        let published = self.daemon.commit(&commit).map_err(|e| e.to_string())?;
        let provided = published
            .packages
            .iter()
            .find(|p| change.added.contains(&p.name));
        if let Some(package) = provided.filter(|_| !options.allow_inactive) {
            return Err(format!(
                "\"{}\" is already provided by: {}. Use --allow-inactive to explicitly require it.",
                package.name,
                nevra(package)
            ));
        }
        if options.dry_run {
            return Ok(());
        }
        self.prepare((&base.refspec, &commit), &wanted, options)
            .await?;
        self.maybe_reboot(options).await
    }

    /// Stages a publisher's commit, with what a person wants on it.
    pub(super) async fn prepare(
        &self,
        (refspec, commit): (&str, &str),
        requested: &[String],
        options: &Options,
    ) -> Done {
        if !options.no_layering {
            self.conflict()?;
        }
        let own = if requested.is_empty() {
            commit.to_owned()
        } else {
            self.keep(commit).await?;
            self.put_on(commit, requested).await?
        };
        let file = self.machine.system_run().join("new-origin");
        fs::write(&file, origin(refspec, requested)).map_err(|e| e.to_string())?;
        self.stage(&["--origin-file=/run/new-origin", &own], options)
            .await?;
        self.let_go().await
    }

    /// With that fault, the person's own packages cannot be put on anything.
    fn conflict(&self) -> Done {
        if Fault::of(self.machine) != Fault::LayeredConflict {
            return Ok(());
        }
        self.tx
            .tell(&Signal::TaskBegin("Resolving dependencies".into()));
        Err(format!(
            "Could not depsolve transaction; 1 problem detected:\n Problem: conflicting requests\n  - nothing provides libpractice.so.1()(64bit) needed by {LAYERED}-1.0-1.pl43.x86_64 from @commandline"
        ))
    }

    /// Makes a commit of the publisher's and the packages.
    async fn put_on(&self, base: &str, requested: &[String]) -> Result<String, String> {
        let short: String = base.chars().take(7).collect();
        self.task(&format!("Checking out tree {short}"));
        let commit = self.daemon.commit(base).map_err(|e| e.to_string())?;
        self.look_for_packages()?;
        let wanted = Wanted::new(&commit, requested)?;
        self.fetch_packages(&wanted);
        let folder = self.machine.system_run().join("added-packages");
        let layer = Layer::make(folder).map_err(|e| e.to_string())?;
        for (package, size) in &wanted.active {
            let name = nevra(package);
            let files = [
                (format!("bin/{}", package.name), name.clone().into_bytes()),
                (
                    format!("share/doc/{}/README", package.name),
                    name.clone().into_bytes(),
                ),
                (
                    format!("share/practice/{}", package.name),
                    blob::bytes(&name, size * 1024),
                ),
            ];
            for (path, bytes) in files {
                layer.put(&path, bytes).map_err(|e| e.to_string())?;
            }
        }
        self.commit_packages(base, &wanted).await
    }

    /// Needs no network when nothing has to be looked for.
    fn look_for_packages(&self) -> Done {
        self.tx.message("Enabled rpm-md repositories: practice");
        if Fault::of(self.machine) == Fault::NoNetwork {
            return Err(
                "cannot update repo 'practice': Cannot prepare internal mirrorlist: Curl error (6): Couldn't resolve host name for http://packages.practice.localhost/metalink"
                    .into(),
            );
        }
        self.percent("Importing rpm-md");
        let count = source().len();
        self.tx.message(format!(
            "rpm-md repo 'practice' (cached); generated: 2026-11-21T02:27:05Z solvables: {count}"
        ));
        Ok(())
    }

    fn fetch_packages(&self, wanted: &Wanted<'_>) {
        self.task("Resolving dependencies");
        if !wanted.inactive.is_empty() {
            let lines = wanted.inactive.iter();
            let lines = lines.map(|(name, by)| format!("\n  {name} (already provided by {by})"));
            let lines: String = lines.collect();
            self.tx.message(format!("Inactive requests:{lines}"));
        }
        let count = wanted.active.len();
        if count == 0 {
            return;
        }
        let size: usize = wanted.active.iter().map(|(_, size)| size).sum();
        let packages = if count == 1 { "package" } else { "packages" };
        self.tx
            .message(format!("Will download: {count} {packages} ({size}.0 kB)"));
        self.percent("Downloading from 'practice'");
        self.percent("Importing packages");
    }

    async fn commit_packages(&self, base: &str, wanted: &Wanted<'_>) -> Result<String, String> {
        let packages = wanted.packages();
        let names = wanted.active.iter();
        let names: Vec<String> = names.map(|(p, _)| format!("'{}'", p.name)).collect();
        let words = [
            "commit".to_owned(),
            "--canonical-permissions".to_owned(),
            "--orphan".to_owned(),
            format!("--tree=ref={base}"),
            "--tree=dir=/run/added-packages".to_owned(),
            "--subject=".to_owned(),
            format!("--parent={base}"),
            "--add-metadata=rpmostree.clientlayer=true".to_owned(),
            format!(
                "--add-metadata=rpmostree.packages=@as [{}]",
                names.join(", ")
            ),
            format!(
                "--add-metadata=rpmostree.rpmdb.pkglist={}",
                commit::package_list(packages.iter())
            ),
        ];
        let kept = [
            "version",
            "ostree.linux",
            "ostree.bootable",
            "practice.release",
        ];
        let kept = kept.map(|key| format!("--keep-metadata={key}"));
        let words: Vec<&str> = words.iter().chain(&kept).map(String::as_str).collect();
        Ok(self.ostree(&words).await?.trim().to_owned())
    }

    async fn ostree(&self, words: &[&str]) -> Result<String, String> {
        let mut command = enter::command(self.machine, "ostree").map_err(|e| e.to_string())?;
        command.args(words);
        let output = tokio::process::Command::from(command).output().await;
        let output = output.map_err(|e| format!("cannot run ostree: {e}"))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(enter::complaint(&output))
        }
    }

    /// Keeps a publisher's commit from being cleared away with the last ref to it.
    async fn keep(&self, commit: &str) -> Done {
        let name = format!("{BASES}/{commit}");
        if self.machine.repo().join("refs/heads").join(&name).exists() {
            return Ok(());
        }
        let create = format!("--create={name}");
        self.ostree(&["refs", &create, commit]).await.map(drop)
    }

    /// Lets go of those publisher's commits that no deployment is made of any more.
    pub(super) async fn let_go(&self) -> Done {
        let folder = self.machine.repo().join("refs/heads").join(BASES);
        let Ok(files) = fs::read_dir(folder) else {
            return Ok(());
        };
        let all = self.daemon.deployments();
        let bases: Vec<String> = all
            .iter()
            .map(|deployment| self.daemon.base_of(&deployment.checksum))
            .collect();
        for file in files.flatten() {
            let name = file.file_name().to_string_lossy().into_owned();
            if !bases.contains(&name) {
                let name = format!("{BASES}/{name}");
                self.ostree(&["refs", "--delete", &name]).await?;
            }
        }
        Ok(())
    }

    fn task(&self, name: &str) {
        self.tx.tell(&Signal::TaskBegin(name.to_owned()));
        self.tx.tell(&Signal::TaskEnd("done".into()));
    }

    fn percent(&self, name: &str) {
        for percent in [0, 100] {
            self.tx.tell(&Signal::Percent(name.to_owned(), percent));
        }
        self.tx.tell(&Signal::ProgressEnd);
    }
}
