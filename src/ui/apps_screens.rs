//! Pictures of the room of apps.

use super::pages::apps::AppsMsg;
use super::screens::{Picture, picture};
use super::window::{Place, WindowMsg};
use crate::backend::fake::Scene;
use crate::flatpak::answers::Granted;

/// The page of apps, with some of all kinds.
pub(super) fn apps(name: &'static str) -> Picture {
    picture(name, Scene::Fine)
        .then(|f| f.world.fill())
        .visit(Place::Apps)
        .wait_for("Meadow")
        .wait_for("Changed by you")
        .then(|f| f.tell_answers(Ok(Granted::default())))
}

/// The pages of the room of apps.
pub(super) fn of_apps() -> Vec<Picture> {
    let mut all = vec![
        picture("apps-none", Scene::Fine).visit(Place::Apps),
        apps("apps"),
        apps("apps-choosing")
            .then(|f| f.open_menu("Filter and Sort"))
            .then(|f| f.tick("Changed by you")),
        apps("apps-app").open(3),
        apps("apps-app-bottom").open(3).scroll(),
        apps("toast-access")
            .open(3)
            .then(|f| f.press("Reset App"))
            .wait_for("Undo"),
        apps("apps-app-asks-nothing").open(2),
        apps("apps-all")
            .then(|f| f.tell_apps(AppsMsg::OpenAll))
            .wait_for("What is set here"),
        apps("apps-all-administrator")
            .then(|f| {
                f.world
                    .administer("global", "[Context]\ndevices=!all;\nfilesystems=!host;\n");
            })
            .then(|f| f.tell_apps(AppsMsg::OpenAll))
            .wait_for("Set by the Administrator"),
        apps("apps-who")
            .then(|f| f.tell_apps(AppsMsg::OpenWho))
            .wait_for("Who can use the camera?"),
        apps("apps-who-permissions")
            .then(|f| f.tell_apps(AppsMsg::OpenWho))
            .press_row("Files and Folders")
            .wait_for("Downloads")
            .scroll(),
        apps("apps-who-answer")
            .then(|f| f.tell_apps(AppsMsg::OpenWho))
            .press_row("Who can reach the internet?")
            .wait_for("Select All"),
        apps("apps-who-deny")
            .then(|f| f.tell_apps(AppsMsg::OpenWho))
            .press_row("Who can use the camera?")
            .then(|f| f.tick("Select All"))
            .wait_for("Deny for 1 App"),
        apps("apps-who-nobody")
            .then(|f| f.tell_apps(AppsMsg::OpenWho))
            .press_row("Who can learn where you are?")
            .wait_for("No app can"),
        apps("apps-history-none")
            .then(|f| f.tell_apps(AppsMsg::OpenHistory))
            .wait_for("Nothing Changed Yet"),
        apps("apps-history")
            .then(|f| f.world.remember())
            .then(|f| f.tell_apps(AppsMsg::OpenHistory))
            .wait_for("Undone"),
        apps("apps-app-broken")
            .then(|f| {
                f.world
                    .overrides("org.example.Meadow", "[Context]\nnonsense\n");
            })
            .open(3)
            .wait_for("Repair"),
        apps("apps-nothing-found")
            .then(|f| f.tell(WindowMsg::Find))
            .then(|f| f.search("nothing like it"))
            .wait_for("No Apps Found"),
    ];
    all.extend(notices());
    all.extend(for_everybody());
    all
}

const MEADOW: &str = "org.example.Meadow";

/// What stands above the list, and where it leads.
fn notices() -> Vec<Picture> {
    let attention = |name| {
        apps(name).then(|f| {
            let text = "[Context]\nshared=!network;\nsockts=x11;\nnonsense\n";
            f.world.overrides("org.example.Sketchpad", text);
            f.world.administer(MEADOW, "[Context]\ngarbage\n");
        })
    };
    vec![
        apps("apps-all-broken")
            .then(|f| f.world.overrides("global", "[Context]\nnonsense\n"))
            .wait_for("so no app starts"),
        attention("apps-attention").wait_for("Some files need attention"),
        attention("apps-attention-files")
            .wait_for("Some files need attention")
            .then(|f| f.tell_apps(AppsMsg::OpenNotice))
            .wait_for("Only an administrator can repair it"),
        apps("apps-unfinished")
            .lay(|world| {
                let commit = "c0ffee00".repeat(8);
                let plan = format!(
                    "{{\"installation\":\"system\",\"app\":\"app/{MEADOW}/x86_64/stable\",\"commit\":\"{commit}\",\"patterns\":[]}}\n"
                );
                world.install_for_all(MEADOW, "");
                world.lay("isotope/unfinished/plan.json", &plan);
            })
            .wait_for("was broken off"),
        apps("apps-restart")
            .then(|f| f.world.start(MEADOW, "[Context]\nshared=network;ipc;\n"))
            .wait_for("Running")
            .open(3)
            .then(|f| f.press("Restart App…"))
            .wait_for("is lost"),
    ]
}

/// Apps of other installations than the person's own.
fn for_everybody() -> Vec<Picture> {
    let first = |name| {
        picture(name, Scene::Fine)
            .lay(|world| {
                world.install_for_all(MEADOW, "[Context]\nshared=network;\n");
                world.install_extra("games", "org.example.Abacus", "[Context]\ndevices=all;\n");
            })
            .visit(Place::Apps)
            .wait_for("Meadow")
            .wait_for("Abacus")
    };
    vec![
        first("apps-for-everybody"),
        first("apps-app-for-everybody").open(1),
        first("apps-app-extra").open(0),
        first("apps-versions-only-root")
            .then(|f| {
                f.world.lay("uid", "1000\n");
                f.world.lay("does/--version", "echo 'Flatpak 1.16.6'\n");
                let (new, old) = ("c0ffee00".repeat(8), "b".repeat(64));
                let text = format!(
                    "Commit: {new}\nSubject: Meadow 3.0: tabs in groups\nDate: 2026-11-20 07:54:03 +0000\n\nCommit: {old}\nSubject: Meadow 2.1\nDate: 2026-11-03 07:54:03 +0000\n"
                );
                f.world.lay("versions", &text);
            })
            .open(1)
            .press_row("Use an Older Version…")
            .wait_for("copies the command"),
    ]
}
