//! polkit as far as the helper can see it: it writes down what it was asked and answers as it was told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;
use zbus::{Connection, OwnedVariant};

/// What the double answers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Answer {
    #[default]
    Yes,
    No,
    /// Nobody is there who could be asked.
    NoAgent,
    Dismissed,
    /// An error of polkit itself.
    Broken,
    /// Yes, once [`Polkit::go_on`] was called.
    WaitThenYes,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Question {
    pub(crate) subject: (String, String),
    pub(crate) action: String,
    pub(crate) version: String,
    pub(crate) flags: u32,
}

#[derive(Debug, Default)]
struct State {
    answer: Mutex<Answer>,
    questions: Mutex<Vec<Question>>,
    asked: Notify,
    go_on: Notify,
}

/// The double; it lives as long as its connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Polkit(Arc<State>);

impl Polkit {
    pub(crate) async fn on(address: &str) -> (Self, Connection) {
        let double = Self::default();
        let connection = zbus::connection::Builder::address(address)
            .serve_at(
                "/org/freedesktop/PolicyKit1/Authority",
                Authority(double.clone()),
            )
            .name("org.freedesktop.PolicyKit1")
            .build()
            .await
            .unwrap();
        (double, connection)
    }

    pub(crate) fn will(&self, answer: Answer) {
        *self.0.answer.lock().unwrap() = answer;
    }

    pub(crate) fn questions(&self) -> Vec<Question> {
        self.0.questions.lock().unwrap().clone()
    }

    /// Returns when a question was asked that nobody waited for before.
    pub(crate) async fn was_asked(&self) {
        self.0.asked.notified().await;
    }

    pub(crate) fn go_on(&self) {
        self.0.go_on.notify_one();
    }
}

#[derive(Debug, zbus::DBusError)]
#[zbus(prefix = "org.freedesktop.PolicyKit1.Error")]
enum PolkitError {
    #[zbus(error)]
    ZBus(zbus::Error),
    Failed(String),
}

struct Authority(Polkit);

/// One structure, as polkit itself answers: its own library refuses three values.
type AuthResult = ((bool, bool, HashMap<String, String>),);

#[zbus::interface(name = "org.freedesktop.PolicyKit1.Authority")]
impl Authority {
    async fn check_authorization(
        &self,
        subject: (String, HashMap<String, OwnedVariant>),
        action: String,
        details: HashMap<String, String>,
        flags: u32,
        cancellation: String,
    ) -> Result<AuthResult, PolkitError> {
        assert!(cancellation.starts_with("isotope-"));
        let state = &self.0.0;
        let name = subject.1.get("name").map(|n| {
            let name: String = n.try_clone().unwrap().try_into().unwrap();
            name
        });
        state.questions.lock().unwrap().push(Question {
            subject: (subject.0, name.unwrap_or_default()),
            action,
            version: details.get("version").cloned().unwrap_or_default(),
            flags,
        });
        let answer = *state.answer.lock().unwrap();
        state.asked.notify_one();
        let dismissed = HashMap::from([("polkit.dismissed".to_owned(), "true".to_owned())]);
        match answer {
            Answer::Yes => Ok(((true, false, HashMap::new()),)),
            Answer::No => Ok(((false, false, HashMap::new()),)),
            Answer::NoAgent => Ok(((false, true, HashMap::new()),)),
            Answer::Dismissed => Ok(((false, false, dismissed),)),
            Answer::Broken => Err(PolkitError::Failed("out of order".to_owned())),
            Answer::WaitThenYes => {
                state.go_on.notified().await;
                Ok(((true, false, HashMap::new()),))
            }
        }
    }
}
