//! Files about apps that cannot be read or do not count, and what mends them.

mod state;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use super::AppsPage;
use super::reading::AppsReading;
use super::rules::Subject;
use super::state::Notice;
use super::work::Deed;
use crate::flatpak::overrides::Scope;
use crate::tr;
use crate::ui::widgets::{group, page_body, plain_row, speak};
use state::Finding;

/// The page.
#[derive(Debug)]
pub(crate) struct AttentionPage {
    shown: Vec<Finding>,
    content: gtk::Box,
}

#[relm4::component(pub(crate))]
impl SimpleComponent for AttentionPage {
    type Init = Arc<AppsReading>;
    type Input = Arc<AppsReading>;
    type Output = (Scope, Deed);

    view! {
        adw::NavigationPage {
            set_tag: Some("attention"),
            set_title: &tr!("attention-title"),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {},
                #[wrap(Some)]
                set_content = &gtk::Stack {
                    add_named: (&page_body(&model.content), Some("list")),
                    add_named[Some("nothing")] = &adw::StatusPage {
                        set_icon_name: Some("isotope-fine-symbolic"),
                        set_title: &tr!("attention-nothing"),
                        set_description: Some(&tr!("attention-nothing.body")),
                    },
                    #[watch]
                    set_visible_child_name: if model.shown.is_empty() { "nothing" } else { "list" },
                },
            },
        }
    }

    fn init(
        reading: Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let mut model = Self {
            shown: Vec::new(),
            content: gtk::Box::default(),
        };
        model.show(&reading, &sender);
        let widgets = view_output!();
        ComponentParts { model, widgets }
    }

    fn update(&mut self, reading: Self::Input, sender: ComponentSender<Self>) {
        self.show(&reading, &sender);
    }
}

impl AttentionPage {
    fn show(&mut self, reading: &AppsReading, sender: &ComponentSender<Self>) {
        let found = Finding::all(reading);
        if found == self.shown {
            return;
        }
        let had_focus = self.content.focus_child().is_some();
        while let Some(child) = self.content.first_child() {
            self.content.remove(&child);
        }
        let list = group("");
        list.set_description(Some(&tr!("attention-hint")));
        for finding in &found {
            list.add(&row(finding, sender.output_sender()));
        }
        self.content.append(&list);
        if had_focus {
            self.content.child_focus(gtk::DirectionType::TabForward);
        }
        self.shown = found;
    }
}

fn row(finding: &Finding, out: &relm4::Sender<(Scope, Deed)>) -> adw::ActionRow {
    let row = plain_row(&finding.title, &finding.detail);
    if let Some(mend) = finding.mend.clone() {
        let words = tr!("rules-repair");
        let button = gtk::Button::builder()
            .label(&words)
            .valign(gtk::Align::Center)
            .build();
        let app = finding.title.clone();
        speak(&button, &tr!("leftovers-of", what = words, app = app));
        let out = out.clone();
        button.connect_clicked(move |_| out.emit(mend.clone()));
        row.add_suffix(&button);
    }
    row
}

impl AppsPage {
    /// Shows what the notice above the list is about.
    pub(super) fn open_notice(&mut self, sender: &ComponentSender<Self>) {
        match self.state.notice() {
            Some(Notice::AllBroken) => self.open_rules(Subject::AllApps, sender),
            Some(Notice::SomeFiles) => {
                if let Some(reading) = self.state.reading.clone() {
                    self.above.open_attention(reading, &self.navigation, sender);
                }
            }
            None => {}
        }
    }
}
