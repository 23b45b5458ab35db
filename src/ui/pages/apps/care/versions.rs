//! The versions of an app that its source still has, to go back to one.

use adw::prelude::*;
use relm4::prelude::*;

use super::super::reading::Key;
use super::sheet::Sheet;
use super::{CareMsg, Cares};
use crate::domain::{Checksum, InstalledApp};
use crate::flatpak::care::{CareError, Version};
use crate::text;
use crate::tr;
use crate::ui::widgets::{copy_button, group, on_activate};

/// The versions of an app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Versions {
    /// The newest first.
    pub(crate) all: Vec<Version>,
    /// Whether nobody but root can choose one.
    pub(crate) only_root: bool,
}

/// The page. It asks the source once.
#[derive(Debug)]
pub(crate) struct VersionsPage {
    /// Of which app.
    pub(crate) key: Key,
    installed: Checksum,
    sheet: Sheet,
    cares: Cares,
}

#[relm4::component(pub(crate))]
impl SimpleComponent for VersionsPage {
    type Init = (InstalledApp, Cares);
    type Input = Result<Versions, CareError>;
    type Output = ();

    view! {
        adw::NavigationPage {
            set_tag: Some("app-versions"),
        }
    }

    fn init(
        (app, cares): Self::Init,
        root: Self::Root,
        _sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let model = Self {
            key: Key::of(&app),
            installed: app.commit,
            sheet: Sheet::new(&root, &tr!("app-versions-title")),
            cares,
        };
        let looking = tr!("app-versions-looking", source = app.origin);
        model.sheet.wait(&looking);
        let widgets = view_output!();
        ComponentParts { model, widgets }
    }

    fn update(&mut self, answer: Self::Input, _sender: ComponentSender<Self>) {
        match answer {
            Err(error) => {
                let why = text::care::care_error(&error);
                let body = [why.body, why.hint.unwrap_or_default()].join("\n\n");
                let words = (&*why.title, body.trim_end());
                self.sheet.say("isotope-attention-symbolic", words, None);
            }
            Ok(Versions { all, only_root }) => {
                let (title, hint) = if only_root {
                    (tr!("error-only-root"), tr!("app-versions-only-root"))
                } else {
                    (String::new(), tr!("app-versions-hint"))
                };
                let list = group(&title);
                list.set_description(Some(&hint));
                for (at, version) in all.into_iter().enumerate() {
                    list.add(&self.row(version, at == 0, only_root));
                }
                self.sheet.content.append(&list);
                self.sheet.show();
            }
        }
    }
}

impl VersionsPage {
    /// A button for the command with which root chooses that version.
    fn copy_button(&self, version: &Version) -> gtk::Button {
        let (place, id) = (&self.key.installation, &self.key.app_ref.id);
        let verb = "sudo isotopectl apps use-version --installation";
        let command = format!("{verb} {place} {id} {}", version.commit);
        let cares = self.cares.clone();
        copy_button(
            &tr!("app-versions-copy", version = date(version)),
            move || cares.emit(CareMsg::Copy(command.clone())),
        )
    }

    fn row(&self, version: Version, newest: bool, only_root: bool) -> adw::ActionRow {
        let row = adw::ActionRow::builder().use_markup(false).build();
        row.set_title(&date(&version));
        row.set_subtitle(version.subject.as_deref().unwrap_or_default());
        let badge = |words: &str, class: &str| {
            let badge = gtk::Label::builder()
                .label(words)
                .valign(gtk::Align::Center)
                .css_classes(["badge", class])
                .build();
            row.add_suffix(&badge);
        };
        if newest {
            badge(&tr!("app-versions-newest"), "news");
        }
        if version.commit == self.installed {
            badge(&tr!("app-versions-installed"), "good");
        } else if only_root {
            let subject = version.subject.clone().unwrap_or_default();
            let lines = [subject, version.commit.short().to_owned()].join("\n");
            row.set_subtitle(lines.trim_start());
            row.add_suffix(&self.copy_button(&version));
        } else {
            row.set_activatable(true);
            row.add_suffix(&gtk::Image::from_icon_name("go-next-symbolic"));
            let (cares, key) = (self.cares.clone(), self.key.clone());
            on_activate(&row, move || {
                cares.emit(CareMsg::AskVersion(key.clone(), version.clone()));
            });
        }
        row
    }
}

/// What to call a version: its date, or where nobody knows that, its number.
pub(super) fn date(version: &Version) -> String {
    version
        .made
        .map_or_else(|| version.commit.short().to_owned(), text::date_and_time)
}
