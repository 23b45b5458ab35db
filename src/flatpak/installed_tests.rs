//! Reading installations, on fake ones.

use std::collections::HashSet;

use proptest::prelude::*;
use tempfile::TempDir;

use crate::domain::permission::{Setting, Target};

use super::*;

use crate::flatpak::fake::{self, FakeApp};

/// A user and a system installation in a folder, both empty.
struct World {
    temp: TempDir,
}

impl World {
    fn new() -> Self {
        Self {
            temp: tempfile::tempdir().unwrap(),
        }
    }

    fn user(&self) -> PathBuf {
        self.temp.path().join("user")
    }

    fn system(&self) -> PathBuf {
        self.temp.path().join("system")
    }

    fn scan(&self, languages: &[&str]) -> Installed {
        let languages: Vec<String> = languages.iter().map(|&text| text.to_owned()).collect();
        let places = Places::new(
            |name| match name {
                "FLATPAK_USER_DIR" => Some(self.user().into()),
                "FLATPAK_SYSTEM_DIR" => Some(self.system().into()),
                _ => Some(self.temp.path().join("nothing").into()),
            },
            false,
        );
        scan(&places, &languages)
    }

    /// The only app there is.
    fn app(&self, languages: &[&str]) -> InstalledApp {
        let installed = self.scan(languages);
        assert!(installed.troubles.is_empty(), "{:?}", installed.troubles);
        assert_eq!(installed.apps.len(), 1);
        installed.apps.into_iter().next().unwrap()
    }
}

#[test]
fn a_person_who_never_installed_anything_has_nothing_and_no_trouble() {
    assert_eq!(World::new().scan(&[]), Installed::default());
}

#[test]
fn an_app_without_a_window_has_no_launcher() {
    let launcher = |desktop: Option<&str>| {
        let world = World::new();
        let mut app = FakeApp::new("org.example.Alpha");
        app.desktop = desktop.map(|rest| format!("[Desktop Entry]\nName=Alpha\n{rest}"));
        app.install(&world.user());
        (world.app(&[]).has_launcher, world)
    };
    assert!(launcher(Some("")).0);
    assert!(!launcher(Some("Terminal=true\n")).0);
    assert!(!launcher(Some("Hidden=true\n")).0);
    let (has, world) = launcher(None);
    assert!(!has);
    // A suite: one desktop file for each of its programs.
    let app = FakeApp::new("org.example.Alpha").folder(&world.user());
    let folder = app.join("export/share/applications");
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("org.example.Alphabet.desktop"),
        "[Desktop Entry]\n",
    )
    .unwrap();
    assert!(!world.app(&[]).has_launcher);
    fs::write(
        folder.join("org.example.Alpha.Draw.desktop"),
        "[Desktop Entry]\n",
    )
    .unwrap();
    assert!(world.app(&[]).has_launcher);
}

#[test]
fn everything_that_an_apps_files_tell() {
    let world = World::new();
    fake::install_runtime(&world.user(), fake::RUNTIME, &[]);
    let fake = FakeApp::new("org.example.Alpha").detail("appdata-name@de", "Alfa");
    fake.install(&world.user());
    let app = world.app(&["de"]);
    assert_eq!(
        app.app_ref.to_string(),
        "app/org.example.Alpha/x86_64/stable"
    );
    assert_eq!(app.installation, InstallationId::User);
    assert!(app.current && !app.masked);
    assert_eq!(app.name, "Alfa");
    assert_eq!(app.summary.as_deref(), Some("Alpha for tests"));
    assert_eq!(app.version.as_deref(), Some("1.0"));
    assert_eq!(app.origin, "example");
    assert_eq!(app.commit.as_str(), fake.commit);
    assert_eq!(app.size, Some(6144));
    assert_eq!(app.runtime.as_deref(), Some(fake::RUNTIME));
    assert!(
        app.icon
            .is_some_and(|icon| icon.ends_with("64x64/apps/org.example.Alpha.png"))
    );
    assert!(app.updated.unwrap() > DateTime::UNIX_EPOCH);
    assert_eq!((app.end_of_life, app.runtime_end_of_life), (None, None));
    let network = Target::Shared("network".to_owned());
    assert_eq!(app.published.get(&network), Some(&Setting::Allowed));
}

#[test]
fn an_old_flatpaks_app_is_named_by_its_desktop_file_or_its_id() {
    let world = World::new();
    let mut old = FakeApp::new("org.example.Alpha");
    old.details.clear();
    old.desktop = Some(
        "[Desktop Entry]\nName=Plain\nName[de]=Schlicht\nComment=One line\nIcon=org.example.Alpha.Other\n".to_owned(),
    );
    old.install(&world.user());
    let pictures = old
        .folder(&world.user())
        .join("export/share/icons/hicolor/scalable/apps");
    fs::create_dir_all(&pictures).unwrap();
    fs::write(pictures.join("org.example.Alpha.Other.svg"), "<svg/>").unwrap();
    let app = world.app(&["de-AT"]);
    assert_eq!(app.name, "Schlicht");
    assert_eq!(app.summary.as_deref(), Some("One line"));
    assert_eq!(app.runtime.as_deref(), Some(fake::RUNTIME));
    assert!(
        app.icon
            .unwrap()
            .ends_with("apps/org.example.Alpha.Other.svg")
    );

    old.desktop = None;
    fs::remove_dir_all(old.folder(&world.user())).unwrap();
    old.install(&world.user());
    let app = world.app(&["de"]);
    assert_eq!((app.name.as_str(), app.icon), ("Alpha", None));
}

#[test]
fn an_icons_name_leads_out_of_no_folder() {
    let world = World::new();
    let mut app = FakeApp::new("org.example.Alpha");
    app.desktop = Some("[Desktop Entry]\nIcon=../../../../../../bin/hello\n".to_owned());
    app.install(&world.user());
    assert_eq!(world.app(&[]).icon, None);
}

#[test]
fn one_branch_is_current_and_the_parts_for_others_are_no_apps() {
    let world = World::new();
    let mut app = FakeApp::new("org.example.Alpha");
    app.branch = "beta".to_owned();
    app.install(&world.user());
    FakeApp::new("org.example.Alpha").install(&world.user());
    FakeApp::new("org.example.Alpha.BaseApp").install(&world.user());
    let found = world.scan(&[]).apps;
    let branches: Vec<_> = found
        .iter()
        .map(|app| (app.app_ref.branch.as_str(), app.current))
        .collect();
    assert_eq!(branches, [("beta", false), ("stable", true)]);
}

#[test]
fn what_is_just_being_removed_is_not_there() {
    let world = World::new();
    let app = FakeApp::new("org.example.Alpha");
    app.install(&world.user());
    fs::remove_dir_all(app.folder(&world.user())).unwrap();
    assert_eq!(world.scan(&[]), Installed::default());
}

#[test]
fn masks_are_of_one_installation() {
    let world = World::new();
    let config = "[core]\nxa.masked=org.example.*;\n";
    for root in [world.user(), world.system()] {
        FakeApp::new("org.example.Alpha").install(&root);
    }
    fs::create_dir(world.system().join("repo")).unwrap();
    fs::write(world.system().join("repo/config"), config).unwrap();
    let masked: Vec<_> = world
        .scan(&[])
        .apps
        .into_iter()
        .map(|app| (app.installation, app.masked))
        .collect();
    assert_eq!(
        masked,
        [
            (InstallationId::User, false),
            (InstallationId::System, true)
        ]
    );
}

#[test]
fn the_end_of_an_app_and_of_its_runtime_are_told_apart() {
    let world = World::new();
    let ended = |key: &str, text: &str| vec![(key.to_owned(), text.to_owned())];
    // The person's own runtime comes first; the system's end is not that of the app.
    fake::install_runtime(&world.user(), fake::RUNTIME, &ended("eol", "too old"));
    fake::install_runtime(&world.system(), fake::RUNTIME, &ended("eol", "other"));
    FakeApp::new("org.example.Alpha")
        .detail("eolr", "app/org.example.Beta/x86_64/stable")
        .install(&world.system());
    let installed = world.scan(&[]);
    let [app] = installed.apps.as_slice() else {
        panic!("{installed:?}");
    };
    let gone = app.end_of_life.as_ref().unwrap();
    assert_eq!(
        gone.replacement.as_deref(),
        Some("app/org.example.Beta/x86_64/stable")
    );
    let runtime = app.runtime_end_of_life.as_ref().unwrap();
    assert_eq!(runtime.reason.as_deref(), Some("too old"));
    assert_eq!(installed.runtimes.len(), 2);
    assert!(
        installed
            .runtimes
            .iter()
            .all(|runtime| runtime.runtime.is_none())
    );
}

#[test]
fn a_part_of_a_runtime_lies_in_a_folder_that_is_no_commit() {
    let world = World::new();
    let name = "org.example.Platform.Locale/x86_64/1";
    fake::install_runtime(&world.user(), name, &[]);
    let branch = world.user().join("runtime").join(name);
    let commit = fs::read_link(branch.join("active")).unwrap();
    let partly = format!("{}-0a1b2c", commit.display());
    fs::rename(branch.join(&commit), branch.join(&partly)).unwrap();
    fs::remove_file(branch.join("active")).unwrap();
    std::os::unix::fs::symlink(&partly, branch.join("active")).unwrap();
    let installed = world.scan(&[]);
    assert_eq!(installed.troubles, []);
    assert_eq!(
        installed.runtimes[0].commit.as_str(),
        commit.to_str().unwrap()
    );
}

#[test]
fn bad_apps_are_named_and_hide_no_other() {
    let world = World::new();
    let names = ["A", "B", "C", "D", "E"].map(|name| format!("org.example.{name}"));
    let folder = |name: &str| {
        let app = FakeApp::new(name);
        app.install(&world.user());
        app.folder(&world.user())
    };
    let folders = names.map(|name| folder(&name));
    fs::write(folders[0].join("deploy"), "rubbish").unwrap();
    fs::remove_file(folders[1].join("metadata")).unwrap();
    fs::write(
        folders[2].join("metadata"),
        "[Context]\nshared=network;\ngarbage\n",
    )
    .unwrap();
    fs::remove_file(folders[3].join("deploy")).unwrap();
    fs::rename(
        world.user().join("app/org.example.E"),
        world.user().join("app/no-id"),
    )
    .unwrap();
    FakeApp::new("org.example.Good").install(&world.user());

    let installed = world.scan(&[]);
    let names: Vec<_> = installed.apps.iter().map(|app| app.name.as_str()).collect();
    // What flatpak refuses to run is still there, and can be mended.
    assert_eq!(names, ["C", "Good"]);
    assert_eq!(installed.apps[0].published.len(), 1);
    let kinds: Vec<_> = installed
        .troubles
        .iter()
        .map(|trouble| match &trouble.kind {
            TroubleKind::NotADeploy => "no deploy".to_owned(),
            TroubleKind::NotARef => "no ref".to_owned(),
            TroubleKind::Refused(lines) => format!("line {}", lines[0].number),
            TroubleKind::Unreadable(_) => "unreadable".to_owned(),
            TroubleKind::NotAnInstallation(_) => "no installation".to_owned(),
            TroubleKind::OutOfReach(_) => "out of reach".to_owned(),
        })
        .collect();
    assert_eq!(
        kinds,
        ["no ref", "no deploy", "unreadable", "line 3", "unreadable"]
    );
}

#[test]
fn hundreds_of_apps_are_read_in_a_moment() {
    // Of this thread alone: other tests and programs may keep the computer busy.
    let worked = || {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        std::time::Duration::try_from(time).unwrap()
    };
    let world = World::new();
    fake::install_many(&world.user(), 300);
    let start = worked();
    let installed = world.scan(&["de"]);
    let took = worked().saturating_sub(start);
    assert_eq!(installed.apps.len(), 300);
    assert!(installed.troubles.is_empty());
    let ids: HashSet<_> = installed.apps.iter().map(|app| &app.app_ref.id).collect();
    assert_eq!(ids.len(), 300);
    // Far less in a program that is made for speed.
    assert!(took.as_millis() < 500, "{took:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_break_a_scan(
        metadata in prop::collection::vec(any::<u8>(), 0..200),
        desktop in prop::collection::vec(any::<u8>(), 0..200),
        config in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let world = World::new();
        let app = FakeApp::new("org.example.Alpha");
        app.install(&world.user());
        FakeApp::new("org.example.Good").install(&world.user());
        let folder = app.folder(&world.user());
        fs::write(folder.join("metadata"), metadata).unwrap();
        fs::write(folder.join("export/share/applications/org.example.Alpha.desktop"), desktop).unwrap();
        fs::create_dir(world.user().join("repo")).unwrap();
        fs::write(world.user().join("repo/config"), config).unwrap();
        let installed = world.scan(&["de"]);
        prop_assert_eq!(installed.apps.len(), 2);
    }
}
