//! What can be asked of the service: each transaction's work, its options, its title.

use std::collections::HashMap;

use zbus::OwnedVariant;

/// What a caller asks for beside the work itself.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the service's own options, each on or off"
)]
pub(super) struct Options {
    pub(super) reboot: bool,
    pub(super) allow_downgrade: bool,
    pub(super) cache_only: bool,
    pub(super) download_only: bool,
    pub(super) dry_run: bool,
    pub(super) lock_finalization: bool,
    pub(super) skip_purge: bool,
    /// Without what a person added.
    pub(super) no_layering: bool,
    /// Packages that are asked for already are no mistake.
    pub(super) idempotent: bool,
    /// Packages that the publisher has already are no mistake.
    pub(super) allow_inactive: bool,
    pub(super) force: bool,
    pub(super) output_to_self: Option<bool>,
    /// Keeps the service's own sentences from the caller.
    pub(super) quiet: bool,
    title: Option<String>,
    pub(super) revision: Option<String>,
    pub(super) checksum: Option<String>,
    pub(super) allow_missing_checksum: bool,
}

impl Options {
    /// Reads what is known; the rest, and what has a wrong type, is ignored as by the real service.
    pub(super) fn read(given: &HashMap<String, OwnedVariant>) -> Self {
        let value = |key: &str| given.get(key).and_then(|v| v.try_clone().ok());
        let flag = |key: &str| value(key).and_then(|v| bool::try_from(v).ok());
        let text = |key: &str| value(key).and_then(|v| String::try_from(v).ok());
        let is = |key: &str| flag(key).unwrap_or(false);
        Self {
            reboot: is("reboot"),
            allow_downgrade: is("allow-downgrade"),
            cache_only: is("cache-only"),
            download_only: is("download-only"),
            dry_run: is("dry-run"),
            lock_finalization: is("lock-finalization"),
            skip_purge: is("skip-purge"),
            no_layering: is("no-layering"),
            idempotent: is("idempotent-layering"),
            allow_inactive: is("allow-inactive"),
            force: is("force"),
            output_to_self: flag("output-to-self"),
            quiet: false,
            title: text("initiating-command-line"),
            revision: text("revision"),
            checksum: text("checksum"),
            allow_missing_checksum: is("allow-missing-checksum"),
        }
    }
}

/// What can be cleaned up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CleanUp {
    /// Files that nothing uses.
    Base,
    /// What waits for a restart.
    Pending,
    /// What could be gone back to.
    Rollback,
    /// What is known about updates.
    Repomd,
}

impl CleanUp {
    /// By its name on the bus.
    fn parse(text: &str) -> Option<Self> {
        match text {
            "base" => Some(Self::Base),
            "pending-deploy" => Some(Self::Pending),
            "rollback-deploy" => Some(Self::Rollback),
            "repomd" => Some(Self::Repomd),
            _ => None,
        }
    }
}

/// Changes to the kernel's arguments.
#[derive(Clone, Debug)]
pub(super) struct Kargs {
    pub(super) added: Vec<String>,
    pub(super) replaced: Vec<String>,
    pub(super) removed: Vec<String>,
}

/// Packages that are put on what the publisher has, or taken away again.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) added: Vec<String>,
    pub(super) removed: Vec<String>,
}

impl Change {
    fn title(&self) -> String {
        match (self.added.len(), self.removed.len()) {
            (n, 0) => format!("install; install: {n}"),
            (0, n) => format!("uninstall; uninstall: {n}"),
            (a, r) => format!("install; install: {a} uninstall: {r}"),
        }
    }
}

/// What to fetch a package list of.
#[derive(Clone, Debug)]
pub(super) enum DiffTarget {
    /// The newest of the running system's ref.
    Update,
    /// A version or checksum of it.
    Revision(String),
    /// Another ref.
    Refspec(String),
}

/// The work of one transaction.
#[derive(Clone, Debug)]
pub(super) enum Work {
    Upgrade(Options),
    Check(Options),
    Deploy(String, Options),
    Rebase(String, Options),
    Rollback(Options),
    CleanUp(Vec<CleanUp>, &'static str),
    Kargs(Kargs, Options),
    Finalize(Options),
    RefreshMd { force: bool },
    Packages(Change, Options),
    ModifyRepo,
    Initramfs,
    DownloadDiff(DiffTarget),
}

fn text(given: &HashMap<String, OwnedVariant>, key: &str) -> Option<String> {
    String::try_from(given.get(key)?.try_clone().ok()?).ok()
}

fn texts(given: &HashMap<String, OwnedVariant>, key: &str) -> Vec<String> {
    let value = given.get(key).and_then(|value| value.try_clone().ok());
    value
        .and_then(|value| value.try_into().ok())
        .unwrap_or_default()
}

impl Work {
    /// What `UpdateDeployment` asks for, and polkit's action for it.
    pub(super) fn of_update(
        modifiers: &HashMap<String, OwnedVariant>,
        options: &HashMap<String, OwnedVariant>,
    ) -> (&'static str, Self) {
        let read = Options::read(options);
        match (
            text(modifiers, "set-refspec"),
            text(modifiers, "set-revision"),
        ) {
            (Some(refspec), _) => ("rebase", Self::Rebase(refspec, read)),
            (None, Some(revision)) => ("deploy", Self::Deploy(revision, read)),
            (None, None) if modifiers.is_empty() => ("upgrade", Self::Upgrade(read)),
            (None, None) => (
                "install-uninstall-packages",
                Self::Packages(
                    Change {
                        added: texts(modifiers, "install-packages"),
                        removed: texts(modifiers, "uninstall-packages"),
                    },
                    read,
                ),
            ),
        }
    }

    /// Cleaning these up.
    ///
    /// # Errors
    /// When one of them is unknown.
    pub(super) fn clean_up(elements: &[String]) -> Result<Self, String> {
        let known =
            |e: &String| CleanUp::parse(e).ok_or_else(|| format!("Invalid cleanup type: {e}"));
        let parsed: Result<Vec<_>, _> = elements.iter().map(known).collect();
        Ok(Self::CleanUp(parsed?, "cleanup"))
    }

    /// What `AutomaticUpdateTrigger` asks for. `None`: nothing.
    ///
    /// # Errors
    /// When there is no such mode.
    pub(super) fn automatic(
        options: &HashMap<String, OwnedVariant>,
    ) -> Result<Option<Self>, String> {
        let mut read = Options::read(options);
        read.quiet = read.output_to_self.unwrap_or(true);
        match text(options, "mode").as_deref() {
            None | Some("auto" | "none") => Ok(None),
            Some("check") => Ok(Some(Self::Check(read))),
            Some("stage") => Ok(Some(Self::Upgrade(read))),
            Some("apply") => {
                read.reboot = true;
                Ok(Some(Self::Upgrade(read)))
            }
            Some(other) => Err(format!("Invalid AutomaticUpdatePolicy: '{other}'")),
        }
    }

    /// The title before the work begins: the real service knows some of them only then.
    pub(super) fn first_title(&self) -> &'static str {
        match self {
            Self::Upgrade(_)
            | Self::Check(_)
            | Self::Deploy(..)
            | Self::Rebase(..)
            | Self::Packages(..) => "new-deployment",
            Self::Rollback(_) => "rollback",
            Self::CleanUp(_, title) => title,
            Self::Kargs(..) => "kargs",
            Self::Finalize(_) => "finalize-deployment",
            Self::RefreshMd { force: true } => "refresh-md (force)",
            Self::RefreshMd { force: false } => "refresh-md",
            Self::ModifyRepo => "modify-yum-repo",
            Self::Initramfs => "initramfs",
            Self::DownloadDiff(_) => "package-diff",
        }
    }

    /// The title once it has begun, where that is another one.
    pub(super) fn title(&self) -> Option<String> {
        match self {
            Self::Upgrade(o) => Some(o.title.clone().unwrap_or_else(|| {
                let suffix = match (o.download_only, o.cache_only) {
                    (true, _) => " (download only)",
                    (_, true) => " (cache only)",
                    _ => "",
                };
                format!("upgrade{suffix}")
            })),
            Self::Check(_) => Some("upgrade (check only)".into()),
            Self::Deploy(_, o) => Some(o.title.clone().unwrap_or_else(|| "deploy".into())),
            Self::Rebase(_, o) => Some(o.title.clone().unwrap_or_else(|| "rebase".into())),
            Self::Packages(change, o) => Some(o.title.clone().unwrap_or_else(|| change.title())),
            Self::Rollback(_)
            | Self::CleanUp(..)
            | Self::Kargs(..)
            | Self::Finalize(_)
            | Self::RefreshMd { .. }
            | Self::ModifyRepo
            | Self::Initramfs
            | Self::DownloadDiff(_) => None,
        }
    }
}
