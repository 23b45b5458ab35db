//! The sections of the page: rows that stay keep focus and place.

use adw::prelude::*;
use gtk::glib;
use relm4::Sender;
use relm4::prelude::*;

use super::RulesMsg;
use super::row::RuleRow;
use super::state::{Section, Subject};
use crate::domain::permission::Group;
use crate::text::permission as words;
use crate::tr;
use crate::ui::widgets::{group, plain_row};

/// What stands in a box under each other.
#[derive(Debug)]
pub(crate) struct Sections {
    asked: gtk::Box,
    asked_views: Vec<SectionView<adw::PreferencesGroup>>,
    offered: adw::PreferencesGroup,
    offered_views: Vec<SectionView<adw::ExpanderRow>>,
    input: Sender<RulesMsg>,
}

#[derive(Debug)]
struct SectionView<W> {
    group: Group,
    root: W,
    rows: Vec<RuleRow>,
    /// What is only read, below what can be changed.
    lines: Vec<(String, String)>,
    line_rows: Vec<adw::ActionRow>,
}

/// What rows can be put into.
pub(super) trait Holds {
    fn put(&self, row: &gtk::Widget);
    fn take(&self, row: &gtk::Widget);
}

impl Holds for adw::PreferencesGroup {
    fn put(&self, row: &gtk::Widget) {
        self.add(row);
    }

    fn take(&self, row: &gtk::Widget) {
        self.remove(row);
    }
}

impl Holds for adw::ExpanderRow {
    fn put(&self, row: &gtk::Widget) {
        self.add_row(row);
    }

    fn take(&self, row: &gtk::Widget) {
        self.remove(row);
    }
}

impl Sections {
    /// In that box, still empty.
    pub(crate) fn new(content: &gtk::Box, subject: &Subject, input: &Sender<RulesMsg>) -> Self {
        let asked = gtk::Box::new(gtk::Orientation::Vertical, 24);
        let (title, hint) = match subject {
            Subject::App(_) => (tr!("rules-not-asked"), tr!("rules-not-asked-hint")),
            Subject::AllApps => (tr!("rules-not-said"), tr!("rules-not-said-hint")),
        };
        let offered = group(&title);
        offered.set_description(Some(&glib::markup_escape_text(&hint)));
        content.append(&asked);
        content.append(&offered);
        Self {
            asked,
            asked_views: Vec::new(),
            offered,
            offered_views: Vec::new(),
            input: input.clone(),
        }
    }

    /// Shows these.
    pub(crate) fn show(&mut self, asked: &[Section], offered: &[Section]) {
        self.asked.set_visible(!asked.is_empty());
        self.offered.set_visible(!offered.is_empty());
        let same = |groups: Vec<Group>, sections: &[Section]| {
            groups
                .into_iter()
                .eq(sections.iter().map(|section| section.group))
        };
        if !same(
            self.asked_views.iter().map(|view| view.group).collect(),
            asked,
        ) {
            while let Some(child) = self.asked.first_child() {
                self.asked.remove(&child);
            }
            self.asked_views = asked.iter().map(asked_view).collect();
            for view in &self.asked_views {
                self.asked.append(&view.root);
            }
        }
        if !same(
            self.offered_views.iter().map(|view| view.group).collect(),
            offered,
        ) {
            for view in &self.offered_views {
                self.offered.remove(&view.root);
            }
            self.offered_views = offered.iter().map(offered_view).collect();
            for view in &self.offered_views {
                self.offered.add(&view.root);
            }
        }
        for (view, section) in self.asked_views.iter_mut().zip(asked) {
            view.show(section, &self.input);
        }
        for (view, section) in self.offered_views.iter_mut().zip(offered) {
            view.show(section, &self.input);
        }
    }
}

impl<W: Holds> SectionView<W> {
    fn show(&mut self, section: &Section, input: &Sender<RulesMsg>) {
        let fits = self.rows.len() == section.rules.len()
            && self
                .rows
                .iter()
                .zip(&section.rules)
                .all(|(row, rule)| row.fits(rule))
            && self.lines == section.lines;
        if fits {
            for (row, rule) in self.rows.iter().zip(&section.rules) {
                row.show(rule);
            }
            return;
        }
        for widget in self.rows.iter().flat_map(RuleRow::widgets) {
            self.root.take(widget);
        }
        self.rows = section
            .rules
            .iter()
            .map(|rule| RuleRow::new(rule, input))
            .collect();
        for widget in self.rows.iter().flat_map(RuleRow::widgets) {
            self.root.put(widget);
        }
        for row in self.line_rows.drain(..) {
            self.root.take(row.upcast_ref());
        }
        self.lines.clone_from(&section.lines);
        let lines = self.lines.iter();
        self.line_rows = lines.map(|(text, what)| plain_row(text, what)).collect();
        for row in &self.line_rows {
            self.root.put(row.upcast_ref());
        }
    }
}

fn asked_view(section: &Section) -> SectionView<adw::PreferencesGroup> {
    SectionView {
        group: section.group,
        root: group(&words::group(section.group)),
        rows: Vec::new(),
        lines: Vec::new(),
        line_rows: Vec::new(),
    }
}

fn offered_view(section: &Section) -> SectionView<adw::ExpanderRow> {
    SectionView {
        group: section.group,
        root: adw::ExpanderRow::builder()
            .title(glib::markup_escape_text(&words::group(section.group)))
            .build(),
        rows: Vec::new(),
        lines: Vec::new(),
        line_rows: Vec::new(),
    }
}
