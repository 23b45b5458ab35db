//! Updates of apps: which there are, what each newly asks for, and installing them. Sources are only asked on request.

mod row;
mod state;

use adw::prelude::*;
use relm4::prelude::*;

use super::bars::Bars;
use super::part::care_button;
use super::sheet::Sheet;
use super::works::WorkView;
use super::{CareMsg, Cares, Views};
use crate::tr;
use crate::ui::widgets::{centred, group, set_class};
use row::UpdateRow;
pub(crate) use state::{Asks, Known, Row, Shown, name_of};

/// The page.
#[derive(Debug)]
pub(crate) struct UpdatesPage {
    shown: Shown,
    works: Views,
    sheet: Sheet,
    title: gtk::Label,
    bars: Bars,
    buttons: adw::WrapBox,
    all: gtk::Button,
    /// In the list, and where there is none.
    again: gtk::Button,
    check: gtk::Button,
    lists: gtk::Box,
    rows: Vec<UpdateRow>,
    cares: Cares,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum UpdatesMsg {
    /// What is known now.
    Show(Shown),
    /// What is done now.
    Works(Views),
}

#[relm4::component(pub(crate))]
impl SimpleComponent for UpdatesPage {
    type Init = (Shown, Views, Cares);
    type Input = UpdatesMsg;
    type Output = ();

    view! {
        adw::NavigationPage {
            set_tag: Some("updates"),
        }
    }

    fn init(
        (shown, works, cares): Self::Init,
        root: Self::Root,
        _sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let mut model = Self {
            shown: Shown::default(),
            works,
            sheet: Sheet::new(&root, &tr!("updates-title")),
            title: centred(&["title-2"]),
            bars: Bars::new(&cares),
            buttons: adw::WrapBox::builder()
                .child_spacing(12)
                .line_spacing(12)
                .align(0.5)
                .build(),
            all: care_button(&tr!("updates-all"), &cares, CareMsg::UpdateAll),
            again: care_button(&tr!("action-check"), &cares, CareMsg::Check),
            check: care_button(&tr!("action-check"), &cares, CareMsg::Check),
            lists: gtk::Box::new(gtk::Orientation::Vertical, 24),
            rows: Vec::new(),
            cares,
        };
        model.build();
        model.show(shown);
        let widgets = view_output!();
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: UpdatesMsg, _sender: ComponentSender<Self>) {
        match msg {
            UpdatesMsg::Show(shown) => self.show(shown),
            UpdatesMsg::Works(works) => {
                self.works = works;
                self.show_works();
            }
        }
    }
}

impl UpdatesPage {
    fn build(&self) {
        let content = &self.sheet.content;
        let head = gtk::Box::new(gtk::Orientation::Vertical, 12);
        head.append(&self.title);
        self.all.add_css_class("suggested-action");
        self.check.add_css_class("suggested-action");
        self.check.set_halign(gtk::Align::Center);
        self.buttons.append(&self.all);
        self.buttons.append(&self.again);
        head.append(&self.buttons);
        content.append(&head);
        content.append(&self.bars.root);
        content.append(&self.lists);
    }

    fn show(&mut self, shown: Shown) {
        self.title.set_label(&shown.title);
        self.again.set_visible(!shown.checking);
        set_class(&self.again, "suggested-action", !shown.offers_all);
        let lists = |shown: &Shown| {
            let lists = [&shown.apps, &shown.parts, &shown.held];
            (lists.map(Clone::clone), shown.failed.clone())
        };
        if lists(&shown) != lists(&self.shown) {
            self.fill(&shown);
        }
        self.shown = shown;
        self.show_works();
    }

    fn show_works(&mut self) {
        let works: Vec<&WorkView> = self.works.iter().filter(|work| work.updates).collect();
        self.bars.show(&works);
        for row in &self.rows {
            row.show(works.iter().all(|work| !work.about.contains(&row.key)));
        }
        let waits = |row: &Row| works.iter().all(|work| !work.about.contains(&row.key));
        let rows = [&self.shown.apps, &self.shown.parts];
        let rest = rows.into_iter().flatten().any(waits);
        self.all.set_visible(self.shown.offers_all && rest);
        let shown = &self.shown;
        if !works.is_empty() || !(shown.checking || self.rows.is_empty() && shown.failed.is_empty())
        {
            self.sheet.show();
        } else if shown.checking {
            self.sheet.wait(&shown.title);
        } else {
            let told = (&*shown.title, &*shown.body);
            self.sheet.say(shown.icon, told, Some(&self.check));
        }
    }

    /// Makes the lists anew.
    fn fill(&mut self, shown: &Shown) {
        while let Some(child) = self.lists.first_child() {
            self.lists.remove(&child);
        }
        self.rows.clear();
        let sections = [
            (tr!("updates-apps"), &shown.apps),
            (tr!("updates-parts"), &shown.parts),
            (tr!("updates-held"), &shown.held),
        ];
        for (title, rows) in sections {
            if rows.is_empty() {
                continue;
            }
            let list = group(&title);
            for row in rows {
                let row = UpdateRow::new(row, &self.cares);
                list.add(&row.root);
                self.rows.push(row);
            }
            self.lists.append(&list);
        }
        if !shown.failed.is_empty() {
            let list = group(&tr!("updates-failed"));
            for words in &shown.failed {
                let row = adw::ActionRow::builder()
                    .title(words)
                    .use_markup(false)
                    .build();
                let icon = gtk::Image::builder()
                    .icon_name("isotope-attention-symbolic")
                    .accessible_role(gtk::AccessibleRole::Presentation)
                    .css_classes(["warning"])
                    .build();
                row.add_prefix(&icon);
                list.add(&row);
            }
            self.lists.append(&list);
        }
        self.lists.set_visible(self.lists.first_child().is_some());
    }
}
