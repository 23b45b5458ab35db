//! Pictures of what comes after a switch.

use adw::prelude::*;
use relm4::prelude::*;

use super::ask::Ask;
use super::screens::{Picture, picture};
use super::testing::Fixture;
use crate::backend::fake::Scene;
use crate::domain::{DeploymentState, FindingKind, Origin, SwitchRecord, WayBack};

const SIGNED: &str =
    "ostree-image-signed:docker://registry.practice.localhost/practice/gnome:stable";

fn page(name: &'static str, change: fn(&mut SwitchRecord)) -> Picture {
    picture(name, Scene::Fine)
        .then(move |f| f.arrive(change))
        .ask(|_| Ask::ShowArrived)
        .wait_for("vim-enhanced")
        .wait_for("gtk-4.0/settings.ini")
}

/// After a switch.
pub(super) fn after_switch() -> Vec<Picture> {
    vec![
        picture("switch-arrived", Scene::Fine)
            .then(|f| f.arrive(|_| ()))
            .wait_for("It worked"),
        page("switch-arrived-page", |_| ()),
        page("switch-arrived-bottom", |_| ()).scroll(),
        page("switch-arrived-step", |record| {
            record.then = Some(Origin::parse(SIGNED));
        }),
        page("switch-arrived-repaired", |_| ())
            .then(|f| f.press("Repair All"))
            .wait_for("Things Were Repaired"),
        picture("switch-arrived-clean", Scene::Fine)
            .then(|f| f.arrive(|record| record.packages.clear()))
            .then(Fixture::tidy)
            .ask(|_| Ask::ShowArrived)
            .wait_for("Nothing Is Out of Place"),
        picture("switch-back-ready", Scene::Fine)
            .then(|f| {
                f.arrive(|record| {
                    record.back = WayBack::Asked {
                        at: Some(record.at),
                        aside: None,
                    };
                });
                let fake = f.fake.as_ref().unwrap();
                fake.change(|status| status.deployments.swap(0, 1));
            })
            .wait_for("It ran before the switch"),
        picture("switch-back-over-update", Scene::Ready)
            .then(|f| f.arrive(|_| ()))
            .wait_for("Before the Switch")
            .then(|f| f.press("Switch Back"))
            .then(|f| f.wait_until("a dialog", |f| f.window().visible_dialog().is_some())),
        picture("switch-home-again", Scene::Fine)
            .then(|f| {
                let runs = f.id(0);
                f.arrive(|record| {
                    record.before = runs;
                    record.back = WayBack::Done;
                });
                let fake = f.fake.as_ref().unwrap();
                fake.change(|status| status.deployments[0].pinned = true);
            })
            .wait_for("as they were before the switch"),
        picture("switch-newer", Scene::Fine)
            .then(|f| {
                let runs = f.id(0);
                f.arrive(|record| {
                    record.before = runs;
                    record.to = record.from.clone();
                });
                f.fake.as_ref().unwrap().change(|status| {
                    status.deployments.swap(0, 1);
                    let mut newer = status.deployments[0].clone();
                    newer.id = "newer-1.0".parse().unwrap();
                    newer.version = Some("44.20261121.0".to_owned());
                    newer.state = DeploymentState::Staged;
                    status.deployments.insert(0, newer);
                });
            })
            .wait_for("A newer version of it"),
        picture("switch-not-applied", Scene::Fine)
            .then(|f| {
                let runs = f.id(0);
                f.arrive(|record| record.before = runs);
                let fake = f.fake.as_ref().unwrap();
                fake.change(|status| status.findings.push(FindingKind::FinalizeFailed.into()));
            })
            .wait_for("could not be installed"),
    ]
}
