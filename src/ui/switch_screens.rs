//! Pictures of switching to another system.

use adw::prelude::*;
use relm4::prelude::*;

use super::ask::Ask;
use super::screens::{Picture, picture};
use super::testing::{all, is_shown};
use crate::backend::fake::Scene;
use crate::domain::{Origin, SystemStatus};

const KDE: &str = "practice:practice/44/x86_64/kde";
const GNOME: &str = "practice:practice/44/x86_64/gnome";
const IMAGE: &str =
    "ostree-image-signed:docker://registry.practice.localhost/practice/gnome:stable";
const BLUEFIN: &str = "ostree-unverified-registry:ghcr.io/ublue-os/bluefin:stable";
const STRANGE: &str = "ostree-unverified-registry:registry.example.org/own/system:1";
const ELSEWHERE: &str = "ostree-image-signed:docker://example.org/images/kde@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn before(name: &'static str, scene: Scene, there: &'static str) -> Picture {
    picture(name, scene)
        .ask(move |_| Ask::Preflight(Origin::parse(there)))
        .wait_for("checks passed")
}

fn systems(name: &'static str) -> Picture {
    picture(name, Scene::Fine)
        .ask(|_| Ask::ShowSystems)
        .wait_for("Practice Linux KDE")
}

fn builds(name: &'static str, there: &'static str, shown: &'static str) -> Picture {
    picture(name, Scene::Fine)
        .ask(move |_| Ask::Builds(Origin::parse(there)))
        .wait_for(shown)
}

fn address(name: &'static str, typed: &'static str) -> Picture {
    picture(name, Scene::Fine)
        .ask(|_| Ask::OtherSystem)
        .wait_for("Addresses Look Like This")
        .then(move |f| {
            let shown = all(f.window()).into_iter().filter(is_shown);
            let mut entries = shown.filter_map(|w| w.downcast::<adw::EntryRow>().ok());
            entries.next().unwrap().set_text(typed);
        })
}

/// What runs was given up by its publisher.
fn give_up(status: &mut SystemStatus) {
    let classic =
        "ostree-image-signed:docker://registry.practice.localhost/practice/gnome-classic:stable";
    status.deployments[0].origin = Origin::parse(classic);
}

/// Switching to another system.
pub(super) fn switching() -> Vec<Picture> {
    vec![
        systems("switch"),
        picture("switch-given-up", Scene::Fine)
            .then(|f| f.fake.as_ref().unwrap().change(give_up))
            .wait_for("gets no more updates"),
        systems("switch-open").press_row("Practice Linux KDE"),
        systems("switch-bottom").scroll(),
        systems("switch-closed")
            .press_row("Not Possible from Here")
            .scroll(),
        builds("switch-builds", IMAGE, "stable-20261117"),
        builds("switch-builds-bottom", IMAGE, "stable-20261117").scroll(),
        builds("switch-builds-closed", BLUEFIN, "Not Possible from Here"),
        builds("switch-branches", GNOME, "45 Stable"),
        builds("switch-builds-nobody", STRANGE, "Try Again"),
        address("switch-address", KDE),
        address("switch-address-wrong", "ghcr.io/ublue-os/bluefin:stable"),
        before("switch-before", Scene::Fine, KDE),
        before("switch-before-read", Scene::Fine, KDE).then(|f| f.tick("I Have Read This")),
        before("switch-before-red", Scene::Ready, KDE),
        before("switch-before-two-steps", Scene::Fine, IMAGE)
            .wait_for("In Two Steps")
            .scroll(),
        before("switch-before-unknown", Scene::Fine, ELSEWHERE),
        before("switch-before-packages", Scene::Fine, KDE)
            .then(|f| {
                let fake = f.fake.as_ref().unwrap();
                fake.change(|status| {
                    let names = ["old-driver", "vim-enhanced"];
                    status.deployments[0].added_packages = names.map(str::to_owned).to_vec();
                });
            })
            .wait_for("Remove and Add Again Later")
            .scroll(),
        before("switch-progress", Scene::Fine, KDE)
            .then(|f| f.tick("I Have Read This"))
            .then(|f| f.fake.as_ref().unwrap().hold_at(0.5))
            .then(|f| f.press("Switch"))
            .wait_for("Downloading"),
        before("switch-ready", Scene::Fine, KDE)
            .then(|f| f.tick("I Have Read This"))
            .then(|f| f.press("Switch"))
            .wait_for("Undo takes the switch back"),
        before(
            "switch-failed",
            Scene::Fine,
            "practice:practice/44/x86_64/nope",
        )
        .then(|f| f.tick("I Have Read This"))
        .then(|f| f.press("Switch"))
        .then(|f| f.wait_until("a dialog", |f| f.window().visible_dialog().is_some())),
    ]
}
