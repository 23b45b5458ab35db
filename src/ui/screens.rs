//! Pictures of every page in every state, in light and dark, narrow and wide. With `ISOTOPE_SCREENSHOTS=DIR` they
//! are kept there, else they are made in a temporary folder and looked at by the test alone.

use std::path::{Path, PathBuf};

use adw::prelude::*;
use gtk::{gdk, gio, gsk};
use relm4::prelude::*;

use super::ask::Ask;
use super::testing::{self, Fixture};
use super::window::WindowMsg;
use crate::backend::BackendError;
use crate::backend::fake::Scene;

const WIDTHS: [(i32, i32); 2] = [(360, 720), (800, 800)];

/// One picture: a name, a system, and what a person does before it is taken.
struct Picture {
    name: &'static str,
    scene: Option<Scene>,
    practice: bool,
    walk: Vec<Step>,
}

/// One thing a person does.
enum Step {
    Visit(&'static str),
    Ask(Box<dyn Fn(&Fixture) -> Ask>),
    Fail(BackendError),
    Scroll,
}

fn picture(name: &'static str, scene: Scene) -> Picture {
    Picture {
        name,
        scene: Some(scene),
        practice: false,
        walk: Vec::new(),
    }
}

impl Picture {
    fn visit(mut self, page: &'static str) -> Self {
        self.walk.push(Step::Visit(page));
        self
    }

    fn ask(mut self, ask: impl Fn(&Fixture) -> Ask + 'static) -> Self {
        self.walk.push(Step::Ask(Box::new(ask)));
        self
    }

    fn fail(mut self, error: BackendError) -> Self {
        self.walk.push(Step::Fail(error));
        self
    }

    fn scroll(mut self) -> Self {
        self.walk.push(Step::Scroll);
        self
    }

    fn practice(self) -> Self {
        Self {
            practice: true,
            ..self
        }
    }
}

fn details(at: usize) -> impl Fn(&Fixture) -> Ask {
    move |fixture| Ask::Open(fixture.id(at))
}

fn pictures() -> Vec<Picture> {
    let network = BackendError::Network {
        detail: "While pulling practice/44/x86_64/gnome: Timeout was reached".to_owned(),
    };
    let busy = BackendError::Busy {
        by: Some("gnome-software".to_owned()),
        title: "upgrade".to_owned(),
    };
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
        picture("versions", Scene::Many).visit("versions"),
        picture("versions-ready", Scene::Ready).visit("versions"),
        picture("versions-gone-back", Scene::GoneBack).visit("versions"),
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
        picture("go-back", Scene::Ready).ask(|f| Ask::GoBack(f.id(2))),
        picture("delete", Scene::Fine).ask(|f| Ask::Delete(f.id(1))),
        picture("restart", Scene::Ready).ask(|_| Ask::Restart),
        picture("failure", Scene::UpdateAvailable).fail(network),
        picture("busy", Scene::UpdateAvailable).fail(busy),
    ]);
    list
}

fn folder() -> (PathBuf, Option<tempfile::TempDir>) {
    if let Some(folder) = std::env::var_os("ISOTOPE_SCREENSHOTS") {
        (folder.into(), None)
    } else {
        let temp = tempfile::tempdir().unwrap();
        (temp.path().to_owned(), Some(temp))
    }
}

fn make(folder: &Path) {
    let made = gio::File::for_path(folder).make_directory_with_parents(gio::Cancellable::NONE);
    assert!(made.is_ok() || folder.is_dir(), "{made:?}");
}

#[gtk::test]
fn screens() {
    testing::start();
    let (folder, temp) = folder();
    make(&folder);
    let wanted = std::env::var("ISOTOPE_SCREENSHOT_NAME").ok();
    // The dark ones are for eyes alone: nothing can fail in them that the light ones would not show.
    let kept = temp.is_none();
    let schemes = [
        (adw::ColorScheme::ForceLight, "light"),
        (adw::ColorScheme::ForceDark, "dark"),
    ];
    for (scheme, suffix) in schemes.into_iter().take(if kept { 2 } else { 1 }) {
        adw::StyleManager::default().set_color_scheme(scheme);
        for size in WIDTHS {
            for picture in pictures() {
                if wanted
                    .as_ref()
                    .is_some_and(|w| !picture.name.contains(w.as_str()))
                {
                    continue;
                }
                let file = folder.join(format!("{}-{}-{suffix}.png", picture.name, size.0));
                take(&picture, size, &file);
            }
        }
    }
}

fn take(picture: &Picture, size: (i32, i32), file: &Path) {
    let fixture = Fixture::open(picture.scene, picture.practice, size);
    for step in &picture.walk {
        match step {
            Step::Visit(page) => fixture.tell(WindowMsg::Visit(page)),
            Step::Ask(ask) => fixture.tell(WindowMsg::Ask(ask(&fixture))),
            Step::Fail(error) => {
                fixture.fake.as_ref().unwrap().fail_next(error.clone());
                fixture.tell(WindowMsg::Ask(Ask::Update));
                fixture.wait_until("a dialog", |f| f.window().visible_dialog().is_some());
            }
            Step::Scroll => fixture.scroll_down(),
        }
        fixture.settle();
    }
    let content = AdwApplicationWindowExt::content(fixture.window()).unwrap();
    let (needed, ..) = content.measure(gtk::Orientation::Horizontal, -1);
    assert!(needed <= size.0, "{} needs {needed} px", picture.name);
    save(fixture.window(), file);
    assert_is_a_picture(file, size);
    fixture.close();
}

/// Draws the window into a file, without any screen.
fn save(window: &adw::ApplicationWindow, file: &Path) {
    gtk::test_widget_wait_for_draw(window);
    let paintable = gtk::WidgetPaintable::new(Some(window));
    let snapshot = gtk::Snapshot::new();
    let (width, height) = (window.width(), window.height());
    paintable.snapshot(&snapshot, f64::from(width), f64::from(height));
    let node = snapshot.to_node().unwrap();
    let renderer = gsk::CairoRenderer::new();
    renderer.realize(gdk::Surface::NONE).unwrap();
    renderer
        .render_texture(node, None)
        .save_to_png(file)
        .unwrap();
    renderer.unrealize();
}

fn assert_is_a_picture(file: &Path, size: (i32, i32)) {
    let texture = gdk::Texture::from_filename(file).unwrap();
    assert!(texture.width() >= size.0 && texture.height() >= size.1);
    let stride = usize::try_from(texture.width() * 4).unwrap();
    let mut pixels = vec![0; stride * usize::try_from(texture.height()).unwrap()];
    texture.download(&mut pixels, stride);
    let mut colours: Vec<&[u8]> = pixels.chunks_exact(4).collect();
    colours.sort_unstable();
    colours.dedup();
    assert!(colours.len() > 20, "{} is empty", file.display());
}
