//! What taking in a file would change, and doing it.

use std::collections::BTreeMap;

use crate::domain::AppId;
use crate::domain::permission::{Layer, PortalAnswer, PortalKey, Setting, Since};

use super::{Rules, TransferError, typed};
use crate::flatpak::Apps;
use crate::flatpak::access::Done;
use crate::flatpak::answers::Granted;
use crate::flatpak::history::{Reason, Turn};
use crate::flatpak::overrides::{Change, OverrideError, Overrides, Scope};

/// What taking in a file would change of one app, or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Whom it is about.
    pub scope: Scope,
    /// What to say.
    pub changes: Vec<Change>,
    /// What to answer in the person's name.
    pub answers: Vec<(PortalKey, PortalAnswer)>,
    /// The same as before and after.
    pub turns: Vec<Turn>,
}

/// Something in a file that cannot be said on this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsayable {
    /// Of whom.
    pub scope: Scope,
    /// What, as it is typed.
    pub rule: String,
    /// Why.
    pub why: WhyNot,
}

/// Why something cannot be said on this computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// The installed flatpak does not know it.
    TooNew {
        /// The first flatpak that knows it.
        needs: Since,
        /// The one that is installed.
        has: Since,
    },
    /// No flatpak that Isotope knows of has it.
    Unknown,
    /// Flatpak would stumble over it.
    Invalid,
    /// Nothing would understand such an answer.
    NoSuchAnswer,
    /// Nothing keeps answers here, or it cannot be asked.
    NoAnswers,
}

/// What taking in a file would change. Only what is not so already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One for each app, that for all apps first.
    pub steps: Vec<Step>,
    /// What stays out, because it cannot be said here.
    pub unsayable: Vec<Unsayable>,
}

impl Plan {
    /// What rules would change.
    ///
    /// # Errors
    /// [`TransferError::Refused`] when the rules of one cannot be changed here.
    pub async fn new(rules: &Rules, apps: &Apps) -> Result<Self, TransferError> {
        let granted = if rules.answers.is_empty() {
            None
        } else {
            apps.answers().read().await.ok()
        };
        Self::by(rules, apps.access().overrides(), granted.as_ref())
    }

    /// The same by what was read.
    ///
    /// # Errors
    /// [`TransferError::Refused`].
    pub fn by(
        rules: &Rules,
        overrides: &Overrides,
        granted: Option<&Granted>,
    ) -> Result<Self, TransferError> {
        let mut plan = Self::default();
        for scope in rules.scopes() {
            let refused = |error| TransferError::Refused {
                scope: scope.clone(),
                error,
            };
            let mut step = Step::new(scope.clone());
            if let Some(layer) = rules.of.get(&scope) {
                let own = overrides.own(&scope)?;
                let left = step.say(layer, &own, overrides).map_err(refused)?;
                plan.unsayable.extend(left);
            }
            if let Some(app) = scope.app()
                && let Some(answers) = rules.answers.get(app)
            {
                plan.unsayable.extend(step.answer(app, answers, granted));
            }
            if !step.turns.is_empty() {
                plan.steps.push(step);
            }
        }
        Ok(plan)
    }

    /// Says everything, remembered as one change for the rules of each app and for each answer. When one fails, those
    /// before are undone. Blocks for a moment.
    ///
    /// # Errors
    /// [`TransferError::Refused`], [`TransferError::Unanswered`].
    pub async fn carry_out(&self, apps: &Apps) -> Result<Vec<(Scope, Done)>, TransferError> {
        let done = apps.access().change_all(&self.changes(), Reason::Import);
        let mut done = done.map_err(|(scope, error)| TransferError::Refused { scope, error })?;
        for (app, (key, answer)) in self.answers() {
            let answers = apps.answers();
            let given = answers.give_because(app, key, answer, Reason::Import);
            match given.await {
                Ok(one) => done.push((Scope::App(app.clone()), one)),
                Err(error) => {
                    take_back(apps, &done).await;
                    let app = app.clone();
                    return Err(TransferError::Unanswered { app, error });
                }
            }
        }
        Ok(done)
    }

    /// What is to be said of whom.
    #[must_use]
    pub fn changes(&self) -> Vec<(Scope, Vec<Change>)> {
        let steps = self.steps.iter();
        steps
            .filter(|step| !step.changes.is_empty())
            .map(|step| (step.scope.clone(), step.changes.clone()))
            .collect()
    }

    fn answers(&self) -> impl Iterator<Item = (&AppId, &(PortalKey, PortalAnswer))> {
        let steps = self.steps.iter();
        let of_apps = steps.filter_map(|step| Some((step.scope.app()?, &step.answers)));
        of_apps.flat_map(|(app, answers)| answers.iter().map(move |one| (app, one)))
    }
}

async fn take_back(apps: &Apps, done: &[(Scope, Done)]) {
    for number in done.iter().rev().filter_map(|(_, one)| one.number) {
        if let Err(error) = apps.undo(number).await {
            tracing::warn!(%error, number, "a part of an import could not be undone");
        }
    }
}

impl Step {
    fn new(scope: Scope) -> Self {
        Self {
            scope,
            changes: Vec::new(),
            answers: Vec::new(),
            turns: Vec::new(),
        }
    }

    /// Says what can be said, and gives back the rest. Rules that are spelled alike say the same: the format does not know
    /// whether a condition starts afresh.
    fn say(
        &mut self,
        wanted: &Layer,
        own: &Layer,
        overrides: &Overrides,
    ) -> Result<Vec<Unsayable>, OverrideError> {
        let mut left = Vec::new();
        for (target, setting) in wanted.iter() {
            let change = |setting: &Setting| Change {
                target: target.clone(),
                setting: Some(setting.clone()),
            };
            let before = own.get(target).map(change);
            let after = change(setting);
            let turn = Turn::new(before.as_ref(), Some(&after));
            if turn.before == turn.after {
                continue;
            }
            match overrides.can_say(&after) {
                Ok(()) => {
                    self.changes.push(after);
                    self.turns.push(turn);
                }
                Err(error) => {
                    let (rule, why) = why_not(error)?;
                    left.push(self.unsayable(rule, why));
                }
            }
        }
        if !self.changes.is_empty() {
            overrides.test(&self.scope, &self.changes)?;
        }
        Ok(left)
    }

    fn answer(
        &mut self,
        app: &AppId,
        wanted: &BTreeMap<PortalKey, String>,
        granted: Option<&Granted>,
    ) -> Vec<Unsayable> {
        let mut left = Vec::new();
        for (key, word) in wanted {
            let kind = key.kind();
            let answer = PortalAnswer::typed(kind, word);
            let word = answer.as_ref().map_or(word.clone(), |one| one.word(kind));
            let after = typed(key, &word);
            let Some(granted) = granted else {
                left.push(self.unsayable(after, WhyNot::NoAnswers));
                continue;
            };
            let mut known = granted.of(app.as_str()).filter(|one| one.key == *key);
            let before = known.next().map(|one| typed(key, &one.answer.word(kind)));
            if before.as_ref() == Some(&after) {
                continue;
            }
            match answer {
                Some(answer) => {
                    self.answers.push((key.clone(), answer));
                    let after = Some(after);
                    self.turns.push(Turn { before, after });
                }
                None => left.push(self.unsayable(after, WhyNot::NoSuchAnswer)),
            }
        }
        left
    }

    fn unsayable(&self, rule: String, why: WhyNot) -> Unsayable {
        Unsayable {
            scope: self.scope.clone(),
            rule,
            why,
        }
    }
}

/// Which rule cannot be said, and why. What is wrong with the whole file of an app comes back.
fn why_not(error: OverrideError) -> Result<(String, WhyNot), OverrideError> {
    match error {
        OverrideError::TooNew {
            permission,
            needs,
            has,
        } => Ok((permission, WhyNot::TooNew { needs, has })),
        OverrideError::Unknown { permission } => Ok((permission, WhyNot::Unknown)),
        OverrideError::Invalid { permission } => Ok((permission, WhyNot::Invalid)),
        OverrideError::Broken(_) | OverrideError::Disk(_) => Err(error),
    }
}
