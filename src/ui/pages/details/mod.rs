//! Everything about one version, and what can be done with it.

mod state;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use crate::backend::{Backend, BackendError, DiskUsage};
use crate::domain::{DeploymentId, PackageDiff};
use crate::ui::ask::Ask;
use crate::ui::pages::packages::Source;
use crate::ui::reading::Reading;
use crate::ui::widgets::page_body;
use state::{Fact, Later, State};
use view::View;

/// The page.
#[derive(Debug)]
pub(crate) struct DetailsPage {
    state: State,
    view: View,
    backend: Arc<dyn Backend>,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum DetailsMsg {
    /// A fresh reading, and whether work is going on.
    Show(Arc<Reading>, bool),
    /// Make it the next start.
    GoBack,
    /// The switch stands so.
    Keep(bool),
    /// The person wrote this.
    Note(String),
    /// Delete it.
    Delete,
    /// Show its packages.
    Packages,
    /// Show how it differs from the running one.
    Difference,
    /// Put a fact on the clipboard.
    CopyFact(Fact),
    /// Put everything on the clipboard.
    Copy,
    /// Put the command on the clipboard.
    CopyCommand,
}

/// What the service answered.
#[derive(Debug)]
pub(crate) enum DetailsCmd {
    /// Space on disk.
    Measured(Result<Option<DiskUsage>, BackendError>),
    /// How it differs from the running version.
    Compared(Result<PackageDiff, BackendError>),
}

#[relm4::component(pub(crate))]
impl Component for DetailsPage {
    type Init = (DeploymentId, Arc<Reading>, Arc<dyn Backend>);
    type Input = DetailsMsg;
    type Output = Ask;
    type CommandOutput = DetailsCmd;

    view! {
        adw::NavigationPage {
            set_tag: Some("details"),
            #[watch]
            set_title: &model.state.title(),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {},
                set_content: Some(&page_body(&content)),
            },
        },
    }

    fn init(
        (id, reading, backend): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let content = gtk::Box::default();
        let model = Self {
            state: State::new(id, reading),
            view: View::new(&content, sender.input_sender()),
            backend,
        };
        let widgets = view_output!();
        model.measure(&sender);
        model.view.note.set_text(model.state.note());
        model.view.show(&model.state);
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: DetailsMsg, sender: ComponentSender<Self>, _root: &Self::Root) {
        let id = self.state.id().clone();
        match msg {
            DetailsMsg::Show(reading, busy) => {
                let note = self.state.note().to_owned();
                self.state.show(reading, busy);
                if self.state.note() != note {
                    self.view.note.set_text(self.state.note());
                }
            }
            DetailsMsg::GoBack => ask(&sender, Ask::GoBack(id)),
            DetailsMsg::Keep(keep) => {
                if self.state.wants_kept(keep) {
                    ask(&sender, Ask::Keep(id, keep));
                }
            }
            DetailsMsg::Note(note) => ask(&sender, Ask::Note(id, note)),
            DetailsMsg::Delete => ask(&sender, Ask::Delete(id)),
            DetailsMsg::Packages => ask(&sender, Ask::Packages(Source::Of(id))),
            DetailsMsg::Difference => {
                if let Some(from) = self.state.compared_with() {
                    ask(&sender, Ask::Packages(Source::Diff { from, to: id }));
                }
            }
            DetailsMsg::CopyFact(fact) => copy(&sender, self.state.fact(fact)),
            DetailsMsg::Copy => copy(&sender, Some(self.state.as_text())),
            DetailsMsg::CopyCommand => copy(&sender, self.command()),
        }
        self.view.show(&self.state);
    }

    fn update_cmd(&mut self, cmd: DetailsCmd, _sender: ComponentSender<Self>, _root: &Self::Root) {
        match cmd {
            DetailsCmd::Measured(Ok(Some(usage))) => self.state.size = Later::Known(usage),
            DetailsCmd::Measured(Ok(None) | Err(_)) => self.state.size = Later::Unknown,
            DetailsCmd::Compared(Ok(diff)) => self.state.differs = Later::Known(diff.counts()),
            DetailsCmd::Compared(Err(_)) => self.state.differs = Later::Unknown,
        }
        self.view.show(&self.state);
    }
}

impl DetailsPage {
    /// Which version it shows.
    pub(crate) fn version(&self) -> &DeploymentId {
        self.state.id()
    }

    /// Asks for what takes its time.
    fn measure(&self, sender: &ComponentSender<Self>) {
        let (backend, id) = (Arc::clone(&self.backend), self.state.id().clone());
        sender.oneshot_command(async move {
            let answer = backend.disk_usage(&id).await;
            if let Err(error) = &answer {
                tracing::debug!(err = %error, "the size of a version is not known");
            }
            DetailsCmd::Measured(answer)
        });
        let Some(from) = self.state.compared_with() else {
            return;
        };
        let (backend, to) = (Arc::clone(&self.backend), self.state.id().clone());
        sender.oneshot_command(async move {
            let answer = backend.diff(&from, &to).await;
            if let Err(error) = &answer {
                tracing::debug!(err = %error, "two versions cannot be compared");
            }
            DetailsCmd::Compared(answer)
        });
    }

    fn command(&self) -> Option<String> {
        let request = self.state.command_request()?;
        self.backend
            .as_command(&request, &self.state.reading().status)
    }
}

fn copy(sender: &ComponentSender<DetailsPage>, text: Option<String>) {
    if let Some(text) = text {
        ask(sender, Ask::Copy(text));
    }
}

fn ask(sender: &ComponentSender<DetailsPage>, ask: Ask) {
    sender.output_sender().emit(ask);
}
