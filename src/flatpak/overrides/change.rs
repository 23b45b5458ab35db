//! Something to say, with what has to be said along with it.

use crate::domain::permission::{Setting, Target};

/// One thing to say, or, without a setting, not to say any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it is about.
    pub target: Target,
    /// What to say of it.
    pub setting: Option<Setting>,
}

impl Change {
    /// Changes with what has to be said along with them, each before its own: nothing where both are spoken of.
    #[must_use]
    pub fn complete(changes: &[Self]) -> Vec<Self> {
        let spoken_of = |target: &Target| changes.iter().any(|one| one.target == *target);
        let along = |one: &Self| {
            let (target, setting) = one.target.said_along(one.setting.as_ref())?;
            (!spoken_of(&target)).then_some(Self { target, setting })
        };
        let each = changes.iter();
        each.flat_map(|one| along(one).into_iter().chain([one.clone()]))
            .collect()
    }
}
