//! What polkit (`org.freedesktop.PolicyKit1`) would say, asked without troubling anybody.

use std::collections::HashMap;

use zbus::proxy::CacheProperties;
use zbus::{Connection, Message};
use zbus_polkit::policykit1::{
    AuthorityProxy, AuthorizationResult, CheckAuthorizationFlags, Subject,
};

/// Whether this program's person may do that, perhaps after a password. `None`: nobody is there to tell.
pub(super) async fn may(calls: &Connection, action: &str) -> Option<bool> {
    let answer = ask(calls, action).await;
    let answer = answer.inspect_err(|err| tracing::debug!(%err, action, "polkit does not tell"));
    let answer = answer.ok()?;
    Some(answer.is_authorized || answer.is_challenge)
}

async fn ask(calls: &Connection, action: &str) -> zbus::Result<AuthorizationResult> {
    // A connection is named by what it sends.
    let mut any = Message::method_call("/", "Any");
    if let Some(name) = calls.unique_name() {
        any = any.sender(name);
    }
    let any = any.build(&())?;
    let subject = Subject::new_for_message_header(&any.header())
        .map_err(|err| zbus::Error::Failure(err.to_string()))?;
    let authority = AuthorityProxy::builder(calls)
        .cache_properties(CacheProperties::No)
        .build()
        .await?;
    let quietly = CheckAuthorizationFlags::empty();
    authority
        .check_authorization(&subject, action, &HashMap::new(), quietly, "")
        .await
}
