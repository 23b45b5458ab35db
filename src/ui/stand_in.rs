//! Looking after apps in tests of pages: a `flatpak` command that stands in for the real one, and apps that seem to run.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::flatpak::fake::{FakeApp, install_runtime};
use crate::ui::world::World;

/// Where the programs are that stand in for others.
const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/stand-in");

/// The commit of every newer version.
pub(crate) const NEWER: &str = "fade0ff1";

/// The variables with which the stand-ins are found, and find their world.
pub(crate) fn env(top: &Path) -> Vec<(String, String)> {
    let path = std::env::var("PATH").unwrap();
    let path = format!("{PROGRAMS}:{path}");
    let top = top.to_str().unwrap().to_owned();
    vec![("PATH".to_owned(), path), ("WORLD".to_owned(), top)]
}

/// An app that seems to run, until it is ended or this is dropped.
#[derive(Debug)]
pub(crate) struct Instance(Child);

impl Drop for Instance {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl World {
    /// Writes a file of the stand-in's.
    pub(crate) fn lay(&self, name: &str, text: &str) {
        let file = self.top().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// Takes a file of the stand-in's away.
    pub(crate) fn take(&self, name: &str) {
        fs::remove_file(self.top().join(name)).unwrap();
    }

    /// All that the stand-in was asked.
    pub(crate) fn asked(&self) -> String {
        fs::read_to_string(self.top().join("asked")).unwrap_or_default()
    }

    /// A newer version of an app with these groups of permissions, and what `remote-ls` says at the end of its line.
    pub(crate) fn offer(&self, id: &str, permissions: &str, end: &str) {
        let mut app = FakeApp::new(id);
        let branch = app.folder(&self.user()).parent().unwrap().to_owned();
        let installed = fs::read_link(branch.join("active")).unwrap();
        app.commit = NEWER.repeat(8);
        permissions.clone_into(&mut app.permissions);
        app.install(&self.user());
        fs::remove_file(branch.join("active")).unwrap();
        symlink(installed, branch.join("active")).unwrap();
        self.metadata(id, permissions);
        let list = fs::read_to_string(self.top().join("updates")).unwrap_or_default();
        let line = format!("app/{id}/x86_64/stable\t{NEWER}fade\t1.2\u{a0}MB\t{end}\n");
        self.lay("updates", &(list + &line));
    }

    /// What an app asks for that its source has.
    pub(crate) fn metadata(&self, id: &str, permissions: &str) {
        let metadata = format!("[Application]\nname={id}\n\n{permissions}");
        self.lay(&format!("offers/{id}"), &metadata);
    }

    /// A runtime, `ID/ARCH/BRANCH`.
    pub(crate) fn runtime(&self, name: &str) {
        if !self.user().join("runtime").join(name).exists() {
            install_runtime(&self.user(), name, &[]);
        }
    }

    /// What `info` of a running instance says.
    fn info(id: &str, context: &str) -> String {
        format!(
            "[Application]\nname={id}\n\n[Instance]\ninstance-id=1\napp-commit={}\nbranch=stable\narch=x86_64\nflatpak-version=1.16.6\n\n{context}",
            "c0ffee00".repeat(8)
        )
    }

    /// An app runs that was started with these groups of permissions; the same is what `flatpak run` starts.
    pub(crate) fn start(&self, id: &str, context: &str) {
        let info = Self::info(id, context);
        self.lay("info", &info);
        let program = Path::new(PROGRAMS).join("instance");
        let folder = self.top().join("nothing/.flatpak/1");
        let child = Command::new(program)
            .args([folder.to_str().unwrap(), &info])
            .stdin(Stdio::null())
            .spawn();
        self.instances.borrow_mut().push(Instance(child.unwrap()));
    }

    /// Data of an app, whether it is installed or not.
    pub(crate) fn data(&self, id: &str) {
        self.lay(&format!("nothing/.var/app/{id}/config/settings"), "mine");
    }

    /// The data of an app is a year old.
    pub(crate) fn age(&self, id: &str) {
        let top = self.top().join("nothing/.var/app").join(id);
        for name in ["config/settings", "config", ""] {
            let year = std::time::Duration::from_hours(365 * 24);
            let file = fs::File::open(top.join(name)).unwrap();
            file.set_modified(std::time::SystemTime::now() - year)
                .unwrap();
        }
    }

    /// Whether an app has data.
    pub(crate) fn has_data(&self, id: &str) -> bool {
        self.top().join("nothing/.var/app").join(id).is_dir()
    }

    /// Whether data of an app is in the trash.
    pub(crate) fn is_trashed(&self, id: &str) -> bool {
        self.top().join("trash").join(id).is_dir()
    }
}
