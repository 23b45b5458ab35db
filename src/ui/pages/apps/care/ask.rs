//! Questions before what cannot simply be undone.

use std::cell::Cell;
use std::rc::Rc;

use adw::prelude::*;
use gtk::{glib, pango};
use relm4::prelude::*;

use super::super::reading::Key;
use super::updates::Asks;
use super::{CareMsg, Cares, Task};
use crate::domain::permission::Risk;
use crate::domain::{Checksum, InstalledApp};
use crate::flatpak::care::DataFate;
use crate::tr;
use crate::ui::dialogs::{question, when};
use crate::ui::widgets::{group, risk_badge, show_risk};

/// Whether to do something that has a name of its own in the answer.
pub(super) fn whether(
    (heading, body): (&str, &str),
    (answer, appearance): (&str, adw::ResponseAppearance),
    (cares, msg): (&Cares, CareMsg),
) -> adw::AlertDialog {
    let dialog = question(heading, &glib::markup_escape_text(body));
    offer(&dialog, ("do", answer), (cares, msg));
    dialog.set_response_appearance("do", appearance);
    dialog
}

/// One more answer, and what it leads to.
fn offer(dialog: &adw::AlertDialog, (id, words): (&str, &str), (cares, msg): (&Cares, CareMsg)) {
    dialog.add_response(id, words);
    let cares = cares.clone();
    when(dialog, id, move || cares.emit(msg.clone()));
}

/// Whether to end an app: what is not saved is lost.
pub(super) fn quit(app: &InstalledApp, cares: &Cares) -> adw::AlertDialog {
    end(
        [
            tr!("ask-quit", app = app.name.clone()),
            tr!("ask-quit.body"),
            tr!("ask-quit.button"),
        ],
        (cares, CareMsg::Quit(Key::of(app))),
    )
}

/// Whether to end an app and to open it again.
pub(super) fn restart(app: &InstalledApp, cares: &Cares) -> adw::AlertDialog {
    end(
        [
            tr!("ask-restart-app", app = app.name.clone()),
            tr!("ask-restart-app.body"),
            tr!("ask-restart-app.button"),
        ],
        (cares, CareMsg::Restart(Key::of(app))),
    )
}

fn end([heading, body, answer]: [String; 3], (cares, msg): (&Cares, CareMsg)) -> adw::AlertDialog {
    whether(
        (&heading, &body),
        (&answer, adw::ResponseAppearance::Destructive),
        (cares, msg),
    )
}

/// Whether to install an older version.
pub(super) fn version(
    (app, commit, date): (&InstalledApp, &Checksum, &str),
    cares: &Cares,
) -> adw::AlertDialog {
    let task = Task::UseVersion(Box::new(app.clone()), commit.clone());
    whether(
        (
            &tr!("ask-version", date = date),
            &tr!("ask-version.body", app = app.name.clone()),
        ),
        (
            &tr!("ask-version.button"),
            adw::ResponseAppearance::Suggested,
        ),
        (cares, CareMsg::Do(vec![task])),
    )
}

/// Whether to put what its publisher wants in the place of an app. Returns where it can be told what the other one newly
/// asks for: until then nobody can agree.
pub(super) fn replace(
    (app, other): (&InstalledApp, &str),
    cares: &Cares,
) -> (adw::AlertDialog, AskList) {
    let task = Task::Replace(Box::new(app.clone()));
    let dialog = whether(
        (
            &tr!("ask-replace", name = other),
            &tr!("ask-replace.body", app = app.name.clone(), name = other),
        ),
        (
            &tr!("ask-replace.button"),
            adw::ResponseAppearance::Suggested,
        ),
        (cares, CareMsg::Do(vec![task])),
    );
    dialog.set_response_enabled("do", false);
    let list = AskList {
        dialog: dialog.clone(),
        group: group(&tr!("ask-replace.asks")),
        waits: told_row(&tr!("ask-replace.looking")),
    };
    list.group.add(&list.waits);
    dialog.set_extra_child(Some(&list.group));
    (dialog, list)
}

/// Where a question tells what would newly be asked for.
#[derive(Debug)]
pub(super) struct AskList {
    dialog: adw::AlertDialog,
    group: adw::PreferencesGroup,
    waits: adw::ActionRow,
}

impl AskList {
    /// It is known now, or will never be.
    pub(super) fn tell(&self, asks: &Asks) {
        self.group.remove(&self.waits);
        fill(&self.group, asks);
        self.dialog.set_response_enabled("do", true);
    }
}

/// Puts what is newly asked for into a list.
fn fill(group: &adw::PreferencesGroup, asks: &Asks) {
    match asks {
        Asks::These(these) if these.is_empty() => {
            group.add(&told_row(&tr!("updates-asks-nothing.alone")));
        }
        Asks::These(these) => these.iter().for_each(|ask| group.add(&ask_row(ask))),
        Asks::Looking | Asks::Unknown => {
            group.add(&told_row(&tr!("updates-asks-unknown.alone")));
        }
    }
}

fn told_row(words: &str) -> adw::ActionRow {
    adw::ActionRow::builder()
        .title(words)
        .use_markup(false)
        .build()
}

/// Whether to install updates that newly ask for something, or of which that is not known; where there are others, these
/// can be installed alone.
pub(super) fn update(
    asking: &[(String, Asks)],
    cares: &Cares,
    (tasks, others): (Vec<Task>, Vec<Task>),
) -> adw::AlertDialog {
    let heading = match asking {
        [(app, _)] => tr!("ask-update", app = app.clone()),
        several => tr!("ask-update-several", count = several.len()),
    };
    let dialog = question(&heading, "");
    let mut all = tr!("action-update");
    if !others.is_empty() {
        all = tr!("updates-all");
        offer(
            &dialog,
            ("others", &tr!("ask-update-several.others")),
            (cares, CareMsg::Do(others)),
        );
    }
    offer(&dialog, ("do", &all), (cares, CareMsg::Do(tasks)));
    dialog.set_response_appearance("do", adw::ResponseAppearance::Suggested);
    let list = gtk::Box::new(gtk::Orientation::Vertical, 18);
    for (app, asks) in asking {
        let title = glib::markup_escape_text(app);
        let group = adw::PreferencesGroup::new();
        if asking.len() > 1 {
            group.set_title(&title);
        }
        fill(&group, asks);
        list.append(&group);
    }
    dialog.set_extra_child(Some(&list));
    dialog
}

/// One thing that an update newly asks for. How much it opens stands below: beside it, words would have no room in a
/// narrow window.
pub(super) fn ask_row((label, sentence, risk): &(String, String, Risk)) -> adw::PreferencesRow {
    let badge = risk_badge();
    show_risk(&badge, Some(*risk));
    let texts = gtk::Box::builder()
        .orientation(gtk::Orientation::Vertical)
        .spacing(3)
        .margin_top(12)
        .margin_bottom(12)
        .margin_start(12)
        .margin_end(12)
        .build();
    texts.append(&wrapped(label, &[]));
    texts.append(&wrapped(sentence, &["dim-label", "caption"]));
    texts.append(&badge);
    adw::PreferencesRow::builder()
        .use_markup(false)
        .title(label)
        .activatable(false)
        .child(&texts)
        .build()
}

fn wrapped(words: &str, classes: &[&str]) -> gtk::Label {
    gtk::Label::builder()
        .label(words)
        .wrap(true)
        .wrap_mode(pango::WrapMode::WordChar)
        .xalign(0.0)
        .hexpand(true)
        .css_classes(classes.iter().map(ToString::to_string).collect::<Vec<_>>())
        .build()
}

/// What the question about removing an app tells.
#[derive(Debug)]
pub(super) struct Removal {
    /// The app.
    pub(super) app: InstalledApp,
    /// Whether it runs.
    pub(super) runs: bool,
    /// Whether it has data that could go, too.
    pub(super) has_data: bool,
    /// Whether answers are remembered that were given while it was used.
    pub(super) has_answers: bool,
    /// What else is removed with it.
    pub(super) with: Vec<String>,
}

/// Whether to remove an app, and what is to become of its data. Returns where its size can be told.
pub(super) fn uninstall(removal: &Removal, cares: &Cares) -> (adw::AlertDialog, gtk::Label) {
    let app = &removal.app;
    let mut sentences = vec![match app.installation {
        crate::domain::InstallationId::User => tr!("ask-uninstall.body"),
        crate::domain::InstallationId::System | crate::domain::InstallationId::Extra(_) => {
            tr!("ask-uninstall.everybody")
        }
    }];
    if removal.runs {
        sentences.push(tr!("ask-uninstall.runs"));
    }
    if !removal.with.is_empty() {
        let names = removal.with.join(&tr!("list-separator"));
        sentences.push(tr!("ask-uninstall-with", names = names));
    }
    let dialog = question(
        &tr!("ask-uninstall", app = app.name.clone()),
        &glib::markup_escape_text(&sentences.join("\n\n")),
    );
    dialog.add_response("do", &tr!("ask-uninstall.button"));
    dialog.set_response_appearance("do", adw::ResponseAppearance::Destructive);
    let (trash, size) = (Rc::new(Cell::new(false)), gtk::Label::new(None));
    if removal.has_data || removal.has_answers {
        let words = match (removal.has_data, removal.has_answers) {
            (true, true) => tr!("ask-uninstall.trash-all"),
            (true, false) => tr!("ask-uninstall.trash"),
            (false, _) => tr!("ask-uninstall.forget"),
        };
        let keep = if removal.has_data {
            tr!("ask-uninstall.keep")
        } else {
            tr!("ask-uninstall.remember")
        };
        let fates = fates((&keep, &words), &trash, &size);
        dialog.set_extra_child(Some(&fates));
    }
    let (cares, app) = (cares.clone(), app.clone());
    when(&dialog, "do", move || {
        let fate = if trash.get() {
            DataFate::Trash
        } else {
            DataFate::Keep
        };
        let task = Task::Uninstall(Box::new(app.clone()), fate);
        cares.emit(CareMsg::Do(vec![task]));
    });
    (dialog, size)
}

/// Keep its data, or move it to the trash.
fn fates((stays, goes): (&str, &str), trash: &Rc<Cell<bool>>, size: &gtk::Label) -> gtk::Box {
    let content = gtk::Box::new(gtk::Orientation::Vertical, 6);
    let check = |words: &str| {
        let label = wrapped(words, &[]);
        gtk::CheckButton::builder().child(&label).build()
    };
    let keep = check(stays);
    keep.set_active(true);
    let away = check(goes);
    away.set_group(Some(&keep));
    let trash = Rc::clone(trash);
    away.connect_toggled(move |check| trash.set(check.is_active()));
    size.set_xalign(0.0);
    size.set_css_classes(&["caption", "dim-label"]);
    // Below the words that it belongs to.
    size.set_margin_start(27);
    content.append(&keep);
    content.append(&away);
    content.append(size);
    content
}
