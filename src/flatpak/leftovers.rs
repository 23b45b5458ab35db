//! What apps left behind that are installed no more: data in `~/.var/app`, overrides, and what portals remember of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::domain::AppId;

use super::answers::Granted;
use super::care::{Care, CareError, remote, words};
use super::command::{CommandError, Stop};

/// What an app left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    /// Which app.
    pub id: AppId,
    /// Its data's folder.
    pub data: Option<PathBuf>,
    /// The person's override file for it.
    pub overrides: Option<PathBuf>,
    /// How many answers are remembered that were given while it was used.
    pub answers: usize,
    /// How many files it would have again that were chosen for it.
    pub files: usize,
}

impl Leftover {
    /// Nothing yet.
    #[must_use]
    pub fn new(id: AppId) -> Self {
        Self {
            id,
            data: None,
            overrides: None,
            answers: 0,
            files: 0,
        }
    }

    /// Whether portals would give it anything without asking, should it come again.
    #[must_use]
    pub fn is_known_to_portals(&self) -> bool {
        self.answers + self.files > 0
    }
}

/// How much a folder takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Bytes on the disk. A file with several names counts once; what links point to does not count.
    pub bytes: u64,
    /// Whether some of it could not be read, so that it is more.
    pub partial: bool,
}

impl Care {
    /// What apps left behind that no installation has, by id. `granted`: what is known to have been allowed while apps were
    /// used.
    ///
    /// # Errors
    /// When a folder is there and cannot be read.
    pub async fn leftovers(&self, granted: &Granted) -> Result<Vec<Leftover>, CareError> {
        let installed = self.installed().await;
        // An app whose files cannot be read is installed all the same.
        let ids: BTreeSet<AppId> = installed
            .apps
            .iter()
            .map(|app| app.app_ref.id.clone())
            .chain(self.folders_of_apps()?)
            .collect();
        let mut found: BTreeMap<AppId, Leftover> = BTreeMap::new();
        let overrides = self.places().user_overrides();
        for (folder, is_data) in [(self.places().app_data(), true), (&overrides, false)] {
            for (id, path) in named(folder, is_data).map_err(|err| failed(folder, &err))? {
                if ids.contains(&id) {
                    continue;
                }
                let leftover = found.entry(id.clone()).or_insert_with(|| Leftover::new(id));
                if is_data {
                    leftover.data = Some(path);
                } else {
                    leftover.overrides = Some(path);
                }
            }
        }
        let answered = granted
            .apps()
            .into_iter()
            .filter_map(|app| app.parse().ok());
        for id in answered.filter(|id: &AppId| !ids.contains(id)) {
            if self.places().may_have_program(&id) {
                continue;
            }
            let (answers, files) = granted.count(id.as_str());
            if answers + files > 0 {
                let leftover = found.entry(id.clone()).or_insert_with(|| Leftover::new(id));
                (leftover.answers, leftover.files) = (answers, files);
            }
        }
        Ok(found.into_values().collect())
    }

    /// The ids for which an installation has a folder, installed well or not.
    fn folders_of_apps(&self) -> Result<BTreeSet<AppId>, CareError> {
        let mut ids = BTreeSet::new();
        for (_, root) in self.places().installations() {
            let folder = root.join("app");
            let apps = named(&folder, true).map_err(|err| failed(&folder, &err))?;
            ids.extend(apps.into_iter().filter_map(|(id, path)| {
                // flatpak leaves empty folders.
                let has_any = fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
                has_any.then_some(id)
            }));
        }
        Ok(ids)
    }

    /// What the remotes call apps, as far as flatpak has their catalogues. Goes to the network; a remote that fails tells
    /// none.
    pub async fn names(&self, wanted: &BTreeSet<AppId>) -> BTreeMap<AppId, String> {
        let mut names = BTreeMap::new();
        for (installation, _) in self.places().installations() {
            for name in self.remotes(&installation) {
                let Ok(name) = remote(&name) else { continue };
                // Not `--cached`, which fails with remotes that lie in a folder.
                let rest = ["--app", "--all", "--columns=application,name", name];
                let words = words("remote-ls", &installation, rest);
                let list = self.flatpak().ask(&words).await;
                for line in list.unwrap_or_default().lines() {
                    let Some((id, name)) = line.split_once('\t') else {
                        continue;
                    };
                    if let Ok(id) = id.parse()
                        && wanted.contains(&id)
                        && !name.trim().is_empty()
                    {
                        names.entry(id).or_insert_with(|| name.trim().to_owned());
                    }
                }
            }
        }
        names
    }

    /// Moves the data that an app left behind to the trash. `false`: there is none any more. The overrides stay: to reset
    /// them is a change like any other, which can be undone.
    ///
    /// # Errors
    /// When an app of that name is installed by now, or runs; when the trash does not take it.
    pub async fn trash_leftover(&self, id: &AppId) -> Result<bool, CareError> {
        if self.folders_of_apps()?.contains(id) {
            return Err(CareError::Installed(id.clone()));
        }
        self.trash_data(id).await
    }
}

/// How much a folder takes. Follows no links; dropping the future stops it.
///
/// # Errors
/// [`CommandError::Stopped`] when somebody asked it to stop.
pub async fn size(folder: PathBuf, stop: &Stop) -> Result<Size, CareError> {
    let unheard = StopOnDrop(Stop::default());
    let (asked, dropped) = (stop.clone(), unheard.0.clone());
    let is_over = move || asked.is_asked() || dropped.is_asked();
    let measured = tokio::task::spawn_blocking(move || measure(&folder, &is_over));
    match measured.await {
        Ok(Some(size)) => Ok(size),
        Ok(None) => Err(CommandError::Stopped.into()),
        Err(err) => Err(CareError::File(err.to_string())),
    }
}

struct StopOnDrop(Stop);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.ask();
    }
}

fn measure(folder: &Path, is_over: &dyn Fn() -> bool) -> Option<Size> {
    let mut size = Size::default();
    let mut seen = HashSet::new();
    let mut paths = vec![folder.to_owned()];
    while let Some(path) = paths.pop() {
        if is_over() {
            return None;
        }
        let Ok(about) = fs::symlink_metadata(&path) else {
            size.partial = true;
            continue;
        };
        if about.nlink() < 2 || about.is_dir() || seen.insert((about.dev(), about.ino())) {
            size.bytes += about.blocks() * 512;
        }
        if about.is_dir() {
            match fs::read_dir(&path) {
                Ok(entries) => paths.extend(entries.flatten().map(|entry| entry.path())),
                Err(_) => size.partial = true,
            }
        }
    }
    Some(size)
}

/// What is named after an app in a folder: real folders, or real files. That the folder is not there is no failure.
fn named(folder: &Path, folders: bool) -> io::Result<Vec<(AppId, PathBuf)>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(err) => return Err(err),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        let kind = entry.file_type()?;
        let fits = if folders {
            kind.is_dir()
        } else {
            kind.is_file()
        };
        let id = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok());
        if let (true, Some(id)) = (fits, id) {
            found.push((id, entry.path()));
        }
    }
    Ok(found)
}

fn failed(path: &Path, err: &io::Error) -> CareError {
    CareError::File(format!("{}: {err}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn links_are_not_followed_and_nothing_counts_twice() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("data");
        fs::create_dir_all(folder.join("deep")).unwrap();
        fs::write(temp.path().join("outside"), vec![1; 500_000]).unwrap();
        fs::write(folder.join("deep/one"), vec![1; 100_000]).unwrap();
        let stop = Stop::default();
        let alone = size(folder.clone(), &stop).await.unwrap();
        assert!((100_000..200_000).contains(&alone.bytes), "{alone:?}");
        fs::hard_link(folder.join("deep/one"), folder.join("two")).unwrap();
        std::os::unix::fs::symlink(temp.path(), folder.join("out")).unwrap();
        let linked = size(folder.clone(), &stop).await.unwrap();
        assert!(linked.bytes < alone.bytes + 20_000, "{linked:?}");
        assert!(!linked.partial);
        stop.ask();
        let stopped = size(folder, &stop).await;
        assert_eq!(stopped, Err(CommandError::Stopped.into()));
    }
}
