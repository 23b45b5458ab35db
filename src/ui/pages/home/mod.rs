//! Home: is everything fine, what runs, what is new, and the way back.

mod back;
mod card;
mod cards;
mod fact;
mod facts;
mod hero;
mod offers;
mod state;
mod switched;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use crate::domain::DeploymentId;
use crate::ui::ask::Ask;
use crate::ui::job::JobView;
use crate::ui::reading::Reading;
use crate::ui::widgets::page_body;
use cards::{Update, Welcome};
use facts::Facts;
use hero::Hero;
use state::State;

/// The page.
#[derive(Debug)]
pub(crate) struct HomePage {
    state: State,
    hero: Hero,
    welcome: Welcome,
    switched: switched::About,
    update: Update,
    facts: Facts,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum HomeMsg {
    /// A fresh reading, and the version that ran before the restart that was just seen.
    Show(Arc<Reading>, Option<DeploymentId>),
    /// Work going on.
    Work(Option<JobView>),
    /// The person wants the previous version.
    GoBack,
    /// The person wants the version from before the restart.
    GoBackToBefore,
    /// The person wants to keep the version that the update would remove.
    Keep,
    /// The person wants to know what the restart changed.
    WhatChanged,
}

#[relm4::component(pub(crate))]
impl Component for HomePage {
    type Init = ();
    type Input = HomeMsg;
    type Output = Ask;
    type CommandOutput = ();

    view! {
        gtk::Box {
            set_orientation: gtk::Orientation::Vertical,
            append: &page_body(&content),
        },
    }

    fn init((): (), root: Self::Root, sender: ComponentSender<Self>) -> ComponentParts<Self> {
        let asks = sender.output_sender();
        let tell = |msg: fn() -> HomeMsg| {
            let sender = sender.input_sender().clone();
            move || sender.emit(msg())
        };
        let model = Self {
            state: State::default(),
            hero: Hero::new(asks),
            welcome: Welcome::new(
                asks,
                tell(|| HomeMsg::WhatChanged),
                tell(|| HomeMsg::GoBackToBefore),
            ),
            switched: switched::About::new(asks),
            update: Update::new(asks, tell(|| HomeMsg::Keep)),
            facts: Facts::new(asks, tell(|| HomeMsg::GoBack)),
        };
        let content = gtk::Box::default();
        content.append(&model.switched.card.root);
        content.append(&model.welcome.card.root);
        content.append(&model.hero.root);
        content.append(&model.update.root);
        for group in &model.facts.groups {
            content.append(group);
        }
        let widgets = view_output!();
        model.show();
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: HomeMsg, sender: ComponentSender<Self>, _root: &Self::Root) {
        match msg {
            HomeMsg::Show(reading, welcome) => self.state.show(reading, welcome),
            HomeMsg::Work(job) => self.state.work(job),
            HomeMsg::GoBack => ask(&sender, self.state.ask_previous()),
            HomeMsg::GoBackToBefore => {
                ask(&sender, self.state.ran_before().cloned().map(Ask::GoBack));
            }
            HomeMsg::Keep => {
                let kept = self.state.could_keep().map(|d| d.id.clone());
                ask(&sender, kept.map(|id| Ask::Keep(id, true)));
            }
            HomeMsg::WhatChanged => {
                let source = cards::changes_since_restart(&self.state);
                ask(&sender, source.map(Ask::Packages));
            }
        }
        self.show();
    }
}

impl HomePage {
    fn show(&self) {
        self.hero.show(&self.state);
        self.welcome.show(&self.state);
        self.switched.show(&self.state);
        self.update.show(&self.state);
        self.facts.show(&self.state);
    }
}

fn ask(sender: &ComponentSender<HomePage>, ask: Option<Ask>) {
    if let Some(ask) = ask {
        sender.output_sender().emit(ask);
    }
}
