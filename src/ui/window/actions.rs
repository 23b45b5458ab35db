//! Menu, actions and their keys.

use gtk::gio;
use gtk::prelude::*;
use relm4::Sender;
use relm4::prelude::*;

use super::{Place, WindowMsg};
use crate::tr;
use crate::ui::ask::Ask;

/// Action, keys.
const KEYS: [(&str, &[&str]); 9] = [
    ("win.check", &["<Control>r", "F5"]),
    ("win.close", &["<Control>w"]),
    ("win.quit", &["<Control>q"]),
    ("win.shortcuts", &["<Control>question"]),
    // libadwaita has this key too, but only hears it while something inside the page has the focus.
    ("win.back", &["<Alt>Left"]),
    ("win.home", &["<Alt>1"]),
    ("win.versions", &["<Alt>2"]),
    ("win.apps", &["<Alt>3"]),
    ("win.find", &["<Control>f"]),
];

/// The menu behind the button at the end of the header bar.
pub(crate) fn menu() -> gio::Menu {
    let menu = gio::Menu::new();
    let first = gio::Menu::new();
    first.append(Some(&tr!("action-check")), Some("win.check"));
    first.append(Some(&tr!("menu-switch")), Some("win.switch"));
    menu.append_section(None, &first);
    let last = gio::Menu::new();
    last.append(Some(&tr!("menu-shortcuts")), Some("win.shortcuts"));
    last.append(Some(&tr!("menu-about")), Some("win.about"));
    menu.append_section(None, &last);
    menu
}

/// The menu of the practice machine, where the window is too narrow for its buttons.
pub(crate) fn practice_menu() -> gtk::MenuButton {
    let menu = gio::Menu::new();
    menu.append(Some(&tr!("practice-publish")), Some("win.publish"));
    menu.append(Some(&tr!("practice-start-over")), Some("win.start-over"));
    gtk::MenuButton::builder()
        .icon_name("view-more-symbolic")
        .tooltip_text(tr!("practice-menu"))
        .menu_model(&menu)
        .css_classes(["flat"])
        .visible(false)
        .build()
}

/// Adds the window's actions and tells the program their keys.
pub(crate) fn add(window: &adw::ApplicationWindow, input: &Sender<WindowMsg>) {
    let on = |name: &str, msg: fn() -> WindowMsg| {
        let input = input.clone();
        let action = gio::SimpleAction::new(name, None);
        action.connect_activate(move |_, _| input.emit(msg()));
        window.add_action(&action);
    };
    on("check", || WindowMsg::Ask(Ask::Check));
    on("switch", || WindowMsg::Ask(Ask::ShowSystems));
    on("close", || WindowMsg::Close);
    on("quit", || WindowMsg::Close);
    on("shortcuts", || WindowMsg::Shortcuts);
    on("about", || WindowMsg::About);
    on("publish", || WindowMsg::Ask(Ask::Publish));
    on("start-over", || WindowMsg::Ask(Ask::StartOver));
    on("back", || WindowMsg::Back);
    on("home", || WindowMsg::Visit(Place::Home));
    on("versions", || WindowMsg::Visit(Place::Versions));
    on("apps", || WindowMsg::Visit(Place::Apps));
    on("find", || WindowMsg::Find);
    let app = relm4::main_application();
    for (action, keys) in KEYS {
        app.set_accels_for_action(action, keys);
    }
}

/// Lets an action be used, or not: its key and its place in the menu.
pub(crate) fn enable(window: &adw::ApplicationWindow, name: &str, on: bool) {
    if let Some(action) = window
        .lookup_action(name)
        .and_downcast::<gio::SimpleAction>()
    {
        action.set_enabled(on);
    }
}
