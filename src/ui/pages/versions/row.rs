//! One version in the list.

use adw::prelude::*;
use gtk::pango;
use relm4::factory::{DynamicIndex, FactoryComponent, FactorySender};
use relm4::prelude::*;

use super::state::Item;
use crate::domain::DeploymentId;
use crate::ui::verbs;
use crate::ui::widgets::{add_action, badge_box, fill_badges, speak};

/// The row.
#[derive(Debug)]
pub(crate) struct VersionRow {
    /// What it shows.
    pub(crate) item: Item,
}

/// Its widgets.
#[derive(Debug)]
pub(crate) struct RowWidgets {
    title: gtk::Label,
    subtitle: gtk::Label,
    note: gtk::Label,
    badges: adw::WrapBox,
    go_back: gtk::Button,
    root: adw::PreferencesRow,
}

/// What it tells.
#[derive(Debug)]
pub(crate) enum RowOut {
    /// It was activated through an assistive tool.
    Open(DeploymentId),
    /// The person wants to go back to it.
    GoBack(DeploymentId),
}

impl FactoryComponent for VersionRow {
    type ParentWidget = gtk::ListBox;
    type CommandOutput = ();
    type Input = ();
    type Output = RowOut;
    type Init = Item;
    type Root = adw::PreferencesRow;
    type Widgets = RowWidgets;
    type Index = DynamicIndex;

    fn init_model(item: Item, _index: &DynamicIndex, _sender: FactorySender<Self>) -> Self {
        Self { item }
    }

    fn init_root(&self) -> adw::PreferencesRow {
        adw::PreferencesRow::builder().activatable(true).build()
    }

    fn init_widgets(
        &mut self,
        _index: &DynamicIndex,
        root: adw::PreferencesRow,
        _returned: &gtk::ListBoxRow,
        sender: FactorySender<Self>,
    ) -> RowWidgets {
        let label = |class: &str| {
            gtk::Label::builder()
                .xalign(0.0)
                .wrap(true)
                .wrap_mode(pango::WrapMode::WordChar)
                .css_classes([class])
                .build()
        };
        let widgets = RowWidgets {
            title: label("heading"),
            subtitle: label("dim-label"),
            note: label("note"),
            badges: badge_box(),
            go_back: gtk::Button::builder().valign(gtk::Align::Center).build(),
            root: root.clone(),
        };
        let texts = gtk::Box::builder()
            .orientation(gtk::Orientation::Vertical)
            .spacing(4)
            .hexpand(true)
            .build();
        texts.append(&widgets.title);
        texts.append(&widgets.subtitle);
        texts.append(&widgets.note);
        texts.append(&widgets.badges);
        let line = gtk::Box::builder()
            .spacing(12)
            .css_classes(["version"])
            .build();
        line.append(&texts);
        line.append(&widgets.go_back);
        line.append(&gtk::Image::from_icon_name("go-next-symbolic"));
        root.set_child(Some(&line));
        let (id, out) = (self.item.id.clone(), sender.output_sender().clone());
        widgets
            .go_back
            .connect_clicked(move |_| out.emit(RowOut::GoBack(id.clone())));
        let id = self.item.id.clone();
        add_action(&root, "open", move || {
            sender.output_sender().emit(RowOut::Open(id.clone()));
        });
        widgets.show(&self.item);
        widgets
    }

    fn update_view(&self, widgets: &mut RowWidgets, _sender: FactorySender<Self>) {
        widgets.show(&self.item);
    }
}

impl RowWidgets {
    fn show(&self, item: &Item) {
        self.title.set_label(&item.title);
        self.subtitle.set_label(&item.subtitle);
        self.note.set_label(&item.note);
        self.note.set_visible(!item.note.is_empty());
        fill_badges(&self.badges, &item.badges);
        self.root
            .upcast_ref::<gtk::ListBoxRow>()
            .update_property(&[gtk::accessible::Property::Label(&item.spoken())]);
        self.go_back.set_visible(item.way.is_some());
        let Some(way) = item.way else { return };
        self.go_back.set_label(&verbs::start_label(way));
        let spoken = verbs::start_spoken(way, &item.title);
        speak(&self.go_back, &spoken);
    }
}
