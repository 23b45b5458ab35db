//! Versions: every complete copy of the system on this computer, in boot order.

mod row;
mod state;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use adw::prelude::*;
use relm4::factory::FactoryVecDeque;
use relm4::prelude::*;

use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::widgets::{group, page_body, remark};
use row::{RowOut, VersionRow};
use state::{Edit, Item, State, edits};

/// The page.
#[derive(Debug)]
pub(crate) struct VersionsPage {
    state: State,
    rows: FactoryVecDeque<VersionRow>,
    footer: gtk::Label,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum VersionsMsg {
    /// A fresh reading.
    Show(Arc<Reading>),
    /// The row at that place was activated.
    Open(usize),
}

#[relm4::component(pub(crate))]
impl SimpleComponent for VersionsPage {
    type Init = ();
    type Input = VersionsMsg;
    type Output = Ask;

    view! {
        gtk::Box {
            append: &page_body(&content),
        },
    }

    fn init((): (), root: Self::Root, sender: ComponentSender<Self>) -> ComponentParts<Self> {
        let list = gtk::ListBox::builder()
            .selection_mode(gtk::SelectionMode::None)
            .css_classes(["boxed-list"])
            .build();
        let input = sender.input_sender().clone();
        list.connect_row_activated(move |_, row| {
            if let Ok(at) = usize::try_from(row.index()) {
                input.emit(VersionsMsg::Open(at));
            }
        });
        let rows = FactoryVecDeque::builder()
            .launch(list)
            .forward(sender.output_sender(), |out| match out {
                RowOut::Open(id) => Ask::Open(id),
                RowOut::GoBack(id) => Ask::GoBack(id),
            });
        let model = Self {
            state: State::default(),
            rows,
            footer: remark(),
        };
        let group = group(&tr!("versions-title"));
        group.set_description(Some(&tr!("versions-description")));
        group.add(model.rows.widget());
        let content = gtk::Box::default();
        content.append(&group);
        content.append(&model.footer);
        let widgets = view_output!();
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: VersionsMsg, sender: ComponentSender<Self>) {
        match msg {
            VersionsMsg::Show(reading) => {
                let wanted = self.state.show(reading);
                self.change_to(&wanted);
                let footer = self.state.footer();
                self.footer.set_visible(footer.is_some());
                self.footer.set_label(&footer.unwrap_or_default());
            }
            VersionsMsg::Open(at) => {
                if let Some(row) = self.rows.get(at) {
                    sender.output_sender().emit(Ask::Open(row.item.id.clone()));
                }
            }
        }
    }
}

impl VersionsPage {
    fn change_to(&mut self, wanted: &[Item]) {
        let shown: Vec<Item> = self.rows.iter().map(|row| row.item.clone()).collect();
        let mut rows = self.rows.guard();
        for edit in edits(&shown, wanted) {
            match edit {
                Edit::Insert(at) => {
                    if let Some(item) = wanted.get(at) {
                        rows.insert(at, item.clone());
                    }
                }
                Edit::Move(from, to) => rows.move_to(from, to),
                Edit::Remove(at) => {
                    rows.remove(at);
                }
                Edit::Refresh(at) => {
                    if let (Some(row), Some(item)) = (rows.get_mut(at), wanted.get(at)) {
                        row.item = item.clone();
                    }
                }
            }
        }
    }
}
