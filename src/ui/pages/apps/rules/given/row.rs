//! One answer, or one file, and the way to change it.

use std::cell::Cell;
use std::rc::Rc;

use adw::prelude::*;
use relm4::Sender;
use relm4::prelude::*;

use super::super::RulesMsg;
use super::super::below::Below;
use super::super::row::{choice_row, choose};
use super::Shows;
use super::state::{Answer, Control, File};
use crate::domain::permission::{DocumentId, PortalKey};
use crate::tr;
use crate::ui::widgets::{describe, speak};

/// The row of an answer. Which kind of row it is never changes.
#[derive(Debug)]
pub(super) struct AnswerRow {
    key: PortalKey,
    kind: Kind,
    /// While it is told what to show, nobody has clicked.
    told: Rc<Cell<bool>>,
}

#[derive(Debug)]
enum Kind {
    Choice(adw::ComboRow, Below),
    Forget(adw::ActionRow, gtk::Button),
}

/// The row of a file.
#[derive(Debug)]
pub(super) struct FileRow {
    id: DocumentId,
    root: adw::ActionRow,
    revoke: gtk::Button,
}

impl Shows<Answer> for AnswerRow {
    fn new(answer: &Answer, input: &Sender<RulesMsg>) -> Self {
        let told = Rc::new(Cell::new(false));
        let (key, input) = (answer.key.clone(), input.clone());
        let kind = match answer.control {
            Control::Choice(..) => {
                let (row, told) = (choice_row(), Rc::clone(&told));
                row.connect_selected_notify(move |row| {
                    if let Ok(place) = usize::try_from(row.selected())
                        && !told.get()
                    {
                        input.emit(RulesMsg::Answer(key.clone(), place));
                    }
                });
                Kind::Choice(row, Below::new())
            }
            Control::Forget(_) => {
                let (row, button) = row_with(&tr!("given-forget"));
                button.connect_clicked(move |_| input.emit(RulesMsg::Forget(key.clone())));
                Kind::Forget(row, button)
            }
        };
        let row = Self {
            key: answer.key.clone(),
            kind,
            told,
        };
        row.show(answer);
        row
    }

    fn fits(&self, answer: &Answer) -> bool {
        self.key == answer.key
            && matches!(
                (&self.kind, &answer.control),
                (Kind::Choice(..), Control::Choice(..)) | (Kind::Forget(..), Control::Forget(_))
            )
    }

    fn show(&self, answer: &Answer) {
        self.told.set(true);
        self.row().set_tooltip_text(Some(&answer.without));
        match (&self.kind, &answer.control) {
            (Kind::Choice(row, below), Control::Choice(options, at)) => {
                tell(row, &answer.label, "");
                let lines: Vec<_> = answer.sentence.lines().map(str::to_owned).collect();
                below.show(row.upcast_ref(), &lines, None);
                describe(row, &answer.spoken());
                choose(row, options.iter().map(|(words, _)| words.as_str()), *at);
            }
            (Kind::Forget(row, button), Control::Forget(name)) => {
                tell(row, &answer.label, &answer.sentence);
                call(button, name);
            }
            (Kind::Choice(..) | Kind::Forget(..), _) => {}
        }
        self.told.set(false);
    }

    fn widgets(&self) -> Vec<&gtk::Widget> {
        match &self.kind {
            Kind::Choice(row, below) => vec![row.upcast_ref(), below.widget()],
            Kind::Forget(row, _) => vec![row.upcast_ref()],
        }
    }
}

impl AnswerRow {
    fn row(&self) -> &adw::ActionRow {
        match &self.kind {
            Kind::Choice(row, _) => row.upcast_ref(),
            Kind::Forget(row, _) => row,
        }
    }
}

impl Shows<File> for FileRow {
    fn new(file: &File, input: &Sender<RulesMsg>) -> Self {
        let (root, revoke) = row_with(&tr!("given-revoke"));
        let (id, input) = (file.id.clone(), input.clone());
        revoke.connect_clicked(move |_| input.emit(RulesMsg::Revoke(id.clone())));
        let row = Self {
            id: file.id.clone(),
            root,
            revoke,
        };
        row.show(file);
        row
    }

    fn fits(&self, file: &File) -> bool {
        self.id == file.id
    }

    fn show(&self, file: &File) {
        tell(&self.root, &file.name, &file.sentence);
        call(&self.revoke, &file.revoke);
    }

    fn widgets(&self) -> Vec<&gtk::Widget> {
        vec![self.root.upcast_ref()]
    }
}

/// A row with a button.
fn row_with(label: &str) -> (adw::ActionRow, gtk::Button) {
    let row = adw::ActionRow::new();
    let button = gtk::Button::builder()
        .label(label)
        .valign(gtk::Align::Center)
        .build();
    row.add_suffix(&button);
    (row, button)
}

/// Words may come from files and from programs.
fn tell(row: &impl IsA<adw::ActionRow>, title: &str, sentence: &str) {
    let row: &adw::ActionRow = row.upcast_ref();
    row.set_use_markup(false);
    row.set_title(title);
    row.set_subtitle(sentence);
}

/// The same words stand on many buttons; this says which one it is.
fn call(button: &gtk::Button, name: &str) {
    button.set_tooltip_text(Some(name));
    speak(button, name);
}
