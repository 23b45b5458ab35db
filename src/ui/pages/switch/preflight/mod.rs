//! Before a switch: what speaks for it and against it, and its beginning.

mod state;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use crate::backend::{Backend, BackendError};
use crate::domain::Origin;
use crate::switching::{Packages, Plan};
use crate::ui::Desk;
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::widgets::{centred, page_body};
use crate::ui::window::Place;
use crate::{text, tr};
use state::{Help, Look, State, Stays};

/// The page.
#[derive(Debug)]
pub(crate) struct PreflightPage {
    state: State,
    backend: Arc<dyn Backend>,
    desk: Desk,
    reading: Arc<Reading>,
    list: gtk::Box,
    groups: Vec<adw::PreferencesGroup>,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum PreflightMsg {
    /// A fresh reading, and whether work is going on.
    Show(Arc<Reading>, bool),
    /// Ask everybody again.
    Look,
    /// Do something about a line.
    Help(Help),
    /// What becomes of packages.
    Packages(Packages),
    /// The person has read what is yellow, or takes that back.
    Read(bool),
    /// Begin.
    Switch,
}

#[relm4::component(pub(crate))]
impl Component for PreflightPage {
    type Init = (Origin, Arc<Reading>, Arc<dyn Backend>, Desk);
    type Input = PreflightMsg;
    type Output = Ask;
    type CommandOutput = Result<Plan, BackendError>;

    view! {
        #[root]
        adw::NavigationPage {
            set_tag: Some("preflight"),
            set_title: &tr!("preflight-page-title"),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {
                    pack_end = &gtk::Button {
                        set_icon_name: "view-refresh-symbolic",
                        set_tooltip_text: Some(&tr!("preflight-page-again")),
                        #[watch]
                        set_sensitive: !matches!(model.state.look, Look::Looking),
                        connect_clicked => PreflightMsg::Look,
                    },
                },
                #[wrap(Some)]
                set_content = &gtk::Stack {
                    add_named[Some("looking")] = &adw::StatusPage {
                        set_paintable: Some(&spinner),
                        set_title: &tr!("preflight-page-looking"),
                        set_description: Some(&tr!("preflight-page-looking.body")),
                    },
                    add_named[Some("failed")] = &adw::StatusPage {
                        set_icon_name: Some("dialog-warning-symbolic"),
                        #[watch]
                        set_title: &model.failure().0,
                        #[watch]
                        set_description: Some(&model.failure().1),
                        #[wrap(Some)]
                        set_child = &gtk::Button {
                            set_label: &tr!("phase-try-again"),
                            set_halign: gtk::Align::Center,
                            add_css_class: "pill",
                            connect_clicked => PreflightMsg::Look,
                        },
                    },
                    add_named: (&page_body(&content), Some("found")),
                    #[watch]
                    set_visible_child_name: model.visible(),
                },
            },
        },
        #[name = "head"]
        gtk::Box {
            set_orientation: gtk::Orientation::Vertical,
            set_spacing: 6,
            append: name = &centred(&["title-2"]) -> gtk::Label {
                #[watch]
                set_label: &model.state.title(),
            },
            append: address = &centred(&["dim-label", "caption"]) -> gtk::Label {
                set_label: &model.state.there.to_string(),
                #[watch]
                set_visible: !model.state.title().contains(&model.state.there.to_string()),
            },
            append: verdict = &centred(&[]) -> gtk::Label {
                #[watch]
                set_label: &model.state.verdict().unwrap_or_default(),
            },
            append: size = &centred(&["dim-label"]) -> gtk::Label {
                #[watch]
                set_label: &model.state.size().unwrap_or_default(),
                #[watch]
                set_visible: model.state.size().is_some(),
            },
        },
        #[name = "end"]
        gtk::Box {
            set_orientation: gtk::Orientation::Vertical,
            set_spacing: 12,
            #[name = "switch"]
            gtk::Button {
                set_label: &tr!("preflight-page-switch"),
                set_halign: gtk::Align::Center,
                set_css_classes: &["pill", "suggested-action"],
                #[watch]
                set_visible: !model.state.is_final(),
                #[watch]
                set_sensitive: model.state.plan().is_some() && model.state.why_not().is_none(),
                #[watch]
                update_property: &[gtk::accessible::Property::Description(
                    &model.state.why_not().unwrap_or_default(),
                )],
                connect_clicked => PreflightMsg::Switch,
            },
            append: why_not = &centred(&["dim-label"]) -> gtk::Label {
                #[watch]
                set_label: &model.state.hint().unwrap_or_default(),
                #[watch]
                set_visible: model.state.hint().is_some(),
            },
        },
    }

    fn init(
        (there, reading, backend, desk): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let content = gtk::Box::default();
        let model = Self {
            state: State::new(there, &reading),
            backend,
            desk,
            reading,
            list: gtk::Box::new(gtk::Orientation::Vertical, 24),
            groups: Vec::new(),
        };
        let spinner = adw::SpinnerPaintable::new(None::<&gtk::Widget>);
        let widgets = view_output!();
        spinner.set_widget(Some(&root));
        content.append(&widgets.head);
        content.append(&model.list);
        content.append(&widgets.end);
        model.look(&sender);
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: PreflightMsg, sender: ComponentSender<Self>, _root: &Self::Root) {
        match msg {
            PreflightMsg::Show(reading, is_busy) => {
                let changed = reading.status.deployments != self.reading.status.deployments;
                let ended = self.state.is_busy && !is_busy;
                self.state.is_busy = is_busy;
                self.state.stays = Stays::of(&reading);
                self.reading = reading;
                if changed || ended {
                    self.look(&sender);
                }
            }
            PreflightMsg::Look => {
                if !matches!(self.state.look, Look::Found(_)) {
                    self.state.look = Look::Looking;
                }
                self.look(&sender);
            }
            PreflightMsg::Help(help) => sender.output_sender().emit(match help {
                Help::Discard | Help::Undo => Ask::StayHere,
                Help::Copy(line) => Ask::Copy(line),
                Help::Versions => Ask::Visit(Place::Versions),
            }),
            PreflightMsg::Packages(packages) => self.state.choose(packages),
            PreflightMsg::Read(has_read) => self.state.has_read = has_read,
            PreflightMsg::Switch => {
                if let (Some(plan), None) = (self.state.plan(), self.state.why_not()) {
                    let plan = Box::new(plan.clone());
                    sender.output_sender().emit(Ask::Switch(plan));
                }
            }
        }
    }

    fn update_cmd(
        &mut self,
        answer: Result<Plan, BackendError>,
        sender: ComponentSender<Self>,
        root: &Self::Root,
    ) {
        match answer {
            Ok(plan) => self.state.found(plan),
            Err(error) => self.state.look = Look::Failed(text::explain(&error)),
        }
        for group in self.groups.drain(..) {
            self.list.remove(&group);
        }
        self.groups = view::groups(&self.state, sender.input_sender());
        for group in &self.groups {
            self.list.append(group);
        }
        if let Some(words) = self.state.verdict() {
            let anywhere = root.upcast_ref::<gtk::Widget>();
            anywhere.announce(&words, gtk::AccessibleAnnouncementPriority::Medium);
        }
    }
}

impl PreflightPage {
    /// Asks everybody.
    fn look(&self, sender: &ComponentSender<Self>) {
        let (backend, desk) = (Arc::clone(&self.backend), self.desk.clone());
        let there = self.state.there.clone();
        sender.oneshot_command(async move {
            let catalogue = desk.systems.call();
            Plan::look(backend.as_ref(), &desk.around, &catalogue, &there).await
        });
    }

    fn visible(&self) -> &'static str {
        match &self.state.look {
            Look::Looking => "looking",
            Look::Failed(_) => "failed",
            Look::Found(_) => "found",
        }
    }

    fn failure(&self) -> (String, String) {
        match &self.state.look {
            Look::Failed(words) => (words.title.clone(), words.body.clone()),
            Look::Looking | Look::Found(_) => Default::default(),
        }
    }
}
