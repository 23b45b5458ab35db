//! What a publisher has now: the channels of an image and a calendar of its dated builds, or the branches of a source.

mod state;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use crate::catalogue::Catalogue;
use crate::domain::Origin;
use crate::switching::{Offer, Published};
use crate::ui::Desk;
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::widgets::{centred, page_body};
use crate::upstream::UpstreamError;
use crate::{text, tr};
use state::{Judge, Look, Shelf};

/// The page.
#[derive(Debug)]
pub(crate) struct BuildsPage {
    there: Origin,
    reading: Arc<Reading>,
    desk: Desk,
    catalogue: Arc<Catalogue>,
    look: Look,
    /// The channel whose builds are shown. `None`: all.
    channel: Option<String>,
    shown: Shelf,
    channels: gtk::Box,
    months: gtk::Box,
    choice: adw::ComboRow,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum BuildsMsg {
    /// A fresh reading.
    Show(Arc<Reading>),
    /// Ask the publisher again.
    Look,
    /// Show the builds of the channel at that place; the first one is all of them.
    Choose(u32),
}

#[relm4::component(pub(crate))]
impl Component for BuildsPage {
    type Init = (Origin, Arc<Reading>, Desk);
    type Input = BuildsMsg;
    type Output = Ask;
    type CommandOutput = (Arc<Catalogue>, Result<Published, UpstreamError>);

    view! {
        #[root]
        adw::NavigationPage {
            set_tag: Some("builds"),
            #[watch]
            set_title: &model.title(),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {
                    pack_end = &gtk::Button {
                        set_icon_name: "view-refresh-symbolic",
                        set_tooltip_text: Some(&tr!("builds-again")),
                        #[watch]
                        set_visible: !matches!(model.look, Look::Failed(_)),
                        #[watch]
                        set_sensitive: !matches!(model.look, Look::Looking),
                        connect_clicked => BuildsMsg::Look,
                    },
                },
                add_top_bar = &adw::Banner {
                    #[watch]
                    set_title: &model.offline().unwrap_or_default(),
                    #[watch]
                    set_revealed: model.offline().is_some(),
                },
                #[wrap(Some)]
                set_content = &gtk::Stack {
                    add_named[Some("looking")] = &adw::StatusPage {
                        set_paintable: Some(&spinner),
                        set_title: &tr!("builds-looking"),
                        set_description: Some(&tr!("builds-looking.body")),
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
                            connect_clicked => BuildsMsg::Look,
                        },
                    },
                    add_named[Some("nothing")] = &adw::StatusPage {
                        set_icon_name: Some("system-search-symbolic"),
                        set_title: &tr!("builds-nothing"),
                        set_description: Some(&tr!("builds-nothing.body")),
                    },
                    add_named[Some("closed")] = &adw::StatusPage {
                        set_icon_name: Some("action-unavailable-symbolic"),
                        set_title: &tr!("switch-closed"),
                        #[watch]
                        set_description: Some(&model.shown.all_closed().unwrap_or_default()),
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
                set_label: &model.name(),
            },
            append: place = &centred(&["dim-label", "caption"]) -> gtk::Label {
                #[watch]
                set_label: &model.place(),
            },
        },
        #[name = "chooser"]
        adw::PreferencesGroup {
            set_title: &tr!("builds-dated"),
            set_description: Some(&tr!("builds-dated.body")),
            #[watch]
            set_visible: !model.shown.months.is_empty(),
            add: &model.choice,
        },
    }

    fn init(
        (there, reading, desk): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let content = gtk::Box::default();
        let model = Self {
            there,
            reading,
            desk,
            catalogue: Arc::default(),
            look: Look::Looking,
            channel: None,
            shown: Shelf::default(),
            channels: gtk::Box::new(gtk::Orientation::Vertical, 24),
            months: gtk::Box::new(gtk::Orientation::Vertical, 24),
            choice: adw::ComboRow::builder().title(tr!("builds-choice")).build(),
        };
        let spinner = adw::SpinnerPaintable::new(None::<&gtk::Widget>);
        let widgets = view_output!();
        spinner.set_widget(Some(&root));
        content.append(&widgets.head);
        content.append(&model.channels);
        content.append(&widgets.chooser);
        content.append(&model.months);
        let input = sender.input_sender().clone();
        model
            .choice
            .connect_selected_notify(move |row| input.emit(BuildsMsg::Choose(row.selected())));
        model.ask(&sender);
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: BuildsMsg, sender: ComponentSender<Self>, _root: &Self::Root) {
        match msg {
            BuildsMsg::Show(reading) => {
                let changed = reading.status.deployments != self.reading.status.deployments;
                self.reading = reading;
                if changed {
                    self.ask(&sender);
                }
            }
            BuildsMsg::Look => {
                if !matches!(self.look, Look::Found(_)) {
                    self.look = Look::Looking;
                }
                self.ask(&sender);
            }
            BuildsMsg::Choose(at) => {
                let at = usize::try_from(at).unwrap_or_default();
                let chosen = at.checked_sub(1);
                let chosen = chosen.and_then(|at| self.shown.choices.get(at).cloned());
                if chosen != self.channel {
                    self.channel = chosen;
                    self.fill(&sender);
                }
            }
        }
    }

    fn update_cmd(
        &mut self,
        (catalogue, answer): Self::CommandOutput,
        sender: ComponentSender<Self>,
        _root: &Self::Root,
    ) {
        self.catalogue = catalogue;
        self.look = match answer {
            Ok(found) => Look::Found(Box::new(found)),
            Err(error) => Look::Failed(text::upstream_error(&error)),
        };
        self.fill(&sender);
    }
}

impl BuildsPage {
    /// Asks the publisher.
    fn ask(&self, sender: &ComponentSender<Self>) {
        let (desk, reading) = (self.desk.clone(), Arc::clone(&self.reading));
        let there = self.there.clone();
        sender.oneshot_command(async move {
            let catalogue = Arc::new(desk.systems.call());
            let status = reading.status.clone();
            let answer = desk
                .publishers
                .call(&there, status, Arc::clone(&catalogue))
                .await;
            (catalogue, answer)
        });
    }

    /// Makes the rows anew, when they would say something else than those that are there.
    fn fill(&mut self, sender: &ComponentSender<Self>) {
        let Look::Found(found) = &self.look else {
            return;
        };
        let judge = Judge {
            catalogue: &self.catalogue,
            reading: &self.reading,
        };
        let shown = Shelf::new(found, judge, self.channel.as_deref());
        if shown == self.shown {
            return;
        }
        let asks = sender.output_sender();
        let is_image = matches!(found.what, Offer::Image(_));
        let title = if is_image {
            tr!("builds-channels")
        } else {
            tr!("builds-branches")
        };
        refill(&self.channels, [view::channels(&title, &shown, asks)]);
        refill(&self.months, view::months(&shown, asks));
        self.offer_choices(&shown);
        self.shown = shown;
    }

    /// The choice of a channel follows what there is, and begins with the one that was asked for.
    fn offer_choices(&self, shown: &Shelf) {
        self.choice.set_visible(!shown.choices.is_empty());
        if shown.choices == self.shown.choices {
            return;
        }
        let all = tr!("builds-choice.all");
        let names = shown.choices.iter().map(|one| text::channel_name(one));
        let names: Vec<_> = std::iter::once(all).chain(names).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        self.choice.set_model(Some(&gtk::StringList::new(&names)));
        let own = self.there.system().channel;
        let own = own.and_then(|own| shown.choices.iter().position(|one| *one == own));
        if let Some(at) = own.and_then(|at| u32::try_from(at + 1).ok()) {
            self.choice.set_selected(at);
        }
    }

    fn visible(&self) -> &'static str {
        match &self.look {
            Look::Looking => "looking",
            Look::Failed(_) => "failed",
            Look::Found(_) if self.shown.is_empty() => "nothing",
            Look::Found(_) if self.shown.all_closed().is_some() => "closed",
            Look::Found(_) => "found",
        }
    }

    fn title(&self) -> String {
        match &self.look {
            Look::Found(_) if !self.shown.months.is_empty() => tr!("builds-title"),
            Look::Looking | Look::Failed(_) | Look::Found(_) => tr!("builds-title.none"),
        }
    }

    fn failure(&self) -> (String, String) {
        match &self.look {
            Look::Failed(words) => {
                let parts: Vec<_> = [Some(words.body.as_str()), words.hint.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect();
                (words.title.clone(), parts.join(" "))
            }
            Look::Looking | Look::Found(_) => Default::default(),
        }
    }

    /// That this is from earlier, and why.
    fn offline(&self) -> Option<String> {
        let Look::Found(found) = &self.look else {
            return None;
        };
        let why = found.seen.offline.as_ref()?;
        let age = text::age(found.seen.at, self.reading.now);
        let why = text::upstream_error(why).body;
        Some(tr!("ctl-tags-offline", age = age, why = why))
    }

    /// The system's name, as far as it is known.
    fn name(&self) -> String {
        let known = self.catalogue.of(&self.there);
        let variant = || self.there.system().variant.unwrap_or_default();
        known.map_or_else(variant, |entry| entry.name.clone())
    }

    /// The image or the source.
    fn place(&self) -> String {
        match &self.there {
            Origin::Container(image) => image.repository.clone(),
            Origin::Ostree(branch) => branch.remote.clone().unwrap_or_default(),
            Origin::Commit(_) | Origin::Unknown => String::new(),
        }
    }
}

fn refill(list: &gtk::Box, groups: impl IntoIterator<Item = adw::PreferencesGroup>) {
    while let Some(child) = list.first_child() {
        list.remove(&child);
    }
    for group in groups {
        list.append(&group);
    }
}
