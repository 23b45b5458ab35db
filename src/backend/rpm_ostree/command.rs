//! What a person would type to do the same. Pure.

use crate::domain::{DeploymentId, Request, SystemStatus};

/// The command line. `None`: there is none in this state.
pub(super) fn of(request: &Request, status: &SystemStatus) -> Option<String> {
    let admin = |verb: &str, id: &DeploymentId| {
        let index = index(status, id)?;
        Some(format!("sudo ostree admin {verb} {index}"))
    };
    match request {
        Request::Check => Some("rpm-ostree upgrade --check".into()),
        Request::Update => Some("rpm-ostree upgrade".into()),
        Request::Download => Some("rpm-ostree upgrade --download-only".into()),
        Request::Discard => Some("rpm-ostree cleanup --pending".into()),
        Request::Rollback => Some("rpm-ostree rollback".into()),
        Request::Deploy(version) => Some(format!("rpm-ostree deploy {}", quoted(version))),
        Request::Switch(origin) => Some(format!("rpm-ostree rebase {}", quoted(&origin.target()))),
        // There is no single command that leaves everything behind.
        Request::SwitchPlain(_) => None,
        Request::AddPackages(names) => add(names),
        Request::MakeNext(id) => admin("set-default", id),
        Request::Pin(id) => admin("pin", id),
        Request::Unpin(id) => admin("pin --unpin", id),
        Request::Delete(id) => admin("undeploy", id),
    }
}

/// As the service is asked: what is there already is no mistake.
fn add(names: &[String]) -> Option<String> {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let install = "rpm-ostree install --idempotent --allow-inactive";
    (!names.is_empty()).then(|| format!("{install} {}", names.join(" ")))
}

/// Where it stands now. Valid only until something changes.
fn index(status: &SystemStatus, id: &DeploymentId) -> Option<usize> {
    status.deployments.iter().position(|d| d.id == *id)
}

/// Quoted for a shell where that is needed.
fn quoted(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"._:+@/-".contains(&b);
    if !text.is_empty() && text.bytes().all(plain) && !text.starts_with('-') {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
