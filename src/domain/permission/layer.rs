//! Everything that one file says.

use std::collections::BTreeMap;
use std::fmt;

use super::{Setting, Target, x11};

/// What one metadata or override file says about permissions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    rules: BTreeMap<Target, Setting>,
    unknown: Vec<UnknownLine>,
}

/// A line that could be about permissions and is not understood: a later flatpak may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLine {
    /// The group in which it stands.
    pub group: String,
    /// What stands there.
    pub text: String,
}

impl fmt::Display for UnknownLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.group, self.text)
    }
}

impl Layer {
    /// Says something about a target; what was said before is replaced.
    pub fn set(&mut self, target: Target, setting: Setting) {
        self.rules.insert(target, setting);
    }

    /// Says nothing about the target any more, and gives back what was said.
    pub fn unset(&mut self, target: &Target) -> Option<Setting> {
        self.rules.remove(target)
    }

    /// What is said about a target.
    #[must_use]
    pub fn get(&self, target: &Target) -> Option<&Setting> {
        self.rules.get(target)
    }

    /// All rules, in the order of their targets.
    pub fn iter(&self) -> impl Iterator<Item = (&Target, &Setting)> {
        self.rules.iter()
    }

    /// What stands beside the rules and is not understood, in the order of the file.
    #[must_use]
    pub fn unknown(&self) -> &[UnknownLine] {
        &self.unknown
    }

    /// The same rules beside lines that are not understood.
    #[must_use]
    pub fn beside(self, unknown: Vec<UnknownLine>) -> Self {
        Self { unknown, ..self }
    }

    /// What it comes to alone: without `x11` where `fallback-x11` stands in its place.
    #[must_use]
    pub fn without_covered(&self) -> Self {
        let mut layer = self.clone();
        let [always, fallback] = [x11::ALWAYS, x11::FALLBACK].map(Target::socket);
        if let (Some(one), Some(other)) = (self.get(&always), self.get(&fallback))
            && x11::is_covered(one, other)
        {
            layer.unset(&always);
        }
        layer
    }

    /// Whether nothing is said that is understood.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// How many targets are spoken of.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rules.len()
    }
}

impl FromIterator<(Target, Setting)> for Layer {
    fn from_iter<I: IntoIterator<Item = (Target, Setting)>>(rules: I) -> Self {
        Self {
            rules: rules.into_iter().collect(),
            unknown: Vec::new(),
        }
    }
}
