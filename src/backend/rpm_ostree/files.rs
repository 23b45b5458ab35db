//! What is read from disk, where any user may read: the service does not tell it.

use std::path::{Path, PathBuf};

use crate::domain::{DeploymentId, OstreeId};
use crate::practice_api::{ENV_MACHINE, RUN};

/// The system's folder: `/` on a real computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sysroot {
    path: PathBuf,
    /// The `/run` of the system that runs from it.
    run: PathBuf,
}

impl Sysroot {
    /// The one at this path, which the service named.
    pub(super) fn at(path: PathBuf) -> Self {
        let machine = std::env::var_os(ENV_MACHINE).filter(|folder| !folder.is_empty());
        // This program stands outside of a practice machine: the `/run` that it sees is not the machine's.
        let run = machine.map_or_else(|| "/run".into(), |folder| Path::new(&folder).join(RUN));
        Self { path, run }
    }

    /// The one at this path, whose system has its `/run` there.
    #[cfg(test)]
    fn with_run(path: PathBuf, run: PathBuf) -> Self {
        Self { path, run }
    }

    /// The repository.
    pub(super) fn repo(&self) -> PathBuf {
        self.path.join("ostree/repo")
    }

    /// Whether a commit is in the repository in full. Looking for updates fetches its description alone, and an
    /// interrupted download a part: both leave a mark. `false` also when that cannot be told.
    pub(super) async fn has_commit(&self, checksum: Option<&str>) -> bool {
        let Some((checksum, (first, rest))) =
            checksum.and_then(|c| Some((c, c.split_at_checked(2)?)))
        else {
            return false;
        };
        let repo = self.repo();
        let object = repo.join(format!("objects/{first}/{rest}.commit"));
        let mark = repo.join(format!("state/{checksum}.commitpartial"));
        let is = |path| async move { tokio::fs::try_exists(path).await.unwrap_or(false) };
        is(object).await && !is(mark).await
    }

    /// The folder of a deployment.
    pub(super) fn deployment(&self, id: &DeploymentId) -> Option<PathBuf> {
        let OstreeId {
            osname,
            checksum,
            serial,
        } = OstreeId::try_from(id).ok()?;
        let folder = self.path.join("ostree/deploy").join(osname);
        Some(folder.join(format!("deploy/{checksum}.{serial}")))
    }

    /// What a deployment calls itself.
    pub(super) async fn os_name(&self, id: &DeploymentId) -> Option<String> {
        let folder = self.deployment(id)?;
        let text = tokio::fs::read_to_string(folder.join("usr/lib/os-release")).await;
        pretty_name(&text.ok()?)
    }

    /// Whether the last staged update could not be written while shutting down.
    pub(super) async fn has_finalize_stamp(&self) -> bool {
        let stamp = self.path.join("boot/ostree/finalize-failure.stamp");
        tokio::fs::try_exists(stamp).await.unwrap_or(false)
    }

    /// Whether nothing was written to the list of deployments since the computer started. `false` also when that
    /// cannot be told.
    pub(super) async fn unchanged_since_boot(&self) -> bool {
        let boot = modified(&self.run.join("ostree-booted")).await;
        let written = modified(&self.path.join("ostree/deploy")).await;
        // Both clocks are the file system's, whose grain is coarse. The list is written last thing before a start; after
        // one, the services have to come up first, which takes longer than a grain.
        matches!((boot, written), (Some(boot), Some(written)) if written <= boot)
    }
}

async fn modified(path: &Path) -> Option<std::time::SystemTime> {
    tokio::fs::metadata(path).await.ok()?.modified().ok()
}

/// `PRETTY_NAME` of an `os-release`, unquoted as a shell would.
fn pretty_name(text: &str) -> Option<String> {
    let value = text
        .lines()
        .find_map(|line| line.trim_start().strip_prefix("PRETTY_NAME="))?
        .trim();
    let name = if let Some(inner) = value.strip_prefix('"') {
        unescape(inner.strip_suffix('"')?)
    } else if let Some(inner) = value.strip_prefix('\'') {
        inner.strip_suffix('\'')?.to_owned()
    } else {
        unescape(value)
    };
    (!name.is_empty()).then_some(name)
}

fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        plain.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unquoted() {
        let table = [
            (
                "A=1\nPRETTY_NAME=\"Fedora Linux 43 (Silverblue)\"\n",
                Some("Fedora Linux 43 (Silverblue)"),
            ),
            ("PRETTY_NAME='Bluefin'", Some("Bluefin")),
            ("PRETTY_NAME=Plain", Some("Plain")),
            ("PRETTY_NAME=\"The \\\"best\\\"\"", Some("The \"best\"")),
            ("PRETTY_NAME=\"open", None),
            ("PRETTY_NAME=", None),
            ("NAME=x", None),
        ];
        for (text, expected) in table {
            assert_eq!(pretty_name(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn folders_follow_the_id() {
        let hex = "e080c1eb678d7c13f9201e2e1a5bd41369c15f794f6243e406cbadc5a7a24857";
        let sysroot = Sysroot::at("/sys".into());
        let id = format!("fedora-coreos-{hex}.2").parse().unwrap();
        let expected = format!("/sys/ostree/deploy/fedora-coreos/deploy/{hex}.2");
        assert_eq!(sysroot.deployment(&id), Some(expected.into()));
        assert_eq!(sysroot.deployment(&"other".parse().unwrap()), None);
    }

    #[tokio::test]
    async fn a_list_written_after_the_start_is_not_what_was_started_from() {
        let folder = tempfile::tempdir().unwrap();
        let (path, run) = (folder.path().join("sysroot"), folder.path().join("run"));
        let (list, start) = (path.join("ostree/deploy"), run.join("ostree-booted"));
        let sysroot = Sysroot::with_run(path, run.clone());
        std::fs::create_dir_all(&list).unwrap();
        assert!(!sysroot.unchanged_since_boot().await);
        std::fs::create_dir_all(&run).unwrap();
        std::fs::write(&start, "").unwrap();
        let set = |path: &Path, seconds| {
            let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
            std::fs::File::open(path)
                .unwrap()
                .set_modified(time)
                .unwrap();
        };
        for (written, started, expected) in [(10, 20, true), (20, 20, true), (30, 20, false)] {
            set(&list, written);
            set(&start, started);
            assert_eq!(sysroot.unchanged_since_boot().await, expected);
        }
    }

    #[tokio::test]
    async fn a_commit_is_there_when_it_is_there_in_full() {
        let folder = tempfile::tempdir().unwrap();
        let sysroot = Sysroot::at(folder.path().into());
        let commit = Some("e080c1eb");
        assert!(!sysroot.has_commit(commit).await);
        let make = |path: &str| {
            let path = sysroot.repo().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, "").unwrap();
            path
        };
        make("objects/e0/80c1eb.commit");
        let mark = make("state/e080c1eb.commitpartial");
        assert!(!sysroot.has_commit(commit).await);
        std::fs::remove_file(mark).unwrap();
        assert!(sysroot.has_commit(commit).await);
        for odd in [None, Some(""), Some("e"), Some("äö")] {
            assert!(!sysroot.has_commit(odd).await);
        }
    }

    #[tokio::test]
    async fn the_stamp_is_looked_for_under_the_systems_folder() {
        let folder = tempfile::tempdir().unwrap();
        let sysroot = Sysroot::at(folder.path().into());
        assert!(!sysroot.has_finalize_stamp().await);
        std::fs::create_dir_all(folder.path().join("boot/ostree")).unwrap();
        std::fs::write(folder.path().join("boot/ostree/finalize-failure.stamp"), "").unwrap();
        assert!(sysroot.has_finalize_stamp().await);
    }
}
