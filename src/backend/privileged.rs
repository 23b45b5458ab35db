//! The client of Isotope's privileged helper.

use zbus::Connection;

use super::{BackendError, Refusal, failure};
use crate::domain::DeploymentId;
use crate::helper_api::HelperError;

const SERVICE: &str = "isotope-helper";

/// A verb of the helper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// Keep a version.
    Pin,
    /// Release a version.
    Unpin,
    /// Choose the version that starts next.
    MakeNext,
    /// Delete a version.
    Delete,
}

#[zbus::proxy(
    interface = "io.github.isotope_desktop.Isotope.Helper1",
    default_service = "io.github.isotope_desktop.Isotope.Helper",
    default_path = "/io/github/isotope_desktop/Isotope/Helper"
)]
trait Helper {
    #[zbus(allow_interactive_auth)]
    fn pin(&self, deployment_id: &str) -> Result<(), HelperError>;
    #[zbus(allow_interactive_auth)]
    fn unpin(&self, deployment_id: &str) -> Result<(), HelperError>;
    #[zbus(allow_interactive_auth)]
    fn make_next(&self, deployment_id: &str) -> Result<(), HelperError>;
    #[zbus(allow_interactive_auth)]
    fn delete(&self, deployment_id: &str) -> Result<(), HelperError>;
}

/// Has the helper do it. Returns when it is done; a person may be asked for a password meanwhile.
///
/// # Errors
/// As the helper answers.
pub(super) async fn ask(
    calls: &Connection,
    verb: Verb,
    id: &DeploymentId,
) -> Result<(), BackendError> {
    let proxy = HelperProxy::builder(calls)
        .cache_properties(zbus::proxy::CacheProperties::No)
        .build()
        .await
        .map_err(|err| failure::called(SERVICE, err))?;
    let id = id.as_str();
    let answer = match verb {
        Verb::Pin => proxy.pin(id).await,
        Verb::Unpin => proxy.unpin(id).await,
        Verb::MakeNext => proxy.make_next(id).await,
        Verb::Delete => proxy.delete(id).await,
    };
    answer.map_err(meaning)
}

fn meaning(err: HelperError) -> BackendError {
    let refused = |reason| BackendError::Refused { reason };
    match err {
        HelperError::ZBus(err) => failure::called(SERVICE, err),
        HelperError::InvalidArgument(_) | HelperError::NoSuchDeployment(_) => {
            refused(Refusal::NoSuchVersion)
        }
        HelperError::NotAuthorized(detail) => BackendError::NotAllowed { detail },
        HelperError::Dismissed(_) => BackendError::Cancelled,
        HelperError::UpdateStaged(_) => refused(Refusal::UpdateStaged),
        HelperError::CannotPinStaged(_) => refused(Refusal::CannotKeepStaged),
        HelperError::CannotDeleteBooted(_) => refused(Refusal::CannotDeleteRunning),
        HelperError::CannotDeletePinned(_) => refused(Refusal::CannotDeleteKept),
        HelperError::AlreadyNext(_) => refused(Refusal::AlreadyNext),
        HelperError::Busy(title) => BackendError::Busy { by: None, title },
        HelperError::Failed(detail) => BackendError::Unexpected { detail },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zbus::DBusError as _;

    #[test]
    fn every_answer_has_a_meaning_of_its_own() {
        let text = || "text".to_owned();
        let refusals = [
            (
                HelperError::NoSuchDeployment(text()),
                Refusal::NoSuchVersion,
            ),
            (HelperError::UpdateStaged(text()), Refusal::UpdateStaged),
            (
                HelperError::CannotPinStaged(text()),
                Refusal::CannotKeepStaged,
            ),
            (
                HelperError::CannotDeleteBooted(text()),
                Refusal::CannotDeleteRunning,
            ),
            (
                HelperError::CannotDeletePinned(text()),
                Refusal::CannotDeleteKept,
            ),
            (HelperError::AlreadyNext(text()), Refusal::AlreadyNext),
        ];
        for (answer, expected) in refusals {
            let name = answer.name().to_string();
            let BackendError::Refused { reason } = meaning(answer) else {
                panic!("{name} is no refusal")
            };
            assert_eq!(reason, expected, "{name}");
        }
        assert!(matches!(
            meaning(HelperError::Dismissed(text())),
            BackendError::Cancelled
        ));
        assert!(matches!(
            meaning(HelperError::NotAuthorized(text())),
            BackendError::NotAllowed { detail } if detail == "text"
        ));
        assert!(matches!(
            meaning(HelperError::Busy(text())),
            BackendError::Busy { by: None, title } if title == "text"
        ));
    }
}
