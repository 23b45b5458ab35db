//! What's New: what an update changes, security first; all packages on demand.

mod state;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;

use crate::tr;
use crate::ui::ask::Ask;
use crate::ui::reading::Reading;
use crate::ui::widgets::{Asks, centred, group, on_activate, page_body, way_row};
use state::{News, Row, Section};

/// The page. It shows one update and never changes.
#[derive(Debug)]
pub(crate) struct NewsPage;

#[relm4::component(pub(crate))]
impl SimpleComponent for NewsPage {
    type Init = Arc<Reading>;
    type Input = ();
    type Output = Ask;

    view! {
        adw::NavigationPage {
            set_tag: Some("news"),
            set_title: &tr!("home-news"),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {},
                set_content: Some(&page_body(&content)),
            },
        },
    }

    fn init(
        reading: Arc<Reading>,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let model = Self;
        let content = gtk::Box::default();
        let widgets = view_output!();
        match News::of(&reading) {
            Some(news) => fill(&content, &news, sender.output_sender()),
            None => content.append(&centred_text(&tr!("news-none"), "dim-label")),
        }
        ComponentParts { model, widgets }
    }
}

fn centred_text(text: &str, class: &str) -> gtk::Label {
    let label = centred(&[class]);
    label.set_label(text);
    label
}

fn fill(content: &gtk::Box, news: &News, asks: &Asks) {
    let head = gtk::Box::new(gtk::Orientation::Vertical, 6);
    head.append(&centred_text(&news.title, "title-2"));
    head.append(&centred_text(&news.summary, "dim-label"));
    if let Some(words) = &news.makes_room {
        head.append(&centred_text(words, "dim-label"));
    }
    content.append(&head);
    for section in &news.sections {
        content.append(&section_group(section));
    }
    if let Some(source) = &news.all {
        let row = way_row(&tr!("news-all"));
        let (asks, source) = (asks.clone(), source.clone());
        on_activate(&row, move || asks.emit(Ask::Packages(source.clone())));
        let all = adw::PreferencesGroup::new();
        all.add(&row);
        content.append(&all);
    }
}

fn section_group(section: &Section) -> adw::PreferencesGroup {
    let group = group(&section.title);
    for row in &section.rows {
        group.add(&news_row(row));
    }
    group
}

fn news_row(row: &Row) -> adw::ActionRow {
    let widget = adw::ActionRow::builder().use_markup(false).build();
    widget.set_title(&row.title);
    widget.set_subtitle(&row.subtitle);
    if let Some(badge) = &row.badge {
        let label = gtk::Label::builder()
            .label(badge)
            .valign(gtk::Align::Center)
            .css_classes(["badge", "bad"])
            .build();
        widget.add_suffix(&label);
    }
    widget
}
