//! The file tree of one version: as small as libostree takes it, with the weight of its packages.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::super::commit::Package;
use super::super::trouble::{About, Result};
use super::{Stream, Variant, blob, catalogue};

/// Folders that the running system mounts something on.
const EMPTY: [&str; 8] = ["var", "sysroot", "boot", "proc", "sys", "dev", "run", "tmp"];
/// Links of the toplevel.
const LINKS: [(&str, &str); 5] = [
    ("ostree", "sysroot/ostree"),
    ("bin", "usr/bin"),
    ("sbin", "usr/sbin"),
    ("lib", "usr/lib"),
    ("lib64", "usr/lib64"),
];
/// What the publisher offers besides, for programs that switch systems.
const SYSTEMS: [(&str, &str); 2] = [
    ("practice-linux.toml", include_str!("systems.toml")),
    ("practice-community.toml", include_str!("community.toml")),
];
/// The users of the login screens, as Fedora's composes have those of all desktops.
const USERS: &str = "gdm:x:42:42:GNOME Display Manager:/var/lib/gdm:/usr/sbin/nologin\n\
                     sddm:x:998:995:SDDM Greeter Account:/var/lib/sddm:/usr/sbin/nologin\n";
const ROOT_USER: &str = "root:x:0:0:root:/root:/bin/bash\n";
/// The rules for container images of a system that comes from an ostree remote, as Fedora ships them.
const POLICY: &str = "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}\n";
const VMLINUZ_SIZE: usize = 96 * 1024;

/// A version that is about to be published.
#[derive(Clone, Debug)]
pub(super) struct Version {
    /// Where to.
    pub(super) stream: Stream,
    /// Which release, counted from 0.
    pub(super) release: u32,
    /// Its number.
    pub(super) number: String,
    /// Seconds since 1970.
    pub(super) timestamp: i64,
}

impl Version {
    /// Its packages with the sizes of their files.
    pub(super) fn packages(&self) -> Vec<(Package, usize)> {
        catalogue::packages(self.stream.variant, self.release)
    }

    /// What the system calls itself; each of its versions does so.
    pub(super) fn pretty_name(&self) -> String {
        let release = self.stream.channel.release();
        format!("Practice Linux {release} ({})", self.stream.variant.title())
    }

    fn os_release(&self) -> String {
        let variant = self.stream.variant;
        let lines = [
            "NAME=\"Practice Linux\"".to_owned(),
            format!("VERSION=\"{} ({})\"", self.number, variant.title()),
            "ID=practice".to_owned(),
            format!("VERSION_ID={}", self.stream.channel.release()),
            format!("PRETTY_NAME=\"{}\"", self.pretty_name()),
            format!("VARIANT=\"{}\"", variant.title()),
            format!("VARIANT_ID={}", variant.id()),
            format!("OSTREE_VERSION='{}'", self.number),
        ];
        lines.join("\n") + "\n"
    }
}

/// Writes the version's tree below `root`; package files are linked from `pool`, made there when missing.
pub(super) fn write(version: &Version, root: &Path, pool: &Path) -> Result<()> {
    let packages = version.packages();
    let kernel = catalogue::kernel(&packages);
    let modules = root.join("usr/lib/modules").join(&kernel);
    let files = root.join("usr/share/practice");
    let systems = root.join("usr/share/isotope/catalogue");
    let units = root.join("usr/lib/systemd/system");
    for dir in [
        &modules,
        &files,
        &systems,
        &units,
        &root.join("usr/etc/containers"),
        &root.join("usr/bin"),
    ] {
        fs::create_dir_all(dir).about("make", dir)?;
    }
    for name in EMPTY {
        let dir = root.join(name);
        fs::create_dir(&dir).about("make", &dir)?;
    }
    for (name, target) in LINKS {
        let link = root.join(name);
        symlink(target, &link).about("make", &link)?;
    }
    put(
        &modules.join("vmlinuz"),
        &blob::bytes(&format!("vmlinuz {kernel}"), VMLINUZ_SIZE),
    )?;
    put(
        &modules.join("initramfs.img"),
        &blob::bytes(&version.number, VMLINUZ_SIZE),
    )?;
    put(
        &root.join("usr/lib/os-release"),
        version.os_release().as_bytes(),
    )?;
    for (name, text) in SYSTEMS {
        put(&systems.join(name), text.as_bytes())?;
    }
    put(
        &root.join("usr/etc/practice.conf"),
        format!("release={}\n", version.release).as_bytes(),
    )?;
    put(&root.join("usr/lib/passwd"), USERS.as_bytes())?;
    put(&root.join("usr/etc/passwd"), ROOT_USER.as_bytes())?;
    put(
        &root.join("usr/etc/containers/policy.json"),
        POLICY.as_bytes(),
    )?;
    let target = match version.stream.variant {
        Variant::Gnome | Variant::Kde => "graphical.target",
        Variant::Base => "multi-user.target",
    };
    symlink(target, units.join("default.target")).about("make", &units)?;
    symlink("../usr/lib/os-release", root.join("usr/etc/os-release")).about("make", root)?;
    for (package, size) in packages.iter().filter(|(_, size)| *size > 0) {
        let content = pooled(package, *size, pool)?;
        let file = files.join(&package.name);
        fs::hard_link(&content, &file).about("make", &file)?;
    }
    Ok(())
}

/// The file of a package in the pool, made when it is not there yet.
fn pooled(package: &Package, size: usize, pool: &Path) -> Result<PathBuf> {
    let name = format!("{}-{}", package.name, package.evr());
    let file = pool.join(&name);
    if !file.exists() {
        // Two streams may want the same package at the same time: each writes its own and puts it in place.
        let own = tempfile::Builder::new()
            .tempfile_in(pool)
            .about("write in", pool)?;
        put(own.path(), &blob::bytes(&name, size))?;
        // The first one stays: a file that is replaced cannot be linked in that moment.
        match own.persist_noclobber(&file) {
            Err(err) if err.error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(err.error).about("write", &file);
            }
            Ok(_) | Err(_) => {}
        }
    }
    Ok(file)
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).about("write", path)
}
