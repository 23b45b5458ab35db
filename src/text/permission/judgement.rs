//! Risk, verdict, questions and their answers in words.

use crate::domain::permission::{Because, Judgement, Question, Risk, Setting, Source, Target};
use crate::tr;

use super::{setting_word, verb};

/// How much a permission opens, in one word.
#[must_use]
pub fn risk_word(risk: Risk) -> String {
    match risk {
        Risk::Harmless => tr!("risk-harmless"),
        Risk::Normal => tr!("risk-normal"),
        Risk::Sensitive => tr!("risk-sensitive"),
        Risk::Dangerous => tr!("risk-dangerous"),
    }
}

/// The verdict on an app in one sentence, with the two worst reasons and whether there are more: `Can run any
/// command, and can reach all your files`.
#[must_use]
pub fn verdict(judgement: &Judgement) -> String {
    let mut verbs: Vec<String> = Vec::new();
    for verb in judgement.reasons.iter().map(verb) {
        if !verbs.contains(&verb) {
            verbs.push(verb);
        }
    }
    let mut verbs = verbs.into_iter();
    match (verbs.next(), verbs.next()) {
        (Some(first), Some(second)) if verbs.next().is_some() => {
            tr!("verdict-more", first = first, second = second)
        }
        (Some(first), Some(second)) => tr!("verdict-two", first = first, second = second),
        (Some(first), None) => tr!("verdict-one", first = first),
        (None, _) if judgement.risk == Risk::Harmless => tr!("verdict-harmless"),
        (None, _) => tr!("verdict-normal"),
    }
}

/// Why an app is in the answer to a question: `because it may use all devices`.
#[must_use]
pub fn reason(target: &Target) -> String {
    tr!("reason-because", verb = verb(target))
}

/// The same for every kind of reason: `because you allowed it while using the app`.
#[must_use]
pub fn because(because: &Because) -> String {
    match because {
        Because::Permission(target) => reason(target),
        Because::Answer(_) => tr!("reason-answer"),
    }
}

/// A question about all apps.
#[must_use]
pub fn question(question: Question) -> String {
    match question {
        Question::Camera => tr!("question-camera"),
        Question::Microphone => tr!("question-microphone"),
        Question::Location => tr!("question-location"),
        Question::Network => tr!("question-network"),
        Question::AllFiles => tr!("question-all-files"),
        Question::AnyCommand => tr!("question-any-command"),
        Question::Watch => tr!("question-watch"),
        Question::Keys => tr!("question-keys"),
        Question::AllDevices => tr!("question-all-devices"),
    }
}

/// What a question about all apps asks for, in a word or two.
#[must_use]
pub fn question_short(question: Question) -> String {
    match question {
        Question::Camera => tr!("question-camera.short"),
        Question::Microphone => tr!("question-microphone.short"),
        Question::Location => tr!("question-location.short"),
        Question::Network => tr!("question-network.short"),
        Question::AllFiles => tr!("question-all-files.short"),
        Question::AnyCommand => tr!("question-any-command.short"),
        Question::Watch => tr!("question-watch.short"),
        Question::Keys => tr!("question-keys.short"),
        Question::AllDevices => tr!("question-all-devices.short"),
    }
}

/// Who said something, as it stands below a permission: `changed by you`.
#[must_use]
pub fn source_word(source: Source) -> String {
    match source {
        Source::Published => tr!("source-published"),
        Source::SystemForAll => tr!("source-system-all"),
        Source::SystemForApp => tr!("source-system-app"),
        Source::UserForAll => tr!("source-user-all"),
        Source::UserForApp => tr!("source-user-app"),
    }
}

/// What one of several said: `The administrator, for all apps: Not allowed`.
#[must_use]
pub fn voice(source: Source, said: &Setting) -> String {
    let said = setting_word(said);
    match source {
        Source::Published => tr!("voice-published", said = said),
        Source::SystemForAll => tr!("voice-system-all", said = said),
        Source::SystemForApp => tr!("voice-system-app", said = said),
        Source::UserForAll => tr!("voice-user-all", said = said),
        Source::UserForApp => tr!("voice-user-app", said = said),
    }
}
