//! The window: the shell around the pages, and the only place that asks the back end and shows failures.

mod actions;
mod answer;
mod handle;
mod open;
mod parts;
mod place;
mod placeholder;
mod questions;
mod show;
mod state;
mod switching;
#[cfg(test)]
mod tests;
mod work;

use std::sync::Arc;

use adw::prelude::*;
use gtk::glib;
use relm4::prelude::*;

use super::ask::{Ask, Done, Plan};
use super::dialogs::GoBackDialog;
use super::job::Track;
#[cfg(test)]
use super::pages::apps::HistoryMsg;
use super::pages::apps::{AppsMsg, AppsOut, AppsPage};
use super::pages::arrived::ArrivedPage;
use super::pages::details::DetailsPage;
use super::pages::home::HomePage;
use super::pages::news::NewsPage;
use super::pages::packages::PackagesPage;
use super::pages::switch::{AddressPage, BuildsPage, PreflightPage, SwitchPage};
use super::pages::versions::VersionsPage;
use super::reading::Reading;
use super::widgets::{Notice, ask_button};
use super::{Found, Options};
use crate::backend::detect::NoBackend;
use crate::backend::{BackendError, Cancel, Step};
use crate::domain::{Activity, Outcome, RequestKind};
use crate::tr;
pub(crate) use handle::Force;
use parts::Parts;
pub(crate) use place::Place;
use placeholder::Placeholder;
use state::{Phase, State};

/// The window.
#[derive(Debug)]
pub(crate) struct Window {
    options: Options,
    found: Option<Found>,
    state: State,
    /// What was looked for and has ended, to be told with the next reading.
    found_out: Option<(Done, Outcome)>,
    /// The settings from before a switch are being brought back once more.
    coming_home: bool,
    home: Controller<HomePage>,
    versions: Controller<VersionsPage>,
    apps: Controller<AppsPage>,
    placeholder: Placeholder,
    practice: Notice,
    waiting: Notice,
    stay: gtk::Button,
    pages: Pages,
    parts: Parts,
}

/// Pages that are opened above the first one, and the dialog that is a component.
#[derive(Debug, Default)]
struct Pages {
    details: Option<Controller<DetailsPage>>,
    news: Option<Controller<NewsPage>>,
    packages: Option<Controller<PackagesPage>>,
    switch: Option<Controller<SwitchPage>>,
    arrived: Option<Controller<ArrivedPage>>,
    address: Option<Controller<AddressPage>>,
    builds: Option<Controller<BuildsPage>>,
    preflight: Option<Controller<PreflightPage>>,
    go_back: Option<Controller<GoBackDialog>>,
}

/// What the window is told.
#[derive(Debug)]
pub(crate) enum WindowMsg {
    /// A page wants something.
    Ask(Ask),
    /// A dialog or toast was answered with this.
    Run(Plan),
    /// Restart; the person was asked.
    RestartNow(Force),
    /// Make the practice machine anew without a further question.
    StartOverNow,
    /// Wait for the other program, then do this.
    Wait(Plan),
    /// A page above the first one was left.
    Left(Option<glib::GString>),
    /// Leave the page that is on top.
    Back,
    /// Show this page.
    Visit(Place),
    /// The pages about apps have something to show.
    Apps(AppsOut),
    /// Undo changes of what apps may do.
    UndoAccess(Vec<u64>),
    /// Look for an app.
    Find,
    /// Another page of the first level is shown.
    Turned,
    /// Show the shortcuts.
    Shortcuts,
    /// Show what Isotope is.
    About,
    /// Close the window; work goes on.
    Close,
}

/// What the background answers.
#[derive(Debug)]
pub(crate) enum WindowCmd {
    /// The service was looked for.
    Connected(Result<Found, NoBackend>),
    /// Something changed.
    Stale,
    /// The system was read.
    Read(Result<Arc<Reading>, BackendError>),
    /// A request was not accepted.
    Refused(Track, RequestKind, BackendError),
    /// Work is followed now.
    Accepted(Track, RequestKind, Option<Cancel>),
    /// Nothing was going on any more.
    NothingToJoin,
    /// Work went on.
    Step(Track, Step),
    /// Work was asked to stop.
    CancelAsked(Result<(), BackendError>),
    /// Nobody works any more.
    Idle,
    /// The restart was not asked for, because another program does this.
    RestartMeets(Activity),
    /// The restart was not accepted.
    RestartRefused(BackendError),
    /// The computer restarts.
    RestartAccepted,
    /// The computer answers again.
    CameBack(Result<Arc<Reading>, BackendError>),
    /// A version was put upstream of the practice machine.
    Published(Result<String, BackendError>),
    /// A note was written.
    Noted(Result<(), BackendError>),
    /// After a switch back: whether settings had to be brought back once more.
    CameHome(Result<bool, BackendError>),
}

#[relm4::component(pub(crate))]
impl Component for Window {
    type Init = Options;
    type Input = WindowMsg;
    type Output = ();
    type CommandOutput = WindowCmd;

    view! {
        #[root]
        adw::ApplicationWindow {
            set_title: Some(&tr!("app-name")),
            set_default_size: (760, 800),
            set_width_request: 360,
            set_height_request: 294,
            connect_close_request[sender] => move |_| {
                sender.input_sender().emit(WindowMsg::Close);
                glib::Propagation::Stop
            },
            set_content: Some(&model.parts.toasts),
        },
        #[name = "main_page"]
        adw::NavigationPage {
            set_tag: Some("main"),
            set_title: &tr!("app-name"),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                #[name = "header"]
                add_top_bar = &adw::HeaderBar {
                    #[wrap(Some)]
                    #[name = "switcher"]
                    set_title_widget = &adw::ViewSwitcher {
                        set_stack: Some(&model.parts.stack),
                        set_policy: adw::ViewSwitcherPolicy::Wide,
                        #[watch]
                        set_visible: model.state.shows(Place::Apps),
                    },
                    pack_end = &gtk::MenuButton {
                        set_icon_name: "open-menu-symbolic",
                        set_tooltip_text: Some(&tr!("menu-main")),
                        set_primary: true,
                        set_menu_model: Some(&actions::menu()),
                    },
                },
                add_top_bar: &model.practice.root,
                add_top_bar: &model.waiting.root,
                #[wrap(Some)]
                set_content = &gtk::Stack {
                    set_transition_type: gtk::StackTransitionType::Crossfade,
                    add_named: (&model.placeholder.root, Some("placeholder")),
                    add_named: (&model.parts.stack, Some("pages")),
                    #[watch]
                    set_visible_child_name: if model.shows_page() { "pages" } else { "placeholder" },
                },
                #[name = "bottom"]
                add_bottom_bar = &adw::ViewSwitcherBar {
                    set_stack: Some(&model.parts.stack),
                    #[watch]
                    set_visible: model.state.shows(Place::Apps),
                },
            },
        },
    }

    fn init(
        options: Options,
        root: Self::Root,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let mut model = Self::new(options, &root, &sender);
        let widgets = view_output!();
        model.parts.navigation.add(&widgets.main_page);
        let title = adw::WindowTitle::new(&tr!("app-name"), "");
        let narrow = adw::Breakpoint::new(adw::BreakpointCondition::new_length(
            adw::BreakpointConditionLengthType::MaxWidth,
            550.0,
            adw::LengthUnit::Sp,
        ));
        narrow.add_setter(&widgets.bottom, "reveal", Some(&true.to_value()));
        narrow.add_setter(&widgets.header, "title-widget", Some(&title.to_value()));
        model
            .practice
            .fold_when(&narrow, &tr!("practice-short"), &actions::practice_menu());
        model.waiting.stack_when(&narrow);
        root.add_breakpoint(narrow);
        actions::add(&root, sender.input_sender());
        model.connect(&sender);
        model.show();
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: WindowMsg, sender: ComponentSender<Self>, _root: &Self::Root) {
        match msg {
            WindowMsg::Ask(ask) => self.handle(ask, &sender),
            WindowMsg::Run(plan) => self.run(plan, &sender),
            WindowMsg::RestartNow(force) => self.restart(force, &sender),
            WindowMsg::StartOverNow => self.start_over(&sender),
            WindowMsg::Wait(plan) => self.wait(plan, &sender),
            WindowMsg::Left(tag) => self.left(tag.as_deref()),
            WindowMsg::Back => {
                self.parts.navigation.pop();
            }
            WindowMsg::Visit(page) => self.visit(page),
            WindowMsg::Apps(out) => self.show_of_apps(out, &sender),
            WindowMsg::UndoAccess(numbers) => self.apps.emit(AppsMsg::Undo(numbers)),
            WindowMsg::Find => {
                self.visit(Place::Apps);
                self.apps.emit(AppsMsg::Find);
            }
            WindowMsg::Turned => {}
            WindowMsg::Shortcuts => super::dialogs::shortcuts().present(Some(&self.parts.window)),
            WindowMsg::About => self.about(),
            WindowMsg::Close => self.close(),
        }
        self.show();
    }

    fn update_cmd(&mut self, cmd: WindowCmd, sender: ComponentSender<Self>, _root: &Self::Root) {
        self.answered(cmd, &sender);
        self.show();
    }
}

impl Window {
    /// Whether nothing is going on or waits for its turn.
    #[cfg(test)]
    pub(crate) fn is_idle(&self) -> bool {
        self.state.job.is_none() && self.state.waiting.is_none()
    }

    fn new(
        options: Options,
        root: &adw::ApplicationWindow,
        sender: &ComponentSender<Self>,
    ) -> Self {
        let asks = {
            let (asks, receiver) = relm4::channel::<Ask>();
            let input = sender.input_sender().clone();
            relm4::spawn_local(receiver.forward(input, WindowMsg::Ask));
            asks
        };
        let restart = ask_button(&tr!("action-restart"), &asks, Ask::Restart);
        restart.add_css_class("suggested-action");
        let stay = ask_button("", &asks, Ask::StayHere);
        let publish = ask_button(&tr!("practice-publish"), &asks, Ask::Publish);
        let start_over = ask_button(&tr!("practice-start-over"), &asks, Ask::StartOver);
        let input = sender.input_sender();
        let home = HomePage::builder()
            .launch(())
            .forward(input, WindowMsg::Ask);
        let versions = VersionsPage::builder()
            .launch(())
            .forward(input, WindowMsg::Ask);
        let navigation = adw::NavigationView::new();
        let apps = AppsPage::builder()
            .launch((options.apps.clone(), navigation.clone()))
            .forward(input, WindowMsg::Apps);
        let parts = Parts::new(
            root,
            navigation,
            [home.widget(), versions.widget(), apps.widget()],
            sender,
        );
        Self {
            options,
            found: None,
            state: State::new(),
            found_out: None,
            coming_home: false,
            home,
            versions,
            apps,
            placeholder: Placeholder::new(&asks),
            practice: Notice::new("practice", &[&publish, &start_over]),
            waiting: Notice::new("waiting", &[&restart, &stay]),
            stay,
            pages: Pages::default(),
            parts,
        }
    }

    /// Whether the system was read, or is known not to be there; with work, whether its progress is known, too.
    #[cfg(test)]
    pub(crate) fn knows(&self, work: bool) -> bool {
        let progress = || {
            let job = self.state.job.as_ref();
            job.is_some_and(|job| job.view().fraction.is_some_and(|f| f > 0.4))
        };
        match self.state.phase {
            Phase::Ready => !work || progress(),
            Phase::NoService(_) | Phase::Unreadable(_) => true,
            Phase::Connecting | Phase::Restarting | Phase::StartingOver => false,
        }
    }

    /// Tells the pages about apps something.
    #[cfg(test)]
    pub(crate) fn tell_apps(&self, msg: AppsMsg) {
        self.apps.emit(msg);
    }

    /// Takes this for what the services tell about answers.
    #[cfg(test)]
    pub(crate) fn tell_answers(
        &self,
        told: Result<crate::flatpak::answers::Granted, crate::flatpak::PortalError>,
    ) {
        self.apps.state().get_mut().model.tell_answers(told);
    }

    /// Whether the services told about answers, or that they cannot.
    #[cfg(test)]
    pub(crate) fn has_answers(&self) -> bool {
        self.apps.model().has_answers()
    }

    /// Tells the page of the history something.
    #[cfg(test)]
    pub(crate) fn tell_history(&self, msg: HistoryMsg) {
        self.apps.model().tell_history(msg);
    }

    /// Whether the page of apps is in front, with that many apps.
    #[cfg(test)]
    pub(crate) fn lists_apps(&self, count: usize) -> bool {
        self.apps.model().lists(count)
    }

    /// Whether the page that was chosen can be used; else its place is taken by what the window has to say.
    fn shows_page(&self) -> bool {
        self.parts
            .place()
            .is_none_or(|place| self.state.shows(place))
    }

    fn is_ready(&self) -> bool {
        matches!(self.state.phase, Phase::Ready)
    }
}
