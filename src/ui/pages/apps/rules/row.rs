//! One permission, and the way to change it.

use std::cell::Cell;
use std::rc::Rc;

use adw::prelude::*;
use relm4::Sender;
use relm4::prelude::*;

use super::RulesMsg;
use super::below::Below;
use super::rule::{Control, Rule, Wish};
use crate::domain::permission::Target;
use crate::ui::widgets::describe;

/// The row. Which kind of row it is never changes.
#[derive(Debug)]
pub(crate) struct RuleRow {
    /// What it is about.
    pub(crate) target: Target,
    kind: Kind,
    below: Below,
    reset: gtk::Button,
    /// While it is told what to show, nobody has clicked.
    told: Rc<Cell<bool>>,
}

#[derive(Debug)]
enum Kind {
    Switch(adw::SwitchRow),
    Choice(adw::ComboRow),
    Text(adw::EntryRow),
    Fixed(adw::ActionRow),
}

impl RuleRow {
    /// A row for that rule.
    pub(crate) fn new(rule: &Rule, input: &Sender<RulesMsg>) -> Self {
        let told = Rc::new(Cell::new(false));
        let wish = {
            let (told, input, target) = (Rc::clone(&told), input.clone(), rule.target.clone());
            move |wish: Wish| {
                if !told.get() {
                    input.emit(RulesMsg::Wish(target.clone(), wish));
                }
            }
        };
        let again = wish.clone();
        let reset = gtk::Button::builder()
            .icon_name("edit-undo-symbolic")
            .valign(gtk::Align::Center)
            .css_classes(["flat"])
            .build();
        reset.connect_clicked(move |_| again(Wish::Reset));
        let row = Self {
            target: rule.target.clone(),
            kind: Kind::new(&rule.control, wish),
            below: Below::new(),
            reset,
            told,
        };
        row.kind.add_suffix(&row.reset);
        row.show(rule);
        row
    }

    /// What stands under each other.
    pub(crate) fn widgets(&self) -> [&gtk::Widget; 2] {
        [self.widget(), self.below.widget()]
    }

    fn widget(&self) -> &gtk::Widget {
        match &self.kind {
            Kind::Switch(row) => row.upcast_ref(),
            Kind::Choice(row) => row.upcast_ref(),
            Kind::Text(row) => row.upcast_ref(),
            Kind::Fixed(row) => row.upcast_ref(),
        }
    }

    /// Whether it can show that rule.
    pub(crate) fn fits(&self, rule: &Rule) -> bool {
        self.target == rule.target
            && matches!(
                (&self.kind, &rule.control),
                (Kind::Switch(_), Control::Switch(_))
                    | (Kind::Choice(_), Control::Choice(..))
                    | (Kind::Text(_), Control::Text(_))
                    | (Kind::Fixed(_), Control::Fixed)
            )
    }

    /// Shows the rule as it is now.
    pub(crate) fn show(&self, rule: &Rule) {
        self.told.set(true);
        self.reset.set_visible(rule.is_said);
        self.reset.set_tooltip_text(Some(&rule.reset()));
        self.show_below(rule);
        match (&self.kind, &rule.control) {
            (Kind::Switch(row), Control::Switch(on)) => {
                title(row, rule);
                row.set_subtitle(&rule.sentence);
                row.set_active(*on);
            }
            (Kind::Choice(row), Control::Choice(options, at)) => {
                title(row, rule);
                choose(row, options.iter().map(|(words, _)| words.as_str()), *at);
            }
            (Kind::Text(row), Control::Text(text)) => {
                row.set_title(&rule.label);
                if let Some(text) = row.delegate() {
                    describe(&text, &rule.spoken());
                }
                if row.text() != text.as_str() {
                    row.set_text(text);
                }
            }
            (Kind::Fixed(row), _) => {
                title(row, rule);
                row.set_subtitle(&rule.sentence);
            }
            (Kind::Switch(_) | Kind::Choice(_) | Kind::Text(_), _) => {}
        }
        self.told.set(false);
    }

    fn show_below(&self, rule: &Rule) {
        // Beside a choice, and what is typed, there is no room for a sentence.
        let is_narrow = matches!(self.kind, Kind::Choice(_) | Kind::Text(_));
        let sentence = is_narrow.then(|| rule.sentence.clone());
        let lines: Vec<String> = sentence
            .into_iter()
            .chain(rule.details.iter().cloned())
            .collect();
        self.below.show(self.widget(), &lines, rule.risk);
    }
}

impl Kind {
    fn new(control: &Control, wish: impl Fn(Wish) + Clone + 'static) -> Self {
        match control {
            Control::Switch(_) => {
                let row = adw::SwitchRow::new();
                row.connect_active_notify(move |row| wish(Wish::Switch(row.is_active())));
                Self::Switch(row)
            }
            Control::Choice(..) => {
                let row = choice_row();
                row.connect_selected_notify(move |row| {
                    if let Ok(place) = usize::try_from(row.selected()) {
                        wish(Wish::Pick(place));
                    }
                });
                Self::Choice(row)
            }
            Control::Text(_) => {
                let row = adw::EntryRow::builder().show_apply_button(true).build();
                row.connect_apply(move |row| wish(Wish::Text(row.text().to_string())));
                Self::Text(row)
            }
            Control::Fixed => Self::Fixed(adw::ActionRow::new()),
        }
    }

    fn add_suffix(&self, suffix: &gtk::Button) {
        match self {
            Self::Switch(row) => row.add_suffix(suffix),
            Self::Choice(row) => row.add_suffix(suffix),
            Self::Text(row) => row.add_suffix(suffix),
            Self::Fixed(row) => row.add_suffix(suffix),
        }
    }
}

/// Words may come from an app's files.
fn title(row: &impl IsA<adw::ActionRow>, rule: &Rule) {
    let row: &adw::ActionRow = row.upcast_ref();
    row.set_use_markup(false);
    row.set_title(&rule.label);
    describe(row, &rule.spoken());
}

/// A row whose choice can be read where the window is narrow, too.
pub(crate) fn choice_row() -> adw::ComboRow {
    let row = adw::ComboRow::new();
    row.set_list_factory(row.factory().as_ref());
    let factory = gtk::SignalListItemFactory::new();
    factory.connect_setup(|_, item| {
        let label = gtk::Label::builder()
            .xalign(1.0)
            .ellipsize(gtk::pango::EllipsizeMode::End)
            .width_chars(15)
            .max_width_chars(24)
            .build();
        if let Some(item) = item.downcast_ref::<gtk::ListItem>() {
            item.set_child(Some(&label));
        }
    });
    factory.connect_bind(|_, item| {
        let item = item.downcast_ref::<gtk::ListItem>();
        let words = item.and_then(|item| item.item().and_downcast::<gtk::StringObject>());
        let label = item.and_then(|item| item.child().and_downcast::<gtk::Label>());
        if let (Some(words), Some(label)) = (words, label) {
            label.set_label(&words.string());
        }
    });
    row.set_factory(Some(&factory));
    row
}

/// Offers these and stands at one of them.
pub(crate) fn choose<'a>(row: &adw::ComboRow, options: impl Iterator<Item = &'a str>, at: usize) {
    let options: Vec<&str> = options.collect();
    let now = row.model().and_downcast::<gtk::StringList>();
    let same = now.is_some_and(|now| {
        let words = (0..now.n_items()).map_while(|place| now.string(place));
        words.eq(options.iter().copied())
    });
    if !same {
        row.set_model(Some(&gtk::StringList::new(&options)));
    }
    if let Ok(at) = u32::try_from(at) {
        row.set_selected(at);
    }
}
