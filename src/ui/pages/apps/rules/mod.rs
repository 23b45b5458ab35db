//! What one app, or all apps together, may do, and changing it.

mod adding;
mod administrator;
mod below;
mod fault;
mod given;
mod head;
mod question;
mod row;
mod rule;
mod state;
#[cfg(test)]
pub(crate) mod tests;
mod typed;
mod view;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use super::care::{AppPart, Cares, Views};
use super::reading::AppsReading;
use super::work::Deed;
use crate::domain::permission::{DocumentId, PortalKey, Target};
use crate::flatpak::overrides::{Change, Scope};
use crate::tr;
use crate::ui::widgets::{centred, page_body};
use adding::Adding;
use administrator::Administrator;
use fault::Fault;
use given::Given;
use head::Head;
use rule::Rule;
pub(crate) use rule::Wish;
pub(crate) use state::Subject;
use state::{Rules, scope};
use view::Sections;

/// The page.
#[derive(Debug)]
pub(crate) struct RulesPage {
    subject: Subject,
    /// What was spoken of when the page was opened: rows do not move away under the pointer.
    shown: Option<BTreeSet<Target>>,
    rules: Vec<Rule>,
    head: Head,
    /// Looking after it; for all apps together there is none.
    care: Option<AppPart>,
    administrator: Administrator,
    /// What it was allowed while it was used; for all apps together there is nothing.
    given: Option<Given>,
    sections: Sections,
    nothing: gtk::Label,
    banner: adw::Banner,
    reset: gtk::Button,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum RulesMsg {
    /// A fresh reading.
    Show(Arc<AppsReading>),
    /// What is done with apps right now.
    Works(Views),
    /// The person wants one thing changed.
    Wish(Target, Wish),
    /// The person adds something.
    Add(Change),
    /// The person adds a folder, chosen in a dialog.
    AddFolder(PathBuf),
    /// The person chooses the answer at that place.
    Answer(PortalKey, usize),
    /// The person wants an answer forgotten.
    Forget(PortalKey),
    /// The person takes a file away.
    Revoke(DocumentId),
    /// The person takes back everything.
    Reset,
    /// The person wants the file repaired.
    Repair,
}

/// What it wants.
#[derive(Debug)]
pub(crate) enum RulesOut {
    /// Do this.
    Do(Scope, Deed),
    /// What it is about is gone.
    Gone,
}

#[relm4::component(pub(crate))]
impl SimpleComponent for RulesPage {
    type Init = (Subject, Arc<AppsReading>, Cares);
    type Input = RulesMsg;
    type Output = RulesOut;

    view! {
        adw::NavigationPage {
            set_tag: Some("rules"),
            set_title: &title,
            #[wrap(Some)]
            #[name = "view"]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {},
                add_top_bar: &model.banner,
                set_content: Some(&page_body(&content)),
            },
        }
    }

    fn init(
        (subject, reading, cares): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let input = sender.input_sender();
        let content = gtk::Box::default();
        let head = Head::new(&content, &subject);
        let care = match &subject {
            Subject::App(key) => Some(AppPart::new(key, &head.top, &cares)),
            Subject::AllApps => None,
        };
        let administrator = Administrator::new(&content);
        let nothing = centred(&["dim-label"]);
        content.append(&nothing);
        let sections = Sections::new(&content, &subject, input);
        content.append(&Adding::new(input, &root).root);
        let given = match &subject {
            Subject::App(key) => Some(Given::new(&content, &key.app_ref.id, input)),
            Subject::AllApps => None,
        };
        if let Some(care) = &care {
            care.append_rows(&content);
        }
        head.append_facts(&content);
        let mut model = Self {
            shown: None,
            rules: Vec::new(),
            head,
            care,
            administrator,
            given,
            sections,
            nothing,
            banner: banner(input),
            reset: reset_button(&content, &subject, input),
            subject,
        };
        let title = Head::title(&model.subject, &reading);
        if !model.show(&reading) {
            sender.output_sender().emit(RulesOut::Gone);
        }
        let widgets = view_output!();
        if let Some(care) = &model.care {
            widgets.view.add_top_bar(&care.banner);
        }
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: RulesMsg, sender: ComponentSender<Self>) {
        let out = sender.output_sender();
        let act = |deed: Deed| out.emit(RulesOut::Do(scope(&self.subject), deed));
        match msg {
            RulesMsg::Show(reading) => {
                if !self.show(&reading) {
                    out.emit(RulesOut::Gone);
                }
            }
            RulesMsg::Works(works) => {
                if let Some(care) = &mut self.care {
                    care.show_works(&works);
                }
            }
            RulesMsg::Wish(target, wish) => {
                let rule = self.rules.iter().find(|rule| rule.target == target);
                if let Some(change) = rule.and_then(|rule| rule.change(&wish)) {
                    act(Deed::Change(vec![change]));
                }
            }
            RulesMsg::Add(change) => act(Deed::Change(vec![change])),
            RulesMsg::AddFolder(path) => act(Deed::AddFolder(path)),
            RulesMsg::Answer(key, place) => {
                let given = self.given.as_ref();
                if let Some(deed) = given.and_then(|given| given.picked(&key, place)) {
                    act(deed);
                }
            }
            RulesMsg::Forget(key) => {
                if let Some(given) = &self.given {
                    act(Deed::Answer(given.app(), key, None));
                }
            }
            RulesMsg::Revoke(id) => {
                if let Some(given) = &self.given {
                    act(Deed::Revoke(given.app(), id));
                }
            }
            RulesMsg::Reset => act(Deed::Reset),
            RulesMsg::Repair => act(Deed::Repair),
        }
    }
}

impl RulesPage {
    /// Brings everything up to what was read. `false`: what it is about is gone.
    fn show(&mut self, reading: &AppsReading) -> bool {
        let rules = match &self.subject {
            Subject::AllApps => {
                self.administrator.show(&reading.administrator);
                Rules::of_all(reading)
            }
            Subject::App(key) => match reading.find(key) {
                Some(known) => {
                    self.head.show(known);
                    if let Some(care) = &self.care {
                        care.show(known);
                    }
                    if let Some(given) = &mut self.given {
                        given.show(reading);
                    }
                    Rules::of(known)
                }
                None => return false,
            },
        };
        let shown = self.shown.get_or_insert_with(|| rules.spoken_of());
        let rules = rules.on(reading.flatpak);
        let (asked, offered) = rules.sections(shown);
        let alone = self.subject != Subject::AllApps || reading.administrator.is_empty();
        self.nothing.set_visible(asked.is_empty() && alone);
        self.nothing.set_label(&match self.subject {
            Subject::App(_) => tr!("rules-nothing"),
            Subject::AllApps => tr!("rules-nothing-for-all"),
        });
        self.sections.show(&asked, &offered);
        let sections = asked.into_iter().chain(offered);
        self.rules = sections.flat_map(|section| section.rules).collect();
        self.reset.set_sensitive(rules.are_said());
        self.show_fault(reading);
        true
    }

    /// Says which line keeps flatpak from reading the file of this page, or one that counts for it.
    fn show_fault(&self, reading: &AppsReading) {
        let fault = Fault::of(&self.subject, reading);
        self.banner.set_revealed(fault.is_some());
        let Some(fault) = fault else {
            return;
        };
        self.banner.set_title(&fault.words);
        // A banner has three lines at most.
        self.banner.set_tooltip_text(Some(&fault.words));
        let label = fault.can_mend.then(|| tr!("rules-repair"));
        self.banner.set_button_label(label.as_deref());
    }
}

fn banner(input: &relm4::Sender<RulesMsg>) -> adw::Banner {
    let banner = adw::Banner::builder().use_markup(false).build();
    let input = input.clone();
    banner.connect_button_clicked(move |_| input.emit(RulesMsg::Repair));
    banner
}

fn reset_button(
    content: &gtk::Box,
    subject: &Subject,
    input: &relm4::Sender<RulesMsg>,
) -> gtk::Button {
    let label = match subject {
        Subject::App(_) => tr!("rules-reset-app"),
        Subject::AllApps => tr!("rules-reset-all"),
    };
    let button = gtk::Button::builder()
        .label(label)
        .halign(gtk::Align::Center)
        .css_classes(["pill"])
        .build();
    let input = input.clone();
    button.connect_clicked(move |_| input.emit(RulesMsg::Reset));
    content.append(&button);
    button
}
