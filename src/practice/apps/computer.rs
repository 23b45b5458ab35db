//! The computer on which the apps are installed, and the traces of somebody who has used it for a while.

use std::ffi::OsString;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use super::super::enter::{outside, run};
use super::super::trouble::{About, Result, Trouble};
use super::catalogue::{ALL, ENDED, LEFTOVER, Place, VENDOR};
use super::{REMOTE, UNUSED_BRANCH, World, metadata, publisher, real_flatpak, terminal, tree};
use isotope::tr;

/// A bus address at which nobody is: nothing here needs one.
pub(super) const NO_BUS: &str = "unix:path=/nonexistent";

/// The real `flatpak` on the world, with no session around it, as its administrator: who needs no system service to
/// install something for everybody, and nobody's leave to install anything at all.
pub(super) fn flatpak(world: &World) -> Result<Command> {
    let program = real_flatpak().ok_or_else(|| Trouble::Plain(tr!("practice-apps-no-flatpak")))?;
    let mut command = outside("env");
    for (name, value) in world.inside(&world.nothing(), NO_BUS) {
        let mut pair = OsString::from(name);
        pair.push("=");
        pair.push(value);
        command.arg(pair);
    }
    // What else is asked for at the terminal is asked in English, and in plain lines.
    command
        .args(["FLATPAK_FANCY_OUTPUT=0", "TERM=dumb"])
        .arg(program);
    Ok(command)
}

/// Installs what the person and everybody have.
pub(super) fn install(world: &World) -> Result<()> {
    let url = format!("file://{}", world.repo().display());
    let refs = |place| {
        let here = ALL
            .iter()
            .filter(move |app| app.place == place && app.name != ENDED.0);
        here.map(publisher::reference)
    };
    let add = |scope| ["remote-add", scope, "--no-gpg-verify", REMOTE];
    let install = |scope| ["install", scope, "-y", "--noninteractive", REMOTE];
    std::thread::scope(|threads| {
        let for_all = threads.spawn(|| {
            run(flatpak(world)?.args(add("--system")).arg(&url))?;
            hurry(&world.system())?;
            run(flatpak(world)?
                .args(install("--system"))
                .args(refs(Place::System)))
        });
        run(flatpak(world)?.args(add("--user")).arg(&url))?;
        hurry(&world.user())?;
        let unused = format!("runtime/{}", metadata::platform(UNUSED_BRANCH));
        let wanted = refs(Place::User).chain([unused.clone()]);
        run(flatpak(world)?.args(install("--user")).args(wanted))?;
        // What is installed by its name is kept for ever; this one is there because an app needed it once.
        run(flatpak(world)?
            .args(["pin", "--user", "--remove"])
            .arg(&unused))?;
        install_ended(world)?;
        for_all
            .join()
            .unwrap_or_else(|_| Err(Trouble::Command("flatpak install".to_owned())))
            .map(drop)
    })
}

/// What is made anew in seconds need not be on the disk before anything else happens.
fn hurry(installation: &Path) -> Result<()> {
    let repo = installation.join("repo");
    run(publisher::ostree(&repo).args(["config", "set", "core.fsync", "false"])).map(drop)
}

/// Installs the app that ended, as somebody did who wanted no other: no to the heir, yes to the app.
fn install_ended(world: &World) -> Result<()> {
    let ended = ALL.iter().filter(|app| app.name == ENDED.0);
    let mut command = flatpak(world)?;
    command
        .args(["install", "--user", REMOTE])
        .args(ended.map(publisher::reference));
    terminal::run(command, "n\ny\n")
}

/// What a while of use leaves: overrides, a home folder with files, data of an app that is gone.
pub(super) fn live_in(world: &World) -> Result<()> {
    let user = world.user().join("overrides");
    let home = world.home();
    let data = home.join(".var/app");
    let files = [
        (
            world
                .system()
                .join("overrides")
                .join(format!("{VENDOR}.Keepsafe")),
            "# Rechenzentrum: backups go to the disk in the cupboard, not to the internet.\n[Context]\nshared=!network;\n",
        ),
        (
            user.join(format!("{VENDOR}.Ledger")),
            "# Letters stay at home: no internet for the office.\n[Context]\nshared=!network;\n\n# The printer in the hall is old.\n[Environment]\nCUPS_SERVER=printer.local\n",
        ),
        (
            user.join("global"),
            "[Context]\nfilesystems=!~/Documents/Diary;\n",
        ),
        (home.join("Documents/letter.txt"), "Dear neighbour,\n"),
        (home.join("Documents/Diary/today.txt"), "It rained.\n"),
        (
            home.join("Pictures/garden.svg"),
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n",
        ),
        (home.join("Music/song.txt"), "la la la\n"),
        (home.join("Downloads/manual.txt"), "Turn it on.\n"),
        (home.join("Videos/holiday.txt"), "waves\n"),
        (
            home.join(".config/user-dirs.dirs"),
            "XDG_DESKTOP_DIR=\"$HOME/Desktop\"\nXDG_DOCUMENTS_DIR=\"$HOME/Documents\"\nXDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\nXDG_MUSIC_DIR=\"$HOME/Music\"\nXDG_PICTURES_DIR=\"$HOME/Pictures\"\nXDG_VIDEOS_DIR=\"$HOME/Videos\"\n",
        ),
        (
            data.join(format!("{VENDOR}.Wander/config/settings.ini")),
            "start=blank\n",
        ),
        (
            data.join(format!("{VENDOR}.Palaver/data/letters.txt")),
            "Hello!\n",
        ),
    ];
    for (path, text) in files {
        tree::put(&path, text)?;
    }
    let drawing = data.join(format!("{VENDOR}.{LEFTOVER}/data/drawing.txt"));
    tree::put(&drawing, &"a line, and another one\n".repeat(20_000))?;
    let link = data.join(format!("{VENDOR}.{LEFTOVER}/data/newest"));
    symlink("drawing.txt", &link).about("make", &link)
}
