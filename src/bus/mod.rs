//! The only place that opens D-Bus connections, and that reads D-Bus errors.

use std::time::Duration;

use zbus::Connection;

/// How long a question to a service may take. The first one may start a daemon that has much to load.
const ANSWER_TIMEOUT: Duration = Duration::from_mins(5);

/// Connects to the system bus (`DBUS_SYSTEM_BUS_ADDRESS`, or its usual place).
///
/// # Errors
/// When there is no such bus.
pub async fn system() -> zbus::Result<Connection> {
    zbus::connection::Builder::system()
        .method_timeout(ANSWER_TIMEOUT)
        .build()
        .await
}
