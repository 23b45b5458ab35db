//! What is in an app and in the runtime: folders as the publisher builds them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::enter::run;
use super::super::trouble::{About, Result};
use super::catalogue::App;
use super::metadata;

/// A release of an app that is about to be published.
#[derive(Debug)]
pub(super) struct Release {
    /// Which app.
    pub(super) app: &'static App,
    /// Which release, counted from 1.
    pub(super) number: u32,
    /// Seconds since 1970.
    pub(super) timestamp: i64,
    /// What it asks for.
    pub(super) wishes: Vec<String>,
}

impl Release {
    /// Its version.
    pub(super) fn version(&self) -> String {
        format!("{}.{}", self.app.version, self.number)
    }
}

/// What the runtime has: enough for the apps, and for looking around in a sandbox.
const PROGRAMS: [&str; 10] = [
    "sh", "cat", "ls", "env", "sleep", "id", "mkdir", "rm", "touch", "date",
];

/// What an app does: it says what it may, and stays until it is quit.
const SCRIPT: &str = r#"#!/bin/sh
# Says what this app may, as its sandbox says it; then stays until it is quit. --once: ends at once.
echo "@NAME@ @VERSION@"
cat /.flatpak-info
[ "$1" = --once ] && exit 0
while sleep 60; do :; done
"#;

/// Writes the release below `root`. Gives the file that is still to be compressed.
pub(super) fn write(release: &Release, root: &Path) -> Result<PathBuf> {
    let (app, id) = (release.app, release.app.id());
    let version = release.version();
    put(
        &root.join("metadata"),
        &metadata::of_app(&id, &release.wishes)?,
    )?;
    let program = root.join("files/bin/app");
    put(
        &program,
        &SCRIPT
            .replace("@NAME@", app.name)
            .replace("@VERSION@", &version),
    )?;
    fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).about("write", &program)?;
    let description = component(release);
    put(
        &root.join(format!("files/share/metainfo/{id}.metainfo.xml")),
        &format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{description}"),
    )?;
    let catalogue = root.join(format!("files/share/app-info/xmls/{id}.xml"));
    put(
        &catalogue,
        &format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<components version=\"0.14\" origin=\"practice\">\n{description}</components>\n"
        ),
    )?;
    put(
        &root.join(format!("files/share/{}/content", app.name.to_lowercase())),
        &"All the pictures, sounds and words of this app.\n".repeat(800 + 37 * app.version.len()),
    )?;
    let exports = [
        (format!("applications/{id}.desktop"), desktop_file(app)),
        (format!("icons/hicolor/scalable/apps/{id}.svg"), icon(app)),
        (format!("metainfo/{id}.metainfo.xml"), description),
    ];
    for (path, text) in exports {
        put(&root.join("export/share").join(path), &text)?;
    }
    Ok(catalogue)
}

/// Compresses the files, each in its place.
pub(super) fn compress(files: &[PathBuf]) -> Result<()> {
    run(Command::new("gzip").arg("-n").args(files)).map(drop)
}

fn desktop_file(app: &App) -> String {
    let german = app.german.unwrap_or(app.name);
    let [summary, zusammenfassung] = app.summary;
    format!(
        "[Desktop Entry]\nType=Application\nName={}\nName[de]={german}\nComment={summary}\nComment[de]={zusammenfassung}\n\
         Exec=app\nIcon={}\nTerminal=false\nCategories=Utility;\n",
        app.name,
        app.id()
    )
}

fn component(release: &Release) -> String {
    let app = release.app;
    let german = app.german.unwrap_or(app.name);
    let [summary, zusammenfassung] = app.summary;
    let (name, id) = (app.name, app.id());
    let releases = (1..=release.number).rev().map(|number| {
        let age = i64::from(release.number - number) * super::WEEKS_APART;
        let (version, timestamp) = (app.version, release.timestamp - age);
        format!(
            "    <release version=\"{version}.{number}\" timestamp=\"{timestamp}\">\n      <description>\n        \
             <p>What people asked for in release {number}.</p>\n        \
             <p xml:lang=\"de\">Was sich Leute für Ausgabe {number} gewünscht haben.</p>\n      </description>\n    </release>\n"
        )
    });
    let releases: String = releases.collect();
    format!(
        "<component type=\"desktop-application\">\n  <id>{id}</id>\n  <name>{name}</name>\n  <name xml:lang=\"de\">{german}</name>\n  \
         <summary>{summary}</summary>\n  <summary xml:lang=\"de\">{zusammenfassung}</summary>\n  \
         <metadata_license>CC0-1.0</metadata_license>\n  <project_license>GPL-3.0-or-later</project_license>\n  \
         <developer id=\"example.practice\">\n    <name>Practice Apps</name>\n    <name xml:lang=\"de\">Übungs-Apps</name>\n  </developer>\n  \
         <description>\n    <p>{summary}. An app of the practice machine.</p>\n    \
         <p xml:lang=\"de\">{zusammenfassung}. Eine App des Übungsrechners.</p>\n  </description>\n  \
         <url type=\"homepage\">https://practice.example/</url>\n  <launchable type=\"desktop-id\">{id}.desktop</launchable>\n  \
         <icon type=\"stock\">{id}</icon>\n  <content_rating type=\"oars-1.1\"/>\n  <releases>\n{releases}  </releases>\n</component>\n"
    )
}

fn icon(app: &App) -> String {
    let (colour, drawing) = app.icon;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\" viewBox=\"0 0 64 64\">\n  \
         <rect x=\"2\" y=\"2\" width=\"60\" height=\"60\" rx=\"14\" fill=\"{colour}\"/>\n  \
         <path d=\"{drawing}\" fill=\"none\" stroke=\"#fff\" stroke-width=\"4\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\n</svg>\n"
    )
}

/// Writes the runtime's `/usr` below `root`: programs of this computer with the libraries that they need.
pub(super) fn write_runtime(branch: &str, programs: bool, root: &Path) -> Result<()> {
    put(&root.join("metadata"), &metadata::of_runtime(branch))?;
    let usr = root.join("files");
    put(
        &usr.join("lib/os-release"),
        &format!("NAME=\"Practice Platform\"\nID=practice-platform\nVERSION_ID={branch}\n"),
    )?;
    let wanted = PROGRAMS.iter().filter(|_| programs);
    let found: Vec<PathBuf> = wanted.filter_map(|name| find(name)).collect();
    for program in &found {
        copy(
            program,
            &usr.join("bin")
                .join(program.file_name().unwrap_or_default()),
        )?;
    }
    if found.is_empty() {
        return Ok(());
    }
    // Also says what a statically linked one needs: nothing, with an exit code that means no harm.
    let libraries = Command::new("ldd").args(&found).output();
    let libraries = libraries.map(|output| output.stdout).unwrap_or_default();
    for path in String::from_utf8_lossy(&libraries).split_whitespace() {
        if path.starts_with('/') && !path.ends_with(':') {
            let inside = path.strip_prefix("/usr").unwrap_or(path);
            copy(Path::new(path), &usr.join(inside.trim_start_matches('/')))?;
        }
    }
    Ok(())
}

fn find(program: &str) -> Option<PathBuf> {
    ["/usr/bin", "/bin"]
        .iter()
        .map(|dir| Path::new(dir).join(program))
        .find(|path| path.is_file())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    make_parent(to)?;
    if !to.exists() {
        fs::copy(from, to).about("write", to)?;
    }
    Ok(())
}

fn make_parent(path: &Path) -> Result<()> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).about("make", parent)
}

/// Writes a file, and the folders that it is in.
pub(super) fn put(path: &Path, text: &str) -> Result<()> {
    make_parent(path)?;
    fs::write(path, text).about("write", path)
}
