//! What an ostree system does with a request, in memory.

use crate::backend::{BackendError, Refusal};
use crate::domain::{
    AvailableUpdate, Capabilities, Deployment, DeploymentId, DeploymentState, Lack, Origin,
    Outcome, PinSupport, Request, Support, SystemStatus, is_package_name,
};

use super::data;

fn refuse(reason: Refusal) -> Result<(), BackendError> {
    Err(BackendError::Refused { reason })
}

/// Whether the request makes sense now.
pub(super) fn check(
    status: &SystemStatus,
    capabilities: &Capabilities,
    request: &Request,
) -> Result<(), BackendError> {
    let find = |id: &DeploymentId| {
        status.find(id).ok_or(BackendError::Refused {
            reason: Refusal::NoSuchVersion,
        })
    };
    let staged = status.staged().is_some();
    keep_chosen(status, request)?;
    match request {
        Request::Rollback | Request::Switch(_) | Request::SwitchPlain(_) if staged => {
            refuse(Refusal::UpdateStaged)
        }
        Request::Rollback if status.previous().is_none() && status.waiting().is_none() => {
            refuse(Refusal::NothingToGoBackTo)
        }
        Request::Deploy(version) if !data::known_version(version) => {
            refuse(Refusal::VersionNotFound {
                version: version.clone(),
            })
        }
        Request::Switch(origin) | Request::SwitchPlain(origin) => known_origin(status, origin),
        Request::AddPackages(names) => addable(status, names),
        Request::MakeNext(id) => match find(id)? {
            _ if staged => refuse(Refusal::UpdateStaged),
            found if status.next() == Some(found) => refuse(Refusal::AlreadyNext),
            _ => Ok(()),
        },
        Request::Pin(id) | Request::Unpin(id) => match find(id)? {
            _ if capabilities.pin == PinSupport::No(Lack::Helper) => refuse(Refusal::NotSupported),
            found if found.is_staged() => refuse(Refusal::CannotKeepStaged),
            _ => Ok(()),
        },
        Request::Delete(id) => match find(id)? {
            _ if capabilities.delete == Support::No(Lack::Helper) => refuse(Refusal::NotSupported),
            found if found.running => refuse(Refusal::CannotDeleteRunning),
            found if found.pinned => refuse(Refusal::CannotDeleteKept),
            _ => Ok(()),
        },
        Request::Check
        | Request::Update
        | Request::Download
        | Request::Discard
        | Request::Rollback
        | Request::Deploy(_) => Ok(()),
    }
}

/// A version that was chosen for the next start is never lost without a word.
fn keep_chosen(status: &SystemStatus, request: &Request) -> Result<(), BackendError> {
    let name = |d: &Deployment| d.version.clone().unwrap_or_default();
    match request {
        Request::Update
        | Request::Deploy(_)
        | Request::Switch(_)
        | Request::SwitchPlain(_)
        | Request::AddPackages(_) => status.chosen().map_or(Ok(()), |chosen| {
            refuse(Refusal::OtherVersionChosen {
                version: name(chosen),
            })
        }),
        Request::Discard => status.lost_by_discard().map_or(Ok(()), |lost| {
            refuse(Refusal::ChosenWouldBeLost {
                version: name(lost),
            })
        }),
        Request::Check
        | Request::Download
        | Request::Rollback
        | Request::MakeNext(_)
        | Request::Pin(_)
        | Request::Unpin(_)
        | Request::Delete(_) => Ok(()),
    }
}

/// Does it. Only called after [`check`].
pub(super) fn apply(
    status: &mut SystemStatus,
    upstream: &AvailableUpdate,
    request: &Request,
) -> Outcome {
    let before = status.clone();
    match request {
        Request::Check => look(status, upstream),
        Request::Download => {
            look(status, upstream);
            if let Some(update) = &mut status.update {
                update.downloaded = true;
            }
        }
        Request::Update => stage(status, upstream),
        Request::Deploy(version) => stage(status, &data::older(version)),
        Request::Switch(origin) | Request::SwitchPlain(origin) => switch(status, origin),
        Request::AddPackages(names) => add(status, names),
        Request::Discard => {
            status.deployments.retain(|d| !d.is_staged());
            if let Some(update) = &mut status.update {
                update.staged_as = None;
            }
        }
        Request::Rollback => rollback(status),
        Request::MakeNext(id) => to_front(status, &id.clone()),
        Request::Pin(id) => set_pinned(status, id, true),
        Request::Unpin(id) => set_pinned(status, id, false),
        Request::Delete(id) => status.deployments.retain(|d| d.id != *id),
    }
    if *request == Request::Check {
        let found = status.new_update().is_some();
        return if found {
            Outcome::Changed
        } else {
            Outcome::NothingToDo
        };
    }
    if *status == before {
        Outcome::NothingToDo
    } else {
        Outcome::Changed
    }
}

/// What was downloaded stays so.
fn look(status: &mut SystemStatus, upstream: &AvailableUpdate) {
    let downloaded = status.update.as_ref().is_some_and(|u| u.downloaded);
    status.update = Some(AvailableUpdate {
        downloaded,
        ..upstream.clone()
    });
}

fn stage(status: &mut SystemStatus, upstream: &AvailableUpdate) {
    let origin = status.running().map(|d| d.origin.clone());
    let Some(origin) = origin else { return };
    let version = upstream.version.as_deref().unwrap_or("0");
    let id = data::id(version);
    if status.find(&id).is_some() {
        return;
    }
    status.deployments.retain(|d| !d.is_staged());
    let made = Deployment {
        state: DeploymentState::Staged,
        ..data::deployment(version, origin)
    };
    status.deployments.insert(0, made);
    status.update = Some(AvailableUpdate {
        staged_as: Some(id),
        downloaded: true,
        ..upstream.clone()
    });
}

/// Whether its upstream has that: the branches of the practice machine, and any image.
fn known_origin(status: &SystemStatus, origin: &Origin) -> Result<(), BackendError> {
    if status
        .next()
        .is_some_and(|next| next.origin.is_same_place(origin))
    {
        return refuse(Refusal::SameOrigin);
    }
    match origin {
        Origin::Ostree(branch) if branch.remote.as_deref() != Some("practice") => {
            let remote = branch.remote.clone().unwrap_or_default();
            refuse(Refusal::NoSuchRemote { remote })
        }
        Origin::Ostree(branch) if origin.system().desktop.is_none() => {
            let name = branch.branch.clone();
            refuse(Refusal::NoSuchOrigin { name })
        }
        Origin::Commit(_) | Origin::Unknown => refuse(Refusal::NotSupported),
        Origin::Ostree(_) | Origin::Container(_) => Ok(()),
    }
}

/// Stages the newest version of another system. What was known of updates was about the other one.
fn switch(status: &mut SystemStatus, origin: &Origin) {
    let made = Deployment {
        state: DeploymentState::Staged,
        ..data::newest_of(origin)
    };
    status.deployments.retain(|d| !d.is_staged());
    status.deployments.insert(0, made);
    status.update = None;
}

/// Whether packages of these names can be added to what starts next.
fn addable(status: &SystemStatus, names: &[String]) -> Result<(), BackendError> {
    let Some(next) = status.next() else {
        return refuse(Refusal::NotSupported);
    };
    let of_running = |running: &Deployment| running.origin.is_same_place(&next.origin);
    if let Some(name) = names.iter().find(|name| !is_package_name(name)) {
        refuse(Refusal::NotAPackage { name: name.clone() })
    } else if !status.running().is_some_and(of_running) {
        refuse(Refusal::UpdateStaged)
    } else if let Some(name) = names.iter().find(|name| name.starts_with("no-such")) {
        Err(BackendError::Packages {
            unknown: Some(name.clone()),
            detail: format!("Packages not found: {name}"),
        })
    } else if names.iter().all(|name| next.added_packages.contains(name)) {
        refuse(Refusal::NothingToAdd)
    } else {
        Ok(())
    }
}

/// What starts next once more, with these packages.
fn add(status: &mut SystemStatus, names: &[String]) {
    let Some(next) = status.next().cloned() else {
        return;
    };
    let mut added_packages = next.added_packages.clone();
    added_packages.extend(names.iter().cloned());
    added_packages.sort();
    added_packages.dedup();
    let made = Deployment {
        id: data::id(&format!("{next:?} {added_packages:?}")),
        added_packages,
        running: false,
        pinned: false,
        state: DeploymentState::Staged,
        ..next
    };
    status.deployments.retain(|d| !d.is_staged());
    status.deployments.insert(0, made);
}

fn rollback(status: &mut SystemStatus) {
    let target = match status.waiting() {
        Some(_) => status.running(),
        None => status.previous(),
    };
    if let Some(id) = target.map(|d| d.id.clone()) {
        to_front(status, &id);
    }
}

fn to_front(status: &mut SystemStatus, id: &DeploymentId) {
    if let Some(at) = status.deployments.iter().position(|d| d.id == *id) {
        let found = status.deployments.remove(at);
        status.deployments.insert(0, found);
    }
}

fn set_pinned(status: &mut SystemStatus, id: &DeploymentId, pinned: bool) {
    if let Some(found) = status.deployments.iter_mut().find(|d| d.id == *id) {
        found.pinned = pinned;
    }
}

/// Shuts down and starts what stands first; a staged version takes the place of the unpinned previous one.
pub(super) fn restart(status: &mut SystemStatus) {
    if status.staged().is_some() {
        status
            .deployments
            .retain(|d| d.running || d.is_staged() || d.pinned);
    }
    for (at, deployment) in status.deployments.iter_mut().enumerate() {
        deployment.state = DeploymentState::Installed;
        deployment.running = at == 0;
    }
    status.findings.clear();
}

/// The command that does the same.
pub(super) fn command(request: &Request, status: &SystemStatus) -> Option<String> {
    let index = |id: &DeploymentId| status.deployments.iter().position(|d| d.id == *id);
    Some(match request {
        Request::Check => "rpm-ostree upgrade --check".to_owned(),
        Request::Update => "rpm-ostree upgrade".to_owned(),
        Request::Download => "rpm-ostree upgrade --download-only".to_owned(),
        Request::Discard => "rpm-ostree cleanup --pending".to_owned(),
        Request::Rollback => "rpm-ostree rollback".to_owned(),
        Request::Deploy(version) => format!("rpm-ostree deploy {version}"),
        Request::SwitchPlain(_) => return None,
        Request::AddPackages(names) if names.is_empty() => return None,
        Request::AddPackages(names) => {
            let install = "rpm-ostree install --idempotent --allow-inactive";
            format!("{install} {}", names.join(" "))
        }
        Request::Switch(origin) => format!("rpm-ostree rebase {}", origin.target()),
        Request::MakeNext(id) => format!("sudo ostree admin set-default {}", index(id)?),
        Request::Pin(id) => format!("sudo ostree admin pin {}", index(id)?),
        Request::Unpin(id) => format!("sudo ostree admin pin --unpin {}", index(id)?),
        Request::Delete(id) => format!("sudo ostree admin undeploy {}", index(id)?),
    })
}
