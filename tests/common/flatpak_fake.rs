//! Installations of Flatpak that nobody installed: folders as flatpak leaves them, without its repository.
//!
//! `flatpak list`, `info`, `run` and `override` take them for real. See `flatpak_installed.rs` for installs by flatpak
//! itself.

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use zgvariant::serialized::Context;
use zgvariant::{NATIVE_ENDIAN, Variant, to_bytes};

/// One fake app, with everything that a real one has. Change what a test is about, then [`FakeApp::install`] it.
#[derive(Clone, Debug)]
pub(crate) struct FakeApp {
    /// `org.example.Alpha`.
    pub(crate) id: String,
    /// `stable`.
    pub(crate) branch: String,
    /// 64 hexadecimal digits.
    pub(crate) commit: String,
    /// The groups of `metadata` after `[Application]`.
    pub(crate) permissions: String,
    /// The desktop file; `None` for none.
    pub(crate) desktop: Option<String>,
    /// Texts in the `deploy` file's dictionary.
    pub(crate) details: Vec<(String, String)>,
    /// Bytes on the disk, as the `deploy` file tells.
    pub(crate) size: u64,
}

/// The runtime that fake apps name.
pub(crate) const RUNTIME: &str = "org.example.Platform/x86_64/1";

impl FakeApp {
    /// An app with a name, a version, an icon and a few permissions.
    pub(crate) fn new(id: &str) -> Self {
        let name = id.rsplit('.').next().unwrap_or(id);
        Self {
            id: id.to_owned(),
            branch: "stable".to_owned(),
            commit: "c0ffee00".repeat(8),
            permissions: "[Context]\nshared=network;ipc;\nsockets=wayland;fallback-x11;\n"
                .to_owned(),
            desktop: Some(format!(
                "[Desktop Entry]\nType=Application\nName={name}\nIcon={id}\nExec=/usr/bin/flatpak run {id}\n"
            )),
            details: vec![
                ("runtime".to_owned(), RUNTIME.to_owned()),
                ("appdata-name".to_owned(), name.to_owned()),
                ("appdata-summary".to_owned(), format!("{name} for tests")),
                ("appdata-version".to_owned(), "1.0".to_owned()),
            ],
            size: 6144,
        }
    }

    /// Adds a text to the `deploy` file.
    pub(crate) fn detail(mut self, key: &str, text: &str) -> Self {
        self.details.retain(|(old, _)| old != key);
        self.details.push((key.to_owned(), text.to_owned()));
        self
    }

    /// Where it lies below an installation.
    pub(crate) fn folder(&self, root: &Path) -> PathBuf {
        let branch = root.join("app").join(&self.id).join("x86_64");
        branch.join(&self.branch).join(&self.commit)
    }

    /// Writes it below an installation's folder, makes it the active and the current one, and says so in `.changed`.
    pub(crate) fn install(&self, root: &Path) {
        let folder = self.folder(root);
        let id = &self.id;
        write(
            &folder.join("metadata"),
            format!(
                "[Application]\nname={id}\nruntime={RUNTIME}\nsdk={RUNTIME}\ncommand=hello\n\n{}",
                self.permissions
            ),
        );
        write(&folder.join("deploy"), self.deploy());
        write(&folder.join("files/.ref"), "");
        write(&folder.join("files/bin/hello"), "#!/bin/sh\necho hello\n");
        let picture = format!("export/share/icons/hicolor/64x64/apps/{id}.png");
        write(&folder.join(picture), PICTURE);
        if let Some(desktop) = &self.desktop {
            let name = format!("export/share/applications/{id}.desktop");
            write(&folder.join(name), desktop);
        }
        link(&self.commit, &folder.with_file_name("active"));
        let current = root.join("app").join(id).join("current");
        link(format!("x86_64/{}", self.branch), &current);
        write(&root.join(".changed"), "");
    }

    fn deploy(&self) -> Vec<u8> {
        deploy("example", &self.commit, self.size, &self.details)
    }
}

/// The bytes of a `deploy` file.
pub(crate) fn deploy(
    origin: &str,
    commit: &str,
    size: u64,
    details: &[(String, String)],
) -> Vec<u8> {
    let mut all: HashMap<&str, Variant<'_>> = details
        .iter()
        .map(|(key, text)| (key.as_str(), Variant::from(text.as_str())))
        .collect();
    all.insert("deploy-version", Variant::from(4_i32));
    let wire = (origin, commit, Vec::<&str>::new(), size.to_be(), all);
    let bytes = to_bytes(Context::new(NATIVE_ENDIAN, 0), &wire).unwrap();
    bytes.to_vec()
}

/// Writes a fake runtime below an installation's folder; `name` is `ID/ARCH/BRANCH`.
pub(crate) fn install_runtime(root: &Path, name: &str, details: &[(String, String)]) {
    let commit = "beef".repeat(16);
    let folder = root.join("runtime").join(name).join(&commit);
    let metadata = format!("[Runtime]\nname={name}\nruntime={name}\nsdk={name}\n");
    write(&folder.join("metadata"), metadata);
    write(
        &folder.join("deploy"),
        deploy("example", &commit, 4096, details),
    );
    write(&folder.join("files/.ref"), "");
    link(&commit, &folder.with_file_name("active"));
}

/// Installs `count` apps `org.example.fake.App000…`, no two neighbours with the same permissions.
pub(crate) fn install_many(root: &Path, count: usize) {
    install_runtime(root, RUNTIME, &[]);
    for number in 0..count {
        let mut app = FakeApp::new(&format!("org.example.fake.App{number:03}"));
        app.commit = format!("{number:064x}");
        app.permissions = PERMISSIONS[number % PERMISSIONS.len()].to_owned();
        app.install(root);
    }
}

const PERMISSIONS: [&str; 6] = [
    "",
    "[Context]\nshared=network;ipc;\nsockets=x11;wayland;pulseaudio;\ndevices=dri;\n",
    "[Context]\nshared=network;\nsockets=wayland;fallback-x11;\nfilesystems=home:ro;xdg-download;\n",
    "[Context]\ndevices=all;\nfilesystems=host;\n\n[Session Bus Policy]\norg.freedesktop.Flatpak=talk\n",
    "[Context]\nsockets=wayland;\npersistent=.app;\n\n[Environment]\nTHEME=dark\n",
    "[Context]\nsockets=wayland;session-bus;\n\n[System Bus Policy]\norg.freedesktop.UPower=talk\n",
];

/// A picture of one pixel, in one colour.
const PICTURE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 12, b'I', b'D', b'A', b'T',
    0x78, 0xda, 0x63, 0xd0, 0xa8, 0xb8, 0x03, 0, 0x02, 0x48, 0x01, 0x7d, 0xa4, 0x54, 0xf8, 0x13, 0,
    0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// As flatpak does it: the new link takes the old one's place.
fn link(target: impl AsRef<Path>, path: &Path) {
    let new = path.with_extension("new");
    symlink(target, &new).unwrap();
    fs::rename(new, path).unwrap();
}
