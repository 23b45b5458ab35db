//! Where Flatpak keeps installations, overrides, data and running instances.
//!
//! Source: flatpak `common/flatpak-dir.c` and `doc/flatpak-installation.xml`. None of the folders need to exist: a person
//! who never installed an app has none of them.

use std::cmp::Reverse;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::{AppId, InstallationId};
use crate::practice_api::{ENV_APPS_HOME, ENV_APPS_RUNTIME};

use super::context::Unreadable;
use super::keyfile::Document;

/// Something of Flatpak's that could not be read, and was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Where it is.
    pub path: PathBuf,
    /// What is wrong with it.
    pub kind: TroubleKind,
}

/// Why something was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// The file or folder cannot be read; the system's own word for it.
    Unreadable(String),
    /// A `deploy` file that holds something else.
    NotADeploy,
    /// A folder whose name is no part of a ref.
    NotARef,
    /// A group that does not describe an installation; what it calls itself.
    NotAnInstallation(String),
    /// An installation that Isotope's own sandbox does not show; what it is called.
    OutOfReach(String),
    /// A key file with lines for which flatpak refuses it. What could be read of it counts.
    Refused(Vec<Unreadable>),
}

impl Trouble {
    pub(super) fn new(path: impl Into<PathBuf>, kind: TroubleKind) -> Self {
        Self {
            path: path.into(),
            kind,
        }
    }

    pub(super) fn unreadable(path: impl Into<PathBuf>, error: &io::Error) -> Self {
        Self::new(path, TroubleKind::Unreadable(error.to_string()))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Extra {
    id: String,
    root: PathBuf,
    title: Option<String>,
    priority: i64,
}

/// Flatpak's folders on this computer, as this person's `flatpak` command finds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    user: PathBuf,
    system: PathBuf,
    extra: Vec<Extra>,
    app_data: PathBuf,
    answers: PathBuf,
    /// Where the desktop files are of what is no Flatpak app.
    launchers: Vec<PathBuf>,
    running: Option<PathBuf>,
    sandboxed: bool,
    troubles: Vec<Trouble>,
}

impl Places {
    /// The places that this process's environment names; on the practice machine, the machine's.
    #[must_use]
    pub fn from_env() -> Self {
        let sandboxed = Path::new("/.flatpak-info").exists();
        let var = |name: &str| std::env::var_os(name);
        let is_machines = var(ENV_APPS_HOME).is_some();
        let get = |name: &str| match name {
            "HOME" if is_machines => var(ENV_APPS_HOME),
            "XDG_RUNTIME_DIR" if is_machines => var(ENV_APPS_RUNTIME),
            "XDG_DATA_HOME" | "HOST_XDG_DATA_HOME" if is_machines => None,
            _ => var(name),
        };
        Self::new(get, sandboxed)
    }

    /// The places that an environment names: `FLATPAK_USER_DIR`, `FLATPAK_SYSTEM_DIR`, `FLATPAK_CONFIG_DIR`,
    /// `FLATPAK_DATA_DIR`, `HOME`, `XDG_DATA_HOME`, `XDG_DATA_DIRS`, `XDG_RUNTIME_DIR`. Inside a sandbox `XDG_DATA_HOME` is the app's own,
    /// so `HOST_XDG_DATA_HOME` is asked, and the host's `/etc` and `/usr` lie below `/run/host`.
    #[must_use]
    pub fn new(env: impl Fn(&str) -> Option<OsString>, sandboxed: bool) -> Self {
        let get = |name: &str| {
            env(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let home = get("HOME")
            .or_else(std::env::home_dir)
            .unwrap_or_else(|| PathBuf::from("/"));
        let data_home = get(if sandboxed {
            "HOST_XDG_DATA_HOME"
        } else {
            "XDG_DATA_HOME"
        })
        .unwrap_or_else(|| home.join(".local/share"));
        let host = Path::new(if sandboxed { "/run/host" } else { "/" });
        let config = get("FLATPAK_CONFIG_DIR").unwrap_or_else(|| host.join("etc/flatpak"));
        let data = get("FLATPAK_DATA_DIR").unwrap_or_else(|| host.join("usr/share/flatpak"));
        let mut places = Self {
            user: get("FLATPAK_USER_DIR").unwrap_or_else(|| data_home.join("flatpak")),
            system: get("FLATPAK_SYSTEM_DIR").unwrap_or_else(|| PathBuf::from("/var/lib/flatpak")),
            extra: Vec::new(),
            app_data: home.join(".var/app"),
            answers: data_home.join("flatpak/db"),
            launchers: launchers(&data_home, env("XDG_DATA_DIRS")),
            running: get("XDG_RUNTIME_DIR").map(|folder| folder.join(".flatpak")),
            sandboxed,
            troubles: Vec::new(),
        };
        for folder in [config, data] {
            places.add_from(&folder.join("installations.d"));
        }
        places.extra.sort_by_key(|extra| Reverse(extra.priority));
        if sandboxed {
            places.tell_out_of_reach();
        }
        places
    }

    /// What is not there may be out of sight only: nobody can tell, and the apps would be missing without a word.
    fn tell_out_of_reach(&mut self) {
        let hidden = self.extra.iter().filter(|extra| !extra.root.is_dir());
        let told = hidden.map(|extra| {
            let name = extra.title.clone().unwrap_or_else(|| extra.id.clone());
            Trouble::new(&extra.root, TroubleKind::OutOfReach(name))
        });
        self.troubles.extend(told);
    }

    /// The folder of an installation. `None`: nobody named such a one.
    #[must_use]
    pub fn root(&self, installation: &InstallationId) -> Option<&Path> {
        match installation {
            InstallationId::User => Some(&self.user),
            InstallationId::System => Some(&self.system),
            InstallationId::Extra(id) => self.extra(id).map(|extra| extra.root.as_path()),
        }
    }

    /// What the administrator calls an extra installation.
    #[must_use]
    pub fn title(&self, installation: &InstallationId) -> Option<&str> {
        match installation {
            InstallationId::User | InstallationId::System => None,
            InstallationId::Extra(id) => self.extra(id)?.title.as_deref(),
        }
    }

    /// All installations with their folders, in the order in which flatpak looks for a runtime.
    #[must_use]
    pub fn installations(&self) -> Vec<(InstallationId, &Path)> {
        let mut all = vec![(InstallationId::User, self.user.as_path())];
        // The system's own has the priority 0, and comes last among equals.
        let (before, after): (Vec<_>, Vec<_>) =
            self.extra.iter().partition(|extra| extra.priority >= 0);
        let named = |extra: &&'_ Extra| InstallationId::Extra(extra.id.clone());
        all.extend(
            before
                .iter()
                .map(|extra| (named(extra), extra.root.as_path())),
        );
        all.push((InstallationId::System, &self.system));
        all.extend(
            after
                .iter()
                .map(|extra| (named(extra), extra.root.as_path())),
        );
        all
    }

    /// The folder with the person's own override files, `global` and `ID`.
    #[must_use]
    pub fn user_overrides(&self) -> PathBuf {
        self.user.join("overrides")
    }

    /// The folder with the administrator's override files. Extra installations have none of their own.
    #[must_use]
    pub fn system_overrides(&self) -> PathBuf {
        self.system.join("overrides")
    }

    /// The folder in which each app has a folder for its data.
    #[must_use]
    pub fn app_data(&self) -> &Path {
        &self.app_data
    }

    /// The folder in which the permission store has a file for each of its tables. It is not asked for by
    /// `FLATPAK_USER_DIR`, and nobody but the store writes there.
    #[must_use]
    pub fn answers(&self) -> &Path {
        &self.answers
    }

    /// The folder in which each running instance has a folder. `None`: nobody is logged in.
    #[must_use]
    pub fn running(&self) -> Option<&Path> {
        self.running.as_deref()
    }

    /// Whether a program of that name may be here that did not come by Flatpak: portals know such ones by name, too. Inside a
    /// sandbox nobody can tell.
    #[must_use]
    pub fn may_have_program(&self, id: &AppId) -> bool {
        let file = format!("{id}.desktop");
        let mut folders = self.launchers.iter();
        self.sandboxed || folders.any(|folder| folder.join(&file).exists())
    }

    /// Whether Isotope is in a sandbox of its own, in which the folder of running instances shows only itself.
    #[must_use]
    pub fn is_sandboxed(&self) -> bool {
        self.sandboxed
    }

    /// Descriptions of extra installations that could not be used.
    #[must_use]
    pub fn troubles(&self) -> &[Trouble] {
        &self.troubles
    }

    fn extra(&self, id: &str) -> Option<&Extra> {
        self.extra.iter().find(|extra| extra.id == id)
    }

    fn add_from(&mut self, folder: &Path) {
        let files = match sorted_files(folder) {
            Ok(files) => files,
            Err(err) if err.kind() == io::ErrorKind::NotFound => return,
            Err(err) => return self.troubles.push(Trouble::unreadable(folder, &err)),
        };
        for file in files {
            match fs::read(&file) {
                Ok(bytes) => self.add_file(&file, &Document::parse(&bytes)),
                Err(err) => self.troubles.push(Trouble::unreadable(file, &err)),
            }
        }
    }

    fn add_file(&mut self, file: &Path, document: &Document) {
        let broken = document.broken();
        if !broken.is_empty() {
            let lines = broken.into_iter().map(Into::into).collect();
            let trouble = Trouble::new(file, TroubleKind::Refused(lines));
            return self.troubles.push(trouble);
        }
        for group in document.groups() {
            if !group.starts_with("Installation ") {
                continue;
            }
            match extra(document, group) {
                // The first description of an id counts.
                Some(extra) if self.extra(&extra.id).is_some() => {}
                Some(extra) => self.extra.push(extra),
                None => self.troubles.push(Trouble::new(
                    file,
                    TroubleKind::NotAnInstallation(group.to_owned()),
                )),
            }
        }
    }
}

fn sorted_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "conf"));
    files.sort();
    Ok(files)
}

/// An `[Installation "ID"]` group with a path.
fn extra(document: &Document, group: &str) -> Option<Extra> {
    let id = group.strip_prefix("Installation \"")?.strip_suffix('"')?;
    let value = |key: &str| document.string(group, key).ok().flatten();
    let root = value("Path").map(PathBuf::from)?;
    (is_installation_id(id) && root.is_absolute()).then(|| Extra {
        id: id.to_owned(),
        root,
        title: value("DisplayName").filter(|title| !title.is_empty()),
        priority: value("Priority")
            .and_then(|number| number.trim().parse().ok())
            .unwrap_or(0),
    })
}

/// As flatpak's `is_good_installation_id`.
fn is_installation_id(id: &str) -> bool {
    (1..=80).contains(&id.len())
        && id.is_ascii()
        && !id.contains([' ', '/', '\n'])
        && !matches!(id, "user" | "default" | "system")
}

/// The folders with desktop files, as the XDG specification has them.
fn launchers(data_home: &Path, dirs: Option<OsString>) -> Vec<PathBuf> {
    let dirs = dirs.filter(|dirs| !dirs.is_empty());
    let dirs = dirs.unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let all = std::iter::once(data_home.to_owned()).chain(std::env::split_paths(&dirs));
    all.map(|folder| folder.join("applications")).collect()
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
