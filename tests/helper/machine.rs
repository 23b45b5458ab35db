//! A small system that libostree takes for the one it was started from, entered for each command.
//!
//! It runs version 2, version 1 is the one before, and upstream has versions 3 and 4.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

const BRANCH: &str = "os/43/x86_64/gnome";

/// The finished folder, made once and copied for each test.
static MODEL: OnceLock<TempDir> = OnceLock::new();

/// A machine of its own, gone when dropped.
pub(crate) struct Machine {
    folder: TempDir,
}

/// One line of `ostree admin status`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) state: String,
    pub(crate) pinned: bool,
}

impl Machine {
    pub(crate) fn new() -> Self {
        let model = MODEL.get_or_init(build);
        let folder = tempfile::tempdir().unwrap();
        let machine = Self { folder };
        run("cp", ["-a", "--reflink=auto", "-T"], |c| {
            c.arg(model.path()).arg(machine.path())
        });
        machine.write_command(&machine.deployment("2"));
        machine
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The folder to stand first on `PATH`.
    pub(crate) fn commands(&self) -> PathBuf {
        self.path().join("bin")
    }

    pub(crate) fn lock_file(&self) -> PathBuf {
        self.path().join("sysroot/ostree/lock")
    }

    /// Runs `ostree` on the machine.
    pub(crate) fn ostree<const N: usize>(&self, arguments: [&str; N]) -> String {
        run(self.commands().join("ostree"), arguments, |c| c)
    }

    /// Fetches the newest version and stages it.
    pub(crate) fn stage(&self) {
        self.ostree(["admin", "upgrade", "--stage"]);
    }

    pub(crate) fn table(&self) -> Vec<Line> {
        let mut table: Vec<Line> = Vec::new();
        for line in self.ostree(["admin", "status"]).lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["Version:", version] => {
                    (*version).clone_into(&mut table.last_mut().unwrap().version);
                }
                ["Pinned:", "yes"] => table.last_mut().unwrap().pinned = true,
                ["*", os, name] => table.push(Line::new(os, name, "running")),
                ["fedora", name] => table.push(Line::new("fedora", name, "")),
                ["fedora", name, state] => {
                    table.push(Line::new("fedora", name, state.trim_matches(['(', ')'])));
                }
                _ => {}
            }
        }
        table
    }

    /// `3 staged, 2 running, 1 rollback kept`: the table in short.
    pub(crate) fn summary(&self) -> String {
        let line = |line: Line| {
            let kept = if line.pinned { " kept" } else { "" };
            let version = line.version.trim_start_matches("43.");
            format!("{version} {}", line.state).trim().to_owned() + kept
        };
        let lines: Vec<_> = self.table().into_iter().map(line).collect();
        lines.join(", ")
    }

    /// The id of a version.
    pub(crate) fn id(&self, version: &str) -> String {
        let version = format!("43.{version}");
        let found = self.table().into_iter().find(|l| l.version == version);
        found.unwrap().id
    }

    fn deployment(&self, version: &str) -> PathBuf {
        deployments(self.path())
            .into_iter()
            .find(|d| fs::read_to_string(d.join("usr/etc/version")).unwrap() == version)
            .unwrap()
    }

    /// From now on `ostree` has only these capabilities, finds `/sysroot` and `/boot` read-only, and the first process
    /// of the computer may do anything: as under systemd. Only root can make this.
    pub(crate) fn confine(&self, capabilities: &[&str]) {
        let capabilities = capabilities.join(" --cap-add ");
        let entry = format!(
            "bwrap --unshare-pid --as-pid-1 --cap-add ALL --dev-bind / / --proc /proc \
             sh -c '\"$@\"; exit $?' sh bwrap --cap-drop ALL --cap-add {capabilities}"
        );
        write_command(self.path(), &self.deployment("2"), &entry, "--ro-bind");
    }

    fn write_command(&self, running: &Path) {
        write_command(self.path(), running, AS_ANYBODY, "--bind");
    }
}

impl Line {
    fn new(os: &str, name: &str, state: &str) -> Self {
        Self {
            id: format!("{os}-{name}"),
            version: String::new(),
            state: state.to_owned(),
            pinned: false,
        }
    }
}

fn run<I: AsRef<OsStr>, const N: usize>(
    program: impl AsRef<OsStr>,
    arguments: [I; N],
    more: impl FnOnce(&mut Command) -> &mut Command,
) -> String {
    let mut command = Command::new(program);
    command.args(arguments).env("LC_ALL", "C");
    let output = more(&mut command).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

fn deployments(root: &Path) -> Vec<PathBuf> {
    let folder = root.join("sysroot/ostree/deploy/fedora/deploy");
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    entries.filter(|p| p.is_dir()).collect()
}

/// How anybody can be root.
const AS_ANYBODY: &str = "bwrap --unshare-user --unshare-pid --uid 0 --gid 0 --cap-add ALL";

/// The `ostree` of the machine: enters the running deployment, so that `/` is that deployment.
fn write_command(root: &Path, running: &Path, entry: &str, bind: &str) {
    let (root, running) = (root.display(), running.display());
    let text = format!(
        "#!/bin/sh\nexec {entry} --die-with-parent \
         --bind {running} / --ro-bind /usr /usr {bind} {root}/sysroot /sysroot \
         --bind {root}/sysroot/ostree/deploy/fedora/var /var {bind} {root}/sysroot/boot /boot \
         --dev /dev --proc /proc --bind {root}/run /run --tmpfs /tmp \
         --setenv PATH /run/bin:/usr/sbin:/usr/bin ostree \"$@\"\n"
    );
    write_program(&root.to_string(), "bin/ostree", &text);
}

/// Writes a program beside its place and moves it there, so that nobody runs half of it.
pub(crate) fn write_program(folder: &str, name: &str, text: &str) {
    let path = Path::new(folder).join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let draft = path.with_extension("new");
    fs::write(&draft, text).unwrap();
    fs::set_permissions(&draft, fs::Permissions::from_mode(0o755)).unwrap();
    fs::rename(draft, path).unwrap();
}

fn build() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let upstream = root.join("sysroot/up");
    let sysroot = root.join("sysroot");
    fs::create_dir_all(&sysroot).unwrap();
    run("ostree", ["admin", "init-fs", "--modern"], |c| {
        c.arg(&sysroot)
    });
    let in_sysroot = format!("--sysroot={}", sysroot.display());
    run("ostree", ["admin", &in_sysroot, "os-init", "fedora"], |c| c);
    let repo = format!("--repo={}/ostree/repo", sysroot.display());
    // Lets an ordinary user deploy.
    run(
        "ostree",
        [&repo, "config", "set", "core.mode", "bare-user-only"],
        |c| c,
    );
    run(
        "ostree",
        [&repo, "config", "set", "sysroot.bootloader", "none"],
        |c| c,
    );
    let remote = [
        &repo,
        "remote",
        "add",
        "--no-sign-verify",
        "fedora",
        "file:///sysroot/up",
    ];
    run("ostree", remote, |c| c);
    let up = format!("--repo={}", upstream.display());
    run("ostree", [&up, "init", "--mode=archive"], |c| c);
    let commits: Vec<_> = ["1", "2", "3", "4"]
        .iter()
        .map(|v| commit(root, &up, v))
        .collect();
    run("ostree", [&up, "summary", "-u"], |c| c);
    let [first, second, ..] = commits.as_slice() else {
        unreachable!()
    };
    run("ostree", [&repo, "pull-local", "--remote=fedora"], |c| {
        c.arg(&upstream).arg(first)
    });
    let branch = format!("fedora:{BRANCH}");
    let create = format!("--create={branch}");
    run("ostree", [&repo, "refs", "--force", &create, first], |c| c);
    // In a user namespace, where nobody can set the immutable flag: the folder can be copied and removed.
    let namespace = ["--unshare-user", "--uid", "0", "--gid", "0"];
    run("bwrap", namespace, |c| {
        c.args([
            "--cap-add",
            "ALL",
            "--dev-bind",
            "/",
            "/",
            "ostree",
            "admin",
        ])
        .args([&in_sysroot, "deploy", "--os=fedora", "--karg=rw", &branch])
    });
    fs::create_dir_all(root.join("run")).unwrap();
    // libostree's mark of a system started from a deployment, and the unit that staging starts.
    fs::write(root.join("run/ostree-booted"), "").unwrap();
    write_program(
        &root.to_string_lossy(),
        "run/bin/systemctl",
        "#!/bin/sh\nexit 0\n",
    );
    let [running] = deployments(root).try_into().unwrap();
    write_command(root, &running, AS_ANYBODY, "--bind");
    let command = root.join("bin/ostree");
    let commit = format!("--override-commit={second}");
    run(&command, ["admin", "upgrade", "--stage", &commit], |c| c);
    run(&command, ["admin", "finalize-staged"], |c| c);
    folder
}

/// Commits the smallest tree that can be deployed.
fn commit(root: &Path, up: &str, version: &str) -> String {
    let tree = root.join("tree");
    fs::remove_dir_all(&tree).ok();
    for folder in [
        "usr/bin",
        "usr/etc",
        "usr/lib/modules/6.1",
        "var",
        "sysroot",
        "boot",
        "proc",
        "sys",
        "dev",
        "run",
        "tmp",
    ] {
        fs::create_dir_all(tree.join(folder)).unwrap();
    }
    symlink("sysroot/ostree", tree.join("ostree")).unwrap();
    for name in ["bin", "sbin", "lib", "lib64"] {
        symlink(format!("usr/{name}"), tree.join(name)).unwrap();
    }
    let modules = tree.join("usr/lib/modules/6.1");
    fs::write(modules.join("vmlinuz"), format!("kernel {version}")).unwrap();
    fs::write(modules.join("initramfs.img"), "initrd").unwrap();
    fs::write(tree.join("usr/etc/version"), version).unwrap();
    let release = format!("NAME=\"Practice\"\nID=fedora\nPRETTY_NAME=\"Practice 43.{version}\"\n");
    fs::write(tree.join("usr/lib/os-release"), release).unwrap();
    let metadata = format!("--add-metadata-string=version=43.{version}");
    let tree = format!("--tree=dir={}", tree.display());
    let commit = [up, "commit", "-b", BRANCH, &tree, &metadata];
    run("ostree", commit, |c| c.arg("--canonical-permissions"))
        .trim()
        .to_owned()
}
