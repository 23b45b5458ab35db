//! What the app and the privileged helper both know: names, paths, errors, polkit actions.
//!
//! The interface, all on the system bus at [`PATH`]:
//!
//! | member | signature | polkit action |
//! |---|---|---|
//! | `Pin` | `(s deployment_id)` | [`action::PIN`] |
//! | `Unpin` | `(s deployment_id)` | [`action::UNPIN`] |
//! | `MakeNext` | `(s deployment_id)` | [`action::MAKE_NEXT`] |
//! | `Delete` | `(s deployment_id)` | [`action::DELETE`] |
//! | property `Version` | `u` | – |
//!
//! A deployment id is `<osname>-<checksum>.<serial>` ([`crate::domain::OstreeId`]). Verbs and ids cross the bus, never
//! indices, paths or arguments.

/// Well-known bus name.
pub const BUS_NAME: &str = "io.github.isotope_desktop.Isotope.Helper";
/// Object path.
pub const PATH: &str = "/io/github/isotope_desktop/Isotope/Helper";
/// Interface name. An incompatible change is a new interface beside this one.
pub const INTERFACE: &str = "io.github.isotope_desktop.Isotope.Helper1";
/// Version of the interface; compatible additions raise it.
pub const VERSION: u32 = 1;

/// polkit actions, one a verb.
pub mod action {
    /// Keep a version.
    pub const PIN: &str = "io.github.isotope_desktop.Isotope.pin";
    /// Release a version.
    pub const UNPIN: &str = "io.github.isotope_desktop.Isotope.unpin";
    /// Choose the version that starts next.
    pub const MAKE_NEXT: &str = "io.github.isotope_desktop.Isotope.make-next";
    /// Delete a version.
    pub const DELETE: &str = "io.github.isotope_desktop.Isotope.delete";
    /// All of them.
    pub const ALL: [&str; 4] = [PIN, UNPIN, MAKE_NEXT, DELETE];
}

/// What the helper answers when it does not do it. Matched by name, never by text.
#[derive(Debug, zbus::DBusError)]
#[zbus(prefix = "io.github.isotope_desktop.Isotope.Helper1.Error")]
pub enum HelperError {
    /// Anything of the bus itself.
    #[zbus(error)]
    ZBus(zbus::Error),
    /// The id is malformed.
    InvalidArgument(String),
    /// No such deployment.
    NoSuchDeployment(String),
    /// polkit said no.
    NotAuthorized(String),
    /// The person closed the password dialog.
    Dismissed(String),
    /// A staged update would be lost.
    UpdateStaged(String),
    /// A staged deployment cannot be pinned.
    CannotPinStaged(String),
    /// The running deployment cannot be deleted.
    CannotDeleteBooted(String),
    /// A pinned deployment cannot be deleted.
    CannotDeletePinned(String),
    /// It already starts next.
    AlreadyNext(String),
    /// Another program holds the system's lock.
    Busy(String),
    /// The system's own command failed; its text.
    Failed(String),
}
