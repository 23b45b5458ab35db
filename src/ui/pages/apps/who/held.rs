//! All permissions that apps have, folded into groups.

use adw::prelude::*;
use relm4::Sender;
use relm4::prelude::*;

use super::WhoMsg;
use super::asked::{Asked, Held, HeldGroup};
use crate::domain::permission::{Group, Target};
use crate::text::permission as words;
use crate::tr;
use crate::ui::widgets::{fold, group, on_activate, way_row};

/// The groups. There may be hundreds of permissions: each has its row once its group is unfolded.
#[derive(Debug)]
pub(super) struct HeldView {
    pub(super) root: adw::PreferencesGroup,
    folds: Vec<Fold>,
    input: Sender<WhoMsg>,
}

#[derive(Debug)]
struct Fold {
    root: adw::ExpanderRow,
    held: HeldGroup,
    rows: Vec<(Target, adw::ActionRow)>,
}

impl HeldView {
    /// Still empty.
    pub(super) fn new(input: &Sender<WhoMsg>) -> Self {
        let root = group(&tr!("who-held"));
        root.set_margin_top(24);
        Self {
            root,
            folds: Vec::new(),
            input: input.clone(),
        }
    }

    /// Shows these.
    pub(super) fn show(&mut self, all: Vec<HeldGroup>) {
        self.root.set_visible(!all.is_empty());
        let groups = self.folds.iter().map(|fold| fold.held.group);
        if !groups.eq(all.iter().map(|held| held.group)) {
            for fold in self.folds.drain(..) {
                self.root.remove(&fold.root);
            }
            for held in &all {
                let fold = Fold::new(held.group, &self.input);
                self.root.add(&fold.root);
                self.folds.push(fold);
            }
        }
        for (fold, held) in self.folds.iter_mut().zip(all) {
            fold.held = held;
            if fold.root.is_expanded() {
                fold.fill(&self.input);
            }
        }
    }

    /// A group was unfolded.
    pub(super) fn unfold(&mut self, group: Group) {
        let fold = self.folds.iter_mut().find(|fold| fold.held.group == group);
        if let Some(fold) = fold {
            fold.fill(&self.input);
        }
    }
}

impl Fold {
    fn new(group: Group, input: &Sender<WhoMsg>) -> Self {
        let root = fold(&words::group(group), "");
        let input = input.clone();
        root.connect_expanded_notify(move |row| {
            if row.is_expanded() {
                input.emit(WhoMsg::Unfold(group));
            }
        });
        let all = Vec::new();
        Self {
            root,
            held: HeldGroup { group, all },
            rows: Vec::new(),
        }
    }

    fn fill(&mut self, input: &Sender<WhoMsg>) {
        let same = {
            let shown = self.rows.iter().map(|(target, _)| target);
            shown.eq(self.held.all.iter().map(|held| &held.target))
        };
        if !same {
            for (_, row) in self.rows.drain(..) {
                self.root.remove(&row);
            }
            for held in &self.held.all {
                let row = row(held, input);
                self.root.add_row(&row);
                self.rows.push((held.target.clone(), row));
            }
        }
        for ((_, row), held) in self.rows.iter().zip(&self.held.all) {
            row.set_subtitle(&tr!("who-count", count = held.count));
        }
    }
}

fn row(held: &Held, input: &Sender<WhoMsg>) -> adw::ActionRow {
    let row = way_row(&held.label);
    let (input, target) = (input.clone(), held.target.clone());
    on_activate(&row, move || {
        input.emit(WhoMsg::Ask(Asked::Permission(target.clone())));
    });
    row
}
