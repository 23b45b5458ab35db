//! All permissions that apps have, folded into groups.

use std::collections::BTreeMap;

use adw::prelude::*;
use relm4::Sender;
use relm4::prelude::*;

use super::super::reading::AppsReading;
use super::WhoMsg;
use super::asked::{self, Asked, Permission};
use super::state;
use crate::domain::permission::Group;
use crate::text::permission as words;
use crate::tr;
use crate::ui::widgets::{fold, group, on_activate, way_row};

/// The groups. There may be hundreds of permissions: each has its row once its group is unfolded.
#[derive(Debug)]
pub(super) struct HeldView {
    pub(super) root: adw::PreferencesGroup,
    folds: BTreeMap<Group, Fold>,
    input: Sender<WhoMsg>,
}

#[derive(Debug)]
struct Fold {
    root: adw::ExpanderRow,
    all: Vec<Permission>,
    rows: Vec<(Permission, adw::ActionRow)>,
}

impl HeldView {
    /// Still empty.
    pub(super) fn new(input: &Sender<WhoMsg>) -> Self {
        let root = group(&tr!("who-held"));
        let folds = asked::groups().map(|group| (group, Fold::new(group, input)));
        let folds: BTreeMap<_, _> = folds.collect();
        for fold in folds.values() {
            root.add(&fold.root);
        }
        Self {
            root,
            folds,
            input: input.clone(),
        }
    }

    /// Shows what apps have.
    pub(super) fn show(&mut self, reading: &AppsReading) {
        let mut held = asked::held(reading);
        self.root.set_visible(!held.is_empty());
        for (group, fold) in &mut self.folds {
            fold.all = held.remove(group).unwrap_or_default();
            fold.root.set_visible(!fold.all.is_empty());
            if fold.root.is_expanded() {
                fold.fill(reading, &self.input);
            }
        }
    }

    /// A group was unfolded.
    pub(super) fn unfold(&mut self, group: Group, reading: &AppsReading) {
        if let Some(fold) = self.folds.get_mut(&group) {
            fold.fill(reading, &self.input);
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
        Self {
            root,
            all: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Rows that stay keep the focus, and get it back where they have to be made anew.
    fn fill(&mut self, reading: &AppsReading, input: &Sender<WhoMsg>) {
        let (all, root) = (&self.all, &self.root);
        self.rows.retain(|(permission, row)| {
            let stays = all.contains(permission);
            if !stays {
                root.remove(row);
            }
            stays
        });
        if !self.rows.iter().map(|(shown, _)| shown).eq(all) {
            let focus = self.rows.iter().find(|(_, row)| row.has_focus());
            let focus = focus.map(|(permission, _)| permission.clone());
            for (_, row) in self.rows.drain(..) {
                root.remove(&row);
            }
            for permission in all {
                let row = row(permission, input);
                root.add_row(&row);
                if focus.as_ref() == Some(permission) {
                    row.grab_focus();
                }
                self.rows.push((permission.clone(), row));
            }
        }
        for (permission, row) in &self.rows {
            let count = state::count(reading, &Asked::Permission(permission.clone()));
            row.set_subtitle(&tr!("who-count", count = count));
        }
    }
}

fn row(permission: &Permission, input: &Sender<WhoMsg>) -> adw::ActionRow {
    let row = way_row(&permission.name);
    let (input, permission) = (input.clone(), permission.clone());
    on_activate(&row, move || {
        input.emit(WhoMsg::Ask(Asked::Permission(permission.clone())));
    });
    row
}
