//! After the first start in another system: that it worked, what can be repaired and brought back, and the way back.

mod state;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use crate::domain::{Origin, Request};
use crate::looks::LooksError;
use crate::looks::leftovers::{Leftover, Mended, Surroundings};
use crate::switching::Around;
use crate::tr;
use crate::ui::Desk;
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::widgets::page_body;
use state::{Looks, Mend, State};
use view::View;

/// The page.
#[derive(Debug)]
pub(crate) struct ArrivedPage {
    state: State,
    view: View,
    desk: Desk,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum ArrivedMsg {
    /// A fresh reading, and whether work is going on.
    Show(Arc<Reading>, bool),
    /// Mend this, or with `None` everything.
    Repair(Option<String>),
    /// Undo the last mending.
    Undo,
    /// Take the second step.
    Continue,
    /// Add packages again.
    AddAgain,
    /// Copy what adds packages again.
    CopyCommand,
    /// Go back to what ran before.
    SwitchBack,
    /// Stay, and release what ran before.
    Release,
}

/// What the background answers.
#[derive(Debug)]
pub(crate) enum ArrivedCmd {
    /// What another desktop left.
    Found(Vec<Leftover>),
    /// What mending has done, and what is left over after it.
    Mended(Result<Option<Mended>, LooksError>, Vec<Leftover>),
    /// Mending was undone but for what was changed since, and this is left over again.
    Undone(Result<usize, LooksError>, Vec<Leftover>),
}

#[relm4::component(pub(crate))]
impl Component for ArrivedPage {
    type Init = (Arc<Reading>, Desk);
    type Input = ArrivedMsg;
    type Output = Ask;
    type CommandOutput = ArrivedCmd;

    view! {
        adw::NavigationPage {
            set_tag: Some("arrived"),
            set_title: &tr!("arrived-title"),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {},
                set_content: Some(&page_body(&content)),
            },
        },
    }

    fn init(
        (reading, desk): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let content = gtk::Box::default();
        let mut model = Self {
            state: State::new(reading),
            view: View::new(&content, sender.input_sender()),
            desk,
        };
        let widgets = view_output!();
        model.view.show(&model.state);
        model.look(&sender);
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: ArrivedMsg, sender: ComponentSender<Self>, _root: &Self::Root) {
        match msg {
            ArrivedMsg::Show(reading, busy) => self.state.show(reading, busy),
            ArrivedMsg::Repair(id) => self.repair(id, &sender),
            ArrivedMsg::Undo => self.undo(&sender),
            ArrivedMsg::Continue => ask(&sender, self.state.then().cloned().map(Ask::Preflight)),
            ArrivedMsg::CopyCommand => {
                let names = self.state.packages().map(Request::AddPackages);
                ask(&sender, names.map(Ask::CopyCommand));
            }
            ArrivedMsg::AddAgain => ask(&sender, self.state.packages().map(Ask::AddPackages)),
            ArrivedMsg::SwitchBack => {
                let record = self.state.record().cloned().map(Box::new);
                ask(&sender, record.map(Ask::SwitchBack));
            }
            ArrivedMsg::Release => {
                let record = self.state.record().cloned().map(Box::new);
                ask(&sender, record.map(Ask::Settle));
            }
        }
        self.view.show(&self.state);
    }

    fn update_cmd(&mut self, cmd: ArrivedCmd, _sender: ComponentSender<Self>, _: &Self::Root) {
        match cmd {
            ArrivedCmd::Found(leftovers) => self.state.found(leftovers),
            ArrivedCmd::Mended(Ok(mended), leftovers) => {
                self.state.mended(mended);
                self.state.found(leftovers);
            }
            ArrivedCmd::Undone(Ok(stay), leftovers) => {
                self.state.mend = (stay > 0).then_some(Mend::PartlyUndone);
                self.state.found(leftovers);
            }
            ArrivedCmd::Mended(Err(error), leftovers)
            | ArrivedCmd::Undone(Err(error), leftovers) => {
                tracing::warn!(err = %error, "looks were not mended");
                self.state.mend = Some(Mend::Failed(error.to_string()));
                self.state.found(leftovers);
            }
        }
        self.view.show(&self.state);
    }
}

impl ArrivedPage {
    fn look(&mut self, sender: &ComponentSender<Self>) {
        let (desk, origin) = (self.desk.clone(), self.state.origin());
        sender.oneshot_command(async move {
            let around = surroundings(&desk, &origin).await;
            ArrivedCmd::Found(desk.looks.leftovers(&around).await)
        });
    }

    fn repair(&mut self, id: Option<String>, sender: &ComponentSender<Self>) {
        if self.state.looks == Looks::Looking {
            return;
        }
        self.state.looks = Looks::Looking;
        let (desk, origin) = (self.desk.clone(), self.state.origin());
        sender.oneshot_command(async move {
            let around = surroundings(&desk, &origin).await;
            let is_wanted = |found: &str| id.as_deref().is_none_or(|id| id == found);
            let mended = desk.looks.mend(&around, is_wanted, (desk.now)()).await;
            ArrivedCmd::Mended(mended, desk.looks.leftovers(&around).await)
        });
    }

    fn undo(&mut self, sender: &ComponentSender<Self>) {
        let Some(mended) = self.state.can_undo().cloned() else {
            return;
        };
        self.state.looks = Looks::Looking;
        let (desk, origin) = (self.desk.clone(), self.state.origin());
        sender.oneshot_command(async move {
            let around = surroundings(&desk, &origin).await;
            let undone = desk.looks.unmend(&mended, (desk.now)()).await;
            ArrivedCmd::Undone(undone, desk.looks.leftovers(&around).await)
        });
    }
}

/// What runs, as far as looks depend on it.
async fn surroundings(desk: &Desk, origin: &Origin) -> Surroundings {
    let catalogue = desk.systems.call();
    let known = catalogue.of(origin).and_then(|entry| entry.desktop.clone());
    let desktop = known.or_else(|| origin.system().desktop.map(str::to_owned));
    match &desk.around {
        Around::Nothing => Surroundings {
            desktop,
            ..Surroundings::default()
        },
        Around::Computer(places) => Surroundings::look(&places.root, desktop).await,
    }
}

fn ask(sender: &ComponentSender<ArrivedPage>, ask: Option<Ask>) {
    if let Some(ask) = ask {
        sender.output_sender().emit(ask);
    }
}
