//! A transaction from its start to its end, as a stream of steps; and the proof of what it did.
//!
//! The service's word is not taken for it: `Finished(true)` may have staged nothing, `Finished(false)` may have
//! staged something, and a service that dies says nothing at all. So the system is read again each time.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream;
use tokio::time::{Instant, sleep};

use crate::backend::{BackendError, Cancel, Running, Step, failure};
use crate::domain::{Origin, Outcome, Request, RequestKind, SystemStatus};

use super::progress::{Teller, Told};
use super::status::Reading;
use super::transaction::Peer;
use super::{Inner, SERVICE, bus};

/// How long to wait until the service has put its work away. It takes milliseconds, unless another listener stays.
const PUT_AWAY: Duration = Duration::from_secs(2);
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// What the work is for.
pub(super) struct Goal {
    kind: RequestKind,
    /// Where what it prepares has to come from.
    origin: Option<Origin>,
    /// The packages that have to be added in it.
    packages: Vec<String>,
}

impl Goal {
    /// Of our own request.
    pub(super) fn of(request: &Request, before: &SystemStatus) -> Self {
        let mut packages = Vec::new();
        let origin = match request {
            Request::Switch(origin) | Request::SwitchPlain(origin) => Some(origin.clone()),
            Request::AddPackages(names) => {
                packages.clone_from(names);
                before.next().map(|next| next.origin.clone())
            }
            Request::Check
            | Request::Update
            | Request::Download
            | Request::Discard
            | Request::Rollback
            | Request::MakeNext(_)
            | Request::Deploy(_)
            | Request::Pin(_)
            | Request::Unpin(_)
            | Request::Delete(_) => None,
        };
        Self {
            kind: request.kind(),
            origin,
            packages,
        }
    }

    /// Of somebody else's work, as far as it is known.
    pub(super) fn unknown(kind: RequestKind) -> Self {
        Self {
            kind,
            origin: None,
            packages: Vec::new(),
        }
    }
}

struct Follow {
    inner: Arc<Inner>,
    goal: Goal,
    joined: bool,
    before: Reading,
    peer: Peer,
    teller: Teller,
    queue: VecDeque<Step>,
    state: State,
}

enum State {
    Following,
    /// It is over; the system is still to be read.
    Over(Verdict),
    Told,
}

/// How a transaction ended by the service's word.
enum Verdict {
    Success,
    Failure(BackendError),
    /// The socket closed without a word.
    Silence,
}

/// Work that we have started.
pub(super) fn running(
    inner: &Arc<Inner>,
    goal: Goal,
    before: Reading,
    peer: Peer,
    address: &str,
) -> Running {
    follow(Follow::new(inner, goal, before, peer, false), address)
}

/// Work that was going on already.
pub(super) fn joined(
    inner: &Arc<Inner>,
    kind: RequestKind,
    before: Reading,
    peer: Peer,
    address: &str,
) -> Running {
    let goal = Goal::unknown(kind);
    follow(Follow::new(inner, goal, before, peer, true), address)
}

/// Work that the helper has done.
pub(super) fn done(inner: &Arc<Inner>, kind: RequestKind, before: Reading) -> Running {
    let inner = Arc::clone(inner);
    let end = async move {
        let mut teller = Teller::default();
        let after = inner.read_again().await;
        let ended = after.map(|after| {
            if same(&before.status, &after.status) {
                Outcome::NothingToDo
            } else {
                Outcome::Changed
            }
        });
        stream::iter([teller.finish(), Step::Ended(ended)])
    };
    Running {
        kind,
        steps: stream::once(end).flatten().boxed(),
        cancel: None,
    }
}

fn follow(follow: Follow, address: &str) -> Running {
    let stop = follow.peer.stop(address);
    Running {
        kind: follow.goal.kind,
        steps: stream::unfold(follow, Follow::next).boxed(),
        cancel: Some(Cancel::new(move || {
            let stop = stop.clone();
            Box::pin(async move { stop.ask().await })
        })),
    }
}

impl Follow {
    fn new(inner: &Arc<Inner>, goal: Goal, before: Reading, peer: Peer, joined: bool) -> Self {
        let mut teller = Teller::default();
        let queue = VecDeque::from([teller.begin()]);
        Self {
            inner: Arc::clone(inner),
            goal,
            joined,
            before,
            peer,
            teller,
            queue,
            state: State::Following,
        }
    }

    async fn next(mut self) -> Option<(Step, Self)> {
        loop {
            if let Some(step) = self.queue.pop_front() {
                return Some((step, self));
            }
            match std::mem::replace(&mut self.state, State::Told) {
                State::Following => self.listen().await,
                State::Over(verdict) => {
                    let end = self.conclude(verdict).await;
                    match &end {
                        Ok(outcome) => tracing::info!(kind = ?self.goal.kind, ?outcome, "ended"),
                        Err(err) => tracing::info!(kind = ?self.goal.kind, %err, "ended"),
                    }
                    return Some((Step::Ended(end), self));
                }
                State::Told => return None,
            }
        }
    }

    /// Takes one signal in.
    async fn listen(&mut self) {
        let verdict = match self.peer.hear().await {
            Some(Ok(Told::Finished(true, _))) => Verdict::Success,
            Some(Ok(Told::Finished(false, words))) => Verdict::Failure(failure::words(&words)),
            Some(Ok(told)) => {
                self.queue.extend(self.teller.hear(&told));
                self.state = State::Following;
                return;
            }
            Some(Err(err)) => Verdict::Failure(err),
            None => Verdict::Silence,
        };
        self.queue.push_back(self.teller.finish());
        self.state = State::Over(verdict);
    }

    /// Reads the system again and says what really happened.
    async fn conclude(&mut self, verdict: Verdict) -> Result<Outcome, BackendError> {
        // First of all: while we listen, the service is busy for everybody, and some news come only afterwards.
        self.peer.close().await;
        match verdict {
            Verdict::Success => {
                self.wait_until_put_away().await;
                let after = self.inner.read_again().await?;
                let outcome = self.outcome(&after);
                self.as_asked(&after.status).map(|()| outcome)
            }
            Verdict::Failure(err) => {
                self.wait_until_put_away().await;
                if let Ok(after) = self.inner.read_again().await
                    && !same(&self.before.status, &after.status)
                {
                    tracing::warn!(%err, "the service failed and changed something all the same");
                }
                Err(err)
            }
            Verdict::Silence => match self.inner.read_again().await {
                Ok(after) if achieved(self.goal.kind, &self.before.status, &after.status) => {
                    self.as_asked(&after.status).map(|()| Outcome::Changed)
                }
                Ok(_) | Err(_) => Err(BackendError::Died { service: SERVICE }),
            },
        }
    }

    fn outcome(&self, after: &Reading) -> Outcome {
        let changed = match self.goal.kind {
            RequestKind::Check => after.status.new_update().is_some(),
            RequestKind::Download => {
                !self.teller.nothing_new
                    && (self.before.pending != after.pending || after.status.new_update().is_some())
            }
            RequestKind::Update
            | RequestKind::Discard
            | RequestKind::Rollback
            | RequestKind::MakeNext
            | RequestKind::Deploy
            | RequestKind::Pin
            | RequestKind::Unpin
            | RequestKind::Delete
            | RequestKind::Switch
            | RequestKind::Packages
            | RequestKind::Other => {
                // What we joined may have changed the system before we looked.
                !same(&self.before.status, &after.status) || self.joined && !self.teller.nothing_new
            }
        };
        if changed {
            Outcome::Changed
        } else {
            Outcome::NothingToDo
        }
    }

    /// What is prepared has to come from where it was asked for, and to have the packages that were.
    fn as_asked(&self, after: &SystemStatus) -> Result<(), BackendError> {
        let Some(asked) = &self.goal.origin else {
            return Ok(());
        };
        let staged = after.staged();
        let got = staged.map(|staged| &staged.origin);
        if !got.is_some_and(|got| got.is_same_place(asked)) {
            return Err(BackendError::NotAsAsked {
                asked: asked.to_string(),
                got: got.map(Origin::to_string),
            });
        }
        let added = staged.map_or(&[][..], |staged| &staged.added_packages);
        let mut names = self.goal.packages.clone();
        names.retain(|name| !added.contains(name));
        if names.is_empty() {
            Ok(())
        } else {
            Err(BackendError::NotAdded { names })
        }
    }

    /// The service tells some results, an image's update for one, only after it has put its work away.
    async fn wait_until_put_away(&self) {
        let until = Instant::now() + PUT_AWAY;
        while Instant::now() < until && self.is_still_there().await.unwrap_or(false) {
            sleep(LOOK_EVERY).await;
        }
    }

    async fn is_still_there(&self) -> zbus::Result<bool> {
        let sysroot = bus::sysroot(&self.inner.lines.calls).await?;
        Ok(!sysroot.active_transaction_path().await?.is_empty())
    }
}

/// Whether both list the same deployments in the same order and state.
fn same(one: &SystemStatus, other: &SystemStatus) -> bool {
    let list = |status: &SystemStatus| -> Vec<_> {
        let deployments = status.deployments.iter();
        deployments
            .map(|d| (d.id.clone(), d.state, d.pinned))
            .collect()
    };
    list(one) == list(other)
}

/// Whether work of which no end was told has done what it was for.
fn achieved(kind: RequestKind, before: &SystemStatus, after: &SystemStatus) -> bool {
    let first = |status: &SystemStatus| status.next().map(|d| d.id.clone());
    let staged = |status: &SystemStatus| status.staged().map(|d| d.id.clone());
    match kind {
        RequestKind::Update | RequestKind::Deploy | RequestKind::Switch | RequestKind::Packages => {
            staged(after).is_some() && staged(after) != staged(before)
        }
        RequestKind::Rollback | RequestKind::MakeNext => first(after) != first(before),
        RequestKind::Discard => staged(before).is_some() && staged(after).is_none(),
        RequestKind::Check
        | RequestKind::Download
        | RequestKind::Pin
        | RequestKind::Unpin
        | RequestKind::Delete
        | RequestKind::Other => false,
    }
}
