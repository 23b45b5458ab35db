//! Everything that Isotope changed about what apps may do, to be undone at any time; and all of it into a file and back.

mod import;
mod row;
mod state;
#[cfg(test)]
mod tests;
mod transfer;

use std::io;
use std::sync::Arc;

use adw::prelude::*;
use gtk::{gio, glib};
use relm4::prelude::*;

use super::list::{Rows, bring_up, rows};
use super::reading::AppsReading;
use crate::flatpak::Apps;
use crate::flatpak::history::Event;
use crate::flatpak::transfer::{Plan, Rules};
use crate::text::{Explanation, permission};
use crate::tr;
use crate::ui::widgets::centred;
use state::Past;

/// The page.
pub(crate) struct HistoryPage {
    apps: Apps,
    reading: Arc<AppsReading>,
    list: Rows<Past>,
    shown: Vec<Past>,
    page: adw::NavigationPage,
}

impl std::fmt::Debug for HistoryPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HistoryPage")
    }
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum HistoryMsg {
    /// A fresh reading.
    Show(Arc<AppsReading>),
    /// Write all that was said into that file.
    Export(gio::File),
    /// Show what that file would change.
    Import(gio::File),
    /// This was written; or it did not work.
    Exported(Result<Rules, Explanation>),
    /// A file was read.
    Planned(Result<Plan, Explanation>),
}

/// What it wants.
#[derive(Debug)]
pub(crate) enum HistoryOut {
    /// Undo the change of this number.
    Undo(u64),
    /// Say these things, which stood in a file.
    Import(Plan),
    /// Say what was done.
    Tell(String),
    /// It did not work, or not whole.
    Fail(Explanation),
}

#[relm4::component(pub(crate))]
impl Component for HistoryPage {
    type Init = (Apps, Arc<AppsReading>);
    type Input = HistoryMsg;
    type Output = HistoryOut;
    type CommandOutput = io::Result<Vec<Event>>;

    view! {
        adw::NavigationPage {
            set_tag: Some("history"),
            set_title: &tr!("history-title"),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {
                    pack_end = &gtk::MenuButton {
                        set_icon_name: "view-more-symbolic",
                        set_tooltip_text: Some(&tr!("history-menu")),
                        set_menu_model: Some(&menu()),
                    },
                },
                #[wrap(Some)]
                set_content = &gtk::Stack {
                    add_named[Some("nothing")] = &adw::StatusPage {
                        set_icon_name: Some("isotope-apps-symbolic"),
                        set_title: &tr!("history-empty"),
                        set_description: Some(&tr!("history-empty.body")),
                    },
                    add_named[Some("list")] = &gtk::Box {
                        set_orientation: gtk::Orientation::Vertical,
                        append: &about(),
                        gtk::ScrolledWindow {
                            set_hscrollbar_policy: gtk::PolicyType::Never,
                            set_vexpand: true,
                            adw::ClampScrollable {
                                set_maximum_size: 640,
                                set_child: Some(&model.list.view),
                            },
                        },
                    },
                    #[watch]
                    set_visible_child_name: if model.shown.is_empty() { "nothing" } else { "list" },
                },
            },
        }
    }

    fn init(
        (apps, reading): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let model = Self {
            apps,
            reading,
            list: rows(&tr!("history-title")),
            shown: Vec::new(),
            page: root.clone(),
        };
        root.insert_action_group("history", Some(&actions(&root, &sender)));
        let widgets = view_output!();
        model.read(&sender);
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: HistoryMsg, sender: ComponentSender<Self>, _root: &Self::Root) {
        let (input, out) = (sender.input_sender().clone(), sender.output_sender());
        match msg {
            HistoryMsg::Show(reading) => {
                self.reading = reading;
                self.read(&sender);
            }
            HistoryMsg::Export(file) => {
                let done = transfer::export(self.apps.clone(), file);
                relm4::spawn_local(async move { input.emit(HistoryMsg::Exported(done.await)) });
            }
            HistoryMsg::Import(file) => {
                let read = transfer::read(self.apps.clone(), file);
                relm4::spawn_local(async move { input.emit(HistoryMsg::Planned(read.await)) });
            }
            HistoryMsg::Exported(Ok(rules)) => out.emit(self.exported(&rules)),
            HistoryMsg::Planned(Ok(plan)) => self.preview(plan, &sender),
            HistoryMsg::Exported(Err(words)) | HistoryMsg::Planned(Err(words)) => {
                out.emit(HistoryOut::Fail(words));
            }
        }
    }

    fn update_cmd(
        &mut self,
        read: io::Result<Vec<Event>>,
        _sender: ComponentSender<Self>,
        _root: &Self::Root,
    ) {
        match read {
            Ok(events) => {
                let wanted = Past::all(&events, &self.reading);
                bring_up(&mut self.list, &mut self.shown, wanted);
            }
            Err(err) => tracing::warn!(%err, "the history cannot be read"),
        }
    }
}

impl HistoryPage {
    fn read(&self, sender: &ComponentSender<Self>) {
        let history = self.apps.access().history().clone();
        sender.spawn_oneshot_command(move || history.events());
    }

    /// Says what was written, or what is not in the file.
    fn exported(&self, rules: &Rules) -> HistoryOut {
        let name = |id: &str| self.reading.name_of_id(id);
        match permission::exported_without(rules, name) {
            None => HistoryOut::Tell(tr!("history-exported")),
            Some(words) => HistoryOut::Fail(words),
        }
    }

    /// Shows what a file would change, and lets the person choose.
    fn preview(&self, plan: Plan, sender: &ComponentSender<Self>) {
        let shown = import::Shown {
            changes: Past::to_come(&plan, &self.reading),
            unsayable: Past::unsayable(&plan, &self.reading),
        };
        let out = sender.output_sender().clone();
        let run = move || out.emit(HistoryOut::Import(plan.clone()));
        import::preview(shown, run).present(Some(&self.page));
    }
}

/// What is listed here, and what is not.
fn about() -> adw::Clamp {
    let words = centred(&["dim-label"]);
    words.set_label(&tr!("history-about"));
    words.set_margin_top(12);
    words.set_margin_bottom(6);
    words.set_margin_start(12);
    words.set_margin_end(12);
    adw::Clamp::builder()
        .maximum_size(640)
        .child(&words)
        .build()
}

fn menu() -> gio::Menu {
    let menu = gio::Menu::new();
    menu.append(Some(&tr!("transfer-export")), Some("history.export"));
    menu.append(Some(&tr!("transfer-import")), Some("history.import"));
    menu
}

/// What rows and the menu call.
fn actions(
    page: &adw::NavigationPage,
    sender: &ComponentSender<HistoryPage>,
) -> gio::SimpleActionGroup {
    let group = gio::SimpleActionGroup::new();
    let undo = gio::SimpleAction::new("undo", Some(glib::VariantTy::UINT64));
    let out = sender.output_sender().clone();
    undo.connect_activate(move |_, number| {
        if let Some(number) = number.and_then(glib::Variant::get) {
            out.emit(HistoryOut::Undo(number));
        }
    });
    group.add_action(&undo);
    let choosing: [(&str, Choose); 2] = [("export", choose_new), ("import", choose_old)];
    for (name, choose) in choosing {
        let action = gio::SimpleAction::new(name, None);
        let (page, input) = (page.downgrade(), sender.input_sender().clone());
        action.connect_activate(move |_, _| {
            let page = page.upgrade();
            let window = page.and_then(|page| page.root()).and_downcast();
            choose(window.as_ref(), &input);
        });
        group.add_action(&action);
    }
    group
}

/// Lets the person choose a file.
type Choose = fn(Option<&gtk::Window>, &relm4::Sender<HistoryMsg>);

fn choose_new(window: Option<&gtk::Window>, input: &relm4::Sender<HistoryMsg>) {
    let dialog = gtk::FileDialog::builder()
        .title(tr!("transfer-export-title"))
        .initial_name(tr!("transfer-export-name"))
        .modal(true)
        .build();
    let input = input.clone();
    dialog.save(window, gio::Cancellable::NONE, move |answer| {
        // An error is that nothing was chosen.
        if let Ok(file) = answer {
            input.emit(HistoryMsg::Export(file));
        }
    });
}

fn choose_old(window: Option<&gtk::Window>, input: &relm4::Sender<HistoryMsg>) {
    let dialog = gtk::FileDialog::builder()
        .title(tr!("transfer-import-title"))
        .modal(true)
        .build();
    let input = input.clone();
    dialog.open(window, gio::Cancellable::NONE, move |answer| {
        // An error is that nothing was chosen.
        if let Ok(file) = answer {
            input.emit(HistoryMsg::Import(file));
        }
    });
}
