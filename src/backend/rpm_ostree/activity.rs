//! Who does what right now.

use zbus::Connection;
use zbus::fdo::DBusProxy;
use zbus::names::BusName;

use crate::domain::Activity;

use super::request;
use super::transaction::{self, Description};

/// `ActiveTransaction` and `ActiveTransactionPath`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Active {
    /// The method that was called.
    pub(super) method: String,
    /// The caller's name on the bus.
    pub(super) sender: String,
    /// The transaction's address.
    pub(super) address: String,
}

impl Active {
    /// `None` when idle.
    pub(super) fn new(
        (method, sender, _): (String, String, String),
        address: String,
    ) -> Option<Self> {
        (!address.is_empty()).then_some(Self {
            method,
            sender,
            address,
        })
    }

    /// In the domain's terms.
    pub(super) async fn tell(&self, calls: &Connection) -> Activity {
        let ours = calls
            .unique_name()
            .is_some_and(|name| name.as_str() == self.sender);
        // It may end while it is asked.
        let described = transaction::describe(&self.address).await.ok();
        let title = match &described {
            Some(Description { title, .. }) if title != "new-deployment" => title.clone(),
            Some(_) | None => self.method.clone(),
        };
        let started_by = match program_of(calls, &self.sender).await {
            Some(program) => Some(program),
            None => described.and_then(|d| client_id(&d.client)),
        };
        Activity {
            kind: request::kind(&self.method, &title),
            title,
            started_by,
            ours,
        }
    }
}

/// The name of the program that has this name on the bus. `None`: it has left, or is another user's.
pub(super) async fn program_of(calls: &Connection, name: &str) -> Option<String> {
    let bus = DBusProxy::new(calls).await.ok()?;
    let name = BusName::try_from(name).ok()?;
    let who = bus.get_connection_credentials(name).await.ok()?;
    let process = who.process_id()?;
    let read = |file| tokio::fs::read_to_string(format!("/proc/{process}/{file}"));
    let short = read("comm").await.ok()?;
    let command = read("cmdline").await.unwrap_or_default();
    program(short.trim(), &command)
}

/// The kernel cuts a process's name after 15 bytes; the word it was called by has the rest.
fn program(short: &str, command: &str) -> Option<String> {
    let called = command.split('\0').next().unwrap_or_default();
    let called = called.rsplit('/').next().unwrap_or_default();
    let name = if short.len() == 15 && called.starts_with(short) {
        called
    } else {
        short
    };
    (!name.is_empty()).then(|| name.to_owned())
}

/// `client(id:gnome-software dbus:1.6 unit:… uid:0)` → `gnome-software`.
fn client_id(description: &str) -> Option<String> {
    let inner = description.strip_prefix("client(")?.strip_suffix(')')?;
    let word = |key: &str| inner.split(' ').find_map(|w| w.strip_prefix(key));
    let found = word("id:").or_else(|| word("unit:"))?;
    (!found.is_empty()).then(|| found.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_of_programs_are_whole() {
        let cases = [
            (
                "gnome-software",
                "/usr/bin/gnome-software\0--gapplication-service\0",
                "gnome-software",
            ),
            (
                "isotope-practic",
                "/usr/bin/isotope-practice\0rpm-ostreed\0",
                "isotope-practice",
            ),
            ("python3", "/usr/bin/python3\0tool.py\0", "python3"),
            ("fifteen-bytes-x", "", "fifteen-bytes-x"),
            ("fifteen-bytes-x", "/usr/bin/python3\0", "fifteen-bytes-x"),
        ];
        for (short, command, expected) in cases {
            assert_eq!(
                program(short, command).as_deref(),
                Some(expected),
                "{short} {command}"
            );
        }
        assert_eq!(program("", ""), None);
    }

    #[test]
    fn clients_are_named_never_addressed() {
        let table = [
            (
                "client(id:practice-client dbus:1.6 uid:0)",
                Some("practice-client"),
            ),
            (
                "client(dbus:1.6 unit:rpm-ostreed-automatic.service uid:0)",
                Some("rpm-ostreed-automatic.service"),
            ),
            ("client(dbus:1.6 uid:0)", None),
            ("caller :1.6", None),
        ];
        for (text, expected) in table {
            assert_eq!(client_id(text).as_deref(), expected, "{text}");
        }
    }
}
