//! Starting another version: what changes, what stays, what happens to settings and to a prepared update; then when.

use std::sync::Arc;

use adw::prelude::*;
use gtk::pango;
use relm4::prelude::*;

use super::{question, when};
use crate::backend::{Backend, BackendError};
use crate::domain::{DeploymentId, PackageDiff, Way};
use crate::text;
use crate::tr;
use crate::ui::ask::Plan;
use crate::ui::reading::Reading;
use crate::ui::verbs;

/// The dialog. Keep it until it is answered.
#[derive(Debug)]
pub(crate) struct GoBackDialog;

/// Words that are others on the way back than on the way to a newer version.
struct Words {
    title: String,
    settings: String,
    next: String,
    restart: String,
}

impl Words {
    fn of(way: Way, version: String) -> Self {
        match way {
            Way::Back => Self {
                title: tr!("go-back-title", version = version),
                settings: tr!("go-back-settings.body"),
                next: tr!("go-back-next"),
                restart: tr!("go-back-restart"),
            },
            Way::Forward => Self {
                title: tr!("start-title", version = version),
                settings: tr!("start-settings"),
                next: tr!("start-next"),
                restart: tr!("start-restart"),
            },
        }
    }
}

/// The line that is filled when the service has compared the versions.
#[derive(Debug)]
pub(crate) struct GoBackWidgets {
    changes: gtk::Label,
}

impl Component for GoBackDialog {
    type Init = (DeploymentId, Arc<Reading>, Arc<dyn Backend>);
    type Input = ();
    type Output = Plan;
    type CommandOutput = Result<PackageDiff, BackendError>;
    type Root = adw::AlertDialog;
    type Widgets = GoBackWidgets;

    fn init_root() -> adw::AlertDialog {
        question("", "")
    }

    fn init(
        (id, reading, backend): Self::Init,
        root: adw::AlertDialog,
        sender: ComponentSender<Self>,
    ) -> ComponentParts<Self> {
        let version = reading.find(&id);
        let way = version.map_or(Way::Back, |d| reading.status.way_to(d));
        let words = Words::of(way, version.map(text::version).unwrap_or_default());
        root.set_heading(Some(&words.title));
        let list = gtk::Box::new(gtk::Orientation::Vertical, 18);
        let changes = fact(&list, &tr!("go-back-changes"), &tr!("go-back-comparing"));
        fact(&list, &tr!("go-back-stays"), &tr!("go-back-stays.body"));
        fact(&list, &tr!("go-back-settings"), &words.settings);
        if let Some(staged) = reading.status.staged().map(text::version) {
            let words = tr!("go-back-update.body", version = staged);
            fact(&list, &tr!("go-back-update"), &words);
        }
        root.set_extra_child(Some(&list));
        respond(&root, "next", &words.next, &sender, {
            verbs::plan_go_back(&reading, &id, false)
        });
        respond(&root, "restart", &words.restart, &sender, {
            verbs::plan_go_back(&reading, &id, true)
        });
        match reading.status.running().map(|d| d.id.clone()) {
            Some(running) => {
                sender.oneshot_command(async move { backend.diff(&running, &id).await });
            }
            None => changes.set_label(&tr!("go-back-changes.body")),
        }
        ComponentParts {
            model: Self,
            widgets: GoBackWidgets { changes },
        }
    }

    fn update_cmd_with_view(
        &mut self,
        widgets: &mut GoBackWidgets,
        answer: Result<PackageDiff, BackendError>,
        _sender: ComponentSender<Self>,
        _root: &adw::AlertDialog,
    ) {
        widgets.changes.set_label(&match answer {
            Ok(diff) => tr!("go-back-counts", counts = text::counts(diff.counts())),
            Err(error) => {
                tracing::debug!(err = %error, "two versions cannot be compared");
                tr!("go-back-changes.body")
            }
        });
    }
}

fn respond(
    dialog: &adw::AlertDialog,
    name: &str,
    label: &str,
    sender: &ComponentSender<GoBackDialog>,
    plan: Plan,
) {
    dialog.add_response(name, label);
    let out = sender.output_sender().clone();
    when(dialog, name, move || out.emit(plan.clone()));
}

/// A heading and a sentence. Returns the sentence.
fn fact(list: &gtk::Box, title: &str, sentence: &str) -> gtk::Label {
    let label = |text: &str, class: &str| {
        gtk::Label::builder()
            .label(text)
            .xalign(0.0)
            .wrap(true)
            .wrap_mode(pango::WrapMode::WordChar)
            .css_classes([class])
            .build()
    };
    let body = label(sentence, "body");
    let fact = gtk::Box::new(gtk::Orientation::Vertical, 3);
    fact.append(&label(title, "heading"));
    fact.append(&body);
    list.append(&fact);
    body
}
