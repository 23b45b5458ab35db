//! The object `/org/projectatomic/rpmostree1/practice`.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use zbus::message::Header;

use super::super::paths::OSNAME;
use super::super::state::Deployment;
use super::cached;
use super::daemon::{self, Daemon};
use super::dict::Dict;
use super::diff::Wire;
use super::error::Refusal;
use super::os_help::{Given, no_repositories, sorted};
use super::work::{Change, CleanUp, DiffTarget, Kargs, Options, Work};

/// Where it is.
pub(super) const PATH: &str = "/org/projectatomic/rpmostree1/practice";
/// Its interface.
pub(super) const INTERFACE: &str = "org.projectatomic.rpmostree1.OS";

/// The object.
#[derive(Debug)]
pub(super) struct Os {
    pub(super) daemon: Arc<Daemon>,
}

impl Os {
    /// One of that service.
    pub(super) fn new(daemon: Arc<Daemon>) -> Self {
        Self { daemon }
    }
}

#[expect(clippy::unused_self, reason = "members of a D-Bus interface have it")]
#[expect(clippy::needless_pass_by_value, reason = "the macro hands values over")]
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
        let (action, work) = Work::of_update(&modifiers, &options);
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
        let work = Work::clean_up(&elements).map_err(Refusal::Failed)?;
        self.begin(header, ("cleanup", "Cleanup"), elements, work)
            .await
    }

    async fn automatic_update_trigger(
        &self,
        #[zbus(header)] header: Header<'_>,
        options: Given,
    ) -> Result<(bool, String), Refusal> {
        let work = Work::automatic(&options).map_err(Refusal::Failed)?;
        // The policy of this machine is to leave updates to the person.
        let Some(work) = work else {
            return Ok((false, String::new()));
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
        let (added, removed) = (packages_added, packages_removed);
        let change = Change { added, removed };
        let arguments = (sorted(&options), change.clone());
        let work = Work::Packages(change, Options::read(&options));
        let methods = ("install-uninstall-packages", "PkgChange");
        self.begin(header, methods, arguments, work).await
    }

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
        let work = Work::DownloadDiff(DiffTarget::Update);
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
        let work = Work::DownloadDiff(DiffTarget::Revision(revision));
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
        let work = Work::DownloadDiff(DiffTarget::Refspec(refspec));
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
        self.diff_between(&deployid0, &deployid1)
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
        self.known_diff(|booted| cached::revision(&self.daemon, &booted.refspec, &revision))
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
        self.boot_config(deployid, is_pending)
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
        let arguments = (repo_id, settings.into_iter().collect::<BTreeMap<_, _>>());
        let work = Work::ModifyRepo;
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
