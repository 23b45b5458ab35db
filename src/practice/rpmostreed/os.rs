//! The object `/org/projectatomic/rpmostree1/practice`.

use std::collections::HashMap;
use std::sync::Arc;

use zbus::OwnedVariant;
use zbus::message::Header;

use super::super::paths::OSNAME;
use super::super::state::Deployment;
use super::daemon::{self, Daemon};
use super::dict::{self, Dict};
use super::diff::{self, Wire};
use super::error::Refusal;
use super::job::{self, CleanUp, Kargs, Options, Work};

/// Where it is.
pub(super) const PATH: &str = "/org/projectatomic/rpmostree1/practice";
/// Its interface.
pub(super) const INTERFACE: &str = "org.projectatomic.rpmostree1.OS";

/// The object.
#[derive(Debug)]
pub(super) struct Os {
    daemon: Arc<Daemon>,
}

type Given = HashMap<String, OwnedVariant>;

impl Os {
    /// One of that service.
    pub(super) fn new(daemon: Arc<Daemon>) -> Self {
        Self { daemon }
    }

    async fn allow(&self, header: &Header<'_>, action: &str) -> Result<(), Refusal> {
        let method = header.member().map(ToString::to_string).unwrap_or_default();
        let what = format!("OS operation {method}");
        self.daemon.authorize(header, action, &what).await
    }

    async fn begin(
        &self,
        header: Header<'_>,
        (action, method): (&str, &'static str),
        arguments: impl std::fmt::Debug,
        work: Work,
    ) -> Result<String, Refusal> {
        self.allow(&header, action).await?;
        let arguments = format!("{arguments:?}");
        Arc::clone(&self.daemon)
            .begin(&header, method, arguments, work)
            .await
    }

    fn find(&self, id: &str) -> Result<Deployment, Refusal> {
        if id.is_empty() {
            return Err(Refusal::Failed("empty deployment ID".into()));
        }
        self.daemon
            .deployments()
            .into_iter()
            .find(|d| d.id() == id)
            .ok_or_else(|| Refusal::Failed(format!("Invalid deployment ID: {id}")))
    }

    fn one(&self, pick: impl Fn(&[Deployment]) -> Option<&Deployment>) -> Dict {
        let all = self.daemon.deployments();
        pick(&all).map(|d| self.daemon.dict(d)).unwrap_or_default()
    }

    /// The difference between what runs and another commit, known from the last check or download.
    fn known_diff(
        &self,
        find: impl Fn(&Deployment) -> Option<String>,
    ) -> Result<(Vec<Wire>, Dict), Refusal> {
        let all = self.daemon.deployments();
        let booted = all.iter().find(|d| d.booted);
        let booted = booted.ok_or_else(|| Refusal::Failed("Not currently booted".into()))?;
        let checksum = find(booted).ok_or_else(|| Refusal::NotFound("No cached update".into()))?;
        job::difference(&self.daemon, booted, &checksum).map_err(|e| Refusal::Failed(e.to_string()))
    }
}

/// Arguments as text that is the same for the same arguments.
fn sorted(given: &Given) -> String {
    let mut all: Vec<_> = given.iter().map(|(k, v)| format!("{k}={v:?}")).collect();
    all.sort();
    all.join(",")
}

#[zbus::interface(name = "org.projectatomic.rpmostree1.OS")]
impl Os {
    async fn upgrade(
        &self,
        #[zbus(header)] header: Header<'_>,
        options: Given,
    ) -> Result<String, Refusal> {
        let work = Work::Upgrade(Options::read(&options));
        self.begin(header, ("upgrade", "Upgrade"), sorted(&options), work)
            .await
    }

    async fn update_deployment(
        &self,
        #[zbus(header)] header: Header<'_>,
        modifiers: Given,
        options: Given,
    ) -> Result<String, Refusal> {
        let read = Options::read(&options);
        let text = |key: &str| {
            let value = modifiers.get(key)?.try_clone().ok()?;
            String::try_from(value).ok()
        };
        let (action, work) = match (text("set-refspec"), text("set-revision")) {
            (Some(refspec), _) => ("rebase", Work::Rebase(refspec, read)),
            (None, Some(revision)) => ("deploy", Work::Deploy(revision, read)),
            (None, None) if modifiers.is_empty() => ("upgrade", Work::Upgrade(read)),
            (None, None) => (
                "install-uninstall-packages",
                Work::Packages("update".into()),
            ),
        };
        let arguments = (sorted(&modifiers), sorted(&options));
        self.begin(header, (action, "UpdateDeployment"), arguments, work)
            .await
    }

    async fn deploy(
        &self,
        #[zbus(header)] header: Header<'_>,
        revision: String,
        options: Given,
    ) -> Result<String, Refusal> {
        let arguments = (revision.clone(), sorted(&options));
        let work = Work::Deploy(revision, Options::read(&options));
        self.begin(header, ("deploy", "Deploy"), arguments, work)
            .await
    }

    async fn rebase(
        &self,
        #[zbus(header)] header: Header<'_>,
        options: Given,
        refspec: String,
        packages: Vec<String>,
    ) -> Result<String, Refusal> {
        let arguments = (sorted(&options), refspec.clone(), packages);
        let work = Work::Rebase(refspec, Options::read(&options));
        self.begin(header, ("rebase", "Rebase"), arguments, work)
            .await
    }

    async fn rollback(
        &self,
        #[zbus(header)] header: Header<'_>,
        options: Given,
    ) -> Result<String, Refusal> {
        let work = Work::Rollback(Options::read(&options));
        self.begin(header, ("rollback", "Rollback"), sorted(&options), work)
            .await
    }

    async fn clear_rollback_target(
        &self,
        #[zbus(header)] header: Header<'_>,
        options: Given,
    ) -> Result<String, Refusal> {
        let work = Work::CleanUp(vec![CleanUp::Rollback], "clear-rollback");
        self.begin(
            header,
            ("rollback", "ClearRollbackTarget"),
            sorted(&options),
            work,
        )
        .await
    }

    async fn cleanup(
        &self,
        #[zbus(header)] header: Header<'_>,
        elements: Vec<String>,
    ) -> Result<String, Refusal> {
        self.allow(&header, "cleanup").await?;
        let parsed: Result<Vec<_>, _> = elements
            .iter()
            .map(|e| {
                CleanUp::parse(e)
                    .ok_or_else(|| Refusal::Failed(format!("Invalid cleanup type: {e}")))
            })
            .collect();
        let work = Work::CleanUp(parsed?, "cleanup");
        Arc::clone(&self.daemon)
            .begin(&header, "Cleanup", format!("{elements:?}"), work)
            .await
    }

    async fn automatic_update_trigger(
        &self,
        #[zbus(header)] header: Header<'_>,
        options: Given,
    ) -> Result<(bool, String), Refusal> {
        let text = |key: &str| {
            let value = options.get(key)?.try_clone().ok()?;
            String::try_from(value).ok()
        };
        let mut read = Options::read(&options);
        read.quiet = read.output_to_self.unwrap_or(true);
        let work = match text("mode").as_deref() {
            // The policy of this machine is to leave updates to the person.
            None | Some("auto" | "none") => return Ok((false, String::new())),
            Some("check") => Work::Check(read),
            Some("stage") => Work::Upgrade(read),
            Some("apply") => {
                read.reboot = true;
                Work::Upgrade(read)
            }
            Some(other) => {
                return Err(Refusal::Failed(format!(
                    "Invalid AutomaticUpdatePolicy: '{other}'"
                )));
            }
        };
        let methods = ("upgrade", "AutomaticUpdateTrigger");
        let address = self.begin(header, methods, sorted(&options), work).await?;
        Ok((true, address))
    }

    async fn finalize_deployment(
        &self,
        #[zbus(header)] header: Header<'_>,
        options: Given,
    ) -> Result<String, Refusal> {
        let work = Work::Finalize(Options::read(&options));
        let methods = ("finalize-deployment", "FinalizeDeployment");
        self.begin(header, methods, sorted(&options), work).await
    }

    async fn refresh_md(
        &self,
        #[zbus(header)] header: Header<'_>,
        options: Given,
    ) -> Result<String, Refusal> {
        let force = Options::read(&options).force;
        self.begin(
            header,
            ("repo-refresh", "RefreshMd"),
            sorted(&options),
            Work::RefreshMd { force },
        )
        .await
    }

    async fn pkg_change(
        &self,
        #[zbus(header)] header: Header<'_>,
        options: Given,
        packages_added: Vec<String>,
        packages_removed: Vec<String>,
    ) -> Result<String, Refusal> {
        let title = match (packages_added.len(), packages_removed.len()) {
            (n, 0) => format!("install; install: {n}"),
            (0, n) => format!("uninstall; uninstall: {n}"),
            (a, r) => format!("install; install: {a} uninstall: {r}"),
        };
        let arguments = (sorted(&options), packages_added, packages_removed);
        let methods = ("install-uninstall-packages", "PkgChange");
        self.begin(header, methods, arguments, Work::Packages(title))
            .await
    }

    #[expect(clippy::too_many_arguments, reason = "the service's own interface")]
    async fn kernel_args(
        &self,
        #[zbus(header)] header: Header<'_>,
        existing: String,
        added: Vec<String>,
        replaced: Vec<String>,
        removed: Vec<String>,
        options: Given,
    ) -> Result<String, Refusal> {
        let arguments = (
            existing,
            added.clone(),
            replaced.clone(),
            removed.clone(),
            sorted(&options),
        );
        let work = Work::Kargs(
            Kargs {
                added,
                replaced,
                removed,
            },
            Options::read(&options),
        );
        self.begin(header, ("bootconfig", "KernelArgs"), arguments, work)
            .await
    }

    async fn set_initramfs_state(
        &self,
        #[zbus(header)] header: Header<'_>,
        regenerate: bool,
        args: Vec<String>,
        options: Given,
    ) -> Result<String, Refusal> {
        let arguments = (regenerate, args, sorted(&options));
        self.begin(
            header,
            ("bootconfig", "SetInitramfsState"),
            arguments,
            Work::Initramfs,
        )
        .await
    }

    #[expect(clippy::too_many_arguments, reason = "the service's own interface")]
    async fn initramfs_etc(
        &self,
        #[zbus(header)] header: Header<'_>,
        track: Vec<String>,
        untrack: Vec<String>,
        untrack_all: bool,
        force_sync: bool,
        options: Given,
    ) -> Result<String, Refusal> {
        let arguments = (track, untrack, untrack_all, force_sync, sorted(&options));
        self.begin(
            header,
            ("bootconfig", "InitramfsEtc"),
            arguments,
            Work::Initramfs,
        )
        .await
    }

    async fn download_update_rpm_diff(
        &self,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, Refusal> {
        let work = Work::DownloadDiff(job::DiffTarget::Update);
        self.begin(header, ("repo-refresh", "DownloadUpdateRpmDiff"), (), work)
            .await
    }

    async fn download_deploy_rpm_diff(
        &self,
        #[zbus(header)] header: Header<'_>,
        revision: String,
        packages: Vec<String>,
    ) -> Result<String, Refusal> {
        let arguments = (revision.clone(), packages);
        let work = Work::DownloadDiff(job::DiffTarget::Revision(revision));
        self.begin(
            header,
            ("repo-refresh", "DownloadDeployRpmDiff"),
            arguments,
            work,
        )
        .await
    }

    async fn download_rebase_rpm_diff(
        &self,
        #[zbus(header)] header: Header<'_>,
        refspec: String,
        packages: Vec<String>,
    ) -> Result<String, Refusal> {
        let arguments = (refspec.clone(), packages);
        let work = Work::DownloadDiff(job::DiffTarget::Refspec(refspec));
        self.begin(
            header,
            ("repo-refresh", "DownloadRebaseRpmDiff"),
            arguments,
            work,
        )
        .await
    }

    async fn get_deployments_rpm_diff(
        &self,
        #[zbus(header)] header: Header<'_>,
        deployid0: String,
        deployid1: String,
    ) -> Result<Vec<Wire>, Refusal> {
        self.allow(&header, "repo-refresh").await?;
        let (from, to) = (self.find(&deployid0)?, self.find(&deployid1)?);
        let read = |d: &Deployment| {
            self.daemon
                .commit(&d.checksum)
                .map_err(|e| Refusal::Failed(e.to_string()))
        };
        Ok(diff::wire(&diff::changes(
            &read(&from)?.packages,
            &read(&to)?.packages,
        )))
    }

    async fn get_cached_update_rpm_diff(
        &self,
        #[zbus(header)] header: Header<'_>,
        deployid: String,
    ) -> Result<(Vec<Wire>, Dict), Refusal> {
        self.allow(&header, "repo-refresh").await?;
        if !deployid.is_empty() {
            self.find(&deployid)?;
        }
        self.known_diff(|booted| {
            super::super::state::remote_ref(self.daemon.machine(), &booted.refspec)
        })
    }

    async fn get_cached_deploy_rpm_diff(
        &self,
        #[zbus(header)] header: Header<'_>,
        revision: String,
        packages: Vec<String>,
    ) -> Result<(Vec<Wire>, Dict), Refusal> {
        self.allow(&header, "repo-refresh").await?;
        tracing::debug!(?packages, "packages are ignored, as by the real service");
        self.known_diff(|booted| job::revision(&self.daemon, &booted.refspec, &revision))
    }

    async fn get_cached_rebase_rpm_diff(
        &self,
        #[zbus(header)] header: Header<'_>,
        refspec: String,
        packages: Vec<String>,
    ) -> Result<(Vec<Wire>, Dict), Refusal> {
        self.allow(&header, "repo-refresh").await?;
        tracing::debug!(?packages, "packages are ignored, as by the real service");
        self.known_diff(|_| super::super::state::remote_ref(self.daemon.machine(), &refspec))
    }

    fn get_deployment_boot_config(
        &self,
        deployid: &str,
        is_pending: bool,
    ) -> Result<Dict, Refusal> {
        let all = self.daemon.deployments();
        let found = match deployid {
            "" if is_pending => all.first(),
            "" => all.iter().find(|d| d.booted),
            index => index.parse::<usize>().ok().and_then(|n| all.get(n)),
        };
        let found = found.ok_or_else(|| Refusal::NotFound(format!("No deployment {deployid}")))?;
        let mut dict = Dict::new();
        dict::put(&mut dict, "staged", found.staged);
        dict::put(&mut dict, "options", found.options.clone());
        Ok(dict)
    }

    // Practice Linux has no package repositories: all of these answer as rpm-ostree does without any.
    fn list_repos(&self) -> Vec<Dict> {
        Vec::new()
    }

    async fn modify_yum_repo(
        &self,
        #[zbus(header)] header: Header<'_>,
        repo_id: String,
        settings: HashMap<String, String>,
    ) -> Result<String, Refusal> {
        let arguments = (
            repo_id,
            settings
                .into_iter()
                .collect::<std::collections::BTreeMap<_, _>>(),
        );
        let work = Work::Packages("modify-yum-repo".into());
        self.begin(header, ("repo-modify", "ModifyYumRepo"), arguments, work)
            .await
    }

    fn search(&self, names: Vec<String>) -> Result<Vec<Dict>, Refusal> {
        Err(no_repositories(&names))
    }

    fn get_packages(&self, names: Vec<String>) -> Result<Vec<Dict>, Refusal> {
        Err(no_repositories(&names))
    }

    fn what_provides(&self, names: Vec<String>) -> Result<Vec<Dict>, Refusal> {
        Err(no_repositories(&names))
    }

    #[zbus(property)]
    fn booted_deployment(&self) -> Dict {
        self.one(|all| all.iter().find(|d| d.booted))
    }

    #[zbus(property)]
    fn default_deployment(&self) -> Dict {
        self.one(<[Deployment]>::first)
    }

    #[zbus(property)]
    fn rollback_deployment(&self) -> Dict {
        self.one(daemon::rollback)
    }

    #[zbus(property)]
    fn cached_update(&self) -> Dict {
        self.daemon.cached_update()
    }

    #[zbus(property)]
    fn has_cached_update_rpm_diff(&self) -> bool {
        self.daemon.cached_update().contains_key("rpm-diff")
    }

    #[zbus(property)]
    fn name(&self) -> &'static str {
        OSNAME
    }
}

fn no_repositories(names: &[String]) -> Refusal {
    tracing::debug!(?names, "asked for packages");
    Refusal::Failed("No enabled repositories".into())
}
