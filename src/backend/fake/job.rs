//! Work in the fake system: a fixed row of steps that goes on when somebody looks.

use std::sync::Arc;

use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};

use crate::backend::{BackendError, Step};
use crate::domain::{Activity, ByteCount, Outcome, Progress, ProgressMeter, Request, Stage};

use super::{Inner, rules};

const DOWNLOAD: u64 = 184_000_000;
const PARTS: u64 = 20;

#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) request: Request,
    pub(super) cancelled: bool,
    started_by: Option<&'static str>,
    position: u64,
    meter: ProgressMeter,
}

impl Job {
    pub(super) fn new(request: Request) -> Self {
        Self {
            request,
            cancelled: false,
            started_by: None,
            position: 0,
            meter: ProgressMeter::default(),
        }
    }

    pub(super) fn half_done(request: Request) -> Self {
        let mut job = Self::new(request);
        while job.meter.report().fraction.unwrap_or(0.0) < 0.4 {
            if job.advance().is_none() {
                break;
            }
        }
        job
    }

    pub(super) fn of(self, program: &'static str) -> Self {
        Self {
            started_by: Some(program),
            ..self
        }
    }

    pub(super) fn activity(&self) -> Activity {
        Activity {
            kind: self.request.kind(),
            title: "upgrade".to_owned(),
            started_by: self.started_by.map(str::to_owned),
            ours: self.started_by.is_none(),
        }
    }

    pub(super) fn busy(&self) -> BackendError {
        BackendError::Busy {
            by: self.started_by.map(str::to_owned),
            title: "upgrade".to_owned(),
        }
    }

    fn transfers(&self) -> bool {
        matches!(
            self.request,
            Request::Update
                | Request::Download
                | Request::Deploy(_)
                | Request::Switch(_)
                | Request::SwitchPlain(_)
                | Request::AddPackages(_)
        )
    }

    /// The next thing told, or `None` when all is told.
    fn advance(&mut self) -> Option<Progress> {
        let at = self.position;
        self.position += 1;
        if !self.transfers() {
            return (at == 0).then(|| self.meter.enter(Stage::Checking));
        }
        match at {
            0 => Some(self.meter.enter(Stage::Checking)),
            1..=PARTS => {
                self.meter.enter(Stage::Downloading);
                self.meter.bytes(ByteCount {
                    done: DOWNLOAD / PARTS * at,
                    total: Some(DOWNLOAD),
                    per_second: 11_000_000,
                });
                Some(self.meter.items(at, PARTS))
            }
            _ if at == PARTS + 1 => Some(self.meter.enter(Stage::Installing)),
            _ if at == PARTS + 2 => Some(self.meter.enter(Stage::Finishing)),
            _ => None,
        }
    }
}

/// What is told of the work going on, from where it stands to its end.
pub(super) fn steps(inner: Arc<Inner>) -> BoxStream<'static, Step> {
    let first = inner
        .lock()
        .job
        .as_ref()
        .map(|job| job.meter.report())
        .map(Step::Progress);
    let rest = stream::unfold(Some(inner), |inner| async move {
        let inner = inner?;
        let step = next(&inner).await;
        let ended = matches!(step, Step::Ended(_));
        Some((step, (!ended).then_some(inner)))
    });
    stream::iter(first).chain(rest).boxed()
}

async fn next(inner: &Inner) -> Step {
    let mut gate = inner.gate.subscribe();
    loop {
        let limit = *gate.borrow_and_update();
        if let Some(step) = try_next(inner, limit) {
            if matches!(step, Step::Ended(_)) {
                inner.tell();
            }
            return step;
        }
        if gate.changed().await.is_err() {
            return Step::Ended(Err(BackendError::Died {
                service: "rpm-ostree",
            }));
        }
    }
}

/// `None`: the gate is closed.
fn try_next(inner: &Inner, limit: f64) -> Option<Step> {
    let mut machine = inner.lock();
    let Some(job) = &mut machine.job else {
        return Some(Step::Ended(Ok(Outcome::NothingToDo)));
    };
    let at = job.meter.report().fraction.unwrap_or(0.0);
    if job.cancelled {
        machine.job = None;
        return Some(Step::Ended(Err(BackendError::Cancelled)));
    }
    if at >= limit && limit < 1.0 {
        return None;
    }
    if let Some(progress) = job.advance() {
        return Some(Step::Progress(progress));
    }
    let request = job.request.clone();
    machine.job = None;
    if let Some(error) = machine.fail_next.take() {
        return Some(Step::Ended(Err(error)));
    }
    let upstream = machine.upstream.clone();
    Some(Step::Ended(Ok(rules::apply(
        &mut machine.status,
        &upstream,
        &request,
    ))))
}
