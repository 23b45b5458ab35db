//! The button that narrows and sorts the list of apps.

use adw::prelude::*;
use relm4::Sender;
use relm4::prelude::*;

use super::AppsMsg;
use super::line::{Choice, Mark, Order};
use crate::domain::permission::Question;
use crate::text::permission::question_short;
use crate::tr;
use crate::ui::widgets::set_class;

/// The button and what it opens.
#[derive(Debug)]
pub(crate) struct Choosing {
    /// What goes into the page.
    pub(crate) root: gtk::MenuButton,
    marks: Vec<(Mark, gtk::CheckButton)>,
    pub(super) able: gtk::DropDown,
}

impl Choosing {
    /// Everything is shown, sorted by name.
    pub(crate) fn new(input: &Sender<AppsMsg>) -> Self {
        let content = gtk::Box::builder()
            .orientation(gtk::Orientation::Vertical)
            .spacing(6)
            .margin_top(6)
            .margin_bottom(6)
            .margin_start(6)
            .margin_end(6)
            .build();
        content.append(&heading(&tr!("apps-only")));
        let marks: Vec<_> = Choice::MARKS
            .into_iter()
            .map(|mark| (mark, check(mark, input)))
            .collect();
        for (_, check) in &marks {
            content.append(check);
        }
        content.append(&heading(&tr!("apps-able")));
        let able = able(input);
        content.append(&able);
        content.append(&heading(&tr!("apps-order")));
        let mut first: Option<gtk::CheckButton> = None;
        for order in Order::ALL {
            let check = radio(order, first.as_ref(), input);
            content.append(&check);
            first.get_or_insert(check);
        }
        let root = gtk::MenuButton::builder()
            .icon_name("isotope-filter-symbolic")
            .tooltip_text(tr!("apps-choose"))
            .popover(&gtk::Popover::builder().child(&content).build())
            .build();
        Self { root, marks, able }
    }

    /// Shows all apps again. Each thing that was wanted says so.
    pub(crate) fn clear(&self) {
        for (_, check) in &self.marks {
            check.set_active(false);
        }
        self.able.set_selected(0);
    }

    /// Shows whether apps are left out.
    pub(crate) fn show(&self, choice: &Choice) {
        set_class(&self.root, "accent", choice.narrows());
    }
}

fn heading(words: &str) -> gtk::Label {
    gtk::Label::builder()
        .label(words)
        .xalign(0.0)
        .margin_top(6)
        .css_classes(["heading"])
        .build()
}

fn check(mark: Mark, input: &Sender<AppsMsg>) -> gtk::CheckButton {
    let check = gtk::CheckButton::with_label(&mark.wanted());
    let input = input.clone();
    check.connect_toggled(move |check| input.emit(AppsMsg::Only(mark, check.is_active())));
    check
}

/// First all apps, then each question.
fn able(input: &Sender<AppsMsg>) -> gtk::DropDown {
    let questions = Question::ALL.into_iter().map(question_short);
    let words: Vec<String> = std::iter::once(tr!("apps-able-any"))
        .chain(questions)
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let able = gtk::DropDown::from_strings(&words);
    able.update_property(&[gtk::accessible::Property::Label(&tr!("apps-able"))]);
    let input = input.clone();
    able.connect_selected_notify(move |able| {
        let place = usize::try_from(able.selected()).unwrap_or_default();
        let question = place.checked_sub(1).and_then(|n| Question::ALL.get(n));
        input.emit(AppsMsg::Able(question.copied()));
    });
    able
}

fn radio(
    order: Order,
    first: Option<&gtk::CheckButton>,
    input: &Sender<AppsMsg>,
) -> gtk::CheckButton {
    let check = gtk::CheckButton::with_label(&order.label());
    check.set_group(first);
    check.set_active(order == Order::default());
    let input = input.clone();
    check.connect_toggled(move |check| {
        if check.is_active() {
            input.emit(AppsMsg::Sort(order));
        }
    });
    check
}
