//! What was changed, as lines of a history.

use std::collections::BTreeSet;

use crate::domain::permission::{DocumentRight, PortalAnswer, PortalKey, Setting, unspell};
use crate::flatpak::Row;
use crate::flatpak::history::{Deed, Event, Reason, Turn};
use crate::tr;

use super::{answer, answer_kind, label, rights, setting_word};

/// A change of one permission: `Internet and local network switched off for Web Browser`.
///
/// `None`: it is none, or written in a way that is not understood.
#[must_use]
pub fn turn(turn: &Turn, app: &str) -> Option<String> {
    let Some(after) = &turn.after else {
        let (target, _) = unspell(turn.before.as_deref()?).ok()?;
        return Some(tr!("history-unset", what = label(&target), app = app));
    };
    let (target, setting) = unspell(after).ok()?;
    let what = label(&target);
    let was_denied = turn
        .before
        .as_ref()
        .is_none_or(|text| text.starts_with('!'));
    Some(match setting {
        Setting::Denied => tr!("history-denied", what = what, app = app),
        Setting::Allowed | Setting::Files(_) | Setting::Bus(_) if was_denied => {
            tr!("history-allowed", what = what, app = app)
        }
        Setting::Allowed
        | Setting::Files(_)
        | Setting::Bus(_)
        | Setting::OnlyWhen { .. }
        | Setting::Value(_) => tr!("history-set", what = what, app = app),
    })
}

/// A change as one line. `app` is the app's name; `None` where the change is about all apps.
#[must_use]
pub fn event(event: &Event, app: Option<&str>) -> String {
    let app = app.map_or_else(|| tr!("history-all-apps"), ToOwned::to_owned);
    match event.reason {
        Reason::Reset => tr!("history-reset", app = app),
        Reason::Repair => tr!("history-repair", app = app),
        Reason::Import => tr!("history-import", app = app),
        Reason::Change => deed(&event.deed, &app),
        Reason::Undo => tr!("history-undo", line = deed(&reversed(&event.deed), &app)),
    }
}

/// What was and what is, one line for each permission: `Allowed → Not allowed`. Where there are several, each line says
/// of what.
#[must_use]
pub fn before_and_after(deed: &Deed) -> Vec<String> {
    match deed {
        Deed::Rules { turns, .. } => match turns.as_slice() {
            [one] => vec![states(one)],
            all => self::turns(all),
        },
        Deed::Portal {
            key, before, after, ..
        } => {
            let word = |row: &Option<Row>| {
                let row = row.as_ref();
                let said = row.map_or(PortalAnswer::NotAsked, |row| row.answer(key.kind()));
                answer(&said)
            };
            vec![from_to(word(before), word(after))]
        }
        Deed::Document { before, after, .. } => {
            let word = |may: &BTreeSet<DocumentRight>| {
                if may.is_empty() {
                    tr!("right-none")
                } else {
                    rights(may)
                }
            };
            vec![from_to(word(before), word(after))]
        }
    }
}

/// What was and what is, one line for each permission: `Camera: Allowed → Not allowed`.
#[must_use]
pub fn turns(turns: &[Turn]) -> Vec<String> {
    let line = |turn: &Turn| {
        let states = states(turn);
        match what(turn) {
            Some(what) => tr!("history-of", what = what, states = states),
            None => states,
        }
    };
    turns.iter().map(line).collect()
}

fn states(turn: &Turn) -> String {
    let ends = [turn.before.as_deref(), turn.after.as_deref()];
    let [before, after] = if ends
        .into_iter()
        .flatten()
        .any(|text| key_of(text).is_some())
    {
        ends.map(answered)
    } else {
        ends.map(spelled)
    };
    from_to(before, after)
}

/// The place, where a text is an answer as it is typed.
fn key_of(text: &str) -> Option<PortalKey> {
    text.rsplit_once('=')?.0.parse().ok()
}

/// What an answer says, in words; as it is written where it is not understood.
fn answered(text: Option<&str>) -> String {
    let Some((place, word)) = text.and_then(|text| text.rsplit_once('=')) else {
        return answer(&PortalAnswer::NotAsked);
    };
    let kind = place.parse().map(|key: PortalKey| key.kind());
    let said = kind.ok().and_then(|kind| PortalAnswer::typed(kind, word));
    said.map_or_else(|| word.to_owned(), |said| answer(&said))
}

fn from_to(before: String, after: String) -> String {
    tr!("history-from-to", before = before, after = after)
}

/// What a rule says, in words; as it is written where it is not understood.
fn spelled(text: Option<&str>) -> String {
    text.map_or_else(
        || tr!("history-unsaid"),
        |text| {
            unspell(text).map_or_else(|_| text.to_owned(), |(_, setting)| setting_word(&setting))
        },
    )
}

/// What a change of one rule is about.
fn what(turn: &Turn) -> Option<String> {
    let text = turn.after.as_ref().or(turn.before.as_ref())?;
    if let Some(key) = key_of(text) {
        return Some(answer_kind(&key));
    }
    let (target, _) = unspell(text).ok()?;
    Some(label(&target))
}

/// What an undo undid.
fn reversed(deed: &Deed) -> Deed {
    let mut deed = deed.clone();
    match &mut deed {
        Deed::Rules { turns, .. } => {
            for turn in turns {
                std::mem::swap(&mut turn.before, &mut turn.after);
            }
        }
        Deed::Portal { before, after, .. } => std::mem::swap(before, after),
        Deed::Document { before, after, .. } => std::mem::swap(before, after),
    }
    deed
}

/// The only change of a rule, or the one that tells what two do which are always said together.
fn alone(turns: &[Turn]) -> Option<&Turn> {
    let [one, other] = turns else {
        return turns.first().filter(|_| turns.len() == 1);
    };
    let target = |turn: &Turn| {
        let text = turn.after.as_ref().or(turn.before.as_ref())?;
        unspell(text).ok().map(|(target, _)| target)
    };
    let companion = target(one).and_then(|target| target.companion());
    (companion.is_some() && companion == target(other)).then(|| {
        let grants = |turn: &&&Turn| {
            let after = turn.after.as_deref().map(unspell);
            after.is_some_and(|said| said.is_ok_and(|(_, setting)| setting.grants()))
        };
        // `fallback-x11` stands before `x11`, and counts where it is granted.
        let said = [one, other];
        *said.iter().find(grants).unwrap_or(&other)
    })
}

fn deed(deed: &Deed, app: &str) -> String {
    match deed {
        // The same is said by a file that can be read, and by the one before.
        Deed::Rules { turns, .. } if turns.is_empty() => tr!("history-repair", app = app),
        Deed::Rules { turns, .. } => {
            let alone = alone(turns).and_then(|one| turn(one, app));
            alone.unwrap_or_else(|| tr!("history-several", count = turns.len(), app = app))
        }
        Deed::Portal { key, after, .. } => {
            let what = answer_kind(key);
            let answered = after.as_ref().map(|row| answer(&row.answer(key.kind())));
            answered.map_or_else(
                || tr!("history-answer-forgotten", what = what.as_str(), app = app),
                |answer| {
                    tr!(
                        "history-answer",
                        what = what.as_str(),
                        app = app,
                        answer = answer
                    )
                },
            )
        }
        Deed::Document { path, after, .. } if after.is_empty() => {
            tr!("history-document-taken", file = path.as_str(), app = app)
        }
        Deed::Document { path, .. } => {
            tr!("history-document-given", file = path.as_str(), app = app)
        }
    }
}
