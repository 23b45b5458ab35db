//! What was allowed while using the app: its answers, and the files that were chosen for it.

mod row;
mod state;
#[cfg(test)]
mod tests;

use adw::prelude::*;
use gtk::glib;
use relm4::Sender;
use relm4::prelude::*;

use super::super::reading::AppsReading;
use super::super::work::Deed;
use super::RulesMsg;
use super::view::Holds;
use crate::domain::AppId;
use crate::domain::permission::PortalKey;
use crate::tr;
use crate::ui::widgets::{fold, group};
use row::{AnswerRow, FileRow};
use state::Lines;

/// The groups.
#[derive(Debug)]
pub(crate) struct Given {
    app: AppId,
    /// The answers, those that are there and those that could be.
    both: gtk::Box,
    answers: adw::PreferencesGroup,
    answer_rows: Vec<AnswerRow>,
    not_asked: adw::PreferencesGroup,
    not_asked_fold: adw::ExpanderRow,
    not_asked_rows: Vec<AnswerRow>,
    files: adw::PreferencesGroup,
    file_rows: Vec<FileRow>,
    lines: Lines,
    input: Sender<RulesMsg>,
}

impl Given {
    /// Below what is in the box already; not seen before it is known what to show.
    pub(crate) fn new(content: &gtk::Box, app: &AppId, input: &Sender<RulesMsg>) -> Self {
        let hidden = |title: &str, content: &gtk::Box| {
            let group = group(title);
            group.set_visible(false);
            content.append(&group);
            group
        };
        let both = gtk::Box::new(gtk::Orientation::Vertical, 12);
        both.set_visible(false);
        content.append(&both);
        let answers = group(&tr!("given-answers"));
        both.append(&answers);
        let not_asked = hidden("", &both);
        let (title, hint) = (tr!("given-not-asked"), tr!("given-not-asked-hint"));
        let not_asked_fold = fold(&title, &hint);
        not_asked.add(&not_asked_fold);
        let files = hidden(&tr!("given-files"), content);
        let hint = tr!("given-files-hint");
        files.set_description(Some(&glib::markup_escape_text(&hint)));
        Self {
            app: app.clone(),
            both,
            answers,
            answer_rows: Vec::new(),
            not_asked,
            not_asked_fold,
            not_asked_rows: Vec::new(),
            files,
            file_rows: Vec::new(),
            lines: Lines::default(),
            input: input.clone(),
        }
    }

    /// Shows what was read.
    pub(crate) fn show(&mut self, reading: &AppsReading) {
        self.lines = Lines::of(&self.app, reading);
        let lines = &self.lines;
        let remark = lines.remark.as_deref().unwrap_or_default();
        self.answers
            .set_description(Some(&glib::markup_escape_text(remark)));
        self.both.set_visible(lines.remark.is_some());
        self.not_asked.set_visible(!lines.not_asked.is_empty());
        self.files.set_visible(!lines.files.is_empty());
        bring_up(
            &self.answers,
            &mut self.answer_rows,
            &lines.answers,
            &self.input,
        );
        bring_up(
            &self.not_asked_fold,
            &mut self.not_asked_rows,
            &lines.not_asked,
            &self.input,
        );
        bring_up(&self.files, &mut self.file_rows, &lines.files, &self.input);
    }

    /// What a choice asks for. `None`: it is so already.
    pub(crate) fn picked(&self, key: &PortalKey, place: usize) -> Option<Deed> {
        self.lines.picked(&self.app, key, place)
    }

    /// Whom it is about.
    pub(crate) fn app(&self) -> AppId {
        self.app.clone()
    }
}

/// A row that shows a line.
trait Shows<L> {
    fn new(line: &L, input: &Sender<RulesMsg>) -> Self;
    /// Whether it is about that, in a way that it can show.
    fn fits(&self, line: &L) -> bool;
    fn show(&self, line: &L);
    /// What stands under each other.
    fn widgets(&self) -> Vec<&gtk::Widget>;
}

/// Brings the rows of a group up to these lines. Rows that stay keep the focus; after one that goes, the next has it.
fn bring_up<L, R: Shows<L>>(
    group: &(impl Holds + IsA<gtk::Widget>),
    rows: &mut Vec<R>,
    lines: &[L],
    input: &Sender<RulesMsg>,
) {
    let mut lost = false;
    rows.retain(|row| {
        let stays = lines.iter().any(|line| row.fits(line));
        if !stays {
            lost |= take(group, row);
        }
        stays
    });
    let same =
        rows.len() == lines.len() && rows.iter().zip(lines).all(|(row, line)| row.fits(line));
    if same {
        for (row, line) in rows.iter().zip(lines) {
            row.show(line);
        }
    } else {
        for row in rows.drain(..) {
            lost |= take(group, &row);
        }
        rows.extend(lines.iter().map(|line| R::new(line, input)));
        for widget in rows.iter().flat_map(Shows::widgets) {
            group.put(widget);
        }
    }
    if lost && !rows.is_empty() {
        group.child_focus(gtk::DirectionType::TabForward);
    }
}

/// Takes a row out; whether it had the focus.
fn take<L, R: Shows<L>>(group: &impl Holds, row: &R) -> bool {
    let widgets = row.widgets();
    let had_focus = widgets
        .iter()
        .any(|widget| widget.state_flags().contains(gtk::StateFlags::FOCUS_WITHIN));
    for widget in widgets {
        group.take(widget);
    }
    had_focus
}
