//! What was said just now, until nobody can write over it unknowingly.

use std::time::Instant;

use super::{Access, Done, SETTLING};
use crate::flatpak::overrides::{Change, OverrideError, Scope};

/// Changes that another program may still write over unknowingly: one that read the file before them and writes it after.
///
/// A change settles in [`SETTLING`]; until then [`Unsettled::look`] is to be called every [`LOOK_EVERY`](super::LOOK_EVERY).
#[derive(Debug, Default)]
pub struct Unsettled {
    open: Vec<(Instant, Scope, Change)>,
}

impl Unsettled {
    /// Begins to watch over what was just said; what was said before of the same things is forgotten.
    pub fn add(&mut self, scope: &Scope, changes: &[Change]) {
        let now = Instant::now();
        self.open.retain(|(_, of, old)| {
            of != scope || changes.iter().all(|change| change.target != old.target)
        });
        let new = changes.iter().cloned();
        self.open
            .extend(new.map(|change| (now, scope.clone(), change)));
    }

    /// The same for what was just done.
    pub fn add_done(&mut self, done: &Done) {
        if let Some((scope, changes)) = &done.said {
            self.add(scope, changes);
        }
    }

    /// Whether everything has settled.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Says again what somebody wrote over, and lets go what has settled.
    ///
    /// # Errors
    /// [`OverrideError`], when something had to be said again and could not be: then nothing is watched over any more.
    pub fn look(&mut self, access: &Access) -> Result<(), OverrideError> {
        let now = Instant::now();
        let open = std::mem::take(&mut self.open);
        let mut of_scope: Vec<(&Scope, Vec<Change>)> = Vec::new();
        for (_, scope, change) in &open {
            match of_scope.iter_mut().find(|(of, _)| *of == scope) {
                Some((_, changes)) => changes.push(change.clone()),
                None => of_scope.push((scope, vec![change.clone()])),
            }
        }
        for (scope, changes) in of_scope {
            access.say_again(scope, &changes)?;
        }
        self.open = open;
        self.open.retain(|(since, _, _)| now < *since + SETTLING);
        Ok(())
    }
}
