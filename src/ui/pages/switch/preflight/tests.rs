//! The page before a switch as widgets, in every state.

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use super::state::State;
use super::{Look, PreflightMsg, PreflightPage};
use crate::backend::BackendError;
use crate::backend::fake::{FakeBackend, Scene};
use crate::domain::{Lack, Origin, PinSupport};
use crate::i18n::english;
use crate::preflight::{Facts, Remark, check};
use crate::switching::{Packages, Plan};
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::testing::{
    Heard, all, button, desk, in_window, is_shown, listener, press, read, reading, says, start,
    systems, texts, turn, wait_until,
};

const KDE: &str = "practice:practice/44/x86_64/kde";
const TESTING: &str = "practice:practice/44/x86_64/testing/gnome";

struct Shown {
    page: Controller<PreflightPage>,
    window: adw::Window,
    heard: Heard,
    fake: FakeBackend,
    _folder: tempfile::TempDir,
}

fn shown(fake: FakeBackend, there: &str) -> Shown {
    start();
    let folder = tempfile::tempdir().unwrap();
    let (heard, hear) = listener();
    let init = (
        Origin::parse(there),
        reading(Scene::Fine),
        Arc::new(fake.clone()) as Arc<_>,
        desk(folder.path()),
    );
    let page = PreflightPage::builder()
        .launch(init)
        .connect_receiver(move |_, ask| hear(ask));
    let view = adw::NavigationView::new();
    view.add(page.widget());
    let window = in_window(&view);
    let shown = Shown {
        page,
        window,
        heard,
        fake,
        _folder: folder,
    };
    shown.wait();
    shown
}

impl Shown {
    fn wait(&self) {
        wait_until("it was looked at", || {
            !matches!(self.page.model().state.look, Look::Looking)
        });
        turn();
    }

    fn can_switch(&self) -> bool {
        button(&self.window, "Switch").unwrap().is_sensitive()
    }

    fn tick(&self, row: &str) {
        let found = all(&self.window)
            .into_iter()
            .filter(is_shown)
            .find(|w| w.is::<adw::ActionRow>() && texts(w).iter().any(|text| text == row));
        let row = found.unwrap().downcast::<adw::ActionRow>().unwrap();
        ActionRowExt::activate(&row);
        turn();
    }

    /// Names of the pictures before lines.
    fn pictures(&self) -> Vec<String> {
        let images = all(&self.window).into_iter().filter(is_shown);
        let images = images.filter(|w| w.accessible_role() == gtk::AccessibleRole::Img);
        images
            .filter_map(|w| w.tooltip_text().map(Into::into))
            .collect()
    }
}

#[gtk::test]
fn what_is_yellow_takes_one_tick() {
    let page = shown(FakeBackend::new(Scene::Fine), KDE);
    assert!(says(&page.window, "Switch to Practice Linux KDE 44?"));
    assert!(
        says(&page.window, "instead of GNOME"),
        "{:?}",
        texts(&page.window)
    );
    assert_eq!(page.pictures(), ["Good to know", "Fine"]);
    assert!(!page.can_switch());
    assert!(says(&page.window, "stays on this computer, to go back to"));
    assert!(says(&page.window, "Settings of GNOME are saved"));
    assert!(says(&page.window, "Download size not known"));
    page.tick("I Have Read This");
    assert!(page.can_switch());
    press(&page.window, "Switch");
    let heard = page.heard.borrow();
    let [Ask::Switch(plan)] = heard.as_slice() else {
        panic!("{heard:?}")
    };
    assert_eq!(plan.step(), &Origin::parse(KDE));
}

#[gtk::test]
fn what_is_red_is_mended_and_looked_at_again() {
    let page = shown(FakeBackend::new(Scene::Ready), TESTING);
    assert_eq!(
        page.pictures().first().map(String::as_str),
        Some("In the way")
    );
    assert!(!page.can_switch() && says(&page.window, "something is in the way"));
    press(&page.window, "Discard");
    assert!(matches!(page.heard.borrow().as_slice(), [Ask::StayHere]));
    let fresh = read(&FakeBackend::new(Scene::Fine));
    page.fake.change(|status| *status = fresh.status.clone());
    page.page.emit(PreflightMsg::Show(
        read(&FakeBackend::new(Scene::Ready)),
        true,
    ));
    page.page.emit(PreflightMsg::Show(fresh, false));
    wait_until("it can be done", || {
        turn();
        page.can_switch()
    });
    assert!(says(&page.window, "Nothing speaks against it"));
    assert!(says(&page.window, "No Problems"));
}

#[gtk::test]
fn while_the_service_is_away_it_is_said_and_tried_again() {
    let page = shown(FakeBackend::new(Scene::Fine), KDE);
    let missing = BackendError::Missing {
        service: "rpm-ostree",
    };
    let failed = Look::Failed(crate::text::explain(&missing));
    page.page.state().get_mut().model.state.look = failed;
    page.page.emit(PreflightMsg::Read(true));
    turn();
    assert!(
        says(&page.window, "rpm-ostree"),
        "{:?}",
        texts(&page.window)
    );
    assert!(button(&page.window, "Switch").is_none());
    press(&page.window, "Try Again");
    page.wait();
    assert!(says(&page.window, "instead of GNOME"));
}

fn state(change: impl Fn(&mut Facts)) -> State {
    let reading = reading(Scene::Fine);
    let there = Origin::parse(KDE);
    let mut facts = Facts::known(&reading.status, &reading.can, &systems(), &there);
    change(&mut facts);
    let mut state = State::new(there, &reading);
    state.found(Plan {
        report: check(&facts),
        facts,
        packages: Packages::Keep,
    });
    state
}

#[test]
fn packages_are_asked_about_only_when_there_are_some() {
    assert_eq!(state(|facts| facts.added.clear()).packages(), None);
    let mut state = state(|facts| facts.added = vec!["vim".to_owned()]);
    assert_eq!(
        state.packages(),
        Some((&["vim".to_owned()][..], Packages::Keep))
    );
    state.choose(Packages::LeaveBehind);
    let again = state.plan().unwrap().clone();
    state.found(Plan {
        packages: Packages::Keep,
        ..again
    });
    let kept = state.packages().map(|(_, packages)| packages);
    assert_eq!(
        kept,
        Some(Packages::LeaveBehind),
        "looking again changes no choice"
    );
}

#[test]
fn what_was_read_has_to_be_read_again_when_it_is_something_else() {
    let mut state = state(|facts| facts.added.clear());
    state.has_read = true;
    assert_eq!(state.why_not(), None);
    let same = state.plan().unwrap().clone();
    state.found(same.clone());
    assert!(state.has_read);
    let mut other = same;
    other.report.lines.push(Remark::Metered);
    state.found(other);
    assert!(!state.has_read && state.why_not().is_some());
}

#[test]
fn both_steps_are_told_before_the_first() {
    let mut state = state(|_| ());
    assert_eq!(state.steps(), None);
    let mut plan = state.plan().unwrap().clone();
    let first = Origin::parse("ostree-unverified-registry:example.org/kde:44");
    plan.report.lines.push(Remark::TwoSteps { first });
    state.found(plan);
    let [now, then] = state.steps().unwrap();
    assert!(now.address.starts_with("ostree-unverified-registry:"));
    assert_eq!(
        english::of(&now.words),
        "Practice Linux KDE 44, not verified"
    );
    assert_eq!(then.address, KDE);
}

#[test]
fn what_stays_is_told_as_far_as_it_is_true() {
    let stays = state(|_| ()).happens();
    assert!(stays.iter().any(|line| line.contains("to go back to")));
    let same = |facts: &mut Facts| {
        facts.there = Origin::parse(TESTING);
        facts.entry = facts.running.clone();
    };
    let settings = |lines: Vec<String>| lines.iter().any(|line| line.contains("Settings of"));
    assert!(settings(stays) && !settings(state(same).happens()));
    let mut without_helper = Reading::clone(&reading(Scene::Fine));
    without_helper.can.pin = PinSupport::No(Lack::Helper);
    let plan = state(|_| ()).plan().unwrap().clone();
    let mut state = State::new(Origin::parse(KDE), &without_helper);
    state.found(plan.clone());
    let lines = state.happens().join(" ");
    assert!(lines.contains("until the next update"), "{lines}");
    let mut stopped = plan;
    stopped.report.lines.push(Remark::Forbidden);
    state.found(stopped);
    assert!(state.happens().is_empty() && state.size().is_none());
}

#[test]
fn the_title_is_that_of_the_address_and_not_of_the_catalogues_entry() {
    for (there, title) in [
        ("fedora:fedora/39/x86_64/silverblue", "Fedora Silverblue 39"),
        (
            "fedora:fedora/43/x86_64/testing/silverblue",
            "Fedora Silverblue 43 (Testing)",
        ),
        (
            "fedora:fedora/rawhide/x86_64/silverblue",
            "Fedora Silverblue rawhide",
        ),
        (
            "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable",
            "Bluefin (Stable)",
        ),
        (
            "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable-20261103",
            "Bluefin (stable-20261103)",
        ),
        (
            "ostree-image-signed:docker://quay.io/fedora/fedora-kinoite:44",
            "Fedora Kinoite as an Image 44",
        ),
        ("practice:practice/45/x86_64/own", "own 45"),
    ] {
        let reading = reading(Scene::Fine);
        let there = Origin::parse(there);
        let facts = Facts::known(&reading.status, &reading.can, &systems(), &there);
        let mut state = State::new(there, &reading);
        state.found(Plan {
            report: check(&facts),
            facts,
            packages: Packages::Keep,
        });
        assert_eq!(state.title(), format!("Switch to {title}?"));
    }
}

#[test]
fn what_nobody_here_can_change_is_said_so() {
    let other = Remark::OtherBase {
        here: vec!["fedora".to_owned()],
        there: vec!["centos-stream-10".to_owned()],
    };
    for (remark, words, is_final) in [
        (other, "from here", true),
        (Remark::NotSupported, "from here", true),
        (Remark::Forbidden, "something is in the way", false),
        (Remark::RunsAlready, "nothing to do", true),
    ] {
        let mut state = state(|_| ());
        let mut plan = state.plan().unwrap().clone();
        plan.report.lines.push(remark);
        state.found(plan);
        assert!(state.verdict().unwrap().contains(words), "{state:?}");
        assert_eq!(state.is_final(), is_final);
    }
}
