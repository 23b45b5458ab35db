//! Apps: every app that Flatpak installed, and what each may do.

mod above;
mod apart;
mod attention;
mod bar;
mod care;
mod choosing;
mod chosen;
mod history;
mod line;
mod list;
mod reading;
mod row;
mod rules;
mod state;
#[cfg(test)]
mod tests;
mod who;
mod work;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use adw::prelude::*;
use relm4::prelude::*;

use crate::domain::permission::Question;
use crate::flatpak::{Apps, care::Care, overrides::Scope};
use crate::text::Explanation;
use crate::tr;
use crate::ui::FindApps;
use above::Above;
use bar::{banner, bar, search, warn};
pub(crate) use care::CareMsg;
use care::{CareCmd, Desk};
use choosing::Choosing;
#[cfg(test)]
pub(crate) use history::HistoryMsg;
use line::{Choice, Line, Mark, Order};
use list::{Rows, bring_up, take_focus};
pub(crate) use reading::Key;
use reading::{Answered, AppsReading};
use row::list;
use rules::Subject;
use state::State;
use work::{Deed, Job, Told};

/// The page.
pub(crate) struct AppsPage {
    apps: Option<Apps>,
    state: State,
    list: Rows<Line>,
    choice: Rc<RefCell<Choice>>,
    choosing: Choosing,
    shown: Vec<Line>,
    search: gtk::SearchEntry,
    banner: adw::Banner,
    /// Where pages are shown that are opened from this one.
    navigation: adw::NavigationView,
    above: Above,
    care: Desk,
    /// Changes are made in the order of the clicks.
    worker: Option<Sender<Job>>,
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
    /// Only apps that can do this are wanted, or all again.
    Able(Option<Question>),
    /// Another order is wanted.
    Sort(Order),
    /// All apps are wanted again.
    ShowAll,
    /// The person begins to search.
    Find,
    /// The row at that place was activated.
    Open(u32),
    /// Show what that app may do.
    OpenApp(Key),
    /// Show what all apps together may do.
    OpenAll,
    /// Show who can do what.
    OpenWho,
    /// Show what was changed.
    OpenHistory,
    /// Show what the notice above the list is about.
    OpenNotice,
    /// Do something to what apps may do.
    Do(Scope, Deed),
    /// Undo the changes of these numbers.
    Undo(Vec<u64>),
    /// Look after apps.
    Care(CareMsg),
    /// What the page above is about is gone.
    Gone,
    /// A page above was left.
    Left(Option<gtk::glib::GString>),
}

/// What the background answers.
#[derive(Debug)]
pub(crate) enum AppsCmd {
    /// It is known where apps are.
    Found(Box<(Apps, Care)>),
    /// Something changed.
    Stale,
    /// The apps were read.
    Read(Box<AppsReading>),
    /// It is known what was allowed while they were used.
    Answered(Answered),
    /// Something was done, or not.
    Done(Result<Told, Explanation>),
    /// Something about looking after apps.
    Care(CareCmd),
}

/// What the window has to show.
#[derive(Debug)]
pub(crate) enum AppsOut {
    /// Say what was done, with the numbers to undo it by.
    Tell(String, Vec<u64>),
    /// It did not work.
    Fail(Explanation),
    /// Put a text on the clipboard and say so.
    Copy(String),
    /// Nothing is done with apps any more.
    Idle,
}

#[relm4::component(pub(crate))]
impl Component for AppsPage {
    type Init = (FindApps, adw::NavigationView);
    type Input = AppsMsg;
    type Output = AppsOut;
    type CommandOutput = AppsCmd;

    view! {
        gtk::Box {
            set_orientation: gtk::Orientation::Vertical,
            append: &model.banner,
            append: model.care.unfinished.widget(),
            adw::Clamp {
                set_maximum_size: 640,
                #[watch]
                set_visible: model.state.has_apps(),
                set_child: Some(&bar(&model.search, &model.choosing, sender.input_sender())),
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
        (find, navigation): Self::Init,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let choice = Rc::new(RefCell::new(Choice::default()));
        let model = Self {
            apps: None,
            state: State::reading(),
            list: list(&choice),
            choice,
            choosing: Choosing::new(sender.input_sender()),
            shown: Vec::new(),
            search: search(&root, sender.input_sender()),
            banner: banner(sender.input_sender()),
            care: Desk::new(&navigation, &sender),
            navigation,
            above: Above::default(),
            worker: None,
        };
        let input = sender.input_sender().clone();
        model
            .list
            .view
            .connect_activate(move |_, place| input.emit(AppsMsg::Open(place)));
        let input = sender.input_sender().clone();
        model
            .navigation
            .connect_popped(move |_, page| input.emit(AppsMsg::Left(page.tag())));
        let spinner = adw::SpinnerPaintable::new(None::<&gtk::Widget>);
        let widgets = view_output!();
        spinner.set_widget(Some(&root));
        work::begin(&sender, find);
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: AppsMsg, sender: ComponentSender<Self>, _root: &Self::Root) {
        match msg {
            AppsMsg::Search(words) => self.choose(|choice| choice.words = words),
            AppsMsg::Only(mark, wanted) => self.choose(|choice| choice.want(mark, wanted)),
            AppsMsg::Able(question) => {
                self.choose(|choice| choice.able = question);
                self.show_list();
            }
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
            AppsMsg::Open(place) => self.open(place, &sender),
            AppsMsg::OpenApp(key) => self.open_rules(Subject::App(key), &sender),
            AppsMsg::OpenAll => self.open_rules(Subject::AllApps, &sender),
            AppsMsg::OpenWho => {
                if let Some(reading) = self.state.reading.clone() {
                    self.above.open_who(reading, &self.navigation, &sender);
                }
            }
            AppsMsg::OpenHistory => {
                if let (Some(apps), Some(reading)) = (&self.apps, &self.state.reading) {
                    let about = (apps.clone(), Arc::clone(reading));
                    self.above.open_history(about, &self.navigation, &sender);
                }
            }
            AppsMsg::OpenNotice => self.open_notice(&sender),
            AppsMsg::Do(scope, deed) => self.queue(scope, deed),
            AppsMsg::Undo(numbers) => self.queue(Scope::AllApps, Deed::Undo(numbers)),
            AppsMsg::Care(msg) => {
                self.care.handle(msg, &sender);
                self.show_works();
            }
            AppsMsg::Gone => {
                self.navigation.pop_to_tag("main");
            }
            AppsMsg::Left(tag) => {
                self.above.left(tag.as_deref());
                self.care.left(tag.as_deref());
                take_focus(&self.list.view, &self.navigation);
            }
        }
    }

    fn update_cmd(&mut self, cmd: AppsCmd, sender: ComponentSender<Self>, _root: &Self::Root) {
        match cmd {
            AppsCmd::Found(found) => {
                let (apps, care) = *found;
                work::follow_answers(&sender, &apps);
                self.worker = Some(work::start(&sender, apps.clone()));
                self.apps = Some(apps);
                self.care.found(care, &sender);
            }
            AppsCmd::Stale => self.read(&sender),
            AppsCmd::Read(reading) => {
                if self.state.read(*reading) {
                    if let Some(reading) = &self.state.reading {
                        self.care.read(reading, &sender);
                    }
                    self.show();
                }
                if self.state.is_stale() {
                    self.read(&sender);
                }
            }
            AppsCmd::Answered(answered) => {
                self.state.answered(answered);
                if let Some(reading) = &self.state.reading {
                    self.care.read(reading, &sender);
                }
                self.show();
            }
            AppsCmd::Done(done) => {
                self.state.change_done();
                sender.output_sender().emit(match done {
                    Ok(told) => AppsOut::Tell(told.words, told.undo),
                    Err(words) => AppsOut::Fail(words),
                });
                self.read(&sender);
            }
            AppsCmd::Care(cmd) => {
                if self.care.answered(cmd, &sender) {
                    self.read(&sender);
                }
                self.show_works();
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

    fn open(&mut self, place: u32, sender: &ComponentSender<Self>) {
        let line = self.list.get_visible(place);
        let key = line.map(|line| line.borrow().key.clone());
        if let Some(key) = key {
            self.open_rules(Subject::App(key), sender);
        }
    }

    fn open_rules(&mut self, subject: Subject, sender: &ComponentSender<Self>) {
        if let Some(reading) = self.state.reading.clone() {
            let about = (subject, reading, &self.care);
            self.above.open_rules(about, &self.navigation, sender);
        }
    }

    fn queue(&mut self, scope: Scope, deed: Deed) {
        let name = self.state.name_of(&scope);
        let job = Job { scope, name, deed };
        let worker = self.worker.as_ref();
        if worker.is_some_and(|worker| worker.send(job).is_ok()) {
            self.state.change_asked();
        } else {
            tracing::warn!("nobody is there to do it");
        }
    }

    fn choose(&mut self, change: impl FnOnce(&mut Choice)) {
        change(&mut self.choice.borrow_mut());
        self.choosing.show(&self.choice.borrow());
        self.list.notify_filter_changed(0);
    }

    /// Brings this page and those above it up to what was read.
    fn show(&mut self) {
        if let Some(reading) = &self.state.reading {
            self.above.show(reading);
        }
        self.show_list();
        warn(&self.banner, self.state.notice());
    }

    fn show_list(&mut self) {
        let lines = self.state.lines(self.choice.borrow().able);
        bring_up(&mut self.list, &mut self.shown, lines);
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
