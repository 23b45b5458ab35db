//! Restarting the computer, through the session's own service (systemd-logind).

use zbus::Connection;

use super::{BackendError, Refusal, failure};
use crate::bus::Failure;

const SERVICE: &str = "systemd-logind";

/// (what, who, why, mode, user, process)
type Inhibitor = (String, String, String, String, u32, u32);

#[zbus::proxy(
    interface = "org.freedesktop.login1.Manager",
    default_service = "org.freedesktop.login1",
    default_path = "/org/freedesktop/login1"
)]
trait Login {
    #[zbus(allow_interactive_auth)]
    fn reboot(&self, interactive: bool) -> zbus::Result<()>;
    fn list_inhibitors(&self) -> zbus::Result<Vec<Inhibitor>>;
}

/// Asks for a restart. A person may be asked for a password.
///
/// # Errors
/// [`Refusal::RestartBlocked`], [`Refusal::RestartPending`], [`BackendError::NotAllowed`],
/// [`BackendError::Missing`] without logind.
pub(super) async fn restart(calls: &Connection) -> Result<(), BackendError> {
    let login = LoginProxy::builder(calls)
        .cache_properties(zbus::proxy::CacheProperties::No)
        .build()
        .await
        .map_err(error)?;
    let by = blockers(&login.list_inhibitors().await.map_err(error)?);
    if !by.is_empty() {
        return Err(refused(Refusal::RestartBlocked { by }));
    }
    match login.reboot(true).await {
        Ok(()) => Ok(()),
        Err(err) => Err(meaning(err, &login).await),
    }
}

async fn meaning(err: zbus::Error, login: &LoginProxy<'_>) -> BackendError {
    match Failure::from(&err).name.as_str() {
        "org.freedesktop.login1.OperationInProgress" => refused(Refusal::RestartPending),
        // One that came after the list was read.
        "org.freedesktop.login1.BlockedByInhibitorLock" => match login.list_inhibitors().await {
            Ok(list) => refused(Refusal::RestartBlocked {
                by: blockers(&list),
            }),
            Err(_) => error(err),
        },
        _ => error(err),
    }
}

/// Who holds a restart back, and why.
fn blockers(list: &[Inhibitor]) -> Vec<(String, String)> {
    let blocks = |(what, _, _, mode, _, _): &&Inhibitor| {
        what.split(':').any(|what| what == "shutdown")
            && ["block", "block-weak"].contains(&mode.as_str())
    };
    list.iter()
        .filter(blocks)
        .map(|(_, who, why, ..)| (who.clone(), why.clone()))
        .collect()
}

fn refused(reason: Refusal) -> BackendError {
    BackendError::Refused { reason }
}

fn error(err: zbus::Error) -> BackendError {
    failure::called(SERVICE, err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_blocked_shutdown_holds_back() {
        let inhibitor = |what: &str, who: &str, mode: &str| {
            let text = str::to_owned;
            (text(what), text(who), text("because"), text(mode), 1000, 1)
        };
        let list = [
            inhibitor("sleep", "NetworkManager", "delay"),
            inhibitor("shutdown", "PackageKit", "delay"),
            inhibitor("handle-power-key", "GNOME", "block"),
            inhibitor("sleep:shutdown", "Brasero", "block"),
        ];
        let expected = [("Brasero".to_owned(), "because".to_owned())];
        assert_eq!(blockers(&list), expected);
    }
}
