//! What the person and the administrator said beside an app's own metadata: the override files.
//!
//! Source: flatpak `common/flatpak-dir.c`, `flatpak_deploy_get_overrides`; `flatpak-override(1)`.

mod change;
mod repair;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::domain::permission::{Effective, Layer, Since, Source, Written, since};
use crate::domain::{AppId, InstallationId, InvalidId};

use super::context::{self, Unreadable};
use super::keyfile::Document;
use super::safe_file::{self, Edited, Keep};

pub use change::Change;
pub use repair::Astray;
pub(super) use repair::Backup;

/// The name of the file about all apps.
const ALL_APPS: &str = "global";

/// Whom a rule is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// All apps: the file `global`.
    AllApps,
    /// One app.
    App(AppId),
}

impl Scope {
    /// The name of its file.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.app().map_or(ALL_APPS, AppId::as_str)
    }

    /// The app. `None`: all of them.
    #[must_use]
    pub fn app(&self) -> Option<&AppId> {
        match self {
            Self::AllApps => None,
            Self::App(id) => Some(id),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file_name())
    }
}

impl FromStr for Scope {
    type Err = InvalidId;

    fn from_str(name: &str) -> Result<Self, InvalidId> {
        match name {
            ALL_APPS => Ok(Self::AllApps),
            id => id.parse().map(Self::App),
        }
    }
}

/// What one file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Who says it.
    pub source: Source,
    /// The rules in it that could be read.
    pub layer: Layer,
    /// The lines for which flatpak takes the app, or all apps, for not installed.
    pub unreadable: Vec<Unreadable>,
}

/// What is said of all apps: read once, and asked for each of them.
#[derive(Clone, Debug)]
pub struct ForAll {
    system: Result<Spoken, io::ErrorKind>,
    user: Result<Spoken, io::ErrorKind>,
}

/// An override file that flatpak refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenFile {
    /// Whom it is about.
    pub scope: Scope,
    /// Whether it is the administrator's, which a person cannot repair.
    pub of_system: bool,
    /// Where it is.
    pub path: PathBuf,
    /// The lines for which flatpak refuses it.
    pub lines: Vec<Unreadable>,
}

/// Why overrides could not be changed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum OverrideError {
    /// Flatpak cannot read the file as it is; it has to be repaired first.
    #[error("flatpak cannot read {}", .0.path.display())]
    Broken(Box<BrokenFile>),
    /// The installed flatpak does not know the permission, or would stumble over it.
    #[error("{permission} needs flatpak {needs}, and {has} is installed")]
    TooNew {
        /// The permission.
        permission: String,
        /// The first flatpak that knows it.
        needs: Since,
        /// The one that is installed.
        has: Since,
    },
    /// No flatpak that Isotope knows of has this permission.
    #[error("{permission} is not known")]
    Unknown {
        /// The permission.
        permission: String,
    },
    /// The name, path or rule could not stand in the file.
    #[error("{permission} is not valid")]
    Invalid {
        /// The permission.
        permission: String,
    },
    /// The file could not be read or written.
    #[error("the overrides could not be written")]
    Disk(#[from] io::Error),
}

/// The override folders of the person and of the system.
#[derive(Clone, Debug)]
pub struct Overrides {
    user: PathBuf,
    system: PathBuf,
    flatpak: Option<Since>,
}

impl Overrides {
    /// By the two `overrides` folders, and the version of the installed flatpak where it is known.
    #[must_use]
    pub fn at(user: PathBuf, system: PathBuf, flatpak: Option<Since>) -> Self {
        Self {
            user,
            system,
            flatpak,
        }
    }

    /// The version of the installed flatpak, where it is known.
    #[must_use]
    pub fn flatpak(&self) -> Option<Since> {
        self.flatpak
    }

    /// What is said of all apps.
    #[must_use]
    pub fn for_all(&self) -> ForAll {
        let read = |source, folder| self.read(source, folder, &Scope::AllApps);
        ForAll {
            system: read(Source::SystemForAll, &self.system),
            user: read(Source::UserForAll, &self.user),
        }
    }

    /// What is said of an app beside its own metadata, in the order in which flatpak listens.
    ///
    /// # Errors
    /// When a file is there and cannot be read.
    pub fn spoken(
        &self,
        for_all: &ForAll,
        id: &AppId,
        installation: &InstallationId,
    ) -> io::Result<Vec<Spoken>> {
        let app = Scope::App(id.clone());
        let mut layers = Vec::new();
        // Apps that a person installed do not hear the administrator.
        if *installation != InstallationId::User {
            layers.push(for_all.system.clone());
            layers.push(self.read(Source::SystemForApp, &self.system, &app));
        }
        layers.push(for_all.user.clone());
        layers.push(self.read(Source::UserForApp, &self.user, &app));
        let layers: Result<_, io::ErrorKind> = layers.into_iter().collect();
        Ok(layers?)
    }

    /// All that counts when the app's own metadata and the files have spoken.
    #[must_use]
    pub fn merge(published: &Layer, spoken: &[Spoken]) -> Effective {
        let files = spoken.iter().map(|one| (one.source, &one.layer));
        Effective::of(std::iter::once((Source::Published, published)).chain(files))
    }

    /// What the person said of an app or of all.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn own(&self, scope: &Scope) -> io::Result<Layer> {
        self.own_and_unsaid(scope).map(|(layer, _)| layer)
    }

    /// The same, and the lines of which none of it tells: those that flatpak refuses, then what nobody understands.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn own_and_unsaid(&self, scope: &Scope) -> io::Result<(Layer, Vec<String>)> {
        let bytes = safe_file::read(&self.file(scope))?.unwrap_or_default();
        let (layer, unreadable) = context::read(&Document::parse(&bytes));
        let refused = unreadable.into_iter().map(|line| line.text);
        let unknown = layer.unknown().iter().map(ToString::to_string);
        let unsaid = refused.chain(unknown).collect();
        Ok((layer, unsaid))
    }

    /// What the administrator said of all apps. What is installed for one person only does not hear it.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn administrator(&self) -> io::Result<Layer> {
        let file = self.system.join(Scope::AllApps.file_name());
        let bytes = safe_file::read(&file)?.unwrap_or_default();
        Ok(context::read(&Document::parse(&bytes)).0)
    }

    /// Everybody of whom the person said something.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn scopes(&self) -> io::Result<Vec<Scope>> {
        scopes_in(&self.user)
    }

    /// Says things in the person's own file. All of them or none.
    ///
    /// # Errors
    /// [`OverrideError`]; then nothing was written.
    pub fn change(&self, scope: &Scope, changes: &[Change]) -> Result<Edited, OverrideError> {
        self.change_and(scope, changes, &mut |_| Ok(()))
    }

    /// The same together with something else: both or neither.
    pub(super) fn change_and(
        &self,
        scope: &Scope,
        changes: &[Change],
        keep: Keep<'_>,
    ) -> Result<Edited, OverrideError> {
        let change = |bytes: Option<&[u8]>| self.rewritten(scope, bytes, changes);
        safe_file::edit_and(&self.file(scope), change, keep)
    }

    /// Whether [`Self::change`] would be refused, as far as that can be told before.
    ///
    /// # Errors
    /// [`OverrideError`].
    pub fn test(&self, scope: &Scope, changes: &[Change]) -> Result<(), OverrideError> {
        let bytes = safe_file::read(&self.file(scope))?;
        self.rewritten(scope, bytes.as_deref(), changes).map(drop)
    }

    /// Takes back everything that the person said: the file goes, together with something else.
    ///
    /// # Errors
    /// When the file cannot be removed, or the other thing cannot be done; then the file is as it was.
    pub(super) fn reset(&self, scope: &Scope, keep: Keep<'_>) -> Result<Edited, OverrideError> {
        safe_file::edit_and(&self.file(scope), |_| Ok(None), keep)
    }

    /// Puts a file back as it was, if it still is as it was left; otherwise only the things themselves are taken back.
    /// Together with something else: both or neither.
    ///
    /// # Errors
    /// [`OverrideError`]; then nothing was written.
    pub(super) fn put_back(
        &self,
        scope: &Scope,
        (left, undo): (&Edited, &[Change]),
        keep: Keep<'_>,
    ) -> Result<Edited, OverrideError> {
        let change = |bytes: Option<&[u8]>| {
            if bytes == left.after.as_deref() {
                return Ok(left.before.clone());
            }
            self.rewrite(scope, bytes, undo)
        };
        safe_file::edit_and(&self.file(scope), change, keep)
    }

    fn read(&self, source: Source, folder: &Path, scope: &Scope) -> Result<Spoken, io::ErrorKind> {
        let bytes = safe_file::read(&folder.join(scope.file_name())).map_err(|err| err.kind())?;
        let document = Document::parse(&bytes.unwrap_or_default());
        let (layer, unreadable) = context::read_for(&document, self.flatpak);
        Ok(Spoken {
            source,
            layer,
            unreadable,
        })
    }

    fn file(&self, scope: &Scope) -> PathBuf {
        self.user.join(scope.file_name())
    }

    /// The bytes after changes that the installed flatpak understands.
    fn rewritten(
        &self,
        scope: &Scope,
        bytes: Option<&[u8]>,
        changes: &[Change],
    ) -> Result<Option<Vec<u8>>, OverrideError> {
        for change in changes {
            self.can_say(change)?;
        }
        self.rewrite(scope, bytes, changes)
    }

    /// The bytes after changes. A file that says nothing any more is none.
    fn rewrite(
        &self,
        scope: &Scope,
        bytes: Option<&[u8]>,
        changes: &[Change],
    ) -> Result<Option<Vec<u8>>, OverrideError> {
        let mut document = Document::parse(bytes.unwrap_or_default());
        self.refuse_broken(scope, &document)?;
        for change in changes {
            context::write(&mut document, &change.target, change.setting.as_ref());
        }
        // What is written is what flatpak can read, whatever was asked for.
        self.refuse_broken(scope, &document)?;
        Ok((!document.says_nothing()).then(|| document.to_bytes()))
    }

    fn refuse_broken(&self, scope: &Scope, document: &Document) -> Result<(), OverrideError> {
        let (_, lines) = context::read_for(document, self.flatpak);
        if lines.is_empty() {
            return Ok(());
        }
        Err(OverrideError::Broken(Box::new(BrokenFile {
            scope: scope.clone(),
            of_system: false,
            path: self.file(scope),
            lines,
        })))
    }

    /// Whether the installed flatpak knows what is to be said. Taking something back is always possible.
    ///
    /// # Errors
    /// [`OverrideError`].
    pub fn can_say(&self, change: &Change) -> Result<(), OverrideError> {
        let Some(setting) = &change.setting else {
            return Ok(());
        };
        let permission = Written {
            target: change.target.clone(),
            allowed: setting.clone(),
        }
        .to_string();
        if !context::can_stand(&change.target, setting) {
            return Err(OverrideError::Invalid { permission });
        }
        let Some(needs) = since(&change.target, setting) else {
            return Err(OverrideError::Unknown { permission });
        };
        match self.flatpak {
            Some(has) if has < needs => Err(OverrideError::TooNew {
                permission,
                needs,
                has,
            }),
            Some(_) | None => Ok(()),
        }
    }
}

fn scopes_in(folder: &Path) -> io::Result<Vec<Scope>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut scopes = Vec::new();
    for entry in entries {
        let name = entry?.file_name();
        scopes.extend(name.to_str().and_then(|name| name.parse().ok()));
    }
    scopes.sort();
    Ok(scopes)
}

#[cfg(test)]
#[path = "overrides_tests.rs"]
mod tests;
