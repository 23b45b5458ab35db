//! The rows of the page of a publisher's channels and builds.

use std::cell::Cell;

use adw::prelude::*;
use relm4::prelude::*;

use super::state::{Closed, Mark, Month, Row, Shelf};
use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::widgets::{
    Asks, badge, closed_row, fold, group, on_activate, plain_row, reason_row, speak, way_row,
};

/// All groups below the choice of a channel, top to bottom.
pub(crate) fn months(shelf: &Shelf, asks: &Asks) -> Vec<adw::PreferencesGroup> {
    let mut groups: Vec<_> = shelf
        .months
        .iter()
        .map(|month| rows(&month.title, &month.builds, asks))
        .collect();
    if !shelf.earlier.is_empty() {
        let earlier = group(&tr!("builds-earlier"));
        for month in &shelf.earlier {
            earlier.add(&folded(month, asks));
        }
        groups.push(earlier);
    }
    if !shelf.others.is_empty() {
        let others = adw::PreferencesGroup::new();
        let count = tr!("builds-others.count", count = shelf.others.len());
        others.add(&folded_rows(
            &tr!("builds-others"),
            &count,
            &shelf.others,
            asks,
        ));
        groups.push(others);
    }
    groups
}

/// Channels or branches under a heading; those that one cannot go to below them, gathered by the reason.
pub(crate) fn channels(title: &str, shelf: &Shelf, asks: &Asks) -> adw::PreferencesGroup {
    let group = rows(title, &shelf.channels, asks);
    match shelf.closed.as_slice() {
        [] => {}
        [closed] => match closed.rows.as_slice() {
            [one] => group.add(&closed_row(&one.title, &closed.why)),
            several => group.add(&folded_rows(
                &tr!("switch-closed"),
                &closed.why,
                several,
                asks,
            )),
        },
        several => group.add(&closed_fold(several)),
    }
    group.set_visible(!shelf.channels.is_empty() || !shelf.closed.is_empty());
    group
}

/// What one cannot go to for several reasons, folded away.
fn closed_fold(several: &[Closed]) -> adw::ExpanderRow {
    let count = several
        .iter()
        .map(|closed| closed.rows.len())
        .sum::<usize>();
    let fold = fold(&tr!("switch-closed"), &tr!("builds-closed", count = count));
    for closed in several {
        fold.add_row(&reason_row(&closed.why, ""));
        for row in &closed.rows {
            fold.add_row(&closed_row(&row.title, &row.detail));
        }
    }
    fold
}

fn rows(title: &str, rows: &[Row], asks: &Asks) -> adw::PreferencesGroup {
    let group = group(title);
    for told in rows {
        group.add(&row(told, asks));
    }
    group
}

fn folded(month: &Month, asks: &Asks) -> adw::ExpanderRow {
    let count = tr!("builds-count", count = month.builds.len());
    folded_rows(&month.title, &count, &month.builds, asks)
}

/// Publishers have hundreds of builds: rows are made when somebody wants to see them.
fn folded_rows(title: &str, count: &str, rows: &[Row], asks: &Asks) -> adw::ExpanderRow {
    let fold = fold(title, count);
    let (rows, asks, is_made) = (rows.to_vec(), asks.clone(), Cell::new(false));
    fold.connect_expanded_notify(move |fold| {
        if fold.is_expanded() && !is_made.replace(true) {
            for told in &rows {
                fold.add_row(&row(told, &asks));
            }
        }
    });
    fold
}

fn row(told: &Row, asks: &Asks) -> adw::ActionRow {
    let (row, ask) = match &told.mark {
        Mark::Open => (way(told), Some(Ask::Preflight(told.origin.clone()))),
        Mark::Here(id) => {
            let row = way(told);
            row.add_suffix(&badge(&tr!("builds-here"), "plain"));
            (row, Some(Ask::GoBack(id.clone())))
        }
        Mark::Followed | Mark::Runs => {
            let row = plain_row(&told.title, &told.detail);
            row.add_suffix(&badge(&tr!("switch-runs"), "good"));
            (row, None)
        }
        Mark::Closed => (closed_row(&told.title, &told.detail), None),
    };
    if let Some(ask) = ask {
        let asks = asks.clone();
        on_activate(&row, move || asks.emit(ask.clone()));
        let parts = [told.title.as_str(), told.detail.as_str()];
        speak(row.upcast_ref::<gtk::Widget>(), parts.join(" ").trim_end());
    }
    row.set_tooltip_text(Some(&told.origin.to_string()));
    row
}

fn way(told: &Row) -> adw::ActionRow {
    let row = way_row(&told.title);
    row.set_subtitle(&told.detail);
    row
}
