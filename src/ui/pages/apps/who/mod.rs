//! Who can…: questions about all apps, each answered with the apps and the reasons.

mod answer;
mod asked;
mod held;
mod row;
mod state;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use super::reading::{AppsReading, Key};
use crate::domain::permission::{Group, Question};
use crate::text::permission as words;
use crate::tr;
use crate::ui::widgets::{group, on_activate, page_body, way_row};
use answer::{AnswerMsg, AnswerPage};
use asked::Asked;
use held::HeldView;
pub(crate) use state::{Denial, keys};

/// The page.
#[derive(Debug)]
pub(crate) struct WhoPage {
    reading: Arc<AppsReading>,
    rows: Vec<(Question, adw::ActionRow)>,
    held: HeldView,
    navigation: adw::NavigationView,
    answer: Option<Controller<AnswerPage>>,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum WhoMsg {
    /// A fresh reading.
    Show(Arc<AppsReading>),
    /// The person asks this.
    Ask(Asked),
    /// The person wants to see what apps have of this group.
    Unfold(Group),
    /// The answer was left.
    Left,
}

/// What it wants.
#[derive(Debug)]
pub(crate) enum WhoOut {
    /// Say these things of these apps.
    Deny(Denial),
    /// Show what that app may do.
    Open(Key),
}

#[relm4::component(pub(crate))]
impl SimpleComponent for WhoPage {
    type Init = (Arc<AppsReading>, adw::NavigationView);
    type Input = WhoMsg;
    type Output = WhoOut;

    view! {
        adw::NavigationPage {
            set_tag: Some("who"),
            set_title: &tr!("who-title"),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {},
                set_content: Some(&page_body(&content)),
            },
        }
    }

    fn init(
        (reading, navigation): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let questions = group("");
        questions.set_description(Some(&gtk::glib::markup_escape_text(&tr!("who-hint"))));
        let rows = Question::ALL.map(|question| (question, row(question, sender.input_sender())));
        for (_, row) in &rows {
            questions.add(row);
        }
        let content = gtk::Box::new(gtk::Orientation::Vertical, 0);
        content.append(&questions);
        let held = HeldView::new(sender.input_sender());
        content.append(&held.root);
        let mut model = Self {
            reading: Arc::clone(&reading),
            rows: rows.into(),
            held,
            navigation,
            answer: None,
        };
        model.show(reading);
        let widgets = view_output!();
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: WhoMsg, sender: ComponentSender<Self>) {
        match msg {
            WhoMsg::Show(reading) => self.show(reading),
            WhoMsg::Ask(asked) => self.ask(asked, &sender),
            WhoMsg::Unfold(group) => self.held.unfold(group, &self.reading),
            WhoMsg::Left => self.answer = None,
        }
    }
}

impl WhoPage {
    fn show(&mut self, reading: Arc<AppsReading>) {
        for (question, row) in &self.rows {
            let count = state::count(&reading, &Asked::Question(*question));
            row.set_subtitle(&tr!("who-count", count = count));
        }
        self.held.show(&reading);
        if let Some(answer) = &self.answer {
            answer.emit(AnswerMsg::Show(Arc::clone(&reading)));
        }
        self.reading = reading;
    }

    fn ask(&mut self, asked: Asked, sender: &ComponentSender<Self>) {
        if self.answer.is_some() {
            return;
        }
        let page = AnswerPage::builder()
            .launch((asked, Arc::clone(&self.reading)))
            .forward(sender.output_sender(), |out| out);
        self.navigation.push(page.widget());
        self.answer = Some(page);
    }
}

fn row(question: Question, input: &relm4::Sender<WhoMsg>) -> adw::ActionRow {
    let row = way_row(&words::question(question));
    let icon = gtk::Image::builder()
        .icon_name(state::icon(question))
        .accessible_role(gtk::AccessibleRole::Presentation)
        .build();
    row.add_prefix(&icon);
    let input = input.clone();
    on_activate(&row, move || {
        input.emit(WhoMsg::Ask(Asked::Question(question)));
    });
    row
}
