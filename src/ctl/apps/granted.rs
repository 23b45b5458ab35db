//! What was allowed while apps were used, as lines for people and in documents.

use isotope::domain::permission::{Document, DocumentRight, PortalGrant};
use isotope::flatpak::answers::Granted;
use isotope::text::permission;
use isotope::tr;
use serde::Serialize;

use crate::words::columns;

/// `apps answers`.
#[derive(Debug, Serialize)]
pub(super) struct AnswersDocument {
    pub(super) answers: Vec<AnswerJson>,
}

/// `apps documents`.
#[derive(Debug, Serialize)]
pub(super) struct DocumentsDocument {
    pub(super) documents: Vec<DocumentJson>,
}

/// What one app was allowed while it was used, within `apps show`. `None`: not known.
#[derive(Debug, Default, Serialize)]
pub(super) struct GrantedJson {
    answers: Option<Vec<AnswerJson>>,
    documents: Option<Vec<DocumentJson>>,
}

impl GrantedJson {
    pub(super) fn of(granted: &Granted, app: &str) -> Self {
        let documents = granted.documents_of(app).flat_map(DocumentJson::all);
        Self {
            answers: Some(granted.of(app).map(AnswerJson::from).collect()),
            documents: Some(documents.filter(|one| one.is_of(app)).collect()),
        }
    }

    /// One line for each, under headings.
    pub(super) fn lines(&self) -> Vec<String> {
        let answers = self.answers.as_deref().unwrap_or_default();
        let documents = self.documents.as_deref().unwrap_or_default();
        let mut lines = Vec::new();
        if !answers.is_empty() {
            lines.extend([String::new(), tr!("ctl-apps-answers")]);
            lines.extend(self::answers(answers));
        }
        if !documents.is_empty() {
            lines.extend([String::new(), tr!("ctl-apps-documents")]);
            lines.extend(self::documents(documents));
        }
        lines
    }
}

/// One answer.
#[derive(Debug, Serialize)]
pub(super) struct AnswerJson {
    app: String,
    permission: String,
    title: String,
    answer: String,
    text: String,
    granted: bool,
}

/// A file or folder that an app has.
#[derive(Debug, Serialize)]
pub(super) struct DocumentJson {
    app: String,
    document: String,
    path: String,
    rights: Vec<&'static str>,
}

impl From<&PortalGrant> for AnswerJson {
    fn from(grant: &PortalGrant) -> Self {
        Self {
            app: grant.app.clone(),
            permission: grant.key.to_string(),
            title: permission::answer_kind(&grant.key),
            answer: grant.answer.word(grant.key.kind()),
            text: permission::answer(&grant.answer),
            granted: grant.answer.allows(),
        }
    }
}

impl DocumentJson {
    pub(super) fn is_of(&self, app: &str) -> bool {
        self.app == app
    }

    /// A row for each app that has it.
    pub(super) fn all(document: &Document) -> impl Iterator<Item = Self> {
        let apps = document.apps.iter();
        apps.map(|(app, rights)| Self {
            app: app.clone(),
            document: document.id.to_string(),
            path: document.path.display().to_string(),
            rights: rights.iter().map(|right| right.word()).collect(),
        })
    }
}

/// An answer as it is typed: `portal:devices/camera=no`.
pub(super) fn typed(grant: &PortalGrant) -> String {
    format!("{}={}", grant.key, grant.answer.word(grant.key.kind()))
}

/// One line an answer of one app.
fn answers(all: &[AnswerJson]) -> Vec<String> {
    let row = |one: &AnswerJson| vec![format!("  {}", one.title), as_typed(one), one.text.clone()];
    columns(&all.iter().map(row).collect::<Vec<_>>())
}

/// The same of all apps.
pub(super) fn answers_of_all(
    all: &[AnswerJson],
    is_installed: impl Fn(&str) -> bool,
) -> Vec<String> {
    let row = |one: &AnswerJson| {
        vec![
            whose(&one.app, &is_installed),
            one.title.clone(),
            as_typed(one),
            one.text.clone(),
        ]
    };
    columns(&all.iter().map(row).collect::<Vec<_>>())
}

/// One line a document of one app.
fn documents(all: &[DocumentJson]) -> Vec<String> {
    let row =
        |one: &DocumentJson| vec![format!("  {}", one.path), rights(one), one.document.clone()];
    columns(&all.iter().map(row).collect::<Vec<_>>())
}

/// The same of all apps.
pub(super) fn documents_of_all(
    all: &[DocumentJson],
    is_installed: impl Fn(&str) -> bool,
) -> Vec<String> {
    let row = |one: &DocumentJson| {
        vec![
            whose(&one.app, &is_installed),
            one.path.clone(),
            rights(one),
            one.document.clone(),
        ]
    };
    columns(&all.iter().map(row).collect::<Vec<_>>())
}

fn as_typed(one: &AnswerJson) -> String {
    format!("{}={}", one.permission, one.answer)
}

fn rights(one: &DocumentJson) -> String {
    let rights = DocumentRight::of_words(one.rights.iter().copied());
    permission::rights(&rights)
}

fn whose(app: &str, is_installed: impl Fn(&str) -> bool) -> String {
    if is_installed(app) {
        app.to_owned()
    } else {
        format!("{app} {}", tr!("ctl-apps-gone"))
    }
}
