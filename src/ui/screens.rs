//! Pictures of every page in every state. With `ISOTOPE_SCREENSHOTS=DIR` they are kept there, in light and dark,
//! narrow and wide; else each is drawn once, narrow, and looked at by the test alone. In German:
//! `LC_MESSAGES=de_DE.UTF-8`; what a walk waits for is English all the same.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use adw::prelude::*;
use gtk::{gdk, gio, graphene, gsk};
use relm4::prelude::*;

use super::apps_screens::of_apps;
use super::arrived_screens::after_switch;
use super::ask::Ask;
use super::care_screens::care;
use super::given_screens::{given, said};
use super::pages::apps::AppsMsg;
use super::switch_screens::switching;
use super::testing::{self, Fixture};
use super::transfer_screens::transfer;
use super::window::{Force, Place, WindowMsg};
use super::world::World;
use crate::backend::BackendError;
use crate::backend::fake::Scene;

const WIDTHS: [(i32, i32); 3] = [(360, 720), (800, 800), (1200, 800)];

/// The narrowest window there is.
const NARROW: (i32, i32) = WIDTHS[0];

/// One picture: a name, a system, and what a person does before it is taken.
pub(super) struct Picture {
    name: &'static str,
    scene: Option<Scene>,
    practice: bool,
    /// What the person's apps are before the window opens.
    lay: fn(&World),
    walk: Vec<Step>,
}

/// One thing a person does.
type Step = Box<dyn Fn(&Fixture)>;

pub(super) fn picture(name: &'static str, scene: Scene) -> Picture {
    Picture {
        name,
        scene: Some(scene),
        practice: false,
        lay: |_| (),
        walk: Vec::new(),
    }
}

/// A system that should have started its newest version, and did not.
fn missed(name: &'static str) -> Picture {
    picture(name, Scene::Fine)
        .then(|f| testing::did_not_start(f.fake.as_ref().unwrap()))
        .wait_for("Stay with This Version")
}

impl Picture {
    pub(super) fn then(mut self, step: impl Fn(&Fixture) + 'static) -> Self {
        self.walk.push(Box::new(step));
        self
    }

    pub(super) fn lay(self, lay: fn(&World)) -> Self {
        Self { lay, ..self }
    }

    pub(super) fn visit(self, page: Place) -> Self {
        self.then(move |f| f.tell(WindowMsg::Visit(page)))
    }

    pub(super) fn ask(self, ask: impl Fn(&Fixture) -> Ask + 'static) -> Self {
        self.then(move |f| f.tell(WindowMsg::Ask(ask(f))))
    }

    fn fail(self, error: BackendError) -> Self {
        self.then(move |f| {
            f.fake.as_ref().unwrap().fail_next(error.clone());
            f.tell(WindowMsg::Ask(Ask::Update));
            f.wait_until("a dialog", |f| f.window().visible_dialog().is_some());
        })
    }

    pub(super) fn wait_for(self, words: &'static str) -> Self {
        self.then(move |f| f.wait_for(words))
    }

    /// Opens the app at that place in the list.
    pub(super) fn open(self, place: u32) -> Self {
        self.then(move |f| f.tell_apps(AppsMsg::Open(place)))
            .wait_for("Shared Components")
    }

    /// Activates the row with that title.
    pub(super) fn press_row(self, title: &'static str) -> Self {
        self.wait_for(title)
            .then(move |f| testing::open_row(f.window(), title))
    }

    pub(super) fn scroll(self) -> Self {
        self.then(Fixture::scroll_down)
    }

    fn restart(self) -> Self {
        self.then(|f| f.tell(WindowMsg::RestartNow(Force::No)))
    }

    fn practice(self) -> Self {
        Self {
            practice: true,
            ..self
        }
    }

    /// Opens a window of that size and does what comes before the picture.
    fn begin(&self, size: (i32, i32)) -> Fixture {
        let world = World::new();
        (self.lay)(&world);
        let about = (tempfile::tempdir().unwrap(), world);
        let fixture = Fixture::open_in(about, self.scene, self.practice, size);
        for step in &self.walk {
            step(&fixture);
            fixture.settle();
        }
        fixture
    }
}

fn details(at: usize) -> impl Fn(&Fixture) -> Ask {
    move |fixture| Ask::Open(fixture.id(at))
}

fn pictures() -> Vec<Picture> {
    let mut list: Vec<Picture> = Scene::ALL
        .into_iter()
        .map(|(name, scene)| picture(name, scene))
        .collect();
    list.extend([
        picture("home-bottom", Scene::UpdateAvailable).scroll(),
        picture("practice", Scene::Fine).practice(),
        picture("practice-ready", Scene::Ready).practice(),
        Picture {
            scene: None,
            ..picture("no-service", Scene::Fine)
        },
        Picture {
            scene: None,
            ..picture("no-service-apps", Scene::Fine)
        }
        .then(|f| f.world.fill())
        .visit(Place::Apps)
        .wait_for("Changed by you"),
        picture("versions", Scene::Many).visit(Place::Versions),
        picture("versions-ready", Scene::Ready).visit(Place::Versions),
        picture("versions-gone-back", Scene::GoneBack).visit(Place::Versions),
        picture("details-running", Scene::Fine).ask(details(0)),
        picture("details-previous", Scene::Fine).ask(details(1)),
        picture("details-bottom", Scene::Many)
            .ask(details(1))
            .scroll(),
        picture("details-kept", Scene::Many).ask(details(2)),
        picture("details-staged", Scene::Ready).ask(details(0)),
        picture("details-no-helper", Scene::NoHelper)
            .ask(details(1))
            .scroll(),
        picture("news", Scene::UpdateAvailable).ask(|_| Ask::News),
        picture("packages", Scene::Fine).ask(|f| Ask::Packages(f.all_packages(0))),
        picture("packages-differences", Scene::Fine).ask(|f| Ask::Packages(f.differences(0, 1))),
        picture("packages-same", Scene::Fine).ask(|f| Ask::Packages(f.differences(0, 0))),
    ]);
    list.extend(of_apps());
    list.extend(moments());
    list.extend(care());
    list.extend(switching());
    list.extend(after_switch());
    list.extend(given());
    list.extend(said());
    list.extend(transfer());
    list
}

/// What is not there at rest: questions, failures, toasts, what follows a restart.
fn moments() -> Vec<Picture> {
    let network = BackendError::Network {
        detail: "While pulling practice/44/x86_64/gnome: Timeout was reached".to_owned(),
    };
    let busy = BackendError::Busy {
        by: Some("gnome-software".to_owned()),
        title: "upgrade".to_owned(),
    };
    vec![
        picture("newer-installed", Scene::Ready)
            .restart()
            .wait_for("Welcome back")
            .then(|f| f.tell(WindowMsg::Ask(Ask::DismissWelcome)))
            .then(|f| {
                let fake = f.fake.as_ref().unwrap();
                fake.change(|s| s.deployments.swap(0, 1));
            })
            .wait_for("Another version starts")
            .restart()
            .wait_for("Welcome back")
            .then(|f| f.tell(WindowMsg::Ask(Ask::DismissWelcome)))
            .wait_for("A newer version is installed"),
        picture("go-back", Scene::Ready).ask(|f| Ask::GoBack(f.id(2))),
        missed("missed"),
        missed("versions-missed").visit(Place::Versions),
        missed("start-newer").ask(|f| Ask::GoBack(f.id(0))),
        picture("check-failed", Scene::Fine)
            .then(|f| {
                let fake = f.fake.as_ref().unwrap();
                fake.fail_next(BackendError::Network {
                    detail: "Could not resolve hostname".to_owned(),
                });
                f.tell(WindowMsg::Ask(Ask::Check));
                f.wait_until("a dialog", |f| f.window().visible_dialog().is_some());
                f.window().visible_dialog().unwrap().force_close();
            })
            .wait_for("Could not look for updates"),
        picture("delete", Scene::Fine).ask(|f| Ask::Delete(f.id(1))),
        picture("restart", Scene::Ready).ask(|_| Ask::Restart),
        picture("restart-during-work", Scene::OtherProgramUpdating).ask(|_| Ask::Restart),
        // Nothing is chosen for the restart, so nothing tells that it is over.
        picture("restarting", Scene::Fine)
            .restart()
            .wait_for("Restarting…"),
        picture("starting-over", Scene::Many)
            .practice()
            .then(|f| f.hold_machine(true))
            .then(|f| f.tell(WindowMsg::StartOverNow))
            .wait_for("Starting Over…"),
        picture("welcome", Scene::Ready)
            .restart()
            .wait_for("Welcome back"),
        picture("welcome-same", Scene::Fine)
            .practice()
            .restart()
            .wait_for("runs again"),
        picture("toast-undo", Scene::Ready)
            .ask(|_| Ask::StayHere)
            .wait_for("The update was discarded")
            .wait_for("An update is available"),
        picture("toast-published", Scene::Fine)
            .practice()
            .ask(|_| Ask::Publish)
            .wait_for("was published"),
        picture("waiting", Scene::OtherProgramUpdating)
            .ask(|f| Ask::Keep(f.id(0), true))
            .then(|f| f.answer("again"))
            .wait_for("Waiting for GNOME Software"),
        picture("failure", Scene::UpdateAvailable).fail(network),
        picture("busy", Scene::UpdateAvailable).fail(busy),
    ]
}

#[gtk::test]
fn screens() {
    testing::start();
    let wanted = std::env::var("ISOTOPE_SCREENSHOT_NAME").unwrap_or_default();
    let pictures = pictures().into_iter().filter(|p| p.name.contains(&wanted));
    if let Some(folder) = std::env::var_os("ISOTOPE_SCREENSHOTS") {
        return keep(&pictures.collect::<Vec<_>>(), &PathBuf::from(folder));
    }
    let unreached: Vec<_> = pictures.flat_map(|picture| look_at(&picture)).collect();
    assert!(unreached.is_empty(), "no key gets to {unreached:#?}");
}

/// Every picture in every size and scheme, as files.
fn keep(pictures: &[Picture], folder: &Path) {
    let made = gio::File::for_path(folder).make_directory_with_parents(gio::Cancellable::NONE);
    assert!(made.is_ok() || folder.is_dir(), "{made:?}");
    let schemes = [
        (adw::ColorScheme::ForceLight, "light"),
        (adw::ColorScheme::ForceDark, "dark"),
    ];
    for (scheme, suffix) in schemes {
        adw::StyleManager::default().set_color_scheme(scheme);
        for size in WIDTHS {
            for picture in pictures {
                let fixture = picture.begin(size);
                assert_fits(picture, &fixture, size);
                let texture = draw(fixture.window());
                assert_is_a_picture(picture, &texture, size);
                let name = format!("{}-{}-{suffix}.png", picture.name, size.0);
                texture.save_to_png(folder.join(name)).unwrap();
                fixture.close();
            }
        }
    }
}

/// The same for the test alone: drawn once, in the narrowest window, where things go wrong. Says what no key gets to.
fn look_at(picture: &Picture) -> Vec<String> {
    let fixture = picture.begin(NARROW);
    assert_is_a_picture(picture, &draw(fixture.window()), NARROW);
    assert_fits(picture, &fixture, NARROW);
    let unreached = testing::out_of_reach(fixture.window()).into_iter();
    let unreached = unreached.map(|what| format!("{}: {what}", picture.name));
    let unreached = unreached.collect();
    fixture.close();
    unreached
}

/// Nothing is wider than the window, and no button has too little room for its words.
fn assert_fits(picture: &Picture, fixture: &Fixture, size: (i32, i32)) {
    let content = AdwApplicationWindowExt::content(fixture.window()).unwrap();
    let (needed, ..) = content.measure(gtk::Orientation::Horizontal, -1);
    assert!(needed <= size.0, "{} needs {needed} px", picture.name);
    let cut = testing::cut(fixture.window());
    assert!(cut.is_empty(), "{} cuts {cut:?}", picture.name);
}

/// Draws the window, and what is open above it, without any screen.
fn draw(window: &adw::ApplicationWindow) -> gdk::Texture {
    gtk::test_widget_wait_for_draw(window);
    let snapshot = gtk::Snapshot::new();
    paint(window, &snapshot);
    for menu in testing::menus(window) {
        snapshot.save();
        snapshot.translate(&place(&menu, window));
        paint(&menu, &snapshot);
        snapshot.restore();
    }
    let node = snapshot.to_node().unwrap();
    let renderer = gsk::CairoRenderer::new();
    renderer.realize(gdk::Surface::NONE).unwrap();
    let texture = renderer.render_texture(node, None);
    renderer.unrealize();
    texture
}

fn paint(widget: &impl IsA<gtk::Widget>, snapshot: &gtk::Snapshot) {
    let (width, height) = (widget.width(), widget.height());
    let paintable = gtk::WidgetPaintable::new(Some(widget));
    paintable.snapshot(snapshot, f64::from(width), f64::from(height));
}

/// Where in the window a menu is. Both are drawn somewhere within their surfaces, for these have room for shadows.
#[expect(
    clippy::cast_possible_truncation,
    reason = "pixels of a window are few"
)]
fn place(menu: &gtk::Popover, window: &adw::ApplicationWindow) -> graphene::Point {
    let popup = menu.surface().and_downcast::<gdk::Popup>().unwrap();
    let ((x, y), (left, top)) = (menu.surface_transform(), window.surface_transform());
    let at = |popup: i32, own: f64, other: f64| (f64::from(popup) + own - other) as f32;
    graphene::Point::new(
        at(popup.position_x(), x, left),
        at(popup.position_y(), y, top),
    )
}

fn assert_is_a_picture(picture: &Picture, texture: &gdk::Texture, size: (i32, i32)) {
    assert!(texture.width() >= size.0 && texture.height() >= size.1);
    let stride = usize::try_from(texture.width() * 4).unwrap();
    let mut pixels = vec![0; stride * usize::try_from(texture.height()).unwrap()];
    texture.download(&mut pixels, stride);
    let mut colours = HashSet::new();
    let many = pixels.chunks_exact(4).any(|pixel| {
        colours.insert(pixel);
        colours.len() > 20
    });
    assert!(many, "{} is empty", picture.name);
}
