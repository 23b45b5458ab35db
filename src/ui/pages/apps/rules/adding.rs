//! What a page can add that no list offers: folders, USB devices, services, variables.

use adw::prelude::*;
use gtk::gio;
use relm4::Sender;
use relm4::prelude::*;

use super::RulesMsg;
use super::question::Question;
use super::typed;
use crate::domain::permission::Bus;
use crate::tr;
use crate::ui::widgets::group;

/// The rows that add.
#[derive(Debug)]
pub(crate) struct Adding {
    /// What goes into the page.
    pub(crate) root: adw::PreferencesGroup,
}

impl Adding {
    pub(crate) fn new(input: &Sender<RulesMsg>, page: &adw::NavigationPage) -> Self {
        let root = group(&tr!("rules-more"));
        let row = |title: String, run: fn(&adw::NavigationPage, Sender<RulesMsg>)| {
            let row = adw::ButtonRow::builder()
                .title(title)
                .start_icon_name("list-add-symbolic")
                .use_underline(false)
                .build();
            let (page, input) = (page.downgrade(), input.clone());
            row.connect_activated(move |_| {
                if let Some(page) = page.upgrade() {
                    run(&page, input.clone());
                }
            });
            root.add(&row);
        };
        row(tr!("rules-add-folder"), choose_folder);
        row(tr!("rules-add-path"), ask_path);
        row(tr!("rules-add-private"), ask_private);
        row(tr!("rules-add-usb"), ask_usb);
        row(tr!("rules-add-service"), ask_service);
        row(tr!("rules-add-variable"), ask_variable);
        Self { root }
    }
}

fn choose_folder(page: &adw::NavigationPage, input: Sender<RulesMsg>) {
    let dialog = gtk::FileDialog::builder()
        .title(tr!("rules-add-folder-title"))
        .accept_label(tr!("rules-add"))
        .modal(true)
        .build();
    let window = page.root().and_downcast::<gtk::Window>();
    dialog.select_folder(window.as_ref(), gio::Cancellable::NONE, move |answer| {
        // An error is that nothing was chosen.
        let Some(path) = answer.ok().and_then(|folder| folder.path()) else {
            return;
        };
        input.emit(RulesMsg::AddFolder(path));
    });
}

fn ask_path(page: &adw::NavigationPage, input: Sender<RulesMsg>) {
    let (title, hint) = (tr!("rules-add-path-title"), tr!("rules-add-path-hint"));
    let question = Question::new(&title, &hint, &tr!("rules-path-wrong"));
    let path = question.entry(&tr!("rules-path"));
    question.ask(page, &path, input, |text| typed::typed("filesystems", text));
}

fn ask_private(page: &adw::NavigationPage, input: Sender<RulesMsg>) {
    let (title, hint) = (
        tr!("rules-add-private-title"),
        tr!("rules-add-private-hint"),
    );
    let question = Question::new(&title, &hint, &tr!("rules-private-wrong"));
    let path = question.entry(&tr!("rules-private"));
    question.ask(page, &path, input, |text| typed::typed("persistent", text));
}

fn ask_usb(page: &adw::NavigationPage, input: Sender<RulesMsg>) {
    let (title, hint) = (tr!("rules-add-usb-title"), tr!("rules-add-usb-hint"));
    let question = Question::new(&title, &hint, &tr!("rules-usb-wrong"));
    let rule = question.entry(&tr!("rules-usb"));
    question.ask(page, &rule, input, |text| typed::typed("usb", text));
}

fn ask_service(page: &adw::NavigationPage, input: Sender<RulesMsg>) {
    let (title, hint) = (
        tr!("rules-add-service-title"),
        tr!("rules-add-service-hint"),
    );
    let question = Question::new(&title, &hint, &tr!("rules-service-wrong"));
    let name = question.entry(&tr!("rules-service-name"));
    let buses = Bus::ALL.map(|bus| match bus {
        Bus::Session => tr!("rules-bus-session"),
        Bus::System => tr!("rules-bus-system"),
        Bus::Accessibility => tr!("rules-bus-accessibility"),
    });
    let row = adw::ComboRow::builder()
        .title(tr!("rules-bus"))
        .model(&gtk::StringList::new(&buses.each_ref().map(String::as_str)))
        .build();
    question.rows.add(&row);
    question.ask(page, &name, input, move |text| {
        let place = usize::try_from(row.selected()).ok()?;
        typed::service(*Bus::ALL.get(place)?, text)
    });
}

fn ask_variable(page: &adw::NavigationPage, input: Sender<RulesMsg>) {
    let (title, hint) = (
        tr!("rules-add-variable-title"),
        tr!("rules-add-variable-hint"),
    );
    let question = Question::new(&title, &hint, &tr!("rules-variable-wrong"));
    let name = question.entry(&tr!("rules-variable-name"));
    let value = question.entry(&tr!("rules-variable-value"));
    question.ask(page, &name, input, move |text| {
        typed::variable(text, &value.text())
    });
}
