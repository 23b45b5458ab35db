//! What is installed, read from the installations' own files.
//!
//! | wanted | where |
//! |---|---|
//! | refs | `{app,runtime}/ID/ARCH/BRANCH/active` → the commit's folder |
//! | origin, commit, size, end of life, texts | its `deploy` file |
//! | permissions, runtime | its `metadata` |
//! | icon, and names that the `deploy` file of older flatpaks lacks | its exported desktop file |
//! | current branch | `app/ID/current` |
//! | masks | `repo/config` |

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::domain::{AppId, AppRef, EndOfLife, InstallationId, InstalledApp};

use super::context::{self, Unreadable};
use super::deploy::{Deploy, PLAIN, spellings};
use super::keyfile::Document;
use super::mask::Masks;
use super::parallel::in_parts;
use super::places::{Places, Trouble, TroubleKind};

/// Everything that is installed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Installed {
    /// The apps, in the order of the installations.
    pub apps: Vec<InstalledApp>,
    /// Runtimes and extensions. They name no runtime of their own, no icon, and are never current.
    pub runtimes: Vec<InstalledApp>,
    /// What was left out, and why.
    pub troubles: Vec<Trouble>,
}

/// Reads what is installed. Blocks for some milliseconds.
///
/// `languages`: the person's, best first, as `de`, `de-AT` or `de_AT.UTF-8`. What one app's files lack hides no other.
#[must_use]
pub fn scan(places: &Places, languages: &[String]) -> Installed {
    let mut scan = Scan::new(languages);
    scan.found.troubles = places.troubles().to_vec();
    let roots = places.installations();
    for (id, root) in &roots {
        let installation = scan.installation(id, root);
        for kind in ["app", "runtime"] {
            let folders = scan.folders(&root.join(kind));
            let parts = in_parts(&folders, |part| {
                let mut scan = Scan::new(languages);
                for folder in part {
                    scan.branches(&installation, folder);
                }
                scan.found
            });
            for part in parts {
                scan.found.add(part);
            }
        }
    }
    scan.found.tell_apps_of_their_runtimes();
    scan.found
}

/// One app: the branch that `flatpak run ID` starts, the person's own installation first. Reads nothing about others.
#[must_use]
pub fn find(places: &Places, languages: &[String], id: &AppId) -> Option<InstalledApp> {
    let mut scan = Scan::new(languages);
    let roots = places.installations();
    for (installation, root) in &roots {
        let installation = scan.installation(installation, root);
        scan.branches(&installation, &root.join("app").join(id.as_str()));
    }
    let apps = &mut scan.found.apps;
    apps.sort_by_key(|app| !app.current);
    apps.truncate(1);
    if let Some(runtime) = apps.first().and_then(|app| app.runtime.clone()) {
        for (installation, root) in &roots {
            let installation = scan.installation(installation, root);
            let branch = root.join("runtime").join(&runtime);
            scan.branch(&installation, &branch, false);
        }
    }
    scan.found.tell_apps_of_their_runtimes();
    scan.found.apps.pop()
}

impl Installed {
    fn add(&mut self, other: Self) {
        self.apps.extend(other.apps);
        self.runtimes.extend(other.runtimes);
        self.troubles.extend(other.troubles);
    }

    /// An app's runtime is the first of that name, in the order of the installations, as flatpak takes it.
    fn tell_apps_of_their_runtimes(&mut self) {
        let mut ends: HashMap<String, Option<&EndOfLife>> = HashMap::new();
        for runtime in &self.runtimes {
            let ended = runtime.end_of_life.as_ref();
            ends.entry(runtime.app_ref.to_string()).or_insert(ended);
        }
        for app in &mut self.apps {
            app.runtime_end_of_life = app
                .runtime
                .as_ref()
                .and_then(|runtime| ends.get(&format!("runtime/{runtime}")))
                .and_then(|ended| ended.cloned());
        }
    }
}

/// What is the same for everything in an installation.
struct Installation<'a> {
    id: &'a InstallationId,
    masks: Masks,
}

struct Scan {
    languages: Vec<String>,
    found: Installed,
}

impl Scan {
    fn new(languages: &[String]) -> Self {
        Self {
            languages: spellings(languages),
            found: Installed::default(),
        }
    }

    fn installation<'a>(&mut self, id: &'a InstallationId, root: &Path) -> Installation<'a> {
        let config = self.optional(&root.join("repo/config")).unwrap_or_default();
        Installation {
            id,
            masks: Masks::read(&Document::parse(&config)),
        }
    }

    /// Reads all `ARCH/BRANCH` below an id's folder.
    fn branches(&mut self, installation: &Installation<'_>, folder: &Path) {
        // The parts that other apps are built on are no apps.
        if folder.extension().is_some_and(|end| end == "BaseApp") {
            return;
        }
        // Runtimes have none.
        let current = fs::read_link(folder.join("current")).ok();
        let current = current.map(|current| folder.join(current));
        for arch in self.folders(folder) {
            for branch in self.folders(&arch) {
                let is_current = current.as_ref() == Some(&branch);
                self.branch(installation, &branch, is_current);
            }
        }
    }

    /// Reads what is `active` of a branch.
    fn branch(&mut self, installation: &Installation<'_>, branch: &Path, current: bool) {
        let Ok(active) = fs::read_link(branch.join("active")) else {
            return;
        };
        let deployed = branch.join(&active);
        // Being removed, or broken off.
        if !deployed.is_dir() {
            return;
        }
        match self.deployed(installation, branch, &deployed, current) {
            Ok(app) if app.app_ref.runtime => self.found.runtimes.push(app),
            Ok(app) => self.found.apps.push(app),
            Err(trouble) => self.found.troubles.push(trouble),
        }
    }

    fn deployed(
        &mut self,
        installation: &Installation<'_>,
        branch: &Path,
        folder: &Path,
        current: bool,
    ) -> Result<InstalledApp, Trouble> {
        let app_ref = app_ref(branch).ok_or_else(|| Trouble::new(branch, TroubleKind::NotARef))?;
        let file = folder.join("deploy");
        let deploy = Deploy::parse(&read(&file)?);
        let not_a_deploy = || Trouble::new(&file, TroubleKind::NotADeploy);
        let deploy = deploy.ok_or_else(not_a_deploy)?;
        let commit = deploy.commit.parse().map_err(|_| not_a_deploy())?;
        let (metadata, published) = self.metadata(&folder.join("metadata"))?;
        let desktop = self.desktop_file(folder, &app_ref);
        let masked = installation.masks.cover(&app_ref);
        let has_launcher = match &desktop {
            Some(desktop) => opens_a_window(desktop),
            None => !app_ref.runtime && self.has_other_launcher(folder, &app_ref),
        };
        Ok(InstalledApp {
            installation: installation.id.clone(),
            current,
            name: self.name(&deploy, desktop.as_ref(), &app_ref),
            summary: deploy
                .translated("appdata-summary", &self.languages)
                .or_else(|| self.of_desktop_file(desktop.as_ref()?, "Comment")),
            version: deploy.text("appdata-version"),
            icon: desktop.and_then(|desktop| icon(folder, &desktop)),
            origin: deploy.origin.clone(),
            commit,
            size: Some(deploy.size),
            runtime: (!app_ref.runtime)
                .then(|| runtime(&deploy, &metadata))
                .flatten(),
            updated: modified(&file),
            end_of_life: deploy.end_of_life(),
            runtime_end_of_life: None,
            masked,
            has_launcher,
            published,
            app_ref,
        })
    }

    fn metadata(
        &mut self,
        file: &Path,
    ) -> Result<(Document, crate::domain::permission::Layer), Trouble> {
        let document = Document::parse(&read(file)?);
        let (published, refused) = context::read(&document);
        if !refused.is_empty() {
            self.refused(file, refused);
        }
        Ok((document, published))
    }

    fn refused(&mut self, file: &Path, lines: Vec<Unreadable>) {
        let trouble = Trouble::new(file, TroubleKind::Refused(lines));
        self.found.troubles.push(trouble);
    }

    fn name(&self, deploy: &Deploy, desktop: Option<&Document>, app_ref: &AppRef) -> String {
        deploy
            .translated("appdata-name", &self.languages)
            .or_else(|| self.of_desktop_file(desktop?, "Name"))
            .unwrap_or_else(|| app_ref.id.last_part().to_owned())
    }

    /// The exported desktop file that is named after the app.
    fn desktop_file(&mut self, folder: &Path, app_ref: &AppRef) -> Option<Document> {
        if app_ref.runtime {
            return None;
        }
        let name = format!("export/share/applications/{}.desktop", app_ref.id);
        let bytes = self.optional(&folder.join(name))?;
        Some(Document::parse(&bytes))
    }

    /// Whether it exports desktop files that are named after it and go on, as suites of several programs do.
    fn has_other_launcher(&mut self, folder: &Path, app_ref: &AppRef) -> bool {
        let begin = format!("{}.", app_ref.id);
        let names = fs::read_dir(folder.join("export/share/applications"));
        let mut names = names.into_iter().flatten().flatten();
        names.any(|entry| {
            let name = entry.file_name();
            let fits = name
                .to_str()
                .is_some_and(|name| name.starts_with(&begin) && name.ends_with(".desktop"));
            let mut read = || self.optional(&entry.path());
            fits && read().is_some_and(|bytes| opens_a_window(&Document::parse(&bytes)))
        })
    }

    fn of_desktop_file(&self, desktop: &Document, key: &str) -> Option<String> {
        let value = |key: &str| desktop.string(DESKTOP_ENTRY, key).ok().flatten();
        self.languages
            .iter()
            .find_map(|language| match language.as_str() {
                PLAIN => value(key),
                language => value(&format!("{key}[{language}]")),
            })
            .or_else(|| value(key))
            .filter(|text| !text.is_empty())
    }

    /// The folders in a folder, sorted. That it is not there is no trouble.
    fn folders(&mut self, folder: &Path) -> Vec<PathBuf> {
        let read = || -> io::Result<Vec<PathBuf>> {
            let mut found = Vec::new();
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    found.push(entry.path());
                }
            }
            found.sort_unstable();
            Ok(found)
        };
        read().unwrap_or_else(|err| {
            self.unless_missing(folder, &err);
            Vec::new()
        })
    }

    /// A file that need not be there.
    fn optional(&mut self, file: &Path) -> Option<Vec<u8>> {
        fs::read(file)
            .inspect_err(|err| self.unless_missing(file, err))
            .ok()
    }

    fn unless_missing(&mut self, path: &Path, err: &io::Error) {
        if err.kind() != io::ErrorKind::NotFound {
            self.found.troubles.push(Trouble::unreadable(path, err));
        }
    }
}

const DESKTOP_ENTRY: &str = "Desktop Entry";

fn opens_a_window(desktop: &Document) -> bool {
    let is = |key: &str| {
        let value = desktop.string(DESKTOP_ENTRY, key).ok().flatten();
        value.as_deref() == Some("true")
    };
    !is("Terminal") && !is("Hidden")
}

fn read(file: &Path) -> Result<Vec<u8>, Trouble> {
    fs::read(file).map_err(|err| Trouble::unreadable(file, &err))
}

/// The ref that the last four parts of a branch's path make.
fn app_ref(branch: &Path) -> Option<AppRef> {
    let mut parts: Vec<&str> = branch
        .iter()
        .rev()
        .take(4)
        .map(std::ffi::OsStr::to_str)
        .collect::<Option<_>>()?;
    parts.reverse();
    parts.join("/").parse().ok()
}

/// `ID/ARCH/BRANCH`.
fn runtime(deploy: &Deploy, metadata: &Document) -> Option<String> {
    let named = || metadata.string("Application", "runtime").ok().flatten();
    deploy.text("runtime").or_else(named)
}

/// When a file was written. All but the `deploy` file of a version are from 1970.
fn modified(file: &Path) -> Option<DateTime<Utc>> {
    let time = fs::metadata(file).and_then(|file| file.modified()).ok()?;
    Some(time.into())
}

/// The sizes in which an icon is looked for: what can be drawn in any size, then what a list needs, then the rest.
const SIZES: [&str; 11] = [
    "scalable",
    "128x128",
    "256x256",
    "512x512",
    "64x64",
    "192x192",
    "96x96",
    "72x72",
    "48x48",
    "1024x1024",
    "32x32",
];

/// The exported picture that the desktop file names.
fn icon(folder: &Path, desktop: &Document) -> Option<PathBuf> {
    let name = desktop.string(DESKTOP_ENTRY, "Icon").ok().flatten()?;
    if name.is_empty() || name.contains('/') {
        return None;
    }
    let pictures = folder.join("export/share/icons/hicolor");
    let endings: [String; 2] = [format!("apps/{name}.svg"), format!("apps/{name}.png")];
    SIZES
        .iter()
        .flat_map(|size| endings.iter().map(move |end| (size, end)))
        .map(|(size, end)| pictures.join(size).join(end))
        .find(|file| file.is_file())
}

#[cfg(test)]
#[path = "installed_tests.rs"]
mod tests;
