//! What tests of pages share.

mod fixture;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

use adw::prelude::*;
use chrono::{DateTime, Utc};
use futures_util::FutureExt as _;
use gtk::glib;
use relm4::prelude::*;

use crate::backend::fake::{FakeBackend, Scene};
use crate::backend::practice::Machine;
use crate::backend::{Backend as _, BackendError};
use crate::catalogue::Catalogue;
use crate::looks::Looks;
use crate::switching::{Around, ImageOffer, Offer, Published, Publisher};
use crate::upstream::{Seen, UpstreamError};

use super::ask::Ask;
use super::pages::apps::{AppsMsg, HistoryMsg};
use super::pages::packages::Source;
use super::reading::Reading;
use super::window::{Window, WindowMsg};
use super::world::World;
use super::{AskPublishers, Connect, Desk, FindSystems, Found, Options};
use crate::backend::detect::NoBackend;
use crate::domain::{DeploymentId, FindingKind, Origin, SwitchRecord, SystemStatus};
use crate::i18n::english;
use crate::notebook::Notebook;

pub(crate) use fixture::Fixture;

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
        switch: None,
        now: now(),
        status,
    })
}

/// The systems of all tests: the practice machine's, and those that the program knows by itself.
pub(crate) fn systems() -> Catalogue {
    let practice = concat!(env!("CARGO_MANIFEST_DIR"), "/src/practice/upstream");
    Catalogue::read(&[practice.into()], "x86_64")
}

/// A desk whose files are in that folder, in an invented world.
pub(crate) fn desk(folder: &Path) -> Desk {
    Desk {
        notebook: Notebook::at(folder.join("notebook.json")),
        now,
        looks: Looks::at(folder),
        around: Around::Nothing,
        systems: FindSystems::new(systems),
        publishers: AskPublishers::new(|publisher, status, _| {
            let answer = offered(publisher, &status);
            Box::pin(async move { answer })
        }),
    }
}

/// What the invented world publishes at an address.
pub(crate) fn published(there: &Origin, status: &SystemStatus) -> Result<Published, UpstreamError> {
    let publisher = Publisher::of(there).ok_or(UpstreamError::NotPublished)?;
    offered(publisher, status)
}

/// Tags as the publisher of Bluefin makes them, branches as the practice upstream has them.
fn offered(publisher: Publisher, status: &SystemStatus) -> Result<Published, UpstreamError> {
    const TAGS: &str = "stable stable-20261117 stable-20261110 stable-20261103 stable-20261027 stable-20261020 \
        stable-20260811 testing testing-20261119 testing-20261112 next latest latest-20261120 latest-20261119 latest-20261118 latest-20261030 beta gts 44 lts \
        lts.20261101 sha256-0123.sig";
    const BRANCHES: [&str; 5] = [
        "44/x86_64/gnome",
        "44/x86_64/testing/gnome",
        "45/x86_64/gnome",
        "44/x86_64/kde",
        "44/x86_64/minimal",
    ];
    let what = match publisher {
        Publisher::Image(image) if image.repository.ends_with("/nothing") => {
            Offer::Image(ImageOffer::new(image, &[], &systems(), status))
        }
        Publisher::Image(image) if !image.repository.contains("example.org") => {
            let tags: Vec<_> = TAGS.split_whitespace().map(str::to_owned).collect();
            Offer::Image(ImageOffer::new(image, &tags, &systems(), status))
        }
        Publisher::Image(image) => {
            let host = image.repository.split('/').next().unwrap_or_default();
            return Err(UpstreamError::TimedOut {
                host: host.to_owned(),
            });
        }
        Publisher::Remote { remote, .. } => {
            let branches = BRANCHES.map(|name| Origin::parse(&format!("{remote}:practice/{name}")));
            let (branches, others) = branches
                .into_iter()
                .partition(|origin| origin.system().variant.as_deref() == Some("gnome"));
            Offer::Remote {
                remote,
                branches,
                others,
            }
        }
    };
    let seen = Seen {
        at: now(),
        offline: None,
    };
    Ok(Published { what, seen })
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

/// The style is loaded once for all tests: each more time would make every later window slower.
static LOADED: Once = Once::new();

/// Makes GTK ready for a test: no animations, our style and icons, and no windows of earlier tests, which would go on
/// drawing beside this one.
pub(crate) fn start() {
    adw::init().unwrap();
    for window in gtk::Window::list_toplevels() {
        window.downcast_ref::<gtk::Window>().unwrap().destroy();
    }
    turn();
    LOADED.call_once(super::style::load);
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

/// The texts of all labels that are shown below a widget, in English.
pub(crate) fn texts(root: &impl IsA<gtk::Widget>) -> Vec<String> {
    all(root)
        .iter()
        .filter(|w| is_shown(w))
        .filter_map(|w| w.downcast_ref::<gtk::Label>())
        .map(|label| label.text().to_string())
        .filter(|text| !text.is_empty())
        .map(|text| english::of(&text))
        .collect()
}

/// The shown button with that label or tooltip.
pub(crate) fn button(root: &impl IsA<gtk::Widget>, name: &str) -> Option<gtk::Button> {
    all(root)
        .iter()
        .filter(|w| is_shown(w))
        .filter_map(|w| w.downcast_ref::<gtk::Button>())
        .find(|b| {
            b.label()
                .is_some_and(|l| english::of(&l.replace('_', "")) == name)
                || b.tooltip_text().is_some_and(|t| english::of(&t) == name)
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
    let rows = || all(root).into_iter().filter(is_shown);
    let is_called = |row: &adw::PreferencesRow| english::of(&row.title()) == title;
    // A row may hold rows: what is called so comes before what has it somewhere.
    let row = rows()
        .find(|w| w.downcast_ref().is_some_and(is_called))
        .or_else(|| {
            rows().find(|w| w.is::<gtk::ListBoxRow>() && texts(w).iter().any(|t| t == title))
        })
        .unwrap_or_else(|| panic!("no row {title} in {:?}", texts(root)));
    row.activate_action("row.open", None).unwrap();
    turn();
}

/// What is open above a window.
pub(crate) fn menus(window: &adw::ApplicationWindow) -> Vec<gtk::Popover> {
    let menus = all(window).into_iter();
    let menus = menus.filter_map(|widget| widget.downcast::<gtk::Popover>().ok());
    menus.filter(WidgetExt::is_mapped).collect()
}

/// What buttons say and is cut, for want of room. A choice from a list shows all of it when it is opened.
pub(crate) fn cut(window: &adw::ApplicationWindow) -> Vec<String> {
    let labels = all(window).into_iter().filter(is_shown);
    let labels = labels.filter_map(|widget| widget.downcast::<gtk::Label>().ok());
    labels
        .filter(|label| label.ancestor(gtk::Button::static_type()).is_some())
        .filter(|label| label.ancestor(gtk::DropDown::static_type()).is_none())
        .filter(|label| label.layout().is_ellipsized())
        .map(|label| label.label().into())
        .collect()
}

/// What can be operated in a window, but is never come to with the Tab key.
pub(crate) fn out_of_reach(window: &adw::ApplicationWindow) -> Vec<String> {
    let mut reached = Vec::new();
    GtkWindowExt::set_focus(window, None::<&gtk::Widget>);
    while window.child_focus(gtk::DirectionType::TabForward)
        && let Some(focus) = GtkWindowExt::focus(window)
        && !reached.contains(&focus)
    {
        reached.push(focus);
    }
    // What lies below a dialog, or a menu, waits for its end.
    let open = window.visible_dialog().map(Cast::upcast::<gtk::Widget>);
    let open = open.or_else(|| menus(window).into_iter().next().map(Cast::upcast));
    all(&open.unwrap_or_else(|| window.clone().upcast()))
        .into_iter()
        .filter(|w| w.is_mapped() && w.is_sensitive() && w.is_focusable())
        .filter(|w| is_operated(w) && !reached.contains(w))
        .map(|w| format!("{} {:?}", w.type_(), texts(&w)))
        .collect()
}

/// Whether it is something to operate that has a place of its own in the order of the keyboard. The window's own
/// buttons have none, and of several to choose from the chosen one has it: arrows lead on to the others.
fn is_operated(widget: &gtk::Widget) -> bool {
    let is_one_of_several = widget
        .first_child()
        .is_some_and(|child| child.css_name() == "radio");
    let is_control = widget.is::<gtk::Button>()
        || widget.is::<gtk::CheckButton>() && !is_one_of_several
        || widget.is::<gtk::Text>()
        || widget.is::<gtk::ListBoxRow>();
    // What these are made of takes the keyboard in their place.
    let is_made_of_others = widget.is::<adw::ExpanderRow>() || widget.is::<adw::EntryRow>();
    is_control
        && !is_made_of_others
        && widget
            .ancestor(gtk::WindowControls::static_type())
            .is_none()
        && widget.ancestor(adw::ViewSwitcher::static_type()).is_none()
        && widget
            .ancestor(adw::ViewSwitcherBar::static_type())
            .is_none()
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
