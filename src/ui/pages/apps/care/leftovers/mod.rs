//! What apps left behind: data and changes of apps that are installed no more, and parts that no app needs.

mod state;

use adw::prelude::*;
use relm4::prelude::*;

use super::bars::Bars;
use super::sheet::Sheet;
use super::works::WorkView;
use super::{CareMsg, Cares, Task, Views};
use crate::text;
use crate::tr;
use crate::ui::widgets::{centred, group, speak};
pub(crate) use state::{Left, Looks, Remains, Unused};

/// The page.
#[derive(Debug)]
pub(crate) struct LeftoversPage {
    shown: Option<Left>,
    works: Views,
    sheet: Sheet,
    bars: Bars,
    lists: gtk::Box,
    cares: Cares,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum LeftoversMsg {
    /// What is known now.
    Show(Left),
    /// What is done now.
    Works(Views),
}

#[relm4::component(pub(crate))]
impl SimpleComponent for LeftoversPage {
    type Init = (Views, Cares);
    type Input = LeftoversMsg;
    type Output = ();

    view! {
        adw::NavigationPage {
            set_tag: Some("leftovers"),
        }
    }

    fn init(
        (works, cares): Self::Init,
        root: Self::Root,
        _sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let mut model = Self {
            shown: None,
            works,
            sheet: Sheet::new(&root, &tr!("leftovers-title")),
            bars: Bars::new(&cares),
            lists: gtk::Box::new(gtk::Orientation::Vertical, 24),
            cares,
        };
        model.sheet.content.append(&model.bars.root);
        model.sheet.content.append(&model.lists);
        model.show_works();
        let widgets = view_output!();
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: LeftoversMsg, _sender: ComponentSender<Self>) {
        match msg {
            LeftoversMsg::Show(left) => self.show(left),
            LeftoversMsg::Works(works) => {
                self.works = works;
                self.show_works();
            }
        }
    }
}

impl LeftoversPage {
    fn show(&mut self, left: Left) {
        if self.shown.as_ref() == Some(&left) {
            return;
        }
        while let Some(child) = self.lists.first_child() {
            self.lists.remove(&child);
        }
        if !left.remains.is_empty() {
            self.lists.append(&self.remains(&left));
        }
        let parts = || left.unused.iter().filter(|one| !one.parts.is_empty());
        for unused in parts() {
            let several = parts().count() > 1;
            self.lists.append(&self.unused(unused, several));
        }
        for words in left.troubles() {
            let label = centred(&["dim-label"]);
            label.set_label(words);
            self.lists.append(&label);
        }
        self.lists.set_visible(self.lists.first_child().is_some());
        self.shown = Some(left);
        self.show_works();
    }

    fn show_works(&mut self) {
        let here = |work: &&WorkView| work.about.is_empty();
        let works: Vec<&WorkView> = self.works.iter().filter(here).collect();
        self.bars.show(&works);
        // One after the other: a list that changes is no place for a second click.
        self.lists.set_sensitive(works.is_empty());
        let nothing = works.is_empty() && self.lists.first_child().is_none();
        match &self.shown {
            _ if !nothing => self.sheet.show(),
            Some(left) if left.is_whole() => {
                let told = (&*tr!("leftovers-nothing"), &*tr!("leftovers-nothing.body"));
                self.sheet.say("isotope-fine-symbolic", told, None);
            }
            Some(_) | None => self.sheet.wait(&tr!("leftovers-looking")),
        }
    }

    /// Data and changes of apps that are gone.
    fn remains(&self, left: &Left) -> adw::PreferencesGroup {
        let list = group(&tr!("leftovers-data"));
        list.set_description(Some(&tr!("leftovers-data-hint")));
        for remains in &left.remains {
            list.add(&self.remains_row(remains, left));
        }
        if left.can_look_up() {
            let words = tr!("leftovers-names");
            let button = below(&words, &words, (&self.cares, CareMsg::LookUpNames));
            button.set_tooltip_text(Some(&tr!("leftovers-names-hint")));
            list.add(&button);
        }
        list
    }

    fn remains_row(&self, remains: &Remains, left: &Left) -> adw::ActionRow {
        let row = adw::ActionRow::builder().use_markup(false).build();
        row.set_title(&remains.name);
        row.set_subtitle(&remains.detail());
        let words = remains.way();
        let spoken = tr!(
            "leftovers-of",
            what = words.clone(),
            app = left.called(remains)
        );
        let button = gtk::Button::builder()
            .icon_name("user-trash-symbolic")
            .tooltip_text(words)
            .valign(gtk::Align::Center)
            .css_classes(["flat"])
            .build();
        speak(&button, &spoken);
        let (cares, leftover) = (self.cares.clone(), remains.leftover.clone());
        button.connect_clicked(move |_| cares.emit(CareMsg::Discard(leftover.clone())));
        row.add_suffix(&button);
        row
    }

    /// Parts that no app needs.
    fn unused(&self, unused: &Unused, several: bool) -> adw::PreferencesGroup {
        let title = if several {
            let place = text::care::installation(&unused.installation);
            tr!("leftovers-unused-in", place = place)
        } else {
            tr!("leftovers-unused")
        };
        let list = group(&title);
        list.set_description(Some(&tr!("leftovers-unused-hint")));
        for (name, detail) in &unused.parts {
            let row = adw::ActionRow::builder().use_markup(false).build();
            row.set_title(name);
            row.set_subtitle(detail);
            list.add(&row);
        }
        let words = tr!("leftovers-remove");
        let spoken = tr!("leftovers-of", what = words.clone(), app = title);
        let task = Task::RemoveUnused(unused.installation.clone());
        let msg = CareMsg::Do(vec![task]);
        list.add(&below(&words, &spoken, (&self.cares, msg)));
        list
    }
}

/// A button below a list, which asks for something about all of it. Beside the heading it would have no room in a narrow
/// window.
fn below(words: &str, spoken: &str, (cares, msg): (&Cares, CareMsg)) -> gtk::Button {
    let button = gtk::Button::builder()
        .label(words)
        .halign(gtk::Align::Center)
        .margin_top(12)
        .css_classes(["pill"])
        .build();
    speak(&button, spoken);
    let cares = cares.clone();
    button.connect_clicked(move |_| cares.emit(msg.clone()));
    button
}
