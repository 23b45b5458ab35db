//! A window over a fake system, and what a person does with it.

use std::sync::Arc;

use adw::prelude::*;
use futures_util::FutureExt as _;
use gtk::glib;
use relm4::prelude::*;
use tokio::sync::watch;

use super::*;
use crate::domain::WayBack;
use crate::ui::window::Force;

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
    notes: tempfile::TempDir,
}

impl Fixture {
    /// Opens a window of that size and waits until it knows the system.
    pub(crate) fn open(scene: Option<Scene>, practice: bool, size: (i32, i32)) -> Self {
        Self::open_at(tempfile::tempdir().unwrap(), scene, practice, size)
    }

    /// The same, for a person with that home folder.
    pub(crate) fn open_at(
        notes: tempfile::TempDir,
        scene: Option<Scene>,
        practice: bool,
        size: (i32, i32),
    ) -> Self {
        Self::open_in((notes, World::new()), scene, practice, size)
    }

    /// The same, for a person with these apps.
    pub(crate) fn open_in(
        (notes, world): (tempfile::TempDir, World),
        scene: Option<Scene>,
        practice: bool,
        size: (i32, i32),
    ) -> Self {
        start();
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
        let options = Options {
            connect,
            practice,
            apps: world.find(),
            desk: desk(notes.path()),
        };
        let controller = Window::builder().launch(options).detach();
        controller.widget().set_default_size(size.0, size.1);
        controller.widget().present();
        let fixture = Self {
            fake,
            controller,
            held,
            world,
            notes,
        };
        fixture.fit(size);
        let half_done = matches!(scene, Some(Scene::Updating | Scene::OtherProgramUpdating));
        fixture.wait_until("the window knows the system", |f| {
            f.controller.model().knows(half_done)
        });
        fixture.settle();
        fixture
    }

    /// How many copies of settings of the desktop there are.
    pub(crate) fn copies(&self) -> usize {
        Looks::at(self.notes.path()).copies().len()
    }

    /// A file with settings of the desktop says this.
    pub(crate) fn settle_desktop(&self, text: &str) {
        let file = self.notes.path().join(".config/kdeglobals");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// Now this is the system that was switched to from Plasma, with what that leaves behind. The record may be changed.
    pub(crate) fn arrive(&self, change: impl FnOnce(&mut SwitchRecord)) {
        let status = self.status();
        let mut record = SwitchRecord {
            from: Origin::parse("practice:practice/44/x86_64/kde"),
            to: status.running().unwrap().origin.clone(),
            before: status.previous().unwrap().id.clone(),
            kept_with: Some("Before the switch".to_owned()),
            settings: Some("20270115-080000-kde-plasma".to_owned()),
            packages: vec!["old-driver".to_owned(), "vim-enhanced".to_owned()],
            then: None,
            via: None,
            back: WayBack::NotAsked,
            arrived: false,
            at: now(),
        };
        change(&mut record);
        let notebook = Notebook::at(self.notes.path().join("notebook.json"));
        let known = notebook.change_switches(|switches| *switches = vec![record]);
        known.unwrap();
        for (path, text) in [
            ("gtk-3.0/settings.ini", "gtk-font-name=Noto Sans,  10\n"),
            ("gtk-4.0/settings.ini", "gtk-theme-name=Breeze\n"),
            ("gtk-4.0/gtk.css", "@import 'colors.css';\n"),
        ] {
            let path = self.notes.path().join(".config").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        self.fake.as_ref().unwrap().change(|status| {
            let before = status.previous().map(|version| version.id.clone());
            let before = before.and_then(|id| status.deployments.iter_mut().find(|d| d.id == id));
            let before = before.unwrap();
            before.origin = Origin::parse("practice:practice/44/x86_64/kde");
            before.os_name = Some("Practice Linux 44 (KDE Plasma Desktop)".to_owned());
        });
    }

    /// Nothing of another desktop is left in the person's settings.
    pub(crate) fn tidy(&self) {
        std::fs::remove_dir_all(self.notes.path().join(".config")).unwrap();
    }

    /// What the file with settings of the desktop says.
    pub(crate) fn desktop_settings(&self) -> String {
        std::fs::read_to_string(self.notes.path().join(".config/kdeglobals")).unwrap()
    }

    /// The switch that is written down.
    pub(crate) fn switch(&self) -> Option<SwitchRecord> {
        let notebook = Notebook::at(self.notes.path().join("notebook.json"));
        notebook.switches().into_iter().next()
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

    /// Restarts the computer once nothing is going on: before that a person is asked.
    pub(crate) fn restart(&self) {
        self.wait_until("nothing is going on", |f| f.controller.model().is_idle());
        self.tell(WindowMsg::RestartNow(Force::No));
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
        let label = english::of(&dialog.response_label(response));
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

    /// Takes this for what apps were allowed while they were used, whatever the services tell.
    pub(crate) fn tell_answers(
        &self,
        told: Result<crate::flatpak::answers::Granted, crate::flatpak::PortalError>,
    ) {
        self.wait_until("the services tell", |f| f.controller.model().has_answers());
        self.controller.model().tell_answers(told);
    }

    /// Tells the page of the history something.
    pub(crate) fn tell_history(&self, msg: HistoryMsg) {
        self.controller.model().tell_history(msg);
    }

    /// Opens what the button with that tooltip opens.
    pub(crate) fn open_menu(&self, name: &str) {
        let shown = all(self.window()).into_iter().filter(is_shown);
        let mut menus = shown.filter_map(|w| w.downcast::<gtk::MenuButton>().ok());
        let menu = menus.find(|menu| {
            let tooltip = menu.tooltip_text();
            tooltip.is_some_and(|tooltip| english::of(&tooltip) == name)
        });
        let menu = menu.unwrap();
        menu.popup();
        wait_until(name, || menu.popover().is_some_and(|menu| menu.is_mapped()));
    }

    /// Ticks what has that label.
    pub(crate) fn tick(&self, name: &str) {
        let shown = all(self.window()).into_iter().filter(is_shown);
        let ticks = shown.filter_map(|w| w.downcast::<gtk::CheckButton>().ok());
        let mut ticks = ticks.filter(|tick| {
            let row = tick.ancestor(adw::ActionRow::static_type());
            let row = row.and_downcast::<adw::ActionRow>();
            let of_row = row.is_some_and(|row| english::of(&row.title()) == name);
            of_row
                || tick
                    .label()
                    .is_some_and(|label| english::of(&label) == name)
        });
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
