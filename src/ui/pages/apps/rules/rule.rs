//! One permission on the page, and what a click on it says. Pure.

use crate::domain::permission::{Risk, Setting, Target};
use crate::flatpak::overrides::Change;
use crate::text::permission as words;
use crate::tr;

/// How a permission is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// On or off.
    Switch(bool),
    /// One of several; at which of them it stands.
    Choice(Vec<(String, Option<Setting>)>, usize),
    /// A variable's value.
    Text(String),
    /// Not here.
    Fixed,
}

/// One permission on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Which one.
    pub(crate) target: Target,
    /// What it is called.
    pub(crate) label: String,
    /// How much it opens, where that is to be said: it is granted and more than usual.
    pub(crate) risk: Option<Risk>,
    /// What it means as it is, and whose word that is.
    pub(crate) sentence: String,
    /// What stops working without it, and what others said of it.
    pub(crate) details: Vec<String>,
    /// How it is changed.
    pub(crate) control: Control,
    /// Whether the person said something about it on this page, which can be taken back.
    pub(crate) is_said: bool,
    /// What counts when the person says nothing on this page; `None`: each app has its own.
    pub(super) base: Option<Setting>,
    /// Whether what counts otherwise has to be said all the same.
    pub(super) say_all: bool,
}

/// What a person does with a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Switch it.
    Switch(bool),
    /// Choose the option at that place.
    Pick(usize),
    /// Give the variable this value.
    Text(String),
    /// Take back what was said.
    Reset,
}

impl Rule {
    /// What a screen reader says of it after its name.
    pub(crate) fn spoken(&self) -> String {
        let risk = self.risk.map(words::risk_word).into_iter();
        let words = std::iter::once(&self.sentence).chain(&self.details);
        let all: Vec<String> = risk.chain(words.cloned()).collect();
        all.join("\n")
    }

    /// The name of the button that takes back what was said.
    pub(crate) fn reset(&self) -> String {
        match self.control {
            Control::Fixed => tr!("rules-remove", name = self.label.clone()),
            Control::Switch(_) | Control::Choice(..) | Control::Text(_) => {
                tr!("rules-reset", name = self.label.clone())
            }
        }
    }

    /// What has to be written so that the wish comes true, whatever was shown: the click before may not be read yet.
    /// `None`: nobody can wish that here.
    pub(crate) fn change(&self, wish: &Wish) -> Option<Change> {
        let setting = match (wish, &self.control) {
            (Wish::Reset, _) => None,
            (Wish::Switch(on), Control::Switch(_)) => self.say(if *on {
                Setting::Allowed
            } else {
                Setting::Denied
            }),
            (Wish::Pick(place), Control::Choice(options, _)) => {
                let wanted = options.get(*place)?.1.clone();
                wanted.and_then(|wanted| self.say(wanted))
            }
            (Wish::Text(text), Control::Text(_)) => self.say(if text.is_empty() {
                Setting::Denied
            } else {
                Setting::Value(text.clone())
            }),
            (Wish::Switch(_) | Wish::Pick(_) | Wish::Text(_), _) => return None,
        };
        Some(Change {
            target: self.target.clone(),
            setting,
        })
    }

    /// Nothing needs to be said where the same counts anyway. That folders count again is said by saying nothing.
    fn say(&self, wanted: Setting) -> Option<Setting> {
        let anyway = self.base.as_ref() == Some(&wanted);
        let nothing = self.target == Target::FilesReset && wanted == Setting::Denied;
        (self.say_all || !anyway && !nothing).then_some(wanted)
    }
}
