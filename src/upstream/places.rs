//! Where logins, the repository and what was seen before are on a computer.

use std::env;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use crate::practice_api::{ENV_MACHINE, REGISTRY, REPO, ROOT, RUN};

/// Where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Files with logins, the system's first: those are what it fetches with.
    pub logins: Vec<PathBuf>,
    /// The ostree repository whose remotes count. `None`: the one that runs.
    pub repo: Option<PathBuf>,
    /// Where answers are kept for the time without network. `None`: nowhere.
    pub cache: Option<PathBuf>,
    /// What runs `ostree`, before that word: the door out of a sandbox.
    pub door: Vec<String>,
    /// Where the practice machine's own registry answers, which no other computer finds.
    pub practice_registry: Option<SocketAddr>,
}

impl Places {
    /// Of this computer and this person; on the practice machine, of that, and nothing of the person's.
    #[must_use]
    pub fn of_this_process() -> Self {
        let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        if let Some(machine) = set(ENV_MACHINE) {
            return Self::of_machine(Path::new(&machine));
        }
        let path = |name: &str| set(name).map(PathBuf::from);
        let home = path("HOME");
        let sandboxed = Path::new("/.flatpak-info").exists();
        let (etc, usr) = if sandboxed {
            ("/run/host/etc", "/run/host/usr")
        } else {
            ("/etc", "/usr")
        };
        let own = [
            path("XDG_RUNTIME_DIR").map(|folder| folder.join("containers/auth.json")),
            path("XDG_CONFIG_HOME").map(|folder| folder.join("containers/auth.json")),
            // In a sandbox, the one before is the sandbox's.
            home.as_ref()
                .map(|home| home.join(".config/containers/auth.json")),
        ];
        let mut logins = system_logins(Path::new("/run"), Path::new(etc), Path::new(usr));
        logins.extend(own.into_iter().flatten());
        let cache = path("XDG_CACHE_HOME").or_else(|| home.map(|home| home.join(".cache")));
        let door: &[&str] = if sandboxed {
            &["flatpak-spawn", "--host", "--watch-bus"]
        } else {
            &[]
        };
        Self {
            logins,
            repo: None,
            cache: cache.map(|folder| folder.join("isotope/upstream")),
            door: door.iter().map(|&word| word.to_owned()).collect(),
            practice_registry: None,
        }
    }

    /// Of a practice machine.
    #[must_use]
    pub fn of_machine(machine: &Path) -> Self {
        let root = machine.join(ROOT);
        let registry = fs::read_to_string(machine.join(REGISTRY)).ok();
        Self {
            logins: system_logins(&machine.join(RUN), &root.join("etc"), &root.join("usr")),
            repo: Some(machine.join(REPO)),
            cache: Some(machine.join("cache/upstream")),
            door: Vec::new(),
            practice_registry: registry.and_then(|text| text.trim().parse().ok()),
        }
    }
}

/// Source: ostree-ext `globals.rs`.
fn system_logins(run: &Path, etc: &Path, usr: &Path) -> Vec<PathBuf> {
    vec![
        run.join("ostree/auth.json"),
        etc.join("ostree/auth.json"),
        usr.join("lib/ostree/auth.json"),
    ]
}
