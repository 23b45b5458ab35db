//! A page of its own about looking after apps: a header bar above what is waited for, what there is to say when there is
//! nothing to show, or what there is.

use adw::prelude::*;
use gtk::glib;
use relm4::prelude::*;

use crate::ui::widgets::page_body;

/// What stands below the header bar.
#[derive(Debug)]
pub(crate) struct Sheet {
    root: gtk::Stack,
    status: adw::StatusPage,
    spinner: adw::SpinnerPaintable,
    /// What there is: one under the other.
    pub(crate) content: gtk::Box,
}

const STATUS: &str = "status";
const CONTENT: &str = "content";

impl Sheet {
    /// In that page, with that title.
    pub(crate) fn new(page: &adw::NavigationPage, title: &str) -> Self {
        let content = gtk::Box::default();
        let body = page_body(&content);
        let status = adw::StatusPage::new();
        let root = gtk::Stack::new();
        root.add_named(&status, Some(STATUS));
        root.add_named(&body, Some(CONTENT));
        let view = adw::ToolbarView::new();
        view.add_top_bar(&adw::HeaderBar::new());
        view.set_content(Some(&root));
        page.set_title(title);
        page.set_child(Some(&view));
        Self {
            spinner: adw::SpinnerPaintable::new(Some(&status)),
            root,
            status,
            content,
        }
    }

    /// Says what is waited for.
    pub(crate) fn wait(&self, title: &str) {
        self.status.set_paintable(Some(&self.spinner));
        self.tell(title, "", None);
    }

    /// Says why there is nothing to show, and what can be done about it.
    pub(crate) fn say(&self, icon: &str, (title, body): (&str, &str), way: Option<&gtk::Button>) {
        // Else it stays as small as it is with a spinner.
        self.status.set_paintable(None::<&gtk::gdk::Paintable>);
        self.status.set_icon_name(Some(icon));
        self.tell(title, body, way);
    }

    fn tell(&self, title: &str, body: &str, way: Option<&gtk::Button>) {
        self.status.set_title(title);
        let body = glib::markup_escape_text(body);
        self.status.set_description(Some(&body));
        if self.status.child().as_ref() != way.map(Cast::upcast_ref) {
            self.status.set_child(way);
        }
        self.turn_to(STATUS);
    }

    /// Shows what there is.
    pub(crate) fn show(&self) {
        self.turn_to(CONTENT);
    }

    /// What had the keyboard may be gone with what was there: without a new place, no key would get anywhere.
    fn turn_to(&self, name: &str) {
        if self.root.visible_child_name().as_deref() == Some(name) {
            return;
        }
        self.root.set_visible_child_name(name);
        if let Some(child) = self.root.visible_child().filter(gtk::Widget::is_mapped) {
            child.child_focus(gtk::DirectionType::TabForward);
        }
    }
}
