//! The bus objects of the scripted rpm-ostree, with every member of the real one.

use std::collections::HashMap;

use zbus::message::Header;
use zbus::{OwnedObjectPath, Variant, fdo, interface};

use super::captured::Dict;
use super::rpm_ostreed::{OS, Service};

/// Any error name, which `fdo::Error` cannot carry.
#[derive(Debug)]
struct AnyError(zbus::Error);

impl zbus::DBusError for AnyError {
    fn create_reply(&self, header: &Header<'_>) -> zbus::Result<zbus::Message> {
        let name = self.name().to_string();
        let text = self.description().unwrap_or_default();
        zbus::Message::error(header, name).build(&(text,))
    }

    fn name(&self) -> zbus::names::ErrorName<'_> {
        let zbus::Error::MethodError(name, ..) = &self.0 else {
            panic!("{}", self.0)
        };
        name.as_ref()
    }

    fn description(&self) -> Option<&str> {
        let zbus::Error::MethodError(_, text, _) = &self.0 else {
            panic!("{}", self.0)
        };
        text.as_deref()
    }
}

fn show(dict: &Dict) -> String {
    let mut keys: Vec<_> = dict.iter().collect();
    keys.sort_by_key(|(key, _)| key.as_str());
    let list: Vec<_> = keys
        .iter()
        .map(|(k, v)| format!("{k}={}", Variant::try_from(*v).unwrap()))
        .collect();
    format!("{{{}}}", list.join(", "))
}

pub(crate) struct SysrootObject(pub(crate) Service);

#[interface(name = "org.projectatomic.rpmostree1.Sysroot")]
impl SysrootObject {
    fn register_client(&self, options: Dict) -> Result<(), AnyError> {
        self.0.record("RegisterClient", show(&options));
        match self.0.refusal("RegisterClient") {
            Some(err) => Err(AnyError(err)),
            None => Ok(()),
        }
    }

    fn unregister_client(&self, options: Dict) {
        self.0.record("UnregisterClient", show(&options));
    }

    fn reload(&self) {
        self.0.record("Reload", String::new());
    }

    fn reload_config(&self) {
        self.0.record("ReloadConfig", String::new());
    }

    /// The real one crashes when the name is empty.
    #[zbus(name = "GetOS")]
    async fn get_os(&self, name: &str) -> fdo::Result<OwnedObjectPath> {
        self.0.record("GetOS", name.to_owned());
        if name.is_empty() {
            self.0.die().await;
        }
        Ok(OwnedObjectPath::try_from(OS).unwrap())
    }

    #[zbus(property)]
    fn booted(&self) -> OwnedObjectPath {
        self.0.world().booted.clone().try_into().unwrap()
    }

    #[zbus(property)]
    fn path(&self) -> String {
        self.0.world().path.clone()
    }

    #[zbus(property)]
    fn active_transaction(&self) -> (String, String, String) {
        self.0.world().active.clone()
    }

    #[zbus(property)]
    fn active_transaction_path(&self) -> String {
        self.0.world().address.clone()
    }

    #[zbus(property)]
    fn automatic_update_policy(&self) -> String {
        self.0.world().policy.clone()
    }

    #[zbus(property)]
    fn deployments(&self) -> Vec<Dict> {
        self.0.world().deployments.clone()
    }
}

pub(crate) struct OsObject(pub(crate) Service);

impl OsObject {
    fn never<T>(&self, member: &str) -> fdo::Result<T> {
        panic!("{member} is never called by Isotope")
    }
}

type Lines = Vec<(String, u32, Dict)>;

#[interface(name = "org.projectatomic.rpmostree1.OS")]
impl OsObject {
    async fn automatic_update_trigger(
        &self,
        options: Dict,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<(bool, String), AnyError> {
        let address = self.0.transact(&header, &show(&options), "").await;
        Ok((true, address.map_err(AnyError)?))
    }

    async fn upgrade(
        &self,
        options: Dict,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let address = self.0.transact(&header, &show(&options), "").await;
        address.map_err(AnyError)
    }

    async fn update_deployment(
        &self,
        modifiers: Dict,
        options: Dict,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let arguments = format!("{} {}", show(&modifiers), show(&options));
        let address = self.0.transact(&header, &arguments, "").await;
        address.map_err(AnyError)
    }

    async fn deploy(
        &self,
        revision: &str,
        options: Dict,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let arguments = format!("{revision} {}", show(&options));
        let address = self.0.transact(&header, &arguments, revision).await;
        address.map_err(AnyError)
    }

    async fn rollback(
        &self,
        options: Dict,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let address = self.0.transact(&header, &show(&options), "").await;
        address.map_err(AnyError)
    }

    async fn cleanup(
        &self,
        elements: Vec<String>,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let arguments = elements.join(" ");
        let address = self.0.transact(&header, &arguments, "").await;
        address.map_err(AnyError)
    }

    async fn rebase(
        &self,
        options: Dict,
        refspec: &str,
        packages: Vec<String>,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let arguments = format!("{refspec} {} {}", packages.join(" "), show(&options));
        let address = self.0.transact(&header, &arguments, refspec).await;
        address.map_err(AnyError)
    }

    fn get_deployments_rpm_diff(&self, from: &str, to: &str) -> Result<Lines, AnyError> {
        self.0
            .record("GetDeploymentsRpmDiff", format!("{from} {to}"));
        match self.0.refusal("GetDeploymentsRpmDiff") {
            Some(err) => Err(AnyError(err)),
            None => Ok(self.0.world().diff.clone()),
        }
    }

    fn clear_rollback_target(&self, _options: Dict) -> fdo::Result<String> {
        self.never("ClearRollbackTarget")
    }

    fn download_deploy_rpm_diff(
        &self,
        _revision: &str,
        _packages: Vec<String>,
    ) -> fdo::Result<String> {
        self.never("DownloadDeployRpmDiff")
    }

    fn download_rebase_rpm_diff(
        &self,
        _refspec: &str,
        _packages: Vec<String>,
    ) -> fdo::Result<String> {
        self.never("DownloadRebaseRpmDiff")
    }

    fn download_update_rpm_diff(&self) -> fdo::Result<String> {
        self.never("DownloadUpdateRpmDiff")
    }

    fn finalize_deployment(&self, _options: Dict) -> fdo::Result<String> {
        self.never("FinalizeDeployment")
    }

    fn get_cached_deploy_rpm_diff(
        &self,
        _revision: &str,
        _packages: Vec<String>,
    ) -> fdo::Result<(Lines, Dict)> {
        self.never("GetCachedDeployRpmDiff")
    }

    fn get_cached_rebase_rpm_diff(
        &self,
        _refspec: &str,
        _packages: Vec<String>,
    ) -> fdo::Result<(Lines, Dict)> {
        self.never("GetCachedRebaseRpmDiff")
    }

    fn get_cached_update_rpm_diff(&self, _id: &str) -> fdo::Result<(Lines, Dict)> {
        self.never("GetCachedUpdateRpmDiff")
    }

    fn get_deployment_boot_config(&self, _id: &str, _pending: bool) -> fdo::Result<Dict> {
        self.never("GetDeploymentBootConfig")
    }

    fn get_packages(&self, _names: Vec<String>) -> fdo::Result<Vec<Dict>> {
        self.never("GetPackages")
    }

    fn initramfs_etc(
        &self,
        _track: Vec<String>,
        _untrack: Vec<String>,
        _all: bool,
        _force: bool,
        _options: Dict,
    ) -> fdo::Result<String> {
        self.never("InitramfsEtc")
    }

    fn kernel_args(
        &self,
        _existing: &str,
        _added: Vec<String>,
        _replaced: Vec<String>,
        _removed: Vec<String>,
        _options: Dict,
    ) -> fdo::Result<String> {
        self.never("KernelArgs")
    }

    fn list_repos(&self) -> fdo::Result<Vec<Dict>> {
        self.never("ListRepos")
    }

    fn modify_yum_repo(
        &self,
        _id: &str,
        _settings: HashMap<String, String>,
    ) -> fdo::Result<String> {
        self.never("ModifyYumRepo")
    }

    async fn pkg_change(
        &self,
        options: Dict,
        added: Vec<String>,
        removed: Vec<String>,
        #[zbus(header)] header: Header<'_>,
    ) -> Result<String, AnyError> {
        let added = added.join(" ");
        let arguments = format!("+{added} -{} {}", removed.join(" "), show(&options));
        let address = self.0.transact(&header, &arguments, &added).await;
        address.map_err(AnyError)
    }

    fn refresh_md(&self, _options: Dict) -> fdo::Result<String> {
        self.never("RefreshMd")
    }

    fn search(&self, _names: Vec<String>) -> fdo::Result<Vec<Dict>> {
        self.never("Search")
    }

    fn set_initramfs_state(
        &self,
        _regenerate: bool,
        _args: Vec<String>,
        _options: Dict,
    ) -> fdo::Result<String> {
        self.never("SetInitramfsState")
    }

    fn what_provides(&self, _names: Vec<String>) -> fdo::Result<Vec<Dict>> {
        self.never("WhatProvides")
    }

    #[zbus(property)]
    fn booted_deployment(&self) -> Dict {
        self.0.world().special("BootedDeployment")
    }

    #[zbus(property)]
    fn cached_update(&self) -> Dict {
        self.0.world().cached.clone()
    }

    #[zbus(property)]
    fn default_deployment(&self) -> Dict {
        self.0.world().special("DefaultDeployment")
    }

    #[zbus(property)]
    fn has_cached_update_rpm_diff(&self) -> bool {
        self.0.world().cached.contains_key("rpm-diff")
    }

    #[zbus(property)]
    fn name(&self) -> String {
        "fedora".into()
    }

    #[zbus(property)]
    fn rollback_deployment(&self) -> Dict {
        self.0.world().special("RollbackDeployment")
    }
}
