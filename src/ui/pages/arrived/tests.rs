//! The page as widgets, with real files of a person.

use std::fs;
use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use super::{ArrivedMsg, ArrivedPage};
use crate::backend::fake::{FakeBackend, Scene};
use crate::domain::{Lack, Origin, Support, SwitchRecord, SwitchStage, WayBack};
use crate::looks::Looks;
use crate::ui::reading::Reading;
use crate::ui::testing::{
    Heard, button, desk, in_window, listener, now, press, read, says, start, texts, wait_until,
};

const GTK: &str = ".config/gtk-3.0/settings.ini";
const LEFT: &str = "[Settings]\ngtk-font-name=Noto Sans,  10\ngtk-key-theme-name=Emacs\n";

struct Opened {
    page: Controller<ArrivedPage>,
    window: adw::Window,
    heard: Heard,
    folder: tempfile::TempDir,
    reading: Reading,
}

/// The page after a switch from Plasma to GNOME, changed like that.
fn open(change: impl Fn(&mut SwitchRecord), left: &str) -> Opened {
    start();
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    fs::create_dir_all(home.join(GTK).parent().unwrap()).unwrap();
    fs::write(home.join(GTK), left).unwrap();
    let mut reading = read(&FakeBackend::new(Scene::Fine)).as_ref().clone();
    let mut record = SwitchRecord {
        from: Origin::parse("practice:practice/44/x86_64/kde"),
        to: reading.origin(),
        before: reading.status.deployments[1].id.clone(),
        kept_with: Some("Before the switch".to_owned()),
        settings: Some("20270115-080000-kde-plasma".to_owned()),
        packages: Vec::new(),
        then: None,
        via: None,
        back: WayBack::NotAsked,
        arrived: false,
        at: now(),
    };
    change(&mut record);
    reading.switch = Some((record, SwitchStage::Arrived));
    let (heard, hear) = listener();
    let page = ArrivedPage::builder()
        .launch((Arc::new(reading.clone()), desk(home)))
        .connect_receiver(move |_, ask| hear(ask));
    let view = adw::NavigationView::new();
    view.add(page.widget());
    let window = in_window(&view);
    Opened {
        page,
        window,
        heard,
        folder,
        reading,
    }
}

impl Opened {
    fn wait_for(&self, words: &str) {
        wait_until(words, || says(&self.window, words));
    }

    fn gtk(&self) -> String {
        fs::read_to_string(self.folder.path().join(GTK)).unwrap()
    }

    fn heard(&self) -> String {
        let heard = self.heard.borrow();
        heard
            .last()
            .map(|ask| format!("{ask:?}"))
            .unwrap_or_default()
    }
}

#[gtk::test]
fn what_was_left_behind_is_repaired_and_that_is_undone() {
    let o = open(|_| (), LEFT);
    o.wait_for("KDE Plasma wrote into ~/.config/gtk-3.0/settings.ini");
    assert!(says(&o.window, "Look of GTK 3 Apps"));
    press(&o.window, "Repair");
    o.wait_for("One Thing Was Repaired");
    assert_eq!(o.gtk(), "[Settings]\ngtk-key-theme-name=Emacs\n");
    assert!(
        !says(&o.window, "Plasma wrote into"),
        "{:?}",
        texts(&o.window)
    );
    press(&o.window, "Undo");
    o.wait_for("KDE Plasma wrote into ~/.config/gtk-3.0/settings.ini");
    assert_eq!(o.gtk(), LEFT);
    assert!(!says(&o.window, "Was Repaired"));
    assert!(Looks::at(o.folder.path()).copies().is_empty());
}

#[gtk::test]
fn nothing_is_out_of_place_and_there_are_two_ways_on() {
    let o = open(|_| (), "[Settings]\n");
    o.wait_for("Nothing Is Out of Place");
    assert!(says(&o.window, "the settings of its desktop as they were"));
    assert!(!says(&o.window, "One More Step") && !says(&o.window, "Added Packages"));
    press(&o.window, "Switch Back");
    wait_until("the way back is asked for", || {
        o.heard().starts_with("SwitchBack")
    });
    press(&o.window, "Release");
    wait_until("staying is asked for", || o.heard().starts_with("Settle"));
    o.page
        .emit(ArrivedMsg::Show(Arc::new(o.reading.clone()), true));
    wait_until("it waits for other work", || {
        button(&o.window, "Switch Back").is_some_and(|b| !b.is_sensitive())
    });
}

#[gtk::test]
fn packages_and_a_second_step_are_offered() {
    let change = |record: &mut SwitchRecord| {
        record.packages = vec!["vim".to_owned(), "old-driver".to_owned()];
        record.then = Some(Origin::parse("practice:practice/44/x86_64/testing"));
        record.before = "gone-1.0".parse().unwrap();
    };
    let o = open(change, "[Settings]\n");
    o.wait_for("vim, old-driver");
    press(&o.window, "Copy Command");
    wait_until("it is copied", || {
        o.heard() == "CopyCommand(AddPackages([\"vim\", \"old-driver\"]))"
    });
    press(&o.window, "Add Again");
    wait_until("they are asked for", || {
        o.heard() == "AddPackages([\"vim\", \"old-driver\"])"
    });
    let show = |reading: Reading, busy| o.page.emit(ArrivedMsg::Show(Arc::new(reading), busy));
    show(o.reading.clone(), true);
    wait_until("it waits for other work", || {
        button(&o.window, "Add Again").is_some_and(|b| !b.is_sensitive())
    });
    let mut without = o.reading.clone();
    without.can.add_packages = Support::No(Lack::System);
    show(without, false);
    o.wait_for("Paste the command into a terminal");
    assert!(!says(&o.window, "Add Again") && says(&o.window, "Copy Command"));
    press(&o.window, "Continue…");
    wait_until("the second step is asked for", || {
        o.heard().starts_with("Preflight") && o.heard().contains("testing")
    });
    assert!(says(&o.window, "is not on this computer any more"));
    assert!(button(&o.window, "Switch Back").is_some_and(|b| !b.is_sensitive()));
}
