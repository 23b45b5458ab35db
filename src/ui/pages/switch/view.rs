//! The rows of the page of other systems.

use std::cell::Cell;

use adw::prelude::*;
use relm4::prelude::*;

use super::state::{Channel, Group, Mark, System, Systems};
use crate::ui::ask::Ask;
use crate::ui::widgets::{
    Asks, badge, closed_row, fold, group, on_activate, plain_row, reason_row, speak, way_row,
};
use crate::{text, tr};

/// One group for each of what one can go to, and one for what was left out.
pub(crate) fn groups(systems: &Systems, asks: &Asks) -> Vec<adw::PreferencesGroup> {
    let mut groups: Vec<_> = systems.groups.iter().map(|g| of_group(g, asks)).collect();
    if !systems.bad.is_empty() {
        let left_out = group(&tr!("switch-left-out"));
        for words in &systems.bad {
            let row = plain_row(&tr!("switch-bad-file"), words);
            row.add_prefix(&gtk::Image::from_icon_name("dialog-warning-symbolic"));
            left_out.add(&row);
        }
        groups.push(left_out);
    }
    groups
}

fn of_group(told: &Group, asks: &Asks) -> adw::PreferencesGroup {
    let group = group(&told.title);
    for system in &told.systems {
        match system.channels.as_slice() {
            channels if told.is_own => {
                for channel in channels {
                    group.add(&channel_row(system, channel, asks));
                }
                if let Some(row) = more_row(system, asks) {
                    group.add(&row);
                }
            }
            [channel] if !system.has_builds() => {
                let row = channel_row(system, channel, asks);
                row.set_title(&system.name);
                row.set_subtitle(&format!("{}\n{}", system.about, channel.detail));
                group.add(&row);
            }
            channels => group.add(&system_row(system, channels, asks)),
        }
    }
    group
}

/// What one cannot go to, folded away: a row a reason, and below it the systems. There are dozens of them: rows are made
/// when somebody wants to see them.
pub(crate) fn closed(systems: &Systems) -> Option<adw::PreferencesGroup> {
    let count = systems.closed_count();
    let group = group("");
    let fold = fold(
        &tr!("switch-closed"),
        &tr!("switch-closed.count", count = count),
    );
    let (closed, is_made) = (systems.closed.clone(), Cell::new(false));
    fold.connect_expanded_notify(move |fold| {
        if !fold.is_expanded() || is_made.replace(true) {
            return;
        }
        for reason in &closed {
            fold.add_row(&reason_row(&reason.title, &reason.body));
            for (name, instead) in &reason.systems {
                fold.add_row(&closed_row(name, instead));
            }
        }
    });
    group.add(&fold);
    (count > 0).then_some(group)
}

/// A system with its channels folded away.
fn system_row(system: &System, channels: &[Channel], asks: &Asks) -> adw::ExpanderRow {
    let row = fold(&system.name, &system.about);
    for channel in channels {
        row.add_row(&channel_row(system, channel, asks));
    }
    if let Some(more) = more_row(system, asks) {
        row.add_row(&more);
    }
    row
}

/// The way to all that its publisher has.
fn more_row(system: &System, asks: &Asks) -> Option<adw::ActionRow> {
    let there = system.more.clone()?;
    let (title, body) = if system.has_builds() {
        (tr!("switch-builds"), tr!("switch-builds.body"))
    } else {
        (tr!("switch-branches"), tr!("switch-branches.body"))
    };
    let row = way_row(&title);
    row.set_subtitle(&body);
    let spoken = tr!(
        "switch-more-spoken",
        what = title,
        name = system.name.clone()
    );
    speak(row.upcast_ref::<gtk::Widget>(), &spoken);
    let asks = asks.clone();
    on_activate(&row, move || asks.emit(Ask::Builds(there.clone())));
    Some(row)
}

/// One channel: leads on where one can go there.
fn channel_row(system: &System, channel: &Channel, asks: &Asks) -> adw::ActionRow {
    let row = match &channel.mark {
        Mark::Open => {
            let row = way_row(&channel.name);
            row.set_subtitle(&channel.detail);
            let (asks, there) = (asks.clone(), channel.origin.clone());
            on_activate(&row, move || asks.emit(Ask::Preflight(there.clone())));
            row
        }
        Mark::Runs => {
            let row = plain_row(&channel.name, &channel.detail);
            row.add_suffix(&badge(&tr!("switch-runs"), "good"));
            row
        }
        Mark::Closed(why) => closed_row(&channel.name, &text::why_not(why)),
    };
    if channel.old {
        row.add_css_class("dim-label");
    }
    let spoken = tr!(
        "switch-channel-spoken",
        name = system.name.clone(),
        channel = channel.name.clone()
    );
    speak(row.upcast_ref::<gtk::Widget>(), &spoken);
    row.set_tooltip_text(Some(&channel.origin.to_string()));
    row
}
