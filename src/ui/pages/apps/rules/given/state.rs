//! What one app was allowed while it was used, and what a click on it says. Pure.

use std::collections::BTreeMap;
use std::path::Path;

use super::super::super::reading::{Answered, AppsReading};
use super::super::super::work::Deed;
use crate::domain::AppId;
use crate::domain::permission::{
    DocumentId, DocumentRight, Inhibit, PortalAnswer, PortalGrant, PortalKey, PortalKind, Unset,
};
use crate::text;
use crate::text::permission as words;
use crate::tr;

/// How an answer is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// One of several, of which `None` forgets it; at which of them it stands.
    Choice(Vec<(String, Option<PortalAnswer>)>, usize),
    /// It can only be forgotten, by a button of this name.
    Forget(String),
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Where it is kept.
    pub(crate) key: PortalKey,
    /// What was asked about. No two answers of an app have the same.
    pub(crate) label: String,
    /// What the app can do by it.
    pub(crate) sentence: String,
    /// What is so without it.
    pub(crate) without: String,
    /// How it is changed.
    pub(crate) control: Control,
}

impl Answer {
    /// What a screen reader says of it after its name.
    pub(crate) fn spoken(&self) -> String {
        if self.sentence.contains(&self.without) {
            return self.sentence.clone();
        }
        let both = [self.sentence.as_str(), self.without.as_str()];
        both.join("\n").trim().to_owned()
    }
}

/// One file or folder that was chosen for the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Its name in the portal.
    pub(crate) id: DocumentId,
    /// Its own name.
    pub(crate) name: String,
    /// Where it is, and what the app may do with it.
    pub(crate) sentence: String,
    /// The name of the button that takes it away.
    pub(crate) revoke: String,
}

/// Everything that is known of one app.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lines {
    /// What is to be said of all of it. Nothing: there is nothing to be seen yet.
    pub(crate) remark: Option<String>,
    /// The answers.
    pub(crate) answers: Vec<Answer>,
    /// What can be answered beforehand. Nothing as long as it is not known what was answered.
    pub(crate) not_asked: Vec<Answer>,
    /// The files.
    pub(crate) files: Vec<File>,
}

impl Lines {
    /// Of an app.
    pub(crate) fn of(app: &AppId, reading: &AppsReading) -> Self {
        let answers = answers(reading.grants_of(app));
        let remark = match &reading.answered {
            Answered::NotYet => None,
            Answered::Unknown(error) => {
                let why = words::portal_error(error);
                Some(tr!("given-unknown", what = why.title, why = why.body))
            }
            Answered::Known(_) if answers.is_empty() => Some(format!(
                "{}\n{}",
                tr!("given-nothing"),
                words::about_sound()
            )),
            Answered::Known(_) => Some(words::about_sound()),
        };
        let is_known = matches!(reading.answered, Answered::Known(_));
        Self {
            remark,
            not_asked: if is_known {
                not_asked(&answers)
            } else {
                Vec::new()
            },
            answers,
            files: files(app, reading),
        }
    }

    /// What a choice asks for. `None`: it is so already.
    pub(crate) fn picked(&self, app: &AppId, key: &PortalKey, place: usize) -> Option<Deed> {
        let mut all = self.answers.iter().chain(&self.not_asked);
        let answer = all.find(|answer| answer.key == *key)?;
        match &answer.control {
            Control::Choice(options, at) if *at != place => {
                let (_, wanted) = options.get(place)?;
                Some(Deed::Answer(app.clone(), key.clone(), wanted.clone()))
            }
            Control::Choice(..) | Control::Forget(_) => None,
        }
    }
}

fn answers<'a>(grants: impl Iterator<Item = &'a PortalGrant>) -> Vec<Answer> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let grants = grants.filter(|grant| grant.answer != PortalAnswer::NotAsked);
    let mut one = |grant: &PortalGrant| {
        let label = label(&grant.key);
        let number = seen.entry(label.clone()).or_default();
        *number += 1;
        let label = match *number {
            1 => label,
            number => tr!("given-numbered", name = label, which = number.to_string()),
        };
        answer(grant, label)
    };
    grants.map(&mut one).collect()
}

fn label(key: &PortalKey) -> String {
    let name = words::answer_kind(key);
    if key.kind() == PortalKind::UsbDevice {
        return tr!("given-numbered", name = name, which = key.id());
    }
    if key.kind() != PortalKind::Handler {
        return name;
    }
    if let Some(scheme) = key.id().strip_prefix("x-scheme-handler/") {
        tr!("given-opens-links", scheme = scheme)
    } else {
        tr!("given-opens", kind = key.id())
    }
}

/// What has one place where an answer can be given, and has none there.
fn not_asked(answers: &[Answer]) -> Vec<Answer> {
    let kinds = PortalKind::ALL.iter().filter(|kind| kind.is_live());
    let free = kinds.filter_map(|kind| {
        let key = kind.key()?;
        let is_free = answers.iter().all(|answer| answer.key != key);
        (is_free && kind.facts().form.can_be_set()).then(|| unanswered(*kind, key))
    });
    free.collect()
}

fn unanswered(kind: PortalKind, key: PortalKey) -> Answer {
    let (unset, can) = (kind.facts().unset, words::answer_sentence(&key));
    let can = match unset {
        Unset::Asks => tr!("given-when-allowed", what = can),
        Unset::Allowed | Unset::Nothing | Unset::Unknown => can,
    };
    let unset = words::unset(unset);
    let choices = PortalAnswer::choices(kind).into_iter();
    let choices = choices.map(|one| (option(&one), Some(one)));
    let none = std::iter::once((tr!("given-no-answer"), None));
    Answer {
        label: label(&key),
        sentence: format!("{unset}\n{can}"),
        without: unset,
        control: Control::Choice(none.chain(choices).collect(), 0),
        key,
    }
}

fn answer(grant: &PortalGrant, label: String) -> Answer {
    let kind = grant.key.kind();
    Answer {
        key: grant.key.clone(),
        sentence: sentence(grant),
        without: words::unset(kind.facts().unset),
        control: control(kind, &grant.answer, &label),
        label,
    }
}

/// What is refused is said by the answer itself.
fn sentence(grant: &PortalGrant) -> String {
    let (can, answer) = (words::answer_sentence(&grant.key), &grant.answer);
    let is_understood = !matches!(answer, PortalAnswer::Other(_));
    if is_understood && !answer.allows() {
        return String::new();
    }
    let more = match answer {
        PortalAnswer::Handler { .. } => return words::answer(answer),
        PortalAnswer::Other(_) => words::answer(answer),
        PortalAnswer::Accuracy {
            when: Some(when), ..
        } => tr!("given-last-used", date = text::date(*when)),
        PortalAnswer::Allowed
        | PortalAnswer::Denied
        | PortalAnswer::Ask
        | PortalAnswer::Accuracy { when: None, .. }
        | PortalAnswer::Inhibits(_)
        | PortalAnswer::Session
        | PortalAnswer::NotAsked => return can,
    };
    format!("{can}\n{more}")
}

fn control(kind: PortalKind, answer: &PortalAnswer, label: &str) -> Control {
    let mut choices = PortalAnswer::choices(kind);
    if choices.is_empty() {
        return Control::Forget(tr!("given-forget-this", name = label));
    }
    let word = answer.word(kind);
    let at = choices.iter().position(|one| one.word(kind) == word);
    let at = at.unwrap_or_else(|| {
        choices.insert(0, answer.clone());
        0
    });
    let mut options: Vec<_> = choices
        .into_iter()
        .map(|one| (option(&one), Some(one)))
        .collect();
    let forget = match kind.facts().unset {
        Unset::Asks => tr!("given-ask-again"),
        Unset::Allowed | Unset::Nothing | Unset::Unknown => tr!("given-forget"),
    };
    options.push((forget, None));
    Control::Choice(options, at)
}

/// Everything or nothing of what may be held back is said as elsewhere.
fn option(answer: &PortalAnswer) -> String {
    let holds =
        |what: &[Inhibit]| *answer == PortalAnswer::Inhibits(what.iter().copied().collect());
    words::answer(if holds(Inhibit::ALL) {
        &PortalAnswer::Allowed
    } else if holds(&[]) {
        &PortalAnswer::Denied
    } else {
        answer
    })
}

fn files(app: &AppId, reading: &AppsReading) -> Vec<File> {
    let name = |path: &Path| match path.file_name() {
        Some(name) => name.display().to_string(),
        None => path.display().to_string(),
    };
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for document in reading.documents_of(app) {
        *seen.entry(name(&document.path)).or_default() += 1;
    }
    let documents = reading.documents_of(app).map(|document| {
        let path = &document.path;
        let rights = document.apps.get(app.as_str()).cloned().unwrap_or_default();
        let folder = path.parent().map(|folder| folder.display().to_string());
        let may = may(
            rights.contains(&DocumentRight::Read),
            rights.contains(&DocumentRight::Write),
        );
        let name = name(path);
        let called = match seen.get(&name) {
            Some(2..) => path.display().to_string(),
            Some(_) | None => name.clone(),
        };
        File {
            id: document.id.clone(),
            sentence: folder
                .into_iter()
                .chain([may])
                .collect::<Vec<_>>()
                .join("\n"),
            revoke: tr!("given-revoke-this", name = called),
            name,
        }
    });
    documents.collect()
}

/// What else a right is about, handing on and giving back, is nothing that people decide.
fn may(read: bool, write: bool) -> String {
    match (read, write) {
        (_, true) => tr!("given-may-change"),
        (true, false) => tr!("given-may-read"),
        (false, false) => tr!("given-may-nothing"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::permission::Document;
    use crate::flatpak::PortalError;
    use crate::flatpak::answers::Granted;

    fn app() -> AppId {
        "org.example.Alpha".parse().unwrap()
    }

    fn lines(answered: Answered) -> Lines {
        let reading = AppsReading {
            answered,
            ..AppsReading::default()
        };
        Lines::of(&app(), &reading)
    }

    fn given(answers: &[(&str, &[&str])]) -> Lines {
        let grants = answers.iter().map(|(key, values)| {
            let key: PortalKey = key.parse().unwrap();
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            PortalGrant {
                app: app().to_string(),
                answer: PortalAnswer::read(key.kind(), &values),
                key,
            }
        });
        let grants = grants.collect();
        let documents = Vec::new();
        lines(Answered::Known(Arc::new(Granted { grants, documents })))
    }

    fn options(answer: &Answer) -> (Vec<&str>, usize) {
        match &answer.control {
            Control::Choice(options, at) => {
                (options.iter().map(|(w, _)| w.as_str()).collect(), *at)
            }
            Control::Forget(name) => panic!("{name}"),
        }
    }

    #[test]
    fn what_is_not_known_is_told_apart_from_what_was_not_asked() {
        assert_eq!(lines(Answered::NotYet), Lines::default());
        let nothing = given(&[]).remark.unwrap();
        assert!(
            nothing.starts_with("This app has not asked for anything"),
            "{nothing}"
        );
        let missing = PortalError::Missing {
            service: "org.example.Store",
        };
        let unknown = lines(Answered::Unknown(missing));
        assert_eq!(unknown.not_asked, [], "nobody could store it");
        let unknown = unknown.remark.unwrap();
        assert!(unknown.contains("is not known") && unknown.contains("org.example.Store"));
    }

    #[test]
    fn an_answer_can_be_changed_or_forgotten() {
        let lines = given(&[
            ("portal:devices/camera", &["yes"]),
            ("portal:location/location", &["CITY", "1700000000"]),
            ("portal:notifications/notification", &["no"]),
            ("portal:screenshot/screenshot", &["ask"]),
        ]);
        let [camera, location, notifications, screenshot] = lines.answers.as_slice() else {
            panic!("{lines:?}");
        };
        assert_eq!(
            options(camera),
            (vec!["Allowed", "Not allowed", "Ask again"], 0)
        );
        let (words, at) = options(location);
        assert_eq!((words.len(), words[at]), (7, "City"));
        assert!(location.sentence.contains("2023"), "{}", location.sentence);
        assert_eq!(
            options(notifications),
            (vec!["Allowed", "Not allowed", "Forget"], 1)
        );
        assert_eq!(notifications.sentence, "", "the app cannot");
        assert_eq!(options(screenshot).1, 1);
        let picked = |place| lines.picked(&app(), &camera.key, place);
        let deed = |wanted| Some(Deed::Answer(app(), camera.key.clone(), wanted));
        assert_eq!(picked(0), None, "it is so already");
        assert_eq!(picked(1), deed(Some(PortalAnswer::Denied)));
        assert_eq!(picked(2), deed(None));
        assert_eq!(picked(3), None);
    }

    #[test]
    fn what_was_not_asked_can_be_answered_beforehand() {
        let lines = given(&[("portal:devices/camera", &["yes"])]);
        let find = |text: &str| {
            let key: PortalKey = text.parse().unwrap();
            lines.not_asked.iter().find(|answer| answer.key == key)
        };
        assert_eq!(find("portal:devices/camera"), None, "it has an answer");
        assert_eq!(find("portal:devices/microphone"), None, "nobody reads it");
        let background = find("portal:background/background").unwrap();
        assert_eq!(
            options(background),
            (vec!["No answer", "Allowed", "Not allowed"], 0)
        );
        let sentence = &background.sentence;
        assert!(sentence.starts_with("Allowed until you change it\nThe app can"));
        let location = find("portal:location/location").unwrap();
        let sentence = &location.sentence;
        assert!(sentence.starts_with("You are asked when the app needs it\nWhen allowed: "));
        let picked = |place| lines.picked(&app(), &background.key, place);
        assert_eq!(picked(0), None, "it is so already");
        let denied = Some(PortalAnswer::Denied);
        let deed = Deed::Answer(app(), background.key.clone(), denied);
        assert_eq!(picked(2), Some(deed));
    }

    #[test]
    fn what_is_not_understood_stays_until_another_answer_is_chosen() {
        let lines = given(&[("portal:devices/camera", &["perhaps"])]);
        let (words, at) = options(&lines.answers[0]);
        assert_eq!(
            (words.len(), at, words[0]),
            (4, 0, "Not understood: perhaps")
        );
        assert_eq!(lines.picked(&app(), &lines.answers[0].key, 0), None);
    }

    #[test]
    fn what_can_only_be_forgotten_has_buttons_of_different_names() {
        let lines = given(&[
            ("portal:screencast/one", &["yes"]),
            ("portal:screencast/two", &["yes"]),
            (
                "portal:desktop-used-apps/application/pdf",
                &["org.example.Reader", "3", "3"],
            ),
            (
                "portal:desktop-used-apps/x-scheme-handler/mailto",
                &["org.example.Mail", "1", "3"],
            ),
        ]);
        let names = lines.answers.iter().map(|answer| match &answer.control {
            Control::Forget(name) => name.as_str(),
            Control::Choice(..) => panic!("{answer:?}"),
        });
        let names: Vec<&str> = names.collect();
        assert_eq!(
            names,
            [
                "Forget “See the screen again”",
                "Forget “See the screen again (2)”",
                "Forget “Opens application/pdf”",
                "Forget “Opens mailto: links”"
            ]
        );
        assert!(lines.answers[3].sentence.contains("chosen 1 of 3 times"));
    }

    #[test]
    fn files_of_one_name_are_told_apart() {
        let document = |id: &str, path: &str, words: &[&str]| Document {
            id: id.parse().unwrap(),
            path: path.into(),
            apps: [(
                app().to_string(),
                DocumentRight::of_words(words.iter().copied()),
            )]
            .into(),
        };
        let documents = vec![
            document("aaaa", "/media/a/letter.txt", &["read", "write"]),
            document("bbbb", "/media/b/letter.txt", &["read"]),
            document("cccc", "/media/b/song.ogg", &["read"]),
        ];
        let grants = Vec::new();
        let files = lines(Answered::Known(Arc::new(Granted { grants, documents }))).files;
        let names: Vec<&str> = files.iter().map(|file| file.revoke.as_str()).collect();
        assert_eq!(
            names,
            [
                "Revoke /media/a/letter.txt",
                "Revoke /media/b/letter.txt",
                "Revoke song.ogg"
            ]
        );
        assert_eq!(files[0].sentence, "/media/a\nMay read and change it");
        assert_eq!(files[1].sentence, "/media/b\nMay read it");
    }
}
