//! The groups as widgets, over a session with the real permission store.

use adw::prelude::*;
use relm4::prelude::*;

use super::super::super::AppsMsg;
use super::super::tests::Shown;
use crate::ui::session::Session;
use crate::ui::testing::{all, button, is_shown, open_row, press, says, wait_until};
use crate::ui::world::World;

const ALPHA: &str = "org.example.Alpha";
const CAMERA: [&str; 2] = ["devices", "camera"];

fn world() -> World {
    let world = World::new();
    world.install(ALPHA, "");
    world
}

fn choice(shown: &Shown, title: &str) -> Option<adw::ComboRow> {
    let rows = all(&shown.window).into_iter().filter(is_shown);
    let mut rows = rows.filter_map(|w| w.downcast::<adw::ComboRow>().ok());
    rows.find(|row| row.title() == title)
}

fn undo(shown: &Shown, words: &str) {
    wait_until(words, || {
        shown.last().is_some_and(|(said, _)| said.contains(words))
    });
    let (_, numbers) = shown.last().unwrap();
    assert_eq!(numbers.len(), 1, "{words}");
    shown.page.emit(AppsMsg::Undo(numbers));
}

#[gtk::test]
fn an_answer_is_changed_and_forgotten_and_comes_back() {
    let world = world();
    let session = Session::start(&world);
    session.answer(CAMERA, ALPHA, &["yes"]);
    let shown = Shown::open(&world, AppsMsg::Open(0), "Allowed While Using");
    wait_until("the answer", || choice(&shown, "Camera").is_some());
    choice(&shown, "Camera").unwrap().set_selected(1);
    wait_until("it is stored", || session.stored(CAMERA, ALPHA) == ["no"]);
    undo(&shown, "Camera for Alpha: Not allowed");
    wait_until("it is as it was", || {
        session.stored(CAMERA, ALPHA) == ["yes"]
    });
    wait_until("the row shows it", || {
        choice(&shown, "Camera").is_some_and(|row| row.selected() == 0)
    });
    choice(&shown, "Camera").unwrap().set_selected(2);
    wait_until("it is forgotten", || {
        session.stored(CAMERA, ALPHA).is_empty()
    });
    wait_until("it is gone", || {
        choice(&shown, "Camera").is_none() && says(&shown.window, "has not asked for anything")
    });
    undo(&shown, "Answer about Camera forgotten for Alpha");
    wait_until("it is back", || session.stored(CAMERA, ALPHA) == ["yes"]);
    wait_until("the row is back", || choice(&shown, "Camera").is_some());
}

#[gtk::test]
fn background_is_refused_before_anybody_asks() {
    const BACKGROUND: [&str; 2] = ["background", "background"];
    let world = world();
    let session = Session::start(&world);
    let shown = Shown::open(&world, AppsMsg::Open(0), "Allowed While Using");
    wait_until("it is known", || says(&shown.window, "Not Asked Yet"));
    let name = "Run in the background";
    assert!(choice(&shown, name).is_none(), "it is folded");
    open_row(&shown.window, "Not Asked Yet");
    wait_until("it unfolds", || choice(&shown, name).is_some());
    assert!(says(&shown.window, "Allowed until you change it"));
    choice(&shown, name).unwrap().set_selected(2);
    wait_until("it is stored", || {
        session.stored(BACKGROUND, ALPHA) == ["no"]
    });
    wait_until("it stands among the answers", || {
        choice(&shown, name).is_some_and(|row| row.selected() == 1)
    });
    undo(&shown, "for Alpha: Not allowed");
    wait_until("nothing is stored", || {
        session.stored(BACKGROUND, ALPHA).is_empty()
    });
    wait_until("it is not answered again", || {
        choice(&shown, name).is_some_and(|row| row.selected() == 0)
    });
}

#[gtk::test]
fn files_are_taken_away_one_by_one() {
    let world = world();
    let session = Session::start(&world);
    session.choose("aaaa1111", "/media/a/letter.txt", ALPHA, &["read", "write"]);
    session.choose("bbbb2222", "/media/a/song.ogg", ALPHA, &["read"]);
    let shown = Shown::open(&world, AppsMsg::Open(0), "Files It Was Given");
    assert!(says(&shown.window, "May read and change it"));
    let other = ["documents", "bbbb2222"];
    press(&shown.window, "Revoke letter.txt");
    wait_until("it is taken", || {
        session.stored(["documents", "aaaa1111"], ALPHA).is_empty()
    });
    wait_until("it is gone", || {
        button(&shown.window, "Revoke letter.txt").is_none()
    });
    assert_eq!(session.stored(other, ALPHA), ["read"]);
    assert!(button(&shown.window, "Revoke song.ogg").is_some());
    undo(&shown, "letter.txt");
    wait_until("it is back", || {
        button(&shown.window, "Revoke letter.txt").is_some()
    });
}

#[gtk::test]
fn a_saved_session_can_only_be_forgotten() {
    let world = world();
    let session = Session::start(&world);
    session.answer(["screencast", "one"], ALPHA, &["yes"]);
    let shown = Shown::open(&world, AppsMsg::Open(0), "See the screen again");
    assert!(choice(&shown, "See the screen again").is_none());
    press(&shown.window, "Forget “See the screen again”");
    wait_until("it is gone", || {
        session.stored(["screencast", "one"], ALPHA).is_empty()
            && says(&shown.window, "has not asked for anything")
    });
}

#[gtk::test]
fn without_a_session_one_sentence_says_so() {
    let world = world();
    let shown = Shown::open(
        &world,
        AppsMsg::Open(0),
        "What you allowed while using apps",
    );
    assert!(!says(&shown.window, "has not asked for anything"));
    assert!(!says(&shown.window, "Files It Was Given"));
}
