//! What a page can add that no list offers: a folder, a service, a variable.

use adw::prelude::*;
use gtk::{gio, glib};
use relm4::Sender;
use relm4::prelude::*;

use super::RulesMsg;
use crate::domain::permission::{Bus, BusAccess, FileAccess, Setting, Target};
use crate::flatpak::context;
use crate::flatpak::overrides::Change;
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
        row(tr!("rules-add-folder"), ask_folder);
        row(tr!("rules-add-service"), ask_service);
        row(tr!("rules-add-variable"), ask_variable);
        Self { root }
    }
}

fn add(input: &Sender<RulesMsg>, target: Target, setting: Setting) {
    input.emit(RulesMsg::Add(Change {
        target,
        setting: Some(setting),
    }));
}

fn ask_folder(page: &adw::NavigationPage, input: Sender<RulesMsg>) {
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
        if let Some(target) = folder(&path, &glib::home_dir()) {
            add(&input, target, Setting::Files(FileAccess::ReadWrite));
        }
    });
}

/// The folder as flatpak writes it. `None`: its name is no text.
fn folder(path: &std::path::Path, home: &std::path::Path) -> Option<Target> {
    match path.strip_prefix(home) {
        Ok(below) => Some(Target::files(&format!("~/{}", below.to_str()?))),
        Err(_) => Some(Target::files(path.to_str()?)),
    }
}

/// A question with rows that is answered with Add once what they hold is right.
struct Question {
    dialog: adw::AlertDialog,
    rows: adw::PreferencesGroup,
}

impl Question {
    fn new(title: &str, body: &str) -> Self {
        let dialog = adw::AlertDialog::new(Some(title), Some(body));
        dialog.add_response("cancel", &tr!("action-cancel"));
        dialog.add_response("add", &tr!("rules-add"));
        dialog.set_response_appearance("add", adw::ResponseAppearance::Suggested);
        dialog.set_response_enabled("add", false);
        dialog.set_default_response(Some("add"));
        dialog.set_close_response("cancel");
        let rows = adw::PreferencesGroup::new();
        dialog.set_extra_child(Some(&rows));
        Self { dialog, rows }
    }

    fn entry(&self, title: &str) -> adw::EntryRow {
        let row = adw::EntryRow::builder()
            .title(title)
            .activates_default(true)
            .build();
        self.rows.add(&row);
        row
    }

    fn ask(
        self,
        page: &adw::NavigationPage,
        name: &adw::EntryRow,
        is_right: fn(&str) -> bool,
        run: impl Fn() + 'static,
    ) {
        let dialog = self.dialog.downgrade();
        name.connect_changed(move |name| {
            if let Some(dialog) = dialog.upgrade() {
                dialog.set_response_enabled("add", is_right(name.text().trim()));
            }
        });
        self.dialog.connect_response(Some("add"), move |_, _| run());
        self.dialog.present(Some(page));
        name.grab_focus();
    }
}

fn ask_service(page: &adw::NavigationPage, input: Sender<RulesMsg>) {
    let question = Question::new(
        &tr!("rules-add-service-title"),
        &tr!("rules-add-service-hint"),
    );
    let name = question.entry(&tr!("rules-service-name"));
    let buses = [tr!("rules-bus-session"), tr!("rules-bus-system")];
    let bus = adw::ComboRow::builder()
        .title(tr!("rules-bus"))
        .model(&gtk::StringList::new(&buses.each_ref().map(String::as_str)))
        .build();
    question.rows.add(&bus);
    let row = name.clone();
    question.ask(page, &row, context::is_bus_name, move || {
        let bus = if bus.selected() == 0 {
            Bus::Session
        } else {
            Bus::System
        };
        let target = Target::Name(bus, name.text().trim().to_owned());
        add(&input, target, Setting::Bus(BusAccess::Talk));
    });
}

fn ask_variable(page: &adw::NavigationPage, input: Sender<RulesMsg>) {
    let title = tr!("rules-add-variable-title");
    let question = Question::new(&title, &tr!("rules-add-variable-hint"));
    let name = question.entry(&tr!("rules-variable-name"));
    let value = question.entry(&tr!("rules-variable-value"));
    let row = name.clone();
    question.ask(page, &row, is_variable, move || {
        let target = Target::Variable(name.text().trim().to_owned());
        let text = value.text().to_string();
        let setting = if text.is_empty() {
            Setting::Denied
        } else {
            Setting::Value(text)
        };
        add(&input, target, setting);
    });
}

fn is_variable(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty()
        && name.chars().all(is_letter)
        && !name.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn folders_of_the_person_are_written_from_home_on() {
        let target = |path: &str| folder(Path::new(path), Path::new("/people/ann")).unwrap();
        assert_eq!(target("/people/ann/Music"), Target::files("~/Music"));
        assert_eq!(target("/people/ann"), Target::files("home"));
        assert_eq!(target("/people/anna"), Target::files("/people/anna"));
        assert_eq!(target("/srv/data"), Target::files("/srv/data"));
    }

    #[test]
    fn variables_have_names_that_a_shell_knows() {
        assert!(is_variable("GTK_THEME"));
        for name in ["", "A=B", "1A", "A B", "Ä"] {
            assert!(!is_variable(name), "{name}");
        }
    }
}
