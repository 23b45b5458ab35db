//! Other systems: what runs, and what there is to switch to.

mod address;
mod builds;
mod preflight;
mod state;
#[cfg(test)]
mod tests;
mod view;

pub(crate) use address::AddressPage;
pub(crate) use builds::{BuildsMsg, BuildsPage};
pub(crate) use preflight::{PreflightMsg, PreflightPage};

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use crate::catalogue::Catalogue;
use crate::domain::{SwitchRecord, SwitchStage};
use crate::tr;
use crate::ui::FindSystems;
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::widgets::{fill, group, on_activate, page_body, property_row, way_row};
use state::Systems;

/// The page.
#[derive(Debug)]
pub(crate) struct SwitchPage {
    reading: Arc<Reading>,
    catalogue: Option<Arc<Catalogue>>,
    shown: Systems,
    groups: Vec<adw::PreferencesGroup>,
    list: gtk::Box,
    running: adw::ActionRow,
    before: adw::ActionRow,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum SwitchMsg {
    /// A fresh reading.
    Show(Arc<Reading>),
    /// The person knows an address.
    Other,
    /// The person wants what ran before the last switch.
    Back,
}

#[relm4::component(pub(crate))]
impl Component for SwitchPage {
    type Init = (Arc<Reading>, FindSystems);
    type Input = SwitchMsg;
    type Output = Ask;
    type CommandOutput = Arc<Catalogue>;

    view! {
        #[root]
        adw::NavigationPage {
            set_tag: Some("switch"),
            set_title: &tr!("switch-title"),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {},
                set_content: Some(&page_body(&content)),
            },
        },
        #[name = "nothing"]
        adw::StatusPage {
            set_icon_name: Some("system-search-symbolic"),
            set_title: &tr!("switch-nothing"),
            set_description: Some(&tr!("switch-nothing.body")),
            add_css_class: "compact",
            #[watch]
            set_visible: model.catalogue.is_some() && model.shown.groups.is_empty(),
        },
        #[name = "looking"]
        adw::Spinner {
            set_height_request: 32,
            #[watch]
            set_visible: model.catalogue.is_none(),
        },
    }

    fn init(
        (reading, systems): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let content = gtk::Box::default();
        let runs = group("");
        let model = Self {
            reading,
            catalogue: None,
            shown: Systems::default(),
            groups: Vec::new(),
            list: gtk::Box::new(gtk::Orientation::Vertical, 24),
            running: property_row(&tr!("home-running")),
            before: before(&sender),
        };
        let widgets = view_output!();
        runs.add(&model.running);
        runs.add(&model.before);
        content.append(&runs);
        content.append(&widgets.looking);
        content.append(&widgets.nothing);
        content.append(&model.list);
        content.append(&other(&sender));
        model.say_what_runs();
        sender.spawn_oneshot_command(move || Arc::new(systems.call()));
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: SwitchMsg, sender: ComponentSender<Self>, _root: &Self::Root) {
        match msg {
            SwitchMsg::Show(reading) => {
                self.reading = reading;
                self.say_what_runs();
                self.fill(&sender);
            }
            SwitchMsg::Other => sender.output_sender().emit(Ask::OtherSystem),
            SwitchMsg::Back => {
                if let Some(record) = self.arrived() {
                    let record = Box::new(record.clone());
                    sender.output_sender().emit(Ask::SwitchBack(record));
                }
            }
        }
    }

    fn update_cmd(&mut self, found: Arc<Catalogue>, sender: ComponentSender<Self>, _: &Self::Root) {
        self.catalogue = Some(found);
        self.fill(&sender);
    }
}

impl SwitchPage {
    fn say_what_runs(&self) {
        let origin = self.reading.origin().to_string();
        let channel = crate::text::channel(&self.reading.status.system());
        let name = crate::text::system_name(&self.reading.status);
        let lines = [Some(name), channel, Some(origin)];
        let lines: Vec<_> = lines.into_iter().flatten().collect();
        self.running.set_subtitle(&lines.join("\n"));
        let from = self.arrived().map(|record| record.from.to_string());
        fill(&self.before, from);
    }

    /// The switch that has led here, while there is a way back.
    fn arrived(&self) -> Option<&SwitchRecord> {
        let (record, stage) = self.reading.switch.as_ref()?;
        (*stage == SwitchStage::Arrived).then_some(record)
    }

    /// Makes the rows anew, when they would say something else than those that are there.
    fn fill(&mut self, sender: &ComponentSender<Self>) {
        let Some(catalogue) = &self.catalogue else {
            return;
        };
        let shown = Systems::new(catalogue, &self.reading);
        if shown == self.shown {
            return;
        }
        for group in self.groups.drain(..) {
            self.list.remove(&group);
        }
        self.groups = view::groups(&shown, sender.output_sender());
        for group in &self.groups {
            self.list.append(group);
        }
        self.shown = shown;
    }
}

/// Where the last switch came from, with the way back.
fn before(sender: &ComponentSender<SwitchPage>) -> adw::ActionRow {
    let row = property_row(&tr!("switch-from"));
    let back = gtk::Button::builder()
        .label(tr!("switch-back"))
        .valign(gtk::Align::Center)
        .build();
    let input = sender.input_sender().clone();
    back.connect_clicked(move |_| input.emit(SwitchMsg::Back));
    row.add_suffix(&back);
    row
}

/// The way to what nobody has in a list.
fn other(sender: &ComponentSender<SwitchPage>) -> adw::PreferencesGroup {
    let group = group("");
    let row = way_row(&tr!("switch-other"));
    row.set_subtitle(&tr!("switch-other.body"));
    let input = sender.input_sender().clone();
    on_activate(&row, move || input.emit(SwitchMsg::Other));
    group.add(&row);
    group
}
