//! Widgets of the window that handlers need.

use adw::prelude::*;
use relm4::ComponentSender;
use relm4::prelude::*;

use super::{Place, Window, WindowMsg};

/// The widgets.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) window: adw::ApplicationWindow,
    pub(super) toasts: adw::ToastOverlay,
    pub(super) navigation: adw::NavigationView,
    pub(super) stack: adw::ViewStack,
}

impl Parts {
    pub(super) fn new(
        window: &adw::ApplicationWindow,
        navigation: adw::NavigationView,
        [home, versions, apps]: [&gtk::Box; 3],
        sender: &ComponentSender<Window>,
    ) -> Self {
        let stack = adw::ViewStack::new();
        for place in Place::ALL {
            let page = match place {
                Place::Home => home,
                Place::Versions => versions,
                Place::Apps => apps,
            };
            stack.add_titled_with_icon(page, Some(place.name()), &place.title(), place.icon());
        }
        let input = sender.input_sender().clone();
        stack.connect_visible_child_notify(move |_| input.emit(WindowMsg::Turned));
        let input = sender.input_sender().clone();
        navigation.connect_popped(move |_, page| input.emit(WindowMsg::Left(page.tag())));
        let toasts = adw::ToastOverlay::new();
        toasts.set_child(Some(&navigation));
        Self {
            window: window.clone(),
            toasts,
            navigation,
            stack,
        }
    }

    /// Which page of the first level is shown, whatever stands above it.
    pub(super) fn place(&self) -> Option<Place> {
        let name = self.stack.visible_child_name()?;
        Place::ALL.into_iter().find(|place| place.name() == name)
    }

    /// Leaves pages out of the switcher, or takes them in again.
    pub(super) fn offer(&self, is_offered: impl Fn(Place) -> bool) {
        for place in Place::ALL {
            if let Some(child) = self.stack.child_by_name(place.name()) {
                self.stack.page(&child).set_visible(is_offered(place));
            }
        }
    }

    /// Whether that page is what the person sees.
    pub(super) fn is_at(&self, place: Place) -> bool {
        self.navigation.visible_page_tag().as_deref() == Some("main") && self.place() == Some(place)
    }
}
