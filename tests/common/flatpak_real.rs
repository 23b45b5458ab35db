//! The real flatpak in a temporary folder: a person's installation, and a remote that lies in a folder.

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use isotope::flatpak::places::Places;
use tempfile::TempDir;

pub(crate) const ALPHA: &str = "org.example.Alpha";
pub(crate) const PLATFORM: &str = "org.example.Platform";

/// A person with a flatpak installation of their own, and a remote that lies in a folder.
pub(crate) struct World {
    temp: TempDir,
    pub(crate) arch: String,
}

impl World {
    /// With a runtime and one app in the remote, nothing installed.
    pub(crate) fn new() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let arch = Command::new("flatpak").arg("--default-arch").output();
        let arch = String::from_utf8(arch.unwrap().stdout).unwrap();
        let world = Self {
            temp,
            arch: arch.trim().to_owned(),
        };
        for folder in ["home", "run", "config"] {
            fs::create_dir(world.path(folder)).unwrap();
        }
        fs::set_permissions(world.path("run"), fs::Permissions::from_mode(0o700)).unwrap();
        world.publish_runtime();
        world.publish("1.0", "shared=network;\nfilesystems=home;\n");
        let remote = format!(
            "--user remote-add --no-gpg-verify example file://{}",
            world.path("repo").display()
        );
        world.flatpak(&remote);
        world
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    pub(crate) fn env(&self) -> HashMap<&'static str, PathBuf> {
        [
            ("HOME", "home"),
            ("XDG_RUNTIME_DIR", "run"),
            ("FLATPAK_USER_DIR", "user"),
            ("FLATPAK_SYSTEM_DIR", "system"),
            ("FLATPAK_CONFIG_DIR", "config"),
        ]
        .map(|(name, folder)| (name, self.path(folder)))
        .into()
    }

    pub(crate) fn places(&self) -> Places {
        let env = self.env();
        Places::new(|name| env.get(name).map(|path| path.clone().into()), false)
    }

    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_remove("XDG_DATA_HOME")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .envs(self.env())
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null());
        command
    }

    /// What a `flatpak` command prints. None of the arguments has a space in it.
    pub(crate) fn flatpak(&self, arguments: &str) -> String {
        let output = self
            .command("flatpak")
            .args(arguments.split(' '))
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "flatpak {arguments}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// A runtime with a shell, and what the shell needs.
    fn publish_runtime(&self) {
        let folder = self.path("runtime");
        let name = format!("{PLATFORM}/{}/1", self.arch);
        for program in ["/usr/bin/sh", "/usr/bin/sleep"] {
            copy_program(Path::new(program), &folder.join("usr"));
        }
        fs::create_dir_all(folder.join("files")).unwrap();
        let metadata = format!(
            "[Runtime]\nname={PLATFORM}\nruntime={name}\nsdk={name}\n\n[Environment]\nFROM_RUNTIME=yes\n"
        );
        fs::write(folder.join("metadata"), metadata).unwrap();
        let (repo, folder) = (self.path("repo"), folder.display());
        self.flatpak(&format!(
            "build-export --disable-sandbox --no-update-summary --runtime {} {folder} 1",
            repo.display()
        ));
    }

    /// Puts a version of the app in the remote.
    pub(crate) fn publish(&self, version: &str, context: &str) {
        self.publish_as(ALPHA, version, context, "");
    }

    /// Puts a version of an app in the remote, with something heavy in it.
    pub(crate) fn publish_as(&self, id: &str, version: &str, context: &str, heavy: &str) {
        let folder = self.path(&format!("{id}-{version}"));
        let files = folder.join("files");
        let write = |name: &str, text: String| {
            let path = files.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("share/heavy", heavy.to_owned());
        // Alpha is one of those whose name is only in their desktop file.
        if id != ALPHA {
            let catalogue = format!("share/app-info/xmls/{id}.xml");
            let name = id.rsplit('.').next().unwrap();
            write(
                &catalogue,
                format!(
                    "<components version=\"0.8\"><component type=\"desktop\"><id>{id}</id><name>{name} of the catalogue</name><summary>Tests</summary></component></components>"
                ),
            );
            let packed = Command::new("gzip")
                .arg("-f")
                .arg(files.join(catalogue))
                .status();
            assert!(packed.unwrap().success());
        }
        write(
            "bin/hello",
            format!("#!/bin/sh\n# {version}\nexec sleep 1000\n"),
        );
        let program = files.join("bin/hello");
        fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
        write(
            &format!("share/applications/{id}.desktop"),
            format!(
                "[Desktop Entry]\nType=Application\nName=Alpha\nName[de]=Alfa\nComment=Tests\nExec=hello\nIcon={id}\n"
            ),
        );
        write(
            &format!("share/icons/hicolor/scalable/apps/{id}.svg"),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\"/>".to_owned(),
        );
        let runtime = format!("{PLATFORM}/{}/1", self.arch);
        let metadata = format!(
            "[Application]\nname={id}\nruntime={runtime}\nsdk={runtime}\ncommand=hello\n\n[Context]\n{context}"
        );
        fs::write(folder.join("metadata"), metadata).unwrap();
        let (repo, folder) = (self.path("repo"), folder.display());
        let repo = repo.display();
        self.flatpak(&format!("build-finish {folder} --command=hello"));
        self.flatpak(&format!(
            "build-export --disable-sandbox --no-update-summary {repo} {folder} stable"
        ));
        self.flatpak(&format!("build-update-repo {repo}"));
    }

    pub(crate) fn install(&self) {
        self.flatpak(&format!(
            "--user install -y --noninteractive example {ALPHA}"
        ));
    }
}

/// Copies a program and its libraries to where a runtime has them.
fn copy_program(program: &Path, usr: &Path) {
    let output = Command::new("ldd").arg(program).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let libraries = text.split_whitespace().filter(|word| word.starts_with('/'));
    for file in libraries.map(Path::new).chain([program]) {
        let inside = file
            .strip_prefix("/usr")
            .or(file.strip_prefix("/"))
            .unwrap();
        let target = usr.join(inside);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(file, target).unwrap();
    }
}
