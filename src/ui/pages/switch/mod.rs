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
use crate::preflight::remote_checks;
use crate::switching::Around;
use crate::ui::FindSystems;
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::widgets::{fill, group, on_activate, page_body, property_row, way_row};
use crate::{text, tr};
use state::{Checks, Systems};

/// The page.
#[derive(Debug)]
pub(crate) struct SwitchPage {
    reading: Arc<Reading>,
    known: Option<Known>,
    shown: Systems,
    list: gtk::Box,
    closed: gtk::Box,
    running: adw::ActionRow,
    before: adw::ActionRow,
}

/// What is known of other systems.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    catalogue: Arc<Catalogue>,
    checks: Checks,
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
    type Init = (Arc<Reading>, FindSystems, Around);
    type Input = SwitchMsg;
    type Output = Ask;
    type CommandOutput = Known;

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
            set_visible: model.known.is_some() && model.shown.groups.is_empty(),
        },
        #[name = "looking"]
        adw::Spinner {
            set_height_request: 32,
            #[watch]
            set_visible: model.known.is_none(),
        },
    }

    fn init(
        (reading, systems, around): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let content = gtk::Box::default();
        let runs = group("");
        let model = Self {
            reading,
            known: None,
            shown: Systems::default(),
            list: gtk::Box::new(gtk::Orientation::Vertical, 24),
            closed: gtk::Box::new(gtk::Orientation::Vertical, 24),
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
        content.append(&model.closed);
        model.say_what_runs();
        sender.spawn_oneshot_command(move || Known::look(&systems, &around));
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: SwitchMsg, sender: ComponentSender<Self>, _root: &Self::Root) {
        match msg {
            SwitchMsg::Show(reading) => {
                self.reading = reading;
                self.fill(&sender);
                self.say_what_runs();
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

    fn update_cmd(&mut self, found: Known, sender: ComponentSender<Self>, _: &Self::Root) {
        self.known = Some(found);
        self.fill(&sender);
        self.say_what_runs();
    }
}

impl SwitchPage {
    fn say_what_runs(&self) {
        let channel = text::channel(&self.reading.status.system());
        let facts = Some(self.shown.running.clone()).filter(|facts| !facts.is_empty());
        let lines = [
            Some(text::system_name(&self.reading.status)),
            facts.or(channel),
        ];
        let lines: Vec<_> = lines.into_iter().flatten().collect();
        self.running.set_subtitle(&lines.join("\n"));
        let address = self.reading.origin().to_string();
        self.running.set_tooltip_text(Some(&address));
        let arrived = self.arrived();
        let from = arrived.map(|record| record.from.to_string());
        let before = arrived.and_then(|record| self.reading.find(&record.before));
        let name = before.and_then(|version| version.os_name.clone());
        fill(&self.before, name.or_else(|| from.clone()));
        self.before.set_tooltip_text(from.as_deref());
    }

    /// The switch that has led here, while there is a way back.
    fn arrived(&self) -> Option<&SwitchRecord> {
        let (record, stage) = self.reading.switch.as_ref()?;
        (*stage == SwitchStage::Arrived).then_some(record)
    }

    /// Makes the rows anew, when they would say something else than those that are there.
    fn fill(&mut self, sender: &ComponentSender<Self>) {
        let Some(known) = &self.known else {
            return;
        };
        let shown = Systems::new(&known.catalogue, &self.reading, &known.checks);
        if shown == self.shown {
            return;
        }
        refill(&self.list, view::groups(&shown, sender.output_sender()));
        refill(&self.closed, view::closed(&shown));
        self.closed.set_visible(self.closed.first_child().is_some());
        self.shown = shown;
    }
}

impl Known {
    /// Reads the catalogue, and of the ostree remotes in it whether they check what comes from them. Blocks for a moment.
    fn look(systems: &FindSystems, around: &Around) -> Self {
        let catalogue = Arc::new(systems.call());
        let checks = match around {
            Around::Nothing => Checks::new(),
            Around::Computer(places) => {
                let origins = catalogue.entries.iter().map(|entry| &entry.origin);
                remote_checks(places, origins)
            }
        };
        Self { catalogue, checks }
    }
}

/// Takes everything out of a list, and puts these in.
fn refill(list: &gtk::Box, groups: impl IntoIterator<Item = adw::PreferencesGroup>) {
    while let Some(child) = list.first_child() {
        list.remove(&child);
    }
    for group in groups {
        list.append(&group);
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
