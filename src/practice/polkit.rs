//! A stand-in for polkit whose answers can be chosen: yes, no, or as if the password dialog was closed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use zbus::OwnedVariant;
use zbus::object_server::SignalEmitter;

use super::fault::Fault;

/// The name polkit has on the bus.
pub(crate) const NAME: &str = "org.freedesktop.PolicyKit1";
/// What switching is called.
const REBASE: &str = "org.projectatomic.rpmostree1.rebase";
/// Where it answers.
pub(crate) const PATH: &str = "/org/freedesktop/PolicyKit1/Authority";

/// What it says when a program asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// Allowed.
    Yes,
    /// Not allowed.
    No,
    /// The person closed the password dialog.
    Dismissed,
}

impl Answer {
    /// By its name on the bus.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "yes" => Some(Self::Yes),
            "no" => Some(Self::No),
            "dismissed" => Some(Self::Dismissed),
            _ => None,
        }
    }
}

/// The answers chosen so far, by action; the empty action stands for all that have none of their own.
#[derive(Debug, Default)]
pub(crate) struct Answers(Mutex<HashMap<String, Answer>>);

impl Answers {
    /// Chooses what is said about an action. An empty one: about all, forgetting earlier choices.
    pub(crate) fn set(&self, action: &str, answer: Answer) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if action.is_empty() {
            answers.clear();
        }
        answers.insert(action.to_owned(), answer);
    }

    fn about(&self, action: &str) -> Answer {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let chosen = answers.get(action).or_else(|| answers.get(""));
        chosen.copied().unwrap_or(Answer::Yes)
    }
}

/// The object on the bus.
#[derive(Debug)]
pub(crate) struct Authority {
    answers: Arc<Answers>,
    fault: watch::Receiver<Fault>,
}

impl Authority {
    /// One that answers like that, as far as nothing is broken.
    pub(crate) fn new(answers: Arc<Answers>, fault: watch::Receiver<Fault>) -> Self {
        Self { answers, fault }
    }

    fn about(&self, action: &str) -> Answer {
        if action == REBASE && *self.fault.borrow() == Fault::SwitchForbidden {
            return Answer::No;
        }
        self.answers.about(action)
    }
}

type Subject = (String, HashMap<String, OwnedVariant>);
/// One structure, as polkit itself answers: its own library refuses three values.
type AuthResult = ((bool, bool, HashMap<String, String>),);

#[expect(clippy::unused_self, reason = "members of a D-Bus interface have it")]
#[zbus::interface(name = "org.freedesktop.PolicyKit1.Authority")]
impl Authority {
    #[expect(clippy::needless_pass_by_value, reason = "the macro hands values over")]
    fn check_authorization(
        &self,
        subject: Subject,
        action_id: &str,
        details: HashMap<String, String>,
        flags: u32,
        cancellation_id: &str,
    ) -> AuthResult {
        let answer = self.about(action_id);
        tracing::debug!(
            ?subject,
            action_id,
            ?details,
            flags,
            cancellation_id,
            ?answer,
            "asked"
        );
        match answer {
            Answer::Yes => ((true, false, HashMap::new()),),
            Answer::No => ((false, false, HashMap::new()),),
            Answer::Dismissed => {
                let dismissed = HashMap::from([("polkit.dismissed".into(), "true".into())]);
                ((false, false, dismissed),)
            }
        }
    }

    fn cancel_check_authorization(&self, cancellation_id: &str) {
        tracing::debug!(cancellation_id, "nothing to cancel: answers come at once");
    }

    #[zbus(signal)]
    async fn changed(emitter: &SignalEmitter<'_>) -> zbus::Result<()>;

    #[zbus(property)]
    fn backend_name(&self) -> &'static str {
        "practice"
    }

    #[zbus(property)]
    fn backend_version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    #[zbus(property)]
    fn backend_features(&self) -> u32 {
        0
    }
}
