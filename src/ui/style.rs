//! Our style sheet and icons, from the program's own resources.

use gtk::{gdk, gio};
use relm4::prelude::*;

/// Where our resources lie.
const RESOURCES: &str = "/io/github/isotope_desktop/Isotope";

/// Makes style and icons known to the default display. Once is enough: each more time makes every window slower.
pub(crate) fn load() {
    if let Err(error) = gio::resources_register_include!("isotope.gresource") {
        tracing::warn!(err = %error, "the program's own resources cannot be read");
        return;
    }
    let Some(display) = gdk::Display::default() else {
        return;
    };
    let icons = gtk::IconTheme::for_display(&display);
    icons.add_resource_path(&format!("{RESOURCES}/icons"));
    let sheet = gtk::CssProvider::new();
    sheet.load_from_resource(&format!("{RESOURCES}/style.css"));
    gtk::style_context_add_provider_for_display(
        &display,
        &sheet,
        gtk::STYLE_PROVIDER_PRIORITY_APPLICATION,
    );
}
