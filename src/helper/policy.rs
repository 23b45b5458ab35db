//! The question to polkit.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use isotope::helper_api::HelperError;
use zbus::message::Header;
use zbus::{Connection, proxy::CacheProperties};
use zbus_polkit::policykit1::{AuthorityProxy, CheckAuthorizationFlags, Subject};

static QUESTIONS: AtomicU64 = AtomicU64::new(0);

/// Asks whether the sender may do this to that version; a person may be asked for a password meanwhile.
///
/// The sender is named by its connection, so that no other process can take its place.
pub(crate) async fn ask(
    connection: &Connection,
    header: &Header<'_>,
    action: &str,
    version: &str,
) -> Result<(), HelperError> {
    let subject = Subject::new_for_message_header(header)
        .map_err(|err| HelperError::NotAuthorized(err.to_string()))?;
    let authority = AuthorityProxy::builder(connection)
        .cache_properties(CacheProperties::No)
        .build()
        .await?;
    let question = format!("isotope-{}", QUESTIONS.fetch_add(1, Ordering::Relaxed));
    let details = HashMap::from([("version", version)]);
    let interactive = CheckAuthorizationFlags::ALLOW_USER_INTERACTION;
    let asked = authority.check_authorization(&subject, action, &details, interactive, &question);
    match asked.await {
        Ok(answer) if answer.is_authorized => Ok(()),
        Ok(answer) if answer.details.contains_key("polkit.dismissed") => Err(dismissed()),
        Ok(answer) if answer.is_challenge => Err(HelperError::NotAuthorized(
            "nobody is there who could be asked for a password".to_owned(),
        )),
        Ok(_) => Err(HelperError::NotAuthorized("polkit says no".to_owned())),
        Err(zbus::Error::InputOutput(err)) if err.kind() == std::io::ErrorKind::TimedOut => {
            if let Err(err) = authority.cancel_check_authorization(&question).await {
                tracing::debug!(%err, "the question could not be withdrawn");
            }
            Err(dismissed())
        }
        Err(zbus::Error::MethodError(name, ..))
            if name.as_str() == "org.freedesktop.PolicyKit1.Error.Cancelled" =>
        {
            Err(dismissed())
        }
        Err(err) => Err(HelperError::NotAuthorized(format!("polkit: {err}"))),
    }
}

fn dismissed() -> HelperError {
    HelperError::Dismissed("the question was not answered".to_owned())
}
