//! What was allowed while apps were used: seeing it, answering anew, forgetting, and taking files away.

use std::collections::BTreeSet;

use isotope::domain::AppId;
use isotope::domain::permission::{Document, PortalAnswer, PortalKey};
use isotope::flatpak::PortalError;
use isotope::flatpak::access::Done as Changed;
use isotope::flatpak::answers::Granted;
use isotope::text::permission;
use isotope::tr;

use super::change::Say;
use super::cli::Subject;
use super::granted::{self, AnswerJson, AnswersDocument, DocumentJson, DocumentsDocument};
use super::{AppsFailure, Desk, Done, command};
use crate::failure::{Exit, Failure};

/// An answer to give, or, without one, to forget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) key: PortalKey,
    pub(super) answer: Option<PortalAnswer>,
}

impl Wanted {
    /// Whether a permission is typed as an answer.
    pub(super) fn is_meant(text: &str) -> bool {
        text.starts_with("portal:")
    }

    /// Reads `portal:TABLE/ID` or `portal:TABLE/ID=ANSWER`.
    pub(super) fn parse(text: &str, say: Say) -> Result<Self, AppsFailure> {
        let (place, word) = match text.rsplit_once('=') {
            Some((place, word)) => (place, Some(word)),
            None => (text, None),
        };
        let key: PortalKey = place
            .parse()
            .map_err(|_| AppsFailure::NotAPermission { text: text.into() })?;
        let kind = key.kind();
        let choices = PortalAnswer::choices(kind);
        let answer = match (say, word) {
            (Say::Nothing, None) => return Ok(Self { key, answer: None }),
            (Say::Allow, Some(word)) => PortalAnswer::typed(kind, word),
            (Say::Allow, None) => choices.first().cloned(),
            (Say::Deny, None) => choices.last().cloned(),
            (Say::Nothing | Say::Deny, Some(_)) => None,
        };
        if answer.is_none() {
            return Err(AppsFailure::NotAnAnswer {
                text: text.into(),
                possible: possible(&key),
            });
        }
        Ok(Self { key, answer })
    }
}

/// What can be typed about a place.
fn possible(key: &PortalKey) -> Vec<String> {
    let choices = PortalAnswer::choices(key.kind());
    let words = choices.iter().map(|choice| choice.word(key.kind()));
    words.map(|word| format!("{key}={word}")).collect()
}

impl Desk {
    /// Gives or forgets answers, one after the other.
    pub(super) fn answer(
        &self,
        app: &AppId,
        wanted: &[Wanted],
    ) -> Result<Vec<Changed>, AppsFailure> {
        let answers = self.apps.answers();
        let each = wanted.iter().map(|Wanted { key, answer }| {
            let done = match answer {
                Some(answer) => self.wait(answers.give(app, key, answer)),
                None => self.wait(answers.forget(app.as_str(), key)),
            };
            done.map_err(AppsFailure::from)
        });
        each.collect()
    }

    /// Everything that was allowed while apps were used.
    pub(super) fn granted(&self) -> Result<Granted, PortalError> {
        self.wait(self.apps.answers().read())
    }

    /// The same, where everything else is worth telling without it, too.
    pub(super) fn granted_if_known(&mut self) -> Result<Option<Granted>, Failure> {
        match self.granted() {
            Ok(granted) => Ok(Some(granted)),
            Err(error) => {
                self.console
                    .remark(&permission::portal_error(&error).body)?;
                Ok(None)
            }
        }
    }

    pub(super) fn answers(&mut self, id: Option<&str>) -> Done {
        let granted = self.granted().map_err(AppsFailure::from)?;
        let grants = granted.grants.iter();
        let answers = grants.filter(|grant| id.is_none_or(|id| grant.app == id));
        let answers: Vec<AnswerJson> = answers.map(AnswerJson::from).collect();
        let mut lines = granted::answers_of_all(&answers, self.is_installed());
        if lines.is_empty() {
            lines.push(tr!("ctl-apps-no-answers"));
        }
        self.say_all(lines)?;
        self.console.document(&AnswersDocument { answers })?;
        Ok(Exit::Done)
    }

    pub(super) fn documents(&mut self, id: Option<&str>) -> Done {
        let granted = self.granted().map_err(AppsFailure::from)?;
        let documents = granted.documents.iter().flat_map(DocumentJson::all);
        let documents: Vec<DocumentJson> = documents
            .filter(|one| id.is_none_or(|id| one.is_of(id)))
            .collect();
        let mut lines = granted::documents_of_all(&documents, self.is_installed());
        if lines.is_empty() {
            lines.push(tr!("ctl-apps-no-documents"));
        }
        self.say_all(lines)?;
        self.console.document(&DocumentsDocument { documents })?;
        Ok(Exit::Done)
    }

    fn is_installed(&self) -> impl Fn(&str) -> bool + use<> {
        let apps = self.apps.installed().apps.into_iter();
        let ids: BTreeSet<String> = apps.map(|app| app.app_ref.id.to_string()).collect();
        move |id| ids.contains(id)
    }

    pub(super) fn revoke(&mut self, verb: &'static str, id: &str, what: &str) -> Done {
        let scope = self.scope(&Subject::of(id))?;
        let app = scope.app().cloned();
        let granted = self.granted().map_err(AppsFailure::from)?;
        let missing = || AppsFailure::NoSuchDocument { text: what.into() };
        let app = app.ok_or_else(missing)?;
        let mut documents = granted.documents_of(app.as_str());
        let path = std::path::absolute(what).unwrap_or_default();
        let is_meant = |one: &&Document| one.id.as_str() == what || one.path == path;
        let document = documents.find(is_meant).ok_or_else(missing)?;
        if self.options.show_command {
            return self.show_command(verb, command::revoke(document));
        }
        let done = self.wait(self.apps.answers().revoke(&app, &document.id));
        let done = done.map_err(AppsFailure::from)?;
        self.finish(verb, &[(Some(app.to_string()), done)])
    }
}
