//! Which call does what a person asks for, and the rules that are known before asking. Pure, but for the calls.

use zbus::Variant;

use crate::backend::Refusal;
use crate::domain::{
    Capabilities, Deployment, DeploymentId, OlderVersions, Origin, PinSupport, Request,
    RequestKind, RollbackKind, Support, SwitchKind, SystemStatus, is_package_name,
};

use super::bus::{Options, OsProxy};

/// Who does what a person asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The service, in a transaction.
    Service(Call),
    /// Isotope's helper.
    Helper(HelperCall),
}

/// A call that gives the address of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Call {
    /// `AutomaticUpdateTrigger`
    Check,
    /// `Upgrade`
    Upgrade,
    /// `UpdateDeployment`, download-only
    Download,
    /// `Cleanup` of pending-deploy
    Discard,
    /// `Rollback`
    Rollback,
    /// `Deploy`
    Deploy(String),
    /// `Rebase`, to this address
    Rebase(String),
    /// `UpdateDeployment` to this address, without what was added
    RebasePlain(String),
    /// `PkgChange`, adding these
    AddPackages(Vec<String>),
}

/// A verb of the helper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HelperCall {
    /// Keep it.
    Pin(DeploymentId),
    /// Stop keeping it.
    Unpin(DeploymentId),
    /// Start it next.
    MakeNext(DeploymentId),
    /// Delete it.
    Delete(DeploymentId),
}

/// Decides who does it, or why it makes no sense now.
pub(super) fn way(
    request: &Request,
    status: &SystemStatus,
    can: &Capabilities,
) -> Result<Way, Refusal> {
    let service = |call| Ok(Way::Service(call));
    // Without a running version of this system, some calls make the service crash.
    if status.running().is_none() {
        return Err(Refusal::NotSupported);
    }
    match request {
        Request::Check => service(Call::Check),
        Request::Update => nothing_chosen(status).and_then(|()| service(Call::Upgrade)),
        Request::Download => service(Call::Download),
        Request::Discard => discard(status),
        Request::Rollback => rollback(status, can),
        Request::MakeNext(id) => make_next(id, status, can),
        Request::Deploy(version) => {
            nothing_chosen(status)?;
            deploy(version, can).and_then(service)
        }
        Request::Switch(origin) => switch(origin, status, can)
            .map(Call::Rebase)
            .and_then(service),
        Request::SwitchPlain(origin) => switch(origin, status, can)
            .map(Call::RebasePlain)
            .and_then(service),
        Request::AddPackages(names) => add_packages(names, status, can)
            .map(Call::AddPackages)
            .and_then(service),
        Request::Pin(id) => pin(id, status, can),
        Request::Unpin(id) => unpin(id, status, can),
        Request::Delete(id) => delete(id, status, can),
    }
}

/// An update starts from the version that starts next; one that a person chose would be gone without a word.
fn nothing_chosen(status: &SystemStatus) -> Result<(), Refusal> {
    match status.chosen() {
        Some(chosen) => Err(Refusal::OtherVersionChosen {
            version: name(chosen),
        }),
        None => Ok(()),
    }
}

fn discard(status: &SystemStatus) -> Result<Way, Refusal> {
    match status.lost_by_discard() {
        Some(lost) => Err(Refusal::ChosenWouldBeLost {
            version: name(lost),
        }),
        None => Ok(Way::Service(Call::Discard)),
    }
}

fn name(deployment: &Deployment) -> String {
    let version = deployment.version.as_deref();
    version.unwrap_or(deployment.id.as_str()).to_owned()
}

fn find<'a>(id: &DeploymentId, status: &'a SystemStatus) -> Result<&'a Deployment, Refusal> {
    status.find(id).ok_or(Refusal::NoSuchVersion)
}

/// Puts the previous version first; when another one was already chosen, the running one.
fn rollback(status: &SystemStatus, can: &Capabilities) -> Result<Way, Refusal> {
    if status.staged().is_some() {
        return Err(Refusal::UpdateStaged);
    }
    let wanted = match status.waiting() {
        Some(_) => status.running(),
        None => status.previous(),
    };
    let wanted = wanted.ok_or(Refusal::NothingToGoBackTo)?;
    swap_or_choose(&wanted.id, status, can)
}

/// The service's own `Rollback` where that does it, else the helper.
fn swap_or_choose(
    id: &DeploymentId,
    status: &SystemStatus,
    can: &Capabilities,
) -> Result<Way, Refusal> {
    if swapped(status).is_some_and(|d| d.id == *id) {
        Ok(Way::Service(Call::Rollback))
    } else if can.rollback == RollbackKind::AnyDeployment {
        Ok(Way::Helper(HelperCall::MakeNext(id.clone())))
    } else {
        Err(Refusal::NotSupported)
    }
}

/// What `Rollback` puts first: the version after the running one, and only without one the running one itself.
/// Source: rpm-ostree `rpmostreed-transaction-types.cxx` (`rollback_transaction_execute`).
fn swapped(status: &SystemStatus) -> Option<&Deployment> {
    status
        .previous()
        .or_else(|| status.waiting().and_then(|_| status.running()))
}

fn make_next(id: &DeploymentId, status: &SystemStatus, can: &Capabilities) -> Result<Way, Refusal> {
    find(id, status)?;
    if status.next().is_some_and(|next| next.id == *id) {
        return Err(Refusal::AlreadyNext);
    }
    if status.staged().is_some() {
        return Err(Refusal::UpdateStaged);
    }
    if can.rollback == RollbackKind::AnyDeployment {
        Ok(Way::Helper(HelperCall::MakeNext(id.clone())))
    } else {
        swap_or_choose(id, status, can)
    }
}

/// Images are fetched by digest, branches by version number.
fn deploy(version: &str, can: &Capabilities) -> Result<Call, Refusal> {
    let digest = version.starts_with("sha256:");
    let fits = match can.older_versions {
        OlderVersions::ByVersion => !version.is_empty() && !digest,
        OlderVersions::ByDigest => digest,
        OlderVersions::LocalOnly => false,
    };
    if fits {
        Ok(Call::Deploy(version.to_owned()))
    } else {
        Err(Refusal::NotSupported)
    }
}

/// Starts from the version that starts next: one that waits there would be gone without a word.
fn switch(origin: &Origin, status: &SystemStatus, can: &Capabilities) -> Result<String, Refusal> {
    if can.switch != SwitchKind::Image || *origin == Origin::Unknown {
        return Err(Refusal::NotSupported);
    }
    if status.staged().is_some() {
        return Err(Refusal::UpdateStaged);
    }
    nothing_chosen(status)?;
    let next = status.next();
    if next.is_some_and(|next| next.origin.is_same_place(origin)) {
        return Err(Refusal::SameOrigin);
    }
    Ok(origin.target())
}

/// The service starts from the version that starts next and prepares all of it anew, so an update that waits there stays
/// in. Another system that waits there does not become a third one by the way.
fn add_packages(
    names: &[String],
    status: &SystemStatus,
    can: &Capabilities,
) -> Result<Vec<String>, Refusal> {
    if can.add_packages != Support::Yes {
        return Err(Refusal::NotSupported);
    }
    if let Some(name) = names.iter().find(|name| !is_package_name(name)) {
        return Err(Refusal::NotAPackage { name: name.clone() });
    }
    nothing_chosen(status)?;
    let next = status.next().ok_or(Refusal::NotSupported)?;
    let of_running = |running: &Deployment| running.origin.is_same_place(&next.origin);
    if !status.running().is_some_and(of_running) {
        return Err(Refusal::UpdateStaged);
    }
    let is_missing = |name: &&String| !next.added_packages.contains(name);
    let missing: Vec<String> = names.iter().filter(is_missing).cloned().collect();
    if missing.is_empty() {
        return Err(Refusal::NothingToAdd);
    }
    Ok(missing)
}

fn pin(id: &DeploymentId, status: &SystemStatus, can: &Capabilities) -> Result<Way, Refusal> {
    if find(id, status)?.is_staged() {
        return Err(Refusal::CannotKeepStaged);
    }
    if can.pin == PinSupport::Yes {
        Ok(Way::Helper(HelperCall::Pin(id.clone())))
    } else {
        Err(Refusal::NotSupported)
    }
}

fn unpin(id: &DeploymentId, status: &SystemStatus, can: &Capabilities) -> Result<Way, Refusal> {
    find(id, status)?;
    if can.pin == PinSupport::Yes {
        Ok(Way::Helper(HelperCall::Unpin(id.clone())))
    } else {
        Err(Refusal::NotSupported)
    }
}

fn delete(id: &DeploymentId, status: &SystemStatus, can: &Capabilities) -> Result<Way, Refusal> {
    let deployment = find(id, status)?;
    if deployment.running {
        Err(Refusal::CannotDeleteRunning)
    } else if deployment.pinned {
        Err(Refusal::CannotDeleteKept)
    } else if deployment.is_staged() {
        discard(status)
    } else if can.delete == Support::Yes {
        Ok(Way::Helper(HelperCall::Delete(id.clone())))
    } else {
        Err(Refusal::NotSupported)
    }
}

impl Call {
    /// Makes the service prepare the transaction, and gives its address.
    pub(super) async fn make(&self, os: &OsProxy<'_>) -> zbus::Result<String> {
        let none = Options::new();
        match self {
            Self::Check => {
                let mode = ("mode", Variant::from("check"));
                // By default its words go to the service's own log.
                let output = ("output-to-self", Variant::from(false));
                let options = Options::from([mode, output]);
                let (_, address) = os.automatic_update_trigger(&options).await?;
                Ok(address)
            }
            Self::Upgrade => os.upgrade(&none).await,
            Self::Download => {
                let options = Options::from([("download-only", Variant::from(true))]);
                os.update_deployment(&none, &options).await
            }
            Self::Discard => os.cleanup(&["pending-deploy"]).await,
            Self::Rollback => os.rollback(&none).await,
            Self::Deploy(version) => os.deploy(version, &none).await,
            Self::Rebase(address) => {
                let line = format!("isotope switch {address}");
                let title = ("initiating-command-line", Variant::from(line));
                os.rebase(&Options::from([title]), address, &[]).await
            }
            Self::RebasePlain(address) => {
                let line = format!("isotope switch {address}");
                let title = ("initiating-command-line", Variant::from(line));
                let plain = ("no-layering", Variant::from(true));
                let to = Options::from([("set-refspec", Variant::from(address.as_str()))]);
                os.update_deployment(&to, &Options::from([title, plain]))
                    .await
            }
            Self::AddPackages(names) => {
                let line = format!("isotope add {}", names.join(" "));
                // What the publisher ships by now, or somebody else has added meanwhile, is no mistake.
                let options = Options::from([
                    ("initiating-command-line", Variant::from(line)),
                    ("idempotent-layering", Variant::from(true)),
                    ("allow-inactive", Variant::from(true)),
                ]);
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                os.pkg_change(&options, &names, &[]).await
            }
        }
    }
}

/// What the method that somebody called, and the title of its transaction, amount to.
pub(super) fn kind(method: &str, title: &str) -> RequestKind {
    match method {
        "AutomaticUpdateTrigger" | "Upgrade" | "UpdateDeployment" => by_title(title),
        "Deploy" => RequestKind::Deploy,
        "Rollback" | "ClearRollbackTarget" => RequestKind::Rollback,
        "Cleanup" => RequestKind::Discard,
        "Rebase" => RequestKind::Switch,
        "PkgChange" => RequestKind::Packages,
        "RefreshMd"
        | "DownloadUpdateRpmDiff"
        | "DownloadDeployRpmDiff"
        | "DownloadRebaseRpmDiff" => RequestKind::Check,
        _ => RequestKind::Other,
    }
}

fn by_title(title: &str) -> RequestKind {
    if title.contains("(check only)") {
        RequestKind::Check
    } else if title.contains("(download only)") {
        RequestKind::Download
    } else if title.starts_with("rebase") || title.starts_with("isotope switch") {
        RequestKind::Switch
    } else if title.starts_with("deploy") {
        RequestKind::Deploy
    } else if title.contains("install") || title.contains("override") {
        RequestKind::Packages
    } else {
        // `upgrade`, `new-deployment`, or a command line that somebody gave.
        RequestKind::Update
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_programs_work_is_named_by_method_and_title() {
        let table = [
            ("Upgrade", "upgrade", RequestKind::Update),
            ("Upgrade", "new-deployment", RequestKind::Update),
            (
                "AutomaticUpdateTrigger",
                "upgrade (check only)",
                RequestKind::Check,
            ),
            ("AutomaticUpdateTrigger", "upgrade", RequestKind::Update),
            (
                "UpdateDeployment",
                "upgrade (download only)",
                RequestKind::Download,
            ),
            (
                "UpdateDeployment",
                "upgrade (cache only)",
                RequestKind::Update,
            ),
            ("UpdateDeployment", "rebase", RequestKind::Switch),
            (
                "UpdateDeployment",
                "install; install: 1",
                RequestKind::Packages,
            ),
            ("PkgChange", "install; install: 1", RequestKind::Packages),
            ("Rebase", "rebase", RequestKind::Switch),
            ("Deploy", "deploy", RequestKind::Deploy),
            ("Rollback", "rollback", RequestKind::Rollback),
            ("Cleanup", "cleanup", RequestKind::Discard),
            ("RefreshMd", "refresh-md (force)", RequestKind::Check),
            ("KernelArgs", "kargs", RequestKind::Other),
        ];
        for (method, title, expected) in table {
            assert_eq!(kind(method, title), expected, "{method} {title}");
        }
    }
}
