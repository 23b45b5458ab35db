pub(super) mod copies;
mod interrupted;
mod links;

use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

/// What [`Looks::finish`] does, but for the person's dconf service.
fn finish(looks: &Looks) -> Result<bool, LooksError> {
    let _lock = looks.lock()?;
    looks.complete()
}

/// A home folder with some settings and other files.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        for (path, text) in [
            (".config/dconf/user", "GVariant of GNOME"),
            (
                ".config/gtk-3.0/settings.ini",
                "[Settings]\ngtk-theme-name=Adwaita\n",
            ),
            (".config/gtk-3.0/bookmarks", "file:///somewhere/x\n"),
            (".config/fontconfig/conf.d/10-own.conf", "<fontconfig/>"),
            (".gtkrc-2.0", "gtk-theme-name=\"Adwaita\"\n"),
            ("letter.txt", "Dear all,"),
        ] {
            home.write(path, text);
        }
        home
    }

    fn looks(&self) -> Looks {
        Looks::at(self.0.path())
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.0.path().join(path)).unwrap();
    }

    /// Everything but Isotope's own copies: names, contents, rights and links.
    fn all(&self) -> Vec<String> {
        let mut found = Vec::new();
        list(self.0.path(), self.0.path(), &mut found);
        found.sort();
        found
    }

    /// The same without the folders that Isotope's copies are in.
    fn without_store(&self) -> Vec<String> {
        let mut all = self.all();
        all.retain(|line| !line.starts_with(".local"));
        all
    }

    /// What a visit to another desktop leaves.
    fn visit(&self) {
        self.write(".config/dconf/user", "GVariant of KDE");
        self.write(
            ".config/gtk-3.0/settings.ini",
            "[Settings]\ngtk-theme-name=Breeze\n",
        );
        self.write(".config/gtk-4.0/assets/close.png", "picture");
        self.write(".config/kdeglobals", "[General]\n");
        self.write(".config/gtk-3.0/bookmarks", "file:///somewhere/x/new\n");
        self.remove(".config/fontconfig/conf.d/10-own.conf");
        self.write("letter.txt", "Dear all, more");
    }
}

fn list(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let name = path.strip_prefix(root).unwrap().display().to_string();
        if name.starts_with(".local/share/isotope") {
            continue;
        }
        if let Ok(target) = fs::read_link(&path) {
            found.push(format!("{name} -> {}", target.display()));
        } else if path.is_dir() {
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            found.push(format!("{name}/ {mode:o}"));
            list(root, &path, found);
        } else {
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            let text = fs::read_to_string(&path).unwrap();
            found.push(format!("{name} {mode:o} {text}"));
        }
    }
}

/// As it was before the visit, but for what is no setting of a desktop.
fn with_new_work(mut before: Vec<String>) -> Vec<String> {
    for line in &mut before {
        *line = line
            .replace("file:///somewhere/x\n", "file:///somewhere/x/new\n")
            .replace("Dear all,", "Dear all, more");
    }
    before
}

#[test]
fn settings_are_identical_after_a_visit() {
    let home = Home::new();
    let rights = fs::Permissions::from_mode(0o600);
    let dconf = home.0.path().join(".config/dconf");
    fs::set_permissions(dconf.join("user"), rights).unwrap();
    fs::set_permissions(&dconf, fs::Permissions::from_mode(0o700)).unwrap();
    let looks = home.looks();
    fs::create_dir_all(home.0.path().join(".local/share")).unwrap();
    let before = home.all();
    let gnome = looks.save("GNOME", at(0)).unwrap();
    assert_eq!((gnome.desktop.as_str(), gnome.files), ("GNOME", 4));
    assert_eq!(home.all(), before, "saving changes nothing");
    home.visit();
    fs::remove_dir_all(&dconf).unwrap();
    let visited = home.all();
    let back = looks.restore(&gnome.id, "KDE Plasma", at(60)).unwrap();
    assert_eq!(home.all(), with_new_work(before));
    assert_eq!((back.from.clone(), back.changed), (gnome.clone(), 5));
    let names: Vec<String> = looks
        .copies()
        .into_iter()
        .map(|copy| copy.desktop)
        .collect();
    assert_eq!(names, ["KDE Plasma", "GNOME"]);
    // And there again.
    looks.restore(&back.aside.id, "GNOME", at(120)).unwrap();
    assert_eq!(home.all(), visited);
    let again = looks.restore(&back.aside.id, "GNOME", at(180)).unwrap();
    assert_eq!(again.changed, 0);
}

#[test]
fn a_copy_is_a_plain_folder_that_explains_itself() {
    let home = Home::new();
    let saved = home.looks().save("GNOME", at(0)).unwrap();
    let read = |path: &str| fs::read_to_string(saved.folder.join(path)).unwrap();
    assert_eq!(read("config/dconf/user"), "GVariant of GNOME");
    assert!(read("home/.gtkrc-2.0").contains("Adwaita"));
    assert!(read("README.txt").contains("GNOME"));
    assert!(!saved.folder.join("config/gtk-3.0/bookmarks").exists());
}

#[test]
fn copies_have_names_of_their_own_and_can_be_thrown_away() {
    let home = Home::new();
    let looks = home.looks();
    let first = looks.save("KDE Plasma", at(0)).unwrap();
    let second = looks.save("KDE Plasma", at(0)).unwrap();
    assert_eq!(first.id, "20270115-080000-kde-plasma");
    assert_eq!(second.id, "20270115-080000-kde-plasma-2");
    looks.forget(&first.id).unwrap();
    assert!(matches!(
        looks.forget(&first.id),
        Err(LooksError::NoSuchCopy { .. })
    ));
    assert_eq!(looks.copies(), [second]);
}

#[test]
fn in_a_sandbox_the_settings_are_those_of_the_host() {
    let own = [
        ("HOME", "/person"),
        ("XDG_CONFIG_HOME", "/person/.var/app/x/config"),
        ("XDG_DATA_HOME", "/person/.var/app/x/data"),
        ("HOST_XDG_DATA_HOME", "/data"),
    ];
    let var = |name: &str| {
        let found = own.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| PathBuf::from(value))
    };
    let inside = Looks::new(var, true);
    assert_eq!(inside.paths.config, Path::new("/person/.config"));
    assert_eq!(inside.paths.data, Path::new("/data"));
    let store = "/person/.var/app/x/data/isotope/desktop-settings";
    assert_eq!(inside.store, Path::new(store));
    let outside = Looks::new(var, false);
    let config = "/person/.var/app/x/config";
    assert_eq!(outside.paths.config, Path::new(config));
}
