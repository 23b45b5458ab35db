//! Apps: every app that Flatpak installed, and what each may do.

mod choosing;
mod line;
mod reading;
mod row;
mod state;
#[cfg(test)]
mod tests;
mod work;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use adw::prelude::*;
use relm4::prelude::*;
use relm4::typed_view::list::TypedListView;

use crate::flatpak::Apps;
use crate::tr;
use crate::ui::FindApps;
use choosing::Choosing;
use line::{Choice, Line, Mark, Order, same_ends};
use reading::AppsReading;
use state::State;

/// The page.
pub(crate) struct AppsPage {
    apps: Option<Apps>,
    state: State,
    list: TypedListView<Line, gtk::NoSelection>,
    choice: Rc<RefCell<Choice>>,
    choosing: Choosing,
    shown: Vec<Line>,
    search: gtk::SearchEntry,
}

impl std::fmt::Debug for AppsPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AppsPage")
    }
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum AppsMsg {
    /// The person looks for these words.
    Search(String),
    /// Only apps with this mark are wanted, or others again.
    Only(Mark, bool),
    /// Another order is wanted.
    Sort(Order),
    /// All apps are wanted again.
    ShowAll,
    /// The person begins to search.
    Find,
}

/// What the background answers.
#[derive(Debug)]
pub(crate) enum AppsCmd {
    /// It is known where apps are.
    Found(Box<Apps>),
    /// Something changed.
    Stale,
    /// The apps were read.
    Read(Arc<AppsReading>),
}

#[relm4::component(pub(crate))]
impl Component for AppsPage {
    type Init = FindApps;
    type Input = AppsMsg;
    type Output = ();
    type CommandOutput = AppsCmd;

    view! {
        gtk::Box {
            set_orientation: gtk::Orientation::Vertical,
            adw::Clamp {
                set_maximum_size: 640,
                #[watch]
                set_visible: model.state.has_apps(),
                gtk::Box {
                    set_spacing: 6,
                    set_margin_start: 12,
                    set_margin_end: 12,
                    set_margin_top: 6,
                    set_margin_bottom: 6,
                    append: &model.search,
                    append: &model.choosing.root,
                },
            },
            gtk::Stack {
                set_vexpand: true,
                add_named[Some("loading")] = &adw::StatusPage {
                    set_paintable: Some(&spinner),
                    set_title: &tr!("apps-loading"),
                },
                add_named[Some("nothing")] = &adw::StatusPage {
                    #[watch]
                    set_icon_name: Some(model.nothing().icon),
                    #[watch]
                    set_title: &model.nothing().title,
                    #[watch]
                    set_description: Some(&model.nothing().body),
                    gtk::Button {
                        set_label: &tr!("apps-show-all"),
                        set_halign: gtk::Align::Center,
                        add_css_class: "pill",
                        #[watch]
                        set_visible: model.state.has_apps(),
                        connect_clicked => AppsMsg::ShowAll,
                    },
                },
                add_named[Some("list")] = &gtk::ScrolledWindow {
                    set_hscrollbar_policy: gtk::PolicyType::Never,
                    adw::ClampScrollable {
                        set_maximum_size: 640,
                        set_child: Some(&model.list.view),
                    },
                },
                #[watch]
                set_visible_child_name: model.visible(),
            },
        }
    }

    fn init(
        find: FindApps,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let choice = Rc::new(RefCell::new(Choice::default()));
        let model = Self {
            apps: None,
            state: State::default(),
            list: list(&choice),
            choice,
            choosing: Choosing::new(sender.input_sender()),
            shown: Vec::new(),
            search: search(&root, sender.input_sender()),
        };
        let spinner = adw::SpinnerPaintable::new(None::<&gtk::Widget>);
        let widgets = view_output!();
        spinner.set_widget(Some(&root));
        sender.spawn_oneshot_command(move || AppsCmd::Found(Box::new(find.call())));
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: AppsMsg, _sender: ComponentSender<Self>, _root: &Self::Root) {
        match msg {
            AppsMsg::Search(words) => self.choose(|choice| choice.words = words),
            AppsMsg::Only(mark, wanted) => self.choose(|choice| choice.want(mark, wanted)),
            AppsMsg::Sort(order) => {
                self.state.order = order;
                self.show_list();
            }
            AppsMsg::ShowAll => {
                self.search.set_text("");
                self.choosing.clear();
            }
            AppsMsg::Find => {
                self.search.grab_focus();
            }
        }
    }

    fn update_cmd(&mut self, cmd: AppsCmd, sender: ComponentSender<Self>, _root: &Self::Root) {
        match cmd {
            AppsCmd::Found(apps) => {
                work::watch(&sender, &apps);
                self.apps = Some(*apps);
                self.read(&sender);
            }
            AppsCmd::Stale => self.read(&sender),
            AppsCmd::Read(reading) => {
                if self.state.read(reading) {
                    self.read(&sender);
                }
                self.show_list();
            }
        }
    }
}

impl AppsPage {
    fn read(&mut self, sender: &ComponentSender<Self>) {
        if let Some(apps) = &self.apps
            && self.state.wants_reading()
        {
            work::read(sender, apps.clone());
        }
    }

    fn choose(&mut self, change: impl FnOnce(&mut Choice)) {
        change(&mut self.choice.borrow_mut());
        self.choosing.show(&self.choice.borrow());
        self.list.notify_filter_changed(0);
    }

    /// Brings the list up to what was read. Rows that stay keep focus and place.
    fn show_list(&mut self) {
        let wanted = self.state.lines();
        let (before, after) = same_ends(&self.shown, &wanted);
        let Ok(at) = u32::try_from(before) else {
            return;
        };
        if before == 0 && after == 0 {
            self.list.clear();
            self.list.extend_from_iter(wanted.iter().cloned());
        } else {
            for _ in before..self.shown.len() - after {
                self.list.remove(at);
            }
            let new = wanted.iter().take(wanted.len() - after).skip(before);
            for (at, line) in (at..).zip(new) {
                self.list.insert(at, line.clone());
            }
        }
        self.shown = wanted;
    }

    fn visible(&self) -> &'static str {
        if self.state.reading.is_none() {
            "loading"
        } else if self.list.selection_model.n_items() > 0 {
            "list"
        } else {
            "nothing"
        }
    }

    fn nothing(&self) -> state::Nothing {
        self.state.nothing(&self.choice.borrow())
    }
}

fn list(choice: &Rc<RefCell<Choice>>) -> TypedListView<Line, gtk::NoSelection> {
    let mut list = TypedListView::<Line, gtk::NoSelection>::new();
    let choice = Rc::clone(choice);
    list.add_filter(move |line| choice.borrow().takes(line));
    list.view.add_css_class("packages");
    list.view
        .update_property(&[gtk::accessible::Property::Label(&tr!("page-apps"))]);
    list
}

/// Typing anywhere on the page begins a search.
fn search(root: &gtk::Box, input: &relm4::Sender<AppsMsg>) -> gtk::SearchEntry {
    let search = gtk::SearchEntry::builder()
        .placeholder_text(tr!("apps-search"))
        .hexpand(true)
        .build();
    search.set_key_capture_widget(Some(root));
    let input = input.clone();
    search.connect_search_changed(move |entry| {
        input.emit(AppsMsg::Search(entry.text().to_string()));
    });
    search
}
