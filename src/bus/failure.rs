//! What a D-Bus error means. Matched on error names, never on texts.

use zbus::{DBusError as _, Error};

/// What went wrong, as far as the name of an error tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The service is not there and cannot be started.
    Missing,
    /// The service left while it worked on the answer.
    Left,
    /// The caller may not.
    NotAllowed,
    /// The person cancelled.
    Cancelled,
    /// Something else is going on.
    Busy,
    /// The thing asked for does not exist.
    NotFound,
    /// A disk is full.
    NoSpace,
    /// No answer within the time limit.
    TimedOut,
    /// The service has no such call.
    NotSupported,
    /// The service says that it failed, no more.
    Failed,
    /// The bus itself or an answer that cannot be read.
    Broken,
}

/// A D-Bus error, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What it means.
    pub kind: FailureKind,
    /// The error's name; empty for faults on our side.
    pub name: String,
    /// The service's own text.
    pub detail: String,
}

/// Services on `GLib` give errors without a D-Bus name one of these: domain, quoted, and a number.
const GIO: &str = "org.gtk.GDBus.UnmappedGError.Quark._g_2dio_2derror_2dquark.Code";

impl From<&Error> for Failure {
    fn from(err: &Error) -> Self {
        if let Error::FDO(fdo) = err {
            if let zbus::fdo::Error::ZBus(inner) = &**fdo {
                return Self::from(inner);
            }
            let name = fdo.name().to_string();
            return Self {
                kind: kind_of(&name),
                detail: fdo.description().unwrap_or_default().to_owned(),
                name,
            };
        }
        if let Error::MethodError(name, text, _) = err {
            return Self {
                kind: kind_of(name.as_str()),
                detail: text.clone().unwrap_or_default(),
                name: name.to_string(),
            };
        }
        let kind = if let Error::InputOutput(io) = err {
            if io.kind() == std::io::ErrorKind::TimedOut {
                FailureKind::TimedOut
            } else {
                FailureKind::Left
            }
        } else if let Error::Connection(..) = err {
            FailureKind::Left
        } else {
            FailureKind::Broken
        };
        Self {
            kind,
            name: String::new(),
            detail: err.to_string(),
        }
    }
}

impl From<Error> for Failure {
    fn from(err: Error) -> Self {
        Self::from(&err)
    }
}

/// The meaning of an error's name.
fn kind_of(name: &str) -> FailureKind {
    if let Some(code) = name.strip_prefix(GIO) {
        return gio_kind(code);
    }
    match name {
        "org.freedesktop.DBus.Error.ServiceUnknown"
        | "org.freedesktop.DBus.Error.NameHasNoOwner"
        | "org.freedesktop.systemd1.NoSuchUnit"
        | "org.freedesktop.systemd1.UnitMasked" => FailureKind::Missing,
        "org.freedesktop.DBus.Error.NoReply" | "org.freedesktop.DBus.Error.Disconnected" => {
            FailureKind::Left
        }
        "org.freedesktop.DBus.Error.AccessDenied"
        | "org.freedesktop.DBus.Error.AuthFailed"
        | "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"
        | "org.freedesktop.PolicyKit1.Error.NotAuthorized"
        | "org.freedesktop.portal.Error.NotAllowed"
        | "org.projectatomic.rpmostreed.Error.NotAuthorized" => FailureKind::NotAllowed,
        "org.freedesktop.PolicyKit1.Error.Cancelled" => FailureKind::Cancelled,
        "org.projectatomic.rpmostreed.Error.UpdateInProgress"
        | "org.freedesktop.login1.OperationInProgress" => FailureKind::Busy,
        "org.freedesktop.DBus.Error.FileNotFound"
        | "org.freedesktop.DBus.Error.UnknownObject"
        | "org.freedesktop.portal.Error.NotFound" => FailureKind::NotFound,
        "org.freedesktop.DBus.Error.Timeout" | "org.freedesktop.DBus.Error.TimedOut" => {
            FailureKind::TimedOut
        }
        "org.freedesktop.DBus.Error.NotSupported"
        | "org.freedesktop.DBus.Error.UnknownMethod"
        | "org.freedesktop.DBus.Error.UnknownInterface"
        | "org.freedesktop.DBus.Error.UnknownProperty" => FailureKind::NotSupported,
        _ if name.starts_with("org.freedesktop.DBus.Error.Spawn.") => FailureKind::Missing,
        _ => FailureKind::Failed,
    }
}

/// Numbers of `GIOErrorEnum`.
fn gio_kind(code: &str) -> FailureKind {
    match code {
        "1" => FailureKind::NotFound,
        "12" => FailureKind::NoSpace,
        "14" => FailureKind::NotAllowed,
        "15" => FailureKind::NotSupported,
        "19" => FailureKind::Cancelled,
        "24" => FailureKind::TimedOut,
        "26" => FailureKind::Busy,
        _ => FailureKind::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zbus::Message;
    use zbus::names::OwnedErrorName;

    fn reply(name: &str, text: &str) -> Error {
        let call = Message::method_call("/", "M").build(&()).unwrap();
        let message = Message::error(&call.header(), name)
            .build(&(text,))
            .unwrap();
        let parsed = Error::from(message.clone());
        if let Error::FDO(_) = &parsed {
            return parsed;
        }
        let name = OwnedErrorName::try_from(name).unwrap();
        Error::MethodError(name, Some(text.into()), message)
    }

    #[test]
    fn every_name_has_its_meaning() {
        use FailureKind as K;
        let gio = |code: u8| format!("{GIO}{code}");
        let fdo = |name: &str| format!("org.freedesktop.DBus.Error.{name}");
        let table = [
            (gio(0), K::Failed),
            (gio(1), K::NotFound),
            (gio(12), K::NoSpace),
            (gio(14), K::NotAllowed),
            (gio(15), K::NotSupported),
            (gio(19), K::Cancelled),
            (gio(24), K::TimedOut),
            (gio(26), K::Busy),
            (gio(99), K::Failed),
            (fdo("ServiceUnknown"), K::Missing),
            (fdo("NameHasNoOwner"), K::Missing),
            (fdo("Spawn.ExecFailed"), K::Missing),
            (fdo("Spawn.ServiceNotFound"), K::Missing),
            (fdo("Spawn.ChildExited"), K::Missing),
            (fdo("NoReply"), K::Left),
            (fdo("Disconnected"), K::Left),
            (fdo("AccessDenied"), K::NotAllowed),
            (fdo("AuthFailed"), K::NotAllowed),
            (fdo("InteractiveAuthorizationRequired"), K::NotAllowed),
            (fdo("TimedOut"), K::TimedOut),
            (fdo("UnknownMethod"), K::NotSupported),
            (fdo("UnknownObject"), K::NotFound),
            (fdo("Failed"), K::Failed),
            ("org.freedesktop.login1.OperationInProgress".into(), K::Busy),
            (
                "org.freedesktop.portal.Error.NotAllowed".into(),
                K::NotAllowed,
            ),
            ("org.freedesktop.portal.Error.NotFound".into(), K::NotFound),
            ("org.example.Whatever".into(), K::Failed),
        ];
        for (name, kind) in table {
            let failure = Failure::from(reply(&name, "its own words\nin two lines"));
            assert_eq!(failure.kind, kind, "{name}");
            assert_eq!(failure.detail, "its own words\nin two lines", "{name}");
            assert_eq!(failure.name, name);
        }
    }

    #[test]
    fn our_own_faults_have_no_name() {
        let timeout: Error = std::io::Error::from(std::io::ErrorKind::TimedOut).into();
        assert_eq!(Failure::from(timeout).kind, FailureKind::TimedOut);
        let gone: Error = std::io::Error::from(std::io::ErrorKind::BrokenPipe).into();
        assert_eq!(Failure::from(gone).kind, FailureKind::Left);
        assert_eq!(Failure::from(Error::InvalidReply).kind, FailureKind::Broken);
    }
}
