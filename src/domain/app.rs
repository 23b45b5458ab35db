//! An app that Flatpak installed, and how it is named.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::permission::Layer;
use super::{Checksum, InvalidId};

/// The name of an app, such as `org.example.Alpha`.
///
/// As `flatpak_is_valid_name` has it: at most 255 bytes, at least two dots, parts of letters, digits, `_`, and `-` in
/// the last one, none starting with a digit. So it can never leave a folder or be read as an option.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AppId(String);

impl AppId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part: what to call an app that does not tell its name.
    #[must_use]
    pub fn last_part(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or(&self.0)
    }
}

impl FromStr for AppId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let mut parts: Vec<&str> = text.split('.').collect();
        let last = parts.pop().unwrap_or_default();
        let word = |part: &str, dash: bool| {
            !part.is_empty()
                && !part.starts_with(|c: char| c.is_ascii_digit() || c == '-')
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '_' || (dash && c == '-'))
        };
        let valid = text.len() <= 255
            && parts.len() >= 2
            && parts.iter().all(|part| word(part, false))
            && word(last, true);
        if valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidId { what: "app id" })
        }
    }
}

impl fmt::Display for AppId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where apps are installed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InstallationId {
    /// For one person.
    User,
    /// For everybody on the computer.
    System,
    /// For everybody, in a place that the administrator named; the id that `--installation=` takes.
    Extra(String),
}

impl InstallationId {
    /// The option that names it to the `flatpak` command.
    #[must_use]
    pub fn option(&self) -> String {
        match self {
            Self::User => "--user".to_owned(),
            Self::System => "--system".to_owned(),
            Self::Extra(id) => format!("--installation={id}"),
        }
    }
}

impl fmt::Display for InstallationId {
    /// `user`, `system` or the id, as `flatpak list` names them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User => f.write_str("user"),
            Self::System => f.write_str("system"),
            Self::Extra(id) => f.write_str(id),
        }
    }
}

/// The full name of something installed: `app/ID/ARCH/BRANCH` or `runtime/ID/ARCH/BRANCH`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AppRef {
    /// Whether it is a runtime or an extension, and no app.
    pub runtime: bool,
    /// Its id.
    pub id: AppId,
    /// Such as `x86_64`.
    pub arch: String,
    /// Such as `stable`.
    pub branch: String,
}

impl fmt::Display for AppRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.runtime { "runtime" } else { "app" };
        write!(f, "{kind}/{}/{}/{}", self.id, self.arch, self.branch)
    }
}

impl FromStr for AppRef {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let invalid = || InvalidId { what: "app ref" };
        let parts: Vec<&str> = text.split('/').collect();
        let [kind, id, arch, branch] = parts.as_slice() else {
            return Err(invalid());
        };
        let word = |text: &str| {
            !text.is_empty()
                && !text.starts_with(['.', '-'])
                && text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
        };
        if !matches!(*kind, "app" | "runtime") || !word(arch) || !word(branch) {
            return Err(invalid());
        }
        Ok(Self {
            runtime: *kind == "runtime",
            id: id.parse()?,
            arch: (*arch).to_owned(),
            branch: (*branch).to_owned(),
        })
    }
}

/// Nobody mends it any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndOfLife {
    /// What the publisher says about it, in the publisher's language.
    pub reason: Option<String>,
    /// The ref that takes its place.
    pub replacement: Option<String>,
}

/// An installed app: what its own files tell.
///
/// Source: the deploy's `deploy` and `metadata` files, flatpak `common/flatpak-dir.c`. Only the ref, the installation
/// and the commit are always there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstalledApp {
    /// Its full name.
    pub app_ref: AppRef,
    /// Where it is installed.
    pub installation: InstallationId,
    /// Whether `flatpak run ID` starts this branch.
    pub current: bool,
    /// The name to show, in the person's language.
    pub name: String,
    /// One line about it, in the person's language.
    pub summary: Option<String>,
    /// The publisher's version, such as `2.1`.
    pub version: Option<String>,
    /// The icon's file.
    pub icon: Option<PathBuf>,
    /// The remote that it came from.
    pub origin: String,
    /// The installed commit.
    pub commit: Checksum,
    /// Bytes on the disk, data and runtime not included.
    pub size: Option<u64>,
    /// The runtime it needs, as `ID/ARCH/BRANCH`.
    pub runtime: Option<String>,
    /// When this version was installed.
    pub updated: Option<DateTime<Utc>>,
    /// Whether the app itself is not maintained any more.
    pub end_of_life: Option<EndOfLife>,
    /// Whether its runtime is not maintained any more.
    pub runtime_end_of_life: Option<EndOfLife>,
    /// Whether updates of it are switched off (`flatpak mask`).
    pub masked: bool,
    /// Whether its publisher gave it something to open: a desktop file, and none of a program for terminals.
    pub has_launcher: bool,
    /// What its publisher asks for.
    pub published: Layer,
}

/// Why an app cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotOpen {
    /// Flatpak cannot read what is said of it, and takes it for not installed.
    Unreadable,
    /// The runtime that it is built on is not installed: `ID/ARCH/BRANCH`.
    NoRuntime(String),
    /// There is nothing that shows a window. It is used in a terminal, or by other apps.
    NoLauncher,
}

impl InstalledApp {
    /// Why it cannot be opened, as far as files tell. `is_readable`: flatpak can read what is said of it.
    #[must_use]
    pub fn cannot_open(
        &self,
        is_readable: bool,
        has_runtime: impl FnOnce(&str) -> bool,
    ) -> Option<CannotOpen> {
        if !is_readable {
            return Some(CannotOpen::Unreadable);
        }
        match &self.runtime {
            Some(runtime) if !has_runtime(runtime) => Some(CannotOpen::NoRuntime(runtime.clone())),
            Some(_) | None => (!self.has_launcher).then_some(CannotOpen::NoLauncher),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_could_harm_are_no_ids() {
        for id in [
            "org.example.Alpha",
            "org.example.My-App",
            "io.github._7zip.App",
            "a.b.c_d",
        ] {
            assert!(id.parse::<AppId>().is_ok(), "{id}");
        }
        for id in [
            "",
            "Alpha",
            "org.example",
            "..",
            "org.example.",
            "org.example/../x.y",
            "--user.x.y",
            "org.7zip.App",
            "org.my-corp.App",
            "org.example.global\n",
            "org..example.x",
        ] {
            assert!(id.parse::<AppId>().is_err(), "{id}");
        }
    }

    #[test]
    fn refs_are_read_and_written() {
        let text = "app/org.example.Alpha/x86_64/stable";
        assert_eq!(text.parse::<AppRef>().unwrap().to_string(), text);
        for bad in [
            "app/org.example.Alpha/x86_64",
            "app/x/y/z",
            "app/org.example.Alpha/../stable",
        ] {
            assert!(bad.parse::<AppRef>().is_err(), "{bad}");
        }
    }
}
