//! What tests of pages share.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use adw::prelude::*;
use chrono::{DateTime, Utc};
use futures_util::FutureExt as _;
use gtk::glib;
use relm4::prelude::*;
use tokio::sync::watch;

use crate::backend::fake::{FakeBackend, Scene};
use crate::backend::practice::Machine;
use crate::backend::{Backend as _, BackendError};

use super::ask::Ask;
use super::pages::apps::{AppsMsg, HistoryMsg};
use super::pages::packages::Source;
use super::reading::Reading;
use super::window::{Window, WindowMsg};
use super::world::World;
use super::{Connect, Desk, Found, Options};
use crate::backend::detect::NoBackend;
use crate::domain::{DeploymentId, FindingKind, SystemStatus};
use crate::notebook::Notebook;

/// The moment of all tests and pictures: a few hours after the fake system's newest version came out.
pub(crate) fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-11-21T10:00:00Z")
        .unwrap()
        .to_utc()
}

/// A reading of a fake system.
pub(crate) fn read(fake: &FakeBackend) -> Arc<Reading> {
    let status = fake.status().now_or_never().unwrap().unwrap();
    Arc::new(Reading {
        can: fake.capabilities().clone(),
        notes: BTreeMap::new(),
        last_checked: status.last_checked,
        ran_before: None,
        now: now(),
        status,
    })
}

/// A reading of a fresh fake system of that scene.
pub(crate) fn reading(scene: Scene) -> Arc<Reading> {
    read(&FakeBackend::new(scene))
}

/// A fake system that runs an older version: somebody went back to it, and a newer one lies behind it.
pub(crate) fn gone_back() -> FakeBackend {
    let fake = FakeBackend::new(Scene::GoneBack);
    fake.restart().now_or_never().unwrap().unwrap();
    fake
}

/// A fake system that should have started its newest version, and did not.
pub(crate) fn missed() -> FakeBackend {
    let fake = FakeBackend::new(Scene::Fine);
    did_not_start(&fake);
    fake
}

/// From now on the other version runs than the one that should have started.
pub(crate) fn did_not_start(fake: &FakeBackend) {
    fake.change(|status| {
        for deployment in &mut status.deployments {
            deployment.running = !deployment.running;
        }
        let expected = status.deployments[0].version.clone().unwrap();
        status.findings = vec![FindingKind::StartedOlderVersion { expected }.into()];
    });
}

/// Makes GTK ready for a test: no animations, our style and icons.
pub(crate) fn start() {
    adw::init().unwrap();
    super::style::load();
    let settings = gtk::Settings::default().unwrap();
    settings.set_gtk_enable_animations(false);
    settings.set_gtk_font_name(Some("Cantarell 11"));
}

/// Turns the main loop until something holds.
pub(crate) fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    let context = glib::MainContext::default();
    // Keeps a blocking turn of the loop from sleeping for ever.
    let tick = glib::timeout_add_local(Duration::from_millis(5), || glib::ControlFlow::Continue);
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(70), "never: {what}");
        context.iteration(true);
    }
    tick.remove();
}

/// All widgets below one, itself first.
pub(crate) fn all(root: &impl IsA<gtk::Widget>) -> Vec<gtk::Widget> {
    let mut list = vec![root.clone().upcast::<gtk::Widget>()];
    let mut child = root.first_child();
    while let Some(widget) = child {
        list.extend(all(&widget));
        child = widget.next_sibling();
    }
    list
}

/// Whether a widget and all above it are meant to be seen.
pub(crate) fn is_shown(widget: &gtk::Widget) -> bool {
    let mut at = Some(widget.clone());
    while let Some(widget) = at {
        if !widget.is_visible() || !widget.is_child_visible() {
            return false;
        }
        at = widget.parent();
    }
    true
}

/// The texts of all labels that are shown below a widget.
pub(crate) fn texts(root: &impl IsA<gtk::Widget>) -> Vec<String> {
    all(root)
        .iter()
        .filter(|w| is_shown(w))
        .filter_map(|w| w.downcast_ref::<gtk::Label>())
        .map(|label| label.text().to_string())
        .filter(|text| !text.is_empty())
        .collect()
}

/// The shown button with that label or tooltip.
pub(crate) fn button(root: &impl IsA<gtk::Widget>, name: &str) -> Option<gtk::Button> {
    all(root)
        .iter()
        .filter(|w| is_shown(w))
        .filter_map(|w| w.downcast_ref::<gtk::Button>())
        .find(|b| {
            b.label().is_some_and(|l| l.replace('_', "") == name)
                || b.tooltip_text().is_some_and(|t| t == name)
                || texts(*b).iter().any(|t| t == name)
        })
        .cloned()
}

/// Asks of a page, as they come.
pub(crate) type Heard = Rc<RefCell<Vec<Ask>>>;

/// Something that hears what a page asks.
pub(crate) fn listener() -> (Heard, impl Fn(Ask) + 'static) {
    let heard = Heard::default();
    let writer = Rc::clone(&heard);
    (heard, move |ask| writer.borrow_mut().push(ask))
}

/// Shows a widget in a window of its own, of phone width.
pub(crate) fn in_window(child: &impl IsA<gtk::Widget>) -> adw::Window {
    let window = adw::Window::builder()
        .default_width(370)
        .default_height(720)
        .content(child)
        .build();
    window.present();
    turn();
    window
}

/// Lets everything that is ready to happen happen.
pub(crate) fn turn() {
    let context = glib::MainContext::default();
    while context.iteration(false) {}
}

/// Calls the action that assistive tools see on a shown row with that title.
pub(crate) fn open_row(root: &impl IsA<gtk::Widget>, title: &str) {
    let row = all(root)
        .into_iter()
        .filter(is_shown)
        .find(|w| w.is::<gtk::ListBoxRow>() && texts(w).iter().any(|t| t == title))
        .unwrap_or_else(|| panic!("no row {title} in {:?}", texts(root)));
    row.activate_action("row.open", None).unwrap();
    turn();
}

/// Whether a text is shown.
pub(crate) fn says(root: &impl IsA<gtk::Widget>, words: &str) -> bool {
    texts(root).iter().any(|text| text.contains(words))
}

/// Presses the shown button with that name.
pub(crate) fn press(root: &impl IsA<gtk::Widget>, name: &str) {
    let found =
        button(root, name).unwrap_or_else(|| panic!("no button {name} in {:?}", texts(root)));
    assert!(found.is_sensitive(), "{name} cannot be pressed");
    found.emit_clicked();
    turn();
}

/// A practice machine around a fake system.
#[derive(Debug)]
struct FakeMachine {
    fake: FakeBackend,
    /// While it is held, nothing is made anew.
    held: Arc<watch::Sender<bool>>,
}

#[async_trait::async_trait]
impl Machine for FakeMachine {
    async fn publish(&self) -> Result<String, BackendError> {
        Ok("44.20261127.0".to_owned())
    }

    async fn start_over(&self) -> Result<(), BackendError> {
        let free = self.held.subscribe().wait_for(|held| !held).await.is_ok();
        assert!(free, "the test has ended");
        let fresh = FakeBackend::new(Scene::Fresh).status().await?;
        self.fake.change(|status| *status = fresh);
        Ok(())
    }

    async fn starts(&self) -> Result<u32, BackendError> {
        Ok(self.fake.restarts())
    }
}

/// A window over a fake system.
pub(crate) struct Fixture {
    /// The system, when there is one.
    pub(crate) fake: Option<FakeBackend>,
    controller: Controller<Window>,
    held: Arc<watch::Sender<bool>>,
    /// The person's apps.
    pub(crate) world: World,
    _notes: tempfile::TempDir,
}

impl Fixture {
    /// Opens a window of that size and waits until it knows the system.
    pub(crate) fn open(scene: Option<Scene>, practice: bool, size: (i32, i32)) -> Self {
        start();
        let notes = tempfile::tempdir().unwrap();
        let fake = scene.map(FakeBackend::new);
        let held = Arc::new(watch::Sender::new(false));
        let found = fake.clone().map(|fake| Found {
            backend: Arc::new(fake.clone()),
            machine: practice.then(|| {
                let held = Arc::clone(&held);
                Arc::new(FakeMachine { fake, held }) as Arc<dyn Machine>
            }),
        });
        let connect = Connect::new(move || {
            let found = found.clone().ok_or(NoBackend::NoService);
            Box::pin(async move { found })
        });
        let world = World::new();
        let options = Options {
            connect,
            practice,
            apps: world.find(),
            desk: Desk {
                notebook: Notebook::at(notes.path().join("notebook.json")),
                now,
            },
        };
        let controller = Window::builder().launch(options).detach();
        controller.widget().set_default_size(size.0, size.1);
        controller.widget().present();
        let fixture = Self {
            fake,
            controller,
            held,
            world,
            _notes: notes,
        };
        fixture.fit(size);
        let half_done = matches!(scene, Some(Scene::Updating | Scene::OtherProgramUpdating));
        fixture.wait_until("the window knows the system", |f| {
            f.controller.model().knows(half_done)
        });
        fixture.settle();
        fixture
    }

    /// Holds the practice machine while it is made anew, or lets it go.
    pub(crate) fn hold_machine(&self, held: bool) {
        self.held.send_replace(held);
    }

    /// Makes the window that large inside: without a window manager its shadow is taken from it.
    pub(crate) fn fit(&self, (width, height): (i32, i32)) {
        self.settle();
        let window = self.window();
        let asked = window.default_size();
        let shadow = (asked.0 - window.width(), asked.1 - window.height());
        window.set_default_size(width + shadow.0, height + shadow.1);
        self.wait_until("the window has its size", |f| f.window().width() == width);
    }

    /// The window.
    pub(crate) fn window(&self) -> &adw::ApplicationWindow {
        self.controller.widget()
    }

    /// Tells the window something.
    pub(crate) fn tell(&self, msg: WindowMsg) {
        self.controller.emit(msg);
    }

    /// Turns the main loop until something holds.
    pub(crate) fn wait_until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        wait_until(what, || holds(self));
    }

    /// Lets everything that is ready to happen happen.
    pub(crate) fn settle(&self) {
        let context = glib::MainContext::default();
        while context.iteration(false) {}
        gtk::test_widget_wait_for_draw(self.window());
        while context.iteration(false) {}
    }

    /// The version at that place.
    pub(crate) fn id(&self, at: usize) -> DeploymentId {
        let status = self.fake.as_ref().unwrap().status();
        status.now_or_never().unwrap().unwrap().deployments[at]
            .id
            .clone()
    }

    /// All packages of the version at that place.
    pub(crate) fn all_packages(&self, at: usize) -> Source {
        Source::Of(self.id(at))
    }

    /// How two versions differ.
    pub(crate) fn differences(&self, from: usize, to: usize) -> Source {
        Source::Diff {
            from: self.id(from),
            to: self.id(to),
        }
    }

    /// Turns the main loop until these words are shown somewhere in the window, dialogs included.
    pub(crate) fn wait_for(&self, words: &str) {
        let start = Instant::now();
        wait_until(words, || {
            let found = says(self.window(), words);
            let late = start.elapsed() > Duration::from_mins(1);
            assert!(
                found || !late,
                "{words} is not in {:?}",
                texts(self.window())
            );
            found
        });
    }

    /// Presses the button with that name when it is there and can be pressed.
    pub(crate) fn press(&self, name: &str) {
        wait_until(name, || {
            button(self.window(), name).is_some_and(|b| b.is_sensitive())
        });
        press(self.window(), name);
    }

    /// The system as it is now.
    pub(crate) fn status(&self) -> SystemStatus {
        let status = self.fake.as_ref().unwrap().status();
        status.now_or_never().unwrap().unwrap()
    }

    /// Answers the dialog.
    pub(crate) fn answer(&self, response: &str) {
        self.wait_until("a question", |f| f.window().visible_dialog().is_some());
        let dialog = self.window().visible_dialog().unwrap();
        let dialog: adw::AlertDialog = dialog.downcast().unwrap();
        let label = dialog.response_label(response);
        wait_until(&label, || button(&dialog, &label).is_some());
        press(&dialog, &label);
        self.wait_until("the question is gone", |f| {
            f.window().visible_dialog().is_none()
        });
    }

    /// Tells the pages about apps something.
    pub(crate) fn tell_apps(&self, msg: AppsMsg) {
        self.controller.model().tell_apps(msg);
    }

    /// Tells the page of the history something.
    pub(crate) fn tell_history(&self, msg: HistoryMsg) {
        self.controller.model().tell_history(msg);
    }

    /// Ticks what has that label.
    pub(crate) fn tick(&self, name: &str) {
        let shown = all(self.window()).into_iter().filter(is_shown);
        let ticks = shown.filter_map(|w| w.downcast::<gtk::CheckButton>().ok());
        let mut ticks = ticks.filter(|tick| tick.label().is_some_and(|label| label == name));
        ticks.next().unwrap().set_active(true);
    }

    /// Types these words into the search that is shown.
    pub(crate) fn search(&self, words: &str) {
        let shown = all(self.window()).into_iter().filter(is_shown);
        let mut entries = shown.filter_map(|w| w.downcast::<gtk::SearchEntry>().ok());
        entries.next().unwrap().set_text(words);
    }

    /// Scrolls what is shown to its end.
    pub(crate) fn scroll_down(&self) {
        for widget in all(self.window()) {
            if let Some(scrolled) = widget.downcast_ref::<gtk::ScrolledWindow>()
                && is_shown(&widget)
            {
                let at = scrolled.vadjustment();
                at.set_value(at.upper());
            }
        }
    }

    /// Closes the window.
    pub(crate) fn close(&self) {
        self.window().destroy();
    }
}
