//! Another image: an address that the person knows, read while it is typed.

use adw::prelude::*;
use relm4::prelude::*;

use crate::domain::{NotAnAddress, Origin};
use crate::ui::ask::Ask;
use crate::ui::widgets::{group, on_activate, page_body};
use crate::{text, tr};

/// Addresses of every kind, to begin with one of them.
const EXAMPLES: [&str; 5] = [
    "fedora:fedora/44/x86_64/kinoite",
    "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable",
    "ostree-unverified-registry:ghcr.io/ublue-os/bazzite:stable",
    "ostree-remote-registry:fedora:quay.io/fedora/fedora-kinoite:44",
    "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin@sha256:",
];

/// The page.
#[derive(Debug)]
pub(crate) struct AddressPage {
    here: Origin,
    typed: Result<Origin, NotAnAddress>,
    entry: adw::EntryRow,
    /// What may have been meant.
    meant: gtk::Box,
}

/// What it is told.
#[derive(Debug)]
pub(crate) enum AddressMsg {
    /// The person typed this.
    Typed(String),
    /// The person begins with this.
    Begin(String),
    /// The person wants to go there.
    Go,
}

#[relm4::component(pub(crate))]
impl SimpleComponent for AddressPage {
    type Init = Origin;
    type Input = AddressMsg;
    type Output = Ask;

    view! {
        #[root]
        adw::NavigationPage {
            set_tag: Some("address"),
            set_title: &tr!("address-title"),
            #[wrap(Some)]
            set_child = &adw::ToolbarView {
                add_top_bar = &adw::HeaderBar {},
                set_content: Some(&page_body(&content)),
            },
        },
        #[name = "typing"]
        gtk::Box {
            set_orientation: gtk::Orientation::Vertical,
            set_spacing: 12,
            adw::PreferencesGroup {
                set_description: Some(&tr!("address-body")),
                add: &model.entry,
            },
            #[name = "words"]
            gtk::Label {
                set_wrap: true,
                set_wrap_mode: gtk::pango::WrapMode::WordChar,
                set_selectable: true,
                set_xalign: 0.0,
                set_margin_start: 12,
                set_margin_end: 12,
                #[watch]
                set_label: &model.words(),
                #[watch]
                set_css_classes: if model.is_wrong() { &["error"] } else { &["dim-label"] },
            },
            append: &model.meant,
            #[name = "go"]
            gtk::Button {
                set_label: &tr!("address-go"),
                set_halign: gtk::Align::Center,
                set_css_classes: &["pill", "suggested-action"],
                #[watch]
                set_sensitive: model.typed.is_ok(),
                connect_clicked => AddressMsg::Go,
            },
        },
    }

    fn init(here: Origin, root: Self::Root, sender: ComponentSender<Self>) -> ComponentParts<Self> {
        let content = gtk::Box::default();
        let entry = adw::EntryRow::builder()
            .title(tr!("address-entry"))
            .input_purpose(gtk::InputPurpose::Url)
            .build();
        let model = Self {
            here,
            typed: Err(NotAnAddress::Empty),
            entry,
            meant: gtk::Box::new(gtk::Orientation::Vertical, 0),
        };
        let widgets = view_output!();
        content.append(&widgets.typing);
        content.append(&examples(&sender));
        let input = sender.input_sender().clone();
        model
            .entry
            .connect_changed(move |entry| input.emit(AddressMsg::Typed(entry.text().to_string())));
        let input = sender.input_sender().clone();
        model
            .entry
            .connect_entry_activated(move |_| input.emit(AddressMsg::Go));
        let entry = model.entry.clone();
        root.connect_shown(move |_| {
            entry.grab_focus();
        });
        ComponentParts { model, widgets }
    }

    fn update(&mut self, msg: AddressMsg, sender: ComponentSender<Self>) {
        match msg {
            AddressMsg::Typed(text) => {
                self.typed = Origin::typed(&text, &self.here);
                self.mark();
                self.offer(&sender);
            }
            AddressMsg::Begin(example) => {
                self.entry.set_text(&example);
                self.entry.grab_focus();
                self.entry.set_position(-1);
            }
            AddressMsg::Go => {
                if let Ok(there) = &self.typed {
                    sender.output_sender().emit(Ask::Preflight(there.clone()));
                }
            }
        }
    }
}

impl AddressPage {
    /// Whether something was typed that is no address.
    fn is_wrong(&self) -> bool {
        !matches!(&self.typed, Ok(_) | Err(NotAnAddress::Empty))
    }

    /// What is wrong with it, or what it leads to.
    fn words(&self) -> String {
        match &self.typed {
            Err(NotAnAddress::Empty) => String::new(),
            Err(NotAnAddress::NoSignature { .. }) => tr!("address-unsaid"),
            Err(NotAnAddress::Twice { .. } | NotAnAddress::NoTransport { .. }) => {
                tr!("address-almost")
            }
            Err(why) => text::not_an_address(why),
            Ok(there) => text::address(there),
        }
    }

    /// What may have been meant, with the words on its row.
    fn suggestions(&self) -> Vec<(String, String)> {
        match &self.typed {
            Err(NotAnAddress::NoSignature {
                meant: [checked, unchecked],
            }) => vec![
                (tr!("address-use-verified"), checked.clone()),
                (tr!("address-use-unverified"), unchecked.clone()),
            ],
            Err(NotAnAddress::Twice { meant } | NotAnAddress::NoTransport { meant }) => {
                vec![(tr!("address-use"), meant.clone())]
            }
            Ok(_) | Err(_) => Vec::new(),
        }
    }

    /// Rows that fill the entry with what may have been meant.
    fn offer(&self, sender: &ComponentSender<Self>) {
        while let Some(child) = self.meant.first_child() {
            self.meant.remove(&child);
        }
        let suggestions = self.suggestions();
        self.meant.set_visible(!suggestions.is_empty());
        let group = group("");
        for (title, address) in suggestions {
            group.add(&filling_row(&title, &address, &address, sender));
        }
        self.meant.append(&group);
    }

    fn mark(&self) {
        let invalid = if self.is_wrong() {
            self.entry.add_css_class("error");
            gtk::AccessibleInvalidState::True
        } else {
            self.entry.remove_css_class("error");
            gtk::AccessibleInvalidState::False
        };
        self.entry
            .upcast_ref::<gtk::Widget>()
            .update_state(&[gtk::accessible::State::Invalid(invalid)]);
    }
}

fn examples(sender: &ComponentSender<AddressPage>) -> adw::PreferencesGroup {
    let group = group(&tr!("address-examples"));
    let kinds = [
        tr!("address-example-branch"),
        tr!("address-example-signed"),
        tr!("address-example-unchecked"),
        tr!("address-example-remote"),
        tr!("address-example-digest"),
    ];
    for (example, kind) in EXAMPLES.into_iter().zip(kinds) {
        let shown = match example.strip_suffix(':') {
            Some(_) => format!("{example}\u{2026}"),
            None => example.to_owned(),
        };
        group.add(&filling_row(&kind, &shown, example, sender));
    }
    group
}

/// A row that puts an address into the entry.
fn filling_row(
    title: &str,
    shown: &str,
    address: &str,
    sender: &ComponentSender<AddressPage>,
) -> adw::ActionRow {
    let row = adw::ActionRow::builder()
        .title(title)
        .subtitle(shown)
        .use_markup(false)
        .activatable(true)
        .build();
    row.add_css_class("property");
    let (input, address) = (sender.input_sender().clone(), address.to_owned());
    on_activate(&row, move || {
        input.emit(AddressMsg::Begin(address.clone()));
    });
    row
}

#[cfg(test)]
mod tests {
    use relm4::prelude::*;

    use super::*;
    use crate::ui::testing::{button, in_window, listener, open_row, press, says, start, turn};

    const HERE: &str = "fedora:fedora/43/x86_64/silverblue";

    #[gtk::test]
    fn what_is_typed_is_read_at_once() {
        start();
        let (heard, hear) = listener();
        let page = AddressPage::builder()
            .launch(Origin::parse(HERE))
            .connect_receiver(move |_, ask| hear(ask));
        let view = adw::NavigationView::new();
        view.add(page.widget());
        let window = in_window(&view);
        let entry = page.model().entry.clone();
        let can_go = || button(&window, "Check…").unwrap().is_sensitive();
        assert!(!can_go());
        for (text, good, words) in [
            (
                "ghcr.io/ublue-os/bluefin:stable",
                false,
                "It is missing whether the publisher is verified",
            ),
            (
                "ostree-image-signed:ghcr.io/a/b:c",
                false,
                "Something in it is missing",
            ),
            (
                "ostree-new-registry:ghcr.io/a/b",
                false,
                "ostree-new-registry is not known",
            ),
            (
                "ostree-image-signed:docker://ghcr.io/a/b@sha256:12",
                false,
                "is no digest",
            ),
            (HERE, false, "already"),
            ("two words", false, "no spaces"),
            (
                "fedora/44/x86_64/kinoite",
                true,
                "fedora:fedora/44/x86_64/kinoite",
            ),
            (
                "ostree-unverified-registry:ghcr.io/a/b",
                true,
                "Not verified",
            ),
        ] {
            entry.set_text(text);
            turn();
            assert!(says(&window, words), "{text}: {words}");
            assert_eq!(
                (can_go(), entry.has_css_class("error")),
                (good, !good),
                "{text}"
            );
        }
        press(&window, "Check…");
        entry.set_text("ghcr.io/ublue-os/bluefin:stable");
        turn();
        open_row(&window, "Use as Verified");
        assert_eq!(
            entry.text(),
            "ostree-image-signed:docker://ghcr.io/ublue-os/bluefin:stable"
        );
        assert!(can_go() && !says(&window, "Use as Verified"));
        entry.set_text("");
        turn();
        assert!(!can_go() && !entry.has_css_class("error"));
        open_row(&window, EXAMPLES[0]);
        turn();
        assert_eq!(entry.text(), EXAMPLES[0]);
        entry.emit_by_name::<()>("entry-activated", &[]);
        turn();
        let asked: Vec<_> = heard
            .borrow()
            .iter()
            .map(|ask| format!("{ask:?}"))
            .collect();
        assert_eq!(asked.len(), 2);
        assert!(
            asked.iter().all(|ask| ask.starts_with("Preflight(")),
            "{asked:?}"
        );
    }
}
