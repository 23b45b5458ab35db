//! The documents of `isotopectl apps who-can`.

use isotope::domain::permission::Question;
use isotope::text::permission;
use isotope::tr;
use serde::Serialize;

/// `apps who-can`.
#[derive(Debug, Serialize)]
pub(super) struct WhoCanDocument {
    pub(super) what: String,
    /// Whether what was allowed while apps were used is known, and part of it.
    pub(super) answers_known: bool,
    pub(super) apps: Vec<WhoJson>,
}

/// `apps who-can` without a question.
#[derive(Debug, Serialize)]
pub(super) struct QuestionsDocument {
    pub(super) answers_known: bool,
    pub(super) questions: Vec<QuestionJson>,
}

/// What can be asked.
#[derive(Debug, Serialize)]
pub(super) struct QuestionJson {
    what: &'static str,
    text: String,
    pub(super) count: usize,
}

impl QuestionJson {
    pub(super) fn new(question: Question, count: usize) -> Self {
        Self {
            what: question.name(),
            text: permission::question(question),
            count,
        }
    }

    /// As a row of columns.
    pub(super) fn row(&self) -> Vec<String> {
        vec![
            self.what.to_owned(),
            self.text.clone(),
            tr!("who-count", count = self.count),
        ]
    }
}

/// An app that can, and why.
#[derive(Debug, Serialize)]
pub(super) struct WhoJson {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) installation: String,
    pub(super) permissions: Vec<String>,
}
