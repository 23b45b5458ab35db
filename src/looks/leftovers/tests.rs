use std::fs;
use std::process::Command;

use chrono::{DateTime, Utc};

use super::super::LooksError;
use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

/// A person's home folder, and a system with GNOME.
struct World(tempfile::TempDir);

const GTK3: &str = ".config/gtk-3.0/settings.ini";
const MIME: &str = ".config/mimeapps.list";

impl World {
    fn new() -> Self {
        let world = Self(tempfile::tempdir().unwrap());
        for path in [
            "usr/share/icons/Adwaita/index.theme",
            "usr/share/icons/Adwaita/cursors/left_ptr",
            "usr/share/themes/Adwaita-mine/index.theme",
            "usr/share/applications/org.gnome.Evince.desktop",
        ] {
            world.write(path, "");
        }
        world
    }

    fn looks(&self) -> Looks {
        Looks::at(&self.0.path().join("home"))
    }

    fn around(&self, desktop: &str) -> Surroundings {
        Surroundings {
            desktop: Some(desktop.to_owned()),
            shares: vec![self.0.path().join("usr/share")],
            fonts: Some(["Adwaita Sans".to_owned(), "Noto Sans".to_owned()].into()),
        }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn home(&self, path: &str, text: &str) {
        self.write(&format!("home/{path}"), text);
    }

    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.path().join("home").join(path)).ok()
    }

    /// A real database of dconf with these keys.
    fn dconf(&self, keys: &str) {
        self.write("keys/all", keys);
        let database = self.0.path().join("home/.config/dconf/user");
        fs::create_dir_all(database.parent().unwrap()).unwrap();
        let mut compile = Command::new("dconf");
        compile
            .arg("compile")
            .arg(&database)
            .arg(self.0.path().join("keys"));
        assert!(compile.status().unwrap().success());
    }

    /// What a person has who likes another icon theme and an own style.
    fn settle(&self) {
        self.dconf(
            "[org/gnome/desktop/interface]\nicon-theme='Adwaita'\ngtk-theme='Adwaita-mine'\n",
        );
        self.home(".config/gtk-3.0/gtk.css", "window { color: red; }\n");
        self.home(
            MIME,
            "[Default Applications]\napplication/pdf=org.gnome.Evince.desktop\n",
        );
    }

    /// What Plasma leaves.
    fn visit(&self) {
        self.dconf(
            "[org/gnome/desktop/interface]\ngtk-theme='Breeze'\nicon-theme='breeze'\n\
             font-name='Noto Sans,  10'\nmonospace-font-name='Hack, 10'\ncolor-scheme='prefer-light'\n\
             cursor-theme='Adwaita'\nclock-format='24h'\n\n\
             [org/gnome/desktop/wm/preferences]\nbutton-layout='icon:minimize,maximize,close'\n",
        );
        self.home(
            GTK3,
            "[Settings]\ngtk-key-theme-name=Emacs\ngtk-modules=colorreload-gtk-module\ngtk-theme-name=Breeze\n",
        );
        self.home(
            ".config/gtk-4.0/settings.ini",
            "[Settings]\ngtk-font-name=Noto Sans,  10\n",
        );
        self.home(
            ".config/gtk-3.0/gtk.css",
            "window { color: red; }\n@import 'colors.css';",
        );
        self.home(".config/gtk-3.0/colors.css", "@define-color x #000;\n");
        self.home(".config/gtk-3.0/assets/close.svg", "");
        self.home(
            ".icons/default/index.theme",
            "[Icon Theme]\nInherits=breeze_cursors\n",
        );
        self.home(
            MIME,
            "[Default Applications]\napplication/pdf=org.kde.okular.desktop;org.gnome.Evince.desktop;\n\
             image/png=org.kde.gwenview.desktop\nimage/tiff=org.kde.okular.desktop\n",
        );
    }
}

fn told(leftovers: &[Leftover]) -> Vec<String> {
    let tell = |leftover: &Leftover| {
        let why = match &leftover.why {
            Why::NotHere => "not here",
            Why::WrittenBy(by) => by,
        };
        format!("{} | {why} | {:?}", leftover.id, leftover.after)
    };
    leftovers.iter().map(tell).collect()
}

#[tokio::test]
async fn what_plasma_leaves_is_found_with_what_was_there_before() {
    let world = World::new();
    world.settle();
    let looks = world.looks();
    assert_eq!(looks.leftovers(&world.around("GNOME")).await, []);
    looks.save("GNOME", at(0)).unwrap();
    world.visit();
    assert_eq!(
        told(&looks.leftovers(&world.around("GNOME")).await),
        [
            "theme | not here | Value(\"Adwaita-mine\")",
            "icons | not here | Value(\"Adwaita\")",
            "font | KDE Plasma | Default",
            "fixed-font | not here | Default",
            "colours | KDE Plasma | Default",
            "buttons | KDE Plasma | Default",
            "pointer-file | not here | Default",
            "gtk3 | KDE Plasma | Without",
            "gtk4 | KDE Plasma | Without",
            "gtk3-style | KDE Plasma | Before",
            "app:org.kde.gwenview.desktop | not here | NoApp",
            "app:org.kde.okular.desktop | not here | NoApp",
        ]
    );
}

/// Where Plasma runs, only what it does not have is left over; and where nobody knows what runs, too.
#[tokio::test]
async fn a_desktop_leaves_nothing_behind_in_its_own_looks() {
    let world = World::new();
    world.visit();
    let missing = [
        "theme",
        "icons",
        "fixed-font",
        "pointer-file",
        "app:org.kde.gwenview.desktop",
        "app:org.kde.okular.desktop",
    ];
    for desktop in [Some("KDE Plasma".to_owned()), None] {
        let around = Surroundings {
            desktop,
            ..world.around("")
        };
        let found = world.looks().leftovers(&around).await;
        let ids: Vec<&str> = found.iter().map(|leftover| leftover.id.as_str()).collect();
        assert_eq!(ids, missing);
        assert!(found.iter().all(|leftover| leftover.why == Why::NotHere));
    }
}

/// A person may like Plasma's looks on GNOME, too.
#[tokio::test]
async fn what_was_the_same_before_is_the_persons_own() {
    let world = World::new();
    world.visit();
    for path in [
        "themes/Breeze/x",
        "icons/breeze/index.theme",
        "icons/breeze_cursors/cursors/x",
    ] {
        world.write(&format!("usr/share/{path}"), "");
    }
    let looks = world.looks();
    let around = world.around("GNOME");
    assert!(looks.leftovers(&around).await.len() > 8);
    looks.save("GNOME", at(0)).unwrap();
    let ids = told(&looks.leftovers(&around).await);
    assert_eq!(
        ids,
        [
            "fixed-font | not here | Default",
            "app:org.kde.gwenview.desktop | not here | NoApp",
            "app:org.kde.okular.desktop | not here | NoApp",
        ]
    );
}

#[tokio::test]
async fn files_are_mended_line_by_line_and_it_can_be_undone() {
    let world = World::new();
    world.settle();
    let looks = world.looks();
    looks.save("GNOME", at(0)).unwrap();
    world.visit();
    let around = world.around("GNOME");
    let visited: Vec<_> = [
        GTK3,
        MIME,
        ".config/gtk-3.0/gtk.css",
        ".icons/default/index.theme",
    ]
    .into_iter()
    .map(|path| (path, world.read(path).unwrap()))
    .collect();
    let is_file = |id: &str| {
        ["gtk3", "gtk4", "gtk3-style", "pointer-file"].contains(&id) || id.contains("okular")
    };
    let mended = looks.mend(&around, is_file, at(60)).await.unwrap().unwrap();
    assert_eq!(mended.done.len(), 5);
    assert_eq!(
        world.read(GTK3).unwrap(),
        "[Settings]\ngtk-key-theme-name=Emacs\n"
    );
    assert_eq!(world.read(".config/gtk-4.0/settings.ini"), None);
    assert_eq!(
        world.read(".config/gtk-3.0/gtk.css").unwrap(),
        "window { color: red; }\n"
    );
    assert_eq!(world.read(".config/gtk-3.0/colors.css"), None);
    assert_eq!(world.read(".config/gtk-3.0/assets/close.svg"), None);
    assert_eq!(world.read(".icons/default/index.theme"), None);
    assert_eq!(
        world.read(MIME).unwrap(),
        "[Default Applications]\napplication/pdf=org.gnome.Evince.desktop;\nimage/png=org.kde.gwenview.desktop\n"
    );
    let rest = looks.leftovers(&around).await;
    assert!(told(&rest).contains(&"font | KDE Plasma | Default".to_owned()));
    assert!(!rest.is_empty() && !rest.iter().any(|leftover| is_file(&leftover.id)));
    assert_eq!(looks.mend(&around, is_file, at(61)).await.unwrap(), None);
    assert!(mended.aside.spare);
    looks.restore(&mended.aside.id, "GNOME", at(120)).unwrap();
    for (path, text) in visited {
        assert_eq!(world.read(path).unwrap(), text);
    }
}

/// An hour of other changes is not undone with it.
#[tokio::test]
async fn only_what_was_mended_is_undone() {
    let world = World::new();
    let looks = world.looks();
    world.visit();
    let around = world.around("GNOME");
    let gtk3 = world.read(GTK3);
    let is_wanted = |id: &str| ["gtk3", "gtk3-style", "pointer-file"].contains(&id);
    let mended = looks.mend(&around, is_wanted, at(60)).await;
    let mended = mended.unwrap().unwrap();
    world.home(".config/kdeglobals", "an hour of work");
    world.home(".gtkrc-2.0", "chosen since");
    let colors = ".config/gtk-3.0/colors.css";
    world.home(colors, "written anew");
    assert_eq!(looks.unmend(&mended, at(120)).await.unwrap(), 1);
    assert_eq!(world.read(GTK3), gtk3);
    let style = world.read(".config/gtk-3.0/gtk.css").unwrap();
    assert!(style.contains("colors.css"), "{style}");
    assert!(world.read(".config/gtk-3.0/assets/close.svg").is_some());
    assert!(world.read(".icons/default/index.theme").is_some());
    assert_eq!(world.read(".config/kdeglobals").unwrap(), "an hour of work");
    assert_eq!(world.read(".gtkrc-2.0").unwrap(), "chosen since");
    assert_eq!(world.read(colors).unwrap(), "written anew");
    // What it was before is only there.
    let copies = looks.copies();
    assert_eq!(copies, std::slice::from_ref(&mended.aside));
    world.home(colors, "@define-color x #000;\n");
    assert_eq!(looks.unmend(&mended, at(180)).await.unwrap(), 5);
    assert_eq!(looks.copies(), [], "all of it is in place");
    assert!(matches!(
        looks.unmend(&mended, at(240)).await,
        Err(LooksError::NoSuchCopy { .. })
    ));
}
