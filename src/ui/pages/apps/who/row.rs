//! One app that can, with a tick.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use gtk::pango;
use gtk::prelude::*;
use relm4::Sender;
use relm4::prelude::*;
use relm4::typed_view::grid::RelmGridItem;

use super::super::list::as_row;
use super::super::reading::Key;
use super::super::row::{add_open, app_icon, show_icon};
use super::answer::AnswerMsg;
use super::state::Able;
use crate::tr;

/// The apps that are ticked.
pub(crate) type Ticked = Rc<RefCell<BTreeSet<Key>>>;

/// One row of the list.
#[derive(Clone, Debug)]
pub(crate) struct AbleRow {
    pub(crate) able: Able,
    pub(crate) ticked: Ticked,
    pub(crate) input: Sender<AnswerMsg>,
}

/// Two rows show the same when the app is the same and can for the same reasons.
impl PartialEq for AbleRow {
    fn eq(&self, other: &Self) -> bool {
        self.able == other.able
    }
}

/// An app, and whom to tell about it.
type About = Rc<RefCell<Option<(Key, Sender<AnswerMsg>)>>>;

/// The widgets of a row.
#[derive(Debug)]
pub(crate) struct RowWidgets {
    tick: gtk::CheckButton,
    icon: gtk::Image,
    name: gtk::Label,
    reasons: gtk::Label,
    item: gtk::ListItem,
    /// Whom a click on the tick is about; nobody while it is told what to show.
    about: About,
}

impl RelmGridItem for AbleRow {
    type Root = gtk::Box;
    type Widgets = RowWidgets;

    fn setup(item: &gtk::ListItem) -> (gtk::Box, RowWidgets) {
        let widgets = RowWidgets {
            tick: gtk::CheckButton::builder()
                .valign(gtk::Align::Center)
                .build(),
            icon: app_icon(32),
            name: gtk::Label::builder()
                .xalign(0.0)
                .ellipsize(pango::EllipsizeMode::End)
                .css_classes(["heading"])
                .build(),
            reasons: gtk::Label::builder()
                .xalign(0.0)
                .wrap(true)
                .wrap_mode(pango::WrapMode::WordChar)
                .css_classes(["dim-label", "caption"])
                .build(),
            item: item.clone(),
            about: Rc::default(),
        };
        let about = Rc::clone(&widgets.about);
        widgets.tick.connect_toggled(move |tick| {
            if let Some((key, input)) = &*about.borrow() {
                input.emit(AnswerMsg::Tick(key.clone(), tick.is_active()));
            }
        });
        let texts = gtk::Box::builder()
            .orientation(gtk::Orientation::Vertical)
            .valign(gtk::Align::Center)
            .spacing(3)
            .hexpand(true)
            .build();
        texts.append(&widgets.name);
        texts.append(&widgets.reasons);
        let root = gtk::Box::builder()
            .spacing(12)
            .css_classes(["app-line"])
            .build();
        root.append(&widgets.tick);
        root.append(&widgets.icon);
        root.append(&texts);
        root.append(&gtk::Image::from_icon_name("go-next-symbolic"));
        add_open(&root, item);
        as_row(&root);
        (root, widgets)
    }

    fn bind(&mut self, widgets: &mut RowWidgets, _root: &mut gtk::Box) {
        let able = &self.able;
        widgets.about.replace(None);
        widgets
            .tick
            .set_active(self.ticked.borrow().contains(&able.key));
        widgets
            .about
            .replace(Some((able.key.clone(), self.input.clone())));
        let choose = tr!("who-choose", name = able.name.clone());
        widgets.tick.set_tooltip_text(Some(&choose));
        show_icon(&widgets.icon, able.icon.as_deref());
        widgets.name.set_label(&able.name);
        widgets.reasons.set_label(&able.reasons());
        widgets.item.set_accessible_label(&able.spoken());
    }
}
