//! What an answer in the permission store says, and how it is stored.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{PortalForm, PortalKind};

/// How well an app may know the place. Ordered from not at all to exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LocationAccuracy {
    /// `NONE`: not at all.
    Nothing,
    /// `COUNTRY`.
    Country,
    /// `CITY`.
    City,
    /// `NEIGHBORHOOD`.
    Neighborhood,
    /// `STREET`.
    Street,
    /// `EXACT`.
    Exact,
}

impl LocationAccuracy {
    /// All of them, the least first.
    pub const ALL: &[Self] = &[
        Self::Nothing,
        Self::Country,
        Self::City,
        Self::Neighborhood,
        Self::Street,
        Self::Exact,
    ];

    /// The word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "NONE",
            Self::Country => "COUNTRY",
            Self::City => "CITY",
            Self::Neighborhood => "NEIGHBORHOOD",
            Self::Street => "STREET",
            Self::Exact => "EXACT",
        }
    }
}

/// What an app may hold back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inhibit {
    /// `logout`: the end of the session, a restart included.
    LogOut,
    /// `switch`: another person's turn.
    SwitchUser,
    /// `suspend`: sleep.
    Suspend,
    /// `idle`: the dark and locked screen.
    Idle,
}

impl Inhibit {
    /// All of them.
    pub const ALL: &[Self] = &[Self::LogOut, Self::SwitchUser, Self::Suspend, Self::Idle];

    /// The word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::LogOut => "logout",
            Self::SwitchUser => "switch",
            Self::Suspend => "suspend",
            Self::Idle => "idle",
        }
    }
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortalAnswer {
    /// The app may.
    Allowed,
    /// The app may not, and nobody is asked.
    Denied,
    /// The person is asked each time.
    Ask,
    /// The app may know the place so well.
    Accuracy {
        /// How well.
        level: LocationAccuracy,
        /// When it last looked.
        when: Option<DateTime<Utc>>,
    },
    /// The app may hold back these, and nothing else.
    Inhibits(BTreeSet<Inhibit>),
    /// A session that starts again without asking.
    Session,
    /// What was chosen to open things.
    Handler {
        /// Its desktop file's name without `.desktop`.
        app: String,
        /// How often it was chosen in a row.
        count: u32,
        /// How often it takes until nobody is asked any more.
        threshold: u32,
    },
    /// Nothing is stored.
    NotAsked,
    /// Something that is not understood, as it is stored.
    Other(Vec<String>),
}

impl PortalAnswer {
    /// Reads what is stored for an app.
    #[must_use]
    pub fn read(kind: PortalKind, values: &[String]) -> Self {
        let words: Vec<&str> = values.iter().map(String::as_str).collect();
        let answer = match kind.facts().form {
            PortalForm::YesNo | PortalForm::YesNoAsk => yes_no(&words),
            PortalForm::Granted => match words.as_slice() {
                ["GRANTED"] => Some(Self::Allowed),
                ["DENIED"] => Some(Self::Denied),
                _ => None,
            },
            PortalForm::Accuracy => accuracy(&words),
            PortalForm::Inhibits => inhibits(&words),
            PortalForm::Session => (words == ["yes"]).then_some(Self::Session),
            PortalForm::Handler => handler(&words),
            PortalForm::Opaque => None,
        };
        answer.unwrap_or_else(|| Self::Other(values.to_vec()))
    }

    /// How to store it. `None`: such an answer cannot be given there.
    ///
    /// A time of last use that is not known is stored as the beginning of time, which is what desktops do. The store
    /// takes an empty list for no answer, which would allow everything to be held back; so "nothing" is a word of its
    /// own, and the portal, which counts only what it knows, counts nothing.
    #[must_use]
    pub fn values(&self, kind: PortalKind) -> Option<Vec<String>> {
        let form = kind.facts().form;
        let plain = matches!(form, PortalForm::YesNo | PortalForm::YesNoAsk);
        let one = |word: &str| Some(vec![word.to_owned()]);
        match self {
            Self::Allowed if plain => one("yes"),
            Self::Denied if plain => one("no"),
            Self::Ask if form == PortalForm::YesNoAsk => one("ask"),
            Self::Allowed if form == PortalForm::Granted => one("GRANTED"),
            Self::Denied if form == PortalForm::Granted => one("DENIED"),
            Self::Accuracy { level, when } if form == PortalForm::Accuracy => {
                let when = when.map_or(0, |when| when.timestamp());
                Some(vec![level.word().to_owned(), when.to_string()])
            }
            Self::Inhibits(set) if form == PortalForm::Inhibits && set.is_empty() => one(NOTHING),
            Self::Inhibits(set) if form == PortalForm::Inhibits => {
                Some(set.iter().map(|one| one.word().to_owned()).collect())
            }
            Self::Allowed
            | Self::Denied
            | Self::Ask
            | Self::Accuracy { .. }
            | Self::Inhibits(_)
            | Self::Session
            | Self::Handler { .. }
            | Self::NotAsked
            | Self::Other(_) => None,
        }
    }
}

impl PortalAnswer {
    /// The answers that a person can give in a place, from the most that can be allowed to nothing. Empty: an answer there
    /// can only be forgotten. What may be held back can also be any other set of it.
    #[must_use]
    pub fn choices(kind: PortalKind) -> Vec<Self> {
        match kind.facts().form {
            PortalForm::YesNo | PortalForm::Granted => vec![Self::Allowed, Self::Denied],
            PortalForm::YesNoAsk => vec![Self::Allowed, Self::Ask, Self::Denied],
            PortalForm::Accuracy => {
                let level = |&level| Self::Accuracy { level, when: None };
                LocationAccuracy::ALL.iter().rev().map(level).collect()
            }
            PortalForm::Inhibits => {
                let all = Inhibit::ALL.iter().copied().collect();
                vec![Self::Inhibits(all), Self::Inhibits(BTreeSet::new())]
            }
            PortalForm::Session | PortalForm::Handler | PortalForm::Opaque => Vec::new(),
        }
    }

    /// How it is typed and shown: as it is stored, without the time of the last use. Nothing where nothing is stored.
    #[must_use]
    pub fn word(&self, kind: PortalKind) -> String {
        let stored = match self {
            Self::Accuracy { level, .. } => return level.word().to_owned(),
            Self::Session => return "yes".to_owned(),
            // Read everywhere, also where it is not offered.
            Self::Ask => return "ask".to_owned(),
            Self::Handler {
                app,
                count,
                threshold,
            } => return format!("{app},{count},{threshold}"),
            Self::Other(words) => Some(words.clone()),
            Self::Allowed | Self::Denied | Self::Inhibits(_) | Self::NotAsked => self.values(kind),
        };
        stored.unwrap_or_default().join(",")
    }

    /// The answer that is typed so in a place. `None`: such an answer cannot be given there.
    #[must_use]
    pub fn typed(kind: PortalKind, word: &str) -> Option<Self> {
        let choices = Self::choices(kind);
        if kind.facts().form == PortalForm::Inhibits && word != NOTHING {
            let words: Vec<&str> = word.split(',').collect();
            return inhibits(&words);
        }
        choices.into_iter().find(|one| one.word(kind) == word)
    }

    /// Whether the app may do something that it may not do when the person refuses.
    #[must_use]
    pub fn allows(&self) -> bool {
        match self {
            Self::Allowed | Self::Session | Self::Handler { .. } => true,
            Self::Accuracy { level, .. } => *level > LocationAccuracy::Nothing,
            Self::Inhibits(set) => !set.is_empty(),
            Self::Denied | Self::Ask | Self::NotAsked | Self::Other(_) => false,
        }
    }
}

/// What is stored for an app that may hold back nothing.
const NOTHING: &str = "none";

fn yes_no(words: &[&str]) -> Option<PortalAnswer> {
    match words {
        ["yes"] => Some(PortalAnswer::Allowed),
        ["no"] => Some(PortalAnswer::Denied),
        ["ask"] => Some(PortalAnswer::Ask),
        _ => None,
    }
}

fn accuracy(words: &[&str]) -> Option<PortalAnswer> {
    let [level, when] = words else {
        return None;
    };
    let level = LocationAccuracy::ALL
        .iter()
        .find(|one| one.word() == *level)?;
    let seconds: i64 = when.parse().ok()?;
    let when = DateTime::from_timestamp(seconds, 0).filter(|_| seconds > 0);
    Some(PortalAnswer::Accuracy {
        level: *level,
        when,
    })
}

fn inhibits(words: &[&str]) -> Option<PortalAnswer> {
    let known = |word: &&str| Inhibit::ALL.iter().find(|one| one.word() == *word).copied();
    if words == [NOTHING] {
        return Some(PortalAnswer::Inhibits(BTreeSet::new()));
    }
    let set: Option<BTreeSet<Inhibit>> = words.iter().map(known).collect();
    set.map(PortalAnswer::Inhibits)
}

fn handler(words: &[&str]) -> Option<PortalAnswer> {
    let [app, count, threshold] = words else {
        return None;
    };
    Some(PortalAnswer::Handler {
        app: (*app).to_owned(),
        count: count.parse().ok()?,
        threshold: threshold.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(kind: PortalKind, words: &[&str]) -> PortalAnswer {
        let values: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        let answer = PortalAnswer::read(kind, &values);
        if let Some(again) = answer.values(kind) {
            assert_eq!(again, values, "{kind:?}");
        }
        answer
    }

    #[test]
    fn every_form_is_read_and_stored_as_it_was() {
        use PortalKind as K;
        assert_eq!(stored(K::Camera, &["yes"]), PortalAnswer::Allowed);
        assert_eq!(stored(K::Camera, &["no"]), PortalAnswer::Denied);
        assert_eq!(stored(K::Screenshot, &["ask"]), PortalAnswer::Ask);
        assert_eq!(stored(K::Shortcuts, &["DENIED"]), PortalAnswer::Denied);
        assert_eq!(stored(K::ScreenCast, &["yes"]), PortalAnswer::Session);
        let exact = PortalAnswer::Accuracy {
            level: LocationAccuracy::Exact,
            when: DateTime::from_timestamp(1_700_000_000, 0),
        };
        assert_eq!(stored(K::Location, &["EXACT", "1700000000"]), exact);
        let never = PortalAnswer::Accuracy {
            level: LocationAccuracy::City,
            when: None,
        };
        assert_eq!(stored(K::Location, &["CITY", "0"]), never);
        let some = [Inhibit::Suspend, Inhibit::Idle].into_iter().collect();
        assert_eq!(
            stored(K::Inhibit, &["suspend", "idle"]),
            PortalAnswer::Inhibits(some)
        );
        assert_eq!(
            stored(K::Inhibit, &["none"]),
            PortalAnswer::Inhibits(BTreeSet::new())
        );
        let firefox = PortalAnswer::Handler {
            app: "org.mozilla.firefox".to_owned(),
            count: 3,
            threshold: 3,
        };
        assert_eq!(
            stored(K::Handler, &["org.mozilla.firefox", "3", "3"]),
            firefox
        );
    }

    #[test]
    fn what_is_not_understood_is_kept_and_never_taken_for_a_permission() {
        use PortalKind as K;
        for (kind, words) in [
            (K::Camera, &["YES"][..]),
            (K::Camera, &["yes", "no"]),
            (K::Camera, &[]),
            (K::Inhibit, &["idle", "none"]),
            (K::Location, &["EXACT"]),
            (K::Location, &["PLANET", "0"]),
            (K::Location, &["EXACT", "yesterday"]),
            (K::Inhibit, &["idle", "everything"]),
            (K::Handler, &["org.mozilla.firefox", "many", "3"]),
            (K::Shortcuts, &["yes"]),
            (K::Microphone, &["yes"]),
            (K::Unknown, &["yes"]),
        ] {
            assert!(
                matches!(stored(kind, words), PortalAnswer::Other(_)),
                "{kind:?} {words:?}"
            );
        }
    }

    #[test]
    fn what_can_be_chosen_can_be_stored_and_typed() {
        for kind in PortalKind::ALL {
            let choices = PortalAnswer::choices(*kind);
            assert_eq!(choices.is_empty(), !kind.facts().form.can_be_set());
            for choice in &choices {
                assert!(choice.values(*kind).is_some(), "{kind:?} {choice:?}");
                let word = choice.word(*kind);
                assert_eq!(PortalAnswer::typed(*kind, &word).as_ref(), Some(choice));
            }
            let allow: Vec<bool> = choices.iter().map(PortalAnswer::allows).collect();
            assert_ne!(allow.first(), Some(&false), "{kind:?}");
            assert_ne!(allow.last(), Some(&true), "{kind:?}");
        }
        let some = PortalAnswer::typed(PortalKind::Inhibit, "suspend,idle").unwrap();
        assert_eq!(some.word(PortalKind::Inhibit), "suspend,idle");
        for (kind, word) in [
            (PortalKind::Camera, "ask"),
            (PortalKind::Location, "PLANET"),
            (PortalKind::Inhibit, "suspend,dance"),
            (PortalKind::Inhibit, ""),
            (PortalKind::ScreenCast, "yes"),
            (PortalKind::Unknown, "yes"),
        ] {
            assert_eq!(PortalAnswer::typed(kind, word), None, "{kind:?} {word}");
        }
    }

    #[test]
    fn only_what_a_place_understands_can_be_stored() {
        use PortalKind as K;
        for (kind, answer) in [
            (K::Camera, PortalAnswer::Ask),
            (K::Camera, PortalAnswer::NotAsked),
            (K::ScreenCast, PortalAnswer::Session),
            (K::Inhibit, PortalAnswer::Allowed),
            (K::Location, PortalAnswer::Allowed),
            (K::Microphone, PortalAnswer::Allowed),
            (K::Unknown, PortalAnswer::Other(vec!["x".to_owned()])),
        ] {
            assert_eq!(answer.values(kind), None, "{kind:?} {answer:?}");
        }
    }
}
