//! The top of the page: which app it is and how much it reaches; and the facts at its end.

use adw::prelude::*;
use relm4::prelude::*;

use super::super::line::Mark;
use super::super::reading::{AppsReading, Known};
use super::super::row::{app_icon, show_icon};
use super::Subject;
use crate::domain::InstallationId;
use crate::domain::permission::Risk;
use crate::text;
use crate::tr;
use crate::ui::widgets::{badge_box, centred, fill, fill_labels, group, property_row};

/// The widgets.
#[derive(Debug)]
pub(crate) struct Head {
    icon: gtk::Image,
    name: gtk::Label,
    summary: gtk::Label,
    marks: adw::WrapBox,
    verdict: adw::ActionRow,
    verdict_icon: gtk::Image,
    /// What stands between the name and the verdict.
    pub(crate) top: gtk::Box,
    facts: adw::PreferencesGroup,
    rows: [adw::ActionRow; 7],
}

impl Head {
    pub(crate) fn new(content: &gtk::Box, subject: &Subject) -> Self {
        let head = Self {
            icon: app_icon(96),
            name: centred(&["title-1"]),
            summary: centred(&["dim-label"]),
            marks: badge_box(),
            verdict: adw::ActionRow::builder().use_markup(false).build(),
            verdict_icon: gtk::Image::builder()
                .accessible_role(gtk::AccessibleRole::Presentation)
                .build(),
            top: gtk::Box::new(gtk::Orientation::Vertical, 6),
            facts: group(&tr!("rules-facts")),
            rows: [
                tr!("rules-version"),
                tr!("rules-source"),
                tr!("rules-installed-for"),
                tr!("rules-size"),
                tr!("rules-updated"),
                tr!("rules-runtime"),
                tr!("rules-id"),
            ]
            .map(|title| property_row(&title)),
        };
        head.marks.set_align(0.5);
        head.verdict.add_prefix(&head.verdict_icon);
        head.top.append(&head.icon);
        head.top.append(&head.name);
        head.top.append(&head.summary);
        head.top.append(&head.marks);
        content.append(&head.top);
        let verdict = adw::PreferencesGroup::new();
        verdict.add(&head.verdict);
        content.append(&verdict);
        for row in &head.rows {
            head.facts.add(row);
        }
        if *subject == Subject::AllApps {
            head.show_all();
            verdict.set_visible(false);
            head.facts.set_visible(false);
        }
        head
    }

    /// Puts the facts below what is in the box already.
    pub(crate) fn append_facts(&self, content: &gtk::Box) {
        content.append(&self.facts);
    }

    /// What the page is called.
    pub(crate) fn title(subject: &Subject, reading: &AppsReading) -> String {
        match subject {
            Subject::AllApps => tr!("apps-all"),
            Subject::App(key) => reading.find(key).map_or_else(
                || key.app_ref.id.to_string(),
                |known| known.app.name.clone(),
            ),
        }
    }

    fn show_all(&self) {
        self.icon.set_icon_name(Some("isotope-apps-symbolic"));
        self.name.set_label(&tr!("apps-all"));
        self.summary.set_label(&tr!("apps-all-hint"));
        self.marks.set_visible(false);
    }

    /// Shows an app.
    pub(crate) fn show(&self, known: &Known) {
        let app = &known.app;
        show_icon(&self.icon, app.icon.as_deref());
        self.name.set_label(&app.name);
        self.summary
            .set_label(app.summary.as_deref().unwrap_or_default());
        self.summary.set_visible(app.summary.is_some());
        let marks = Mark::all_of(known).into_iter();
        let marks = marks.filter(|mark| !matches!(mark, Mark::Opens(_)));
        fill_labels(&self.marks, marks.map(|mark| (mark.label(), mark.class())));
        let judgement = &known.access.judgement;
        self.verdict
            .set_title(&text::permission::verdict(judgement));
        self.verdict
            .set_subtitle(&text::permission::risk_word(judgement.risk));
        let (icon, class) = match judgement.risk {
            Risk::Harmless | Risk::Normal => ("isotope-fine-symbolic", "success"),
            Risk::Sensitive => ("isotope-attention-symbolic", "accent"),
            Risk::Dangerous => ("isotope-attention-symbolic", "warning"),
        };
        self.verdict_icon.set_icon_name(Some(icon));
        self.verdict_icon.set_css_classes(&[class]);
        let values = [
            app.version.clone(),
            Some(app.origin.clone()),
            Some(installed_for(&app.installation)),
            app.size.map(text::size),
            app.updated.map(text::date),
            app.runtime.clone(),
            Some(app.app_ref.id.to_string()),
        ];
        for (row, value) in self.rows.iter().zip(values) {
            fill(row, value);
        }
    }
}

fn installed_for(installation: &InstallationId) -> String {
    match installation {
        InstallationId::User => tr!("rules-for-person"),
        InstallationId::System => tr!("rules-for-everybody"),
        InstallationId::Extra(id) => tr!("rules-for-everybody-in", name = id.clone()),
    }
}
